"""``sijill seal-keys``: the keys that seal papers shown, replaced, revoked, their list written."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from archive.settings import Settings
from archive_api.seal.key_folder import KeyFolder
from archive_api.seal.trust import TrustedKey


@dataclass(frozen=True, slots=True)
class KeyChange:
    """What is asked of the keys; nothing by default.

    Attributes:
        new: make a key and seal by it from now on.
        holder_ar, holder_fr: whom the new key belongs to, "" for the same as before.
        offices: whose papers the new key seals; the same as before when empty.
        revoke: the id of a key to revoke, in hexadecimal.
        stolen: somebody else may have it: nothing that it signed is believed any more.
    """

    new: bool = False
    holder_ar: str = ""
    holder_fr: str = ""
    offices: tuple[str, ...] = ()
    revoke: str = ""
    stolen: bool = False


def change_keys(settings: Settings, asked: KeyChange, list_to: Path | None) -> list[str]:
    """Do what is asked and tell every key, one a line; the list is written where it is wanted.

    Raises:
        ValueError: no key has this id.
        SealKeyMissing: the list cannot be signed here.
    """
    keys = KeyFolder(Path(settings.seal_dir), settings.address, settings.seal_key_days)
    if asked.revoke:
        try:
            keys.revoke(bytes.fromhex(asked.revoke), datetime.now(UTC), asked.stolen)
        except (KeyError, ValueError) as error:
            raise ValueError(f"no key has the id {asked.revoke!r}") from error
    if asked.new:
        named = asked.holder_ar or asked.holder_fr
        holder = (asked.holder_ar or named, asked.holder_fr or named) if named else None
        keys.renew(holder=holder, offices=asked.offices or None)
    if list_to is not None:
        list_to.write_bytes(keys.signed_list())
    return [_line(key) for key in keys.trusted().keys.values()]


def _line(key: TrustedKey) -> str:
    state = f"until {key.until:%Y-%m-%d}"
    if key.revoked is not None:
        state = f"revoked {key.revoked:%Y-%m-%d}" + (", stolen" if key.stolen else "")
    offices = " ".join(key.offices) or "every office"
    return f"{key.kid.hex()}  {key.since:%Y-%m-%d} {state}  {key.holder_fr}  {offices}"
