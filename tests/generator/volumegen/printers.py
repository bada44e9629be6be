"""Whole worlds of volumes: which printers, hands, names and wear a delivery may be drawn from.

``known`` is what readers are tuned with; ``heldout`` and ``third`` were drawn to judge them, and
looked at since. ``judging`` is for a judgment once: who tunes readers looks neither at its words
nor at its pages.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

# Latin font, Arabic font, size, how much larger the Arabic font is set; of hands, tremor too, and
# how far the Arabic letters lean where they do.
Face = tuple[str, str, int, float]
HandFace = tuple[str, str, int, float, float] | tuple[str, str, int, float, float, float]


@dataclass(frozen=True, slots=True)
class Printers:
    """One world.

    Attributes:
        wordings, names, jobs, syllables: files of ``data/`` it takes its words from.
        faces: fonts of the printed words.
        hands: fonts of the clerk's words, by fill.
        rare_names: share of family names that no list has.
        wear: bounds of a volume's age and wear.
        acts: fewest and most acts a sheet, by layout.
        odd: share of volumes scanned as openings, turned, without rules and running over.
        varied: whether margins, fill lines, stamps, dates and captions vary between volumes.
        pressed: whether its presses set pages by ``pressed_prose`` and ``pressed_pairs``.
        mentioned: share of births that bear mentions.
        shapes: how made-up family names are put together, in Latin and in Arabic letters.
        customary: whether margins, figures and months are mostly those of Moroccan offices; its
            truth marks mothers' made-up names too.
    """

    wordings: str
    names: str
    jobs: str
    syllables: str
    faces: tuple[Face, ...]
    hands: Mapping[str, tuple[HandFace, ...]]
    rare_names: float
    wear: tuple[float, float]
    acts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    odd: float = 0.2
    varied: bool = False
    pressed: bool = False
    mentioned: float = 0.35
    shapes: tuple[tuple[str, str], ...] = (("{}{}i", "{}{}ي"),)
    customary: bool = False


KNOWN = Printers(
    wordings="wordings.toml",
    names="names.tsv",
    jobs="jobs.tsv",
    syllables="made_up.tsv",
    faces=(
        ("DejaVuSerif.ttf", "Amiri-Regular.ttf", 36, 1.25),
        ("NotoSerif-Regular.ttf", "Scheherazade-Regular.ttf", 37, 1.35),
        ("NotoSans-Regular.ttf", "NotoNaskhArabic-Regular.ttf", 37, 1.1),
    ),
    hands={
        "type": (
            ("Courier Prime.otf", "Thabit.ttf", 40, 1.1, 0.12),
            ("NotoMono-Regular.ttf", "Thabit-Bold.ttf", 34, 1.25, 0.1),
            ("Courier Prime Bold.otf", "NotoSansArabic-Regular.ttf", 39, 1.05, 0.12),
        ),
        "hand": (
            ("DancingScript-Regular.otf", "Lateef-Regular.ttf", 52, 1.2, 0.5),
            ("Breip.ttf", "NotoNastaliqUrdu-Regular.ttf", 50, 0.75, 0.3),
            ("NotoSerif-Italic.ttf", "Amiri-Slanted.ttf", 42, 1.3, 0.6),
        ),
        "print": (
            ("DejaVuSans.ttf", "NotoNaskhArabic-Regular.ttf", 35, 1.15, 0.0),
            ("NotoSans-Regular.ttf", "Amiri-Regular.ttf", 37, 1.25, 0.0),
        ),
    },
    rare_names=0.15,
    wear=(0.1, 0.8),
    acts={"fr_births": (2, 6), "fr_deaths": (2, 6), "ar_births": (2, 4), "ar_deaths": (2, 5)},
)

HELDOUT = Printers(
    wordings="wordings_heldout.toml",
    names="names_heldout.tsv",
    jobs="jobs_heldout.tsv",
    syllables="made_up_heldout.tsv",
    faces=(
        ("GentiumPlus-Regular.ttf", "Harmattan-Regular.ttf", 38, 1.15),
        ("LiberationSerif-Regular.ttf", "NotoKufiArabic-Regular.ttf", 38, 0.85),
        ("LiberationSans-Regular.ttf", "Amiri-Bold.ttf", 34, 1.2),
    ),
    hands={
        "type": (
            ("LiberationMono-Regular.ttf", "DejaVuSansMono.ttf", 36, 1.0, 0.15),
            ("DejaVuSansMono-Bold.ttf", "NotoNaskhArabic-Bold.ttf", 34, 1.1, 0.12),
            ("LiberationMono-Bold.ttf", "Harmattan-Bold.ttf", 37, 1.2, 0.15),
        ),
        "hand": (
            ("KaushanScript-Regular.otf", "Lateef-SemiBold.ttf", 46, 1.35, 0.4),
            ("Kristi.ttf", "NotoNastaliqUrdu-Bold.ttf", 66, 0.55, 0.3),
            ("dkg.ttf", "Scheherazade-Bold.ttf", 44, 1.3, 0.4),
            ("GentiumBookPlus-Italic.ttf", "Amiri-BoldSlanted.ttf", 44, 1.2, 0.6),
        ),
        "print": (
            ("LiberationSans-Regular.ttf", "Harmattan-Regular.ttf", 35, 1.25, 0.0),
            ("LiberationSerif-Regular.ttf", "DejaVuSans.ttf", 36, 1.0, 0.0),
            ("DejaVuSerif.ttf", "NotoKufiArabic-Regular.ttf", 34, 0.9, 0.0),
        ),
    },
    rare_names=0.3,
    wear=(0.2, 1.0),
    acts={"fr_births": (1, 6), "fr_deaths": (1, 6), "ar_births": (1, 5), "ar_deaths": (1, 6)},
    odd=0.3,
    varied=True,
)

THIRD = Printers(
    wordings="wordings_third.toml",
    names="names_third.tsv",
    jobs="jobs_third.tsv",
    syllables="made_up_third.tsv",
    faces=(
        ("OldStandard-Regular.ttf", "UKIJTuz.ttf", 39, 1.3),
        ("cmunrm.ttf", "UKIJNsq.ttf", 40, 1.3),
        ("GoudyBookletter1911.otf", "UKIJQara.ttf", 42, 1.2),
        ("EBGaramond12-Regular.otf", "UKIJTuzBold.ttf", 43, 1.1),
    ),
    hands={
        "type": (
            ("cmuntt.ttf", "UKIJQara-b.ttf", 38, 1.3, 0.14),
            ("cmunvt.ttf", "NotoSansArabic-Bold.ttf", 39, 0.95, 0.12),
            ("Inconsolata.otf", "UKIJTuz.ttf", 40, 1.35, 0.1),
        ),
        "hand": (
            ("LobsterTwo-Italic.otf", "UKIJMe.ttf", 46, 1.25, 0.35),
            ("ComicNeue-Italic.otf", "Lateef-ExtraBold.ttf", 42, 1.7, 0.5),
            ("OldStandard-Italic.ttf", "UKIJMe.ttf", 46, 1.25, 0.5, -0.12),
            ("cmunti.ttf", "UKIJNsq.ttf", 47, 1.35, 0.55, 0.2),
        ),
        "print": (
            ("CharisSIL-Regular.ttf", "Lemonada-Light.otf", 35, 0.95, 0.0),
            ("cmunss.ttf", "NotoSansArabic-Bold.ttf", 38, 0.95, 0.0),
            ("GoudyBookletter1911.otf", "UKIJNsq.ttf", 40, 1.3, 0.0),
        ),
    },
    rare_names=0.35,
    wear=(0.1, 0.9),
    acts={"fr_births": (1, 6), "fr_deaths": (1, 6), "ar_births": (1, 6), "ar_deaths": (1, 6)},
    odd=0.4,
    varied=True,
    pressed=True,
    mentioned=0.5,
    shapes=(
        ("{}{}i", "{}{}ي"),
        ("{}{}ane", "{}{}ان"),
        ("Aït {}{}", "ايت {}{}"),
        ("Ben{}{}", "بن{}{}"),
        ("Ou{}{}", "أو{}{}"),
        ("El {}{}aoui", "ال{}{}اوي"),
    ),
)

JUDGING = Printers(
    wordings="wordings_judging.toml",
    names="names_judging.tsv",
    jobs="jobs_judging.tsv",
    syllables="made_up_judging.tsv",
    faces=(
        ("LinLibertine_R.otf", "PakType Naskh Basic.ttf", 39, 1.05),
        ("BaskervaldADFStd.otf", "ae_Furat.ttf", 38, 1.3),
        ("Vollkorn-Regular.ttf", "nazli.ttf", 36, 1.4),
        ("Caladea-Regular.ttf", "KacstOne.ttf", 36, 1.2),
        ("DoulosSIL-Regular.ttf", "FreeFarsi.ttf", 38, 1.3),
    ),
    hands={
        "type": (
            ("GNUTypewriter.ttf", "Unikuweb.ttf", 35, 1.15, 0.14),
            ("Anonymous Pro.ttf", "ae_Rasheeq-Bold.ttf", 40, 1.25, 0.1),
            ("LinLibertine_M.otf", "PakType Tehreer.ttf", 36, 1.25, 0.12),
        ),
        "hand": (
            ("KleeOne-SemiBold.ttf", "PakType Naqsh.ttf", 42, 1.2, 0.5),
            ("SteveHand.ttf", "UKIJQol_Tez.ttf", 56, 1.25, 0.3),
            ("FanwoodText-Italic.otf", "ae_Tholoth.ttf", 47, 1.15, 0.5, 0.1),
            ("GFSDidotItalic.otf", "ae_Dimnah.ttf", 45, 1.15, 0.5),
        ),
        "print": (
            ("Carlito-Regular.ttf", "KacstOne.ttf", 38, 1.1, 0.0),
            ("LinBiolinum_R.otf", "PakType Naskh Basic.ttf", 38, 1.0, 0.0),
            ("Tuffy.ttf", "ae_Furat.ttf", 36, 1.25, 0.0),
        ),
    },
    rare_names=0.3,
    wear=(0.1, 0.9),
    acts={"fr_births": (1, 6), "fr_deaths": (1, 6), "ar_births": (1, 5), "ar_deaths": (1, 6)},
    odd=0.35,
    varied=True,
    pressed=True,
    mentioned=0.45,
    shapes=(
        ("{}{}i", "{}{}ي"),
        ("El {}{}i", "ال{}{}ي"),
        ("Bou{}{}", "بو{}{}"),
        ("Ben {}{}", "بن {}{}"),
        ("Aït {}{}", "أيت {}{}"),
        ("{}{}ouni", "{}{}وني"),
    ),
    customary=True,
)

WORLDS = {"known": KNOWN, "heldout": HELDOUT, "third": THIRD, "judging": JUDGING}
