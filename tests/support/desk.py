"""A client with a real cache and no server: what view models and widgets need to be tried, and nothing else."""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.core.client import Account, Client
from desktop.core.values import Connection, ConnectionState
from desktop.viewmodels.background import Background, Clock
from sync_server.protocol.frames import Directory
from sync_server.protocol.nouns import User
from tests.support.keys import KEY
from tests.support.story import Story


@dataclass(frozen=True, slots=True)
class Desk:
    """What the application gives to every view model."""

    client: Client
    background: Background
    clock: Clock

    async def hears(self, *stories: Story, reader: User | None = None) -> None:
        """Take chats into the cache, as the server would send them now."""
        await self.client.apply(*(story.snapshot(reader or _me(self.client)) for story in stories))

    async def meets(self, *team: User) -> None:
        """Take people into the directory."""
        await self.client.apply(Directory(users=team, revision=max(user.revision for user in team)))

    def connection_is(self, state: ConnectionState) -> None:
        """Say how the link to the server is; everybody is told at the end of this turn of the loop."""
        self.client._connected(Connection(state))


@asynccontextmanager
async def desk(
    folder: Path,
    me: User,
    *,
    team: Iterable[User] = (),
    stories: Iterable[Story] = (),
    now: int = 0,
    state: ConnectionState = ConnectionState.ONLINE,
) -> AsyncIterator[Desk]:
    """A client that has caught up; an error that nobody expected fails the test at its end."""
    account = Account(
        server="wss://desk.example.com/sync", user=me.id, username=me.username, name=me.name, token="t"
    )
    client = await Client.open(account, folder, key=KEY, clock=lambda: now, connection=Connection(state))
    unexpected: list[Exception] = []
    try:
        async with asyncio.TaskGroup() as tasks:
            here = Desk(client, Background(tasks, unexpected.append), lambda: now)
            await here.meets(me, *(user for user in team if user.id != me.id))
            for story in stories:
                await here.hears(story, reader=me)
            yield here
            await here.background.finish()
    finally:
        await client.close()
    assert not unexpected, unexpected


def _me(client: Client) -> User:
    me = client.me
    return User(id=me.id, username=me.username, name=me.name, title=me.title, active=me.active, revision=0)
