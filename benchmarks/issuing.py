"""How long papers take from the order to the signed file in the vault, and whether memory grows.

Every act of an invented archive gives an extract and a full copy with its page, a colour scan of A4
at 300 dpi, signed on a SoftHSM token under authorities on loopback. ``--papers`` says how many of
each kind; with ``--threads`` several are asked at once.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from statistics import median

from loopback_authority import APART, LoopbackAuthority, fill_token
from papers import VALUES, facsimile, megabytes

from archive.account import Account, Role
from archive.act import ActReading, FieldReading
from archive.box import Box
from archive.catalogue import Catalogue
from archive.issuing.officers import Capacity, Delegation
from archive.issuing.paper import PaperKind, PaperLanguage
from archive.records import VolumePage
from archive.register import ActNumber, Kind, RegisterReference, VolumeReference
from archive.settings import Settings
from archive.vault import Vault
from archive_api.issuing import IssueOrder, issue
from archive_api.opened import Archive
from archive_api.signing.opening import Signers
from indexing.search.open import open_index

OFFICE, OFFICER = "04.481.01.07", "naima"
LIBRARY = Path("/usr/lib/softhsm/libsofthsm2.so")
PIN = "2468"
KINDS = {PaperKind.EXTRACT: 600, PaperKind.FULL_COPY: 900}
"""Kinds that are measured, with the milliseconds that each may take at p95."""
LEAST_RATE = 2.0
"""Papers a second that one core has to issue."""
REGION = Box(200, 300, 2080, 2900)


def reading(place: int, page: str) -> ActReading:
    """An invented birth on a page of its own."""
    fields = {
        name: FieldReading(said, said, 0.9, (), page, REGION) for name, said in VALUES.items()
    }
    family = f"Benabdallah {'IVX'[place % 3]}"
    fields["family_name_fr"] = FieldReading(family, family, 0.9, (), page, REGION)
    return ActReading(
        register=RegisterReference(OFFICE, Kind.BIRTH, 1933),
        copy=1,
        number=ActNumber(place),
        ordinal=place,
        form="bench",
        fields=fields,
        pages=((page, REGION),),
        mentions=(),
        findings=(),
        sure=True,
    )


def fill(settings: Settings, acts: int) -> list[str]:
    """Make the archive and its officer; the references of its verified acts."""
    catalogue, register = Catalogue.open(settings), RegisterReference(OFFICE, Kind.BIRTH, 1933)
    digest = Vault(settings.vault_url).put(facsimile())
    names = [f"{place:05}.jpg" for place in range(1, acts + 1)]
    pages = [
        VolumePage(name, place, digest, 0, 2480, 3508, 300) for place, name in enumerate(names, 1)
    ]
    volume = VolumeReference(register)
    catalogue.take_in(volume, pages, source="bench")
    catalogue.keep_acts(volume, [reading(place, name) for place, name in enumerate(names, 1)], {})
    catalogue.invite(Account(OFFICER, "Naïma Erradi", frozenset((Role.OFFICER,))))
    officer = catalogue.add_officer(OFFICER, "نعيمة الراضي", "Naïma Erradi", Capacity.DELEGATE)
    catalogue.delegate(Delegation(officer.officer_id, OFFICE, date(2020, 1, 1), None, "1/2020"))
    for act in list(catalogue.acts(register)):
        catalogue.verify(act.act_id, {}, OFFICER, act.version)
    catalogue.close()
    return [f"{register}/{place}" for place in range(1, acts + 1)]


@contextmanager
def opened(folder: Path) -> Iterator[Archive]:
    """An empty archive whose officer signs on a token, under authorities asked by HTTP."""
    (folder / "tokens").mkdir()
    said = f"directories.tokendir = {folder / 'tokens'}\nlog.level = ERROR\n"
    (folder / "softhsm2.conf").write_text(said, encoding="utf-8")
    os.environ["SOFTHSM2_CONF"] = str(folder / "softhsm2.conf")
    with ExitStack() as ending:
        authority = ending.enter_context(LoopbackAuthority(folder / "authority"))
        fill_token(authority, LIBRARY, "officier", "cle", PIN, folder)
        settings = Settings.at(
            folder / "home",
            signing_library=LIBRARY,
            signing_token="officier",
            signing_key="cle",
            signing_pin=PIN,
            signing_chain=authority.chain(APART),
            time_stamp_url=authority.time_stamps(APART),
        )
        catalogue, signers = Catalogue.open(settings), Signers(settings)
        ending.callback(catalogue.close)
        ending.callback(signers.close)
        vault, index = Vault(settings.vault_url), open_index(settings)
        yield Archive(settings, catalogue, vault, index, signers)


def issued(archive: Archive, reference: str, kind: PaperKind, turn: int) -> float:
    """Milliseconds that one paper took."""
    order = IssueOrder(f"{kind.value}-{turn}", reference, kind, PaperLanguage.BOTH, OFFICER)
    began = time.perf_counter()
    issue(archive, order)
    return 1000 * (time.perf_counter() - began)


def p95(times: list[float]) -> float:
    """The time that one in twenty passes."""
    return sorted(times)[len(times) * 95 // 100]


def measure(archive: Archive, kind: PaperKind, references: list[str], threads: int) -> bool:
    """Issue one paper of a kind for each order; whether it was as fast as is asked."""
    issued(archive, references[0], kind, -1)
    began, spent, held = time.perf_counter(), time.process_time(), [megabytes()]

    def one(turn: int) -> float:
        took = issued(archive, references[turn % len(references)], kind, turn)
        if turn and turn % 250 == 0:
            held.append(megabytes())
        return took

    with ThreadPoolExecutor(threads) as pool:
        times = list(pool.map(one, range(len(references))))
    seconds, cpu = time.perf_counter() - began, time.process_time() - spent
    rate = len(times) / cpu
    memory = ", ".join(f"{size:.0f}" for size in (*held, megabytes()))
    sys.stdout.write(
        f"| {kind.value} | {median(times):.0f} | {p95(times):.0f} | {KINDS[kind]} | "
        f"{len(times) / seconds:.1f} | {rate:.1f} | {memory} |\n"
    )
    sys.stdout.flush()
    return rate >= LEAST_RATE and (threads > 1 or p95(times) <= KINDS[kind])


def main() -> None:
    """Print the table; ends with 1 when papers are slower than is asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--papers", type=int, default=200, help="of each kind")
    parser.add_argument("--threads", type=int, default=1, help="asked at once")
    asked = parser.parse_args()
    sys.stdout.write(
        "| paper | median ms | p95 ms | asked | a second | a second of processor | memory MB |\n"
        "|---|---|---|---|---|---|---|\n"
    )
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as archive:
        references = fill(archive.settings, asked.papers)
        good = [measure(archive, kind, references, asked.threads) for kind in KINDS]
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    sys.stdout.write(f"most memory: {most:.0f} MB\n")
    if not all(good):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
