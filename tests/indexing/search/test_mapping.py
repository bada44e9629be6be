from collections.abc import Callable

from archive.act import Act
from indexing.search.document import ROLES, document
from indexing.search.mapping import FIELDS, SHOWN_FIELDS, index_body, source

MakeAct = Callable[..., Act]


def test_the_mapping_is_strict_and_needs_no_analysis() -> None:
    body = index_body()
    assert body["mappings"]["dynamic"] == "strict"
    assert "analysis" not in body["settings"]
    kinds = {field["type"] for field in body["mappings"]["properties"].values()}
    assert kinds == {"keyword", "integer", "long"}


def test_every_field_of_a_document_is_mapped(make_act: MakeAct) -> None:
    values = {
        f"{name}_{script}": "علي" for name in ("given_name", "family_name") for script in "ar"
    }
    values |= {"father_given_fr": "Ali", "birth_date": "1950-01-02", "residence_fr": "Azrou"}
    fields = source(document(make_act("x", values, number="5")))
    assert set(fields) <= set(FIELDS) == set(index_body()["mappings"]["properties"])
    assert set(SHOWN_FIELDS) <= set(FIELDS)


def test_empty_fields_are_left_out(make_act: MakeAct) -> None:
    fields = source(document(make_act("x", office="99.999.99")))
    assert "sex" not in fields
    assert not any(name.startswith(ROLES) for name in fields if name.endswith(("_words", "_keys")))
