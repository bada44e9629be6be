"""From a snapshot and an order to the unsigned PDF of a paper."""

from collections.abc import Sequence
from dataclasses import asdict
from enum import Enum
from typing import Any

from archive.issuing.paper import PaperKind, PaperOrder
from archive.issuing.snapshot import ActSnapshot
from archive_api.papers.disclosed import disclosed
from archive_api.papers.isolating import isolated_ar, isolated_fr
from archive_api.papers.layout import lay_out
from archive_api.papers.multilingual import lay_out_abroad

_ISOLATED = {"fr": isolated_fr, "ar": isolated_ar}


def render(snapshot: ActSnapshot, order: PaperOrder, facsimiles: Sequence[bytes] = ()) -> bytes:
    """The unsigned PDF/A-3a and PDF/UA-1 of a paper: the same input gives the same bytes.

    Args:
        facsimiles: JPEG pictures of the act for a full copy, cut out of its pages; other papers
            show none.

    Raises:
        FontsMissing: a font of the papers is not installed.
        CharacterNotDrawn: no font has a letter of a name.
        LatinNameMissing: the form for abroad needs a name that is written in Arabic alone.
        TypesettingFailed: typst refused for another reason.
    """
    # Loaded when a paper is made: typst and pikepdf are not needed to start.
    from archive_api.papers.reading_order import with_reading_order
    from archive_api.papers.typesetting import FONTS, data, image_names, typeset

    abroad = order.kind is PaperKind.MULTILINGUAL
    paper = lay_out_abroad(snapshot, order) if abroad else lay_out(snapshot, order)
    images = facsimiles if order.kind is PaperKind.FULL_COPY else ()
    printed = _printed(asdict(paper))
    printed |= {
        "images": image_names(len(images)),
        "reference_text": str(snapshot.reference),
        "fonts": list(FONTS),
        "attached": f"{order.kind.value}; snapshot sha256 {snapshot.sha256}",
    }
    printed["imprint"] |= _codes(order) | {"author": snapshot.office.name_fr}
    inputs = {"paper": data(printed), "attached": disclosed(snapshot, order.kind).text}
    return with_reading_order(typeset(order.kind.value, inputs, images, order.at))


def require_layable(snapshot: ActSnapshot, order: PaperOrder) -> None:
    """Refuse a paper that cannot be laid out, before it is given a number.

    Raises:
        LatinNameMissing: the form for abroad needs a name that is written in Arabic alone.
    """
    if order.kind is PaperKind.MULTILINGUAL:
        lay_out_abroad(snapshot, order)


def _codes(order: PaperOrder) -> dict[str, str]:
    """The codes as pictures, "" for one there is nothing to say with."""
    from archive_api.seal.codes import Level, qr_svg

    return {
        "seal_svg": qr_svg(order.seal, Level.Q).decode() if order.seal else "",
        "address_svg": qr_svg(order.address, Level.M).decode() if order.address else "",
    }


def _printed(value: Any, side: str = "") -> Any:
    """Laid-out data as JSON, each text isolated as its language asks."""
    if isinstance(value, dict):
        return {name: _printed(item, name) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [_printed(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, str) and side in _ISOLATED:
        return _ISOLATED[side](value)
    return value
