"""Seals made and read: what a paper says, signed, as the text of its QR code.

Prefix, then base45 of zlib of COSE_Sign1 of claims: see ``docs/checking.md``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from archive_api.seal.claims import Said, claimed, said_by, shortened, table
from archive_api.seal.key import EXPIRES_AT, ISSUED_AT, SealKey
from archive_api.seal.refusal import Refusal, SealRefused
from archive_api.seal.trust import TrustedKey, TrustList

PREFIX = "SJ1:"

MOST_LETTERS = 702
"""What 97 modules hold at level Q: at 40 mm they are as wide as those that were measured."""

MOST_AT_ALL = 2420
"""What the largest code holds at level Q: names are never cut, a denser code is printed instead."""

LONGEST_CODE = 4296
"""Letters in the largest QR code there is: a longer text never was one."""

_OURS = re.compile(r"SJ\d{1,3}:")
_FOREIGN = re.compile(r"(HC1:|LT1:|NZCP:/|shc:/|DC\d\d|\{\"?data|eyJ)")
_CLOCKS_DIFFER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class SealRead:
    """What reading a seal came to: what it says, or why it is refused.

    Attributes:
        said: what it says by the names of ``claims.json``, empty when it is refused.
        signed: when it was signed.
        key: whose it is.
        refusal: why it is not believed, None for a valid one.
        is_list_old: whether the list of keys it was held against should have been renewed.
    """

    said: Mapping[str, Said]
    signed: datetime | None
    key: TrustedKey | None
    refusal: Refusal | None = None
    is_list_old: bool = False

    def text(self, name: str) -> str:
        """What it says under a name that holds a text, "" when nothing."""
        return str(self.said.get(name, ""))


def seal(said: Mapping[str, Said], signed: datetime, key: SealKey) -> str:
    """The text of a seal that says this, what can best be missed left out of one too long.

    Raises:
        KeyError: a name or a choice that no claim has.
        ValueError: the paper's names alone are more than any code holds.
    """
    from archive_api.seal.cose import packed, sign

    left: Mapping[str, Said] | None = said
    while left is not None:
        claims = {ISSUED_AT: int(signed.timestamp()), table()["claim"]: claimed(left)}
        text = PREFIX + packed(sign(claims, key))
        if len(text) <= MOST_LETTERS:
            return text
        left = shortened(left)
    if len(text) > MOST_AT_ALL:
        raise ValueError(f"the names of the paper need {len(text)} letters: no code holds them")
    return text


def read_seal(text: str, trusted: TrustList, at: datetime) -> SealRead:
    """Read the text of a code, held against trusted keys at an instant."""
    old = trusted.is_old(at)
    try:
        return _read(text, trusted, at, old)
    except SealRefused as error:
        return SealRead({}, None, None, error.refusal, old)


def is_seal(text: str) -> bool:
    """Whether a text claims to be a seal of ours, of whatever version."""
    return _OURS.match(text) is not None


def _read(text: str, trusted: TrustList, at: datetime, old: bool) -> SealRead:
    from archive_api.seal.cose import opened, parted, unpacked

    _require_ours(text)
    message = parted(unpacked(text.removeprefix(PREFIX)))
    key = trusted.key(message.kid)
    claims = opened(message, key.public)
    signed = _instant(claims.get(ISSUED_AT))
    said = said_by(claims.get(table()["claim"]))
    refusal = key.refusal(signed, str(said.get("reference", "")).partition("/")[0])
    if refusal is None and signed > at + _CLOCKS_DIFFER:
        refusal = Refusal.DATED_AHEAD
    if refusal is None and EXPIRES_AT in claims and at >= _instant(claims[EXPIRES_AT]):
        refusal = Refusal.EXPIRED
    if refusal is not None:
        return SealRead({}, signed, key, refusal, old)
    return SealRead(said, signed, key, None, old)


def _require_ours(text: str) -> None:
    if text.startswith(PREFIX):
        if len(text) > LONGEST_CODE:
            raise SealRefused(Refusal.NOT_A_SEAL)
        return
    if is_seal(text):
        raise SealRefused(Refusal.VERSION_UNKNOWN)
    raise SealRefused(Refusal.FOREIGN if _FOREIGN.match(text) else Refusal.NOT_A_SEAL)


def _instant(seconds: object) -> datetime:
    if type(seconds) is not int:
        raise SealRefused(Refusal.ALTERED)
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise SealRefused(Refusal.ALTERED) from error
