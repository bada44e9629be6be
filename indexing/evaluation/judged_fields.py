"""Each field that the truth shows beside what was read of it: the grain that figures count.

An act is found when an act of its number stands in its volume; a field of an act that was not
found is wrong. What was read and stands in no truth is an act made up.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexing.evaluation.judging import Json, number_of, same_letters, same_value

_FIRST = 5
_BY_THRESHOLD = ("field_unsure", "mention_unsure")
_NUMBER = "act_number"


@dataclass(frozen=True, slots=True)
class JudgedField:
    """One field of one act of the truth.

    Attributes:
        act: the act's number in the truth.
        true: what the page says.
        read: what the archive says, None for nothing.
        right: whether the two are the same after folding.
        confidence: the archive's, 0 to 1; 0 where it read nothing.
        among_first: whether one of the first five candidates is right.
        unsure: whether the archive asks a person about this field.
        found: whether the archive has an act of this number.
        exact: whether the value has exactly the letters of the truth.
        page, box: where it was read; box as [x, y, width, height].
    """

    act: str
    name: str
    true: str
    read: str | None
    right: bool
    confidence: float
    among_first: bool
    unsure: bool
    found: bool
    exact: bool = False
    page: str | None = None
    box: tuple[int, int, int, int] | None = None

    @property
    def wrong_and_sure(self) -> bool:
        """Whether it is wrong, or missing, and no person is asked about it."""
        return self.found and not self.right and not self.unsure


@dataclass(frozen=True, slots=True)
class JudgedAct:
    """One act of the truth, or one made up: its fields, and what became of it.

    Attributes:
        found: whether the archive has an act of this number.
        accepted: whether it went straight through.
        doubts: codes of findings that send it to review whatever the thresholds are.
        mentions: how many the truth has.
        lost_mentions: dates of those that were not read in type and date.
        invented_mentions: mentions read that the truth has not.
        made_up: whether the truth has no such act: its number, its one field here, is wrong.
        rest: confidence of the least sure value or mention that the archive holds of it, whether
            the page shows that field or not.
    """

    number: str
    fields: tuple[JudgedField, ...]
    found: bool = True
    accepted: bool = False
    doubts: tuple[str, ...] = ()
    mentions: int = 0
    lost_mentions: tuple[str, ...] = ()
    invented_mentions: int = 0
    made_up: bool = False
    rest: float = 1.0

    @property
    def wrong(self) -> int:
        """Wrong fields, mentions counted as one."""
        return len(self.wrong_fields)

    @property
    def wrong_fields(self) -> tuple[str, ...]:
        """Names of wrong fields, mentions counted as one."""
        mentions = ("mentions",) if self.lost_mentions or self.invented_mentions else ()
        return (*(field.name for field in self.fields if not field.right), *mentions)

    @property
    def shown(self) -> int:
        """Fields that it shows, mentions counted as one where it has or was given any."""
        return len(self.fields) + bool(self.mentions or self.invented_mentions)

    @property
    def least(self) -> float:
        """Confidence of what it is least sure of, 0 where a field is missing or a doubt stands."""
        missing = any(field.unsure and field.read is None for field in self.fields)
        held = [field.confidence for field in self.fields if field.read is not None]
        return 0.0 if missing or self.doubts or not held else min(self.rest, *held)


def judge_acts(truth: Json, acts: Iterable[Json]) -> list[JudgedAct]:
    """Every act of a truth file, in its order, beside the exported act of its number.

    Behind them stand the acts that were made up: of a number that the truth has not, or of none.
    """
    every = list(acts)
    read = {number_of(act): act for act in every if number_of(act)}
    judged = [
        _judged(expected, read.get(number_of(expected)), page["shown"])
        for page in truth["truth"]
        for expected in page["acts"]
    ]
    known = {act.number for act in judged}
    return judged + [_made_up(act) for act in every if number_of(act) not in known]


def fields_of(acts: Iterable[JudgedAct]) -> list[JudgedField]:
    """All fields of acts."""
    return [field for act in acts for field in act.fields]


def _judged(expected: Json, found: Json | None, shown: Sequence[str]) -> JudgedAct:
    asked = _asked_about(found)
    fields = tuple(
        _field(expected, found, name, name in asked)
        for name in shown
        if name != "mentions" and expected.get(name) not in (None, "")
    )
    lost, invented = _mentions(expected, found) if "mentions" in shown else ((), 0)
    return JudgedAct(
        number=number_of(expected),
        fields=fields,
        found=found is not None,
        accepted=_accepted(found),
        doubts=_doubts(found),
        mentions=len(expected.get("mentions") or ()) if "mentions" in shown else 0,
        lost_mentions=lost,
        invented_mentions=invented,
        rest=_least_held(found),
    )


def _made_up(act: Json) -> JudgedAct:
    number = number_of(act)
    field = JudgedField(
        act=number,
        name=_NUMBER,
        true="",
        read=number or None,
        right=False,
        confidence=float((act["fields"].get(_NUMBER) or {}).get("confidence", 0.0)),
        among_first=False,
        unsure=_NUMBER in _asked_about(act),
        found=True,
    )
    return JudgedAct(
        number,
        (field,),
        accepted=_accepted(act),
        doubts=_doubts(act),
        made_up=True,
        rest=_least_held(act),
    )


def _least_held(act: Json | None) -> float:
    values = [one for one in (act or {}).get("fields", {}).values() if one.get("value") is not None]
    held = [*values, *((act or {}).get("mentions") or ())]
    return min((float(one.get("confidence", 1.0)) for one in held), default=1.0)


def _accepted(act: Json | None) -> bool:
    return act is not None and act["state"] == "accepted"


def _review(act: Json | None) -> list[Json]:
    return [one for one in (act or {}).get("findings", ()) if one["severity"] == "review"]


def _asked_about(act: Json | None) -> set[str]:
    return {finding["field"] for finding in _review(act)}


def _doubts(act: Json | None) -> tuple[str, ...]:
    return tuple(one["code"] for one in _review(act) if one["code"] not in _BY_THRESHOLD)


def _field(expected: Json, found: Json | None, name: str, doubted: bool) -> JudgedField:
    true = number_of(expected) if name == _NUMBER else str(expected[name])
    told = {} if found is None else dict(found["fields"].get(name) or {})
    if found is not None and name == _NUMBER:
        told["value"] = number_of(found)
    value = told.get("value")
    right = same_value(name, value, true)
    first = list(told.get("candidates") or ())[:_FIRST]
    return JudgedField(
        act=number_of(expected),
        name=name,
        true=true,
        read=None if value is None else str(value),
        right=right,
        confidence=float(told.get("confidence", 0.0)) if value is not None else 0.0,
        among_first=right or any(same_value(name, one, true) for one in first),
        unsure=doubted,
        found=found is not None,
        exact=same_letters(value, true),
        page=told.get("page"),
        box=tuple(told["box"]) if told.get("box") else None,
    )


def _mentions(expected: Json, found: Json | None) -> tuple[tuple[str, ...], int]:
    true, read = list(_keys(expected)), list(_keys(found))
    lost = []
    for key in true:
        if key in read:
            read.remove(key)
        else:
            lost.append(key[1] or "")
    return tuple(lost), len(read)


def _keys(act: Json | None) -> Iterator[tuple[str, str | None]]:
    return ((m["type"], m["date"]) for m in (act or {}).get("mentions") or ())
