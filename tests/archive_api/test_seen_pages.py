from archive_api import seen_pages
from archive_api.seen_pages import AGAIN_AFTER, SeenPages


def test_a_view_is_noted_for_its_actor_and_page_until_it_is_a_new_one() -> None:
    now = [0.0]
    seen = SeenPages(lambda: now[0])
    assert not seen.is_noted("amina", "a")
    seen.note("amina", "a")
    assert seen.is_noted("amina", "a")
    assert not seen.is_noted("driss", "a") and not seen.is_noted("amina", "b")
    now[0] = AGAIN_AFTER + 1
    assert not seen.is_noted("amina", "a")


def test_no_more_views_are_remembered_than_there_is_room_for(monkeypatch) -> None:
    monkeypatch.setattr(seen_pages, "_MOST", 2)
    seen = SeenPages()
    for page in "abc":
        seen.note("amina", page)
    assert [seen.is_noted("amina", page) for page in "abc"] == [False, True, True]
