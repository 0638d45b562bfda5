"""An office in a real database: people with one device each, who carry out commands as the server's committer does."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import uuid_utils

from sync_server import handlers
from sync_server.errors import Refusal
from sync_server.handlers import Caller, Outcome
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import (
    AddParticipants,
    Audience,
    Changes,
    ChatOpened,
    ChatSnapshot,
    Command,
    CreateChat,
    DeleteMessage,
    EditMessage,
    History,
    HistoryPreview,
    MarkRead,
    OpenChat,
    PreviewHistory,
    Push,
    Query,
    SendMessage,
    SetPreferences,
    SetReaction,
    SetSubject,
    StartTyping,
)
from sync_server.protocol.nouns import ChatId, CommandId, DeviceId, Message, MessageId, User, UserId
from sync_server.store import accounts as account_store
from sync_server.store.accounts import Account
from sync_server.store.database import Database

NOW = 1_790_000_000_000
PEOPLE = ("anna", "bruno", "chiara", "dora", "emil")


def new_id() -> Any:
    return str(uuid_utils.uuid7())


class Office:
    """A database with five people in it."""

    def __init__(self, path: Path) -> None:
        self.url = f"sqlite:///{path}"
        self.database = Database(self.url)
        self.now_ms = NOW
        self.chats: list[ChatId] = []
        self.people = {name: self.hire(name) for name in PEOPLE}

    def hire(self, username: str) -> Caller:
        """Make an account, without a password, and a device."""

        def work(conn):
            user = User(
                id=UserId(new_id()),
                username=username,
                name=username.title(),
                title="",
                active=True,
                revision=account_store.next_revision(conn),
            )
            account = Account(user=user, password_hash="")
            account_store.add_accounts(conn, [account])
            return handlers.accounts.admit(conn, account, "laptop", self.now_ms).caller

        return self.database.submit(work).result()

    def user(self, name: str) -> UserId:
        return self.people[name].user

    def users(self, names: Iterable[str]) -> tuple[UserId, ...]:
        return tuple(self.user(name) for name in names)

    def device(self, name: str) -> DeviceId:
        return self.people[name].device

    def do(self, name: str, command: Command) -> Outcome:
        """Carry out a command, as the transport does."""
        self.now_ms += 1_000
        now_ms = self.now_ms
        return self.database.submit(
            lambda conn: handlers.execute(conn, self.people[name], command, now_ms)
        ).result()

    def ask(self, name: str, request: Query) -> Any:
        return self.database.read(lambda conn: handlers.query(conn, self.people[name], request)).result()

    def catch_up(
        self,
        name: str,
        vector: dict[ChatId, int] | None = None,
        directory: int = 0,
        reads: int = 0,
        preferences: int = 0,
    ) -> list[Push]:
        """All that a device is told that holds this much, `Synced` at the end included."""

        def work(conn):
            caller = self.people[name]
            return list(
                handlers.sync.catch_up(
                    conn, caller, vector or {}, directory=directory, reads=reads, preferences=preferences
                )
            )

        return self.database.read(work).result()

    # The commands in short, each returning the outcome -----------------------------------------------------------------

    def create(self, name: str, *others: str, subject: str = "") -> tuple[ChatId, Outcome]:
        chat = ChatId(new_id())
        command = CreateChat(1, chat, MessageId(new_id()), self.users(others), subject)
        outcome = self.do(name, command)
        self.chats.append(chat)
        return chat, outcome

    def send(
        self,
        name: str,
        chat: ChatId,
        text: str = "hello",
        *,
        reply_to: Message | None = None,
        mentions: Iterable[str] = (),
    ) -> Outcome:
        answered = None if reply_to is None else reply_to.id
        return self.do(name, SendMessage(1, chat, MessageId(new_id()), text, answered, self.users(mentions)))

    def say(self, name: str, chat: ChatId, text: str = "hello", **more: Any) -> Message:
        """Send a message, and return its row."""
        return self.send(name, chat, text, **more).reply.message

    def edit(self, name: str, message: Message, text: str, *, mentions: Iterable[str] = ()) -> Outcome:
        command = CommandId(new_id())
        return self.do(name, EditMessage(1, message.chat, message.id, command, text, self.users(mentions)))

    def delete(self, name: str, message: Message) -> Outcome:
        return self.do(name, DeleteMessage(1, message.chat, message.id, CommandId(new_id())))

    def react(self, name: str, message: Message, emoji: str = "👍", *, on: bool = True) -> Outcome:
        return self.do(name, SetReaction(1, message.chat, message.id, CommandId(new_id()), emoji, on))

    def rename(self, name: str, chat: ChatId, subject: str) -> Outcome:
        return self.do(name, SetSubject(1, chat, MessageId(new_id()), subject))

    def add(self, name: str, chat: ChatId, *who: str, share_history: bool) -> Outcome:
        return self.do(
            name, AddParticipants(1, chat, MessageId(new_id()), self.users(who), share_history=share_history)
        )

    def read_up_to(self, name: str, chat: ChatId, seq: int) -> Outcome:
        return self.do(name, MarkRead(1, chat, seq))

    def prefer(self, name: str, chat: ChatId, **what: Any) -> Outcome:
        """Set one's own preferences in a chat."""
        return self.do(name, SetPreferences(1, chat, CommandId(new_id()), **what))

    def type(self, name: str, chat: ChatId) -> Outcome:
        request = StartTyping(1, chat)
        return self.database.read(
            lambda conn: handlers.chats.start_typing(conn, self.people[name], request)
        ).result()

    # What somebody sees ------------------------------------------------------------------------------------------------

    def audience(self, name: str, message: Message) -> list[str]:
        """Who can read a message, by name."""
        users = self.ask(name, Audience(1, message.chat, message.id)).users
        names = {caller.user: one for one, caller in self.people.items()}
        return [names[user] for user in users]

    def preview(self, name: str, chat: ChatId) -> HistoryPreview:
        return self.ask(name, PreviewHistory(1, chat))

    def open(self, name: str, chat: ChatId) -> ChatOpened:
        return self.ask(name, OpenChat(1, chat))

    def snapshot(self, name: str, chat: ChatId) -> ChatSnapshot:
        found = [push for push in self.catch_up_in(name, chat) if isinstance(push, ChatSnapshot)]
        return next(push for push in found if push.chat.id == chat)

    def catch_up_in(self, name: str, chat: ChatId) -> list[Push]:
        """Catch up on a device that holds all chats but this one."""
        return self.catch_up(name, {other: 2**40 for other in self.chats if other != chat}, 2**40)

    def history(self, name: str, chat: ChatId) -> list[Message]:
        """Page back from the end to the beginning, as a client does."""
        messages: list[Message] = []
        before = 2**31
        while True:
            page = self.ask(name, History(1, chat, before, limit=3))
            messages = [*page.messages, *messages]
            if not page.messages:
                return messages
            before = page.from_seq

    def changes(self, name: str, chat: ChatId, after: int = 0) -> list[Message]:
        """Read all changes after a revision, as a client does."""
        messages: list[Message] = []
        while True:
            page = self.ask(name, Changes(1, chat, after))
            messages += page.messages
            after = page.revision
            if not page.more:
                return messages

    def close(self) -> None:
        self.database.close()


def refusal_of(action, *args, **kwargs) -> Refusal:
    """Do something that must be refused, and return the refusal."""
    try:
        action(*args, **kwargs)
    except Refusal as refusal:
        return refusal
    raise AssertionError("it was not refused")


def code_of(action, *args, **kwargs) -> ErrorCode:
    return refusal_of(action, *args, **kwargs).code


def pushes_to(outcome: Outcome, user: UserId) -> list[Push]:
    """What one user is told by an outcome."""
    return [delivery.push for delivery in outcome.deliveries if user in delivery.to]


def texts_of(messages: Iterable[Message]) -> list[str]:
    """What people wrote, system lines by their kind."""
    return [
        getattr(message.body, "text", None) or f"<{message.body.__struct_config__.tag}>"
        for message in messages
    ]
