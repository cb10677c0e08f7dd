"""Accounts and sign-in, what campaigns announce, links of campaigns and sponsors, what teams agreed on."""

import sqlalchemy as sa
from alembic import op

from assessment.storage.types import UtcTime

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

IMPLICIT = "uq_campaign_implicit_edition"


def upgrade() -> None:
    """Add columns to campaigns and invitations, keep no order of responses, and make the new tables."""
    # An index over expressions cannot be carried along where tables are made anew.
    op.drop_index(IMPLICIT, "campaign")
    _campaigns()
    _invitations()
    _responses()
    _one_implicit_campaign()
    _options()
    _accounts()
    _links()
    _agreed()


def _campaigns() -> None:
    with op.batch_alter_table("campaign", table_kwargs={"sqlite_strict": True}) as batch:
        batch.add_column(sa.Column("time_zone", sa.Text, nullable=True))
        batch.add_column(sa.Column("closed_at", UtcTime, nullable=True))


def _one_implicit_campaign() -> None:
    op.create_index(
        IMPLICIT,
        "campaign",
        ["questionnaire_hash", sa.text("coalesce(profile_hash, '')"), sa.text("coalesce(references_hash, '')")],
        unique=True,
        sqlite_where=sa.text("implicit = 1"),
        postgresql_where=sa.text("implicit = 1"),
    )


def _options() -> None:
    op.create_table(
        "campaign_option",
        sa.Column("campaign_id", sa.Text, nullable=False),
        sa.Column("field", sa.Text, nullable=False),
        sa.Column("option", sa.Text, nullable=False),
        sa.Column("bloc", sa.Text, nullable=True),
        sa.PrimaryKeyConstraint("campaign_id", "field", "option", name="pk_campaign_option"),
        _refers("campaign_option", "campaign_id", "campaign.id", "CASCADE"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )


def _invitations() -> None:
    with op.batch_alter_table("invitation", table_kwargs={"sqlite_strict": True}) as batch:
        batch.add_column(sa.Column("reminded_at", UtcTime, nullable=True))
        batch.add_column(sa.Column("reminders", sa.Integer, nullable=False, server_default=sa.text("0")))
        batch.create_check_constraint("ck_invitation_reminders", "reminders >= 0")


def _responses() -> None:
    if op.get_bind().dialect.name == "sqlite":
        kwargs = {"sqlite_strict": True, "sqlite_with_rowid": False}
        with op.batch_alter_table("response", recreate="always", table_kwargs=kwargs):
            pass


def _accounts() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("email", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("password_hash", sa.Text, nullable=True),
        sa.Column("identity", sa.Text, nullable=True),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.Column("disabled_at", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("email", name="uq_account_email"),
        sa.UniqueConstraint("identity", name="uq_account_identity"),
        _check("account", "role", "role IN ('consultant', 'administrator')"),
        sqlite_strict=True,
    )
    op.create_table(
        "account_link",
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("account_id", sa.Text, nullable=True),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.Column("expires_at", UtcTime, nullable=False),
        sa.Column("used_at", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("token_hash", name="pk_account_link"),
        _check("account_link", "expires_after_creation", "expires_at > created_at"),
        _refers("account_link", "account_id", "account.id", "CASCADE"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_index("ix_account_link_account_id", "account_link", ["account_id"])
    op.create_table(
        "sign_in",
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("account_id", sa.Text, nullable=False),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.Column("seen_at", UtcTime, nullable=False),
        sa.Column("expires_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("token_hash", name="pk_sign_in"),
        _check("sign_in", "expires_after_creation", "expires_at > created_at"),
        _refers("sign_in", "account_id", "account.id", "CASCADE"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_index("ix_sign_in_account_id", "sign_in", ["account_id"])
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.Integer, nullable=False, autoincrement=True),
        sa.Column("tried", sa.Text, nullable=False),
        sa.Column("at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_sign_in_attempt"),
        sqlite_strict=True,
    )
    op.create_index("ix_sign_in_attempt_tried", "sign_in_attempt", ["tried", "at"])
    op.create_table(
        "engagement_member",
        sa.Column("engagement_id", sa.Text, nullable=False),
        sa.Column("account_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("engagement_id", "account_id", name="pk_engagement_member"),
        _refers("engagement_member", "engagement_id", "engagement.id", "CASCADE"),
        _refers("engagement_member", "account_id", "account.id", "CASCADE"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_index("ix_engagement_member_account_id", "engagement_member", ["account_id"])


def _links() -> None:
    op.create_table(
        "campaign_link",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("campaign_id", sa.Text, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.Column("revoked_at", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_campaign_link"),
        sa.UniqueConstraint("token_hash", name="uq_campaign_link_token_hash"),
        *_of_campaign("campaign_link"),
        sqlite_strict=True,
    )
    op.create_table(
        "sponsor_link",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("campaign_id", sa.Text, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.Column("expires_at", UtcTime, nullable=True),
        sa.Column("revoked_at", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_sponsor_link"),
        sa.UniqueConstraint("token_hash", name="uq_sponsor_link_token_hash"),
        _check("sponsor_link", "expires_after_creation", "expires_at > created_at"),
        *_of_campaign("sponsor_link"),
        sqlite_strict=True,
    )
    for table in ("campaign_link", "sponsor_link"):
        for column in ("campaign_id", "organisation_id"):
            op.create_index(f"ix_{table}_{column}", table, [column])


def _agreed() -> None:
    op.create_table(
        "settlement",
        sa.Column("campaign_id", sa.Text, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("level", sa.Integer, nullable=True),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("account_id", sa.Text, nullable=True),
        sa.Column("settled_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "organisation_id", "question", name="pk_settlement"),
        _check("settlement", "level", "level >= 0"),
        *_of_campaign("settlement"),
        _refers("settlement", "account_id", "account.id", "SET NULL"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_table(
        "assessor_rating",
        sa.Column("campaign_id", sa.Text, nullable=False),
        sa.Column("organisation_id", sa.Text, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("level", sa.Integer, nullable=False),
        sa.Column("reference", sa.Text, nullable=False),
        sa.Column("account_id", sa.Text, nullable=True),
        sa.Column("rated_at", UtcTime, nullable=False),
        sa.PrimaryKeyConstraint("campaign_id", "organisation_id", "question", name="pk_assessor_rating"),
        _check("assessor_rating", "level", "level >= 0"),
        *_of_campaign("assessor_rating"),
        _refers("assessor_rating", "account_id", "account.id", "SET NULL"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    for table in ("settlement", "assessor_rating"):
        for column in ("organisation_id", "account_id"):
            op.create_index(f"ix_{table}_{column}", table, [column])


def _of_campaign(table: str) -> tuple[sa.ForeignKeyConstraint, sa.ForeignKeyConstraint]:
    return (
        _refers(table, "campaign_id", "campaign.id", "CASCADE"),
        _refers(table, "organisation_id", "organisation.id", "CASCADE"),
    )


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=f"ck_{table}_{name}")


def _refers(table: str, column: str, target: str, on_delete: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [target], name=f"fk_{table}_{column}", ondelete=on_delete)
