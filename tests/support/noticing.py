"""An account without a window and without a server, whose notices are looked at as they would stand in the system's list."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from desktop.core.client import Account, Client
from desktop.core.values import ChatId, Connection, ConnectionState
from desktop.viewmodels.background import Background
from desktop.viewmodels.choices import Choices, ChoicesModel
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.notice import Notice
from desktop.viewmodels.notification_log import NotificationLog, Outcome
from desktop.viewmodels.notifying import Notifying
from desktop.viewmodels.pop_ups import BETWEEN_LOUD_MS
from sync_server.protocol.frames import Directory, Push
from sync_server.protocol.nouns import User
from tests.support.keys import KEY


class Listing:
    """What stands in the system's list, put together from what `Notifying` says."""

    def __init__(self, notifying: Notifying) -> None:
        self.standing: dict[str, Notice] = {}
        self.shown: list[Notice] = []
        """Everything that was wanted, in order."""
        self.withdrawn: list[str] = []
        self.calls = 0
        notifying.wanted.connect(self._show)
        notifying.unwanted.connect(self._withdraw)
        notifying.attention.connect(self._call)

    def _show(self, notice: Notice) -> None:
        assert notice.loud or not notice.sound, "what does not pop up makes no sound"
        self.standing[notice.key] = notice
        self.shown.append(notice)

    def _withdraw(self, key: str) -> None:
        assert key in self.standing, f"{key} does not stand"
        del self.standing[key]
        self.withdrawn.append(key)

    def _call(self) -> None:
        self.calls += 1

    @property
    def pop_ups(self) -> list[str]:
        """The text of everything that popped up."""
        return [without_isolates(notice.body) for notice in self.shown if notice.loud]


class Hearing:
    """An account that hears what the test lets it hear, at a time that the test sets."""

    def __init__(
        self, client: Client, background: Background, choices: ChoicesModel, time: "Time", account: str
    ) -> None:
        self.client = client
        self.choices = choices
        self.time = time
        self.log = NotificationLog()
        self.notifying = Notifying(client, background, time, choices, self.log, account=account)
        self.listing = Listing(self.notifying)

    async def rest(self) -> None:
        """Let everything happen that follows from what was heard."""
        await asyncio.sleep(0)
        reading = self.notifying._reading
        async with asyncio.timeout(20):
            while reading.is_under_way or reading.is_due:  # noqa: ASYNC110 - a thread reads
                await asyncio.sleep(0)
        await asyncio.sleep(0)

    async def hears(self, *frames: Push | None) -> None:
        """Hear from the server, all at once."""
        await self.client.apply(*(frame for frame in frames if frame is not None))
        await self.rest()

    async def is_connected(self, state: ConnectionState) -> None:
        """Have the connection go to a state."""
        self.client._connected(Connection(state))
        await self.rest()

    def passes(self, milliseconds: int = BETWEEN_LOUD_MS) -> None:
        """Let time pass; whoever waits for it looks at the clock."""
        self.time.now += milliseconds
        self.notifying._pausing.look()

    def body(self, chat: ChatId) -> str:
        """Return what the notice of a chat says; empty for none."""
        notice = self.listing.standing.get(chat)
        return "" if notice is None else without_isolates(notice.body)

    def title(self, chat: ChatId) -> str:
        """Return what stands above it."""
        return without_isolates(self.listing.standing[chat].title)

    @property
    def outcomes(self) -> list[Outcome]:
        """What the log says, in order."""
        return [entry.outcome for entry in reversed(self.log.entries)]


class Time:
    """A clock that stands still until a test moves it."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


@asynccontextmanager
async def hearing(
    folder: Path,
    me: User,
    *team: User,
    now: int,
    account: str = "",
    first: tuple[Push, ...] = (),
    **choices: object,
) -> AsyncIterator[Hearing]:
    """An account that is online and has heard `first` before the program was started."""
    time = Time(now)
    signed_in = Account("wss://desk.example.com/sync", me.id, me.username, me.name, "token")
    online = Connection(ConnectionState.ONLINE)
    client = await Client.open(signed_in, folder, key=KEY, clock=time, connection=online)
    unexpected: list[Exception] = []
    try:
        async with asyncio.TaskGroup() as tasks:
            await client.apply(Directory((me, *team), len(team) + 1))
            if first:
                await client.apply(*first)
            background = Background(tasks, unexpected.append)
            chosen = ChoicesModel(Choices(**({"notification_text": "all"} | choices)))  # type: ignore[arg-type]
            here = Hearing(client, background, chosen, time, account)
            await here.rest()
            yield here
            here.notifying.close()
            await background.finish()
    finally:
        await client.close()
    assert not unexpected, unexpected
