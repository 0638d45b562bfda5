"""Our server with a profiler in each of its threads: `python -m tests.benchmarks.profiled FOLDER serve …`.

Writes a file for each thread into the folder when the server ends; `top_costs` reads them. A profiler makes calls dear, so what it shows
is where to look, and never how long something takes. Works on Python 3.11; later ones allow one profiler at a time.
"""

import cProfile
import io
import pstats
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from sync_server.__main__ import main
from tests.support.server import ServerCommand

_LINES = 25
_LOOP = "loop"


class ProfiledServer(ServerCommand):
    """A server whose process is this module."""

    @property
    def profiles(self) -> Path:
        """Where the profiles go."""
        return self.data.with_suffix(".profiles")

    def command(self, *arguments: str) -> list[str]:
        """Return the command line of the server with this data folder."""
        python, _, _, *rest = super().command(*arguments)
        return [python, "-m", "tests.benchmarks.profiled", str(self.profiles), *rest]

    def kill(self) -> None:
        """End it in good order, so that it writes its profiles."""
        self.stop()


def top_costs(folder: Path) -> str:
    """Return what each kind of thread spent its time on, functions by their own time."""
    kinds: dict[str, list[str]] = {}
    for file in sorted(folder.iterdir()):
        kinds.setdefault(file.stem.rstrip("_0123456789"), []).append(str(file))
    text = io.StringIO()
    for kind, files in kinds.items():
        text.write(f"\n=== {kind} ({len(files)})\n")
        stats = pstats.Stats(*files, stream=text)
        stats.strip_dirs().sort_stats("tottime").print_stats(_LINES)
    return text.getvalue()


def _profile(arguments: Sequence[str]) -> int:
    folder = Path(arguments[0])
    folder.mkdir(exist_ok=True)
    run = threading.Thread.run

    def profiled_run(thread: threading.Thread) -> None:
        profile = cProfile.Profile()
        try:
            profile.runcall(run, thread)
        finally:
            profile.dump_stats(folder / f"{thread.name}.pstats")

    threading.Thread.run = profiled_run  # type: ignore[assignment, method-assign]
    profile = cProfile.Profile()
    try:
        return profile.runcall(main, arguments[1:])
    finally:
        profile.dump_stats(folder / f"{_LOOP}.pstats")


if __name__ == "__main__":
    sys.exit(_profile(sys.argv[1:]))
