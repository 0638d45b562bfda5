"""What a desktop session gives to a program, with nothing of the session of whoever measures: a keyring, and a display."""

import select
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from tests.support.server import ENVIRONMENT, SECONDS

_FOREIGN = ("INTERNAL_CHAT_HOME", "DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "QT_QPA_PLATFORM")


def new_user(home: Path) -> dict[str, str]:
    """Return the environment of a new user whose home is a folder; it has neither a keyring nor a display."""
    home.mkdir(parents=True, exist_ok=True)
    environment = {name: value for name, value in ENVIRONMENT.items() if name not in _FOREIGN}
    return environment | {
        "HOME": str(home),
        "XDG_RUNTIME_DIR": str(home),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"),
        # Of both sides alike: without byte code they would compile at every start.
        "PYTHONPYCACHEPREFIX": str(home / "byte-code"),
    }


def has_keyring() -> bool:
    """Whether a real keyring can be run here."""
    return shutil.which("gnome-keyring-daemon") is not None and shutil.which("dbus-daemon") is not None


@contextmanager
def unlocked_keyring(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """GNOME's keyring on a bus of its own, unlocked; yields the environment with the bus."""
    with _running(["dbus-daemon", "--session", "--nofork", "--print-address"], environment) as bus:
        assert bus.stdout is not None
        address = _first_line(bus)
        with_bus = {**environment, "DBUS_SESSION_BUS_ADDRESS": address}
        # It goes into the background once it is ready, and ends with the bus.
        daemon = ["gnome-keyring-daemon", "--unlock", "--components=secrets"]
        subprocess.run(
            daemon, env=with_bus, input=b"secret", stdout=subprocess.DEVNULL, check=True, timeout=SECONDS
        )
        yield with_bus


@contextmanager
def display(environment: Mapping[str, str]) -> Iterator[dict[str, str]]:
    """A display of its own; where there is no X server for that, Qt's platform that shows nothing."""
    if shutil.which("Xvfb") is None:
        yield {**environment, "QT_QPA_PLATFORM": "offscreen"}
        return
    screen = ["Xvfb", "-displayfd", "1", "-screen", "0", "1600x1000x24", "-nolisten", "tcp"]
    with _running(screen, environment) as server:
        yield {**environment, "QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{_first_line(server)}"}


@contextmanager
def _running(command: list[str], environment: Mapping[str, str]) -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen(
        command, env=dict(environment), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            yield process
        finally:
            process.terminate()


def _first_line(process: "subprocess.Popen[bytes]") -> str:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], SECONDS)
    line = process.stdout.readline().decode().strip() if ready else ""
    assert line, f"{process.args!r} did not start"
    return line
