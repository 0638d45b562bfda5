"""What a banner is, what a system can do with it, and what it lets us hear: the one interface for Linux, Windows and macOS."""

from enum import Enum
from pathlib import Path
from typing import Protocol

from msgspec import Struct


class Banner(Struct, frozen=True):
    """One notification. Another one of the same key takes its place. Without a (translated) label there is no such action."""

    key: str
    title: str
    body: str
    loud: bool
    """It pops up. A quiet one only takes the place of one that stands, and is nothing where none does."""
    sound: bool
    open: str = ""
    mark: str = ""
    """Mark as read."""
    reply: str = ""
    placeholder: str = ""
    """What stands in the empty field of an answer."""
    send: str = ""


class Look(Struct, frozen=True):
    """What the system shows of the program itself."""

    name: str
    entry: str
    """The name of its .desktop file, without the ending."""
    icon: Path | None = None
    sound: Path | None = None
    """What a banner sounds like, where the system plays files."""


class Abilities(Struct, frozen=True):
    """What the system offers, as far as it says."""

    actions: bool = False
    reply: bool = False
    """An answer can be written in the banner."""
    sound: bool = False
    """It plays the banner's sound, so nobody else is to."""
    markup: bool = False
    focus: bool = False
    """It says whether the user wants to be disturbed."""
    pops_again: bool = False
    """What is replaced pops up again, unless it is of low urgency."""


class Lack(Enum):
    """Why nothing can be shown here."""

    SERVICE = "service"
    """No notification service runs, and none can be started."""
    SILENT = "silent"
    """There is one, but it does not answer."""
    FORBIDDEN = "forbidden"
    """The user forbade it in the system's settings."""
    BARE = "bare"
    """The program runs outside a bundle, and macOS shows nothing of such programs."""


class BannersUnavailableError(Exception):
    """It cannot be shown. A banner whose service comes later is shown then, quietly, unless it was withdrawn."""

    def __init__(self, lack: Lack) -> None:
        super().__init__(lack.value)
        self.lack = lack


class Heard(Protocol):
    """Who is told what the user does with banners. Everything is called on the loop's thread, in no task."""

    def clicked(self, key: str, token: str) -> None:
        """Hear that a banner was clicked. `token` lets a window come to the front; empty where the system gives none."""

    def replied(self, key: str, text: str) -> None:
        """Hear what the user wrote into a banner."""

    def marked(self, key: str) -> None:
        """Hear that the user has read what it tells of."""

    def gone(self, key: str) -> None:
        """Hear that the user dismissed it."""

    def abilities_changed(self) -> None:
        """Hear that `abilities` or `lack` are others now."""


class Banners(Protocol):
    """The means of one system."""

    @property
    def abilities(self) -> Abilities:
        """Return what can be done now."""

    @property
    def lack(self) -> Lack | None:
        """Return why nothing can be shown; None where it can, or where that is not known yet."""

    async def run(self) -> None:
        """Follow the system until cancelled, and then take everything back: nobody would hear a click any more.

        Whoever owns the tasks runs this beside the rest, once. Its end takes a second or two at most.
        """

    async def show(self, banner: Banner) -> None:
        """Show it, in the place of the one with the same key. Raises BannersUnavailableError."""

    async def withdraw(self, key: str) -> None:
        """Take it back, if it stands."""

    async def busy(self) -> bool | None:
        """Return whether the user does not want to be disturbed, as the system says; None where it does not say."""
