"""Every class of bad input by its code, and what is held after each."""

import io
import shutil
import stat
import zipfile
import zlib

import pytest
from PIL import Image

from archive.records import DeliveryStatus
from archive.register import VolumeReference
from pipelines import intake

VOLUME = VolumeReference.parse("08.201.11.07/birth/1933/1@1")


def codes(outcome):
    return sorted({finding.code for finding in outcome.findings})


@pytest.fixture
def refuses(deliver, catalogue, vault):
    """Asserts that a delivery is refused for these reasons and changes nothing but its record."""

    def check(path, *expected):
        before = (catalogue.volumes(), sorted(vault.digests()))
        outcome = deliver(path)
        assert outcome.status is DeliveryStatus.REFUSED
        assert codes(outcome) == sorted(expected)
        assert all(finding.text("fr") and finding.text("ar") for finding in outcome.findings)
        assert (catalogue.volumes(), sorted(vault.digests())) == before
        recorded = catalogue.delivery(outcome.delivery_id)
        assert recorded is not None
        assert recorded.status is DeliveryStatus.REFUSED
        assert recorded.findings == outcome.findings

    return check


def test_a_sound_delivery_is_taken_in_whole(deliver, folder, scan, catalogue, vault):
    files = {"0001.jpg": scan(1), "0002.png": scan(2, "PNG"), "0003.tif": scan(3, "TIFF")}
    outcome = deliver(folder("sound", files))
    assert outcome.status is DeliveryStatus.TAKEN
    assert outcome.volume == VOLUME
    pages = catalogue.pages(VOLUME)
    assert [page.name for page in pages] == list(files)
    assert [page.ordinal for page in pages] == [1, 2, 3]
    assert [vault.get(page.sha256) for page in pages] == list(files.values())
    assert [(page.width, page.height, page.dpi) for page in pages] == [(800, 1100, 300)] * 3


def test_a_delivered_folder_is_not_modified(deliver, folder, scan):
    path = folder("mine", {"0001.jpg": scan(1)})
    before = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in path.iterdir()}
    deliver(path)
    after = {file: (file.read_bytes(), file.stat().st_mtime_ns) for file in path.iterdir()}
    assert after == before


def test_manifest_missing(refuses, folder, scan):
    path = folder("bare", {"0001.jpg": scan(1)})
    (path / "batch.json").unlink()
    refuses(path, "manifest_missing")


@pytest.mark.parametrize("content", [b"{", b"[]", b"\xff\xfe{", b"1" * 5000, b"[" * 100_000])
def test_manifest_not_json(refuses, folder, scan, content):
    path = folder("wrong", {"0001.jpg": scan(1)})
    (path / "batch.json").write_bytes(content)
    refuses(path, "manifest_not_json")


def test_manifest_field_missing(refuses, folder, scan):
    refuses(folder("less", {"0001.jpg": scan(1)}, kind=None), "manifest_field_missing")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("kind", "wedding"),
        ("year", 1900),
        ("year", True),
        ("part", 0),
        ("copy", "2"),
        ("pages", []),
    ],
)
def test_manifest_field_invalid(refuses, folder, scan, name, value):
    refuses(folder("odd", {"0001.jpg": scan(1)}, **{name: value}), "manifest_field_invalid")


def test_page_names_that_leave_the_folder_are_invalid(refuses, folder, scan):
    path = folder("out", {"0001.jpg": scan(1)}, pages=["0001.jpg", "../0002.jpg", "/etc/hosts"])
    refuses(path, "manifest_field_invalid")


def test_office_unknown(refuses, folder, scan):
    refuses(folder("far", {"0001.jpg": scan(1)}, office_code="99.999.99.99"), "office_unknown")


def test_page_missing(refuses, folder, scan):
    path = folder("gap", {"0001.jpg": scan(1)}, pages=["0001.jpg", "0002.jpg"])
    refuses(path, "page_missing")


def test_page_unlisted(refuses, folder, scan):
    files = {"0001.jpg": scan(1), "0002.jpg": scan(2)}
    refuses(folder("more", files, pages=["0001.jpg"]), "page_unlisted")


def test_page_twice(refuses, folder, scan):
    refuses(folder("same", {"0001.jpg": scan(1), "0002.jpg": scan(1)}), "page_twice")


def test_page_name_twice(refuses, folder, scan):
    path = folder("named", {"0001.jpg": scan(1)}, pages=["0001.jpg", "0001.jpg"])
    refuses(path, "page_name_twice")


def test_scan_empty(refuses, folder):
    refuses(folder("empty", {"0001.jpg": b""}), "scan_empty")


def test_scan_not_image(refuses, folder):
    refuses(folder("text", {"0001.jpg": b"not a picture at all\n"}), "scan_not_image")


def test_scan_format_unsupported(refuses, folder, scan):
    refuses(folder("gif", {"0001.jpg": scan(1, "GIF")}), "scan_format_unsupported")


@pytest.mark.parametrize("form", ["JPEG", "TIFF", "PNG"])
@pytest.mark.parametrize("kept", [0.3, 0.9])
def test_scan_truncated(refuses, folder, scan, form, kept):
    data = scan(1, form)
    refuses(folder("cut", {"0001.jpg": data[: int(len(data) * kept)]}), "scan_truncated")


def test_scan_too_large_is_refused_before_it_is_decoded(refuses, folder):
    # A header of 20000 by 20000 pixels over no pixel data at all.
    written = io.BytesIO()
    Image.new("1", (8, 8)).save(written, "PNG")
    data = bytearray(written.getvalue())
    data[16:24] = (20_000).to_bytes(4, "big") * 2
    data[29:33] = zlib_crc(data[12:29])
    refuses(folder("vast", {"0001.png": bytes(data)}), "scan_too_large")


def zlib_crc(data):
    return zlib.crc32(data).to_bytes(4, "big")


def test_pdf_encrypted(refuses, folder, locked_pdf):
    refuses(folder("locked", {"register.pdf": locked_pdf}), "pdf_encrypted")


def test_pdf_damaged(refuses, folder, scan):
    data = scan(1, "PDF")
    refuses(folder("torn", {"register.pdf": data[: len(data) // 2]}), "pdf_damaged")


def test_every_reason_is_given_at_once(refuses, folder, scan):
    files = {"0001.jpg": b"", "0002.jpg": b"text", "0003.jpg": scan(3), "0004.jpg": scan(4)}
    path = folder(
        "many",
        files,
        office_code="99.999.99.99",
        pages=["0001.jpg", "0002.jpg", "0003.jpg", "0009.jpg"],
    )
    refuses(path, "office_unknown", "page_missing", "page_unlisted", "scan_empty", "scan_not_image")


def test_a_refused_delivery_corrected_is_taken_in(deliver, folder, scan, catalogue):
    path = folder("again", {"0001.jpg": scan(1), "0002.jpg": b"broken"})
    first = deliver(path)
    (path / "0002.jpg").write_bytes(scan(2))
    second = deliver(path)
    assert (first.status, second.status) == (DeliveryStatus.REFUSED, DeliveryStatus.TAKEN)
    assert first.delivery_id != second.delivery_id
    assert len(catalogue.pages(VOLUME)) == 2


def test_the_very_same_delivery_is_told_so_and_doubles_nothing(deliver, folder, scan, catalogue):
    path = folder("once", {"0001.jpg": scan(1)})
    first = deliver(path)
    entries = len(list(catalogue.audit_entries()))
    second = deliver(path)
    assert second.already
    assert second.status is DeliveryStatus.TAKEN
    assert codes(second) == ["already_taken_in"]
    assert first.delivery_id == second.delivery_id
    assert len(catalogue.volumes()) == 1
    assert len(catalogue.pages(VOLUME)) == 1
    assert len(list(catalogue.audit_entries())) <= entries + 1


def test_volume_held(deliver, refuses, folder, scan):
    deliver(folder("first", {"0001.jpg": scan(1)}))
    refuses(folder("other", {"0001.jpg": scan(2)}), "volume_held")


def test_a_second_original_is_another_copy(deliver, folder, scan, catalogue):
    deliver(folder("office", {"0001.jpg": scan(1)}))
    outcome = deliver(folder("court", {"0001.jpg": scan(2)}, copy=2))
    assert outcome.status is DeliveryStatus.TAKEN
    assert [record.volume.copy for record in catalogue.volumes()] == [1, 2]


@pytest.mark.parametrize("other", [{"kind": "death"}, {"year": 1934}, {"part": 2}, {"copy": 2}])
def test_scans_that_another_volume_holds_are_taken_in_with_a_word(
    deliver, folder, scan, catalogue, other
):
    deliver(folder("first", {"a.jpg": scan(1), "b.jpg": scan(2)}))
    files = {"0001.jpg": scan(3), "0002.jpg": scan(2), "0003.jpg": scan(1)}
    outcome = deliver(folder("second", files, **other))
    assert outcome.status is DeliveryStatus.TAKEN
    (told,) = [finding for finding in outcome.findings if finding.code == "scan_held_elsewhere"]
    assert (told.page, dict(told.params)) == ("0002.jpg", {"volume": str(VOLUME), "count": 2})
    assert str(VOLUME) in told.text("fr") and str(VOLUME) in told.text("ar")
    recorded = catalogue.delivery(outcome.delivery_id)
    assert recorded is not None
    assert told in recorded.findings


def test_a_supplement_says_so_when_its_scan_is_of_another_volume(deliver, folder, scan):
    deliver(folder("office", {"0001.jpg": scan(1)}))
    deliver(folder("court", {"0001.jpg": scan(2)}, copy=2))
    more = {"0002.jpg": scan(1)}
    assert "scan_held_elsewhere" in codes(deliver(folder("m", more, copy=2, supplement=True)))
    assert "scan_held_elsewhere" not in codes(
        deliver(folder("n", {"0003.jpg": scan(2)}, copy=2, supplement=True))
    )


def test_a_supplement_replaces_a_page_and_adds_one(deliver, folder, scan, catalogue):
    deliver(folder("volume", {"0001.jpg": scan(1), "0002.jpg": scan(2)}))
    more = folder("more", {"0002.jpg": scan(5), "0003.jpg": scan(6)}, supplement=True)
    assert deliver(more).status is DeliveryStatus.TAKEN
    assert [page.name for page in catalogue.pages(VOLUME)] == ["0001.jpg", "0002.jpg", "0003.jpg"]
    everything = catalogue.pages(VOLUME, include_replaced=True)
    assert [page.name for page in everything if page.replaced] == ["0002.jpg"]
    assert deliver(more).already


def test_volume_not_held(refuses, folder, scan):
    refuses(folder("early", {"0001.jpg": scan(1)}, supplement=True), "volume_not_held")


def test_frames_of_one_file_become_pages(deliver, folder, scan, catalogue):
    tif, pdf = scan(1, "TIFF", pages=3), scan(7, "PDF", pages=2, resolution=100)
    deliver(folder("bound", {"a.tif": tif, "b.pdf": pdf}))
    names = [page.name for page in catalogue.pages(VOLUME)]
    assert names == ["a.tif#1", "a.tif#2", "a.tif#3", "b.pdf#1", "b.pdf#2"]
    assert [page.frame for page in catalogue.pages(VOLUME)] == [0, 1, 2, 0, 1]


def test_what_is_odd_about_a_page_is_noted_and_lets_it_in(deliver, folder, scan, sheet):
    blank, small = io.BytesIO(), io.BytesIO()
    Image.new("L", (2480, 3508), 230).save(blank, "PNG", dpi=(300, 300))
    sheet(3).save(small, "PNG", dpi=(100, 100))
    unknown = io.BytesIO()
    sheet(4).resize((1600, 2200)).save(unknown, "PNG")
    files = {"a.png": blank.getvalue(), "b.png": small.getvalue(), "c.png": unknown.getvalue()}
    outcome = deliver(folder("odd", {**files, "d.jpg": scan(9)}))
    assert outcome.status is DeliveryStatus.TAKEN
    noted = {(finding.page, finding.code) for finding in outcome.findings}
    assert {("a.png", "page_blank"), ("b.png", "resolution_low")} <= noted
    assert ("c.png", "resolution_unknown") in noted
    assert not [page for page, _ in noted if page == "d.jpg"]


def test_a_sheet_scanned_twice_is_left_to_a_person(deliver, folder, sheet):
    first, again = io.BytesIO(), io.BytesIO()
    sheet(1).save(first, "PNG", dpi=(100, 100))
    sheet(1).rotate(0.4, fillcolor=235).save(again, "JPEG", quality=70, dpi=(100, 100))
    outcome = deliver(folder("twice", {"a.png": first.getvalue(), "b.jpg": again.getvalue()}))
    assert ("b.jpg", "sheet_twice") in {(f.page, f.code) for f in outcome.findings}


def test_a_kind_without_acts_is_kept_with_a_finding(deliver, folder, scan):
    outcome = deliver(folder("weddings", {"0001.jpg": scan(1)}, kind="marriage"))
    assert outcome.status is DeliveryStatus.TAKEN
    assert "kind_kept_as_scans" in codes(outcome)


def test_a_zip_is_taken_in_like_its_folder(deliver, zipped, folder, scan):
    files = {"0001.jpg": scan(1), "0002.jpg": scan(2)}
    assert deliver(zipped("volume.zip", files)).status is DeliveryStatus.TAKEN
    assert deliver(folder("volume", files)).already


def test_a_zipped_folder_is_taken_in(deliver, folder, scan, tmp_path):
    path = folder("wrapped", {"0001.jpg": scan(1)})
    made = shutil.make_archive(str(tmp_path / "w"), "zip", path.parent, path.name)
    assert deliver(tmp_path / made).status is DeliveryStatus.TAKEN


@pytest.mark.parametrize("name", ["../0001.jpg", "/0001.jpg", "a/../../0001.jpg", "a\\0001.jpg"])
def test_zip_unsafe_name(refuses, zipped, scan, name):
    refuses(zipped("evil.zip", {name: scan(1)}, pages=["0001.jpg"]), "zip_unsafe_name")


def test_delivery_link(refuses, folder, scan, tmp_path):
    secret = tmp_path / "secret.jpg"
    secret.write_bytes(scan(1))
    path = folder("linked", {"0001.jpg": scan(2)}, pages=["0001.jpg", "0002.jpg"])
    (path / "0002.jpg").symlink_to(secret)
    refuses(path, "delivery_link")


def test_delivery_link_in_a_zip(refuses, zipped, scan):
    path = zipped("linked.zip", {"0001.jpg": scan(1)})
    link = zipfile.ZipInfo("0002.jpg")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(link, "/etc/hosts")
    refuses(path, "delivery_link")


def test_zip_encrypted(refuses, zipped, scan):
    path = zipped("secret.zip", {"0001.jpg": scan(1)})
    data = bytearray(path.read_bytes())
    at = -1
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        while (at := data.find(signature, at + 1)) >= 0:
            data[at + offset] |= 1
    path.write_bytes(bytes(data))
    refuses(path, "zip_encrypted")


def test_zip_too_large(refuses, zipped):
    refuses(zipped("bomb.zip", {"0001.jpg": b"\0" * 150_000_000}), "zip_too_large")


def test_zip_damaged(refuses, zipped, scan):
    path = zipped("torn.zip", {"0001.jpg": scan(1)})
    path.write_bytes(path.read_bytes()[:-40])
    refuses(path, "zip_damaged")


def test_zip_damaged_inside_a_member(refuses, zipped, scan):
    path = zipped("rotten.zip", {"0001.jpg": scan(1)})
    data = bytearray(path.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 20] = bytes(20)
    path.write_bytes(bytes(data))
    refuses(path, "zip_damaged")


def test_delivery_changed_while_it_was_judged(refuses, folder, scan, monkeypatch):
    path = folder("moving", {"0001.jpg": scan(1)})
    judge = intake.judge_scans

    def slow_copy(*args):
        judged = judge(*args)
        (path / "0001.jpg").write_bytes(scan(2))
        return judged

    monkeypatch.setattr(intake, "judge_scans", slow_copy)
    refuses(path, "delivery_changed")


def test_files_that_systems_leave_behind_do_not_count(deliver, folder, scan):
    path = folder("mac", {"0001.jpg": scan(1)})
    (path / ".DS_Store").write_bytes(b"x")
    (path / "Thumbs.db").write_bytes(b"x")
    assert deliver(path).status is DeliveryStatus.TAKEN


def test_names_that_differ_only_in_composed_accents_are_the_same(deliver, folder, scan):
    composed, decomposed = "re\u0301gistre.jpg", "r\u00e9gistre.jpg"
    path = folder("accents", {composed: scan(1)}, pages=[decomposed])
    assert deliver(path).status is DeliveryStatus.TAKEN
