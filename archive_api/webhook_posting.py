"""Messages posted to addresses that people typed: public ones, by TLS, and in bounded time.

The name is looked up once, and the connection goes to an address that was looked at: a name that
answers differently a moment later leads nowhere else. Redirects are not followed.
"""

import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from contextlib import ExitStack
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from pathlib import Path
from threading import Timer
from urllib.parse import SplitResult, urlsplit

from archive.issuing.webhook import Answer, Fault, answered, is_url

SECONDS = 10.0
"""How long a receiver has to take a connection and answer."""

_UNICAST = ip_network("2000::/3")
_CARRIES_V4 = (ip_network("2002::/16"), ip_network("2001::/32"))
"""Addresses of IPv6 behind which any of IPv4 may stand: 6to4 and Teredo."""


class Posting:
    """How messages are posted.

    Args:
        private: whether addresses of an inner network and of this machine are allowed.
        ca_certs: PEM file of authorities trusted beside the system's.
        seconds: how long a try may take.
    """

    def __init__(
        self, private: bool = False, ca_certs: Path | None = None, seconds: float = SECONDS
    ) -> None:
        self._private = private
        self._seconds = seconds
        self._context = ssl.create_default_context()
        if ca_certs is not None:
            self._context.load_verify_locations(ca_certs)

    def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Post a message once; whatever the receiver does, there is an answer."""
        if not is_url(url, self._private):
            return Answer(fault=Fault.ADDRESS)
        parts = urlsplit(url)
        try:
            addresses = resolved(parts)
        except (OSError, UnicodeError):
            return Answer(fault=Fault.SILENT)
        if not addresses or not all(may_be_sent_to(one, self._private) for one in addresses):
            return Answer(fault=Fault.ADDRESS)
        until = time.monotonic() + self._seconds
        try:
            answer = self._posted(parts, addresses, until, headers, body)
            # A line that was cut off by us would pass for a whole one.
            return answer if time.monotonic() < until else Answer(fault=Fault.SLOW)
        except ssl.SSLCertVerificationError:
            return Answer(fault=Fault.CERTIFICATE)
        except (OSError, http.client.HTTPException, ValueError):
            late = time.monotonic() >= until
            return Answer(fault=Fault.SLOW if late else Fault.SILENT)

    def _posted(
        self,
        parts: SplitResult,
        addresses: list[str],
        until: float,
        headers: Mapping[str, str],
        body: bytes,
    ) -> Answer:
        with ExitStack() as closing:
            sock = closing.enter_context(_connected(addresses, _port(parts), until))
            if parts.scheme == "https":
                sock = closing.enter_context(
                    self._context.wrap_socket(
                        sock, server_hostname=parts.hostname, do_handshake_on_connect=False
                    )
                )
            # A timeout of the socket starts again with each byte: this one does not.
            ending = Timer(max(0.0, until - time.monotonic()), _hang_up, (sock,))
            ending.daemon = True
            ending.start()
            closing.callback(ending.cancel)
            if isinstance(sock, ssl.SSLSocket):
                sock.do_handshake()
            return _exchanged(sock, parts, headers, body)


def resolved(parts: SplitResult) -> list[str]:
    """The addresses of a URL's host; OSError where it has none."""
    found = socket.getaddrinfo(parts.hostname, _port(parts), type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


def may_be_sent_to(address: str, private: bool = False) -> bool:
    """Whether messages may go to an IP address.

    Args:
        private: whether an inner network's and this machine's are allowed; those that lead to a
            cloud's own services, or to many machines, never are.
    """
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if found.is_link_local or found.is_multicast or found.is_unspecified:
        return False
    is_v4 = isinstance(found, IPv4Address)
    if (is_v4 and found.is_reserved) or any(found in network for network in _CARRIES_V4):
        return False
    if private and (found.is_loopback or found.is_private):
        return True
    return found.is_global and (is_v4 or found in _UNICAST)


def _port(parts: SplitResult) -> int:
    return parts.port or (443 if parts.scheme == "https" else 80)


def _connected(addresses: list[str], port: int, until: float) -> socket.socket:
    """A connection to the first of these addresses that takes one."""
    last: OSError = TimeoutError()
    for address in addresses:
        left = until - time.monotonic()
        if left <= 0:
            break
        try:
            return socket.create_connection((address, port), timeout=left)
        except OSError as error:
            last = error
    raise last


def _exchanged(
    sock: socket.socket, parts: SplitResult, headers: Mapping[str, str], body: bytes
) -> Answer:
    secure = parts.scheme == "https"
    made = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = made(parts.hostname or "", _port(parts))
    connection.sock = sock
    path = f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}"
    sent = {"Content-Type": "application/json", "User-Agent": "Sijill", **headers}
    connection.request("POST", path, body, sent)
    # What the receiver says beside its status is of no use, and may be without end.
    reply = connection.getresponse()
    wait = reply.headers.get("Retry-After", "")[:9]
    return answered(reply.status, int(wait) if wait.isascii() and wait.isdecimal() else 0)


def _hang_up(sock: socket.socket) -> None:
    try:
        # Of the connection below TLS, which says no farewell.
        socket.socket.shutdown(sock, socket.SHUT_RDWR)
    except OSError:
        return
