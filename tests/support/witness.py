"""Two people who chat in peace while a test does its worst to the same server, and tell afterwards whether they noticed.

They live on a thread and an event loop of their own, so that a test that is busy does not look like a server that is.
"""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.process import MEBIBYTE, is_running, resident_bytes
from tests.support.server import ServerProcess, signed_in

BOUND_SECONDS = 4.0
"""Longest that a message may take from one to the other; usually it is a few milliseconds."""
PAUSE_SECONDS = 0.04
"""Between two messages, so that they stay far below what a device may ask for."""
LEAST_WORDS = 3
USERNAMES = ("wanda", "walter")


class Witnesses:
    """What the two have seen."""

    def __init__(self, server: ServerProcess) -> None:
        self.words = 0
        self.slowest = 0.0
        """Seconds from sending a message to its arrival at the other's."""
        self._server = server
        self._enough = threading.Event()
        self._heard = threading.Event()
        self._failure: BaseException | None = None
        self._thread = threading.Thread(target=self._live, name="witnesses")

    def begin(self) -> None:
        """Let them chat; return when the first words were said."""
        self._thread.start()
        self._heard.wait()

    def end(self) -> None:
        """Let them say a few words more and end. Raises what went wrong for them."""
        self._enough.set()
        self._thread.join()
        if self._failure is not None:
            raise AssertionError("two who chatted in peace were disturbed") from self._failure

    def _live(self) -> None:
        try:
            asyncio.run(self._chat())
        except BaseException as error:  # noqa: BLE001 - it is raised where the test can see it
            self._failure = error
        finally:
            self._heard.set()

    async def _chat(self) -> None:
        first, second = USERNAMES
        ids = {user.username: user.id for user in self._server.users()}
        async with signed_in(self._server, first) as wanda, signed_in(self._server, second) as walter:
            chat = await wanda.create_chat(ids[second])
            words_after = 0
            while words_after < LEAST_WORDS:
                words_after += self._enough.is_set()
                speaker, listener = (wanda, walter) if self.words % 2 else (walter, wanda)
                begin = asyncio.get_running_loop().time()
                await speaker.say(chat, f"{self.words}")
                await listener.message(f"{self.words}")
                listener.pushes.clear()
                self.slowest = max(self.slowest, asyncio.get_running_loop().time() - begin)
                self.words += 1
                self._heard.set()
                await asyncio.sleep(PAUSE_SECONDS)


@contextmanager
def in_peace(server: ServerProcess, *, memory: int = 48 * MEBIBYTE) -> Iterator[Witnesses]:
    """Two chat through the server, which must live on, log no failure, answer them in time, and not grow by more than `memory`."""
    pid, before = server.pid, resident_bytes(server.pid)
    failed = len(server.failures)
    witnesses = Witnesses(server)
    witnesses.begin()
    try:
        yield witnesses
    finally:
        witnesses.end()
    assert is_running(pid)
    assert server.failures[failed:] == []
    assert witnesses.slowest < BOUND_SECONDS
    assert resident_bytes(pid) - before < memory
