"""The process that the client runs in: its one QApplication and event loop, its threads and garbage, and signals that end it.

What runs in it is `app`'s to know.
"""

import asyncio
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING, Any, cast

from PySide6.QtCore import QTimer
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from desktop.app import Desktop
from desktop.calls import Calls
from desktop.config import Places
from desktop.crashes import Crashes
from desktop.event_loop import PatientLoop
from desktop.log_off import LogOff
from desktop.surroundings import Surroundings
from desktop.system.garbage import collect_due, collect_only_when_told
from desktop.system.threads import LooseThreads
from desktop.ui import icons
from desktop.ui.application import make_application

if TYPE_CHECKING:
    from desktop.system.one_instance import Held
    from desktop.ui.first_look import FirstLook

_SWITCH_SECONDS = 0.0005
"""How long a thread may keep the interpreter from the screen's: the default makes frames wait for the disk's threads."""
_ICON = 256
_ICON_STROKE = _ICON / 12
"""As thick as it is drawn, unlike lines of icons among words, which would be hairs in a picture of this size."""
_SIGNAL_TICK_MS = 200
"""Between two looks for a signal and for garbage: while Qt waits for events, Python runs nothing and would not notice Ctrl+C."""


def execute(
    places: Places,
    opening: Callable[[Desktop], Coroutine[Any, Any, None]],
    first_look: "FirstLook | None" = None,
    held: "Held | None" = None,
) -> None:
    """Run the program until the user quits. `opening` decides what is shown first, or after the first look.

    With `held`, later starts and links reach it; a demo stands alone.
    """
    sys.setswitchinterval(_SWITCH_SECONDS)
    application = cast("QApplication", QApplication.instance() or make_application())
    application.setQuitOnLastWindowClosed(False)
    application.setWindowIcon(QIcon(icons.pixmap("app", _ICON, "#000000", 1, _ICON_STROKE)))
    loop = PatientLoop(application)
    loop.set_default_executor(LooseThreads())
    asyncio.set_event_loop(loop)
    with loop:
        desktop = Desktop(application, places, first_look, hidden=held is not None and held.call.hidden)
        Surroundings(desktop)
        if held is not None:
            Calls(desktop, held)
        crashes = Crashes(desktop, loop, places.logs)
        collect_only_when_told()
        ticking = _end_on_signals(LogOff(desktop))
        ended_by: Exception | None = None
        try:
            loop.run_until_complete(desktop.run(opening))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is logged
            ended_by = error
        finally:
            ticking.stop()
            crashes.end(ended_by)
        if ended_by is not None:
            raise SystemExit(1)  # without what Python would print of it, which quotes whatever was being done


def _end_on_signals(log_off: LogOff) -> QTimer:
    """Let Ctrl+C and a request of the system end the program in good order."""
    numbers = [signal.SIGINT, signal.SIGTERM]
    if sys.platform != "win32":
        numbers.append(signal.SIGHUP)  # the terminal was closed
    for number in numbers:
        signal.signal(number, lambda *_: log_off.end())
    timer = QTimer(interval=_SIGNAL_TICK_MS)
    timer.timeout.connect(collect_due)
    timer.start()
    return timer
