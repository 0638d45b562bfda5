"""A notification service of a test's own: `org.freedesktop.Notifications` on a private bus, with hands for what a person does to it.

It speaks over a connection of its own, as the services of desktops do, and keeps to the specification: a notification that was
clicked is closed, one that replaces another keeps its number, and numbers begin anew with each start.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.asyncio import DBusConnection, open_dbus_connection

from tests.support.screen import until

NAME = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
ADDRESS = DBusAddress(PATH, NAME, NAME)
PLASMA = (
    "body", "body-hyperlinks", "body-markup", "body-images", "icon-static", "actions", "persistence",
    "inline-reply", "x-kde-urls", "x-kde-origin-name", "x-kde-display-appname", "inhibitions",
)  # fmt: skip
GNOME = ("actions", "body", "body-markup", "icon-static", "persistence", "sound")
PLAIN = ("body",)
EXPIRED, DISMISSED, CLOSED = 1, 2, 3


@dataclass(frozen=True, slots=True)
class Shown:
    """One call of `Notify`."""

    number: int
    app: str
    replaced: int
    icon: str
    title: str
    body: str
    actions: dict[str, str]
    hints: dict[str, Any]
    expires: int


@dataclass
class NotificationService:
    """The service. Made by `notification_service`."""

    capabilities: tuple[str, ...]
    notified: list[Shown] = field(default_factory=list)
    """Every call of `Notify`, in order."""
    closed: list[int] = field(default_factory=list)
    """Every call of `CloseNotification`, in order."""
    standing: dict[int, Shown] = field(default_factory=dict)
    """What is to be seen."""
    inhibited: bool = False
    is_silent: bool = False
    """It answers nothing, and does what it was asked to once it is told to `wake`."""
    _connection: DBusConnection | None = None
    _numbers: Iterable[int] = field(default_factory=lambda: count(1))
    _waiting: list[Message] = field(default_factory=list)

    async def shows(self, how_many: int = 1) -> tuple[Shown, ...]:
        """Wait until so many are to be seen; return them."""
        await until(lambda: len(self.standing) == how_many, f"{how_many} notifications, not {self.standing}")
        return tuple(self.standing.values())

    async def heard(self, how_many: int) -> Shown:
        """Wait until `Notify` was called so many times; return the last one."""
        await until(lambda: len(self.notified) >= how_many, f"{how_many} calls, not {self.notified}")
        assert len(self.notified) == how_many, self.notified
        return self.notified[-1]

    async def press(
        self, shown: Shown, action: str = "default", *, token: str = "", stays: bool = False
    ) -> None:
        """Click the notification, or a button of it. Whoever began it is told, and then it is closed, as most services do."""
        assert action in shown.actions, shown.actions
        if token:
            await self._say("ActivationToken", "us", shown.number, token)
        await self._say("ActionInvoked", "us", shown.number, action)
        if not stays:
            await self._end(shown.number, DISMISSED)

    async def reply(self, shown: Shown, text: str) -> None:
        """Write into its field and send that."""
        assert "inline-reply" in shown.actions, shown.actions
        await self._say("NotificationReplied", "us", shown.number, text)
        await self._end(shown.number, CLOSED)

    async def dismiss(self, shown: Shown) -> None:
        """Close it as a person does."""
        await self._end(shown.number, DISMISSED)

    async def expire(self, shown: Shown) -> None:
        """Close it because it was there for long enough."""
        await self._end(shown.number, EXPIRED)

    async def wake(self) -> None:
        """Answer everything that was asked meanwhile."""
        self.is_silent = False
        waiting, self._waiting = self._waiting, []
        for message in waiting:
            await self._answer(message)

    async def serve(self, connection: DBusConnection) -> None:
        """Answer for as long as the connection lasts."""
        self._connection = connection
        with suppress(EOFError):
            while True:
                message = await connection.receive()
                if message.header.message_type is MessageType.method_call:
                    if self.is_silent:
                        self._waiting.append(message)
                    else:
                        await self._answer(message)

    async def _answer(self, message: Message) -> None:
        assert self._connection is not None
        match message.header.fields.get(HeaderFields.member), message.body:
            case "GetCapabilities", _:
                reply = new_method_return(message, "as", (list(self.capabilities),))
            case "Notify", body:
                reply = new_method_return(message, "u", (self._show(body),))
            case "CloseNotification", (number,):
                self.closed.append(number)
                await self._end(number, CLOSED)
                reply = new_method_return(message)
            case "Get", (_, "Inhibited") if "inhibitions" in self.capabilities:
                reply = new_method_return(message, "v", (("b", self.inhibited),))
            case _:
                reply = new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")
        await self._connection.send(reply)

    def _show(self, arguments) -> int:
        app, replaced, icon, title, body, actions, hints, expires = arguments
        number = replaced or next(iter(self._numbers))
        labels = dict(zip(actions[::2], actions[1::2], strict=True))
        plain = {name: value for name, (_, value) in hints.items()}
        shown = Shown(number, app, replaced, icon, title, body, labels, plain, expires)
        self.notified.append(shown)
        self.standing[number] = shown
        return number

    async def _end(self, number: int, reason: int) -> None:
        if self.standing.pop(number, None) is not None:
            await self._say("NotificationClosed", "uu", number, reason)

    async def _say(self, member: str, signature: str, *body: object) -> None:
        assert self._connection is not None
        await self._connection.send(new_signal(ADDRESS, member, signature, body))


@asynccontextmanager
async def notification_service(
    address: str, capabilities: tuple[str, ...] = PLASMA
) -> AsyncIterator[NotificationService]:
    """A service that runs until the block ends, as one that is stopped does."""
    service = NotificationService(capabilities)
    connection = await open_dbus_connection(address)
    try:
        await connection.send(message_bus.RequestName(NAME))
        while (await connection.receive()).header.message_type is not MessageType.method_return:
            pass  # it is told, too, that the name is its own
        async with asyncio.TaskGroup() as tasks:
            serving = tasks.create_task(service.serve(connection))
            yield service
            serving.cancel()
    finally:
        await connection.close()


async def forge(address: str, member: str, signature: str, *body: object) -> None:
    """Say something in the service's place, as any program on the bus can."""
    connection = await open_dbus_connection(address)
    async with connection:
        found = await _unique_names(connection)
        for name in found - {connection.unique_name}:
            signal = new_signal(ADDRESS, member, signature, body)
            signal.header.fields[HeaderFields.destination] = name
            await connection.send(signal)


async def _unique_names(connection: DBusConnection) -> set[str]:
    bus = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")
    await connection.send(new_method_call(bus, "ListNames"))
    while True:
        message = await connection.receive()
        if message.header.message_type is MessageType.method_return:
            return {name for name in message.body[0] if name.startswith(":")}
