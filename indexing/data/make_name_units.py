"""Writes ``name_units.tsv``: the name units of Wikidata for Morocco and our common names.

Run it by hand after ``common_names.tsv`` changes, where arabic-name-romanizer is installed:
``python -m indexing.data.make_name_units``. The product reads its result alone and needs neither
that package nor its model. Full names, which are those of real people, are never read.
"""

import importlib.util
import re
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path

from indexing.names.matching import agree, fold

HERE = Path(__file__).parent
COMMON_WEIGHT, VARIANT_WEIGHT = 20, 5
LEAST_AGREEMENT = 0.6
_KINDS = {"given": "given", "surname": "family"}
_LATIN_NAME = re.compile(r"[A-ZÀ-ÝÂ][A-Za-zÀ-ÿ'’ -]*[a-zà-ÿ]")
_IFTIAAL = re.compile(r"ا.ت.ا.")
_LAST_TA = re.compile(r"[aey]h$")
_ARTICLE = re.compile(r"^(?:[ae]l ?(?=[aeiou])|l(?=[aeiou]))")

Row = tuple[str, str, str]


def main() -> None:
    """Merge both sources, heaviest first, and write the table beside this file."""
    weights = dict(_common())
    spelled = {(kind, fold(ar)): ar for kind, ar, _ in reversed(weights)}
    kept = dropped = 0
    for kind, key, fr, count in _wikidata():
        if _LATIN_NAME.fullmatch(fr) is None or agree(key, fr) < LEAST_AGREEMENT:
            dropped += 1
            continue
        kept += 1
        row = (kind, spelled.get((kind, fold(key))) or _spelled(key, fr), fr)
        weights[row] = max(count, weights.get(row, 0))
    ordered = sorted(weights.items(), key=lambda item: (item[0][0], -item[1], item[0]))
    lines = ["kind\tar\tfr\tweight", *("\t".join((*row, str(weight))) for row, weight in ordered)]
    (HERE / "name_units.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    sys.stdout.write(f"{len(ordered)} units; of Wikidata {kept} kept, {dropped} dropped\n")


def _common() -> Iterator[tuple[Row, int]]:
    for line in (HERE / "common_names.tsv").read_text(encoding="utf-8").splitlines()[1:]:
        kind, ar, spellings = line.split("\t")
        for place, fr in enumerate(spellings.split("|")):
            yield (kind, ar, fr), VARIANT_WEIGHT if place else COMMON_WEIGHT


def _wikidata() -> Iterator[tuple[str, str, str, int]]:
    package = importlib.util.find_spec("arabic_name_romanizer")
    if package is None or package.origin is None:
        raise SystemExit(
            "arabic-name-romanizer is not installed: pip install arabic-name-romanizer"
        )
    database = Path(package.origin).parent / "resources" / "names.sqlite3"
    query = (
        "SELECT role, arabic_key, latin, SUM(count) FROM units WHERE country = 'MA'"
        " AND source = 'wikidata' AND role IN ('given', 'surname') GROUP BY role, arabic_key, latin"
    )
    with sqlite3.connect(f"file:{database}?mode=ro", uri=True) as connection:
        for role, key, latin, count in connection.execute(query):
            yield _KINDS[role], key, latin, count


def _spelled(key: str, fr: str) -> str:
    """Give a letter-normalised key the hamza, ة and ى that its Latin spelling lets one hear."""
    words, heard = key.split(), fold(fr).split()
    # Where both have as many words each tells its own, else the last tells them all.
    if len(heard) != len(words):
        heard = ["".join(heard)] * len(words)
    return " ".join(_spelled_word(word, told) for word, told in zip(words, heard, strict=True))


def _spelled_word(word: str, fr: str) -> str:
    if word in ("الالاه", "الاله"):
        return "الإله"
    mute = word.endswith("ه") and not word.endswith(("له", "اه")) and _LAST_TA.search(fr)
    if mute or (word.endswith("ه") and fr[-1] in "at"):
        word = word[:-1] + "ة"
    if word.endswith("ي") and fr[-1] == "a":
        word = word[:-1] + "ى"
    article = "ال" if len(word) > len("الاب") and word.startswith("الا") else ""
    bare, told = word.removeprefix(article), _ARTICLE.sub("", fr) if article else fr
    heard = not article or told[:1] in tuple("aeiou")
    hamza = bare.startswith("ا") and not bare.startswith("ال") and _IFTIAAL.match(bare) is None
    if hamza and heard:
        bare = ("إ" if told[:1] in "ie" else "أ") + bare[1:]
    return article + bare


if __name__ == "__main__":
    main()
