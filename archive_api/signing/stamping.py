"""What is asked of a time-stamp authority, and what of its answer is believed."""

from datetime import datetime, timedelta

from asn1crypto import cms, tsp, x509
from pyhanko.sign.timestamps import TimeStamper

from archive_api.signing.port import SigningError, TimeStamping

APART = timedelta(minutes=5)
"""How far the authority's clock and ours may be apart."""


class Stamper(TimeStamper):
    """Gets the time stamps of one paper; it keeps the certificates that they were signed with.

    Args:
        authority: whom to ask.
        at: when the paper is signed; a time stamp of another time is refused.
        usual: a token by which the size of those to come is known, None to ask for one.
    """

    def __init__(
        self, authority: TimeStamping, at: datetime, usual: cms.ContentInfo | None = None
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._authority = authority
        self._at = at
        self.usual = usual
        self.holders: dict[bytes, x509.Certificate] = {}
        self.others: dict[bytes, x509.Certificate] = {}

    async def async_dummy_response(self, md_algorithm: str) -> cms.ContentInfo:
        """A token as those to come; asked for once."""
        if self.usual is None:
            self.usual = await self.async_timestamp(bytes(32), md_algorithm)
        return self.usual

    async def async_timestamp(self, message_digest: bytes, md_algorithm: str) -> cms.ContentInfo:
        """The token of a digest.

        Raises:
            SigningError: there is none, or it is not about this digest and time.
        """
        nonce, request = self.request_cms(message_digest, md_algorithm)  # type: ignore[no-untyped-call]
        data = self._authority.reply(request.dump())
        try:
            reply = tsp.TimeStampResp.load(data, strict=True)
            granted = reply["status"]["status"].native in ("granted", "granted_with_mods")
            token = reply["time_stamp_token"]
            stamp = token["content"]["encap_content_info"]["content"].parsed if granted else None
            if stamp is not None:
                self._compare(stamp, nonce, message_digest)
                self._keep(token["content"])
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise SigningError("time_stamp_refused", "the answer is no time stamp") from error
        if stamp is None:
            raise SigningError("time_stamp_refused", "the authority gave none")
        return token

    def _compare(self, stamp: tsp.TSTInfo, nonce: int | None, digest: bytes) -> None:
        if stamp["nonce"].native != nonce:
            raise SigningError("time_stamp_refused", "its nonce answers another request")
        if stamp["message_imprint"]["hashed_message"].native != digest:
            raise SigningError("time_stamp_refused", "it is about another document")
        told = stamp["gen_time"].native
        if abs(told - self._at) > APART:
            said = f"the time-stamp authority says {told:%Y-%m-%d %H:%M:%S}, the paper {self._at}"
            raise SigningError("clock_apart", said)

    def _keep(self, signed: cms.SignedData) -> None:
        signer = signed["signer_infos"][0]["sid"].chosen
        for choice in signed["certificates"]:
            certificate = choice.chosen
            self.others[certificate.sha256] = certificate
            if isinstance(signer, cms.IssuerAndSerialNumber):
                serial, issuer = signer["serial_number"].native, signer["issuer"]
                ours = certificate.serial_number == serial and certificate.issuer == issuer
            else:
                ours = certificate.key_identifier == signer.native
            if ours:
                self.holders[certificate.sha256] = certificate
        if not self.holders:
            raise SigningError("time_stamp_refused", "it comes without its certificate")
