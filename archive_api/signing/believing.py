"""pyhanko: whether certificates, signature and time stamps are believed at an instant."""

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

from asn1crypto import x509
from pyhanko.sign.ades.report import AdESFailure, AdESIndeterminate, AdESPassed, AdESSubIndic
from pyhanko.sign.validation import ades
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature
from pyhanko.sign.validation.policy_decl import (
    CertificateFetchingRule,
    PdfSignatureValidationSpec,
    RevinfoOnlineFetchingRule,
    RevocationInfoGatheringSpec,
    SignatureValidationSpec,
)
from pyhanko.sign.validation.settings import KeyUsageConstraints
from pyhanko_certvalidator.context import CertValidationPolicySpec
from pyhanko_certvalidator.ltv.types import ValidationTimingInfo
from pyhanko_certvalidator.policy_decl import REQUIRE_REVINFO, CertRevTrustPolicy
from pyhanko_certvalidator.registry import SimpleTrustManager

from archive_api.signing.checked import CheckedPaper, PaperRefusal, PaperRefused, TrustedRoots
from archive_api.signing.mark import MARK

SLACK = timedelta(minutes=1)
AHEAD = timedelta(minutes=5)
"""How far the clock of whoever checks may be behind."""

_ONLY_LOCAL = RevocationInfoGatheringSpec(
    RevinfoOnlineFetchingRule.LOCAL_ONLY,
    certificate_fetching_rule=CertificateFetchingRule.NEVER_FETCH,
)
_REFUSALS: dict[AdESSubIndic, PaperRefusal] = {
    AdESFailure.HASH_FAILURE: PaperRefusal.ALTERED,
    AdESFailure.SIG_CRYPTO_FAILURE: PaperRefusal.ALTERED,
    AdESFailure.FORMAT_FAILURE: PaperRefusal.ALTERED,
    AdESFailure.REVOKED: PaperRefusal.CERTIFICATE_REVOKED,
    AdESFailure.NOT_YET_VALID: PaperRefusal.CERTIFICATE_INVALID,
    AdESIndeterminate.NO_CERTIFICATE_CHAIN_FOUND: PaperRefusal.AUTHORITY_UNKNOWN,
    AdESIndeterminate.REVOKED_NO_POE: PaperRefusal.CERTIFICATE_REVOKED,
    AdESIndeterminate.REVOKED_CA_NO_POE: PaperRefusal.CERTIFICATE_REVOKED,
    AdESIndeterminate.CHAIN_CONSTRAINTS_FAILURE: PaperRefusal.CERTIFICATE_INVALID,
    AdESIndeterminate.CERTIFICATE_CHAIN_GENERAL_FAILURE: PaperRefusal.CERTIFICATE_INVALID,
}


def believed(
    signature: EmbeddedPdfSignature,
    stamps: Sequence[EmbeddedPdfSignature],
    proven: Sequence[x509.Certificate],
    trusted: TrustedRoots,
    at: datetime,
    kept_since: datetime | None,
) -> CheckedPaper:
    """What the paper says, once certificates and time stamps were looked at.

    Args:
        proven: the certificates that the last time stamp covers.

    Raises:
        PaperRefused: they do not hold.
    """
    since = _stamped(stamps[-1])
    if since > at + AHEAD:
        raise PaperRefused(PaperRefusal.DATED_AHEAD, f"{since} is to come")
    roots = [x509.Certificate.load(root) for root in trusted.roots]
    paper = _told(signature, asyncio.run(_validated(signature, roots, since)))
    if min(at, kept_since or at) > _lasting(stamps[-1].signer_cert, proven, roots):
        raise PaperRefused(PaperRefusal.PROOF_LACKING, "its last time stamp ran out")
    return paper


def _stamped(stamp: EmbeddedPdfSignature) -> datetime:
    told = stamp.signed_data["encap_content_info"]["content"].parsed["gen_time"].native
    assert isinstance(told, datetime)
    return told


async def _validated(
    signature: EmbeddedPdfSignature, roots: Sequence[x509.Certificate], at: datetime
) -> ades.AdESLTAValidationResult:
    """Whether everything held at an instant: then what was told of certificates was fresh.

    Later on it would be stale, and a paper signed later with a stolen key would look the same.
    """
    policy = CertValidationPolicySpec(
        SimpleTrustManager.build(trust_roots=roots),
        CertRevTrustPolicy(REQUIRE_REVINFO),
        time_tolerance=SLACK,
    )
    spec = SignatureValidationSpec(
        policy, _ONLY_LOCAL, key_usage_settings=KeyUsageConstraints(key_usage={"non_repudiation"})
    )
    timing = ValidationTimingInfo(at, at, point_in_time_validation=True)
    # What was added since the signature is looked at elsewhere, and by a stricter rule.
    described = PdfSignatureValidationSpec(spec, diff_policy=None)
    result = await ades.ades_lta_validation(signature, described, timing)
    if result.oldest_evidence_record_timestamp is None and result.ades_subindic is AdESPassed.OK:
        raise PaperRefused(PaperRefusal.PROOF_LACKING, "its time stamps do not hold")
    return result


def _lasting(
    certificate: x509.Certificate,
    known: Sequence[x509.Certificate],
    roots: Sequence[x509.Certificate],
) -> datetime:
    """Until when a certificate and those above it are valid."""
    lasting = certificate.not_valid_after
    for _ in known:
        if any(certificate.sha256 == root.sha256 for root in roots):
            break
        certificate = next(held for held in known if held.subject == certificate.issuer)
        lasting = min(lasting, certificate.not_valid_after)
    assert isinstance(lasting, datetime)
    return lasting


def _told(signature: EmbeddedPdfSignature, result: ades.AdESLTAValidationResult) -> CheckedPaper:
    found = result.ades_subindic
    if found is not AdESPassed.OK:
        refusal = _REFUSALS.get(found, PaperRefusal.PROOF_LACKING)
        raise PaperRefused(refusal, f"{found} {result.failure_msg or ''}")
    assert result.api_status is not None and result.signature_timestamp_status is not None
    path, stamped = result.api_status.validation_path, result.signature_timestamp_status.api_status
    signed_at = signature.self_reported_timestamp
    assert path is not None and stamped is not None and signed_at is not None
    chain = list(path.iter_certs(include_root=True))
    said = signature.sig_object
    return CheckedPaper(
        officer=str(said.get("/Name", "")),
        reason=str(said.get("/Reason", "")),
        location=str(said.get("/Location", "")),
        holder=_common_name(chain[-1]),
        authority=_common_name(chain[0]),
        signed_at=signed_at,
        stamped_at=stamped.timestamp,
        specimen=any(is_marked(certificate) for certificate in chain),
    )


def is_marked(certificate: x509.Certificate) -> bool:
    """Whether a certificate is of an embedded authority, of this archive or another."""
    extensions = certificate["tbs_certificate"]["extensions"]
    return any(extension["extn_id"].dotted == MARK for extension in extensions)


def _common_name(certificate: x509.Certificate) -> str:
    named = certificate.subject.native
    return str(named.get("common_name") or named.get("organization_name") or "")
