"""Month names of the two calendars in the two languages, as Moroccan registers write them.

The first spelling of each month is the one Sijill writes (Gregorian Arabic as in CLDR ``ar_MA``);
the others are read only: Mashriqi names, loose hamzas, French spellings of Hijri months.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

from archive.folding import fold_ar, fold_fr


@dataclass(frozen=True, slots=True)
class MonthNames:
    """The twelve months of one calendar in one language.

    Attributes:
        script: "ar" or "fr".
        spellings: twelve tuples, the spelling to write first.

    Raises:
        ValueError: there are not twelve months, or a spelling names two of them.
    """

    script: str
    spellings: tuple[tuple[str, ...], ...]
    _numbers: Mapping[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if len(self.spellings) != 12:
            raise ValueError(f"a year has 12 months, not {len(self.spellings)}")
        numbers: dict[str, int] = {}
        for number, names in enumerate(self.spellings, start=1):
            for name in names:
                if numbers.setdefault(self.fold(name), number) != number:
                    raise ValueError(f"{name!r} names months {numbers[self.fold(name)]}, {number}")
        object.__setattr__(self, "_numbers", numbers)

    def fold(self, text: str) -> str:
        """``text`` folded as the spellings are before they are compared."""
        return fold_ar(text) if self.script == "ar" else fold_fr(text)

    def name(self, number: int) -> str:
        """The name to write for month ``number``, 1 to 12."""
        return self.spellings[number - 1][0]

    def number(self, name: str) -> int | None:
        """The month a spelling names, 1 to 12; None when it names none."""
        return self._numbers.get(self.fold(name))

    @property
    def folded(self) -> Mapping[str, int]:
        """Every folded spelling and its month."""
        return self._numbers


def _each(firsts: str, seconds: str) -> tuple[str, ...]:
    """Every word of ``firsts`` before every word of ``seconds``, the first of both first."""
    return tuple(" ".join(pair) for pair in product(firsts.split("|"), seconds.split("|")))


GREGORIAN_AR = MonthNames(
    "ar",
    (
        ("يناير", "ينائر", "جانفي", "كانون الثاني"),
        ("فبراير", "فيبراير", "فبرائر", "فيفري", "شباط"),
        ("مارس", "مرس", "آذار"),
        ("أبريل", "إبريل", "أفريل", "نيسان"),
        ("ماي", "مايو", "أيار"),
        ("يونيو", "يونيه", "يونيوه", "جوان", "حزيران"),
        ("يوليوز", "يوليو", "يوليه", "يليوز", "جويلية", "تموز"),
        ("غشت", "أغسطس", "اغشت", "أوت", "آب"),
        ("شتنبر", "سبتمبر", "شتمبر", "سبتنبر", "أيلول"),
        ("أكتوبر", "اكتبر", "أوكتوبر", "تشرين الأول"),
        ("نونبر", "نوفمبر", "نونمبر", "نوفنبر", "تشرين الثاني"),
        ("دجنبر", "ديسمبر", "دجمبر", "ديجنبر", "دسمبر", "كانون الأول"),
    ),
)

GREGORIAN_FR = MonthNames(
    "fr",
    (
        ("janvier", "janv", "jan"),
        ("février", "fevr", "fev"),
        ("mars",),
        ("avril", "avr"),
        ("mai",),
        ("juin",),
        ("juillet", "juil"),
        ("août", "aoust"),
        ("septembre", "7bre"),
        ("octobre", "8bre", "oct"),
        ("novembre", "9bre", "nov"),
        ("décembre", "10bre", "dec"),
    ),
)

HIJRI_AR = MonthNames(
    "ar",
    (
        ("محرم", "المحرم", "محرم الحرام", "المحرم الحرام", "محرم الفاتح"),
        ("صفر", "صفر الخير"),
        (*_each("ربيع", "الأول|النبوي|الأنور|أول"), "ربيع الأول النبوي", "ربيع النبوي الأنور"),
        _each("ربيع", "الثاني|الآخر|الأخير|ثاني|آخر"),
        _each("جمادى|جمادا|جماد", "الأولى|الأول|أولى|أول"),
        _each("جمادى|جمادا|جماد", "الثانية|الآخرة|الثاني|الآخر|الأخيرة|ثانية|ثاني|آخر"),
        ("رجب", "رجب الفرد", "رجب الحرام"),
        ("شعبان", "شعبان الأبرك", "شعبان المبارك"),
        ("رمضان", "رمضان المعظم", "رمضان المبارك", "رمضان الأبرك"),
        ("شوال", "شوال الأبرك", "شوال المبارك"),
        _each("ذو|ذي|ذا|دو|دي", "القعدة|القعدة الحرام|قعدة"),
        _each("ذو|ذي|ذا|دو|دي", "الحجة|الحجة الحرام|حجة"),
    ),
)

_RABIA = "rabia|rabi|rabii|rabie|rebia|rebi|rabiaa|rabih"
_JOUMADA = "joumada|joumad|jumada|djoumada|djoumad|djomada|jomada|joumadi"
_FIRST_M = "I|1|1er|premier|al aoual|el aoual|el aouel|al awwal|al aouel|aoual|al ouel|el ouel"
_SECOND_M = "II|2|deux|second|ettani|et tani|al thani|ath thani|tani|thani|attani|el akhir|al akhir"
_FIRST_F = "I|1|1re|premier|al oula|el oula|al ula|oula|al aoula|el aoula"
_SECOND_F = "II|2|deux|second|ettania|et tania|al thania|tania|attania|el akhira|al akhira|thania"
_DHOU = "dou|doul|dou el|dou al|dhou|dhou el|dhou al|dhoul|zoul|dhul|doual|di|di el"

HIJRI_FR = MonthNames(
    "fr",
    (
        ("moharrem", "moharram", "mouharram", "muharram", "mouharrem", "moharem", "el moharrem"),
        ("safar", "çafar", "safer"),
        _each(_RABIA, _FIRST_M),
        _each(_RABIA, _SECOND_M),
        _each(_JOUMADA, _FIRST_F),
        _each(_JOUMADA, _SECOND_F),
        ("rejeb", "rajab", "redjeb", "radjab", "rejab", "redjab"),
        ("chaabane", "chaâbane", "chaban", "chaaban", "châbane", "chabane", "cha'ban"),
        ("ramadan", "ramadhan", "ramdan", "ramdane", "ramadane"),
        ("chaoual", "chawwal", "choual", "chawal", "chouwal", "chaouel", "shawwal"),
        ("kaada", "kaâda", "qaada", "kada", *_each(_DHOU, "kaada|kada|qaada|qada|kiada")),
        ("hija", "hijja", "hidja", "hejja", "hidjja", *_each(_DHOU, "hija|hijja|hidja|hejja")),
    ),
)
