"""Keys are made at first use, replaced and revoked, and their list is signed by another."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive_api.seal.cose import opened, parted
from archive_api.seal.key import SealKey
from archive_api.seal.key_folder import KEYS, ROOT, SIGNED_LIST, KeyFolder, SealKeyMissing
from archive_api.seal.refusal import Refusal, SealRefused
from archive_api.seal.sealing import read_seal, seal
from archive_api.seal.trust import TrustList, listed, trust_list

SIGNED = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)


def at(keys: KeyFolder, moment: datetime) -> KeyFolder:
    """The same keys at another time."""
    keys._now = lambda: moment
    return keys


def read_list(keys: KeyFolder) -> TrustList:
    """The signed list as another verifier reads it, who knows the root key alone."""
    return listed(opened(parted(keys.signed_list()), keys.root().public))


def test_the_first_key_is_made_at_first_use_for_its_owner_alone(
    keys: KeyFolder, tmp_path: Path
) -> None:
    folder = tmp_path / "seal"
    assert not folder.exists()
    key = keys.current()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = {path.name for path in folder.iterdir()}
    assert files == {".lock", ROOT, KEYS, f"{key.kid.hex()}.pem"}
    for name in (ROOT, KEYS, f"{key.kid.hex()}.pem"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    assert keys.current().kid == key.kid


def test_processes_that_begin_together_make_one_key(tmp_path: Path) -> None:
    def first_use(_: int) -> bytes:
        return KeyFolder(tmp_path / "seal", "", 730, lambda: SIGNED).current().kid

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(first_use, range(16)))) == 1


def test_a_start_cut_off_before_its_keys_were_named_begins_again(
    keys: KeyFolder, tmp_path: Path
) -> None:
    keys.current()
    (tmp_path / "seal" / KEYS).unlink()
    assert keys.current().kid in keys.trusted().keys


def test_what_a_key_is_is_never_in_the_list(keys: KeyFolder, key: SealKey, tmp_path: Path) -> None:
    kept = (tmp_path / "seal" / KEYS).read_text("utf-8")
    assert key.secret.hex() not in kept
    assert key.secret not in keys.signed_list()
    assert key.secret.hex() not in repr(key)


def test_a_replaced_key_verifies_what_it_signed_and_signs_nothing_more(
    keys: KeyFolder, key: SealKey, sealed: str, said: dict, tmp_path: Path
) -> None:
    later = SIGNED + timedelta(days=100)
    made = at(keys, later).renew(key.kid)
    assert keys.current().kid == made.kid != key.kid
    assert not (tmp_path / "seal" / f"{key.kid.hex()}.pem").exists()
    assert read_seal(sealed, keys.trusted(), later).refusal is None
    # Whoever kept a copy of the old key signs in vain.
    afterwards = seal(said, later + timedelta(hours=1), key)
    assert read_seal(afterwards, keys.trusted(), later).refusal is Refusal.KEY_EXPIRED


def test_what_was_being_sealed_while_the_key_was_replaced_is_believed(
    keys: KeyFolder, key: SealKey, said: dict
) -> None:
    later = SIGNED + timedelta(days=100)
    at(keys, later).renew(key.kid)
    under_way = seal(said, later + timedelta(seconds=2), key)
    assert read_seal(under_way, keys.trusted(), later + timedelta(hours=1)).refusal is None


def test_two_who_replace_a_key_together_replace_it_once(keys: KeyFolder, key: SealKey) -> None:
    assert keys.renew(key.kid).kid == keys.renew(key.kid).kid
    assert len(keys.trusted().keys) == 2


def test_a_key_that_ended_is_replaced_when_the_next_paper_is_sealed(
    keys: KeyFolder, key: SealKey
) -> None:
    after = SIGNED + timedelta(days=731)
    assert at(keys, after).current().kid != key.kid
    assert keys.trusted().keys[key.kid].until == SIGNED + timedelta(days=730)


def test_a_new_key_keeps_its_holder_and_offices_or_takes_others(keys: KeyFolder) -> None:
    first = keys.renew(None, ("جماعة طنجة", "Commune de Tanger"), ("01.511",))
    assert (first.holder_fr, first.offices) == ("Commune de Tanger", ("01.511",))
    again = keys.renew(first.kid)
    assert (again.holder_ar, again.offices) == ("جماعة طنجة", ("01.511",))


def test_a_stolen_key_is_replaced_and_believed_no_more(
    keys: KeyFolder, key: SealKey, sealed: str
) -> None:
    keys.revoke(key.kid, SIGNED + timedelta(days=1), stolen=True)
    assert read_seal(sealed, read_list(keys), SIGNED).refusal is Refusal.KEY_REVOKED
    assert keys.current().kid != key.kid


def test_a_key_that_is_not_there_cannot_be_revoked(keys: KeyFolder, key: SealKey) -> None:
    with pytest.raises(KeyError):
        keys.revoke(b"12345678", SIGNED, stolen=False)


def test_the_list_is_signed_by_the_root_key_and_by_no_key_that_seals(
    keys: KeyFolder, key: SealKey, sealed: str
) -> None:
    keys.revoke(key.kid, SIGNED + timedelta(days=1), stolen=False)
    found = read_list(keys)
    shown = {kid: replace(one) for kid, one in keys.trusted().keys.items()}
    assert dict(found.keys) == shown
    assert found.keys[key.kid].address == "https://etat-civil.example"
    assert read_seal(sealed, found, SIGNED).refusal is None
    with pytest.raises(SealRefused, match="forged"):
        opened(parted(keys.signed_list()), key.public)


def test_where_the_root_key_is_elsewhere_the_list_it_signed_is_given(
    keys: KeyFolder, key: SealKey, tmp_path: Path
) -> None:
    signed = keys.signed_list()
    (tmp_path / "seal" / ROOT).unlink()
    with pytest.raises(SealKeyMissing, match=r"list\.cose"):
        keys.signed_list()
    (tmp_path / "seal" / SIGNED_LIST).write_bytes(signed)
    assert keys.signed_list() == signed
    assert keys.current().kid == key.kid
    with pytest.raises(SealKeyMissing, match="--new"):
        at(keys, SIGNED + timedelta(days=800)).current()


def test_a_list_of_others_is_believed_beside_ours_but_not_about_our_keys(
    trusted: TrustList, key: SealKey, other_key: SealKey
) -> None:
    ours = trusted.keys[key.kid]
    theirs = replace(ours, kid=other_key.kid, public=other_key.public)
    claiming = trust_list(
        [theirs, replace(ours, stolen=True)], SIGNED, trusted.renew - timedelta(days=1)
    )
    both = trusted.with_list(claiming)
    assert both.keys[other_key.kid] == theirs and both.keys[key.kid] == ours
    assert both.renew == claiming.renew


def test_a_seal_is_no_list(sealed: str, key: SealKey) -> None:
    from archive_api.seal.cose import unpacked

    with pytest.raises(SealRefused):
        listed(opened(parted(unpacked(sealed.removeprefix("SJ1:"))), key.public))


def test_a_key_gone_from_the_folder_is_told(keys: KeyFolder, key: SealKey, tmp_path: Path) -> None:
    path = tmp_path / "seal" / f"{key.kid.hex()}.pem"
    path.unlink()
    with pytest.raises(SealKeyMissing, match="backup"):
        keys.current()
    assert json.loads((tmp_path / "seal" / KEYS).read_text("utf-8"))["current"] == key.kid.hex()
