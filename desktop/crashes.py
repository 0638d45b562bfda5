"""What is done about what nobody foresaw: it is logged, told once of its kind, and the program goes on.

Such an error ends what it befell, a slot, a task or a thread, and nothing else. What ended the process itself, as a crash in a
library does, has left a word for the next start (`system.faults`). Nothing that was written depends on any of this: it is on the
disk with the first keystroke.

Everything comes in as a record of the level CRITICAL, from whichever thread: by that level alone the code says that something
was not foreseen. What was foreseen is told where it belongs, and logged with a lower one.
"""

import asyncio
import logging
import sys
import threading
from collections import Counter
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication

from desktop.app import Desktop
from desktop.system import crash_log, faults
from desktop.system.crash_log import Incident

log = logging.getLogger(__name__)

_EACH = 100
"""Of one kind the first is logged, and then every so many: one that comes with each painting would bury all else."""
_IN_CALLBACK = "Exception in callback"
"""Thus asyncio begins what it says of a callback."""


class Crashes(QObject):
    """Hears of what nobody foresaw, from when it is made until `end`."""

    _heard = Signal(object)
    """An Incident, from whichever thread."""

    def __init__(self, desktop: Desktop, loop: asyncio.AbstractEventLoop, folder: Path) -> None:
        super().__init__(desktop)
        self._desktop = desktop
        self._folder = folder
        self._loop = loop
        self._logged: Counter[str] = Counter()
        self._told: set[str] = set()
        self._waiting: list[Incident] = []
        self._is_telling = False
        self._teller = _Teller(self._hear)
        self._keeper: crash_log.Keeper | None = None
        self._begin()

    def _begin(self) -> None:
        try:
            self._keeper = crash_log.Keeper(self._folder)
        except OSError as error:  # it is told all the same
            log.warning("nothing can be logged: %s", type(error).__name__)
        crash_log.be_discreet()
        logging.getLogger().addHandler(self._teller)
        self._hooks = (sys.excepthook, threading.excepthook, sys.unraisablehook)
        sys.excepthook = self._on_error
        threading.excepthook = self._on_thread
        sys.unraisablehook = self._on_unraisable
        self._loop.set_exception_handler(_on_loop)
        self._heard.connect(self._take, Qt.ConnectionType.QueuedConnection)
        self._desktop.painted.connect(self._tell_of_last_time)
        # What waits for a window, as while the program is out of sight, is told in the first that is there to be seen.
        self._desktop.shown.connect(self._look)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):  # as it always is
            application.applicationStateChanged.connect(self._look)

    def end(self, error: Exception | None = None) -> None:
        """Listen no longer, since the program ends: in good order, or by an error, of which the next start tells."""
        if error is not None:
            log.critical("the program ends by something that nobody foresaw", exc_info=error)
        sys.excepthook, threading.excepthook, sys.unraisablehook = self._hooks
        logging.getLogger().removeHandler(self._teller)
        if self._keeper is not None:
            self._keeper.close()
        faults.end(self._folder)
        if error is not None:
            faults.leave(self._folder, error)

    # Where it comes from. PySide hands what a slot raises to the first.

    def _on_error(self, kind: type[BaseException], error: BaseException, trace: Any) -> None:  # noqa: ANN401 - only handed on
        if issubclass(kind, Exception):
            self._log("something went wrong that nobody foresaw", error)
        else:
            self._hooks[0](kind, error, trace)

    def _on_thread(self, told: threading.ExceptHookArgs) -> None:
        if isinstance(told.exc_value, Exception):
            self._log("a thread ended by something that nobody foresaw", told.exc_value)

    def _on_unraisable(self, told: Any) -> None:  # noqa: ANN401 - a type of the interpreter without a name
        if isinstance(told.exc_value, Exception):
            self._log("something went wrong where nobody could be told", told.exc_value)

    def _log(self, words: str, error: BaseException) -> None:
        kind = crash_log.incident(error).kind
        times = self._logged[kind]
        self._logged[kind] += 1
        if times % _EACH == 0:
            log.critical(words, exc_info=error)

    def _hear(self, error: BaseException) -> None:
        """Note an error that was logged; on whichever thread."""
        self._heard.emit(crash_log.incident(error))

    # What is told.

    def _take(self, incident: Incident) -> None:
        if incident.kind not in self._told:
            self._told.add(incident.kind)
            self._waiting.append(incident)
            self._tell()

    def _tell_of_last_time(self) -> None:
        incident = crash_log.fatal_incident(faults.take(self._folder))
        if incident is not None:
            log.error("the program broke off the last time: %s", incident.told)
            self._waiting.append(incident)
            self._tell()

    def _look(self, _: object = None) -> None:
        if self._waiting:
            QTimer.singleShot(0, self, self._tell)

    def _tell(self) -> None:
        """Show the next one, if there is a window to be seen that it can stand in."""
        window = self._desktop.window
        if not self._waiting or self._is_telling or window is None or not window.isVisible():
            return
        from desktop.ui.dialogs.unforeseen import UnforeseenDialog  # seldom wanted

        incident = self._waiting.pop(0)
        details = f"{crash_log.versions()}\n\n{incident.told}"
        dialog = UnforeseenDialog(self._desktop.theme, window, details, ended=incident.fatal)
        self._is_telling = True
        dialog.destroyed.connect(self._on_gone)  # closed, or with its window
        dialog.open()

    def _on_gone(self) -> None:
        self._is_telling = False
        self._look()


class _Teller(logging.Handler):
    """Hands on the error of whatever is logged as not foreseen."""

    def __init__(self, tell: Any) -> None:  # noqa: ANN401
        super().__init__(logging.CRITICAL)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        """Hand it on."""
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            self._tell(error)


def _on_loop(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:  # noqa: ARG001 - as asyncio calls it
    """Log what asyncio could give to nobody."""
    error, words = context.get("exception"), context["message"]
    if words.startswith(
        _IN_CALLBACK
    ):  # what follows there quotes what the callback was called with, and a path
        words = _IN_CALLBACK
    if isinstance(error, OSError):  # a connection that broke while nobody looked
        log.warning("%s: %s", words, type(error).__name__)
    elif isinstance(error, Exception):
        log.critical(words, exc_info=error)
    else:
        log.error(words)
