"""The way to the first account: a one-time link in the log of a start without accounts."""

import json
from pathlib import Path

import httpx

from assessment.workflow import account_links, accounts
from assessment.workflow.opening import open_place
from tests.serving import Server, serving
from tests.staff import OPERATOR, PASSWORD


def links(server: Server) -> list[str]:
    """The links that stand in the log, oldest first."""
    lines = [json.loads(line) for line in server.log.splitlines() if line.startswith("{")]
    return [line["address"] for line in lines if "first administrator" in line["event"]]


def test_every_start_without_an_account_prints_a_link_and_no_later_one_does(tmp_path: Path) -> None:
    """All of them open until the first account exists, and none afterwards; the log names no other secret."""
    with serving(tmp_path) as server:
        server.restart()
        first, second = links(server)
        port = server.address.rpartition(":")[2]
        assert first.startswith(f"http://localhost:{port}/setup/")
        assert first != second
        assert "Set up the first administrator" in httpx.get(first).text
        place = open_place(f"sqlite:///{tmp_path / 'answers.sqlite'}", "customer-strategy")
        account_links.enter(place, second.rpartition("/")[2], "ana@example.com", "Ana", PASSWORD)
        assert len(accounts.everybody(OPERATOR, place)) == 1
        place.store.close()
        assert httpx.get(first).status_code == httpx.get(second).status_code == 404
        server.restart()
        assert len(links(server)) == 2


def test_the_link_begins_with_the_public_address(tmp_path: Path) -> None:
    """As private links do."""
    with serving(tmp_path, {"BASE_URL": "https://assess.example.com"}) as server:
        (link,) = links(server)
        assert link.startswith("https://assess.example.com/setup/")
