"""Checking in another process says the same, and ends in time whatever the file."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.settings import Settings
from archive_api.signing.checked import CheckUnfinished, PaperRefusal, PaperRefused, TrustedRoots
from archive_api.signing.checking import check
from archive_api.signing.checking_apart import CheckingApart
from archive_api.signing.opening import now, open_signer, trusted_roots
from archive_api.signing.port import SigningOrder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings.at(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def signed(home: Settings, paper: bytes) -> bytes:
    return open_signer(home).sign(paper, SigningOrder("Extrait", "Settat", "Amina", now()))


@pytest.fixture(scope="module")
def trusted(home: Settings, signed: bytes) -> TrustedRoots:
    assert signed
    return trusted_roots(home)


@pytest.fixture(scope="module")
def apart() -> Iterator[CheckingApart]:
    checking = CheckingApart()
    yield checking
    checking.close()


def busy() -> bytes:
    """A PDF of some twenty million bytes, with a table of a million objects."""
    rows = b"0000000000 00000 n \n" * 1_000_000
    head = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n"
    table = b"xref\n0 1000000\n" + rows + b"trailer<</Root 1 0 R/Size 1000000>>\n"
    return head + table + b"startxref\n%d\n%%%%EOF\n" % len(head)


def test_a_paper_says_the_same_in_either_process(
    apart: CheckingApart, signed: bytes, trusted: TrustedRoots
) -> None:
    at = now()
    assert apart.check(signed, trusted, at) == check(signed, trusted, at)
    assert apart.check(signed, trusted, at, kept_since=at) == check(signed, trusted, at, at)


def test_a_paper_is_refused_for_the_same_reason(
    apart: CheckingApart, signed: bytes, trusted: TrustedRoots
) -> None:
    with pytest.raises(PaperRefused) as told:
        apart.check(signed, TrustedRoots(()), now())
    assert told.value.refusal is PaperRefusal.AUTHORITY_UNKNOWN


def test_of_what_takes_too_long_nothing_is_said_and_the_next_file_is_taken(
    signed: bytes, trusted: TrustedRoots
) -> None:
    hurried = CheckingApart(seconds=0.2)
    for _ in range(2):
        with pytest.raises(CheckUnfinished):
            hurried.check(busy(), trusted, now())
    hurried.close()


def test_a_file_made_to_take_long_ends_in_time(apart: CheckingApart, trusted: TrustedRoots) -> None:
    with pytest.raises((PaperRefused, CheckUnfinished)):
        apart.check(busy(), trusted, now())


def test_a_process_that_was_ended_is_started_again(
    apart: CheckingApart, signed: bytes, trusted: TrustedRoots
) -> None:
    apart.check(signed, trusted, now())
    apart.close()
    assert apart.check(signed, trusted, now()).officer == "Amina"


def test_it_leaves_nothing_open(signed: bytes, trusted: TrustedRoots) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    apart = CheckingApart()
    apart.check(signed, trusted, now())
    apart.close()
    assert len(list(Path("/proc/self/fd").iterdir())) <= before
