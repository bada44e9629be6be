"""Rules that tell when two acts are suspected to record the same thing, read from a table.

The rules stand in ``data/duplicate_rules.toml``, which says how to write one. A clause answers
yes, no, or nothing: where a fact is missing it answers what its ``missing`` says.
"""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from typing import Any, TypeAlias

from archive.duplicate import Facts
from archive.register import Kind
from indexing.duplicates.comparisons import FACT_TESTS, Answer
from indexing.duplicates.facts import FACT_NAMES


class Missing(Enum):
    """What a clause answers where one of the two acts does not say the fact."""

    SKIP = "skip"
    AGAINST = "against"
    FOR = "for"


@dataclass(frozen=True, slots=True)
class Said:
    """What a clause answers, and how many of its facts both acts really said."""

    answer: Answer
    facts: int = 0


@dataclass(frozen=True, slots=True)
class Test:
    """A clause about one fact."""

    fact: str
    test: str
    missing: Missing
    value: float = 0.0

    def said(self, one: Facts, other: Facts) -> Said:
        """The test's answer, or what ``missing`` says in its place."""
        values = one.get(self.fact), other.get(self.fact)
        answer = None
        if values[0] is not None and values[1] is not None:
            answer = FACT_TESTS[self.test].holds(self.fact, *values, self.value)
        if answer is not None:
            return Said(answer, 1)
        return Said(None if self.missing is Missing.SKIP else self.missing is Missing.FOR)


@dataclass(frozen=True, slots=True)
class Group:
    """Clauses of which enough must hold.

    Attributes:
        least: how many must hold; None for all that answer.
        answered: how many facts both acts must really have said, whatever they say.
    """

    clauses: tuple["Clause", ...]
    least: int | None
    answered: int = 0

    def said(self, one: Facts, other: Facts) -> Said:
        """Yes when enough clauses hold, no when not, nothing when none has an answer."""
        found = [clause.said(one, other) for clause in self.clauses]
        facts = sum(item.facts for item in found)
        answers = [item.answer for item in found if item.answer is not None]
        if facts < self.answered:
            return Said(False, facts)
        if not answers:
            return Said(None, facts)
        least = len(answers) if self.least is None else self.least
        return Said(sum(answers) >= least, facts)


@dataclass(frozen=True, slots=True)
class Not:
    """The opposite of a clause; of no answer there is no opposite."""

    clause: "Clause"

    def said(self, one: Facts, other: Facts) -> Said:
        """The opposite answer."""
        found = self.clause.said(one, other)
        return Said(None if found.answer is None else not found.answer, found.facts)


Clause: TypeAlias = Test | Group | Not


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its id, the kinds of acts it is for, its clause, its sentence by language."""

    name: str
    kinds: frozenset[str]
    when: Clause
    texts: Mapping[str, str]

    def holds(self, one: Facts, other: Facts) -> bool:
        """Whether it suspects two acts; never between kinds, and never by missing facts alone."""
        kind = one.get("kind")
        if kind != other.get("kind") or kind not in self.kinds:
            return False
        said = self.when.said(one, other)
        return said.answer is True and said.facts > 0


def rules_that_hold(one: Facts, other: Facts, rules: Iterable[Rule]) -> tuple[str, ...]:
    """Ids of the rules that suspect two acts, in the order of the table; symmetric."""
    return tuple(rule.name for rule in rules if rule.holds(one, other))


@cache
def duplicate_rules() -> tuple[Rule, ...]:
    """The rules of the house, read on first use."""
    path = Path(__file__).parents[1] / "data" / "duplicate_rules.toml"
    return parse_rules(path.read_text(encoding="utf-8"))


def parse_rules(text: str) -> tuple[Rule, ...]:
    """The rules that a table in TOML writes.

    Raises:
        ValueError: something in it cannot be meant, and where.
    """
    table = tomllib.loads(text)
    shared = table.get("shared", {})
    return tuple(_rule(entry, shared) for entry in table["rule"])


def _rule(entry: Mapping[str, Any], shared: Mapping[str, Any]) -> Rule:
    name = str(entry["id"])
    kinds = frozenset(Kind(kind).value for kind in entry["kinds"])
    texts = {language: str(entry[language]) for language in ("fr", "ar")}
    return Rule(name, kinds, _clause(entry["when"], shared, name), texts)


def _clause(written: Mapping[str, Any], shared: Mapping[str, Any], rule: str) -> Clause:
    keys = set(written)
    if keys == {"use"} and written["use"] in shared:
        return _clause(shared[written["use"]], shared, rule)
    if keys == {"not"}:
        return Not(_clause(written["not"], shared, rule))
    for word, least in (("all", None), ("any", 1), ("of", written.get("least", 0))):
        if word in keys and keys <= {word, "answered"} | ({"least"} if word == "of" else set()):
            clauses = tuple(_clause(item, shared, rule) for item in written[word])
            if clauses and (least is None or 1 <= least <= len(clauses)):
                return Group(clauses, least, int(written.get("answered", 0)))
    if "fact" in keys:
        return _test(written, rule)
    raise ValueError(f"rule {rule}: {dict(written)} is no clause")


def _test(written: Mapping[str, Any], rule: str) -> Test:
    """A clause about one fact: ``fact``, ``missing``, and the test with its value."""
    fact = written["fact"]
    (word, value), *more = [
        (key, value) for key, value in written.items() if key not in ("fact", "missing")
    ] or [("", None)]
    test = FACT_TESTS.get(word)
    if more or test is None or fact not in FACT_NAMES or (test.facts and fact not in test.facts):
        raise ValueError(f"rule {rule}: {dict(written)} tests nothing that can be tested")
    if "missing" not in written:
        raise ValueError(f"rule {rule}: the clause about {fact} does not say what missing means")
    if test.valued == isinstance(value, bool) or not isinstance(value, bool | int | float):
        raise ValueError(f"rule {rule}: {word} = {value!r} is not how it is written")
    if value is False:
        raise ValueError(f"rule {rule}: write not = {{ … }} for the opposite of {word}")
    return Test(fact, word, Missing(written["missing"]), float(value))
