import stat
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from fsspec.implementations.memory import MemoryFileSystem
from hypothesis import given
from hypothesis import strategies as st

from archive.errors import MasterCorrupt, MasterMissing
from archive.vault import Vault, digest_of


@pytest.fixture(params=["folder", "memory"])
def vault_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A new place for a vault, on each kind of file system."""
    if request.param == "folder":
        return str(tmp_path / "vault")
    return f"memory://vault-{uuid.uuid4().hex}"


@pytest.fixture
def vault(vault_url: str) -> Vault:
    return Vault(vault_url)


@pytest.fixture
def damage(vault_url: str) -> Callable[[str, bytes], None]:
    """Overwrite a master behind the vault's back."""

    def overwrite(digest: str, data: bytes) -> None:
        place = f"masters/{digest[:2]}/{digest[2:4]}/{digest}"
        if vault_url.startswith("memory:"):
            MemoryFileSystem().pipe_file(f"{vault_url.removeprefix('memory:/')}/{place}", data)
        else:
            path = Path(vault_url) / place
            path.chmod(0o644)
            path.write_bytes(data)

    return overwrite


def test_a_master_comes_back_as_it_went_in(vault: Vault) -> None:
    digest = vault.put(b"scan")
    assert digest == digest_of(b"scan")
    assert vault.get(digest) == b"scan"
    assert vault.has(digest)
    assert vault.verify(digest)


def test_the_same_bytes_are_kept_once(vault: Vault) -> None:
    assert vault.put(b"scan") == vault.put(b"scan")
    vault.put(b"another scan")
    assert list(vault.digests()) == sorted([digest_of(b"scan"), digest_of(b"another scan")])


def test_another_vault_on_the_same_place_sees_the_same(vault: Vault, vault_url: str) -> None:
    assert Vault(vault_url).get(vault.put(b"scan")) == b"scan"


def test_a_missing_master_is_told_apart(vault: Vault) -> None:
    digest = digest_of(b"never delivered")
    assert not vault.has(digest)
    assert not vault.verify(digest)
    assert list(vault.digests()) == []
    with pytest.raises(MasterMissing, match=digest):
        vault.get(digest)


@pytest.mark.parametrize("bytes_now", [b"scaN", b"sca", b""])
def test_a_damaged_master_is_found_and_repaired_by_its_bytes(
    vault: Vault, damage: Callable[[str, bytes], None], bytes_now: bytes
) -> None:
    digest = vault.put(b"scan")
    damage(digest, bytes_now)
    assert vault.has(digest)
    assert not vault.verify(digest)
    with pytest.raises(MasterCorrupt, match=digest):
        vault.get(digest)
    vault.put(b"scan")
    assert vault.get(digest) == b"scan"


def test_derived_files_are_replaced(vault: Vault) -> None:
    assert vault.get_derived("alto/ab.xml") is None
    vault.put_derived("alto/ab.xml", b"first")
    vault.put_derived("alto/ab.xml", b"second")
    assert vault.get_derived("alto/ab.xml") == b"second"
    assert list(vault.digests()) == []


@pytest.mark.parametrize("key", ["", "/etc/x", "../x", "a/../../x", "a//b", "a\\b", "a\x00", "."])
def test_keys_cannot_leave_the_vault(vault: Vault, key: str) -> None:
    with pytest.raises(ValueError, match="not a relative key"):
        vault.put_derived(key, b"")
    with pytest.raises(ValueError, match="not a SHA-256"):
        vault.get(key)


@given(data=st.binary(max_size=2000))
def test_any_bytes_can_be_kept(data: bytes) -> None:
    vault = Vault("memory://vault-of-any-bytes")
    assert vault.get(vault.put(data)) == data


def test_masters_in_a_folder_are_read_only(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    digest = vault.put(b"scan")
    path = tmp_path / "masters" / digest[:2] / digest[2:4] / digest
    assert stat.S_IMODE(path.stat().st_mode) == 0o444


def test_what_a_killed_writer_left_is_no_master(tmp_path: Path) -> None:
    vault = Vault(tmp_path)
    digest = vault.put(b"scan")
    folder = tmp_path / "masters" / digest[:2] / digest[2:4]
    (folder / ".part-killed").write_bytes(b"sc")
    assert list(vault.digests()) == [digest]


def test_a_failed_write_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = Vault(tmp_path)

    def refuse(_self: Path, _target: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(OSError, match="no space left"):
        vault.put(b"scan")
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []
