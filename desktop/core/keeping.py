"""The files of attachments on this computer: which are here whole, reading them, and giving up what there is no room for.

Their bytes lie sealed in a folder of the account; what of them is whole is known in memory, so that nobody waits to be told. All
that reads or writes the disk happens in threads.
"""

import asyncio
import logging
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.core.cache import files
from desktop.core.cache.database import Connection, Database
from desktop.core.cache.files import File
from desktop.core.cache.lease import Lease
from desktop.core.changes import ChangeSet
from desktop.core.errors import CacheError, CacheInUseError, FileError, FileTrouble
from desktop.core.folder import FILES_FOLDER, OPENED_FOLDER
from desktop.core.values import AttachmentId, FilesKept, Milliseconds

if TYPE_CHECKING:
    # Loaded with the first file: what it needs costs more than painting the chat list.
    from desktop.core.files.sealed import SealedFile

USUAL_LIMIT = 2 * 1024 * 1024 * 1024
"""In bytes."""
_ROOM = 0.9
"""How much of the limit is left in use when room is made: not one file for each that comes."""
_ENOUGH = 0.8
"""How much of the limit may be in use before there is not much room any more."""
_LOOKED_AT = 400
"""Files that may be given up in one go."""
_SETTLED_SECONDS = 1.0
"""Before the disk is tidied: what goes together is one piece of work."""

_SEALED = re.compile(r"[0-9a-f]{32}\Z")
"""Names of sealed files, as `sealed.new_file` makes them."""

log = logging.getLogger(__name__)


class Keeping:
    """What is kept of files. `busy` says which are in use by a transfer."""

    def __init__(
        self,
        database: Database,
        folder: Path,
        *,
        clock: Callable[[], Milliseconds],
        changed: Callable[[ChangeSet], None],
        busy: Callable[[AttachmentId], bool],
    ) -> None:
        self.folder = folder / FILES_FOLDER
        self.opened = folder / OPENED_FOLDER
        self._database = database
        self._clock = clock
        self._changed = changed
        self._busy = busy
        self._here: set[AttachmentId] = set()
        self._making = 0
        """How many files are being made of which the cache does not know yet."""
        self._ever_made = 0
        self._used: dict[AttachmentId, Milliseconds] = {}
        self.has_room = True
        """Whether more may come without anything having to go, when this was looked at last."""
        self._limit = USUAL_LIMIT
        self._tidy = asyncio.Event()
        self._is_full = True
        """More may be here than the limit allows."""

    # What is here -------------------------------------------------------------------------------------------------

    async def load(self) -> None:
        """Find out what is here. Raises CacheError."""
        self._here = await self._database.read(lambda connection: set(files.whole(connection)))

    async def look_again(self) -> None:
        """Find out what has come without having been fetched or attached, such as a copy under another id. Raises CacheError."""
        found = await self._database.read(files.whole) - self._here
        self._here |= found
        self._changed(ChangeSet(files=found))

    def is_here(self, attachment: AttachmentId) -> bool:
        """Whether all bytes of a file are here."""
        return attachment in self._here

    def came(self, attachments: Collection[AttachmentId]) -> None:
        """Note that files are here whole."""
        self._here.update(attachments)
        self._is_full = True
        self._changed(ChangeSet(files=frozenset(attachments)))
        self._tidy.set()

    def tidy(self) -> None:
        """Have the disk tidied soon: there may be files that nobody needs any more."""
        self._tidy.set()

    async def file(self, attachment: AttachmentId) -> tuple[File, "SealedFile"]:
        """Return what it takes to read a file that is here, and note that it was used. Raises FileError, CacheError."""
        from desktop.core.files.sealed import SealedFile

        file = await self._database.read(files.one, attachment)
        if file is None or not file.whole:
            raise FileError(FileTrouble.MISSING)
        self._used[attachment] = self._clock()
        return file, SealedFile(self.folder / file.name, file.key, file.bound)

    async def broken(self, file: File) -> None:
        """Note that a file turned out not to be what it was: what the server has as well is fetched again when asked for."""
        if file.unsent:
            return
        await self._database.write(files.evict, (file.attachment,))
        self._here -= {file.attachment}
        self._changed(ChangeSet(files=frozenset((file.attachment,))))
        self._tidy.set()

    @contextmanager
    def making(self) -> Iterator[None]:
        """While a sealed file is made, and until the cache knows of it: it is not taken for one that nobody needs."""
        self._making += 1
        self._ever_made += 1
        try:
            yield
        finally:
            self._making -= 1

    # How much -----------------------------------------------------------------------------------------------------

    async def kept(self) -> FilesKept:
        """Return how much is kept."""
        size, count = await self._database.read(files.kept)
        return FilesKept(size, count, self._limit)

    def set_limit(self, size: int) -> None:
        """Say how much may be kept."""
        if size == self._limit:
            return
        self._limit = size
        self._is_full = True
        self._tidy.set()

    async def clear(self) -> None:
        """Give up all that the server has as well, but for what is on its way."""
        await self._make_room(0)
        await self._sweep()

    # At work ------------------------------------------------------------------------------------------------------

    async def run(self) -> None:
        """Tidy up now and then, until it is cancelled."""
        await self._begin()
        while True:
            await self._tidy.wait()
            await asyncio.sleep(_SETTLED_SECONDS)
            self._tidy.clear()
            try:
                await self._note_used()
                if self._is_full:
                    self._is_full = False
                    await self._make_room(self._limit)
                await self._sweep()
            except CacheError:
                log.warning("the files could not be tidied")

    async def close(self) -> None:
        """Remove the copies that other programs have, and write down what was looked at."""
        await asyncio.to_thread(_remove_copies, self.opened)
        try:
            await self._note_used()
        except CacheError:
            log.warning("what was looked at could not be written down")

    async def _begin(self) -> None:
        """Remove what the last start of the program has left."""
        await asyncio.to_thread(_remove_copies, self.opened)
        self._tidy.set()

    async def _note_used(self) -> None:
        used, self._used = self._used, {}
        if used:
            await self._database.write(_note_used, used)

    async def _make_room(self, limit: int) -> None:
        """Give up what was looked at longest ago."""
        while True:
            await self._note_used()
            size, _ = await self._database.read(files.kept)
            self.has_room = size < self._limit * _ENOUGH
            if size <= limit:
                return
            gone = await self._chosen(size, round(limit * _ROOM))
            if not gone:
                return
            await self._database.write(files.evict, gone)
            self._here -= gone
            self._changed(ChangeSet(files=gone))

    async def _chosen(self, size: int, limit: int) -> frozenset[AttachmentId]:
        from desktop.core.files.eviction import Kept, to_evict

        oldest = await self._database.read(files.longest_unused, limit=_LOOKED_AT)
        # In the order in which the cache has them: thumbnails last.
        kept = [
            Kept(file.attachment, file.here, place, protected=self._busy(file.attachment))
            for place, file in enumerate(oldest)
        ]
        others = size - sum(each.size for each in kept)
        return frozenset(to_evict(kept, limit - others))

    async def _sweep(self) -> None:
        """Remove sealed files of which the cache does not know (any more)."""
        if self._making:
            self._tidy.set()
            return
        ever_made = self._ever_made
        # Compared in other threads, too: a long history has tens of thousands of small pictures.
        before, present = await asyncio.to_thread(lambda: (frozenset(self._here), _present(self.folder)))
        strangers = await self._database.read(lambda connection: present - files.names(connection))
        if self._ever_made != ever_made:
            self._tidy.set()
        elif strangers:
            await asyncio.to_thread(_remove, self.folder, strangers)
        left = await self._database.read(lambda connection: before - files.whole(connection))
        self._here -= left
        if left:
            self._changed(ChangeSet(files=left))


def _note_used(connection: Connection, used: Mapping[AttachmentId, Milliseconds]) -> None:
    for attachment, at in used.items():
        files.used(connection, (attachment,), at)


def _present(folder: Path) -> frozenset[str]:
    """Return the names of the sealed files that lie in a folder; what else lies there is somebody else's."""
    try:
        return frozenset(
            path.name for path in folder.iterdir() if _SEALED.match(path.name) and not path.is_dir()
        )
    except FileNotFoundError:
        return frozenset()
    except OSError as error:
        log.warning("the folder of files cannot be read: %s", error.strerror)
        return frozenset()


def _remove(folder: Path, names: Collection[str]) -> None:
    from desktop.core.files.sealed import remove

    gone = sum(remove(folder / name) for name in names)
    log.info("%d of %d files that nobody needs were removed", gone, len(names))


def remove_copies(account: Path) -> None:
    """Remove the copies for other programs from an account's folder, whose key nobody has given yet, unless it is in use."""
    if not (account / OPENED_FOLDER).is_dir():
        return
    try:
        lease = Lease(account)
    except (CacheInUseError, OSError):
        return  # Whoever has it removes them.
    try:
        _remove_copies(account / OPENED_FOLDER)
    finally:
        lease.give_back()


def _remove_copies(folder: Path) -> None:
    if folder.is_dir():
        from desktop.core.files.opening import sweep_copies

        sweep_copies(folder)
