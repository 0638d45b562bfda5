"""What was edited or taken back leaves no trace in the index, nor in any other page of the file, for whoever has the key."""

import random
from pathlib import Path

import pytest

from desktop.core.cache import indexing
from desktop.core.cache.database import Database
from desktop.core.cache.encrypted import connect
from desktop.core.cache.opening import open_cache
from desktop.core.folder import CACHE_FILE
from desktop.core.values import UserId
from tests.support.decrypted import decrypted
from tests.support.keys import KEY

ADD = "INSERT INTO message (chat, seq, id, revision, author, sent_at, kind, body) VALUES ('c', ?, ?, 1, 'a', ?, 'text', ?)"
PLAIN = "abcdefghijklmnopqrstuvwxyz"
SECRET = "აბგდევზთიკლმნოპჟრსტუ"
"""Letters of a script that nothing else here is written in: any one of them in the file is a trace."""
LEAD = "ა".encode()[:2]
"""What each of them begins with."""
EVERY = 5
"""Every so many messages have a secret."""


def text(letters: str, chance: random.Random) -> str:
    return " ".join("".join(chance.choices(letters, k=chance.randint(2, 8))) for _ in range(6))


def write_history(connection, first: int, last: int) -> None:
    chance = random.Random(first)  # noqa: S311 - the same each time
    for seq in range(first, last):
        secret = text(SECRET, chance) if seq % EVERY == 0 else ""
        connection.execute(ADD, (seq, f"id {seq}", seq * 7_000, f"{text(PLAIN, chance)} {secret}"))


def edit(connection):
    connection.execute(f"UPDATE message SET body = 'mended' WHERE seq % {EVERY} = 0")  # noqa: S608 - a number


def take_back(connection):
    connection.execute(f"UPDATE message SET body = '{{}}', kind = 'deleted' WHERE seq % {EVERY} = 0")  # noqa: S608 - a number


def remove(connection):
    connection.execute(f"DELETE FROM message WHERE seq % {EVERY} = 0")  # noqa: S608 - a number


def signposts(connection):
    return b"".join(bytes(row["term"]) for row in connection.execute("SELECT term FROM found_idx"))


async def a_history(folder: Path) -> Database:
    database = await Database.open(folder / CACHE_FILE, KEY)
    for first in range(0, 1_000, 50):
        await database.write(write_history, first, first + 50)
    return database


async def ended(database: Database, folder: Path) -> bytes:
    """Return all that is in the file once what was done is checked, and the log of writes cut."""
    await database.write(indexing.check)
    await database.erase()
    clear = decrypted(folder / CACHE_FILE, KEY)
    await database.close()
    return clear


@pytest.mark.parametrize("change", [edit, take_back, remove])
async def test_of_a_text_that_is_gone_no_letter_is_in_any_page(change, tmp_path):
    database = await a_history(tmp_path)
    assert LEAD in await database.read(signposts), "this is where traces would stay"
    await database.write(change)
    assert LEAD not in await ended(database, tmp_path)


async def test_nor_where_messages_go_one_by_one_and_others_come_between(tmp_path):
    database = await a_history(tmp_path)
    gone = list(range(0, 1_000, EVERY))
    random.Random(1).shuffle(gone)  # noqa: S311 - the same each time
    for number, seq in enumerate(gone):
        await database.write(
            lambda connection, seq=seq: connection.execute("DELETE FROM message WHERE seq = ?", (seq,))
        )
        if number % 20 == 0:
            first = 1_001 + number * EVERY
            await database.write(write_history, first, first + EVERY - 1)
    assert LEAD not in await ended(database, tmp_path)


async def test_nor_where_it_came_and_went_in_one_transaction(tmp_path):
    def both(connection):
        write_history(connection, 0, 200)
        take_back(connection)

    database = await Database.open(tmp_path / CACHE_FILE, KEY)
    await database.write(both)
    assert LEAD not in await ended(database, tmp_path)


async def test_nor_where_the_index_was_being_filled(tmp_path):
    database = await a_history(tmp_path)
    await database.make_index_anew()
    await database.fill_index()
    await database.write(take_back)
    while database.to_index.is_set():
        await database.fill_index()
    assert LEAD not in await ended(database, tmp_path)


@pytest.mark.parametrize("pages", [3, 10, 40, 100])
async def test_nor_where_the_parts_of_the_index_were_being_put_together(pages, tmp_path):
    def merge(connection, pages):
        connection.execute("INSERT INTO found (found, rank) VALUES ('merge', ?)", (pages,))

    database = await a_history(tmp_path)
    await database.write(merge, -pages)
    await database.write(take_back)
    await database.write(merge, pages)
    assert LEAD not in await ended(database, tmp_path)


async def test_one_that_was_thrown_away_is_overwritten(tmp_path):
    database = await a_history(tmp_path)
    await database.write(lambda connection: connection.execute("DROP TRIGGER message_is_indexed_anew"))
    await database.write(take_back)
    await database.write(indexing.make_anew)
    await database.erase()
    assert LEAD not in decrypted(tmp_path / CACHE_FILE, KEY)
    await database.close()


async def test_whoever_searches_finds_what_is_left(tmp_path):
    database = await a_history(tmp_path)
    await database.write(take_back)
    await database.close()
    connection = connect(tmp_path / CACHE_FILE, KEY)
    for row in connection.execute(
        "SELECT seq, body FROM message WHERE kind = 'text' AND seq % 7 = 0"
    ).fetchall():
        wanted = f'"{row["body"].split()[0]}"'
        query = (
            "SELECT 1 FROM found JOIN indexed AS i ON i.place = found.rowid WHERE found MATCH ? AND i.seq = ?"
        )
        if len(wanted) > 4:
            assert connection.execute(query, (wanted, row["seq"])).fetchone()
    connection.close()


async def test_a_cache_that_is_opened_again_has_its_index(tmp_path):
    database = await a_history(tmp_path)
    await database.close()
    database, recovery = await open_cache(tmp_path, KEY, UserId("me"))
    assert recovery is None
    assert not database.to_index.is_set()
    await database.write(indexing.check)
    await database.close()
