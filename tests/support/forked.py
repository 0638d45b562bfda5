"""Processes of tests that begin at once: forked from one that has imported everything, before there is any thread or loop.

A client or a server is started hundreds of times, and to import it takes longer than most that it then does. One process beside
each of pytest's imports both; what is forked from there is a process of its own in every other respect, and can be killed as such.
"""

import multiprocessing
import os
import select
import sys
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from subprocess import PIPE, Popen, TimeoutExpired
from tempfile import TemporaryDirectory
from typing import NamedTuple

from sync_server.__main__ import main

forking = multiprocessing.get_context("forkserver")
"""Makes such processes."""
forking.set_forkserver_preload(["pytest", "tests.support.mortal", "desktop.core.sync.connection", "uvloop"])
_MOST_SECONDS = 60


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
        """Send a signal, unless it has ended."""
        if self._process.is_alive():
            # What it was forked from may have heard of its end, and nobody here yet.
            with suppress(ProcessLookupError):
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


class Done(NamedTuple):
    """A command that has ended."""

    returncode: int
    stdout: str
    stderr: str


def run_forked(arguments: list[str], *, stdin: str, environment: dict[str, str]) -> Done:
    """Run a command of the server's to its end, as `subprocess.run` does."""
    with TemporaryDirectory() as folder:
        given, printed, said = (Path(folder) / name for name in ("stdin", "stdout", "stderr"))
        given.write_text(stdin)
        process = forking.Process(target=_run_on_files, args=(arguments, given, printed, said, environment))
        process.start()
        process.join(_MOST_SECONDS)
        if process.exitcode is None:
            process.kill()
            raise TimeoutExpired(arguments, _MOST_SECONDS)
        return Done(process.exitcode, printed.read_text(), said.read_text())


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
        _begin_with(stdout.fileno(), stderr.fileno(), environment)
    sys.exit(main(arguments))


def _run_on_files(
    arguments: list[str], stdin: Path, stdout: Path, stderr: Path, environment: dict[str, str]
) -> None:
    with stdin.open() as given, stdout.open("w") as printed, stderr.open("w") as said:
        os.dup2(given.fileno(), 0)
        sys.stdin = os.fdopen(0, closefd=False)
        _begin_with(printed.fileno(), said.fileno(), environment)
    sys.exit(main(arguments))


def _begin_with(stdout: int, stderr: int, environment: dict[str, str]) -> None:
    os.dup2(stdout, 1)
    os.dup2(stderr, 2)
    sys.stdout, sys.stderr = (os.fdopen(number, "w", buffering=1, closefd=False) for number in (1, 2))
    os.environ.clear()
    os.environ.update(environment)
