"""Pages looked at: how a test comes to one, and what is wrong with it for who sees otherwise."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page

Visit = Callable[..., Page]
"""The fixture ``visit``: opens a page of the desk as a person signed in."""
Keep = Callable[[Page, str], None]
"""The fixture ``keep_screen``: keeps what a page looks like, by a name."""

AXE = Path(__file__).parents[2] / "node_modules" / "axe-core" / "axe.min.js"
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
# What lies under a bar that stays is reached by scrolling: where the page stood must not decide.
AXE_RUN = """async rules => {
  const all = [...document.querySelectorAll("body *")];
  const stuck = all.filter(one => getComputedStyle(one).position === "sticky");
  for (const one of stuck) one.style.position = "relative";
  const told = await axe.run(document, {runOnly: rules});
  for (const one of stuck) one.style.position = "";
  return told;
}"""
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def picture_of(page: Page) -> bytes:
    """What the window shows, as PNG; a browser with much to do may need to be asked again."""
    try:
        return page.screenshot()
    except Error as refused:
        if "Unable to capture" not in refused.message:
            raise
        return page.screenshot()


def grave(page: Page) -> list[str]:
    """What axe finds serious or critical (WCAG 2.2 A and AA), and a page wider than its window."""
    if not AXE.exists():
        pytest.skip("no axe-core here: deploy/setup test fetches it")
    page.evaluate(AXE.read_text(encoding="utf-8"))
    told = page.evaluate(AXE_RUN, RULES)
    found = [
        f"{one['id']}: {node['html'][:160]}"
        for one in told["violations"]
        if one["impact"] in ("serious", "critical")
        for node in one["nodes"]
    ]
    return [*found, *(["overflow"] if page.evaluate(WIDER) else [])]
