"""A signer: it looks at what it is asked before it signs, and at what it signed before it gives."""

from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime, timedelta

from archive_api.signing.checked import PaperRefused, TrustedRoots
from archive_api.signing.checking import check_made_here
from archive_api.signing.pades import PadesSigning
from archive_api.signing.port import Authority, SigningError, SigningKey, SigningOrder

UNORDERED = timedelta(seconds=2)
"""By how much papers that are made at once may be signed in another order than they were dated."""


class Signatory:
    """Signs under a key and an authority.

    Args:
        key: the officer's.
        authority: whom its certificate and the time stamps come from.
        clock: what time it is, timezone-aware.
        specimen: whether the authority is the embedded one.
        asking: where authorities are asked while a paper is signed, None for one by one.

    Raises:
        SigningError: papers cannot be signed with this key.
    """

    def __init__(
        self,
        key: SigningKey,
        authority: Authority,
        clock: Callable[[], datetime],
        *,
        specimen: bool,
        asking: Executor | None = None,
    ) -> None:
        self._key = key
        self._clock = clock
        self._specimen = specimen
        self._asking = asking
        self._trusted = TrustedRoots(authority.roots)
        self._signing = PadesSigning(key, authority, clock, asking)

    @property
    def is_specimen(self) -> bool:
        """Whether it signs under the embedded authority."""
        return self._specimen

    def sign(self, pdf: bytes, order: SigningOrder) -> bytes:
        """The signed paper, checked.

        Raises:
            SigningError: it was not signed, and why.
        """
        self._require_time(order)
        signed = self._signing.signed(pdf, order)
        try:
            paper = check_made_here(signed, self._trusted, self._clock())
        except PaperRefused as error:
            raise SigningError("signature_unsound", str(error)) from error
        if paper.specimen is not self._specimen:
            raise SigningError("authority_specimen", "a mark on the certificates says otherwise")
        return signed

    def close(self) -> None:
        """Give back the key, and end what asks authorities."""
        self._key.close()
        if self._asking is not None:
            self._asking.shutdown(wait=False)

    def _require_time(self, order: SigningOrder) -> None:
        """Refuse an instant before the last paper's, or when the certificate is not valid."""
        begins = self._signing.holder.not_valid_before
        if order.at < begins:
            said = f"{order.at} is before the certificate begins, {begins}"
            raise SigningError("clock_back", said)
        if order.after is not None and order.at + UNORDERED < order.after:
            said = f"{order.at} is before the last paper, {order.after}"
            raise SigningError("clock_back", said)
        ends = self._signing.holder.not_valid_after
        if order.at > ends:
            raise SigningError("certificate_refused", f"the certificate ran out at {ends}")
