"""Reminders of requests, on both databases."""

from datetime import date, timedelta

from archive.act import Act
from archive.catalogue import Catalogue
from archive.issuing.webhook import ABOUT_REQUESTS, EventKind
from tests.archive.requests_made import POSTED, ordered, received, signed

REMINDERS = (EventKind.DUE_SOON, EventKind.OVERDUE)


def told(catalogue: Catalogue, webhook: str) -> list[tuple[str, EventKind]]:
    """What was told of deadlines, first to last."""
    sent = [one.event for one in reversed(catalogue.webhook_deliveries(webhook))]
    return [(event.number, event.kind) for event in sent if event.kind in REMINDERS]


def test_a_request_is_told_of_once_as_it_falls_due_and_once_as_it_is_late(
    held: Catalogue, act: Act
) -> None:
    webhook, _ = held.add_webhook("https://watiqa.example/told", ABOUT_REQUESTS)
    request = received(held)
    terms = request.terms
    assert held.remind(terms.remind_on - timedelta(days=1)) == 0
    assert held.remind(terms.remind_on) == 1
    assert held.remind(terms.due_on) == 0
    assert held.remind(terms.due_on + timedelta(days=1)) == 1
    assert held.remind(terms.due_on + timedelta(days=9)) == 0
    number = request.number
    assert told(held, webhook.webhook) == [
        (number, EventKind.DUE_SOON),
        (number, EventKind.OVERDUE),
    ]
    assert [one.action for one in held.audit_entries(subject=number)][-2:] == [
        "request.due_soon",
        "request.overdue",
    ]


def test_one_that_is_late_at_the_first_look_is_told_of_as_late_alone(held: Catalogue) -> None:
    webhook, _ = held.add_webhook("https://watiqa.example/told", ABOUT_REQUESTS)
    request = received(held)
    assert held.remind(request.terms.due_on + timedelta(days=1)) == 1
    assert told(held, webhook.webhook) == [(request.number, EventKind.OVERDUE)]


def test_a_paper_that_waits_for_its_applicant_is_never_late_and_one_to_be_posted_is(
    held: Catalogue, act: Act
) -> None:
    signed(held, ordered(held, act))
    posted = signed(held, ordered(held, act, POSTED, "key-2"))
    webhook, _ = held.add_webhook("https://watiqa.example/told", ABOUT_REQUESTS)
    assert held.remind(date(2100, 1, 1)) == 1
    assert told(held, webhook.webhook) == [(posted.number, EventKind.OVERDUE)]
