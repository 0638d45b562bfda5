"""Taking what came from the server into the cache: one transaction for all that has arrived.

Every row on the wire is whole, so a row is kept if it is newer than the one held: in any order, any number of times, the result
is the same. `chat_rows` takes in chats and their messages, and notes how much of each chat is held; here is all the rest: people,
read positions, preferences, the outbox, and what turns everything over.
"""

from collections.abc import Iterable, Mapping

from desktop.core import outbox
from desktop.core.cache import account, chats, commands, people, preferences, receipts
from desktop.core.cache.database import Connection
from desktop.core.sync.chat_rows import ChatRows
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
from desktop.core.sync.touched import Touched
from desktop.core.values import ChatId, CommandId, Milliseconds, UserId
from sync_server.protocol.frame import Epoch
from sync_server.protocol.frames import (
    Accepted,
    AccountSet,
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
from sync_server.protocol.nouns import Preferences

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
    """One transaction's work."""

    def __init__(self, connection: Connection, me: UserId) -> None:
        self._connection = connection
        self._me = me
        self._touched = Touched()
        self._rows = ChatRows(connection, me, self._touched)

    def applied(self) -> Applied:
        """Return what was done."""
        return self._touched.applied(self._connection)

    def take(self, incoming: Incoming) -> None:
        """Take one thing in. Frames that carry no rows are passed over."""
        match incoming:
            case Settle():
                self._settle(incoming)
            case Refuse(number=number, code=code):
                self._touched.written(outbox.refused(self._connection, number, code))
            case Drop(number=number):
                self._drop(number)
            case Hold(number=number):
                self._touched.written(outbox.hold(self._connection, (number,)))
            case Current(at=at):
                account.was_current(self._connection, at)
                self._touched.progress = True
            case Wipe() | Adopt() | Renew():
                self._take_turn(incoming)
            case Accepted(message=message):
                self._rows.accepted(message)
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
        self._touched.chats |= known | started
        self._touched.timelines |= known | started
        self._touched.people = self._touched.outbox = True
        self._touched.erased = self._touched.progress = True

    def _renew(self, epoch: Epoch) -> None:
        """Forget what the server told; what the user wrote stays."""
        known = chats.every(self._connection)
        self._touched.written(outbox.begin_anew(self._connection))
        account.begin_anew(self._connection, epoch)
        self._touched.chats |= known
        self._touched.timelines |= known
        self._touched.people = self._touched.outbox = self._touched.erased = True
        self._touched.progress = self._touched.anew = True

    def _take_rows(self, frame: Push | Reply) -> None:
        match frame:
            case Directory():
                self._directory(frame)
            case AccountSet(user=user):
                # Of other changes of the directory this tells nothing.
                self._directory(Directory((user,), 0))
            case ChatSnapshot() | ChatOpened():
                self._rows.snapshot(frame)
            case ChatChanges() | ChangesPage():
                self._rows.changed(frame)
            case ChatCreated():
                self._rows.created(frame)
            case HistoryPage():
                self._rows.history(frame)
            case _:
                self._take_signs(frame)

    def _take_signs(self, frame: Push | Reply) -> None:
        """Take in what people do in chats without changing them."""
        match frame:
            case ReadPositions(chat=chat, read=read):
                mine = {who: seq for who, seq in read.items() if who == self._me}
                if receipts.raise_read(self._connection, chat, mine):
                    self._touched.chats.add(chat)
                    self._touched.moved.add(chat)
                if receipts.raise_told(self._connection, self._me, chat, read):
                    self._touched.read.add(chat)
            case PreferencesChanged(chats=changed):
                self._prefer(changed)
            case PreferencesSet(chat=chat, preferences=row):
                self._prefer({chat: row})
            case Synced(reads=reads, preferences=cursor):
                account.caught_up(self._connection, reads, cursor)
                self._drop_untold()
                self._touched.progress = True
            case Typing(chat=chat, user=user):
                if user != self._me:
                    self._touched.typing.add((chat, user))
            case _:
                return

    def _drop_untold(self) -> None:
        """Remove what was kept from a history that is over, now that all of the other one was told."""
        gone = chats.drop_untold(self._connection)
        self._touched.chats |= gone
        self._touched.timelines |= gone
        self._touched.people |= people.drop_untold(self._connection)

    def _prefer(self, rows: Mapping[ChatId, Preferences]) -> None:
        changed = preferences.save(self._connection, rows)
        self._touched.chats |= changed
        self._touched.moved |= changed

    def _directory(self, frame: Directory) -> None:
        told = {user.id: user.reads_from for user in frame.users}
        since = receipts.reads_from(self._connection, told)
        changed = people.save(self._connection, frame.users)
        differing = {user for user in changed if told[user] != since.get(user, 0)}
        receipts.take_back(self._connection, self._me, differing)
        account.tell_directory_revision(self._connection, frame.revision)
        if changed:
            self._touched.people = True
            self._touched.chats |= people.chats_of(self._connection, changed)

    def _settle(self, settle: Settle) -> None:
        command = commands.one(self._connection, settle.number)
        if command is not None:
            commands.remove(self._connection, settle.number)
            self._touched.leave(frozenset((settle.number,)))
            self._touched.show(outbox.touched(command))
            self._touched.moved.add(command.frame.chat)
            if isinstance(command.frame, MarkRead):
                read = {self._me: command.frame.seq}
                receipts.raise_read(self._connection, command.frame.chat, read)
        self.take(settle.reply)

    def _drop(self, number: CommandId) -> None:
        command = commands.one(self._connection, number)
        if command is not None:
            commands.remove(self._connection, number)
            self._touched.show(outbox.touched(command))
        self._touched.settled.add(number)
