"""What a user does with messages that are there: deleting, reacting, and deciding on what is not through yet."""

from collections.abc import Coroutine
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop.core.client import Client
from desktop.core.errors import ClientError
from desktop.core.values import Change, ChatId, CommandId, Delivery, MessageId
from desktop.viewmodels import sentences
from desktop.viewmodels.background import Background
from desktop.viewmodels.timeline_entry import Action, Entry, EntryKind


class MessageActions(QObject):
    """Stores what the user chooses.

    Signals:
        failed (str): it could not be stored; why, in words.
    """

    failed = Signal(str)

    def __init__(self, client: Client, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background

    def retry(self, command: CommandId) -> None:
        """Send something again that was refused."""
        self._start(self._client.retry(command))

    def release(self, command: CommandId) -> None:
        """Let a message go that waited long."""
        self._start(self._client.release(command))

    def discard(self, command: CommandId) -> None:
        """Drop something that is not sent, for good."""
        self._start(self._client.discard(command))

    def delete(self, chat: ChatId, message: MessageId) -> None:
        """Take a message back, for everybody."""
        self._start(self._client.delete(chat, message))

    def react(self, chat: ChatId, message: MessageId, emoji: str, *, on: bool) -> None:
        """Put an emoji under a message, or take it away."""
        self._start(self._client.react(chat, message, emoji, on=on))

    def _start(self, work: Coroutine[Any, Any, object]) -> None:
        _ = self._background.start(self._guarded(work))

    async def _guarded(self, work: Coroutine[Any, Any, object]) -> None:
        try:
            await work
        except ClientError as error:
            self.failed.emit(sentences.failure(error))


def possible(entry: Entry) -> frozenset[Action]:
    """Return what can be done with a message as it is now."""
    if entry.kind is not EntryKind.MESSAGE:
        return frozenset()
    found = set(entry.choices)
    pending = entry.delivery in {Delivery.WAITING, Delivery.REFUSED, Delivery.ASKING}
    if pending and entry.change is not Change.MESSAGE:
        found.add(Action.DISCARD)
    if entry.quote is not None and entry.quote.seq:
        found.add(Action.QUOTE)
    return frozenset(found) | _usual(entry)


def _usual(entry: Entry) -> frozenset[Action]:
    """Return what can be done with a message that is there, or on its way to be."""
    if entry.deleted or (entry.seq is None and entry.delivery is not Delivery.WAITING):
        return frozenset()
    return frozenset({Action.REPLY, Action.REACT} | ({Action.EDIT, Action.DELETE} if entry.mine else set()))
