"""Rules that the database itself keeps, whoever writes to it; each is broken once."""

from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, Connection, insert
from sqlalchemy.exc import DBAPIError

from assessment.errors import StorageError
from assessment.model import Actor, Role
from assessment.storage import audits
from assessment.storage.store import Store
from assessment.storage.tables import metadata
from tests.storage.samples import NOW, later

Row = dict[str, Any]

# One sound row of each table, those first that others refer to.
SOUND: dict[str, Row] = {
    "document": {"hash": "h", "kind": "questionnaire", "text": "t", "stored_at": NOW},
    "organisation_group": {"id": "g", "name": "Group"},
    "organisation": {"id": "o", "name": "North", "group_id": "g", "source": "own", "created_at": NOW},
    "organisation_field": {"organisation_id": "o", "field": "industry", "value": "energy"},
    "engagement": {"id": "e", "name": "Spring", "created_at": NOW},
    "account": {
        "id": "k",
        "email": "ann@example.com",
        "name": "Ann",
        "role": "consultant",
        "password_hash": "of-a-password",
        "identity": "of-a-provider",
        "created_at": NOW,
    },
    "account_link": {"token_hash": "of-a-setup", "account_id": "k", "created_at": NOW, "expires_at": later(1)},
    "sign_in": {
        "token_hash": "of-a-session",
        "account_id": "k",
        "created_at": NOW,
        "seen_at": NOW,
        "expires_at": later(1),
    },
    "sign_in_attempt": {"tried": "of-an-address", "at": NOW},
    "engagement_member": {"engagement_id": "e", "account_id": "k"},
    "engagement_organisation": {"engagement_id": "e", "organisation_id": "o"},
    "campaign": {
        "id": "c",
        "engagement_id": "e",
        "title": "First wave",
        "questionnaire_hash": "h",
        "profile_hash": "h",
        "references_hash": "h",
        "length": "full",
        "mode": "named",
        "wave": 1,
        "implicit": 1,
        "scoring_rule": "respondents",
        "opens_at": NOW,
        "closes_at": later(),
        "created_at": NOW,
    },
    "campaign_option": {"campaign_id": "c", "field": "lens", "option": "sales", "bloc": "Customer-facing"},
    "campaign_link": {
        "id": "l",
        "campaign_id": "c",
        "organisation_id": "o",
        "token_hash": "of-an-open-link",
        "created_at": NOW,
    },
    "sponsor_link": {
        "id": "sl",
        "campaign_id": "c",
        "organisation_id": "o",
        "name": "Chair",
        "token_hash": "of-a-sponsor",
        "created_at": NOW,
        "expires_at": later(1),
    },
    "settlement": {
        "campaign_id": "c",
        "organisation_id": "o",
        "question": "q",
        "level": 300,
        "reason": "Seen the list",
        "account_id": "k",
        "settled_at": NOW,
    },
    "assessor_rating": {
        "campaign_id": "c",
        "organisation_id": "o",
        "question": "q",
        "level": 300,
        "reference": "Board paper 7",
        "account_id": "k",
        "rated_at": NOW,
    },
    "invitation": {
        "id": "i",
        "campaign_id": "c",
        "organisation_id": "o",
        "token_hash": "t",
        "state": "created",
        "created_at": NOW,
    },
    "response": {
        "id": "r",
        "campaign_id": "c",
        "organisation_id": "o",
        "invitation_id": "i",
        "length": "full",
        "state": "submitted",
        "resume_hash": "s",
        "target_year": 2000,
        "started_at": NOW,
        "saved_at": NOW,
        "submitted_at": NOW,
        "seconds": 0,
    },
    "delegation": {
        "id": "y",
        "response_id": "r",
        "dimension": "d",
        "name": "Kim",
        "token_hash": "of-a-colleague",
        "created_at": NOW,
    },
    "answer": {
        "response_id": "r",
        "question": "q",
        "level": 0,
        "status": None,
        "answered_at": NOW,
        "delegation_id": "y",
    },
    "response_dimension": {
        "response_id": "r",
        "dimension": "d",
        "basis": "told",
        "priority": "starred",
        "pick_order": 1,
        "target": 0,
        "deepened": 0,
    },
    "response_field": {"response_id": "r", "kind": "profile", "field": "lens", "value": "sales"},
    "change": {"response_id": "r", "kind": "answer", "subject": "q", "value": "0", "changed_at": NOW},
    "consent": {"organisation_id": "o", "response_id": "r", "purpose": "peers", "given": 1, "recorded_at": NOW},
    "plan_entry": {
        "id": "p",
        "organisation_id": "o",
        "wave": 1,
        "dimension": "d",
        "action": "Talk",
        "phase": "month",
        "status": "open",
        "position": 0,
        "changed_at": NOW,
    },
    "segmentation": {
        "organisation_id": "o",
        "wave": 1,
        "rules_hash": "h",
        "not_attributable": 0,
        "changed_at": NOW,
    },
    "segment": {
        "id": "g",
        "organisation_id": "o",
        "wave": 1,
        "position": 0,
        "name": "Workshops",
        "status": "served",
        "must_serve": 0,
        "revenue_share": 0,
        "spend_share": 10000,
        "changed_at": NOW,
    },
    "segment_rating": {
        "segment_id": "g",
        "response_id": "r",
        "criterion": "R1",
        "rating": 1,
        "evidence": "opinion",
        "rated_at": NOW,
    },
    "criterion_weight": {"organisation_id": "o", "wave": 1, "criterion": "R1", "weight": 2000},
    "segment_test": {"segment_id": "g", "kind": "rivals", "content": "{}", "changed_at": NOW},
    "workshop": {
        "id": "w",
        "organisation_id": "o",
        "wave": 1,
        "number": 1,
        "response_id": "r",
        "token_hash": "of-a-workshop",
        "opened_at": NOW,
    },
    "workshop_rater": {
        "id": "wr",
        "workshop_id": "w",
        "token_hash": "of-a-rater",
        "name": "Sales",
        "joined_at": NOW,
    },
    "workshop_rating": {
        "rater_id": "wr",
        "segment_id": "g",
        "criterion": "R1",
        "rating": 1,
        "evidence": "opinion",
    },
    "workshop_agreement": {"workshop_id": "w", "segment_id": "g", "criterion": "R1", "rating": 5},
    "written_part": {
        "organisation_id": "o",
        "wave": 1,
        "page": "strategy",
        "part": "customers",
        "text": "Regional plants",
        "changed_at": NOW,
    },
    "key_account": {
        "id": "a",
        "organisation_id": "o",
        "wave": 1,
        "position": 0,
        "name": "Northern Rail",
        "segment_id": "g",
        "changed_at": NOW,
    },
    "key_account_role": {"key_account_id": "a", "role": "decides", "person": "Head of works", "last_contact": None},
    "presentation": {
        "id": "v",
        "response_id": "r",
        "title": "Board",
        "content": "{}",
        "content_hash": "of-the-content",
        "presented_at": NOW,
    },
    "share_link": {
        "id": "s",
        "presentation_id": "v",
        "token_hash": "of-a-link",
        "created_at": NOW,
        "expires_at": later(1),
    },
    "spent_link": {"resume_hash": "hash-of-an-erased-one"},
    "audit": {"at": NOW, "role": "operator", "verb": "migrate", "subject_kind": "database"},
}
WORD = "something else"

# The constraint, and what breaks it and nothing else.
BROKEN: list[tuple[str, Row]] = [
    ("ck_document_kind", {"kind": WORD}),
    ("ck_organisation_source", {"source": WORD}),
    ("ck_campaign_length", {"length": WORD}),
    ("ck_campaign_mode", {"mode": WORD}),
    ("ck_campaign_wave", {"wave": 0}),
    ("ck_campaign_implicit", {"implicit": 2}),
    ("ck_campaign_implicit", {"implicit": -1}),
    ("ck_campaign_scoring_rule", {"scoring_rule": WORD}),
    ("ck_campaign_closes_after_opening", {"closes_at": NOW}),
    ("ck_campaign_closes_after_opening", {"closes_at": later(-1)}),
    ("ck_invitation_state", {"state": WORD}),
    ("ck_invitation_reminders", {"reminders": -1}),
    ("ck_account_role", {"role": "respondent"}),
    ("ck_account_link_expires_after_creation", {"expires_at": NOW}),
    ("ck_sign_in_expires_after_creation", {"expires_at": NOW}),
    ("ck_sponsor_link_expires_after_creation", {"expires_at": NOW}),
    ("ck_settlement_level", {"level": -1}),
    ("ck_assessor_rating_level", {"level": -1}),
    ("ck_response_length", {"length": WORD}),
    ("ck_response_state", {"state": WORD, "submitted_at": None}),
    ("ck_response_submitted_has_time", {"submitted_at": None}),
    ("ck_response_submitted_has_time", {"state": "draft"}),
    ("ck_response_target_year", {"target_year": 1999}),
    ("ck_response_target_year", {"target_year": 2101}),
    ("ck_response_seconds", {"seconds": -1}),
    ("ck_answer_status", {"level": None, "status": WORD}),
    ("ck_answer_level", {"level": -1}),
    ("ck_answer_level_or_status", {"status": "cannot_judge"}),
    ("ck_answer_answered_has_time", {"answered_at": None}),
    ("ck_answer_answered_has_time", {"level": None}),
    ("ck_answer_answered_has_time", {"level": None, "status": "does_not_apply", "answered_at": None}),
    ("ck_response_dimension_basis", {"basis": WORD}),
    ("ck_response_dimension_priority", {"priority": WORD}),
    ("ck_response_dimension_priority_has_order", {"pick_order": None}),
    ("ck_response_dimension_priority_has_order", {"priority": None, "target": None}),
    ("ck_response_dimension_pick_order", {"pick_order": 0}),
    ("ck_response_dimension_target", {"target": -1}),
    ("ck_response_dimension_target_of_priority", {"priority": None, "pick_order": None}),
    ("ck_response_dimension_deepened", {"deepened": 2}),
    ("ck_response_field_kind", {"kind": WORD}),
    ("ck_consent_purpose", {"purpose": WORD}),
    ("ck_consent_given", {"given": 2}),
    ("ck_segmentation_wave", {"wave": 0}),
    ("ck_segmentation_not_attributable", {"not_attributable": 10001}),
    ("ck_segmentation_not_attributable", {"not_attributable": -1}),
    ("ck_segment_wave", {"wave": 0}),
    ("ck_segment_position", {"position": -1}),
    ("ck_segment_status", {"status": WORD}),
    ("ck_segment_must_serve", {"must_serve": 2}),
    ("ck_segment_revenue_share", {"revenue_share": -1}),
    ("ck_segment_revenue_share", {"revenue_share": 10001}),
    ("ck_segment_spend_share", {"spend_share": -1}),
    ("ck_segment_spend_share", {"spend_share": 10001}),
    ("ck_segment_profit_share", {"profit_share": 1_000_001}),
    ("ck_segment_profit_share", {"profit_share": -1_000_001}),
    ("ck_segment_growth", {"growth": -10_001}),
    ("ck_segment_growth", {"growth": 1_000_001}),
    ("ck_segment_win_rate", {"win_rate": -1}),
    ("ck_segment_win_rate", {"win_rate": 10_001}),
    ("ck_segment_retention", {"retention": -1}),
    ("ck_segment_retention", {"retention": 10_001}),
    ("ck_segment_attractive_rank", {"attractive_rank": 0}),
    ("ck_criterion_weight_wave", {"wave": 0}),
    ("ck_criterion_weight_weight", {"weight": -1}),
    ("ck_criterion_weight_weight", {"weight": 10_001}),
    ("ck_segment_test_kind", {"kind": WORD}),
    ("ck_segmentation_locked_blind", {"locked_blind": 2}),
    ("ck_workshop_wave", {"wave": 0}),
    ("ck_workshop_number", {"number": 0}),
    ("ck_workshop_revealed_after_opening", {"revealed_at": later(-1)}),
    ("ck_workshop_rating_rating", {"rating": 0}),
    ("ck_workshop_rating_rating", {"rating": 6}),
    ("ck_workshop_rating_evidence", {"evidence": WORD}),
    ("ck_workshop_agreement_rating", {"rating": 0}),
    ("ck_workshop_agreement_rating", {"rating": 6}),
    ("ck_written_part_wave", {"wave": 0}),
    ("ck_written_part_page", {"page": WORD}),
    ("ck_key_account_wave", {"wave": 0}),
    ("ck_key_account_position", {"position": -1}),
    ("ck_key_account_role_says_something", {"person": None}),
    ("ck_segment_rating_rating", {"rating": 0}),
    ("ck_segment_rating_rating", {"rating": 6}),
    ("ck_segment_rating_evidence", {"evidence": WORD}),
    ("ck_plan_entry_wave", {"wave": 0}),
    ("ck_plan_entry_phase", {"phase": WORD}),
    ("ck_plan_entry_status", {"status": WORD}),
    ("ck_plan_entry_position", {"position": -1}),
    ("ck_plan_entry_level", {"question": "q", "level": -1}),
    ("ck_plan_entry_level_of_question", {"level": 300}),
    ("ck_share_link_expires_after_creation", {"expires_at": NOW}),
    ("ck_audit_role", {"role": WORD}),
]

# Rows that are sound although a rule is near.
ALLOWED: list[tuple[str, Row]] = [
    ("answer", {"question": "q2", "level": None, "status": "does_not_apply"}),
    ("answer", {"question": "q2", "level": None, "answered_at": None, "comment": "No answer, but a remark"}),
    ("response", {"id": "r2", "resume_hash": "s2", "state": "draft", "submitted_at": None, "target_year": 2100}),
    ("response", {"id": "r2", "resume_hash": "s2", "target_year": None, "seconds": None}),
    ("answer", {"question": "q2", "delegation_id": None}),
    ("delegation", {"id": "y2", "token_hash": "of-another", "name": None, "revoked_at": NOW}),
    ("response_dimension", {"dimension": "d2", "priority": "picked", "pick_order": 2}),
    ("response_dimension", {"dimension": "d2", "priority": None, "pick_order": None, "target": None}),
    ("campaign", {"id": "c2", "implicit": 0}),
    ("account", {"id": "k2", "email": "b@example.com", "password_hash": None, "identity": None}),
    ("account_link", {"token_hash": "of-another", "account_id": None}),
    ("settlement", {"question": "q2", "level": None, "account_id": None}),
    ("campaign", {"id": "c2", "profile_hash": None}),
    ("campaign", {"id": "c2", "references_hash": None, "opens_at": None}),
    ("plan_entry", {"id": "p2", "phase": None}),
    ("plan_entry", {"id": "p2", "question": "q", "level": 0, "status": "dropped"}),
    ("plan_entry", {"id": "p2", "question": "q"}),
    ("workshop", {"id": "w2", "token_hash": "of-another", "number": 2, "revealed_at": NOW}),
    ("key_account", {"id": "a2", "segment_id": None}),
    ("key_account_role", {"role": "pays", "person": None, "last_contact": "2026-11-02"}),
    ("presentation", {"id": "v2", "content_hash": "of-other-content"}),
    ("share_link", {"id": "s2", "token_hash": "of-another", "expires_at": None, "revoked_at": NOW}),
]

# Rows of which there may be only one.
SECOND: list[tuple[str, Row]] = [
    ("campaign", {"id": "c2"}),
    ("invitation", {"id": "i2"}),
    ("account", {"id": "k2", "identity": "another"}),
    ("account", {"id": "k2", "email": "another"}),
    ("account_link", {}),
    ("sign_in", {}),
    ("engagement_member", {}),
    ("campaign_option", {}),
    ("campaign_link", {"id": "l2"}),
    ("sponsor_link", {"id": "sl2"}),
    ("settlement", {}),
    ("assessor_rating", {}),
    ("response", {"id": "r2"}),
    ("answer", {}),
    ("delegation", {"id": "y2"}),
    ("response_dimension", {"dimension": "d2", "pick_order": 2}),
    ("response_dimension", {"dimension": "d2", "priority": "picked"}),
    ("response_field", {}),
    ("organisation_field", {}),
    ("engagement_organisation", {}),
    ("presentation", {"id": "v2"}),
    ("workshop", {"id": "w2", "number": 2}),
    ("workshop", {"id": "w2", "token_hash": "of-another"}),
    ("workshop_agreement", {}),
    ("workshop_rater", {"id": "wr2"}),
    ("written_part", {}),
    ("key_account_role", {}),
    ("share_link", {"id": "s2"}),
]


def add(connection: Connection, table: str, row: Mapping[str, Any]) -> None:
    """One row as it is, past all other code."""
    connection.execute(insert(metadata.tables[table]), dict(row))


@pytest.fixture
def filled(store: Store) -> Store:
    """A database with one sound row in each table."""
    with store.write() as connection:
        for table, row in SOUND.items():
            add(connection, table, row)
    return store


def table_of(constraint: str) -> str:
    """The table that a constraint belongs to."""
    return max((name for name in metadata.tables if constraint.startswith(f"ck_{name}_")), key=len)


@pytest.mark.parametrize(("constraint", "change"), BROKEN)
def test_a_row_that_breaks_a_rule_is_refused(filled: Store, constraint: str, change: Row) -> None:
    """By the very constraint that is meant, named in what the database says."""
    table = table_of(constraint)
    other = {name: None for name in ("id", "hash", "token_hash", "resume_hash") if name in SOUND[table]}
    row = SOUND[table] | {name: f"{name}-2" for name in other} | change
    with pytest.raises(DBAPIError, match=f"\\b{constraint}\\b"), filled.write() as connection:
        add(connection, table, row)


def test_every_rule_is_broken_once() -> None:
    """A new constraint needs its row in `BROKEN`."""
    rules = {
        f"ck_{table.name}_{str(rule.name).removeprefix(f'ck_{table.name}_')}"
        for table in metadata.tables.values()
        for rule in table.constraints
        if isinstance(rule, CheckConstraint)
    }
    assert rules == {constraint for constraint, _ in BROKEN}
    assert set(SOUND) == set(metadata.tables)


@pytest.mark.parametrize(("table", "change"), ALLOWED)
def test_a_sound_row_near_a_rule_is_taken(filled: Store, table: str, change: Row) -> None:
    """Rules refuse no more than they must."""
    with filled.write() as connection:
        add(connection, table, SOUND[table] | change)


@pytest.mark.parametrize(("table", "change"), SECOND)
def test_what_is_unique_is_not_there_twice(filled: Store, table: str, change: Row) -> None:
    """One star, one place in the order of picks, one implicit campaign of an edition, one private link."""
    with pytest.raises(StorageError, match="somebody else changed the same"), filled.write() as connection:
        add(connection, table, SOUND[table] | change)


@pytest.mark.parametrize("table", [name for name, table in metadata.tables.items() if table.foreign_keys])
def test_nothing_refers_to_what_is_missing(filled: Store, table: str) -> None:
    """Foreign keys are enforced, each by itself."""
    columns = [key.parent.name for key in metadata.tables[table].foreign_keys]
    for column in columns:
        row = SOUND[table] | {column: "missing"}
        for name in ("id", "token_hash", "resume_hash", "content_hash", "question", "dimension", "field"):
            if name in row and name != column:
                row[name] = f"{name}-2"
        row |= {"implicit": 0} if table == "campaign" else {}
        row |= {"priority": None, "pick_order": None, "target": None} if table == "response_dimension" else {}
        with pytest.raises(StorageError, match="somebody else changed"), filled.write() as connection:
            add(connection, table, row)


@pytest.mark.parametrize("table", ["change", "consent", "presentation", "audit"])
def test_what_is_appended_is_never_changed(filled: Store, table: str) -> None:
    """Not even to what it already is."""
    for column in metadata.tables[table].columns:
        with pytest.raises(DBAPIError, match=f"{table} is append-only"), filled.write() as connection:
            connection.exec_driver_sql(f"UPDATE {table} SET {column.name} = {column.name}")


def test_an_erasure_takes_names_out_of_the_audit_and_nothing_else(filled: Store) -> None:
    """Who and whom go; that it happened, when and what for stay."""
    with filled.write() as connection:
        audits.note(connection, Actor(Role.RESPONDENT, "erased"), "start", "response", "erased", NOW, "kept")
        audits.forget(connection, "erased")
        entry = audits.entries(connection)[0]
    assert (entry.actor.subject, entry.subject) == (None, None)
    assert (entry.note, entry.verb, entry.at, entry.actor.role) == ("kept", "start", NOW, Role.RESPONDENT)
    with filled.write() as connection:
        audits.note(connection, Actor(Role.RESPONDENT, "other"), "start", "response", "other", NOW, "kept")
    for more in ("verb = 'x'", "note = 'x'", "role = 'operator'", "subject_kind = 'x'", "id = 99"):
        change = f"UPDATE audit SET actor = NULL, subject = NULL, {more} WHERE actor = 'other'"
        with pytest.raises((DBAPIError, StorageError)), filled.write() as connection:
            connection.exec_driver_sql(change)


@pytest.mark.parametrize("table", ["change", "consent", "presentation", "audit"])
def test_what_is_appended_is_not_deleted_by_itself(filled: Store, table: str) -> None:
    """Changes and consents go only with what they belong to."""
    with pytest.raises(DBAPIError, match=f"{table} is append-only"), filled.write() as connection:
        connection.exec_driver_sql(f"DELETE FROM {table}")
    with filled.read() as connection:
        assert connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one() == 1


def test_changes_and_consents_go_with_their_response(filled: Store) -> None:
    """Erasure is complete; the record of who did what stays."""
    with filled.write() as connection:
        connection.exec_driver_sql("DELETE FROM response")
    assert left(filled) == {"change": 0, "consent": 0, "audit": 1}


def test_a_consent_goes_with_its_organisation(filled: Store) -> None:
    """Also one that was given outside of a response."""
    with filled.write() as connection:
        add(connection, "consent", SOUND["consent"] | {"response_id": None})
        connection.exec_driver_sql("DELETE FROM response")
    assert left(filled)["consent"] == 1
    with filled.write() as connection:
        connection.exec_driver_sql("DELETE FROM organisation")
    assert left(filled)["consent"] == 0


def left(store: Store) -> dict[str, int]:
    """How many rows the append-only tables have."""
    with store.read() as connection:
        return {
            table: connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar_one()
            for table in ("change", "consent", "audit")
        }
