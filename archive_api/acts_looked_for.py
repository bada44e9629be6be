"""Acts that somebody at the counter looks for by the search box's words, to choose one of them."""

from dataclasses import dataclass

from archive.act import Act
from archive_api.desk_pages import Desk
from archive_api.problems import Problem
from archive_api.routers.desk_search import DeskSearchIn
from archive_api.routers.search import found
from archive_api.schemas.search import MAX_TEXT
from indexing.errors import IndexRefused, IndexUnavailable

_MOST = 8


@dataclass(frozen=True, slots=True)
class LookedFor:
    """What was found.

    Attributes:
        more: whether others match as well.
        is_down: whether the search does not answer; wrong: why the words cannot be looked for.
    """

    acts: tuple[Act, ...] = ()
    more: bool = False
    is_down: bool = False
    wrong: str = ""


def acts_looked_for(desk: Desk, text: str) -> LookedFor:
    """The acts that the words lead to, best first; none for no words."""
    if not text.strip():
        return LookedFor()
    try:
        wanted = DeskSearchIn(text=text.strip()[:MAX_TEXT], type="act", limit=_MOST)
        told = found(desk.archive, wanted)
    except (IndexUnavailable, IndexRefused):
        return LookedFor(is_down=True)
    except Problem as problem:
        return LookedFor(wrong=problem.texts[desk.lang])
    acts = (desk.archive.catalogue.act(hit.act_id) for hit in told.hits)
    held = tuple(act for act in acts if act is not None and act.register.kind.holds_acts)
    return LookedFor(held, bool(told.next))
