"""Opening a cache, ended with SIGKILL before each of its steps: one life for each line of the code that calls anything.

    lives = cut_short(template, tmp_path)       # the folders that the dead have left, and what each was about to do

`template` is the account's folder before. The process that does it is forked anew for each life, before any thread is started.
"""

import asyncio
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType

from desktop.core.cache import conversion, opening, salvage
from desktop.core.values import UserId
from tests.support.keys import KEY

ROOT = Path(__file__).parents[2]
_CODE = frozenset(str(module.__file__) for module in (conversion, opening, salvage))
_FINISHED = 0


def cut_short(template: Path, lives: Path, user: str) -> Sequence[tuple[Path, str]]:
    """Return the folder of each life, and the line before which it ended; the last one lived to the end, its line is empty."""
    lives.mkdir()
    run = subprocess.run(
        [sys.executable, "-m", "tests.support.cut_short", str(template), str(lives), user],
        cwd=ROOT, capture_output=True, text=True, check=False, timeout=100,
    )  # fmt: skip
    assert run.returncode == 0, run.stderr
    return [
        (lives / number, line) for number, _, line in (row.partition(" ") for row in run.stdout.splitlines())
    ]


def _main(template: Path, lives: Path, user: UserId) -> None:
    seen: set[str] = set()
    for number in range(1000):
        folder = lives / str(number)
        shutil.copytree(template, folder)
        line = _live(folder, user, frozenset(seen))
        print(number, line)
        if not line:
            return
        seen.add(line)


def _live(folder: Path, user: UserId, seen: frozenset[str]) -> str:
    """Open the cache in a process of its own; return the line before which it ended."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        _die_at_new_line(seen, writing)
        asyncio.run(_open(folder, user))
        os._exit(_FINISHED)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        line = pipe.read()
    _, status = os.waitpid(child, 0)
    assert status == _FINISHED or os.WTERMSIG(status) == signal.SIGKILL
    return line


def _die_at_new_line(seen: frozenset[str], told: int) -> None:
    import threading

    def look(frame: FrameType, event: str, _: object) -> None:
        caller = frame if event == "c_call" else frame.f_back if event == "call" else None
        if caller is None or caller.f_code.co_filename not in _CODE:
            return
        line = f"{Path(caller.f_code.co_filename).name}:{caller.f_lineno}"
        if line not in seen:
            os.write(told, line.encode())
            os.kill(os.getpid(), signal.SIGKILL)

    threading.setprofile(look)
    sys.setprofile(look)


async def _open(folder: Path, user: UserId) -> None:
    database, _ = await opening.open_cache(folder, KEY, user)
    await database.close()


if __name__ == "__main__":
    _main(Path(sys.argv[1]), Path(sys.argv[2]), UserId(sys.argv[3]))
