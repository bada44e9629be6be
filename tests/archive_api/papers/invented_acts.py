"""Invented acts with every mix of mentions and corrections, entered as officers enter them.

What each act says today is kept beside it by the generator itself, not asked of the record.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random

from archive.act import Act, ActReading, FieldReading
from archive.catalogue import Catalogue
from archive.catalogue_proposals import Ruling
from archive.legal_ground import GroundKind, LegalGround, SupportingDocument
from archive.mention import MentionType
from archive.mention_drafting import Draft
from archive.records import VolumePage
from archive.register import ActNumber, Kind, RegisterReference, VolumeReference

OFFICE = "04.481.01.07"
DOCUMENTS = (SupportingDocument("ab" * 32, "application/pdf"),)
GIVEN = {
    "M": [("إدر", "Idder"), ("عبد الرحمان", "Abderrahmane"), ("موحى", "Moha"), ("حمو", "Hammou")],
    "F": [("إيطو", "Itto"), ("خدوج", "Khaddouj"), ("تودة", "Touda"), ("رقية", "Rkia")],
}
FAMILY = [
    ("أوعلي", "Ouali"),
    ("بنموسى", "Benmoussa"),
    ("التازي", "Tazi"),
    ("أيت لحسن", "Aït Lahcen"),
]
NEW_FAMILY = [
    ("أوعلا", "Oualla"),
    ("القباج", "Kabbaj"),
    ("بوستة", "Boucetta"),
    ("النقاش", "Nakkach"),
]
PLACES = [
    ("تازة", "Taza"),
    ("أزرو", "Azrou"),
    ("ميدلت", "Midelt"),
    ("دوار أولاد سلامة", "Douar Oulad Slama"),
]
COURT = ("المحكمة الابتدائية بتازة", "le tribunal de première instance de Taza")


@dataclass
class Told:
    """What the generator knows of an act.

    Attributes:
        today: what holds today, by field.
        in_force: number of the ground of each mention in force, with its wording and day; out:
            numbers of those that were replaced or withdrawn.
    """

    act: Act
    today: dict[str, str]
    in_force: dict[str, tuple[str, str]] = field(default_factory=dict)
    out: list[str] = field(default_factory=list)


class Entering:
    """Acts of one volume, each verified and then changed as its life went."""

    def __init__(self, catalogue: Catalogue, seed: int) -> None:
        self._catalogue, self._random, self._grounds = catalogue, Random(seed), 70_000

    def acts(self, number: int, kind: Kind) -> Iterator[Told]:
        """So many acts of a register."""
        register = RegisterReference(OFFICE, kind, 1953)
        volume = VolumeReference(register)
        page = VolumePage("0001.png", 1, kind.value.ljust(64, "0"), 0, 1600, 2000, 300)
        self._catalogue.take_in(volume, [page], source=kind.value)
        said = [self._values(kind) for _ in range(number)]
        readings = [_reading(register, place, one) for place, one in enumerate(said, 1)]
        self._catalogue.keep_acts(volume, readings, {})
        for act, values in zip(list(self._catalogue.acts(register)), said, strict=True):
            verified = self._catalogue.verify(act.act_id, {}, "amina", act.version)
            told = Told(verified, dict(values))
            for _ in range(self._random.choice((0, 1, 1, 2, 3, 5, 8))):
                self._amend(told, kind)
            if kind is Kind.BIRTH and self._random.random() < 0.4:
                self._die(told)
            yield told

    def _values(self, kind: Kind) -> dict[str, str]:
        chance, sex = self._random, self._random.choice("MF")
        born = date(1953, 1, 1) + timedelta(chance.randrange(350))
        values = {"sex": sex, "drawn_up_date": "1953-12-29"}
        for name, pair in (
            ("given_name", chance.choice(GIVEN[sex])),
            ("family_name", chance.choice(FAMILY)),
            ("father_given", chance.choice(GIVEN["M"])),
            ("mother_given", chance.choice(GIVEN["F"])),
            (f"{kind.value}_place", chance.choice(PLACES)),
        ):
            values[f"{name}_ar"], values[f"{name}_fr"] = pair
        values[f"{kind.value}_date"] = chance.choice((born.isoformat(), "1953"))
        if chance.random() < 0.3:
            values[f"{kind.value}_date_hijri"] = f"1372-{chance.randrange(1, 13):02}-09"
        return values

    def _amend(self, told: Told, kind: Kind) -> None:
        self._random.choice(
            [self._correct, self._correct, self._supersede, self._withdraw]
            + ([self._marry, self._marry, self._divorce] if kind is Kind.BIRTH else [])
        )(told)

    def _ground(self, kind: GroundKind, day: str = "") -> LegalGround:
        self._grounds += 1
        day = day or (date(1970, 1, 1) + timedelta(self._grounds - 70_000)).isoformat()
        by = COURT if kind is GroundKind.JUDGMENT else ("", "")
        return LegalGround(kind, str(self._grounds), day, None, *by)

    def _party(self) -> dict[str, str]:
        (given_ar, given_fr) = self._random.choice(GIVEN["F"])
        return {"party_ar": f"{given_ar} أوعقا", "party_fr": f"{given_fr} Ouakka"}

    def _marry(self, told: Told, replaces: str | None = None) -> None:
        ground = self._ground(GroundKind.MARRIAGE_ACT)
        why = "misread" if replaces else ""
        draft = Draft("marriage", ground, self._party(), documents=DOCUMENTS)
        self._enter(told, replace(draft, replaces=replaces, reason=why))

    def _divorce(self, told: Told) -> None:
        ground = self._ground(GroundKind.DIVORCE_ACT)
        self._enter(told, Draft("divorce", ground, self._party(), documents=DOCUMENTS))

    def _die(self, told: Told) -> None:
        ground = self._ground(GroundKind.DEATH_ACT, "2003-05-06")
        blanks = {"date": "2003-05-04", "place_ar": "تازة", "place_fr": "Taza"}
        self._enter(told, Draft("death", ground, blanks, documents=DOCUMENTS))

    def _correct(self, told: Told) -> None:
        now = (told.today["family_name_ar"], told.today["family_name_fr"])
        arabic, latin = self._random.choice([one for one in NEW_FAMILY if one != now])
        new = {"family_name_ar": arabic, "family_name_fr": latin}
        ground = self._ground(GroundKind.JUDGMENT)
        self._enter(
            told, Draft("rectification", ground, field="family_name", new=new, documents=DOCUMENTS)
        )
        told.today |= new

    def _supersede(self, told: Told) -> None:
        """A marriage that was entered wrongly is entered again."""
        standing = [one for one in told.act.margin if one.in_force]
        wrong = [one for one in standing if one.mention.type is MentionType.MARRIAGE]
        if wrong:
            self._marry(told, self._random.choice(wrong).id)

    def _withdraw(self, told: Told) -> None:
        """The last mention in force was another person's."""
        standing = [one for one in told.act.margin if one.in_force]
        if not standing:
            return
        last = standing[-1]
        assert last.entered is not None
        error = LegalGround(GroundKind.JUDGMENT, "9", "1995-02-03", None, *COURT)
        self._approve(
            told, Draft("", error, documents=DOCUMENTS, replaces=last.id, reason="another person's")
        )
        number = last.entered.ground.reference
        told.out.append(number)
        del told.in_force[number]
        for one in told.act.margin:
            # What the withdrawn mention had replaced holds again.
            if one.id == last.entered.replaces and one.entered is not None:
                told.out.remove(one.entered.ground.reference)
                told.in_force[one.entered.ground.reference] = ("marriage", one.mention.date or "")
        for change in last.entered.changes:
            told.today[change.field] = change.old

    def _enter(self, told: Told, draft: Draft) -> None:
        replaced = [one for one in told.act.margin if one.id == draft.replaces]
        self._approve(told, draft)
        day = draft.blanks.get("date") or draft.ground.date
        told.in_force[draft.ground.reference] = (draft.wording, day)
        for one in replaced:
            assert one.entered is not None
            told.out.append(one.entered.ground.reference)
            del told.in_force[one.entered.ground.reference]

    def _approve(self, told: Told, draft: Draft) -> None:
        asked = self._catalogue.propose(told.act.act_id, draft, "amina", told.act.version)
        told.act = self._catalogue.approve(
            Ruling(asked.id, "brahim", asked.version, told.act.version, "")
        )


def _reading(register: RegisterReference, number: int, values: dict[str, str]) -> ActReading:
    page = "0001.png"
    fields = {name: FieldReading(one, one, 0.9, (), page, None) for name, one in values.items()}
    return ActReading(
        register=register,
        copy=1,
        number=ActNumber(number),
        ordinal=number,
        form="test",
        fields=fields,
        pages=((page, None),),
        mentions=(),
        findings=(),
        sure=True,
    )
