"""What goes wrong with the file while it is in use: who is told what, and what still works."""

import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from desktop.core.cache import encrypted
from desktop.core.cache.database import DAMAGE_MARK, Database
from desktop.core.cache.opening import open_cache
from desktop.core.errors import CacheDamagedError, CacheError
from desktop.core.folder import CACHE_FILE
from desktop.core.values import UserId
from tests.support.keys import KEY

ME = UserId("me")
PAGE = 4096
MARK = CACHE_FILE + DAMAGE_MARK

OTHER_PROGRAM = """
import sys
from pathlib import Path
from desktop.core.cache.encrypted import connect
from tests.support.keys import KEY
connection = connect(Path(sys.argv[1]), KEY)
connection.execute("BEGIN IMMEDIATE")
print("writing", flush=True)
sys.stdin.read()
connection.execute("ROLLBACK")
connection.close()
"""


def put_draft(connection, chat="chat", text="half a thought"):
    connection.execute("INSERT INTO draft (chat, text, saved_at) VALUES (?, ?, 0)", (chat, text))


def put_message(connection, seq):
    values = (seq, f"id {seq}", "words " * 100)
    connection.execute(
        "INSERT INTO message (chat, seq, id, revision, author, sent_at, kind, body) VALUES ('chat', ?, ?, 1, '', 0, 'text', ?)",
        values,
    )


def drafts(connection):
    return [row["text"] for row in connection.execute("SELECT text FROM draft ORDER BY chat")]


def messages(connection):
    return connection.execute("SELECT * FROM message NOT INDEXED").fetchall()


@pytest.fixture
async def broken(tmp_path):
    """An open cache in whose table of messages nothing can be read, and all else can."""
    path = tmp_path / CACHE_FILE
    database = await Database.open(path, KEY)

    def fill(connection):
        for seq in range(100):
            put_message(connection, seq)
        put_draft(connection, "an earlier chat", "an earlier thought")
        return connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'message'").fetchone()[0]

    root = await database.write(fill)
    await database.close()
    with path.open("r+b") as file:
        file.seek((root - 1) * PAGE)
        file.write(bytes(PAGE))
    database = await Database.open(path, KEY)
    yield database
    await database.close()


async def test_whoever_meets_damage_is_told_and_so_is_who_can_open_it_anew(broken):
    assert not broken.damaged.is_set()
    with pytest.raises(CacheDamagedError):
        await broken.read(messages)
    assert broken.damaged.is_set()


async def test_what_is_being_written_can_still_be_kept_before_it_is_opened_anew(broken, tmp_path):
    with pytest.raises(CacheDamagedError):
        await broken.read(messages)
    with pytest.raises(CacheDamagedError):
        await broken.write(put_message, 1000)
    await broken.write(put_draft)
    assert await broken.read(drafts) == ["an earlier thought", "half a thought"]
    await broken.close()
    anew, recovery = await open_cache(tmp_path, KEY, ME)
    assert recovery is not None
    assert recovery.drafts == 2
    assert await anew.read(drafts) == ["an earlier thought", "half a thought"]
    assert await anew.read(messages) == []
    assert not (tmp_path / MARK).exists()
    await anew.close()


async def test_a_file_that_turns_to_noise_keeps_raising_the_same_error_until_it_is_closed(broken, tmp_path):
    (tmp_path / CACHE_FILE).write_bytes(bytes(PAGE) * 20)
    (tmp_path / f"{CACHE_FILE}-wal").write_bytes(b"")
    for _ in range(3):
        with pytest.raises(CacheDamagedError):
            await broken.read(drafts)
        with pytest.raises(CacheDamagedError):
            await broken.write(put_draft)
    assert broken.damaged.is_set()


async def test_of_a_change_that_meets_damage_nothing_stays(broken):
    def both(connection):
        put_draft(connection)
        put_message(connection, 1000)

    with pytest.raises(CacheDamagedError):
        await broken.write(both)
    assert await broken.read(drafts) == ["an earlier thought"]


async def test_after_a_restart_it_is_remembered_that_the_file_was_found_broken(broken, tmp_path):
    with pytest.raises(CacheDamagedError):
        await broken.read(messages)
    await broken.close()
    assert (tmp_path / MARK).exists()
    anew, recovery = await open_cache(tmp_path, KEY, ME)
    assert recovery is not None
    await anew.close()


async def test_a_file_that_is_whole_is_not_set_aside_on_suspicion(tmp_path):
    database = await Database.open(tmp_path / CACHE_FILE, KEY)
    await database.write(put_draft)
    await database.close()
    (tmp_path / MARK).touch()
    database, recovery = await open_cache(tmp_path, KEY, ME)
    assert recovery is None
    assert await database.read(drafts) == ["half a thought"]
    assert not (tmp_path / MARK).exists()
    await database.close()


async def test_a_full_disk_says_so_and_is_not_taken_for_damage(tmp_path):
    database = await Database.open(tmp_path / CACHE_FILE, KEY)
    await database.write(lambda connection: connection.execute("PRAGMA max_page_count = 1").fetchone())
    with pytest.raises(CacheError, match="the disk is full") as refused:
        await database.write(put_draft, text="x" * 100_000)
    assert not isinstance(refused.value, CacheDamagedError)
    assert not database.damaged.is_set()
    await database.write(lambda connection: connection.execute("PRAGMA max_page_count = 100000").fetchone())
    await database.write(put_draft)
    assert await database.read(drafts) == ["half a thought"]
    await database.close()


@contextmanager
def another_program(path: Path):
    """Another process that writes into the file: locks hold between processes only."""
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER_PROGRAM, str(path)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=Path(__file__).parents[4],
    )  # fmt: skip
    with other:
        assert other.stdout.readline() == b"writing\n"
        yield
        other.stdin.close()
    assert other.returncode == 0


async def test_a_file_in_use_by_another_program_says_so_and_is_not_taken_for_damage(tmp_path, monkeypatch):
    monkeypatch.setattr(encrypted, "_BUSY_SECONDS", 0.1)
    database = await Database.open(tmp_path / CACHE_FILE, KEY)
    with another_program(tmp_path / CACHE_FILE):
        with pytest.raises(CacheError, match="another program is using it"):
            await database.write(put_draft)
        assert await database.read(drafts) == []
    await database.write(put_draft)
    assert await database.read(drafts) == ["half a thought"]
    assert not database.damaged.is_set()
    await database.close()


async def test_a_write_protected_file_says_so(tmp_path):
    database = await Database.open(tmp_path / CACHE_FILE, KEY)
    await database.write(lambda connection: connection.execute("PRAGMA query_only = ON"))
    with pytest.raises(CacheError, match="write-protected"):
        await database.write(put_draft)
    await database.close()
