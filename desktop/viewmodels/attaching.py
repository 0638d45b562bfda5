"""Attaching files to what is being written: from the disk, from the clipboard, or dropped on the chat.

A file belongs to the chat that was open when it was chosen, and to its draft as soon as the copy of it lies in the cache. Files
that are chosen together are attached one after another, in their order; each is to be seen from the first moment. What cannot be
attached is never dropped in silence: it stays with the reason, or a line says why it is not there.
"""

import asyncio
import stat
from collections.abc import Awaitable, Callable, Iterable, Sequence
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QObject, Signal

from desktop.core.client import Client
from desktop.core.errors import ClientError, ErrorCode, FileError, FileTrouble, InvalidInputError
from desktop.core.values import ATTACHMENT_BYTES, ATTACHMENTS, Attachment, ChatId, Pasted
from desktop.viewmodels import attaching_words as words
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.drafts import Drafts, Paper
from desktop.viewmodels.offered import Clip
from desktop.viewmodels.toast import Toast
from desktop.viewmodels.tray import Coming, Tile

END_SECONDS = 10.0
"""How long the end of the program waits for files that are being attached. A share that does not answer may hold one for ever."""


class AttachingModel(QObject):
    """The files of what is being written in the open chat.

    Signals:
        changed: the tiles or the lines of the open chat are different.
        settled (ChatId): nothing of a chat's is being attached any more.
        told (Toast): something was removed, or could not be had back.
        warned (str): a screen reader says what was attached, or why it was not.
    """

    changed = Signal()
    settled = Signal(object)
    told = Signal(object)
    warned = Signal(str)

    def __init__(
        self,
        client: Client,
        background: Background,
        clock: Clock,
        drafts: Drafts,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._clock = clock
        self._drafts = drafts
        self._paper: Paper | None = None
        self._running: set[asyncio.Task[None]] = set()
        self._has_ended = False

    # What is shown.

    @property
    def chat(self) -> ChatId | None:
        """The chat that is open."""
        return self._paper.chat if self._paper is not None else None

    @property
    def tiles(self) -> tuple[Tile, ...]:
        """The files of the draft; none while a message is being changed, as they are not that message's."""
        paper = self._paper
        return paper.tray.tiles if paper is not None and paper.rewording is None else ()

    @property
    def lines(self) -> tuple[str, ...]:
        """Why files are not attached, a sentence for each."""
        paper = self._paper
        if paper is None or paper.rewording is not None:
            return ()
        failed = (words.not_attached(each.name, each.reason) for each in paper.tray.failed)
        return (*paper.tray.refusals, *failed)

    @property
    def can_dismiss(self) -> bool:
        """Whether there are lines that say nothing of what is to be seen below."""
        return self._paper is not None and bool(self._paper.tray.refusals)

    @property
    def can_attach(self) -> bool:
        """Whether files can be attached to what stands in the field."""
        return self._paper is not None and self._paper.rewording is None

    def show(self, paper: Paper | None) -> None:
        """Show the files of another chat."""
        self._paper = paper
        self.changed.emit()

    # What the user does.

    def attach(self, sources: Sequence[Path | Clip], *, to: ChatId | None = None) -> None:
        """Attach files to a chat's draft, in this order: to the open one's, unless another is named."""
        paper = self._paper if to is None else self._drafts.of(to)
        if paper is None or not sources:
            return
        if paper.rewording is not None:
            self.explain()
            return
        tray = paper.tray
        tray.refusals = ()
        room = tray.room
        if left_out := max(0, len(sources) - room):
            self._refuse(paper, words.too_many(left_out))
        taken = {tile.name for tile in tray.tiles}
        self._begin(paper, tuple(self._coming(source, taken) for source in sources[:room]))

    def explain(self) -> None:
        """Say why nothing can be attached now."""
        if self._paper is not None and not self.can_attach:
            self.told.emit(Toast(words.while_rewording(), failed=True))

    def remove(self, key: str) -> None:
        """Take a file off the draft; it can be had back for some seconds."""
        paper = self._paper
        if paper is None:
            return
        coming, file = paper.tray.coming_file(key), paper.tray.file(key)
        if coming is not None:
            coming.is_given_up = True
            if coming.reason:
                paper.tray.coming.remove(coming)
            self._tell(paper)
            self._offer_back(coming.name, lambda: self._again(paper, coming))
            self._settle(paper)
        elif file is not None:
            paper.tray.leaving.add(file.id)
            self._tell(paper)
            self._start(self._detach(paper, file))

    def retry(self, key: str) -> None:
        """Try again what could not be attached."""
        paper = self._paper
        coming = paper.tray.coming_file(key) if paper is not None else None
        if paper is not None and coming is not None and coming.reason:
            coming.reason = ""
            paper.tray.refusals = ()
            self._tell(paper)
            self._start(self._take(paper, (coming,)))

    def send_as_file(self, key: str, *, as_file: bool) -> None:
        """Attach a photo anew from where it came from: as it is, with all that its camera wrote into it, or as a picture."""
        paper = self._paper
        file = paper.tray.file(key) if paper is not None else None
        if paper is None or file is None or file.id not in paper.tray.originals:
            return
        path, before = paper.tray.originals[file.id]
        if before == as_file:
            return
        paper.tray.leaving.add(file.id)
        self._begin(paper, (Coming(path, path.name, as_file, instead=file),))

    def say_why(self) -> None:
        """Let a screen reader say what keeps the message."""
        if self.lines:
            self.warned.emit(self.lines[-1])

    def dismiss(self) -> None:
        """Say no more of what was refused."""
        if self._paper is not None and self._paper.tray.refusals:
            self._paper.tray.refusals = ()
            self.changed.emit()

    def take_over(self, paper: Paper, coming: Iterable[Coming]) -> None:
        """Go on with what was being attached before the cache was opened anew."""
        self._begin(paper, tuple(Coming(each.source, each.name, each.as_file) for each in coming))

    async def finish(self) -> None:
        """Wait for what is being attached, and tell nobody of what is given up then."""
        await self.wait()
        self._has_ended = True

    async def wait(self) -> None:
        """Wait until nothing is being attached any more, but not for ever."""
        if self._running:
            await asyncio.wait(set(self._running), timeout=END_SECONDS)

    # Doing it.

    def _coming(self, source: Path | Clip, taken: set[str]) -> Coming:
        if isinstance(source, Path):
            return Coming(source, source.name or str(source))
        name = words.pasted_name(self._clock(), source.ending, taken)
        taken.add(name)
        return Coming(source, name)

    def _begin(self, paper: Paper, coming: Sequence[Coming]) -> None:
        paper.tray.coming.extend(coming)
        paper.sends_when_ready = False  # whoever attaches something more has not finished
        self._tell(paper)
        if coming:
            self._start(self._take(paper, coming))

    def _again(self, paper: Paper, coming: Coming) -> None:
        self._begin(paper, (Coming(coming.source, coming.name, coming.as_file),))

    def _start(self, work: Awaitable[None]) -> None:
        task = self._background.start(_awaited(work))
        if task is not None:
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    async def _take(self, paper: Paper, batch: Sequence[Coming]) -> None:
        async with paper.turn:
            pass  # what was sent before goes without these
        try:
            for coming in batch:
                await self._take_one(paper, coming)
        except BaseException:
            # A bug, or the program ends: what waits for these files is not to wait for ever.
            for coming in batch:
                coming.reason = coming.reason or words.failure(FileError(FileTrouble.UNREADABLE))
            raise
        finally:
            if not self._has_ended:
                self._tell(paper)
                self._settle(paper)

    async def _take_one(self, paper: Paper, coming: Coming) -> None:
        try:
            source = None if coming.is_given_up else await self._opened(paper, coming)
            if source is not None and not coming.is_given_up:
                await self._copy(paper, coming, source)
        except ClientError as error:
            self._fail(paper, coming, error)
        if coming.is_given_up and coming in paper.tray.coming:
            paper.tray.coming.remove(coming)

    async def _opened(self, paper: Paper, coming: Coming) -> Path | Pasted | None:
        """Return what is to be attached; None where that is clear to be of no use, and was said. Raises FileError."""
        if isinstance(coming.source, Path):
            size, is_folder = await asyncio.to_thread(_look_at, coming.source)
            if is_folder:
                self._give_up(paper, coming, words.folder(coming.name))
                return None
            source: Path | Pasted = coming.source
        else:
            data = coming.source.data or await asyncio.to_thread(_encoded, coming.source)
            size, source = len(data), Pasted(coming.name, data)
        coming.size = size
        if size > ATTACHMENT_BYTES:
            self._give_up(paper, coming, words.too_large(coming.name, size))
            return None
        self._tell(paper)
        return source

    async def _copy(self, paper: Paper, coming: Coming, source: Path | Pasted) -> None:
        coming.is_copying = True
        try:
            attachment = await self._attached(paper, coming, source)
        finally:
            coming.is_copying = False
        async with paper.turn:  # what was being read of the draft, without this file, has been read by then
            if coming.instead is not None:
                paper.tray.take(coming.instead.id)
            if coming.is_given_up:
                await self._client.detach(paper.chat, attachment.id)
                return
            paper.tray.coming.remove(coming)
            paper.tray.put(attachment)
            if isinstance(source, Path):
                paper.tray.originals[attachment.id] = (source, coming.as_file)
        self._tell(paper)
        self.warned.emit(words.attached((attachment.name,)))

    async def _attached(self, paper: Paper, coming: Coming, source: Path | Pasted) -> Attachment:
        before = coming.instead
        if before is None or len(paper.tray.files) < ATTACHMENTS:
            attachment = await self._client.attach(paper.chat, source, as_file=coming.as_file)
            if before is not None:  # not earlier: the program may be killed meanwhile
                await self._client.detach(paper.chat, before.id)
            return attachment
        await self._client.detach(paper.chat, before.id)  # there is room for no more
        try:
            return await self._client.attach(paper.chat, source, as_file=coming.as_file)
        except ClientError:
            await self._client.attach_again(paper.chat, before)
            await self._drafts.read(paper)  # or its tile would be gone for a moment
            raise

    def _fail(self, paper: Paper, coming: Coming, error: ClientError) -> None:
        if coming.instead is not None:
            paper.tray.leaving.discard(coming.instead.id)
            self._give_up(paper, coming, words.stays(coming.name, words.failure(error)))
        elif isinstance(error, InvalidInputError):
            many = error.code is ErrorCode.TOO_MANY_ATTACHMENTS
            reason = words.too_many(1) if many else words.not_attached(coming.name, words.failure(error))
            self._give_up(paper, coming, reason)
        elif isinstance(error, FileError) and error.trouble is FileTrouble.IS_FOLDER:
            self._give_up(paper, coming, words.folder(coming.name))
        else:
            coming.reason = words.failure(error)
            self._tell(paper)
            self.warned.emit(words.not_attached(coming.name, coming.reason))

    async def _detach(self, paper: Paper, file: Attachment) -> None:
        try:
            async with paper.turn:
                await self._client.detach(paper.chat, file.id)
                paper.tray.take(file.id)
        except ClientError as error:
            paper.tray.leaving.discard(file.id)
            self.told.emit(Toast(words.failure(error), failed=True))
        else:
            self._offer_back(file.name, lambda: self._start(self._bring_back(paper, file)))
        self._tell(paper)

    async def _bring_back(self, paper: Paper, file: Attachment) -> None:
        try:
            async with paper.turn:
                is_back = await self._client.attach_again(paper.chat, file)
            await self._drafts.read(paper)  # it may have come back as a copy, under another id
        except ClientError as error:
            self.told.emit(Toast(words.failure(error), failed=True))
            return
        if not is_back:
            self.told.emit(Toast(words.not_kept(file.name), failed=True))
        self._tell(paper)

    def _offer_back(self, name: str, act: Callable[[], object]) -> None:
        self.told.emit(Toast(words.removed(name), self.tr("Undo"), act))

    def _give_up(self, paper: Paper, coming: Coming, why: str) -> None:
        coming.is_given_up = True
        self._refuse(paper, why)
        self._tell(paper)

    def _refuse(self, paper: Paper, why: str) -> None:
        paper.sends_when_ready = False  # the message is not what it was to be
        if why not in paper.tray.refusals:
            paper.tray.refusals = (*paper.tray.refusals, why)
        self.warned.emit(why)

    def _settle(self, paper: Paper) -> None:
        if not paper.tray.is_preparing:
            self.settled.emit(paper.chat)

    def _tell(self, paper: Paper) -> None:
        """Let the tray be looked at again, if it is in sight."""
        if paper is self._paper:
            self.changed.emit()


async def _awaited(work: Awaitable[None]) -> None:
    await work


def _look_at(path: Path) -> tuple[int, bool]:
    """Return how large a file is, and whether it is a folder. May take long."""
    try:
        found = path.stat()
    except OSError as error:
        raise FileError(FileTrouble.UNREADABLE, str(error.errno)) from error
    if not stat.S_ISREG(found.st_mode) and not stat.S_ISDIR(found.st_mode):
        raise FileError(FileTrouble.UNREADABLE, "not a file")
    return found.st_size, stat.S_ISDIR(found.st_mode)


def _encoded(clip: Clip) -> bytes:
    """Return a picture as a PNG. Takes long."""
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if clip.image is None or not clip.image.save(buffer, "PNG"):  # type: ignore[call-overload]  # the stubs know paths only
        raise FileError(FileTrouble.UNREADABLE, "not an image")
    return bytes(buffer.data().data())
