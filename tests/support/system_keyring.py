"""A system keyring for tests: GNOME's own on a bus of its own where that is installed, else one in memory by the `keyring` library's rules.

Either is found by the program in the way in which it finds one on a user's computer.
"""

import select
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import ClassVar

import pytest
from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError

from desktop.system import keyring
from tests.support.server import SECONDS


class MemoryKeyring(KeyringBackend):
    """Entries that last as long as the test; each start of the program makes an object of its own."""

    priority = 1  # type: ignore[assignment]  # as back ends say it
    entries: ClassVar[dict[tuple[str, str], str]] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.entries.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.entries[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if self.entries.pop((service, username), None) is None:
            raise PasswordDeleteError("there is no such entry")


@contextmanager
def system_keyring(folder: Path) -> Iterator[str]:
    """A keyring that answers and has nothing yet; yields its name."""
    with pytest.MonkeyPatch.context() as patch:
        if shutil.which("gnome-keyring-daemon") and shutil.which("dbus-daemon") and sys.platform == "linux":
            for variable in ("HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME"):
                patch.setenv(variable, str(folder))
            patch.delenv("DISPLAY", raising=False)
            with _bus() as address:
                patch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
                _unlock()
                yield "GNOME's"
            return
        patch.setattr(MemoryKeyring, "entries", {})
        patch.setattr(keyring, "BACKENDS", {sys.platform: ((__name__, MemoryKeyring.__name__),)})
        yield "in memory"


@contextmanager
def _bus() -> Iterator[str]:
    """A bus of its own; the daemons on it end with it."""
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as bus:
        try:
            assert bus.stdout is not None
            ready, _, _ = select.select([bus.stdout], [], [], SECONDS)
            assert ready, "the bus does not start"
            yield bus.stdout.readline().strip()
        finally:
            bus.terminate()


def _unlock() -> None:
    # It goes into the background once it is ready.
    subprocess.run(
        ["gnome-keyring-daemon", "--unlock", "--components=secrets"],
        input=b"secret",
        stdout=subprocess.DEVNULL,
        check=True,
        timeout=SECONDS,
    )
