from pathlib import Path

import pytest
from pydantic import ValidationError

from archive.settings import Settings


def test_one_home_holds_all_that_the_embedded_set_up_writes(tmp_path: Path) -> None:
    settings = Settings.at(tmp_path)
    assert settings.database_url == f"sqlite:///{tmp_path}/catalogue.sqlite"
    assert Path(settings.vault_url).parent == tmp_path
    for folder in (settings.inbox, settings.search_dir, settings.dagster_home):
        assert folder.parent == tmp_path


def test_variables_reach_every_part(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIJILL_HOME", str(tmp_path))
    monkeypatch.setenv("SIJILL_DATABASE_URL", "postgresql://db/sijill")
    monkeypatch.setenv("SIJILL_SEARCH_URL", "")
    settings = Settings()
    assert settings.database_url == "postgresql://db/sijill"
    assert settings.search_url is None
    assert settings.vault_url == str(tmp_path / "vault")


def test_a_relative_home_does_not_move_with_the_working_directory(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    settings = Settings(home=Path("here"))
    monkeypatch.chdir("/")
    assert settings.home == tmp_path / "here"
    assert not settings.home.exists(), "reading settings must not create anything"


def test_settings_are_frozen_and_checked(tmp_path: Path) -> None:
    with pytest.raises(ValidationError):
        Settings.at(tmp_path, workers=0)
    with pytest.raises(ValidationError):
        Settings.at(tmp_path).port = 1


@pytest.mark.parametrize("url", ["archive.example", "https://archive.example/folder", "ftp://x"])
def test_an_address_that_pages_are_not_served_at_is_refused(tmp_path: Path, url: str) -> None:
    with pytest.raises(ValidationError):
        Settings.at(tmp_path, public_url=url)


def test_links_begin_with_the_proxys_address_where_there_is_one(tmp_path: Path) -> None:
    assert Settings.at(tmp_path).address == "http://127.0.0.1:8000"
    behind = Settings.at(tmp_path, public_url="https://archive.example/")
    assert (behind.address, behind.local_only) == ("https://archive.example", False)


def test_secrets_stay_out_of_logs(tmp_path: Path) -> None:
    settings = Settings.at(
        tmp_path, database_url="postgresql://u:word@db/s", search_api_key="another-word"
    )
    assert "word" not in repr(settings)
