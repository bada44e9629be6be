"""The desk in a real browser: Debian's Chromium on a real server over the sample volumes.

What the tests see is kept under ``build/screens``. Nobody in the samples exists.
"""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import (
    Browser,
    BrowserContext,
    Page,
    ViewportSize,
    expect,
    sync_playwright,
)

from archive.account import Account, Role
from archive.catalogue import Catalogue
from archive.settings import Settings
from archive_api.app import create_app
from archive_api.visitor import COOKIE
from tests.desk.looking import picture_of

ROOT = Path(__file__).parents[2]
SCREENS = ROOT / "build" / "screens"
# The shell draws no window round the page: half the work of the browser that people have.
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
WIDTH, HEIGHT = 1280, 720
PATIENCE_MS = 20_000


@dataclass
class Served:
    """A server over an archive, which can be stopped and started again at the same address."""

    settings: Settings
    port: int
    server: uvicorn.Server | None = None
    thread: threading.Thread | None = None

    @property
    def address(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Serve, returning once it answers."""
        config = uvicorn.Config(
            create_app(self.settings), host="127.0.0.1", port=self.port, log_level="error"
        )
        self.server = uvicorn.Server(config)
        self.thread = threading.Thread(target=self.server.run, daemon=True)
        self.thread.start()
        while not self.server.started:
            assert self.thread.is_alive(), "the server ended at once"
            time.sleep(0.02)

    def stop(self) -> None:
        """End it as a restarted machine would, open answers cut."""
        if self.server is None or self.thread is None:
            return
        self.server.should_exit = self.server.force_exit = True
        self.thread.join(timeout=20)
        self.server = self.thread = None

    def session(self, account: Account) -> str:
        """Sign a person in, the account made when it is not there; returns the secret.

        The person's pages are in the account's language from here on.
        """
        catalogue = Catalogue.open(self.settings)
        if catalogue.account(account.name) is None:
            catalogue.invite(account)
        catalogue.set_language(account.name, account.language)
        secret = catalogue.open_session(account.name, minutes=60)
        catalogue.close()
        return secret


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser; the tests are skipped where there is none."""
    program = next((found for name in CHROMIUM if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no Chromium here: apt-get install chromium-headless-shell")
    # A busy machine is slow, not wrong.
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        # As root, as in a container, Chromium's sandbox cannot be set up.
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def open_whole_chromium(chromium: Browser) -> Iterator[Callable[..., Browser]]:
    """Opens the browser that people have: the shell has no viewer of PDF and no camera."""
    program = next((found for name in CHROMIUM[1:] if (found := shutil.which(name))), None)
    if program is None:
        pytest.skip("no whole Chromium here: apt-get install chromium")
    opened: list[Browser] = []

    def launch(*options: str) -> Browser:
        args = ["--no-sandbox", *options]
        opened.append(chromium.browser_type.launch(executable_path=program, args=args))
        return opened[-1]

    yield launch
    for browser in opened:
        browser.close()


@pytest.fixture(scope="session")
def read_samples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home in which the sample volumes were read, once for all tests; copy it to write."""
    home = tmp_path_factory.mktemp("samples") / "home"
    command = [sys.executable, "-m", "sijill", "ingest", str(ROOT / "samples")]
    subprocess.run(
        command,
        check=True,
        cwd=ROOT,
        env={**os.environ, "SIJILL_HOME": str(home)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    return home


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    """A server over an empty archive."""
    yield from _serving(tmp_path / "home")


@pytest.fixture
def watching(served) -> Iterator[None]:
    """The inbox is watched, as beside `sijill serve`."""
    command = [sys.executable, "-m", "pipelines.watching"]
    env = {**os.environ, "SIJILL_HOME": str(served.settings.home)}
    watcher = subprocess.Popen(command, cwd=ROOT, env=env, stderr=subprocess.DEVNULL)
    yield
    # What it still does does not matter: it can be ended at any moment.
    watcher.kill()
    watcher.wait()


@pytest.fixture
def samples(read_samples: Path, tmp_path: Path) -> Iterator[Served]:
    """A server over the sample volumes, read."""
    shutil.copytree(read_samples, tmp_path / "home")
    yield from _serving(tmp_path / "home")


@pytest.fixture
def record(samples: Served) -> Iterator[Catalogue]:
    """The record behind the server, as another program beside it sees it."""
    catalogue = Catalogue.open(samples.settings)
    yield catalogue
    catalogue.close()


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a page of the desk as a person signed in, in a browser of their own."""
    opened: list[BrowserContext] = []

    def visit(
        served: Served,
        path: str = "/",
        lang: str = "fr",
        name: str = "amina",
        roles: frozenset[Role] = frozenset(Role),
        size: tuple[int, int] = (WIDTH, HEIGHT),
        bypass_csp: bool = False,
        browser: Browser = chromium,
    ) -> Page:
        viewport: ViewportSize = {"width": size[0], "height": size[1]}
        context = browser.new_context(viewport=viewport, bypass_csp=bypass_csp)
        opened.append(context)
        secret = served.session(Account(name, name.capitalize(), roles, lang))
        context.add_cookies([{"name": COOKIE, "value": secret, "url": served.address}])
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(f"{served.address}{path}")
        return page

    yield visit
    for context in opened:
        context.close()


@pytest.fixture
def keep_screen(request: pytest.FixtureRequest) -> Callable[[Page, str], None]:
    """Keeps what a page looks like, by a name."""

    def keep(page: Page, name: str) -> None:
        SCREENS.mkdir(parents=True, exist_ok=True)
        (SCREENS / f"{name}.png").write_bytes(picture_of(page))

    return keep


def _serving(home: Path) -> Iterator[Served]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    served = Served(Settings.at(home), port)
    served.start()
    yield served
    served.stop()
