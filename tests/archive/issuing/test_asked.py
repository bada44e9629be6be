from dataclasses import replace

import pytest

from archive.issuing.asked import Applicant, ApplicantCapacity, Asked, Known
from archive.issuing.deadlines import Delivery
from archive.issuing.paper import PaperKind, PaperLanguage
from archive.issuing.request_codec import asked_of, asked_text
from archive.register import ActNumber, ActReference, Kind

KNOWN = Known(
    Kind.DEATH,
    given="خديجة",
    family="Benabdallah",
    father="Youssef",
    date="1351-11-15",
    calendar="hijri",
    place="Settat",
    office_code="08.201.11.07",
    year=1933,
    number=ActNumber(66, "bis"),
)
ASKED = Asked(
    PaperKind.EXTRACT,
    PaperLanguage.FR,
    Applicant("Youssef Benabdallah", ApplicantCapacity.DESCENDANT),
    Delivery.POST,
    known=KNOWN,
    copies=3,
    address="12, rue Al Wahda, Settat",
)


def test_what_is_known_is_told_by_the_fields_of_an_act() -> None:
    assert KNOWN.as_fields == {
        "given_name_ar": "خديجة",
        "family_name_fr": "Benabdallah",
        "father_given_fr": "Youssef",
        "death_place_fr": "Settat",
        "death_date_hijri": "1351-11-15",
    }


def test_an_act_is_named_or_something_of_it_is_known() -> None:
    reference = ActReference.parse("08.201.11.07/death/1933/1/66")
    with pytest.raises(ValueError, match="one of the two"):
        replace(ASKED, act=reference)
    with pytest.raises(ValueError, match="one of the two"):
        replace(ASKED, known=None)
    assert replace(ASKED, known=None, act=reference).register_kind is Kind.DEATH
    with pytest.raises(ValueError, match="must be known"):
        Known(Kind.BIRTH, date="1933", place="Settat")
    with pytest.raises(ValueError, match="hold no acts"):
        Known(Kind.MARRIAGE, given="Idder")
    assert Known(Kind.BIRTH, office_code="08.201.11.07", year=1933, number=ActNumber(6))


@pytest.mark.parametrize("copies", [0, 21])
def test_one_to_twenty_copies_may_be_asked_for(copies: int) -> None:
    with pytest.raises(ValueError, match="1 to 20"):
        replace(ASKED, copies=copies)


def test_an_electronic_paper_is_one_file() -> None:
    with pytest.raises(ValueError, match="one file"):
        replace(ASKED, delivery=Delivery.ELECTRONIC, address="")


@pytest.mark.parametrize(("delivery", "address"), [(Delivery.POST, " "), (Delivery.COUNTER, "x")])
def test_what_is_posted_and_nothing_else_has_an_address(delivery: Delivery, address: str) -> None:
    with pytest.raises(ValueError, match="has an address"):
        replace(ASKED, delivery=delivery, address=address)


def test_an_applicant_has_a_name() -> None:
    with pytest.raises(ValueError, match="has a name"):
        Applicant("  ", ApplicantCapacity.HOLDER)


def test_what_is_asked_is_kept_and_read_back() -> None:
    assert asked_of(asked_text(ASKED)) == ASKED
    assert (ASKED.register_kind, ASKED.office_code) == (Kind.DEATH, "08.201.11.07")
