"""Letter tables of the two scripts: what folding makes equal and which sounds keys keep."""

import re
import unicodedata
from functools import lru_cache

_FOLDED = str.maketrans(
    {
        "ة": "ه", "ى": "ي", "ی": "ي", "ې": "ي", "ۍ": "ي", "ے": "ي", "ٱ": "ا", "ء": "",
        "ک": "ك", "ڭ": "ك", "گ": "ك", "ݣ": "ك", "ڪ": "ك", "ڬ": "ك", "ݢ": "ك",
        "ہ": "ه", "ھ": "ه", "ە": "ه", "ۃ": "ه", "پ": "ب", "ٮ": "ب", "چ": "ج", "ژ": "ز",
        "ڤ": "ف", "ڥ": "ف", "ڢ": "ف", "ڡ": "ف", "ڨ": "ق", "ڧ": "ق", "ٯ": "ق", "ں": "ن",
        "ٹ": "ت", "ڈ": "د", "ڑ": "ر", "ـ": "",
        "œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ð": "d", "þ": "th",
    }
)  # fmt: skip
_SILENT = re.compile(r"['’‘ʼʻʿʾ´`′]")
_ARABIC_LETTER = re.compile(r"[\u0620-\u064a\u066e-\u06d3\u0750-\u077f]")

# One symbol per class of consonants that a clerk's ear or pen confuses between the scripts.
_ARABIC_SOUNDS = str.maketrans(
    {
        **dict.fromkeys("اأإآوييعىؤئ", ""),
        "ب": "b", "ت": "t", "ث": "t", "ط": "t", "ج": "j", "خ": "x", "د": "d", "ذ": "d",
        "ض": "d", "ظ": "d", "ر": "r", "ز": "z", "س": "s", "ص": "s", "ش": "c", "غ": "g",
        "ف": "f", "ق": "k", "ك": "k", "ل": "l", "م": "m", "ن": "n", "ه": "h", "ح": "h",
    }
)  # fmt: skip
_LATIN_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"([a-z])\1+", r"\1"),
        (r"tch|sch|ch|sh", "C"),
        (r"kh", "X"),
        (r"gh", "G"),
        (r"dj", "J"),
        (r"ph|v", "F"),
        (r"th", "T"),
        (r"dh", "D"),
        (r"g(?=u[eiy])", "K"),
        (r"c(?=[eiy])", "S"),
        (r"ck|[ckqg]", "K"),
        (r"x", "KS"),
        (r"p", "B"),
    )
)
_MUTE_H = re.compile(r"(?<=\w{4})llah$|(?<=abd[aeiou])lah$")
_MUTE_FEMININE = re.compile(r"(?<=\w{3}[iy]a)h$")
_LONG_TA = re.compile(r"(?<=\w\w)اه$")
_VOWELS = re.compile(r"[aeiouwy-]")
_DIGRAPH = re.compile(r"(?<=[tkds])(?=h)")
_CEDILLA = re.compile(r"(?<=\w\w)c(?=[ao])")
_WRITTEN_VOWELS = str.maketrans({"ا": "a", "ع": "a", "و": "u", "ي": "i"})
_HEARD_VOWELS = str.maketrans({"o": "u", "w": "u", "y": "i", "e": "", "-": ""})


@lru_cache(maxsize=65536)
def fold_letters(text: str) -> str:
    """``text`` without case, marks, tatweel and variant letters; all else than letters is a space.

    NFKD takes hamza, madda and accents off their letters and opens presentation forms.
    """
    opened = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    opened = _SILENT.sub("", opened).translate(_FOLDED)
    return " ".join("".join(_kept(character) for character in opened).split())


def is_arabic(text: str) -> bool:
    """Whether ``text`` holds at least one letter of the Arabic script."""
    return _ARABIC_LETTER.search(text) is not None


def arabic_consonants(word: str) -> str:
    """Consonant classes of one folded Arabic word; final ه (ة) is mute, -اة is -at."""
    word = _LONG_TA.sub("ات", word)
    return (word[:-1] if word.endswith("ه") else word).translate(_ARABIC_SOUNDS)


def latin_consonants(word: str) -> str:
    """Consonant classes of one folded Latin word, read the way French spells Arabic names."""
    return _VOWELS.sub("", _latin_sounds(word)).lower()


def other_reading(word: str) -> str:
    """A folded Latin word read with th, kh, dh, sh as two letters and rh as gh, Fathi as فتحي.

    A c before a or o is one that lost its cedilla: Tlemçani.
    """
    return _CEDILLA.sub("s", _DIGRAPH.sub("-", word).replace("rh", "gh"))


def arabic_shape(word: str) -> str:
    """``arabic_consonants`` with the long vowels that Arabic writes, as a, u and i."""
    word = _LONG_TA.sub("ات", word)
    final = "a" if word.endswith("ه") else ""
    return (word[:-1] if final else word).translate(_WRITTEN_VOWELS).translate(
        _ARABIC_SOUNDS
    ) + final


def latin_shape(word: str) -> str:
    """``latin_consonants`` with the vowels, long and short, as a, u and i."""
    return _latin_sounds(word.replace("ou", "u")).translate(_HEARD_VOWELS).lower()


def _latin_sounds(word: str) -> str:
    word = _MUTE_FEMININE.sub("", _MUTE_H.sub("l", word))
    for pattern, sound in _LATIN_SOUNDS:
        word = pattern.sub(sound, word)
    return word


def _kept(character: str) -> str:
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.decimal(character))
    if category in ("Mn", "Me", "Cf"):
        return ""
    return character if category[0] in "LN" else " "
