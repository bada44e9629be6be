"""Family names in no list: kept, mangled, or turned into a listed one."""

from indexing.evaluation.judged_fields import JudgedField
from indexing.evaluation.judging import Share
from indexing.evaluation.unlisted_names import is_listed, unlisted_names, unlisted_to_json

RARE = "Zerqtouni"


def family(read, true=RARE, name="family_name_fr", **others):
    right = read is not None and read.casefold() == true.casefold()
    told = {"among_first": right, "unsure": False, "found": True, "exact": read == true} | others
    return JudgedField("1", name, true, read, right, 0.9, **told)


def test_only_family_names_that_no_list_has_are_counted():
    assert is_listed("Alaoui")
    assert not is_listed(RARE)
    listed, given = family("Alaoui", "Alaoui"), family(RARE, name="given_name_fr")
    told = unlisted_names([family(RARE), family(RARE, name="father_family_fr"), listed, given])
    assert (told.names, told.exact) == (Share(2, 3), Share(2, 2))


def test_every_such_name_has_one_fate():
    reads = (RARE, RARE.upper(), "Zerqtoumi", "Alaoui", None)
    told = unlisted_names([family(read) for read in reads])
    fates = (told.exact, told.other_letters, told.mangled, told.turned, told.unread)
    assert fates == (Share(1, 5),) * 5


def test_a_listed_name_that_nobody_is_asked_about_came_in_silently():
    asked = family("Alaoui", unsure=True, among_first=True)
    told = unlisted_names([asked, family("Alaoui")])
    assert (told.turned, told.turned_silently) == (Share(2, 2), Share(1, 2))
    assert unlisted_to_json(told)["among_first"] == {"count": 1, "of": 2, "rate": 0.5}
