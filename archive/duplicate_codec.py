"""JSON form of what is said of pairs of acts, and of the facts it rests on."""

import json
from collections.abc import Mapping

from archive.codec import Json, canonical
from archive.duplicate import (
    Cleared,
    Fact,
    Facts,
    Joined,
    Pair,
    PairState,
    PairWhat,
    Suspected,
    ToldApart,
    Undone,
)


def pair_event_text(what: PairWhat) -> str:
    """What was said as canonical JSON, the text whose hash the audit trail holds."""
    match what:
        case Suspected(rules, facts):
            return canonical({"rules": list(rules), "facts": _by_act(facts)})
        case Cleared(facts):
            return canonical({"facts": _by_act(facts)})
        case Joined(standing, copy, reason):
            return canonical({"standing": standing, "copy": copy, "reason": reason})
        case ToldApart(reason) | Undone(reason):
            return canonical({"reason": reason})


def pair_event_of(kind: str, text: str) -> PairWhat:
    """What ``pair_event_text`` wrote for an event of this kind; ValueError for an unknown kind."""
    data: Json = json.loads(text)
    match kind:
        case "suspected":
            return Suspected(tuple(data["rules"]), _facts_by_act(data["facts"]))
        case "cleared":
            return Cleared(_facts_by_act(data["facts"]))
        case "joined":
            return Joined(data["standing"], data["copy"], data["reason"])
        case "toldapart":
            return ToldApart(data["reason"])
        case "undone":
            return Undone(data["reason"])
    raise ValueError(f"what is said of a pair is of kind {kind!r}: a later Sijill wrote it")


def pair_text(pair: Pair) -> str:
    """What the catalogue keeps of a pair beside its acts, state and version."""
    joined = pair.joined
    return canonical(
        {
            "rules": list(pair.rules),
            "facts": _by_act(pair.facts),
            "joined": joined and [joined.standing, joined.copy, joined.reason],
        }
    )


def pair_of(acts: tuple[str, str], state: str, version: int, text: str) -> Pair:
    """The pair whose ``pair_text`` this is."""
    data: Json = json.loads(text)
    joined = data["joined"]
    return Pair(
        acts=acts,
        state=PairState(state),
        rules=tuple(data["rules"]),
        facts=_facts_by_act(data["facts"]),
        joined=joined and Joined(*joined),
        version=version,
    )


def facts_text(facts: Facts) -> str:
    """An act's facts as canonical JSON."""
    return canonical(_plain(facts))


def facts_of(text: str) -> dict[str, Fact]:
    """The facts ``facts_text`` wrote."""
    return _read(json.loads(text))


def _plain(facts: Facts) -> Json:
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in facts.items()
    }


def _read(data: Json) -> dict[str, Fact]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in data.items()
    }


def _by_act(facts: Mapping[str, Facts]) -> Json:
    return {act: _plain(said) for act, said in facts.items()}


def _facts_by_act(data: Json) -> dict[str, Facts]:
    return {act: _read(said) for act, said in data.items()}
