"""Consultants and administrators as tests need them: with an account, a password and a browser."""

import pytest
from argon2 import PasswordHasher

from assessment import access, passwords
from assessment.model import Account, Actor, Role
from assessment.workflow import account_links, accounts, signing_in
from assessment.workflow.opening import Place

OPERATOR = Actor(Role.OPERATOR)
PASSWORD = "tiger lamp orbit"
ADDRESS = "192.0.2.1"


def hash_fast(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let hashing cost next to nothing, where its cost is not what is tested."""
    monkeypatch.setattr(passwords, "HASHER", PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
    passwords._of_nobody.cache_clear()


def account(
    place: Place, email: str = "ana@example.com", role: Role = Role.CONSULTANT, name: str = "Ana Ruiz"
) -> Account:
    """An account that has set its password by its link."""
    token = access.new_token()
    accounts.add(OPERATOR, place, email, name, role, token)
    return account_links.enter(place, token, "", "", PASSWORD)


def signed_in(place: Place, email: str = "ana@example.com", address: str = ADDRESS) -> str:
    """The secret of a browser in which an account is signed in."""
    return signing_in.sign_in(place, email, PASSWORD, address, None)


def actor(of: Account) -> Actor:
    """Whoever is signed in with an account."""
    return Actor(of.role, of.id)
