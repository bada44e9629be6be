from pathlib import Path

from archive.settings import Settings
from indexing.search.elastic_index import ElasticIndex
from indexing.search.open import open_index
from indexing.search.tantivy_index import TantivyIndex


def test_settings_choose_the_engine_and_opening_makes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "home"
    assert isinstance(open_index(Settings.at(home)), TantivyIndex)
    remote = Settings.at(home, search_url="http://127.0.0.1:9200")
    assert isinstance(open_index(remote), ElasticIndex)
    assert not home.exists()
