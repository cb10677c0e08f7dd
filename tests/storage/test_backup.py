"""Backups: every row, out of either database and into either, or nothing at all."""

import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Connection, insert, select

from assessment.errors import StorageError
from assessment.model import Actor, Role
from assessment.storage import answers, audits, backup, responses
from assessment.storage.backup import back_up, restore
from assessment.storage.migrating import newest_revision
from assessment.storage.store import Store, open_store
from assessment.storage.tables import audit, document, metadata
from tests.databases import Server
from tests.storage.conftest import Make
from tests.storage.samples import NOW, add_organisation, begin
from tests.storage.test_constraints import SOUND, add
from tests.storage.test_migrating import NEXT, add_revision, scripts  # noqa: F401 (a fixture)

ODD = "“é” \U0001f600 'quoted'\r\n%s :name ?"
Rows = dict[str, list[tuple[object, ...]]]


def rows(store: Store) -> Rows:
    """Every row of every table."""
    with store.read() as connection:
        return {
            table.name: [
                tuple(row) for row in connection.execute(select(table).order_by(*table.primary_key.columns)).all()
            ]
            for table in metadata.sorted_tables
        }


def fill(store: Store) -> str:
    """A row in each table, awkward texts and times, and a response; gives the response."""
    with store.write() as connection:
        for table, row in SOUND.items():
            add(connection, table, row)
        add(
            connection, "document", SOUND["document"] | {"hash": "odd", "text": "“é” \U0001f600 'quoted'\r\n%s :name ?"}
        )
        add(connection, "engagement", {"id": "old", "name": "", "created_at": datetime(1, 1, 2, tzinfo=UTC)})
        id = begin(connection).response
        for number in range(30):
            answers.put_answer(connection, id, f"q{number}", number, NOW)
    return id


@pytest.fixture
def filled(store: Store) -> Store:
    """A database with rows in every table."""
    fill(store)
    return store


@pytest.fixture
def empty(make_migrated: Make) -> Iterator[Store]:
    """Another database, without rows."""
    store = open_store(make_migrated())
    yield store
    store.close()


def test_a_restored_backup_has_every_row(filled: Store, empty: Store, tmp_path: Path) -> None:
    """To the microsecond and the last sign; the original stays as it is."""
    before = rows(filled)
    back_up(filled, tmp_path / "backup.db")
    restore(tmp_path / "backup.db", empty)
    assert rows(empty) == before == rows(filled)
    assert all(before[table] for table in metadata.tables)


def test_an_empty_database_is_backed_up_and_restored_too(store: Store, empty: Store, tmp_path: Path) -> None:
    """There is nothing in it, but it is one."""
    back_up(store, tmp_path / "backup.db")
    restore(tmp_path / "backup.db", empty)
    assert not any(rows(empty).values())


def test_rows_move_from_sqlite_to_postgresql_and_back(
    server: Server, postgresql_template: str, file_store: Store, tmp_path: Path
) -> None:
    """And are equal at each stop."""
    fill(file_store)
    before = rows(file_store)
    remote = open_store(server.make("moved", postgresql_template))
    back = open_store(f"sqlite:///{tmp_path}/back.db")
    back_up(file_store, tmp_path / "first.db")
    restore(tmp_path / "first.db", remote)
    there = rows(remote)
    back_up(remote, tmp_path / "second.db")
    restore(tmp_path / "second.db", back)
    assert there == rows(back) == before
    remote.close()
    back.close()
    server.drop("moved")


def test_a_restored_database_counts_on(filled: Store, empty: Store, tmp_path: Path) -> None:
    """New changes and entries come after the restored ones."""
    back_up(filled, tmp_path / "backup.db")
    restore(tmp_path / "backup.db", empty)
    with empty.write() as connection:
        audits.note(connection, Actor(Role.OPERATOR), "restore", "database", None, NOW)
        newest = audits.entries(connection)[0]
        begun = add_organisation(connection)
        assert connection.execute(select(audit.c.id).order_by(audit.c.id)).scalars().all() == [1, 2]
        assert (newest.verb, begun.name) == ("restore", "Nordkap Energie")


def test_large_tables_are_copied_whole(store: Store, empty: Store, tmp_path: Path) -> None:
    """More rows than are read at once."""
    with store.write() as connection:
        some = [{"hash": f"{n:05}", "kind": "profile", "text": "t", "stored_at": NOW} for n in range(2500)]
        connection.execute(insert(document), some)
    back_up(store, tmp_path / "backup.db")
    restore(tmp_path / "backup.db", empty)
    assert rows(empty) == rows(store)


def test_a_backup_is_one_private_sqlite_file_of_the_newest_revision(filled: Store, tmp_path: Path) -> None:
    """That any tool can open; nothing lies beside it."""
    folder = tmp_path / "backups"
    folder.mkdir()
    back_up(filled, folder / "backup.db")
    assert [path.name for path in folder.iterdir()] == ["backup.db"]
    assert stat.S_IMODE((folder / "backup.db").stat().st_mode) == 0o600
    with closing(sqlite3.connect(folder / "backup.db")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [(newest_revision(),)]
        assert connection.execute("SELECT count(*) FROM answer").fetchone() == (31,)


def test_a_backup_is_of_one_moment(
    filled: Store, empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written while it is made is not in it, not even in part."""
    before = rows(filled)
    copy_rows = backup._copy_rows

    def copy_while_others_write(source: Connection, target: Connection) -> None:
        source.exec_driver_sql("SELECT count(*) FROM answer").scalar_one()
        with filled.write() as connection:
            begin(connection, "written meanwhile")
        copy_rows(source, target)

    monkeypatch.setattr(backup, "_copy_rows", copy_while_others_write)
    back_up(filled, tmp_path / "backup.db")
    monkeypatch.undo()
    restore(tmp_path / "backup.db", empty)
    assert rows(empty) == before
    assert rows(filled) != before


def test_an_existing_file_is_not_overwritten(filled: Store, tmp_path: Path) -> None:
    """It may be the only good backup."""
    target = tmp_path / "backup.db"
    target.write_text("precious")
    with pytest.raises(StorageError, match=r"backup\.db: there is a file already; name another, or move it away"):
        back_up(filled, target)
    assert target.read_text() == "precious"


def test_a_backup_that_fails_leaves_nothing(filled: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither half a backup nor a file beside it."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("assessment.storage.backup._copy_rows", fail)
    (tmp_path / "backups").mkdir()
    with pytest.raises(StorageError, match=r"backup\.db: cannot be written \(No space left on device\)"):
        back_up(filled, tmp_path / "backups" / "backup.db")
    assert list((tmp_path / "backups").iterdir()) == []
    with pytest.raises(StorageError, match=r"cannot be written \(No such file or directory\); name a file in a folder"):
        back_up(filled, tmp_path / "missing" / "backup.db")


def test_a_database_with_rows_is_not_restored_into(filled: Store, empty: Store, tmp_path: Path) -> None:
    """It would mix two databases; the message says where to restore."""
    back_up(filled, tmp_path / "backup.db")
    with empty.write() as connection:
        add_organisation(connection)
    before = rows(empty)
    with pytest.raises(StorageError, match=r"it holds rows already \(in 'organisation'\); restore into a new, empty"):
        restore(tmp_path / "backup.db", empty)
    assert rows(empty) == before


def test_what_is_no_backup_is_refused(empty: Store, tmp_path: Path) -> None:
    """A missing file, a text, another program's database, a damaged file, rows without what they refer to."""
    (tmp_path / "text.db").write_text("no database " * 1000)
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE response (id)")
    back_up(empty, tmp_path / "orphans.db")
    with closing(sqlite3.connect(tmp_path / "orphans.db")) as connection, connection:
        connection.execute("INSERT INTO organisation_field VALUES ('missing', 'industry', 'energy')")
    for name, message in (
        ("missing.db", r"cannot be read as a backup \(unable to open database file\)"),
        ("text.db", "cannot be read as a backup"),
        ("other.db", "this is no backup of this program"),
        ("orphans.db", "the backup is damaged; take an older one"),
    ):
        with pytest.raises(StorageError, match=f"{name}: {message}"):
            restore(tmp_path / name, empty)
    assert not (tmp_path / "missing.db").exists()
    assert not any(rows(empty).values())


def test_a_backup_of_an_older_revision_is_brought_up_to_date(
    filled: Store,
    make_blank: Make,
    tmp_path: Path,
    scripts: Path,  # noqa: F811
) -> None:
    """On a copy: the backup itself stays as it is, with nothing beside it."""
    folder = tmp_path / "backups"
    folder.mkdir()
    back_up(filled, folder / "backup.db")
    content = (folder / "backup.db").read_bytes()
    add_revision(scripts)
    newer = open_store(make_blank())
    restore(folder / "backup.db", newer)
    assert rows(newer) == rows(filled)
    newer.close()
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [("backup.db", content)]


def test_a_backup_of_a_newer_revision_is_refused(
    make_blank: Make,
    empty: Store,
    tmp_path: Path,
    scripts: Path,  # noqa: F811
) -> None:
    """This program does not know what is in it."""
    add_revision(scripts)
    newer = open_store(make_blank())
    back_up(newer, tmp_path / "backup.db")
    newer.close()
    (scripts / "versions" / f"{NEXT}_next.py").unlink()
    with pytest.raises(StorageError, match=r"backup\.db: a newer version of this program made it"):
        restore(tmp_path / "backup.db", empty)


def test_a_database_in_use_can_be_restored_from(file_store: Store, empty: Store) -> None:
    """The file of a running program, with what still lies beside it."""
    id = fill(file_store)
    restore(Path(file_store.place), empty)
    with empty.read() as connection:
        assert responses.get(connection, id) is not None
