"""A zip of scans that comes without its ``batch.json``: the form's is written into it."""

import json
import os
import re
import zipfile
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from archive.delivery import MANIFEST_NAME, is_delivered_scan
from archive_api.problems import Problem

_DIGITS = re.compile(r"(\d+)")


def add_manifest(path: Path, form: Mapping[str, str | int]) -> None:
    """Write what a form says into a zip, its pages in the natural order of their names.

    A zip that cannot be opened stays as it came: intake says what is wrong with it.

    Raises:
        Problem: upload_mixed where the zip has a ``batch.json`` already.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            names = [one.filename for one in archive.infolist() if not one.is_dir()]
    except (zipfile.BadZipFile, NotImplementedError):
        return
    scans = sorted(filter(is_delivered_scan, names), key=_natural)
    wrapper = _wrapper(scans)
    if f"{wrapper}{MANIFEST_NAME}" in names or MANIFEST_NAME in names:
        raise Problem("upload_mixed")
    said = {**form, "pages": [scan.removeprefix(wrapper) for scan in scans]}
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(f"{wrapper}{MANIFEST_NAME}", json.dumps(said, ensure_ascii=False))
    with path.open("rb") as file:
        os.fsync(file.fileno())


def _wrapper(scans: list[str]) -> str:
    """The one folder that a zipped folder wraps its scans in, with its slash."""
    parts = [PurePosixPath(scan).parts for scan in scans]
    folders = {one[0] if len(one) > 1 else "" for one in parts}
    return f"{folders.pop()}/" if len(folders) == 1 and folders != {""} else ""


def _natural(name: str) -> list[tuple[int, str]]:
    """What sorts 2 before 10."""
    pieces = _DIGITS.split(name.casefold())
    return [(int(one), "") if one.isdecimal() else (-1, one) for one in pieces]
