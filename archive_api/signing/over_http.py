"""Authorities asked over HTTP: time stamps by RFC 3161, certificates by OCSP and lists.

Whatever a server does, an answer or a coded error is there in bounded time.
"""

from __future__ import annotations

import http.client
import os
import socket
import time
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from threading import Timer
from urllib.parse import urlsplit

from asn1crypto.ocsp import OCSPResponse, SingleResponse
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID

from archive_api.signing.port import SigningError, Standing

MOST_BYTES = 5_000_000
"""The longest answer: a list of some hundred thousand revoked certificates."""

HELD = timedelta(minutes=10)
"""How long what was told of other certificates than the officer's is not asked again."""


class Unanswered(Exception):
    """A server gave no answer in time."""


def answer(url: str, seconds: float, body: bytes | None = None, kind: str = "") -> bytes:
    """What a server answers to a POST of ``body``, or without one to a GET.

    Raises:
        Unanswered: nothing, not in time, an error, or too much.
    """
    parts = urlsplit(url)
    made = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    if parts.scheme not in ("http", "https") or parts.hostname is None:
        raise Unanswered(f"{url} is no HTTP address")
    connection = made(parts.hostname, parts.port, timeout=seconds)
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    try:
        connection.connect()
        until = time.monotonic() + seconds
        # A timeout of the socket starts again with each byte: this one does not.
        ending = Timer(seconds, _hang_up, (connection.sock,))
        ending.daemon = True
        ending.start()
        try:
            data = _exchanged(connection, path, body, kind)
            if time.monotonic() >= until:
                raise Unanswered(f"{parts.hostname} takes more than {seconds:g} s")
            return data
        finally:
            ending.cancel()
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise Unanswered(f"{parts.hostname}: {type(error).__name__}") from error
    finally:
        connection.close()


def _hang_up(sock: socket.socket) -> None:
    try:
        sock.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _exchanged(
    connection: http.client.HTTPConnection, path: str, body: bytes | None, kind: str
) -> bytes:
    headers: Mapping[str, str] = {"Content-Type": kind} if body is not None else {}
    connection.request("GET" if body is None else "POST", path, body, dict(headers))
    reply = connection.getresponse()
    data = reply.read(MOST_BYTES + 1)
    if reply.status != http.client.OK:
        raise Unanswered(f"{connection.host} answers {reply.status}")
    if len(data) > MOST_BYTES:
        raise Unanswered(f"{connection.host} answers more than {MOST_BYTES} bytes")
    if reply.length:
        raise Unanswered(f"{connection.host} broke off")
    return data


class HttpTimeStamping:
    """A time-stamp authority at an address."""

    def __init__(self, url: str, seconds: float) -> None:
        self._url = url
        self._seconds = seconds

    def reply(self, request: bytes) -> bytes:
        """Its TimeStampResp to a TimeStampReq; SigningError when there is none."""
        try:
            return answer(self._url, self._seconds, request, "application/timestamp-query")
        except Unanswered as error:
            raise SigningError("time_stamp_unavailable", str(error)) from error


class HttpRevocation:
    """The responders and lists that certificates themselves name.

    Args:
        officer: the officer's certificate (DER), asked about each time and by OCSP alone: with a
            list, a paper does not hold once the certificate ran out.
        seconds: how long to wait for an answer.
        clock: what time it is, timezone-aware.
    """

    def __init__(self, officer: bytes, seconds: float, clock: Callable[[], datetime]) -> None:
        self._officer = officer
        self._seconds = seconds
        self._clock = clock
        self._held: dict[bytes, tuple[datetime, Standing]] = {}

    def standing(self, certificate: bytes, issuer: bytes) -> Standing:
        """What its authority says of a certificate; SigningError when it says nothing, or no."""
        until, held = self._held.get(certificate, (None, None))
        if until is not None and held is not None and self._clock() < until:
            return held
        about = x509.load_der_x509_certificate(certificate)
        name = about.subject.rfc4514_string()
        try:
            told = self._by_ocsp(about, x509.load_der_x509_certificate(issuer))
        except Unanswered as error:
            if certificate == self._officer:
                raise SigningError("revocation_unavailable", f"of {name}: {error}") from error
            told = self._by_list(about, name)
        if certificate != self._officer:
            self._held = {**self._held, certificate: (self._clock() + HELD, told)}
        return told

    def _by_ocsp(self, about: x509.Certificate, issuer: x509.Certificate) -> Standing:
        url = ocsp_url(about)
        if url is None:
            raise Unanswered("it names no OCSP responder")
        nonce = os.urandom(16)
        # Of all names of a certificate, responders know the one by SHA-1 everywhere.
        builder = ocsp.OCSPRequestBuilder().add_certificate(about, issuer, hashes.SHA1())  # noqa: S303
        request = builder.add_extension(x509.OCSPNonce(nonce), critical=False).build()
        data = answer(
            url, self._seconds, request.public_bytes(Encoding.DER), "application/ocsp-request"
        )
        status = _status(data, about, nonce)
        if status != "good":
            said = f"{about.subject.rfc4514_string()} is {status}"
            raise SigningError("certificate_refused", said)
        return Standing(ocsp=(data,))

    def _by_list(self, about: x509.Certificate, name: str) -> Standing:
        for url in _list_urls(about):
            try:
                data = answer(url, self._seconds)
                x509.load_der_x509_crl(data)
            except (Unanswered, ValueError):
                continue
            return Standing(crls=(data,))
        raise SigningError("revocation_unavailable", f"nobody says whether {name} was revoked")


def ocsp_url(certificate: x509.Certificate) -> str | None:
    """The OCSP responder that a certificate names, None where it names none."""
    try:
        named = certificate.extensions.get_extension_for_class(x509.AuthorityInformationAccess)
    except x509.ExtensionNotFound:
        return None
    for place in named.value:
        if place.access_method == AuthorityInformationAccessOID.OCSP and isinstance(
            place.access_location, x509.UniformResourceIdentifier
        ):
            return place.access_location.value
    return None


def _list_urls(certificate: x509.Certificate) -> list[str]:
    try:
        named = certificate.extensions.get_extension_for_class(x509.CRLDistributionPoints)
    except x509.ExtensionNotFound:
        return []
    places = [name for point in named.value for name in point.full_name or ()]
    return [
        str(place.value) for place in places if isinstance(place, x509.UniformResourceIdentifier)
    ]


def _status(data: bytes, about: x509.Certificate, nonce: bytes) -> str:
    """What an OCSP response says of a certificate: good, revoked or unknown."""
    try:
        response = OCSPResponse.load(data, strict=True)
        answered = response["response_status"].native
        if answered != "successful":
            raise Unanswered(f"the OCSP responder answers {answered}")
        told = response.basic_ocsp_response["tbs_response_data"]["responses"]
        ours = [each for each in told if _serial(each) == about.serial_number]
        # Many responders answer from what they signed earlier, without the nonce.
        if response.nonce_value is not None and response.nonce_value.native != nonce:
            raise Unanswered("the OCSP responder answers another question")
        if len(told) != 1 or len(ours) != 1:
            raise Unanswered("the OCSP responder answers about another certificate")
        return str(ours[0]["cert_status"].name)
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Unanswered("the OCSP responder answers something else") from error


def _serial(told: SingleResponse) -> int:
    serial = told["cert_id"]["serial_number"].native
    assert isinstance(serial, int)
    return serial
