"""What chats are called, who is in them and what was said there last, as it is read for searching.

A former subject is known by the line that told of it, and only what the user may read is in this file: so whoever came later
finds no chat by what it was called before. What waits in the outbox counts as done.
"""

import json
from collections.abc import Iterable
from typing import NamedTuple

from msgspec import Struct
from msgspec.json import Decoder

from desktop.core.cache import commands, indexing, people
from desktop.core.cache.commands import Pending
from desktop.core.cache.database import Connection, Row
from desktop.core.cache.projection import effective_subject, others_of, starting
from desktop.core.matching import normal
from desktop.core.values import ChatId, MessageId, Milliseconds, Person, Sequence, UserId
from sync_server.protocol.frames import CreateChat, SendMessage

_EVERY = "SELECT id FROM chat UNION SELECT chat FROM command WHERE kind = 'create_chat'"
_CHATS = """
SELECT c.id, c.subject, COALESCE(c.created_at, 0) AS created_at, (
    SELECT group_concat(p.user ORDER BY p.place) FROM participant AS p WHERE p.chat = c.id
) AS users, (SELECT m.sent_at FROM message AS m WHERE m.chat = c.id ORDER BY m.seq DESC LIMIT 1) AS newest_at
FROM json_each(?) AS wanted JOIN chat AS c ON c.id = wanted.value
"""
_LAST = """
SELECT m.chat, m.seq, m.id, m.author, m.sent_at, m.body, m.attachments
FROM json_each(?) AS wanted JOIN message AS m ON m.chat = wanted.value AND m.seq = (
    SELECT MAX(t.seq) FROM message AS t WHERE t.chat = wanted.value AND t.kind = 'text'
)
"""
# Newest first, and no other message is looked at. The first one is told by the line that starts a chat.
_RENAMED = """
SELECT m.chat, m.body FROM json_each(?) AS wanted JOIN message AS m INDEXED BY message_renamed ON m.chat = wanted.value
WHERE m.kind = 'renamed' ORDER BY m.chat, m.seq DESC
"""
_CREATED = """
SELECT m.chat, m.body FROM json_each(?) AS wanted JOIN message AS m ON m.chat = wanted.value AND m.seq = 1
WHERE m.kind = 'created'
"""
_PEOPLE = """
SELECT id, username, name, title, active, reads_from FROM person
WHERE active OR id IN (SELECT p.user FROM participant AS p)
"""


class Called(NamedTuple):
    """What a chat is or was called."""

    subject: str
    normal: str


class LastText(Struct, frozen=True):
    """The newest text of a chat that is confirmed."""

    chat: ChatId
    seq: Sequence
    id: MessageId
    author: UserId
    sent_at: Milliseconds
    normal: str
    files: str
    """Facets of what is attached, as the index has them."""


class ChatName(Struct, frozen=True):
    """By what a chat is known."""

    subject: str
    normal: str
    former: tuple[Called, ...]
    """What it was called before, newest first."""
    others: tuple[UserId, ...]
    """Participants without the user, in the order in which they came in."""


class KnownChat(Struct, frozen=True):
    """A chat, as far as it is searched in memory."""

    id: ChatId
    name: ChatName
    activity_at: Milliseconds
    last: LastText | None


class _Subject(Struct, frozen=True):
    """What the line of a system tells of a subject."""

    subject: str = ""


_subjects: Decoder[_Subject] = Decoder(_Subject)


def every(connection: Connection) -> frozenset[ChatId]:
    """Return the chats that there are, those included that were started here."""
    return frozenset(chat for (chat,) in connection.execute(_EVERY))


def persons(connection: Connection) -> dict[UserId, Person]:
    """Return everybody who is in the directory, or in a chat of the user's."""
    return {row["id"]: people.from_row(row) for row in connection.execute(_PEOPLE)}


def read(connection: Connection, me: UserId, chats: Iterable[ChatId]) -> dict[ChatId, KnownChat]:
    """Return what is known of some chats; one that is not there is left out."""
    wanted = json.dumps(sorted(chats))
    pending: dict[ChatId, list[Pending]] = {}
    for each in commands.of_chats(connection, json.loads(wanted)):
        pending.setdefault(each.frame.chat, []).append(each)
    last = {row["chat"]: _last(row) for row in connection.execute(_LAST, (wanted,))}
    former: dict[ChatId, list[str]] = {}
    for query in (_RENAMED, _CREATED):
        for chat, body in connection.execute(query, (wanted,)):
            former.setdefault(chat, []).append(_subjects.decode(body).subject)
    found = {
        row["id"]: _confirmed(row, me, pending.get(row["id"], []), last.get(row["id"]), former)
        for row in connection.execute(_CHATS, (wanted,))
    }
    for chat, waiting in pending.items():
        create = starting(waiting)
        if chat not in found and create is not None and isinstance(create.frame, CreateChat):
            found[chat] = _started(create.frame, create.created_at, me, waiting)
    return found


def _confirmed(
    row: Row, me: UserId, pending: list[Pending], last: LastText | None, former: dict[ChatId, list[str]]
) -> KnownChat:
    subject = effective_subject(row["subject"], pending)
    users = row["users"].split(",") if row["users"] else ()
    others = tuple(UserId(user) for user in users if user != me)
    return KnownChat(
        row["id"],
        _name(subject, [row["subject"], *former.get(row["id"], ())], others),
        max(row["newest_at"] or row["created_at"], _written_at(pending)),
        last,
    )


def _started(frame: CreateChat, created_at: Milliseconds, me: UserId, pending: list[Pending]) -> KnownChat:
    subject = effective_subject(frame.subject, pending)
    return KnownChat(
        frame.chat,
        _name(subject, [frame.subject], others_of(frame, me)),
        max(created_at, _written_at(pending)),
        None,
    )


def _name(subject: str, former: Iterable[str], others: tuple[UserId, ...]) -> ChatName:
    """Each former subject once; what is called the same but for case and the like is no other one."""
    present = normal(subject)
    forms: dict[str, str] = {}
    for each in former:
        forms.setdefault(normal(each), each)
    kept = (Called(each, form) for form, each in forms.items() if form not in {"", present})
    return ChatName(subject, present, tuple(kept), others)


def _written_at(pending: Iterable[Pending]) -> Milliseconds:
    return max((each.created_at for each in pending if isinstance(each.frame, SendMessage)), default=0)


def _last(row: Row) -> LastText:
    return LastText(
        row["chat"],
        row["seq"],
        row["id"],
        row["author"],
        row["sent_at"],
        indexing.words(row["body"], row["attachments"]),
        indexing.files(row["attachments"]),
    )
