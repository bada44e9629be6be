"""Authorities that are down, slow, wrong or answer something else: coded refusals, in time."""

import http.client
import socket
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest
from asn1crypto import tsp
from asn1crypto.ocsp import OCSPResponse

from archive.settings import Settings
from archive_api.signing import over_http
from archive_api.signing.checking import check
from archive_api.signing.opening import now, open_signer, trusted_roots
from archive_api.signing.over_http import MOST_BYTES, Unanswered, answer
from archive_api.signing.port import SigningError, SigningOrder

Order = Callable[..., SigningOrder]
Really = Callable[..., Settings]
Between = Callable[[bytes, Callable[[bytes], bytes]], bytes | None]


class Relay(BaseHTTPRequestHandler):
    """Passes what it is asked on to an authority, after somebody changed it."""

    between: Between
    target: tuple[str, int, str, str]

    def do_POST(self) -> None:
        host, port, path, kind = self.target
        asked = self.rfile.read(int(self.headers["Content-Length"]))

        def ask(body: bytes) -> bytes:
            connection = http.client.HTTPConnection(host, port)
            connection.request("POST", path, body, {"Content-Type": kind})
            return connection.getresponse().read()

        said = type(self).between(asked, ask)
        if said is None:
            self.send_error(500)
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(said)

    do_GET = do_POST

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@pytest.fixture
def relay() -> Iterator[Callable[[str, Between], str]]:
    """Starts a server before an address, and gives its own."""
    servers = []

    def start(url: str, between: Between) -> str:
        parts = over_http.urlsplit(url)
        kind = "application/timestamp-query" if "/tsa/" in url else "application/ocsp-request"
        target = (str(parts.hostname), parts.port, parts.path, kind)
        handler = type("Handler", (Relay,), {"between": staticmethod(between), "target": target})
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/x"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def refused(settings: Settings, paper: bytes, order: SigningOrder) -> str:
    signer = open_signer(settings)
    began = time.perf_counter()
    with pytest.raises(SigningError) as told:
        signer.sign(paper, order)
    signer.close()
    assert time.perf_counter() - began < 6
    return told.value.code


def restamped(change: Callable[[tsp.TimeStampReq], None]) -> Between:
    """An authority that stamps something else than it was asked."""

    def between(asked: bytes, ask: Callable[[bytes], bytes]) -> bytes:
        request = tsp.TimeStampReq.load(asked)
        change(request)
        return ask(request.dump(force=True))

    return between


def other_nonce(request: tsp.TimeStampReq) -> None:
    request["nonce"] = 12345


def no_nonce(request: tsp.TimeStampReq) -> None:
    request["nonce"] = None


def other_document(request: tsp.TimeStampReq) -> None:
    request["message_imprint"]["hashed_message"] = bytes(range(32))


def flipped(asked: bytes, ask: Callable[[bytes], bytes]) -> bytes:
    """A reply whose signature is of something else."""
    told = bytearray(ask(asked))
    told[-3] ^= 1
    return bytes(told)


def refusing(_: bytes, __: Callable[[bytes], bytes]) -> bytes:
    return b"\x30\x05\x30\x03\x02\x01\x02"


STAMPS: dict[str, tuple[Between, str]] = {
    "error": (lambda *_: None, "time_stamp_unavailable"),
    "empty": (lambda *_: b"", "time_stamp_refused"),
    "rubbish": (lambda *_: b"<html>Bonjour</html>", "time_stamp_refused"),
    "half": (lambda asked, ask: ask(asked)[:-50], "time_stamp_refused"),
    "no": (refusing, "time_stamp_refused"),
    "too much": (lambda *_: bytes(MOST_BYTES + 10), "time_stamp_unavailable"),
    "other nonce": (restamped(other_nonce), "time_stamp_refused"),
    "no nonce": (restamped(no_nonce), "time_stamp_refused"),
    "other document": (restamped(other_document), "time_stamp_refused"),
    "signature": (flipped, "signature_unsound"),
}


@pytest.mark.parametrize("name", STAMPS)
def test_what_is_no_time_stamp_signs_nothing(
    name: str,
    relay: Callable[[str, Between], str],
    really: Really,
    paper: bytes,
    order: Order,
) -> None:
    between, code = STAMPS[name]
    url = relay(str(really().time_stamp_url), between)
    assert refused(really(time_stamp_url=url), paper, order()) == code


def test_an_authority_that_is_down_is_said_to_be(
    really: Really, paper: bytes, order: Order
) -> None:
    down = really(time_stamp_url="http://127.0.0.1:9/tsa")
    assert refused(down, paper, order()) == "time_stamp_unavailable"


def test_one_that_says_a_byte_now_and_then_is_not_waited_for(
    relay: Callable[[str, Between], str], really: Really, paper: bytes, order: Order
) -> None:
    def wait(_: bytes, __: Callable[[bytes], bytes]) -> None:
        time.sleep(3)

    url = relay(str(really().time_stamp_url), wait)
    slow = really(time_stamp_url=url, signing_timeout=0.5)
    began = time.perf_counter()
    assert refused(slow, paper, order()) == "time_stamp_unavailable"
    assert time.perf_counter() - began < 2.5


def test_a_server_that_drips_is_hung_up_on() -> None:
    listening = socket.create_server(("127.0.0.1", 0))

    def drip() -> None:
        taken, _ = listening.accept()
        taken.recv(1000)
        try:
            taken.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
            for _ in range(100):
                taken.sendall(b"x")
                time.sleep(0.1)
        except OSError:
            taken.close()

    Thread(target=drip, daemon=True).start()
    began = time.perf_counter()
    with pytest.raises(Unanswered):
        answer(f"http://127.0.0.1:{listening.getsockname()[1]}/", 0.5, b"?", "x")
    assert time.perf_counter() - began < 2
    listening.close()


@pytest.mark.parametrize("url", ["ftp://127.0.0.1/", "http:///x", "file:///etc/hostname", "x"])
def test_what_is_no_http_address_is_not_asked(url: str) -> None:
    with pytest.raises(Unanswered):
        answer(url, 1)


def test_it_is_not_asked_again_by_a_signer_once_it_answers(
    relay: Callable[[str, Between], str], really: Really, paper: bytes, order: Order
) -> None:
    up = []
    url = relay(str(really().time_stamp_url), lambda asked, ask: ask(asked) if up else None)
    signer = open_signer(really(time_stamp_url=url))
    with pytest.raises(SigningError, match="time_stamp_unavailable"):
        signer.sign(paper, order())
    up.append(1)
    assert signer.sign(paper, order())
    signer.close()


def test_a_time_stamp_authority_may_change_its_certificate(
    relay: Callable[[str, Between], str], really: Really, paper: bytes, order: Order
) -> None:
    shapes = ["apart"]
    first, second = str(really().time_stamp_url), str(really(shape="shared").time_stamp_url)

    def between(asked: bytes, ask: Callable[[bytes], bytes]) -> bytes:
        if shapes[-1] == "apart":
            return ask(asked)
        return answer(second, 5, asked, "application/timestamp-query")

    both = really()
    assert both.signing_chain is not None
    roots = both.signing_chain.with_name("both.pem")
    other = really(shape="shared").signing_chain
    assert other is not None
    roots.write_bytes(both.signing_chain.read_bytes() + other.read_bytes())
    signer = open_signer(really(time_stamp_url=relay(first, between), signing_chain=roots))
    signer.sign(paper, order())
    shapes.append("shared")
    assert signer.sign(paper, order())
    signer.close()


def nonce_changed(asked: bytes, ask: Callable[[bytes], bytes]) -> bytes:
    told = ask(asked)
    nonce = OCSPResponse.load(told).nonce_value.native
    return told.replace(nonce, bytes(16))


ANSWERS: dict[str, tuple[Between, str]] = {
    "error": (lambda *_: None, "revocation_unavailable"),
    "rubbish": (lambda *_: b"<html>Bonjour</html>", "revocation_unavailable"),
    "half": (lambda asked, ask: ask(asked)[:-50], "revocation_unavailable"),
    "busy": (lambda *_: b"\x30\x03\x0a\x01\x03", "revocation_unavailable"),
    "other nonce": (nonce_changed, "revocation_unavailable"),
    "signature": (lambda asked, ask: altered(ask(asked)), "revocation_unavailable"),
}


def altered(told: bytes) -> bytes:
    """The same answer, from somebody without the responder's key."""
    signature = OCSPResponse.load(told).basic_ocsp_response["signature"].native
    return told.replace(signature[-8:], bytes(8))


@pytest.fixture
def responder_behind(
    relay: Callable[[str, Between], str], monkeypatch: pytest.MonkeyPatch
) -> Callable[[Between], None]:
    """Puts somebody between the signer and every OCSP responder."""
    usual = over_http.ocsp_url

    def put(between: Between) -> None:
        relays: dict[str, str] = {}

        def url(certificate: object) -> str | None:
            named = usual(certificate)  # type: ignore[arg-type]
            if named is None:
                return None
            return relays.setdefault(named, relay(named, between))

        monkeypatch.setattr(over_http, "ocsp_url", url)

    return put


@pytest.mark.parametrize("name", ANSWERS)
def test_without_word_of_the_officers_certificate_nothing_is_signed(
    name: str,
    responder_behind: Callable[[Between], None],
    really: Really,
    paper: bytes,
    order: Order,
) -> None:
    between, code = ANSWERS[name]
    responder_behind(between)
    assert refused(really(), paper, order()) == code


def test_word_of_another_certificate_is_none(
    responder_behind: Callable[[Between], None], really: Really, paper: bytes, order: Order
) -> None:
    kept: list[bytes] = []

    def first_alone(asked: bytes, ask: Callable[[bytes], bytes]) -> bytes:
        kept.append(ask(asked))
        return kept[0]

    responder_behind(first_alone)
    assert refused(really(), paper, order()) == "revocation_unavailable"


@pytest.mark.parametrize("shape", ["apart", "shared"])
@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("revoked", "certificate_refused"),
        ("expired", "certificate_refused"),
        ("unborn", "clock_back"),
        ("listed", "certificate_refused"),
        ("tsa", "certificate_refused"),
    ],
)
def test_a_certificate_that_does_not_serve_signs_nothing(
    name: str, code: str, shape: str, really: Really, paper: bytes, order: Order
) -> None:
    assert refused(really(name, shape), paper, order()) == code


def test_a_key_of_another_kind_is_refused(really: Really, paper: bytes, order: Order) -> None:
    assert refused(really("rsa"), paper, order()) == "signing_unset"


def test_a_time_stamp_under_a_revoked_certificate_is_refused(
    really: Really, authority: object, paper: bytes, order: Order
) -> None:
    url = authority.time_stamps("apart", "tsa-revoked")  # type: ignore[attr-defined]
    assert refused(really(time_stamp_url=url), paper, order()) == "time_stamp_refused"


def test_a_chain_that_lacks_a_certificate_is_refused(
    really: Really, paper: bytes, order: Order
) -> None:
    settings = really()
    assert settings.signing_chain is not None
    root = settings.signing_chain.with_name("root-alone.pem")
    end = b"-----END CERTIFICATE-----\n"
    root.write_bytes(settings.signing_chain.read_bytes().split(end)[0] + end)
    assert refused(really(signing_chain=root), paper, order()) == "certificate_refused"


def test_papers_are_signed_where_officers_and_time_stamps_share_an_authority(
    really: Really, paper: bytes, order: Order
) -> None:
    settings = really(shape="shared")
    signed = open_signer(settings).sign(paper, order())
    check(signed, trusted_roots(settings), now() + timedelta(days=40))
    check(signed, trusted_roots(settings), datetime(2030, 1, 1, tzinfo=UTC))
