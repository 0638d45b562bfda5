"""What a user does with files: attach them, watch them on their way, look at them, keep them.

A file that is attached is copied at once, and belongs to its chat's draft from then on. What is to be sent or fetched is written
into the cache first, and transferred when it can be; so all of this works without a connection.
"""

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from desktop.core import outbox
from desktop.core.cache import attached, commands, drafts, files
from desktop.core.cache import transfers as rows
from desktop.core.cache.database import Connection, Database
from desktop.core.cache.files import File, Sealed
from desktop.core.changes import ChangeSet
from desktop.core.errors import FileError, FileTrouble
from desktop.core.keeping import Keeping
from desktop.core.outbox import Written
from desktop.core.searching import Searching
from desktop.core.sync.transfers_runner import TransfersRunner
from desktop.core.values import (
    Attachment,
    AttachmentId,
    ChatId,
    CommandId,
    Downloads,
    FilesKept,
    MessageId,
    Milliseconds,
    Pasted,
    Person,
    Transfer,
)

if TYPE_CHECKING:
    from desktop.core.files.intake import Taken
    from desktop.core.files.sealed import SealedFile

P = ParamSpec("P")
R = TypeVar("R")

CONTENT_BYTES = 64 * 1024 * 1024
"""Most that is read into memory unless somebody asks for more."""
END_SECONDS = 10.0
"""How long the end waits for what is being saved: a stick or a share may take it slowly, or not at all."""


class Attaching(Searching, ABC):
    """The part of `Client` that is about files."""

    def __init__(
        self,
        database: Database,
        me: Person,
        *,
        clock: Callable[[], Milliseconds],
        new_id: Callable[[], str],
        keeping: Keeping,
        transfers: TransfersRunner,
    ) -> None:
        super().__init__(database, me)
        self._clock = clock
        self._new_id = new_id
        self._keeping = keeping
        self._transfers = transfers
        self._being_let_out: set[asyncio.Future[Any]] = set()

    async def _load_files(self) -> None:
        """Find out what is here, and what is on its way."""
        await self._keeping.load()
        await self._transfers.load()

    # In a draft.

    async def attach(self, chat: ChatId, source: Path | Pasted, *, as_file: bool = False) -> Attachment:
        """Copy a file into a chat's draft, at its end; what becomes of the original does not matter any more.

        A picture goes without what tells of its author, unless it goes `as_file`. Raises InvalidInputError (too large, too many),
        and FileError.
        """
        await self._database.read(drafts.require_room, chat)
        with self._keeping.making():
            taken = await self._in_thread(
                lambda: _taken_in(source, self._keeping.folder, self._new_id, as_file=as_file)
            )
            try:
                sealed = _sealed(taken)
                await self._database.write(drafts.attach, chat, taken.attachment, sealed, self._clock())
            except BaseException:
                self._keeping.tidy()
                raise
        ids = attached.ids((taken.attachment,))
        self._keeping.came(ids)
        self._publish(ChangeSet(drafts=frozenset((chat,)), chats=frozenset((chat,))))
        return taken.attachment

    async def detach(self, chat: ChatId, attachment: AttachmentId) -> None:
        """Take a file out of a chat's draft. It can be had back for a while."""
        if await self._database.write(drafts.detach, chat, attachment):
            self._publish(ChangeSet(drafts=frozenset((chat,)), chats=frozenset((chat,))))

    async def attach_again(self, chat: ChatId, attachment: Attachment) -> bool:
        """Put back what was taken out of a draft or a message; return whether its bytes are still here."""
        there = await self._database.write(drafts.attach_again, chat, attachment, new_id=self._new_id)
        if there:
            await self._keeping.look_again()
            self._publish(ChangeSet(drafts=frozenset((chat,)), chats=frozenset((chat,))))
        return there

    # In a message that waits.

    async def send_text_first(self, command: CommandId) -> None:
        """Let the text of a message go at once, and its files in a message of their own, when they are up."""
        message = MessageId(self._new_id())
        await self._store(outbox.send_text_first, command, self._clock(), message=message)

    async def remove_file(self, command: CommandId, attachment: AttachmentId) -> bool:
        """Take a file out of a message that waits; with the last one of a message without text goes the message.

        Returns whether it was taken out: not of a message that the server may know.
        """
        return bool((await self._store(outbox.remove_file, command, attachment)).changes.files)

    # On its way.

    def transfer(self, attachment: AttachmentId) -> Transfer | None:
        """Return how far a file has come on its way; None if it is not on its way."""
        return self._transfers.of(attachment)

    def is_here(self, attachment: AttachmentId) -> bool:
        """Whether all of a file is on this computer."""
        return self._keeping.is_here(attachment)

    async def fetch(self, chat: ChatId, message: MessageId, attachment: AttachmentId) -> None:
        """Have a file of a message here, or the thumbnail of one; whatever kept it before, it is tried again."""
        if self._keeping.is_here(attachment):
            return
        file = await self._database.read(files.one, attachment)
        if (
            file is not None
            and file.thumbnail
            and file.message == message
            and not (file.whole or file.failure)
        ):
            # It comes at once or when somebody looks at it again: nothing is written for each that is looked at.
            self._transfers.want(file)
            return
        file = await self._database.write(rows.want, attachment, chat, message)
        if file is not None and not file.whole and not file.unsent:
            self._transfers.want(file)

    async def pause(self, attachment: AttachmentId) -> None:
        """Let a transfer rest until the user says otherwise."""
        await self._database.write(rows.pause, attachment)
        self._transfers.pause(attachment)

    async def resume(self, attachment: AttachmentId) -> None:
        """Go on with a transfer that was paused."""
        await self._go_on(attachment)

    async def retry_transfer(self, attachment: AttachmentId) -> None:
        """Try a transfer again that has failed."""
        await self._go_on(attachment)

    async def _go_on(self, attachment: AttachmentId) -> None:
        await self._store(outbox.upload_goes_on, attachment)
        self._transfers.again(attachment)

    async def cancel(self, attachment: AttachmentId) -> bool:
        """Forget a download, with what of it is here; take what is to go up out of its message. Return whether that was it."""
        unsent = await self._database.read(commands.of_file, attachment)
        if not unsent:
            await self._transfers.give_up(attachment)
            self._keeping.tidy()
        removed = [await self.remove_file(pending.number, attachment) for pending in unsent]
        return any(removed)

    # To be looked at.

    async def content(self, attachment: AttachmentId, *, limit: int = CONTENT_BYTES) -> bytes:
        """Return a file that is here. Raises FileError (also MISSING for what is not here, UNREADABLE beyond the limit)."""
        from desktop.core.files.opening import read

        return await self._let_out(
            attachment, lambda sealed, file: read(sealed, file.size, file.sha256), limit
        )

    async def save_file(self, attachment: AttachmentId, path: Path) -> None:
        """Write a file to where the user wants it. Raises FileError."""
        from desktop.core.files.opening import save

        await self._let_out(attachment, lambda sealed, file: save(sealed, file.size, file.sha256, path))

    async def open_copy(self, attachment: AttachmentId, name: str) -> Path:
        """Make a copy for another program, which nobody can write; it is removed at the end, at the latest at the next start.

        Raises FileError: UNSAFE for what is only to be saved.
        """
        from desktop.core.files.opening import open_copy

        folder = self._keeping.opened
        return await self._let_out(
            attachment, lambda sealed, file: open_copy(sealed, file.size, file.sha256, folder, name)
        )

    async def _let_out(
        self, attachment: AttachmentId, work: Callable[["SealedFile", File], R], limit: int | None = None
    ) -> R:
        file, sealed = await self._keeping.file(attachment)
        if limit is not None and file.size > limit:
            raise FileError(FileTrouble.UNREADABLE, "too large to be read as a whole")
        letting_out = asyncio.get_running_loop().run_in_executor(None, work, sealed, file)
        self._being_let_out.add(letting_out)
        letting_out.add_done_callback(self._being_let_out.discard)
        try:
            return await asyncio.shield(letting_out)
        except FileError as error:
            if error.trouble in {FileTrouble.DAMAGED, FileTrouble.MISSING}:
                await self._keeping.broken(file)
            raise

    async def _finish_letting_out(self) -> None:
        """Wait for what is being saved or opened: nothing half-written is to be left, nor a copy that nobody removes."""
        if self._being_let_out:
            await asyncio.wait(set(self._being_let_out), timeout=END_SECONDS)

    # What is kept.

    async def files_kept(self) -> FilesKept:
        """Return how much of attachments is kept on this computer."""
        return await self._keeping.kept()

    async def clear_files(self) -> None:
        """Remove all that the server has as well from this computer, but for what is on its way."""
        await self._keeping.clear()

    def set_file_limit(self, size: int) -> None:
        """Say how much may be kept, in bytes."""
        self._keeping.set_limit(size)

    @property
    def downloads(self) -> Downloads:
        """Which files are fetched without being asked for."""
        return self._transfers.policy

    def set_downloads(self, policy: Downloads) -> None:
        """Say which files are fetched without being asked for."""
        self._transfers.set_policy(policy)

    @staticmethod
    async def _in_thread(work: Callable[[], R]) -> R:
        """Run it beside the event loop, to its end even if nobody waits for it any more."""
        return await asyncio.shield(asyncio.get_running_loop().run_in_executor(None, work))

    @abstractmethod
    async def _store(
        self,
        action: Callable[Concatenate[Connection, P], Written],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> Written:
        """Write a user's action into the outbox, and tell everybody."""

    @abstractmethod
    def _publish(self, changes: ChangeSet) -> None:
        """Tell the feed."""


def _taken_in(source: Path | Pasted, folder: Path, new_id: Callable[[], str], *, as_file: bool) -> "Taken":
    # Loaded here, in a thread: it takes some time.
    from desktop.core.files.intake import take_in

    return take_in(source, folder, lambda: AttachmentId(new_id()), as_file=as_file)


def _sealed(taken: "Taken") -> tuple[Sealed, ...]:
    """Return what the cache keeps of a file that was taken in, and of its thumbnail."""
    attachment = taken.attachment
    sealed = [Sealed(attachment.id, taken.file.path.name, taken.file.key, attachment.size, attachment.sha256)]
    small = attached.thumbnail_of(attachment)
    if small is not None and taken.thumbnail is not None:
        sealed.append(
            Sealed(small.id, taken.thumbnail.path.name, taken.thumbnail.key, small.size, small.sha256)
        )
    return tuple(sealed)
