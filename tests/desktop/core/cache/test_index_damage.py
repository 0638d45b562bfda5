"""A broken index is no damage of the cache: it is made anew, and what was being written or searched for goes on."""

import asyncio
import random

import pytest

from desktop.core.cache import indexing
from desktop.core.cache.database import DAMAGE_MARK, Database, SearchKind
from desktop.core.cache.encrypted import connect
from desktop.core.cache.opening import open_cache
from desktop.core.errors import CacheError
from desktop.core.folder import CACHE_FILE
from desktop.core.values import UserId
from tests.support.keys import KEY

ADD = "INSERT INTO message (chat, seq, id, revision, author, sent_at, kind, body) VALUES ('c', ?, ?, 1, 'a', ?, 'text', ?)"
HARM = {
    "no list of its parts": "DELETE FROM found_data WHERE id = 10",
    "a list of its parts that says nonsense": "UPDATE found_data SET block = x'0011223344' WHERE id = 10",
    "pages of noise": "UPDATE found_data SET block = randomblob(length(block)) WHERE id > 100",
    "pages that are missing": "DELETE FROM found_data WHERE id > 100",
    "a form that nobody knows": "UPDATE found_config SET v = 99 WHERE k = 'version'",
    "no form": "DELETE FROM found_config",
    "no signposts": "DROP TABLE found_idx",
}


def write_history(connection):
    for seq in range(1, 400):
        connection.execute(ADD, (seq, f"id {seq}", seq * 7_000, f"hello world {seq}"))


def write_one(connection):
    connection.execute(ADD, (500, "id 500", 1, "hello, fresh"))


def edit_some(connection):
    connection.execute("UPDATE message SET body = 'something else' WHERE seq < 5")


def how_many(connection, go_on, words):
    return connection.execute("SELECT COUNT(*) FROM found WHERE found MATCH ?", (f'"{words}"',)).fetchone()[0]


async def filled(database):
    await asyncio.sleep(0)
    while database.to_index.is_set():
        await database.fill_index()
    await database.write(indexing.check)


@pytest.fixture(params=HARM.values(), ids=HARM.keys())
async def broken(request, tmp_path):
    """An open cache whose index is broken."""
    database = await Database.open(tmp_path / CACHE_FILE, KEY)
    await database.write(write_history)
    await database.close()
    connection = connect(tmp_path / CACHE_FILE, KEY)
    connection.execute(request.param)
    connection.close()
    database = await Database.open(tmp_path / CACHE_FILE, KEY)
    yield database
    await database.close()


async def test_what_is_written_is_written_and_found(broken, tmp_path):
    await broken.write(write_one)
    await broken.write(edit_some)
    await filled(broken)
    assert await broken.search(SearchKind.FOUND, how_many, "hello") == 399 - 4 + 1
    assert await broken.search(SearchKind.FOUND, how_many, "fresh") == 1
    assert await broken.search(SearchKind.FOUND, how_many, "something") == 4
    assert not broken.damaged.is_set()
    assert not (tmp_path / f"{CACHE_FILE}{DAMAGE_MARK}").exists()


async def test_a_file_that_is_looked_through_for_another_reason_is_not_set_aside_for_its_index(
    broken, tmp_path
):
    await broken.close()
    (tmp_path / f"{CACHE_FILE}{DAMAGE_MARK}").touch()
    database, recovery = await open_cache(tmp_path, KEY, UserId("me"))
    assert recovery is None
    await filled(database)
    assert await database.search(SearchKind.FOUND, how_many, "hello") == 399
    await database.close()


@pytest.mark.parametrize("harm", [each for what, each in HARM.items() if what != "no signposts"])
async def test_whoever_searches_finds_less_at_first_and_all_of_it_soon(harm, tmp_path):
    database = await Database.open(tmp_path / CACHE_FILE, KEY)
    await database.write(write_history)
    await database.close()
    database = await Database.open(tmp_path / CACHE_FILE, KEY)
    await database.write(lambda connection: connection.execute(harm))
    assert await database.search(SearchKind.FOUND, how_many, "hello") == 0
    assert database.to_index.is_set()
    await filled(database)
    assert await database.search(SearchKind.FOUND, how_many, "hello") == 399
    await database.close()


async def test_whoever_searches_an_index_that_is_broken_each_time_is_told_so(tmp_path):
    def harmed(connection, go_on):
        harm = HARM["a list of its parts that says nonsense"]
        other = connect(tmp_path / CACHE_FILE, KEY)
        other.execute(harm)
        other.close()
        return how_many(connection, go_on, "hello")

    database = await Database.open(tmp_path / CACHE_FILE, KEY)
    await database.write(write_history)
    with pytest.raises(CacheError, match="broken again"):
        await database.search(SearchKind.FOUND, harmed)
    await database.close()


async def test_no_message_is_refused_where_the_index_contradicts_itself(tmp_path):
    def write_noise(connection):
        letters = random.Random(1)  # noqa: S311 - the same each time
        for seq in range(1_000, 1_600):
            connection.execute(
                ADD, (seq, f"id {seq}", seq * 7_000, "".join(letters.choices("abcdefghij ", k=40)))
            )

    database = await Database.open(tmp_path / CACHE_FILE, KEY)
    await database.write(write_noise)
    await database.write(lambda connection: connection.execute("UPDATE found_idx SET pgno = pgno + 4"))
    await database.write(
        lambda connection: connection.execute("UPDATE message SET body = 'something else' WHERE seq < 1005")
    )
    await filled(database)
    assert await database.search(SearchKind.FOUND, how_many, "something") == 5
    await database.close()
