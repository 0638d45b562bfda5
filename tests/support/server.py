"""The real server, as a process of its own on a free loopback port, and a client that knows nothing but JSON and websockets.

`ServerProcess` is plain blocking code, so that tests with any event loop can use it: start, kill -9, start again on the same port.
Its process is forked from one that has imported the server; `ServerCommand` starts it as people do, from the command line.
`Bot` reads its socket only while somebody waits for something, so that no test has a task in its back.
"""

import asyncio
import json
import os
import signal
import sqlite3
import sys
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Self

import argon2
import pytest
import uuid_utils
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed
from websockets.typing import Subprotocol

from sync_server import admin
from sync_server.app import serve
from sync_server.config import Address, Config
from sync_server.handlers import accounts
from sync_server.protocol.codes import SUBPROTOCOL
from sync_server.protocol.nouns import User
from sync_server.store.database import Database, database_file, make_private
from tests.support.forked import ForkedCommand, StartedCommand

SECONDS = 15
"""Nothing that a test waits for takes longer on a busy machine."""
PASSWORD = "correct horse battery staple"
QUICK_HASHER = argon2.PasswordHasher.from_parameters(argon2.profiles.CHEAPEST)
"""Passwords of tests are proved in no time; a hash says itself how it is to be checked, so the server knows nothing of it."""
ENVIRONMENT = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
"""Of the processes that tests start: without byte code, every start would compile for half a second."""
Json = dict[str, Any]


class ServerProcess:
    """A server with a data folder of its own."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.url = ""
        """Where to connect to, path included; the port stays the same when the server is started again."""
        self._listen = "127.0.0.1:0"
        self._process: ForkedCommand | StartedCommand | None = None
        data.mkdir(parents=True, exist_ok=True)

    @property
    def database_url(self) -> str:
        """The database in the data folder, for the functions of `admin`."""
        return f"sqlite:///{self.data / 'internal-chat.db'}"

    @property
    def pid(self) -> int:
        """Of the process that runs."""
        assert self._process is not None, "the server does not run"
        return self._process.pid

    @property
    def log(self) -> str:
        """What it has written to stderr so far, over all its lives."""
        return self._log_file.read_text()

    def add_user(self, username: str, *, name: str = "", title: str = "") -> User:
        """Make an account with the password of all tests, whether the server runs or not."""
        file = database_file(self.database_url)
        if not file.exists():
            make_private(file)
            file.write_bytes(_empty_database())
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(accounts, "_hasher", QUICK_HASHER)
            return admin.add_user(
                self.database_url,
                username=username,
                name=name or username.title(),
                title=title,
                password=PASSWORD,
            )

    def users(self) -> tuple[User, ...]:
        """Return everybody who has an account."""
        return admin.list_users(self.database_url)

    def deactivate(self, username: str) -> None:
        """Close an account, whether the server runs or not."""
        admin.deactivate(self.database_url, username=username)

    def start(self, *options: str) -> None:
        """Start it, and wait until it accepts connections."""
        process = self._process = self._begin("serve", "--listen", self._listen, *options)
        line = process.first_line(SECONDS)
        if not line.startswith("Listening on "):
            self.kill()
            raise AssertionError(f"the server did not start: {self.log}")
        address = line.removeprefix("Listening on ").strip()
        self._listen = address.partition("://")[2]
        self.url = f"{address}/sync"

    def command(self, *arguments: str) -> list[str]:
        """Return the command line of the server with this data folder."""
        return [sys.executable, "-m", "sync_server", *self.on_data(*arguments)]

    def stop(self) -> int:
        """Ask it to stop, and return its exit code."""
        return self.end_with(signal.SIGTERM)

    def ended(self) -> int:
        """Wait until it ends by itself, and return its exit code."""
        return self.end_with(None)

    def kill(self) -> None:
        """End it as a loss of power would."""
        self.end_with(signal.SIGKILL)

    def end_with(self, number: signal.Signals | None) -> int:
        """Send a signal, if any, wait for the end and return the exit code. A server that does not run has ended well."""
        process, self._process = self._process, None
        if process is None:
            return 0
        try:
            if number is not None:
                process.send_signal(number)
            return process.wait(SECONDS)
        finally:
            process.end()

    def send_signal(self, number: signal.Signals) -> None:
        """Send a signal and do not wait."""
        if self._process is not None:
            self._process.send_signal(number)

    def wait_for_log(self, text: str) -> None:
        """Wait until the server has written something to its log."""
        deadline = time.monotonic() + SECONDS
        while text not in self.log:
            assert time.monotonic() < deadline, f"no {text!r} in {self.log}"
            time.sleep(0.01)

    @property
    def failures(self) -> list[str]:
        """What it has logged of failures of its own, over all its lives: errors, and where they were raised."""
        signs = (" ERROR ", " CRITICAL ", '  File "')
        return [line for line in self.log.splitlines() if any(sign in line for sign in signs)]

    @property
    def _log_file(self) -> Path:
        return self.data.with_suffix(".log")

    def _begin(self, *arguments: str) -> "ForkedCommand | StartedCommand":
        return ForkedCommand(self.on_data(*arguments), self._log_file, ENVIRONMENT)

    def on_data(self, *arguments: str) -> list[str]:
        """Return the arguments of a command with this data folder."""
        return [*arguments, "--data", str(self.data)]


class ServerCommand(ServerProcess):
    """A server that is started from the command line, for what hangs on that."""

    def _begin(self, *arguments: str) -> StartedCommand:
        return StartedCommand(self.command(*arguments), self._log_file, ENVIRONMENT)


@cache
def _empty_database() -> bytes:
    """Return a database with all its tables: to make them takes longer than to make an account."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "empty.db"
        Database(f"sqlite:///{file}").close()
        return file.read_bytes()


@contextmanager
def running_server(data: Path, *usernames: str) -> Iterator[ServerProcess]:
    """A server that runs, with some accounts; gone without a trace of a process afterwards."""
    server = ServerProcess(data)
    try:
        for username in usernames:
            server.add_user(username)
        server.start()
        yield server
    finally:
        server.kill()


@contextmanager
def nobody_writes(server: ServerProcess) -> Iterator[None]:
    """Hold a server's database, as another process may, so that its committer has to wait."""
    with closing(sqlite3.connect(server.data / "internal-chat.db", isolation_level=None)) as holder:
        holder.execute("BEGIN IMMEDIATE")
        yield


@asynccontextmanager
async def server_in_process(owner: ServerProcess, **settings: Any) -> AsyncIterator[str]:
    """The server on this event loop, over the database of a `ServerProcess` that does not run; yields where to connect."""
    database = Database(owner.database_url)
    stop = asyncio.Event()
    listening: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    config = Config(Address("127.0.0.1", 0), owner.database_url, **settings)
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(serve(config, database, announce=listening.set_result, stop=stop))
            yield await listening + "/sync"
            stop.set()
    finally:
        database.close()


def new_id() -> str:
    """Return an id as clients make them."""
    return str(uuid_utils.uuid7())


class Bot:
    """A plain websocket client: requests and replies by id, pushes collected in the order in which they came."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket = socket
        self.pushes: list[Json] = []
        self.user: Json = {}
        self.device = ""
        self.token = ""
        self._replies: dict[int | None, Json] = {}
        self._requests = 0

    # Requests ---------------------------------------------------------------------------------------------------------

    async def send(self, kind: str, **fields: Any) -> int:
        """Send a request without waiting; return its id."""
        self._requests += 1
        await self.socket.send(json.dumps({"type": kind, "id": self._requests, **fields}))
        return self._requests

    async def reply(self, request: int | None) -> Json:
        """Wait for the reply to a request; None waits for an `error` that answers none."""
        async with _deadline(f"the reply to {request}"):
            while request not in self._replies:
                await self._read()
        return self._replies.pop(request)

    async def request(self, kind: str, **fields: Any) -> Json:
        """Send a request and wait for its reply."""
        return await self.reply(await self.send(kind, **fields))

    async def sign_in(self, username: str, password: str = PASSWORD, device: str = "a test") -> Self:
        """Sign in with a password."""
        signed_in = await self.request("sign_in", username=username, password=password, device_name=device)
        assert signed_in["type"] == "signed_in", signed_in
        self.user, self.device, self.token = signed_in["user"], signed_in["device"], signed_in["token"]
        return self

    async def resume(self, token: str) -> Self:
        """Sign in with a token."""
        resumed = await self.request("resume", token=token)
        assert resumed["type"] == "resumed", resumed
        self.user, self.device, self.token = resumed["user"], resumed["device"], token
        return self

    async def sync(self, chats: dict[str, int] | None = None, *, directory: int = 0) -> list[Json]:
        """Catch up; return the pushes that came, up to and without `synced`."""
        before = len(self.pushes)
        reply = await self.request("sync", directory=directory, chats=chats or {})
        assert reply["type"] == "ok", reply
        await self.push("synced", after=before)
        return [push for push in self.pushes[before:] if push["type"] not in {"synced", "welcome"}]

    async def create_chat(self, *others: str, subject: str = "") -> str:
        """Start a chat with some users; return its id."""
        chat = new_id()
        reply = await self.request(
            "create_chat", chat=chat, message=new_id(), participants=list(others), subject=subject
        )
        assert reply["type"] == "chat_created", reply
        return chat

    async def say(self, chat: str, text: str) -> Json:
        """Send a message; return its row."""
        reply = await self.request("send_message", chat=chat, message=new_id(), text=text)
        assert reply["type"] == "accepted", reply
        return dict(reply["message"])

    # Pushes -----------------------------------------------------------------------------------------------------------

    async def push(
        self, kind: str, where: Callable[[Json], bool] = lambda _: True, *, after: int = 0
    ) -> Json:
        """Wait for a push of some type; one that came already counts, unless it came before the `after`-th."""
        seen = after
        async with _deadline(f"a push {kind}"):
            while True:
                for push in self.pushes[seen:]:
                    if push["type"] == kind and where(push):
                        return push
                seen = len(self.pushes)
                await self._read()

    async def message(self, text: str) -> Json:
        """Wait for a live push that brings a message with this text; return the message."""

        def brings(push: Json) -> bool:
            return any(row["body"].get("text") == text for row in push["messages"])

        push = await self.push("chat_changes", brings)
        return next(dict(row) for row in push["messages"] if row["body"].get("text") == text)

    async def closed(self) -> tuple[int, str]:
        """Wait until the server closes the connection; return the code and the reason."""
        async with _deadline("the connection to be closed"):
            try:
                while True:
                    await self._read()
            except ConnectionClosed as closed:
                return (closed.rcvd.code, closed.rcvd.reason) if closed.rcvd else (1006, "")

    async def _read(self) -> None:
        frame = json.loads(await self.socket.recv())
        if "id" in frame:
            self._replies[frame["id"]] = frame
        else:
            self.pushes.append(frame)


@asynccontextmanager
async def connected(url: str, **options: Any) -> AsyncIterator[Bot]:
    """A client that is connected and has been welcomed, but not signed in.

    What comes is taken from the socket whether a test waits for it or not, so that it always notices the end of the connection.
    """
    options.setdefault("max_queue", None)
    async with connect(
        url, subprotocols=[Subprotocol(SUBPROTOCOL)], compression=None, proxy=None, **options
    ) as socket:
        bot = Bot(socket)
        await bot.push("welcome")
        yield bot


@asynccontextmanager
async def signed_in(server: ServerProcess, username: str, *, synced: bool = True) -> AsyncIterator[Bot]:
    """A client that has signed in by password and, unless told otherwise, caught up."""
    async with connected(server.url) as bot:
        await bot.sign_in(username)
        if synced:
            await bot.sync()
        yield bot


@asynccontextmanager
async def _deadline(what: str) -> AsyncIterator[None]:
    try:
        async with asyncio.timeout(SECONDS):
            yield
    except TimeoutError:
        raise AssertionError(f"waited {SECONDS} seconds for {what}") from None
