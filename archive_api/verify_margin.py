"""The margin of an act on the verifying page, and as a person says it is. Pure."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from archive.act import Act, ActState
from archive.decisions import check_decisions
from archive.errors import DecisionInvalid, Fault
from archive.mention import Mention
from archive_api.act_picture import ActPicture
from archive_api.schemas.verifying import MentionIn, MentionLineOut
from archive_api.shown_values import shown_date
from indexing.names.matching import fold, script_of

_NAMED = ("place", "other_party", "act_number", "court", "old", "new")


def mention_lines(act: Act, pictures: Sequence[ActPicture], lang: str) -> list[MentionLineOut]:
    """The margin's mentions, each with its wordings, that in the language of the page first."""
    waits = act.state is not ActState.VERIFIED
    doubted = {f.params.get("type") for f in act.findings if waits and f.code == "mention_unsure"}
    lines = []
    for at, mention in enumerate(act.mentions):
        wordings = [mention.text_ar, mention.text_fr]
        page = next((i for i, one in enumerate(pictures) if one.page == mention.page), None)
        lines.append(
            MentionLineOut(
                at=at,
                type=mention.type.value,
                date=mention.date or "",
                shown=shown_date(mention.date, lang) if mention.date else "",
                wordings=[one for one in wordings[:: 1 if lang == "ar" else -1] if one],
                unsure=mention.type.value in doubted,
                page=page,
                share=None if page is None else pictures[page].mentions.get(at),
            )
        )
    return lines


def mentions_said(act: Act, said: Sequence[MentionIn]) -> list[Mention]:
    """The margin as a person says it is: what was read of a mention stays where they kept it.

    Raises:
        DecisionInvalid: a date is none, or a mention is named that was not read.
    """
    mentions = []
    for one in said:
        check_decisions({"birth_date": one.date})
        if one.at is not None and one.at >= len(act.mentions):
            unknown = Fault("mention_unknown", f"no mention {one.at} was read in this act")
            raise DecisionInvalid({"mentions": unknown})
        known = Mention(one.type, confidence=1.0) if one.at is None else act.mentions[one.at]
        mention = replace(known, type=one.type, date=one.date or None)
        mentions.append(mention if one.wordings is None else _worded(mention, one.wordings))
    return mentions


def _worded(mention: Mention, wordings: Sequence[str]) -> Mention:
    """A mention with other wordings, each kept in its script.

    What the machine took from the text stays only where the new text says it as well.
    """
    written = [text for text in (" ".join(one.split()) for one in wordings) if text]
    arabic = [text for text in written if script_of(text) == "ar"]
    french = [text for text in written if text not in arabic]
    named: dict[str, Any] = {name: _while_said(getattr(mention, name), written) for name in _NAMED}
    changed = mention.changed if named["old"] or named["new"] else None
    named |= {"text_fr": " ".join(french) or None, "text_ar": " ".join(arabic) or None}
    return replace(mention, changed=changed, **named)


def _while_said(value: str | None, wordings: Sequence[str]) -> str | None:
    said = f" {fold(' '.join(wordings))} "
    return value if value and f" {fold(value)} " in said else None
