"""What waits for a person, and in which order; how many accepted acts are looked at again. Pure.

The order is one text per act, ``Waiting.place``: the urgent first, by when they are wanted, then
what a third and a second person must settle, then the rest, least certain first. Acts about as
uncertain come register by register, so that a person stays in one hand. Sampled acts are spread
among the rest, or they would wait for the last of it, and a form that reads badly with them.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum, StrEnum
from math import sqrt

from archive.act import Act, ActState
from archive.finding import Severity
from archive.history import History
from archive.register import Kind, RegisterReference, VolumeReference

DRAWS = 2**30
"""How many draws there are: an act is in a share when its draw is below that share of them."""

BEARABLE = 0.005
"""Share of wrong fields in accepted acts up to which a form is sampled no more than usual."""

_SURE_OF_LIMITS = 1.645
"""Wilson's bounds are taken at 95 %, on one side."""

_STEP = 5
_URGENT = "0"
USUAL = "1"
"""First letter of the place of an act that nobody hurries."""

UNDRAWN = "9"
"""The same of an accepted act that was not drawn."""


class Stage(StrEnum):
    """What an act waits for: a first word, a look although accepted, a second or a third person."""

    ARBITER = "arbiter"
    SECOND = "second"
    REVIEW = "review"
    SAMPLE = "sample"


_RANKS = {Stage.ARBITER: 1, Stage.SECOND: 2, Stage.REVIEW: 3, Stage.SAMPLE: 3}


class Outcome(Enum):
    """What became of an act when a person had their word."""

    VERIFIED = "verified"
    WAITS_FOR_SECOND = "waits_for_second"
    WAITS_FOR_ARBITER = "waits_for_arbiter"


@dataclass(frozen=True, slots=True)
class ReviewPolicy:
    """An installation's rules of verifying.

    Attributes:
        sample_accepted: share of accepted acts looked at by a person, 0 for none.
        second_below: machine confidence under which a typed name or date may need a second person.
        second_share_least: share of such fields asked once agreement is shown.
        second_share_most: the same before it is; 0 asks nobody to read twice.
        lock_seconds: how long an act stays with a person who does nothing.
    """

    sample_accepted: float = 0.02
    second_below: float = 0.5
    second_share_least: float = 0.1
    second_share_most: float = 1.0
    lock_seconds: int = 300


USUAL_POLICY = ReviewPolicy()


@dataclass(frozen=True, slots=True)
class Filters:
    """Which waiting acts are meant; nothing given means all."""

    office: str | None = None
    kind: Kind | None = None
    register: RegisterReference | None = None
    volume: VolumeReference | None = None
    stage: Stage | None = None


EVERYTHING = Filters()


@dataclass(frozen=True, slots=True)
class Waiting:
    """An act that waits.

    Attributes:
        doubt: least confidence among the fields in question, in percent.
        place: its place in the order; what to go on from.
        urgent: whether somebody waits for it.
    """

    act_id: str
    stage: Stage
    doubt: int
    register: RegisterReference
    place: str

    @property
    def urgent(self) -> bool:
        """Whether somebody waits for it."""
        return self.place.startswith(_URGENT)


@dataclass(frozen=True, slots=True)
class Lock:
    """An act in the hands of one person.

    Attributes:
        token: what releases it.
        until: ISO instant, UTC.
    """

    act_id: str
    account: str
    token: str
    until: str


@dataclass(frozen=True, slots=True)
class Reviewed:
    """An act after a person's word, and what became of it."""

    act: Act
    outcome: Outcome


def stage_of(history: History, act: Act, drawn: bool, urgent: bool) -> Stage | None:
    """What an act waits for; None when it does not wait. A second copy never does.

    Args:
        drawn: whether an accepted act is in the sample.
        urgent: whether somebody asked for it: then an accepted act waits as well.
    """
    if history.verified or history.standing_act is not None:
        return None
    if history.second is not None:
        return Stage.ARBITER
    if history.first is not None:
        return Stage.SECOND
    if act.state is ActState.TO_REVIEW or urgent:
        return Stage.REVIEW
    return Stage.SAMPLE if drawn else None


def doubt_of(act: Act) -> int:
    """Least confidence in percent among the fields that a finding sends to a person.

    Among all of them where no finding names one; 0 for an act without a number.
    """
    if act.number is None:
        return 0
    asked = {f.field for f in act.findings if f.severity is Severity.REVIEW and f.field}
    known = {name: field.confidence for name, field in act.reading.fields.items()}
    in_question = [known.get(name, 0.0) for name in asked] or list(known.values())
    return int(100 * min(in_question, default=0.0))


def place_of(act_id: str, stage: Stage | None, doubt: int, wanted_by: str | None, key: str) -> str:
    """An act's place in the order.

    Args:
        stage: None for an accepted act that was not drawn.
        wanted_by: ISO instant at which somebody wants it, None when nobody does.
        key: ``acts.sort_key``.
    """
    if wanted_by is not None:
        return f"{_URGENT}{wanted_by}/{key}"
    if stage is None or stage is Stage.SAMPLE:
        first = UNDRAWN if stage is None else USUAL
        return f"{first}{_RANKS[Stage.SAMPLE]}{draw(act_id, 'place') * 100 // DRAWS:03}/{key}"
    return f"{USUAL}{_RANKS[stage]}{doubt // _STEP * _STEP:03}/{key}"


def draw(act_id: str, what: str) -> int:
    """A number below ``DRAWS`` that is always the same for an act and what is drawn."""
    digest = hashlib.sha256(f"{what}/{act_id}".encode()).digest()
    return int.from_bytes(digest[:4]) % DRAWS


def sample_share(usual: float, checked: int, corrected: int) -> float:
    """Share of a form's accepted acts to look at, from the fields of them seen so far.

    It grows with the share of wrong fields that is certain (Wilson's lower bound) over the one
    that is borne: a form twice as wrong is looked at twice as much, and wrong fields left unseen
    do not grow with it. One corrected field among few proves little and changes little.
    """
    low, _ = wilson(checked, corrected)
    return min(1.0, usual * max(1.0, low / BEARABLE))


def wilson(seen: int, found: int) -> tuple[float, float]:
    """Wilson's score bounds of a share, each at 95 %; (0, 1) when nothing was seen."""
    if seen <= 0:
        return 0.0, 1.0
    z2 = _SURE_OF_LIMITS**2
    share = min(found, seen) / seen
    middle = share + z2 / (2 * seen)
    spread = _SURE_OF_LIMITS * sqrt(share * (1 - share) / seen + z2 / (4 * seen**2))
    low, high = (middle - spread) / (1 + z2 / seen), (middle + spread) / (1 + z2 / seen)
    return max(0.0, low), min(1.0, high)


def faded(seen: int, found: int, window: int) -> tuple[int, int]:
    """Counts halved once they pass the window, so that what was long ago weighs little."""
    return (seen // 2, (found + 1) // 2) if seen > window else (seen, found)


def later(at: str, seconds: float) -> str:
    """The instant some seconds after another, both as ISO text."""
    moment = datetime.fromisoformat(at) + timedelta(seconds=seconds)
    return moment.isoformat(timespec="microseconds")
