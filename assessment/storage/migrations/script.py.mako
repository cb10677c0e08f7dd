"""${message}."""

import sqlalchemy as sa
from alembic import op

from assessment.storage.types import UtcTime

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = ${repr(branch_labels)}
depends_on = ${repr(depends_on)}


def upgrade() -> None:
    """Say what changes, by hand: Alembic compares neither CHECK constraints nor triggers.

    SQLite: a batch operation makes the table anew: not STRICT unless told by `table_kwargs`, and
    without its triggers and its indexes on expressions, which must be made again.
    """
