"""Two acts that may record the same thing: what was said of the pair, and where that leaves it.

Pure. The machine suspects; a person joins the two acts, tells them apart, or takes either back.
A pair that was told apart is asked about again only when one of the facts it was judged by changes.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from functools import reduce
from typing import TypeAlias

Fact: TypeAlias = str | int | bool | tuple[str, ...] | None
"""One thing an act says, as rules compare it; None where the act does not say it."""

Facts: TypeAlias = Mapping[str, Fact]
"""What an act says, by name of the fact; a fact that is not said stands there as None."""


class PairState(Enum):
    """``open`` waits for a person, ``same`` and ``other`` are a person's word.

    ``cleared``: no rule holds for the pair any more, and nobody needs to look.
    """

    OPEN = "open"
    SAME = "same"
    OTHER = "other"
    CLEARED = "cleared"


@dataclass(frozen=True, slots=True)
class Suspected:
    """Rules held for the pair: their ids, and by act id the facts they were shown."""

    rules: tuple[str, ...]
    facts: Mapping[str, Facts]


@dataclass(frozen=True, slots=True)
class Cleared:
    """No rule holds any more for the pair with these facts."""

    facts: Mapping[str, Facts]


@dataclass(frozen=True, slots=True)
class Joined:
    """A person found both to be one: ``copy`` becomes a second copy of ``standing``."""

    standing: str
    copy: str
    reason: str


@dataclass(frozen=True, slots=True)
class ToldApart:
    """A person found the two to be different."""

    reason: str


@dataclass(frozen=True, slots=True)
class Undone:
    """A person took the decision back: the pair waits again, joined acts stand each for itself."""

    reason: str


PairWhat: TypeAlias = Suspected | Cleared | Joined | ToldApart | Undone


@dataclass(frozen=True, slots=True)
class PairEvent:
    """One entry of a pair's log; ``version`` counts from 1, ``at`` is an ISO instant, UTC."""

    pair: str
    version: int
    what: PairWhat
    actor: str
    at: str
    seq: int = 0

    @property
    def kind(self) -> str:
        """``suspected``, ``cleared``, ``joined``, ``toldapart`` or ``undone``."""
        return type(self.what).__name__.lower()


@dataclass(frozen=True, slots=True)
class Pair:
    """Two acts and what was said of them so far.

    Attributes:
        acts: the two act ids, the lesser first.
        rules: ids of the rules that held when the machine last looked.
        facts: by act id, what those rules were shown.
        joined: the decision in force that made one of the two a second copy.
        version: number of events applied; 0 for a pair that nobody spoke of.
    """

    acts: tuple[str, str]
    state: PairState = PairState.CLEARED
    rules: tuple[str, ...] = ()
    facts: Mapping[str, Facts] = field(default_factory=dict)
    joined: Joined | None = None
    version: int = 0

    @classmethod
    def of(cls, one: str, other: str) -> "Pair":
        """The pair of two acts, in whatever order they are named.

        Raises:
            ValueError: it is one act named twice.
        """
        if one == other:
            raise ValueError(f"act {one} is no pair with itself")
        return cls((min(one, other), max(one, other)))

    @property
    def name(self) -> str:
        """What names the pair in addresses and logs: both ids, joined by a hyphen."""
        return "-".join(self.acts)

    def after(self, what: PairWhat) -> "Pair":
        """The pair with one more event."""
        said = replace(self, version=self.version + 1)
        match what:
            case Suspected(rules, facts):
                return replace(said, state=PairState.OPEN, rules=rules, facts=facts)
            case Cleared(facts):
                return replace(said, state=PairState.CLEARED, rules=(), facts=facts)
            case Joined():
                return replace(said, state=PairState.SAME, joined=what)
            case ToldApart():
                return replace(said, state=PairState.OTHER)
            case Undone():
                return replace(said, state=PairState.OPEN, joined=None)

    def news(self, rules: tuple[str, ...], facts: Mapping[str, Facts]) -> PairWhat | None:
        """What the machine has to add after looking at the pair again, None when nothing.

        It never speaks against a person: acts that were joined are left alone, and acts told
        apart are asked about again only when a fact that they were judged by has changed.
        """
        if self.state is PairState.SAME:
            return None
        if self.state is PairState.OPEN:
            if not rules:
                return Cleared(facts)
            return Suspected(rules, facts) if self._differs(rules, facts) else None
        asked = bool(rules)
        if self.state is PairState.OTHER:
            asked = asked and changed(self.facts, facts)
        return Suspected(rules, facts) if asked else None

    def _differs(self, rules: tuple[str, ...], facts: Mapping[str, Facts]) -> bool:
        return self.rules != rules or changed(self.facts, facts)


def changed(before: Mapping[str, Facts], now: Mapping[str, Facts]) -> bool:
    """Whether a fact known before has another value now.

    Facts that were not looked at before do not count: a later Sijill may look at more of them.
    """
    return any(
        value != now.get(act, {}).get(name)
        for act, facts in before.items()
        for name, value in facts.items()
    )


def add_up(acts: tuple[str, str], events: Iterable[PairEvent]) -> Pair:
    """The pair that its events, in order, add up to."""
    return reduce(lambda pair, event: pair.after(event.what), events, Pair.of(*acts))
