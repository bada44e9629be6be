import pytest

from indexing.search.request import SearchRequest


@pytest.mark.parametrize(
    ("criteria", "complaint"),
    [
        ({"limit": 0}, "limit"),
        ({"limit": 5000}, "limit"),
        ({"year_from": 1970, "year_to": 1960}, "wrong way"),
        ({"kind": "wedding"}, "wedding"),
        ({"type": "volume"}, "volume"),
        ({"act_number": "12a"}, "12a"),
    ],
)
def test_a_request_that_cannot_match_is_refused(
    criteria: dict[str, object], complaint: str
) -> None:
    with pytest.raises(ValueError, match=complaint):
        SearchRequest(**criteria)  # type: ignore[arg-type]
