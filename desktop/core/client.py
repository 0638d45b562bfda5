"""The one object that view models talk to: commands in, queries and change sets out.

It owns the account's cache, outbox and sync engine. Every method is called on the event loop's thread and never blocks it:
the disk is read and written on the cache's own threads, the network by the engine's tasks. A command returns once it is stored
on disk, before anything is sent; the screen changes through the change feed, offline or not.
"""

from asyncio import TaskGroup
from collections.abc import Sequence as Seq
from pathlib import Path
from typing import Literal

from desktop.core.changes import ChangeFeed
from desktop.core.values import (
    ChatDetails,
    ChatId,
    ChatSummary,
    CommandId,
    Connection,
    MessageId,
    Page,
    Person,
    Sequence,
    UserId,
)


class Account:  # -> frozen Struct
    """Who is signed in where: server address (as `core.sync.address` normalises it), user id, username, name, device id, token."""

    server: str
    user: UserId
    username: str
    name: str
    token: str


async def sign_in(server: str, username: str, password: str, *, device_name: str) -> Account:
    """Prove who one is to a server, and become a device of it.

    Raises AddressError, ConnectError or RefusedError (wrong_credentials, deactivated, too_many_attempts, …).
    """


class Client:
    feed: ChangeFeed
    me: Person

    @classmethod
    async def open(cls, account: Account, folder: Path) -> "Client":
        """Open (or make) the account's cache in `folder`; nothing touches the network. Raises CacheError."""

    @property
    def connection(self) -> Connection: ...

    def start(self, tasks: TaskGroup) -> None:
        """Connect, and stay connected with jittered backoff, as tasks of `tasks`, until `close`."""

    async def close(self) -> None:
        """Stop syncing, let the writer finish, close the cache. Nothing stored is lost."""

    def try_now(self) -> None:
        """Skip the wait before the next connection attempt."""

    # Queries: the reader thread answers, from the cache alone.
    async def chats(self) -> tuple[ChatSummary, ...]: ...  # newest activity first, pending commands projected
    async def chat_summaries(self, chats: frozenset[ChatId]) -> tuple[ChatSummary, ...]: ...
    async def chat(self, chat: ChatId) -> ChatDetails | None: ...
    async def people(self) -> tuple[Person, ...]: ...  # active team members but the user, by name
    async def latest(self, chat: ChatId, *, limit: int = 60) -> Page: ...
    async def older(self, chat: ChatId, *, before: Sequence, limit: int = 60) -> Page: ...
    async def newer(self, chat: ChatId, *, after: Sequence, limit: int = 60) -> Page: ...
    async def around(
        self, chat: ChatId, *, seq: Sequence, limit: int = 60
    ) -> Page: ...  # e.g. opens at the first unread
    async def rows(self, messages: frozenset[MessageId]) -> tuple[TimelineRow, ...]: ...

    # Commands: stored, then shown, then sent.
    async def start_chat(
        self, people: Seq[UserId], *, subject: str = ""
    ) -> ChatId: ...  # raises InvalidInputError
    async def send(
        self, chat: ChatId, text: str
    ) -> MessageId: ...  # in the same transaction clears the draft; raises InvalidInputError
    async def set_subject(self, chat: ChatId, subject: str) -> None: ...
    async def mark_read(self, chat: ChatId, seq: Sequence) -> None: ...  # monotone; coalesced in the outbox
    async def save_draft(self, chat: ChatId, text: str) -> None: ...  # local only
    async def retry(
        self, command: CommandId
    ) -> None: ...  # a refused command goes to the end of its chat's queue
    async def discard(
        self, command: CommandId
    ) -> str: ...  # drops a refused/waiting command for good; returns its text

    # Needs a connection, since it cannot be undone.
    async def add_participants(
        self, chat: ChatId, people: Seq[UserId], *, share_history: bool
    ) -> None: ...  # NotConnectedError, RefusedError
    async def sign_out(self) -> None: ...  # gives the token back if connected
    def typing(self, chat: ChatId) -> None: ...  # throttled here to one frame per 3 s; dropped when offline
