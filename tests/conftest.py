"""How the tests are dealt out to the cores, and what they tell at the end."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from archive.catalogue import Catalogue

TOLD = pytest.StashKey[list[str]]()


@pytest.fixture(scope="session")
def tell_at_end(request: pytest.FixtureRequest) -> Callable[[str], None]:
    """Says a line below the summary of the whole run."""
    return request.config.stash.setdefault(TOLD, []).append


@pytest.fixture(scope="session")
def empty_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """``catalogue.sqlite`` of an archive that holds nothing, to copy: its tables are made once."""
    path = tmp_path_factory.mktemp("empty") / "catalogue.sqlite"
    Catalogue.open(f"sqlite:///{path}").close()
    return path


@pytest.hookimpl(tryfirst=True)  # before the plugin that deals the tests out looks at the marks
def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Leave on one core what shares the one Elasticsearch that the tests start.

    A test in the browser that failed is run once more, and named at the end if it then passed: a
    browser that waits for a core loses a key now and then, a page that is wrong fails twice.
    """
    for item in items:
        if _needs_elasticsearch(item):
            item.add_marker(pytest.mark.xdist_group("elasticsearch"))
        if "chromium" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.flaky(reruns=1))


def _needs_elasticsearch(item: pytest.Item) -> bool:
    fixtures: Sequence[str] = getattr(item, "fixturenames", ())
    chosen = getattr(getattr(item, "callspec", None), "params", {}).values()
    return "elasticsearch" in chosen or any("elastic" in name for name in fixtures)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Hand what was told to the process that sums up, where several run the tests."""
    output: dict[str, Any] | None = getattr(session.config, "workeroutput", None)
    if output is not None:
        output["told"] = session.config.stash.get(TOLD, [])


@pytest.hookimpl(optionalhook=True)
def pytest_testnodedown(node: Any) -> None:
    """Take what a process that ran tests has told."""
    told = getattr(node, "workeroutput", {}).get("told", ())
    node.config.stash.setdefault(TOLD, []).extend(told)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it: which server a contract was held against, above all."""
    for line in dict.fromkeys(terminalreporter.config.stash.get(TOLD, [])):
        terminalreporter.write_line(line)
