"""A respondent can ask a colleague to answer a dimension, and it is kept whose word an answer is."""

import sqlalchemy as sa
from alembic import op

from assessment.storage.types import UtcTime

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of those asked, and let answers refer to it."""
    op.create_table(
        "delegation",
        sa.Column("id", sa.Text, nullable=False),
        sa.Column("response_id", sa.Text, nullable=False),
        sa.Column("dimension", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=True),
        sa.Column("token_hash", sa.Text, nullable=False),
        sa.Column("created_at", UtcTime, nullable=False),
        sa.Column("opened_at", UtcTime, nullable=True),
        sa.Column("done_at", UtcTime, nullable=True),
        sa.Column("revoked_at", UtcTime, nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_delegation"),
        sa.UniqueConstraint("token_hash", name="uq_delegation_token_hash"),
        sa.ForeignKeyConstraint(["response_id"], ["response.id"], name="fk_delegation_response_id", ondelete="CASCADE"),
        sqlite_with_rowid=False,
        sqlite_strict=True,
    )
    op.create_index("ix_delegation_response_id", "delegation", ["response_id"])
    kwargs = {"sqlite_strict": True, "sqlite_with_rowid": False}
    # Of the tables it refers to nothing is needed; one of them has an index that cannot be read back.
    alone = {"resolve_fks": False}
    with op.batch_alter_table("answer", table_kwargs=kwargs, reflect_kwargs=alone) as batch:
        batch.add_column(sa.Column("delegation_id", sa.Text, nullable=True))
        batch.create_foreign_key(
            "fk_answer_delegation_id", "delegation", ["delegation_id"], ["id"], ondelete="SET NULL"
        )
    op.create_index("ix_answer_delegation_id", "answer", ["delegation_id"])
