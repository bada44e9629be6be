"""Deliveries: what ``batch.json`` says of a volume, and whether the folder agrees with it.

Every problem is reported at once, so that a clerk corrects a delivery in one go.
"""

import json
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from archive.finding import Finding
from archive.register import FIRST_YEAR, LAST_YEAR, Kind, RegisterReference, VolumeReference

MANIFEST_NAME = "batch.json"

_REQUIRED = ("kind", "office_code", "year", "pages")
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini", "__macosx"})
_KINDS = ", ".join(kind.value for kind in Kind)


@dataclass(frozen=True, slots=True)
class Manifest:
    """A sound ``batch.json``.

    Attributes:
        pages: file names in the order of the volume, NFC.
        supplement: the pages join a volume already held; a known name replaces that page.
    """

    volume: VolumeReference
    pages: tuple[str, ...]
    supplement: bool = False


@dataclass(frozen=True, slots=True)
class ManifestReading:
    """What could be made of a ``batch.json``: never both a manifest and refusing findings.

    ``volume`` and ``pages`` are known as soon as the fields they stand in are sound, so that a
    refusal names its volume and the folder can be compared all the same.
    """

    manifest: Manifest | None
    volume: VolumeReference | None
    pages: tuple[str, ...]
    findings: tuple[Finding, ...]


def read_manifest(data: bytes | None, office_known: Callable[[str], bool]) -> ManifestReading:
    """Judge the bytes of ``batch.json``, None when the delivery has none."""
    if data is None:
        return _unreadable(Finding("manifest_missing"))
    try:
        content = json.loads(data.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return _unreadable(Finding("manifest_not_json", {"place": "UTF-8"}))
    except json.JSONDecodeError as error:
        place = f"{error.lineno}:{error.colno}"
        return _unreadable(Finding("manifest_not_json", {"place": place}))
    except (RecursionError, ValueError):
        # Nesting or numbers too deep or long for any honest manifest.
        return _unreadable(Finding("manifest_not_json", {"place": "1:1"}))
    if not isinstance(content, dict):
        return _unreadable(Finding("manifest_not_json", {"place": "1:1"}))
    return _judge(content, office_known)


def is_delivered_scan(name: str) -> bool:
    """Whether a file counts as delivered: not the manifest, nor what systems leave in folders."""
    parts = PurePosixPath(name).parts
    left_behind = any(part.startswith(".") or part.lower() in _SYSTEM_FILES for part in parts)
    return name != MANIFEST_NAME and not left_behind


def compare_files(pages: Sequence[str], digests: Mapping[str, str]) -> tuple[Finding, ...]:
    """Where the page list and the files disagree, and files holding the same bytes.

    Args:
        pages: names listed in the manifest.
        digests: SHA-256 by NFC name of every delivered scan.
    """
    listed = set(pages)
    missing = (Finding("page_missing", page=name) for name in pages if name not in digests)
    unlisted = (Finding("page_unlisted", page=name) for name in digests if name not in listed)
    same: defaultdict[str, list[str]] = defaultdict(list)
    for name, digest in digests.items():
        same[digest].append(name)
    twice = (
        Finding("page_twice", {"first": names[0]}, page=name)
        for names in same.values()
        for name in names[1:]
    )
    return (*missing, *unlisted, *twice)


def page_name(file_name: str, frame: int, frames: int) -> str:
    """Name of a page: its file's, with ``#2`` and so on when the file holds several frames."""
    return file_name if frames == 1 else f"{file_name}#{frame + 1}"


def nfc(name: str) -> str:
    """A name with its accents composed, as ``batch.json`` and folders may differ in that alone."""
    return unicodedata.normalize("NFC", name)


def _unreadable(finding: Finding) -> ManifestReading:
    return ManifestReading(None, None, (), (finding,))


def _judge(content: dict[str, Any], office_known: Callable[[str], bool]) -> ManifestReading:
    missing = [
        Finding("manifest_field_missing", {"name": name})
        for name in _REQUIRED
        if content.get(name) is None
    ]
    volume, volume_findings = _volume(content, office_known)
    pages, page_findings = _pages(content.get("pages"))
    supplement = content.get("supplement", False)
    supplement_findings = (
        [] if isinstance(supplement, bool) else [_invalid("supplement", supplement, "true, false")]
    )
    findings = (*missing, *volume_findings, *page_findings, *supplement_findings)
    if findings or volume is None:
        return ManifestReading(None, volume, pages, findings)
    return ManifestReading(Manifest(volume, pages, supplement), volume, pages, ())


def _volume(
    content: dict[str, Any], office_known: Callable[[str], bool]
) -> tuple[VolumeReference | None, list[Finding]]:
    findings = []
    kind, code, year = (content.get(name) for name in ("kind", "office_code", "year"))
    part, copy = content.get("part", 1), content.get("copy", 1)
    if kind is not None and kind not in [known.value for known in Kind]:
        findings.append(_invalid("kind", kind, _KINDS))
    if code is not None and not _shaped_like_office(code):
        findings.append(_invalid("office_code", code, "08.201.11.07"))
    elif code is not None and not office_known(code):
        findings.append(Finding("office_unknown", {"code": code}))
    if year is not None and not (_whole(year) and FIRST_YEAR <= year <= LAST_YEAR):
        findings.append(_invalid("year", year, f"{FIRST_YEAR}-{LAST_YEAR}"))
    for name, value in (("part", part), ("copy", copy)):
        if not (_whole(value) and value >= 1):
            findings.append(_invalid(name, value, "1, 2, 3…"))
    if findings or not isinstance(code, str) or not isinstance(year, int) or kind is None:
        return None, findings
    return VolumeReference(RegisterReference(code, Kind(kind), year, part), copy), []


def _pages(value: object) -> tuple[tuple[str, ...], list[Finding]]:
    if value is None:
        return (), []
    if not isinstance(value, list) or not value:
        return (), [_invalid("pages", value, '["0001.jpg", "0002.jpg"]')]
    findings = [_invalid("pages", name, '"0001.jpg"') for name in value if not _usable_name(name)]
    names = tuple(nfc(name) for name in value if _usable_name(name))
    counted = Counter(names)
    findings += [Finding("page_name_twice", page=name) for name, n in counted.items() if n > 1]
    return names, findings


def _usable_name(name: object) -> bool:
    if not isinstance(name, str) or not name or not name.isprintable() or "\\" in name:
        return False
    path = PurePosixPath(name)
    return not path.is_absolute() and ".." not in path.parts and str(path) == name


def _shaped_like_office(code: object) -> bool:
    if not isinstance(code, str):
        return False
    try:
        RegisterReference(code, Kind.BIRTH, FIRST_YEAR)
    except ValueError:
        return False
    return True


def _whole(value: object) -> bool:
    # JSON's true is an int to Python.
    return isinstance(value, int) and not isinstance(value, bool)


def _invalid(name: str, value: object, expected: str) -> Finding:
    shown = json.dumps(value, ensure_ascii=False)
    if len(shown) > 60:
        shown = f"{shown[:59]}…"
    return Finding("manifest_field_invalid", {"name": name, "value": shown, "expected": expected})
