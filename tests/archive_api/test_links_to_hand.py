from archive_api.links_to_hand import SHOWN_SECONDS, LinksToHand


def test_a_link_is_shown_for_a_while_to_who_made_it_alone() -> None:
    times = [0.0]
    links = LinksToHand(lambda: times[-1])
    links.keep("amina", "zineb", "one")
    links.keep("amina", "driss", "two")
    assert links.of("brahim") is None
    times.append(float(SHOWN_SECONDS))
    found = links.of("amina")
    assert found is not None
    assert (found.account, found.secret) == ("driss", "two")
    times.append(SHOWN_SECONDS + 1.0)
    assert links.of("amina") is None
