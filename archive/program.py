"""Programs of other services that ask for papers for their users. Pure."""

import re
import secrets
from dataclasses import dataclass

from archive.account import Right

TOKEN_PREFIX = "sijill_"  # noqa: S105, what tokens begin with is none
_NAME = re.compile(r"[a-z][a-z0-9._-]{1,39}", re.ASCII)
_TOKEN_BYTES = 32

RIGHTS = frozenset((Right.ASK,))
"""What a program may do: ask, and follow what it asked itself."""


@dataclass(frozen=True, slots=True)
class Program:
    """One program that is known by its token.

    Attributes:
        name: what the record keeps as the actor; no person's account has it.
        shown_name: of the service, as pages show it.
        made_at, ended_at: ISO instants, UTC; ``ended_at`` None while its token opens something.
    """

    name: str
    shown_name: str
    made_at: str
    ended_at: str | None = None

    def __post_init__(self) -> None:
        if not _NAME.fullmatch(self.name):
            raise ValueError(
                f"{self.name!r} is no name of a program: 2 to 40 of a-z, 0-9, dot, dash and "
                "underscore, a letter first"
            )


def new_token() -> str:
    """A token that nobody can guess: 256 bits."""
    return TOKEN_PREFIX + secrets.token_urlsafe(_TOKEN_BYTES)
