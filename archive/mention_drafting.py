"""From what an officer fills in to the mention that is proposed, and whether it can be. Pure."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from archive.act import Act, ActState
from archive.decisions import check_decisions
from archive.errors import DecisionInvalid, Fault, MentionInvalid, MentionRefused
from archive.legal_ground import GroundKind, LegalGround, SupportingDocument
from archive.margin import Amendment, Change, MentionEntered, MentionWithdrawn
from archive.mention import Mention, MentionType
from archive.mention_composing import Filled, Texts, compose, faults, ground_faults, sketch
from archive.mention_wording import (
    Wording,
    changed_fields,
    withdrawal_grounds,
    wordings,
)
from archive.proposal import Proposed

LONGEST_REASON = 1000


@dataclass(frozen=True, slots=True)
class Draft:
    """What an officer filled in for one mention.

    Attributes:
        wording: key of the wording; empty withdraws the mention ``replaces``.
        blanks: by name of input, see ``archive.mention_composing.Filled``.
        field: base of the field that changes; new: its values by field of the act, fields left
            out stay as they are.
        typed_ar, typed_fr: the paper's own words where they differ from the wording's.
        replaces: id in the margin of the mention that goes out of force.
        reason: why it does.
    """

    wording: str
    ground: LegalGround
    blanks: Mapping[str, str] = dataclasses.field(default_factory=dict)
    field: str | None = None
    new: Mapping[str, str] = dataclasses.field(default_factory=dict)
    typed_ar: str = ""
    typed_fr: str = ""
    documents: tuple[SupportingDocument, ...] = ()
    replaces: str | None = None
    reason: str = ""


def proposed(act: Act, draft: Draft, proposal: str, today: date) -> Proposed:
    """What a draft proposes for an act as it stands.

    Args:
        proposal: the id it will have, which becomes the mention's.

    Raises:
        MentionInvalid: something filled in is missing or wrong, by input.
        MentionRefused: the act takes no such mention as things stand.
    """
    refuse_unready(act)
    refuse_not_in_force(act, draft.replaces)
    problems = _common_faults(draft)
    if not draft.wording:
        return _withdrawing(act, draft, proposal, problems)
    wording = wordings().get(draft.wording)
    if wording is None or act.register.kind not in wording.kinds:
        raise MentionInvalid({"wording": Fault("wording_unknown", f"{draft.wording!r} is none")})
    filled = filled_in(act, draft)
    problems |= faults(wording, filled) | _change_faults(wording, act, draft)
    problems |= _date_faults(act, draft, today)
    if problems:
        raise MentionInvalid(problems)
    entered = _entered(act, draft, wording, proposal)
    refuse_told_already(act, entered)
    inputs = {**draft.blanks, **({"field": draft.field} if draft.field else {})}
    typed = bool(draft.typed_ar or draft.typed_fr)
    return Proposed(act.act_id, act.version, entered, wording.key, inputs, typed)


def filled_in(act: Act, draft: Draft) -> Filled:
    """A draft with the act's present values of the field that changes."""
    if draft.field is None or draft.field not in changed_fields():
        return Filled(draft.blanks, draft.ground)
    fields = changed_fields()[draft.field].fields
    seen = act.values_before(draft.replaces)
    old = {name: seen.get(name, "") for name in fields}
    new = {name: draft.new.get(name, old[name]) for name in fields}
    return Filled(draft.blanks, draft.ground, draft.field, old, new)


def composed(act: Act, draft: Draft, wording: Wording) -> Texts:
    """The words of the mention that a draft makes; MentionInvalid as ``compose`` says."""
    return compose(wording, filled_in(act, draft), act.current.get("sex") or None)


def sketched(act: Act, draft: Draft) -> Texts:
    """The words of the mention as far as a draft goes; what is wrong in it counts as missing."""
    wording = wordings()[draft.wording]
    wrong = set(faults(wording, filled_in(act, draft)))
    wrong |= {name for name, value in draft.new.items() if not _is_sound(name, value)}
    said = draft.ground
    ground = LegalGround(
        said.kind,
        "" if "reference" in wrong else said.reference,
        None if "ground_date" in wrong else said.date,
        None if "ground_date_hijri" in wrong else said.date_hijri,
        "" if "authority_ar" in wrong else said.authority_ar,
        "" if "authority_fr" in wrong else said.authority_fr,
    )
    sound = dataclasses.replace(
        draft,
        ground=ground,
        blanks={name: value for name, value in draft.blanks.items() if name not in wrong},
        new={name: "" if name in wrong else value for name, value in draft.new.items()},
    )
    texts = sketch(wording, filled_in(act, sound), act.current.get("sex") or None)
    return Texts(draft.typed_ar or texts.ar, draft.typed_fr or texts.fr)


def _is_sound(name: str, value: str) -> bool:
    try:
        check_decisions({name: value})
    except DecisionInvalid:
        return False
    return True


def refuse_unready(act: Act) -> None:
    """Raise MentionRefused for an act whose margin takes no mention yet or any more."""
    if act.state is not ActState.VERIFIED:
        message = f"act {act.act_id} is {act.state.value}: verify it first"
        raise MentionRefused("mention_before_verifying", message)
    if act.standing_act is not None:
        message = f"act {act.act_id} is a second copy of {act.standing_act}: enter it there"
        raise MentionRefused("mention_on_second_copy", message)


def refuse_not_in_force(act: Act, entry: str | None) -> None:
    """Raise MentionRefused when a mention that shall go out of force is not in force."""
    if entry is not None and not any(one.id == entry and one.in_force for one in act.margin):
        message = f"no mention {entry} is in force in the margin of act {act.act_id}"
        raise MentionRefused("mention_not_in_force", message)


def refuse_moved_values(act: Act, amendment: Amendment) -> None:
    """Raise MentionRefused when a value that shall change is no longer what was seen."""
    if not isinstance(amendment, MentionEntered):
        return
    seen = act.values_before(amendment.replaces)
    moved = [one.field for one in amendment.changes if seen.get(one.field, "") != one.old]
    if moved:
        message = f"{', '.join(moved)} of act {act.act_id} changed since: propose it again"
        raise MentionRefused("mention_value_moved", message)


def refuse_told_already(act: Act, amendment: Amendment) -> None:
    """Raise MentionRefused when a mention in force says what another would say again."""
    if not isinstance(amendment, MentionEntered):
        return
    others = (one for one in act.margin if one.in_force and one.id != amendment.replaces)
    told = next((one.id for one in others if _says_same(one.mention, amendment.mention)), None)
    if told is not None:
        message = f"mention {told} of act {act.act_id} says this already: replace it"
        raise MentionRefused("mention_told_already", message)


def _says_same(one: Mention, other: Mention) -> bool:
    if one.type is not other.type:
        return False
    if one.type is MentionType.DEATH:
        return True
    if one.type in (MentionType.OTHER, MentionType.ANNOTATION):
        return one.text_ar == other.text_ar
    numbers = {number for number in (one.act_number, other.act_number) if number}
    return (one.date, one.changed) == (other.date, other.changed) and len(numbers) <= 1


def _withdrawing(act: Act, draft: Draft, proposal: str, problems: dict[str, Fault]) -> Proposed:
    if draft.replaces is None:
        problems["replaces"] = Fault("blank_missing", "the mention to withdraw must be chosen")
    if draft.ground.kind not in withdrawal_grounds():
        message = f"{draft.ground.kind.value} is no ground for withdrawing a mention"
        problems["ground"] = Fault("ground_unlawful", message)
    problems |= dict(ground_faults(draft.ground))
    if problems or draft.replaces is None:
        raise MentionInvalid(problems)
    amendment = MentionWithdrawn(
        draft.replaces, draft.ground, proposal, draft.documents, draft.reason
    )
    return Proposed(act.act_id, act.version, amendment)


def _entered(act: Act, draft: Draft, wording: Wording, proposal: str) -> MentionEntered:
    texts = composed(act, draft, wording)
    blanks, ground = draft.blanks, draft.ground
    number = blanks.get("registered_number") or ground.reference
    changes = _changes(act, draft)
    first = changes[0] if changes else None
    mention = Mention(
        type=wording.type,
        date=ground.date if wording.dated_by_ground else blanks.get("date"),
        text_ar=draft.typed_ar or texts.ar,
        text_fr=draft.typed_fr or texts.fr,
        place=blanks.get("place_fr") or blanks.get("place_ar") or None,
        other_party=blanks.get("party_fr") or blanks.get("party_ar") or None,
        act_number=number or None,
        court=ground.authority_ar if ground.kind is GroundKind.JUDGMENT else None,
        changed=draft.field if changes else None,
        old=(first.old or None) if first else None,
        new=(first.new or None) if first else None,
        confidence=1.0,
    )
    return MentionEntered(
        mention, ground, proposal, draft.documents, changes, draft.replaces, draft.reason
    )


def _changes(act: Act, draft: Draft) -> tuple[Change, ...]:
    filled = filled_in(act, draft)
    old, new = filled.old or {}, filled.new or {}
    return tuple(Change(name, old[name], new[name]) for name in new if old[name] != new[name])


def _common_faults(draft: Draft) -> dict[str, Fault]:
    found: dict[str, Fault] = {}
    if draft.replaces is not None and not draft.reason:
        found["reason"] = Fault("blank_missing", "say why the mention goes out of force")
    for name, text in (
        ("reason", draft.reason),
        ("typed_ar", draft.typed_ar),
        ("typed_fr", draft.typed_fr),
    ):
        if text != text.strip() or not all(char.isprintable() for char in text):
            found[name] = Fault("unprintable", "has characters that do not print")
        elif len(text) > LONGEST_REASON:
            found[name] = Fault("too_long", f"has more than {LONGEST_REASON} characters")
    if not draft.documents and draft.ground.kind is not GroundKind.RECORD_ERROR:
        found["document"] = Fault("blank_missing", "the paper that shows the ground is missing")
    return found


def _change_faults(wording: Wording, act: Act, draft: Draft) -> dict[str, Fault]:
    if not wording.changes or draft.field not in wording.changes or draft.field is None:
        return {}
    allowed = changed_fields()[draft.field].fields
    if wording.latin_only:
        allowed = tuple(name for name in allowed if name.endswith("_fr"))
    found = {
        name: Fault("field_unknown", "is not changed by this mention")
        for name in draft.new
        if name not in allowed
    }
    try:
        check_decisions({name: value for name, value in draft.new.items() if name in allowed})
    except DecisionInvalid as invalid:
        found |= invalid.problems
    if not found and not any(one.new for one in _changes(act, draft)):
        found[allowed[-1]] = Fault("nothing_changes", "is what the act says today")
    return found


def _date_faults(act: Act, draft: Draft, today: date) -> dict[str, Fault]:
    """Nothing that a mention tells of lies ahead, or before the register was opened."""
    dates = {"ground_date": draft.ground.date or ""}
    dates |= {name: draft.blanks.get(name, "") for name in ("date", "made")}
    found = {}
    for name, value in dates.items():
        year = value[:4]
        # What is no date at all is told as such elsewhere.
        if not year.isdecimal() or len(year) < 4:
            continue
        if value > today.isoformat():
            found[name] = Fault("date_ahead", "lies ahead")
        elif int(year) < act.register.year:
            found[name] = Fault("date_before_act", f"lies before {act.register.year}")
    return found
