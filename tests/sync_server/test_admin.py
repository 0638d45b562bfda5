"""Account commands and imports, as the command line calls them."""

import json
import shutil
import sqlite3
from contextlib import closing

import pytest

from sync_server import admin
from sync_server.errors import AccountRefused, CopyRefused, DatabaseRefused, ImportRefused, OperatorError
from sync_server.handlers.imports import Imported
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import SendMessage, Synced
from sync_server.protocol.nouns import Added, Reaction, Renamed, Text
from sync_server.store import epochs
from sync_server.store.database import Database
from sync_server.store.tenancy import only_server_of
from tests.support.store import NOW, code_of, new_id, texts_of


@pytest.fixture
def take_in(office, tmp_path):
    """Import lines, given as objects."""

    def take_in(*lines):
        path = tmp_path / "history.jsonl"
        path.write_text("\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines))
        return admin.import_history(office.url, path)

    return take_in


CHAT = {
    "chat": {
        "key": "launch",
        "created_by": "anna",
        "created_at": NOW,
        "participants": ["bruno"],
        "subject": "Launch",
    }
}


def message(author, text="hello", at=NOW + 1, **more):
    return {"message": {"chat": "launch", "author": author, "sent_at": at, "text": text, **more}}


def test_an_account_is_made_listed_and_deactivated(office):
    gina = admin.add_user(office.url, username="Gina", name="Gina Rossi", title="Billing", password="x")

    assert (gina.username, gina.name, gina.title, gina.active) == ("gina", "Gina Rossi", "Billing", True)
    assert gina in admin.list_users(office.url)
    gone = admin.deactivate(office.url, username="GINA")
    assert (gone.id, gone.active) == (gina.id, False)
    assert admin.deactivate(office.url, username="gina") == gone


def test_a_username_is_taken_once(office):
    with pytest.raises(AccountRefused, match="'anna' already"):
        admin.add_user(office.url, username="Anna", name="Another", title="", password="x")


def test_an_unknown_user_is_named_in_the_error(office):
    for action in (
        lambda: admin.deactivate(office.url, username="nobody"),
        lambda: admin.set_password(office.url, username="nobody", password="x"),
    ):
        with pytest.raises(AccountRefused, match="no user 'nobody'"):
            action()


def test_a_password_is_needed(office):
    with pytest.raises(AccountRefused, match="password"):
        admin.add_user(office.url, username="gina", name="Gina", title="", password="")


def test_a_database_that_cannot_be_opened_is_said_so():
    with pytest.raises(DatabaseRefused):
        admin.list_users("sqlite:////nowhere/at/all/chat.db")


def test_a_history_is_taken_in_with_its_times_and_by_the_same_rules(office, take_in):
    gina = new_id()
    done = take_in(
        {"user": {"username": "gina", "name": "Gina", "title": "Lead", "password": "x", "id": gina}},
        {"user": {"username": "hugo", "name": "Hugo", "active": False}},
        CHAT,
        message("bruno", "first", NOW + 5),
        "",
        {"renamed": {"chat": "launch", "by": "anna", "at": NOW + 6, "subject": "Launch day"}},
        {
            "added": {
                "chat": "launch",
                "by": "bruno",
                "at": NOW + 7,
                "users": ["gina", "anna"],
                "with_history": False,
            }
        },
        {
            "added": {
                "chat": "launch",
                "by": "gina",
                "at": NOW + 8,
                "users": ["chiara"],
                "with_history": True,
            }
        },
        message("Gina", "last", NOW + 9),
        {"read": {"chat": "launch", "user": "bruno"}},
        {"read": {"chat": "launch", "user": "anna", "seq": 4}},
    )

    assert done == Imported(users=2, chats=1, messages=6)
    [push, _] = office.catch_up("anna", directory=2**40)
    lines = push.messages
    assert [line.seq for line in lines] == [1, 2, 3, 4, 5, 6]
    assert [line.sent_at - NOW for line in lines] == [0, 5, 6, 7, 8, 9]
    assert lines[1].body == Text(text="first")
    assert lines[2].body == Renamed(subject="Launch day")
    assert lines[3].body == Added(users=(gina,), with_history=False)
    assert lines[5].author == gina
    assert (push.chat.subject, push.chat.created_by) == ("Launch day", office.user("anna"))
    assert push.read[office.user("anna")] == 4
    assert office.preview("anna", push.chat.id).messages == 2
    chat = push.chat.id
    assert office.snapshot("bruno", chat).read[office.user("bruno")] == 6
    assert texts_of(office.history("chiara", chat)) == ["<added>", "<added>", "last"]
    office.send("chiara", chat, "live")
    assert texts_of(office.history("anna", chat))[-1] == "live"


def test_an_imported_user_can_sign_in_and_shares_no_work_with_others_but_the_hash(office, take_in):
    take_in(
        *(
            {"user": {"username": f"user{number}", "name": "Somebody", "password": "demo"}}
            for number in range(30)
        )
    )

    hashes = office.database.read(
        lambda conn: (
            conn.exec_driver_sql("SELECT DISTINCT password_hash FROM users WHERE name = 'Somebody'")
            .scalars()
            .all()
        )
    ).result()
    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{]", "JSON"),
        ("{}", "says one of"),
        ({"customer": {"name": "X"}}, "unknown field"),
        ({"user": {"username": "gina"}}, "missing required field `name`"),
        ({"user": {"username": "gina", "name": "Gina", "email": "g@example.com"}}, "unknown field"),
        ({"user": {"username": "anna", "name": "Anna"}}, "'anna' already"),
        ({"user": {"username": "gina", "name": "Gina", "password": ""}}, "password"),
        (CHAT, "key 'launch' already"),
        ({**CHAT, "user": {"username": "gina", "name": "Gina"}}, "only one thing"),
        ({"chat": {**CHAT["chat"], "key": "b", "participants": ["nobody"]}}, "no user 'nobody'"),
        ({"chat": {**CHAT["chat"], "key": "b", "participants": []}}, "at least one other"),
        ({"chat": {**CHAT["chat"], "key": "b", "id": "17"}}, "regex"),
        ({"message": {"chat": "other", "author": "anna", "sent_at": 1, "text": "x"}}, "key 'other'"),
        (message("chiara"), "'chiara' is not in this chat"),
        (message("anna", " "), "needs text"),
        (message("anna", "x" * 8_001), "at most 8000"),
        (message("anna", at=-1), "sent_at"),
        ({"renamed": {"chat": "launch", "by": "anna", "at": 1, "subject": "x" * 201}}, "at most 200"),
        ({"read": {"chat": "launch", "user": "chiara"}}, "not in this chat"),
        (
            {
                "added": {
                    "chat": "launch",
                    "by": "anna",
                    "at": 1,
                    "users": ["bruno"],
                    "with_history": True,
                }
            },
            "already",
        ),
    ],
)
def test_a_bad_line_is_named_and_nothing_of_the_file_is_taken_in(office, take_in, line, reason):
    with pytest.raises(ImportRefused, match=reason) as refused:
        take_in(CHAT, "", message("anna"), line)

    assert refused.value.line == 4
    assert str(refused.value).startswith("line 4: ")
    assert office.catch_up("anna", directory=2**40) == [Synced(reads=0)]


def test_an_id_is_taken_once_in_a_file_and_in_the_database(office, take_in):
    taken = new_id()
    take_in(CHAT, message("anna", id=taken))

    for lines in ((message("anna", id=taken),), (message("bruno", id=new_id()),) * 2):
        with pytest.raises(ImportRefused, match="is taken"):
            take_in(CHAT, *lines)
    other = {"chat": {**CHAT["chat"], "id": office.catch_up("anna", directory=2**40)[0].chat.id}}
    with pytest.raises(ImportRefused, match="is taken"):
        take_in(other)
    with pytest.raises(ImportRefused, match="is taken"):
        take_in({"user": {"username": "gina", "name": "Gina", "id": office.user("anna")}})


def test_answers_mentions_and_reactions_come_in_with_a_message(office, take_in):
    take_in(
        CHAT,
        message(
            "anna", "Who takes it?", mentions=["Bruno"], reactions={"👍": ["bruno", "anna"], "🎉": ["bruno"]}
        ),
        message("bruno", "I do", reply_to=2),
    )

    [snapshot, *_] = office.catch_up("anna", directory=2**40)
    asked, answered = sorted(snapshot.messages, key=lambda row: row.seq)[1:]
    anna, bruno = office.user("anna"), office.user("bruno")
    assert asked.body == Text("Who takes it?", mentions=(bruno,))
    assert asked.reactions == (Reaction("👍", (bruno, anna)), Reaction("🎉", (bruno,)))
    assert answered.reply_to == 2


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"reply_to": 1}, "no message there"),
        ({"reply_to": 3}, "no message there"),
        ({"reply_to": 99}, "no message there"),
        ({"mentions": ["nobody"]}, "no user 'nobody'"),
        ({"reactions": {"👍": ["chiara"]}}, "'chiara' is not in this chat"),
        ({"reactions": {"thumbs up": ["anna"]}}, "emoji"),
    ],
    ids=["a system line", "itself", "nothing", "an unknown person", "a stranger", "no emoji"],
)
def test_an_imported_message_refers_to_what_is_there(office, take_in, wrong, says):
    with pytest.raises(ImportRefused, match=says) as refused:
        take_in(CHAT, message("anna"), message("bruno", **wrong))
    assert refused.value.line == 3


def test_nobody_answers_in_an_import_what_they_cannot_see(office, take_in):
    added = {
        "added": {"chat": "launch", "by": "anna", "at": NOW + 2, "users": ["chiara"], "with_history": False}
    }
    with pytest.raises(ImportRefused, match="'chiara' cannot answer place 2"):
        take_in(CHAT, message("anna"), added, message("chiara", reply_to=2, at=NOW + 3))


def test_an_imported_line_cannot_be_claimed_by_a_command(office, take_in):
    known = new_id()
    take_in(CHAT, message("anna", "hello", id=known))
    chat = office.catch_up("anna", directory=2**40)[0].chat.id

    assert code_of(office.do, "anna", SendMessage(1, chat, known, "hello")) == ErrorCode.ID_CONFLICT


def test_a_file_that_cannot_be_read_is_said_so(office, tmp_path):
    with pytest.raises(OperatorError, match="cannot read"):
        admin.import_history(office.url, tmp_path / "nowhere.jsonl")


# Copies of the database ---------------------------------------------------------------------------------------------------


def epoch_of(url):
    with Database(url) as database:
        return database.read(epochs.current).result()


def rows_of(path):
    """Everything that a database holds, but for the epoch."""
    with closing(sqlite3.connect(path)) as database:
        dump = list(database.iterdump())
    return [line for line in dump if not line.startswith('INSERT INTO "epoch"')]


def test_a_copy_holds_everything_but_the_epoch_whether_the_database_is_in_use_or_not(office, tmp_path):
    chat, _ = office.create("anna", "bruno")
    office.say("anna", chat)
    office.prefer("bruno", chat, pinned=True)
    target = tmp_path / "copy.db"

    admin.backup(office.url, target)
    office.close()

    assert rows_of(target) == rows_of(tmp_path / "chat.db")
    assert epoch_of(office.url) != epoch_of(f"sqlite:///{target}") == ""
    assert target.stat().st_mode & 0o077 == 0
    assert {path.name for path in tmp_path.glob("copy*")} == {"copy.db"}


def test_a_copy_is_not_brought_on_to_a_newer_schema(tmp_path):
    old, target = tmp_path / "old.db", tmp_path / "copy.db"
    with closing(sqlite3.connect(old)) as database, database:
        database.execute("CREATE TABLE alembic_version (version_num)")
        database.execute("INSERT INTO alembic_version VALUES ('0002')")

    admin.backup(f"sqlite:///{old}", target)

    assert rows_of(target) == rows_of(old)


def test_a_copy_that_cannot_be_made_leaves_nothing_and_overwrites_nothing(office, tmp_path):
    kept = tmp_path / "kept.db"
    kept.write_text("mine")
    broken = tmp_path / "broken.db"
    broken.write_text("no database at all, but long enough to look like one" * 100)

    for url, target, why in (
        (office.url, kept, "exists already"),
        (office.url, tmp_path / "nowhere" / "copy.db", "cannot copy"),
        (f"sqlite:///{broken}", tmp_path / "copy.db", "cannot copy"),
        (f"sqlite:///{tmp_path / 'missing.db'}", tmp_path / "copy.db", "there is no database"),
    ):
        with pytest.raises(OperatorError, match=why):
            admin.backup(url, target)
    assert kept.read_text() == "mine"
    assert not [*tmp_path.glob("copy*"), *tmp_path.glob("*.unfinished")]
    assert not (tmp_path / "missing.db").exists()


def test_what_was_there_is_kept_when_a_copy_is_put_back(office, tmp_path):
    place, copy = tmp_path / "chat.db", tmp_path / "copy.db"
    chat, _ = office.create("anna", "bruno")
    admin.backup(office.url, copy)
    office.say("anna", chat, "after the copy")
    office.close()
    then, now = rows_of(copy), rows_of(place)
    assert then != now

    replaced = admin.restore(office.url, copy)

    assert rows_of(place) == rows_of(copy) == then
    assert replaced is not None
    assert rows_of(replaced) == now
    assert admin.restore(office.url, replaced) not in {None, replaced}
    assert rows_of(place) == now
    assert epoch_of(office.url) == ""
    assert admin.restore(f"sqlite:///{tmp_path / 'new.db'}", copy) is None


def test_the_last_changes_go_with_the_database_that_is_replaced_though_it_was_killed(office, tmp_path):
    """Its log would otherwise be taken for the copy's."""
    place, copy = tmp_path / "chat.db", tmp_path / "copy.db"
    admin.backup(office.url, copy)
    chat, _ = office.create("anna", "bruno")
    killed = tmp_path / "killed"
    killed.mkdir()
    for part in ("", "-wal", "-shm"):
        shutil.copy(f"{place}{part}", killed)

    replaced = admin.restore(f"sqlite:///{killed / 'chat.db'}", copy)

    assert rows_of(killed / "chat.db") == rows_of(copy)
    assert replaced is not None
    assert any(chat in line for line in rows_of(replaced))


def test_a_database_that_is_served_is_not_replaced_and_what_is_no_copy_is_not_put_back(office, tmp_path):
    copy, other = tmp_path / "copy.db", tmp_path / "other.db"
    admin.backup(office.url, copy)
    with closing(sqlite3.connect(other)) as database, database:
        database.execute("CREATE TABLE recipes (text)")
    before = rows_of(tmp_path / "chat.db")

    with only_server_of(office.url), pytest.raises(DatabaseRefused, match="another server is running"):
        admin.restore(office.url, copy)
    for file, why in (
        (other, "no database of Internal Chat"),
        (tmp_path / "missing", "there is no database"),
    ):
        with pytest.raises(CopyRefused, match=why):
            admin.restore(office.url, file)
    assert rows_of(tmp_path / "chat.db") == before
