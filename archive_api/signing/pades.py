"""pyhanko: papers signed as PAdES B-LTA, with ECDSA on P-256, in an invisible field.

Everything by which the signature can be checked offline and for long lies in the paper before the
document time stamp, which covers all of it: nothing comes after.
"""

import asyncio
import io
from collections.abc import Callable, Collection, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import IO

from asn1crypto import cms, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign import general
from pyhanko.sign.fields import InvisSigSettings, MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner, PdfTimeStamper
from pyhanko.sign.signers import Signer as CmsSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.validation.dss import DocumentSecurityStore
from pyhanko_certvalidator import CertificateValidator, ValidationContext, errors
from pyhanko_certvalidator.path import ValidationPath
from pyhanko_certvalidator.registry import SimpleCertificateStore

from archive_api.signing.port import Authority, SigningError, SigningKey, SigningOrder, Standing
from archive_api.signing.stamping import Stamper

SIGNATURE_FIELD = "Signature"
TIME_STAMP_FIELD = "Horodatage"
DIGEST = "sha256"
SLACK = timedelta(minutes=1)
"""How far an authority's clock may be ahead of ours."""

# A widget off the page needs no place in the structure, which PDF/UA asks for otherwise; PDF/A
# wants that it could be printed.
_UNSEEN = InvisSigSettings(set_print_flag=True, set_hidden_flag=False, box_out_of_bounds=True)
_SIGNATURE_SIZE = 72
_MOST_STEPS = 8
_ROUNDS = 3


class PadesSigning:
    """Signs under one key and authority; several threads may at once.

    Args:
        key: the officer's.
        authority: whom its certificate and the time stamps come from.
        clock: what time it is, timezone-aware.
        asking: where the authorities are asked while the paper is signed, None for before.
    """

    def __init__(
        self,
        key: SigningKey,
        authority: Authority,
        clock: Callable[[], datetime],
        asking: Executor | None = None,
    ) -> None:
        self._authority = authority
        self._clock = clock
        self._asking = asking
        self._roots = [x509.Certificate.load(root) for root in authority.roots]
        between = [x509.Certificate.load(data) for data in authority.between]
        self._signer = _KeySigner(key, [*self._roots, *between])
        self._known = {each.sha256: each for each in (*self._roots, *between)}
        self._usual: cms.ContentInfo | None = None
        self._stamping: tuple[x509.Certificate, ...] = ()

    @property
    def holder(self) -> x509.Certificate:
        """The officer's certificate."""
        return self._signer.holder

    def signed(self, pdf: bytes, order: SigningOrder) -> bytes:
        """The paper, signed and stamped.

        Raises:
            SigningError: it cannot be, and why.
        """
        with _coded():
            return asyncio.run(self._signed(pdf, order))

    async def _signed(self, pdf: bytes, order: SigningOrder) -> bytes:
        """Rounds: an authority may have changed its certificate since it was last asked."""
        refused = SigningError("time_stamp_refused", "each stamp comes under another certificate")
        for _ in range(_ROUNDS):
            remembered = self._stamping
            stamper = Stamper(self._authority.time_stamping, order.at, self._usual)
            try:
                stamped = await self._round(pdf, order, stamper)
            except SigningError as error:
                self._stamping, self._usual = (), None
                if not remembered or error.code != refused.code:
                    raise
                continue
            if stamped is not None:
                return stamped
        raise refused

    async def _round(self, pdf: bytes, order: SigningOrder, stamper: Stamper) -> bytes | None:
        """The signed paper, or None when it was stamped under a certificate not looked into."""
        usual = await stamper.async_dummy_response(DIGEST)
        self._learn(stamper)
        expected = self._stamping or tuple(stamper.holders.values())
        about_officer, about_stamps = self._standings([self.holder]), self._standings(expected)
        signed = await self._with_signature(pdf, order, stamper)
        told = [each.result() for each in about_officer]
        try:
            told += [each.result() for each in about_stamps]
        except SigningError as error:
            if error.code != "certificate_refused":
                raise
            raise SigningError("time_stamp_refused", str(error)) from error
        context, paths = await self._checked(expected, told)
        stamped = await self._with_time_stamp(signed, context, paths, stamper)
        self._learn(stamper)
        self._stamping, self._usual = tuple(stamper.holders.values()), usual
        looked_into = {certificate.sha256 for certificate in expected}
        return stamped if stamper.holders.keys() <= looked_into else None

    def _learn(self, stamper: Stamper) -> None:
        # Replaced whole, because other threads read it meanwhile.
        if not stamper.others.keys() <= self._known.keys():
            self._known = {**stamper.others, **self._known}

    def _standings(self, ends: Collection[x509.Certificate]) -> list[Future[Standing]]:
        """What the authorities say of these certificates and those above them."""
        steps = dict.fromkeys(step for end in ends for step in self._steps(end))
        ask = self._authority.revocation.standing
        if self._asking is not None:
            return [self._asking.submit(ask, *step) for step in steps]
        told = []
        for step in steps:
            done: Future[Standing] = Future()
            done.set_result(ask(*step))
            told.append(done)
        return told

    def _steps(self, certificate: x509.Certificate) -> Iterator[tuple[bytes, bytes]]:
        """Every certificate from this one to below the root, each with its issuer's."""
        for _ in range(_MOST_STEPS):
            if any(certificate.sha256 == root.sha256 for root in self._roots):
                return
            issuer = _issuer(certificate, self._known.values())
            yield certificate.dump(), issuer.dump()
            certificate = issuer
        raise SigningError("certificate_refused", "its chain does not end")

    async def _checked(
        self, stamping: Collection[x509.Certificate], told: Collection[Standing]
    ) -> tuple[ValidationContext, list[ValidationPath]]:
        context = ValidationContext(
            trust_roots=self._roots,
            other_certs=list(self._known.values()),
            moment=self._clock(),
            time_tolerance=SLACK,
            ocsps=[data for each in told for data in each.ocsp],
            crls=[data for each in told for data in each.crls],
            revocation_mode="require",
        )
        with _refused_as("certificate_refused"):
            paths = [await _path(self.holder, context, {"non_repudiation"}, set())]
        with _refused_as("time_stamp_refused"):
            paths += [await _path(each, context, set(), {"time_stamping"}) for each in stamping]
        return context, paths

    async def _with_signature(self, pdf: bytes, order: SigningOrder, stamper: Stamper) -> bytes:
        about = PdfSignatureMetadata(
            field_name=SIGNATURE_FIELD,
            md_algorithm=DIGEST,
            reason=order.reason,
            location=order.location,
            name=order.officer,
            certify=True,
            docmdp_permissions=MDPPerm.FILL_FORMS,
            subfilter=SigSeedSubFilter.PADES,
        )
        field = SigFieldSpec(
            SIGNATURE_FIELD,
            invis_sig_settings=_UNSEEN,
            readable_field_name="Signature / التوقيع",
        )
        signer = PdfSigner(about, self._signer, timestamper=stamper, new_field_spec=field)
        session = signer.init_signing_session(IncrementalPdfFileWriter(io.BytesIO(pdf)))
        session.system_time = order.at
        space = await session.estimate_signature_container_size(None)
        prepared = session.prepare_tbs_document(None, space)
        digest, output = prepared.digest_tbs_document()
        attributes = PdfCMSSignedAttributes(signing_time=order.at)
        await prepared.perform_signature(digest.document_digest, attributes)
        return _content(output)

    async def _with_time_stamp(
        self,
        signed: bytes,
        context: ValidationContext,
        paths: Collection[ValidationPath],
        stamper: Stamper,
    ) -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(signed))
        DocumentSecurityStore.supply_dss_in_writer(
            writer, sig_contents=None, paths=paths, validation_context=context
        )
        covering = PdfTimeStamper(
            stamper,
            field_name=TIME_STAMP_FIELD,
            invis_settings=_UNSEEN,
            readable_field_name="Horodatage / الختم الزمني",
        )
        return _content(await covering.async_timestamp_pdf(writer, DIGEST))


class _KeySigner(CmsSigner):
    """pyhanko's view of a key; its certificate is read once, not for each signature."""

    def __init__(self, key: SigningKey, known: Collection[x509.Certificate]) -> None:
        self.holder = x509.Certificate.load(key.certificate)
        curve = self.holder.public_key
        if curve.algorithm != "ec" or curve.curve != ("named", "secp256r1"):
            raise SigningError("certificate_refused", "its key is not on the curve P-256")
        if not self.holder.ocsp_urls:
            # By a list of the revoked alone a paper would not hold once the certificate ran out.
            raise SigningError("certificate_refused", "it names no OCSP responder")
        registry = SimpleCertificateStore.from_certs([*known, self.holder])
        super().__init__(signing_cert=self.holder, cert_registry=registry)
        self._key = key

    async def async_sign_raw(
        self, data: bytes, digest_algorithm: str, dry_run: bool = False
    ) -> bytes:
        return bytes(_SIGNATURE_SIZE) if dry_run else self._key.signature(data)


def _issuer(certificate: x509.Certificate, known: Collection[x509.Certificate]) -> x509.Certificate:
    named = certificate.authority_key_identifier
    for held in known:
        ours = held.subject == certificate.issuer
        if ours and (named is None or held.key_identifier in (None, named)):
            return held
    name = certificate.issuer.human_friendly
    raise SigningError("certificate_refused", f"the chain lacks the certificate of {name}")


async def _path(
    certificate: x509.Certificate, context: ValidationContext, usage: set[str], extended: set[str]
) -> ValidationPath:
    validator = CertificateValidator(certificate, validation_context=context)
    path = await validator.async_validate_usage(usage, extended)
    assert isinstance(path, ValidationPath)
    return path


def _content(output: IO[bytes]) -> bytes:
    output.seek(0)
    return output.read()


@contextmanager
def _refused_as(code: str) -> Iterator[None]:
    """Say by one code that a certificate is not believed."""
    try:
        yield
    except errors.InsufficientRevinfoError as error:
        raise SigningError("revocation_unavailable", str(error)) from error
    except (errors.PathError, errors.ValidationError) as error:
        raise SigningError(code, str(error)) from error


@contextmanager
def _coded() -> Iterator[None]:
    """Say by a code that a paper is none that can be signed."""
    try:
        yield
    except (PdfError, general.SigningError) as error:
        raise SigningError("paper_unsignable", str(error)) from error
