"""The servers under test, ours and the floors, each a process of its own; and what the system knows of a process."""

import os
import select
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.support.server import ENVIRONMENT, SECONDS, ServerProcess

ROOT = Path(__file__).parents[2]
_NANOSECONDS = 1e9
_KIB = 1024
_LOG_CHARACTERS = 4_000


class Others:
    """All other processes of the machine, but for this one and those that it starts and waits for."""

    def __init__(self) -> None:
        self._since = time.perf_counter()
        self._before = self._seconds()

    def busy(self) -> float:
        """Return how many processors they have kept busy since this was made, on average."""
        return max(0.0, (self._seconds() - self._before) / (time.perf_counter() - self._since))

    @staticmethod
    def _seconds() -> float:
        user, nice, system, *_ = map(int, Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:])
        own = os.times()
        return (user + nice + system) / os.sysconf("SC_CLK_TCK") - sum(own[:4])


class Measured:
    """A process, as the system sees it."""

    def __init__(self, port: int, pid: int) -> None:
        self.port = port
        self._proc = Path("/proc") / str(pid)

    def cpu_seconds(self) -> float:
        """Return the time that its threads, those alive, have spent on a processor."""
        return (
            sum(int((task / "schedstat").read_text().split()[0]) for task in (self._proc / "task").iterdir())
            / _NANOSECONDS
        )

    def memory(self) -> int:
        """Return its resident bytes."""
        # Counted page by page; what `statm` says may lag behind.
        lines = (self._proc / "smaps_rollup").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Rss:")) * _KIB

    def forget_peak(self) -> None:
        """Begin to look for the highest memory anew."""
        (self._proc / "clear_refs").write_text("5")

    def peak(self) -> int:
        """Return the most resident bytes that it had since then."""
        lines = (self._proc / "status").read_text().splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM:")) * _KIB


@contextmanager
def our_server(server: ServerProcess) -> Iterator[Measured]:
    """Our server, as a user starts it, over a data folder that is ready."""
    server.start()
    try:
        process = server._process
        assert process is not None
        yield Measured(int(server.url.partition("://")[2].partition("/")[0].rpartition(":")[2]), process.pid)
    except BaseException as error:
        error.add_note(f"The server's log says:\n{server.log[-_LOG_CHARACTERS:] or 'nothing'}")
        raise
    finally:
        server.kill()


@contextmanager
def floor_server(name: str, *arguments: str) -> Iterator[Measured]:
    """One of the servers in `floors`; it says on its first line on which port it listens."""
    with subprocess.Popen(
        [sys.executable, "-m", f"tests.benchmarks.floors.{name}", *arguments],
        stdout=subprocess.PIPE,
        env=ENVIRONMENT,
        cwd=ROOT,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            ready, _, _ = select.select([process.stdout], [], [], SECONDS)
            port = process.stdout.readline() if ready else ""
            assert port, f"the floor {name} did not start"
            yield Measured(int(port), process.pid)
        finally:
            process.kill()
