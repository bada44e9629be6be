"""What a text typed into the one box asks for: identifiers, kinds of acts, names and whose."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from indexing.names.matching import fold
from indexing.search.identifiers import Identifier, identifier
from indexing.search.typed_begun import begun_identifier
from indexing.search.typed_dates import MonthTyped, with_dates
from indexing.search.typed_text import NUMBER_MARK, YEAR_MARK, plain_text
from indexing.search.typed_words import sorted_out, without_phrases

MAX_IDENTIFIERS = 8
MAX_NAMES = 16

_LONGEST = 200
_AROUND = re.compile(rf"^[^\w{NUMBER_MARK}{YEAR_MARK}]+|\W+$")
_LABEL_ENDS = re.compile(r"(?<=[^\W\d]):(?=\S)")


@dataclass(frozen=True, slots=True)
class AskedText:
    """A text of the box as it is understood.

    Attributes:
        identifiers: the first 8 numbers, years, dates, references and kinds of acts.
        names: the first 16 names of anybody, with the words between them.
        said: by role ("given", "family", "father", "mother"), the name that a label announced.
        months: by folded word of ``names`` that may be a month instead, which one: 1933-03.
    """

    identifiers: tuple[Identifier, ...] = ()
    names: str = ""
    said: Mapping[str, str] = field(default_factory=dict)
    months: Mapping[str, str] = field(default_factory=dict)

    @property
    def names_an_act(self) -> bool:
        """Whether an act's number stands there with its year, or a whole reference."""
        alone = [one.exact[0][0] for one in self.identifiers if not one.any_of]
        return any(one.names_an_act for one in self.identifiers) or {"number", "years"} <= {*alone}


@lru_cache(maxsize=256)
def asked_text(text: str, unfinished: bool = False) -> AskedText:
    """What ``text`` asks for; of signs alone a name that nobody bears.

    ``unfinished``: its last number, date or reference may go on.
    """
    plain = _LABEL_ENDS.sub(" ", without_phrases(plain_text(text)))
    identifiers: list[Identifier] = []
    words: list[str] = []
    months: dict[str, str] = {}
    tokens = with_dates(plain.split())
    goes_on = unfinished and not text[-1:].isspace()
    for at, token in enumerate(tokens):
        if isinstance(token, MonthTyped):
            if len(token.words) > 1:
                identifiers.append(Identifier((("dates", token.iso),)))
            else:
                identifiers.append(identifier(YEAR_MARK + token.iso[:4]))
                months[fold(token.words[0])] = token.iso
                words.append(token.words[0])
        elif any(character.isdigit() for character in token):
            last = goes_on and at == len(tokens) - 1
            begun = begun_identifier(token, at == 0) if last else None
            identifiers.append(begun or identifier(_AROUND.sub("", token[:_LONGEST])))
        else:
            words.append(token[:_LONGEST])
    found = sorted_out(words)
    if found.kinds:
        kinds = dict.fromkeys(kind.value for kind in found.kinds)
        identifiers.append(Identifier(tuple(("kind", kind) for kind in kinds), len(kinds) > 1))
    names = found.names
    if (identifiers or found.said) and found.are_linking:
        names = []
    elif not identifiers and not names and not found.said:
        # Signs or papers alone are a text that nobody's act bears, not the wish to see every act.
        names = found.passed or text.split()[:1]
    return AskedText(
        tuple(identifiers[:MAX_IDENTIFIERS]), " ".join(names[:MAX_NAMES]), found.said, months
    )
