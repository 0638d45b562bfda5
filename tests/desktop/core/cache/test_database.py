"""The file: its schema, its two threads, and what survives."""

import asyncio
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.core.cache import account
from desktop.core.cache import database as database_module
from desktop.core.cache.database import Database
from desktop.core.cache.encrypted import connect
from desktop.core.client import Account, Client
from desktop.core.errors import CacheDamagedError, CacheError, CacheInUseError, CacheNewerError
from desktop.core.folder import CACHE_FILE
from desktop.core.sync import applier
from desktop.core.values import Text
from sync_server.protocol.frames import Directory
from tests.desktop.core.world import ME, OTHER, World, chat_id
from tests.support.keys import KEY

ACCOUNT = Account("wss://desk.example.com/sync", ME.id, ME.username, ME.name, "token")

ROOT = Path(__file__).parents[4]
SCHEMA = Path(database_module.__file__).parent / "schema"

WRITER = """
import asyncio, os, signal, sys
from pathlib import Path
from desktop.core.client import Client
from tests.desktop.core.cache.test_database import ACCOUNT
from tests.desktop.core.world import chat_id
from tests.support.keys import KEY

async def main():
    client = await Client.open(ACCOUNT, Path(sys.argv[1]), key=KEY)
    for number in range(20):
        await client.send(chat_id(1), f"text {number}")
    await client.save_draft(chat_id(1), "half a sentence")
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


async def writes_elsewhere(folder):
    """Write in another program, which is killed then."""
    return await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-c", WRITER, str(folder)],
        check=False,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )


async def test_what_was_written_survives_the_sudden_end_of_the_program(tmp_path):
    client = await Client.open(ACCOUNT, tmp_path, key=KEY)
    await client.apply(Directory((ME, OTHER), 2), World().start(chat_id(1)))
    await client.close()
    writer = await writes_elsewhere(tmp_path)
    assert writer.returncode == -signal.SIGKILL, writer.stderr
    client = await Client.open(ACCOUNT, tmp_path, key=KEY)
    page = await client.latest(chat_id(1))
    assert [row.body.text for row in page.rows[1:]] == [f"text {number}" for number in range(20)]
    assert client.connection.waiting == 20
    assert (await client.chat(chat_id(1))).draft == "half a sentence"
    await client.close()


async def test_a_file_of_a_newer_program_is_refused_and_left_alone(tmp_path):
    client = await Client.open(ACCOUNT, tmp_path, key=KEY)
    await client.close()
    file = connect(tmp_path / CACHE_FILE, KEY)
    file.execute("PRAGMA user_version = 99")
    file.close()
    with pytest.raises(CacheNewerError, match="newer version"):
        await Client.open(ACCOUNT, tmp_path, key=KEY)


async def test_a_file_of_the_first_schema_is_brought_up_to_date(tmp_path):
    chat = chat_id(1)
    with connect(tmp_path / CACHE_FILE, KEY) as file:
        file.executescript((SCHEMA / "0001_first.sql").read_text("utf-8"))
        file.execute("PRAGMA user_version = 1")
        file.execute("INSERT INTO account VALUES (1, ?, ?, 2)", (ACCOUNT.server, ME.id))
        file.execute("INSERT INTO chat VALUES (?, 9, 'Refunds', ?, 1, 1, 4, 3)", (chat, OTHER.id))
        file.execute("INSERT INTO sync_state VALUES (?, 5, 1)", (chat,))
        lines = ((2, "text", "two"), (4, "text", "four"))
        for seq, kind, body in lines:
            values = (chat, seq, f"m{seq}", seq, OTHER.id, seq, kind, body)
            file.execute("INSERT INTO message VALUES (?, ?, ?, ?, ?, ?, ?, ?)", values)
    file.close()
    client = await Client.open(ACCOUNT, tmp_path, key=KEY)
    details = await client.chat(chat)
    assert (details.subject, details.read_seq, details.last_seq) == ("Refunds", 3, 4)
    (line,) = await client.chats()
    assert (line.last.body, line.unread) == (Text("four"), 1)
    (position,) = (await client._database.read(applier.held)).positions
    assert (position.held, position.told) == (5, 9)
    await client.close()


async def test_the_file_of_another_account_is_refused(tmp_path):
    client = await Client.open(ACCOUNT, tmp_path, key=KEY)
    await client.close()
    with pytest.raises(CacheError, match="another account"):
        await Client.open(Account(ACCOUNT.server, OTHER.id, "bruno", "Bruno", "token"), tmp_path, key=KEY)


async def test_what_is_not_a_database_is_refused_and_left_alone(tmp_path):
    (tmp_path / CACHE_FILE).write_bytes(b"a shopping list, by mistake" * 100)
    with pytest.raises(CacheDamagedError):
        await Database.open(tmp_path / CACHE_FILE, KEY)
    assert (tmp_path / CACHE_FILE).read_bytes() == b"a shopping list, by mistake" * 100


async def test_a_folder_that_cannot_be_made_is_a_cache_error(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CacheError):
        await Client.open(ACCOUNT, tmp_path / "file" / "folder", key=KEY)


async def test_a_change_that_fails_leaves_nothing_behind(tmp_path):
    database = await Database.open(tmp_path / CACHE_FILE, KEY)

    def fails_half_way(connection):
        connection.execute("INSERT INTO draft VALUES ('chat', 'text', 0, NULL)")
        raise ValueError("half way")

    with pytest.raises(ValueError, match="half way"):
        await database.write(fails_half_way)
    drafts = await database.read(lambda connection: connection.execute("SELECT * FROM draft").fetchall())
    assert drafts == []
    await database.close()


async def test_a_change_that_was_asked_for_happens_even_if_its_caller_is_cancelled(tmp_path):
    database = await Database.open(tmp_path / CACHE_FILE, KEY)

    def write(connection):
        connection.execute("INSERT INTO draft VALUES ('chat', 'text', 0, NULL)")

    async with asyncio.TaskGroup() as tasks:
        writing = tasks.create_task(database.write(write))
        await asyncio.sleep(0)
        writing.cancel()
    await database.close()
    database = await Database.open(tmp_path / CACHE_FILE, KEY)
    (row,) = await database.read(lambda connection: connection.execute("SELECT text FROM draft").fetchall())
    assert row["text"] == "text"
    await database.close()


async def test_a_closed_cache_says_so_and_may_be_closed_again(tmp_path):
    client = await Client.open(ACCOUNT, tmp_path, key=KEY)
    await client.close()
    await client.close()
    with pytest.raises(CacheError, match="closed"):
        await client.chats()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
async def test_nobody_else_on_the_computer_may_read_the_file(tmp_path):
    client = await Client.open(ACCOUNT, tmp_path, key=KEY)
    assert (tmp_path / CACHE_FILE).stat().st_mode & 0o077 == 0
    await client.close()


async def test_a_closed_account_leaves_no_row_in_any_table(tmp_path):
    client = await Client.open(ACCOUNT, tmp_path, key=KEY, keep_token=True)
    await client.apply(Directory((ME, OTHER), 2), World().start(chat_id(1), subject="Refunds"))
    await client.send(chat_id(1), "not sent yet")
    await client.save_draft(chat_id(1), "half a thought")

    def rows(connection):
        names = connection.execute(
            "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite_%'"
        ).fetchall()
        return {name: connection.execute(f"SELECT COUNT(*) FROM {name}").fetchone()[0] for (name,) in names}  # noqa: S608

    assert sum((await client._database.read(rows)).values()) > 5
    await client._database.write(account.wipe)
    left = {name for name, count in (await client._database.read(rows)).items() if count}
    assert left == {"index_form", "found_config", "found_data"}, "there is an index still, of nothing"
    await client.close()


async def test_a_file_that_is_in_use_is_nobody_elses_until_it_is_closed_or_its_program_ends(tmp_path):
    first = await Client.open(ACCOUNT, tmp_path, key=KEY)
    with pytest.raises(CacheInUseError, match="another window"):
        await Client.open(ACCOUNT, tmp_path, key=KEY)
    ended = await writes_elsewhere(tmp_path)
    assert "another window" in ended.stderr
    await first.close()
    again = await Client.open(ACCOUNT, tmp_path, key=KEY)
    await again.close()
