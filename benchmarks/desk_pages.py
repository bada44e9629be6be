"""What the desk's pages cost while many acts wait: milliseconds at the browser's end of the wire.

    python benchmarks/desk_pages.py [--acts 20000] [--times 30] [--hurried 0]

Fills an archive of its own with invented readings that all wait for a person, serves it on
loopback, and asks each page again and again as somebody signed in.
"""

import argparse
import json
import random
import socket
import sys
import tempfile
import threading
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.request import Request, urlopen

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import uvicorn

from archive.account import Account, Role
from archive.act import ActReading, FieldReading
from archive.catalogue import Catalogue
from archive.finding import Finding
from archive.records import VolumePage
from archive.register import ActNumber, VolumeReference
from archive.settings import Settings
from archive_api.app import create_app
from archive_api.visitor import COOKIE, CSRF_HEADER, csrf_token
from indexing.search.document import document
from indexing.search.open import open_index

REGISTER_ACTS = 500
_GIVEN = ("Driss", "Yidder", "Zineb", "Rkia", "Brahim", "Hamid", "Salma", "Yamna", "Idir", "Tuda")
_FAMILY = ("Alaoui", "Mansouri", "Oubella", "Bennis", "Slaoui", "Skalli", "Amrani", "Tazi")
PAGES = (
    *("/", "/verify", "/desk/verify/next", "/search?text=Alaoui", "/search?text=Driss+Tazi"),
    *("ACT", "/mentions", "/duplicates", "/deliver", "/overview", "/accounts", "/verify/trend"),
)


def fill(settings: Settings, acts: int, hurried: int) -> str:
    """Keep so many acts that wait, some for somebody at the counter; a reference of one."""
    catalogue = Catalogue.open(settings)
    drawn = random.Random(1)
    reference = ""
    for volume in range(-(-acts // REGISTER_ACTS)):
        register = VolumeReference.parse(
            f"08.201.11.07/birth/{1920 + volume % 80}/{1 + volume // 80}@1"
        )
        catalogue.take_in(
            register, [VolumePage("1.jpg", 1, "a" * 64, 0, 100, 100, 300)], "invented"
        )
        readings = [_reading(register, number, drawn) for number in range(1, REGISTER_ACTS + 1)]
        catalogue.keep_acts(register, readings, {})
        reference = f"{register.register}/1"
    index = open_index(settings)
    index.put([document(act) for act in catalogue.acts()])
    for place, waiting in enumerate(drawn.sample(catalogue.acts_waiting(limit=acts), hurried)):
        wanted_by = datetime.now(UTC) + timedelta(hours=place % 400)
        catalogue.hurry(waiting.act_id, wanted_by, f"request {place}")
    catalogue.close()
    return reference


def _reading(volume: VolumeReference, number: int, drawn: random.Random) -> ActReading:
    sure = drawn.randint(5, 80) / 100
    values = {
        "given_name_fr": drawn.choice(_GIVEN),
        "family_name_fr": drawn.choice(_FAMILY),
        "birth_date": f"{volume.register.year}-{drawn.randint(1, 12):02}-{drawn.randint(1, 28):02}",
    }
    fields = {
        name: FieldReading(value, value, sure, (value,), "1.jpg") for name, value in values.items()
    }
    doubt = Finding("field_unsure", {"percent": int(sure * 100)}, field="given_name_fr")
    pages = (("1.jpg", None),)
    number_read = ActNumber(number)
    return ActReading(
        volume.register, 1, number_read, number, "invented", fields, pages, findings=(doubt,)
    )


def measure(settings: Settings, reference: str, times: int) -> dict[str, Any]:
    """Milliseconds by page: median and the 95th percentile."""
    catalogue = Catalogue.open(settings)
    catalogue.invite(Account("amina", "Amina", frozenset(Role)))
    secret = catalogue.open_session("amina", minutes=60)
    catalogue.close()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = create_app(settings)
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error"))
    threading.Thread(target=server.run, daemon=True).start()
    while not server.started:
        time.sleep(0.05)
    told = {}
    for page in PAGES:
        path = page.replace("ACT", f"/acts/{reference}")
        waits = [_asked(f"http://127.0.0.1:{port}{path}", secret) for _ in range(times + 2)][2:]
        told[page] = {
            "median_ms": round(median(waits), 1),
            "p95_ms": round(quantiles(waits, n=20)[-1], 1),
        }
    server.should_exit = True
    return told


def _asked(address: str, secret: str) -> float:
    headers = {"Cookie": f"{COOKIE}={secret}", "Accept": "text/html"}
    request = Request(address, headers=headers)
    if "/desk/verify/next" in address:
        # Taking an act in hand is no reading: it is posted, as the page's scripts do.
        headers |= {CSRF_HEADER: csrf_token(secret), "Content-Type": "application/json"}
        request = Request(address, b"{}", headers)
    began = time.perf_counter()
    with urlopen(request, timeout=60) as answer:
        answer.read()
    return (time.perf_counter() - began) * 1000


def main() -> None:
    """Read the command line, measure, print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--acts", type=int, default=20_000)
    parser.add_argument("--times", type=int, default=30)
    parser.add_argument("--hurried", type=int, default=0)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.at(Path(folder) / "home")
        reference = fill(settings, given.acts, given.hurried)
        seen = {"acts": given.acts, "pages": measure(settings, reference, given.times)}
    sys.stdout.write(json.dumps(seen, indent=1) + "\n")


if __name__ == "__main__":
    main()
