"""A seal of an invented birth, its key and the list that trusts it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive_api.seal.key import PublicPoint, SealKey
from archive_api.seal.key_folder import KeyFolder
from archive_api.seal.sealing import seal
from archive_api.seal.trust import TrustedKey, TrustList, trust_list

SIGNED = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
LATER = SIGNED + timedelta(days=40)

SAID = {
    "kind": "extract",
    "serial": "04.481.01.07/2026/000123",
    "code": "7K3Q0M2DVX9A41TF",
    "reference": "04.481.01.07/birth/1933/1/66",
    "snapshot": bytes(range(16)),
    "office": ("مشرع بلقصيري", "Mechraa Bel Ksiri"),
    "officer": ("نعيمة الراضي", "Naïma Erradi"),
    "given_name": ("خديجة", "Khadija"),
    "family_name": ("بنعبد الله", "Benabdallah"),
    "sex": "F",
    "birth_date": "1933-03-12",
    "birth_date_hijri": "1351-11-15",
    "birth_place": ("مشرع بلقصيري", "Mechraa Bel Ksiri"),
    "father_given": ("يوسف", "Youssef"),
    "mother_given": ("هاجر", "Hajar"),
    "mother_family": ("أكنوش", "Aknouch"),
}


@pytest.fixture
def said() -> dict:
    return dict(SAID)


@pytest.fixture
def keys(tmp_path: Path) -> KeyFolder:
    """An archive's keys, made at the instant papers are signed."""
    return KeyFolder(tmp_path / "seal", "https://etat-civil.example", 730, lambda: SIGNED)


@pytest.fixture
def key(keys: KeyFolder) -> SealKey:
    return keys.current()


@pytest.fixture
def trusted(keys: KeyFolder, key: SealKey) -> TrustList:
    return keys.trusted()


@pytest.fixture
def sealed(key: SealKey, said: dict) -> str:
    return seal(said, SIGNED, key)


@pytest.fixture
def trusting(trusted: TrustList, key: SealKey) -> Callable[..., TrustList]:
    """The list with something else said of its one key."""

    def build(**changes: object) -> TrustList:
        changed: TrustedKey = replace(trusted.keys[key.kid], **changes)
        return trust_list([changed], trusted.issued, trusted.renew)

    return build


@pytest.fixture
def other_key(tmp_path: Path) -> SealKey:
    """The key of somebody whom nobody trusts."""
    return KeyFolder(tmp_path / "theirs", "", 730, lambda: SIGNED).current()


@pytest.fixture
def posing(other_key: SealKey, key: SealKey) -> SealKey:
    """Somebody's key under the name of a trusted one."""

    class Posing(PublicPoint):
        kid = key.kid

    return SealKey(Posing(other_key.public.x, other_key.public.y), other_key.secret)
