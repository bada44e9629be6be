"""``/v1/duplicates``: acts suspected to record the same thing, and what people say of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

import structlog
from fastapi import APIRouter, Path, Query

from archive.account import Right
from archive.act import Act
from archive.catalogue_duplicates import Decision
from archive.duplicate import Pair, PairState
from archive.errors import CatalogueUnavailable
from archive_api.opened import Archive, Opened, reference_of
from archive_api.problems import Problem
from archive_api.schemas.duplicates import (
    MAX_PAIRS,
    DecisionIn,
    JoinIn,
    PairOut,
    PairsOut,
    SideBySideOut,
)
from archive_api.side_by_side import side_by_side
from archive_api.signed_in import program_allowed
from indexing.duplicates.finding import compare_acts

router = APIRouter(prefix="/v1/duplicates", tags=["duplicates"])

log = structlog.get_logger("archive_api")

PairName = Annotated[str, Path(description="ids of both acts, joined by a hyphen")]


@router.get("", dependencies=[program_allowed(Right.READ)])
def waiting(
    archive: Opened,
    state: PairState = PairState.OPEN,
    limit: Annotated[int, Query(ge=1, le=MAX_PAIRS)] = 20,
    after: Annotated[int, Query(ge=0, le=2**62)] = 0,
) -> PairsOut:
    """Pairs in a state, the one asked about first at the head; ``after`` is ``next`` of a page."""
    page = archive.catalogue.page_of_pairs(state, after, limit)
    shown = sorted({act for pair in page.pairs for act in pair.acts})
    archive.log_read("duplicates", " ".join(shown))
    return PairsOut(
        total=archive.catalogue.count_pairs()[state],
        pairs=[PairOut.from_pair(pair, acts_of(archive, pair)) for pair in page.pairs],
        next=page.next,
    )


@router.get("/{pair}", dependencies=[program_allowed(Right.READ)])
def read(archive: Opened, pair: PairName) -> SideBySideOut:
    """Both acts side by side, every field with its crop, and what was said of the pair."""
    return shown(archive, pair)


@router.post("/{pair}/join", dependencies=[program_allowed(Right.DECIDE_DUPLICATE)])
def join(archive: Opened, pair: PairName, said: JoinIn) -> SideBySideOut:
    """Make one act a second copy of the other: nothing is lost, and it can be undone.

    409 pair_changed or act_changed when somebody decided since it was read, pair_contradicted when
    acts that it would make one were told apart.
    """
    joined = archive.catalogue.join(_decision(archive, pair, said), said.stands)
    _look_around(archive, joined)
    return shown(archive, pair)


@router.post("/{pair}/tell-apart", dependencies=[program_allowed(Right.DECIDE_DUPLICATE)])
def tell_apart(archive: Opened, pair: PairName, said: DecisionIn) -> SideBySideOut:
    """Say that the acts are different: nobody is asked again unless one of their facts changes."""
    archive.catalogue.tell_apart(_decision(archive, pair, said))
    return shown(archive, pair)


@router.post("/{pair}/undo", dependencies=[program_allowed(Right.DECIDE_DUPLICATE)])
def undo(archive: Opened, pair: PairName, said: DecisionIn) -> SideBySideOut:
    """Take the decision back: joined acts are one by other decisions only, the pair waits again."""
    undone = archive.catalogue.undo(_decision(archive, pair, said))
    _look_around(archive, undone)
    return shown(archive, pair)


def shown(archive: Archive, name: str) -> SideBySideOut:
    """A pair as shown to a reader, the reading of it logged."""
    pair = archive.catalogue.pair(name)
    if pair is None:
        raise Problem("pair_unknown")
    acts = acts_of(archive, pair)
    archive.log_read("duplicates.seen", " ".join(pair.acts))
    stands = archive.catalogue.standing_acts(pair.acts)
    return SideBySideOut.from_acts(
        pair,
        acts,
        side_by_side(*acts),
        archive.catalogue.pair_history(name),
        decidable=pair.state is PairState.OPEN and len(set(stands.values())) > 1,
    )


@dataclass(frozen=True, slots=True)
class Ties:
    """What ties an act to others: the act it leads to, its second copies, pairs that wait.

    The acts by reference, the pairs by name.
    """

    standing: str | None
    copies: list[str]
    pairs: list[str]


def ties(archive: Archive, act_id: str) -> Ties:
    """What ties an act to others; pairs whose acts other decisions have made one do not wait."""
    catalogue = archive.catalogue
    standing = catalogue.standing_acts([act_id])[act_id]
    open_pairs = [pair for pair in catalogue.pairs_of(act_id) if pair.state is PairState.OPEN]
    stands = catalogue.standing_acts([act for pair in open_pairs for act in pair.acts])
    return Ties(
        standing=None if standing == act_id else reference_of(archive.act(standing)),
        copies=[reference_of(archive.act(copy)) for copy in catalogue.second_copies(act_id)],
        pairs=[pair.name for pair in open_pairs if len({stands[act] for act in pair.acts}) > 1],
    )


def look_again(archive: Archive, acts: Sequence[Act]) -> None:
    """Look whether the record holds acts twice; what fails here is made up for later."""
    try:
        compare_acts(archive.catalogue, acts)
    except CatalogueUnavailable as error:
        ids = [act.act_id for act in acts]
        log.warning("duplicates_behind", acts=ids, error=type(error).__name__)


def acts_of(archive: Archive, pair: Pair) -> list[Act]:
    """Both acts of a pair, in its order."""
    return [archive.act(act_id) for act_id in pair.acts]


def _look_around(archive: Archive, pair: Pair) -> None:
    """Look again for every act that a decision may have made one with another, or parted.

    Nothing is said of pairs while their acts are one: what was passed over then is said now.
    """
    catalogue = archive.catalogue
    roots = set(catalogue.standing_acts(pair.acts).values())
    group = roots | {copy for root in roots for copy in catalogue.second_copies(root)}
    look_again(archive, [archive.act(act_id) for act_id in sorted(group)])


def _decision(archive: Archive, pair: str, said: DecisionIn) -> Decision:
    actor = archive.actor_or(said.actor)
    return Decision(pair, said.reason.strip(), actor, said.expected_version, said.acts)
