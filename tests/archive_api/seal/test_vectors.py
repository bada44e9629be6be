"""The published test vectors: what another verifier must make of seals and lists, ours must too."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from archive_api.seal.cose import opened, parted, unpacked
from archive_api.seal.key import PublicPoint
from archive_api.seal.refusal import Refusal
from archive_api.seal.sealing import PREFIX, read_seal
from archive_api.seal.trust import TrustList, listed

VECTORS = json.loads(
    (Path(__file__).parents[2] / "resources/seal/vectors.json").read_text(encoding="utf-8")
)
NOW = datetime.fromisoformat(VECTORS["signed"]) + timedelta(days=2)


def plain(value: object) -> object:
    """A value as JSON writes it."""
    if isinstance(value, bytes):
        return value.hex()
    return [plain(one) for one in value] if isinstance(value, tuple) else value


def read_list(name: str) -> TrustList:
    root = PublicPoint(bytes.fromhex(VECTORS["root"]["x"]), bytes.fromhex(VECTORS["root"]["y"]))
    message = parted(bytes.fromhex(VECTORS[name]))
    assert message.kid.hex() == VECTORS["root"]["kid"] == root.kid.hex()
    return listed(opened(message, root))


def test_the_list_names_the_key() -> None:
    key = read_list("list").keys[bytes.fromhex(VECTORS["key"]["kid"])]
    assert (key.public.x.hex(), key.public.y.hex()) == (VECTORS["key"]["x"], VECTORS["key"]["y"])


@pytest.mark.parametrize("vector", VECTORS["seals"])
def test_seals_say_what_they_say(vector: dict) -> None:
    assert unpacked(vector["text"].removeprefix(PREFIX)).hex() == vector["cose"]
    read = read_seal(vector["text"], read_list("list"), NOW)
    assert read.refusal is None
    assert {name: plain(value) for name, value in read.said.items()} == vector["said"]


@pytest.mark.parametrize("vector", VECTORS["seals"])
def test_seals_of_a_stolen_key_are_refused(vector: dict) -> None:
    read = read_seal(vector["text"], read_list("list_after_theft"), NOW)
    assert read.refusal is Refusal.KEY_REVOKED


@pytest.mark.parametrize("reason", VECTORS["refused"])
def test_what_is_refused_is_refused_with_its_reason(reason: str) -> None:
    read = read_seal(VECTORS["refused"][reason], read_list("list"), NOW)
    assert read.refusal is Refusal(reason)
