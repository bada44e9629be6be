"""What people type at a counter finds the act they mean, on both engines."""

from collections.abc import Callable

import pytest

from archive.act import Act
from indexing.search.document import document
from indexing.search.index import ActIndex
from indexing.search.request import SearchRequest

MakeAct = Callable[..., Act]

FES = "03.231.01.01"
"""Agdal, an arrondissement of Fès."""

ACTS: dict[str, tuple[dict[str, str], dict[str, object]]] = {
    "birth": (
        {
            "given_name_fr": "Driss",
            "family_name_fr": "Alaoui",
            "father_given_fr": "Hassan",
            "mother_given_fr": "Zhor",
            "birth_date": "1962-02-17",
        },
        {"office": FES, "number": "123"},
    ),
    "death": (
        {"given_name_fr": "Said", "family_name_fr": "Kabbaj", "birth_date": "1933-03-12"},
        {"office": FES, "kind": "death", "number": "123"},
    ),
    "bis": ({"given_name_ar": "يطو", "father_given_ar": "موحى"}, {"number": "66bis"}),
    "hijri": (
        {"given_name_ar": "عمر", "family_name_ar": "الطاهري", "birth_date_hijri": "1357-03-12"},
        {"year": 1939, "number": "211"},
    ),
    "name of a month": (
        {"given_name_fr": "Zineb", "family_name_fr": "Mars"},
        {"year": 1934, "number": "1"},
    ),
    "born in it": (
        {"given_name_fr": "Omar", "family_name_fr": "Bennis", "birth_date": "1934-03-05"},
        {"year": 1934, "number": "2"},
    ),
    "father": (
        {"given_name_fr": "Hassan", "family_name_fr": "Chraibi", "father_given_fr": "Driss"},
        {"year": 1950, "number": "3"},
    ),
    "son": (
        {"given_name_fr": "Driss", "family_name_fr": "Chraibi", "father_given_fr": "Hassan"},
        {"year": 1970, "number": "4"},
    ),
    "cherif": (
        {"given_name_fr": "Cherif", "family_name_fr": "Lazrak"},
        {"year": 1971, "number": "5"},
    ),
}


@pytest.fixture
def filled(act_index: ActIndex, make_act: MakeAct) -> ActIndex:
    acts = [make_act(name, values, **register) for name, (values, register) in ACTS.items()]
    act_index.put([document(act) for act in acts])
    return act_index


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("acte de naissance n° 123/1962", ["birth"]),
        ("naissance 123/1962", ["birth"]),
        ("décès 123/1962", ["death"]),
        ("رسم ولادة رقم 123 سنة 1962", ["birth"]),
        ("رسم وفاة رقم 123 سنة 1962", ["death"]),
        ("عقد ازدياد 123/1962", ["birth"]),
        ("naissance 123/1962 mairie de Fès", ["birth"]),
        ("ولادة 123/1962 مكتب فاس", ["birth"]),
        ("ولادة 123/1962 بفاس", ["birth"]),
        ("ولادة 123/1962 بمراكش", []),
        ("acte Alaoui", ["birth"]),
        ("acte", []),
        ("66/1962 bis", ["bis"]),
        ("66-1962 bis", ["bis"]),
        ("naissance 123/62", ["birth"]),
        ("naissance 123-1962", ["birth"]),
        ("naissance 123/1381", ["birth"]),
        ("naissance 123/1380", []),
        ("3.231.1.1/naissance/1962/1/123", ["birth"]),
        ("211 08.201", ["hijri"]),
        ("12 ربيع الأول 1357 هـ", ["hijri"]),
        ("ربيع الأول 1357", ["hijri"]),
        ("13/05/1938", ["hijri"]),
        ("mai 1938", ["hijri"]),
        ("ماي 1938", ["hijri"]),
        ("Omar Tahiri mai 1938", ["hijri"]),
        ("عمر الطاهري 1938", ["hijri"]),
        ("12 رمضان 1381 هـ", ["birth"]),
        ("Alaoui 1381 H", ["birth"]),
        ("Alaoui 1380 H", []),
        ("mars 1934", ["name of a month", "born in it"]),
        ("Zineb Mars 1934", ["name of a month"]),
        ("Omar Bennis mars 1934", ["born in it"]),
        ("Omar Bennis avril 1934", []),
        ("Kabbaj entre 1930 et 1935", ["death"]),
        ("Kabbaj vers 1935", ["death"]),
        ("Kabbaj vers 1936", []),
        ("الطاهري من 1936 إلى 1940", ["hijri"]),
        ("Alaoui père Hassan mère Zhor", ["birth"]),
        ("Alaoui père Driss", []),
        ("nom Alaoui prénom Driss", ["birth"]),
        ("nom Driss prénom Alaoui", []),
        ("يطو بنت موحى", ["bis"]),
        ("Itto bt Moha", ["bis"]),
        ("Itto b. Moha", ["bis"]),
        ("Cherif Driss Alaoui", ["birth"]),
        ("Cherif Lazrak", ["cherif"]),
        ("Cherif Kabbaj", []),
        ("El Haj Driss Alaoui", ["birth"]),
        ("Driss ben Hassan", ["son", "birth", "father"]),
        ("Chraibi Driss ben Hassan ben Mohamed", ["son", "father"]),
    ],
)
def test_the_box_finds_what_is_meant(filled: ActIndex, text: str, found: list[str]) -> None:
    hits = [hit.act_id for hit in filled.search(SearchRequest(text)).hits]
    assert sorted(hits) == sorted(found)
    assert "name of a month" not in hits[1:]


def test_a_son_stands_before_a_father_of_the_same_names(filled: ActIndex) -> None:
    hits = [hit.act_id for hit in filled.search(SearchRequest("Driss ben Hassan")).hits]
    assert hits[-1] == "father"
