"""Mentions of a bilingual act, each told once: both scripts say the same side by side."""

from collections.abc import Sequence
from dataclasses import replace

from archive.box import Box
from archive.mention import Mention


def told_once(mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Mentions of both scripts with those joined that say the same, in their order.

    One of each script are the same mention when their dates are, or when their types are and
    each script tells that type once; type and date are then those of the surer one. Mentions of
    one script are the same only in type and date.
    """
    found: list[Mention] = []
    for one in mentions:
        at = next((i for i, held in enumerate(found) if _same(held, one, mentions)), None)
        if at is None:
            found.append(one)
        else:
            found[at] = _joined(found[at], one)
    return tuple(found)


def _script(mention: Mention) -> str:
    return "fr" if mention.text_fr is not None else "ar"


def _same(held: Mention, one: Mention, every: Sequence[Mention]) -> bool:
    both = held.type is one.type and held.date == one.date
    if both or held.text_ar is not None or one.text_fr is not None:
        return both
    if held.date is not None and held.date == one.date:
        return True
    alike = [other for other in every if other.type is held.type]
    return held.type is one.type and {_script(x) for x in alike} == {"fr", "ar"} and len(alike) == 2


def _joined(held: Mention, one: Mention) -> Mention:
    sure, other = (held, one) if held.confidence >= one.confidence else (one, held)
    date = sure.date if len(sure.date or "") >= len(other.date or "") else other.date
    return replace(
        sure,
        date=date,
        text_fr=held.text_fr or one.text_fr,
        text_ar=held.text_ar or one.text_ar,
        place=sure.place or other.place,
        other_party=sure.other_party or other.other_party,
        act_number=sure.act_number or other.act_number,
        court=sure.court or other.court,
        changed=sure.changed or other.changed,
        old=sure.old or other.old,
        new=sure.new or other.new,
        box=_around(sure, other),
    )


def _around(sure: Mention, other: Mention) -> Box | None:
    """Where both stand; where the surer one does when the other is on another page."""
    if sure.box is None or other.box is None or sure.page != other.page:
        return sure.box
    return sure.box.around(other.box)
