"""Confirmed chats: their rows, their participants, and how much of each is held. Read back by `summaries`."""

from msgspec import Struct

from desktop.core.cache.database import Connection
from desktop.core.values import ChatId, Milliseconds, Sequence
from sync_server.protocol.nouns import Added, Chat, Message, Participant, Revision

_SAVE = """
INSERT INTO chat (id, revision, subject, created_by, created_at, visible_from_seq) VALUES (?, ?, ?, ?, ?, ?)
ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, subject = excluded.subject, created_by = excluded.created_by,
    created_at = excluded.created_at
WHERE excluded.revision >= chat.revision
"""
# A row from a history that is over, of which not even the cut-off holds any more.
_REPLACE = "DELETE FROM chat WHERE id = ? AND revision = 0"
_DROP_UNTOLD = """
DELETE FROM chat WHERE revision = 0
    AND id NOT IN (SELECT d.chat FROM draft AS d)
    AND id NOT IN (SELECT d.chat FROM draft_file AS d)
    AND id NOT IN (SELECT k.chat FROM command AS k WHERE k.kind NOT IN ('mark_read', 'set_preferences'))
RETURNING id
"""
_SAVE_PARTICIPANT = """
INSERT INTO participant (chat, user, place, added_seq, added_at, added_by, visible_from_seq) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (chat, user) DO UPDATE SET place = excluded.place, added_seq = excluded.added_seq, added_at = excluded.added_at,
    added_by = excluded.added_by, visible_from_seq = excluded.visible_from_seq
"""
_PARTICIPANTS = """
SELECT user, place, added_seq, added_at, added_by, visible_from_seq FROM participant WHERE chat = ?
"""
_ENTRANCE = """
SELECT c.visible_from_seq, (SELECT COUNT(*) FROM participant AS p WHERE p.chat = c.id) AS people FROM chat AS c WHERE c.id = ?
"""
_ADD = """
INSERT INTO participant (chat, user, place, added_seq, added_at, added_by, visible_from_seq) VALUES (?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (chat, user) DO NOTHING
"""
# How far the server takes the user to have read: to the place before an unread mark at most, never before their cut-off.
_POSITIONS = """
SELECT c.id, s.held, s.held_from_seq, s.told, c.visible_from_seq,
    COALESCE((SELECT m.sent_at FROM message AS m WHERE m.chat = c.id ORDER BY m.seq DESC LIMIT 1), 0) AS active_at,
    MAX(c.visible_from_seq - 1, MIN(COALESCE(r.seq, 0), COALESCE(NULLIF(p.unread_from, 0) - 1, r.seq, 0))) AS read,
    s.counted, s.counted_after, s.counted_to, s.counted_at
FROM chat AS c JOIN sync_state AS s ON s.chat = c.id
LEFT JOIN read_position AS r ON r.chat = c.id AND r.user = (SELECT a.user FROM account AS a)
LEFT JOIN preference AS p ON p.chat = c.id
"""
_POSITION = f"{_POSITIONS} WHERE c.id = ?"
_HOLD = """
INSERT INTO sync_state (chat, held, held_from_seq, told) VALUES (?, ?, ?, ?)
ON CONFLICT (chat) DO UPDATE SET held = MAX(held, excluded.held), held_from_seq = MIN(held_from_seq, excluded.held_from_seq),
    told = MAX(told, excluded.held)
"""


class Position(Struct, frozen=True):
    """How much of a chat is held."""

    chat: ChatId
    held: Revision
    """Every change up to this revision is here, for messages from `held_from_seq` on."""
    held_from_seq: Sequence
    told: Revision
    """A change with this revision is known to exist, or one just before it; more than `held` says that something is missing."""
    visible_from_seq: Sequence
    active_at: Milliseconds
    """Time of the newest message held; what is newest is fetched first."""
    read: Sequence = 0
    """How far the server takes the user to have read."""
    counted: int = 0
    """How many messages of others are missing after `counted_after`, of those that the server has counted."""
    counted_after: Sequence = 0
    counted_to: Sequence = 0
    """Place of the newest message when the server counted."""
    counted_at: Revision = 0

    @property
    def has_gap(self) -> bool:
        """Whether changes are known to exist that are not here."""
        return self.held < self.told

    @property
    def has_older(self) -> bool:
        """Whether older messages wait on the server."""
        return self.held_from_seq > max(self.visible_from_seq, 1)

    @property
    def lacks_unread(self) -> bool:
        """Whether messages that the user has not read are among those that are missing."""
        return self.has_older and self.held_from_seq > self.read + 1

    @property
    def lacks_count(self) -> bool:
        """Whether it has to be asked how many messages are unread: what the server said last began at another place."""
        return self.lacks_unread and self.counted_after != self.read and not self.has_gap


def save(connection: Connection, chat: Chat) -> None:
    """Keep a row unless a newer one is held."""
    values = (
        chat.id,
        chat.revision,
        chat.subject,
        chat.created_by,
        chat.created_at,
        chat.visible_from_seq,
    )
    if connection.execute(_REPLACE, (chat.id,)).rowcount:
        _forget_participants(connection, chat.id)
    if connection.execute(_SAVE, values).rowcount:
        _save_participants(connection, chat)


def _save_participants(connection: Connection, chat: Chat) -> None:
    """Keep the rows that differ: a chat of hundreds must not be rewritten with each change of it."""
    held = {row["user"]: tuple(row) for row in connection.execute(_PARTICIPANTS, (chat.id,))}
    rows = [_participant_row(place, participant) for place, participant in enumerate(chat.participants)]
    connection.executemany(_SAVE_PARTICIPANT, [(chat.id, *row) for row in rows if held.get(row[0]) != row])


def _forget_participants(connection: Connection, chat: ChatId) -> None:
    connection.execute("DELETE FROM participant WHERE chat = ?", (chat,))


def _participant_row(place: int, participant: Participant) -> tuple[object, ...]:
    return (
        participant.user, place, participant.added_seq, participant.added_at, participant.added_by,
        participant.visible_from_seq,
    )  # fmt: skip


def add(connection: Connection, message: Message, added: Added) -> None:
    """Take in whom an acknowledged line has added, before the chat's own row tells of them.

    They may read what the server's rule gives them: from that line on, or all that the adder may read, who is the reader here.
    """
    row = connection.execute(_ENTRANCE, (message.chat,)).fetchone()
    visible = row["visible_from_seq"] if added.with_history else message.seq
    connection.executemany(
        _ADD,
        [
            (message.chat, user, place, message.seq, message.sent_at, message.author, visible)
            for place, user in enumerate(added.users, start=row["people"])
        ],
    )
    update = "UPDATE chat SET revision = MAX(revision, ?) WHERE id = ?"
    connection.execute(update, (message.revision, message.chat))


def rename(connection: Connection, chat: ChatId, subject: str, *, revision: Revision) -> None:
    """Set the subject, unless a newer row is held."""
    update = "UPDATE chat SET subject = ?, revision = ? WHERE id = ? AND revision < ?"
    connection.execute(update, (subject, revision, chat, revision))


def hold(connection: Connection, chat: ChatId, *, held: Revision, from_seq: Sequence) -> None:
    """Note how much is held; neither end ever shrinks."""
    connection.execute(_HOLD, (chat, held, from_seq, held))


def tell(connection: Connection, chat: ChatId, revision: Revision) -> None:
    """Note that a change with this revision exists, held or not."""
    connection.execute("UPDATE sync_state SET told = MAX(told, ?) WHERE chat = ?", (revision, chat))


def drop_untold(connection: Connection) -> frozenset[ChatId]:
    """Remove the chats that are kept from a history that is over; return them. Where the user has written something, it stays."""
    gone = frozenset(row["id"] for row in connection.execute(_DROP_UNTOLD).fetchall())
    for chat in gone:
        _forget_participants(connection, chat)
    return gone


def every(connection: Connection) -> frozenset[ChatId]:
    """Return all chats that have a row."""
    return frozenset(row["id"] for row in connection.execute("SELECT id FROM chat"))


def exists(connection: Connection, chat: ChatId) -> bool:
    """Return whether a chat is confirmed."""
    return connection.execute("SELECT 1 FROM chat WHERE id = ?", (chat,)).fetchone() is not None


def read_seq(connection: Connection, chat: ChatId) -> Sequence | None:
    """Return how far the user has read, the outbox included; None if the chat is not known."""
    row = connection.execute("SELECT effective_read FROM chat_row WHERE id = ?", (chat,)).fetchone()
    return None if row is None else int(row["effective_read"])


def position(connection: Connection, chat: ChatId) -> Position | None:
    """Return how much of a chat is held, None if it is not known."""
    row = connection.execute(_POSITION, (chat,)).fetchone()
    return Position(*row) if row else None


def positions(connection: Connection) -> tuple[Position, ...]:
    """Return how much of every chat is held."""
    return tuple(Position(*row) for row in connection.execute(_POSITIONS))
