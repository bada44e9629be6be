"""The seal of a paper says what that paper prints."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from archive.issuing.paper import PaperKind, PaperLanguage, PaperOrder, SigningOfficer
from archive.issuing.snapshot import ActSnapshot
from archive.mention import Mention, MentionType
from archive.offices import Office
from archive.register import ActReference
from archive_api.seal.claims import table
from archive_api.seal.key import SealKey
from archive_api.seal.sealed_paper import make_seal, said_on
from archive_api.seal.sealing import read_seal
from archive_api.seal.trust import TrustList

SIGNED = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
TEXT = {
    "sex": "F",
    "given_name_fr": "Khadija",
    "given_name_ar": "خديجة",
    "family_name_fr": "Benabdalah",
    "birth_date": "1933-03",
    "birth_date_hijri": "1351-11-15",
    "father_given_ar": "يوسف",
    "father_job_fr": "tailleur",
}
MENTIONS = (
    Mention(MentionType.MARRIAGE, "1955-02-01", text_fr="Mariée"),
    Mention(MentionType.DEATH, "1984", text_fr="Décédée"),
    Mention(MentionType.OTHER, None, text_fr="Autre"),
)


@pytest.fixture
def taken() -> ActSnapshot:
    return ActSnapshot(
        reference=ActReference.parse("04.481.01.07/birth/1933/1/66"),
        office=Office("04.481.01.07", "Mechraa Bel Ksiri", "مشرع بلقصيري", "", ""),
        at=date(2026, 11, 21),
        version=4,
        values=TEXT,
        current={**TEXT, "family_name_fr": "Benabdallah"},
        mentions=MENTIONS,
        regions=(),
    )


@pytest.fixture
def order() -> PaperOrder:
    return PaperOrder(
        kind=PaperKind.EXTRACT,
        language=PaperLanguage.BOTH,
        serial="04.481.01.07/2026/000123",
        code="7K3Q-0M2D-VX9A-41TF",
        at=SIGNED,
        address="https://etat-civil.example/check/7K3Q-0M2D-VX9A-41TF",
        officer=SigningOfficer("نعيمة الراضي", "Naïma Erradi", "ضابطة", "Officier"),
        specimen=False,
    )


def test_an_extract_s_seal_says_what_holds_today(
    taken: ActSnapshot, order: PaperOrder, key: SealKey, trusted: TrustList
) -> None:
    read = read_seal(make_seal(taken, order, key), trusted, SIGNED)
    assert read.signed == SIGNED
    assert read.said == {
        "kind": "extract",
        "serial": "04.481.01.07/2026/000123",
        "code": "7K3Q0M2DVX9A41TF",
        "reference": "04.481.01.07/birth/1933/1/66",
        "snapshot": bytes.fromhex(taken.sha256)[:16],
        "office": ("مشرع بلقصيري", "Mechraa Bel Ksiri"),
        "officer": ("نعيمة الراضي", "Naïma Erradi"),
        "given_name": ("خديجة", "Khadija"),
        "family_name": ("", "Benabdallah"),
        "sex": "F",
        "birth_date": "1933-03",
        "birth_date_hijri": "1351-11-15",
        "father_given": ("يوسف", ""),
        "mentions_count": 1,
        "mentions": (("death", "1984"),),
    }


def test_a_full_copy_s_seal_says_the_names_of_today_as_the_others_and_every_mention(
    taken: ActSnapshot, order: PaperOrder
) -> None:
    said = said_on(taken, replace(order, kind=PaperKind.FULL_COPY))
    assert said["family_name"] == ("", "Benabdallah")
    assert said["mentions"] == (("marriage", "1955-02-01"), ("death", "1984"), ("other", ""))


def test_a_seal_says_that_there_is_no_mention(
    taken: ActSnapshot, order: PaperOrder, key: SealKey, trusted: TrustList
) -> None:
    read = read_seal(make_seal(replace(taken, mentions=()), order, key), trusted, SIGNED)
    assert read.said["mentions_count"] == 0


def test_a_specimen_s_seal_says_that_it_is_one(
    taken: ActSnapshot, order: PaperOrder, key: SealKey, trusted: TrustList
) -> None:
    text = make_seal(taken, replace(order, specimen=True), key)
    assert read_seal(text, trusted, SIGNED).said["specimen"] is True


@pytest.mark.parametrize("kind", PaperKind)
def test_every_kind_of_paper_has_its_number(
    taken: ActSnapshot, order: PaperOrder, key: SealKey, trusted: TrustList, kind: PaperKind
) -> None:
    text = make_seal(taken, replace(order, kind=kind), key)
    assert read_seal(text, trusted, SIGNED).said["kind"] == kind.value


def test_every_type_of_mention_has_its_number() -> None:
    assert set(table()["mention_types"].values()) == {one.value for one in MentionType}


def test_no_name_or_number_of_a_claim_is_given_twice() -> None:
    names = [entry["name"] for entry in table()["claims"].values()]
    assert len(names) == len(set(names))
    assert set(table()["left_out_first"]) <= set(names)
