"""The image viewer: one picture after the other out of a chat, the whole of each as soon as it is on this computer.

Which pictures there are comes from the cache, so only what the user may see; what is taken back while they look is gone from here
too. A picture that is not on this computer is fetched when its turn comes, and those beside it once it is there.
"""

import contextlib
from enum import Enum

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.errors import ClientError
from desktop.core.values import (
    ATTACHMENT_BYTES,
    AttachmentId,
    ChatId,
    Deleted,
    Downloads,
    MessageId,
    SharedFile,
    Text,
    Transfer,
    TransferState,
)
from desktop.viewmodels import sentences, times
from desktop.viewmodels.attached import PicturePlace
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.cleaning import clean_name
from desktop.viewmodels.file_words import shown_file_name
from desktop.viewmodels.files_shown import FilesShown
from desktop.viewmodels.following import Following
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.links import Place
from desktop.viewmodels.participants import heading_of
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.rereading import Rereading
from desktop.viewmodels.toast import Toast
from desktop.viewmodels.whole_picture import WholePicture, give_back, opened

_BESIDE_BYTES = 10 << 20
"""A picture beside the one that is shown is fetched ahead if it is no larger."""


class Phase(Enum):
    """How far the picture has come."""

    READING = "reading"
    """It is being found out which pictures there are."""
    COMING = "coming"
    """Its bytes are on their way."""
    OPENING = "opening"
    """They are here and are being decoded."""
    SHOWN = "shown"
    OFFLINE = "offline"
    """They are not on this computer, and there is no connection."""
    FAILED = "failed"
    """They did not come; `ViewerModel.problem` says why."""
    BROKEN = "broken"
    """They are no picture that can be shown."""


class ViewerModel(QObject):
    """What the viewer shows.

    Signals:
        changed(): anything shown is different.
        moved(): another picture is shown.
        pictures_changed(): there are others than before.
        told(Toast): what was done, or could not be.
        ended(Toast): there is nothing left to show; why.
    """

    changed = Signal()
    moved = Signal()
    pictures_changed = Signal()
    told = Signal(object)
    ended = Signal(object)

    def __init__(  # noqa: PLR0913 - what every view model is given, and where to begin
        self,
        client: Client,
        background: Background,
        clock: Clock,
        shown: FilesShown,
        choices: ChoicesModel,
        *,
        chat: ChatId,
        message: MessageId,
        first: AttachmentId,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._shown = shown
        self._client = client
        self._clock = clock
        self._choices = choices
        self._chat = chat
        self._message = message
        self._first = first
        self._title = ""
        self._pictures: tuple[SharedFile, ...] = ()
        self._file: SharedFile | None = None
        self._whole: WholePicture | None = None
        self._problem = ""
        self._broken: set[AttachmentId] = set()
        self._asked: set[AttachmentId] = set()
        """What was fetched once, by itself: more only when the user says so, or there is a connection again."""
        shown.changed.connect(self._on_looks)
        self._following = Following(self, client.feed, self._on_changes)
        self._reading = Rereading(background, self._following, self._read)
        self._bringing = Rereading(background, self._following, self._bring_shown)
        self._online = self._is_online()
        self._reading.again()

    def close(self) -> None:
        """Follow nothing any more, and keep no picture in memory."""
        self._following.end()
        before, self._whole = [self._whole], None
        self._pictures = ()
        self._file = None
        self.pictures_changed.emit()
        give_back(before)

    # What is shown.

    @property
    def pictures(self) -> tuple[SharedFile, ...]:
        """Return all pictures, oldest first."""
        return self._pictures

    @property
    def file(self) -> SharedFile | None:
        """Return the one that is shown."""
        return self._file

    @property
    def at(self) -> int:
        """Return which of all it is, from 0 on."""
        return self._pictures.index(self._file) if self._file is not None else 0

    @property
    def whole(self) -> WholePicture | None:
        """Return the whole picture, once it is here."""
        return self._whole

    @property
    def size(self) -> QSize:
        """Return how large the picture is: as it is, or before that is known, as its author's computer said."""
        if self._whole is not None:
            return self._whole.size
        picture = None if self._file is None else self._file.attachment.picture
        return QSize() if picture is None else QSize(picture.width, picture.height)

    @property
    def name(self) -> str:
        """Return the picture's name."""
        return "" if self._file is None else shown_file_name(self._file.attachment)

    @property
    def author(self) -> str:
        """Return whose it is."""
        file = self._file
        if file is None:
            return ""
        return self.tr("You") if file.author == self._client.me.id else clean_name(file.author_name)

    @property
    def origin(self) -> str:
        """Return whose it is, since when, and where: `Ana Ribeiro, today 13:47, in Refund #48213`."""
        if self._file is None:
            return ""
        sent, now = self._file.sent_at, self._clock()
        when = filled(self.tr("%1 %2", "day, time"), times.day_within(sent, now), times.clock_time(sent))
        words = self.tr("%1, %2, in %3") if self._title else self.tr("%1, %2")
        return filled(words, isolated(self.author), when, isolated(self._title))

    @property
    def position(self) -> str:
        """Return which of how many it is: `2 of 5`; empty for the only one."""
        if len(self._pictures) < 2:  # noqa: PLR2004 - one alone has no place
            return ""
        return filled(self.tr("%1 of %2"), str(self.at + 1), str(len(self._pictures)))

    def small(self, file: SharedFile, room: QSize) -> QImage | None:
        """Return what a picture looks like in a small room, in points of the screen; a few colours while that is not here."""
        place = PicturePlace(file.attachment, file.chat, file.message)
        return self._shown.image(place, room) or self._shown.blur(place, room)

    @property
    def phase(self) -> Phase:
        """Return how far the picture has come."""
        file = self._file
        if file is None:
            return Phase.READING
        if self._whole is not None:
            return Phase.SHOWN
        if file.attachment.id in self._broken:
            return Phase.BROKEN
        if self.problem:
            return Phase.FAILED
        if self._client.is_here(file.attachment.id):
            return Phase.OPENING
        return Phase.COMING if self._online else Phase.OFFLINE

    @property
    def problem(self) -> str:
        """Return why the picture does not come, in words; empty for no problem."""
        transfer = self.transfer
        if not self._problem and transfer is not None and transfer.state is TransferState.FAILED:
            return sentences.transfer_failure(transfer.reason)
        return self._problem

    @property
    def transfer(self) -> Transfer | None:
        """Return how the picture's bytes come, while they do."""
        return None if self._file is None else self._client.transfer(self._file.attachment.id)

    @property
    def can_save(self) -> bool:
        """Whether it can be saved: what is not here yet, is then fetched."""
        return self._file is not None and (self._online or self._client.is_here(self._file.attachment.id))

    @property
    def place(self) -> Place:
        """Return where the picture is in the chat."""
        return Place(self._chat, self._file.seq or None if self._file is not None else None)

    # What the user does.

    def step(self, by: int) -> None:
        """Show the next picture (1) or the one before (-1), if there is one."""
        self.show_at(self.at + by)

    def show_at(self, number: int) -> None:
        """Show one of the pictures, counted from 0."""
        if 0 <= number < len(self._pictures) and self._pictures[number] != self._file:
            self._show(self._pictures[number])

    def try_again(self) -> None:
        """Fetch what did not come; without a connection, try to have one first."""
        if not self._online:
            self._client.try_now()
        if self._file is not None:
            self._problem = ""
            self._asked.discard(self._file.attachment.id)
            self._bringing.again()
            self.changed.emit()

    # Which pictures there are.

    def _on_changes(self, changes: ChangeSet) -> None:
        if changes.anew or self._chat in changes.timelines | changes.backfilled | changes.chats:
            self._reading.again()
        back = changes.connection and self._is_online() and not self._online
        self._online = self._is_online()
        if back:
            self._asked.clear()
        mine = self._file is not None and self._file.attachment.id in changes.files
        if mine or back:
            self._bringing.again()
        if mine or changes.connection:
            self.changed.emit()

    def _on_looks(self, files: frozenset[AttachmentId]) -> None:
        """Show the small pictures that have come."""
        if self._following.active and any(_small(file) in files for file in self._pictures):
            self.changed.emit()

    def _is_online(self) -> bool:
        return self._client.connection.is_there

    async def _read(self) -> None:
        pictures = await self._client.pictures_of(self._chat)
        details = await self._client.chat(self._chat)
        wanted = self._first if self._file is None else self._file.attachment.id
        if all(file.attachment.id != wanted for file in pictures):
            pictures = (*pictures, *await self._not_sent_yet(wanted))
        if self._following.active:
            self._title = heading_of(details)
            self._take(pictures, wanted)

    async def _not_sent_yet(self, wanted: AttachmentId) -> tuple[SharedFile, ...]:
        """Return the picture of a message that the server does not have yet, or that was opened just before it changed."""
        rows = await self._client.rows(frozenset((self._message,)))
        for row in rows:
            if isinstance(row.body, Deleted) or not isinstance(row.body, Text):
                continue
            for attachment in row.body.attachments:
                if attachment.id == wanted:
                    seq = row.seq or 0
                    return (
                        SharedFile(
                            attachment, self._chat, row.id, seq, row.author, row.author_name, row.sent_at
                        ),
                    )
        return ()

    def _take(self, pictures: tuple[SharedFile, ...], wanted: AttachmentId) -> None:
        before, at = self._file, self.at
        still = next((file for file in pictures if file.attachment.id == wanted), None)
        differs, self._pictures, self._file = pictures != self._pictures, pictures, still
        if differs:
            self.pictures_changed.emit()
        if still is None and (before is None or not pictures):
            self.ended.emit(Toast(self.tr("This image is no longer here."), failed=True))
        elif still is None:
            self.told.emit(Toast(self.tr("The image was deleted by its author."), failed=True))
            self._show(pictures[min(at, len(pictures) - 1)])
        elif before is None:
            self._show(still)
        else:
            self.changed.emit()

    # The picture itself.

    def _show(self, file: SharedFile) -> None:
        self._file = file
        self._message = file.message
        before, self._whole = [self._whole], None
        self._problem = ""
        self.moved.emit()
        self._bringing.again()
        self.changed.emit()
        give_back(before)

    async def _bring_shown(self) -> None:
        if self._file is not None and self._whole is None:
            await self._bring(self._file)

    async def _bring(self, file: SharedFile) -> None:
        attachment = file.attachment.id
        try:
            if not self._client.is_here(attachment):
                await self._fetch(file)
                return
            data = await self._client.content(attachment, limit=ATTACHMENT_BYTES)
        except ClientError as error:
            self._fail(file, sentences.failure(error))
            return
        if file != self._file:  # the user has gone on
            return
        whole = await opened(data)
        if file == self._file and self._following.active:
            self._whole = whole
            if whole is None:
                self._broken.add(attachment)
            self.changed.emit()
            await self._fetch_beside()

    async def _fetch(self, file: SharedFile) -> None:
        if file.attachment.id not in self._asked:
            self._asked.add(file.attachment.id)
            await self._client.fetch(file.chat, file.message, file.attachment.id)

    async def _fetch_beside(self) -> None:
        """Fetch the next picture and the one before, unless the user wants nothing to come by itself."""
        if Downloads(self._choices.choices.downloads) is Downloads.NOTHING or not self._online:
            return
        at = self.at
        for file in (*self._pictures[at + 1 : at + 2], *self._pictures[max(0, at - 1) : at]):
            small = file.attachment.size <= _BESIDE_BYTES
            if small and not self._client.is_here(file.attachment.id):
                with contextlib.suppress(ClientError):  # it is said when that picture is looked at
                    await self._fetch(file)

    def _fail(self, file: SharedFile, problem: str) -> None:
        if file == self._file and self._following.active:
            self._problem = problem
            self.changed.emit()


def _small(file: SharedFile) -> AttachmentId:
    """Return whose bytes a picture is shown by in small."""
    return PicturePlace(file.attachment, file.chat, file.message).small
