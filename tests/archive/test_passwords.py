from archive import passwords


def test_a_password_is_known_again_and_kept_as_argon2id() -> None:
    kept = passwords.hash_of("une phrase assez longue")
    assert kept.startswith("$argon2id$")
    assert "phrase" not in kept
    assert passwords.is_right("une phrase assez longue", kept)
    assert not passwords.is_right("une phrase assez longu", kept)


def test_the_same_password_is_kept_differently_each_time() -> None:
    assert passwords.hash_of("même mot de passe") != passwords.hash_of("même mot de passe")


def test_nothing_is_right_where_nothing_or_nonsense_is_kept() -> None:
    assert not passwords.is_right("", None)
    assert not passwords.is_right("nobody", None)
    assert not passwords.is_right("x", "x")
