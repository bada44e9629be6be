from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from archive.legal_ground import GroundKind, LegalGround, SupportingDocument
from archive.margin import (
    Amendment,
    Change,
    MentionEntered,
    MentionWithdrawn,
    corrected,
    margin,
)
from archive.margin_codec import amendment_of, amendment_to_json
from archive.mention import Mention, MentionType

GROUND = LegalGround(GroundKind.JUDGMENT, "12", "1990-03-04", None, "المحكمة", "le tribunal")
READ = (
    Mention(MentionType.MARRIAGE, "1965-03-04", text_ar="تزوج"),
    Mention(MentionType.MARRIAGE, "1965-03-04", text_ar="تزوج"),
    Mention(MentionType.DIVORCE, "1970-03-04", text_ar="طلاق"),
)


def entered(
    name: str, replaces: str | None = None, new: str | None = None, old: str = ""
) -> MentionEntered:
    changes = () if new is None else (Change("family_name_ar", old, new),)
    mention = Mention(MentionType.OTHER, text_ar=f"بيان {name}")
    return MentionEntered(mention, GROUND, name, (), changes, replaces)


def withdrawn(entry: str) -> MentionWithdrawn:
    return MentionWithdrawn(entry, GROUND, f"w-{entry}")


@st.composite
def sequences(draw: st.DrawFn) -> list[Amendment]:
    """Any order of entering, replacing and withdrawing that the catalogue lets through."""
    done: list[Amendment] = []
    for at in range(draw(st.integers(0, 12))):
        in_force = [entry.id for entry in margin(READ, done) if entry.in_force]
        choice = draw(st.sampled_from(("enter", "replace", "withdraw")))
        if choice == "enter" or not in_force:
            done.append(entered(f"p{at}", new=f"اسم {at}"))
            continue
        target = draw(st.sampled_from(in_force))
        replacing = choice == "replace"
        done.append(entered(f"p{at}", target) if replacing else withdrawn(target))
    return done


@given(sequences())
def test_each_mention_stands_in_the_margin_exactly_once_whatever_was_done(
    done: list[Amendment],
) -> None:
    entries = margin(READ, done)
    new = [one.proposal for one in done if isinstance(one, MentionEntered)]
    assert Counter(entry.id for entry in entries).most_common(1)[0][1] == 1
    assert [entry.id for entry in entries][len(READ) :] == new
    assert [entry.mention for entry in entries][: len(READ)] == list(READ)


@given(sequences())
def test_never_are_a_mention_and_the_one_that_replaces_it_in_force_together(
    done: list[Amendment],
) -> None:
    in_force = {entry.id for entry in margin(READ, done) if entry.in_force}
    replaced = [one for one in done if isinstance(one, MentionEntered) and one.replaces]
    assert not any({one.proposal, one.replaces} <= in_force for one in replaced)


@given(sequences())
def test_a_mention_is_out_of_force_only_for_a_reason_that_stands_in_the_margin(
    done: list[Amendment],
) -> None:
    entries = {entry.id: entry for entry in margin(READ, done)}
    for entry in entries.values():
        assert entry.in_force == (entry.replaced_by is None and entry.withdrawn is None)
        if entry.replaced_by is not None:
            assert entries[entry.replaced_by].withdrawn is None


def test_mentions_that_say_the_same_are_told_apart_and_named_alike_every_time() -> None:
    names = [entry.id for entry in margin(READ)]
    assert len(set(names)) == 3
    assert names[1] == f"{names[0]}-2"
    assert names == [entry.id for entry in margin(READ, [entered("p1")])][:3]


def test_withdrawing_what_replaced_a_mention_puts_that_one_in_force_again() -> None:
    first = margin(READ)[0].id
    done: list[Amendment] = [entered("p1", first)]
    assert not margin(READ, done)[0].in_force
    assert margin(READ, [*done, withdrawn("p1")])[0].in_force
    assert margin(READ, [*done, withdrawn("p1"), entered("p2", first)])[0].replaced_by == "p2"


def test_values_follow_the_mentions_in_force_in_their_order() -> None:
    done: list[Amendment] = [entered("p1", new="ب"), entered("p2", new="ج")]
    assert corrected(margin((), done)) == {"family_name_ar": "ج"}
    assert corrected(margin((), [*done, withdrawn("p2")])) == {"family_name_ar": "ب"}
    assert corrected(margin((), [*done, withdrawn("p2"), withdrawn("p1")])) == {}


def test_a_mention_that_replaces_an_earlier_one_changes_values_at_its_turn() -> None:
    done: list[Amendment] = [
        entered("p1", new="ب"),
        entered("p2", new="ج"),
        entered("p3", "p1", new="د"),
    ]
    entries = margin((), done)
    assert corrected(entries) == {"family_name_ar": "ج"}
    assert corrected(entries, before="p2") == {"family_name_ar": "د"}
    assert corrected(entries, before="p1") == {}


def test_an_amendment_comes_back_from_its_text() -> None:
    papers = (SupportingDocument("ab" * 32, "application/pdf"),)
    change = Change("sex", "", "F")
    whole = MentionEntered(READ[0], GROUND, "p1", papers, (change,), "read-1", "misread")
    bare = MentionWithdrawn("p1", LegalGround(GroundKind.RECORD_ERROR), "p2")
    for one in (whole, bare):
        assert amendment_of(amendment_to_json(one)) == one
