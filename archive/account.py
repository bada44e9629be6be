"""Accounts of the people who work in the archive: their roles, and what each role may do. Pure."""

import re
from dataclasses import dataclass
from enum import Enum
from functools import reduce

_NAME = re.compile(r"[a-z][a-z0-9._-]{1,39}", re.ASCII)
LEAST_PASSWORD = 12
"""Characters a password has at least (OWASP ASVS 4.0.3, 2.1.1)."""

MOST_PASSWORD = 128
"""Characters a password has at most (the same, 2.1.2)."""


class Role(Enum):
    """What a person is in the archive; one person may be several."""

    CLERK = "clerk"
    VERIFIER = "verifier"
    OFFICER = "officer"
    COUNTER = "counter"
    ADMINISTRATOR = "administrator"


class Right(Enum):
    """What a person may do; every page and address asks for one of them.

    ``CONFIRM`` makes an act verified by one word, past second readings: an officer's alone.
    """

    DELIVER = "volume.deliver"
    FOLLOW = "volume.follow"
    READ = "act.read"
    VERIFY = "act.verify"
    CONFIRM = "act.confirm"
    ARBITRATE = "act.arbitrate"
    ENTER_MENTION = "mention.enter"
    APPROVE_MENTION = "mention.approve"
    DECIDE_DUPLICATE = "duplicate.decide"
    ASK = "document.ask"
    ISSUE = "document.issue"
    WITHDRAW_PAPER = "document.withdraw"
    MANAGE_ACCOUNTS = "account.manage"
    MANAGE_LISTS = "list.manage"


_EVERYONE = frozenset((Right.READ, Right.FOLLOW))
_RIGHTS: dict[Role, frozenset[Right]] = {
    Role.CLERK: _EVERYONE | {Right.DELIVER, Right.VERIFY},
    Role.VERIFIER: _EVERYONE | {Right.VERIFY, Right.ARBITRATE, Right.DECIDE_DUPLICATE},
    Role.OFFICER: _EVERYONE
    | {
        Right.VERIFY,
        Right.CONFIRM,
        Right.ARBITRATE,
        Right.ENTER_MENTION,
        Right.APPROVE_MENTION,
        Right.DECIDE_DUPLICATE,
        Right.ASK,
        Right.ISSUE,
        Right.WITHDRAW_PAPER,
    },
    Role.COUNTER: _EVERYONE | {Right.ASK, Right.ISSUE},
    Role.ADMINISTRATOR: _EVERYONE | {Right.DELIVER, Right.MANAGE_ACCOUNTS, Right.MANAGE_LISTS},
}


@dataclass(frozen=True, slots=True)
class Account:
    """One person's account.

    Attributes:
        name: what the person signs in with, and what the record keeps as the actor.
        shown_name: the person's name as pages show it.
        language: of the pages, ``fr`` or ``ar``.
        disabled: whether the person may no longer sign in; the name stays in the record.
    """

    name: str
    shown_name: str
    roles: frozenset[Role]
    language: str = "fr"
    disabled: bool = False

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(
                f"{self.name!r} is no account name: 2 to 40 of a-z, 0-9, dot, dash and underscore, "
                "a letter first"
            )
        if self.language not in ("fr", "ar"):
            raise ValueError(f"language {self.language!r} is neither fr nor ar")

    @property
    def rights(self) -> frozenset[Right]:
        """What any of the roles allows; nothing to a disabled account."""
        if self.disabled:
            return frozenset()
        nothing: frozenset[Right] = frozenset()
        return reduce(frozenset.union, (rights_of(role) for role in self.roles), nothing)

    def may(self, right: Right) -> bool:
        """Whether the person has this right."""
        return right in self.rights


def rights_of(role: Role) -> frozenset[Right]:
    """What a role allows; what is not named is denied."""
    return _RIGHTS[role]
