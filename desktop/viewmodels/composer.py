"""What is being written in the open chat: its draft, what is wrong with it, and sending it.

A text belongs to the chat that was open when its first character was typed. It is kept per chat here and saved with the
chat's id beside it, so neither another chat being opened nor a message coming in can send it anywhere else.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTimer, Signal

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.errors import ClientError
from desktop.core.values import MESSAGE_CHARACTERS, ChatDetails, ChatId
from desktop.viewmodels import sentences
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.following import Following
from desktop.viewmodels.names import by_name, first_names, listed

SAVE_MS = 300
"""A draft is saved when nothing was typed for this long."""
COUNTER_FROM = 500
"""The counter is shown when fewer characters than this are left."""


class Draft(Struct, frozen=True):
    """A text and the chat that it belongs to."""

    chat: ChatId
    text: str


class ComposerModel(QObject):
    """The open chat's unsent text.

    Signals:
        chat_changed (str | None): another chat is open; the field shows `text` from now on.
        text_replaced (str): the text is another for a reason other than typing: it was sent, or came back.
        changed: `placeholder`, `counter`, `problem` or `can_send` is different.
        sent: a message was handed over; the timeline goes to its end.
    """

    chat_changed = Signal(object)
    text_replaced = Signal(str)
    changed = Signal()
    sent = Signal()

    def __init__(
        self, client: Client, background: Background, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._clock = clock
        self._chat: ChatId | None = None
        self._text = ""
        self._details: ChatDetails | None = None
        self._problem = ""
        self._unsaved: Draft | None = None
        self._saving: set[asyncio.Task[None]] = set()
        self._kept: dict[ChatId, str] = {}
        self._timer = QTimer(self, singleShot=True, interval=SAVE_MS)
        self._timer.timeout.connect(self.flush)
        self._following = Following(self, client.feed, self._on_changes)

    @property
    def chat(self) -> ChatId | None:
        """The chat that the text belongs to."""
        return self._chat

    @property
    def text(self) -> str:
        """What is written and not sent."""
        return self._text

    @property
    def placeholder(self) -> str:
        """Whom a message reaches: "Message Ana, Bruno and Grace"."""
        others = (
            [part.person for part in self._details.participants if not part.is_me] if self._details else []
        )
        if not others:
            return _tr("Message")
        return _tr("Message %1").replace("%1", listed(first_names(by_name(others))))

    @property
    def counter(self) -> str:
        """How many characters are left, once that matters; or by how many the text is too long."""
        left = MESSAGE_CHARACTERS - len(self._text.strip())
        if left == -1:
            return _tr("1 character too many")
        if left < 0:
            return _tr("%1 characters too many").replace("%1", QLocale().toString(-left))
        if left == 1:
            return _tr("1 character left")
        if left <= COUNTER_FROM:
            return _tr("%1 characters left").replace("%1", QLocale().toString(left))
        return ""

    @property
    def too_long(self) -> bool:
        """Whether the text has more characters than a message may have."""
        return len(self._text.strip()) > MESSAGE_CHARACTERS

    @property
    def problem(self) -> str:
        """Why the text cannot be sent, or was not, in words; empty if nothing is wrong."""
        return sentences.refusal("message_too_long") if self.too_long else self._problem

    @property
    def can_send(self) -> bool:
        """Whether there is something to send that may be sent."""
        return self._chat is not None and bool(self._text.strip()) and not self.too_long

    def show_chat(self, chat: ChatId | None) -> None:
        """Keep what is written for the chat that is left, and take up what was written for the other one."""
        if chat == self._chat:
            return
        self.flush()
        if self._chat is not None:
            self._kept[self._chat] = self._text
        self._chat, self._details, self._problem = chat, None, ""
        self._text = self._kept.get(chat, "") if chat is not None else ""
        self.chat_changed.emit(chat)
        self.changed.emit()
        if chat is not None:
            _ = self._background.start(self._take_up(chat))

    def edit(self, text: str) -> None:
        """Take what the user has typed."""
        chat = self._chat
        if chat is None or text == self._text:
            return
        grew = len(text) > len(self._text)
        self._text, self._problem = text, ""
        self._unsaved = Draft(chat, text)
        self._timer.start()
        if grew and text.strip():
            self._client.typing(chat)
        self.changed.emit()

    def send(self) -> bool:
        """Hand the text to the outbox and clear the field; return whether there was anything to send."""
        chat, text = self._chat, self._text
        if chat is None or not self.can_send:
            return False
        self._timer.stop()
        self._unsaved = None
        self._replace("")
        self._store(self._send(chat, text))
        return True

    def flush(self) -> None:
        """Save at once what is waiting to be saved."""
        self._timer.stop()
        draft, self._unsaved = self._unsaved, None
        if draft is not None:
            self._store(self._save(draft))

    async def finish(self) -> None:
        """Save what is waiting to be saved and wait until it is on disk: the program ends."""
        self.flush()
        self._following.end()
        if self._saving:
            await asyncio.wait(set(self._saving))
        self._chat = None  # what is still being read is for nobody

    def _store(self, work: Coroutine[Any, Any, None]) -> None:
        """Start what `finish` has to wait for."""
        storing = self._background.start(work)
        if storing is None:  # the program has ended, after `finish`
            return
        self._saving.add(storing)
        storing.add_done_callback(self._saving.discard)

    async def _take_up(self, chat: ChatId) -> None:
        details = await self._client.chat(chat)
        if chat != self._chat:
            return
        self._details = details
        if details is not None and chat not in self._kept:
            self._kept[chat] = details.draft
            if details.draft and details.draft != self._text:
                # What was typed while the draft was read stands after it; nothing is lost.
                self._replace(details.draft + self._text)
                if self._unsaved is not None:
                    self._unsaved = Draft(chat, self._text)
        self.changed.emit()

    async def _send(self, chat: ChatId, text: str) -> None:
        try:
            await self._client.send(chat, text.strip())
        except ClientError as error:
            await self._bring_back(Draft(chat, text), sentences.failure(error))
        else:
            self.sent.emit()

    async def _bring_back(self, draft: Draft, problem: str) -> None:
        if draft.chat == self._chat:
            self._replace("\n".join(part for part in (draft.text, self._text) if part))
            self._problem = problem
            self._unsaved = Draft(draft.chat, self._text)
            self.changed.emit()
            self.flush()
        else:
            kept = "\n".join(part for part in (draft.text, self._kept.get(draft.chat, "")) if part)
            self._kept[draft.chat] = kept
            await self._save(Draft(draft.chat, kept))

    async def _save(self, draft: Draft) -> None:
        try:
            await self._client.save_draft(draft.chat, draft.text)
        except ClientError as error:
            if draft.chat == self._chat:
                self._problem = sentences.failure(error)
                self.changed.emit()

    def _replace(self, text: str) -> None:
        self._text, self._problem = text, ""
        self.text_replaced.emit(text)
        self.changed.emit()

    def _on_changes(self, changes: ChangeSet) -> None:
        if self._chat is not None and (self._chat in changes.chats or changes.people):
            _ = self._background.start(self._reread(self._chat))

    async def _reread(self, chat: ChatId) -> None:
        details = await self._client.chat(chat)
        if chat == self._chat and details != self._details:
            self._details = details
            self.changed.emit()


def _tr(text: str) -> str:
    return QCoreApplication.translate("composer", text)
