"""The first tables.

Append-only tables keep their rows by triggers: nothing updates them; rows of `change`, `consent`
and `presentation` go only with what they belong to, rows of `audit` never. An erasure may take who and
whom out of an audit row, and nothing else.
"""

import sqlalchemy as sa
from alembic import op

from assessment.storage.types import UtcTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

ROLES = "'respondent', 'reader', 'sponsor', 'consultant', 'administrator', 'operator'"
APPEND_ONLY = ("change", "consent", "presentation", "audit")
# When a row may not be deleted, because what it belongs to is still there.
STILL_OWNED = {
    "change": "EXISTS (SELECT 1 FROM response WHERE id = OLD.response_id)",
    "consent": "EXISTS (SELECT 1 FROM organisation WHERE id = OLD.organisation_id)"
    " AND (OLD.response_id IS NULL OR EXISTS (SELECT 1 FROM response WHERE id = OLD.response_id))",
    "presentation": "EXISTS (SELECT 1 FROM response WHERE id = OLD.response_id)",
    "audit": "1 = 1",
}
CHANGES_MORE_THAN_NAMES = (
    "NOT ((OLD.actor IS NOT NULL OR OLD.subject IS NOT NULL) AND NEW.actor IS NULL AND NEW.subject IS NULL "
    "AND NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.role = OLD.role AND NEW.verb = OLD.verb "
    "AND NEW.subject_kind = OLD.subject_kind AND COALESCE(NEW.note, '') = COALESCE(OLD.note, ''))"
)
# When a row may not be updated.
FIXED = {"change": "1 = 1", "consent": "1 = 1", "presentation": "1 = 1", "audit": CHANGES_MORE_THAN_NAMES}


def upgrade() -> None:
    """Make the tables and their triggers."""
    _documents()
    _organisations()
    _campaigns()
    _responses()
    _records()
    _presentations()
    _segments()
    if op.get_bind().dialect.name == "sqlite":
        _sqlite_triggers()
    else:
        _postgresql_triggers()


def _segments() -> None:
    op.create_table(
        "segmentation",
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("wave", sa.Integer, nullable=False),
        sa.Column("rules_hash", sa.Text, nullable=False),
        sa.Column("not_attributable", sa.Integer, nullable=False),
        sa.Column("changed_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "wave", name="pk_segmentation"),
        _check("segmentation", "wave", "wave >= 1"),
        _check("segmentation", "not_attributable", "not_attributable BETWEEN 0 AND 10000"),
        _refers("segmentation", "organisation_id", "organisation.id", "CASCADE"),
        _refers("segmentation", "rules_hash", "document.hash", "RESTRICT"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_table(
        "segment",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("wave", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("must_serve", sa.Integer, nullable=False),
        sa.Column("revenue_share", sa.Integer, nullable=False),
        sa.Column("spend_share", sa.Integer, nullable=False),
        sa.Column("accessible_size", sa.Text, nullable=True),
        sa.Column("milestone", sa.Text, nullable=True),
        sa.Column("owner", sa.Text, nullable=True),
        sa.Column("end_date", sa.Text, nullable=True),
        sa.Column("changed_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_segment"),
        _check("segment", "wave", "wave >= 1"),
        _check("segment", "position", "position >= 0"),
        _check("segment", "status", "status IN ('served', 'planned')"),
        _check("segment", "must_serve", "must_serve IN (0, 1)"),
        _check("segment", "revenue_share", "revenue_share BETWEEN 0 AND 10000"),
        _check("segment", "spend_share", "spend_share BETWEEN 0 AND 10000"),
        _refers("segment", "organisation_id", "organisation.id", "CASCADE"),
        sqlite_strict=True,
    )
    op.create_index("ix_segment_organisation_id", "segment", ["organisation_id"])
    op.create_table(
        "segment_rating",
        sa.Column("segment_id", sa.Text, nullable=False),
        sa.Column("response_id", sa.Text, nullable=False),
        sa.Column("criterion", sa.Text, nullable=False),
        sa.Column("rating", sa.Integer, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.Column("rated_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("segment_id", "response_id", "criterion", name="pk_segment_rating"),
        _check("segment_rating", "rating", "rating BETWEEN 1 AND 5"),
        _check("segment_rating", "evidence", "evidence IN ('opinion', 'internal', 'market')"),
        _refers("segment_rating", "segment_id", "segment.id", "CASCADE"),
        _refers("segment_rating", "response_id", "response.id", "CASCADE"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_index("ix_segment_rating_response_id", "segment_rating", ["response_id"])


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=f"ck_{table}_{name}")


def _refers(table: str, column: str, target: str, on_delete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete=on_delete)


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("hash", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("stored_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_document"),
        _check("document", "kind", "kind IN ('questionnaire', 'profile', 'reference_points', 'targeting')"),
        sqlite_strict=True,
    )


def _organisations() -> None:
    op.create_table(
        "organisation_group",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisation_group"),
        sqlite_strict=True,
    )
    op.create_table(
        "organisation",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("group_id", sa.Text, nullable=True),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_organisation"),
        _check("organisation", "source", "source IN ('own', 'imported', 'synthetic')"),
        _refers("organisation", "group_id", "organisation_group.id", "SET NULL"),
        sqlite_strict=True,
    )
    op.create_index("ix_organisation_group_id", "organisation", ["group_id"])
    op.create_table(
        "organisation_field",
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "field", name="pk_organisation_field"),
        _refers("organisation_field", "organisation_id", "organisation.id", "CASCADE"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_table(
        "plan_entry",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("wave", sa.Integer, nullable=False),
        sa.Column("dimension", sa.Text, nullable=False),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, nullable=True),
        sa.Column("due", sa.Text, nullable=True),
        sa.Column("phase", sa.Text, nullable=True),
        sa.Column("step", sa.Text, nullable=True),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=True),
        sa.Column("level", sa.Integer, nullable=True),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("changed_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_plan_entry"),
        _check("plan_entry", "wave", "wave >= 1"),
        _check("plan_entry", "phase", "phase IN ('month', 'quarter', 'year')"),
        _check("plan_entry", "status", "status IN ('open', 'doing', 'done', 'dropped')"),
        _check("plan_entry", "level", "level >= 0"),
        _check("plan_entry", "level_of_question", "level IS NULL OR question IS NOT NULL"),
        _check("plan_entry", "position", "position >= 0"),
        _refers("plan_entry", "organisation_id", "organisation.id", "CASCADE"),
        sqlite_strict=True,
    )
    op.create_index("ix_plan_entry_organisation_id", "plan_entry", ["organisation_id"])


def _campaigns() -> None:
    op.create_table(
        "engagement",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.Column("retain_until", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_engagement"),
        sqlite_strict=True,
    )
    op.create_table(
        "engagement_organisation",
        sa.Column("engagement_id", sa.Text, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("engagement_id", "organisation_id", name="pk_engagement_organisation"),
        _refers("engagement_organisation", "engagement_id", "engagement.id", "CASCADE"),
        _refers("engagement_organisation", "organisation_id", "organisation.id", "CASCADE"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_index("ix_engagement_organisation_organisation_id", "engagement_organisation", ["organisation_id"])
    op.create_table(
        "campaign",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("engagement_id", sa.Text, nullable=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("questionnaire_hash", sa.Text, nullable=False),
        sa.Column("profile_hash", sa.Text, nullable=True),
        sa.Column("references_hash", sa.Text, nullable=True),
        sa.Column("length", sa.Text, nullable=False),
        sa.Column("mode", sa.Text, nullable=False),
        sa.Column("wave", sa.Integer, nullable=False),
        sa.Column("implicit", sa.Integer, nullable=False),
        sa.Column("scoring_rule", sa.Text, nullable=False),
        sa.Column("opens_at", UtcTime, nullable=True),
        sa.Column("closes_at", UtcTime, nullable=True),
        sa.Column("retain_until", UtcTime, nullable=True),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_campaign"),
        _check("campaign", "length", "length IN ('full', 'short')"),
        _check("campaign", "mode", "mode IN ('named', 'confidential', 'anonymous')"),
        _check("campaign", "wave", "wave >= 1"),
        _check("campaign", "implicit", "implicit IN (0, 1)"),
        _check("campaign", "scoring_rule", "scoring_rule IN ('respondents', 'lenses')"),
        _check("campaign", "closes_after_opening", "closes_at > opens_at"),
        _refers("campaign", "engagement_id", "engagement.id", "RESTRICT"),
        _refers("campaign", "questionnaire_hash", "document.hash", "RESTRICT"),
        _refers("campaign", "profile_hash", "document.hash", "RESTRICT"),
        _refers("campaign", "references_hash", "document.hash", "RESTRICT"),
        sqlite_strict=True,
    )
    op.create_index("ix_campaign_engagement_id", "campaign", ["engagement_id"])
    # One campaign gathers what people start on their own with one edition.
    op.create_index(
        "uq_campaign_implicit_edition",
        "campaign",
        ["questionnaire_hash", sa.text("coalesce(profile_hash, '')"), sa.text("coalesce(references_hash, '')")],
        unique=True,
        sqlite_where=sa.text("implicit = 1"),
        postgresql_where=sa.text("implicit = 1"),
    )
    op.create_table(
        "invitation",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("campaign_id", sa.Text, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=True),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=True),
        sa.Column("email", sa.Text, nullable=True),
        sa.Column("lens", sa.Text, nullable=True),
        sa.Column("seniority", sa.Text, nullable=True),
        sa.Column("sent_at", UtcTime, nullable=True),
        sa.Column("expires_at", UtcTime, nullable=True),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_invitation"),
        _check(
            "invitation", "state", "state IN ('created', 'sent', 'opened', 'started', 'submitted', 'revoked', 'used')"
        ),
        _refers("invitation", "campaign_id", "campaign.id", "CASCADE"),
        _refers("invitation", "organisation_id", "organisation.id", "CASCADE"),
        sa.UniqueConstraint("token_hash", name="uq_invitation_token_hash"),
        sqlite_strict=True,
    )
    op.create_index("ix_invitation_campaign_id", "invitation", ["campaign_id"])
    op.create_index("ix_invitation_organisation_id", "invitation", ["organisation_id"])


def _responses() -> None:
    op.create_table(
        "response",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("campaign_id", sa.Text, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("invitation_id", sa.Text, nullable=True),
        sa.Column("length", sa.Text, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("resume_hash", sa.Text, nullable=False),
        sa.Column("target_year", sa.Integer, nullable=True),
        sa.Column("started_at", UtcTime, nullable=False),
        sa.Column("saved_at", UtcTime, nullable=False),
        sa.Column("submitted_at", UtcTime, nullable=True),
        sa.Column("writer", sa.Text, nullable=True),
        sa.Column("seconds", sa.Integer, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_response"),
        _check("response", "length", "length IN ('full', 'short')"),
        _check("response", "state", "state IN ('draft', 'submitted')"),
        _check("response", "submitted_has_time", "(state = 'submitted') = (submitted_at IS NOT NULL)"),
        _check("response", "target_year", "target_year BETWEEN 2000 AND 2100"),
        _check("response", "seconds", "seconds >= 0"),
        _refers("response", "campaign_id", "campaign.id", "RESTRICT"),
        _refers("response", "organisation_id", "organisation.id", "RESTRICT"),
        _refers("response", "invitation_id", "invitation.id", "SET NULL"),
        sa.UniqueConstraint("resume_hash", name="uq_response_resume_hash"),
        sqlite_strict=True,
    )
    op.create_index("ix_response_campaign_id", "response", ["campaign_id"])
    op.create_index("ix_response_invitation_id", "response", ["invitation_id"])
    op.create_index("ix_response_organisation_id", "response", ["organisation_id"])
    op.create_table(
        "answer",
        sa.Column("response_id", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("level", sa.Integer, nullable=True),
        sa.Column("status", sa.Text, nullable=True),
        sa.Column("comment", sa.Text, nullable=True),
        sa.Column("answered_at", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("response_id", "question", name="pk_answer"),
        _check("answer", "status", "status IN ('cannot_judge', 'does_not_apply')"),
        _check("answer", "level", "level >= 0"),
        _check("answer", "level_or_status", "level IS NULL OR status IS NULL"),
        _check("answer", "answered_has_time", "(answered_at IS NULL) = (level IS NULL AND status IS NULL)"),
        _refers("answer", "response_id", "response.id", "CASCADE"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_table(
        "response_dimension",
        sa.Column("response_id", sa.Text, nullable=False),
        sa.Column("dimension", sa.Text, nullable=False),
        sa.Column("basis", sa.Text, nullable=True),
        sa.Column("priority", sa.Text, nullable=True),
        sa.Column("pick_order", sa.Integer, nullable=True),
        sa.Column("target", sa.Integer, nullable=True),
        sa.Column("deepened", sa.Integer, nullable=False, server_default=sa.text("0")),
        sa.PrimaryKeyConstraint("response_id", "dimension", name="pk_response_dimension"),
        _check("response_dimension", "basis", "basis IN ('documents', 'told', 'impression')"),
        _check("response_dimension", "priority", "priority IN ('picked', 'starred')"),
        _check("response_dimension", "priority_has_order", "(priority IS NULL) = (pick_order IS NULL)"),
        _check("response_dimension", "pick_order", "pick_order >= 1"),
        _check("response_dimension", "target", "target >= 0"),
        _check("response_dimension", "target_of_priority", "target IS NULL OR priority IS NOT NULL"),
        _check("response_dimension", "deepened", "deepened IN (0, 1)"),
        _refers("response_dimension", "response_id", "response.id", "CASCADE"),
        sa.UniqueConstraint("response_id", "pick_order", name="uq_response_dimension_response_id_pick_order"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_index(
        "uq_response_dimension_starred",
        "response_dimension",
        ["response_id"],
        unique=True,
        sqlite_where=sa.text("priority = 'starred'"),
        postgresql_where=sa.text("priority = 'starred'"),
    )
    op.create_table(
        "response_field",
        sa.Column("response_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("response_id", "kind", "field", name="pk_response_field"),
        _check("response_field", "kind", "kind IN ('profile', 'practice')"),
        _refers("response_field", "response_id", "response.id", "CASCADE"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )


def _records() -> None:
    op.create_table(
        "spent_link",
        sa.Column("resume_hash", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("resume_hash", name="pk_spent_link"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_table(
        "change",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("response_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=False),
        sa.Column("value", sa.Text, nullable=True),
        sa.Column("changed_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_change"),
        _refers("change", "response_id", "response.id", "CASCADE"),
        sqlite_strict=True,
    )
    op.create_index("ix_change_response_id", "change", ["response_id"])
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("response_id", sa.Text, nullable=True),
        sa.Column("purpose", sa.Text, nullable=False),
        sa.Column("given", sa.Integer, nullable=False),
        sa.Column("recorded_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_consent"),
        _check("consent", "purpose", "purpose IN ('peers')"),
        _check("consent", "given", "given IN (0, 1)"),
        _refers("consent", "organisation_id", "organisation.id", "CASCADE"),
        _refers("consent", "response_id", "response.id", "CASCADE"),
        sqlite_strict=True,
    )
    op.create_index("ix_consent_organisation_id", "consent", ["organisation_id"])
    op.create_index("ix_consent_response_id", "consent", ["response_id"])
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("at", UtcTime, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("actor", sa.Text, nullable=True),
        sa.Column("verb", sa.Text, nullable=False),
        sa.Column("subject_kind", sa.Text, nullable=False),
        sa.Column("subject", sa.Text, nullable=True),
        sa.Column("note", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        _check("audit", "role", f"role IN ({ROLES})"),
        sqlite_strict=True,
    )


def _presentations() -> None:
    op.create_table(
        "presentation",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("response_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("content_hash", sa.Text, nullable=False),
        sa.Column("presented_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_presentation"),
        sa.UniqueConstraint("response_id", "content_hash", name="uq_presentation_response_id_content_hash"),
        _refers("presentation", "response_id", "response.id", "CASCADE"),
        sqlite_strict=True,
    )
    op.create_index("ix_presentation_response_id", "presentation", ["response_id"])
    op.create_table(
        "share_link",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("presentation_id", sa.Text, nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.Column("expires_at", UtcTime, nullable=True),
        sa.Column("revoked_at", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_share_link"),
        sa.UniqueConstraint("token_hash", name="uq_share_link_token_hash"),
        _check("share_link", "expires_after_creation", "expires_at > created_at"),
        _refers("share_link", "presentation_id", "presentation.id", "CASCADE"),
        sqlite_strict=True,
    )
    op.create_index("ix_share_link_presentation_id", "share_link", ["presentation_id"])


def _sqlite_triggers() -> None:
    for table in APPEND_ONLY:
        for event, condition in (("UPDATE", FIXED[table]), ("DELETE", STILL_OWNED[table])):
            op.execute(
                f"CREATE TRIGGER {table}_refuses_{event.lower()} BEFORE {event} ON {table} WHEN {condition} "
                f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
            )


def _postgresql_triggers() -> None:
    for table in APPEND_ONLY:
        for event, condition in (("UPDATE", FIXED[table]), ("DELETE", STILL_OWNED[table])):
            name = f"{table}_refuses_{event.lower()}"
            op.execute(
                f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                f"IF {condition} THEN RAISE EXCEPTION '{table} is append-only' "
                "USING ERRCODE = 'integrity_constraint_violation'; END IF; RETURN COALESCE(NEW, OLD); END $$"
            )
            op.execute(f"CREATE TRIGGER {name} BEFORE {event} ON {table} FOR EACH ROW EXECUTE FUNCTION {name}()")
