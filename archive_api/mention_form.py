"""The form of a mention: its inputs in order, and the draft that what was typed makes. Pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from archive.act import Act
from archive.errors import DecisionInvalid
from archive.folding import western_digits
from archive.legal_ground import GroundKind, LegalGround, SupportingDocument
from archive.mention_drafting import Draft
from archive.mention_wording import (
    LANGUAGES,
    Blank,
    ChangedField,
    Ground,
    Shape,
    Wording,
    changed_fields,
    grounds,
    withdrawal_grounds,
)
from archive.typed_value import as_kept

_WHOLE = re.compile(r"(\d{4})-(\d{2})-(\d{2})", re.ASCII)
_FIELD_OF = {"date": "birth_date", "hijri": "birth_date_hijri", "time": "birth_time"}
_CITED = {
    "reference": Blank("reference", Shape.NUMBER, False),
    "date": Blank("ground_date", Shape.DATE, False),
    "authority": Blank("authority", Shape.NAME, False),
}
_MAKING = (Blank("made", Shape.DATE, False), Blank("officer", Shape.NAME, False))


@dataclass(frozen=True, slots=True)
class Input:
    """One input of the form.

    Attributes:
        label: key of its label in ``texts/mentions.json``, or a field of an act.
        lang: language of what is typed, None when it is neither.
        hint: how a date or a sex is written, by key of the texts; empty for none.
        needed_by: of the legal grounds to choose from, those that cannot be cited without it.
    """

    name: str
    label: str
    value: str
    required: bool = False
    lang: str | None = None
    hint: str = ""
    of_act: bool = False
    long: bool = False
    needed_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MentionForm:
    """What the form of one mention holds.

    Attributes:
        wording: None to withdraw a mention.
        base: base of the field that changes, None while none is chosen or none changes.
        values: what was typed, by name of input.
        replaces: id of the mention in the margin that goes out of force.
    """

    act: Act
    wording: Wording | None
    base: str | None = None
    replaces: str | None = None
    values: Mapping[str, str] = field(default_factory=dict)
    documents: tuple[SupportingDocument, ...] = ()

    @property
    def lawful(self) -> tuple[Ground, ...]:
        """The grounds to choose from."""
        kinds = withdrawal_grounds() if self.wording is None else self.wording.grounds
        return tuple(grounds()[kind] for kind in kinds)

    @property
    def ground(self) -> GroundKind:
        """The ground chosen, the usual one before any is."""
        chosen = self.values.get("ground", "")
        kinds = [ground.kind for ground in self.lawful]
        return next((kind for kind in kinds if kind.value == chosen), kinds[0])

    @property
    def changed(self) -> ChangedField | None:
        """The field that changes."""
        wording = self.wording
        known = wording is not None and self.base in wording.changes
        return changed_fields()[self.base] if known and self.base is not None else None

    @property
    def draft(self) -> Draft:
        """What was typed, as the record takes it."""
        said = {name: tidy(value) for name, value in self.values.items()}
        ground = LegalGround(
            self.ground,
            said.get("reference", ""),
            as_recorded("date", said.get("ground_date", "")) or None,
            as_recorded("hijri", said.get("ground_date_hijri", "")) or None,
            said.get("authority_ar", ""),
            said.get("authority_fr", ""),
        )
        return Draft(
            wording="" if self.wording is None else self.wording.key,
            ground=ground,
            blanks={one.name: _typed(one, said) for one in self._blanks()},
            field=None if self.changed is None else self.changed.base,
            new={one.name: _typed(one, said) for one in self.new_values() if one.name in said},
            typed_ar=said.get("typed_ar", ""),
            typed_fr=said.get("typed_fr", ""),
            documents=self.documents,
            replaces=self.replaces,
            reason=said.get("reason", ""),
        )

    def told(self) -> list[Input]:
        """Inputs of what the mention tells."""
        blanks = () if self.wording is None else self.wording.blanks
        return [one for blank in blanks for one in self._inputs(blank)]

    def new_values(self) -> list[Input]:
        """Inputs of what the field that changes says from here on."""
        if self.changed is None or self.wording is None:
            return []
        before = self.act.values_before(self.replaces)
        return [
            Input(
                name,
                name,
                self.values.get(name, day_first(before.get(name, ""))),
                lang=_language(name),
                hint=_hint(name),
                of_act=True,
            )
            for name in self.changed.fields
            if not self.wording.latin_only or name.endswith("_fr")
        ]

    def cited(self) -> list[Input]:
        """Inputs of the legal ground, required where the one chosen needs them."""
        inputs = []
        for need, blank in _CITED.items():
            needed_by = tuple(one.kind.value for one in self.lawful if need in one.needs)
            required = self.ground.value in needed_by
            for one in self._inputs(replace(blank, required=required)):
                second = one.name.endswith("_hijri")
                inputs.append(one if second else replace(one, needed_by=needed_by))
        return inputs

    @property
    def paper_needed_by(self) -> tuple[str, ...]:
        """Of the grounds to choose from, those that a paper must show."""
        kinds = (one.kind for one in self.lawful)
        return tuple(kind.value for kind in kinds if kind is not GroundKind.RECORD_ERROR)

    def making(self) -> list[Input]:
        """Inputs of where and by whom the mention is made."""
        return [one for blank in _MAKING for one in self._inputs(blank)]

    def words(self) -> list[Input]:
        """Inputs of the paper's own words."""
        return [
            Input(f"typed_{lang}", "typed", self.values.get(f"typed_{lang}", ""), False, lang)
            for lang in LANGUAGES
        ]

    def _blanks(self) -> Iterator[Input]:
        if self.wording is not None:
            yield from (*self.told(), *self.making())

    def _inputs(self, blank: Blank) -> Iterator[Input]:
        for name in blank.inputs:
            second = name.endswith("_hijri")
            yield Input(
                name,
                f"{blank.name}_hijri" if second else blank.name,
                self.values.get(name, ""),
                blank.required and not second,
                _language(name) if blank.in_both_languages else None,
                _hint("_hijri" if second else "_date") if blank.shape is Shape.DATE else "",
                long=blank.shape is Shape.TEXT,
            )


def tidy(text: str) -> str:
    """What was typed, without spaces at its ends and with one space for many, or for a line end."""
    return " ".join(text.split())


def as_recorded(shape: str, text: str) -> str:
    """A date, or a time, typed as anywhere at the desk, as the record keeps it; else as it is.

    Args:
        shape: ``date``, ``hijri`` or ``time``.
    """
    try:
        return as_kept(_FIELD_OF[shape], text)
    except DecisionInvalid:
        return western_digits(text)


def day_first(recorded: str) -> str:
    """A date of the record as people write it; anything else as it is."""
    day = _WHOLE.fullmatch(recorded)
    return f"{day[3]}/{day[2]}/{day[1]}" if day else recorded


def _typed(one: Input, said: Mapping[str, str]) -> str:
    value = said.get(one.name, "")
    return as_recorded(one.hint, value) if one.hint in ("date", "hijri", "time") else value


def _language(name: str) -> str | None:
    return name[-2:] if name[-3:] in ("_ar", "_fr") else None


def _hint(name: str) -> str:
    if name.endswith("_hijri"):
        return "hijri"
    if name.endswith("_date"):
        return "date"
    return {"sex": "sex", "birth_time": "time", "death_time": "time"}.get(name, "")
