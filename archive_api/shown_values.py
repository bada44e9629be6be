"""Values of fields as people read them: dates with the month's name, the sex in words. Pure."""

from datetime import datetime

from archive.legal_ground import LegalGround
from archive.mention_wording import grounds
from archive.months import GREGORIAN_AR, GREGORIAN_FR, HIJRI_AR, HIJRI_FR
from archive.morocco import in_morocco
from archive_api.desk_pages import texts

_MONTHS = {
    ("fr", False): GREGORIAN_FR,
    ("ar", False): GREGORIAN_AR,
    ("fr", True): HIJRI_FR,
    ("ar", True): HIJRI_AR,
}


def shown_value(field: str, value: str | None, lang: str) -> str:
    """A field's value for a page in a language; "" for none."""
    if not value:
        return ""
    if field == "sex":
        return str(texts("fields.json")[lang]["sexes"].get(value, value))
    if field.endswith(("_date", "_hijri")):
        return shown_date(value, lang, hijri=field.endswith("_hijri"))
    return value


def shown_date(iso: str, lang: str, hijri: bool = False) -> str:
    """A date that may say less than a day: 12 mars 1933, mars 1933, 1933."""
    year, *rest = iso.split("-")
    if not rest or not all(part.isdecimal() for part in rest):
        return iso
    month = _MONTHS[lang, hijri].name(int(rest[0]))
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    if lang == "fr" and day == ["1"]:
        day = ["1er"]
    return " ".join((*day, month, year))


def shown_instant(at: str, lang: str) -> str:
    """An ISO instant in Morocco's time, to the minute: 12 mars 2026, 14:05."""
    local = in_morocco(datetime.fromisoformat(at))
    comma = "،" if lang == "ar" else ","
    return f"{shown_date(local.date().isoformat(), lang)}{comma} {local:%H:%M}"


def shown_ground(ground: LegalGround | None, lang: str) -> str:
    """A legal ground in a few words; "" for none."""
    if ground is None:
        return ""
    authority = ground.authority_ar if lang == "ar" else ground.authority_fr
    dated = shown_date(ground.date, lang) if ground.date else ""
    hijri = shown_date(ground.date_hijri, lang, hijri=True) if ground.date_hijri else ""
    number = texts("act.json")[lang]["ground_number"].format(number=ground.reference)
    said = (
        *(grounds()[ground.kind].names[lang], number if ground.reference else ""),
        *(dated, hijri, authority),
    )
    return " · ".join(part for part in said if part)
