"""Delivering in a real browser: chosen, sent in chunks through whatever happens, followed."""

import base64
import hashlib
import io
import json
import random
import re
import socket
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page, Request, Route, expect

from archive.catalogue import Catalogue
from archive.morocco import in_morocco
from archive_api.uploads import Uploads
from tests.desk.looking import Keep, Visit, grave

ROOT = Path(__file__).parents[2]


def scan(shade: int, size: tuple[int, int] = (300, 400)) -> bytes:
    out = io.BytesIO()
    Image.new("L", size, shade).save(out, "JPEG")
    return out.getvalue()


def files(*names: str) -> list[dict[str, Any]]:
    return [
        {"name": name, "mimeType": "image/jpeg", "buffer": scan(40 * place)}
        for place, name in enumerate(names)
    ]


def large(folder: Path, megabytes: int) -> Path:
    """A scan of several chunks; no one has to decode it."""
    path = folder / "0001.jpg"
    path.write_bytes(b"\xff\xd8\xff" + random.Random(1).randbytes(megabytes * 1_000_000))
    return path


def ready(page: Page) -> Page:
    page.wait_for_selector("html[data-ready]", state="attached")
    return page


def say_register(page: Page, office: str = "Fnideq") -> None:
    page.fill("#office", office)
    page.wait_for_selector("#offices li")
    page.press("#office", "ArrowDown")
    page.press("#office", "Enter")
    page.fill("#year", "1938")


def delivered(page: Page) -> str:
    page.wait_for_url("**/deliver/2*")
    return page.url.rpartition("/")[2]


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_form_says_what_the_scans_are_in_natural_order(
    served, visit: Visit, keep_screen: Keep, lang: str
) -> None:
    page = ready(visit(served, "/deliver", lang))
    page.set_input_files("#files", files("10.jpg", "2.jpg", "1.jpg"))
    names = page.locator("#strip li > bdi")
    expect(names).to_have_text(["1.jpg", "2.jpg", "10.jpg"])
    say_register(page, "Fnideq" if lang == "fr" else "الفنيدق")
    expect(page.locator("#strip .pictured")).to_have_count(3)
    # A badly named scan is moved, by keyboard, and the order outlives the removal of another.
    earlier, later = ("Avancer", "Reculer") if lang == "fr" else ("تقديم", "تأخير")
    page.get_by_role("button", name=re.compile(f"{earlier}.* 10.jpg")).focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(names).to_have_text(["10.jpg", "1.jpg", "2.jpg"])
    page.get_by_role("button", name=re.compile(f"{later}.* 1.jpg")).click()
    expect(page.locator("#moved")).to_contain_text("3")
    page.locator(".remove").nth(1).click()
    expect(names).to_have_text(["10.jpg", "1.jpg"])
    keep_screen(page, f"deliver-form-{lang}")
    page.click("#send")
    delivery = delivered(page)
    manifest = json.loads((served.settings.inbox / delivery / "batch.json").read_bytes())
    assert manifest["pages"] == ["10.jpg", "1.jpg"]
    assert (manifest["kind"], manifest["year"], manifest["part"]) == ("birth", 1938, 1)
    page.goto(f"{served.address}/deliver")
    ready(page)
    assert manifest["office_code"] in page.input_value("#office")


def test_wrong_files_are_named_at_once_and_can_be_taken_out(
    served, visit: Visit, keep_screen: Keep
) -> None:
    page = ready(visit(served, "/deliver"))
    wrong = [
        {"name": "notes.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"},
        {"name": "empty.jpg", "mimeType": "image/jpeg", "buffer": b""},
        {"name": "1.JPG", "mimeType": "image/jpeg", "buffer": scan(1)},
    ]
    page.set_input_files("#files", [*files("1.jpg", "2.jpg"), *wrong])
    told = page.locator("#problem")
    for name in ("notes.jpg", "empty.jpg", "1.JPG"):
        expect(told).to_contain_text(name)
    expect(page.locator("#send")).to_be_disabled()
    keep_screen(page, "deliver-wrong-files")
    for name in ("notes.jpg", "empty.jpg", "1.JPG"):
        page.get_by_role("button", name=f"Ôter {name}", exact=True).click()
    expect(told).to_be_hidden()
    expect(page.locator("#send")).to_be_enabled()


def test_a_server_that_goes_away_in_the_middle_loses_nothing(
    served, visit: Visit, tmp_path: Path, keep_screen: Keep
) -> None:
    page = ready(visit(served, "/deliver"))
    path = large(tmp_path, 20)
    page.set_input_files("#files", path)
    say_register(page)
    sent: list[str] = []

    def after_two(route: Route) -> None:
        if route.request.method == "PATCH":
            sent.append(route.request.headers["upload-offset"])
            if len(sent) == 3:
                served.stop()
        route.continue_()

    page.route("**/v1/uploads/**", after_two)
    page.click("#send")
    expect(page.locator("#sending-said")).not_to_be_empty(timeout=30_000)
    keep_screen(page, "deliver-cut-off")
    served.start()
    delivery = delivered(page)
    assert (served.settings.inbox / delivery / "0001.jpg").read_bytes() == path.read_bytes()
    assert sent.count("0") == 1


def begin_upload(served, contents: dict[str, bytes], kept_of_last: int) -> str:
    """An upload of Amina's, whole but for its last file; returns its id."""
    form = {"kind": "birth", "office_code": "08.201.11.07", "year": 1938, "part": 1, "copy": 1}
    uploads = Uploads(served.settings)
    sizes = [(name, len(content)) for name, content in contents.items()]
    begun = uploads.begin("amina", sizes, form, "1938").announced.upload_id
    for place, content in enumerate(contents.values()):
        part = content if place < len(contents) - 1 else content[:kept_of_last]
        uploads.append(begun, place, 0, part, hashlib.sha256(content).digest())
    return begun


def offsets_sent(page: Page) -> list[int]:
    """Where the chunks that a page sends begin; the list grows as it sends."""
    sent: list[int] = []

    def note(request: Request) -> None:
        if request.method == "PATCH":
            sent.append(int(request.headers["upload-offset"]))

    page.on("request", note)
    return sent


def leave_half_sent(served, visit: Visit, path: Path) -> list[int]:
    """Send two chunks, then lose the network and close the page; tells where they began."""
    page = ready(visit(served, "/deliver"))
    page.set_input_files("#files", path)
    say_register(page)
    sent: list[int] = []

    def cut(route: Route) -> None:
        if len(sent) >= 2:
            route.abort()
            return
        sent.append(int(route.request.headers.get("upload-offset", "-1")))
        route.continue_()

    page.route("**/files/0", cut)
    page.click("#send")
    expect(page.locator("#sending-said")).not_to_be_empty(timeout=30_000)
    page.close()
    return sent


def test_a_closed_laptop_goes_on_with_the_same_files_and_sends_only_what_is_missing(
    served, visit: Visit, tmp_path: Path, keep_screen: Keep
) -> None:
    path = large(tmp_path, 20)
    sent = leave_half_sent(served, visit, path)
    page = ready(visit(served, "/deliver"))
    expect(page.locator("#unfinished li")).to_have_count(1)
    keep_screen(page, "deliver-unfinished")
    later = offsets_sent(page)
    page.set_input_files("#files", path)
    expect(page.locator("#resume-said")).to_contain_text("Naissances 1938")
    (upload,) = Uploads(served.settings).unfinished()
    began = in_morocco(datetime.fromisoformat(upload.announced.began))
    expect(page.locator("#resume-said")).to_contain_text(f"{began:%H:%M}")
    assert later == [], "nothing is sent before the person says so"
    keep_screen(page, "deliver-resume")
    page.keyboard.press("Enter")
    delivery = delivered(page)
    assert (served.settings.inbox / delivery / "0001.jpg").read_bytes() == path.read_bytes()
    assert min(later) > max(sent) > 0


def test_another_volume_of_the_same_names_and_sizes_is_not_mixed_in(
    served, visit: Visit, tmp_path: Path
) -> None:
    path = large(tmp_path, 9)
    whole, half = scan(10), large(tmp_path, 9).read_bytes()
    begun = begin_upload(served, {"0000.jpg": whole, "0001.jpg": half}, 4 * 1024 * 1024)
    other = {
        "name": "0000.jpg",
        "mimeType": "image/jpeg",
        "buffer": b"\xff\xd8\xff" + whole[3:-1] + b"x",
    }
    same = {"name": "0001.jpg", "mimeType": "image/jpeg", "buffer": half}
    page = ready(visit(served, "/deliver"))
    later = offsets_sent(page)
    page.set_input_files("#files", [other, same])
    page.click("#resume-or-new [value=resume]")
    # A file that had arrived whole is compared too.
    expect(page.locator("#problem")).to_contain_text("0000.jpg n'est pas le fichier")
    expect(page.locator("#unfinished li")).to_be_visible()
    page.set_input_files("#files", [other, same])
    expect(page.locator("#resume-or-new")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#resume-or-new")).to_be_hidden()
    assert later == []
    page.set_input_files("#files", [other, same])
    page.click("#resume-or-new [value=new]")
    say_register(page, "Tétouan")
    page.click("#send")
    delivery = delivered(page)
    assert delivery != begun
    assert (served.settings.inbox / delivery / "0001.jpg").read_bytes() == path.read_bytes()
    assert (served.settings.inbox / delivery / "0000.jpg").read_bytes() == other["buffer"]


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_what_arrived_is_thrown_away_only_when_the_person_is_sure(
    served, visit: Visit, keep_screen: Keep, lang: str
) -> None:
    begin_upload(served, {"0001.jpg": scan(10)}, 100)
    page = ready(visit(served, "/deliver", lang))
    page.focus("[data-give-up]")
    page.keyboard.press("Enter")
    expect(page.locator("#sure-to-give-up")).to_be_visible()
    assert grave(page) == []
    keep_screen(page, f"deliver-give-up-{lang}")
    for key in ("Escape", "Enter"):
        # What has the focus when it opens is to keep it.
        page.keyboard.press(key)
        expect(page.locator("#sure-to-give-up")).to_be_hidden()
        expect(page.locator("[data-give-up]")).to_be_focused()
        page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#unfinished")).to_have_count(0)
    assert Uploads(served.settings).unfinished() == []


def test_two_windows_that_send_the_same_upload_deliver_it_once(
    served, visit: Visit, tmp_path: Path
) -> None:
    path = large(tmp_path, 30)
    leave_half_sent(served, visit, path)
    one, other = (ready(visit(served, "/deliver")) for _ in range(2))
    for window in (one, other):
        window.set_input_files("#files", path)
        window.click("#resume-or-new [value=resume]")
    assert delivered(one) == delivered(other)
    (delivery,) = served.settings.inbox.iterdir()
    assert (delivery / "0001.jpg").read_bytes() == path.read_bytes()


def test_a_connection_cut_in_the_middle_of_a_chunk_keeps_nothing_of_it(served) -> None:
    uploads = Uploads(served.settings)
    form = {"kind": "birth", "office_code": "08.201.11.07", "year": 1938, "part": 1, "copy": 1}
    upload = uploads.begin("sijill", [("0001.jpg", 5000)], form).announced.upload_id
    digest = base64.b64encode(hashlib.sha256(bytes(1000)).digest()).decode()
    head = (
        f"PATCH /v1/uploads/{upload}/files/0 HTTP/1.1\r\nHost: 127.0.0.1\r\n"
        f"Upload-Offset: 0\r\nContent-Digest: sha-256=:{digest}:\r\nContent-Length: 1000\r\n\r\n"
    )
    for sent in (999, 1000):
        with socket.create_connection(("127.0.0.1", served.port)) as connection:
            connection.sendall(head.encode() + bytes(sent))
            if sent == 1000:
                assert b" 204 " in connection.recv(1000)
        assert uploads.upload(upload).kept == (0 if sent < 1000 else 1000,)


def test_what_is_altered_or_lost_on_its_way_is_sent_again(
    served, visit: Visit, tmp_path: Path
) -> None:
    page = ready(visit(served, "/deliver"))
    path = large(tmp_path, 9)
    page.set_input_files("#files", path)
    say_register(page)
    altered: list[str] = []
    publishing = re.compile(r"/delivery(\?|$)")

    def alter(route: Route) -> None:
        if route.request.headers.get("upload-offset") == str(4 * 1024 * 1024) and not altered:
            altered.append("once")
            route.continue_(post_data=b"x" * (4 * 1024 * 1024))
        else:
            route.continue_()

    def away(route: Route) -> None:
        altered.append("away")
        page.unroute(publishing)
        route.abort()

    page.route("**/files/0", alter)
    page.route(publishing, away)
    page.click("#send")
    delivery = delivered(page)
    assert altered == ["once", "away"]
    assert (served.settings.inbox / delivery / "0001.jpg").read_bytes() == path.read_bytes()


def test_a_session_that_ends_in_the_middle_asks_to_sign_in_and_goes_on(
    served, visit: Visit, tmp_path: Path
) -> None:
    page = ready(visit(served, "/deliver"))
    page.set_input_files("#files", large(tmp_path, 9))
    say_register(page)
    catalogue = Catalogue.open(served.settings)

    def end_session(route: Route) -> None:
        if route.request.headers.get("upload-offset") == str(4 * 1024 * 1024) and not ended:
            ended.append("once")
            link = catalogue.invite_again("amina")
            catalogue.claim(link, "quatre mots très ordinaires")
        route.continue_()

    ended: list[str] = []
    page.route("**/files/0", end_session)
    page.click("#send")
    page.fill("#sign-in-again [name=password]", "quatre mots très ordinaires")
    page.press("#sign-in-again [name=password]", "Enter")
    assert (served.settings.inbox / delivered(page) / "0001.jpg").exists()
    catalogue.close()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_what_scripts_add_to_the_page_is_accessible(served, visit: Visit, lang: str) -> None:
    page = ready(visit(served, "/deliver", lang))
    wrong = {"name": "notes.jpg", "mimeType": "image/jpeg", "buffer": b"no picture"}
    page.set_input_files("#files", [*files("1.jpg"), wrong])
    page.fill("#office", "a")
    page.wait_for_selector("#offices li")
    assert grave(page) == []
    page.press("#office", "Escape")
    page.locator("#strip .fault .remove").click()
    say_register(page)
    page.route("**/v1/uploads/*/files/0", lambda route: route.abort())
    page.click("#send")
    expect(page.locator("#sending-said")).not_to_be_empty(timeout=30_000)
    assert grave(page) == []
