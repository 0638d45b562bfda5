"""How much an account takes on this computer. Its files are looked at in a thread, and nothing in them is read."""

import asyncio
import os
from pathlib import Path

from desktop.core.account_values import StorageUsed
from desktop.core.cache import space
from desktop.core.cache.search_thread import SearchKind, SupersededError
from desktop.core.folder import CACHE_FILE, set_aside_folders
from desktop.core.keeping import Keeping
from desktop.core.queries import Queries


class Storage(Queries):
    """The part of `Client` that knows how much there is."""

    _keeping: Keeping

    async def storage(self) -> StorageUsed | None:
        """Return what the account takes on this computer now; None where this was asked again meanwhile. Raises CacheError."""
        folder = self._keeping.folder.parent
        try:
            # Where searches are answered, since there an index that turns out to be broken is only made anew.
            index = await self._database.search(SearchKind.SPACE, space.of_index)
        except SupersededError:
            return None
        kept = await self._keeping.kept()
        whole, aside, free = await asyncio.to_thread(_on_disk, folder)
        return StorageUsed(
            messages=max(0, whole - index),
            search=index,
            files=kept.size,
            file_count=kept.files,
            file_limit=kept.limit,
            set_aside=aside,
            free=free,
        )


def _on_disk(folder: Path) -> tuple[int, int, int | None]:
    """Return how large the cache is, and what was set aside; and what is free beside them."""
    import shutil  # seldom wanted, and it brings along all kinds of archives

    whole = sum(_size(path) for path in folder.glob(f"{CACHE_FILE}*"))
    aside = sum(
        _size(Path(place, name))
        for each in set_aside_folders(folder)
        for place, _, names in os.walk(each)
        for name in names
    )
    try:
        free: int | None = shutil.disk_usage(folder).free
    except OSError:
        free = None
    return whole, aside, free


def _size(path: Path) -> int:
    try:
        return path.lstat().st_size
    except OSError:
        return 0  # It went meanwhile, as the log of writes does.
