"""A database of each earlier schema is brought to the newest one, and says the same as before."""

import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from sync_server.handlers import Caller
from sync_server.protocol.frames import SetAccount
from sync_server.protocol.nouns import ChatId, Text
from sync_server.store.database import Database
from sync_server.store.migrations import runner
from tests.support.store import Office, new_id, texts_of

LINES = {
    "busy": [
        ("anna", '{"kind":"created"}'),
        ("bruno", '{"kind":"text","text":"one"}'),
        ("anna", '{"kind":"renamed","subject":"{\\"kind\\":\\"text\\",\\"text\\":\\"no\\"}"}'),
        ("anna", '{"kind":"text","text":"{\\"kind\\":\\"renamed\\"}"}'),
        ("anna", '{"kind":"text","text":"three"}'),
        ("bruno", '{"kind":"renamed","subject":"text"}'),
    ],
    "silent": [
        ("anna", '{"kind":"created"}'),
        ("bruno", '{"kind":"renamed","subject":"Silence"}'),
    ],
    "ending in a text": [
        ("bruno", '{"kind":"created"}'),
        ("anna", '{"kind":"added","users":["{emil}"],"with_history":false}'),
        ("bruno", '{"kind":"text","text":"only"}'),
    ],
}
"""Chats as the first version wrote them: who wrote each line, and its body as it was stored."""
TEXTS_BEFORE = {"busy": [0, 0, 1, 1, 2, 3], "silent": [0, 0], "ending in a text": [0, 0, 0]}
TEXTS = {"busy": 3, "silent": 0, "ending in a text": 1}
WROTE = {
    "busy": {"anna": 5, "bruno": 2},
    "silent": {"anna": 0, "bruno": 0},
    "ending in a text": {"anna": 0, "bruno": 3, "emil": 0},
}
PEOPLE = ("anna", "bruno", "chiara", "dora", "emil")


@pytest.fixture
def first_schema(tmp_path):
    """A database as the first version left it: its path, the ids of its people and of its chats."""
    path = tmp_path / "chat.db"
    upgrade(path, "0001")
    users = {name: new_id() for name in PEOPLE}
    chats = {name: new_id() for name in LINES}
    with sqlite3.connect(path) as database:
        database.execute("UPDATE directory SET revision = ?", (len(PEOPLE),))
        for revision, name in enumerate(PEOPLE, start=1):
            database.execute(
                "INSERT INTO users VALUES (?, ?, ?, '', '', 1, ?)",
                (users[name], name, name.title(), revision),
            )
            database.execute(
                "INSERT INTO devices VALUES (?, ?, 'laptop', ?, ?, 0)",
                (new_id(), users[name], name, 1_000 + revision),
            )
        for name, lines in LINES.items():
            insert_chat(database, chats[name], users, lines)
    database.close()
    return path, users, chats


def upgrade(path: Path, revision: str) -> None:
    engine = create_engine(f"sqlite:///{path}")
    config = Config()
    config.set_main_option("script_location", str(Path(runner.__file__).parent))
    config.set_main_option("path_separator", "os")
    with engine.begin() as conn:
        config.attributes["connection"] = conn
        command.upgrade(config, revision)
    engine.dispose()


def insert_chat(database, chat, users, lines):
    last = len(lines)
    founder = users[lines[0][0]]
    database.execute(
        "INSERT INTO chats VALUES (?, ?, 'Subject', ?, 100, ?, ?)", (chat, last, founder, last, 100 + last)
    )
    added = ["emil"] if any('"added"' in body for _, body in lines) else []
    for position, name in enumerate(["anna", "bruno", *added]):
        seq = 2 if name == "emil" else 1
        database.execute(
            "INSERT INTO participants VALUES (?, ?, ?, ?, 100, ?, ?, 0)",
            (chat, users[name], position, seq, founder, seq),
        )
    for seq, (author, body) in enumerate(lines, start=1):
        database.execute(
            "INSERT INTO messages VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                new_id(),
                chat,
                seq,
                seq,
                users[author],
                100 + seq,
                body.replace("{emil}", users["emil"]),
                b"digest",
            ),
        )


def rows(path, statement, *parameters):
    database = sqlite3.connect(path)
    found = database.execute(statement, parameters).fetchall()
    database.close()
    return found


def test_what_people_wrote_is_counted_line_by_line(first_schema):
    path, users, chats = first_schema
    Database(f"sqlite:///{path}").close()

    for name, chat in chats.items():
        counted = rows(path, "SELECT texts_before FROM messages WHERE chat = ? ORDER BY seq", chat)
        assert [before for (before,) in counted] == TEXTS_BEFORE[name]
        assert rows(path, "SELECT texts FROM chats WHERE id = ?", chat) == [(TEXTS[name],)]
        wrote = rows(path, 'SELECT "user", wrote_seq FROM participants WHERE chat = ?', chat)
        assert dict(wrote) == {users[person]: seq for person, seq in WROTE[name].items()}


def test_until_now_the_last_line_of_a_chat_was_its_last_change(first_schema):
    path, _, chats = first_schema
    Database(f"sqlite:///{path}").close()

    for name, chat in chats.items():
        found = rows(path, "SELECT revision, row_revision, line_revision FROM chats WHERE id = ?", chat)
        assert found == [(len(LINES[name]),) * 3]


def test_what_was_there_stays_and_nothing_is_a_reply_edited_or_reacted_to(first_schema):
    path, _, _ = first_schema
    old = "id, chat, seq, revision, author, sent_at, body, request"
    before = rows(path, f"SELECT {old} FROM messages ORDER BY id")  # noqa: S608
    people = 'SELECT chat, "user", position, added_seq, added_at, added_by, visible_from_seq, read_seq FROM participants'
    participants = rows(path, people)
    Database(f"sqlite:///{path}").close()

    assert rows(path, f"SELECT {old} FROM messages ORDER BY id") == before  # noqa: S608
    assert rows(path, people) == participants
    assert set(rows(path, "SELECT reply_to, edited_at, reactions FROM messages")) == {(None, None, None)}
    assert rows(path, "SELECT count(*) FROM devices WHERE last_seen_at <> created_at") == [(0,)]
    assert rows(path, "SELECT stamp FROM read_clock") == [(0,)]
    assert rows(path, "SELECT version_num FROM alembic_version") == [(runner.HEAD,)]


def test_tombstones_from_before_are_not_counted_as_unread(first_schema, monkeypatch):
    path, users, chats = first_schema
    upgrade(path, "0002")
    taken_back = "UPDATE messages SET body = ? WHERE chat = ? AND seq = 4"
    with sqlite3.connect(path) as database:
        database.execute(taken_back, ('{"kind":"deleted","at":5}', chats["busy"]))
    database.close()
    monkeypatch.setattr(Office, "hire", lambda _self, name: Caller(users[name], new_id()))
    office = Office(path)

    assert rows(path, "SELECT chat, seq FROM messages WHERE deleted") == [(chats["busy"], 4)]
    told = office.snapshot("bruno", ChatId(chats["busy"]))
    assert (told.unread, told.unread_after) == (1, 0)
    office.prefer("bruno", ChatId(chats["busy"]), pinned=True)
    office.close()


def test_a_database_that_was_brought_on_goes_on_as_one_that_was_made_new(first_schema, monkeypatch):
    path, users, chats = first_schema
    monkeypatch.setattr(Office, "hire", lambda _self, name: Caller(users[name], new_id()))
    office = Office(path)
    chat = ChatId(chats["busy"])
    office.chats.append(chat)

    old = office.history("anna", chat)[-2]
    assert old.body == Text("three")
    office.edit("anna", old, "third")
    office.say("bruno", chat, "four")

    assert texts_of(office.history("bruno", chat))[-3:] == ["third", "<renamed>", "four"]
    preview = office.preview("anna", chat)
    assert (preview.messages, preview.authors) == (4, (users["anna"], users["bruno"]))
    assert preview.first == office.history("anna", chat)[1]
    revisions = [message.revision for message in office.changes("bruno", chat)]
    assert all(one < other for one, other in pairwise(revisions))
    office.close()


def test_whoever_had_set_something_is_notified_of_that_chat_as_of_all_others(first_schema, monkeypatch):
    path, users, chats = first_schema
    upgrade(path, "0005")
    with sqlite3.connect(path) as database:
        database.execute("INSERT INTO preferences VALUES (?, ?, 7, 0, 1, 0)", (users["bruno"], chats["busy"]))
    database.close()
    monkeypatch.setattr(Office, "hire", lambda _self, name: Caller(users[name], new_id()))
    office = Office(path)
    assert rows(path, "SELECT revision, pinned, notify FROM preferences") == [(7, 1, "")]
    office.prefer("bruno", ChatId(chats["busy"]), notify="mentions")
    assert rows(path, "SELECT pinned, notify FROM preferences") == [(1, "mentions")]
    office.close()


def test_so_far_everybody_has_always_shown_how_far_they_read(first_schema, monkeypatch):
    path, users, chats = first_schema
    upgrade(path, "0006")
    monkeypatch.setattr(Office, "hire", lambda _self, name: Caller(users[name], new_id()))
    chat = ChatId(chats["busy"])
    with sqlite3.connect(path) as database:
        database.execute("UPDATE participants SET read_seq = 6 WHERE chat = ?", (chat,))
    database.close()
    read = {users[name]: 6 for name in WROTE["busy"]}
    office = Office(path)
    assert office.snapshot("anna", chat).read == read
    office.do("bruno", SetAccount(1, shows_reads=False))
    assert office.snapshot("anna", chat).read == {users["anna"]: 6}
    office.close()
