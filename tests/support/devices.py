"""Devices of people: the real client over a real encrypted file, on a line of its own, and at the mercy of the test.

A device goes offline and comes back, is switched off and on, dies without a word and wakes up with what was on its disk:

    async with office(tmp_path, "anna", "bruno") as desk:
        anna, phone, bruno = await desk.devices("anna", "anna's phone", "bruno")
        await anna.goes_offline()
        await anna.client.send(chat, "for later")
        await anna.dies()
        await anna.lives()
        await desk.agree()      # all faults are over: everybody holds what the server shows them
"""

import asyncio
import secrets
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from collections.abc import Sequence as Seq
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from msgspec import structs

from desktop.core.client import Account, Client, present, sign_in
from desktop.core.values import ChatId, ConnectionState, MessageId, Milliseconds, Text, TimelineRow, UserId
from sync_server.protocol.nouns import User
from tests.support.faults import FaultyLine
from tests.support.server import PASSWORD, ServerProcess, running_server
from tests.support.truth import difference, held_by, shown_to

T = TypeVar("T")

SECONDS = 20
"""Nothing that a test waits for takes longer on a busy machine."""
KEY_BYTES = 32
_OUTBOX = """
SELECT number, kind, chat, refusal, held, message, COALESCE(target, json_extract(frame, '$.reply_to')) AS about,
    json_extract(frame, '$.subject') AS subject
FROM command ORDER BY number
"""
WHOLE = 10_000
"""More rows than any chat of a test has."""


class Waiting(NamedTuple):
    """A row of the outbox."""

    number: int
    kind: str
    chat: ChatId
    refusal: str
    held: str
    message: MessageId | None
    """Which it writes."""
    about: MessageId | None
    """Which it changes or answers."""
    subject: str | None

    @property
    def is_undecided(self) -> bool:
        """Whether its author has to decide on it."""
        return bool(self.refusal) or self.held == "asks"


def can_go(outbox: Seq[Waiting]) -> list[Waiting]:
    """Return what neither waits for its author, nor for something else that does."""
    refused = {waiting.chat for waiting in outbox if waiting.kind == "create_chat" and waiting.refusal}
    stuck: set[MessageId | None] = set()
    free = []
    for waiting in outbox:
        if waiting.is_undecided or waiting.chat in refused or (waiting.about and waiting.about in stuck):
            stuck.add(waiting.message)
        else:
            free.append(waiting)
    return free


class Device:
    """One installation: an account, its file and the file's key, and the line to the server."""

    def __init__(self, office: "Office", account: Account, folder: Path, line: FaultyLine) -> None:
        self.office = office
        self.account = account
        self.key = secrets.token_bytes(KEY_BYTES)
        self.line = line
        self.folder = folder
        """Where its file lies now: one that dies goes on with a copy of what was on the disk."""
        self.clock: Callable[[], Milliseconds] = present
        self.lives_so_far = 0
        self._changed = asyncio.Event()
        self._client: Client | None = None

    def __repr__(self) -> str:
        return f"<{self.account.username}'s device>"

    @property
    def client(self) -> Client:
        """The client, while it lives."""
        assert self._client is not None, "it is dead"
        return self._client

    @property
    def me(self) -> UserId:
        """Its user's id."""
        return self.account.user

    @property
    def lives_now(self) -> bool:
        """Whether it is switched on."""
        return self._client is not None

    @property
    def is_online(self) -> bool:
        """Whether it holds all that is new."""
        return self.lives_now and self.client.connection.state is ConnectionState.ONLINE

    def _now(self) -> Milliseconds:
        return self.clock()

    # Its life ---------------------------------------------------------------------------------------------------------

    async def lives(self, *, connects: bool = True, **options: Any) -> None:
        """Switch it on; it connects as soon as the line lets it."""
        account = structs.replace(self.account, server=self.line.url)
        self._client = await Client.open(account, self.folder, key=self.key, clock=self._now, **options)
        self.lives_so_far += 1
        self._client.feed.subscribe(lambda _: self._changed.set())
        if connects:
            self._client.start(self.office.tasks)

    async def ends(self) -> None:
        """Switch it off in order."""
        client, self._client = self._client, None
        if client is not None:
            self.line.reset()
            await client.close()

    async def dies(self) -> None:
        """Lose everything that is not on the disk in this moment.

        What the file's writer is doing in this moment it does to the end, as if death had come right after. For death in the
        middle of it see `tests.support.mortal`.
        """
        client, self._client = self.client, None
        self.line.reset()
        await client._stop()
        await client._database.write(lambda _: None)
        left = self.folder.with_name(f"{self.folder.name.partition('~')[0]}~{self.lives_so_far}")
        shutil.copytree(self.folder, left)
        await client.close()
        self.folder = left

    async def goes_offline(self) -> None:
        """Lose the line for good, and notice."""
        await self.line.refuse()
        self.line.reset()
        await self.until(lambda: not self.is_online and not self.client._engine.is_connected, "to be offline")

    async def comes_back(self) -> None:
        """Have the line again, with nothing wrong with it, and hold what is new."""
        await self.line.accept()
        self.line.to_client.heal()
        self.line.to_server.heal()
        await self.catches_up()

    async def catches_up(self) -> None:
        """Wait until it holds what is new."""
        await self.until(lambda: self.is_online, "to be online")

    # Waiting ----------------------------------------------------------------------------------------------------------

    async def until(self, holds: Callable[[], T | Awaitable[T]], what: str) -> T:
        """Wait until something is so; it is looked at again with every change set."""
        try:
            async with asyncio.timeout(SECONDS):
                while True:
                    self._changed.clear()
                    result = holds()
                    if result := await result if isinstance(result, Awaitable) else result:
                        return result
                    if self.client.connection.state is ConnectionState.OFFLINE:
                        # Nobody waits for a backoff in a test.
                        self.client.try_now()
                    await self._changed.wait()
        except TimeoutError:
            raise AssertionError(f"{self!r} waited {SECONDS} seconds for {what}") from None

    async def sends_everything(self) -> None:
        """Wait until nothing that can go is left in the outbox."""
        await self.until(self._has_sent_everything, "the outbox to be sent")

    async def _has_sent_everything(self) -> bool:
        return self.is_online and not can_go(await self.outbox())

    async def agrees(self) -> None:
        """Wait until it holds exactly what the server shows its user."""
        truth = await shown_to(self.office.server, self.account.username)

        async def is_so() -> bool:
            return await held_by(self.client) == truth

        try:
            await self.until(is_so, "what the server shows")
        except AssertionError:
            found = difference(await held_by(self.client), truth)
            raise AssertionError(f"{self!r} does not hold what the server shows: {found}") from None

    # What it shows ----------------------------------------------------------------------------------------------------

    async def rows(self, chat: ChatId) -> tuple[TimelineRow, ...]:
        """Return the whole timeline of a chat as it is shown."""
        return (await self.client.latest(chat, limit=WHOLE)).rows

    async def texts(self, chat: ChatId) -> list[str]:
        """Return what people wrote in a chat, as it is shown."""
        return [row.body.text for row in await self.rows(chat) if isinstance(row.body, Text)]

    async def row(self, message: MessageId) -> TimelineRow | None:
        """Return a message as it is shown."""
        found = await self.client.rows(frozenset((message,)))
        return found[0] if found else None

    async def sees(self, chat: ChatId, text: str) -> TimelineRow:
        """Wait until a chat shows a text as confirmed; return its row."""

        async def row() -> TimelineRow | None:
            rows = await self.rows(chat)
            return next(
                (row for row in rows if isinstance(row.body, Text) and row.body.text == text and row.seq),
                None,
            )

        return await self.until(row, f"{text!r}")

    async def outbox(self) -> list[Waiting]:
        """Return what is in the outbox, in order."""
        return await self.client._database.read(
            lambda connection: [Waiting(*row) for row in connection.execute(_OUTBOX)]
        )

    async def unread(self, chat: ChatId) -> int:
        """Return the number beside a chat."""
        (line,) = await self.client.chat_summaries(frozenset((chat,)))
        return line.unread


class Office:
    """A server, its people, and their devices."""

    def __init__(
        self, server: ServerProcess, folder: Path, tasks: asyncio.TaskGroup, stack: AsyncExitStack
    ) -> None:
        self.server = server
        self.tasks = tasks
        self.all: list[Device] = []
        self._folder = folder
        self._stack = stack
        self._users = {user.username: user for user in server.users()}

    def user(self, username: str) -> User:
        """Return somebody who has an account."""
        return self._users[username]

    def id(self, username: str) -> UserId:
        return self._users[username].id

    def knows_everybody(self) -> None:
        """Hear of accounts that were made since."""
        self._users = {user.username: user for user in self.server.users()}

    async def device(self, name: str, *, connects: bool = True) -> Device:
        """Somebody signs in on a new device, and catches up. It is called as its user is, and more, as in `anna's phone`."""
        line = await self._stack.enter_async_context(FaultyLine(self.server.url))
        account = await sign_in(self.server.url, name.partition("'")[0], PASSWORD, device_name=name)
        device = Device(self, account, self._folder / f"{len(self.all)} {name}", line)
        self.all.append(device)
        await device.lives(connects=connects)
        if connects:
            await device.catches_up()
        return device

    async def devices(self, *names: str) -> tuple[Device, ...]:
        """Several of them."""
        return tuple([await self.device(name) for name in names])

    async def restarts(self) -> None:
        """The server dies, and is there again."""
        self.server.kill()
        await asyncio.to_thread(self.server.start)

    async def agree(self) -> None:
        """All faults end, everybody reconnects and sends what they have; then all hold what the server shows them."""
        for device in self.all:
            if not device.lives_now:
                await device.lives()
            device.line.to_client.heal()
            device.line.to_server.heal()
            # What was lost without anything after it is only noticed by who comes again.
            await device.goes_offline()
        for device in self.all:
            await device.comes_back()
            await device.sends_everything()
        for device in self.all:
            await device.agrees()

    async def close(self) -> None:
        """Switch everything off."""
        for device in self.all:
            await device.ends()


@asynccontextmanager
async def office(folder: Path, *usernames: str) -> AsyncIterator[Office]:
    """A server of its own with some accounts, and nobody signed in yet."""
    with running_server(folder / "server", *usernames) as server:
        async with AsyncExitStack() as stack, asyncio.TaskGroup() as tasks:
            desk = Office(server, folder, tasks, stack)
            try:
                yield desk
            finally:
                await desk.close()
