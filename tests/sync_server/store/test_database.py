"""Opening a database: which ones, how safely, and from which schema; and what its triggers refuse."""

import sqlite3
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

from sync_server.errors import DatabaseRefused, StorageFailed
from sync_server.protocol.nouns import ChatId
from sync_server.store import migrations
from sync_server.store.database import Database
from sync_server.store.migrations import runner
from sync_server.store.tables import metadata
from tests.support.store import Office


def test_a_new_database_gets_the_schema_that_the_code_speaks(tmp_path):
    path = tmp_path / "chat.db"
    Database(f"sqlite:///{path}").close()

    engine = create_engine(f"sqlite:///{path}")
    with engine.connect() as conn:
        context = MigrationContext.configure(conn, opts={"compare_type": True})
        assert context.get_current_revision() == runner.HEAD
        assert compare_metadata(context, metadata) == []
    engine.dispose()


def test_the_newest_migration_is_the_schema_of_this_version():
    [folder] = migrations.__path__

    assert ScriptDirectory(folder).get_heads() == [runner.HEAD]


def test_opening_again_keeps_what_is_there(tmp_path):
    office = Office(tmp_path / "chat.db")
    chat, _ = office.create("anna", "bruno")
    office.close()

    with Database(office.url) as database:
        count = database.read(lambda conn: conn.exec_driver_sql("SELECT id FROM chats").scalar_one())
        assert count.result() == chat


def test_a_database_of_a_newer_version_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "chat.db"
    Database(f"sqlite:///{path}").close()
    raw = sqlite3.connect(path)
    raw.execute("UPDATE alembic_version SET version_num = '0999'")
    raw.commit()

    with pytest.raises(DatabaseRefused, match="schema 0999, which is newer"):
        Database(f"sqlite:///{path}")
    assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("0999",)]
    raw.close()


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("nonsense", "not a database URL"),
        ("postgresql://localhost/chat", "'postgresql' are not supported yet"),
        ("sqlite://", "must be a file"),
        ("sqlite:///:memory:", "must be a file"),
        ("sqlite:////nowhere/at/all/chat.db", "folder of the database"),
    ],
)
def test_a_database_that_cannot_be_served_is_refused_with_the_reason(url, reason):
    with pytest.raises(DatabaseRefused, match=reason):
        Database(url)


def test_a_file_that_is_no_database_is_refused_with_the_reason(tmp_path):
    path = tmp_path / "letter.txt"
    path.write_text("Dear Sir or Madam, " * 100)

    with pytest.raises(DatabaseRefused, match="file is not a database"):
        Database(f"sqlite:///{path}")


@pytest.mark.parametrize("way", ["submit", "read"])
def test_every_connection_is_safe(office, way):
    pragmas = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "recursive_triggers": 1}

    for pragma, value in pragmas.items():
        found = getattr(office.database, way)(
            lambda conn, pragma=pragma: conn.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()
        )
        assert found.result() == value


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM participants",
        "UPDATE participants SET visible_from_seq = 1 WHERE visible_from_seq > 1",
        "UPDATE participants SET added_seq = added_seq + 1",
        "UPDATE participants SET added_at = 0",
        "UPDATE participants SET user = (SELECT id FROM users WHERE username = 'emil') WHERE position = 0",
        "UPDATE participants SET read_seq = read_seq - 1",
        "INSERT OR REPLACE INTO participants SELECT chat, user, position, 1, 1, user, 1, 9, 0, 0 FROM participants",
        "DELETE FROM chats",
        "DELETE FROM users",
    ],
)
def test_the_database_itself_refuses_to_remove_participants_or_to_change_what_they_see(office, statement):
    chat, _ = office.create("anna", "bruno")
    office.add("anna", chat, "chiara", share_history=False)
    office.read_up_to("bruno", chat, 1)
    before = rows(office)

    raw = sqlite3.connect(office.database._writing.url.database)
    raw.execute("PRAGMA foreign_keys = ON")
    raw.execute("PRAGMA recursive_triggers = ON")
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(statement)
    raw.close()
    assert rows(office) == before


def rows(office):
    return office.database.read(
        lambda conn: conn.exec_driver_sql("SELECT * FROM participants ORDER BY chat, position").fetchall()
    ).result()


def test_a_reader_sees_one_unchanging_state(office):
    chat, _ = office.create("anna", "bruno")

    def look_twice(conn):
        count = "SELECT count(*) FROM messages"
        before = conn.exec_driver_sql(count).scalar_one()
        office.send("anna", chat)
        return before, conn.exec_driver_sql(count).scalar_one()

    assert office.database.read(look_twice).result() == (1, 1)
    assert office.snapshot("anna", chat).messages[-1].seq == 2


def test_what_people_write_is_not_in_the_log_when_the_database_fails(office, caplog):
    written = "-".join(("secret", "words"))

    def fail(conn):
        conn.exec_driver_sql("INSERT INTO users VALUES (?, ?)", (written, written))

    with pytest.raises(StorageFailed):
        office.database.submit(fail).result()
    with pytest.raises(StorageFailed):
        office.database.read(fail).result()
    assert "INSERT INTO users" in caplog.text
    assert written not in caplog.text


def test_another_process_that_writes_for_too_long_costs_a_retry_and_nothing_else(tmp_path, monkeypatch):
    monkeypatch.setattr("sync_server.store.database.BUSY_SECONDS", 0.05)
    office = Office(tmp_path / "chat.db")
    chat, _ = office.create("anna", "bruno")
    other = sqlite3.connect(tmp_path / "chat.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")

    with pytest.raises(StorageFailed):
        office.send("anna", chat)
    assert office.snapshot("bruno", chat).messages[-1].seq == 1
    other.execute("ROLLBACK")
    other.close()

    assert office.send("anna", chat).reply.message.seq == 2
    office.close()


WRITE_UNTIL_KILLED = """
import sys
from pathlib import Path
from tests.support.store import Office

office = Office(Path(sys.argv[1]))
chat, _ = office.create("anna", "bruno")
print(chat, flush=True)
while True:
    print(office.send("anna", chat).reply.message.seq, flush=True)
"""


def test_what_was_acknowledged_survives_kill_9(tmp_path):
    path = tmp_path / "chat.db"
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITE_UNTIL_KILLED, path], stdout=subprocess.PIPE, text=True
    )
    with writer:
        chat = ChatId(writer.stdout.readline().strip())
        while int(writer.stdout.readline()) < 50:
            pass
        writer.kill()
        rest = writer.stdout.read().split("\n")
    acknowledged = max([50, *(int(line) for line in rest[:-1])])

    with Database(f"sqlite:///{path}") as database:
        stored = database.read(
            lambda conn: (
                conn.exec_driver_sql("SELECT seq FROM messages WHERE chat = ? ORDER BY seq", (chat,))
                .scalars()
                .all()
            )
        ).result()
    assert len(stored) >= acknowledged
    assert stored == list(range(1, len(stored) + 1))
