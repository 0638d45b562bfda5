"""All about one chat, read from the cache and read again whenever a change set says that it may be different."""

from PySide6.QtCore import QObject, Signal

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.values import ChatDetails, ChatId, UserId
from desktop.viewmodels.background import Background
from desktop.viewmodels.following import Following
from desktop.viewmodels.rereading import Rereading


class FollowedChat(QObject):
    """One chat at a time, kept as it is in the cache.

    Signals:
        changed(): `details` is different, or the connection, or whether somebody in the chat is there.
    """

    changed = Signal()

    def __init__(self, client: Client, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._chat: ChatId | None = None
        self._details: ChatDetails | None = None
        self._following = Following(self, client.feed, self._on_changes)
        self._reading = Rereading(background, self._following, self._read)

    @property
    def chat(self) -> ChatId | None:
        """Return which chat is followed."""
        return self._chat

    @property
    def details(self) -> ChatDetails | None:
        """Return the chat as last read; None before, or for no chat."""
        return self._details

    @property
    def closed(self) -> bool:
        """Whether nobody looks any more."""
        return not self._following.active

    def follow(self, chat: ChatId | None) -> None:
        """Follow another chat, or none."""
        if chat == self._chat:
            return
        self._chat = chat
        self._details = None
        self.changed.emit()
        self._reading.again()

    def close(self) -> None:
        """Stop following."""
        self._following.end()

    async def _read(self) -> None:
        wanted = self._chat
        details = None if wanted is None else await self._client.chat(wanted)
        if self._following.active and wanted == self._chat and details != self._details:
            self._details = details
            self.changed.emit()

    def _on_changes(self, changes: ChangeSet) -> None:
        if (
            self._chat in changes.chats | changes.timelines | changes.backfilled
            or changes.people
            or changes.outbox
        ):
            self._reading.again()
        if changes.connection or self._concerns(changes.presence):
            self.changed.emit()

    def _concerns(self, people: frozenset[UserId]) -> bool:
        """Tell whether any of these people is in the chat."""
        if not people or self._details is None:
            return False
        return any(one.person.id in people for one in self._details.participants)
