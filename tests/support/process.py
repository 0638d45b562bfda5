"""What the operating system says of a process: for tests that hold the server to its memory and its sockets. Linux only."""

import os
from pathlib import Path

MEBIBYTE = 1024 * 1024


def resident_bytes(pid: int) -> int:
    """Return how much memory a process really takes."""
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def open_sockets(pid: int) -> int:
    """Return how many sockets a process holds, its listening ones included."""
    return sum(_is_socket(entry) for entry in Path(f"/proc/{pid}/fd").iterdir())


def is_running(pid: int) -> bool:
    """Return whether a process lives, and not just its corpse."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in {"Z", "X"}


def _is_socket(entry: Path) -> bool:
    try:
        return str(entry.readlink()).startswith("socket:")
    except FileNotFoundError:
        return False
