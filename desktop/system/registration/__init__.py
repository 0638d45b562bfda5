"""Who opens links of the program on this computer, and how to become it: one interface over what each system has for that.

On Linux an entry among the user's applications, on Windows a key of the user's registry. On macOS the bundle says it
(`packaging/macos/Info.plist`), and nothing is to be done while it runs. Whoever opens them already, another program or another
copy of this one, goes on with that until the user decides otherwise; and who decided against it is not overruled at the next
start.

All of it asks the disk or other programs: to be called in a thread, after the first paint.
"""

import sys
from enum import Enum
from typing import Protocol

SCHEME = "internal-chat"


class Handler(Enum):
    """Who opens links."""

    OURS = "this installation"
    NOBODY = "nobody"
    OTHERS = "another program, or another installation of this one"
    DECLINED = "nobody, as the user wants it"


class RegistrationError(Exception):
    """It could not be changed; the text says why."""


class Registration(Protocol):
    """What the system knows of links."""

    def handler(self) -> Handler:
        """Return who opens them. Raises RegistrationError."""

    def register(self) -> None:
        """Open them from now on, whoever did before; to say it again does no harm. Raises RegistrationError."""

    def refresh(self) -> None:
        """Bring up to date what this installation has registered, if it has. Raises RegistrationError."""

    def decline(self) -> None:
        """Open them no longer, and remember that it is meant so. Raises RegistrationError."""


def registration() -> Registration | None:
    """Return what this system has; None where nothing can be chosen while the program runs."""
    if sys.platform == "win32":
        from desktop.system.registration.windows import WindowsRegistration

        return WindowsRegistration()
    if sys.platform == "darwin":
        return None
    from desktop.system.registration.freedesktop import FreedesktopRegistration

    return FreedesktopRegistration()
