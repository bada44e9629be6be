"""``sijill verify``: a paper checked from the terminal, by the archive at hand or by another."""

import json
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from archive.catalogue import Catalogue
from archive.settings import Settings
from archive.vault import digest_of
from archive_api.check_desk import MOST_BYTES
from archive_api.check_signature import signature_of
from archive_api.check_words import told
from archive_api.checking import Checked, ShownFile, Verdict, check_file
from archive_api.desk_pages import texts
from archive_api.schemas.checking import CheckOut
from archive_api.seal.key_folder import KeyFolder
from archive_api.seal.reading_apart import FileUnreadable, codes_apart
from archive_api.signing.port import SigningError

VALID, NOT_VALID, CANNOT_TELL = 0, 1, 2

_GOOD = (Verdict.VALID.value, Verdict.AUTHENTIC.value)
_SECONDS = 60
_SQLITE = "sqlite:///"


def verify(path: Path, settings: Settings, address: str, lang: str, as_json: bool) -> int:
    """Say what a PDF or a picture of a paper is worth; 0 valid, 1 not valid, 2 cannot tell.

    Args:
        address: the archive that is asked, which the file is sent to; "" for the one in settings.
    """
    words = texts("check.json")[lang]
    try:
        data = path.read_bytes()
    except OSError:
        return _failed(f"{path}: {words['unreadable']}")
    if len(data) > MOST_BYTES:
        return _failed(words["too_large"].format(limit=MOST_BYTES // 1_000_000))
    try:
        if address:
            answer = _asked_at(address, data)
            lines = _worded(answer, lang)
        else:
            checked = _checked(data, settings)
            answer = CheckOut.of(checked).model_dump()
            lines = _lines(checked, lang)
    except FileUnreadable:
        return _failed(words["unreadable"])
    except (OSError, ValueError, KeyError, SigningError):
        return _failed(words["failed"])
    sys.stdout.write(json.dumps(answer, ensure_ascii=False) if as_json else "\n".join(lines))
    sys.stdout.write("\n")
    verdict = answer["verdict"]
    if verdict == Verdict.NOTHING_FOUND.value:
        return CANNOT_TELL
    return VALID if verdict in _GOOD else NOT_VALID


def _checked(data: bytes, settings: Settings) -> Checked:
    now = datetime.now(UTC)
    # pyhanko takes a second to load: not for those who ask for help.
    from archive_api.signing.checking import check

    signature = partial(signature_of, data, settings, now, check)
    file = ShownFile(tuple(codes_apart(data)), digest_of(data), signature)
    keys = KeyFolder(Path(settings.seal_dir), settings.address, settings.seal_key_days)
    catalogue = _archive_at_hand(settings)
    try:
        return check_file(file, keys.trusted(), now, catalogue, settings.address)
    finally:
        if catalogue is not None:
            catalogue.close()


def _archive_at_hand(settings: Settings) -> Catalogue | None:
    """The record of the home, None where there is none: checking makes no archive."""
    url = settings.database_url
    if url.startswith(_SQLITE) and not Path(url.removeprefix(_SQLITE)).exists():
        return None
    return Catalogue.open(settings)


def _asked_at(address: str, data: bytes) -> dict[str, Any]:
    if urlsplit(address).scheme not in ("http", "https"):
        raise ValueError(f"{address!r} is no address: write it as https://archive.example")
    request = urllib.request.Request(  # noqa: S310, the scheme is checked above
        f"{address.rstrip('/')}/v1/check/file",
        data,
        {"Content-Type": "application/octet-stream", "Accept": "application/json"},
    )
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as answer:  # noqa: S310
            found: dict[str, Any] = json.load(answer)
            return found
    except urllib.error.HTTPError as error:
        raise FileUnreadable if error.code == 422 else OSError("refused") from error


def _lines(checked: Checked, lang: str) -> list[str]:
    shown = told(checked, lang)
    lines = [shown.title, shown.said, *shown.sentences]
    for heading, rows in shown.parts:
        lines += ["", heading, *(f"  {label}: {' / '.join(values)}" for label, values in rows)]
    return lines


def _worded(answer: Mapping[str, Any], lang: str) -> list[str]:
    words = answer["texts"][lang]
    return [words["title"], words["said"], *words["sentences"]]


def _failed(said: str) -> int:
    sys.stderr.write(f"{said}\n")
    return CANNOT_TELL
