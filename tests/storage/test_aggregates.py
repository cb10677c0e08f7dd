"""Documents, organisations, campaigns, consents and the record of who did what."""

from dataclasses import replace

import pytest
from sqlalchemy import delete, insert

from assessment.errors import StorageError
from assessment.model import Actor, AuditEntry, Campaign, EditionKey, Organisation, Role
from assessment.storage import audits, campaigns, consents, documents, organisations, responses
from assessment.storage.ids import new_id
from assessment.storage.store import Store
from assessment.storage.tables import invitation
from tests.storage.samples import NOW, add_campaign, add_organisation, begin, later
from tests.storage.test_constraints import SOUND


def test_a_document_is_kept_once_and_read_again(store: Store) -> None:
    """Keeping it again changes nothing; an unknown hash is an error that names it."""
    with store.write() as connection:
        for text in ("title = “Zehn”\r\n", "another text under the same hash"):
            documents.keep(connection, "h", "questionnaire", text, NOW)
        assert documents.text_of(connection, "h") == "title = “Zehn”\r\n"
        with pytest.raises(StorageError, match="document 'unknown': none is stored under this hash; restore a backup"):
            documents.text_of(connection, "unknown")


def test_an_organisation_is_described_renamed_and_removed(store: Store) -> None:
    """Each field replaced and taken back by itself."""
    with store.write() as connection:
        added = add_organisation(connection, "North")
        other = add_organisation(connection, "South")
        assert organisations.get(connection, added.id) == added
        organisations.rename(connection, added.id, "North and East")
        for field, value in (("region", "north"), ("industry", "retail"), ("region", "east"), ("industry", None)):
            organisations.describe(connection, added.id, field, value)
        expected = replace(added, name="North and East", profile={"region": "east"})
        assert organisations.get(connection, added.id) == expected
        consents.give(connection, added.id, None, True, NOW)
        organisations.remove(connection, added.id)
        organisations.remove(connection, added.id)
        assert consents.given(connection, added.id) is None
        for fault in (organisations.get, lambda c, id: organisations.rename(c, id, "Name")):
            with pytest.raises(StorageError, match="does not exist"):
                fault(connection, added.id)
        assert organisations.get(connection, other.id) == other


def test_an_organisation_with_responses_is_not_removed(store: Store) -> None:
    """Somebody else may have answered for it."""
    with store.write() as connection:
        begun = begin(connection)
        with pytest.raises(StorageError, match="it has responses; remove these first"):
            organisations.remove(connection, begun.organisation.id)
        responses.remove(connection, begun.response)
        organisations.remove(connection, begun.organisation.id)
        with pytest.raises(StorageError, match="does not exist"):
            organisations.get(connection, begun.organisation.id)


def test_organisations_are_found_by_their_group(store: Store) -> None:
    """Oldest first, and those of that group only; a group can get another name."""
    with store.write() as connection:
        for group in ("nordic", "baltic", "nordic"):
            organisations.add_group(connection, group, f"The {group} group")
        for id, belongs_to in (("one", "nordic"), ("two", "baltic"), ("three", "nordic"), ("four", None)):
            organisations.add(connection, Organisation(id, id, group=belongs_to), NOW)
        assert organisations.of_group(connection, "nordic") == ["one", "three"]
        assert organisations.of_group(connection, "none") == []


@pytest.mark.parametrize(
    "key",
    [
        EditionKey("hash-of-questionnaire"),
        EditionKey("hash-of-questionnaire", "hash-of-profile"),
        EditionKey("hash-of-questionnaire", None, "hash-of-references"),
        EditionKey("hash-of-questionnaire", "hash-of-profile", "hash-of-references"),
    ],
)
def test_an_implicit_campaign_is_found_by_its_whole_edition(store: Store, key: EditionKey) -> None:
    """Not by one that differs in a document, and never one that is not implicit."""
    with store.write() as connection:
        full = add_campaign(connection)
        connection.exec_driver_sql("DELETE FROM campaign")
        assert campaigns.implicit(connection, key) is None
        own = replace(full, id=new_id(), edition=key)
        planned = replace(full, id=new_id(), edition=key, implicit=False, opens_at=NOW, closes_at=later())
        for campaign in (own, planned):
            campaigns.add(connection, campaign, NOW)
            assert campaigns.get(connection, campaign.id) == campaign
        assert campaigns.implicit(connection, key) == own
        for other in (EditionKey("other"), EditionKey("hash-of-questionnaire", "other"), EditionKey("", "", "")):
            assert campaigns.implicit(connection, other) is None


def test_an_edition_has_one_implicit_campaign(store: Store) -> None:
    """Whoever comes second at the same moment tries again and finds the first."""
    with store.write() as connection:
        first = add_campaign(connection)
        bare = replace(first, id=new_id(), edition=EditionKey("hash-of-questionnaire"))
        campaigns.add(connection, bare, NOW)
    for campaign in (first, bare):
        with pytest.raises(StorageError, match="somebody else"):
            add_again(store, campaign)


def add_again(store: Store, campaign: Campaign) -> None:
    """The same campaign under another id."""
    with store.write() as connection:
        campaigns.add(connection, replace(campaign, id=new_id()), NOW)


def test_only_an_empty_campaign_is_removed(store: Store) -> None:
    """Neither one with a response nor one with an invitation."""
    with store.write() as connection:
        begun = begin(connection)
        campaigns.remove_if_empty(connection, begun.campaign.id)
        assert campaigns.get(connection, begun.campaign.id) == begun.campaign
        responses.remove(connection, begun.response)
        connection.execute(
            insert(invitation), SOUND["invitation"] | {"campaign_id": begun.campaign.id, "organisation_id": None}
        )
        campaigns.remove_if_empty(connection, begun.campaign.id)
        assert campaigns.get(connection, begun.campaign.id) == begun.campaign
        connection.execute(delete(invitation))
        campaigns.remove_if_empty(connection, begun.campaign.id)
        campaigns.remove_if_empty(connection, begun.campaign.id)
        with pytest.raises(StorageError, match=f"campaign '{begun.campaign.id}': it does not exist"):
            campaigns.get(connection, begun.campaign.id)


def test_the_newest_consent_holds(store: Store) -> None:
    """Also when two were recorded at the same moment; each organisation for itself."""
    with store.write() as connection:
        one, other = add_organisation(connection), add_organisation(connection)
        assert consents.given(connection, one.id) is None
        for given in (True, False):
            consents.give(connection, one.id, None, given, NOW)
            assert consents.given(connection, one.id) is given
        consents.give(connection, one.id, None, True, later(-5))
        assert consents.given(connection, one.id) is True
        assert consents.given(connection, other.id) is None


def test_who_did_what_is_listed_newest_first(store: Store) -> None:
    """With everything that was noted."""
    entries = [
        AuditEntry(NOW, Actor(Role.RESPONDENT, "r"), "submit", "response", "r"),
        AuditEntry(later(), Actor(Role.OPERATOR), "erase", "response", None, "receipt 17"),
    ]
    with store.write() as connection:
        assert audits.entries(connection) == []
        for e in entries:
            audits.note(connection, e.actor, e.verb, e.subject_kind, e.subject, e.at, e.note)
        assert audits.entries(connection) == entries[::-1]
