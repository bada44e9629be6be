"""Precision and recall of the search for duplicates among invented people.

    python benchmarks/duplicates_found.py [--people 20000] [--copies 200] [--seed 1] [--json]

prints, per way in which an act was written twice, how many of the pairs are suspected, and per rule
how many of the suspected pairs are the same; copies of one act among themselves count as the same.
``--unlisted 1`` gives most people names that no list knows.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from duplicate_copies import CHANGES, Copies, register_of  # noqa: E402
from duplicate_people import People, Person, Written, act_of  # noqa: E402

from archive.duplicate import Facts  # noqa: E402
from archive.register import Kind  # noqa: E402
from indexing.duplicates.blocks import MOST_IN_A_BLOCK, blocks_of  # noqa: E402
from indexing.duplicates.facts import facts_of_act  # noqa: E402
from indexing.duplicates.rules import duplicate_rules, rules_that_hold  # noqa: E402

# Scripts that a register's acts are written in: one act in two is bilingual.
_FORMS = (("fr",), ("ar",), ("ar", "fr"), ("ar", "fr"))


@dataclass(frozen=True, slots=True)
class Truth:
    """The acts by number, and what the pairs among them are that somebody would look at."""

    acts: list[Written]
    same: dict[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Measured:
    """What was found: suspected pairs with their rules, pairs met in a block, and the time."""

    suspected: dict[tuple[int, int], tuple[str, ...]]
    met: set[tuple[int, int]]
    compared: int
    blocks: int
    fullest: int
    seconds: float


def world(people: int, copies: int, seed: int, unlisted: float) -> Truth:
    """Births, deaths, namesakes, and each kind of second writing ``copies`` times."""
    made = People(seed, unlisted)
    chance = made.chance
    born = list(made.households(people))
    namesakes = [made.namesake(person) for person in chance.sample(born, people // 50)]
    numbers: Counter[str] = Counter()
    acts = [_birth(person, chance, numbers) for person in (*born, *namesakes)]
    deaths = [_death(person, chance, numbers) for person in chance.sample(born, people // 5)]
    second = Copies(chance)
    same: dict[tuple[int, int], str] = {}
    births = range(len(acts))
    acts += deaths
    for what, change in CHANGES.items():
        for at in chance.sample(births, copies):
            same[at, len(acts)] = what
            acts.append(_forgetful(change(second, acts[at]), chance))
    first = len(births)
    for at in chance.sample(range(first, first + len(deaths)), copies):
        same[at, len(acts)] = "death twice"
        again = second.misread(second.respelled(acts[at]))
        acts.append(_forgetful(again, chance))
    return Truth(acts, same)


def measure(acts: list[Written]) -> Measured:
    """Look for duplicates as the record does, all in memory."""
    started = time.process_time()
    facts: list[Facts] = []
    blocks: dict[int, list[int]] = defaultdict(list)
    for at, written in enumerate(acts):
        facts.append(facts_of_act(act_of(str(at), written)))
        for block in blocks_of(facts[-1]):
            blocks[block].append(at)
    met = {
        pair
        for inside in blocks.values()
        if len(inside) <= MOST_IN_A_BLOCK
        for pair in combinations(inside, 2)
    }
    rules = duplicate_rules()
    held = ((pair, rules_that_hold(facts[pair[0]], facts[pair[1]], rules)) for pair in met)
    suspected = {pair: names for pair, names in held if names}
    sizes = [len(inside) for inside in blocks.values()]
    seconds = time.process_time() - started
    return Measured(suspected, met, len(met), sum(sizes), max(sizes), seconds)


def report(truth: Truth, found: Measured) -> dict[str, object]:
    """The figures, as JSON would hold them."""
    kinds = Counter(truth.same.values())
    caught = Counter(truth.same[pair] for pair in found.suspected if pair in truth.same)
    met = Counter(what for pair, what in truth.same.items() if pair in found.met)
    rules: dict[str, Counter[str]] = {rule.name: Counter() for rule in duplicate_rules()}
    for pair, names in found.suspected.items():
        what = "same" if pair in truth.same or _really_same(truth, pair) else _alike(truth, pair)
        for name in names:
            rules[name][what] += 1
    wrong = [p for p in found.suspected if p not in truth.same and not _really_same(truth, p)]
    right = len(found.suspected) - len(wrong)
    return {
        "acts": len(truth.acts),
        "recall": sum(caught.values()) / len(truth.same),
        "precision": right / max(1, len(found.suspected)),
        "false_suspicions_per_1000_acts": 1000 * len(wrong) / len(truth.acts),
        "by_kind": {
            kind: {"recall": caught[kind] / count, "met_in_a_block": met[kind] / count}
            for kind, count in kinds.items()
        },
        "by_rule": {
            name: {"suspected": sum(of.values()), "precision": _share(of), **of}
            for name, of in rules.items()
        },
        "wrong": dict(Counter(_alike(truth, pair) for pair in wrong)),
        "blocks_per_act": found.blocks / len(truth.acts),
        "pairs_compared_per_act": found.compared / len(truth.acts),
        "fullest_block": found.fullest,
        "cpu_ms_per_act": 1000 * found.seconds / len(truth.acts),
    }


def _share(of: Counter[str]) -> float | None:
    return of["same"] / sum(of.values()) if of else None


def _really_same(truth: Truth, pair: tuple[int, int]) -> bool:
    """Whether two acts are of one person and kind though nobody planted the pair itself."""
    one, other = (truth.acts[at] for at in pair)
    return one.person is other.person and one.register.kind is other.register.kind


def _alike(truth: Truth, pair: tuple[int, int]) -> str:
    one, other = (truth.acts[at].person for at in pair)
    if one.parents is other.parents:
        if one.born == other.born:
            return "twins"
        return "namesake siblings" if one.given == other.given else "siblings"
    return "namesakes"


def _birth(person: Person, chance: random.Random, numbers: Counter[str]) -> Written:
    drawn = person.born + timedelta(days=chance.randint(0, 25))
    vague = 10 if chance.random() > 0.08 else 4
    written = _write(person, Kind.BIRTH, drawn, chance, numbers)
    return replace(written, event=person.born, vague=vague)


def _death(person: Person, chance: random.Random, numbers: Counter[str]) -> Written:
    died = person.born + timedelta(days=chance.randint(0, 25_000))
    died = min(died, died.replace(year=2005, day=min(died.day, 28)))
    drawn = died + timedelta(days=chance.randint(0, 3))
    return replace(_write(person, Kind.DEATH, drawn, chance, numbers), event=died)


def _write(
    person: Person, kind: Kind, drawn: date, chance: random.Random, numbers: Counter[str]
) -> Written:
    register = register_of(person.office, kind, drawn)
    numbers[str(register)] += 1
    chances = {"family_name": 0.25, "mother_family": 0.4, "sex": 0.1, "birth_date": 0.5}
    left_out = frozenset(name for name, share in chances.items() if chance.random() < share)
    return Written(
        person,
        register,
        numbers[str(register)],
        drawn,
        drawn,
        scripts=chance.choice(_FORMS),
        left_out=left_out,
        hijri=chance.random() < 0.5,
    )


def _forgetful(written: Written, chance: random.Random) -> Written:
    """The same with one more thing left out, three times in twenty."""
    if chance.random() > 0.15:
        return written
    name = chance.choice(("family_name", "mother_family", "sex", "father_given", "mother_given"))
    return replace(written, left_out=written.left_out | {name})


def _lines(figures: dict[str, object]) -> Iterator[str]:
    for name, value in figures.items():
        if isinstance(value, dict):
            yield f"{name}:"
            for key, of in value.items():
                yield f"  {key:22} {json.dumps(of, ensure_ascii=False)}"
        else:
            yield f"{name}: {value:.4g}" if isinstance(value, float) else f"{name}: {value}"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name, default in (("people", 20_000), ("copies", 200), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--unlisted", type=float, default=0.25)
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    truth = world(asked.people, asked.copies, asked.seed, asked.unlisted)
    figures = report(truth, measure(truth.acts))
    for line in (json.dumps(figures),) if asked.json else _lines(figures):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main()
