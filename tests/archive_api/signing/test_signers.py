"""What every signer does, whatever its key and authority are."""

import asyncio
import io
import logging
import re
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from asn1crypto import x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.ades.report import AdESPassed
from pyhanko.sign.fields import MDPPerm
from pyhanko.sign.validation import ades
from pyhanko.sign.validation.policy_decl import (
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

from archive.settings import Settings
from archive_api.signing.checking import check
from archive_api.signing.opening import now, open_signer, trusted_roots
from archive_api.signing.port import Signer, SigningError, SigningOrder

Order = Callable[..., SigningOrder]


@pytest.fixture
def signer(settings: Settings) -> Iterator[Signer]:
    opened = open_signer(settings)
    yield opened
    opened.close()


@pytest.fixture
def signed(signer: Signer, paper: bytes, order: Order) -> bytes:
    return signer.sign(paper, order())


def test_a_signed_paper_says_who_signed_what_and_when(
    signed: bytes, settings: Settings, order: Order
) -> None:
    said = order()
    told = check(signed, trusted_roots(settings), now())
    assert (told.officer, told.reason, told.location) == (said.officer, said.reason, said.location)
    assert abs(told.signed_at - said.at) < timedelta(minutes=1)
    assert abs(told.stamped_at - said.at) < timedelta(minutes=1)
    assert told.specimen is not settings.signs_really


def test_only_papers_of_the_embedded_authority_are_specimens(
    signer: Signer, settings: Settings
) -> None:
    assert signer.is_specimen is not settings.signs_really


def test_the_paper_itself_is_untouched_and_only_added_to(signed: bytes, paper: bytes) -> None:
    assert signed.startswith(paper)
    assert len(signed) - len(paper) < 60_000


def test_the_signature_is_ecdsa_on_p256_in_a_field_that_nobody_sees(signed: bytes) -> None:
    reader = PdfFileReader(io.BytesIO(signed))
    (signature,) = reader.embedded_regular_signatures
    assert signature.sig_object["/SubFilter"] == "/ETSI.CAdES.detached"
    assert signature.signer_info["signature_algorithm"]["algorithm"].native == "sha256_ecdsa"
    assert signature.signer_cert.public_key.curve == ("named", "secp256r1")
    assert signature.docmdp_level is MDPPerm.FILL_FORMS
    for each in reader.embedded_signatures:
        left, bottom, right, top = each.sig_field["/Rect"]
        assert (left, bottom) == (right, top)


def test_it_has_ocsp_responses_a_signature_time_stamp_and_a_document_time_stamp_over_all(
    signed: bytes,
) -> None:
    reader = PdfFileReader(io.BytesIO(signed))
    (signature,) = reader.embedded_regular_signatures
    (stamp,) = reader.embedded_timestamp_signatures
    kinds = {each["type"].native for each in signature.signer_info["unsigned_attrs"]}
    assert kinds == {"signature_time_stamp_token"}
    assert len(reader.root["/DSS"]["/OCSPs"]) >= 2
    _, _, begins, length = map(int, stamp.byte_range)
    assert begins + length == len(signed)


def spec(settings: Settings) -> PdfSignatureValidationSpec:
    roots = [x509.Certificate.load(root) for root in trusted_roots(settings).roots]
    policy = CertValidationPolicySpec(
        SimpleTrustManager.build(trust_roots=roots), CertRevTrustPolicy(REQUIRE_REVINFO)
    )
    offline = RevocationInfoGatheringSpec(RevinfoOnlineFetchingRule.LOCAL_ONLY)
    return PdfSignatureValidationSpec(SignatureValidationSpec(policy, offline))


def test_pyhankos_own_validation_passes_today_and_simulated_in_2030_and_2044(
    signed: bytes, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.CRITICAL, "pyhanko")
    (signature,) = PdfFileReader(io.BytesIO(signed)).embedded_regular_signatures
    today = asyncio.run(ades.ades_lta_validation(signature, spec(settings)))
    assert (today.ades_subindic, today.api_status.bottom_line) == (AdESPassed.OK, True)
    assert today.oldest_evidence_record_timestamp is not None
    for year in (2030, 2044):
        then = datetime(year, 11, 23, tzinfo=UTC)
        simulated = ades.simulate_future_ades_lta_validation(signature, spec(settings), then)
        assert asyncio.run(simulated).ades_subindic is AdESPassed.OK


def test_it_is_still_believed_next_year_and_in_2030(signed: bytes, settings: Settings) -> None:
    for year in (2027, 2030):
        check(signed, trusted_roots(settings), datetime(year, 12, 31, tzinfo=UTC))


def test_what_the_archive_kept_is_believed_in_2044(signed: bytes, settings: Settings) -> None:
    check(signed, trusted_roots(settings), datetime(2044, 11, 23, tzinfo=UTC), kept_since=now())


def test_poppler_agrees_on_the_officers_signature(
    signed: bytes, by_poppler: Callable[[bytes], str]
) -> None:
    told = by_poppler(signed)
    officers = told.split("Signature #2")[0]
    assert "Signature Validation: Signature is Valid." in officers
    assert "ETSI.CAdES.detached" in officers
    assert "Total document signed" in told.split("Signature #2")[1]
    flipped = bytearray(signed)
    flipped[len(signed) // 8] ^= 1
    assert "Digest Mismatch" in by_poppler(bytes(flipped))


def test_papers_are_signed_by_several_threads_at_once(
    signer: Signer, paper: bytes, order: Order, settings: Settings
) -> None:
    with ThreadPoolExecutor(4) as threads:
        papers = list(threads.map(lambda _: signer.sign(paper, order()), range(8)))
    assert len(set(papers)) == 8
    for each in papers:
        check(each, trusted_roots(settings), now())


def test_a_paper_dated_before_the_last_one_is_not_signed(
    signer: Signer, paper: bytes, order: Order
) -> None:
    at = now()
    with pytest.raises(SigningError, match="clock_back"):
        signer.sign(paper, order(at=at, after=at + timedelta(minutes=1)))
    signer.sign(paper, order(at=at, after=at - timedelta(minutes=1)))


def test_a_paper_dated_before_the_certificate_is_not_signed(
    signer: Signer, paper: bytes, order: Order
) -> None:
    with pytest.raises(SigningError, match="clock_back"):
        signer.sign(paper, order(at=now() - timedelta(days=60)))


def test_a_paper_dated_otherwise_than_its_time_stamp_is_not_signed(
    signer: Signer, paper: bytes, order: Order
) -> None:
    with pytest.raises(SigningError, match="clock_apart"):
        signer.sign(paper, order(at=now() + timedelta(minutes=6)))


@pytest.mark.parametrize("what", [b"", b"%PDF-1.7", b"no paper", b"%PDF-1.7\n" + b"x" * 5000])
def test_what_is_no_pdf_is_not_signed(signer: Signer, order: Order, what: bytes) -> None:
    with pytest.raises(SigningError, match="paper_unsignable"):
        signer.sign(what, order())


def test_a_signed_paper_is_not_signed_again(signer: Signer, signed: bytes, order: Order) -> None:
    with pytest.raises(SigningError, match="paper_unsignable"):
        signer.sign(signed, order())


def test_every_code_has_its_problem() -> None:
    from archive_api.problems import Problem

    codes = re.findall(r"``(\w+)``", str(SigningError.__doc__).split("Args:")[1])
    assert len(codes) >= 13
    for code in codes:
        if code != "problems":
            assert Problem(code).status_code >= 500
