"""Each field that the truth shows beside what was read of it: the grain that figures count."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from indexing.evaluation import Json, number_of, same_value

_FIRST = 5
_BY_THRESHOLD = ("field_unsure", "mention_unsure")
_SHOWN_TWICE = ("year", "act_number")


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
    page: str | None = None
    box: tuple[int, int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class JudgedAct:
    """One act of the truth: its fields, and what became of it.

    Attributes:
        accepted: whether it went straight through.
        doubts: codes of findings that send it to review whatever the thresholds are.
        mentions: how many the truth has.
        lost_mentions: dates of those that were not read in type and date.
        invented_mentions: mentions read that the truth has not.
    """

    number: str
    fields: tuple[JudgedField, ...]
    accepted: bool = False
    doubts: tuple[str, ...] = ()
    mentions: int = 0
    lost_mentions: tuple[str, ...] = ()
    invented_mentions: int = 0

    @property
    def wrong(self) -> int:
        """Wrong fields, mentions counted as one."""
        wrong = sum(not field.right for field in self.fields)
        return wrong + bool(self.lost_mentions or self.invented_mentions)

    @property
    def least(self) -> float:
        """Confidence of the least sure field that the archive holds, 0 where one is missing."""
        missing = any(field.unsure and field.read is None for field in self.fields)
        held = (field.confidence for field in self.fields if field.read is not None)
        return 0.0 if missing or self.doubts or not self.fields else min(held, default=0.0)


def judge_acts(truth: Json, acts: Iterable[Json]) -> list[JudgedAct]:
    """Every act of a truth file, in its order, beside the exported act of the same number."""
    read = {number_of(act): act for act in acts if act["act_number"] is not None}
    return [
        _judged(expected, read.get(number_of(expected)), page["shown"])
        for page in truth["truth"]
        for expected in page["acts"]
    ]


def fields_of(acts: Iterable[JudgedAct]) -> list[JudgedField]:
    """All fields of acts."""
    return [field for act in acts for field in act.fields]


def _judged(expected: Json, found: Json | None, shown: Sequence[str]) -> JudgedAct:
    review = [] if found is None else [f for f in _findings(found) if f["severity"] == "review"]
    named = {finding["field"] for finding in review}
    fields = tuple(
        _field(expected, found, name, name in named)
        for name in shown
        if name != "mentions" and expected.get(name) not in (None, "")
    )
    lost, invented = _mentions(expected, found) if "mentions" in shown else ((), 0)
    return JudgedAct(
        number=number_of(expected),
        fields=fields,
        accepted=found is not None and found["state"] in ("accepted", "verified"),
        doubts=tuple(f["code"] for f in review if f["code"] not in _BY_THRESHOLD),
        mentions=len(expected.get("mentions") or ()) if "mentions" in shown else 0,
        lost_mentions=lost,
        invented_mentions=invented,
    )


def _findings(act: Json) -> Sequence[Json]:
    found: Sequence[Json] = act.get("findings", ())
    return found


def _field(expected: Json, found: Json | None, name: str, doubted: bool) -> JudgedField:
    true = str(expected[name])
    told = _reading(found, name)
    value = told.get("value")
    right = value is not None and same_value(name, value, true)
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
        page=told.get("page"),
        box=tuple(told["box"]) if told.get("box") else None,
    )


def _reading(found: Json | None, name: str) -> Json:
    """The exported field; number and year stand at the top of an act wherever they were read."""
    if found is None:
        return {}
    told = dict(found["fields"].get(name) or {})
    if name in _SHOWN_TWICE and (name == "act_number" or not told):
        told = {"confidence": 1.0, **told, "value": found.get(name)}
    return told


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
