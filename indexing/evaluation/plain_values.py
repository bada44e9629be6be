"""How many values of the truth stand in a page's plain text, wherever they stand in it.

The most that plain recognition could be credited with: no label, no order, no act is asked of it.
"""

from collections import defaultdict
from collections.abc import Mapping

from archive.folding import fold_ar, fold_fr
from indexing.evaluation.judging import Json, Share


def plain_values(truth: Json, texts: Mapping[str, str]) -> Share:
    """Values of the shown fields that stand in their page's text, of those the pages write.

    Args:
        truth: a truth file; its ``zones`` say how each value is written (a date in words, say).
        texts: plain text by page name.
    """
    total = Share()
    for page in truth["truth"]:
        text = _folded(texts.get(page["page"], ""))
        written = _written(page)
        for act in page["acts"]:
            for name in page["shown"]:
                true = act.get(name)
                if name == "mentions" or true in (None, ""):
                    continue
                forms = written[act["act_number"], name] or {str(true)}
                total += Share(int(any(_stands(form, text) for form in forms)), 1)
    return total


def _written(page: Json) -> Mapping[tuple[int, str], set[str]]:
    """How each field is written on a page, by act and name."""
    written: dict[tuple[int, str], set[str]] = defaultdict(set)
    for zone in page.get("zones", ()):
        written[zone["act"], zone["key"]].add(zone["text"])
    return written


def _stands(form: str, text: str) -> bool:
    """Whether a value stands in folded text."""
    letters = _folded(form)
    # One letter (the sex, told by a wording) stands in any text.
    return len(letters) > 1 and letters in text


def _folded(text: str) -> str:
    return fold_ar(fold_fr(text)).replace(" ", "")
