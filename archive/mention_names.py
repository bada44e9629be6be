"""What each type of mention is called, on every page and paper alike."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def mention_names() -> Mapping[str, Mapping[str, str]]:
    """By type, its name by language."""
    path = Path(__file__).with_name("mention_names.json")
    names: Mapping[str, Mapping[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return names
