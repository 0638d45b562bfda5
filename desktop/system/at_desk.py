"""Whether somebody sits at this computer, as far as this program can know: they use it, or did so a short while ago.

It looks only at the one window that has the keyboard, and there only at what a person does: all else, such as painting, passes by
without a look. A window that loses the keyboard means nothing by itself, since who reads or telephones is there too.
"""

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QWindow

AWAY_MS = 10 * 60_000
"""After so long without a key, a click or a movement of the mouse."""
_SCREEN_OFF = (Qt.ApplicationState.ApplicationSuspended, Qt.ApplicationState.ApplicationHidden)
_DONE_BY_PEOPLE = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class AtDesk(QObject):
    """Follows what the user does.

    Signals:
        changed(bool): somebody has come back, or nobody has been here for a while.
    """

    changed = Signal(bool)

    def __init__(
        self, application: QGuiApplication, away_ms: int = AWAY_MS, parent: QObject | None = None
    ) -> None:
        super().__init__(parent or application)
        self._present = True
        self._window: QWindow | None = None
        self._patience = QTimer(self, interval=away_ms, singleShot=True)
        self._patience.timeout.connect(self._leave)
        self._patience.start()
        application.focusWindowChanged.connect(self._follow)
        application.applicationStateChanged.connect(self._on_state)
        self._follow(application.focusWindow())

    @property
    def present(self) -> bool:
        """Whether somebody is here."""
        return self._present

    def _follow(self, window: QWindow | None) -> None:
        """Look at the window that has the keyboard now; that it came is what somebody did."""
        if self._window is not None:
            self._window.removeEventFilter(self)
            self._window.destroyed.disconnect(self._forget)
        self._window = window
        if window is not None:
            window.destroyed.connect(self._forget)
            window.installEventFilter(self)
            self._see()

    def _forget(self) -> None:
        self._window = None

    def _see(self) -> None:
        self._patience.start()
        if not self._present:
            self._present = True
            self.changed.emit(True)  # noqa: FBT003 - Qt's

    def _leave(self) -> None:
        self._patience.stop()
        if self._present:
            self._present = False
            self.changed.emit(False)  # noqa: FBT003 - Qt's

    def _on_state(self, state: Qt.ApplicationState) -> None:
        if state in _SCREEN_OFF:
            self._leave()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice what a person does."""
        if event.type() in _DONE_BY_PEOPLE:
            self._see()
        return super().eventFilter(watched, event)
