"""The way from a person to the chat with them alone: it is opened if there is one, and else offered to be started."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from desktop.core.client import Client
from desktop.core.values import ChatSummary, UserId
from desktop.viewmodels.background import Background


class PrivateChats(QObject):
    """Looks for the chat of the user and one other.

    Signals:
        found(ChatId): there is one, and it is to be shown.
        missing(UserId): there is none with this person yet. Starting one shows it to both for good, so the user is asked.
    """

    found = Signal(object)
    missing = Signal(object)

    def __init__(self, client: Client, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background

    def look_for(self, user: UserId) -> None:
        """Look for the chat with somebody; one of the signals follows."""
        _ = self._background.start(self._look_for(user))

    async def _look_for(self, user: UserId) -> None:
        chat = plainest(await self._client.chats_with((user,)))
        if chat is None:
            self.missing.emit(user)
        else:
            self.found.emit(chat.id)


def plainest(chats: Iterable[ChatSummary]) -> ChatSummary | None:
    """Return the newest without a subject: the one that is about nothing but talking to each other; else the newest."""
    newest_first = tuple(chats)
    return next((chat for chat in newest_first if not chat.subject), next(iter(newest_first), None))
