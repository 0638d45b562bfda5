"""What is known of the chats before the client is loaded: the rows of the list, as they were last seen.

To read it takes the settings, the keyring, the cipher's library and one row of the cache: half as long as to load Qt.
Python loads one module at a time, however many threads and processors there are, so on Linux a child process reads it
while this one loads Qt, and hands over the rows; the key stays with the child, which ends at once. Elsewhere a thread does.

Whatever is not there or not as it is on most days (nobody is signed in, the keyring is locked, the file is damaged) means
that nothing is known. Whoever opens the account properly finds out what is the matter, and says it.
"""

import marshal
import os
import select
import sys
import time
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from desktop.places import Places

_CHUNK = 65_536


class Remembered(NamedTuple):
    """What was found; empty rows for nothing."""

    appearance: str = "system"
    rows: list[dict[str, Any]] = []  # noqa: RUF012 - nobody changes it
    """As `viewmodels.last_seen` describes them."""
    screens: dict[str, Any] = {}  # noqa: RUF012 - nobody changes it
    """What was chosen for the screens, by the names in `viewmodels.choices`, as far as the first picture follows it."""


class Reading(Protocol):
    """A reading that is under way."""

    def result(self, seconds: float) -> Remembered:
        """Wait for it, and no longer than that; to be called once."""


def begin(places: "Places") -> Reading:
    """Begin to read, beside whatever the caller does next. It must be the process's only thread so far."""
    return _InChild(places) if sys.platform == "linux" else _InThread(places)


def read(places: "Places") -> Remembered:
    """Read it now."""
    import json

    try:
        settings = json.loads(places.settings.read_bytes())
        known = settings["account"]
        if known["protection"] != "keyring":
            return Remembered()
        server, user, appearance = str(known["server"]), str(known["user"]), str(settings["appearance"])
        screens = _understood(settings.get("choices", {}))
    except (OSError, ValueError, KeyError, TypeError):
        return Remembered()
    from desktop.core.cache import glance
    from desktop.core.folder import CACHE_FILE
    from desktop.system import keyring

    kept = keyring.load_at_once(server, user)
    if kept is None or kept.key is None:
        return Remembered()
    text = glance.read(places.account(server, user) / CACHE_FILE, kept.key)
    try:
        return Remembered(appearance, json.loads(text), screens) if text else Remembered()
    except ValueError:
        return Remembered()


def _understood(choices: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is of the kind that it is to be: whoever reads the choices properly takes nothing else either."""
    kinds = {"language": str, "text_percent": int, "list_width": int, "maximized": bool}
    found = {name: choices[name] for name, kind in kinds.items() if type(choices.get(name)) is kind}
    window = choices.get("window")
    if isinstance(window, list) and [type(part) for part in window] == [int] * 4:
        found["window"] = tuple(window)
    return found


class _InChild:
    """Reads in a copy of this process, which does nothing else."""

    def __init__(self, places: "Places") -> None:
        self._pipe, told = os.pipe()
        self._child = os.fork()
        if self._child == 0:
            try:
                os.close(self._pipe)
                _write(told, marshal.dumps(tuple(read(places))))
            finally:
                # Nothing of this process is the child's to end or to flush. What went wrong, its parent will meet again.
                os._exit(0)
        os.close(told)

    def result(self, seconds: float) -> Remembered:
        """Wait for what the child writes."""
        try:
            data, whole = _read_all(self._pipe, time.monotonic() + seconds)
        finally:
            os.close(self._pipe)
        if not whole:
            import signal

            os.kill(self._child, signal.SIGKILL)
        os.waitpid(self._child, 0)
        try:
            # From this very program; a child that was killed may have told only half of it.
            return Remembered(*marshal.loads(data)) if whole and data else Remembered()  # noqa: S302
        except (EOFError, ValueError, TypeError):
            return Remembered()


class _InThread:
    """Reads in a thread."""

    def __init__(self, places: "Places") -> None:
        import threading

        self._found = Remembered()
        self._places = places
        self._thread = threading.Thread(target=self._read, name="first-look", daemon=True)
        self._thread.start()

    def _read(self) -> None:
        self._found = read(self._places)

    def result(self, seconds: float) -> Remembered:
        """Wait for the thread."""
        self._thread.join(seconds)
        return self._found


def _write(pipe: int, data: bytes) -> None:
    while data:
        data = data[os.write(pipe, data) :]


def _read_all(pipe: int, deadline: float) -> tuple[bytes, bool]:
    """Return what comes by a deadline, and whether the other end is closed, so that this is all."""
    found: list[bytes] = []
    while select.select([pipe], [], [], max(0.0, deadline - time.monotonic()))[0]:
        part = os.read(pipe, _CHUNK)
        if not part:
            return b"".join(found), True
        found.append(part)
    return b"", False
