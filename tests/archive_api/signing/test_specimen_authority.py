"""The embedded authority: made once, by whoever comes first, and known by its mark."""

import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from archive.settings import Settings
from archive_api.signing.checking import check
from archive_api.signing.mark import MARK
from archive_api.signing.opening import now, open_signer, trusted_roots
from archive_api.signing.port import Signer, SigningError, SigningOrder
from archive_api.signing.specimen_authority import SpecimenAuthority
from archive_api.signing.specimen_certificates import ISSUERS

ROOT = Path(__file__).parents[3]
MAKE = """
import sys
from pathlib import Path
from archive_api.signing.opening import now
from archive_api.signing.specimen_authority import SpecimenAuthority
sys.stdin.readline()
made = SpecimenAuthority(Path(sys.argv[1]), now)
print(made.officer.certificate.hex())
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "home" / "authority"


def held(folder: Path) -> list[x509.Certificate]:
    return [x509.load_pem_x509_certificate(path.read_bytes()) for path in sorted(folder.iterdir())]


def test_nothing_is_made_before_a_paper_is_signed(folder: Path) -> None:
    settings = Settings.at(folder.parent)
    signer = open_signer(settings)
    assert signer.is_specimen
    assert trusted_roots(settings).roots == ()
    assert not folder.parent.exists()


def test_keys_are_for_the_service_alone(folder: Path) -> None:
    SpecimenAuthority(folder, now)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    files = list(folder.iterdir())
    assert {path.stem for path in files} == set(ISSUERS)
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    assert [path.name for path in folder.parent.iterdir()] == ["authority"]


def test_every_certificate_is_on_p256_and_says_that_it_is_a_specimen(folder: Path) -> None:
    SpecimenAuthority(folder, now)
    for certificate in held(folder):
        key = certificate.public_key()
        assert isinstance(key, ec.EllipticCurvePublicKey) and isinstance(key.curve, ec.SECP256R1)
        names = {each.oid: str(each.value) for each in certificate.subject}
        assert "SPÉCIMEN" in names[NameOID.COMMON_NAME]
        assert "نموذج" in names[NameOID.ORGANIZATIONAL_UNIT_NAME]
        assert any(each.oid.dotted_string == MARK for each in certificate.extensions)


def test_it_is_the_same_the_next_time(folder: Path) -> None:
    first, again = SpecimenAuthority(folder, now), SpecimenAuthority(folder, now)
    assert first.officer.certificate == again.officer.certificate
    assert first.authority.roots == again.authority.roots


def test_processes_that_come_at_once_use_one_authority(folder: Path) -> None:
    command = [sys.executable, "-c", MAKE, str(folder)]
    processes = [
        subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        for _ in range(4)
    ]
    for process in processes:
        assert process.stdin is not None
        process.stdin.write(b"\n")
        process.stdin.flush()
    told = {process.communicate()[0] for process in processes}
    assert len(told) == 1 and told != {b""}
    assert [path.name for path in folder.parent.iterdir()] == ["authority"]


def test_what_is_left_of_a_broken_authority_is_not_replaced(
    folder: Path, paper: bytes, order: Callable[..., SigningOrder]
) -> None:
    SpecimenAuthority(folder, now)
    (folder / "officer.pem").write_text("nothing")
    with pytest.raises(SigningError, match="signing_unset"):
        open_signer(Settings.at(folder.parent)).sign(paper, order())
    assert (folder / "officer.pem").read_text() == "nothing"


def test_it_answers_without_a_network(
    specimens: Signer,
    paper: bytes,
    order: Callable[..., SigningOrder],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a socket was connected")

    monkeypatch.setattr("socket.socket.connect", refuse)
    assert specimens.sign(paper, order())


def test_it_vouches_for_its_own_certificates_alone(folder: Path, tmp_path: Path) -> None:
    ours, others = SpecimenAuthority(folder, now), SpecimenAuthority(tmp_path / "other", now)
    root = ours.authority.roots[0]
    assert ours.standing(ours.officer.certificate, root).ocsp
    with pytest.raises(SigningError, match="certificate_refused"):
        ours.standing(others.officer.certificate, root)
    with pytest.raises(SigningError, match="time_stamp_refused"):
        ours.reply(b"no request")


def test_a_specimen_says_so_to_whoever_checks_it(
    specimens: Signer, paper: bytes, order: Callable[..., SigningOrder], tmp_path: Path
) -> None:
    signed = specimens.sign(paper, order())
    told = check(signed, trusted_roots(Settings.at(tmp_path / "home")), now())
    assert told.specimen and "SPÉCIMEN" in told.authority
