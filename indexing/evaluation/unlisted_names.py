"""Family names that stand in no list of the product: what became of them.

Such a name must come through as it is written; the worst that can happen to it is to be turned
into a name that a list holds, since that one looks right.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from indexing.confidence.facts import group_of
from indexing.evaluation.judged_fields import JudgedField
from indexing.evaluation.judging import Share, share_to_json
from indexing.names.units import KINDS, knows


@dataclass(frozen=True, slots=True)
class UnlistedNames:
    """What became of family names that no list has; each share but the first is of them.

    Attributes:
        names: unlisted family names, of all family names shown.
        exact: with every letter of the truth.
        other_letters: right after folding, but not in every letter.
        mangled: read as another name that no list has.
        turned: read as a name that a list has.
        turned_silently: those of them about which nobody is asked.
        unread: nothing was read, or the act was not found.
        among_first: the right name is one of the first five candidates.
    """

    names: Share
    exact: Share
    other_letters: Share
    mangled: Share
    turned: Share
    turned_silently: Share
    unread: Share
    among_first: Share


def unlisted_names(fields: Iterable[JudgedField]) -> UnlistedNames:
    """The fate of the family names among these fields that no list has."""
    family = [field for field in fields if group_of(field.name).startswith("family")]
    unlisted = [field for field in family if not is_listed(field.true)]
    wrong = [field for field in unlisted if not field.right]
    turned = [field for field in wrong if field.read is not None and is_listed(field.read)]
    unread = sum(field.read is None for field in wrong)

    def of_them(count: int) -> Share:
        return Share(count, len(unlisted))

    return UnlistedNames(
        names=Share(len(unlisted), len(family)),
        exact=of_them(sum(field.exact for field in unlisted)),
        other_letters=of_them(sum(field.right and not field.exact for field in unlisted)),
        mangled=of_them(len(wrong) - len(turned) - unread),
        turned=of_them(len(turned)),
        turned_silently=of_them(sum(field.wrong_and_sure for field in turned)),
        unread=of_them(unread),
        among_first=of_them(sum(field.among_first for field in unlisted)),
    )


def is_listed(name: str) -> bool:
    """Whether a list of given or of family names holds this spelling, after folding."""
    return any(knows(name, kind) for kind in KINDS)


def unlisted_to_json(told: UnlistedNames) -> dict[str, Any]:
    """The shares by name."""
    return {name: share_to_json(getattr(told, name)) for name in UnlistedNames.__slots__}
