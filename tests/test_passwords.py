"""Which passwords may be chosen, and what is kept of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessment import passwords

EMAIL = "ana.ruiz@example.com"


@pytest.mark.parametrize(
    "password",
    [
        "tiger lamp orbit",
        "correct horse battery",
        "847362910573",
        "zürich-Abend 9",
        "x7!kQ2#mP9$w",
        "ЖелезнаяДорога",
        "🐘🐘 kettle moon",
    ],
)
def test_long_enough_and_not_common_is_enough(password: str) -> None:
    """No rule asks for capitals, figures or signs."""
    assert passwords.problems(password, EMAIL) == []


@pytest.mark.parametrize(
    ("password", "says"),
    [
        ("elevenchars", "has 11 characters; take at least 12"),
        ("x" * 201, "has 201 characters; take at most 200"),
        ("my ana.ruiz password", "contains your e-mail address"),
        ("Ana.Ruiz@Example.com", "contains your e-mail address"),
        *[
            (common, "tried first")
            for common in (
                *("password1234", "Passw0rd1234!", "P@ssw0rd2026!!!", "123456789012", "987654321098", "aaaaaaaaaaaa"),
                *("abcabcabcabc", "qwertyuiop123", "qwertyuiopasdf", "lkjhgfdsapoi", "Welcome2026!!", "letmeinletmein"),
                *("adminadmin12", "Summer2026!!", "iloveyou1234", "changeme2026"),
            )
        ],
    ],
)
def test_what_is_guessed_first_is_refused_with_the_reason(password: str, says: str) -> None:
    """In one sentence that says what to do instead."""
    (problem,) = passwords.problems(password, EMAIL)
    assert says in problem


def test_a_short_address_is_not_found_by_chance() -> None:
    """Somebody called `io` may still have a password."""
    assert passwords.problems("curious violin sky", "io@example.com") == []
    assert "contains" in passwords.problems("curious IO@example.com", "io@example.com")[0]


@given(st.text(st.characters(codec=None), max_size=60))
def test_looking_at_a_password_never_fails(password: str) -> None:
    """Whatever is typed, even halves of characters; and it names no more than one problem."""
    assert len(passwords.problems(password, EMAIL)) <= 1


def test_what_is_kept_opens_to_the_password_alone() -> None:
    """By argon2id, differently each time, and without the password in it."""
    kept, again = passwords.hashed("tiger lamp orbit"), passwords.hashed("tiger lamp orbit")
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert kept != again
    assert "tiger" not in kept
    assert passwords.is_right("tiger lamp orbit", kept)
    assert passwords.is_right("tiger lamp orbit", again)
    for wrong in ("tiger lamp orbiT", "", "tiger lamp orbit "):
        assert not passwords.is_right(wrong, kept)
    assert not passwords.is_right("tiger lamp orbit", None)
    assert not passwords.is_right("somebody who is not there", None)
    assert not passwords.is_right("tiger lamp orbit", "broken")
