"""Processes of tests that begin at once: forked from one that has imported everything, before there is any thread or loop.

A client or a server is started hundreds of times, and to import it takes longer than most that it then does. One process beside
each of pytest's imports both; what is forked from there is a process of its own in every other respect, and can be killed as such.
"""

import multiprocessing
import os
import select
import sys
from multiprocessing.connection import Connection
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired

from sync_server.__main__ import main

forking = multiprocessing.get_context("forkserver")
"""Makes such processes."""
forking.set_forkserver_preload(["pytest", "tests.support.mortal", "desktop.core.sync.connection", "uvloop"])


class ForkedCommand:
    """A command of the server's that was forked."""

    def __init__(self, arguments: list[str], log: Path, environment: dict[str, str]) -> None:
        """Start it. What it says on stderr goes to the end of the log."""
        self._stdout, theirs = forking.Pipe(duplex=False)
        self._process = forking.Process(target=_run, args=(arguments, theirs, log, environment), daemon=True)
        self._process.start()
        theirs.close()

    @property
    def pid(self) -> int:
        """Its number."""
        return self._process.pid or 0

    def first_line(self, seconds: float) -> str:
        """Wait for the first line that it prints; nothing if it ends or says nothing for so long."""
        return _first_line(self._stdout.fileno(), seconds)

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it is known to have ended."""
        if self._process.is_alive():
            os.kill(self.pid, number)

    def wait(self, seconds: float) -> int:
        """Wait for its end, and return its exit code."""
        self._process.join(seconds)
        if self._process.exitcode is None:
            raise TimeoutExpired("serve", seconds)
        return self._process.exitcode

    def end(self) -> None:
        """Kill it, if it lives, and let go of what belongs to it."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self._stdout.close()


class StartedCommand:
    """The same, started as people do it."""

    def __init__(self, command: list[str], log: Path, environment: dict[str, str]) -> None:
        """Start it. What it says on stderr goes to the end of the log."""
        with log.open("a") as stderr:
            self._process = Popen(command, stdout=PIPE, stderr=stderr, env=environment)
        self.pid = self._process.pid
        self.send_signal = self._process.send_signal
        self.wait = self._process.wait

    def first_line(self, seconds: float) -> str:
        """Wait for the first line that it prints; nothing if it ends or says nothing for so long."""
        assert self._process.stdout is not None
        return _first_line(self._process.stdout.fileno(), seconds)

    def end(self) -> None:
        """Kill it, if it lives, and let go of what belongs to it."""
        with self._process:
            self._process.kill()


def _first_line(stdout: int, seconds: float) -> str:
    ready, _, _ = select.select([stdout], [], [], seconds)
    return os.read(stdout, select.PIPE_BUF).decode() if ready else ""


def _run(arguments: list[str], stdout: Connection, log: Path, environment: dict[str, str]) -> None:
    """Do as a process does that was started with the command line."""
    with stdout, log.open("a") as stderr:
        os.dup2(stdout.fileno(), 1)
        os.dup2(stderr.fileno(), 2)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", buffering=1, closefd=False) for number in (1, 2))
    os.environ.clear()
    os.environ.update(environment)
    sys.exit(main(arguments))
