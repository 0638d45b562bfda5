"""Who signs out leaves nothing on the computer: no file, no key, no token that would still be taken. Others' chats are untouched.

The ways in and out are the program's own, with a real system keyring where there is one.
"""

import asyncio
from contextlib import asynccontextmanager

import pytest

from desktop.config import Places
from desktop.core.client import Account, Client, sign_in
from desktop.core.errors import RefusedError
from desktop.core.folder import CACHE_FILE
from desktop.core.sync.connection import Session
from desktop.core.values import ConnectionState, Pasted
from desktop.entry import Access, Entrance
from desktop.system import keyring
from desktop.viewmodels.sign_in import Choice, Keep
from sync_server.protocol.frames import Resume
from tests.support.chatter import Chatter
from tests.support.clients import Watched
from tests.support.server import PASSWORD, ServerProcess, running_server, signed_in
from tests.support.system_keyring import system_keyring

PASSPHRASE = "Sphinx of black quartz"
EMPTY_INDEX = {"index_form", "found_config", "found_data"}


class Computer:
    """One computer that several people use."""

    def __init__(self, server: ServerProcess, places: Places) -> None:
        self.server = server
        self.places = places
        self.entrance = Entrance(places)

    async def admits(self, username: str, keep: Keep) -> Access:
        """Sign in somebody."""
        account = await sign_in(self.server.url, username, PASSWORD, device_name="this computer")
        return await self.entrance.admit(account, Choice(keep, PASSPHRASE if keep is Keep.PASSPHRASE else ""))

    @asynccontextmanager
    async def client_of(self, access: Access, tasks):
        """Their client, with all that they may read."""
        client = await open_with(access)
        client.start(tasks)
        watched = Watched(client)
        await watched.is_online()
        yield watched
        await client.close()

    def files(self) -> dict[str, bytes]:
        """Return every file of the program but its settings."""
        home = self.places.home
        paths = [path for path in home.rglob("*") if path.is_file() and path != self.places.settings]
        return {str(path.relative_to(home)): path.read_bytes() for path in paths}

    async def takes(self, account: Account) -> bool:
        """Whether the server still takes a device's token."""
        async with Session.open(account.server) as session:
            try:
                await session.request(Resume(0, account.token))
            except RefusedError as error:
                return error.code != "token_refused"
            return True


async def open_with(access: Access) -> Client:
    return await Client.open(
        access.account, access.folder, key=access.key, keep_token=access.keep is Keep.PASSPHRASE
    )


@pytest.fixture
def computer(tmp_path):
    with running_server(tmp_path / "server", "anna", "bruno") as server:
        yield Computer(server, Places(tmp_path / "home"))


@pytest.fixture(scope="module")
def ring(tmp_path_factory):
    with system_keyring(tmp_path_factory.mktemp("desktop")) as name:
        yield name


async def talk(computer: Computer, ids: dict[str, str]) -> str:
    """Give everybody something to read."""
    async with signed_in(computer.server, "bruno") as bot:
        colleague = Chatter(bot, seed=1)
        chat = await colleague.starts(ids["anna"])
        await colleague.says(chat, 30)
    return chat


def ids_of(computer: Computer) -> dict[str, str]:
    return {user.username: user.id for user in computer.server.users()}


@pytest.mark.parametrize("keep", [Keep.KEYRING, Keep.PASSPHRASE, Keep.NOTHING])
@pytest.mark.parametrize("line", ["with a connection", "while the server is away"])
async def test_nothing_of_an_account_stays_and_all_of_the_other_does(computer, ring, keep, line):
    chat = await talk(computer, ids_of(computer))
    anna = await computer.admits("anna", keep)
    bruno = await computer.admits("bruno", Keep.KEYRING)
    async with asyncio.TaskGroup() as tasks:
        async with computer.client_of(bruno, tasks) as watched:
            await watched.shows(chat, "bruno 31")
        of_bruno = {name for name in computer.files() if bruno.folder.name in name}
        async with computer.client_of(anna, tasks) as watched:
            await watched.shows(chat, "bruno 31")
            await watched.client.save_draft(chat, "half a sentence")
            attached = await watched.client.attach(chat, Pasted("a note.txt", b"half a file"))
            opened = await watched.client.open_copy(attached.id, attached.name)
            assert opened.read_bytes() == b"half a file"
            # An earlier file was found broken once; what was set aside goes as well.
            (anna.folder / "set-aside-20260101T000000Z").mkdir()
            (anna.folder / "set-aside-20260101T000000Z" / CACHE_FILE).write_bytes(b"noise")
            if line != "with a connection":
                computer.server.kill()
            await watched.client.sign_out()
    before = computer.files()
    assert not await computer.entrance.remove(anna)
    assert not anna.folder.exists()
    after = computer.files()
    assert set(after) == of_bruno
    assert all(after[name] == before[name] for name in of_bruno)
    if keep is Keep.KEYRING:
        assert keyring.load(anna.account.server, anna.account.user) == keyring.Kept()
    assert keyring.load(bruno.account.server, bruno.account.user).key == bruno.key
    await the_other_goes_on(bruno, chat)
    if line == "with a connection":
        assert not await computer.takes(anna.account), "its token opens nothing any more"
        assert await computer.takes(bruno.account)


async def the_other_goes_on(access: Access, chat: str) -> None:
    """Without the server, from the file alone."""
    client = await open_with(access)
    assert client.recovery is None
    assert [line.id for line in await client.chats()] == [chat]
    await client.close()


async def test_who_signs_in_again_afterwards_begins_with_an_empty_file_and_another_key(computer, ring):
    chat = await talk(computer, ids_of(computer))
    first = await computer.admits("anna", Keep.KEYRING)
    async with asyncio.TaskGroup() as tasks, computer.client_of(first, tasks) as watched:
        await watched.shows(chat, "bruno 31")
        await watched.client.save_draft(chat, "half a sentence")
        await watched.client.sign_out()
    await computer.entrance.remove(first)
    again = await computer.admits("anna", Keep.KEYRING)
    assert again.key != first.key
    client = await open_with(again)
    assert await client.chats() == ()
    assert client.recovery is None
    await client.close()


async def test_a_closed_account_is_wiped_at_the_next_contact(computer, ring):
    """Whether it is online in that moment or comes back later: the file itself is empty before anybody removes it."""
    chat = await talk(computer, ids_of(computer))
    anna = await computer.admits("anna", Keep.KEYRING)
    async with asyncio.TaskGroup() as tasks:
        async with computer.client_of(anna, tasks) as watched:
            await watched.shows(chat, "bruno 31")
            await watched.client.save_draft(chat, "half a sentence")
            await watched.client.attach(chat, Pasted("a note.txt", b"half a file"))
        computer.server.deactivate("anna")
        client = await open_with(anna)
        await client.send(chat, "never sent")
        await client.save_draft(chat, "half a sentence more")
        assert len(await client.chats()) == 1, "without contact it is readable"
        client.start(tasks)
        watched = Watched(client)

        async def is_out(client: Client) -> bool:
            return client.connection.state is ConnectionState.SIGNED_OUT and not await client.chats()

        await watched.until(is_out)
        rows = await client._database.read(_count_rows)
        await client.close()
    assert rows == 0
    again = await open_with(anna)
    assert await again.chats() == ()
    await again.close()
    assert not await computer.entrance.remove(anna)
    assert computer.files() == {}
    assert keyring.load(anna.account.server, anna.account.user) == keyring.Kept()


def _count_rows(connection) -> int:
    query = "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
    tables = [row[0] for row in connection.execute(query)]
    # An index of nothing still says what kind of index it is.
    wiped = [table for table in tables if not table.startswith("sqlite_") and table not in EMPTY_INDEX]
    return sum(connection.execute(f"SELECT COUNT(*) FROM {table}").fetchone()[0] for table in wiped)  # noqa: S608 - names of the schema
