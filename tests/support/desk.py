"""A client with a real cache and no server: what view models and widgets need to be tried, and nothing else."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from desktop.core.account_values import DeviceId, SignedInDevice
from desktop.core.changes import ChangeSet
from desktop.core.client import Account, Client
from desktop.core.errors import ClientError
from desktop.core.values import (
    ChatId,
    Connection,
    ConnectionState,
    Deleted,
    Presence,
    SharedHistory,
    Text,
    UserId,
)
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

    def presence_is(self, known: Mapping[UserId, Presence]) -> None:
        """Say who is there, as a server would tell it; everybody is told at the end of this turn of the loop."""
        before = {user: self.client.presence(user) for user in known}

        def presence(user: UserId) -> Presence | None:
            online = self.client.connection.state is ConnectionState.ONLINE
            return known.get(user, Presence.OFFLINE) if online else None

        self.client.presence = presence  # type: ignore[method-assign]  # there is no server that could tell it
        changed = frozenset(user for user, was in before.items() if presence(user) is not was)
        self.client._publish(ChangeSet(presence=changed))

    def tells_history(self, problem: ClientError | None = None) -> None:
        """Answer, in the server's place, what a newcomer would get: from what is here, so all of it has to be."""

        async def shared_history(chat: ChatId) -> SharedHistory:
            if problem is not None:
                raise problem
            details, page = await self.client.chat(chat), await self.client.latest(chat, limit=1000)
            written = [
                row for row in page.rows if isinstance(row.body, Text | Deleted) and row.seq is not None
            ]
            wrote = {row.author for row in written}
            people = () if details is None else (one.person for one in details.participants)
            return SharedHistory(
                messages=len(written),
                authors=tuple(person for person in people if person.id in wrote),
                first=written[0] if written else None,
                last_at=written[-1].sent_at if written else None,
            )

        self.client.shared_history = shared_history  # type: ignore[method-assign]  # there is no server that could tell it

    def is_signed_in_on(self, *devices: SignedInDevice, problem: ClientError | None = None) -> None:
        """Say, in the server's place, where the user is signed in; those who are sent away are gone."""
        held = list(devices)

        async def told() -> tuple[SignedInDevice, ...]:
            if problem is not None:
                raise problem
            return tuple(held)

        async def revoke(device: DeviceId) -> None:
            held[:] = [each for each in held if each.id != device]

        async def revoke_others() -> None:
            held[:] = [each for each in held if each.is_this]

        self.client.devices = told  # type: ignore[method-assign]  # there is no server that could tell it
        self.client.revoke_device = revoke  # type: ignore[method-assign]
        self.client.revoke_other_devices = revoke_others  # type: ignore[method-assign]

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
