"""The last look at the chat list is kept in the encrypted file, and does not outlive what it shows."""

import pytest

from desktop.core.cache import glance
from desktop.core.client import Account, Client
from desktop.core.folder import CACHE_FILE
from desktop.core.values import Text
from sync_server.protocol.frames import Directory
from tests.desktop.core.world import ME, OTHER, World, chat_id
from tests.support.keys import KEY

ACCOUNT = Account("wss://desk.example.com/sync", ME.id, ME.username, ME.name, "token")


@pytest.fixture
def world():
    return World()


@pytest.fixture
async def client(tmp_path, world):
    made = await Client.open(ACCOUNT, tmp_path, key=KEY)
    await made.apply(Directory((ME, OTHER), 2), world.start(chat_id(1)))
    yield made
    await made.close()


async def test_what_was_kept_last_is_read_without_a_client(client, tmp_path):
    await client.keep_last_seen("first")
    await client.keep_last_seen("second")
    assert glance.read(tmp_path / CACHE_FILE, KEY) == "second"
    await client.close()
    assert glance.read(tmp_path / CACHE_FILE, KEY) == "second"


async def test_where_nothing_was_kept_there_is_nothing(client, tmp_path):
    assert glance.read(tmp_path / CACHE_FILE, KEY) is None
    assert glance.read(tmp_path / "elsewhere" / CACHE_FILE, KEY) is None
    assert not (tmp_path / "elsewhere").exists()


async def test_with_another_key_there_is_nothing_and_the_file_stays_as_it_is(client, tmp_path):
    await client.keep_last_seen("secret")
    await client.close()
    before = (tmp_path / CACHE_FILE).read_bytes()
    assert glance.read(tmp_path / CACHE_FILE, bytes(32)) is None
    assert (tmp_path / CACHE_FILE).read_bytes() == before
    assert b"secret" not in before


async def test_a_message_that_is_changed_or_taken_back_does_not_live_on_in_it(client, world, tmp_path):
    await client.apply(world.say(chat_id(1), "the password is hunter2"))
    await client.keep_last_seen("the password is hunter2")
    page = await client.latest(chat_id(1), limit=10)
    row = next(row for row in page.rows if isinstance(row.body, Text))
    await client.apply(world.delete(chat_id(1), row.seq))
    assert glance.read(tmp_path / CACHE_FILE, KEY) is None


async def test_with_the_account_it_goes(client, tmp_path):
    from desktop.core.cache import account

    await client.keep_last_seen("rows")
    await client._database.write(account.wipe)
    assert glance.read(tmp_path / CACHE_FILE, KEY) is None


async def test_into_a_file_that_was_wiped_nothing_is_kept(client, tmp_path):
    from desktop.core.cache import account

    await client._database.write(account.wipe)
    await client.keep_last_seen("what the window still shows")
    assert glance.read(tmp_path / CACHE_FILE, KEY) is None


async def test_with_a_message_that_one_may_not_see_any_more_it_goes(client, world, tmp_path):
    await client.apply(world.say(chat_id(1), "before their time"))
    await client.keep_last_seen("before their time")
    await client._database.write(lambda connection: connection.execute("DELETE FROM message").rowcount)
    assert glance.read(tmp_path / CACHE_FILE, KEY) is None
