"""What a user does with the files of messages: fetch, stop, open, save, copy and find them.

Programs and scripts are never opened from here, only saved; what is saved or opened is marked as coming from somebody else, where
the system has that. Who wants to save what is not on this computer yet gets it as soon as it has come.
"""

from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any, Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.errors import ClientError, FileError, FileTrouble
from desktop.core.values import Attachment, AttachmentId, ChatId, MessageId, TransferState
from desktop.viewmodels import sentences
from desktop.viewmodels.attached import is_picture, only_saved
from desktop.viewmodels.background import Background
from desktop.viewmodels.decoded import Pictures
from desktop.viewmodels.file_deeds import FileDeed
from desktop.viewmodels.file_words import shown_file_name
from desktop.viewmodels.files_shown import is_lost
from desktop.viewmodels.following import Following
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.outside import Outside
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.toast import Toast


class SentFile(Protocol):
    """A file and the message that it is fetched through: a place in the timeline, or one of the shared files."""

    @property
    def attachment(self) -> Attachment:
        """The file."""

    @property
    def chat(self) -> ChatId:
        """Where it was sent."""

    @property
    def message(self) -> MessageId:
        """With what it was sent."""


class FileActions(QObject):
    """Does what the user chooses for a file.

    Signals:
        told (Toast): something is to be said for some seconds.
        picture_opened (ChatId, MessageId, AttachmentId): this picture is to be shown large.
        copied (QImage): this picture is to be put on the clipboard.
        saving_wanted (SentFile): the user is to be asked where to save this file.
    """

    told = Signal(object)
    picture_opened = Signal(object, object, object)
    copied = Signal(object)
    saving_wanted = Signal(object)

    def __init__(
        self,
        client: Client,
        background: Background,
        pictures: Pictures,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._pictures = pictures
        self._outside: Outside | None = None
        self._saved: dict[AttachmentId, Path] = {}
        """Where the user has saved files since the program was started."""
        self._folder: Path | None = None
        self._awaited: dict[AttachmentId, Callable[[], Coroutine[Any, Any, None]]] = {}
        """What is to be done with files as soon as they have come."""
        self._following = Following(self, client.feed, self._on_changes)

    def reach(self, outside: Outside) -> None:
        """Let files be opened and shown outside of this program; without it they are only saved."""
        self._outside = outside

    # What there is to choose from.

    def is_here(self, file: SentFile) -> bool:
        """Tell whether a file's bytes are on this computer."""
        here: bool = self._client.is_here(file.attachment.id)
        return here

    def can_be_opened(self, file: SentFile) -> bool:
        """Tell whether a file is shown, or opened by another program: it is neither a program nor a script."""
        return is_picture(file.attachment) or (self._outside is not None and not only_saved(file.attachment))

    def was_saved(self, file: SentFile) -> bool:
        """Tell whether it is known where the user has saved a file."""
        return self._outside is not None and file.attachment.id in self._saved

    @property
    def folder(self) -> Path | None:
        """Return where the user wanted a file last, since the program was started."""
        return self._folder

    def perform(self, deed: FileDeed, file: SentFile) -> None:
        """Do something with a file."""
        {
            FileDeed.OPEN: self.open,
            FileDeed.FETCH: self.fetch,
            FileDeed.SAVE: self.saving_wanted.emit,
            FileDeed.SHOW: self.show_in_folder,
            FileDeed.COPY: self.copy_image,
            FileDeed.PAUSE: self.pause,
            FileDeed.RESUME: self.resume,
            FileDeed.RETRY: self.retry,
            FileDeed.CANCEL: self.cancel,
            FileDeed.REMOVE: self.cancel,
        }[deed](file)

    # The way of a file.

    def fetch(self, file: SentFile) -> None:
        """Fetch a file, before those that come by themselves."""
        self._start(self._client.fetch(file.chat, file.message, file.attachment.id))

    def pause(self, file: SentFile) -> None:
        """Let it stay where it is on its way, until the user says otherwise."""
        self._start(self._client.pause(file.attachment.id))

    def resume(self, file: SentFile) -> None:
        """Let it go on."""
        self._start(self._client.resume(file.attachment.id))

    def retry(self, file: SentFile) -> None:
        """Try again what failed: the file, or the thumbnail that a picture is shown by."""
        picture = file.attachment.picture
        small = picture.thumbnail if picture is not None else None
        ids = (file.attachment.id, *(() if small is None else (small.id,)))
        for each in ids:
            transfer = self._client.transfer(each)
            if transfer is not None and transfer.state is TransferState.FAILED:
                self._start(self._client.retry_transfer(each))
        if small is not None and is_lost(self._client.transfer(small.id)) and not self.is_here(file):
            self.fetch(file)

    def cancel(self, file: SentFile) -> None:
        """Let it not come; or take it out of a message that waits for it, with a way back into the draft."""
        self._awaited.pop(file.attachment.id, None)
        self._start(self._cancel(file))

    # What is done with a file.

    def open(self, file: SentFile) -> None:
        """Show a picture, open another file with the user's program for it; what may not be opened can be saved."""
        if is_picture(file.attachment):
            self.picture_opened.emit(file.chat, file.message, file.attachment.id)
        elif not self.can_be_opened(file):
            self.saving_wanted.emit(file)
        elif self.is_here(file):
            self._start(self._open(file))
        else:
            self.fetch(file)

    def save(self, file: SentFile, path: Path) -> None:
        """Write a file to where the user wants it, fetching it first if it is not here."""
        self._folder = path.parent
        if self.is_here(file):
            self._start(self._save(file, path))
        else:
            self._do_once_here(file, lambda: self._save(file, path))
            words = self.tr("“%1” is saved as soon as it has come.")
            self.told.emit(Toast(filled(words, isolated(shown_file_name(file.attachment)))))

    def show_in_folder(self, file: SentFile) -> None:
        """Show where the user has saved a file."""
        path = self._saved.get(file.attachment.id)
        if path is not None:
            self._start(self._show(path))

    def copy_image(self, file: SentFile) -> None:
        """Put a picture on the clipboard, as large as it is, fetching it first if only its thumbnail is here."""
        if self.is_here(file):
            self._start(self._copy(file))
        else:
            self._do_once_here(file, lambda: self._copy(file))

    def close(self) -> None:
        """Follow nothing any more."""
        self._following.end()

    def _do_once_here(self, file: SentFile, work: Callable[[], Coroutine[Any, Any, None]]) -> None:
        self._awaited[file.attachment.id] = work
        self.fetch(file)

    async def _cancel(self, file: SentFile) -> None:
        if await self._client.cancel(file.attachment.id):
            words = self.tr("“%1” was taken out of the message.")
            told = filled(words, isolated(shown_file_name(file.attachment)))
            self.told.emit(Toast(told, self.tr("Undo"), lambda: self._start(self._attach_again(file))))

    async def _attach_again(self, file: SentFile) -> None:
        if not await self._client.attach_again(file.chat, file.attachment):
            raise FileError(FileTrouble.MISSING)

    async def _open(self, file: SentFile) -> None:
        if self._outside is None:
            return
        path = await self._client.open_copy(file.attachment.id, file.attachment.name)
        await self._outside.mark_from_internet(path)
        if not await self._outside.open_file(path):
            words = self.tr("No program opens this file here. Save it, and open it with one of your choice.")
            self.told.emit(
                Toast(words, self.tr("Save as…"), lambda: self.saving_wanted.emit(file), failed=True)
            )

    async def _save(self, file: SentFile, path: Path) -> None:
        try:
            await self._client.save_file(file.attachment.id, path)
        except FileError as error:
            if error.trouble is not FileTrouble.DISK_FULL:
                raise
            words = self.tr("The disk is full. Free some space and save again.")
            self.told.emit(
                Toast(words, self.tr("Save as…"), lambda: self.saving_wanted.emit(file), failed=True)
            )
            return
        told = filled(self.tr("“%1” is saved."), isolated(path.name))
        if self._outside is None:
            self.told.emit(Toast(told))
            return
        await self._outside.mark_from_internet(path)
        self._saved[file.attachment.id] = path
        show = self.tr("Show in folder")
        self.told.emit(Toast(told, show, lambda: self._start(self._show(path)), leads_on=True))

    async def _show(self, path: Path) -> None:
        if self._outside is not None and not await self._outside.show_in_folder(path):
            words = filled(
                self.tr("The folder cannot be shown. The file is in %1"), isolated(str(path.parent))
            )
            self.told.emit(Toast(words, failed=True))

    async def _copy(self, file: SentFile) -> None:
        image: QImage | None = await self._pictures.whole(file.attachment.id)
        if image is None:
            raise FileError(FileTrouble.DAMAGED)
        self.copied.emit(image)
        self.told.emit(Toast(self.tr("Image copied")))

    def _on_changes(self, changes: ChangeSet) -> None:
        for attachment in changes.files & self._awaited.keys():
            transfer = self._client.transfer(attachment)
            if self._client.is_here(attachment):
                self._start(self._awaited.pop(attachment)())
            elif transfer is not None and transfer.state is TransferState.FAILED:
                del self._awaited[attachment]
                self.told.emit(Toast(sentences.transfer_failure(transfer.reason), failed=True))

    def _start(self, work: Coroutine[Any, Any, object]) -> None:
        _ = self._background.start(work, self._tell_failure)

    def _tell_failure(self, error: ClientError) -> None:
        self.told.emit(Toast(sentences.failure(error), failed=True))
