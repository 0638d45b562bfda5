"""transfer: how fast files travel, how little they delay messages, and that memory does not grow with them.

A file of 64 MiB goes up with a message, from our client's sealed file to the server's storage, and comes down again into the sealed
file of another client: from the moment when it is asked for until it is checked and on the disk. The floor copies the same bytes
from file to file over a websocket, with the same library and the same chunks, on the disk at its end; it checks nothing. Then
somebody writes messages while two uploads and two downloads run without an end; the floor is the same without those. And
the highest memory of either process while a file of 100 MiB travels has for its floor that for one of 8 MiB.
"""

import json
import random
from collections.abc import Awaitable, Callable
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from tests.benchmarks.ack import Device, write
from tests.benchmarks.file_clients import FileClient, file_client
from tests.benchmarks.office import Chat, Office, Person, Plan, furnish
from tests.benchmarks.processes import Measured, floor_server, our_server
from tests.benchmarks.report import Part, Result, percentile
from tests.benchmarks.settings import Settings, all_of, in_turns
from tests.benchmarks.wire import Wire
from tests.support.attachments import attachment_of, carrier, send_files
from tests.support.server import ServerProcess, connected

MIB = 1024 * 1024
_PAIRS = 50
"""Of people who write messages, in turns, so that nobody writes too often."""


@dataclass(frozen=True)
class Setting:
    """Our server, and two clients of people who share a chat."""

    server: ServerProcess
    process: Measured
    office: Office
    sender: FileClient
    reader: FileClient

    @property
    def chat(self) -> Chat:
        """That of the two."""
        return self.office.chats[0]


async def run(settings: Settings) -> Result:
    """Measure."""
    pairs = settings.choose(_PAIRS, 2)
    server = settings.server("ours")
    office = furnish(
        server.database_url, 2 + 2 * pairs, [Plan((2 * pair, 2 * pair + 1), 1) for pair in range(pairs + 1)]
    )
    with our_server(server) as process:
        with ExitStack() as stack:
            clients = [
                stack.enter_context(
                    file_client("ours", _account(server, person), str(settings.folder / person.user))
                )
                for person in office.chats[0].members
            ]
            setting = Setting(server, process, office, *clients)
            parts = [*await _speed(settings, setting), *await _memory(settings, setting)]
        parts[2:2] = await _delay(settings, setting)
    return Result("transfer", parts)


# How fast -------------------------------------------------------------------------------------------------------------


async def _speed(settings: Settings, setting: Setting) -> list[Part]:
    size = settings.choose(64, 1) * MIB
    file = _file(settings.folder, size)
    with (
        floor_server("copying", str(settings.folder)) as other,
        file_client("bare", str(other.port)) as copier,
    ):
        found, floors = await in_turns(
            settings.rounds, partial(_there_and_back, setting, file), partial(_copied, copier, file, size)
        )
    return [
        Part(
            f"{size // MIB} MiB {way}",
            "MiB/s",
            [size / MIB / both[at] for both in found],
            [size / MIB / both[at] for both in floors],
            ">= 0.6",
        )
        for at, way in enumerate(("up", "down"))
    ]


async def _there_and_back(setting: Setting, file: Path) -> tuple[float, float]:
    """Send a file and fetch it; return how many seconds each took.

    Nothing of it stays: in a virtual machine, memory that was never touched before takes five times as long to write to, and
    whoever kept more with every round would be measured for that.
    """
    chat = setting.chat.id
    attachment = await setting.sender.does("attach", chat=chat, path=str(file))
    up, message = await setting.sender.does("send", chat=chat)
    down = await setting.reader.does("fetch", chat=chat, message=message, attachment=attachment)
    await setting.sender.does("forget")
    await setting.reader.does("forget")
    for stored in (setting.server.data / "attachments").rglob("*"):
        if stored.is_file():
            stored.unlink()
    return up, down


async def _copied(copier: FileClient, file: Path, size: int) -> tuple[float, float]:
    up = await copier.does("up", path=str(file), size=size)
    down = await copier.does("down", name=file.name, path=f"{file}.back", size=size)
    return up, down


# How little delay -----------------------------------------------------------------------------------------------------


async def _delay(settings: Settings, setting: Setting) -> list[Part]:
    people = setting.office.people[2:]
    port = setting.process.port
    wires = await all_of(Wire.signed_in(port, person.token) for person in people)
    chats = [chat for chat in setting.office.chats[1:] for _ in chat.members]
    devices = [Device(wire, chat.id) for wire, chat in zip(wires, chats, strict=True)]
    seconds = settings.choose(3.0, 0.1)
    file = _file(settings.folder, settings.choose(64, 1) * MIB)
    parties = await _parties(setting, file.read_bytes())

    async def beside_files() -> list[float]:
        with file_client("traffic", setting.server.url, str(file), *parties):
            return await write(devices, 1, seconds)

    found, alone = await in_turns(settings.rounds, beside_files, lambda: write(devices, 1, seconds))
    return [
        Part(
            f"message acknowledged beside four transfers, p{share * 100:.0f}",
            "ms",
            [percentile(one, share) * 1000 for one in found],
            [percentile(one, share) * 1000 for one in alone],
            goal,
        )
        for share, goal in ((0.99, "<= 2"), (0.5, ""))
    ]


async def _parties(setting: Setting, data: bytes) -> list[str]:
    """Put a file where it can be fetched; return two who upload, and two who download."""
    sender, reader = setting.chat.members
    attachment = attachment_of(data)
    async with (
        connected(setting.server.url) as bot,
        carrier(setting.server.url, sender.token) as line,
    ):
        await bot.resume(sender.token)
        await line.upload_as(attachment, data)
        message = await send_files(bot, setting.chat.id, attachment)
    fetches = f"{reader.token} {setting.chat.id} {message} {attachment['id']}"
    return [sender.token, sender.token, fetches, fetches]


# How much memory ------------------------------------------------------------------------------------------------------


async def _memory(settings: Settings, setting: Setting) -> list[Part]:
    sizes = settings.choose((100, 8), (2, 1))
    measures: list[Callable[[], Awaitable[tuple[int, int, int]]]] = [
        partial(_peaks, setting, _file(settings.folder, size * MIB)) for size in sizes
    ]
    found, floors = await in_turns(settings.choose(3, 1), *measures)
    return [
        Part(
            f"highest memory of {who}, {sizes[0]} MiB against {sizes[1]} MiB",
            "MiB",
            [each[at] / MIB for each in found],
            [each[at] / MIB for each in floors],
            "<= 1.1",
        )
        for at, who in enumerate(("the server", "who sends", "who fetches"))
    ]


async def _peaks(setting: Setting, file: Path) -> tuple[int, int, int]:
    """Send a file and fetch it; return the most memory that each process took meanwhile."""
    processes = (setting.process, setting.sender.measured, setting.reader.measured)
    for process in processes:
        process.forget_peak()
    await _there_and_back(setting, file)
    server, sender, reader = (process.peak() for process in processes)
    return server, sender, reader


# ----------------------------------------------------------------------------------------------------------------------


def _file(folder: Path, size: int) -> Path:
    """Return a file of that size."""
    path = folder / f"{size}.file"
    if not path.exists():
        path.write_bytes(random.Random(size).randbytes(size))  # noqa: S311 - nothing secret
    return path


def _account(server: ServerProcess, person: Person) -> str:
    return json.dumps(
        {
            "server": server.url,
            "user": person.user,
            "username": person.user,
            "name": "",
            "token": person.token,
        }
    )
