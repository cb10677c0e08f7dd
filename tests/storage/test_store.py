"""The store: whole transactions or none, and messages that help when the database fails."""

import sqlite3
import stat
import threading
import traceback
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, nullcontext
from pathlib import Path

import pg8000.core
import pytest
from sqlalchemy import insert, make_url
from sqlalchemy.exc import DBAPIError

from assessment.errors import StorageError
from assessment.model import Organisation
from assessment.storage import answers, organisations, responses
from assessment.storage.store import Store, open_store
from assessment.storage.tables import answer
from tests.databases import Server, connected
from tests.storage.conftest import Make
from tests.storage.samples import NOW, add_organisation, begin

SECRET = "s3cr3t-W0rd"


def names(store: Store) -> list[str]:
    """The names of all organisations."""
    with store.read() as connection:
        return list(connection.exec_driver_sql("SELECT name FROM organisation ORDER BY name").scalars())


@contextmanager
def opened(url: str) -> Iterator[Store]:
    """A store that is closed again."""
    store = open_store(url)
    try:
        yield store
    finally:
        store.close()


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waits of a tenth of a second instead of ten."""
    for module in ("engines", "store"):
        monkeypatch.setattr(f"assessment.storage.{module}.LONGEST_WAIT", 0.1)


def test_what_is_written_is_there_for_others(store: Store, url: str) -> None:
    """Also through another connection pool."""
    with store.write() as connection:
        add_organisation(connection, "North")
    with opened(url) as other:
        assert names(other) == names(store) == ["North"]


class MishapError(Exception):
    """Anything that goes wrong in the middle."""


def write_and_fail(store: Store, mishap: type[BaseException]) -> None:
    """A transaction that is broken off after a first change."""
    with store.write() as connection:
        add_organisation(connection, "North")
        raise mishap


@pytest.mark.parametrize("mishap", [MishapError, KeyboardInterrupt, StorageError])
def test_an_error_in_the_middle_saves_nothing(store: Store, mishap: type[BaseException]) -> None:
    """And the next transaction works."""
    with pytest.raises(mishap):
        write_and_fail(store, mishap)
    assert names(store) == []
    with store.write() as connection:
        add_organisation(connection, "South")
    assert names(store) == ["South"]


def test_reading_saves_nothing(store: Store) -> None:
    """PostgreSQL refuses to write, SQLite forgets it."""
    refused = (
        pytest.raises(StorageError, match="read-only transaction")
        if store.engine.dialect.name == "postgresql"
        else nullcontext()
    )
    with refused, store.read() as connection:
        add_organisation(connection, "North")
    assert names(store) == []


def test_a_reader_sees_one_moment(store: Store) -> None:
    """What others write meanwhile shows only in the next transaction."""
    with store.write() as connection:
        add_organisation(connection, "North")
    count = "SELECT count(*) FROM organisation"
    with store.read() as reader:
        assert reader.exec_driver_sql(count).scalar_one() == 1
        with store.write() as connection:
            add_organisation(connection, "South")
        assert reader.exec_driver_sql(count).scalar_one() == 1
    assert names(store) == ["North", "South"]


@pytest.mark.usefixtures("impatient")
def test_a_locked_database_saves_nothing_and_says_so(make_migrated: Make) -> None:
    """Somebody else holds it for longer than one waits; afterwards it works."""
    url = make_migrated()
    with opened(url) as store, opened(url) as other:
        with other.write() as holder:
            add_organisation(holder, "North")
            if holder.dialect.name == "postgresql":
                holder.exec_driver_sql("LOCK TABLE organisation")
            with pytest.raises(StorageError, match=r"lock.*; nothing was saved, try again in a moment"):
                write_south(store)
        assert names(store) == ["North"]
        write_south(store)
        assert names(store) == ["North", "South"]


def write_south(store: Store) -> None:
    """One short transaction."""
    with store.write() as connection:
        add_organisation(connection, "South")


def add_two(store: Store) -> None:
    """A new organisation, and one whose id is the same every time."""
    with store.write() as connection:
        add_organisation(connection, "South")
        organisations.add(connection, Organisation("one", "North"), NOW)


def test_two_who_add_the_same_are_told_to_try_again(store: Store) -> None:
    """The second finds the key taken; nothing else of its transaction is saved."""
    add_two(store)
    with pytest.raises(StorageError, match=r"somebody else changed the same .* try again"):
        add_two(store)
    assert names(store) == ["North", "South"]


def test_no_error_shows_what_somebody_said(store: Store) -> None:
    """Logs are read by people who must not know it."""
    with store.write() as connection:
        id = begin(connection).response
    row = {"response_id": id, "question": "q", "level": -1, "answered_at": NOW, "comment": SECRET}
    with pytest.raises(DBAPIError) as fault, store.write() as connection:
        connection.execute(insert(answer), row)
    assert "ck_answer_level" in str(fault.value)
    shown = "".join(traceback.format_exception(fault.value))
    assert SECRET not in shown


@pytest.mark.usefixtures("impatient")
def test_when_all_connections_are_in_use_one_is_told_so(make_migrated: Make) -> None:
    """Rather than waiting for ever; nothing breaks."""
    with opened(make_migrated()) as store, ExitStack() as held:
        for _ in range({"sqlite": 30, "postgresql": 10}[store.engine.dialect.name]):
            held.enter_context(store.read())
        with pytest.raises(StorageError, match="too many users at once; nothing was saved"):
            held.enter_context(store.read())
        held.close()
        assert names(store) == []


def test_eight_threads_lose_no_answer(store: Store) -> None:
    """Each writes 50 answers of its own response, each in a transaction of its own, and reads between."""
    with store.write() as connection:
        begun = [begin(connection, f"questionnaire-{number}").response for number in range(8)]
    faults: list[BaseException] = []

    def answer(id: str) -> None:
        try:
            for number in range(50):
                with store.write() as connection:
                    answers.put_answer(connection, id, f"question-{number}", number, NOW)
                with store.read() as connection:
                    found = responses.get(connection, id)
                    assert found is not None
                    assert len(found.response.answers) == number + 1
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=answer, args=(id,)) for id in begun]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    with store.read() as connection:
        for id in begun:
            found = responses.get(connection, id)
            assert found is not None
            assert found.response.answers == {f"question-{number}": number for number in range(50)}
            assert len(answers.changes(connection, id)) == 50


def test_eight_threads_on_one_response_lose_no_answer(store: Store) -> None:
    """The same response from several tabs: every answer and every change is there."""
    with store.write() as connection:
        id = begin(connection).response
    faults: list[BaseException] = []

    def answer(name: int) -> None:
        try:
            for number in range(50):
                with store.write() as connection:
                    assert responses.hold(connection, id)
                    answers.put_answer(connection, id, f"question-{name}-{number}", number, NOW)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=answer, args=(name,)) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not faults
    with store.read() as connection:
        found = responses.get(connection, id)
        assert found is not None
        assert len(found.response.answers) == len(answers.changes(connection, id)) == 400


def test_a_held_response_waits_for_its_holder(store: Store) -> None:
    """Who reads before writing sees what the one before wrote."""
    with store.write() as connection:
        id = begin(connection).response
    seen: list[str | None] = []

    def claim(tab: str) -> None:
        with store.write() as connection:
            assert responses.hold(connection, id)
            found = responses.get(connection, id)
            assert found is not None
            seen.append(found.writer)
            responses.claim(connection, id, tab)

    with store.write() as connection:
        assert responses.hold(connection, id)
        thread = threading.Thread(target=claim, args=("phone",))
        thread.start()
        thread.join(timeout=0.2)
        assert thread.is_alive()
        responses.claim(connection, id, "laptop")
    thread.join()
    assert seen == ["laptop"]


# SQLite files


def test_settings_make_sqlite_safe(file_store: Store) -> None:
    """On every connection, not only on the first."""
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 10_000}
    with file_store.read() as first, file_store.read() as second:
        for connection in (first, second):
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one() for name in wanted}
            assert found == wanted


def test_a_missing_folder_is_made_and_the_file_is_private(tmp_path: Path) -> None:
    """It holds what people said in confidence."""
    file = tmp_path / "with spaces & signs" / "deep" / "data.db"
    with opened(f"sqlite:///{file}") as store:
        write_south(store)
        private = {path.name: stat.S_IMODE(path.stat().st_mode) for path in file.parent.iterdir()}
    assert private == {"data.db": 0o600, "data.db-wal": 0o600, "data.db-shm": 0o600}


def test_a_relative_path_and_a_home_are_followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The place in messages is the whole path."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for written, place in (("sqlite:///here.db", "here.db"), ("sqlite:///~/there.db", "home/there.db")):
        with opened(written) as store:
            assert store.place == str(tmp_path / place)
            assert Path(store.place).is_file()


def write_too_much(store: Store) -> None:
    """More than the pages that are there can hold."""
    with store.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        for number in range(2000):
            add_organisation(connection, f"North {number}")


def test_a_full_disk_saves_nothing_and_says_so(file_store: Store) -> None:
    """The limit of pages stands for the disk."""
    with pytest.raises(StorageError, match="disk is full; nothing was saved"):
        write_too_much(file_store)
    assert names(file_store) == []


@pytest.mark.parametrize(
    ("make", "message"),
    [
        (lambda file: file.mkdir(), "cannot be opened or made (Is a directory); name a file in a folder"),
        (lambda file: file.write_bytes(b"no database, but text " * 400), "cannot be used (file is not a database);"),
    ],
)
def test_what_is_no_database_file_is_refused(file: Path, make: Callable[[Path], object], message: str) -> None:
    """With its path, what is wrong and what to do; it stays as it is."""
    make(file)
    with pytest.raises(StorageError) as fault:
        open_store(f"sqlite:///{file}")
    assert str(fault.value).startswith(f"{file}: {message}")


def test_a_folder_that_is_a_file_is_refused(tmp_path: Path) -> None:
    """No folder can be made there."""
    (tmp_path / "taken").write_text("")
    with pytest.raises(StorageError, match=r"taken/data\.db: cannot be opened or made"):
        open_store(f"sqlite:///{tmp_path}/taken/data.db")


def traces(folder: Path, marker: str) -> dict[str, int]:
    """How often a text stands in each file of a folder."""
    found = {file.name: file.read_bytes().count(marker.encode()) for file in folder.iterdir()}
    return {name: count for name, count in found.items() if count}


def test_what_is_erased_leaves_no_trace_in_the_files(file_store: Store, file: Path) -> None:
    """Neither in the database nor beside it, although pages were split and texts overwritten before."""
    marker = "CONFIDENTIAL-REMARK"
    with file_store.write() as connection:
        begun = [begin(connection, f"questionnaire-{number}").response for number in range(12)]
    for round in range(12):
        for number, id in enumerate(begun):
            text = f"{marker if number % 3 == 0 else 'remark'} {round} " + "x" * (97 * (round * 7 + number) % 3000)
            with file_store.write() as connection:
                answers.put_comment(connection, id, f"q{round % 5}", text, NOW)
                answers.put_profile(connection, id, f"field-{round}", text[:40], NOW)
    assert traces(file.parent, marker)
    for id in begun[::3]:
        with file_store.write() as connection:
            responses.remove(connection, id)
    file_store.erase_traces()
    assert traces(file.parent, marker) == {}
    with file_store.read() as connection:
        assert len(answers.changes(connection, begun[1])) == 24


@pytest.mark.usefixtures("impatient")
def test_erasing_says_when_traces_may_be_left(file: Path) -> None:
    """A reader of an older moment still needs them; without it the next try does it."""
    with opened(f"sqlite:///{file}") as store:
        with store.write() as connection:
            id = begin(connection).response
            answers.put_comment(connection, id, "q", "CONFIDENTIAL", NOW)
        with store.read() as reader:
            assert responses.get(reader, id)
            with store.write() as connection:
                responses.remove(connection, id)
            with pytest.raises(
                StorageError, match=r"traces may be left in its files .*; the next erasure removes them"
            ):
                store.erase_traces()
        store.erase_traces()
        assert traces(file.parent, "CONFIDENTIAL") == {}


def test_erasing_waits_for_a_short_reader(file_store: Store, file: Path) -> None:
    """As there always are some."""
    with file_store.write() as connection:
        id = begin(connection).response
        answers.put_comment(connection, id, "q", "CONFIDENTIAL", NOW)
    is_reading, may_end = threading.Event(), threading.Event()

    def read() -> None:
        with file_store.read() as reader:
            responses.get(reader, id)
            is_reading.set()
            may_end.wait()

    thread = threading.Thread(target=read)
    thread.start()
    is_reading.wait()
    with file_store.write() as connection:
        responses.remove(connection, id)
    threading.Timer(0.3, may_end.set).start()
    file_store.erase_traces()
    thread.join()
    assert traces(file.parent, "CONFIDENTIAL") == {}


# Addresses


@pytest.mark.parametrize(
    "url",
    [
        "",
        "data.db",
        "sqlite://",
        "sqlite:///:memory:",
        f"mysql://user:{SECRET}@host/database",
        f"postgresql://user:{SECRET}@host:port/database",
        f"postgresql//user:{SECRET}@host/database",
        f"postgresql://user:{SECRET}@host/database?channel_binding=require",
        f"postgresql://user:{SECRET}@host/database?sslmode=sometimes",
        f"postgresql://user:{SECRET}@host/database?sslmode=verify-full&sslrootcert=/missing.pem",
        f"postgresql://user:{SECRET}@127.0.0.1:1/database",
        f"postgres://user:{SECRET}@127.0.0.1:1/database?sslmode=require",
        f"postgresql://user:{SECRET}@/database?host=/missing",
    ],
)
def test_an_address_that_leads_nowhere_is_refused_without_the_password(url: str) -> None:
    """The message, and all that a log would show of the error, says what to write instead."""
    with pytest.raises(
        StorageError, match=r"; (write it as|leave it out|choose from|give the path|check that)"
    ) as fault:
        open_store(url)
    assert SECRET not in "".join(traceback.format_exception(fault.value))
    assert SECRET not in repr(fault.value)


def test_a_working_store_does_not_show_the_password(server: Server, postgresql_template: str) -> None:
    """Neither in its place nor in its messages."""
    address = make_url(server.make("secret", postgresql_template)).set(password=SECRET)
    with opened(address.render_as_string(hide_password=False).replace("postgresql:", "postgres:")) as store:
        assert store.place == f"database 'secret' on 127.0.0.1:{address.port}"
        assert SECRET not in f"{store.place} {store.engine!r} {store.engine.url}"
        with pytest.raises(StorageError) as fault, store.write() as connection:
            connection.exec_driver_sql("SELECT pg_terminate_backend(pg_backend_pid())")
        assert SECRET not in "".join(traceback.format_exception(fault.value))
    server.drop("secret")


def test_a_database_that_is_not_on_the_server_is_named(server: Server) -> None:
    """With the server's own word for it."""
    with pytest.raises(StorageError, match=r"'nowhere' on .*cannot be used .*does not exist.*; check that the server"):
        open_store(server.url_of("nowhere"))


# Lost connections


@pytest.fixture
def remote(server: Server, postgresql_template: str) -> Iterator[Store]:
    """A store on a PostgreSQL server."""
    with opened(server.make("remote", postgresql_template)) as store:
        yield store
    server.drop("remote")


def end_connections(store: Store) -> None:
    """As a restart of the server would."""
    with closing(connected(store.engine.url.render_as_string(hide_password=False))) as other:
        end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> "
        other.run(f"{end} pg_backend_pid()")


def lose_connection(store: Store, *, at_the_end: bool) -> None:
    """A transaction whose connection ends before its last change, or before it is saved."""
    with store.write() as connection:
        add_organisation(connection, "North")
        end_connections(store)
        if not at_the_end:
            add_organisation(connection, "South")


def test_a_connection_lost_in_the_middle_saves_nothing_and_the_next_works(remote: Store) -> None:
    """And the message says so."""
    with pytest.raises(StorageError, match="nothing was saved, try again in a moment"):
        lose_connection(remote, at_the_end=False)
    assert names(remote) == []


def test_a_connection_lost_at_the_end_is_not_said_to_have_saved_nothing(remote: Store) -> None:
    """The server may have saved before its answer was lost."""
    with pytest.raises(StorageError, match="look whether the change is there"):
        lose_connection(remote, at_the_end=True)
    assert names(remote) == []


def test_connections_lost_while_idle_go_unnoticed(remote: Store) -> None:
    """Nobody has to try again because a server restarted at night."""
    with remote.read(), remote.read(), remote.read():
        pass
    end_connections(remote)
    write_south(remote)
    assert names(remote) == ["South"]


def reset_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next look at the network finds that the other side is gone; the driver hands that error on as it is."""
    read, resets = pg8000.core._read, [ConnectionResetError(104, "Connection reset by peer")]

    def read_or_reset(socket: object, size: int) -> object:
        if resets:
            raise resets.pop()
        return read(socket, size)

    monkeypatch.setattr(pg8000.core, "_read", read_or_reset)


def test_a_reset_while_idle_goes_unnoticed(remote: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """As any other loss while idle."""
    reset_once(monkeypatch)
    write_south(remote)
    assert names(remote) == ["South"]


def write_until_reset(store: Store, monkeypatch: pytest.MonkeyPatch, *, at_the_end: bool) -> None:
    """A transaction whose connection is reset before its only change, or before it is saved."""
    with store.write() as connection:
        if at_the_end:
            add_organisation(connection)
        reset_once(monkeypatch)
        if not at_the_end:
            add_organisation(connection)


@pytest.mark.parametrize(("at_the_end", "message"), [(False, "nothing was saved, try again"), (True, "look whether")])
def test_a_reset_while_writing_is_told(
    remote: Store, monkeypatch: pytest.MonkeyPatch, at_the_end: bool, message: str
) -> None:
    """In the middle or at the end; the next transaction works."""
    with pytest.raises(StorageError, match=f"Connection reset by peer.*{message}"):
        write_until_reset(remote, monkeypatch, at_the_end=at_the_end)
    write_south(remote)
    assert "South" in names(remote)


def test_a_server_that_resets_every_start_is_told(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """When a connection is made as well."""
    reset_once(monkeypatch)
    with pytest.raises(StorageError, match=r"cannot be used .*Connection reset by peer"):
        open_store(server.url)


def test_sqlite_and_others_in_the_same_file(file_store: Store, file: Path) -> None:
    """A reader of another program, such as a backup tool, does not hinder writing."""
    with closing(sqlite3.connect(file)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM organisation").fetchone()
        write_south(file_store)
        other.execute("COMMIT")
        assert other.execute("SELECT name FROM organisation").fetchall() == [("South",)]


def test_the_driver_reads_times_of_the_server_in_any_zone(remote: Store) -> None:
    """The reading of times was replaced by a faster one."""
    with remote.read() as connection:
        connection.exec_driver_sql("SET LOCAL TIME ZONE 'Asia/Kathmandu'")
        moment = connection.exec_driver_sql("SELECT TIMESTAMPTZ '2026-03-01 09:30:00.5+00'").scalar_one()
    assert moment.isoformat() == "2026-03-01T15:15:00.500000+05:45"
