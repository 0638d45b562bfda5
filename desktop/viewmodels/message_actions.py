"""What a user does with messages that are there: deleting, reacting, and deciding on what is not through yet."""

from collections.abc import Coroutine
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QObject, Signal

from desktop.core.client import Client
from desktop.core.values import (
    Attachment,
    Change,
    ChatDetails,
    ChatId,
    CommandId,
    Delivery,
    MessageId,
    Text,
    TimelineRow,
)
from desktop.viewmodels import sentences
from desktop.viewmodels.background import Background
from desktop.viewmodels.timeline_entry import Action, Entry, EntryKind


class Dropped(Struct, frozen=True):
    """What was dropped before it was sent, so that it can be had back."""

    chat: ChatId
    text: str
    """All that was written, as one text."""
    answered: TimelineRow | None = None
    """The message that it answered."""
    started: ChatDetails | None = None
    """The chat that was to be started, if that was dropped with it."""
    files: tuple[Attachment, ...] = ()
    """All that was to be sent with it; their bytes stay on this computer for a while."""


class MessageActions(QObject):
    """Stores what the user chooses.

    Signals:
        failed (str): it could not be stored; why, in words.
        dropped (Dropped): a text that nobody else has was dropped.
    """

    failed = Signal(str)
    dropped = Signal(object)

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

    def send_text_first(self, command: CommandId) -> None:
        """Send the text of a message before the files that it waits for."""
        self._start(self._client.send_text_first(command))

    def discard(self, chat: ChatId, command: CommandId) -> None:
        """Drop a change that is not sent."""
        self._start(self._discard(chat, command))

    def discard_chat(self, details: ChatDetails) -> None:
        """Drop a chat that the server does not have, with all that was written into it."""
        if details.create_command is not None:
            self._start(self._discard_chat(details, details.create_command))

    def delete(self, chat: ChatId, message: MessageId) -> None:
        """Take a message back, for everybody; one that is not sent is dropped."""
        self._start(self._delete(chat, message))

    def react(self, chat: ChatId, message: MessageId, emoji: str, *, on: bool) -> None:
        """Put an emoji under a message, or take it away."""
        self._start(self._client.react(chat, message, emoji, on=on))

    async def _discard(self, chat: ChatId, command: CommandId) -> None:
        text = await self._client.discard(command)
        if text:
            self.dropped.emit(Dropped(chat, text))

    async def _discard_chat(self, details: ChatDetails, command: CommandId) -> None:
        page = await self._client.latest(details.id)  # none of it is anywhere else, so all of it is there
        files = tuple(file for row in page.rows for file in _files_of(row))
        text = await self._client.discard(command)
        self.dropped.emit(Dropped(details.id, text, started=details, files=files))

    async def _delete(self, chat: ChatId, message: MessageId) -> None:
        rows = await self._client.rows(frozenset((message,)))
        unsent = next((row for row in rows if row.seq is None and isinstance(row.body, Text)), None)
        answered = None if unsent is None else await self._answered(chat, unsent)
        await self._client.delete(chat, message)
        if unsent is not None and isinstance(unsent.body, Text):
            self.dropped.emit(Dropped(chat, unsent.body.text, answered, files=_files_of(unsent)))

    async def _answered(self, chat: ChatId, row: TimelineRow) -> TimelineRow | None:
        seq = row.quote.seq if row.quote is not None else None
        if not seq:
            return None
        page = await self._client.older(chat, before=seq + 1, limit=1)
        return next((each for each in page.rows if each.seq == seq), None)

    def _start(self, work: Coroutine[Any, Any, object]) -> None:
        _ = self._background.start(work, lambda error: self.failed.emit(sentences.failure(error)))


def _files_of(row: TimelineRow) -> tuple[Attachment, ...]:
    return row.body.attachments if isinstance(row.body, Text) else ()


def possible(entry: Entry) -> frozenset[Action]:
    """Return what can be done with a message as it is now."""
    if entry.kind is not EntryKind.MESSAGE:
        return frozenset()
    found = set(entry.choices)
    pending = entry.delivery not in {None, Delivery.SENT}
    if pending and entry.change is not Change.MESSAGE:
        found.add(Action.DISCARD)
    if entry.quote is not None and entry.quote.seq:
        found.add(Action.QUOTE)
    if entry.seq is None and entry.delivery is Delivery.WAITING and entry.text and entry.places:
        found.add(Action.SEND_TEXT)
    if entry.delivery is Delivery.STUCK:
        found.add(Action.EDIT)
    return frozenset(found) | _usual(entry)


def _usual(entry: Entry) -> frozenset[Action]:
    """Return what can be done with a message that is there, or on its way to be."""
    if entry.deleted or (entry.seq is None and entry.delivery is not Delivery.WAITING):
        return frozenset()
    return frozenset({Action.REPLY, Action.REACT} | ({Action.EDIT, Action.DELETE} if entry.mine else set()))
