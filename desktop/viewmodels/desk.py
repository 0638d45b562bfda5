"""What the program around the window offers the settings: beginning with the session, the tray, links, notifications.

Nothing here knows a system. Whoever does tells this model what is possible and how it stands, and does what is chosen. What
nobody has told of is `None`, and the settings show no row of it: a row that is shown works, or says why not.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:  # they come with what stands around the window
    from desktop.viewmodels.notification_log import NotificationLog
    from desktop.viewmodels.pausing import Pausing


class Desk(QObject):
    """The desktop that the program stands on, as the settings see it.

    Signals:
        changed(): anything that is told here is different.
        start_at_login_chosen(bool): the program is to begin with the session, or no longer; answered by `tell_start_at_login`.
        links_chosen(bool): links of the program are to open it, or no longer; answered by `tell_links`.
        test_requested(): show a notification now; answered by `tell_test`.
        looked(): the settings were opened; what only the system knows may be asked anew.
    """

    changed = Signal()
    start_at_login_chosen = Signal(bool)
    links_chosen = Signal(bool)
    test_requested = Signal()
    looked = Signal()

    pausing: "Pausing | None" = None
    """When nothing is notified of; None while nothing is notified of at all."""
    notification_log: "NotificationLog | None" = None

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._starts_at_login: bool | None = None
        self._login_words = ""
        self._opens_links: bool | None = None
        self._links_words = ""
        self._tray_is_there: bool | None = None
        self._knows_focus = False
        self._hint = ""
        self._test_words = ""

    @property
    def starts_at_login(self) -> bool | None:
        """Whether the program begins with the user's session; None where that cannot be chosen."""
        return self._starts_at_login

    @property
    def login_words(self) -> str:
        """Return what is to be known about it, such as why it could not be changed."""
        return self._login_words

    @property
    def opens_links(self) -> bool | None:
        """Whether links of the program, on a page elsewhere, open it; None where that cannot be chosen."""
        return self._opens_links

    @property
    def links_words(self) -> str:
        """Return what is to be known about it, such as which program opens them now."""
        return self._links_words

    @property
    def tray_is_there(self) -> bool | None:
        """Whether the desktop has a tray; None while nobody knows."""
        return self._tray_is_there

    @property
    def knows_focus(self) -> bool:
        """Whether the system can be asked if the user wants no disturbance."""
        return self._knows_focus

    @property
    def hint(self) -> str:
        """Return why nothing can be shown here, in a sentence; empty where something can."""
        return self._hint

    @property
    def test_words(self) -> str:
        """Return what became of the last notification that was shown as a test."""
        return self._test_words

    # What the settings do.

    def look(self) -> None:
        """Ask the system anew: others may have changed what it knows."""
        self.looked.emit()

    def choose_start_at_login(self, *, on: bool) -> None:
        """Begin with the session, or no longer."""
        self.start_at_login_chosen.emit(on)

    def choose_links(self, *, on: bool) -> None:
        """Open links of the program, or no longer."""
        self.links_chosen.emit(on)

    def test(self) -> None:
        """Show a notification as a test."""
        self._test_words = ""
        self.changed.emit()
        self.test_requested.emit()

    # What the program tells.

    def tell_start_at_login(self, *, on: bool | None, words: str = "") -> None:
        """Say how it stands by now; in `words` why it is not as was chosen."""
        self._starts_at_login, self._login_words = on, words
        self.changed.emit()

    def tell_links(self, *, on: bool | None, words: str = "") -> None:
        """Say how it stands by now; in `words` why it is not as was chosen."""
        self._opens_links, self._links_words = on, words
        self.changed.emit()

    def tell_tray(self, *, is_there: bool) -> None:
        """Say whether the desktop has a tray."""
        if is_there is not self._tray_is_there:
            self._tray_is_there = is_there
            self.changed.emit()

    def tell_focus(self, *, is_known: bool) -> None:
        """Say whether the system can be asked if the user wants no disturbance."""
        if is_known is not self._knows_focus:
            self._knows_focus = is_known
            self.changed.emit()

    def tell_hint(self, words: str) -> None:
        """Say why nothing can be shown here; nothing where something can."""
        if words != self._hint:
            self._hint = words
            self.changed.emit()

    def tell_test(self, words: str) -> None:
        """Say what became of the test."""
        self._test_words = words
        self.changed.emit()

    def notifies(self, pausing: "Pausing", notification_log: "NotificationLog") -> None:
        """Take what shows when nothing is notified of, and what was notified of."""
        self.pausing, self.notification_log = pausing, notification_log
        self.changed.emit()
