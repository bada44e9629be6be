"""Receivers that are down, slow, false or inside: an answer in bounded time, and no way in."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from archive.issuing.webhook import Answer, Fault
from archive_api import webhook_posting
from archive_api.webhook_posting import Posting, may_be_sent_to

BODY = b'{"type":"webhook.test"}'
Listening = Callable[..., str]


class Receiver(BaseHTTPRequestHandler):
    """Answers as a test says, and remembers what it was sent."""

    status = 204
    headers_told: dict[str, str]
    got: list[tuple[str, dict[str, str], bytes]]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.got.append((self.path, dict(self.headers), body))
        self.send_response(self.status)
        for name, value in self.headers_told.items():
            self.send_header(name, value)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing is logged."""


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """A key and a certificate of 127.0.0.1, signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "receiver")])
    now = datetime.now(UTC)
    builder = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    builder = builder.not_valid_before(now - timedelta(days=1)).not_valid_after(
        now + timedelta(days=1)
    )
    host = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    builder = builder.add_extension(host, critical=False)
    builder = builder.add_extension(x509.BasicConstraints(True, None), critical=True)
    signed = builder.sign(key, hashes.SHA256())
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    path = tmp_path / "receiver.pem"
    path.write_bytes(pem + signed.public_bytes(Encoding.PEM))
    return path


@pytest.fixture
def got() -> list[tuple[str, dict[str, str], bytes]]:
    """What arrived."""
    return []


@pytest.fixture
def listening(
    got: list[tuple[str, dict[str, str], bytes]], certificate: Path
) -> Iterator[Listening]:
    """Starts a receiver: ``listening(status=500, tls=True)`` gives its address."""
    servers = []

    def start(status: int = 204, tls: bool = False, **told: str) -> str:
        headers = {name.replace("_", "-"): value for name, value in told.items()}
        shape = {"status": status, "headers_told": headers, "got": got}
        server = ThreadingHTTPServer(("127.0.0.1", 0), type("Handler", (Receiver,), shape))
        if tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            server.socket = context.wrap_socket(server.socket, server_side=True)
        Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}/hooks?of=sijill"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture
def silent() -> Iterator[Callable[[Callable[[socket.socket], None]], str]]:
    """Starts a server that does with each connection what a test says, and gives its address."""
    servers = []

    def start(do: Callable[[socket.socket], None]) -> str:
        server = socket.create_server(("127.0.0.1", 0))
        servers.append(server)

        def serve() -> None:
            try:
                connection, _ = server.accept()
                with connection:
                    do(connection)
            except OSError:
                return

        Thread(target=serve, daemon=True).start()
        return f"127.0.0.1:{server.getsockname()[1]}"

    yield start
    for server in servers:
        server.close()


def inner(seconds: float = 5.0, ca_certs: Path | None = None) -> Posting:
    return Posting(private=True, ca_certs=ca_certs, seconds=seconds)


def test_a_message_arrives_as_it_was_signed(
    listening: Listening, got: list[tuple[str, dict[str, str], bytes]]
) -> None:
    assert inner().post(listening(), {"webhook-id": "msg_1"}, BODY) == Answer(204)
    ((path, headers, body),) = got
    assert (path, body) == ("/hooks?of=sijill", BODY)
    assert headers["webhook-id"] == "msg_1"
    assert headers["Content-Type"] == "application/json"
    assert headers["Host"].startswith("127.0.0.1:")


def test_a_receiver_shows_who_it_is(
    listening: Listening, certificate: Path, got: list[tuple[str, dict[str, str], bytes]]
) -> None:
    url = listening(tls=True)
    assert inner().post(url, {}, BODY) == Answer(fault=Fault.CERTIFICATE)
    assert got == []
    assert inner(ca_certs=certificate).post(url, {}, BODY) == Answer(204)
    assert len(got) == 1


def test_a_certificate_of_another_name_is_refused(listening: Listening, certificate: Path) -> None:
    url = listening(tls=True).replace("127.0.0.1", "localhost")
    answer = inner(ca_certs=certificate).post(url, {}, BODY)
    assert answer == Answer(fault=Fault.CERTIFICATE)


@pytest.mark.parametrize("status", [400, 410, 500, 503])
def test_what_a_receiver_answers_is_told(listening: Listening, status: int) -> None:
    assert inner().post(listening(status), {}, BODY) == Answer(status, Fault.STATUS)


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirect_leads_nowhere(
    listening: Listening, got: list[tuple[str, dict[str, str], bytes]], status: int
) -> None:
    elsewhere = listening()
    answer = inner().post(listening(status, Location=elsewhere), {}, BODY)
    assert answer == Answer(status, Fault.STATUS)
    assert len(got) == 1


@pytest.mark.parametrize(
    ("asked", "wait"), [("120", 120), ("soon", 0), ("-5", 0), ("9" * 5000, 999_999_999)]
)
def test_a_receiver_may_say_when_to_try_again(listening: Listening, asked: str, wait: int) -> None:
    answer = inner().post(listening(503, Retry_After=asked), {}, BODY)
    assert (answer.status, answer.wait) == (503, wait)


def test_nobody_there_is_told_as_silence() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    url = f"http://127.0.0.1:{port}/"
    assert inner().post(url, {}, BODY) == Answer(fault=Fault.SILENT)


def test_a_name_that_nobody_has_is_told_as_silence() -> None:
    url = "https://nobody.invalid/hooks"
    assert Posting(seconds=1).post(url, {}, BODY).fault is Fault.SILENT
    assert Posting(seconds=1).post(f"https://{'a' * 70}.example/", {}, BODY).fault is Fault.SILENT


@pytest.mark.parametrize("what", [b"", b"SSH-2.0-OpenSSH_9.2\r\n", b"HTTP/1.1 abc\r\n\r\n", b"\0"])
def test_what_does_not_speak_http_is_told_as_silence(
    silent: Callable[[Callable[[socket.socket], None]], str], what: bytes
) -> None:
    def say(connection: socket.socket) -> None:
        connection.recv(65536)
        connection.sendall(what)

    assert inner().post(f"http://{silent(say)}/", {}, BODY).fault is Fault.SILENT


def hang(connection: socket.socket) -> None:
    connection.recv(65536)
    time.sleep(3)


def drip(connection: socket.socket) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(60):
        connection.sendall(b"a")
        time.sleep(0.05)


def continue_without_end(connection: socket.socket) -> None:
    for _ in range(60):
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n")
        time.sleep(0.05)


@pytest.mark.parametrize("do", [hang, drip, continue_without_end])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_receiver_that_takes_its_time_is_left(
    silent: Callable[[Callable[[socket.socket], None]], str],
    do: Callable[[socket.socket], None],
    scheme: str,
) -> None:
    began = time.perf_counter()
    answer = inner(seconds=0.5).post(f"{scheme}://{silent(do)}/", {}, BODY)
    # What does not speak TLS is known at once.
    assert answer.fault is Fault.SLOW or (scheme == "https" and answer.fault is Fault.SILENT)
    assert time.perf_counter() - began < 2


def test_an_answer_without_end_is_not_waited_for(
    silent: Callable[[Callable[[socket.socket], None]], str],
) -> None:
    def pour(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"a" * 65536)

    assert inner(seconds=2).post(f"http://{silent(pour)}/", {}, BODY) == Answer(200)


INSIDE = [
    "127.0.0.1",
    "127.8.8.8",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "::1",
    "fd00::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
]
NEVER = [
    "169.254.169.254",
    "::ffff:169.254.169.254",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "255.255.255.255",
    "240.0.0.1",
    "fe80::1",
    "fe80::1%eth0",
    "ff02::1",
    "100.64.0.1",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "64:ff9b::7f00:1",
    "::7f00:1",
]
OUTSIDE = ["41.140.0.1", "8.8.8.8", "::ffff:8.8.8.8", "2a00:1450:4001:800::200e"]


@pytest.mark.parametrize("address", INSIDE)
def test_inner_networks_are_closed_unless_a_setting_opens_them(address: str) -> None:
    assert not may_be_sent_to(address)
    assert may_be_sent_to(address, private=True)


@pytest.mark.parametrize("address", NEVER)
def test_clouds_own_services_and_many_at_once_are_closed_in_any_case(address: str) -> None:
    assert not may_be_sent_to(address)
    assert not may_be_sent_to(address, private=True)


@pytest.mark.parametrize("address", OUTSIDE)
def test_public_addresses_are_open(address: str) -> None:
    assert may_be_sent_to(address)


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1", "localhost", "127.1", "2130706433", "0x7f000001", "[::1]", "[::ffff:7f00:1]"],
)
def test_whatever_leads_to_this_machine_is_refused_unasked(
    host: str, listening: Listening, got: list[tuple[str, dict[str, str], bytes]]
) -> None:
    port = listening(tls=True).split(":")[2].split("/")[0]
    answer = Posting().post(f"https://{host}:{port}/", {}, BODY)
    assert answer == Answer(fault=Fault.ADDRESS)
    assert got == []


def test_a_name_that_leads_outside_and_inside_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    both = [(0, 0, 0, "", ("41.140.0.1", 443)), (0, 0, 0, "", ("10.0.0.1", 443))]
    monkeypatch.setattr(webhook_posting.socket, "getaddrinfo", lambda *_, **__: both)
    answer = Posting().post("https://watiqa.example/", {}, BODY)
    assert answer == Answer(fault=Fault.ADDRESS)


def test_the_connection_goes_to_the_address_that_was_looked_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def lookup(host: str, *_: object, **__: object) -> list[tuple[object, ...]]:
        asked.append(host)
        return [(0, 0, 0, "", ("41.140.0.1", 443))]

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        asked.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(webhook_posting.socket, "getaddrinfo", lookup)
    monkeypatch.setattr(webhook_posting.socket, "create_connection", connect)
    assert Posting().post("https://watiqa.example/", {}, BODY).fault is Fault.SILENT
    assert asked == ["watiqa.example", "41.140.0.1"]
