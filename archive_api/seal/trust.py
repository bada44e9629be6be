"""Whose keys are trusted, for which offices and since when until when. Pure.

A key that was replaced still verifies what it signed while it was in use. One that was stolen
verifies nothing more: whoever has it can date a seal as they please.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from archive_api.seal.key import EXPIRES_AT, ISSUED_AT, PublicPoint
from archive_api.seal.refusal import Refusal, SealRefused

KEYS_CLAIM = -65538
"""The claim of a trust list that holds its keys, of CWT's private numbers."""

_KID, _X, _Y, _HOLDER, _OFFICES, _SINCE, _UNTIL, _REVOKED, _STOLEN, _ADDRESS = range(1, 11)


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A key whose seals are believed.

    Attributes:
        holder_ar, holder_fr: who it belongs to.
        offices: codes of offices, or of their regions, provinces and communes, whose papers it
            seals; empty for all.
        since, until: between which it signs.
        revoked: from when on what it signs is not believed, None while it is in good standing.
        stolen: nothing that it ever signed is believed any more.
        address: where papers with its seals are checked online, "" where nowhere.
    """

    kid: bytes
    public: PublicPoint
    holder_ar: str
    holder_fr: str
    since: datetime
    until: datetime
    offices: tuple[str, ...] = ()
    revoked: datetime | None = None
    stolen: bool = False
    address: str = ""

    def refusal(self, signed: datetime, office_code: str) -> Refusal | None:
        """Why this key's seal of an instant on an office's paper is not believed, None if it is."""
        if self.stolen or (self.revoked is not None and signed >= self.revoked):
            return Refusal.KEY_REVOKED
        if signed < self.since:
            return Refusal.KEY_NOT_YET
        if signed >= self.until:
            return Refusal.KEY_EXPIRED
        if self.offices and not any(_is_under(office_code, one) for one in self.offices):
            return Refusal.KEY_OF_OTHERS
        return None


@dataclass(frozen=True, slots=True)
class TrustList:
    """Keys by their id, as of ``issued``; a newer list should be fetched before ``renew``."""

    keys: Mapping[bytes, TrustedKey]
    issued: datetime
    renew: datetime

    def key(self, kid: bytes) -> TrustedKey:
        """The key of an id; SealRefused when it is not in the list."""
        try:
            return self.keys[kid]
        except KeyError as error:
            raise SealRefused(Refusal.KEY_UNKNOWN) from error

    def is_old(self, at: datetime) -> bool:
        """Whether a newer list should have been fetched by now."""
        return at >= self.renew

    def with_list(self, other: "TrustList") -> "TrustList":
        """This list and another archive's; of a key in both, this one's word holds."""
        return TrustList({**other.keys, **self.keys}, self.issued, min(self.renew, other.renew))


def trust_list(keys: Iterable[TrustedKey], issued: datetime, renew: datetime) -> TrustList:
    """A list of these keys."""
    return TrustList({key.kid: key for key in keys}, issued, renew)


def list_claims(trusted: TrustList) -> dict[int, Any]:
    """A list as the claims that are signed."""
    return {
        ISSUED_AT: _seconds(trusted.issued),
        EXPIRES_AT: _seconds(trusted.renew),
        KEYS_CLAIM: [_entry(key) for key in trusted.keys.values()],
    }


def listed(claims: Mapping[int, Any]) -> TrustList:
    """The list that signed claims hold; SealRefused when they hold none."""
    try:
        keys = [_listed_key(entry) for entry in claims[KEYS_CLAIM]]
        return trust_list(keys, _instant(claims[ISSUED_AT]), _instant(claims[EXPIRES_AT]))
    except (KeyError, TypeError, ValueError, OverflowError, OSError) as error:
        raise SealRefused(Refusal.FOREIGN) from error


def _is_under(office_code: str, place: str) -> bool:
    return office_code == place or office_code.startswith((f"{place}.", f"{place}-"))


def _entry(key: TrustedKey) -> dict[int, Any]:
    entry: dict[int, Any] = {
        _KID: key.kid,
        _X: key.public.x,
        _Y: key.public.y,
        _HOLDER: [key.holder_ar, key.holder_fr],
        _OFFICES: list(key.offices),
        _SINCE: _seconds(key.since),
        _UNTIL: _seconds(key.until),
    }
    if key.revoked is not None:
        entry[_REVOKED] = _seconds(key.revoked)
    if key.stolen:
        entry[_STOLEN] = True
    if key.address:
        entry[_ADDRESS] = key.address
    return entry


def _listed_key(entry: Mapping[int, Any]) -> TrustedKey:
    holder: Sequence[str] = entry[_HOLDER]
    revoked = entry.get(_REVOKED)
    return TrustedKey(
        kid=bytes(entry[_KID]),
        public=PublicPoint(bytes(entry[_X]), bytes(entry[_Y])),
        holder_ar=str(holder[0]),
        holder_fr=str(holder[1]),
        since=_instant(entry[_SINCE]),
        until=_instant(entry[_UNTIL]),
        offices=tuple(map(str, entry[_OFFICES])),
        revoked=None if revoked is None else _instant(revoked),
        stolen=entry.get(_STOLEN) is True,
        address=str(entry.get(_ADDRESS, "")),
    )


def _seconds(at: datetime) -> int:
    return int(at.timestamp())


def _instant(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
