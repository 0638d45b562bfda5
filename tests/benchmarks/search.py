"""search: what a keystroke costs in a million messages in a thousand chats, against the bare index of the same texts.

Ours is a client that opens an encrypted cache as it is, filled through its own schema and triggers: from the call until chats, people and
the newest messages are there, and, where there are more, their exact number. The floor is a table of FTS5 with the same three characters an
entry, and a table of the texts, in a file with the same encryption and settings: the newest 20 rowids with their texts, and the number of all,
asked straight on a thread. Both are asked the same keystrokes in turns, kind by kind: words that grow by a letter, common words, rare ones,
two letters or signs, and what nobody wrote. *Every keystroke* is all of them together. Where nothing is to be found the floor knows it within a
tenth of a millisecond, and ours takes a second one to look through chats and people as well: of that a ratio says nothing, and none is asked for.

The first search reads what chats are called and what was said there last, which stays in memory; the program does that as soon as somebody goes
into the search field. It is told against the second one. Both indexes were written as they come to be: ours chat by chat, as a history arrives,
and put together in the background then; the floor's in the order of time.

While somebody types as quickly as can be, an event loop of its own should go on every millisecond: the longest step against that of the same
loop beside the floor, whose thread is as busy. The size of the index is told against that of the texts alone.
"""

import asyncio
import random
import secrets
import statistics
import sys
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import accumulate, cycle, islice
from pathlib import Path

from desktop.core.cache import account as account_rows
from desktop.core.cache import encrypted
from desktop.core.cache.database import Connection, Database
from desktop.core.client import Account, Client
from desktop.core.folder import CACHE_FILE
from desktop.core.matching import normal
from desktop.core.search_query import SearchQuery
from desktop.core.values import UserId
from desktop.start import SWITCH_SECONDS
from tests.benchmarks import caches
from tests.benchmarks.report import Part, Result
from tests.benchmarks.settings import Settings, in_turns

_MESSAGES, _CHATS = 1_000_000, 1_000
_QUICK_MESSAGES, _QUICK_CHATS = 4_000, 20
_PEOPLE = 200
_WORDS = 30_000
_AT_ONCE = 20_000
_SHOWN = 20
_MIB = 1024 * 1024
_GOAL = "<= 1.5"
_STEP_MS = 5
_BETWEEN_KEYS = 0.02
_MS = 1_000
_NOTHING = "nothing to find"

_GROWING = ("refund", "payment", "customer", "escalated", "tomorrow")
_COMMON = ("the", "and", "order", "customer", "with", "please", "number", "about")
_TWO = ("re", "cu", "to", "or", "lo", "ka", "退款", "订单", "客户", "発送")
_NOBODY = ("xqzvw", "wwwwww", "qqq jjj", "zzyzx", "kxkxkx", "退貨票", "жжжж", "vvzzq")
_SIGNS = ("退款", "订单", "客户", "発送", "確認", "付款")
_SYLLABLES = [first + vowel + last for first in "bcdfghklmnprstvw" for vowel in "aeiou" for last in ("", "n", "r", "s", "l")]  # fmt: skip


@dataclass(frozen=True)
class _Floor:
    """A bare index and its texts."""

    connection: Connection
    thread: ThreadPoolExecutor

    async def ask(self, query: SearchQuery) -> None:
        """Ask what a search shows."""
        await asyncio.get_running_loop().run_in_executor(self.thread, self._asked, query.needles)

    def _asked(self, needles: Sequence[str]) -> tuple[list[object], int]:
        match = (" AND ".join('"' + needle.replace('"', '""') + '"' for needle in needles),)
        rows = self.connection.execute(_NEWEST, match).fetchall()
        (count,) = self.connection.execute(_COUNT, match).fetchone()
        return rows, count


_SCHEMA = """
CREATE TABLE text (id INTEGER PRIMARY KEY, body TEXT NOT NULL);
CREATE VIRTUAL TABLE found USING fts5(words, content = '', columnsize = 0, tokenize = 'trigram case_sensitive 1');
"""
_NEWEST = f"""
SELECT t.body FROM (SELECT rowid FROM found WHERE found MATCH ? ORDER BY rowid DESC LIMIT {_SHOWN}) AS f JOIN text AS t ON t.id = f.rowid
"""  # noqa: S608 - a number from above
_COUNT = "SELECT count(*) FROM found WHERE found MATCH ?"
_SETTINGS = """
PRAGMA journal_mode = WAL;
PRAGMA synchronous = FULL;
PRAGMA secure_delete = ON;
PRAGMA cache_size = -16384;
"""


async def run(settings: Settings) -> Result:
    """Measure."""
    sys.setswitchinterval(SWITCH_SECONDS)
    messages, chats = settings.choose((_MESSAGES, _CHATS), (_QUICK_MESSAGES, _QUICK_CHATS))
    account = Account("ws://127.0.0.1:9/sync", UserId(caches.new_id()), "person0", "Person 0", "ict_nobody")
    key = secrets.token_bytes(32)
    folder = settings.folder / "ours"
    rare = await _fill(account, folder, key, chats=chats, messages=messages)
    floor = _bare(folder / CACHE_FILE, settings.folder / "floor.db", key)
    client = await Client.open(account, folder, key=key)
    try:
        first = [await _timed(client.search, SearchQuery((word,))) for word in (rare[0], rare[1])]
        parts = await _keystrokes(settings, client, floor, rare)
        parts.append(await _blocked(settings, client, floor, rare))
        parts.append(Part("the first search, against the second", "ms", [first[0]], [first[1]]))
        parts.append(await _size(client, folder / CACHE_FILE))
    finally:
        await client.close()
        floor.thread.shutdown()
        floor.connection.close()
    return Result("search", parts)


# Keystrokes.


async def _keystrokes(settings: Settings, client: Client, floor: _Floor, rare: Sequence[str]) -> list[Part]:
    kinds = _kinds(rare)
    again = settings.choose(3, 1)

    async def turn(ask: Callable[[SearchQuery], Awaitable[None]]) -> dict[str, list[float]]:
        return {
            name: [await _timed(ask, query) for _ in range(again) for query in queries]
            for name, queries in kinds.items()
        }

    async def search(query: SearchQuery) -> None:
        found = await client.search(query, limit=_SHOWN)
        assert found is not None
        if found.messages.more:
            assert await client.count_messages(query) is not None

    ours, theirs = await in_turns(settings.rounds, lambda: turn(search), lambda: turn(floor.ask))
    parts = []
    for name in ("every keystroke", *kinds):
        for percent, words in ((95, "p95"), (50, "p50")):
            goal = _GOAL if percent == 95 and name != _NOTHING else ""
            both = ([_percentile(one, name, percent) for one in rounds] for rounds in (ours, theirs))
            parts.append(Part(f"{name}, {words}", "ms", *both, goal))
    return parts


def _kinds(rare: Sequence[str]) -> dict[str, list[SearchQuery]]:
    typed = {
        "a growing word": [word[:end] for word in _GROWING for end in range(1, len(word) + 1)],
        "a common word": list(_COMMON),
        "a rare word": list(rare),
        "two letters or signs": list(_TWO),
        _NOTHING: list(_NOBODY),
    }
    return {name: [SearchQuery(tuple(each.split())) for each in words] for name, words in typed.items()}


async def _timed(ask: Callable[[SearchQuery], Awaitable[object]], query: SearchQuery) -> float:
    started = time.perf_counter()
    await ask(query)
    return (time.perf_counter() - started) * _MS


def _percentile(found: dict[str, list[float]], name: str, percent: int) -> float:
    times = found[name] if name in found else [each for times in found.values() for each in times]
    return statistics.quantiles(times, n=100, method="inclusive")[percent - 1]


# The event loop.


async def _blocked(settings: Settings, client: Client, floor: _Floor, rare: Sequence[str]) -> Part:
    seconds = settings.choose(3.0, 0.1)
    queries = [query for some in _kinds(rare).values() for query in some]

    async def typing() -> float:
        async with asyncio.TaskGroup() as group:
            ticking = group.create_task(_longest_gap(seconds))
            for query in cycle(queries):
                if ticking.done():
                    break
                # Nobody types so fast: what was asked before is ended where it stands, as a rule.
                asked = (client.search(query, limit=_SHOWN), client.count_messages(query))
                asking = [group.create_task(one) for one in asked]
                await asyncio.sleep(_BETWEEN_KEYS)
            await asyncio.gather(*asking)
        return ticking.result()

    async def beside_the_floor() -> float:
        async with asyncio.TaskGroup() as group:
            ticking = group.create_task(_longest_gap(seconds))
            for query in cycle(queries):
                if ticking.done():
                    break
                await floor.ask(query)
                await asyncio.sleep(_BETWEEN_KEYS)
        return ticking.result()

    ours, theirs = await in_turns(settings.rounds, typing, beside_the_floor)
    words = "longest step of the event loop while somebody types, against beside the floor"
    return Part(words, "ms", ours, theirs, f"+ {_STEP_MS}")


async def _longest_gap(seconds: float) -> float:
    longest, last = 0.0, time.perf_counter()
    ends = last + seconds
    while last < ends:
        await asyncio.sleep(0.001)
        now = time.perf_counter()
        longest, last = max(longest, now - last), now
    return longest * _MS


# Size.


async def _size(client: Client, file: Path) -> Part:
    def sizes(connection: Connection) -> tuple[int, int, int]:
        texts = "SELECT SUM(LENGTH(CAST(body AS BLOB))) FROM message WHERE kind = 'text'"
        index = "SELECT SUM(LENGTH(block)) FROM found_data"
        places = "SELECT COUNT(*) FROM indexed"
        found = (connection.execute(query).fetchone()[0] for query in (index, texts, places))
        return tuple(found)  # type: ignore[return-value]

    index, texts, places = await client._database.read(sizes)
    whole = await asyncio.to_thread(lambda: file.stat().st_size)
    more = {"file": round(whole / _MIB), "messages": places}
    return Part("index against texts alone", "MiB", [index / _MIB], [texts / _MIB], "", more)


# What is searched.


async def _fill(account: Account, folder: Path, key: bytes, *, chats: int, messages: int) -> list[str]:
    """Fill a cache through its own triggers; return words that were written once or a few times."""
    chance = random.Random(7)  # noqa: S311 - the same rows every time
    words, weights = _vocabulary(chance)
    database = await Database.open(folder / CACHE_FILE, key)
    others = [caches.new_id() for _ in range(_PEOPLE - 1)]
    sizes = caches.sizes(chats, messages)
    held = [
        caches.Held(caches.new_id(), [account.user, *chance.sample(others, 1 + number % 8)], texts, unread=0)
        for number, texts in enumerate(sizes)
    ]
    try:
        await database.write(account_rows.claim, account.server, UserId(account.user))
        await database.write(_around, [account.user, *others], held, words, chance)
        rows = _messages(held, words, weights, chance)
        while some := list(islice(rows, _AT_ONCE)):
            await database.write(_insert, some)
        await _put_together(database)
    finally:
        await database.close()
    return [word for word in words[-8 * 40 :: 40] if len(word) > 3][:8]


async def _put_together(database: Database) -> None:
    """Do what the program does in the background once the history is here."""
    more = begin = await database.index_is_scattered()
    while more:
        more, begin = await database.merge_index(begin=begin), False


def _vocabulary(chance: random.Random) -> tuple[list[str], list[float]]:
    """Return words, and how often each is written, as in any language: the second half as often as the first, and so on."""
    words = dict.fromkeys([*_COMMON, *_GROWING, *caches._WORDS])
    while len(words) < _WORDS:
        words["".join(chance.choices(_SYLLABLES, k=chance.choice((2, 2, 3, 3, 4))))] = None
    return list(words), list(accumulate(1 / (place + 3) for place in range(len(words))))


def _around(
    connection: Connection,
    people: Sequence[str],
    held: Sequence[caches.Held],
    words: Sequence[str],
    chance: random.Random,
) -> None:
    caches.insert(connection, "person", [_person(number, user, words) for number, user in enumerate(people)])
    chats = list(caches._chats(held))
    for chat in chats:
        chat["subject"] = " ".join(chance.choices(words, k=4)).capitalize()
    caches.insert(connection, "chat", chats)
    caches.insert(connection, "sync_state", list(caches._states(held)))
    caches.insert(connection, "participant", list(caches._participants(held)))
    caches.insert(connection, "read_position", list(caches._read_positions(held)))


def _person(number: int, user: str, words: Sequence[str]) -> dict[str, object]:
    name = f"{words[2_000 + number].title()} {words[4_000 + number].title()}"
    return {**caches.person(number, user), "name": name}


def _messages(
    held: Sequence[caches.Held], words: Sequence[str], weights: Sequence[float], chance: random.Random
) -> Iterator[tuple[object, ...]]:
    for chat in held:
        started = caches.NOW_MS - chat.texts * 60_000 - chance.randrange(10**9)
        yield (chat.id, 1, caches.new_id(), 1, chat.members[0], started, "created", '{"kind":"created"}')
        for seq in range(2, chat.texts + 2):
            text = " ".join(chance.choices(words, cum_weights=weights, k=chance.randint(3, 15)))
            if seq % 50 == 0:
                text += f" {chance.choice(_SIGNS)}{chance.choice(_SIGNS)}"
            author = chat.members[seq % len(chat.members)]
            yield (chat.id, seq, caches.new_id(), seq, author, started + seq * 60_000, "text", text)


def _insert(connection: Connection, rows: Sequence[tuple[object, ...]]) -> None:
    connection.executemany(
        "INSERT INTO message (chat, seq, id, revision, author, sent_at, kind, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        rows,
    )


def _bare(file: Path, beside: Path, key: bytes) -> _Floor:
    """Make the floor of what a cache holds, in the order of time."""
    thread = ThreadPoolExecutor(1)
    connection = encrypted.connect(beside, key)
    connection.executescript(_SETTINGS)
    connection.executescript(_SCHEMA)
    source = encrypted.connect(file, key)
    rows = enumerate(source.execute("SELECT body FROM message WHERE kind = 'text' ORDER BY sent_at"), start=1)
    while some := [(place, row["body"]) for place, row in islice(rows, _AT_ONCE)]:
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO text VALUES (?, ?)", some)
        connection.executemany(
            "INSERT INTO found (rowid, words) VALUES (?, ?)", [(place, normal(body)) for place, body in some]
        )
        connection.execute("COMMIT")
    source.close()
    return _Floor(connection, thread)
