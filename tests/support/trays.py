"""Trays of a test's own, and a display for them: a StatusNotifier watcher with its host on a private bus, and an old one on X.

They see of an icon what a panel sees, and do with it what a person does: click it, and choose from its menu.
"""

import asyncio
import select
import shutil
import subprocess
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

import pytest
from jeepney import (
    DBusAddress,
    HeaderFields,
    Message,
    MessageType,
    Properties,
    message_bus,
    new_error,
    new_method_call,
    new_method_return,
    new_signal,
)
from jeepney.io.asyncio import DBusConnection, DBusRouter, open_dbus_connection, open_dbus_router

from tests.support.screen import until
from tests.support.server import SECONDS

WATCHER = "org.kde.StatusNotifierWatcher"
_PATH = "/StatusNotifierWatcher"
_ITEM = "org.kde.StatusNotifierItem"
_MENU = "com.canonical.dbusmenu"


@contextmanager
def display() -> Iterator[str]:
    """A screen of its own, by its name. Skips the test where no X server can be started."""
    if shutil.which("Xvfb") is None:
        pytest.skip("needs Xvfb")
    # It would begin anew whenever the last one leaves, and end who comes just then.
    command = ["Xvfb", "-displayfd", "1", "-screen", "0", "800x600x24", "-nolisten", "tcp", "-noreset"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
        try:
            assert server.stdout is not None
            ready, _, _ = select.select([server.stdout], [], [], SECONDS)
            assert ready, "the display does not start"
            yield f":{server.stdout.readline().strip()}"
        finally:
            server.terminate()


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of an icon's menu."""

    number: int
    words: str
    enabled: bool
    checked: bool


@dataclass
class StatusNotifierTray:
    """A watcher, and the host that shows what it knows. Made by `status_notifier_tray`."""

    router: DBusRouter
    has_host: bool
    items: list[tuple[str, str]] = field(default_factory=list)
    """Owner on the bus and name of each item that was registered."""

    async def item(self) -> str:
        """Wait for the only icon."""
        await until(lambda: self.items, "an icon")
        assert len(self.items) == 1, self.items
        return self.items[0][0]

    async def told(self) -> dict[str, Any]:
        """Return the properties of the icon."""
        address = DBusAddress("/StatusNotifierItem", await self.item(), _ITEM)
        (properties,) = await self._ask(Properties(address).get_all())
        return {name: value for name, (_, value) in properties.items()}

    async def click(self) -> None:
        """Click the icon."""
        address = DBusAddress("/StatusNotifierItem", await self.item(), _ITEM)
        await self._ask(new_method_call(address, "Activate", "ii", (0, 0)))

    async def menu(self) -> list[Entry]:
        """Return the entries of its menu, without the lines between them."""
        layout = (
            await self._ask(new_method_call(await self._menu_address(), "GetLayout", "iias", (0, -1, [])))
        )[1]
        return [_entry(child[1]) for child in layout[2] if _plain(child[1][1]).get("type") != "separator"]

    async def choose(self, words: str) -> None:
        """Choose an entry."""
        entry = next(entry for entry in await self.menu() if entry.words == words)
        address = await self._menu_address()
        call = new_method_call(address, "Event", "isvu", (entry.number, "clicked", ("s", ""), 0))
        await self._ask(call)

    async def _menu_address(self) -> DBusAddress:
        return DBusAddress((await self.told())["Menu"], await self.item(), _MENU)

    async def _ask(self, call: Message) -> tuple[Any, ...]:
        async with asyncio.timeout(SECONDS):
            reply = await self.router.send_and_get_reply(call)
        assert reply.header.message_type is MessageType.method_return, reply.body
        return reply.body

    async def serve(self, connection: DBusConnection) -> None:
        """Be the watcher."""
        with suppress(EOFError):
            while True:
                message = await connection.receive()
                if message.header.message_type is MessageType.method_call:
                    await connection.send(self._answer(message))
                elif message.header.fields.get(HeaderFields.member) == "NameOwnerChanged":
                    name, _before, after = message.body
                    if not after:
                        self.items = [item for item in self.items if name not in item]

    def _answer(self, message: Message) -> Message:
        properties = {
            "IsStatusNotifierHostRegistered": ("b", self.has_host),
            "ProtocolVersion": ("i", 0),
            "RegisteredStatusNotifierItems": ("as", [name for _, name in self.items]),
        }
        match message.header.fields.get(HeaderFields.member), message.body:
            case "RegisterStatusNotifierItem", (name,):
                self.items.append((message.header.fields[HeaderFields.sender], name))
                return new_method_return(message)
            case "Get", (_, name) if name in properties:
                return new_method_return(message, "v", (properties[name],))
            case "GetAll", _:
                return new_method_return(message, "a{sv}", (properties,))
            case _:
                return new_error(message, "org.freedesktop.DBus.Error.UnknownMethod")


@asynccontextmanager
async def status_notifier_tray(address: str, *, has_host: bool = True) -> AsyncIterator[StatusNotifierTray]:
    """A tray that is there until the block ends."""
    connection = await open_dbus_connection(address)
    try:
        async with open_dbus_router(bus=address) as router, asyncio.TaskGroup() as tasks:
            tray = StatusNotifierTray(router, has_host)
            serving = tasks.create_task(tray.serve(connection))
            await connection.send(message_bus.AddMatch("type='signal',member='NameOwnerChanged'"))
            await connection.send(message_bus.RequestName(WATCHER))
            watcher = DBusAddress(_PATH, WATCHER, WATCHER)
            await connection.send(new_signal(watcher, "StatusNotifierHostRegistered"))
            yield tray
            serving.cancel()
    finally:
        await connection.close()


@contextmanager
def x_tray(screen: str) -> Iterator[None]:
    """A tray of the older kind, in the upper left corner. Skips the test where there is none."""
    if shutil.which("trayer") is None:
        pytest.skip("needs trayer")
    command = ["trayer", "--edge", "top", "--align", "left", "--widthtype", "request", "--height", "32"]
    with subprocess.Popen(
        command, env={"DISPLAY": screen}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as tray:
        try:
            yield
        finally:
            tray.terminate()


def _entry(child: tuple[int, dict[str, Any], list[Any]]) -> Entry:
    number, properties, _children = child
    plain = _plain(properties)
    words = str(plain.get("label", "")).replace("__", "\0").replace("_", "").replace("\0", "_")
    return Entry(number, words, bool(plain.get("enabled", True)), plain.get("toggle-state", 0) == 1)


def _plain(properties: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, (_, value) in properties.items()}
