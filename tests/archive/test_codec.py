import json

from hypothesis import given
from hypothesis import strategies as st

from archive.act import FIELD_NAMES, ActReading, FieldReading
from archive.box import Box
from archive.codec import (
    canonical,
    field_from_json,
    field_to_json,
    finding_from_json,
    finding_to_json,
    findings_from_json,
    findings_to_json,
    mention_from_json,
    mention_to_json,
    reading_from_json,
    reading_to_json,
)
from archive.finding import Finding, codes
from archive.mention import Mention, MentionType
from archive.register import ActNumber, Kind, RegisterReference

texts = st.text(max_size=12)
maybe_text = st.none() | texts
confidences = st.floats(0, 1)
sizes = st.integers(1, 9999)
boxes = st.builds(Box, st.integers(0, 9999), st.integers(0, 9999), sizes, sizes)
fields = st.builds(
    FieldReading,
    value=maybe_text,
    raw=texts,
    confidence=confidences,
    candidates=st.lists(texts, max_size=3).map(tuple),
    page=maybe_text,
    box=st.none() | boxes,
)
findings = st.builds(
    Finding,
    code=st.sampled_from(codes()),
    params=st.dictionaries(texts, texts | st.integers(-9, 9), max_size=2),
    page=maybe_text,
    field=maybe_text,
)
mentions = st.builds(
    Mention,
    type=st.sampled_from(MentionType),
    date=maybe_text,
    text_fr=maybe_text,
    text_ar=maybe_text,
    place=maybe_text,
    other_party=maybe_text,
    act_number=maybe_text,
    confidence=confidences,
    page=maybe_text,
    box=st.none() | boxes,
)
readings = st.builds(
    ActReading,
    register=st.builds(
        RegisterReference,
        st.sampled_from(["08.201.11.07", "08.201.11.07-2"]),
        st.sampled_from(Kind),
        st.integers(1915, 2100),
        st.integers(1, 9),
    ),
    copy=st.integers(1, 3),
    number=st.none()
    | st.builds(ActNumber, st.integers(1, 999_999), st.sampled_from(["", "bis", "ter"])),
    ordinal=st.integers(1, 999),
    form=texts,
    fields=st.dictionaries(st.sampled_from(FIELD_NAMES), fields, max_size=4),
    pages=st.lists(st.tuples(texts, st.none() | boxes), max_size=2).map(tuple),
    mentions=st.lists(mentions, max_size=2).map(tuple),
    findings=st.lists(findings, max_size=2).map(tuple),
    engine=texts,
    sure=st.booleans(),
)


def through_text(data: object) -> dict[str, object]:
    parsed: dict[str, object] = json.loads(canonical(data))
    return parsed


@given(readings)
def test_a_reading_comes_back_from_its_text(reading: ActReading) -> None:
    assert reading_from_json(through_text(reading_to_json(reading))) == reading


@given(fields)
def test_a_field_comes_back_from_its_text(field: FieldReading) -> None:
    assert field_from_json(through_text(field_to_json(field))) == field


@given(mentions)
def test_a_mention_comes_back_from_its_text(mention: Mention) -> None:
    assert mention_from_json(through_text(mention_to_json(mention))) == mention


@given(st.lists(findings, max_size=3).map(tuple))
def test_findings_come_back_from_their_text(several: tuple[Finding, ...]) -> None:
    assert findings_from_json(findings_to_json(several)) == several
    for finding in several:
        assert finding_from_json(through_text(finding_to_json(finding))) == finding


def test_an_empty_value_is_not_an_unknown_one() -> None:
    empty = FieldReading(value="", raw="", confidence=1.0)
    unknown = FieldReading(value=None, raw="", confidence=1.0)
    assert field_from_json(field_to_json(empty)) != field_from_json(field_to_json(unknown))


def test_canonical_text_does_not_depend_on_the_order_of_keys() -> None:
    assert canonical({"ب": 1, "a": [2]}) == canonical({"a": [2], "ب": 1}) == '{"a":[2],"ب":1}'
