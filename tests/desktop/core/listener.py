"""A client without a network, the world that a test lets it hear of, and what its feed has told."""

import asyncio

from desktop.core import outbox
from desktop.core.cache import commands
from desktop.core.changes import NOTHING
from desktop.core.client import Account
from desktop.core.sync import applier
from desktop.core.values import Text
from tests.desktop.core.world import ME, World, chat_id

ACCOUNT = Account("wss://desk.example.com/sync", ME.id, ME.username, ME.name, "token")
CHAT = chat_id(1)
NOW = 5_000


class Desk:
    """A client, the world it hears of, and what its feed has told."""

    def __init__(self, client):
        self.client = client
        self.world = World()
        self.changes = NOTHING
        client.feed.subscribe(self._heard)

    def _heard(self, changes):
        self.changes |= changes

    async def news(self):
        """Return and forget what the feed has told."""
        await asyncio.sleep(0)
        changes, self.changes = self.changes, NOTHING
        return changes

    async def answers(self, *incoming):
        """Take in what only the engine can give."""
        applied = await self.client._database.write(applier.apply, ME.id, incoming)
        await self.client._wrote(applied.changes)
        return applied

    async def commands(self):
        return await self.client._database.read(applier.held)

    async def outbox(self):
        return await self.client._database.read(commands.everything)

    async def refuses(self, code, number=None):
        """Let the server say no to a command, the first of all if not told which."""
        number = (await self.outbox())[0].number if number is None else number
        await self._wrote(await self.client._database.write(outbox.refused, number, code))

    async def asks(self, *numbers):
        """Let messages ask whether they are still to go."""
        await self._wrote(await self.client._database.write(outbox.hold, numbers))

    async def _wrote(self, written):
        await self.client._wrote(written.changes)

    async def connects(self):
        """From now on, anything may be on its way."""
        await self.client._database.write(commands.connection_began)

    async def loses_connection(self, *handed):
        """End the connection, to which these commands were given."""
        await self.client._database.write(commands.connection_ended, handed)

    async def is_killed(self):
        """Start again without a word of how the connection ended."""
        await self.client._database.write(commands.program_started)

    async def answers_yes(self, pending, reply):
        return await self.answers(applier.Settle(pending.number, reply))

    async def row(self, message):
        (row,) = await self.client.rows(frozenset({message}))
        return row

    async def positions(self, chat=CHAT):
        return await self.client._database.read(positions, chat)

    async def texts(self, chat=CHAT):
        page = await self.client.latest(chat)
        return [row.body.text for row in page.rows if isinstance(row.body, Text)]

    async def line(self, chat=CHAT):
        (summary,) = await self.client.chat_summaries(frozenset({chat}))
        return summary


def positions(connection, chat):
    """How far each has read in a chat, as it is kept."""
    return dict(connection.execute("SELECT user, seq FROM read_position WHERE chat = ?", (chat,)).fetchall())
