"""Accounts by the command line, on the database that the app has too."""

import re

from assessment.workflow import account_links, visiting
from assessment.workflow.opening import Place
from tests.staff import PASSWORD, signed_in
from tests.workflow.command_line import Run


def test_somebody_is_added_listed_disabled_enabled_and_linked_anew(run: Run, url: str, place: Place) -> None:
    """Each link works once; the last administrator stays."""
    added = run(url, "user", "add", "Ana@Example.com", "--name", "Ana Ruiz", "--role", "administrator")
    assert added.code == 0, added.err
    assert "ana@example.com is added as administrator\nhttp://localhost:8501/setup/" in added.out
    account_links.enter(place, added.out.split("/setup/")[1].strip(), "", "", PASSWORD)
    assert run(url, "user", "add", "ben@example.com", "--name", "Ben").code == 0
    listed = run(url, "user", "list")
    assert listed.out.splitlines() == [
        "ana@example.com\tadministrator\tenabled\tAna Ruiz",
        "ben@example.com\tconsultant\tenabled\tBen",
    ]
    assert "last administrator" in run(url, "user", "disable", "ana@example.com").err
    assert run(url, "user", "disable", "ben@example.com").out == "ben@example.com is disabled\n"
    assert "ben@example.com\tconsultant\tdisabled\tBen" in run(url, "user", "list").out
    assert "enable it first" in run(url, "user", "link", "ben@example.com").err
    assert run(url, "user", "enable", "BEN@example.com").out == "ben@example.com is enabled\n"
    linked = run(url, "user", "link", "ben@example.com", BASE_URL="https://assess.example.com")
    token = re.fullmatch(r"https://assess\.example\.com/setup/([\w-]{32})\n", linked.out)
    assert token is not None
    account_links.enter(place, token[1], "", "", "violin sky moth")
    assert visiting.staff(place, signed_in(place)).subject


def test_what_cannot_be_is_said_and_ends_with_one(run: Run, url: str) -> None:
    """Unknown accounts, wrong addresses, other roles."""
    assert "nobody@example.com has no account" in run(url, "user", "disable", "nobody@example.com").err
    assert "no e-mail address" in run(url, "user", "add", "nobody", "--name", "N").err
    assert "operator" in run(url, "user", "add", "a@example.com", "--name", "N", "--role", "operator").err
    assert run(url, "user", "add", "a@example.com").code == 1
    assert run(url, "user", "list").out == ""
