import hashlib
import re

import pytest

from indexing.names import units as name_units
from indexing.names.matching import agree, fold, skeleton


@pytest.mark.parametrize("kind", name_units.KINDS)
def test_units_are_whole_and_their_scripts_agree(kind: str) -> None:
    every = name_units.units(kind)
    assert len(every) > 1500
    assert len(set(every)) == len(every)
    assert all(unit.weight >= 1 and fold(unit.ar) and fold(unit.fr) for unit in every)
    poor = [unit for unit in every if agree(unit.ar, unit.fr) < 0.5]
    assert len(poor) <= len(every) // 200


@pytest.mark.parametrize("kind", name_units.KINDS)
def test_keys_bridge_the_scripts_on_units_held_out_by_hash(kind: str) -> None:
    held_out = [
        unit
        for unit in name_units.units(kind)
        if hashlib.sha256(unit.ar.encode()).digest()[0] % 5 == 0
    ]
    bridged = sum(skeleton(unit.ar) == skeleton(unit.fr) for unit in held_out)
    assert bridged / len(held_out) > 0.9


@pytest.mark.parametrize(
    ("read", "script", "kind", "meant"),
    [
        ("Mohamcd", "fr", "given", "Mohamed"),
        ("Fatirna", "fr", "given", "Fatima"),
        ("عبد المجبد", "ar", "given", "عبد المجيد"),
        ("المنصورى", "ar", "family", "المنصوري"),
        ("Benjelloum", "fr", "family", "Benjelloun"),
        ("عبداللطبف", "ar", "given", "عبد اللطيف"),
    ],
)
def test_a_misread_name_is_near_the_name_meant(
    read: str, script: str, kind: str, meant: str
) -> None:
    found = name_units.closest(read, script, kind)
    assert found[0][0].text(script) == meant
    assert [score for _, score in found] == sorted((s for _, s in found), reverse=True)
    assert all(0.0 <= score <= 1.0 for _, score in found)


def test_an_exact_spelling_scores_one_and_noise_finds_nothing() -> None:
    assert name_units.closest("Youssef", "fr", "given")[0][1] == 1.0
    assert name_units.closest("", "fr", "given") == []
    assert name_units.closest("xqzwvv", "fr", "given") == []


def test_spellings_are_told_in_the_other_script_both_ways() -> None:
    assert name_units.spelling("محمد")[0] == "Mohamed"
    assert "M'hamed" in name_units.spelling("امحمد", "given")
    assert "العلوي" in name_units.spelling("El Alaoui", "family")
    assert name_units.spelling("Yousseff", "given")[0] == "يوسف"
    assert name_units.spelling("ظظظظ") == ()


def test_what_is_common_is_known() -> None:
    assert name_units.knows("FATIMA", "given")
    assert name_units.knows("بناني", "family")
    assert not name_units.knows("Zzqxv", "family")


def test_a_kind_that_does_not_exist_is_refused() -> None:
    with pytest.raises(ValueError, match="surname"):
        name_units.units("surname")


def test_arabic_names_are_listed_with_their_letters_not_folded() -> None:
    # A mended value is shown as lists write it: a folded spelling would reach papers.
    every = {(u.ar, u.fr) for kind in name_units.KINDS for u in name_units.units(kind)}
    mute_ta = {ar for ar, fr in every if ar.endswith("ه") and fr.endswith(("a", "ah", "at"))}
    assert {ar for ar in mute_ta if not ar.endswith("له")} == {"طه", "بن أيتاه"}
    assert [ar for ar, fr in every if ar.endswith("ي") and fr.endswith(("ssa", "stafa"))] == []
    bare = [ar for ar, _ in every if re.search(r"(^| )ال(?=اب|احم|ادر|ازر)", ar)]
    assert bare == []
