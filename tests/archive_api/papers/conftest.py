"""Snapshots of invented acts, and orders of papers made from them."""

import io
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from types import MappingProxyType

import pytest
from PIL import Image, ImageDraw

from archive.issuing.paper import PaperKind, PaperLanguage, PaperOrder, SigningOfficer
from archive.issuing.snapshot import ActSnapshot
from archive.mention import Mention, MentionType
from archive.offices import office
from archive.register import ActReference

BIRTH = {
    "sex": "F",
    "given_name_fr": "Khadija",
    "given_name_ar": "خديجة",
    "family_name_fr": "Benabdallah",
    "family_name_ar": "بنعبد الله",
    "birth_date": "1933-03-12",
    "birth_date_hijri": "1351-11-15",
    "birth_time": "10:30",
    "birth_place_fr": "Mechraa Bel Ksiri",
    "birth_place_ar": "مشرع بلقصيري",
    "nationality": "marocaine",
    "father_given_fr": "Youssef",
    "father_given_ar": "يوسف",
    "father_birth_date": "1903",
    "father_job_fr": "Cultivateur",
    "father_job_ar": "فلاح",
    "mother_given_fr": "Hajar",
    "mother_given_ar": "هاجر",
    "mother_family_fr": "Aknouch",
    "mother_family_ar": "أكنوش",
    "residence_fr": "Douar Oulad Slama, n° 12",
    "residence_ar": "دوار أولاد سلامة رقم 12",
    "declarant_fr": "son père",
    "declarant_ar": "والدها",
    "drawn_up_date": "1933-03-20",
    "drawn_up_date_hijri": "1351-11-23",
    "officer_name_fr": "Ahmed Tazi",
    "officer_name_ar": "أحمد التازي",
}

DEATH = {
    "sex": "M",
    "given_name_fr": "Larbi",
    "given_name_ar": "العربي",
    "family_name_fr": "Tahiri",
    "family_name_ar": "الطاهري",
    "death_date": "1933-05-02",
    "death_time": "04:00",
    "death_place_fr": "Settat",
    "death_place_ar": "سطات",
    "birth_date": "1880",
    "birth_place_fr": "Settat",
    "birth_place_ar": "سطات",
    "job_fr": "Maçon",
    "job_ar": "بناء",
    "father_given_fr": "Brahim",
    "father_given_ar": "إبراهيم",
    "drawn_up_date": "1933-05-03",
    "drawn_up_date_hijri": "1352-01-08",
}

MARRIAGE = Mention(
    MentionType.MARRIAGE,
    "1955-02-01",
    text_fr="Mariée à Settat, acte n° 42",
    place="Settat",
    other_party="Larbi Tahiri",
)
DEATH_MENTION = Mention(
    MentionType.DEATH,
    "1984-12-06",
    text_fr="Décédée à Amghras le 06/12/1984 acte n° 43",
    text_ar="توفيت بـ أمغراس بتاريخ 06/12/1984 رسم رقم 43",
)

AT = datetime(2026, 11, 22, 10, 30, tzinfo=UTC)
SEAL = "SJ1:" + "6BFOXN%TSMAHN-H3ZSUZK+.V0ET9%6-AH8JQ7O:8W " * 15


@pytest.fixture
def taken() -> Callable[..., ActSnapshot]:
    """The snapshot of act 66; what holds today is what it says, unless ``current`` says else."""

    def take(
        kind: str = "birth",
        values: Mapping[str, str] | None = None,
        current: Mapping[str, str] | None = None,
        mentions: tuple[Mention, ...] | None = None,
        office_code: str = "04.481.01.07",
        number: str = "66",
    ) -> ActSnapshot:
        found = office(office_code)
        assert found is not None
        said = values if values is not None else {"birth": BIRTH, "death": DEATH}[kind]
        usual = (MARRIAGE, DEATH_MENTION) if kind == "birth" else ()
        return ActSnapshot(
            reference=ActReference.parse(f"{office_code}/{kind}/1933/1/{number}"),
            office=found,
            at=date(2026, 11, 22),
            version=3,
            values=MappingProxyType(dict(said)),
            current=MappingProxyType({**said, **(current or {})}),
            mentions=usual if mentions is None else mentions,
            regions=(),
        )

    return take


@pytest.fixture
def ordered() -> Callable[..., PaperOrder]:
    """An order of a paper of a kind: in both languages, as a specimen, unless told otherwise."""

    def order(
        kind: PaperKind,
        language: PaperLanguage = PaperLanguage.BOTH,
        *,
        specimen: bool = True,
        at: datetime = AT,
    ) -> PaperOrder:
        return PaperOrder(
            kind=kind,
            language=language,
            serial="04.481.01.07/2026/000123",
            code="7K3Q-0M2D-VX9A-41TF",
            at=at,
            address="https://etat-civil.example/v/7K3Q-0M2D-VX9A-41TF",
            officer=SigningOfficer(
                "نعيمة الراضي",
                "Naïma Erradi",
                "ضابط الحالة المدنية بالتفويض",
                "Officier de l'état civil par délégation",
            ),
            seal=SEAL,
            specimen=specimen,
        )

    return order


@pytest.fixture
def facsimile() -> bytes:
    """A strip of invented handwriting: lines on yellowed paper, at 300 dpi."""
    picture = Image.new("RGB", (2000, 900), (240, 233, 214))
    drawn = ImageDraw.Draw(picture)
    for top in range(60, 900, 70):
        drawn.line((60, top, 1940 - top % 400, top), fill=(52, 46, 84), width=4)
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=80, dpi=(300, 300))
    return out.getvalue()
