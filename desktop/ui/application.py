"""The one QApplication. On macOS it hears of links, which the system hands to a program that runs and not to a new one."""

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from PySide6.QtGui import QFileOpenEvent


class MacApplication(QApplication):
    """Hears of links, and of the wish to quit that comes from the Dock or from the end of the user's session.

    Signals:
        link_opened(): there is one more in `links`.
        quit_wanted(): the program is to end; asked of nobody before `ends_itself` is set.
    """

    link_opened = Signal()
    quit_wanted = Signal()
    ends_itself = False
    """Whoever hears `quit_wanted` ends the program. Else Qt would close its windows, which only hide, and take that for a no."""

    def __init__(self, arguments: list[str]) -> None:
        super().__init__(arguments)
        self._links: list[str] = []

    def take_links(self) -> list[str]:
        """Return the links that were opened since the last time; the first may come before anybody listens."""
        links, self._links = self._links, []
        return links

    def event(self, event: QEvent) -> bool:
        """Take up a link, or the wish to quit."""
        if event.type() is QEvent.Type.Quit and self.ends_itself:
            event.ignore()  # not at once: what was written is kept first
            self.quit_wanted.emit()
            return True
        if event.type() is not QEvent.Type.FileOpen:
            return super().event(event)
        opened: QFileOpenEvent = event  # type: ignore[assignment]  # of this type it is
        self._links.append(bytes(opened.url().toEncoded().data()).decode("ascii", "replace"))
        self.link_opened.emit()
        return True


def make_application() -> QApplication:
    """Make it. Each event of every object would pass through Python where that watches for links; so one is a type of its own."""
    QApplication.setDesktopFileName("internal-chat")  # under which a Linux desktop knows its windows
    arguments = sys.argv[:1]
    made = MacApplication(arguments) if sys.platform == "darwin" else QApplication(arguments)
    # By this Qt makes a path on D-Bus, which may hold letters and digits alone.
    made.setApplicationName("InternalChat")
    made.setApplicationDisplayName("Internal Chat")
    return made
