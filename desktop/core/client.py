"""The one object that view models talk to: commands in, queries and change sets out.

It owns the account's cache, outbox and sync engine. Every method is called on the event loop's thread and never blocks it:
the disk is read and written on the cache's own threads, the network by the engine's tasks. A command returns once it is stored
on disk, before anything is sent; the screen changes through the change feed, offline or not.
"""

from asyncio import TaskGroup
from collections.abc import Callable
from collections.abc import Sequence as Seq
from pathlib import Path

from msgspec import Struct

from desktop.core.changes import ChangeFeed
from desktop.core.values import (
    ChatDetails,
    ChatId,
    ChatSummary,
    CommandId,
    Connection,
    ConnectionState,
    MessageId,
    Milliseconds,
    Page,
    Person,
    Sequence,
    TimelineRow,
    UserId,
)
from sync_server.protocol.frames import Push, Reply


class Account(Struct, frozen=True):
    """Who is signed in where."""

    server: str
    """Address of the websocket, as `core.sync.address` makes it."""
    user: UserId
    username: str
    name: str
    token: str
    """Secret of this device; kept in the system keyring, never in the cache or a log."""


async def sign_in(server: str, username: str, password: str, *, device_name: str) -> Account:
    """Prove who one is to a server, and become a device of it.

    Raises AddressError, ConnectError or RefusedError (wrong_credentials, deactivated, too_many_attempts, …).
    """
    raise NotImplementedError


class Client:
    """What one account knows and does on this computer."""

    feed: ChangeFeed
    """Tells what changed, after it is stored."""
    me: Person

    @classmethod
    async def open(
        cls,
        account: Account,
        folder: Path,
        *,
        clock: Callable[[], Milliseconds] = ...,  # type: ignore[assignment]
        new_id: Callable[[], str] = ...,  # type: ignore[assignment]
        connection: Connection = Connection(ConnectionState.OFFLINE),
    ) -> "Client":
        """Open (or make) the account's cache in `folder`; nothing touches the network. Raises CacheError.

        `connection` is what is told of the connection until `start`.
        """
        raise NotImplementedError

    @property
    def connection(self) -> Connection:
        """State of the link to the server."""
        raise NotImplementedError

    def start(self, tasks: TaskGroup) -> None:
        """Connect, and stay connected with jittered backoff, as tasks of `tasks`, until `close`."""
        raise NotImplementedError

    async def close(self) -> None:
        """Stop syncing, let the writer finish, close the cache. Nothing stored is lost."""
        raise NotImplementedError

    def try_now(self) -> None:
        """Skip the wait before the next connection attempt."""
        raise NotImplementedError

    async def apply(self, *frames: Push | Reply) -> None:
        """Take rows that came from the server into the cache, in one transaction, and tell the feed."""
        raise NotImplementedError

    async def chats(self) -> tuple[ChatSummary, ...]:
        """Return the chat list, newest activity first."""
        raise NotImplementedError

    async def chat_summaries(self, chats: frozenset[ChatId]) -> tuple[ChatSummary, ...]:
        """Return the lines of some chats; one that is not there (any more) is left out."""
        raise NotImplementedError

    async def chat(self, chat: ChatId) -> ChatDetails | None:
        """Return all about one chat, None if there is none."""
        raise NotImplementedError

    async def people(self) -> tuple[Person, ...]:
        """Return the active team members without the user, by name."""
        raise NotImplementedError

    async def latest(self, chat: ChatId, *, limit: int = 60) -> Page:
        """Return the newest rows, every provisional one included."""
        raise NotImplementedError

    async def older(self, chat: ChatId, *, before: Sequence, limit: int = 60) -> Page:
        """Return the rows just before a place."""
        raise NotImplementedError

    async def newer(self, chat: ChatId, *, after: Sequence, limit: int = 60) -> Page:
        """Return the rows just after a place."""
        raise NotImplementedError

    async def around(self, chat: ChatId, *, seq: Sequence, limit: int = 60) -> Page:
        """Return the rows on both sides of a place, such as the first unread one."""
        raise NotImplementedError

    async def rows(self, messages: frozenset[MessageId]) -> tuple[TimelineRow, ...]:
        """Return single rows, confirmed or provisional; one that is not there is left out."""
        raise NotImplementedError

    async def start_chat(self, people: Seq[UserId], *, subject: str = "") -> ChatId:
        """Start a chat with some teammates. Raises InvalidInputError."""
        raise NotImplementedError

    async def send(self, chat: ChatId, text: str) -> MessageId:
        """Say something, and clear the chat's draft. Raises InvalidInputError."""
        raise NotImplementedError

    async def set_subject(self, chat: ChatId, subject: str) -> None:
        """Name the chat. Raises InvalidInputError."""
        raise NotImplementedError

    async def mark_read(self, chat: ChatId, seq: Sequence) -> None:
        """Note that everything up to `seq` was on screen; read positions only grow."""
        raise NotImplementedError

    async def save_draft(self, chat: ChatId, text: str) -> None:
        """Keep what is written and not sent, on this computer only; an empty text removes it."""
        raise NotImplementedError

    async def retry(self, command: CommandId) -> None:
        """Put a refused command at the end of its chat's queue."""
        raise NotImplementedError

    async def discard(self, command: CommandId) -> str:
        """Drop a refused or waiting command for good, and return its text."""
        raise NotImplementedError

    async def add_participants(self, chat: ChatId, people: Seq[UserId], *, share_history: bool) -> None:
        """Add people to a chat for good. Raises NotConnectedError or RefusedError."""
        raise NotImplementedError

    async def sign_out(self) -> None:
        """Give the device's token back if connected."""
        raise NotImplementedError

    def typing(self, chat: ChatId) -> None:
        """Tell the others that the user is writing; throttled, and dropped when offline."""
        raise NotImplementedError
