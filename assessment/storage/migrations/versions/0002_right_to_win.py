"""The rest of the right to win: own weights and their lock, facts, workshops, strategy on a page, customers now."""

import sqlalchemy as sa
from alembic import op

from assessment.storage.types import UtcTime

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ROLES = "'respondent', 'reader', 'rater', 'sponsor', 'consultant', 'administrator', 'operator'"
# As in 0001: an erasure may take who and whom out of a row of the audit, and nothing else.
CHANGES_MORE_THAN_NAMES = (
    "NOT ((OLD.actor IS NOT NULL OR OLD.subject IS NOT NULL) AND NEW.actor IS NULL AND NEW.subject IS NULL "
    "AND NEW.id = OLD.id AND NEW.at = OLD.at AND NEW.role = OLD.role AND NEW.verb = OLD.verb "
    "AND NEW.subject_kind = OLD.subject_kind AND COALESCE(NEW.note, '') = COALESCE(OLD.note, ''))"
)
FACTS = {
    "profit_share": "BETWEEN -1000000 AND 1000000",
    "growth": "BETWEEN -10000 AND 1000000",
    "win_rate": "BETWEEN 0 AND 10000",
    "retention": "BETWEEN 0 AND 10000",
}


def upgrade() -> None:
    """Add columns to the segments, and make the new tables."""
    _lock()
    _facts()
    _weights_and_tests()
    _workshops()
    _written()
    _raters()


def _raters() -> None:
    """Whoever rates in a workshop has a role of their own."""
    rule = f"role IN ({ROLES})"
    if op.get_bind().dialect.name != "sqlite":
        op.drop_constraint("ck_audit_role", "audit")
        op.create_check_constraint("ck_audit_role", "audit", rule)
        return
    with op.batch_alter_table("audit", table_kwargs={"sqlite_strict": True}) as batch:
        batch.drop_constraint("ck_audit_role", type_="check")
        batch.create_check_constraint("ck_audit_role", rule)
    # A table that is made anew has lost its triggers.
    for event, condition in (("UPDATE", CHANGES_MORE_THAN_NAMES), ("DELETE", "1 = 1")):
        op.execute(
            f"CREATE TRIGGER audit_refuses_{event.lower()} BEFORE {event} ON audit WHEN {condition} "
            "BEGIN SELECT RAISE(ABORT, 'audit is append-only'); END"
        )


def _lock() -> None:
    with op.batch_alter_table(
        "segmentation", table_kwargs={"sqlite_strict": True, "sqlite_with_rowid": False}
    ) as batch:
        batch.add_column(sa.Column("locked_at", UtcTime, nullable=True))
        batch.add_column(sa.Column("locked_by", sa.Text, nullable=True))
        batch.add_column(sa.Column("locked_blind", sa.Integer, nullable=False, server_default=sa.text("0")))
        batch.create_check_constraint("ck_segmentation_locked_blind", "locked_blind IN (0, 1)")
        batch.create_foreign_key("fk_segmentation_locked_by", "response", ["locked_by"], ["id"], ondelete="SET NULL")
    op.create_index("ix_segmentation_locked_by", "segmentation", ["locked_by"])


def _facts() -> None:
    with op.batch_alter_table("segment", table_kwargs={"sqlite_strict": True}) as batch:
        for name in FACTS:
            batch.add_column(sa.Column(name, sa.Integer, nullable=True))
        batch.add_column(sa.Column("named_rivals", sa.Text, nullable=True))
        batch.add_column(sa.Column("attractive_rank", sa.Integer, nullable=True))
        for name, rule in FACTS.items():
            batch.create_check_constraint(f"ck_segment_{name}", f"{name} {rule}")
        batch.create_check_constraint("ck_segment_attractive_rank", "attractive_rank >= 1")


def _weights_and_tests() -> None:
    op.create_table(
        "criterion_weight",
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("wave", sa.Integer, nullable=False),
        sa.Column("criterion", sa.Text, nullable=False),
        sa.Column("weight", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "wave", "criterion", name="pk_criterion_weight"),
        _check("criterion_weight", "wave", "wave >= 1"),
        _check("criterion_weight", "weight", "weight BETWEEN 0 AND 10000"),
        _refers("criterion_weight", "organisation_id", "organisation.id", "CASCADE"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_table(
        "segment_test",
        sa.Column("segment_id", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("content", sa.Text, nullable=False),
        sa.Column("changed_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("segment_id", "kind", name="pk_segment_test"),
        _check("segment_test", "kind", "kind IN ('rivals', 'adjacency')"),
        _refers("segment_test", "segment_id", "segment.id", "CASCADE"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )


def _workshops() -> None:
    op.create_table(
        "workshop",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("wave", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("response_id", sa.Text, nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("opened_at", UtcTime, nullable=False),
        sa.Column("revealed_at", UtcTime, nullable=True),
        sa.Column("closed_at", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_workshop"),
        _check("workshop", "wave", "wave >= 1"),
        _check("workshop", "number", "number >= 1"),
        _check("workshop", "revealed_after_opening", "revealed_at >= opened_at"),
        _refers("workshop", "organisation_id", "organisation.id", "CASCADE"),
        _refers("workshop", "response_id", "response.id", "CASCADE"),
        sa.UniqueConstraint("token_hash", name="uq_workshop_token_hash"),
        sa.UniqueConstraint("organisation_id", "wave", "number", name="uq_workshop_organisation_id_wave_number"),
        sqlite_strict=True,
    )
    op.create_index("ix_workshop_organisation_id", "workshop", ["organisation_id"])
    op.create_index("ix_workshop_response_id", "workshop", ["response_id"])
    op.create_table(
        "workshop_rater",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("workshop_id", sa.Text, nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("joined_at", UtcTime, nullable=False),
        sa.Column("done_at", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_workshop_rater"),
        _refers("workshop_rater", "workshop_id", "workshop.id", "CASCADE"),
        sa.UniqueConstraint("token_hash", name="uq_workshop_rater_token_hash"),
        sqlite_strict=True,
    )
    op.create_index("ix_workshop_rater_workshop_id", "workshop_rater", ["workshop_id"])
    op.create_table(
        "workshop_rating",
        sa.Column("rater_id", sa.Text, nullable=False),
        sa.Column("segment_id", sa.Text, nullable=False),
        sa.Column("criterion", sa.Text, nullable=False),
        sa.Column("rating", sa.Integer, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("rater_id", "segment_id", "criterion", name="pk_workshop_rating"),
        _check("workshop_rating", "rating", "rating BETWEEN 1 AND 5"),
        _check("workshop_rating", "evidence", "evidence IN ('opinion', 'internal', 'market')"),
        _refers("workshop_rating", "rater_id", "workshop_rater.id", "CASCADE"),
        _refers("workshop_rating", "segment_id", "segment.id", "CASCADE"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_index("ix_workshop_rating_segment_id", "workshop_rating", ["segment_id"])
    op.create_table(
        "workshop_agreement",
        sa.Column("workshop_id", sa.Text, nullable=False),
        sa.Column("segment_id", sa.Text, nullable=False),
        sa.Column("criterion", sa.Text, nullable=False),
        sa.Column("rating", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("workshop_id", "segment_id", "criterion", name="pk_workshop_agreement"),
        _check("workshop_agreement", "rating", "rating BETWEEN 1 AND 5"),
        _refers("workshop_agreement", "workshop_id", "workshop.id", "CASCADE"),
        _refers("workshop_agreement", "segment_id", "segment.id", "CASCADE"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_index("ix_workshop_agreement_segment_id", "workshop_agreement", ["segment_id"])


def _written() -> None:
    op.create_table(
        "written_part",
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("wave", sa.Integer, nullable=False),
        sa.Column("page", sa.Text, nullable=False),
        sa.Column("part", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("changed_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "wave", "page", "part", name="pk_written_part"),
        _check("written_part", "wave", "wave >= 1"),
        _check("written_part", "page", "page IN ('strategy', 'discovery')"),
        _refers("written_part", "organisation_id", "organisation.id", "CASCADE"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_table(
        "key_account",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("wave", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("segment_id", sa.Text, nullable=True),
        sa.Column("changed_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_key_account"),
        _check("key_account", "wave", "wave >= 1"),
        _check("key_account", "position", "position >= 0"),
        _refers("key_account", "organisation_id", "organisation.id", "CASCADE"),
        _refers("key_account", "segment_id", "segment.id", "SET NULL"),
        sqlite_strict=True,
    )
    op.create_index("ix_key_account_organisation_id", "key_account", ["organisation_id"])
    op.create_index("ix_key_account_segment_id", "key_account", ["segment_id"])
    op.create_table(
        "key_account_role",
        sa.Column("key_account_id", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=True),
        sa.Column("last_contact", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("key_account_id", "role", name="pk_key_account_role"),
        _check("key_account_role", "says_something", "person IS NOT NULL OR last_contact IS NOT NULL"),
        _refers("key_account_role", "key_account_id", "key_account.id", "CASCADE"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=f"ck_{table}_{name}")


def _refers(table: str, column: str, target: str, on_delete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete=on_delete)
