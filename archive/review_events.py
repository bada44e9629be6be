"""Events of an act that two or three persons read: the words that wait for another's."""

from collections.abc import Mapping
from dataclasses import dataclass

from archive.mention import Mention
from archive.register import ActNumber


@dataclass(frozen=True, slots=True)
class FirstRead:
    """A person read the act, and it waits for another to read some fields again.

    Attributes:
        decisions: what the person changed.
        confirmed: every value the act would have; "" for a field that it leaves empty.
        mentions: the mentions the person saw.
        asked: the fields that another person must read.
        reader: who read, who can never be that other person.
    """

    decisions: Mapping[str, str]
    confirmed: Mapping[str, str]
    mentions: tuple[Mention, ...]
    number: ActNumber
    asked: tuple[str, ...]
    reader: str


@dataclass(frozen=True, slots=True)
class SecondRead:
    """A second person read the fields asked and differed: the act waits for a third.

    Attributes:
        values: what the second person read, by field.
        disputed: the fields in which the two differ.
        reader: who read.
    """

    values: Mapping[str, str]
    disputed: tuple[str, ...]
    reader: str


@dataclass(frozen=True, slots=True)
class Reopened:
    """A person took back their own last word: what held before it holds again.

    Attributes:
        number: the number the act holds from here on.
    """

    number: ActNumber | None
