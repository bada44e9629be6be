"""What follows elsewhere in the record from a step of a request, on both databases."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from archive.act import Act, ActReading
from archive.catalogue import Catalogue
from archive.catalogue_papers import AskedPaper
from archive.issuing.asked import Applicant, ApplicantCapacity
from archive.issuing.paper import IssuedPaper, Revocation
from archive.issuing.request import (
    Cancelled,
    Delivered,
    FoundBy,
    Identified,
    Refused,
    Request,
    Waits,
)
from archive.issuing.request_codes import Refusal, Waiting
from archive.issuing.snapshot import snapshot
from archive.issuing.webhook import ABOUT_REQUESTS
from archive.offices import office
from archive.register import ActNumber, VolumeReference
from tests.archive.requests_made import (
    ASKED,
    OFFICE,
    ordered,
    received,
    signed,
)


def issued(catalogue: Catalogue, act: Act, request: Request, copy: int = 1) -> IssuedPaper:
    """One paper of a request that was signed."""
    holder = office(OFFICE)
    assert holder is not None
    order = AskedPaper(
        request.order_key(copy),
        act.act_id,
        snapshot(act, holder, date(2026, 1, 5)),
        request.asked.kind,
        request.asked.language,
        "amina",
        specimen=True,
        request=request.number,
    )
    return catalogue.issue_paper(catalogue.reserve_paper(order), f"{copy}{'d' * 63}")


def test_what_was_signed_already_is_revoked_when_a_request_ends_without_its_papers(
    held: Catalogue, act: Act
) -> None:
    for place, end in enumerate((Cancelled(), Refused(Refusal.PAPER_IMPOSSIBLE))):
        request = ordered(held, act, replace(ASKED, copies=2), f"key-{place}")
        paper = issued(held, act, request)
        held.take_steps(request, end, actor="zineb")
        assert held.paper(paper.serial).revoked is Revocation.ISSUED_IN_ERROR
    other = ordered(held, act, key="other")
    paper = issued(held, act, other)
    signed(held, other)
    assert held.paper(paper.serial).revoked is None


def test_papers_of_an_act_chosen_by_mistake_are_revoked_and_made_anew(
    held: Catalogue, act: Act
) -> None:
    request = ordered(held, act)
    wrong = issued(held, act, request)
    again = held.take_steps(request, Identified(act.act_id, FoundBy.PERSON))
    assert held.paper(wrong.serial).revoked is Revocation.ISSUED_IN_ERROR
    assert held.paper_of(again.order_key(1)) is None


def test_every_step_is_told_to_whoever_asked_and_names_nobody(held: Catalogue, act: Act) -> None:
    webhook, _ = held.add_webhook("https://watiqa.example/told", ABOUT_REQUESTS)
    refused = Applicant("Tarik Aouragh", ApplicantCapacity.OTHER)
    received(held, replace(ASKED, applicant=refused), "refused")
    held.take_steps(signed(held, ordered(held, act)), Waits(Waiting.TO_HAND_OVER), Delivered())
    told = [one.event for one in reversed(held.webhook_deliveries(webhook.webhook))]
    assert [(one.kind.value.split(".")[1], one.state, one.code) for one in told] == [
        ("received", "received", None),
        ("refused", "refused", "not_entitled"),
        ("received", "received", None),
        ("identified", "identified", None),
        ("prepared", "prepared", None),
        ("signed", "signed", None),
        ("waiting", "signed", "to_hand_over"),
        ("delivered", "delivered", None),
    ]
    bodies = b"".join(one.body("https://archive.example") for one in told)
    assert b"Tarik" not in bodies and b"Aouragh" not in bodies


def test_an_act_in_review_comes_first_until_nobody_waits_for_it(
    held: Catalogue, volume: VolumeReference, make_unsure: Callable[..., ActReading]
) -> None:
    held.keep_acts(volume, [make_unsure(place, 0.1 * place, place) for place in (1, 2, 3)], {})
    last = next(act for act in held.acts() if act.number == ActNumber(3))

    def ahead() -> int:
        expected = held.expected(last.act_id)
        assert expected is not None
        return expected.ahead

    assert ahead() == 2
    identified = Identified(last.act_id, FoundBy.REFERENCE)
    waits = held.take_steps(received(held), identified, Waits(Waiting.ACT_IN_REVIEW))
    assert ahead() == 0
    held.take_steps(waits, Cancelled())
    assert ahead() == 2
