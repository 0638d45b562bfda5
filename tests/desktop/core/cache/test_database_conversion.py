"""A file in plain text, from an earlier version, is encrypted at the next start; whatever happens then, nothing of it is lost."""

import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from desktop.core.cache import database as database_module
from desktop.core.cache import encrypted
from desktop.core.cache.opening import open_cache
from desktop.core.errors import CacheError, CacheNewerError
from desktop.core.folder import CACHE_FILE
from desktop.core.values import UserId
from tests.support.cut_short import cut_short
from tests.support.keys import KEY

SCHEMA = Path(database_module.__file__).parent / "schema"
ME = UserId("me")
UNSENT = [f"not sent yet, number {number}" for number in range(30)]
DRAFT = "half a thought"

OTHER_PROGRAM = """
import sqlite3, sys
file = sqlite3.connect(sys.argv[1], isolation_level=None)
file.execute("BEGIN")
file.execute("SELECT COUNT(*) FROM command").fetchone()
print("reading", flush=True)
sys.stdin.read()
file.execute("INSERT INTO command (kind, chat, frame, created_at) VALUES ('send_message', 'chat', 'written meanwhile', 0)")
file.execute("COMMIT")
file.close()
"""


def plain_cache(folder: Path, *, version: int = 2) -> Path:
    """What an earlier version leaves behind when it is killed: the newest commands are in its log of writes only."""
    folder.mkdir()
    living = folder.parent / f"living-{folder.name}"
    living.mkdir()
    with closing(sqlite3.connect(living / CACHE_FILE, isolation_level=None)) as file:
        file.execute("PRAGMA journal_mode = WAL")
        for script in sorted(SCHEMA.glob("*.sql"))[:2]:
            file.executescript(script.read_text("utf-8"))
        file.execute(f"PRAGMA user_version = {version}")
        file.execute("INSERT INTO account (only_row, server, user) VALUES (1, 'wss://desk/sync', ?)", (ME,))
        send(file, ["sent long ago"] * 7)
        file.execute("DELETE FROM command")
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        send(file, UNSENT)
        file.execute("INSERT INTO draft VALUES ('chat', ?, 0)", (DRAFT,))
        for path in living.glob(f"{CACHE_FILE}*"):
            shutil.copy(path, folder)
    assert UNSENT[0].encode() not in (folder / CACHE_FILE).read_bytes()
    assert UNSENT[0].encode() in (folder / f"{CACHE_FILE}-wal").read_bytes()
    return folder / CACHE_FILE


def send(file: sqlite3.Connection, texts: list[str]) -> None:
    values = [("send_message", "chat", text, 0) for text in texts]
    file.executemany("INSERT INTO command (kind, chat, frame, created_at) VALUES (?, ?, ?, ?)", values)


@contextmanager
def another_program(path: Path):
    """Another process that reads the file, and writes into it in the end: locks hold between processes only."""
    other = subprocess.Popen(
        [sys.executable, "-c", OTHER_PROGRAM, str(path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with other:
        assert other.stdout.readline() == b"reading\n"
        yield
        other.stdin.close()
    assert other.returncode == 0


async def unsent(folder: Path) -> tuple[list[str], list[str], int]:
    """Open a folder as the program does; return commands, drafts, and the number of the next command."""
    database, recovery = await open_cache(folder, KEY, ME)
    assert recovery is None

    def look(connection):
        commands = [row["frame"] for row in connection.execute("SELECT frame FROM command ORDER BY number")]
        drafts = [row["text"] for row in connection.execute("SELECT text FROM draft")]
        (last,) = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'command'").fetchone()
        return commands, drafts, last + 1

    found = await database.read(look)
    await database.close()
    return found


def plain_words(folder: Path) -> list[str]:
    words = (UNSENT[0], "sent long ago", DRAFT, "CREATE TABLE", ME + "wss")
    content = b"".join(path.read_bytes() for path in folder.iterdir())
    return [word for word in words if word.encode() in content]


async def test_it_is_encrypted_with_all_that_was_in_its_log_and_no_word_of_it_stays(tmp_path):
    folder = tmp_path / "account"
    plain_cache(folder)
    assert plain_words(folder)
    # Numbers are never given twice: the seven that were sent long ago count.
    assert await unsent(folder) == (UNSENT, [DRAFT], 7 + len(UNSENT) + 1)
    assert [path.name for path in folder.iterdir()] == [CACHE_FILE]
    assert plain_words(folder) == []
    assert await unsent(folder) == (UNSENT, [DRAFT], 7 + len(UNSENT) + 1)


async def test_killed_at_any_step_it_is_done_again_and_nothing_is_lost(tmp_path):
    plain_cache(tmp_path / "account")
    lives = cut_short(tmp_path / "account", tmp_path / "lives", ME)
    assert len(lives) > 15, lives
    assert lives[-1][1] == ""
    for folder, line in lives:
        assert await unsent(folder) == (UNSENT, [DRAFT], 7 + len(UNSENT) + 1), line
        assert [path.name for path in folder.iterdir()] == [CACHE_FILE], line
        assert plain_words(folder) == [], line


async def test_one_that_another_program_has_open_is_left_alone(tmp_path, monkeypatch):
    monkeypatch.setattr(encrypted, "_BUSY_SECONDS", 0.1)
    path = plain_cache(tmp_path / "account")
    with another_program(path), pytest.raises(CacheError, match="another program is using it"):
        await open_cache(path.parent, KEY, ME)
    assert (await unsent(path.parent))[0] == [*UNSENT, "written meanwhile"]


async def test_one_of_a_newer_program_is_left_in_plain_text_for_it(tmp_path):
    path = plain_cache(tmp_path / "account", version=99)
    with pytest.raises(CacheNewerError, match="update this program"):
        await open_cache(path.parent, KEY, ME)
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("SELECT COUNT(*) FROM command").fetchone() == (len(UNSENT),)


async def test_a_broken_one_is_saved_like_any_other(tmp_path):
    path = plain_cache(tmp_path / "account")
    with closing(sqlite3.connect(path)) as file:
        (root,) = file.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'draft'").fetchone()
    with path.open("r+b") as file:
        file.seek((root - 1) * 4096)
        file.write(b"\xff" * 4096)
    database, recovery = await open_cache(path.parent, KEY, ME)
    await database.close()
    assert recovery is not None
    assert (recovery.unsent, recovery.drafts, recovery.readable) == (len(UNSENT), 0, True)
    assert await unsent(path.parent) == (UNSENT, [], 7 + len(UNSENT) + 1)
