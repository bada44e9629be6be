"""The verifying page, and what its scripts ask for: the next act, completions, a person's word."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Path, Query, Response
from fastapi.responses import HTMLResponse

from archive import hijri
from archive.account import Right
from archive.act import FIELD_NAMES, Act
from archive.civil_date import Calendar
from archive.date_completing import date_completions
from archive.offices import offices_named
from archive.register import Kind, RegisterReference
from archive.review import Filters, Stage
from archive.typed_value import as_kept
from archive_api.act_picture import ActPicture, picture
from archive_api.desk_pages import Desk, OnDesk
from archive_api.opened import Archive, volume_of
from archive_api.problems import Problem
from archive_api.routers.acts import show_in_index
from archive_api.routers.duplicates import look_again
from archive_api.schemas.verifying import (
    CandidateOut,
    CompletionsOut,
    NextIn,
    PictureOut,
    ReopenIn,
    TypedOut,
    VerifyFieldOut,
    VerifyTaskOut,
    WordIn,
    WordOut,
)
from archive_api.shown_values import shown_date, shown_value
from archive_api.signed_in import Signed, allowed
from archive_api.verify_margin import mention_lines, mentions_said
from archive_api.verify_task import (
    blank_field,
    counterpart_candidates,
    fields_besides,
    fields_of,
    kind_of,
    reasons,
    script_of_field,
    title_of,
    upright,
)
from indexing.names.completing import completions

router = APIRouter(include_in_schema=False)

_VERIFY = [allowed(Right.VERIFY)]
_MOST_ITEMS = 6
_TREND_DAYS = 30
ActId = Annotated[str, Path(pattern=r"^[0-9a-f]{32}$")]
FieldName = Annotated[str, Query(max_length=40)]


def _filters(
    office: Annotated[str, Query(max_length=20)] = "",
    kind: Annotated[str, Query(max_length=20)] = "",
    register: Annotated[str, Query(max_length=60)] = "",
    stage: Annotated[str, Query(max_length=20)] = "",
) -> Filters:
    try:
        return Filters(
            office=office or None,
            kind=Kind(kind) if kind else None,
            register=RegisterReference.parse(register) if register else None,
            stage=Stage(stage) if stage else None,
        )
    except ValueError as error:
        raise Problem("request_invalid", {"errors": []}) from error


Asked = Annotated[Filters, Depends(_filters)]


@router.get("/verify", dependencies=_VERIFY, response_class=HTMLResponse)
def verify(desk: OnDesk, asked: Asked, act: Annotated[str, Query(max_length=80)] = "") -> Response:
    """The desk at which acts are verified; ``act`` names the one to begin with."""
    counts = desk.archive.catalogue.queue_counts(asked)
    named = {
        "office": asked.office,
        "kind": asked.kind and asked.kind.value,
        "register": asked.register and str(asked.register),
        "stage": asked.stage and asked.stage.value,
    }
    given = {name: value for name, value in named.items() if value}
    return desk.page(
        "verify.html",
        v=desk.texts("verify.json"),
        counts={stage.value: count for stage, count in counts.items()},
        waiting=sum(counts.values()),
        asked=named,
        only=named["register"] or (desk.office(asked.office) if asked.office else ""),
        filters=urlencode(given),
        act=desk.archive.act(act).act_id if act else "",
    )


@router.get("/verify/trend", dependencies=_VERIFY, response_class=HTMLResponse)
def trend(desk: OnDesk) -> HTMLResponse:
    """What verifying took, day by day, for everybody together."""
    days = desk.archive.catalogue.review_trend(_TREND_DAYS)
    worked = [
        {
            "day": shown_date(day.day.isoformat(), desk.lang),
            "at": at,
            "acts": day.acts,
            "keystrokes": day.keystrokes / day.acts,
            "seconds": day.seconds / day.acts,
            "share": 100 * day.keystrokes / day.characters if day.characters else 0.0,
        }
        for at, day in enumerate(days)
        if day.acts
    ]
    ends = [shown_date(day.day.isoformat(), desk.lang) for day in (days[0], days[-1])]
    texts = desk.texts("verify.json")
    return desk.page("verify_trend.html", v=texts, days=worked, ends=ends, span=len(days))


@router.post("/desk/verify/next", dependencies=_VERIFY, response_model=None)
def next_act(desk: OnDesk, account: Signed, asked: Asked, said: NextIn) -> VerifyTaskOut | Response:
    """The next act for this person, in their hands from now on; 204 when none waits."""
    found = desk.archive.catalogue.take_next(account, asked, besides=said.held)
    if found is None:
        return Response(status_code=204)
    return _task(desk, desk.archive.act(found.act_id))


@router.get("/desk/verify/typed", dependencies=_VERIFY)
def typed(
    desk: OnDesk,
    field: FieldName,
    text: Annotated[str, Query(max_length=300)],
    year: Annotated[int | None, Query(ge=1, le=9999)] = None,
) -> TypedOut:
    """What was typed into a field, as the record keeps it; ``year`` is the register's."""
    value = as_kept(field, text, year)
    return TypedOut(value=value, shown=shown_value(field, value, desk.lang))


@router.get("/desk/verify/completions", dependencies=_VERIFY)
def completed(
    desk: OnDesk,
    field: FieldName,
    text: Annotated[str, Query(max_length=300)],
    year: Annotated[int | None, Query(ge=1, le=9999)] = None,
) -> CompletionsOut:
    """Names, communes and dates that complete what is typed; ``year`` is the register's."""
    kind, script = kind_of(field), script_of_field(field) or desk.lang
    if kind in ("given", "family"):
        return CompletionsOut(items=completions(text, kind, script, _MOST_ITEMS))
    if kind == "place":
        found = offices_named(text, _MOST_ITEMS)
        return CompletionsOut(items=[getattr(one, f"name_{script}") for one in found])
    if kind in ("date", "hijri"):
        return CompletionsOut(items=_dates_begun(text, kind, year))
    return CompletionsOut(items=[])


@router.get("/desk/verify/counterpart", dependencies=_VERIFY)
def counterpart(
    desk: OnDesk, field: FieldName, value: Annotated[str, Query(max_length=300)]
) -> list[CandidateOut]:
    """What a name as it stands now suggests for the field of the other script."""
    return counterpart_candidates(field, value, desk.lang)


@router.get("/desk/verify/fields/{name}", dependencies=_VERIFY)
def field(desk: OnDesk, name: str) -> VerifyFieldOut:
    """A field that an act has and the machine did not see."""
    if name not in FIELD_NAMES:
        raise Problem("request_invalid", {"errors": []})
    return blank_field(name, desk.lang)


@router.post("/desk/verify/acts/{act_id}/take", dependencies=_VERIFY)
def take(desk: OnDesk, account: Signed, act_id: ActId) -> VerifyTaskOut:
    """One act, in this person's hands from now on."""
    desk.archive.catalogue.take(act_id, account)
    return _task(desk, desk.archive.act(act_id))


@router.get("/desk/verify/acts/{act_id}/pictures/{at}", dependencies=_VERIFY)
def act_picture(desk: OnDesk, act_id: ActId, at: int) -> Response:
    """The act's part of one of its pages, upright."""
    act = desk.archive.act(act_id)
    shown = _pictures(desk.archive, act)
    if not 0 <= at < len(shown):
        raise Problem("page_unknown", page=str(at))
    jpeg = desk.archive.crop_jpeg(act, shown[at].page, shown[at].region)
    # The address names the version: what it shows never changes, and is this person's alone.
    kept = {"Cache-Control": "private, max-age=3600"}
    return Response(jpeg, media_type="image/jpeg", headers=kept)


@router.post("/desk/verify/acts/{act_id}", dependencies=_VERIFY)
def say(desk: OnDesk, account: Signed, asked: Asked, act_id: ActId, said: WordIn) -> WordOut:
    """A person's word on an act; how many acts wait is said of those asked for."""
    catalogue = desk.archive.catalogue
    act = desk.archive.act(act_id)
    told = catalogue.review(
        act_id,
        said.decisions,
        account.name,
        said.expected_version,
        mentions=None if said.mentions is None else mentions_said(act, said.mentions),
        keystrokes=said.keystrokes,
        seconds=said.seconds,
        rights=account.rights,
    )
    look_again(desk.archive, [told.act])
    show_in_index(desk.archive, told.act)
    waiting = sum(catalogue.queue_counts(asked).values())
    return WordOut(outcome=told.outcome.value, version=told.act.version, waiting=waiting)


@router.post("/desk/verify/acts/{act_id}/lock", dependencies=_VERIFY, status_code=204)
def renew(desk: OnDesk, account: Signed, act_id: ActId) -> None:
    """Keep an act in one's hands."""
    desk.archive.catalogue.take(act_id, account)


@router.delete("/desk/verify/acts/{act_id}/lock", dependencies=_VERIFY, status_code=204)
def release(desk: OnDesk, account: Signed, act_id: ActId) -> None:
    """Give an act back."""
    held = desk.archive.catalogue.lock_on(act_id)
    if held is not None and held.account == account.name:
        desk.archive.catalogue.release(act_id, held.token)


@router.post("/desk/verify/acts/{act_id}/reopen", dependencies=_VERIFY, status_code=204)
def reopen(desk: OnDesk, account: Signed, act_id: ActId, said: ReopenIn) -> None:
    """Take one's own last word on an act back."""
    act = desk.archive.catalogue.reopen(act_id, account.name, said.expected_version)
    show_in_index(desk.archive, act)


def _dates_begun(text: str, kind: str, year: int | None) -> list[str]:
    if kind == "date" or year is None:
        calendar = Calendar.HIJRI if kind == "hijri" else Calendar.GREGORIAN
        return date_completions(text, calendar, year, _MOST_ITEMS)
    # A register's year ends in the later of the two Hijri years that it meets.
    hijri_year, _, _ = hijri.from_gregorian(date(year, 12, 31))
    return date_completions(text, Calendar.HIJRI, hijri_year, _MOST_ITEMS)


def _task(desk: Desk, act: Act) -> VerifyTaskOut:
    archive = desk.archive
    archive.log_read("act.seen", act.act_id)
    stage = archive.catalogue.stage_of(act.act_id)
    asked = archive.catalogue.fields_asked(act.act_id) if stage is Stage.SECOND else ()
    shown = _pictures(archive, act)
    fields = fields_of(act, shown, desk.lang, stage, asked, _disputed(archive, act, stage))
    return VerifyTaskOut(
        act_id=act.act_id,
        reference="" if act.reference is None else str(act.reference),
        title=title_of(act, desk.office(act.register.office_code), desk.lang),
        version=act.version,
        year=act.register.year,
        stage="" if stage is None else stage.value,
        why=reasons(act, desk.lang),
        fields=fields,
        more=fields_besides(fields, desk.lang),
        pictures=[_picture_out(act, at, one) for at, one in enumerate(shown)],
        mentions=mention_lines(act, shown, desk.lang),
    )


def _disputed(archive: Archive, act: Act, stage: Stage | None) -> Mapping[str, Sequence[str]]:
    """By field, what two persons read; in the order of the readings, never with their names."""
    both = archive.catalogue.readings_apart(act.act_id) if stage is Stage.ARBITER else None
    if both is None:
        return {}
    first, second = both
    return {
        name: (first.confirmed.get(name, ""), second.values.get(name, ""))
        for name in second.disputed
    }


def _pictures(archive: Archive, act: Act) -> list[ActPicture]:
    volume = volume_of(act)
    pictures = []
    for name, region in act.reading.pages:
        page = archive.page(volume, name, act.scans.get(name))
        turns = archive.turns_of(volume, page)
        pictures.append(picture(act, name, region, (page.width, page.height), turns))
    return pictures


def _picture_out(act: Act, at: int, shown: ActPicture) -> PictureOut:
    width, height = upright(shown)
    address = f"/desk/verify/acts/{act.act_id}/pictures/{at}?version={act.version}"
    return PictureOut(address=address, width=width, height=height)
