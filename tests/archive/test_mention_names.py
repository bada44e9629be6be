"""One name for each type of mention, wherever it is shown."""

from archive.finding import Finding
from archive.mention import Mention, MentionType
from archive.mention_names import mention_names
from archive.mention_wording import wordings
from archive_api.desk_pages import texts
from archive_api.papers.wording import mention


def test_every_type_has_a_name_of_its_own_in_both_languages() -> None:
    assert set(mention_names()) == {one.value for one in MentionType}
    for lang in ("fr", "ar"):
        names = [name[lang] for name in mention_names().values()]
        assert len(set(names)) == len(names)


def test_pages_papers_and_findings_say_the_same() -> None:
    for kind, name in mention_names().items():
        for lang in ("fr", "ar"):
            for page in ("check.json", "verify.json"):
                assert texts(page)[lang]["mention_types"][kind] == name[lang]
            assert name[lang] in Finding("mention_unsure", {"type": kind}).text(lang)
        on_paper = mention(Mention(MentionType(kind)))
        assert (on_paper.fr, on_paper.ar) == (name["fr"], name["ar"])


def test_the_only_wording_of_a_type_is_called_as_the_type_is() -> None:
    by_type: dict[str, list[str]] = {}
    for wording in wordings().values():
        by_type.setdefault(wording.type.value, []).append(wording.names["fr"])
    alone = {kind: names[0] for kind, names in by_type.items() if len(names) == 1}
    # A change of family name is told by what allows it.
    del alone["name_change"]
    assert alone == {kind: mention_names()[kind]["fr"] for kind in alone}
