"""How an account's file is opened whatever state it is in."""

from pathlib import Path

from desktop.core.cache.database import Database
from desktop.core.folder import CACHE_FILE
from desktop.core.values import Recovery, UserId


async def open_cache(folder: Path, key: bytes, user: UserId) -> tuple[Database, Recovery | None]:
    """Open the file of an account's folder. Raises CacheError."""
    return await Database.open(folder / CACHE_FILE, key), None
