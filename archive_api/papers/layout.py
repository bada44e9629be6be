"""From a snapshot to an extract or a full copy: everything it prints, already worded. Pure."""

from dataclasses import dataclass

from archive.issuing.mentions_shown import shown
from archive.issuing.paper import PaperKind, PaperLanguage, PaperOrder
from archive.issuing.snapshot import ActSnapshot
from archive_api.papers import wording
from archive_api.papers.imprint import Imprint, imprint, letterhead, office_params
from archive_api.papers.rows import Row, rows
from archive_api.papers.wording import Both


@dataclass(frozen=True, slots=True)
class Paper:
    """Everything a template prints; a template decides only where it stands.

    Attributes:
        reference: the rows that name the act (number and years).
        body: the rows of the act, in printed order.
        mentions_title: heading of the mentions, None where they are part of the body.
        mentions: the marginal mentions shown under that heading.
        rectified_title: heading of what a mention in force changed, None without such.
        rectified: those rows as they are today; the body of a full copy says the act's own text.
        facsimile: caption of the act's image, None on an extract.
    """

    kind: PaperKind
    language: PaperLanguage
    title: Both
    header: tuple[Both, ...]
    law: Both
    reference: tuple[Row, ...]
    body: tuple[Row, ...]
    mentions_title: Both | None
    mentions: tuple[Both, ...]
    rectified_title: Both | None
    rectified: tuple[Row, ...]
    certificate: Both
    imprint: Imprint
    facsimile: Both | None


def lay_out(snapshot: ActSnapshot, order: PaperOrder) -> Paper:
    """The extract or full copy that is ordered, made from ``snapshot``."""
    forms, full = wording.forms(), order.kind is PaperKind.FULL_COPY
    act_kind = snapshot.reference.register.kind.value
    number = wording.number(snapshot.reference.number)
    body = full_body(snapshot, order.language) if full else extract_body(snapshot, order.language)
    rectified = _rectified(snapshot, order.language) if full else ()
    return Paper(
        kind=order.kind,
        language=order.language,
        title=wording.fixed(forms["titles"][order.kind.value][act_kind]),
        header=letterhead(snapshot.office),
        law=wording.fixed(forms["law"]),
        reference=_reference_rows(snapshot),
        body=body,
        mentions_title=wording.fixed(forms["mentions"]["title"]) if full else None,
        mentions=_mentions(snapshot, order) if full else (),
        rectified_title=wording.fixed(forms["rectified"]) if rectified else None,
        rectified=rectified,
        certificate=wording.fixed(
            forms["certificate"][order.kind.value], **office_params(snapshot.office)
        ),
        imprint=imprint(order, snapshot.office),
        facsimile=wording.fixed_each(forms["facsimile"], number=number) if full else None,
    )


def _reference_rows(snapshot: ActSnapshot) -> tuple[Row, ...]:
    labels = wording.forms()["reference"]
    # The act's own Hijri date names the Hijri year; it is not computed from the Gregorian one.
    hijri = snapshot.values.get("drawn_up_date_hijri", "")[:4] or wording.MISSING
    year = str(snapshot.reference.register.year)
    return (
        Row(wording.fixed(labels["number"]), wording.number(snapshot.reference.number)),
        Row(wording.fixed(labels["year_hijri"]), Both(hijri, hijri)),
        Row(wording.fixed(labels["year"]), Both(year, year)),
    )


def extract_body(snapshot: ActSnapshot, language: PaperLanguage) -> tuple[Row, ...]:
    """The rows of an extract, which carries no correction: it says what holds today."""
    kind = snapshot.reference.register.kind
    body = rows(snapshot.current, extract_rows(kind.value), language)
    if kind.value == "death":
        return body
    label = wording.fixed(wording.forms()["rows"]["death_mention"])
    deaths = tuple(
        wording.mention(mention, language)
        for mention in shown(snapshot.mentions, PaperKind.EXTRACT, kind)
    )
    nothing = wording.fixed(wording.forms()["nothing"])
    return (*body, *(Row(label, death) for death in deaths or (nothing,)))


def extract_rows(act_kind: str) -> list[str]:
    """Names of the rows of an extract."""
    names: list[str] = wording.forms()["bodies"]["extract"][act_kind]
    return names


def full_body(snapshot: ActSnapshot, language: PaperLanguage) -> tuple[Row, ...]:
    """The rows of a full copy, which says what the act's own text says."""
    return rows(snapshot.values, _full_rows(snapshot), language)


def _full_rows(snapshot: ActSnapshot) -> list[str]:
    names: list[str] = wording.forms()["bodies"]["full_copy"][
        snapshot.reference.register.kind.value
    ]
    if wording.written(snapshot.values, "judgment"):
        # An act written from a judgment is transferred into the register, not drawn up there.
        names = ["transferred" if name == "drawn_up" else name for name in names]
    return names


def _rectified(snapshot: ActSnapshot, language: PaperLanguage) -> tuple[Row, ...]:
    """The rows that mentions in force changed, as they are today."""
    found: list[Row] = []
    for name in _full_rows(snapshot):
        before, today = (
            rows(said, [name], language) for said in (snapshot.values, snapshot.current)
        )
        if [row.value for row in before] != [row.value for row in today]:
            gone = (Row(row.label, Both("", "").or_missing()) for row in before)
            found.extend(today or gone)
    return tuple(found)


def _mentions(snapshot: ActSnapshot, order: PaperOrder) -> tuple[Both, ...]:
    mentions = shown(snapshot.mentions, order.kind, snapshot.reference.register.kind)
    worded = tuple(wording.mention(mention, order.language) for mention in mentions)
    return worded or (wording.fixed(wording.forms()["nothing"]),)
