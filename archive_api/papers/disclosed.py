"""The part of a snapshot that goes along with a paper: what the paper shows, and no more. Pure.

Whoever holds an extract may not hold a full copy; the data inside the PDF must not give it to them.
"""

from dataclasses import replace
from types import MappingProxyType

from archive.issuing.mentions_shown import shown
from archive.issuing.paper import PaperKind
from archive.issuing.snapshot import ActSnapshot
from archive_api.papers.layout import extract_rows
from archive_api.papers.multilingual import fields_abroad
from archive_api.papers.rows import fields_of

_HIJRI_YEAR = "drawn_up_date_hijri"


def disclosed(snapshot: ActSnapshot, kind: PaperKind) -> ActSnapshot:
    """What a paper of a kind shows of a snapshot: all of it for a full copy.

    Other papers made from the part are the same as those made from the whole.
    """
    if kind is PaperKind.FULL_COPY:
        return snapshot
    act = snapshot.reference.register.kind
    abroad = kind is PaperKind.MULTILINGUAL
    fields = fields_abroad(act) if abroad else fields_of(extract_rows(act.value))
    said = {name: value for name, value in snapshot.current.items() if name in fields}
    year = snapshot.values.get(_HIJRI_YEAR, "")[:4]
    named = {_HIJRI_YEAR: year} if year and not abroad else {}
    return replace(
        snapshot,
        values=MappingProxyType(named),
        current=MappingProxyType(said),
        mentions=shown(snapshot.mentions, kind, act),
        regions=(),
    )
