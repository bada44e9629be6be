"""Authorities on loopback, by certomancer: officers' certificates, OCSP, lists, and time stamps.

Benchmarks and tests sign under them; nothing leaves this machine.
"""

import asyncio
import socket
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from typing import Any, Self

import pkcs11
from aiohttp import web
from certomancer.integrations.aiohttp_animator import build_animator_app
from certomancer.registry import ArchLabel, CertLabel, CertomancerConfig
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509 import Certificate, load_der_x509_certificate
from pkcs11 import Attribute
from pkcs11.util.x509 import decode_x509_certificate

APART = "apart"
"""Officers and time stamps have authorities of their own, below one root."""

SHARED = "shared"
"""One authority, the root itself, makes the officers' certificates and the time stamps'."""

_ENTITIES = {
    "root": "Racine",
    "officers-ca": "Autorite des officiers",
    "times-ca": "Autorite d'horodatage",
    "officers-ocsp": "Etat des certificats des officiers",
    "times-ocsp": "Etat des certificats d'horodatage",
    "officer": "Amina Bennani",
    "revoked": "Youssef Alaoui",
    "expired": "Hajar Idrissi",
    "unborn": "Karim Tazi",
    "listed": "Salma Fassi",
    "rsa": "Omar Berrada",
    "tsa": "Horodatage",
    "tsa-revoked": "Horodatage retire",
}
_DAY = timedelta(days=1)
_YEAR = 365 * _DAY


class LoopbackAuthority:
    """A server of certificates, to be used as a context.

    Args:
        folder: where keys and files go.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._socket = socket.socket()
        self._socket.bind(("127.0.0.1", 0))
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        folder.mkdir(parents=True, exist_ok=True)
        for name in _ENTITIES:
            (folder / f"{name}.key.pem").write_bytes(_private(name))
        shapes = {APART: _apart(), SHARED: _shared()}
        settings = {
            "external-url-prefix": self.address,
            "keysets": {"keys": {"keys": {n: {"path": f"{n}.key.pem"} for n in _ENTITIES}}},
            "pki-architectures": shapes,
        }
        self._config = CertomancerConfig(settings, key_search_dir=str(folder))
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._serve(), self._loop).result(30)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    async def _serve(self) -> None:
        runner = web.AppRunner(build_animator_app(self._config.pki_archs, with_web_ui=False))
        await runner.setup()
        await web.SockSite(runner, self._socket).start()

    def time_stamps(self, shape: str, name: str = "tsa") -> str:
        """Where time stamps are asked for."""
        return f"{self.address}/{shape}/tsa/{name}"

    def certificate(self, shape: str, name: str) -> Certificate:
        """A certificate of the authority."""
        held = self._config.pki_archs[ArchLabel(shape)].get_cert(CertLabel(name))
        return load_der_x509_certificate(held.dump())

    def key(self, name: str) -> ec.EllipticCurvePrivateKey:
        """The private key of a name."""
        data = (self._folder / f"{name}.key.pem").read_bytes()
        key = serialization.load_pem_private_key(data, None)
        assert isinstance(key, ec.EllipticCurvePrivateKey)
        return key

    def pkcs12(self, shape: str, name: str, password: str) -> Path:
        """A file with the key and certificate of a name."""
        data = (self._folder / f"{name}.key.pem").read_bytes()
        key: Any = serialization.load_pem_private_key(data, None)
        path = self._folder / f"{shape}-{name}.p12"
        closed = serialization.BestAvailableEncryption(password.encode())
        held = self.certificate(shape, name)
        path.write_bytes(pkcs12.serialize_key_and_certificates(None, key, held, None, closed))
        return path

    def chain(self, shape: str) -> Path:
        """A file with the certificates above officers and time stamps."""
        names = ("root", "officers-ca", "times-ca") if shape == APART else ("root",)
        path = self._folder / f"{shape}-chain.pem"
        held = [self.certificate(shape, name) for name in names]
        path.write_bytes(b"".join(each.public_bytes(serialization.Encoding.PEM) for each in held))
        return path


def _private(name: str) -> bytes:
    key = rsa.generate_private_key(65537, 2048) if name == "rsa" else _curve_key()
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)


def _curve_key() -> ec.EllipticCurvePrivateKey:
    return ec.generate_private_key(ec.SECP256R1())


def _apart() -> dict[str, Any]:
    certificates = {
        "root": _authority("root", "root"),
        "officers-ca": _authority("officers-ca", "root", lists="root"),
        "times-ca": _authority("times-ca", "root", lists="root"),
        "officers-ocsp": _responder("officers-ocsp", "officers-ca"),
        "times-ocsp": _responder("times-ocsp", "times-ca"),
        **_officers("officers-ca", "officers-ca"),
        **_stamps("times-ca", "times-ca"),
    }
    ocsp = {
        "officers-ca": {"for-issuer": "officers-ca", "responder-cert": "officers-ocsp"},
        "times-ca": {"for-issuer": "times-ca", "responder-cert": "times-ocsp"},
    }
    return _shape(certificates, ocsp)


def _shared() -> dict[str, Any]:
    certificates = {
        "root": _authority("root", "root"),
        "officers-ocsp": _responder("officers-ocsp", "root"),
        **_officers("root", "root"),
        **_stamps("root", "root"),
    }
    return _shape(certificates, {"root": {"for-issuer": "root", "responder-cert": "officers-ocsp"}})


def _shape(certificates: Mapping[str, Any], ocsp: Mapping[str, Any]) -> dict[str, Any]:
    lists = {"for-issuer": "root", "signing-key": "root", "simulated-update-schedule": "P30D"}
    stamping = {name: {"signing-cert": name} for name in ("tsa", "tsa-revoked")}
    used = {spec["subject"] for spec in certificates.values()}
    return {
        "keyset": "keys",
        "entity-defaults": {"country-name": "MA", "organization-name": "Essais"},
        "entities": {n: {"common-name": cn} for n, cn in _ENTITIES.items() if n in used},
        "certs": dict(certificates),
        "services": {
            "ocsp": dict(ocsp),
            "crl-repo": {"root": lists},
            "time-stamping": stamping,
        },
    }


def _officers(issuer: str, responder: str) -> dict[str, Any]:
    usage = _usage("digital_signature", "non_repudiation")
    asked = _asked(responder)
    listed = _listed("root")
    return {
        "officer": _end("officer", issuer, [usage, asked]),
        "revoked": _end("revoked", issuer, [usage, asked]) | _revoked(),
        "expired": _end("expired", issuer, [usage, asked], -2 * _YEAR, -_DAY),
        "unborn": _end("unborn", issuer, [usage, asked], _DAY, _YEAR),
        "listed": _end("listed", issuer, [usage, listed]),
        "rsa": _end("rsa", issuer, [usage, asked]),
    }


def _stamps(issuer: str, responder: str) -> dict[str, Any]:
    said = [
        _usage("digital_signature"),
        {
            "id": "extended_key_usage",
            "critical": True,
            "value": ["time_stamping"],
        },
        _asked(responder),
    ]
    return {
        "tsa": _end("tsa", issuer, said, -30 * _DAY, 10 * _YEAR),
        "tsa-revoked": _end("tsa-revoked", issuer, said) | _revoked(),
    }


def _authority(name: str, issuer: str, lists: str | None = None) -> dict[str, Any]:
    said = [
        {"id": "basic_constraints", "critical": True, "value": {"ca": True}},
        _usage("key_cert_sign", "crl_sign", "digital_signature"),
    ]
    said += [_listed(lists)] if lists else []
    return _end(name, issuer, said, -_YEAR, 20 * _YEAR)


def _responder(name: str, issuer: str) -> dict[str, Any]:
    said = [
        {"id": "extended_key_usage", "value": ["ocsp_signing"]},
        {"id": "ocsp_no_check", "value": None},
        _usage("digital_signature"),
    ]
    return _end(name, issuer, said, -_YEAR, 5 * _YEAR)


def _end(
    name: str,
    issuer: str,
    said: list[Any],
    begins: timedelta = -30 * _DAY,
    ends: timedelta = 2 * _YEAR,
) -> dict[str, Any]:
    now = datetime.now(UTC).replace(microsecond=0)
    valid = {"valid-from": (now + begins).isoformat(), "valid-to": (now + ends).isoformat()}
    return {"subject": name, "issuer": issuer, "validity": valid, "extensions": said}


def _revoked() -> dict[str, Any]:
    since = datetime.now(UTC).replace(microsecond=0) - _DAY
    return {"revocation": {"revoked-since": since.isoformat(), "reason": "key_compromise"}}


def _usage(*usages: str) -> dict[str, Any]:
    named = {"schema": "key-usage", "params": list(usages)}
    return {"id": "key_usage", "critical": True, "smart-value": named}


def _asked(responder: str) -> dict[str, Any]:
    named = {"schema": "aia-urls", "params": {"ocsp-responder-names": [responder]}}
    return {"id": "authority_information_access", "smart-value": named}


def _listed(repository: str) -> dict[str, Any]:
    named = {"schema": "crl-dist-url", "params": {"crl-repo-names": [repository]}}
    return {"id": "crl_distribution_points", "smart-value": named}


def pem_key(key: ec.EllipticCurvePrivateKey) -> bytes:
    """A key as PKCS#8, for softhsm2-util."""
    plain = serialization.NoEncryption()
    return key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, plain)


def fill_token(
    authority: LoopbackAuthority, library: Path, token: str, label: str, pin: str, folder: Path
) -> None:
    """Lay the officer's key and certificate on a new SoftHSM token; SOFTHSM2_CONF says where."""
    path = folder / "officer.pem"
    path.write_bytes(pem_key(authority.key("officer")))
    made = ["softhsm2-util", "--init-token", "--free", "--label", token, "--so-pin", pin]
    laid = ["softhsm2-util", "--import", str(path), "--token", token, "--label", label]
    for command in (made, [*laid, "--id", "01"]):
        subprocess.run([*command, "--pin", pin], check=True, capture_output=True)
    path.unlink()
    opened = pkcs11.lib(str(library))
    opened.reinitialize()
    held = authority.certificate(APART, "officer").public_bytes(serialization.Encoding.DER)
    with opened.get_token(token_label=token).open(user_pin=pin, rw=True) as session:
        said = {**decode_x509_certificate(held), Attribute.TOKEN: True, Attribute.LABEL: label}
        session.create_object(said)
