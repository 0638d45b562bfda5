"""The file is noise without its key, and the key is nowhere but in the connection."""

import logging
import sys
import traceback
from contextlib import suppress
from pathlib import Path

import pytest

from desktop.core.cache.database import Database
from desktop.core.cache.encrypted import connect, migrate
from desktop.core.client import Account, Client
from desktop.core.errors import CacheDamagedError
from desktop.core.folder import CACHE_FILE
from sync_server.protocol.frames import Directory
from tests.desktop.core.world import ME, OTHER, World, chat_id
from tests.support.keys import KEY

ACCOUNT = Account("wss://desk.example.com/sync", ME.id, ME.username, ME.name, "token-of-this-device")
SECRETS = ("Refund for Mrs Novak", "four hundred euros", "not sent yet", "half a thought", OTHER.name, ACCOUNT.token, ACCOUNT.server, "CREATE TABLE")  # fmt: skip
OTHER_KEY = bytes(reversed(KEY))


async def written(folder: Path) -> Client:
    """A cache with one of everything that is secret."""
    world = World()
    client = await Client.open(ACCOUNT, folder, key=KEY, keep_token=True)
    start = world.start(chat_id(1), subject="Refund for Mrs Novak")
    await client.apply(Directory((ME, OTHER), 2), start, world.say(chat_id(1), "four hundred euros"))
    await client.send(chat_id(1), "not sent yet")
    await client.save_draft(chat_id(1), "half a thought")
    return client


def contents(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


async def test_no_word_of_it_is_on_the_disk_while_it_is_open_nor_after(tmp_path):
    client = await written(tmp_path)
    assert {path.name for path in tmp_path.iterdir()} >= {CACHE_FILE, f"{CACHE_FILE}-wal"}
    for moment in ("open", "closed"):
        found = [word for word in SECRETS if word.encode() in contents(tmp_path)]
        assert not found, moment
        assert KEY not in contents(tmp_path)
        assert KEY.hex().encode() not in contents(tmp_path)
        await client.close()


async def test_the_words_are_there_for_whoever_has_the_key(tmp_path):
    pytest.importorskip("cryptography")
    from tests.support.decrypted import decrypted

    await (await written(tmp_path)).close()
    clear = decrypted(tmp_path / CACHE_FILE, KEY)
    assert [word for word in SECRETS if word.encode() not in clear] == []


async def test_what_was_taken_back_is_not_found_with_the_key_either(tmp_path):
    pytest.importorskip("cryptography")
    from tests.support.decrypted import decrypted

    world, chat = World(), chat_id(1)
    client = await Client.open(ACCOUNT, tmp_path, key=KEY)
    await client.apply(Directory((ME, OTHER), 2), world.start(chat))
    for text in ("said in anger", "said with a slip", "said for good"):
        await client.apply(world.say(chat, text))
    assert b"said in anger" in decrypted(tmp_path / CACHE_FILE, KEY)
    await client.apply(world.delete(chat, 2), world.edit(chat, 3, "said at leisure"))
    for moment in ("open", "closed"):
        clear = decrypted(tmp_path / CACHE_FILE, KEY)
        assert b"said for good" in clear, moment
        assert b"said in anger" not in clear, moment
        assert b"said with a slip" not in clear, moment
        await client.close()


async def test_another_key_opens_nothing_and_changes_nothing(tmp_path):
    await (await written(tmp_path)).close()
    before = contents(tmp_path)
    with pytest.raises(CacheDamagedError, match="encrypted with another key"):
        await Database.open(tmp_path / CACHE_FILE, OTHER_KEY)
    assert contents(tmp_path) == before


async def test_the_key_is_in_no_error_no_log_and_nothing_that_is_printed(tmp_path, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    database = await Database.open(tmp_path / CACHE_FILE, KEY)

    def told(error: BaseException) -> str:
        return "".join(traceback.format_exception(error)) + repr(error)

    with pytest.raises(Exception, match="no such table") as nonsense:
        await database.read(lambda connection: connection.execute("SELECT * FROM elsewhere"))
    printed = repr(database) + repr(vars(database)) + told(nonsense.value)
    await database.close()
    with pytest.raises(CacheDamagedError) as refused:
        await Database.open(tmp_path / CACHE_FILE, OTHER_KEY)
    with pytest.raises(ValueError, match="32 bytes, this has 31") as short:
        await Database.open(tmp_path / "other.sqlite", KEY[:31])
    printed += told(refused.value) + told(short.value) + caplog.text + "".join(capfd.readouterr())
    for key in (KEY, OTHER_KEY, KEY[:31]):
        assert key.hex() not in printed
        assert repr(key) not in printed


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc for open files")
def test_sorting_and_rebuilding_it_open_no_temporary_file(tmp_path):
    connection = connect(tmp_path / CACHE_FILE, KEY)
    migrate(connection)
    rows = ((f"chat {number:06}", f"draft {number * 7919 % 60000} " * 20) for number in range(20_000))
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO draft (chat, text, saved_at) VALUES (?, ?, 0)", rows)
    connection.execute("COMMIT")
    opened = set()

    def look() -> int:
        for link in Path("/proc/self/fd").iterdir():
            with suppress(FileNotFoundError):  # the handle with which this looks is gone again
                opened.add(str(link.readlink()))
        return 0

    connection.set_progress_handler(look, 1000)
    connection.execute("PRAGMA cache_size = 10")
    assert len(connection.execute("SELECT text FROM draft ORDER BY text DESC").fetchall()) == 20_000
    connection.execute("VACUUM")
    connection.close()
    assert str(tmp_path / CACHE_FILE) in opened
    assert not [name for name in opened if "etilqs" in name]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
async def test_nobody_else_on_the_computer_may_look_at_any_of_it(tmp_path):
    folder = tmp_path / "accounts" / "one"
    folder.mkdir(mode=0o755, parents=True)
    client = await written(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
    assert {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()} == {
        CACHE_FILE: 0o600, f"{CACHE_FILE}-wal": 0o600, f"{CACHE_FILE}-shm": 0o600,
    }  # fmt: skip
    await client.close()
