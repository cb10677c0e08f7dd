"""How Alembic reaches the database: on the connection, and in the transaction, that it is given.

Revisions are written by hand and name all they make themselves, so the tables are not told to Alembic.
"""

from alembic import context

context.configure(connection=context.config.attributes["connection"])
with context.begin_transaction():
    context.run_migrations()
