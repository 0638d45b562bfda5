"""ingest: how many messages a second backfill brings into the encrypted cache.

Ours takes the frames of pages of history as they come off the socket: each is decoded and applied in a transaction of its own, as the
sync runner does with the one page that is on its way at a time, with all that is noted beside the rows. The floor writes the very same rows
with one plain `executemany` a transaction into the same schema with the same key, settings and size of transactions; it finds them
ready, and decodes nothing. Both begin with a cache that knows the chats and nothing of their history. A second part stores as many pages in one transaction
as the runner does at most, when the disk is slow.
"""

import random
import secrets
import shutil
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from desktop.core.cache import chats
from desktop.core.cache.database import Connection, Database
from desktop.core.folder import CACHE_FILE
from desktop.core.sync import applier
from desktop.core.sync.runner import BATCH
from sync_server.protocol.frames import HistoryPage, decode_server_frame, encode
from sync_server.protocol.limits import PAGE_ROWS
from sync_server.protocol.nouns import Chat, Message, Participant, Text, UserId
from tests.benchmarks.caches import NOW_MS, new_id, text
from tests.benchmarks.report import Part, Result
from tests.benchmarks.settings import Settings, in_turns

T = TypeVar("T")

_TEAM = tuple(UserId(new_id()) for _ in range(12))
_ME = _TEAM[0]


@dataclass(frozen=True)
class History:
    """What the server has of some chats."""

    chats: Sequence[Chat]
    frames: Sequence[bytes]
    """The pages, newest first in each chat."""
    rows: Sequence[Sequence[tuple[Any, ...]]]
    """The same pages, as rows of the table."""

    @property
    def messages(self) -> int:
        """How many there are in all."""
        return sum(map(len, self.rows))


async def run(settings: Settings) -> Result:
    """Measure."""
    number, pages = settings.choose((25, 20), (2, 2))
    history = await _history(settings.folder / "history", number, pages)
    parts = [await _measure(settings, history, 1), await _measure(settings, history, BATCH)]
    return Result("ingest", parts)


async def _measure(settings: Settings, history: History, together: int) -> Part:
    numbers = count()

    async def turn(store: Callable[[Database], Awaitable[None]]) -> float:
        folder = settings.folder / f"{together}-{next(numbers)}"
        folder.mkdir()
        database = await Database.open(folder / CACHE_FILE, secrets.token_bytes(32))
        try:
            await database.write(_know, history.chats)
            started = time.perf_counter()
            await store(database)
            return history.messages / (time.perf_counter() - started)
        finally:
            await database.close()
            shutil.rmtree(folder)

    ours, floor = await in_turns(
        settings.rounds,
        partial(turn, partial(_take_in, history, together)),
        partial(turn, partial(_write, history, together)),
    )
    words = "a page in each transaction" if together == 1 else f"up to {together} pages in each transaction"
    return Part(f"{history.messages:,} messages, {words}", "rows/s", ours, floor, ">= 0.7")


async def _take_in(history: History, together: int, database: Database) -> None:
    for frames in _some(history.frames, together):
        incoming = [decode_server_frame(frame) for frame in frames]
        await database.write(applier.apply, _ME, incoming)


async def _write(history: History, together: int, database: Database) -> None:
    for pages in _some(history.rows, together):
        await database.write(_insert, [row for page in pages for row in page])


def _some(pages: Sequence[T], together: int) -> Iterator[Sequence[T]]:
    for start in range(0, len(pages), together):
        yield pages[start : start + together]


def _insert(connection: Connection, rows: Sequence[tuple[Any, ...]]) -> None:
    connection.executemany(f"INSERT INTO message VALUES ({', '.join('?' * len(rows[0]))})", rows)  # noqa: S608 - no names at all


def _know(connection: Connection, known: Sequence[Chat]) -> None:
    for chat in known:
        chats.save(connection, chat)
        chats.hold(connection, chat.id, held=chat.revision, from_seq=chat.revision + 1)


async def _history(folder: Path, number: int, pages: int) -> History:
    """Make up what was written; the rows are what ours has made of the pages."""
    chance = random.Random(7)  # noqa: S311 - the same texts every time
    known = [_chat(pages * PAGE_ROWS) for _ in range(number)]
    made = [page for chat in known for page in _pages(chat, pages, chance)]
    database = await Database.open(folder / CACHE_FILE, secrets.token_bytes(32))
    try:
        await database.write(_know, known)
        await database.write(applier.apply, _ME, made)
        rows = [await database.read(_rows, page) for page in made]
    finally:
        await database.close()
    return History(known, [encode(page) for page in made], rows)


def _rows(connection: Connection, page: HistoryPage) -> list[tuple[Any, ...]]:
    select = "SELECT * FROM message WHERE chat = ? AND seq BETWEEN ? AND ?"
    return [
        tuple(row) for row in connection.execute(select, (page.chat, page.from_seq, page.messages[-1].seq))
    ]


def _chat(revision: int) -> Chat:
    people = tuple(Participant(user, 1, NOW_MS, _ME, 1) for user in _TEAM)
    return Chat(new_id(), revision, "A chat", people, _ME, NOW_MS, 1)


def _pages(chat: Chat, pages: int, chance: random.Random) -> Iterator[HistoryPage]:
    """Yield the pages of a chat, newest first."""
    for first in range((pages - 1) * PAGE_ROWS + 1, 0, -PAGE_ROWS):
        messages = tuple(
            Message(new_id(), chat.id, seq, seq, chance.choice(_TEAM), NOW_MS + seq, Text(text(chance)))
            for seq in range(first, first + PAGE_ROWS)
        )
        yield HistoryPage(0, chat.id, first, messages)
