"""What a client must hold in the end: everything that the server shows its user, row for row, and nothing else.

What the server shows is asked for by a replica that signs in anew and shares no code with the client; what only the user's own
devices are told, and the numbers that are worked out, are read from the server's own tables. What the client holds is read from
its tables, not through its queries, so that nothing is hidden by how it is shown.
"""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from typing import Any

import msgspec

from desktop.core.client import Client
from sync_server.protocol.nouns import Body, Chat, Message, Participant, Reaction, Unknown, User, UserId
from tests.support.replica import Replica, settle
from tests.support.server import ServerProcess, signed_in

Row = Any
_bodies: msgspec.json.Decoder[Body] = msgspec.json.Decoder(Body)


@dataclass(frozen=True)
class Preference:
    """What somebody has set for themselves in a chat."""

    muted_until: int
    pinned: bool
    unread_from: int
    notify: str = ""


NOTHING_SET = Preference(0, pinned=False, unread_from=0)


@dataclass(frozen=True)
class Sight:
    """A chat as one person sees it."""

    row: Chat
    messages: tuple[Message, ...]
    read: dict[str, int]
    """How far people have read, as far as the person may know."""
    preference: Preference = NOTHING_SET


@dataclass(frozen=True)
class Holding:
    """All that one person sees."""

    people: dict[str, User]
    chats: dict[str, Sight]
    incomplete: frozenset[str] = field(default=frozenset())
    """Chats of which something is known to be missing; none, when all is well."""


def difference(held: Holding, truth: Holding) -> list[str]:
    """Return what is not the same, each with what is held and what is true."""
    found = [f"incomplete: {held.incomplete}"] if held.incomplete else []
    found += _different("person", held.people, truth.people)
    found += _different("chat", dict.fromkeys(held.chats), dict.fromkeys(truth.chats))
    for chat in held.chats.keys() & truth.chats.keys():
        here, there = held.chats[chat], truth.chats[chat]
        found += _different("row", {chat: here.row}, {chat: there.row})
        found += _different("line", {m.seq: m for m in here.messages}, {m.seq: m for m in there.messages})
        found += _different(f"read in {chat} by", here.read, there.read)
        found += _different("preference in", {chat: here.preference}, {chat: there.preference})
    return found


def _different(what: str, held: Mapping[Any, object], truth: Mapping[Any, object]) -> list[str]:
    return [
        f"{what} {key}: held {held.get(key, 'nothing')}, true {truth.get(key, 'nothing')}"
        for key in {**held, **truth}
        if key not in held or key not in truth or held[key] != truth[key]
    ]


# What the client holds ------------------------------------------------------------------------------------------------


async def held_by(client: Client) -> Holding:
    """Return the confirmed rows of a client's file."""
    return await client._database.read(_holding)


def _holding(connection: Any) -> Holding:
    people = {row["id"]: _person(row) for row in connection.execute("SELECT * FROM person")}
    chats = {
        row["id"]: _sight(connection, row) for row in connection.execute("SELECT * FROM chat").fetchall()
    }
    lacking = connection.execute("""
        SELECT s.chat FROM sync_state AS s LEFT JOIN chat AS c ON c.id = s.chat
        WHERE s.held < s.told OR c.id IS NULL OR s.held_from_seq > MAX(c.visible_from_seq, 1)
    """)
    return Holding(people, chats, frozenset(row["chat"] for row in lacking))


def _sight(connection: Any, row: Row) -> Sight:
    def of_chat(query: str) -> list[Row]:
        return connection.execute(query, (row["id"],)).fetchall()

    participants = of_chat("SELECT * FROM participant WHERE chat = ? ORDER BY place")
    read = of_chat("SELECT user, seq FROM read_position WHERE chat = ?")
    set_ = of_chat("SELECT muted_until, pinned, unread_from, notify FROM preference WHERE chat = ?")
    return Sight(
        row=Chat(
            row["id"],
            row["revision"],
            row["subject"],
            tuple(_participant(one) for one in participants),
            row["created_by"],
            row["created_at"],
            row["visible_from_seq"],
        ),
        messages=tuple(_message(one) for one in of_chat("SELECT * FROM message WHERE chat = ? ORDER BY seq")),
        read={one["user"]: one["seq"] for one in read},
        preference=_preference(set_[0]) if set_ else NOTHING_SET,
    )


def _person(row: Row) -> User:
    return User(
        row["id"],
        row["username"],
        row["name"],
        row["title"],
        active=bool(row["active"]),
        revision=row["revision"],
        reads_from=row["reads_from"],
    )


def _participant(row: Row) -> Participant:
    return Participant(
        row["user"], row["added_seq"], row["added_at"], row["added_by"], row["visible_from_seq"]
    )


def _message(row: Row) -> Message:
    reactions = msgspec.json.decode(row["reactions"], type=tuple[Reaction, ...]) if row["reactions"] else ()
    return Message(
        row["id"], row["chat"], row["seq"], row["revision"], row["author"], row["sent_at"], _body(row),
        row["reply_to"], row["edited_at"], reactions,
    )  # fmt: skip


def _body(row: Row) -> Body:
    if row["kind"] == "text":
        lists = {
            name: msgspec.json.decode(row[name]) if row[name] else [] for name in ("mentions", "attachments")
        }
        return msgspec.convert({"kind": "text", "text": row["body"], **lists}, Body)
    try:
        return _bodies.decode(row["body"])
    except msgspec.ValidationError:
        return Unknown(row["body"])


def _preference(row: Row) -> Preference:
    return Preference(row["muted_until"], bool(row["pinned"]), row["unread_from"], row["notify"])


# What the server shows ------------------------------------------------------------------------------------------------


async def shown_to(server: ServerProcess, username: str) -> Holding:
    """Return all that somebody is shown who signs in with nothing."""
    replica = Replica()
    async with signed_in(server, username, synced=False) as bot:
        await settle(bot, replica)
    with tables(server) as read:
        preferences = {chat: _preference(row) for chat, row in _preferences(read, replica.me).items()}
    state = replica.state()
    return Holding(
        people={id_: msgspec.convert(user, User) for id_, user in state["users"].items()},
        chats={
            id_: Sight(
                row=msgspec.convert(chat["row"], Chat),
                messages=tuple(msgspec.convert(message, Message) for message in chat["messages"]),
                read=chat["read"],
                preference=preferences.get(id_, NOTHING_SET),
            )
            for id_, chat in state["chats"].items()
        },
    )


@contextmanager
def tables(server: ServerProcess) -> Iterator[Callable[..., list[Row]]]:
    """The server's own tables, to be asked in SQL."""
    with closing(sqlite3.connect(server.data / "internal-chat.db", timeout=15)) as connection:
        connection.row_factory = sqlite3.Row
        yield lambda query, *values: connection.execute(query, values).fetchall()


def _preferences(read: Callable[..., list[Row]], user: str) -> dict[str, Row]:
    return {row["chat"]: row for row in read('SELECT * FROM preferences WHERE "user" = ?', user)}


def unread_of(server: ServerProcess, user: UserId) -> dict[str, int]:
    """Return how many messages of others are unread in each chat of a user, counted one by one from the server's rows."""
    with tables(server) as read:
        marks = {chat: row["unread_from"] for chat, row in _preferences(read, user).items()}
        mine = read('SELECT chat, visible_from_seq, read_seq FROM participants WHERE "user" = ?', user)
        return {row["chat"]: len(_unread(read, row, user, marks.get(row["chat"], 0))) for row in mine}


def _unread(read: Callable[..., list[Row]], place: Row, user: UserId, mark: int) -> list[Row]:
    after = min(place["read_seq"], mark - 1) if mark else place["read_seq"]
    return read(
        "SELECT seq FROM messages WHERE chat = ? AND seq > ? AND seq >= ? AND author <> ?"
        " AND json_extract(body, '$.kind') = 'text'",
        place["chat"], after, place["visible_from_seq"], user,
    )  # fmt: skip


def written(server: ServerProcess, chat: str) -> list[Row]:
    """Return the lines of a chat as they lie in the server's table, in order; `text` is that of a message."""
    with tables(server) as read:
        return read(
            "SELECT *, json_extract(body, '$.kind') AS kind, json_extract(body, '$.text') AS text"
            " FROM messages WHERE chat = ? ORDER BY seq",
            chat,
        )
