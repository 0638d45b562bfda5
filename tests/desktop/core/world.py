"""A server in fifty lines, without sockets, and a device that talks to it over a network that the test controls.

`World` answers as PROTOCOL.md says, with tiny pages, so that a few messages already need several. `Device` is the real engine, the
real applier and a real database in memory; only the wire between the two is made of lists.
"""

from collections.abc import Iterable
from pathlib import Path

from msgspec import structs

from desktop.core import outbox
from desktop.core.cache import account, database
from desktop.core.errors import ConnectFailure
from desktop.core.sync import applier
from desktop.core.sync.engine import Close, Effect, Engine, Send, Store
from sync_server.protocol.frames import (
    Accepted,
    Changes,
    ChangesPage,
    ChatChanges,
    ChatCreated,
    ChatSnapshot,
    CreateChat,
    History,
    HistoryPage,
    MarkRead,
    Ok,
    Push,
    Reply,
    Request,
    Resume,
    Resumed,
    SendMessage,
    SetSubject,
    Sync,
    Synced,
)
from sync_server.protocol.nouns import (
    Chat,
    ChatId,
    Created,
    Message,
    MessageId,
    Participant,
    Renamed,
    Text,
    User,
    UserId,
)
from tests.support.story import fixed_id, user

ME = user(1, "anna", "Anna Larsson", "Support")
OTHER = user(2, "bruno", "Bruno Costa", "Billing")
THIRD = user(3, "chiara", "Chiara Conti", "")

SNAPSHOT_ROWS = 3
PAGE_ROWS = 2


def message_id(number: int) -> MessageId:
    return MessageId(fixed_id(7, number))


def chat_id(number: int) -> ChatId:
    return ChatId(fixed_id(8, number))


class World:
    """What the server knows: chats of ME and OTHER."""

    def __init__(self) -> None:
        self.lines: dict[ChatId, list[Message]] = {}
        self.chats: dict[ChatId, Chat] = {}
        self._numbers = 0

    def start(
        self, chat: ChatId, *, by: User = OTHER, message: MessageId | None = None, subject: str = ""
    ) -> Push:
        self._numbers += 1
        line = Message(message or message_id(self._numbers), chat, 1, 1, by.id, self._numbers, Created())
        people = tuple(
            Participant(each.id, 1, line.sent_at, by.id, 1) for each in (by, OTHER if by is ME else ME)
        )
        self.chats[chat] = Chat(chat, 1, subject, people, by.id, line.sent_at, 1, 1, 0)
        self.lines[chat] = [line]
        return self.snapshot(chat)

    def say(self, chat: ChatId, text: str, *, by: User = OTHER, message: MessageId | None = None) -> Push:
        return self._tell(chat, by, Text(text), message)

    def rename(
        self, chat: ChatId, subject: str, *, by: User = OTHER, message: MessageId | None = None
    ) -> Push:
        self.chats[chat] = structs.replace(self.chats[chat], subject=subject)
        return self._tell(chat, by, Renamed(subject), message)

    def edit(self, chat: ChatId, seq: int, text: str) -> Push:
        """Change a row in its place: the protocol allows it already, though no request does it yet."""
        revision = self.chats[chat].revision + 1
        line = structs.replace(self.lines[chat][seq - 1], revision=revision, body=Text(text))
        self.lines[chat][seq - 1] = line
        self.chats[chat] = structs.replace(self.chats[chat], revision=revision)
        return ChatChanges(self.chats[chat], revision - 1, revision, (line,))

    def snapshot(self, chat: ChatId) -> ChatSnapshot:
        newest = tuple(self.lines[chat][-SNAPSHOT_ROWS:])
        return ChatSnapshot(self.chats[chat], newest[0].seq, newest)

    def handle(self, request: Request) -> list[Reply | Push]:
        """Answer a request."""
        match request:
            case Resume():
                return [Resumed(request.id, ME, "device")]
            case Sync():
                return [Ok(request.id), *self._catch_up(request.chats), Synced()]
            case Changes(chat=chat, after=after):
                return [self._changes(request.id, chat, after)]
            case History(chat=chat, before_seq=before):
                first = max(1, before - PAGE_ROWS)
                return [HistoryPage(request.id, chat, first, tuple(self.lines[chat][first - 1 : before - 1]))]
            case _:
                return self._obey(request)

    def _obey(self, request: Request) -> list[Reply | Push]:
        match request:
            case CreateChat(chat=chat):
                if chat not in self.chats:
                    self.start(chat, by=ME, message=request.message, subject=request.subject)
                return [ChatCreated(request.id, self.chats[chat], self.lines[chat][0])]
            case SendMessage(chat=chat) | SetSubject(chat=chat):
                done = [line for line in self.lines[chat] if line.id == request.message]
                if done:
                    return [Accepted(request.id, done[0])]
                push = (
                    self.say(chat, request.text, by=ME, message=request.message)
                    if isinstance(request, SendMessage)
                    else self.rename(chat, request.subject, by=ME, message=request.message)
                )
                return [Accepted(request.id, self.lines[chat][-1]), push]
            case MarkRead(chat=chat, seq=seq):
                read = max(seq, self.chats[chat].read_seq)
                self.chats[chat] = structs.replace(self.chats[chat], read_seq=read)
                return [Ok(request.id)]
            case _:
                return [Ok(request.id)]

    def _catch_up(self, held: dict[ChatId, int]) -> Iterable[Push]:
        for chat, row in self.chats.items():
            if chat not in held:
                yield self.snapshot(chat)
            elif row.revision > held[chat]:
                changed = [line for line in self.lines[chat] if line.revision > held[chat]]
                if len(changed) <= PAGE_ROWS:
                    yield ChatChanges(row, held[chat], row.revision, tuple(changed))
                else:
                    yield ChatChanges(row, held[chat], held[chat], tuple(self.lines[chat][-SNAPSHOT_ROWS:]))

    def _changes(self, number: int, chat: ChatId, after: int) -> ChangesPage:
        changed = sorted(
            (line for line in self.lines[chat] if line.revision > after), key=lambda line: line.revision
        )
        page, more = tuple(changed[:PAGE_ROWS]), len(changed) > PAGE_ROWS
        row = self.chats[chat]
        return ChangesPage(number, after, page[-1].revision if more else row.revision, row, page, more)

    def _tell(self, chat: ChatId, by: User, body: Text | Renamed, message: MessageId | None) -> Push:
        self._numbers += 1
        row = self.chats[chat]
        seq, revision = row.last_seq + 1, row.revision + 1
        line = Message(message or message_id(self._numbers), chat, seq, revision, by.id, self._numbers, body)
        self.lines[chat].append(line)
        self.chats[chat] = structs.replace(row, last_seq=seq, revision=revision)
        return ChatChanges(self.chats[chat], revision - 1, revision, (line,))


class Device:
    """A client of a `World`."""

    def __init__(self) -> None:
        self.connection = database._connect(Path(":memory:"))
        database._migrate(self.connection)
        account.claim(self.connection, "wss://desk.example.com/sync", ME.id)
        self.engine = Engine("token", jitter=lambda: 0.0)
        self.now = 0.0
        self.to_server: list[Request] = []
        self.to_client: list[Reply | Push] = []
        self.connected = False

    def connect(self) -> None:
        self.engine.connecting()
        self.connected = True
        self._carry_out(self.engine.connected(applier.held(self.connection)))

    def disconnect(self) -> None:
        """Lose the connection and everything that is on its way."""
        self.connected = False
        self.to_server.clear()
        self.to_client.clear()
        self.engine.failed(ConnectFailure.LOST, self.now)

    def receive(self, *frames: Reply | Push) -> None:
        for frame in frames:
            self._carry_out(self.engine.received(frame, self.now))
        self.advance()

    def advance(self) -> None:
        self.now += 1.0
        self._carry_out(self.engine.advance(self.now))

    def write(self, written: outbox.Written) -> None:
        self.engine.queued(written.queued, written.removed)
        self.advance()

    def talk_with(self, world: World) -> None:
        """Let both say all they have to say."""
        self.advance()
        while self.to_server or self.to_client:
            if self.to_client:
                self.receive(self.to_client.pop(0))
            else:
                self.to_client.extend(world.handle(self.to_server.pop(0)))

    def hears_live(self, push: Push) -> None:
        if self.connected:
            self.to_client.append(push)

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Return all that is held of chats, to compare one device with another."""
        return {
            "chat": self._all("SELECT * FROM chat"),
            "participant": self._all("SELECT * FROM participant"),
            "message": self._all("SELECT * FROM message"),
            "sync_state": self._all("SELECT * FROM sync_state"),
            "command": self._all("SELECT * FROM command"),
        }

    def _all(self, query: str) -> list[tuple[object, ...]]:
        return sorted(tuple(row) for row in self.connection.execute(query))

    def _carry_out(self, effects: Iterable[Effect]) -> None:
        done = tuple(effects)
        stored = [effect.incoming for effect in done if isinstance(effect, Store)]
        if stored:
            self.engine.applied(applier.apply(self.connection, UserId(ME.id), stored))
        self.to_server.extend(effect.request for effect in done if isinstance(effect, Send))
        if any(isinstance(effect, Close) for effect in done):
            self.disconnect()
