"""How the program starts: with the chats as they were last seen, as early as Qt can paint; all else is loaded after that.

Python loads one module at a time, whatever the number of processors, so what counts is what has to be loaded before
the first picture: Qt, the row's painter, and what reads one row of the encrypted cache. The key to it is the
keyring's, another program's, which a thread asks first of all. Where any of that is not as it is on most days (nobody
is signed in, the keyring is locked, the file is damaged), there is no early look, and `app` finds out what is the
matter.
"""

import gc
import importlib
import json
import sys
import threading
import time
from typing import TYPE_CHECKING, NamedTuple, cast

if TYPE_CHECKING:
    from desktop.places import Places
    from desktop.ui.first_look import FirstLook
    from desktop.ui.theme.theme import Mode

SWITCH_SECONDS = 0.0005
"""How long a thread may keep the interpreter from the screen's: the default makes frames wait for the disk's threads."""
_PATIENCE_SECONDS = 0.5
"""How long the first window waits for the keyring once Qt is there."""
_REST = ("desktop.app", "desktop.core.sync.backfill")


class _Remembered(NamedTuple):
    """What the thread found."""

    appearance: str
    rows: str


def start(places: "Places") -> None:
    """Run the program until the user quits."""
    sys.setswitchinterval(SWITCH_SECONDS)
    gc.disable()  # what is loaded stays; `app` says when garbage is collected
    look = _first_look(places)
    if look is not None:
        _load_rest()
        if look.is_closed:
            return
    from desktop.app import Desktop, execute

    execute(places, Desktop.start, look)


def _first_look(places: "Places") -> "FirstLook | None":
    """Show the chats as they were last seen, if that is known."""
    found: list[_Remembered] = []
    reading = threading.Thread(target=_remember, args=(places, found), name="first-look", daemon=True)
    reading.start()
    from PySide6.QtWidgets import QApplication

    from desktop.ui.first_look import FirstLook
    from desktop.ui.theme.theme import Theme
    from desktop.viewmodels import last_seen

    application = QApplication(sys.argv[:1])
    application.setApplicationName("Internal Chat")
    application.setQuitOnLastWindowClosed(False)
    reading.join(_PATIENCE_SECONDS)
    if not found:
        return None
    lines = last_seen.as_lines(found[0].rows, time.time_ns() // 1_000_000)
    if not lines:
        return None
    look = FirstLook(Theme(application, cast("Mode", found[0].appearance)), lines)
    look.show()
    return look


def _remember(places: "Places", found: list[_Remembered]) -> None:
    """Read what is kept for the account that stayed signed in; runs in a thread, and adds nothing where something is amiss."""
    try:
        settings = json.loads(places.settings.read_bytes())
        known = settings["account"]
        if known["protection"] != "keyring":
            return
        server, user = str(known["server"]), str(known["user"])
    except (OSError, ValueError, KeyError, TypeError):
        return
    from desktop.core.cache import glance
    from desktop.core.folder import CACHE_FILE
    from desktop.system import keyring

    kept = keyring.load_at_once(server, user)
    if kept is not None and kept.key is not None:
        rows = glance.read(places.account(server, user) / CACHE_FILE, kept.key)
        if rows:
            found.append(_Remembered(str(settings.get("appearance", "system")), rows))


def _load_rest() -> None:
    """Import everything else in a thread; the picture answers meanwhile."""
    from PySide6.QtCore import QEventLoop, QTimer

    loop = QEventLoop()
    done = threading.Event()
    failed: list[BaseException] = []

    def load() -> None:
        try:
            for name in _REST:
                importlib.import_module(name)
        except BaseException as error:  # noqa: BLE001 - raised again where somebody can do something about it
            failed.append(error)
        finally:
            done.set()

    def look() -> None:
        if done.is_set():
            loop.quit()

    threading.Thread(target=load, name="loading", daemon=True).start()
    looking = QTimer(interval=2)
    looking.timeout.connect(look)
    looking.start()
    loop.exec()
    looking.stop()
    if failed:
        raise failed[0]
