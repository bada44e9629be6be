from collections.abc import Callable

import pytest

from archive.issuing.paper import PaperKind, PaperOrder
from archive.issuing.snapshot import ActSnapshot, snapshot_from_json, snapshot_to_json
from archive.mention import Mention, MentionType
from archive_api.papers.disclosed import disclosed
from archive_api.papers.layout import lay_out
from archive_api.papers.multilingual import lay_out_abroad

CORRECTION = Mention(MentionType.NAME_CHANGE, "1960", text_fr="Le nom devient Benabdellatif")

Taken = Callable[..., ActSnapshot]
Ordered = Callable[..., PaperOrder]


@pytest.mark.parametrize("act", ["birth", "death"])
@pytest.mark.parametrize("kind", PaperKind)
def test_a_paper_made_from_its_part_is_the_paper_made_from_the_whole(
    taken: Taken, ordered: Ordered, kind: PaperKind, act: str
) -> None:
    """So the data inside a PDF say all that the paper says."""
    make = lay_out_abroad if kind is PaperKind.MULTILINGUAL else lay_out
    one = taken(act, current={"family_name_fr": "Benabdellatif"})
    part = snapshot_from_json(snapshot_to_json(disclosed(one, kind)))
    assert make(part, ordered(kind)) == make(one, ordered(kind))


@pytest.mark.parametrize("kind", [PaperKind.EXTRACT, PaperKind.MULTILINGUAL])
def test_an_extract_gives_nothing_of_the_full_copy_away(taken: Taken, kind: PaperKind) -> None:
    whole = taken(
        mentions=(CORRECTION, Mention(MentionType.OTHER, text_fr="Kafala")),
        current={"family_name_fr": "Benabdellatif", "family_name_ar": "بنعبد اللطيف"},
    )
    part = disclosed(whole, kind).text
    for hidden in ("Benabdallah", "بنعبد الله", "Kafala", "Tazi", "Oulad Slama", "1903"):
        assert hidden not in part
    assert "Benabdellatif" in part


def test_a_full_copy_carries_the_snapshot_itself(taken: Taken) -> None:
    assert disclosed(taken(), PaperKind.FULL_COPY) == taken()
