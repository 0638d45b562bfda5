"""The process behind the demo's window: seeds and runs the server and the team, and ends with the window.

It is started with the folder to use as its argument and its standard input open. It prints one line with the server's address once
people can sign in. When its input ends (the window was closed, or its process was killed), it stops the server, removes the
folder and ends: so nothing stays behind, however the window went. A server that dies is started again on the same port.
"""

import asyncio
import logging
import os
import random
import shutil
import signal
import sys
import threading
import time
from pathlib import Path

from desktop.demo.history import history
from desktop.demo.place import Place
from desktop.demo.team import Troupe

_STOP_SECONDS = 10.0
_RESTART_SECONDS = 3.0
_LISTENING = b"Listening on "

log = logging.getLogger(__name__)


class BackstageError(Exception):
    """The server could not be seeded or started; the text says what it printed."""


class _Curtain(Exception):  # noqa: N818 - not an error: the performance is over
    """The window is gone."""


def main(folder: str) -> int:
    """Run until the standard input ends. Returns the exit code."""
    if sys.platform != "win32":
        # Ctrl+C in the terminal, or closing it, reaches every process of the group; the window ends first, and this one after it.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
    place = Place(Path(folder))
    try:
        asyncio.run(_perform(place))
    except BackstageError as error:
        print(error, file=sys.stderr)
        return 1
    finally:
        shutil.rmtree(place.folder, ignore_errors=True)
    return 0


async def _perform(place: Place) -> None:
    await _seed(place)
    server = _Server(place)
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(_curtain())
            address = await server.start()
            print(address, flush=True)
            tasks.create_task(server.keep_running())
            chance = random.Random()  # noqa: S311 - play, not a secret
            await Troupe(address, tasks, place.joined, chance=chance, clock=_now_ms).perform()
    except* _Curtain:
        pass
    finally:
        await server.stop()


async def _seed(place: Place) -> None:
    place.data.mkdir(parents=True)
    file = place.folder / "history.jsonl"
    file.write_bytes(history(_now_ms()))
    process = await _server_command("import", "--data", str(place.data), str(file))
    _, problem = await process.communicate()
    if process.returncode:
        raise BackstageError(problem.decode(errors="replace").strip())
    file.unlink()


class _Server:
    """The demo's server: one process, and another on the same port if it dies."""

    def __init__(self, place: Place) -> None:
        self._place = place
        self._port = 0
        self._process: asyncio.subprocess.Process | None = None

    async def start(self) -> str:
        """Start it; return its address. Raises BackstageError."""
        listen = f"127.0.0.1:{self._port}"
        process = self._process = await _server_command(
            "serve", "--listen", listen, "--data", str(self._place.data)
        )
        assert process.stdout is not None
        assert process.stderr is not None
        line = await process.stdout.readline()
        if not line.startswith(_LISTENING):
            raise BackstageError((await process.stderr.read()).decode(errors="replace").strip())
        address = line.removeprefix(_LISTENING).decode().strip()
        self._port = int(address.rpartition(":")[2])
        return address

    async def keep_running(self) -> None:
        """Start it again whenever it dies."""
        while self._process is not None:
            await _drained(self._process)
            log.info("the server ended; starting it again")
            await asyncio.sleep(_RESTART_SECONDS)
            await self.start()

    async def stop(self) -> None:
        """Let it end in good order, or end it."""
        if self._process is None or self._process.returncode is not None:
            return
        self._process.terminate()
        try:
            async with asyncio.timeout(_STOP_SECONDS):
                await self._process.wait()
        except TimeoutError:
            self._process.kill()
            await self._process.wait()


async def _drained(server: asyncio.subprocess.Process) -> None:
    """Wait for the server's end, reading what it logs so that it never has to wait for a reader."""
    assert server.stderr is not None
    while await server.stderr.read(65536):
        pass
    await server.wait()


async def _server_command(*arguments: str) -> asyncio.subprocess.Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "sync_server",
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )


def _now_ms() -> int:
    return time.time_ns() // 1_000_000


async def _curtain() -> None:
    """Wait for the end of the standard input, then end everything."""
    loop = asyncio.get_running_loop()
    ended = asyncio.Event()

    def wait() -> None:
        # Not through sys.stdin, whose lock a thread that waits would hold when the interpreter ends.
        while os.read(0, 4096):
            pass
        loop.call_soon_threadsafe(ended.set)

    if sys.platform != "win32":
        loop.add_signal_handler(signal.SIGTERM, ended.set)
    # A daemon thread, since a blocking read cannot be cancelled and must not hold up the end.
    threading.Thread(target=wait, name="curtain", daemon=True).start()
    await ended.wait()
    raise _Curtain


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
