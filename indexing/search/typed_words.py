"""Words of a search that are no names: kinds of acts, papers, offices, whose name follows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from archive.register import Kind
from indexing.names.matching import HONORIFICS, PARTICLES, fold


def _folded(*words: str) -> frozenset[str]:
    return frozenset(map(fold, words))


_KINDS: dict[str, Kind] = {
    fold(word): kind
    for kind, words in {
        Kind.BIRTH: "naissance naissances ولاده ولادات مواليد ازدياد",
        Kind.DEATH: "deces وفاه وفيات",
        Kind.MARRIAGE: "mariage mariages زواج",
        Kind.DIVORCE: "divorce divorces طلاق",
        Kind.JUDGMENT: "jugement jugements احكام",
    }.items()
    for word in words.split()
}
_PAPERS = _folded(
    *("acte", "actes", "extrait", "extraits", "copie", "copies", "integrale", "registre"),
    *("registres", "certificat", "رسم", "رسوم", "عقد", "نسخه", "مستخرج", "سجل", "شهاده"),
    *("موجز",),
)
OFFICE_WORDS = _folded(
    *("mairie", "municipalite", "commune", "bureau", "arrondissement", "annexe", "ville"),
    *("province", "prefecture", "cercle", "caidat", "مكتب", "جماعه", "بلديه", "مقاطعه"),
    *("ملحقه", "مدينه", "اقليم", "عماله", "قياده", "دائره"),
)
"""Words before the name of an office or a place: they may help, but need not be in the act."""

_BETWEEN = _folded(
    *("a", "au", "aux", "de", "des", "du", "d", "en", "et", "l", "la", "le", "les", "n"),
    *("ne", "nee", "sur", "pour", "من", "في", "الي", "علي", "بتاريخ", "تاريخ", "لدي"),
)
_BEFORE_NAMES = PARTICLES | HONORIFICS | _BETWEEN
_PHRASES = re.compile(
    r"(?<!\w)(?:officiers?\s+de\s+)?(?:l['’]|d['’])?[ée]tat[\s-]+civil(?!\w)"
    r"|(?<!\w)(?:ضابط\s+)?الحالة\s+المدنية(?!\w)"
    r"|(?<!\w)(?:date|lieu|heure)\s+de\s+(?:la\s+)?(?:naissance|d[ée]c[eè]s)(?!\w)"
    r"|(?<!\w)(?:تاريخ|مكان|محل)\s+ال(?:ولادة|ازدياد|وفاة)(?!\w)"
    r"|(?<!\w)(?:noms?\s+et\s+pr[ée]noms?|pr[ée]noms?\s+et\s+noms?|nom\s+complet)(?!\w)"
    r"|(?<!\w)الاسم\s+الكامل(?!\w)"
    r"|(?<!\w)[dl]['’](?=(?:acte|extrait|arrondissement|annexe|officier)\b)",
    re.IGNORECASE,
)
_TWO_WORDS = {
    fold(words): role
    for words, role in {
        "الاسم العائلي": "family",
        "الاسم الشخصي": "given",
        "اسم الاب": "father",
        "اسم الام": "mother",
    }.items()
}
_ROLES = {
    fold(word): role
    for role, words in {
        "given": "prenom prenoms",
        "family": "nom النسب",
        "father": "pere الاب والده والدها ابوه ابوها",
        "mother": "mere الام والدته والدتها امها",
    }.items()
    for word in words.split()
}
_LETTER = re.compile(r"[^\W_]")
_PREFIX = re.compile(r"^(?:[بلو]?ال|لل|ب)(?=\w{3})")


@dataclass(slots=True)
class WordsTyped:
    """The words of a search sorted out.

    Attributes:
        names: those that are names, or stand between names, in order.
        kinds: kinds of acts that are named. said: by role, the name that a label announced.
        passed: words passed over.
    """

    names: list[str] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    said: dict[str, str] = field(default_factory=dict)
    passed: list[str] = field(default_factory=list)

    @property
    def are_linking(self) -> bool:
        """Whether all that is left of the names stands between words and tells nothing."""
        return all(fold(word) in _BETWEEN for word in self.names)


def kind_of(word: str) -> Kind | None:
    """The kind of acts that a word names, in either language or as references write it."""
    folded = fold(word)
    plain = _PREFIX.sub("", folded)
    known = next((kind for kind in Kind if kind.value == folded), None)
    return known or _KINDS.get(folded) or _KINDS.get(plain)


def kinds_begun(begun: str) -> list[Kind]:
    """Kinds of acts that a word may go on to name."""
    folded = fold(begun)
    words = {**{kind.value: kind for kind in Kind}, **_KINDS}
    return [kind for kind in Kind if any(words[w] is kind and w.startswith(folded) for w in words)]


def without_phrases(text: str) -> str:
    """``text`` without what papers are headed with: état civil, date de naissance."""
    return _PHRASES.sub(" ", text)


def sorted_out(words: Sequence[str]) -> WordsTyped:
    """The words of a text, each in its place."""
    found = WordsTyped()
    role = ""
    for word, label in _labelled(words):
        folded = fold(word)
        plain = _PREFIX.sub("", folded)
        if label is not None:
            role = label
            found.passed.append(word)
        elif kind := kind_of(word):
            found.kinds.append(kind)
        elif {folded, plain} & (_PAPERS | OFFICE_WORDS) or not any(
            letter.isalnum() for letter in folded
        ):
            found.passed.append(word)
        elif role and role not in found.said and folded not in _BEFORE_NAMES:
            # Whatever follows the first of them may be of anybody.
            found.said[role] = word
            role = ""
        else:
            found.names.append(word)
    return found


def _labelled(words: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    """Each word, with the role whose name it announces, None for none."""
    at = 0
    while at < len(words):
        pair = " ".join(map(fold, words[at : at + 2]))
        if (role := _TWO_WORDS.get(pair)) is not None:
            yield " ".join(words[at : at + 2]), role
            at += 2
        else:
            yield words[at], _ROLES.get(fold(words[at]))
            at += 1


def reserved_words() -> Iterable[str]:
    """Every word that is never taken for a name."""
    return (*_KINDS, *_PAPERS, *OFFICE_WORDS, *_ROLES)
