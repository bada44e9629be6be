import multiprocessing
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archive.act import Act
from indexing.errors import IndexRefused, IndexUnavailable
from indexing.search import tantivy_generations
from indexing.search.document import document
from indexing.search.request import SearchRequest
from indexing.search.tantivy_index import TantivyIndex

MakeAct = Callable[..., Act]


def _count_in_another_process(folder: Path, answers: "multiprocessing.Queue[int]") -> None:
    answers.put(TantivyIndex(folder).count())


def test_a_reader_opened_before_sees_writes_and_rebuilds(tmp_path: Path, make_act: MakeAct) -> None:
    writer, reader = TantivyIndex(tmp_path), TantivyIndex(tmp_path)
    assert reader.count() == 0
    writer.put([document(make_act("a", {"given_name_fr": "Driss"}))])
    assert reader.count() == 1
    writer.put([document(make_act("b", {"given_name_fr": "Driss"}))])
    assert reader.search(SearchRequest("Driss")).total == 2
    writer.rebuild([document(make_act("c", {"given_name_fr": "Driss"}))])
    assert [hit.act_id for hit in reader.search(SearchRequest("Driss")).hits] == ["c"]


def test_another_process_sees_what_was_put(tmp_path: Path, make_act: MakeAct) -> None:
    TantivyIndex(tmp_path).put([document(make_act("a"))])
    context = multiprocessing.get_context("spawn")
    answers: multiprocessing.Queue[int] = context.Queue()
    process = context.Process(target=_count_in_another_process, args=(tmp_path, answers))
    process.start()
    assert answers.get(timeout=60) == 1
    process.join()


def generations(folder: Path) -> int:
    return len([entry for entry in folder.iterdir() if entry.is_dir()])


def test_a_generation_before_is_kept_until_its_readers_have_moved_on(
    tmp_path: Path, make_act: MakeAct
) -> None:
    index, reader = TantivyIndex(tmp_path), TantivyIndex(tmp_path)
    index.put([document(make_act("a"))])
    assert reader.count() == 1
    index.rebuild([document(make_act("b"))])
    index.rebuild([document(make_act("c"))])
    assert generations(tmp_path) == 2
    assert reader.count() == 1
    index.tidy()
    assert generations(tmp_path) == 1


def test_a_write_removes_a_generation_before_that_nobody_reads_any_more(
    tmp_path: Path, make_act: MakeAct
) -> None:
    index, reader = TantivyIndex(tmp_path), TantivyIndex(tmp_path)
    index.put([document(make_act("a"))])
    assert reader.count() == 1
    index.rebuild([document(make_act("b"))])
    index.put([document(make_act("c"))])
    assert generations(tmp_path) == 2
    assert reader.count() == 2
    index.put([document(make_act("d"))])
    assert generations(tmp_path) == 1


def test_a_rebuild_that_breaks_off_leaves_the_live_index(tmp_path: Path, make_act: MakeAct) -> None:
    index = TantivyIndex(tmp_path)
    index.put([document(make_act("a"))])

    def broken():  # type: ignore[no-untyped-def]
        yield document(make_act("b"))
        raise RuntimeError("the record went away")

    with pytest.raises(RuntimeError, match="went away"):
        index.rebuild(broken())
    assert index.count() == 1
    index.rebuild([document(make_act("c"))])
    assert generations(tmp_path) <= 2
    index.tidy()
    assert generations(tmp_path) == 1


def test_a_write_waits_and_then_says_so(tmp_path: Path, make_act: MakeAct) -> None:
    holder = TantivyIndex(tmp_path)
    with holder._writing(), pytest.raises(IndexUnavailable, match="another process"):
        TantivyIndex(tmp_path, wait_seconds=0.05).put([document(make_act("a"))])


def test_one_act_waits_less_than_many(
    tmp_path: Path, make_act: MakeAct, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert tantivy_generations.PATIENCE_SECONDS == 5
    monkeypatch.setattr(tantivy_generations, "PATIENCE_SECONDS", 0.05)
    holder, index = TantivyIndex(tmp_path), TantivyIndex(tmp_path, wait_seconds=0.5)
    acts = [document(make_act(name)) for name in "ab"]
    with holder._writing():
        for documents, least in ((acts[:1], 0.0), (acts, 0.5)):
            begun = time.monotonic()
            with pytest.raises(IndexUnavailable, match="another process"):
                index.put(documents)
            assert least <= time.monotonic() - begun < least + 0.45


def test_a_damaged_or_foreign_index_asks_for_a_rebuild(tmp_path: Path, make_act: MakeAct) -> None:
    index = TantivyIndex(tmp_path)
    index.put([document(make_act("a"))])
    name = (tmp_path / "current").read_text()
    (tmp_path / name / "meta.json").unlink()
    with pytest.raises(IndexRefused, match="rebuild"):
        TantivyIndex(tmp_path).count()
    (tmp_path / "current").write_text("names0-old")
    with pytest.raises(IndexRefused, match="another version"):
        TantivyIndex(tmp_path).count()
    assert index.rebuild([document(make_act("a"))]) == 1
    assert TantivyIndex(tmp_path).count() == 1
