"""What the user did, on its way: checked, stored before it is shown, sent in order, retried with the same id.

The functions that take a connection first write the outbox's table and return what that touched. `Queue` decides what may be
sent next: one command at a time in each chat, in the order in which the user gave them; chats do not wait for each other.
"""

from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Seq

from msgspec import Struct, structs

from desktop.core.cache import chats, commands, drafts, people, summaries
from desktop.core.cache.commands import Pending
from desktop.core.cache.database import Connection
from desktop.core.changes import NOTHING, ChangeSet
from desktop.core.errors import ErrorCode, InvalidInputError
from desktop.core.values import ChatId, CommandId, MessageId, Milliseconds, UserId
from sync_server.protocol import limits
from sync_server.protocol.frames import CreateChat, MarkRead, SendMessage, SetSubject


class Written(Struct, frozen=True):
    """What a user's action did to the outbox."""

    changes: ChangeSet = NOTHING
    queued: tuple[Pending, ...] = ()
    removed: frozenset[CommandId] = frozenset()
    text: str = ""
    """What was written in commands that were dropped."""


def checked_text(text: str) -> str:
    """Return a message as it is sent, without space around it. Raises InvalidInputError."""
    cleaned = _sendable(text)
    if not cleaned:
        raise InvalidInputError(ErrorCode.MESSAGE_EMPTY)
    if len(cleaned) > limits.MESSAGE_CHARACTERS:
        raise InvalidInputError(ErrorCode.MESSAGE_TOO_LONG)
    return cleaned


def checked_subject(subject: str) -> str:
    """Return a subject as it is sent: one line, without space around it. Raises InvalidInputError."""
    cleaned = " ".join(_sendable(subject).split())
    if len(cleaned) > limits.SUBJECT_CHARACTERS:
        raise InvalidInputError(ErrorCode.SUBJECT_TOO_LONG)
    return cleaned


def checked_others(users: Iterable[UserId], me: UserId) -> tuple[UserId, ...]:
    """Return the other people of a new chat, each once. Raises InvalidInputError."""
    others = tuple(dict.fromkeys(user for user in users if user != me))
    if not others:
        raise InvalidInputError(ErrorCode.NO_OTHER_PARTICIPANT)
    if len(others) >= limits.PARTICIPANTS:
        raise InvalidInputError(ErrorCode.TOO_MANY_PARTICIPANTS)
    return others


def _sendable(text: str) -> str:
    """Half a character, as an input method may leave behind, cannot be encoded."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace").strip()


def start_chat(connection: Connection, me: UserId, frame: CreateChat, now: Milliseconds) -> Written:
    """Store a new chat. Raises InvalidInputError."""
    others = checked_others(frame.participants, me)
    if any(people.one(connection, user) is None for user in others):
        raise InvalidInputError(ErrorCode.UNKNOWN_USER)
    frame = structs.replace(frame, participants=others, subject=checked_subject(frame.subject))
    return _stored(commands.put(connection, frame, now))


def send(connection: Connection, frame: SendMessage, now: Milliseconds) -> Written:
    """Store a message and clear the chat's draft. Raises InvalidInputError."""
    frame = structs.replace(frame, text=checked_text(frame.text))
    _require_chat(connection, frame.chat)
    drafts.clear(connection, frame.chat)
    return _stored(commands.put(connection, frame, now))


def set_subject(connection: Connection, me: UserId, frame: SetSubject, now: Milliseconds) -> Written:
    """Store a subject change in place of refused ones; one that changes nothing is not stored. Raises InvalidInputError."""
    frame = structs.replace(frame, subject=checked_subject(frame.subject))
    shown = summaries.details(connection, me, frame.chat)
    if shown is None:
        raise InvalidInputError(ErrorCode.CHAT_NOT_FOUND)
    pending = commands.of_chats(connection, (frame.chat,))
    refused = {each.number for each in pending if each.refusal and isinstance(each.frame, SetSubject)}
    for number in refused:
        commands.remove(connection, number)
    if shown.subject == frame.subject:
        changes = _touched(frame.chat) if refused else NOTHING
        return Written(changes, removed=frozenset(refused))
    written = _stored(commands.put(connection, frame, now))
    return structs.replace(written, removed=frozenset(refused))


def mark_read(connection: Connection, frame: MarkRead, now: Milliseconds) -> Written:
    """Store a read position in place of a lower one; one that is no progress, or of a chat not yet confirmed, is not stored."""
    read = chats.read_seq(connection, frame.chat)
    if read is None or frame.seq <= read:
        return Written()
    older = [
        each for each in commands.of_chats(connection, (frame.chat,)) if isinstance(each.frame, MarkRead)
    ]
    for each in older:
        commands.remove(connection, each.number)
    queued = commands.put(connection, frame, now)
    removed = frozenset(each.number for each in older)
    return Written(ChangeSet(chats=frozenset((frame.chat,))), (queued,), removed)


def retry(connection: Connection, number: CommandId, now: Milliseconds) -> Written:
    """Let a refused command be sent again, with the same id, at the end of its chat's queue.

    One that starts a chat keeps its place: what was written into the chat waits behind it.
    """
    refused = commands.one(connection, number)
    if refused is None or not refused.refusal:
        return Written()
    if isinstance(refused.frame, CreateChat):
        again = commands.accept_again(connection, number)
        return Written(_touched_by(refused), (again,) if again else (), frozenset((number,)))
    commands.remove(connection, number)
    queued = commands.put(connection, refused.frame, now)
    return Written(_touched_by(refused), (queued,), frozenset((number,)))


def discard(connection: Connection, number: CommandId) -> Written:
    """Drop a command for good; with the command that starts a chat, everything that was written into it.

    A command that reached the server all the same, its answer lost on the way, comes back as a confirmed row.
    """
    dropped = commands.one(connection, number)
    if dropped is None:
        return Written()
    gone = [dropped]
    if isinstance(dropped.frame, CreateChat) and not chats.exists(connection, dropped.frame.chat):
        gone += [each for each in commands.of_chats(connection, (dropped.frame.chat,)) if each != dropped]
    for each in gone:
        commands.remove(connection, each.number)
    changes = NOTHING
    for each in gone:
        changes |= _touched_by(each)
    texts = (_text_of(each) for each in gone if each is dropped or isinstance(each.frame, SendMessage))
    return Written(
        changes, removed=frozenset(each.number for each in gone), text="\n\n".join(filter(None, texts))
    )


def _text_of(pending: Pending) -> str:
    match pending.frame:
        case SendMessage(text=text) | SetSubject(subject=text):
            return text
        case CreateChat() | MarkRead():
            return ""


def _require_chat(connection: Connection, chat: ChatId) -> None:
    started = summaries.starting(commands.of_chats(connection, (chat,)))
    if started is None and not chats.exists(connection, chat):
        raise InvalidInputError(ErrorCode.CHAT_NOT_FOUND)


def _stored(pending: Pending) -> Written:
    return Written(_touched_by(pending), (pending,))


def _touched_by(pending: Pending) -> ChangeSet:
    message: MessageId | None = None if isinstance(pending.frame, MarkRead) else pending.frame.message
    return _touched(pending.frame.chat, message)


def _touched(chat: ChatId, message: MessageId | None = None) -> ChangeSet:
    chat_ids = frozenset((chat,))
    messages = frozenset((message,)) if message else frozenset[MessageId]()
    return ChangeSet(chats=chat_ids, timelines=chat_ids, messages=messages, outbox=True)


class Queue:
    """What is to be sent, chat by chat. Knows nothing of the network: `engine` asks it what may go next."""

    def __init__(self) -> None:
        self._chats: dict[ChatId, dict[CommandId, Pending]] = {}

    def put(self, pending: Pending) -> None:
        """Take in a stored command, waiting or refused."""
        line = self._chats.setdefault(pending.frame.chat, {})
        line[pending.number] = pending
        if next(reversed(line)) != max(line):
            self._chats[pending.frame.chat] = dict(sorted(line.items()))

    def remove(self, number: CommandId) -> None:
        """Forget a command that was confirmed or dropped."""
        for chat, line in self._chats.items():
            if line.pop(number, None) is not None:
                if not line:
                    del self._chats[chat]
                return

    def refuse(self, number: CommandId, code: ErrorCode) -> None:
        """Hold a command back until the user decides."""
        for line in self._chats.values():
            if number in line:
                line[number] = structs.replace(line[number], refusal=str(code))

    def ready(self) -> Iterator[Pending]:
        """Yield the first command of every chat that may be sent; a refused start of a chat holds back all in it."""
        for line in self._chats.values():
            first = _first(tuple(line.values()))
            if first is not None:
                yield first

    def contains(self, number: CommandId) -> bool:
        """Whether a command is still to be sent or decided on."""
        return any(number in line for line in self._chats.values())


def _first(line: Seq[Pending]) -> Pending | None:
    for pending in line:
        if not pending.refusal:
            return pending
        if isinstance(pending.frame, CreateChat):
            return None
    return None
