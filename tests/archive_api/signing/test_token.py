"""A token that is taken away, put back, locked or empty."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import ModuleType

import pytest

from archive.settings import Settings
from archive_api.signing import token
from archive_api.signing.checking import check
from archive_api.signing.opening import now, open_signer, trusted_roots
from archive_api.signing.port import Signer, SigningError, SigningOrder
from archive_api.signing.token import TokenKey, TokenPlace

Order = Callable[..., SigningOrder]
OnToken = Callable[..., Settings]


@pytest.fixture
def settings(on_token: OnToken) -> Settings:
    return on_token()


@pytest.fixture
def signer(settings: Settings) -> Iterator[Signer]:
    opened = open_signer(settings)
    yield opened
    opened.close()


def test_a_token_that_is_not_there_is_said_to_be_missing(
    hsm: object, signer: Signer, paper: bytes, order: Order
) -> None:
    hsm.remove()  # type: ignore[attr-defined]
    with pytest.raises(SigningError, match="token_missing"):
        signer.sign(paper, order())


def test_once_a_token_was_removed_nothing_is_signed_until_it_is_back(
    hsm: object, signer: Signer, settings: Settings, paper: bytes, order: Order
) -> None:
    signer.sign(paper, order())
    hsm.remove()  # type: ignore[attr-defined]
    with pytest.raises(SigningError, match="token_removed"):
        signer.sign(paper, order())
    with pytest.raises(SigningError, match="token_missing"):
        signer.sign(paper, order())
    hsm.put_back()  # type: ignore[attr-defined]
    signed = signer.sign(paper, order())
    assert check(signed, trusted_roots(settings), now()).holder == "Amina Bennani"


def test_a_token_removed_while_papers_are_signed_gives_whole_papers_or_none(
    hsm: object, signer: Signer, settings: Settings, paper: bytes, order: Order
) -> None:
    signer.sign(paper, order())

    def sign(number: int) -> bytes | str:
        if number == 5:
            hsm.remove()  # type: ignore[attr-defined]
        try:
            return signer.sign(paper, order())
        except SigningError as error:
            return error.code

    with ThreadPoolExecutor(3) as threads:
        made = list(threads.map(sign, range(14)))
    assert {each for each in made if isinstance(each, str)} <= {"token_removed", "token_missing"}
    assert made[-1] == "token_missing"
    for each in made:
        if isinstance(each, bytes):
            check(each, trusted_roots(settings), now())
    hsm.put_back()  # type: ignore[attr-defined]
    assert signer.sign(paper, order())


def test_a_wrong_pin_is_tried_once(
    on_token: OnToken, paper: bytes, order: Order, monkeypatch: pytest.MonkeyPatch
) -> None:
    signer = open_signer(on_token(signing_pin="0000"))
    with pytest.raises(SigningError, match="token_pin_refused"):
        signer.sign(paper, order())
    monkeypatch.setattr("archive_api.signing.token._open", None)
    with pytest.raises(SigningError, match="token_pin_refused"):
        signer.sign(paper, order())


@pytest.mark.parametrize("other", [{"signing_token": "autre"}, {"signing_key": "autre"}])
def test_another_token_or_key_is_said_to_be_missing(
    other: dict[str, str], on_token: OnToken, paper: bytes, order: Order
) -> None:
    with pytest.raises(SigningError, match="token_missing"):
        open_signer(on_token(**other)).sign(paper, order())


def test_a_library_that_is_none_is_said_to_be_missing(
    on_token: OnToken, paper: bytes, order: Order, tmp_path: Path
) -> None:
    library = tmp_path / "none.so"
    library.write_text("no library")
    with pytest.raises(SigningError, match="token_missing"):
        open_signer(on_token(signing_library=library)).sign(paper, order())


def test_a_token_without_the_labels_set_is_unset(
    on_token: OnToken, paper: bytes, order: Order
) -> None:
    with pytest.raises(SigningError, match="signing_unset"):
        open_signer(on_token(signing_key=None)).sign(paper, order())


def test_threads_take_turns_in_one_session(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = []
    usual = token._open
    monkeypatch.setattr(token, "_open", lambda place: opened.append(1) or usual(place))
    assert settings.signing_library and settings.signing_token and settings.signing_key
    place = TokenPlace(
        settings.signing_library, settings.signing_token, settings.signing_key, settings.signing_pin
    )
    key = TokenKey(place)
    with ThreadPoolExecutor(8) as threads:
        made = list(threads.map(key.signature, [b"message"] * 400))
    assert len(set(made)) == 400 and len(opened) == 1
    key.close()


def test_a_pin_is_not_shown(loopback: ModuleType) -> None:
    place = TokenPlace(Path("x.so"), "officier", "cle", "2468")
    assert loopback and "2468" not in repr(place)
