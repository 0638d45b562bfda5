"""A connection with the session's bus that waits for nobody: questions with an end, late answers, and what is told to all.

jeepney reads and writes the messages; its own router is not used, as it loses what is told while nobody looks, and stops for good
when an answer comes in the moment in which its question is given up.
"""

import asyncio
import os
import struct
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from jeepney import DBusAddress, HeaderFields, Message, MessageFlag, MessageType, new_method_call
from jeepney.auth import BEGIN, Authenticator
from jeepney.bus import get_bus
from jeepney.io.asyncio import DBusConnection
from msgspec import Struct

if TYPE_CHECKING:
    from asyncio import Future

OPEN_SECONDS = 5.0
ANSWER_SECONDS = 5.0
_LAST_SECONDS = 0.5
"""For each last word at the end of the program."""
BUS = DBusAddress("/org/freedesktop/DBus", "org.freedesktop.DBus", "org.freedesktop.DBus")

Late = Callable[[tuple[Any, ...]], None]
"""Takes an answer that nobody waited for any more."""


class Method(Struct, frozen=True):
    """What can be asked."""

    who: DBusAddress
    name: str
    takes: str = ""
    gives: str = ""
    """The types of the answer. Another one is as good as none."""


_HELLO = Method(BUS, "Hello", gives="s")


class BusError(Exception):
    """The bus, or who was asked over it, cannot help."""


class SilentError(BusError):
    """There was no answer in time. One may still come."""


class RefusedError(BusError):
    """The answer is an error, or none that was promised."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def address() -> str | None:
    """Return where the session's bus is; None where there is none."""
    return os.environ.get("DBUS_SESSION_BUS_ADDRESS") or None


class Bus:
    """A connection. Made by `open`; `listen` has to run while it is used."""

    def __init__(self, connection: DBusConnection) -> None:
        self._connection = connection
        self._asked: dict[int, Future[Message]] = {}
        self._late: dict[int, tuple[Method, Late]] = {}
        self._is_over = False

    @classmethod
    async def open(cls, where: str) -> "Bus":
        """Connect and say who we are. Raises BusError."""
        try:
            async with asyncio.timeout(OPEN_SECONDS):
                reader, writer = await asyncio.open_unix_connection(get_bus(where))
                try:
                    await _authenticate(reader, writer)
                except BaseException:
                    writer.close()
                    raise
        except (OSError, EOFError, TimeoutError, ValueError, RuntimeError) as error:
            # ValueError, RuntimeError: the address is none, or of a kind that jeepney cannot reach, or we are not let in.
            raise BusError(repr(error)) from error
        return cls(DBusConnection(reader, writer))

    async def listen(self, heard: Callable[[Message], None]) -> None:
        """Hear what is said until the bus ends. Answers go to whoever asked, all else to `heard`."""
        try:
            while True:
                self._take(await self._connection.receive(), heard)
        except (EOFError, OSError, ValueError, struct.error):
            # ValueError, struct.error: what comes is no message. After that nothing can be understood any more.
            return
        finally:
            self._is_over = True
            for future in self._asked.values():
                if not future.done():
                    future.set_exception(BusError("the bus is gone"))

    async def hello(self) -> None:
        """Begin: the bus takes nothing before. Raises BusError."""
        await self.call(_HELLO)

    async def call(
        self, method: Method, *arguments: object, starts: bool = True, late: Late | None = None
    ) -> tuple[Any, ...]:
        """Ask, and return the answer. Raises BusError. Without `starts` a service that does not run is not started for it."""
        if self._is_over:
            raise BusError("the bus is gone")
        message = new_method_call(method.who, method.name, method.takes or None, arguments)
        if not starts:
            message.header.flags = MessageFlag.no_auto_start
        serial = next(self._connection.outgoing_serial)
        future = self._asked[serial] = asyncio.get_running_loop().create_future()
        try:
            async with asyncio.timeout(ANSWER_SECONDS):
                await self._connection.send(message, serial=serial)
                return _body(await future, method)
        except TimeoutError as error:
            if late is not None:
                self._late[serial] = (method, late)
            raise SilentError(method.name) from error
        except OSError as error:
            raise BusError(repr(error)) from error
        finally:
            del self._asked[serial]

    async def tell(self, method: Method, *arguments: object) -> None:
        """Ask for something, and wait neither for an answer nor for who does not listen."""
        message = new_method_call(method.who, method.name, method.takes or None, arguments)
        message.header.flags = MessageFlag.no_reply_expected | MessageFlag.no_auto_start
        with suppress(OSError, TimeoutError):
            async with asyncio.timeout(_LAST_SECONDS):
                await self._connection.send(message)

    async def close(self) -> None:
        """End it."""
        with suppress(OSError, TimeoutError):  # the other end was quicker, or never takes what we wrote
            async with asyncio.timeout(_LAST_SECONDS):
                await self._connection.close()

    def _take(self, message: Message, heard: Callable[[Message], None]) -> None:
        answered = message.header.fields.get(HeaderFields.reply_serial, -1)
        future = self._asked.get(answered)
        if future is not None and not future.done():
            future.set_result(message)
        elif answered in self._late:
            method, late = self._late.pop(answered)
            with suppress(RefusedError):
                late(_body(message, method))
        elif message.header.message_type is MessageType.signal:
            heard(message)


async def _authenticate(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    authenticator = Authenticator()
    for request in authenticator:
        writer.write(request)
        await writer.drain()
        answer = await reader.read(1024)
        if not answer:
            raise EOFError
        authenticator.feed(answer)
    writer.write(BEGIN)
    await writer.drain()


def _body(message: Message, method: Method) -> tuple[Any, ...]:
    fields = message.header.fields
    if message.header.message_type is MessageType.error:
        raise RefusedError(fields.get(HeaderFields.error_name, ""))
    if fields.get(HeaderFields.signature, "") != method.gives:
        raise RefusedError("another kind of answer")
    body: tuple[Any, ...] = message.body
    return body
