"""Anybody checks a paper in a browser: by code, picture, PDF or camera, and without a network."""

import io
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pypdfium2
import pytest
import typst
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from archive.issuing.paper import (
    IssuedPaper,
    PaperKind,
    PaperLanguage,
    PaperState,
    PublicStatus,
)
from archive.register import ActReference
from archive_api.check_desk import paper_record
from archive_api.papers.typesetting import fonts
from archive_api.seal.codes import Level, qr_svg
from archive_api.seal.key_folder import KeyFolder
from archive_api.seal.sealing import seal

CODE = "7K3Q-0M2D-VX9A-41TF"
SNAPSHOT = "ab" * 32
SERIAL = "04.481.01.07/2026/000123"
SAID = {
    "kind": "extract",
    "serial": SERIAL,
    "code": CODE.replace("-", ""),
    "reference": "04.481.01.07/birth/1933/1/66",
    "snapshot": bytes.fromhex(SNAPSHOT)[:16],
    "office": ("مشرع بلقصيري", "Mechraa Bel Ksiri"),
    "officer": ("نعيمة الراضي", "Naïma Erradi"),
    "given_name": ("خديجة", "Khadija"),
    "family_name": ("بنعبد الله", "Benabdallah"),
    "sex": "F",
    "birth_date": "1933-03-12",
    "birth_date_hijri": "1351-11-15",
    "birth_place": ("مشرع بلقصيري", "Mechraa Bel Ksiri"),
    "mentions_count": 1,
    "mentions": (("death", "1984-12-06"),),
}
PAGE = """
#set document(date: none)
#set page(paper: "a4", margin: 20mm)
#set text(font: "Amiri", size: 13pt)
#for line in range(20) [ Nom de famille : Benabdallah — الاسم العائلي : بنعبد الله #linebreak() ]
#v(1fr)
#grid(columns: (45mm, 1fr, 25mm), align: bottom,
  image("seal.svg", width: 40mm), [Sceau], image("short.svg", width: 22mm))
"""
TITLES = {
    "fr": {"valid": "Document authentique et à jour", "authentic": "Document authentique"},
    "ar": {"valid": "وثيقة صحيحة ومحينة", "authentic": "وثيقة صحيحة"},
}


class Record:
    """A record of one paper."""

    def __init__(self) -> None:
        self.status = PublicStatus(PaperState.CURRENT)

    def paper_status(self, code: str) -> tuple[IssuedPaper, PublicStatus] | None:
        if code != CODE:
            return None
        reference = ActReference.parse("04.481.01.07/birth/1933/1/66")
        names = (SERIAL, CODE, PaperKind.EXTRACT, PaperLanguage.BOTH, reference, "0" * 32, 4)
        issued = ("2026-11-21T09:30:00+00:00", "naima", False)
        return IssuedPaper(*names, SNAPSHOT, "cd" * 32, *issued), self.status


@pytest.fixture
def record(served) -> Record:
    """The record, behind a server that knows its own address: papers name it."""
    served.stop()
    served.settings = served.settings.model_copy(update={"port": served.port})
    served.start()
    found = Record()
    served.server.config.app.dependency_overrides[paper_record] = lambda: found
    return found


@pytest.fixture
def sealed(served, record: Record) -> str:
    keys = KeyFolder(Path(served.settings.seal_dir), served.address, 730)
    return seal(SAID, datetime.now(UTC) - timedelta(hours=1), keys.current())


@pytest.fixture
def paper(served, sealed: str, tmp_path: Path) -> bytes:
    """The paper as PDF, unsigned: as a scan of it would be."""
    folder = tmp_path / "paper"
    folder.mkdir()
    (folder / "seal.svg").write_bytes(qr_svg(sealed, Level.Q))
    (folder / "short.svg").write_bytes(qr_svg(f"{served.address}/check/{CODE}", Level.M))
    (folder / "page.typ").write_text(PAGE, "utf-8")
    made = typst.Compiler(root=folder, font_paths=fonts(), ignore_system_fonts=True)
    return made.compile(folder / "page.typ", format="pdf")


def drawn(pdf: bytes, dpi: int) -> Image.Image:
    with pypdfium2.PdfDocument(pdf) as document:
        return document[0].render(scale=dpi / 72, grayscale=True).to_pil().convert("RGB")


@pytest.fixture
def picture(paper: bytes, tmp_path: Path) -> Path:
    """A photograph of the paper, as a file."""
    path = tmp_path / "photo.jpg"
    drawn(paper, 200).rotate(4, fillcolor="gray", expand=True).save(path, quality=80)
    return path


@pytest.fixture
def open_page(chromium: Browser, served, record: Record) -> Iterator[Callable[..., Page]]:
    """Opens the page as anybody, on a desk or on a phone."""
    opened = []

    def build(lang: str = "fr", path: str = "/check", phone: bool = False) -> Page:
        size = {"width": 390, "height": 780} if phone else {"width": 1280, "height": 720}
        context = chromium.new_context(viewport=size)
        opened.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        problems: list[str] = []
        page.on("console", lambda said: problems.append(said.text) if said.type == "error" else 0)
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.problems = problems
        page.goto(f"{served.address}{path}?lang={lang}")
        page.wait_for_selector("html[data-ready]")
        return page

    yield build
    for context in opened:
        context.close()


def verdict(page: Page) -> str:
    return page.locator("#result .verdict h2").inner_text()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_code_that_is_typed_tells_whether_the_paper_holds(
    open_page, record: Record, keep_screen, lang: str
) -> None:
    page = open_page(lang)
    keep_screen(page, f"check-{lang}")
    page.fill('#code input[name="code"]', "7k3q")
    page.press('#code input[name="code"]', "Enter")
    expect(page.locator("#code-wrong")).not_to_be_empty()
    page.fill('#code input[name="code"]', "7k3q om2d vx9a 4itf")
    page.press('#code input[name="code"]', "Enter")
    expect(page.locator("#result .verdict h2")).to_have_text(TITLES[lang]["valid"])
    assert "Khadija" not in page.content().partition("<body")[2]
    keep_screen(page, f"check-code-{lang}")
    record.status = PublicStatus(
        PaperState.CHANGED, "2026-11-22T10:00:00+00:00", ("mention", "correction")
    )
    page.click("#result button")
    page.fill('#code input[name="code"]', CODE)
    page.press('#code input[name="code"]', "Enter")
    page.wait_for_selector("#result .verdict.changed")
    keep_screen(page, f"check-changed-{lang}")
    assert page.problems == []


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_picture_is_read_in_the_page_and_only_its_code_is_sent(
    open_page, picture: Path, keep_screen, lang: str
) -> None:
    page = open_page(lang, phone=True)
    keep_screen(page, f"check-phone-{lang}")
    sent: list[tuple[str, str]] = []
    page.on("request", lambda one: sent.append((one.method, one.url.partition("/v1/")[2])))
    page.set_input_files("#file input", picture)
    expect(page.locator("#result .verdict h2")).to_have_text(TITLES[lang]["valid"])
    for shown in ("Khadija", "خديجة", "Naïma Erradi", SERIAL):
        expect(page.locator("#result")).to_contain_text(shown)
    asked = {one for one in sent if one[1]}
    assert asked == {("GET", "check/keys"), ("GET", f"check/{CODE.replace('-', '')}")}
    page.screenshot(path=f"build/screens/check-seal-{lang}.png", full_page=True)
    assert page.problems == []


def test_a_pdf_is_checked_by_the_archive(open_page, paper: bytes, tmp_path: Path, keep_screen):
    (tmp_path / "paper.pdf").write_bytes(paper)
    page = open_page("fr")
    page.set_input_files("#file input", tmp_path / "paper.pdf")
    expect(page.locator("#result .verdict h2")).to_have_text(TITLES["fr"]["valid"])
    keep_screen(page, "check-pdf-fr")


def test_what_is_no_paper_is_told(open_page, tmp_path: Path, keep_screen) -> None:
    Image.new("RGB", (300, 300), "white").save(tmp_path / "white.png")
    (tmp_path / "text.png").write_bytes(b"no picture")
    page = open_page("fr")
    page.set_input_files("#file input", tmp_path / "white.png")
    page.wait_for_selector("#result .verdict.nothing_found")
    page.click("#result button")
    page.set_input_files("#file input", tmp_path / "text.png")
    expect(page.locator('#result [role="alert"]')).to_contain_text("JPEG")


def test_a_forged_seal_is_refused_in_the_page(open_page, sealed: str, tmp_path: Path, served):
    theirs = KeyFolder(tmp_path / "theirs", "", 730).current()
    text = seal(SAID, datetime.now(UTC), theirs)
    (tmp_path / "seal.svg").write_bytes(qr_svg(text, Level.Q))
    (tmp_path / "page.typ").write_text('#image("seal.svg", width: 80mm)', "utf-8")
    made = typst.compile(tmp_path / "page.typ", format="png", ppi=150)
    (tmp_path / "forged.png").write_bytes(made)
    page = open_page("fr")
    page.set_input_files("#file input", tmp_path / "forged.png")
    page.wait_for_selector("#result .verdict.not_valid")
    expect(page.locator("#result")).to_contain_text("clé que personne ici ne connaît")
    assert "Khadija" not in page.locator("#result").inner_text()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_without_a_network_the_page_opens_and_reads_seals(
    open_page, picture: Path, keep_screen, lang: str
) -> None:
    page = open_page(lang)
    page.evaluate("navigator.serviceWorker.ready")
    page.context.set_offline(True)
    page.goto(page.url.partition("?")[0])
    page.wait_for_selector("html[data-ready]")
    assert page.get_attribute("html", "lang") == lang
    expect(page.locator("#offline")).to_be_visible()
    page.set_input_files("#file input", picture)
    expect(page.locator("#result .verdict h2")).to_have_text(TITLES[lang]["authentic"])
    expect(page.locator("#result")).to_contain_text("Khadija")
    keep_screen(page, f"check-offline-{lang}")
    page.click("#result button")
    page.fill('#code input[name="code"]', CODE)
    page.press('#code input[name="code"]', "Enter")
    expect(page.locator('#result [role="alert"]')).to_be_visible()
    # A code's own address answers with the page: what it said before is not kept.
    page.goto(page.url.partition("?")[0] + f"/{CODE}")
    assert page.locator("#result .verdict").count() == 0


@pytest.fixture
def filmed(paper: bytes, tmp_path: Path) -> Path:
    """What a phone held over the paper sees: the seal, nearer and nearer, as MJPEG."""
    whole = drawn(paper, 300)
    width, height = whole.size
    left, top, edge = width * 20 // 210, height * 237 // 297, width * 40 // 210
    frames = []
    for share in (2.4, 2.0, 1.7, 1.5, 1.5, 1.5):
        wide = int(edge * share * 1280 / 720)
        box = (left + edge // 2 - wide // 2, top + edge // 2 - int(edge * share) // 2)
        view = Image.new("RGB", (wide, int(edge * share)), "gray")
        view.paste(whole, (-box[0], -box[1]))
        out = io.BytesIO()
        view.resize((1280, 720), Image.Resampling.BICUBIC).save(out, "JPEG", quality=85)
        frames += [out.getvalue()] * 10
    path = tmp_path / "paper.mjpeg"
    path.write_bytes(b"".join(frames))
    return path


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_camera_reads_the_seal(
    open_whole_chromium: Callable[..., Browser],
    served,
    record: Record,
    filmed: Path,
    keep_screen,
    lang: str,
) -> None:
    browser = open_whole_chromium(
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        f"--use-file-for-fake-video-capture={filmed}",
    )
    page = browser.new_page(viewport={"width": 390, "height": 780})
    page.goto(f"{served.address}/check?lang={lang}")
    page.wait_for_selector("html[data-ready]")
    page.click("[data-scan]")
    # It may have been read before it is looked at.
    page.wait_for_selector("body.scanning, #result .verdict h2")
    page.wait_for_timeout(700)
    keep_screen(page, f"check-camera-{lang}")
    expect(page.locator("#result .verdict h2")).to_have_text(TITLES[lang]["valid"], timeout=30_000)
    expect(page.locator("#result")).to_contain_text("Khadija")
    expect(page.locator("#scan .view")).to_be_hidden()
    assert page.evaluate("document.querySelector('video').srcObject") is None


AXE = Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js"


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_page_is_for_everybody(
    chromium: Browser, served, record: Record, picture: Path, lang: str
) -> None:
    context = chromium.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(f"{served.address}/check?lang={lang}")
    page.wait_for_selector("html[data-ready]")
    page.add_script_tag(path=AXE)

    def faults() -> list[str]:
        found = page.evaluate("axe.run()")["violations"]
        return [f"{one['id']}: {node['html'][:120]}" for one in found for node in one["nodes"]]

    assert faults() == []
    page.set_input_files("#file input", picture)
    page.wait_for_selector("#result .verdict.valid")
    assert faults() == []
    context.close()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_nothing_stands_out_of_a_small_phone(open_page, picture: Path, lang: str) -> None:
    page = open_page(lang, phone=True)
    page.set_viewport_size({"width": 320, "height": 640})
    wide = "document.documentElement.scrollWidth - innerWidth"
    assert page.evaluate(wide) <= 0
    page.set_input_files("#file input", picture)
    page.wait_for_selector("#result .verdict.valid")
    assert page.evaluate(wide) <= 0
