"""What the middle says while no chat is open: why there is none to be seen, and what one can do."""

from PySide6.QtCore import QObject, Signal

from desktop.core.values import ConnectionState
from desktop.viewmodels.chat_list import ChatListModel
from desktop.viewmodels.status import StatusModel


class WelcomeModel(QObject):
    """Follows the list of chats and the connection.

    Signals:
        changed(): `title` or `text` is different.
    """

    changed = Signal()

    def __init__(self, chats: ChatListModel, status: StatusModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._chats = chats
        self._status = status
        self._said = ("", "")
        status.changed.connect(self._look)
        chats.settled.connect(self._look)
        self._look()

    @property
    def title(self) -> str:
        """The line in large letters; empty while the list is still being read."""
        return self._said[0]

    @property
    def text(self) -> str:
        """What stands below it."""
        return self._said[1]

    def _look(self) -> None:
        said = self._words()
        if said != self._said:
            self._said = said
            self.changed.emit()

    def _words(self) -> tuple[str, str]:
        if not self._chats.is_loaded:
            return "", ""
        if self._chats.rowCount():
            return (
                self.tr("No chat is open"),
                self.tr("Choose one from the list, or start another one. Customers never see any of them."),
            )
        match self._status.state:
            case ConnectionState.ONLINE:
                return (
                    self.tr("Talk it through with your team"),
                    self.tr(
                        "Start a private chat about a case, a handover or anything else. Customers never see it."
                    ),
                )
            case ConnectionState.CONNECTING | ConnectionState.CATCHING_UP:
                return (
                    self.tr("Your chats are on their way"),
                    self.tr("They appear in the list as they come."),
                )
            case _:
                return (
                    self.tr("No chats on this computer yet"),
                    self.tr("They appear in the list once there is a connection."),
                )
