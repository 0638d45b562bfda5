"""Real clients with caches of their own and no windows, signed in to a real server, and waiting for what they show."""

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager

import uuid_utils

from desktop.core.client import Client, sign_in
from desktop.core.values import ATTACHMENT_BYTES, ConnectionState, Text, TransferState
from tests.support.keys import KEY
from tests.support.server import PASSWORD

SECONDS = 20


class Watched:
    """A client, and waiting for what it shows."""

    def __init__(self, client):
        self.client = client
        self._changed = asyncio.Event()
        self.typing = set()
        client.feed.subscribe(self._heard)

    def _heard(self, changes):
        self.typing |= changes.typing
        self._changed.set()

    async def until(self, holds):
        """Wait until something is so; it is looked at again with every change set."""
        async with asyncio.timeout(SECONDS):
            while True:
                self._changed.clear()
                if result := await holds(self.client):
                    return result
                await self._changed.wait()

    async def is_online(self):
        async def online(client):
            return client.connection.state is ConnectionState.ONLINE

        await self.until(online)

    async def has_sent_everything(self):
        async def sent(client):
            return client.connection.waiting == 0

        await self.until(sent)

    async def has(self, attachment):
        """Wait until a file is here with all its bytes; return them."""

        async def here(client):
            return client.is_here(attachment)

        await self.until(here)
        return await self.client.content(attachment, limit=ATTACHMENT_BYTES)

    async def fails(self, attachment):
        """Wait until a transfer has failed; return why."""

        async def failed(client):
            transfer = client.transfer(attachment)
            return transfer.reason if transfer and transfer.state is TransferState.FAILED else None

        return await self.until(failed)

    async def shows(self, chat, text):
        """Wait until a chat shows a text; return all its texts in order."""

        async def found(client):
            rows = (await client.latest(chat, limit=1000)).rows
            texts = [row.body.text for row in rows if isinstance(row.body, Text)]
            return texts if text in texts else None

        return await self.until(found)

    async def sees(self, chat, count):
        """Wait until a chat shows so many texts, all confirmed; return them in order."""

        async def complete(client):
            rows = (await client.latest(chat, limit=1000)).rows
            texts = [row.body.text for row in rows if isinstance(row.body, Text)]
            return texts if len(texts) >= count and all(row.seq for row in rows) else None

        return await self.until(complete)


@asynccontextmanager
async def people(server, folder, *names):
    """Signed-in clients with caches of their own, online; `server` is whatever has its `url`."""
    async with AsyncExitStack() as stack, asyncio.TaskGroup() as tasks:
        watched = []
        for name in names:
            account = await sign_in(server.url, name.rstrip("2"), PASSWORD, device_name=name)
            client = await Client.open(account, folder / name, key=KEY)
            stack.push_async_callback(client.close)
            client.start(tasks)
            watched.append(Watched(client))
        for each in watched:
            await each.is_online()
        yield watched
        for each in watched:
            await each.client.close()


async def id_of(watched, username):
    return next(person.id for person in await watched.client.people() if person.username == username)


async def rows_of(watched):
    return await watched.client._database.read(
        lambda connection: [tuple(row) for row in connection.execute("SELECT * FROM message ORDER BY seq")]
    )


async def positions(client, chat):
    return await client._database.read(
        lambda connection: dict(
            connection.execute("SELECT user, seq FROM read_position WHERE chat = ?", (chat,)).fetchall()
        )
    )


def command_id():
    return str(uuid_utils.uuid7())
