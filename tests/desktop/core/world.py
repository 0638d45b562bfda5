"""A server in a hundred lines, without sockets, and a device that talks to it over a network that the test controls.

`World` answers as PROTOCOL.md says, with tiny pages, so that a few messages already need several. `Device` is the real engine, the
real applier and a real database in memory; only the wire between the two is made of lists.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import json, structs

from desktop.core import outbox
from desktop.core.cache import account, encrypted, summaries
from desktop.core.errors import ConnectFailure
from desktop.core.sync import applier
from desktop.core.sync.effects import Close, Effect, Send, Store
from desktop.core.sync.engine import Engine
from sync_server.protocol.frames import (
    Accepted,
    Changes,
    ChangesPage,
    ChatChanges,
    ChatCreated,
    ChatOpened,
    ChatSnapshot,
    CreateChat,
    History,
    HistoryPage,
    MarkRead,
    Ok,
    OpenChat,
    PreferencesChanged,
    PreferencesSet,
    Push,
    ReadPositions,
    Reply,
    Request,
    Resume,
    Resumed,
    SendMessage,
    SetPreferences,
    SetSubject,
    Sync,
    Synced,
)
from sync_server.protocol.nouns import (
    Added,
    Attachment,
    Body,
    Chat,
    ChatId,
    Created,
    Deleted,
    Message,
    MessageId,
    Participant,
    Preferences,
    Reaction,
    Renamed,
    Text,
    User,
    UserId,
)
from tests.support.keys import KEY
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


def stored(line: Message) -> tuple[object, ...]:
    """Return a message as a device keeps it."""
    body, reactions = line.body, line.reactions
    is_text = isinstance(body, Text)
    return (
        line.chat, line.seq, line.id, line.revision, line.author, line.sent_at, body.__struct_config__.tag,
        body.text if is_text else json.encode(body).decode(),
        json.encode(body.mentions).decode() if is_text and body.mentions else "",
        line.reply_to, line.edited_at, json.encode(reactions).decode() if reactions else "",
        json.encode(body.attachments).decode() if is_text and body.attachments else "",
    )  # fmt: skip


class World:
    """What the server knows: chats of ME and OTHER, as ME may see them, and what lies before ME came in."""

    def __init__(self) -> None:
        self.lines: dict[ChatId, list[Message]] = {}
        """Every line, those that ME may not see included."""
        self.chats: dict[ChatId, Chat] = {}
        self.read: dict[ChatId, dict[UserId, int]] = {}
        self.preferences: dict[ChatId, Preferences] = {}
        self._preference_revision = 0
        self._revisions: dict[ChatId, int] = {}
        self._stamps: dict[tuple[ChatId, UserId], int] = {}
        self._clock = 0
        self._numbers = 0

    # What is known of a chat.

    def last_seq(self, chat: ChatId) -> int:
        return len(self.lines[chat])

    def visible(self, chat: ChatId) -> tuple[Message, ...]:
        """Return what ME may see, as ME may see it."""
        cut_off = self.chats[chat].visible_from_seq
        return tuple(
            structs.replace(line, reply_to=0) if line.reply_to and line.reply_to < cut_off else line
            for line in self.lines[chat]
            if line.seq >= cut_off
        )

    def told(self, chat: ChatId) -> int:
        """Return the last change that ME may see."""
        return max(self.chats[chat].revision, *(line.revision for line in self.visible(chat)))

    def positions(self, chat: ChatId) -> dict[UserId, int]:
        """Return the read positions that ME may know."""
        cut_off = self.chats[chat].visible_from_seq
        return {who: seq for who, seq in self.read[chat].items() if who == ME.id or seq >= cut_off}

    def unread(self, chat: ChatId) -> tuple[int, int]:
        """Return how many messages of others ME has not read, and after which place."""
        mark = self.preferences[chat].unread_from if chat in self.preferences else 0
        read = self.read[chat].get(ME.id, 0)
        after = max(min(read, mark - 1) if mark else read, self.chats[chat].visible_from_seq - 1)
        others = (line for line in self.visible(chat) if line.seq > after and line.author != ME.id)
        return sum(isinstance(line.body, Text) for line in others), after

    def snapshot(self, chat: ChatId) -> ChatSnapshot:
        newest = self.visible(chat)[-SNAPSHOT_ROWS:]
        return ChatSnapshot(
            self.chats[chat], self.told(chat), newest[0].seq, newest, self.positions(chat), *self.unread(chat)
        )

    # What people do; each returns what ME's devices are told, None where that is nothing.

    def start(
        self,
        chat: ChatId,
        *,
        by: User = OTHER,
        message: MessageId | None = None,
        subject: str = "",
        hidden: int = 0,
    ) -> Push:
        """Somebody starts a chat with ME, or with THIRD and adds ME after so many lines, without the history."""
        self._numbers += 1
        guest = THIRD if hidden else (OTHER if by is ME else ME)
        line = Message(
            message or message_id(self._numbers), chat, 1, 1, by.id, self._numbers, Created(subject)
        )
        people = tuple(Participant(each.id, 1, line.sent_at, by.id, 1) for each in (by, guest))
        self.chats[chat] = Chat(chat, 1, subject, people, by.id, line.sent_at, 1)
        self.lines[chat], self._revisions[chat] = [line], 1
        self.read[chat] = {by.id: 1, guest.id: 0}
        for number in range(hidden):
            self.say(chat, f"hidden {number}")
        if hidden:
            self._let_me_in(chat, by)
        return self.snapshot(chat)

    def _let_me_in(self, chat: ChatId, by: User) -> None:
        self.add(chat, ME, by=by, with_history=False)
        seq, row = self.last_seq(chat), self.chats[chat]
        people = (
            *(Participant(each.user, None, None, None, None) for each in row.participants[:-1]),
            row.participants[-1],
        )
        self.chats[chat] = structs.replace(
            row, participants=people, created_by=None, created_at=None, visible_from_seq=seq
        )

    def say(  # noqa: PLR0913 - a message has as many parts
        self,
        chat: ChatId,
        text: str,
        *,
        by: User = OTHER,
        message: MessageId | None = None,
        reply_to: int | None = None,
        mentions: tuple[UserId, ...] = (),
        attachments: tuple[Attachment, ...] = (),
    ) -> Push:
        return self._tell(chat, by, Text(text, mentions, attachments), message, reply_to=reply_to)

    def rename(
        self, chat: ChatId, subject: str, *, by: User = OTHER, message: MessageId | None = None
    ) -> Push:
        row = structs.replace(self.chats[chat], subject=subject, revision=self._revisions[chat] + 1)
        return self._tell(chat, by, Renamed(subject), message, row=row)

    def add(self, chat: ChatId, who: User, *, by: User = OTHER, with_history: bool) -> Push:
        row, seq = self.chats[chat], self.last_seq(chat) + 1
        newcomer = Participant(
            who.id, seq, self._numbers + 1, by.id, row.visible_from_seq if with_history else seq
        )
        row = structs.replace(
            row, participants=(*row.participants, newcomer), revision=self._revisions[chat] + 1
        )
        self.read[chat][who.id] = seq - 1
        return self._tell(chat, by, Added((who.id,), with_history), None, row=row)

    def edit(self, chat: ChatId, seq: int, text: str) -> Push | None:
        body = structs.replace(self.lines[chat][seq - 1].body, text=text, mentions=())
        return self._change(chat, seq, body=body, edited_at=self._revisions[chat])

    def delete(self, chat: ChatId, seq: int) -> Push | None:
        return self._change(
            chat, seq, body=Deleted(self._revisions[chat]), edited_at=None, reactions=(), reply_to=None
        )

    def react(self, chat: ChatId, seq: int, *emoji: str, by: User = OTHER) -> Push | None:
        return self._change(chat, seq, reactions=tuple(Reaction(each, (by.id,)) for each in emoji))

    def reads(self, chat: ChatId, seq: int, *, who: User = OTHER) -> Push | None:
        """Somebody has seen everything up to a place; ME is told at once, where ME may know."""
        if seq <= self.read[chat].get(who.id, 0):
            return None
        self._clock += 1
        self.read[chat][who.id] = seq
        self._stamps[chat, who.id] = self._clock
        return ReadPositions(chat, {who.id: seq}) if who.id in self.positions(chat) else None

    def prefer(self, chat: ChatId, **changes: object) -> Push:
        """ME sets something for themselves, on any device."""
        self._preference_revision += 1
        held = self.preferences.get(chat, Preferences(0))
        changed = {name: value for name, value in changes.items() if value is not None}
        if changed.get("unread_from"):
            mark = max(changed["unread_from"], self.chats[chat].visible_from_seq)
            changed["unread_from"] = mark if mark <= self.last_seq(chat) else 0
        self.preferences[chat] = structs.replace(held, revision=self._preference_revision, **changed)
        return PreferencesChanged({chat: self.preferences[chat]})

    def _change(self, chat: ChatId, seq: int, **changes: object) -> Push | None:
        before = self.told(chat)
        self._revisions[chat] += 1
        line = structs.replace(self.lines[chat][seq - 1], revision=self._revisions[chat], **changes)
        self.lines[chat][seq - 1] = line
        seen = tuple(each for each in self.visible(chat) if each.seq == seq)
        return ChatChanges(chat, before, line.revision, seen) if seen else None

    def _tell(
        self,
        chat: ChatId,
        by: User,
        body: Body,
        message: MessageId | None,
        *,
        row: Chat | None = None,
        reply_to: int | None = None,
    ) -> Push:
        before = self.told(chat)
        self._numbers += 1
        self._revisions[chat] += 1
        seq, revision = self.last_seq(chat) + 1, self._revisions[chat]
        line = Message(
            message or message_id(self._numbers), chat, seq, revision, by.id, self._numbers, body, reply_to
        )
        self.lines[chat].append(line)
        self.read[chat][by.id] = seq
        if row is not None:
            self.chats[chat] = row
        return ChatChanges(chat, before, revision, self.visible(chat)[-1:], row)

    # What is answered.

    def handle(self, request: Request) -> list[Reply | Push]:
        """Answer a request."""
        match request:
            case Resume():
                return [Resumed(request.id, ME, "device")]
            case Sync():
                return [Ok(request.id), *self._catch_up(request)]
            case Changes(chat=chat, after=after):
                return [self._changes(request.id, chat, after)]
            case OpenChat(chat=chat):
                found = self.snapshot(chat)
                return [
                    ChatOpened(
                        request.id,
                        found.chat,
                        found.revision,
                        found.from_seq,
                        found.messages,
                        found.read,
                        found.unread,
                        found.unread_after,
                    )
                ]
            case History(chat=chat, before_seq=before):
                first = max(self.chats[chat].visible_from_seq, before - PAGE_ROWS)
                page = tuple(line for line in self.visible(chat) if first <= line.seq < before)
                return [HistoryPage(request.id, chat, first, page)]
            case _:
                return self._obey(request)

    def _obey(self, request: Request) -> list[Reply | Push]:
        match request:
            case CreateChat(chat=chat):
                if chat not in self.chats:
                    self.start(chat, by=ME, message=request.message, subject=request.subject)
                return [ChatCreated(request.id, self.chats[chat], self.lines[chat][0])]
            case SendMessage(chat=chat) | SetSubject(chat=chat):
                done = [line for line in self.visible(chat) if line.id == request.message]
                if done:
                    return [Accepted(request.id, done[0])]
                push = (
                    self.say(
                        chat, request.text, by=ME, message=request.message, attachments=request.attachments
                    )
                    if isinstance(request, SendMessage)
                    else self.rename(chat, request.subject, by=ME, message=request.message)
                )
                return [Accepted(request.id, self.visible(chat)[-1]), push]
            case MarkRead(chat=chat, seq=seq):
                self.reads(chat, min(seq, self.last_seq(chat)), who=ME)
                return [Ok(request.id)]
            case SetPreferences(chat=chat):
                wanted = {
                    "muted_until": request.muted_until,
                    "pinned": request.pinned,
                    "unread_from": request.unread_from,
                    "notify": request.notify,
                }
                self.prefer(chat, **wanted)
                return [PreferencesSet(request.id, chat, self.preferences[chat])]
            case _:
                return [Ok(request.id)]

    def _catch_up(self, request: Sync) -> Iterator[Push]:
        for chat in self.chats:
            held = request.chats.get(chat)
            if held is None:
                yield self.snapshot(chat)
            elif self.told(chat) > held:
                yield self._missed(chat, held)
        for chat in self.chats:
            moved = {
                who: seq
                for who, seq in self.positions(chat).items()
                if self._stamps.get((chat, who), 0) > request.reads
            }
            if moved:
                yield ReadPositions(chat, moved)
        newer = {chat: row for chat, row in self.preferences.items() if row.revision > request.preferences}
        if newer:
            yield PreferencesChanged(newer)
        yield Synced(self._clock, self._preference_revision)

    def _missed(self, chat: ChatId, held: int) -> Push:
        changed, row = self._changed(chat, held)
        if len(changed) <= PAGE_ROWS:
            return ChatChanges(chat, held, self.told(chat), changed, row)
        return ChatChanges(chat, held, held, self.visible(chat)[-SNAPSHOT_ROWS:], row, more=True)

    def _changes(self, number: int, chat: ChatId, after: int) -> ChangesPage:
        changed, row = self._changed(chat, after)
        page, more = changed[:PAGE_ROWS], len(changed) > PAGE_ROWS
        revision = page[-1].revision if more else self.told(chat)
        return ChangesPage(number, chat, after, revision, row, page, more)

    def _changed(self, chat: ChatId, after: int) -> tuple[tuple[Message, ...], Chat | None]:
        found = (line for line in self.visible(chat) if line.revision > after)
        row = self.chats[chat]
        return (
            tuple(sorted(found, key=lambda line: line.revision)),
            row if row.revision > after else None,
        )


class Device:
    """A client of a `World`."""

    def __init__(self) -> None:
        self.connection = encrypted.connect(Path(":memory:"), KEY)
        encrypted.migrate(self.connection)
        account.claim(self.connection, "wss://desk.example.com/sync", ME.id)
        self.engine = Engine("token", jitter=lambda: 0.0)
        self.now = 0.0
        self.to_server: list[Request] = []
        self.to_client: list[Reply | Push] = []
        self.live: list[Push] = []
        """What was told of as it happened, and not while catching up: this a server may lose."""
        self.connected = False

    def connect(self) -> None:
        self.engine.connecting()
        self.connected = True
        self._carry_out(self.engine.connected(applier.held(self.connection), self.now))

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

    def hears_live(self, push: Push | None) -> None:
        if self.connected and push is not None:
            self.to_client.append(push)
            self.live.append(push)

    def heard_live(self, frame: Reply | Push, kind: type[Push]) -> bool:
        return isinstance(frame, kind) and any(frame is push for push in self.live)

    def knows(self, chat: ChatId) -> bool:
        return any(row[0] == chat for row in self.rows()["chat"])

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Return all that is held of chats, to compare one device with another."""
        return {
            "chat": self._all("SELECT * FROM chat"),
            "participant": self._all("SELECT * FROM participant"),
            "message": self._all("SELECT * FROM message"),
            "sync_state": self._all("SELECT chat, held, held_from_seq, told FROM sync_state"),
            "preference": self._all("SELECT * FROM preference"),
            "read_position": self._all("SELECT * FROM read_position"),
            "command": self._all("SELECT * FROM command"),
        }

    def unread(self) -> dict[ChatId, int]:
        """Return the numbers that the chat list shows."""
        listed = summaries.listed(self.connection, UserId(ME.id), summaries.every(self.connection))
        return {line.id: line.unread for line in listed}

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
