"""Anybody checks a paper: what is said, what never is, and how often."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from archive.issuing.paper import (
    PaperState,
    PublicStatus,
    Revocation,
)
from archive.issuing.paper_code import new_code
from archive.settings import Settings
from archive_api import check_desk
from archive_api.asking_rate import AT_ONCE, AskingRate
from archive_api.check_desk import MOST_BYTES, FileReads, paper_record
from archive_api.seal.cose import opened, parted
from archive_api.seal.key_folder import ROOT, KeyFolder
from archive_api.seal.reading_apart import FileUnreadable
from archive_api.seal.sealing import seal
from archive_api.seal.trust import listed
from archive_api.signing.checked import CheckedPaper, PaperRefusal
from tests.archive_api.routers.issued_paper import (
    CODE,
    CURRENT,
    FILE,
    NOW,
    PAPER,
    PERSONAL,
    SAID,
    Record,
)


@pytest.fixture
def record(program: TestClient) -> Record:
    found = Record()
    program.app.dependency_overrides[paper_record] = lambda: found
    return found


@pytest.fixture
def public(program: TestClient, record: Record) -> TestClient:
    """The service asked by nobody in particular."""
    return program


@pytest.fixture
def keys(home: Settings) -> KeyFolder:
    return KeyFolder(Path(home.seal_dir), home.address, 730)


@pytest.fixture
def sealed(keys: KeyFolder) -> Callable[..., str]:
    def build(**changes: object) -> str:
        return seal({**SAID, **changes}, NOW - timedelta(hours=1), keys.current())

    return build


@pytest.fixture
def shows(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Makes a file show these codes, with this signature."""

    def make(*codes: str, signature: object = None) -> None:
        monkeypatch.setattr(check_desk, "codes_apart", lambda data: list(codes))
        monkeypatch.setattr(check_desk, "signature_of", lambda *_: signature)

    return make


SIGNED = CheckedPaper(
    *("Naïma Erradi", "Extrait", "Tanger", "Naïma Erradi", "Autorité", NOW, NOW), specimen=False
)


def test_a_code_tells_whether_the_paper_holds_and_nothing_of_the_person(
    public: TestClient,
) -> None:
    answer = public.get(f"/v1/check/{CODE}")
    told = answer.json()
    assert told["verdict"] == "valid"
    assert told["paper"] == {
        "kind": "extract",
        "office_code": "04.481.01.07",
        "office_fr": told["paper"]["office_fr"],
        "office_ar": told["paper"]["office_ar"],
        "issued_on": "2026-11-21T09:30:00+00:00",
        "specimen": False,
    }
    assert told["seal"] is None
    assert not PERSONAL.search(answer.text)
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("typed", ["7k3q0m2dvx9a41tf", "7K3Q OM2D VX9A 4ITF", CODE])
def test_a_code_is_taken_however_it_is_typed(public: TestClient, typed: str) -> None:
    assert public.get(f"/v1/check/{typed}").json()["verdict"] == "valid"


def test_a_code_with_a_wrong_letter_is_told_apart_from_an_unknown_one(
    public: TestClient, record: Record
) -> None:
    wrong = public.get("/v1/check/7K3Q-0M2D-VX9A-41TG")
    assert (wrong.status_code, wrong.json()["code"]) == (422, "code_invalid")
    record.papers.clear()
    assert public.get(f"/v1/check/{CODE}").json()["verdict"] == "unknown"


@pytest.mark.parametrize(
    ("status", "verdict", "sentence"),
    [
        (
            PublicStatus(PaperState.CHANGED, "2026-11-22T10:00:00+00:00", ("mention",)),
            "changed",
            "mention marginale",
        ),
        (
            PublicStatus(PaperState.CHANGED, "2026-11-22T10:00:00+00:00", ("correction",)),
            "changed",
            "rectifié",
        ),
        (PublicStatus(PaperState.ANNULLED, "2026-11-22T10:00:00+00:00"), "annulled", "22 novembre"),
        (
            PublicStatus(
                PaperState.REVOKED, "2026-11-22T10:00:00+00:00", (), Revocation.ISSUED_IN_ERROR
            ),
            "revoked",
            "par erreur",
        ),
    ],
)
def test_what_happened_since_is_told(
    public: TestClient, record: Record, status: PublicStatus, verdict: str, sentence: str
) -> None:
    record.papers[CODE] = (PAPER, status)
    told = public.get(f"/v1/check/{CODE}").json()
    assert told["verdict"] == verdict
    assert sentence in told["texts"]["fr"]["sentences"][0]
    assert told["texts"]["ar"]["sentences"]
    page = public.get(f"/check/{CODE}?lang=fr")
    assert f'class="verdict {verdict}"' in page.text and sentence in page.text


def test_a_specimen_is_never_valid(public: TestClient, record: Record) -> None:
    record.papers[CODE] = (replace(PAPER, specimen=True), CURRENT)
    assert public.get(f"/v1/check/{CODE}").json()["verdict"] == "specimen"


def test_a_seal_says_what_is_in_it_and_the_record_whether_it_holds(
    public: TestClient, sealed: Callable[..., str]
) -> None:
    told = public.post("/v1/check/seal", json={"text": sealed()}).json()
    assert (told["verdict"], told["seal"]["refusal"]) == ("valid", None)
    assert told["seal"]["claims"]["given_name"] == ["خديجة", "Khadija"]
    assert told["seal"]["claims"]["mentions"] == [["marriage", "1955-02-01"]]


@pytest.mark.parametrize(
    "changes",
    [
        {"serial": "04.481.01.07/2026/000999"},
        {"reference": "04.481.01.07/birth/1933/1/67"},
        {"snapshot": bytes(16)},
        {"kind": "full_copy"},
    ],
)
def test_a_seal_that_disagrees_with_the_record_is_not_valid(
    public: TestClient, sealed: Callable[..., str], changes: dict
) -> None:
    told = public.post("/v1/check/seal", json={"text": sealed(**changes)}).json()
    assert told["verdict"] == "not_valid"
    assert "registre" in told["texts"]["fr"]["sentences"][0]


def test_a_seal_of_a_paper_never_issued_is_unknown(
    public: TestClient, record: Record, sealed: Callable[..., str]
) -> None:
    record.papers.clear()
    told = public.post("/v1/check/seal", json={"text": sealed()}).json()
    assert told["verdict"] == "unknown"


def test_a_refused_seal_says_why_and_nothing_that_is_in_it(
    public: TestClient, sealed: Callable[..., str]
) -> None:
    text = sealed()
    for bad, reason in ((text[:-4] + "0000", "altered"), ("HC1:6BFOXN", "foreign_seal")):
        told = public.post("/v1/check/seal", json={"text": bad}).json()
        assert (told["verdict"], told["seal"]["refusal"]) == ("not_valid", reason)
        assert told["seal"]["claims"] == {} and told["paper"] is None


def test_a_file_is_judged_by_seal_signature_and_record_together(
    public: TestClient, sealed: Callable[..., str], shows: Callable[..., None], home: Settings
) -> None:
    def verdict() -> str:
        return public.post("/v1/check/file", content=FILE).json()["verdict"]

    shows(sealed(), signature=SIGNED)
    assert verdict() == "valid"
    # A scan of a paper, as PDF, is not signed: its seal speaks for it.
    shows(sealed(), signature=PaperRefusal.UNSIGNED)
    assert verdict() == "valid"
    shows(sealed(), signature=PaperRefusal.ALTERED)
    assert verdict() == "not_valid"
    shows(f"{home.address}/check/{CODE}")
    assert verdict() == "valid"
    shows()
    assert verdict() == "nothing_found"
    shows("https://shop.example/")
    assert verdict() == "nothing_found"


def test_codes_of_several_papers_are_told_and_none_is_believed(
    public: TestClient, sealed: Callable[..., str], shows: Callable[..., None], home: Settings
) -> None:
    one = sealed()
    for other in (
        sealed(serial="04.481.01.07/2026/000124"),
        sealed()[:-4] + "0000",
        f"{home.address}/check/{new_code()}",
    ):
        shows(one, other)
        told = public.post("/v1/check/file", content=b"x").json()
        assert told["mixed"] and told["verdict"] in ("nothing_found", "not_valid")
    shows(one, one, f"{home.address}/check/{CODE}")
    assert public.post("/v1/check/file", content=b"x").json()["verdict"] == "valid"


def test_the_archive_believes_its_own_file_after_the_last_time_stamp(
    public: TestClient, sealed: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[datetime | None] = []

    def looked_at(*asked: object) -> CheckedPaper:
        told.append(asked[-1])  # type: ignore[arg-type]
        return SIGNED

    monkeypatch.setattr(check_desk, "codes_apart", lambda _: [sealed()])
    monkeypatch.setattr(check_desk, "signature_of", looked_at)
    for file in (FILE, b"%PDF-1.7 another"):
        public.post("/v1/check/file", content=file)
    assert told == [datetime.fromisoformat(PAPER.at), None]


def test_a_signature_alone_makes_no_paper_nor_do_a_paper_s_codes_on_another_file(
    public: TestClient, sealed: Callable[..., str], shows: Callable[..., None]
) -> None:
    def verdict(file: bytes) -> str:
        return public.post("/v1/check/file", content=file).json()["verdict"]

    shows(signature=SIGNED)
    assert verdict(FILE) == "nothing_found"
    shows(signature=PaperRefusal.NOT_A_PAPER)
    assert verdict(FILE) == "not_valid"
    shows(sealed(), signature=SIGNED)
    assert verdict(b"%PDF-1.7 another") == "not_valid"


def test_another_archive_s_code_is_not_asked_here(
    public: TestClient, shows: Callable[..., None]
) -> None:
    shows(f"https://elsewhere.example/check/{CODE}")
    told = public.post("/v1/check/file", content=b"x").json()
    assert (told["asked"], told["elsewhere"]) == (False, "https://elsewhere.example")
    assert "https://elsewhere.example" in told["texts"]["fr"]["sentences"][0]


def test_a_file_that_cannot_be_read_or_is_too_large_is_refused(
    public: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: bytes) -> list[str]:
        raise FileUnreadable

    monkeypatch.setattr(check_desk, "codes_apart", fail)
    unreadable = public.post("/v1/check/file", content=b"x")
    assert (unreadable.status_code, unreadable.json()["code"]) == (422, "file_unreadable")
    large = public.post("/v1/check/file", content=bytes(MOST_BYTES + 1))
    assert (large.status_code, large.json()["code"]) == (413, "upload_too_large")


def test_files_wait_their_turn_and_are_turned_away_rather_than_heaped_up() -> None:
    reads = FileReads(together=1, wait_seconds=0.01)
    with reads.one(), pytest.raises(Exception, match="vérification") as refused, reads.one():
        raise AssertionError("two files were read together")
    assert refused.value.code == "check_busy"
    with reads.one():
        pass


def test_one_address_asks_so_often_and_no_more(public: TestClient) -> None:
    public.app.state.asked = AskingRate(clock=lambda: 0.0)  # type: ignore[attr-defined]
    answers = [public.get(f"/v1/check/{CODE}") for _ in range(AT_ONCE + 1)]
    assert [answer.status_code for answer in answers] == [200] * AT_ONCE + [429]
    assert answers[-1].json()["code"] == "asked_too_often"
    assert int(answers[-1].headers["retry-after"]) >= 1
    assert public.get(f"/check/{CODE}").status_code == 429
    assert public.get("/check").status_code == 200


def test_the_list_of_keys_is_what_the_root_key_signed(
    public: TestClient, keys: KeyFolder, sealed: Callable[..., str]
) -> None:
    sealed()
    answer = public.get("/v1/check/keys")
    assert answer.headers["content-type"] == "application/cose"
    assert answer.headers["access-control-allow-origin"] == "*"
    found = listed(opened(parted(answer.content), keys.root().public))
    assert found.keys.keys() == {keys.current().kid}


def test_without_keys_to_list_it_says_so(
    public: TestClient, keys: KeyFolder, home: Settings
) -> None:
    keys.current()
    (Path(home.seal_dir) / ROOT).unlink()
    answer = public.get("/v1/check/keys")
    assert (answer.status_code, answer.json()["code"]) == (503, "seal_keys_missing")


def test_checking_makes_no_keys(public: TestClient, home: Settings) -> None:
    public.post("/v1/check/seal", json={"text": "SJ1:BB8"})
    assert not Path(home.seal_dir).exists()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_page_is_shown_to_anybody_in_their_language(public: TestClient, lang: str) -> None:
    page = public.get(f"/check?lang={lang}", headers={"accept": "text/html"})
    assert page.status_code == 200
    assert f'<html lang="{lang}" dir="{"rtl" if lang == "ar" else "ltr"}">' in page.text
    assert page.headers["content-language"] == lang


def test_no_script_or_style_stands_in_the_page_and_no_wasm_runs_in_it(public: TestClient) -> None:
    page = public.get("/check")
    policy = page.headers["content-security-policy"]
    assert "unsafe" not in policy and "default-src 'none'" in policy
    scripts = re.findall(r"<script([^>]*)>", page.text)
    assert all("src=" in one or 'type="application/json"' in one for one in scripts)
    assert "<style" not in page.text and " style=" not in page.text
    decoder = public.get("/check/decoder.js").headers["content-security-policy"]
    assert "'wasm-unsafe-eval'" in decoder and "'unsafe-eval'" not in decoder


def test_where_no_script_runs_a_code_and_a_file_are_checked_all_the_same(
    public: TestClient, sealed: Callable[..., str], shows: Callable[..., None]
) -> None:
    led = public.get("/check", params={"code": "7k3q0m2dvx9a41tf", "lang": "ar"})
    assert led.history[0].headers["location"] == f"/check/{CODE}?lang=ar"
    assert 'class="verdict valid"' in led.text and not re.search("Khadija|خديجة", led.text)
    wrong = public.get("/check", params={"code": "7K3Q", "lang": "fr"})
    assert wrong.status_code == 422 and "seize lettres" in wrong.text
    shows(sealed(), signature=SIGNED)
    page = public.post("/check?lang=fr", files={"file": ("paper.pdf", FILE, "application/pdf")})
    assert 'class="verdict valid"' in page.text
    for shown in ("Khadija", "خديجة", "12 mars 1933", "Naïma Erradi", "Mariage (1er février 1955)"):
        assert shown in page.text
    assert public.post("/check?lang=fr", files={"file": ("x", b"")}).status_code == 422


def test_what_keeps_the_page_offline_is_all_there(public: TestClient) -> None:
    worker = public.get("/check/worker.js")
    assert worker.headers["service-worker-allowed"] == "/check"
    named = public.get("/check/assets").json()["assets"]
    assert all(public.get(one).status_code == 200 for one in named)
    page = public.get("/check").text
    used = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert used and set(used) <= set(named)
    imports = {
        found
        for one in named
        if ".js" in one and "vendor" not in one
        for found in re.findall(r'from "\./([\w.]+)"', public.get(one).text)
    }
    assert imports and {f"/static/{one}" for one in imports} <= set(named)


def test_the_interface_is_described(public: TestClient) -> None:
    paths = public.get("/v1/openapi.json").json()["paths"]
    for path in ("/v1/check/{code}", "/v1/check/seal", "/v1/check/file", "/v1/check/keys"):
        assert path in paths
    assert "/check" not in paths
