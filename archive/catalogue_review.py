"""The catalogue's verifying: a person's word on an act that waits, and taking it back."""

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, select

from archive.account import Right
from archive.act import Act
from archive.catalogue_acts import confirmed_number
from archive.catalogue_locks import refuse_if_locked, unlock
from archive.catalogue_log import append, events_where, history_of, last_word
from archive.catalogue_measures import Effort, agreements, note_agreement, note_effort, note_fields
from archive.catalogue_waiting import note_sample
from archive.decisions import check_decisions
from archive.errors import (
    ActChanged,
    ActSettled,
    ArbiterNeeded,
    DecisionInvalid,
    Fault,
    NumberTaken,
    ReadTwice,
    ReopenRefused,
)
from archive.folding import same_words
from archive.history import History, Verified, Word, confirmed_values, fold
from archive.matching import Step
from archive.mention import Mention
from archive.register import ActNumber
from archive.review import Outcome, Reviewed, Stage
from archive.review_events import FirstRead, Reopened, SecondRead
from archive.second_reading import compared, disputed, fields_asked
from archive.store import Store, Writing
from archive.tables import acts, audit, waiting_acts

_OUTCOMES = {
    Verified: Outcome.VERIFIED,
    FirstRead: Outcome.WAITS_FOR_SECOND,
    SecondRead: Outcome.WAITS_FOR_ARBITER,
}


class Reviews(Store):
    """Acts confirmed by one person, or by two or three where the policy asks."""

    def review(
        self,
        act_id: str,
        decisions: Mapping[str, str],
        actor: str,
        expected_version: int,
        keystrokes: int = 0,
        seconds: float = 0.0,
        mentions: Sequence[Mention] | None = None,
        rights: Collection[Right] = (),
    ) -> Reviewed:
        """A person's word on an act: what it does follows from what the act waits for.

        A first word confirms it or has it wait for a second person; a second one confirms what the
        first said or has it wait for an arbiter; an arbiter's confirms it. An act that waits for
        nobody is confirmed. A word that stands already, sent again because its answer was lost,
        is answered as it was and counted once.

        Args:
            decisions: by field name, what differs from the machine's reading; of an arbiter, the
                value of every field in dispute.
            expected_version: the version the person saw.
            keystrokes, seconds: what it took.
            mentions: what stands in the margin, where it is not as read; of a first word alone.
            rights: what the person may do.

        Raises:
            ActUnknown: there is no such act.
            ActLocked: somebody else has it in hand by now.
            ActChanged: the act is at another version by now.
            ReadTwice: this person has read the act already.
            ArbiterNeeded: the act waits for an arbiter, and this person may not arbitrate.
            ActSettled: the act is verified, and this person may not arbitrate.
            DecisionInvalid: a value has the wrong shape or is missing.
            NumberTaken: another act of the register holds the number.
        """
        check_decisions(decisions)
        margin = None if mentions is None else tuple(mentions)
        with self._writing(actor) as tx:
            standing = _said_already(tx, act_id, decisions, margin, expected_version)
            if standing is not None:
                act = history_of(tx.connection, act_id).act()
                return Reviewed(act, _OUTCOMES[type(standing)])
            history = _history_for_word(tx, act_id, expected_version)
            stage = _stage(tx.connection, history)
            word = _word(tx, history, decisions, margin, rights)
            append(tx, None, [Step(history, word)])
            _count(tx, history, word, stage, decisions, Effort(keystrokes, seconds))
            unlock(tx, act_id)
        return Reviewed(history.after(word).act(), _OUTCOMES[type(word)])

    def reopen(self, act_id: str, actor: str, expected_version: int) -> Act:
        """Take back one's own last word on an act, which waits again; the history keeps the word.

        Raises:
            ActUnknown: there is no such act.
            ActLocked: somebody else has it in hand.
            ActChanged: the act is at another version by now.
            ReopenRefused: somebody else acted on it since, or a paper was made from it.
            NumberTaken: the number it would hold again is another act's by now.
        """
        with self._writing(actor) as tx:
            history = _history_for_word(tx, act_id, expected_version)
            _refuse_unless_own(tx, act_id)
            what = Reopened(_number_again(tx.connection, history))
            append(tx, None, [Step(history, what)])
        return history.after(what).act()

    def readings_apart(self, act_id: str) -> tuple[FirstRead, SecondRead] | None:
        """Both readings of an act that waits for an arbiter, None of any other."""
        with self._reading() as connection:
            history = history_of(connection, act_id)
        both = history.first, history.second
        return None if both[0] is None or both[1] is None else (both[0], both[1])

    def fields_asked(self, act_id: str) -> tuple[str, ...]:
        """The fields that a second person must read; none of an act that waits for no second."""
        with self._reading() as connection:
            history = history_of(connection, act_id)
        waits = history.first is not None and history.second is None
        return history.first.asked if history.first is not None and waits else ()


def _said_already(
    tx: Writing,
    act_id: str,
    decisions: Mapping[str, str],
    mentions: tuple[Mention, ...] | None,
    expected_version: int,
) -> Verified | FirstRead | SecondRead | None:
    """The actor's own word on that version of the act, where it stands and says the same."""
    event = last_word(tx.connection, act_id)
    if event is None or event.actor != tx.actor or event.version != expected_version + 1:
        return None
    seen = _seen(tx.connection, act_id, expected_version)
    margin = seen.act().mentions if mentions is None else mentions
    first = seen.first
    match event.what:
        case Verified(known, _, said) | FirstRead(known, _, said) as word if first is None:
            same = known == decisions and said == margin
        case Verified(_, values) as word:
            same = all(same_words(values.get(name, ""), one) for name, one in decisions.items())
        case SecondRead(known) as word if first is not None:
            same = known == _read_again(seen, first, decisions)
        case _:
            return None
    return word if same else None


def _seen(connection: Connection, act_id: str, version: int) -> History:
    """The history of an act as it was at a version."""
    events = events_where(connection, acts.c.act_id == act_id)[act_id]
    register = history_of(connection, act_id).register
    return fold(act_id, register, [event for event in events if event.version <= version])


def _read_again(history: History, first: FirstRead, decisions: Mapping[str, str]) -> dict[str, str]:
    """What a second person read, of the fields asked and of those they changed."""
    seen = confirmed_values(history.act(), decisions)
    return {name: seen.get(name, "") for name in sorted({*first.asked, *decisions})}


def _history_for_word(tx: Writing, act_id: str, expected_version: int) -> History:
    history = history_of(tx.connection, act_id)
    refuse_if_locked(tx, act_id)
    if history.version != expected_version:
        raise ActChanged(act_id, expected_version, history.version)
    return history


def _stage(connection: Connection, history: History) -> Stage | None:
    query = select(waiting_acts.c.stage).where(waiting_acts.c.act_id == history.act_id)
    stage = connection.execute(query).scalar_one_or_none()
    return None if stage is None else Stage(stage)


def _word(
    tx: Writing,
    history: History,
    decisions: Mapping[str, str],
    mentions: tuple[Mention, ...] | None,
    rights: Collection[Right],
) -> Verified | FirstRead | SecondRead:
    first, second = history.first, history.second
    if history.verified and Right.ARBITRATE not in rights:
        raise ActSettled(f"act {history.act_id} is verified: {tx.actor} may not mend it")
    if first is None:
        return _first_word(tx, history, decisions, mentions)
    readers = [first.reader, *([] if second is None else [second.reader])]
    if tx.actor in readers:
        raise ReadTwice(f"act {history.act_id} was read by {tx.actor} already: another must")
    if second is None:
        return _second_word(tx, history, first, decisions)
    if Right.ARBITRATE not in rights:
        raise ArbiterNeeded(f"{tx.actor} may not settle what two persons read in {history.act_id}")
    lacking = Fault("decision_missing", "two persons differ: decide which value stands")
    missing = {name: lacking for name in second.disputed if name not in decisions}
    if missing:
        raise DecisionInvalid(missing)
    return _settled(tx, history, first, decisions)


def _first_word(
    tx: Writing,
    history: History,
    decisions: Mapping[str, str],
    mentions: tuple[Mention, ...] | None,
) -> Verified | FirstRead:
    act = history.act()
    if mentions is not None and history.amendments:
        entered = Fault("margin_entered", "officers have entered mentions: correct by another")
        raise DecisionInvalid({"mentions": entered})
    margin = act.mentions if mentions is None else mentions
    confirmed = confirmed_values(act, decisions)
    number = confirmed_number(tx.connection, act, confirmed)
    asked: tuple[str, ...] = ()
    if not history.verified:
        known = agreements(tx.connection)
        asked = fields_asked(act.act_id, act.reading, decisions, known, tx.policy)
    if asked:
        told = (dict(decisions), confirmed, margin, number, asked)
        return FirstRead(*told, reader=tx.actor)
    return Verified(dict(decisions), confirmed, margin, number)


def _second_word(
    tx: Writing, history: History, first: FirstRead, decisions: Mapping[str, str]
) -> Verified | SecondRead:
    values = _read_again(history, first, decisions)
    differing = disputed(values.keys(), first.confirmed, values)
    if differing:
        return SecondRead(values, differing, tx.actor)
    return _settled(tx, history, first, {})


def _settled(
    tx: Writing, history: History, first: FirstRead, decisions: Mapping[str, str]
) -> Verified:
    """The first person's word, with an arbiter's decisions laid over it."""
    confirmed = {**first.confirmed, **decisions}
    number = confirmed_number(tx.connection, history.act(), confirmed)
    return Verified({**first.decisions, **decisions}, confirmed, first.mentions, number)


def _count(
    tx: Writing,
    history: History,
    word: Word,
    stage: Stage | None,
    decisions: Mapping[str, str],
    effort: Effort,
) -> None:
    act = history.act()
    read = {name: field.value or "" for name, field in act.fields.items()}
    changed = sum(not same_words(read.get(name, ""), value) for name, value in decisions.items())
    form = act.reading.form
    if not (history.verified or history.reopened or history.first):
        note_fields(tx, act, changed)
    if stage is Stage.SAMPLE:
        note_sample(tx, form, len(act.fields), min(changed, len(act.fields)))
    if stage is Stage.SECOND and history.first is not None and not history.reopened:
        # Read a second time after taking it back, it would count twice.
        names = {*history.first.asked, *decisions}
        note_agreement(tx, compared(names, getattr(word, "disputed", ())))
    match word:
        case Verified(_, confirmed) | FirstRead(_, confirmed):
            values = confirmed if stage is not Stage.SECOND else dict(decisions)
        case SecondRead(values):
            values = dict(values)
        case Reopened():
            values = {}
    note_effort(tx, form, stage or Stage.REVIEW, effort, values, changed)


def _refuse_unless_own(tx: Writing, act_id: str) -> None:
    """Raise ReopenRefused unless the act's last word is the actor's and nothing came of it."""
    word = last_word(tx.connection, act_id)
    if word is None or word.actor != tx.actor:
        raise ReopenRefused(f"the last word on act {act_id} is not {tx.actor}'s to take back")
    issued = select(audit.c.seq).where(
        audit.c.subject == act_id, audit.c.seq > word.seq, audit.c.action.startswith("paper.")
    )
    if tx.connection.execute(issued.limit(1)).one_or_none() is not None:
        raise ReopenRefused(f"a paper was made from act {act_id} since: correct it instead")


def _number_again(connection: Connection, history: History) -> ActNumber | None:
    """The number the act holds without its last word: the read one only while it is free."""
    before = history.before
    settled = before is not None and before.verified
    number = before.number if settled and before is not None else history.reading.number
    if number is None:
        return None
    same = (acts.c.register == str(history.register)) & (acts.c.number == str(number))
    holder = connection.execute(
        select(acts.c.act_id).where(same, acts.c.act_id != history.act_id)
    ).scalar_one_or_none()
    if holder is not None and settled:
        raise NumberTaken(f"{history.register}/{number}", holder)
    return None if holder is not None else number
