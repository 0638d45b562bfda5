"""What the system does with files for the user, as view models ask for it; `session` brings `desktop.system` to do it."""

from collections.abc import Awaitable, Callable
from pathlib import Path

from msgspec import Struct

Doing = Callable[[Path], Awaitable[bool]]
"""Does something with a file, away from the window's thread; returns whether it could be done."""


class Outside(Struct, frozen=True):
    """The system, as far as files go."""

    open_file: Doing
    """Opens a file with the program that the user has for it."""
    show_in_folder: Doing
    """Shows where a file lies."""
    mark_from_internet: Doing
    """Notes that a file comes from somebody else, where the system keeps such notes."""
