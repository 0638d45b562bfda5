"""Taking what came from the server into the cache: one transaction for all that has arrived.

Every row on the wire is whole, so a row is kept if it is newer than the one held: in any order, any number of times, the result
is the same. What also is kept is how much of each chat is held, which alone decides what is asked for next.
"""

from collections.abc import Iterable
from collections.abc import Sequence as Seq

from msgspec import Struct

from desktop.core.cache import account, chats, commands, people, timeline
from desktop.core.cache.chats import Position
from desktop.core.cache.commands import Pending
from desktop.core.cache.database import Connection
from desktop.core.changes import ChangeSet
from desktop.core.errors import ErrorCode
from desktop.core.values import Added, ChatId, CommandId, MessageId, Renamed, Sequence, UserId
from sync_server.protocol.frames import (
    Accepted,
    ChangesPage,
    ChatChanges,
    ChatCreated,
    ChatSnapshot,
    Directory,
    HistoryPage,
    MarkRead,
    Push,
    ReadPosition,
    Reply,
    Typing,
)
from sync_server.protocol.nouns import Chat, Message, Revision


class Settle(Struct, frozen=True):
    """The server said yes to a command: its row comes in and the command leaves in one step."""

    number: CommandId
    reply: Reply


class Refuse(Struct, frozen=True):
    """The server said no to a command."""

    number: CommandId
    chat: ChatId
    message: MessageId | None
    code: ErrorCode


class Drop(Struct, frozen=True):
    """A command that the server refused and that nobody can mend, such as a read position, is forgotten."""

    number: CommandId


class Wipe(Struct, frozen=True):
    """The account was closed: nothing stays on this computer."""


Incoming = Push | Reply | Settle | Refuse | Drop | Wipe


class Held(Struct, frozen=True):
    """What the cache holds when a connection begins."""

    directory: Revision
    positions: tuple[Position, ...]
    pending: tuple[Pending, ...]


class Applied(Struct, frozen=True):
    """What a transaction did."""

    changes: ChangeSet
    positions: tuple[Position, ...]
    """How much is held now of the chats that were touched."""
    settled: frozenset[CommandId]
    """Commands that left the outbox."""


def held(connection: Connection) -> Held:
    """Return what is held."""
    return Held(
        account.directory_revision(connection), chats.positions(connection), commands.everything(connection)
    )


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
        self._backfilled: set[ChatId] = set()
        self._typing: set[tuple[ChatId, UserId]] = set()
        self._settled: set[CommandId] = set()
        self._moved: set[ChatId] = set()
        self._people = False
        self._outbox = False

    def applied(self) -> Applied:
        """Return what was done."""
        positions = (chats.position(self._connection, chat) for chat in sorted(self._moved))
        changes = ChangeSet(
            chats=frozenset(self._chats),
            timelines=frozenset(self._timelines),
            messages=frozenset(self._messages),
            backfilled=frozenset(self._backfilled),
            people=self._people,
            outbox=self._outbox,
            typing=frozenset(self._typing),
        )
        return Applied(changes, tuple(each for each in positions if each), frozenset(self._settled))

    def take(self, incoming: Incoming) -> None:
        """Take one thing in. Frames that carry no rows are passed over."""
        match incoming:
            case Settle():
                self._settle(incoming)
            case Refuse():
                self._refuse(incoming)
            case Drop(number=number):
                self._outbox |= commands.remove(self._connection, number)
                self._settled.add(number)
            case Wipe():
                self._wipe()
            case Accepted(message=message):
                self._accepted(message)
            case _:
                self._take_rows(incoming)

    def _wipe(self) -> None:
        """Remove everything, and say of every chat that it is different."""
        known = {position.chat for position in chats.positions(self._connection)}
        started = {pending.frame.chat for pending in commands.everything(self._connection)}
        account.wipe(self._connection)
        self._chats |= known | started
        self._timelines |= known | started
        self._people = self._outbox = True

    def _take_rows(self, frame: Push | Reply) -> None:
        match frame:
            case Directory():
                self._directory(frame)
            case ChatSnapshot():
                self._snapshot(frame)
            case ChatChanges() | ChangesPage():
                self._changed(frame)
            case ChatCreated(chat=chat, message=message):
                self._created(chat, message)
            case HistoryPage():
                self._history(frame)
            case ReadPosition(chat=chat, seq=seq):
                if chats.raise_read(self._connection, chat, seq):
                    self._chats.add(chat)
            case Typing(chat=chat, user=user):
                if user != self._me:
                    self._typing.add((chat, user))
            case _:
                return

    def _directory(self, frame: Directory) -> None:
        changed = people.save(self._connection, frame.users)
        account.raise_directory_revision(self._connection, frame.revision)
        if changed:
            self._people = True
            self._chats |= people.chats_of(self._connection, changed)

    def _snapshot(self, frame: ChatSnapshot) -> None:
        chat = frame.chat
        known = chats.position(self._connection, chat.id)
        self._rows(chat, frame.messages)
        # One that was overtaken by newer changes says nothing of what came between; one that begins after the oldest held row
        # may leave a hole: either gap stays open, and is asked for.
        if known is None or (frame.from_seq <= known.held_from_seq and chat.revision >= known.held):
            self._hold(chat.id, chat.revision, frame.from_seq)

    def _changed(self, frame: ChatChanges | ChangesPage) -> None:
        chat = frame.chat
        known = chats.position(self._connection, chat.id)
        self._rows(chat, frame.messages)
        if known is None:
            self._first_seen(chat)
        elif frame.after <= known.held:
            self._hold(chat.id, frame.revision, known.held_from_seq)

    def _created(self, chat: Chat, message: Message) -> None:
        known = chats.exists(self._connection, chat.id)
        self._rows(chat, (message,))
        if not known:
            self._first_seen(chat)

    def _first_seen(self, chat: Chat) -> None:
        """Note that a chat that is new here needs no past changes.

        Rows are whole, and older ones come as they are by backfill.
        """
        self._hold(chat.id, chat.revision, timeline.lowest_of_run(self._connection, chat.id, chat.last_seq))

    def _history(self, frame: HistoryPage) -> None:
        known = chats.position(self._connection, frame.chat)
        if known is None:
            return
        changed = timeline.save(self._connection, frame.messages)
        self._confirm(frame.messages)
        joins = not frame.messages or frame.messages[-1].seq + 1 >= known.held_from_seq
        if joins:
            self._hold(frame.chat, known.held, frame.from_seq)
        if changed or (joins and frame.from_seq < known.held_from_seq):
            self._backfilled.add(frame.chat)
            self._chats.add(frame.chat)

    def _rows(self, chat: Chat, messages: Seq[Message]) -> None:
        """Keep a chat's row and messages; the commands that they confirm leave in the same step."""
        newest = timeline.last_held(self._connection, chat.id)
        chats.save(self._connection, chat)
        self._chats.add(chat.id)
        self._moved.add(chat.id)
        changed = timeline.save(self._connection, messages)
        self._touch(chat.id, changed)
        if any(message.seq < newest for message in changed):
            self._backfilled.add(chat.id)
        self._confirm(messages)

    def _touch(self, chat: ChatId, changed: Iterable[Message]) -> None:
        messages = {message.id for message in changed}
        if messages:
            self._chats.add(chat)
            self._timelines.add(chat)
            self._messages |= messages

    def _confirm(self, messages: Iterable[Message]) -> None:
        mine = [message.id for message in messages if message.author == self._me]
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
            self._chats.add(command.frame.chat)
            if isinstance(command.frame, MarkRead):
                chats.raise_read(self._connection, command.frame.chat, command.frame.seq)
        self.take(settle.reply)

    def _refuse(self, refuse: Refuse) -> None:
        if commands.refuse(self._connection, refuse.number, refuse.code):
            self._outbox = True
            self._chats.add(refuse.chat)
            self._timelines.add(refuse.chat)
            if refuse.message:
                self._messages.add(refuse.message)

    def _accepted(self, message: Message) -> None:
        """Take in the row of a command that was accepted; the chat's own row may come later or not at all."""
        known = chats.position(self._connection, message.chat)
        if known is None:
            return
        self._touch(message.chat, timeline.save(self._connection, (message,)))
        self._confirm((message,))
        match message.body:
            case Renamed(subject=subject):
                chats.rename(self._connection, message.chat, subject, revision=message.revision)
            case Added() as added:
                chats.add(self._connection, message, added)
            case _:
                pass  # a text changes nothing of the chat but its end
        chats.raise_last(self._connection, message.chat, revision=message.revision, seq=message.seq)
        self._chats.add(message.chat)
        self._moved.add(message.chat)
        if message.revision == known.held + 1:
            self._hold(message.chat, message.revision, known.held_from_seq)
