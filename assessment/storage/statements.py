"""Statements that several modules need; all are made once, so that running them costs little."""

from sqlalchemy import Table, TextClause, bindparam, text


def upsert(table: Table, *changed: str) -> TextClause:
    """Adds a row of its key and the named columns, or changes these columns of the row that is there.

    Text, because it is the same in both databases, but not in SQLAlchemy's constructs.
    """
    key = [column.name for column in table.primary_key.columns]
    columns = [*key, *changed]
    settings = ", ".join(f"{column} = excluded.{column}" for column in changed)
    statement = text(
        f"INSERT INTO {table.name} ({', '.join(columns)}) VALUES ({', '.join(f':{column}' for column in columns)}) "
        f"ON CONFLICT ({', '.join(key)}) DO {f'UPDATE SET {settings}' if settings else 'NOTHING'}"
    )
    return statement.bindparams(*(bindparam(column, type_=table.c[column].type) for column in columns))
