"""What is left of a process that broke off: where each thread was, written by Python in the moment of a hard crash.

A crash of that kind (a segmentation fault, an abort in a library) leaves no time for anything else, so the file is opened at the
start, before all else, and is emptied when the program ends in good order. What stands in it at the next start is of a process
that did not, or that an error ended, of which the same is left in words of our own.
"""

import faulthandler
import traceback
from contextlib import suppress
from pathlib import Path

FILE = "fault.txt"
_LONGEST = 64 * 1024
"""So much of what is left is read."""


def watch(folder: Path) -> None:
    """Have a hard crash write where the threads are. What an earlier one has left stays until `take`."""
    with suppress(OSError):  # a disk that is full keeps nobody from chatting
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        faulthandler.enable((folder / FILE).open("ab", buffering=0))


def take(folder: Path) -> str:
    """Return what an earlier process has left, once; empty if it ended in good order, or was killed."""
    path = folder / FILE
    try:
        with path.open("r+b") as file:
            left = file.read(_LONGEST)
            file.truncate(0)
    except OSError:
        return ""
    return left.decode(errors="replace")


def leave(folder: Path, error: Exception) -> None:
    """Leave a word of an error that ends the program, in the way of a hard crash: its type and where it was, and no more."""
    while isinstance(error, ExceptionGroup):
        error = error.exceptions[0]
    frames = reversed(traceback.extract_tb(error.__traceback__))
    lines = [
        f"Fatal Python error: {type(error).__name__}",
        "Current thread (most recent call first):",
        *(f'  File "{frame.filename}", line {frame.lineno} in {frame.name}' for frame in frames),
    ]
    with suppress(OSError):
        (folder / FILE).write_text("\n".join(lines)[:_LONGEST], "utf-8", errors="replace")


def end(folder: Path) -> None:
    """Watch no longer, since the program ends in good order: what was written until now was of nothing that ended it."""
    faulthandler.disable()
    with suppress(OSError):
        (folder / FILE).unlink()
