"""Letters of a Latin name parted into the sounds that French spelling gives Arabic letters."""

import re

START, INSIDE, FINAL = "start", "inside", "final"

_SOUND = re.compile(
    r"tch|([a-z])\1|ch|sh|kh|gh|dj|dh|th|rh|ph|gu(?=[eiy])|qu|ck|ou|ai|ei|ay|"
    r"^e[lnrsdtz](?= )|^al(?= )|[a-z]| ",
)


def sounds(folded: str) -> list[tuple[str, str]]:
    """The sounds of a folded Latin name, each with where in its word it stands.

    A doubled letter, ``ou``, ``ch`` and their like are one sound; a space is one of its own, and
    so is an article before one.
    """
    found = [match[0] for match in _SOUND.finditer(folded)]
    last = len(found) - 1
    return [
        (
            sound,
            START
            if at == 0 or found[at - 1] == " "
            else FINAL
            if at == last or found[at + 1] == " "
            else INSIDE,
        )
        for at, sound in enumerate(found)
    ]
