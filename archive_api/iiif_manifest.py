"""IIIF Presentation 3.0: a volume as a manifest, a page's fields as annotations. Pure.

A manifest names no person: its acts go by their numbers. What the fields say stands in the
annotations alone, which are asked for page by page.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from archive.act import Act
from archive.box import Box
from archive.register import VolumeReference
from archive_api.desk_pages import field_label, office_name, texts
from archive_api.iiif import PictureName, level_size, scale_factors, upright
from archive_api.shown_values import shown_value

CONTEXT = "http://iiif.io/api/presentation/3/context.json"
PROFILE = f'application/ld+json;profile="{CONTEXT}"'
_SCRIPT_LANGUAGES = {"_ar": "ar", "_fr": "fr"}
_THUMBNAIL = 400
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class ShownPage:
    """A page of a volume: its picture, upright, and the scan's size before it is turned."""

    picture: PictureName
    size: tuple[int, int]
    scan_size: tuple[int, int]

    @property
    def name(self) -> str:
        """The page's name in its volume."""
        return self.picture.page

    def box(self, box: Box) -> Box:
        """A box of the scan, in pixels of the picture."""
        return upright(box, self.scan_size, self.picture.turns)


def manifest_address(volume: VolumeReference) -> str:
    """Where a volume's manifest is served, on this service."""
    return f"/iiif/manifest/{volume}"


def annotations_address(volume: VolumeReference, page: str) -> str:
    """Where the annotations of a page are served, on this service."""
    return f"/iiif/annotations/{volume}/{quote(page, safe='')}"


def manifest(
    base: str, volume: VolumeReference, pages: Sequence[ShownPage], acts: Sequence[Act]
) -> Json:
    """A volume's manifest.

    Args:
        base: scheme and host of this service, which every id begins with.
        acts: those read from this original, in order.
    """
    address = f"{base}{manifest_address(volume)}"
    shown = {page.name: page for page in pages}
    return {
        "@context": CONTEXT,
        "id": address,
        "type": "Manifest",
        "label": _both(lambda lang: _title(volume, lang)),
        "metadata": _metadata(volume, pages, acts),
        "viewingDirection": viewing_direction(acts),
        "behavior": ["paged" if len(pages) > 1 else "individuals"],
        "items": [_canvas(base, address, volume, page) for page in pages],
        "structures": [item for act in acts if (item := _range(address, act, shown)) is not None],
    }


def annotations(base: str, page: ShownPage, acts: Sequence[Act]) -> Json:
    """Every field of the acts that stands on a page, each where it stands."""
    volume = page.picture.volume
    address = f"{base}{annotations_address(volume, page.name)}"
    canvas = _canvas_id(f"{base}{manifest_address(volume)}", page)
    items = [
        _annotation(f"{address}#{act.act_id}", canvas, page.box(field.box), name, field.value)
        for act in acts
        for name, field in act.fields.items()
        if field.page == page.name and field.box is not None and field.value
        if act.scans.get(page.name, page.picture.scan) == page.picture.scan
    ]
    return {"@context": CONTEXT, "id": address, "type": "AnnotationPage", "items": items}


def viewing_direction(acts: Sequence[Act]) -> str:
    """How a volume's pages follow each other: from the right where most acts are in Arabic.

    Registers with both languages are bound as Arabic ones: their forms begin on the right.
    """
    forms = Counter(act.reading.form.startswith("fr_") for act in acts)
    return "left-to-right" if forms[True] >= forms[False] else "right-to-left"


def _canvas(base: str, address: str, volume: VolumeReference, page: ShownPage) -> Json:
    canvas = _canvas_id(address, page)
    width, height = page.size
    picture = f"{base}{page.picture.address}"
    service = {"id": picture, "type": "ImageService3", "profile": "level2"}
    body = _image(f"{picture}/full/max/0/default.jpg", page.size, service)
    factor = next((f for f in scale_factors(page.size) if width <= f * _THUMBNAIL), 1)
    small = level_size(page.size, factor)
    return {
        "id": canvas,
        "type": "Canvas",
        "label": _both(lambda lang: f"{texts('act.json')[lang]['page']} {page.name}"),
        "width": width,
        "height": height,
        "thumbnail": [
            _image(f"{picture}/full/{small[0]},{small[1]}/0/default.jpg", small, service)
        ],
        "items": [
            {
                "id": f"{canvas}/painting",
                "type": "AnnotationPage",
                "items": [
                    {
                        "id": f"{canvas}/painting/1",
                        "type": "Annotation",
                        "motivation": "painting",
                        "target": canvas,
                        "body": body,
                    }
                ],
            }
        ],
        "annotations": [
            {"id": f"{base}{annotations_address(volume, page.name)}", "type": "AnnotationPage"}
        ],
    }


def _image(address: str, size: tuple[int, int], service: Json) -> Json:
    return {
        "id": address,
        "type": "Image",
        "format": "image/jpeg",
        "width": size[0],
        "height": size[1],
        "service": [service],
    }


def _range(address: str, act: Act, pages: Mapping[str, ShownPage]) -> Json | None:
    items = []
    for name, box in act.reading.pages:
        page = pages.get(name)
        if page is None or act.scans.get(name, page.picture.scan) != page.picture.scan:
            continue
        place = "" if box is None else f"#xywh={_xywh(page.box(box))}"
        items.append({"id": f"{_canvas_id(address, page)}{place}", "type": "Canvas"})
    if not items:
        return None
    number = "—" if act.number is None else str(act.number)
    return {
        "id": f"{address}/range/{act.act_id}",
        "type": "Range",
        "label": _both(lambda lang: f"{texts('desk.json')[lang]['act']} {number}"),
        "items": items,
    }


def _annotation(address: str, canvas: str, box: Box, name: str, value: str | None) -> Json:
    language = _SCRIPT_LANGUAGES.get(name[-3:])
    said = {"fr": shown_value(name, value, "fr"), "ar": shown_value(name, value, "ar")}
    bodies = [
        {"type": "TextualBody", "value": text, "format": "text/plain", "language": lang}
        for lang, text in said.items()
        if language in (None, lang)
    ]
    return {
        "id": f"{address}-{name}",
        "type": "Annotation",
        "motivation": "commenting",
        "label": _both(lambda lang: field_label(name, lang)),
        "body": bodies,
        "target": f"{canvas}#xywh={_xywh(box)}",
    }


def _metadata(
    volume: VolumeReference, pages: Sequence[ShownPage], acts: Sequence[Act]
) -> list[Json]:
    register = volume.register
    rows = {
        "office": _both(lambda lang: f"{_office(volume, lang)} ({register.office_code})"),
        "kind": _both(lambda lang: _kind(volume, lang)),
        "year": _neither(register.year),
        "part": _neither(register.part),
        "original": _neither(volume.copy),
        "reference": _neither(volume),
        "pages": _neither(len(pages)),
        "acts": _neither(len(acts)),
    }
    labels = {lang: texts("act.json")[lang]["volume"] for lang in ("fr", "ar")}
    return [
        {"label": {lang: [said[name]] for lang, said in labels.items()}, "value": value}
        for name, value in rows.items()
    ]


def _canvas_id(address: str, page: ShownPage) -> str:
    return f"{address}/canvas/{quote(page.name, safe='')}"


def _both(said: Any) -> dict[str, list[str]]:
    return {lang: [said(lang)] for lang in ("fr", "ar")}


def _neither(value: object) -> dict[str, list[str]]:
    return {"none": [str(value)]}


def _kind(volume: VolumeReference, lang: str) -> str:
    return str(texts("desk.json")[lang]["kinds"][volume.register.kind.value])


def _office(volume: VolumeReference, lang: str) -> str:
    return office_name(volume.register.office_code, lang)


def _title(volume: VolumeReference, lang: str) -> str:
    return f"{_kind(volume, lang)} {volume.register.year} · {_office(volume, lang)}"


def _xywh(box: Box) -> str:
    return f"{box.x},{box.y},{box.width},{box.height}"
