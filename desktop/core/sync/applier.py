"""Taking what came from the server into the cache: one transaction for all that has arrived.

Every row on the wire is whole, so a row is kept if it is newer than the one held: in any order, any number of times, the result
is the same. What also is kept is how much of each chat is held, which alone decides what is asked for next. Messages of a chat
whose own row is not here are kept, and shown once the row has come.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Sequence as Seq

from desktop.core import outbox
from desktop.core.cache import account, chats, commands, messages, missing, people, preferences, receipts
from desktop.core.cache.chats import Position
from desktop.core.cache.commands import Pending
from desktop.core.cache.database import Connection
from desktop.core.cache.messages import Saved
from desktop.core.cache.rows import answers_into, answers_to
from desktop.core.cache.summaries import WRITERS_WITHIN
from desktop.core.changes import ChangeSet
from desktop.core.sync.incoming import (
    Adopt,
    Applied,
    Current,
    Drop,
    Held,
    Hold,
    Incoming,
    Refuse,
    Renew,
    Settle,
    Wipe,
)
from desktop.core.values import (
    Added,
    ChatId,
    CommandId,
    Deleted,
    MessageId,
    Milliseconds,
    Renamed,
    Sequence,
    UserId,
)
from sync_server.protocol.frame import Epoch
from sync_server.protocol.frames import (
    Accepted,
    ChangesPage,
    ChatChanges,
    ChatCreated,
    ChatOpened,
    ChatSnapshot,
    Directory,
    HistoryPage,
    MarkRead,
    PreferencesChanged,
    PreferencesSet,
    Push,
    ReadPositions,
    Reply,
    Synced,
    Typing,
)
from sync_server.protocol.nouns import Chat, Message, Preferences, Revision

__all__ = ["Applied", "Drop", "Held", "Hold", "Incoming", "Refuse", "Settle", "Wipe", "apply", "held"]


def held(connection: Connection) -> Held:
    """Return what is held."""
    return Held(
        directory=account.directory_revision(connection),
        reads=account.read_cursor(connection),
        preferences=account.preferences_cursor(connection),
        epoch=account.epoch(connection),
        positions=chats.positions(connection),
        pending=commands.everything(connection),
    )


def connection_began(connection: Connection) -> Held:
    """Return what is held, and note that from now on any command may be on its way."""
    commands.connection_began(connection)
    return held(connection)


def connection_ended(connection: Connection, handed: frozenset[CommandId], at: Milliseconds | None) -> None:
    """Note which commands were on their way, and when all that was new was here last; None if it was not."""
    commands.connection_ended(connection, handed)
    if at is not None:
        account.was_current(connection, at)


def apply(connection: Connection, me: UserId, incoming: Iterable[Incoming]) -> Applied:
    """Take everything in, in order, inside the caller's transaction."""
    batch = _Batch(connection, me)
    for each in incoming:
        batch.take(each)
    return batch.applied()


class _Batch:
    """One transaction's work, and what it touched so far."""

    def __init__(self, connection: Connection, me: UserId) -> None:
        self._connection = connection
        self._me = me
        self._chats: set[ChatId] = set()
        self._timelines: set[ChatId] = set()
        self._messages: set[MessageId] = set()
        self._changed_ones: set[MessageId] = set()
        """Those of them that may be quoted."""
        self._backfilled: set[ChatId] = set()
        self._read: set[ChatId] = set()
        self._typing: set[tuple[ChatId, UserId]] = set()
        self._settled: set[CommandId] = set()
        self._queued: list[Pending] = []
        self._moved: set[ChatId] = set()
        self._strange: set[ChatId] = set()
        self._people = False
        self._outbox = False
        self._progress = False
        self._erased = False
        self._anew = False

    def applied(self) -> Applied:
        """Return what was done."""
        positions = tuple(
            position
            for chat in sorted(self._moved)
            if (position := chats.position(self._connection, chat)) is not None
        )
        strange = frozenset(chat for chat in self._strange if chats.position(self._connection, chat) is None)
        changes = ChangeSet(
            chats=frozenset(self._chats),
            timelines=frozenset(self._timelines),
            messages=answers_to(self._connection, self._changed_ones) | self._messages,
            backfilled=frozenset(self._backfilled),
            read=frozenset(self._read),
            people=self._people,
            outbox=self._outbox,
            progress=self._progress,
            anew=self._anew,
            typing=frozenset(self._typing),
        )
        settled, queued = frozenset(self._settled), tuple(self._queued)
        return Applied(changes, positions, settled, strange, self._erased, queued)

    def take(self, incoming: Incoming) -> None:
        """Take one thing in. Frames that carry no rows are passed over."""
        match incoming:
            case Settle():
                self._settle(incoming)
            case Refuse(number=number, code=code):
                self._written(outbox.refused(self._connection, number, code))
            case Drop(number=number):
                self._drop(number)
            case Hold(number=number):
                self._written(outbox.hold(self._connection, (number,)))
            case Current(at=at):
                account.was_current(self._connection, at)
                self._progress = True
            case Wipe() | Adopt() | Renew():
                self._take_turn(incoming)
            case Accepted(message=message):
                self._accepted(message)
            case _:
                self._take_rows(incoming)

    def _take_turn(self, turn: Wipe | Adopt | Renew) -> None:
        match turn:
            case Wipe():
                self._wipe()
            case Adopt(epoch=epoch):
                account.adopt(self._connection, epoch)
            case Renew(epoch=epoch):
                self._renew(epoch)

    def _wipe(self) -> None:
        """Remove everything, and say of every chat that it is different."""
        known = {position.chat for position in chats.positions(self._connection)}
        started = {pending.frame.chat for pending in commands.everything(self._connection)}
        account.wipe(self._connection)
        self._chats |= known | started
        self._timelines |= known | started
        self._people = self._outbox = self._erased = self._progress = True

    def _renew(self, epoch: Epoch) -> None:
        """Forget what the server told; what the user wrote stays."""
        known = chats.every(self._connection)
        self._written(outbox.begin_anew(self._connection))
        account.begin_anew(self._connection, epoch)
        self._chats |= known
        self._timelines |= known
        self._people = self._outbox = self._erased = self._progress = self._anew = True

    def _take_rows(self, frame: Push | Reply) -> None:
        match frame:
            case Directory():
                self._directory(frame)
            case ChatSnapshot() | ChatOpened():
                self._snapshot(frame)
            case ChatChanges() | ChangesPage():
                self._changed(frame)
            case ChatCreated(chat=chat, message=message):
                self._created(chat, message)
            case HistoryPage():
                self._history(frame)
            case _:
                self._take_signs(frame)

    def _take_signs(self, frame: Push | Reply) -> None:
        """Take in what people do in chats without changing them."""
        match frame:
            case ReadPositions(chat=chat, read=read):
                mine = {who: seq for who, seq in read.items() if who == self._me}
                others = {who: seq for who, seq in read.items() if who != self._me}
                if receipts.raise_read(self._connection, chat, mine):
                    self._chats.add(chat)
                    self._moved.add(chat)
                if receipts.raise_read(self._connection, chat, others):
                    self._read.add(chat)
            case PreferencesChanged(chats=changed):
                self._prefer(changed)
            case PreferencesSet(chat=chat, preferences=row):
                self._prefer({chat: row})
            case Synced(reads=reads, preferences=cursor):
                account.caught_up(self._connection, reads, cursor)
                self._drop_untold()
                self._progress = True
            case Typing(chat=chat, user=user):
                if user != self._me:
                    self._typing.add((chat, user))
            case _:
                return

    def _drop_untold(self) -> None:
        """Remove what was kept from a history that is over, now that all of the other one was told."""
        gone = chats.drop_untold(self._connection)
        self._chats |= gone
        self._timelines |= gone
        self._people |= people.drop_untold(self._connection)

    def _prefer(self, rows: Mapping[ChatId, Preferences]) -> None:
        changed = preferences.save(self._connection, rows)
        self._chats |= changed
        self._moved |= changed

    def _directory(self, frame: Directory) -> None:
        changed = people.save(self._connection, frame.users)
        account.tell_directory_revision(self._connection, frame.revision)
        if changed:
            self._people = True
            self._chats |= people.chats_of(self._connection, changed)

    def _snapshot(self, frame: ChatSnapshot | ChatOpened) -> None:
        chat = frame.chat.id
        known = chats.position(self._connection, chat)
        self._rows(chat, frame.messages, row=frame.chat, known=known)
        receipts.raise_read(self._connection, chat, frame.read)
        # One that was overtaken by newer changes says nothing of what came between; one that begins after the oldest held row
        # may leave a hole: either gap stays open, and is asked for.
        if known is None:
            self._first_seen(chat, held=frame.revision, from_seq=frame.from_seq)
        elif frame.from_seq <= known.held_from_seq and frame.revision >= known.held:
            self._hold(chat, frame.revision, frame.from_seq)
        chats.tell(self._connection, chat, frame.revision)
        self._count(frame)

    def _count(self, frame: ChatSnapshot | ChatOpened) -> None:
        """Keep how many messages are unread, as far as they are not here."""
        position = chats.position(self._connection, frame.chat.id)
        if position is not None and frame.messages:
            last = max(message.seq for message in frame.messages)
            said = missing.Count(frame.unread, frame.unread_after, last, frame.revision)
            missing.count(self._connection, self._me, position, said)

    def _changed(self, frame: ChatChanges | ChangesPage) -> None:
        known = chats.position(self._connection, frame.chat)
        if known is None:
            self._keep_for_later(frame.chat, frame.messages)
            return
        self._rows(frame.chat, frame.messages, row=frame.row, known=known)
        if frame.after <= known.held:
            self._hold(frame.chat, frame.revision, known.held_from_seq)
        # Something is known to come after a page that is not the last one: its revision is higher, by how much is not told.
        chats.tell(self._connection, frame.chat, frame.revision + frame.more)
        self._progress |= known.has_gap or frame.more

    def _keep_for_later(self, chat: ChatId, rows: Seq[Message]) -> None:
        """Take in messages of a chat whose row is not here, because its snapshot was lost or is on its way."""
        self._save(chat, rows, known=None)
        receipts.raise_written(self._connection, chat, rows)
        self._confirm(rows)
        self._strange.add(chat)
        self._progress = True

    def _created(self, chat: Chat, message: Message) -> None:
        known = chats.position(self._connection, chat.id)
        self._rows(chat.id, (message,), row=chat, known=known)
        if known is None:
            # The line that starts a chat never changes. Where the reply is a repeated one, the chat may have moved on.
            self._first_seen(chat.id, held=message.revision, from_seq=message.seq)
        chats.tell(self._connection, chat.id, chat.revision)

    def _first_seen(self, chat: ChatId, *, held: Revision, from_seq: Sequence) -> None:
        """Note how much is held of a chat that is new here; messages of it may have come before its row."""
        self._hold(chat, held, from_seq)
        chats.tell(self._connection, chat, messages.highest_revision(self._connection, chat))
        self._progress = True

    def _history(self, frame: HistoryPage) -> None:
        known = chats.position(self._connection, frame.chat)
        if known is None:
            return
        newest = messages.last_held(self._connection, frame.chat)
        saved = self._save(frame.chat, frame.messages, known=known)
        receipts.raise_written(self._connection, frame.chat, saved.added)
        self._confirm(frame.messages)
        last = frame.messages[-1].seq if frame.messages else newest
        joins = not frame.messages or last + 1 >= known.held_from_seq
        if joins:
            self._hold(frame.chat, known.held, frame.from_seq)
        if saved.added or (joins and frame.from_seq < known.held_from_seq):
            self._backfilled.add(frame.chat)
            self._progress = True
            self._touch_quoting(frame.chat, frame.from_seq, last)
            # What lies far back is not told in the chat's line, which is read again for nothing otherwise, page after page.
            if known.lacks_unread or last > newest - WRITERS_WITHIN:
                self._chats.add(frame.chat)
        self._touch(frame.chat, saved.changed)

    def _rows(self, chat: ChatId, rows: Seq[Message], *, row: Chat | None, known: Position | None) -> None:
        """Keep a chat's row and messages; the commands that they confirm leave in the same step."""
        newest = messages.last_held(self._connection, chat)
        if row is not None:
            chats.save(self._connection, row)
            if known is None:
                messages.drop_hidden(self._connection, chat, row.visible_from_seq)
        self._chats.add(chat)
        self._moved.add(chat)
        visible_from = row.visible_from_seq if row and known is None else 0
        saved = self._save(chat, rows, known=known, visible_from=visible_from)
        receipts.raise_written(self._connection, chat, saved.added)
        self._touch(chat, saved.all)
        if any(message.seq < newest for message in saved.added):
            self._backfilled.add(chat)
        self._confirm(rows)

    def _save(
        self, chat: ChatId, rows: Seq[Message], *, known: Position | None, visible_from: Sequence = 0
    ) -> Saved:
        if known is not None:
            visible_from = known.visible_from_seq
        saved = messages.save(self._connection, chat, rows, visible_from=visible_from)
        if known is not None:
            missing.take_off(self._connection, self._me, known, saved.added)
        self._erased |= any(map(_replaces_a_text, saved.changed))
        self._changed_ones |= {message.id for message in saved.changed}
        return saved

    def _touch(self, chat: ChatId, changed: Iterable[Message]) -> None:
        touched = {message.id for message in changed}
        if touched:
            self._chats.add(chat)
            self._timelines.add(chat)
            self._messages |= touched

    def _touch_quoting(self, chat: ChatId, first: Sequence, last: Sequence) -> None:
        """Tell of messages that quote something in a run that has come in: they show it from now on."""
        quoting = answers_into(self._connection, chat, first, last)
        if quoting:
            self._timelines.add(chat)
            self._messages |= quoting

    def _confirm(self, rows: Iterable[Message]) -> None:
        mine = [message.id for message in rows if message.author == self._me]
        if mine:
            self._leave(commands.remove_confirmed(self._connection, mine))

    def _leave(self, numbers: frozenset[CommandId]) -> None:
        self._settled |= numbers
        self._outbox |= bool(numbers)

    def _hold(self, chat: ChatId, held: Revision, from_seq: Sequence) -> None:
        chats.hold(self._connection, chat, held=held, from_seq=from_seq)
        self._moved.add(chat)

    def _settle(self, settle: Settle) -> None:
        command = commands.one(self._connection, settle.number)
        if command is not None:
            commands.remove(self._connection, settle.number)
            self._leave(frozenset((settle.number,)))
            self._show(outbox.touched(command))
            self._moved.add(command.frame.chat)
            if isinstance(command.frame, MarkRead):
                read = {self._me: command.frame.seq}
                receipts.raise_read(self._connection, command.frame.chat, read)
        self.take(settle.reply)

    def _drop(self, number: CommandId) -> None:
        command = commands.one(self._connection, number)
        if command is not None:
            commands.remove(self._connection, number)
            self._show(outbox.touched(command))
        self._settled.add(number)

    def _written(self, written: outbox.Written) -> None:
        """Take in that commands stand differently from before."""
        self._show(written.changes)
        self._settled |= written.removed
        self._queued += written.queued

    def _show(self, changes: ChangeSet) -> None:
        self._chats |= changes.chats
        self._timelines |= changes.timelines
        self._messages |= changes.messages
        self._changed_ones |= changes.messages
        self._outbox |= changes.outbox

    def _accepted(self, message: Message) -> None:
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


def _replaces_a_text(message: Message) -> bool:
    """Whether a row that replaces another one may take a text out of sight."""
    return message.edited_at is not None or isinstance(message.body, Deleted)
