"""Passwords: which may be chosen, and what is kept of them. Hashing is slow and takes memory on purpose."""

import re
from functools import cache
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

SHORTEST, LONGEST = 12, 200
RULE = f"At least {SHORTEST} characters. A few words that do not belong together are easy to keep and hard to guess."
# Of RFC 9106, section 4, the second choice: 64 MiB, three passes.
HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
# Each takes its 64 MiB: whoever asks for many at once waits, and does not use up the memory.
AT_ONCE = BoundedSemaphore(4)

# What the most common passwords are made of.
COMMON = (
    *("administrator", "assessment", "qwertyuiop", "asdfghjkl", "willkommen", "september", "superman", "starwars"),
    *("password", "passwort", "princess", "sunshine", "football", "baseball", "iloveyou", "customer", "strategy"),
    *("february", "november", "december", "welcome", "letmein", "zxcvbnm", "trustno", "company", "michael", "charlie"),
    *("january", "october", "default", "whatever", "changeme", "qwerty", "qwertz", "azerty", "asdfgh", "zxcvbn"),
    *("dragon", "monkey", "master", "batman", "shadow", "jordan", "secret", "summer", "winter", "spring", "autumn"),
    *("august", "monday", "friday", "admin", "login", "hello", "guest", "march", "april", "pass", "word", "root"),
    *("test", "user", "june", "july"),
)
LOOKALIKE = str.maketrans("@4301!5$7", "aaeoiisst")
RUNS = (
    "01234567890123456789",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiopasdfghjklzxcvbnm",
    "qwertzuiopasdfghjklyxcvbnm",
)
# A shorter beginning of an e-mail address would be found in many a good password by chance.
SHORTEST_NAME = 4
# Characters beside common words, years and signs that make a password somebody's own.
OWN_CHARACTERS = 4


def problems(password: str, email: str) -> list[str]:
    """Why a password cannot be chosen for the account with this e-mail address; nothing when it can."""
    if len(password) < SHORTEST:
        return [f"The password has {len(password)} characters; take at least {SHORTEST}."]
    if len(password) > LONGEST:
        return [f"The password has {len(password)} characters; take at most {LONGEST}."]
    name = email.partition("@")[0].casefold()
    parts = [email.casefold(), *([name] if len(name) >= SHORTEST_NAME else [])]
    if any(part in password.casefold() for part in parts):
        return ["The password contains your e-mail address, or what stands before the @; take another one."]
    if _is_common(password):
        return ["This is one of the passwords that are tried first; take words that do not belong together."]
    return []


def _is_common(password: str) -> bool:
    """Whether little is left of it without the commonest words, runs of keys, repetitions, figures and signs."""
    lowered = password.casefold()
    if re.fullmatch(r"(.{1,4})\1+.{0,3}", lowered) or any(lowered in way for run in RUNS for way in (run, run[::-1])):
        return True
    # A long number may be anything, a PIN of somebody's own too.
    if lowered.isdigit():
        return False
    # Signs within a word stand for letters; those at its end are an ornament.
    meant = re.sub(r"[\W\d_]+$", "", lowered).translate(LOOKALIKE)
    return len(_rest(lowered)) < OWN_CHARACTERS or len(_rest(meant)) < OWN_CHARACTERS


def _rest(written: str) -> str:
    # The longest first, so that none hides in another.
    for word in sorted(COMMON, key=len, reverse=True):
        written = written.replace(word, " ")
    return re.sub(r"[\W\d_]", "", written)


def hashed(password: str) -> str:
    """What is kept of a password: argon2id, with a salt of its own."""
    with AT_ONCE:
        return HASHER.hash(password.encode("utf-8", "surrogatepass"))


def is_right(password: str, kept: str | None) -> bool:
    """Whether this is the password of which that is kept. Takes as long where nothing is kept."""
    with AT_ONCE:
        try:
            fits: bool = HASHER.verify(kept or _of_nobody(), password.encode("utf-8", "surrogatepass"))
        except (VerificationError, InvalidHashError):
            fits = False
    return fits and kept is not None


@cache
def _of_nobody() -> str:
    """The hash of a password that nobody has."""
    return HASHER.hash("somebody who is not there")


def prepare() -> None:
    """Have the hash of nobody ready, so that the first attempt to sign in takes no longer than later ones."""
    _of_nobody()
