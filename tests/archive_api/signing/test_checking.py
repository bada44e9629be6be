"""A paper that is not as it left the archive is not believed."""

import io
import random
import re
import time
import zlib
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader

from archive.settings import Settings
from archive_api.signing.checked import PaperRefusal, PaperRefused, TrustedRoots
from archive_api.signing.checking import MOST_BYTES, check
from archive_api.signing.opening import now, open_signer, trusted_roots
from archive_api.signing.port import SigningOrder

ABOUT = SigningOrder("Extrait", "Settat", "Amina Bennani, officier", now())


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings.at(tmp_path_factory.mktemp("home"))


@pytest.fixture(scope="module")
def signed(home: Settings, paper: bytes) -> bytes:
    at = now()
    order = SigningOrder(ABOUT.reason, ABOUT.location, ABOUT.officer, at)
    return open_signer(home).sign(paper, order)


@pytest.fixture(scope="module")
def trusted(home: Settings, signed: bytes) -> TrustedRoots:
    assert signed
    return trusted_roots(home)


def refusal(pdf: bytes, trusted: TrustedRoots, at: datetime | None = None) -> PaperRefusal:
    with pytest.raises(PaperRefused) as told:
        check(pdf, trusted, at or now())
    return told.value.refusal


def regions(signed: bytes) -> dict[str, range]:
    """Every part of a signed paper, from its first byte to its last."""
    signature, stamp = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    cuts = [int(number) for each in (signature, stamp) for number in list(each.byte_range)[1:3]]
    first = signed.index(b"%%EOF") + 6
    store = signed.index(b"/OCSPs")
    marks = [0, first, cuts[0], cuts[1], store, cuts[2], cuts[3], len(signed)]
    marks = sorted({*marks, signed.rindex(b"startxref")})
    assert marks[0] == 0 and marks[-1] == len(signed)
    return {f"{a}-{b}": range(a, b) for a, b in pairwise(marks)}


def flipped(signed: bytes, place: int, bit: int) -> bytes:
    data = bytearray(signed)
    data[place] ^= 1 << bit
    return bytes(data)


def test_one_flipped_bit_anywhere_is_refused(signed: bytes, trusted: TrustedRoots) -> None:
    drawn = random.Random(7)
    assert len(regions(signed)) == 8
    for places in regions(signed).values():
        for place in [places[0], places[-1], *drawn.choices(places, k=10)]:
            refusal(flipped(signed, place, drawn.randrange(8)), trusted)


@pytest.mark.prove
def test_one_flipped_bit_of_three_thousand_is_refused(signed: bytes, trusted: TrustedRoots) -> None:
    drawn = random.Random(8)
    for _ in range(3000):
        place = drawn.randrange(len(signed))
        refusal(flipped(signed, place, drawn.randrange(8)), trusted)


def token(signed: bytes) -> tuple[int, int, int]:
    """Where the last time stamp begins, where its zeros do, and where it ends."""
    stamp = PdfFileReader(io.BytesIO(signed)).embedded_timestamp_signatures[-1]
    _, before, after, _ = map(int, stamp.byte_range)
    return before, signed.index(b"0" * 200, before), after


def test_no_bit_of_the_last_time_stamp_itself_may_change(
    signed: bytes, trusted: TrustedRoots
) -> None:
    before, zeros, after = token(signed)
    for place in [before, before + 1, zeros, (zeros + after) // 2, after - 2, after - 1]:
        for bit in range(8):
            refusal(flipped(signed, place, bit), trusted)
    drawn = random.Random(9)
    for place in drawn.sample(range(before, zeros), 60):
        refusal(flipped(signed, place, drawn.randrange(8)), trusted)


def test_a_name_in_the_last_time_stamp_may_not_even_change_its_case(
    signed: bytes, trusted: TrustedRoots
) -> None:
    before, zeros, _ = token(signed)
    names = [found.start() for found in re.finditer(b"53696A696C6C", signed[before:zeros])]
    assert len(names) >= 4
    for place in names:
        refusal(flipped(signed, before + place, 1), trusted)


@pytest.mark.prove
def test_no_bit_at_all_of_the_last_time_stamp_may_change(
    signed: bytes, trusted: TrustedRoots
) -> None:
    before, zeros, _ = token(signed)
    for place in range(before, zeros):
        refusal(flipped(signed, place, 1 + place % 3), trusted)


def test_a_paper_cut_short_or_gone_on_with_is_refused(signed: bytes, trusted: TrustedRoots) -> None:
    for length in (len(signed) - 1, len(signed) // 2, signed.index(b"%%EOF") + 6):
        refusal(signed[:length], trusted)
    for more in (b"\n", b" ", b"%%EOF\n", b"\0" * 100):
        assert refusal(signed + more, trusted) in (PaperRefusal.ADDED_TO, PaperRefusal.NOT_A_PAPER)


def test_a_paper_that_somebody_added_to_is_refused(signed: bytes, trusted: TrustedRoots) -> None:
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    writer.root["/Lang"] = writer.root["/Lang"]
    writer.update_root()
    writer.write_in_place()
    writer.prev.stream.seek(0)
    assert refusal(writer.prev.stream.read(), trusted) is PaperRefusal.ADDED_TO


def test_a_paper_without_a_signature_says_so(paper: bytes, trusted: TrustedRoots) -> None:
    assert refusal(paper, trusted) is PaperRefusal.UNSIGNED


def test_a_paper_with_the_signature_alone_is_refused(signed: bytes, trusted: TrustedRoots) -> None:
    signature, _ = PdfFileReader(io.BytesIO(signed)).embedded_signatures
    _, _, begins, length = map(int, signature.byte_range)
    assert refusal(signed[: begins + length], trusted) is PaperRefusal.NOT_STAMPED


def test_a_paper_of_another_archives_specimen_authority_is_refused(
    signed: bytes, paper: bytes, tmp_path: Path
) -> None:
    other = Settings.at(tmp_path / "other")
    open_signer(other).sign(paper, SigningOrder("x", "y", "z", now()))
    assert refusal(signed, trusted_roots(other)) is PaperRefusal.AUTHORITY_UNKNOWN
    assert refusal(signed, TrustedRoots(())) is PaperRefusal.AUTHORITY_UNKNOWN


def test_a_paper_to_come_is_refused(signed: bytes, trusted: TrustedRoots) -> None:
    before = now() - timedelta(hours=1)
    assert refusal(signed, trusted, before) is PaperRefusal.DATED_AHEAD


def test_a_paper_whose_last_time_stamp_ran_out_needs_the_archives_record(
    signed: bytes, trusted: TrustedRoots
) -> None:
    late = datetime(2060, 1, 1, tzinfo=UTC)
    assert refusal(signed, trusted, late) is PaperRefusal.PROOF_LACKING
    assert check(signed, trusted, late, kept_since=now()).officer == ABOUT.officer


@pytest.mark.parametrize(
    "what",
    [b"", b"%PDF-", b"\x89PNG", b"%PDF-1.7\n%%EOF", b"%PDF-1.7\n" + b"<<" * 20_000],
    ids=["empty", "head", "picture", "no body", "open brackets"],
)
def test_rubbish_is_refused(what: bytes, trusted: TrustedRoots) -> None:
    refusal(what, trusted)


def test_a_huge_file_is_refused_unread(trusted: TrustedRoots) -> None:
    began = time.perf_counter()
    assert refusal(bytes(MOST_BYTES + 1), trusted) is PaperRefusal.TOO_LARGE
    assert time.perf_counter() - began < 0.5


def test_a_paper_with_parts_replaced_by_noise_is_refused(
    signed: bytes, trusted: TrustedRoots
) -> None:
    drawn = random.Random(10)
    for _ in range(60):
        data = bytearray(signed)
        place, length = drawn.randrange(len(data)), drawn.choice([1, 4, 40, 4000])
        data[place : place + length] = drawn.randbytes(drawn.choice([0, length, length * 2]))
        if bytes(data) != signed:
            refusal(bytes(data), trusted)


def bomb() -> bytes:
    """A PDF whose table of objects inflates to two hundred million bytes."""
    rows = zlib.compress(bytes(200_000_000), 9)
    said = b"/Type/XRef/Size 40000000/W[1 2 2]/Index[0 40000000]/Root 1 0 R/Filter/FlateDecode"
    body = b"%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n"
    table = b"2 0 obj<<" + said + b"/Length %d>>stream\n" % len(rows) + rows
    return body + table + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


@pytest.mark.parametrize("make", [bomb], ids=["inflates"])
def test_a_file_made_to_take_long_is_refused_soon(
    make: Callable[[], bytes], trusted: TrustedRoots
) -> None:
    began = time.perf_counter()
    refusal(make(), trusted)
    assert time.perf_counter() - began < 10
