"""How long a signature takes, by the embedded authority, a file, a token, over HTTP on loopback.

Beside each stands what pyhanko alone takes for the same, key loaded for each paper as its commands
do, nothing checked afterwards. Everything is measured in turn, paper by paper, so that whatever
else this machine does meets all alike.
"""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from io import BytesIO
from pathlib import Path
from statistics import median

from asn1crypto import x509
from cryptography.hazmat.primitives.serialization import Encoding
from loopback_authority import APART, LoopbackAuthority, fill_token
from papers import papers
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers import PdfSignatureMetadata, SimpleSigner, sign_pdf
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko_certvalidator import ValidationContext

from archive.issuing.paper import PaperKind
from archive.settings import Settings
from archive_api.papers.rendering import render
from archive_api.signing.checked import TrustedRoots
from archive_api.signing.checking import check
from archive_api.signing.opening import now, open_signer, trusted_roots
from archive_api.signing.port import SigningOrder

LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "2468"
PAPERS = 60
LATE = 600
"""Milliseconds that an extract may take from its request to the signed paper, at p95."""

Sign = Callable[[bytes], bytes]


def paper() -> bytes:
    """An extract of an invented act, unsigned."""
    ((snapshot, order),) = papers(PaperKind.EXTRACT, 1)
    return render(snapshot, order)


def ours(settings: Settings) -> Sign:
    """Signing as the archive does."""
    signer = open_signer(settings)

    def sign(pdf: bytes) -> bytes:
        said = ("Extrait 08.201.11.07/2026/000123", "Settat", "Amina Bennani, officier")
        return signer.sign(pdf, SigningOrder(*said, now()))

    return sign


def pyhankos(authority: LoopbackAuthority, file: Path) -> Sign:
    """Signing as pyhanko's own commands do: nothing is kept from one paper to the next."""
    stamps = authority.time_stamps(APART)
    chain = (str(authority.chain(APART)),)
    root = authority.certificate(APART, "root").public_bytes(Encoding.DER)

    def sign(pdf: bytes) -> bytes:
        signer = SimpleSigner.load_pkcs12(str(file), chain, passphrase=PIN.encode())
        assert signer is not None
        about = PdfSignatureMetadata(
            field_name="Signature",
            certify=True,
            docmdp_permissions=MDPPerm.FILL_FORMS,
            subfilter=SigSeedSubFilter.PADES,
            embed_validation_info=True,
            use_pades_lta=True,
            validation_context=ValidationContext(
                trust_roots=[x509.Certificate.load(root)],
                other_certs=list(signer.cert_registry),
                allow_fetching=True,
                revocation_mode="hard-fail",
            ),
        )
        stamper = RequestsHTTPTimeStamper(stamps)
        out = sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), about, signer, stamper)
        return bytes(out.getvalue())

    return sign


def checker(signed: bytes, roots: TrustedRoots) -> Sign:
    """Checking a signed paper."""

    def check_again(_: bytes) -> bytes:
        check(signed, roots, now())
        return b""

    return check_again


def measured(signers: Mapping[str, Sign], pdf: bytes, number: int) -> dict[str, list[float]]:
    """Milliseconds of each signature; the first of each signer, which opens it, is not counted."""
    times: dict[str, list[float]] = {name: [] for name in signers}
    for sign in signers.values():
        sign(pdf)
    for _ in range(number):
        for name, sign in signers.items():
            began = time.perf_counter()
            sign(pdf)
            times[name].append((time.perf_counter() - began) * 1000)
    return times


def p95(times: list[float]) -> float:
    """The time that one in twenty passes."""
    return sorted(times)[len(times) * 95 // 100]


def at_once(sign: Sign, pdf: bytes, number: int, threads: int) -> float:
    """Papers signed in a second by several threads."""
    began = time.perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(sign, [pdf] * number))
    return number / (time.perf_counter() - began)


def signed_by_each(folder: Path, ending: ExitStack) -> tuple[dict[str, Sign], Settings]:
    """What signs, by name, and the settings of a real authority."""
    (folder / "tokens").mkdir()
    said = f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n"
    (folder / "softhsm2.conf").write_text(said)
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    authority = ending.enter_context(LoopbackAuthority(folder / "authority"))
    fill_token(authority, LIBRARY, "officier", "cle", PIN, folder)
    file = authority.pkcs12(APART, "officer", PIN)
    real = Settings.at(
        folder / "home",
        signing_pkcs12=file,
        signing_pin=PIN,
        signing_chain=authority.chain(APART),
        time_stamp_url=authority.time_stamps(APART),
    )
    held = {"library": LIBRARY, "token": "officier", "key": "cle", "pkcs12": None}
    token = real.model_copy(update={f"signing_{name}": what for name, what in held.items()})
    signers = {
        "specimen": ours(Settings.at(folder / "specimens")),
        "file, HTTP": ours(real),
        "SoftHSM, HTTP": ours(token),
        "pyhanko alone, file, HTTP": pyhankos(authority, file),
    }
    return signers, real


def main() -> None:
    """Print the tables; ends with 1 when a signature takes so long that an extract is late."""
    number = int(sys.argv[1]) if len(sys.argv) > 1 else PAPERS
    pdf, out = paper(), sys.stdout
    with tempfile.TemporaryDirectory() as home, ExitStack() as ending:
        signers, real = signed_by_each(Path(home), ending)
        times = measured(signers, pdf, number)
        roots, signed = trusted_roots(real), signers["file, HTTP"](pdf)
        checking = measured({"check": checker(signed, roots)}, pdf, number)["check"]
        rates = {name: at_once(signers[name], pdf, number, 4) for name in list(signers)[:3]}
        sizes = {name: len(sign(pdf)) - len(pdf) for name, sign in signers.items()}
    out.write("| signer | median ms | p95 ms | papers a second, 4 threads | bytes added |\n")
    out.write("|---|---|---|---|---|\n")
    for name, each in times.items():
        rate = f"{rates[name]:.1f}" if name in rates else ""
        out.write(f"| {name} | {median(each):.0f} | {p95(each):.0f} | {rate} | {sizes[name]} |\n")
    out.write(f"| checked alone | {median(checking):.0f} | {p95(checking):.0f} | | |\n")
    if p95(times["SoftHSM, HTTP"]) > LATE:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
