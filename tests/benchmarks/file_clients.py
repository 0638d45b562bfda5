"""Clients that carry files, each a process of its own: ours, a bare copier, and one that only makes traffic.

`python -m tests.benchmarks.file_clients KIND ...` reads a line of JSON from stdin for each thing that it is to do, and answers with one:
how many seconds it took, and what came of it. `FileClient` is the other end.
"""

import asyncio
import json
import os
import secrets
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import FileIO
from pathlib import Path
from typing import Any

from msgspec import json as typed_json
from websockets.asyncio.client import connect

from desktop.core.client import Account, Client
from desktop.core.values import AttachmentId, ChatId, MessageId
from desktop.start import SWITCH_SECONDS
from desktop.system.garbage import collect_only_when_told
from sync_server.protocol.limits import CHUNK_BYTES, FRAME_BYTES
from tests.benchmarks.processes import ROOT, Measured
from tests.support.attachments import attachment_of, carrier
from tests.support.server import ENVIRONMENT

Deeds = dict[str, Callable[..., Awaitable[Any]]]


class FileClient:
    """A running client."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process
        self.measured = Measured(0, process.pid)

    async def does(self, deed: str, **fields: Any) -> Any:
        """Have it do something; return what it answers."""
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([deed, fields]) + "\n")
        self._process.stdin.flush()
        return await self._answer()

    async def _answer(self) -> Any:
        assert self._process.stdout is not None
        line = await asyncio.to_thread(self._process.stdout.readline)
        assert line, "a client has ended"
        return json.loads(line)


@contextmanager
def file_client(kind: str, *arguments: str) -> Iterator[FileClient]:
    """A client that is ready."""
    command = [sys.executable, "-m", "tests.benchmarks.file_clients", kind, *arguments]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT, cwd=ROOT, text=True
    ) as process:
        try:
            assert process.stdout is not None
            assert json.loads(process.stdout.readline()) == "ready"
            yield FileClient(process)
        finally:
            process.kill()


# In the other process -------------------------------------------------------------------------------------------------


async def _obey(deeds: Deeds) -> None:
    print(json.dumps("ready"), flush=True)
    while line := await asyncio.to_thread(sys.stdin.readline):
        deed, fields = json.loads(line)
        print(json.dumps(await deeds[deed](**fields)), flush=True)


class _Ours:
    """Our client, as the desktop runs it but for its window."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self._changed = asyncio.Event()
        client.feed.subscribe(lambda _: self._changed.set())

    @classmethod
    async def run(cls, account: str, folder: str) -> None:
        """Be it until the process ends."""
        sys.setswitchinterval(SWITCH_SECONDS)
        known = typed_json.decode(account, type=Account)
        client = await Client.open(known, Path(folder), key=secrets.token_bytes(32))
        ours = cls(client)
        collect_only_when_told()
        async with asyncio.TaskGroup() as tasks:
            client.start(tasks)
            await _obey(
                {"attach": ours.attach, "send": ours.send, "fetch": ours.fetch, "forget": client.clear_files}
            )

    async def attach(self, chat: ChatId, path: str) -> str:
        """Put a file into the draft of a chat; return its id."""
        await self._until(partial(self._client.chat_summaries, frozenset((chat,))))
        return (await self._client.attach(chat, Path(path), as_file=True)).id

    async def send(self, chat: ChatId) -> tuple[float, str]:
        """Send what is in the draft; return how long it took until it was there, and the id of the message."""

        async def is_sent() -> bool:
            (row,) = await self._client.rows(frozenset((message,)))
            return bool(row.seq)

        before = time.perf_counter()
        message = await self._client.send(chat, "")
        await self._until(is_sent)
        return time.perf_counter() - before, message

    async def fetch(self, chat: ChatId, message: MessageId, attachment: AttachmentId) -> float:
        """Fetch a file; return how long it took."""

        async def is_here() -> bool:
            return self._client.is_here(attachment)

        await self._until(partial(self._client.rows, frozenset((message,))))
        before = time.perf_counter()
        await self._client.fetch(chat, message, attachment)
        await self._until(is_here)
        return time.perf_counter() - before

    async def _until(self, holds: Callable[[], Awaitable[object]]) -> None:
        while True:
            self._changed.clear()
            if await holds():
                return
            await self._changed.wait()


class _Bare:
    """The other end of `floors.copying`."""

    def __init__(self, port: str) -> None:
        self._port = port

    @classmethod
    async def run(cls, port: str) -> None:
        """Be it until the process ends."""
        bare = cls(port)
        await _obey({"up": bare.up, "down": bare.down})

    async def up(self, path: str, size: int) -> float:
        """Send a file; return how long it took until it was there."""
        with _file(path, "rb") as file:
            async with _connected(f"{self._port}/up/{size}") as socket:
                before = time.perf_counter()
                while chunk := file.read(CHUNK_BYTES):
                    await socket.send(chunk)
                await socket.recv()
                return time.perf_counter() - before

    async def down(self, name: str, path: str, size: int) -> float:
        """Fetch a file; return how long it took until it was on the disk."""
        with _file(path, "wb") as file:
            async with _connected(f"{self._port}/down/{name}") as socket:
                before = time.perf_counter()
                await socket.send("go")
                while file.tell() < size:
                    file.write(await socket.recv(decode=False))
                os.fsync(file.fileno())
                return time.perf_counter() - before


def _file(path: str, mode: str) -> FileIO:
    return FileIO(path, mode)


def _connected(place: str) -> connect:
    return connect(f"ws://127.0.0.1:{place}", compression=None, proxy=None, max_size=FRAME_BYTES)


async def _traffic(url: str, file: str, *parties: str) -> None:
    """Uploads and downloads without an end, each over a connection of its own; it gives way to those who are measured.

    A party is a token, and for a download what it fetches.
    """
    # It stands for several other computers.
    os.nice(19)
    with _file(file, "rb") as source:
        data = source.read()

    async def carry(party: str) -> None:
        token, *place = party.split()
        async with carrier(url, token) as line:
            while True:
                if place:
                    await line.fetch(*place)
                    line.forget()
                else:
                    await line.upload_as(attachment_of(data), data)

    async with asyncio.TaskGroup() as tasks:
        for party in parties:
            tasks.create_task(carry(party))
        await asyncio.sleep(0.3)
        await _obey({})


if __name__ == "__main__":
    asyncio.run({"ours": _Ours.run, "bare": _Bare.run, "traffic": _traffic}[sys.argv[1]](*sys.argv[2:]))
