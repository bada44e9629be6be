"""Which signer the settings open; nothing but a real authority signs without SPÉCIMEN."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.serialization import pkcs12

from archive.settings import Settings
from archive_api.signing.checking import check
from archive_api.signing.opening import now, open_signer, trusted_roots
from archive_api.signing.port import SigningOrder

Order = Callable[..., SigningOrder]
Really = Callable[..., Settings]


def refused(settings: Settings, paper: bytes, order: SigningOrder) -> str:
    from archive_api.signing.port import SigningError

    signer = open_signer(settings)
    with pytest.raises(SigningError) as told:
        signer.sign(paper, order)
    signer.close()
    return told.value.code


def test_nothing_heavy_is_imported_before_the_first_signature() -> None:
    code = (
        "import sys, tempfile; from archive.settings import Settings;"
        "from archive_api.signing.opening import open_signer;"
        "signer = open_signer(Settings.at(tempfile.mkdtemp())); signer.is_specimen;"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    root = Path(__file__).parents[3]
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=root, capture_output=True, check=True, text=True
    )
    heavy = {"pyhanko", "pyhanko_certvalidator", "pkcs11", "asn1crypto", "cryptography", "aiohttp"}
    assert set(told.stdout.split()) & heavy == set()


@pytest.fixture
def embedded(specimens: object, paper: bytes, order: Order, tmp_path: Path) -> Path:
    """The folder of an embedded authority that was used."""
    specimens.sign(paper, order())  # type: ignore[attr-defined]
    return tmp_path / "home" / "authority"


def as_pkcs12(path: Path) -> Path:
    """The embedded officer's key, dressed as a real one."""
    content = path.read_bytes()
    key = serialization.load_pem_private_key(content, None)
    held = x509.load_pem_x509_certificate(content)
    out = path.parents[2] / "dressed.p12"
    closed = serialization.BestAvailableEncryption(b"mot")
    out.write_bytes(pkcs12.serialize_key_and_certificates(None, key, held, None, closed))  # type: ignore[arg-type]
    return out


def test_the_embedded_authority_cannot_be_set_up_as_a_real_one(
    embedded: Path, really: Really, paper: bytes, order: Order, tmp_path: Path
) -> None:
    chain = tmp_path / "chain.pem"
    chain.write_bytes((embedded / "officers.pem").read_bytes())
    dressed = as_pkcs12(embedded / "officer.pem")
    for others in (
        {"signing_pkcs12": dressed, "signing_pin": "mot", "signing_chain": chain},
        {"signing_pkcs12": dressed, "signing_pin": "mot"},
        {"signing_chain": chain},
    ):
        assert refused(really(**others), paper, order()) == "authority_specimen"


def test_that_of_another_archive_neither(
    embedded: Path, really: Really, paper: bytes, order: Order, tmp_path: Path
) -> None:
    dressed = as_pkcs12(embedded / "officer.pem")
    other = really(signing_pkcs12=dressed, signing_pin="mot")
    elsewhere = other.model_copy(update={"home": tmp_path / "elsewhere"})
    assert refused(elsewhere, paper, order()) == "authority_specimen"


@pytest.mark.parametrize(
    "lacking",
    [
        {"time_stamp_url": None},
        {"signing_chain": None},
        {"signing_chain": Path("not/there.pem")},
        {"signing_pkcs12": Path("not/there.p12")},
        {"signing_pin": "wrong"},
        {"signing_pin": None},
        {"signing_library": Path("/also/a/token.so")},
    ],
    ids=lambda lacking: next(iter(lacking)),
)
def test_half_a_real_authority_signs_nothing(
    lacking: dict[str, object], really: Really, paper: bytes, order: Order
) -> None:
    settings = really(**lacking)
    assert not open_signer(settings).is_specimen
    assert refused(settings, paper, order()) == "signing_unset"


def test_papers_of_the_authority_before_are_believed_once_its_root_is_named(
    really: Really, embedded: Path, paper: bytes, order: Order, tmp_path: Path
) -> None:
    before = open_signer(really()).sign(paper, order())
    after = Settings.at(tmp_path / "after")
    named = really().signing_chain
    with pytest.raises(Exception, match="paper_authority_unknown"):
        check(before, trusted_roots(after), now())
    told = check(before, trusted_roots(Settings.at(after.home, signing_trusted=named)), now())
    assert told.holder == "Amina Bennani" and not told.specimen


def test_a_signer_that_could_not_be_opened_is_opened_the_next_time(
    really: Really, paper: bytes, order: Order, tmp_path: Path
) -> None:
    settings = really()
    assert settings.signing_chain is not None
    late = tmp_path / "late.pem"
    signer = open_signer(settings.model_copy(update={"signing_chain": late}))
    with pytest.raises(Exception, match="signing_unset"):
        signer.sign(paper, order())
    late.write_bytes(settings.signing_chain.read_bytes())
    assert signer.sign(paper, order())


def test_secrets_stay_out_of_logs(really: Really) -> None:
    assert "2468" not in repr(really())
