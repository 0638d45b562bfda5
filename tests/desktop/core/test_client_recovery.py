"""A client whose cache breaks: it says so, and once opened anew it shows and sends what was written, once."""

import pytest

from desktop.core.client import Account, Client
from desktop.core.errors import CacheDamagedError, CacheError
from desktop.core.folder import CACHE_FILE
from desktop.core.values import Delivery, Text
from sync_server.protocol.frames import Directory
from tests.desktop.core.world import ME, OTHER, World, chat_id
from tests.support.keys import KEY

ACCOUNT = Account("wss://desk.example.com/sync", ME.id, ME.username, ME.name, "token")
NAMELESS = Account(ACCOUNT.server, ME.id, ME.username, ME.name, "")
CHAT = chat_id(1)
OTHER_KEY = bytes(reversed(KEY))


async def break_messages(client, folder):
    """Break the page of the messages, and let the client find out."""

    def root(connection):
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'message'").fetchone()[0]

    page = await client._database.read(root)
    await client.close()
    with (folder / CACHE_FILE).open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes(4096))


async def find_broken(folder):
    """Open the cache, meet the damage, and close it."""
    client = await Client.open(ACCOUNT, folder, key=KEY, keep_token=True)
    with pytest.raises(CacheDamagedError):
        await client.latest(CHAT)
    await client.close()


@pytest.fixture
def world():
    world = World()
    world.start(CHAT, subject="Refunds")
    world.say(CHAT, "from the server")
    return world


async def held(client, world):
    await client.apply(Directory((ME, OTHER), 2), world.snapshot(CHAT))


def texts(page):
    return [row.body.text for row in page.rows if isinstance(row.body, Text)]


async def test_what_was_written_is_shown_and_can_be_sent_after_the_cache_broke(tmp_path, world):
    client = await Client.open(ACCOUNT, tmp_path, key=KEY)
    await held(client, world)
    message = await client.send(CHAT, "not sent yet")
    await client.save_draft(CHAT, "half a thought")
    await break_messages(client, tmp_path)

    client = await Client.open(ACCOUNT, tmp_path, key=KEY)
    assert client.recovery is None
    with pytest.raises(CacheDamagedError):
        await client.latest(CHAT)
    assert client.damaged.is_set()
    await client.save_draft(CHAT, "a whole thought")
    await client.close()

    client = await Client.open(ACCOUNT, tmp_path, key=KEY)
    assert (client.recovery.unsent, client.recovery.drafts, client.recovery.readable) == (1, 1, True)
    assert (tmp_path / client.recovery.set_aside / CACHE_FILE).exists()
    assert client.connection.waiting == 1
    assert not client.damaged.is_set()
    await held(client, world)
    page = await client.latest(CHAT)
    assert texts(page) == ["from the server", "not sent yet"]
    assert (page.rows[-1].id, page.rows[-1].delivery) == (message, Delivery.WAITING)
    assert (await client.chat(CHAT)).draft == "a whole thought"
    await client.close()


async def test_what_the_server_had_already_is_not_shown_twice_after_the_cache_broke(tmp_path, world):
    client = await Client.open(ACCOUNT, tmp_path, key=KEY)
    await held(client, world)
    message = await client.send(CHAT, "sent, its answer lost")
    await break_messages(client, tmp_path)
    await find_broken(tmp_path)
    client = await Client.open(ACCOUNT, tmp_path, key=KEY)
    world.say(CHAT, "sent, its answer lost", by=ME, message=message)
    await held(client, world)
    page = await client.latest(CHAT)
    assert texts(page) == ["from the server", "sent, its answer lost"]
    assert page.rows[-1].delivery is Delivery.SENT
    assert client.connection.waiting == 0
    await client.close()


async def test_a_pending_change_still_knows_its_message_after_the_cache_broke(tmp_path, world):
    client = await Client.open(ACCOUNT, tmp_path, key=KEY)
    said = world.say(CHAT, "with a slip", by=ME)
    message = said.messages[0].id
    await held(client, world)
    await client.edit(CHAT, message, "without one")
    await break_messages(client, tmp_path)
    await find_broken(tmp_path)
    client = await Client.open(ACCOUNT, tmp_path, key=KEY)
    await held(client, world)
    assert texts(await client.latest(CHAT)) == ["from the server", "without one"]
    await client.close()


async def test_with_another_key_it_begins_anew_and_says_that_nothing_could_be_read(tmp_path, world):
    client = await Client.open(ACCOUNT, tmp_path, key=KEY)
    await held(client, world)
    await client.send(CHAT, "not sent yet")
    await client.close()
    client = await Client.open(ACCOUNT, tmp_path, key=OTHER_KEY)
    assert (client.recovery.unsent, client.recovery.drafts, client.recovery.readable) == (0, 0, False)
    assert await client.chats() == ()
    await client.close()
    client = await Client.open(ACCOUNT, tmp_path, key=OTHER_KEY)
    assert client.recovery is None
    await client.close()


async def test_a_token_is_kept_in_the_cache_where_there_is_no_keyring(tmp_path):
    client = await Client.open(ACCOUNT, tmp_path, key=KEY, keep_token=True)
    await client.close()
    client = await Client.open(NAMELESS, tmp_path, key=KEY, keep_token=True)
    assert client.has_token
    assert client._account == ACCOUNT
    await client.close()


async def test_a_newer_token_takes_the_place_of_the_kept_one(tmp_path):
    for token in ("token", "a newer one"):
        account = Account(ACCOUNT.server, ME.id, ME.username, ME.name, token)
        await (await Client.open(account, tmp_path, key=KEY, keep_token=True)).close()
    client = await Client.open(NAMELESS, tmp_path, key=KEY, keep_token=True)
    assert client._account.token == "a newer one"
    await client.close()


async def test_a_kept_token_goes_once_the_keyring_keeps_it(tmp_path):
    await (await Client.open(ACCOUNT, tmp_path, key=KEY, keep_token=True)).close()
    await (await Client.open(ACCOUNT, tmp_path, key=KEY)).close()
    client = await Client.open(NAMELESS, tmp_path, key=KEY, keep_token=True)
    assert not client.has_token
    await client.close()


async def test_without_a_token_there_is_none(tmp_path):
    client = await Client.open(NAMELESS, tmp_path, key=KEY)
    assert not client.has_token
    await client.close()


async def test_a_kept_token_outlives_the_breaking_of_the_cache(tmp_path, world):
    client = await Client.open(ACCOUNT, tmp_path, key=KEY, keep_token=True)
    await held(client, world)
    await break_messages(client, tmp_path)
    await find_broken(tmp_path)
    client = await Client.open(NAMELESS, tmp_path, key=KEY, keep_token=True)
    assert client.recovery is not None
    assert client._account == ACCOUNT
    await client.close()


async def test_a_folder_that_cannot_be_used_is_an_error_and_not_a_reason_to_begin_anew(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(CacheError) as refused:
        await Client.open(ACCOUNT, tmp_path / "file" / "account", key=KEY)
    assert not isinstance(refused.value, CacheDamagedError)
