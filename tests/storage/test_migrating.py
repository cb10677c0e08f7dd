"""Migrations: one schema, made once, whoever starts first; nothing lost on the way."""

import multiprocessing
import re
import shutil
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.synchronize import Event
from pathlib import Path
from types import ModuleType

import pytest
from sqlalchemy import Column, Engine, MetaData, Table, insert, inspect, select
from sqlalchemy.exc import DBAPIError, IntegrityError

from assessment.errors import StorageError
from assessment.storage import answers, migrating, responses
from assessment.storage.engines import engine_for, parsed
from assessment.storage.migrating import migrate, newest_revision, revision_of
from assessment.storage.store import Store, open_store
from assessment.storage.tables import metadata, organisation, response
from tests.storage.conftest import Make
from tests.storage.samples import NOW, begin
from tests.storage.test_constraints import SOUND, add

NEWEST = newest_revision()
NEXT = f"{int(NEWEST) + 1:04}"
NEXT_REVISION = '''
"""A response has a remark, and there is one more source of organisations."""

import sqlalchemy as sa
from alembic import op

revision, down_revision, branch_labels, depends_on = "NEXT", "NEWEST", None, None


def upgrade() -> None:
    op.add_column("response", sa.Column("remark", sa.Text, server_default="none"))
    rule = "source IN ('own', 'imported', 'synthetic', 'guessed')"
    if op.get_bind().dialect.name == "sqlite":
        with op.batch_alter_table("organisation", table_kwargs={"sqlite_strict": True}) as batch:
            batch.drop_constraint("ck_organisation_source", type_="check")
            batch.create_check_constraint("ck_organisation_source", rule)
    else:
        op.drop_constraint("ck_organisation_source", "organisation")
        op.create_check_constraint("ck_organisation_source", "organisation", rule)
    LAST_WORDS
'''


@contextmanager
def engine_of(url: str) -> Iterator[Engine]:
    """An engine that is closed again."""
    engine = engine_for(parsed(url))
    try:
        yield engine
    finally:
        engine.dispose()


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the migrations, to which revisions can be added."""
    folder = tmp_path / "100% scripts" / "migrations"
    shutil.copytree(migrating.SCRIPTS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(migrating, "SCRIPTS", folder)
    return folder


def add_revision(scripts: Path, last_words: str = "") -> None:
    """From now on the program knows one more revision."""
    words = NEXT_REVISION.replace("NEXT", NEXT).replace("NEWEST", NEWEST).replace("LAST_WORDS", last_words)
    (scripts / "versions" / f"{NEXT}_next.py").write_text(words)


def schema(engine: Engine) -> dict[str, str]:
    """Everything that the database knows of its tables, columns, constraints and indexes, in its own words."""
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            statement = "SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index')"
        else:
            statement = """
                SELECT 'column ' || table_name || '.' || column_name,
                       concat_ws(' ', data_type, is_nullable, column_default) FROM information_schema.columns
                WHERE table_schema = 'public'
                UNION ALL SELECT 'constraint ' || conrelid::regclass || '.' || conname, pg_get_constraintdef(oid)
                FROM pg_constraint WHERE connamespace = 'public'::regnamespace
                UNION ALL SELECT 'index ' || indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'"""
        rows = connection.exec_driver_sql(statement).all()
    # SQLite quotes the name of a table that it made anew.
    return {
        name: _sorted(" ".join(sql.split()).replace(f'"{name}"', name))
        for name, sql in rows
        if "alembic_version" not in name
    }


def _sorted(definition: str) -> str:
    """SQLite keeps a table as it was written, in which the order of the constraints is left to chance."""
    head, *constraints = re.sub(r" \)( WITHOUT ROWID,)? STRICT$", r", CONSTRAINT is\1 strict", definition).split(
        ", CONSTRAINT "
    )
    return "\n".join([head, *sorted(constraints)])


def triggers(engine: Engine) -> set[str]:
    """The names of all triggers."""
    with engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            statement = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        else:
            statement = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        return set(connection.exec_driver_sql(statement).scalars())


def test_the_migrated_schema_is_that_of_the_tables(make_blank: Make) -> None:
    """To every column, default, CHECK, foreign key and index, which Alembic's own check does not see."""
    with engine_of(make_blank()) as migrated, engine_of(make_blank()) as made:
        migrate(migrated)
        metadata.create_all(made)
        assert schema(migrated) == schema(made)
        words = ("campaign", "answer", "index uq_campaign_implicit_edition", "constraint answer.ck_answer_level")
        assert any(word in schema(migrated) for word in words)
        appended = ("audit", "change", "consent", "presentation")
        assert triggers(migrated) == {
            f"{table}_refuses_{event}" for table in appended for event in ("update", "delete")
        }


def test_sqlite_tables_are_strict_and_answers_are_found_by_their_key(file_store: Store) -> None:
    """Strict tables refuse a text where a number belongs."""
    tables = schema(file_store.engine)
    without = {"answer", "response_dimension", "response_field", "organisation_field", "engagement_organisation"}
    without |= {"spent_link", "segmentation", "segment_rating", "criterion_weight", "segment_test"}
    without |= {"response", "account_link", "sign_in", "engagement_member", "campaign_option", "settlement"}
    without |= {
        "assessor_rating",
        "workshop_rating",
        "workshop_agreement",
        "written_part",
        "key_account_role",
        "delegation",
    }
    for name in metadata.tables:
        words = "is WITHOUT ROWID, strict" if name in without else "is strict"
        assert words in tables[name].split("\n"), name


def test_migrating_again_changes_nothing(make_blank: Make) -> None:
    """And gives the revision each time."""
    with engine_of(make_blank()) as engine:
        assert migrate(engine) == newest_revision()
        before = schema(engine)
        assert migrate(engine) == newest_revision()
        assert schema(engine) == before


def open_and_say(url: str, name: int, start: Event, said: "multiprocessing.Queue[str]") -> None:
    """What a starting process does: waits for the signal, opens the database and writes to it."""
    start.wait()
    try:
        store = open_store(url)
        with store.write() as connection:
            begin(connection, f"questionnaire-{name}")
        store.close()
    except BaseException as fault:
        said.put(f"{type(fault).__name__}: {fault}")
    else:
        said.put("ready")


def test_processes_that_start_together_make_one_schema(make_blank: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Several replicas on a fresh database: none fails, each can write."""
    # A new process runs the main module again, which tests of screens leave behind as that of the app.
    monkeypatch.setitem(sys.modules, "__main__", ModuleType("__main__"))
    url = make_blank()
    context = multiprocessing.get_context("spawn")
    start, said = context.Event(), context.Queue()
    processes = [context.Process(target=open_and_say, args=(url, name, start, said)) for name in range(6)]
    for process in processes:
        process.start()
    start.set()
    assert [said.get(timeout=60) for _ in processes] == ["ready"] * 6
    for process in processes:
        process.join()
    said.close()
    said.join_thread()
    with engine_of(url) as engine, engine.connect() as connection:
        assert revision_of(connection) == newest_revision()
        assert connection.exec_driver_sql("SELECT count(*) FROM response").scalar_one() == 6
        assert connection.exec_driver_sql("SELECT count(*) FROM alembic_version").scalar_one() == 1


def fill(url: str) -> str:
    """A row in each table and a response; gives the response."""
    store = open_store(url)
    with store.write() as connection:
        for table, row in SOUND.items():
            add(connection, table, row)
        id = begin(connection).response
        answers.put_answer(connection, id, "q", 350, NOW)
    store.close()
    return id


def rows(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    with engine.connect() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns)).all()
            ]
            for table in metadata.sorted_tables
        }


def test_an_upgrade_keeps_every_row(make_blank: Make, scripts: Path) -> None:
    """Also of a table that SQLite must make anew and that others refer to."""
    url = make_blank()
    id = fill(url)
    with engine_of(url) as engine:
        before = rows(engine)
        add_revision(scripts)
        assert migrate(engine) == NEXT
        assert rows(engine) == before
        with engine.connect() as connection:
            assert revision_of(connection) == NEXT
            assert connection.exec_driver_sql("SELECT DISTINCT remark FROM response").scalars().all() == ["none"]
    store = open_store(url)
    with store.write() as connection:
        found = responses.get(connection, id)
        answers.put_answer(connection, id, "q", 400, NOW)
        connection.execute(organisation.update().values(source="guessed"))
    store.close()
    assert found is not None
    assert found.response.answers == {"q": 350}


def test_every_older_revision_is_upgraded_with_its_rows(make_blank: Make, scripts: Path) -> None:
    """From each revision ever shipped to the newest one, with a row in each table that it had."""
    versions = sorted((scripts / "versions").glob("[0-9]*.py"))
    newer = {file: file.read_text() for file in versions[1:]}
    for file in newer:
        file.unlink()
    for file in newer:
        with engine_of(make_blank()) as engine:
            migrate(engine)
            before = _fill_as_it_is(engine)
            for later, words in newer.items():
                later.write_text(words)
            assert migrate(engine) == NEWEST
            after = rows(engine)
        assert {name: [row[: len(kept[0])] for row in after[name]] for name, kept in before.items()} == before
        # The next one begins with this revision too.
        for later in versions[versions.index(file) + 1 :]:
            later.unlink()


def _fill_as_it_is(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """A sound row in each table of an older schema; gives them."""
    with engine.begin() as connection:
        known = inspect(connection)
        filled = {}
        for name, row in SOUND.items():
            if known.has_table(name):
                old = Table(
                    name,
                    MetaData(),
                    *(
                        Column(each["name"], metadata.tables[name].c[each["name"]].type)
                        for each in known.get_columns(name)
                    ),
                )
                connection.execute(insert(old), {key: value for key, value in row.items() if key in old.c})
                filled[name] = [tuple(found) for found in connection.execute(select(old)).all()]
    return filled


def test_a_sqlite_file_is_copied_before_an_upgrade(file: Path, scripts: Path) -> None:
    """Complete, at the old revision, as private as the file; a new or current one is not copied."""
    url = f"sqlite:///{file}"
    fill(url)
    open_store(url).close()
    assert [path.name for path in file.parent.glob("*before*")] == []
    with engine_of(url) as engine:
        before = rows(engine)
    add_revision(scripts)
    open_store(url).close()
    copy = file.with_name(f"assessment.db.before-{NEXT}")
    assert list(file.parent.glob("*before*")) == [copy]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    with engine_of(f"sqlite:///{copy}") as engine:
        assert rows(engine) == before
        with engine.connect() as connection:
            assert revision_of(connection) == NEWEST
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar_one() == "ok"


def test_a_copy_that_cannot_be_written_stops_the_upgrade(file: Path, scripts: Path) -> None:
    """Nothing is changed without a way back."""
    url = f"sqlite:///{file}"
    fill(url)
    add_revision(scripts)
    (file.parent / f"assessment.db.before-{NEXT}").mkdir()
    with pytest.raises(StorageError, match=rf"before-{NEXT}: the copy that is made before .* cannot be written"):
        open_store(url)
    with engine_of(url) as engine, engine.connect() as connection:
        assert revision_of(connection) == NEWEST
    assert not list(file.parent.glob("*.part"))


def test_an_upgrade_that_fails_leaves_everything_as_it_was(make_blank: Make, scripts: Path) -> None:
    """Although it had already changed two tables; the next start tries again."""
    url = make_blank()
    fill(url)
    with engine_of(url) as engine:
        before, old_schema = rows(engine), schema(engine)
        add_revision(scripts, 'raise RuntimeError("mishap")')
        with pytest.raises(RuntimeError, match="mishap"):
            migrate(engine)
        assert (rows(engine), schema(engine)) == (before, old_schema)
        with engine.connect() as connection:
            assert revision_of(connection) == NEWEST
        add_revision(scripts)
        assert migrate(engine) == NEXT


def test_an_upgrade_that_orphans_rows_is_taken_back(file: Path, scripts: Path) -> None:
    """Foreign keys are off while SQLite makes tables anew, so they are checked afterwards."""
    url = f"sqlite:///{file}"
    fill(url)
    add_revision(scripts, 'op.execute("DELETE FROM campaign")')
    with pytest.raises(StorageError, match="rows refer to rows that are missing"):
        open_store(url)
    with engine_of(url) as engine, engine.connect() as connection:
        assert revision_of(connection) == NEWEST
        assert connection.exec_driver_sql("SELECT count(*) FROM campaign").scalar_one() == 2


def test_a_newer_schema_is_refused_and_left_alone(make_blank: Make, scripts: Path) -> None:
    """The message says which is newer and what to do."""
    url = make_blank()
    fill(url)
    add_revision(scripts)
    open_store(url).close()
    (scripts / "versions" / f"{NEXT}_next.py").unlink()
    with engine_of(url) as engine:
        before = schema(engine)
        expected = (
            rf"a newer version of this program made it \(revision '{NEXT}', "
            rf"this version knows up to '{NEWEST}'\); start"
        )
        with pytest.raises(StorageError, match=expected):
            open_store(url)
        assert schema(engine) == before


def test_a_database_of_something_else_is_refused_and_left_alone(make_blank: Make) -> None:
    """It has tables of our names, but is none of ours."""
    url = make_blank()
    with engine_of(url) as engine:
        with engine.begin() as connection:
            connection.exec_driver_sql("CREATE TABLE response (id INTEGER)")
        with pytest.raises(StorageError, match=r"it belongs to something else .*'response'.*; name an empty"):
            open_store(url)
        assert len(schema(engine)) == 1


def test_others_cannot_write_during_a_migration(make_blank: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who comes second waits for the lock, and gives up with a message after a long time."""
    monkeypatch.setattr(migrating, "LONGEST_MIGRATION", 0.1)
    monkeypatch.setattr("assessment.storage.engines.LONGEST_WAIT", 0.1)
    url = make_blank()
    refused = pytest.raises((StorageError, DBAPIError), match=r"another process has been changing the tables|locked")
    with engine_of(url) as first, engine_of(url) as second, migrating._alone(first), refused:
        migrate(second)


def test_foreign_keys_are_on_again_after_a_migration(file: Path) -> None:
    """The connection with which it ran is not used again."""
    with engine_of(f"sqlite:///{file}") as engine:
        migrate(engine)
        for _ in range(3):
            with engine.connect() as connection:
                assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar_one() == 1
        with engine.connect() as connection, pytest.raises(IntegrityError, match="FOREIGN KEY"):
            connection.execute(insert(response), SOUND["response"])
