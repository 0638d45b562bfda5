"""The searching thread: what is newer takes the place of what is older, what is urgent goes first, and each gets its own answer."""

import asyncio
from threading import Event

import pytest

from desktop.core.cache.database import Database, SearchKind, SupersededError
from desktop.core.errors import CacheError
from desktop.core.folder import CACHE_FILE
from tests.support.keys import KEY

SECONDS = 10
ENDLESS = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT COUNT(*) FROM n"
"""A statement that ends only when it is told to."""


@pytest.fixture
async def database(tmp_path):
    database = await Database.open(tmp_path / CACHE_FILE, KEY)
    yield database
    await database.close()


def answer(connection, go_on, value):
    return connection.execute("SELECT ?", (value,)).fetchone()[0]


def endless(begun: Event):
    def run(connection, go_on):
        begun.set()
        return connection.execute(ENDLESS).fetchone()

    return run


def patient(begun: Event, released: Event):
    """A query that asks nothing of SQLite until it is released, such as one that ranks names."""

    def run(connection, go_on):
        begun.set()
        assert released.wait(SECONDS)
        go_on()
        return "answered"

    return run


async def happens(event: Event) -> None:
    assert await asyncio.to_thread(event.wait, SECONDS)


async def test_a_newer_search_of_the_same_kind_ends_the_one_that_runs(database):
    begun = Event()
    async with asyncio.timeout(SECONDS), asyncio.TaskGroup() as tasks:
        older = tasks.create_task(ended(database.search(SearchKind.FOUND, endless(begun))))
        await happens(begun)
        assert await database.search(SearchKind.FOUND, answer, "newer") == "newer"
        assert await older is SupersededError


async def test_so_it_does_the_one_that_waits_and_the_one_that_is_busy_in_python(database):
    begun, released = Event(), Event()
    async with asyncio.timeout(SECONDS), asyncio.TaskGroup() as tasks:
        first = tasks.create_task(ended(database.search(SearchKind.FOUND, patient(begun, released))))
        await happens(begun)
        second = tasks.create_task(ended(database.search(SearchKind.FOUND, answer, "second")))
        await asyncio.sleep(0)
        third = tasks.create_task(database.search(SearchKind.FOUND, answer, "third"))
        assert await second is SupersededError
        released.set()
        assert await first is SupersededError
        assert await third == "third"


async def test_another_kind_ends_nothing_and_a_more_urgent_one_does_not_wait(database):
    begun, again = Event(), Event()

    def count(connection, go_on):
        if begun.is_set():
            again.set()
            return "counted"
        return endless(begun)(connection, go_on)

    async with asyncio.timeout(SECONDS), asyncio.TaskGroup() as tasks:
        counted = tasks.create_task(database.search(SearchKind.COUNT, count))
        await happens(begun)
        assert await database.search(SearchKind.FOUND, answer, "urgent") == "urgent"
        assert await counted == "counted"
        assert again.is_set()


async def test_what_is_less_urgent_waits_for_what_runs(database):
    begun, released = Event(), Event()
    async with asyncio.timeout(SECONDS), asyncio.TaskGroup() as tasks:
        found = tasks.create_task(database.search(SearchKind.FOUND, patient(begun, released)))
        await happens(begun)
        counted = tasks.create_task(database.search(SearchKind.COUNT, answer, "counted"))
        in_chat = tasks.create_task(database.search(SearchKind.IN_CHAT, answer, "in the chat"))
        await asyncio.sleep(0)
        released.set()
        assert (await found, await counted, await in_chat) == ("answered", "counted", "in the chat")


async def test_what_was_postponed_ends_when_a_newer_one_of_its_kind_comes(database):
    counting, finding, released = Event(), Event(), Event()
    async with asyncio.timeout(SECONDS), asyncio.TaskGroup() as tasks:
        older = tasks.create_task(ended(database.search(SearchKind.COUNT, endless(counting))))
        await happens(counting)
        found = tasks.create_task(database.search(SearchKind.FOUND, patient(finding, released)))
        await happens(finding)
        newer = tasks.create_task(database.search(SearchKind.COUNT, answer, "newer"))
        assert await older is SupersededError
        released.set()
        assert (await found, await newer) == ("answered", "newer")


async def test_whoever_waits_when_the_file_is_closed_is_not_left_waiting(tmp_path):
    database = await Database.open(tmp_path / CACHE_FILE, KEY)
    begun = Event()
    async with asyncio.timeout(SECONDS), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(ended(database.search(SearchKind.FOUND, endless(begun))))
        await happens(begun)
        waiting = tasks.create_task(ended(database.search(SearchKind.COUNT, answer, 1)))
        await asyncio.sleep(0)
        await database.close()
        assert (await running, await waiting) == (SupersededError, CacheError)
    with pytest.raises(CacheError, match="closed"):
        await database.search(SearchKind.FOUND, answer, 1)


async def test_who_gave_up_waiting_for_the_end_can_wait_for_it_again(tmp_path):
    database = await Database.open(tmp_path / CACHE_FILE, KEY)
    begun, released = Event(), Event()
    async with asyncio.timeout(SECONDS), asyncio.TaskGroup() as tasks:
        running = tasks.create_task(ended(database.search(SearchKind.FOUND, patient(begun, released))))
        await happens(begun)
        closing = tasks.create_task(database.close())
        await asyncio.sleep(0)
        closing.cancel()
        await asyncio.wait([closing])
        released.set()
        await database.close()
        assert await running is SupersededError


async def test_a_cancelled_caller_leaves_the_thread_in_order(database):
    begun = Event()
    async with asyncio.timeout(SECONDS), asyncio.TaskGroup() as tasks:
        gone = tasks.create_task(database.search(SearchKind.FOUND, endless(begun)))
        await happens(begun)
        gone.cancel()
        assert await database.search(SearchKind.FOUND, answer, "next") == "next"


async def test_a_search_cannot_write(database):
    def write(connection, go_on):
        connection.execute("DELETE FROM message")

    with pytest.raises(CacheError):
        await database.search(SearchKind.FOUND, write)
    assert await database.search(SearchKind.FOUND, answer, "next") == "next"


async def test_many_searches_at_once_each_end_in_their_own_way(database):
    """As somebody types who types fast: of each kind only the last one has an answer, and everybody hears."""
    async with asyncio.timeout(SECONDS), asyncio.TaskGroup() as tasks:
        asked = []
        for number in range(300):
            kind = SearchKind(number % len(SearchKind))
            asked.append(tasks.create_task(ended(database.search(kind, answer, number))))
            if number % 7 == 0:
                await asyncio.sleep(0)
        ends = [await each for each in asked]
    assert all(end in (number, SupersededError) for number, end in enumerate(ends))
    assert ends[-len(SearchKind) :] == [*range(300 - len(SearchKind), 300)]


async def ended(asked):
    """Return the answer, or which error there was instead."""
    try:
        return await asked
    except (SupersededError, CacheError) as error:
        return type(error)
