"""Rows of chats on their way into the cache, and how much of each chat is held by that: the rules of PROTOCOL.md, frame by frame.

What is held decides alone what is asked for next, so it is noted in the transaction that brings the rows, and never more of it
than is here. Messages of a chat whose own row is not here are kept, and shown once the row has come.
"""

from collections.abc import Iterable
from collections.abc import Sequence as Seq

from desktop.core.cache import chats, commands, messages, missing, receipts
from desktop.core.cache.chats import Position
from desktop.core.cache.database import Connection
from desktop.core.cache.messages import Saved
from desktop.core.cache.rows import answers_into
from desktop.core.cache.summaries import WRITERS_WITHIN
from desktop.core.sync.touched import Touched
from desktop.core.values import Added, ChatId, Deleted, Renamed, Sequence, UserId
from sync_server.protocol.frames import (
    ChangesPage,
    ChatChanges,
    ChatCreated,
    ChatOpened,
    ChatSnapshot,
    HistoryPage,
)
from sync_server.protocol.nouns import Chat, Message, Revision


class ChatRows:
    """Takes in chats and their messages, inside the caller's transaction."""

    def __init__(self, connection: Connection, me: UserId, touched: Touched) -> None:
        self._connection = connection
        self._me = me
        self._touched = touched

    def snapshot(self, frame: ChatSnapshot | ChatOpened) -> None:
        """Take in a chat with its newest messages."""
        chat = frame.chat.id
        known = chats.position(self._connection, chat)
        self._rows(chat, frame.messages, row=frame.chat, known=known)
        mine = {self._me: frame.read.get(self._me, 0)}
        moved = receipts.raise_read(self._connection, chat, mine)
        if receipts.raise_told(self._connection, self._me, chat, frame.read) or moved:
            self._touched.read.add(chat)
        # One that was overtaken by newer changes says nothing of what came between; one that begins after the oldest held row
        # may leave a hole: either gap stays open, and is asked for.
        if known is None:
            self._first_seen(chat, held=frame.revision, from_seq=frame.from_seq)
        elif frame.from_seq <= known.held_from_seq and frame.revision >= known.held:
            self._hold(chat, frame.revision, frame.from_seq)
        chats.tell(self._connection, chat, frame.revision)
        self._count(frame)

    def changed(self, frame: ChatChanges | ChangesPage) -> None:
        """Take in what changed in a chat after a revision."""
        known = chats.position(self._connection, frame.chat)
        if known is None:
            self._keep_for_later(frame.chat, frame.messages)
            return
        self._rows(frame.chat, frame.messages, row=frame.row, known=known)
        if frame.after <= known.held:
            self._hold(frame.chat, frame.revision, known.held_from_seq)
        # Something is known to come after a page that is not the last one: its revision is higher, by how much is not told.
        chats.tell(self._connection, frame.chat, frame.revision + frame.more)
        self._touched.progress |= known.has_gap or frame.more

    def created(self, frame: ChatCreated) -> None:
        """Take in a chat that was started here."""
        chat, message = frame.chat, frame.message
        known = chats.position(self._connection, chat.id)
        self._rows(chat.id, (message,), row=chat, known=known)
        if known is None:
            # The line that starts a chat never changes. Where the reply is a repeated one, the chat may have moved on.
            self._first_seen(chat.id, held=message.revision, from_seq=message.seq)
        chats.tell(self._connection, chat.id, chat.revision)

    def history(self, frame: HistoryPage) -> None:
        """Take in a page of older messages."""
        known = chats.position(self._connection, frame.chat)
        if known is None:
            return
        newest = messages.last_held(self._connection, frame.chat)
        saved = self._save(frame.chat, frame.messages, known=known)
        self._written(frame.chat, saved.added)
        self._confirm(frame.messages)
        last = frame.messages[-1].seq if frame.messages else newest
        joins = not frame.messages or last + 1 >= known.held_from_seq
        if joins:
            self._hold(frame.chat, known.held, frame.from_seq)
        if saved.added or (joins and frame.from_seq < known.held_from_seq):
            self._touched.backfilled.add(frame.chat)
            self._touched.progress = True
            self._touch_quoting(frame.chat, frame.from_seq, last)
            # What lies far back is not told in the chat's line, which is read again for nothing otherwise, page after page.
            if known.lacks_unread or last > newest - WRITERS_WITHIN:
                self._touched.chats.add(frame.chat)
        self._touched.lines(frame.chat, saved.changed)

    def accepted(self, message: Message) -> None:
        """Take in the row of a command that was accepted; the chat's own row may come later or not at all."""
        chat = message.chat
        known = chats.position(self._connection, chat)
        if known is None:
            self._keep_for_later(chat, (message,))
            return
        self._rows(chat, (message,), row=None, known=known)
        match message.body:
            case Renamed(subject=subject):
                chats.rename(self._connection, chat, subject, revision=message.revision)
            case Added() as added:
                chats.add(self._connection, message, added)
            case _:
                pass  # a text changes nothing of the chat's row
        chats.tell(self._connection, chat, message.revision)
        if message.revision == known.held + 1:
            self._hold(chat, message.revision, known.held_from_seq)

    def _count(self, frame: ChatSnapshot | ChatOpened) -> None:
        """Keep how many messages are unread, as far as they are not here."""
        position = chats.position(self._connection, frame.chat.id)
        if position is not None and frame.messages:
            last = max(message.seq for message in frame.messages)
            said = missing.Count(frame.unread, frame.unread_after, last, frame.revision)
            missing.count(self._connection, self._me, position, said)

    def _keep_for_later(self, chat: ChatId, rows: Seq[Message]) -> None:
        """Take in messages of a chat whose row is not here, because its snapshot was lost or is on its way."""
        self._save(chat, rows, known=None)
        self._written(chat, rows)
        self._confirm(rows)
        self._touched.strange.add(chat)
        self._touched.progress = True

    def _first_seen(self, chat: ChatId, *, held: Revision, from_seq: Sequence) -> None:
        """Note how much is held of a chat that is new here; messages of it may have come before its row."""
        self._hold(chat, held, from_seq)
        chats.tell(self._connection, chat, messages.highest_revision(self._connection, chat))
        self._touched.progress = True

    def _rows(self, chat: ChatId, rows: Seq[Message], *, row: Chat | None, known: Position | None) -> None:
        """Keep a chat's row and messages; the commands that they confirm leave in the same step."""
        newest = messages.last_held(self._connection, chat)
        if row is not None:
            chats.save(self._connection, row)
            if known is None:
                hidden = messages.drop_hidden(self._connection, chat, row.visible_from_seq)
                self._touched.erased |= hidden
        self._touched.chats.add(chat)
        self._touched.moved.add(chat)
        visible_from = row.visible_from_seq if row and known is None else 0
        saved = self._save(chat, rows, known=known, visible_from=visible_from)
        self._written(chat, saved.added)
        self._touched.lines(chat, saved.all)
        if any(message.seq < newest for message in saved.added):
            self._touched.backfilled.add(chat)
        self._confirm(rows)

    def _save(
        self, chat: ChatId, rows: Seq[Message], *, known: Position | None, visible_from: Sequence = 0
    ) -> Saved:
        if known is not None:
            visible_from = known.visible_from_seq
        saved = messages.save(self._connection, chat, rows, visible_from=visible_from)
        if known is not None:
            missing.take_off(self._connection, self._me, known, saved.added)
        self._touched.erased |= any(map(_replaces_a_text, saved.changed))
        self._touched.quotable |= {message.id for message in saved.changed}
        self._touched.files |= saved.files
        return saved

    def _touch_quoting(self, chat: ChatId, first: Sequence, last: Sequence) -> None:
        """Tell of messages that quote something in a run that has come in: they show it from now on."""
        quoting = answers_into(self._connection, chat, first, last)
        if quoting:
            self._touched.timelines.add(chat)
            self._touched.messages |= quoting

    def _written(self, chat: ChatId, lines: Iterable[Message]) -> None:
        """Whoever wrote a line has read up to it."""
        if receipts.raise_written(self._connection, self._me, chat, lines):
            self._touched.read.add(chat)

    def _confirm(self, rows: Iterable[Message]) -> None:
        mine = [message.id for message in rows if message.author == self._me]
        if mine:
            self._touched.leave(commands.remove_confirmed(self._connection, mine))

    def _hold(self, chat: ChatId, held: Revision, from_seq: Sequence) -> None:
        chats.hold(self._connection, chat, held=held, from_seq=from_seq)
        self._touched.moved.add(chat)


def _replaces_a_text(message: Message) -> bool:
    """Whether a row that replaces another one may take a text out of sight."""
    return message.edited_at is not None or isinstance(message.body, Deleted)
