"""How long it takes from a request by HTTP to the signed PDF fetched, and how many a second.

The archive of ``issuing.py``; the office's delegation signs without a click. Half of the requests
name their act, half say what is known of it and have it searched for.
"""

import argparse
import logging
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from statistics import median
from typing import Any

import structlog
from fastapi.testclient import TestClient
from issuing import KINDS, OFFICE, OFFICER, fill, opened, p95
from papers import VALUES

from archive.issuing.officers import Delegation
from archive.issuing.paper import PaperKind
from archive_api.app import create_app
from archive_api.opened import Archive
from indexing.search.document import document


def asked(kind: PaperKind, reference: str, turn: int) -> dict[str, Any]:
    """What a service asks for."""
    body: dict[str, Any] = {
        "kind": kind.value,
        "applicant": {"name": "Tarik Benabdallah", "capacity": "holder"},
        "delivery": {"way": "electronic"},
        "proof_seen": True,
        "asked_by": "bench",
    }
    if turn % 2:
        return {**body, "act": reference}
    number = int(reference.rpartition("/")[2])
    known = {
        "kind": "birth",
        "given": VALUES["given_name_fr"],
        "family": f"Benabdallah {'IVX'[number % 3]}",
        "date": VALUES["birth_date"],
        "office_code": OFFICE,
        "year": 1933,
        "act_number": str(number),
    }
    return {**body, "known": known}


def measure(client: TestClient, kind: PaperKind, references: list[str]) -> bool:
    """Ask for one paper of every act; whether it was as fast as is asked."""
    times, began = [], time.perf_counter()
    for turn, reference in enumerate(references, -1):
        at = time.perf_counter()
        headers = {"Idempotency-Key": f"{kind.value}-{turn:08}"}
        told = client.post(
            "/v1/requests", json=asked(kind, reference, turn), headers=headers
        ).json()
        if told["state"] != "delivered":
            raise SystemExit(f"{reference}: {told['state']}, {told['waiting']}")
        pdf = client.get(told["papers"][0]["address"]).content
        if not pdf.startswith(b"%PDF"):
            raise SystemExit(f"{reference}: no PDF came")
        if turn >= 0:
            times.append(1000 * (time.perf_counter() - at))
    rate = len(references) / (time.perf_counter() - began)
    sys.stdout.write(
        f"| {kind.value} | {median(times):.0f} | {p95(times):.0f} | {KINDS[kind]} | {rate:.1f} |\n"
    )
    sys.stdout.flush()
    return p95(times) <= KINDS[kind]


def ready(archive: Archive, acts: int) -> list[str]:
    """Fill the archive, index it, and let the office sign without a click."""
    references = fill(archive.settings, acts)
    archive.index.put([document(act) for act in archive.catalogue.acts()])
    officer = archive.catalogue.officer_of(OFFICER)
    assert officer is not None
    begins = date(2026, 1, 2)
    given = Delegation(officer.officer_id, OFFICE, begins, None, "2/2026", automatic=True)
    archive.catalogue.delegate(given)
    return references


def main() -> None:
    """Print the table; ends with 1 when requests take longer than is asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=200, help="of each kind")
    given = parser.parse_args()
    quiet = structlog.make_filtering_bound_logger(logging.WARNING)
    structlog.configure(wrapper_class=quiet)
    sys.stdout.write("| paper | median ms | p95 ms | asked | a second |\n|---|---|---|---|---|\n")
    with tempfile.TemporaryDirectory() as folder, opened(Path(folder)) as archive:
        references = ready(archive, given.requests)
        app = create_app(archive.settings)
        with TestClient(app, base_url="http://127.0.0.1:8000") as client:
            app.state.archive = archive
            good = [measure(client, kind, references) for kind in KINDS]
    if not all(good):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
