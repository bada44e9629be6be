"""Acts verified by keyboard in a real browser: keystrokes against keying everything, and the wait.

    python benchmarks/verifying_by_keyboard.py TRUTH_DIR --home HOME [--acts 30] [--lang fr]

HOME is an archive in which the volumes of TRUTH_DIR were read (``sijill ingest``); it is copied,
never written. A script stands for a clerk who knows what the page says: Enter where the value is
right, a digit where a candidate is, a completion where it costs less than typing, else the value
typed. Doubtful fields alone are looked at, as the page leads; what was wrong and sure is counted.
"""

import argparse
import json
import shutil
import socket
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import uvicorn
from playwright.sync_api import Page, sync_playwright

from archive.account import Account, Role
from archive.catalogue import Catalogue
from archive.history import Verified
from archive.review_events import FirstRead
from archive.settings import Settings
from archive_api.app import create_app
from archive_api.visitor import COOKIE
from indexing.evaluation.judging import number_of, same_value, volume_reference

CLERK = Account("clerk", "Clerk", frozenset((Role.CLERK,)))
Truth = Mapping[str, Any]


def truths(folder: Path) -> dict[str, tuple[Truth, tuple[str, ...]]]:
    """By act reference, what the act says and which fields its page shows."""
    known = {}
    for path in sorted(folder.glob("*.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        register = volume_reference(told).partition("@")[0]
        for page in told["truth"]:
            for act in page["acts"]:
                fields = tuple(name for name in page["shown"] if name != "mentions")
                known[f"{register}/{number_of(act)}"] = (act, fields)
    return known


def typed(name: str, value: str) -> str:
    """What a clerk types for a value: dates day first."""
    if name.endswith(("_date", "_hijri")) and value.count("-") == 2:
        year, month, day = value.split("-")
        return f"{int(day)}/{int(month)}/{year}"
    return value


def keyed(act: Truth, shown: tuple[str, ...]) -> int:
    """Keystrokes of keying an act's shown fields, each ended by one more."""
    return sum(len(typed(name, str(act[name]))) + 1 for name in shown if act.get(name))


class Clerk:
    """Works at the page as somebody who reads well."""

    def __init__(self, page: Page, act_id: str) -> None:
        self.page = page
        self.keystrokes = 0
        address = f"{page.url.partition('/verify')[0]}/desk/verify/acts/{act_id}/take"
        token = page.locator("meta[name=csrf]").get_attribute("content") or ""
        task = page.context.request.post(address, headers={"X-CSRF-Token": token}).json()
        self.year = task["year"]
        self.fields = {field["name"]: field for field in task["fields"]}

    def press(self, *keys: str) -> None:
        """Press keys, each counted."""
        for key in keys:
            self.page.keyboard.press(key)
            self.keystrokes += 1

    def verify(self, act: Truth) -> None:
        """Every doubtful field, then the act itself."""
        for _ in range(60):
            if self.page.evaluate("document.activeElement.id") == "confirm":
                break
            if self.page.evaluate("document.activeElement.closest('.mention') !== null"):
                # The margin is no part of what is compared: it is looked at and left as read.
                self.press("Enter")
                continue
            row = self.page.locator(".field.here")
            name = row.get_attribute("data-name") or ""
            self.settle(name, str(act.get(name) or ""))
            self.page.wait_for_selector(
                f".field.here:not([data-name={name}]), #confirm:focus, .mention :focus",
                state="attached",
            )
        self.press("Enter")

    def settle(self, name: str, true: str) -> None:
        """Bring one field to what the page says."""
        told = self.fields[name]
        if same_value(name, told["value"] or None, true or None):
            self.press("Enter")
            return
        for at, candidate in enumerate(told["candidates"][:9]):
            if same_value(name, candidate["value"], true):
                self.press(str(at + 1))
                # Who takes a candidate looks first; a figure at once goes on with a date.
                self.page.wait_for_timeout(500)
                return
        self.type_in(self.shortest(name, true), bool(told["candidates"]))

    def shortest(self, name: str, true: str) -> str:
        """What a practised clerk types: neither the register's year nor minutes that are none."""
        written = typed(name, true).removesuffix(f"/{self.year}")
        return written.removesuffix(":00") if name.endswith("_time") else written

    def type_in(self, text: str, has_candidates: bool) -> None:
        """Type a value, a completion taken as soon as it costs less."""
        if not text:
            self.press("Backspace", "Enter")
            return
        if has_candidates and text[0].isdigit():
            self.press("F2")
            self.page.keyboard.press("Control+a")
            self.keystrokes += 1
        for place, letter in enumerate(text):
            self.page.keyboard.type(letter)
            self.keystrokes += 1
            if place + 3 >= len(text):
                continue
            self.page.wait_for_timeout(120)
            offered = self.page.locator("#completions bdi").all_inner_texts()
            if text in offered:
                self.press(str(offered.index(text) + 1))
                return
        self.press("Enter")


@dataclass
class Worked:
    """What a clerk did at the page: keystrokes by act, and milliseconds to each next act."""

    pressed: dict[str, int] = field(default_factory=dict)
    waits: list[float] = field(default_factory=list)


def measure(settings: Settings, known: Mapping[str, Any], wanted: int, lang: str) -> dict[str, Any]:
    """What was pressed for so many acts, against keying them."""
    with _served(settings) as (address, secret), sync_playwright() as playwright:
        program = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        context = browser.new_context(viewport={"width": 1280, "height": 720})
        context.add_cookies([{"name": COOKIE, "value": secret, "url": address}])
        page = context.new_page()
        page.goto(f"{address}/verify?lang={lang}")
        worked = work(page, known, wanted)
        browser.close()
    keying = sum(keyed(*known[reference]) for reference in worked.pressed)
    waits = worked.waits
    return {
        "acts": len(worked.pressed),
        "keystrokes": sum(worked.pressed.values()),
        "keying_all": keying,
        "share": round(sum(worked.pressed.values()) / max(1, keying), 4),
        "next_act_ms": {
            "median": round(median(waits), 1),
            "p95": round(quantiles(waits, n=20)[-1], 1) if len(waits) > 1 else None,
        },
        **_right(settings, known, list(worked.pressed)),
    }


def work(page: Page, known: Mapping[str, Any], wanted: int) -> Worked:
    """Verify acts one after the other until so many are done or none waits."""
    worked, before = Worked(), ""
    while len(worked.pressed) < wanted:
        page.wait_for_selector(f"html[data-ready]:not([data-ready='{before}'])", state="attached")
        before = page.get_attribute("html", "data-ready") or "none"
        if before == "none":
            break
        reference = page.locator("#reference").inner_text()
        if reference not in known:
            page.keyboard.press("Alt+s")
            continue
        clerk = Clerk(page, before)
        clerk.verify(known[reference][0])
        worked.pressed[reference] = clerk.keystrokes
    measured = "performance.getEntriesByName('next act').map(one => one.duration)"
    worked.waits = page.evaluate(measured)
    # What was decided last is still being sent.
    page.wait_for_timeout(1500)
    return worked


def _right(settings: Settings, known: Mapping[str, Any], references: list[str]) -> dict[str, int]:
    """How many shown values are right in the clerk's word, and how many wait for a second one."""
    catalogue = Catalogue.open(settings)
    right = shown_fields = second = 0
    for reference in references:
        truth, shown = known[reference]
        act = catalogue.act(reference)
        word = catalogue.history(act.act_id)[-1].what if act is not None else None
        assert isinstance(word, Verified | FirstRead)
        second += isinstance(word, FirstRead)
        for name in shown:
            if truth.get(name):
                shown_fields += 1
                right += same_value(name, word.confirmed.get(name), truth[name])
    catalogue.close()
    return {"values": shown_fields, "right": right, "waiting_for_a_second_person": second}


class _served:
    """The desk on a free port, and the secret of the clerk's session."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __enter__(self) -> tuple[str, str]:
        catalogue = Catalogue.open(self.settings)
        catalogue.invite(CLERK)
        secret = catalogue.open_session(CLERK.name, minutes=120)
        catalogue.close()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        app = create_app(self.settings)
        config = uvicorn.Config(app, host="127.0.0.1", port=port, log_level="error")
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            time.sleep(0.05)
        return f"http://127.0.0.1:{port}", secret

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = True
        self.thread.join(timeout=10)


def main() -> None:
    """Read the command line, measure, print JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--home", type=Path, required=True)
    parser.add_argument("--acts", type=int, default=30)
    parser.add_argument("--lang", choices=("fr", "ar"), default="fr")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        shutil.copytree(given.home, home)
        seen = measure(Settings.at(home), truths(given.truth), given.acts, given.lang)
    sys.stdout.write(json.dumps(seen, indent=1) + "\n")


if __name__ == "__main__":
    main()
