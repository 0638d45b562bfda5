"""Everything that a user can do without a connection, one deed for each kind of command, and what each must do to the server, once.

A `Ground` is the chat on which they are done: somebody else's message that can be read, reacted to and marked, and one's own.
"""

from dataclasses import dataclass
from typing import Any, NamedTuple

from desktop.core.client import Client
from desktop.core.values import FOR_EVER, ChatId, Deleted, MessageId, Text, UserId
from tests.support.devices import WHOLE, Device
from tests.support.mortal import Deed
from tests.support.server import ServerProcess
from tests.support.truth import tables


@dataclass(frozen=True)
class Ground:
    """A chat with something in it, as both its people hold it."""

    chat: ChatId
    mine: MessageId
    theirs: MessageId
    last_seq: int
    other: UserId


class Kind(NamedTuple):
    """A kind of command: the deed that makes one, what its reply is called, and what it leaves on the server."""

    command: str
    reply: str
    chats: int = 0
    lines: int = 0
    changes: int = 0
    """By how much the revisions of all chats grow together."""


KINDS = (
    Kind("create_chat", "chat_created", chats=1, lines=1, changes=1),
    Kind("send_message", "accepted", lines=1, changes=1),
    Kind("edit_message", "accepted", changes=1),
    Kind("delete_message", "accepted", changes=1),
    Kind("set_reaction", "accepted", changes=1),
    Kind("set_subject", "accepted", lines=1, changes=1),
    Kind("mark_read", "ok"),
    Kind("set_preferences", "preferences_set"),
)


async def common_ground(me: Device, other: Device) -> Ground:
    """Start a chat between two, and let both say something."""
    chat = await me.client.start_chat([other.me], subject="Common ground")
    mine = await me.client.send(chat, "mine")
    await other.sees(chat, "mine")
    theirs = await other.client.send(chat, "theirs")
    await me.sends_everything()
    row = await me.sees(chat, "theirs")
    assert row.seq is not None
    return Ground(chat, mine, theirs, row.seq, other.me)


def deed(kind: Kind, ground: Ground) -> Deed:
    """Return what a user does to make a command of some kind."""
    deeds = {
        "create_chat": Deed("start_chat", ((ground.other,),), {"subject": f"started beside {ground.chat}"}),
        "send_message": Deed("send", (ground.chat, "said")),
        "edit_message": Deed("edit", (ground.chat, ground.mine, "edited")),
        "delete_message": Deed("delete", (ground.chat, ground.mine)),
        "set_reaction": Deed("react", (ground.chat, ground.theirs, "🎉", True)),
        "set_subject": Deed("set_subject", (ground.chat, "renamed")),
        "mark_read": Deed("mark_read", (ground.chat, ground.last_seq)),
        "set_preferences": Deed("set_muted", (ground.chat, FOR_EVER)),
    }
    return deeds[kind.command]


async def do(client: Client, done: Deed) -> Any:
    """Do it."""
    return await getattr(client, done.does)(*done.to, **done.also)


async def is_shown(client: Client, kind: Kind, ground: Ground) -> bool:
    """Whether a client shows what a deed has brought about, sent or not."""
    (line,) = await client.chat_summaries(frozenset((ground.chat,)))
    rows = {row.id: row for row in (await client.latest(ground.chat, limit=WHOLE)).rows}
    mine, theirs = rows.get(ground.mine), rows[ground.theirs]
    subjects = [one.subject for one in await client.chats()]
    shown = {
        "create_chat": subjects.count(f"started beside {ground.chat}") == 1,
        "send_message": [row.body for row in rows.values()].count(Text("said")) == 1,
        "edit_message": mine is not None and mine.body == Text("edited"),
        "delete_message": mine is not None and isinstance(mine.body, Deleted),
        "set_reaction": [one.users for one in theirs.reactions if one.emoji == "🎉"] == [(client.me.id,)],
        "set_subject": line.subject == "renamed",
        "mark_read": line.unread == 0,
        "set_preferences": line.muted_until == FOR_EVER,
    }
    return shown[kind.command]


def is_in_force(server: ServerProcess, kind: Kind, ground: Ground, me: UserId) -> bool:
    """Whether the server's tables show what a deed is meant to bring about."""
    chat = ground.chat
    questions: dict[str, tuple[str, tuple[object, ...]]] = {
        "create_chat": ("SELECT 1 FROM chats WHERE subject = ?", (f"started beside {chat}",)),
        "send_message": (
            "SELECT 1 FROM messages WHERE chat = ? AND json_extract(body, '$.text') = 'said'",
            (chat,),
        ),
        "edit_message": (
            "SELECT 1 FROM messages WHERE id = ? AND json_extract(body, '$.text') = 'edited'",
            (ground.mine,),
        ),
        "delete_message": (
            "SELECT 1 FROM messages WHERE id = ? AND json_extract(body, '$.kind') = 'deleted'",
            (ground.mine,),
        ),
        "set_reaction": ("SELECT 1 FROM messages WHERE id = ? AND reactions LIKE '%🎉%'", (ground.theirs,)),
        "set_subject": ("SELECT 1 FROM chats WHERE id = ? AND subject = 'renamed'", (chat,)),
        "mark_read": (
            'SELECT 1 FROM participants WHERE chat = ? AND "user" = ? AND read_seq >= ?',
            (chat, me, ground.last_seq),
        ),
        "set_preferences": (
            'SELECT 1 FROM preferences WHERE chat = ? AND "user" = ? AND muted_until = ?',
            (chat, me, FOR_EVER),
        ),
    }
    question, values = questions[kind.command]
    with tables(server) as read:
        return len(read(question, *values)) == 1


def footprint(server: ServerProcess) -> tuple[int, int, int]:
    """Count chats, lines, and changes of chats, so that a deed that was done twice shows."""
    with tables(server) as read:
        ((chats, lines, changes),) = read(
            "SELECT (SELECT COUNT(*) FROM chats), (SELECT COUNT(*) FROM messages), (SELECT COALESCE(SUM(revision), 0) FROM chats)"
        )
    return chats, lines, changes


def grown(before: tuple[int, int, int], kind: Kind, times: int = 1) -> tuple[int, int, int]:
    """Return the footprint after a deed of some kind has been done so often."""
    chats, lines, changes = before
    return chats + times * kind.chats, lines + times * kind.lines, changes + times * kind.changes
