"""Having back what was dropped before it was sent: it is offered for some seconds, and then stands in the composer again.

It is never sent by that: whoever wrote it decides once more.
"""

from PySide6.QtCore import QObject, Signal

from desktop.core.client import Client
from desktop.core.errors import ClientError, FileTrouble
from desktop.core.values import Attachment, ChatDetails, ChatId
from desktop.viewmodels import sentences
from desktop.viewmodels.background import Background
from desktop.viewmodels.composer import ComposerModel
from desktop.viewmodels.message_actions import Dropped
from desktop.viewmodels.toast import Toast


class DroppedTexts(QObject):
    """Offers what was dropped.

    Signals:
        told(Toast): something was dropped, and how to have it back.
        wanted(ChatId): it stands in this chat's draft again, and the chat is to be shown.
    """

    told = Signal(object)
    wanted = Signal(object)

    def __init__(
        self, client: Client, background: Background, composer: ComposerModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._composer = composer

    def offer(self, dropped: Dropped) -> None:
        """Tell that something was dropped, and offer it for some seconds."""
        words = self.tr("Chat deleted") if dropped.started is not None else self.tr("Not sent, and deleted")
        self.told.emit(Toast(words, self.tr("Undo"), lambda: self._bring_back(dropped)))

    def _bring_back(self, dropped: Dropped) -> None:
        if dropped.started is None:
            self._composer.bring_back(dropped.chat, dropped.text, dropped.answered)
            self.wanted.emit(dropped.chat)
            _ = self._background.start(self._attach(dropped.chat, dropped.files))
        else:
            _ = self._background.start(self._start_again(dropped.started, dropped.text, dropped.files))

    async def _start_again(self, details: ChatDetails, text: str, files: tuple[Attachment, ...]) -> None:
        people = [one.person.id for one in details.participants if not one.is_me]
        try:
            chat = await self._client.start_chat(people, subject=details.subject)
        except ClientError as error:
            self.told.emit(Toast(sentences.failure(error), failed=True))
            return
        if text:
            self._composer.bring_back(chat, text)
        self.wanted.emit(chat)
        await self._attach(chat, files)

    async def _attach(self, chat: ChatId, files: tuple[Attachment, ...]) -> None:
        """Attach what was to be sent once more; say so if it is not on this computer any more."""
        try:
            there = [await self._client.attach_again(chat, file) for file in files]
        except ClientError as error:
            self.told.emit(Toast(sentences.failure(error), failed=True))
            return
        if not all(there):
            self.told.emit(Toast(sentences.file_trouble(FileTrouble.MISSING), failed=True))
