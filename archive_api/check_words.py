"""A checked paper in words: sentences and rows, for the page without scripts and the terminal."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from archive.issuing.paper import IssuedPaper, PublicStatus
from archive.register import ActReference
from archive_api.checking import Checked
from archive_api.desk_pages import office_name, texts
from archive_api.seal.claims import Said, table
from archive_api.seal.sealing import SealRead
from archive_api.shown_values import shown_date, shown_instant
from archive_api.signing.checked import CheckedPaper, PaperRefusal

MISSING = "—"
_PARENTS = ("father_given", "mother_given")

Rows = list[tuple[str, list[str]]]
"""Labels, each with its values: two where a name stands in both scripts."""


@dataclass(frozen=True, slots=True)
class Told:
    """A checked paper as it is shown in one language.

    Attributes:
        sentences: why, after what the verdict says.
        parts: headings with their rows.
    """

    verdict: str
    title: str
    said: str
    sentences: list[str]
    parts: list[tuple[str, Rows]]


def told(checked: Checked, lang: str) -> Told:
    """A checked paper in words."""
    words = texts("check.json")[lang]
    verdict = checked.verdict.value
    entry = words["verdicts"][verdict]
    sealed = _sealed(checked.seal, words, lang) if checked.seal else []
    # What the seal says is more than what the record tells anybody.
    issued = [] if sealed or not checked.paper else list(_issued(checked.paper, words, lang))
    parts = [
        (words["issued"], issued),
        (words["on_paper"], sealed),
        (words["signature"], list(_signed(checked.signature, words, lang))),
    ]
    return Told(
        verdict,
        entry["title"],
        entry["said"],
        list(_sentences(checked, words, lang)),
        [(heading, rows) for heading, rows in parts if rows],
    )


def _sentences(checked: Checked, words: Mapping[str, Any], lang: str) -> Iterator[str]:
    if checked.seal is not None and checked.seal.refusal is not None:
        yield words["refusals"][checked.seal.refusal.value]
    if isinstance(checked.signature, PaperRefusal):
        yield words["signatures"][checked.signature.value]
    if isinstance(checked.signature, CheckedPaper):
        yield words["signature_good"]
    if checked.disagrees:
        yield words["disagrees"]
    if checked.other_file:
        yield words["other_file"]
    if checked.mixed:
        yield words["mixed"]
    if checked.status is not None:
        yield from _changes(checked.status, words, lang)
    if checked.elsewhere and not checked.asked:
        yield words["elsewhere"].format(address=checked.elsewhere)
    if checked.seal is not None and checked.seal.is_list_old:
        yield words["list_old"]


def _changes(status: PublicStatus, words: Mapping[str, Any], lang: str) -> Iterator[str]:
    said = [words["changes"][change] for change in status.changes]
    if status.revoked is not None:
        said.append(words["revoked_why"][status.revoked.value])
    if status.since is not None:
        said.append(words["dated"].format(date=shown_instant(status.since, lang)))
    if said:
        comma = "، " if lang == "ar" else ", "
        yield f"{words['changed_since']}{words['colon']}{comma.join(said)}"


def _issued(paper: IssuedPaper, words: Mapping[str, Any], lang: str) -> Iterator[tuple[str, Any]]:
    rows = words["rows"]
    code = paper.reference.register.office_code
    yield rows["kind"], [words["kinds"][paper.kind.value]]
    yield rows["office"], [office_name(code, lang)]
    yield rows["issued_on"], [shown_instant(paper.at, lang)]


def _sealed(seal: SealRead, words: Mapping[str, Any], lang: str) -> Rows:
    rows: Rows = []
    for entry in table()["claims"].values():
        name = entry["name"]
        is_told = name == "mentions_count" and "mentions" in seal.said
        if name not in words["rows"] or is_told:
            continue
        if name in seal.said:
            rows.append((words["rows"][name], _values(name, entry["is"], seal.said, words, lang)))
        elif name in _PARENTS and "given_name" in seal.said:
            # What the act does not say is told too: nothing may be written there.
            rows.append((words["rows"][name], [MISSING]))
    if seal.signed is not None and seal.said:
        rows.append((words["rows"]["signed_at"], [shown_instant(seal.signed.isoformat(), lang)]))
    if seal.key is not None and seal.said:
        rows.append((words["rows"]["holder"], [getattr(seal.key, f"holder_{lang}")]))
    return rows


def _values(
    name: str, how: str, said: Mapping[str, Said], words: Mapping[str, Any], lang: str
) -> list[str]:
    value: Any = said[name]
    if name == "kind":
        return [words["kinds"][value]]
    if name == "sex":
        return [words["sexes"][value]]
    if name == "reference":
        return [act_named(value, words)]
    if how == "date":
        return [shown_date(value, lang, hijri=name.endswith("_hijri"))]
    if how == "mentions":
        return [mention_named(kind, at, words, lang) for kind, at in value]
    if how == "pair":
        return [text for text in value if text]
    return [str(value)]


def act_named(reference: str, words: Mapping[str, Any]) -> str:
    """An act's reference in words, as it stands where it is none."""
    try:
        act = ActReference.parse(reference)
    except ValueError:
        return reference
    register = act.register
    return str(
        words["act_named"].format(
            kind=words["act_kinds"][register.kind.value],
            number=act.number,
            year=register.year,
            part=register.part,
        )
    )


def mention_named(kind: str, at: str, words: Mapping[str, Any], lang: str) -> str:
    """A mention's type and date."""
    name = str(words["mention_types"][kind])
    return f"{name} ({shown_date(at, lang)})" if at else name


def _signed(
    signature: CheckedPaper | PaperRefusal | None, words: Mapping[str, Any], lang: str
) -> Iterator[tuple[str, Any]]:
    if not isinstance(signature, CheckedPaper):
        return
    rows = words["rows"]
    yield rows["officer"], [signature.officer]
    yield rows["certificate"], [signature.holder]
    yield rows["location"], [signature.location]
    yield rows["stamped_at"], [shown_instant(_iso(signature.stamped_at), lang)]
    yield rows["authority"], [signature.authority]


def _iso(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
