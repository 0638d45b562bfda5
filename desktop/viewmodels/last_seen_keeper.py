"""Keeps the top of the chat list as it is seen, so that the next start can show it at once."""

import logging

from PySide6.QtCore import QObject, QTimer

from desktop.core.client import Client
from desktop.core.errors import CacheError
from desktop.viewmodels import last_seen
from desktop.viewmodels.background import Background
from desktop.viewmodels.chat_list import ChatListModel
from desktop.viewmodels.chat_order import ChatListOrder

log = logging.getLogger(__name__)

PAUSE_MS = 2_000
"""From a change until it is kept: what comes within is kept with it."""


class LastSeenKeeper(QObject):
    """Follows one account's list: the whole of it, whatever is shown now; while it is being read anew, it waits."""

    def __init__(
        self,
        client: Client,
        background: Background,
        chats: ChatListModel,
        order: ChatListOrder,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._chats = chats
        self._order = order
        self._kept = ""
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._keep_soon)
        chats.settled.connect(self._on_settled)

    async def finish(self) -> None:
        """Keep it as it is now."""
        self._pause.stop()
        if self._chats.is_loaded:
            await self._keep()

    def _on_settled(self) -> None:
        if not self._pause.isActive():
            self._pause.start()

    def _keep_soon(self) -> None:
        _ = self._background.start(self._keep())

    async def _keep(self) -> None:
        if self._chats.is_reading:
            return
        text = last_seen.as_text(self._order.top(last_seen.MOST_ROWS))
        if text != self._kept:
            try:
                await self._client.keep_last_seen(text)
            except CacheError as error:
                log.info("the list is not kept for the next start: %s", error)
            else:
                self._kept = text
