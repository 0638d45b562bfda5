"""Keeps the top of the chat list as it is seen, so that the next start can show it at once."""

import logging
from itertools import islice

from PySide6.QtCore import QObject, QTimer

from desktop.core.client import Client
from desktop.core.errors import CacheError
from desktop.viewmodels import last_seen
from desktop.viewmodels.background import Background
from desktop.viewmodels.chat_line import Role
from desktop.viewmodels.chat_list import ChatListModel, ChatListOrder

log = logging.getLogger(__name__)

PAUSE_MS = 2_000
"""From a change until it is kept: what comes within is kept with it."""


class LastSeenKeeper(QObject):
    """Follows one account's list; while it is filtered or being read anew, it is not the list that will be seen next."""

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
        if self._order.is_filtered or self._chats.is_reading:
            return
        rows = (self._order.index(row, 0) for row in range(self._order.rowCount()))
        text = last_seen.as_text(row.data(Role.LINE) for row in islice(rows, last_seen.MOST_ROWS))
        if text != self._kept:
            try:
                await self._client.keep_last_seen(text)
            except CacheError as error:
                log.info("the list is not kept for the next start: %s", error)
            else:
                self._kept = text
