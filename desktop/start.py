"""How the program starts: with the chats as they were last seen, as early as Qt can paint; all else is loaded after that.

What counts is what has to be loaded before the first picture, for loading is nearly all of a start: Qt, and what paints
a row. What the rows say is read beside that (`remembered`). Where nothing is remembered there is no early look, and `app` shows
what there is to be shown.
"""

import gc
import importlib
import sys
import threading
import time
from typing import TYPE_CHECKING, cast

from desktop import remembered
from desktop.system import faults, lean_qt

if TYPE_CHECKING:
    from desktop.places import Places
    from desktop.system.one_instance import Held
    from desktop.ui.first_look import FirstLook
    from desktop.ui.theme.theme import Mode

SWITCH_SECONDS = 0.0005
"""How long a thread may keep the interpreter from the screen's: the default makes frames wait for the disk's threads."""
_PATIENCE_SECONDS = 0.5
"""How long the first window waits for the keyring once Qt is there."""
_UNSEEN_MS = 60
"""How long the first picture has to be painted before all else is loaded anyway."""
_REST = ("desktop.process", "desktop.core.sync.backfill")


def start(places: "Places", held: "Held") -> None:
    """Run the program until the user quits. `held` says that no other process runs it here."""
    sys.setswitchinterval(SWITCH_SECONDS)
    faults.watch(places.logs)
    gc.disable()  # what is loaded stays; `process` says when garbage is collected
    look = None if held.call.hidden else _first_look(places)
    if look is not None:
        _load_rest(look)
        if look.is_closed:
            return
    from desktop.app import Desktop
    from desktop.process import execute

    execute(places, Desktop.start, look, held)


def _first_look(places: "Places") -> "FirstLook | None":
    """Show the chats as they were last seen, if that is known."""
    reading = remembered.begin(places)
    lean_qt.import_shiboken()

    from desktop.languages import speak
    from desktop.ui.application import make_application
    from desktop.ui.first_look import FirstLook
    from desktop.ui.theme.theme import Theme
    from desktop.ui.window_place import stand
    from desktop.viewmodels import last_seen

    application = make_application()
    application.setQuitOnLastWindowClosed(False)
    found = reading.result(_PATIENCE_SECONDS)
    screens = found.screens
    speak(application, screens.get("language", ""))
    lines = last_seen.as_lines(found.rows, time.time_ns() // 1_000_000)
    if not lines:
        return None
    theme = Theme(application, cast("Mode", found.appearance), screens.get("text_percent", 100))
    look = FirstLook(theme, lines, screens.get("list_width", 300))
    stand(look, screens.get("window"), maximized=screens.get("maximized", False))
    look.show()
    return look


def _load_rest(look: "FirstLook") -> None:
    """Import everything else in a thread, once the picture is there, which answers meanwhile."""
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

    def begin() -> None:
        if not loading.is_alive() and not done.is_set():
            loading.start()

    def look_on() -> None:
        if done.is_set():
            loop.quit()

    # Beside the painting both would wait for each other: they share the interpreter.
    loading = threading.Thread(target=load, name="loading", daemon=True)
    look.painted.connect(begin)
    QTimer.singleShot(_UNSEEN_MS, begin)  # nobody paints a window that is out of sight
    looking = QTimer(interval=2)
    looking.timeout.connect(look_on)
    looking.start()
    loop.exec()
    looking.stop()
    if failed:
        raise failed[0]
