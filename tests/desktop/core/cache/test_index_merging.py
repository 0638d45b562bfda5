"""An index in many parts, as the history leaves it when it comes chat by chat, is put together, and finds what it found."""

import asyncio

import pytest

from desktop.core.cache import filling, indexing
from desktop.core.cache.database import Database
from tests.support.keys import KEY

ROWS = "INSERT INTO message (chat, seq, id, revision, author, sent_at, kind, body) VALUES (?, ?, ?, 1, 'anna', ?, 'text', ?)"


def write(connection, chat, texts):
    rows = [
        (f"chat {chat}", seq, f"{chat} {seq}", (seq * 1000 + chat) * 1000, f"text {seq} of {chat} {'even' * (seq % 2)}")
        for seq in range(1, texts + 1)
    ]  # fmt: skip
    connection.executemany(ROWS, rows)


def found(connection):
    query = "SELECT rowid FROM found WHERE found MATCH ? ORDER BY rowid DESC"
    return [[row[0] for row in connection.execute(query, (each,))] for each in ('"even"', '"  1"', '"of  3"')]


@pytest.fixture
async def database(tmp_path, monkeypatch):
    """In so many parts as there are chats, all of them of the same time; and no index is too small for that."""
    monkeypatch.setattr(indexing, "_FEW", 0)
    database = await Database.open(tmp_path / "cache.sqlite", KEY)
    for chat in range(6):
        await database.write(write, chat, 200)
    yield database
    await database.close()


async def test_an_index_in_parts_is_put_together_step_by_step_and_finds_the_same(database):
    before = await database.read(found)
    assert await database.index_is_scattered()
    more, steps = await database.merge_index(begin=True), 1
    while more:
        await database.write(write, 100 + steps, 1)
        more, steps = await database.merge_index(begin=False), steps + 1
    assert steps > 1
    await database.write(
        lambda connection: connection.execute("DELETE FROM message WHERE chat GLOB 'chat 1??'")
    )
    assert await database.read(found) == before
    assert not await database.index_is_scattered()
    await database.write(indexing.check)


async def test_the_background_keeps_it_together(database, monkeypatch):
    monkeypatch.setattr(filling, "_BETWEEN_MERGES", 0.001)
    before = await database.read(found)
    async with asyncio.TaskGroup() as tasks:
        keeping = tasks.create_task(filling.keep_filled(database, lambda: None))
        async with asyncio.timeout(10):
            while await database.index_is_scattered():
                pass
        keeping.cancel()
    assert await database.read(found) == before
