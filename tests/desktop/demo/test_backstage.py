"""The demo's process behind the window: it seeds, serves and plays the team, and takes everything with it when the window ends."""

import asyncio
import os
import signal
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest
import uuid_utils

from desktop.core.errors import ClientError
from desktop.core.sync.address import websocket_address
from desktop.core.sync.connection import Session
from desktop.demo.people import BRUNO, ME, PASSWORD, TEAM
from sync_server.protocol.frames import (
    ChatChanges,
    ChatCreated,
    ChatSnapshot,
    CreateChat,
    Directory,
    SendMessage,
    Sync,
    Synced,
    Typing,
)
from sync_server.protocol.nouns import ChatId, MessageId, Text, User

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="looks at processes by POSIX means")

SECONDS = 40


class Backstage(NamedTuple):
    process: asyncio.subprocess.Process
    address: str
    folder: Path


class Past(NamedTuple):
    """What a device is told when it catches up."""

    users: dict[str, User]
    chats: list[ChatSnapshot]


@asynccontextmanager
async def backstage(folder: Path) -> AsyncIterator[Backstage]:
    code = "import sys; from desktop.demo.backstage import main; sys.exit(main(sys.argv[1]))"
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, str(folder), stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        async with asyncio.timeout(SECONDS):
            address = (await process.stdout.readline()).decode().strip()
        yield Backstage(process, address, folder)
    finally:
        await curtain(process)


async def curtain(process: asyncio.subprocess.Process) -> None:
    assert process.stdin is not None
    process.stdin.close()
    async with asyncio.timeout(SECONDS):
        await process.wait()


@pytest.fixture
def folder(tmp_path) -> Path:
    made = tmp_path / "demo"
    made.mkdir(mode=0o700)
    return made


@asynccontextmanager
async def signed_in(address: str, username: str) -> AsyncIterator[Session]:
    async with Session.open(websocket_address(address)) as session:
        await session.sign_in(username, PASSWORD, device_name="test")
        yield session


async def caught_up(session: Session) -> Past:
    await session.request(Sync(0, 0, {}))
    past = Past({}, [])
    async with asyncio.timeout(SECONDS):
        async for push in session.pushes():
            match push:
                case Directory():
                    past.users.update((user.username, user) for user in push.users)
                case ChatSnapshot():
                    past.chats.append(push)
                case Synced():
                    break
                case _:
                    pass
    return past


def server_process(address: str) -> int:
    """Find the process that listens on the address's port."""
    port = f"{urlsplit(address).port:04X}"
    rows = [line.split() for line in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    inode = next(row[9] for row in rows if row[1].endswith(f":{port}") and row[3] == "0A")
    for link in Path("/proc").glob("[0-9]*/fd/*"):
        try:
            if link.readlink().name == f"socket:[{inode}]":
                return int(link.parts[2])
        except OSError:
            continue
    raise AssertionError("nobody listens")


def lives(pid: int) -> bool:
    stat = Path(f"/proc/{pid}/stat")
    return stat.exists() and stat.read_text().rpartition(")")[2].split()[0] != "Z"


async def gone(pid: int) -> None:
    deadline = time.monotonic() + SECONDS
    while lives(pid):
        assert time.monotonic() < deadline, f"process {pid} still lives"
        await asyncio.sleep(0.02)


def last_seq(chat: ChatSnapshot) -> int:
    return chat.messages[-1].seq


def fresh() -> MessageId:
    return MessageId(str(uuid_utils.uuid7()))


async def test_the_team_answers_as_people_would_and_all_ends_with_the_window(folder):
    async with backstage(folder) as stage:
        async with signed_in(stage.address, ME.username) as session:
            past = await caught_up(session)
            assert set(past.users) == {person.username for person in TEAM}
            assert len(past.chats) == 16
            assert max(last_seq(chat) for chat in past.chats) > 5_000
            me = past.users[ME.username].id
            assert any(chat.read[me] < last_seq(chat) for chat in past.chats)
            bruno = past.users[BRUNO.username].id
            chat = ChatId(str(uuid_utils.uuid7()))
            started = await session.request(CreateChat(0, chat, fresh(), (bruno,)))
            assert isinstance(started, ChatCreated)
            await session.request(SendMessage(0, chat, fresh(), "Any news on #48213?"))
            typed = False
            async with asyncio.timeout(SECONDS):
                async for push in session.pushes():
                    match push:
                        case Typing(chat=where, user=who) if where == chat:
                            typed = typed or who == bruno
                        case ChatChanges(messages=messages) if any(
                            row.author == bruno and row.chat == chat for row in messages
                        ):
                            answer = messages[-1].body
                            break
                        case _:
                            pass
            assert typed, "the answer came without typing"
            assert isinstance(answer, Text)
            assert "#48213" in answer.text
        server = server_process(stage.address)
    assert stage.process.returncode == 0
    await gone(server)
    assert not folder.exists()


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="reads /proc")
async def test_a_server_that_is_killed_comes_back_on_the_same_port(folder):
    async with backstage(folder) as stage:
        os.kill(server_process(stage.address), signal.SIGKILL)
        async with asyncio.timeout(SECONDS):
            while True:
                try:
                    async with signed_in(stage.address, ME.username) as session:
                        assert len((await caught_up(session)).chats) == 16
                    break
                except ClientError:
                    await asyncio.sleep(0.05)
    assert stage.process.returncode == 0
