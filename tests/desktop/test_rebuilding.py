"""`internal-chat rebuild-search`, as a user runs it: with the key that opens the chats, and never beside the running program."""

import asyncio
import subprocess
import sys
from pathlib import Path

import pytest

from desktop.config import KnownAccount, Places, Settings, save_settings
from desktop.core import lock
from desktop.core.cache import indexing
from desktop.core.cache.encrypted import connect
from desktop.core.cache.opening import open_cache
from desktop.core.folder import CACHE_FILE
from desktop.core.values import UserId
from desktop.rebuilding import rebuild
from desktop.system import keyring
from tests.support.keys import KEY
from tests.support.system_keyring import system_keyring

SERVER, USER = "ws://127.0.0.1:1/", UserId("me")
PASSPHRASE = "seven herons over the ledger"
CHEAP = lock.Costs(passes=1, memory_kib=1024, lanes=1)
ADD = "INSERT INTO message (chat, seq, id, revision, author, sent_at, kind, body) VALUES ('c', ?, ?, 1, 'a', ?, 'text', 'hello')"
COUNT = 1_000


@pytest.fixture
def places(tmp_path) -> Places:
    return Places(tmp_path / "home")


@pytest.fixture
def keyring_there(tmp_path):
    with system_keyring(tmp_path):
        keyring.store(SERVER, USER, keyring.Kept("token", KEY))
        yield


def folder_of(places: Places) -> Path:
    return places.account(SERVER, USER)


def signed_in(places: Places, protection: str = "keyring") -> None:
    known = KnownAccount(SERVER, USER, "me", "Me", protection)
    save_settings(places.settings, Settings(account=known))


async def with_messages(places: Places, key: bytes = KEY) -> None:
    """Have messages here, of which the index has lost half without being broken."""
    database, _ = await open_cache(folder_of(places), key, USER)
    await database.write(write_history)
    await database.close()


def write_history(connection):
    connection.executemany(ADD, ((seq, f"id {seq}", seq * 1_000) for seq in range(COUNT)))
    indexing.settle(connection)
    connection.execute("DELETE FROM found_idx")


def found(places: Places, key: bytes = KEY) -> int:
    connection = connect(folder_of(places) / CACHE_FILE, key)
    try:
        return connection.execute("SELECT COUNT(*) FROM found WHERE found MATCH 'hello'").fetchone()[0]
    finally:
        connection.close()


def ran(places: Places, said: str) -> tuple[int, str, str]:
    """Run the command as a process of its own, without a display; return its exit code and what it says."""
    environment = {"INTERNAL_CHAT_HOME": str(places.home), "PATH": ""}
    command = (sys.executable, "-m", "desktop", "rebuild-search")
    ended = subprocess.run(
        command, env=environment, input=said, capture_output=True, text=True, timeout=60, check=False
    )
    return ended.returncode, ended.stdout, ended.stderr


@pytest.mark.usefixtures("keyring_there")
async def test_with_the_key_of_the_keyring_everything_is_found_again(places, capsys):
    signed_in(places)
    await with_messages(places)
    assert found(places) == 0
    code = await asyncio.to_thread(rebuild, places)
    assert code == 0
    assert found(places) == COUNT
    assert "Done" in capsys.readouterr().out


@pytest.mark.usefixtures("keyring_there")
async def test_every_account_that_is_signed_in_is_seen_to(places, capsys):
    known = KnownAccount(SERVER, USER, "me", "Me", "keyring")
    elsewhere = KnownAccount("ws://127.0.0.1:2/", "other", "other", "Other", "keyring")
    save_settings(places.settings, Settings(account=elsewhere, others=(known,)))
    keyring.store(elsewhere.server, elsewhere.user, keyring.Kept("token", KEY))
    await with_messages(places)
    database, _ = await open_cache(
        places.account(elsewhere.server, elsewhere.user), KEY, UserId(elsewhere.user)
    )
    await database.close()
    assert await asyncio.to_thread(rebuild, places) == 0
    assert found(places) == COUNT
    said = capsys.readouterr().out
    assert said.count("Done") == 2
    assert f"me, {SERVER}" in said


async def test_with_a_passphrase_too_and_without_a_display(places):
    signed_in(places, "passphrase")
    key = lock.set_passphrase(folder_of(places), PASSPHRASE, CHEAP)
    await with_messages(places, key)
    code, out, err = ran(places, "another one\n")
    assert (code, out, err.count("\n")) == (1, "", 1)
    assert "not the passphrase" in err
    code, out, err = ran(places, f"{PASSPHRASE}\n")
    assert (code, err) == (0, "")
    assert found(places, key) == COUNT


@pytest.mark.usefixtures("keyring_there")
async def test_beside_the_running_program_it_says_to_quit_that_first(places, capsys):
    signed_in(places)
    await with_messages(places)
    running, _ = await open_cache(folder_of(places), KEY, USER)
    assert await asyncio.to_thread(rebuild, places) == 1
    assert capsys.readouterr().err == "Internal Chat is running: quit it, then try again.\n"
    await running.close()
    assert found(places) == 0


async def test_where_nobody_is_signed_in_it_says_so_and_leaves_nothing(places, capsys):
    assert await asyncio.to_thread(rebuild, places) == 1
    assert "Nobody is signed in" in capsys.readouterr().err
    assert not places.home.exists()


@pytest.mark.usefixtures("keyring_there")
async def test_where_no_chats_are_yet_none_are_made(places, capsys):
    signed_in(places)
    assert await asyncio.to_thread(rebuild, places) == 1
    assert "no chats on this computer" in capsys.readouterr().err
    assert not folder_of(places).exists()


async def test_a_keyring_without_the_key_is_no_reason_to_begin_anew(places, tmp_path, capsys):
    signed_in(places)
    await with_messages(places)
    with system_keyring(tmp_path):
        assert await asyncio.to_thread(rebuild, places) == 1
    assert "has no key" in capsys.readouterr().err
    assert (folder_of(places) / CACHE_FILE).is_file()
    assert [path.name for path in folder_of(places).iterdir() if "aside" in path.name] == []
