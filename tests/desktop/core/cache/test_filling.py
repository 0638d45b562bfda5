"""The index of an older file is filled beside all else: whoever writes meanwhile does not wait for it, and whatever ends it, it goes on."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.cache import indexing
from desktop.core.cache.database import Database, SearchKind
from desktop.core.cache.encrypted import connect, migrate
from desktop.core.client import Account, Client
from desktop.core.errors import CacheError
from desktop.core.folder import CACHE_FILE
from desktop.core.values import UserId
from tests.support.keys import KEY

ADD = "INSERT INTO message (chat, seq, id, revision, author, sent_at, kind, body) VALUES (?, ?, ?, 1, 'a', ?, 'text', ?)"
ACCOUNT = Account("ws://127.0.0.1:1/", UserId("me"), "me", "Me", "")
WITHOUT_SEARCH = 6
"""Number of the last schema before it."""
CHATS, EACH = 4, 1_000
STEP = 400
"""Messages of this size that are indexed in one go, at most."""
SECONDS = 30

FILLS = """
import asyncio, sys
from pathlib import Path
from desktop.core.cache.database import Database
from tests.support.keys import KEY

async def fill():
    database = await Database.open(Path(sys.argv[1]), KEY)
    await asyncio.sleep(0)
    while database.to_index.is_set():
        await database.fill_index()
        print("step", flush=True)

asyncio.run(fill())
"""


def write_history(connection):
    for chat in range(CHATS):
        rows = (
            (f"chat {chat}", seq, f"{chat} {seq}", (seq * CHATS + chat) * 7_000, f"hello world {seq}")
            for seq in range(1, EACH + 1)
        )
        connection.executemany(ADD, rows)


@pytest.fixture
def older(tmp_path):
    """A cache of a version that had no search."""
    connection = connect(tmp_path / CACHE_FILE, KEY)
    migrate(connection, until=WITHOUT_SEARCH)
    connection.execute("BEGIN")
    write_history(connection)
    connection.execute("COMMIT")
    connection.close()
    return tmp_path / CACHE_FILE


def entries(connection):
    return connection.execute("SELECT COUNT(*) FROM indexed").fetchone()[0]


def how_many(connection, go_on, words):
    return connection.execute("SELECT COUNT(*) FROM found WHERE found MATCH ?", (f'"{words}"',)).fetchone()[0]


async def test_a_killed_program_has_lost_nothing_of_it_and_the_next_one_goes_on(older):
    steps = await asyncio.to_thread(steps_of_killed_programs, older, (1, 3, 2))
    database = await Database.open(older, KEY)
    await asyncio.sleep(0)
    assert database.to_index.is_set()
    already = await database.search(SearchKind.FOUND, how_many, "hello")
    assert already >= steps * 50, "each step that was told is there"
    await fill_all(database)
    await database.write(indexing.check)
    assert await database.search(SearchKind.FOUND, how_many, "hello") == CHATS * EACH
    await database.close()


def steps_of_killed_programs(path: Path, lives: tuple[int, ...]) -> int:
    """Have one program after the other fill it, and kill each after some steps; return how many there were."""
    for steps in lives:
        with subprocess.Popen(
            [sys.executable, "-c", FILLS, str(path)], stdout=subprocess.PIPE, text=True
        ) as program:
            for _ in range(steps):
                assert program.stdout.readline() == "step\n"
            program.kill()
    return sum(lives)


async def test_a_client_fills_it_by_itself_says_so_and_finds_more_and_more(older):
    client = await Client.open(ACCOUNT, older.parent, key=KEY)
    told = asyncio.Queue()
    client.feed.subscribe(told.put_nowait)
    async with asyncio.timeout(SECONDS), asyncio.TaskGroup() as tasks:
        await asyncio.sleep(0)
        assert not client.search_is_prepared()
        client.start(tasks)
        while not ((await told.get()).progress and client.search_is_prepared()):
            pass
        found = await client._database.search(SearchKind.FOUND, how_many, "hello")
        await client.close()
    assert found == CHATS * EACH


async def test_whoever_writes_meanwhile_waits_for_one_step_at_most(older):
    database = await Database.open(older, KEY)
    stopped = asyncio.Event()

    async def fill():
        while not stopped.is_set():
            await database.fill_index()

    async with asyncio.timeout(SECONDS), asyncio.TaskGroup() as tasks:
        tasks.create_task(fill())
        await asyncio.sleep(0)
        before = await database.write(entries)
        for _ in range(4):
            now = await database.write(entries)
            assert 0 <= now - before <= STEP
            before = now
        stopped.set()
    assert 0 < before < CHATS * EACH, "it was being filled all the while"
    await database.close()


async def fill_all(database):
    while database.to_index.is_set():
        await database.fill_index()


def leave_no_room(connection):
    (free,) = connection.execute("PRAGMA freelist_count").fetchone()
    connection.execute(
        "INSERT INTO draft (chat, text, saved_at) VALUES ('chat', ?, 0)", ("x" * (free * 3_900),)
    )
    return connection.execute("PRAGMA max_page_count = 1").fetchone()


async def test_a_disk_that_is_full_for_a_while_only_delays_it(older, monkeypatch):
    monkeypatch.setattr("desktop.core.cache.filling._AFTER_A_FAILURE", 0.0)
    client = await Client.open(ACCOUNT, older.parent, key=KEY)
    database = client._database
    told = asyncio.Queue()
    client.feed.subscribe(told.put_nowait)
    await database.write(leave_no_room)
    async with asyncio.timeout(SECONDS), asyncio.TaskGroup() as tasks:
        client.start(tasks)
        with pytest.raises(CacheError, match="the disk is full"):
            await fill_all(database)
        assert not client.search_is_prepared()
        await database.write(
            lambda connection: connection.execute("PRAGMA max_page_count = 1000000").fetchone()
        )
        while not ((await told.get()).progress and client.search_is_prepared()):
            pass
        await client.close()
    connection = connect(older, KEY)
    indexing.check(connection)
    assert entries(connection) == CHATS * EACH
    connection.close()
