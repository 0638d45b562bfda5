"""The queries that ask the index of messages (`indexing`): newest first, counted, and of one chat.

A needle is one phrase of the index, a filter for chats, authors or files one more, so that the index itself puts them together.
Only where a filter names very many chats or people are hits looked at one by one.
"""

import json
from collections.abc import Iterable, Iterator
from collections.abc import Sequence as Seq
from itertools import count as numbers
from typing import Literal, NamedTuple

from desktop.core.cache import indexing
from desktop.core.cache import rows as message_rows
from desktop.core.cache.database import Connection
from desktop.core.cache.search_wanted import Wanted
from desktop.core.values import ChatId, MessageId, Sequence, TimelineRow, UserId

_MANY = 200
"""More chats or people than this are not written into what the index is asked."""
_NUMBERS = "SELECT number FROM numbered WHERE name IN (SELECT value FROM json_each(?)) ORDER BY number"
_FROM_INDEX = """
FROM found AS f CROSS JOIN indexed AS i ON i.place = f.rowid CROSS JOIN numbered AS n ON n.number = i.chat
WHERE f.found MATCH :match
"""
_FROM_PLACES = "FROM indexed AS i CROSS JOIN numbered AS n ON n.number = i.chat WHERE 1"
_FOUND_ALONE = "FROM found AS f WHERE f.found MATCH :match"
_STANDING = """
SELECT i.place, n.name, i.seq FROM json_each(?) AS wanted CROSS JOIN indexed AS i ON i.place = wanted.value
CROSS JOIN numbered AS n ON n.number = i.chat ORDER BY i.place DESC
"""
_COUNT = "SELECT COUNT(*)"
_FEW = 256
"""So many places are read at once: they cost little where there are more, and a second look at the index where there are not."""
_SHOWN = 64
"""So many of them are looked up at once."""
_IN_CHAT = """
SELECT i.seq, m.id FROM found AS f CROSS JOIN indexed AS i ON i.place = f.rowid
CROSS JOIN message AS m ON m.chat = :chat AND m.seq = i.seq
WHERE f.found MATCH :match
"""
_PLACE = (
    "SELECT i.place FROM numbered AS n JOIN indexed AS i ON i.chat = n.number AND i.seq = ? WHERE n.name = ?"
)
_FROM_PLACE_ON = """
SELECT i.place, m.sent_at FROM indexed AS i CROSS JOIN numbered AS n ON n.number = i.chat
CROSS JOIN message AS m ON m.chat = n.name AND m.seq = i.seq WHERE i.place >= ? ORDER BY i.place
"""
_CONFIRMED = """
SELECT r.* FROM json_each(?) AS wanted
CROSS JOIN message_row AS r ON r.chat = json_extract(wanted.value, '$[0]') AND r.seq = json_extract(wanted.value, '$[1]')
"""


class Indexed(NamedTuple):
    """A message that the index found."""

    place: int
    chat: ChatId
    seq: Sequence


class _Asked(NamedTuple):
    """What the index is asked, and conditions that it cannot answer."""

    match: str
    """Empty where it is not asked for anything."""
    place: str
    """What the place of a message is called in what is read."""
    conditions: str
    values: dict[str, object]

    @property
    def source(self) -> str:
        """Where to read from."""
        return _FROM_INDEX if self.match else _FROM_PLACES


class Places:
    """Places of what is found, newest first. So many are read at once that where these are all, their number is known."""

    def __init__(self, connection: Connection, wanted: Wanted, *, below: int | None = None) -> None:
        self._connection = connection
        self._asked = _asked(connection, wanted)
        self._some = self._read(below)
        self.count = len(self._some) if below is None and len(self._some) < _FEW else None
        """How many there are; None for many."""

    def __iter__(self) -> Iterator[Indexed]:
        """Yield the messages that stand there. No more is read than is taken."""
        while self._some:
            for first in range(0, len(self._some), _SHOWN):
                some = json.dumps(self._some[first : first + _SHOWN])
                yield from map(Indexed._make, self._connection.execute(_STANDING, (some,)).fetchall())
            self._some = self._read(self._some[-1]) if len(self._some) == _FEW else []

    def _read(self, below: int | None) -> list[int]:
        asked = self._asked
        if asked is None:
            return []
        conditions, values = asked.conditions, asked.values
        if below is not None:
            conditions, values = f"{conditions} AND {asked.place} < :below", {**values, "below": below}
        source = asked.source if conditions or not asked.match else _FOUND_ALONE
        query = f"SELECT {asked.place} {source} {conditions} ORDER BY {asked.place} DESC LIMIT {_FEW}"
        return [place for (place,) in self._connection.execute(query, values)]


def count(
    connection: Connection,
    wanted: Wanted,
    without: Iterable[tuple[ChatId, Sequence]],
    known: int | None = None,
) -> int:
    """Return how many messages are found, leaving some out; `known` is what `Places` told of them."""
    asked = _asked(connection, wanted)
    if asked is None:
        return 0
    found = known
    if found is None:
        source = asked.source if asked.conditions or not asked.match else _FOUND_ALONE
        (found,) = connection.execute(f"{_COUNT} {source} {asked.conditions}", asked.values).fetchone()
    one = f"{_COUNT} {asked.source} {asked.conditions} AND {asked.place} = :place"
    for chat, seq in without:
        place = place_of(connection, chat, seq)
        if place is not None:
            found -= connection.execute(one, {**asked.values, "place": place}).fetchone()[0]
    return int(found)


def in_chat(connection: Connection, wanted: Wanted, chat: ChatId) -> list[tuple[Sequence, MessageId]]:
    """Return what is found in a chat, which `wanted` names, oldest first."""
    asked = _asked(connection, wanted)
    if asked is None:
        return []
    query = f"{_IN_CHAT} {asked.conditions}"
    found = connection.execute(query, {**asked.values, "chat": chat})
    return sorted((seq, message) for seq, message in found)


def place_of(connection: Connection, chat: ChatId, seq: Sequence) -> int | None:
    """Return the place of a message in the index; None if it is not in there."""
    row = connection.execute(_PLACE, (seq, chat)).fetchone()
    return None if row is None else int(row[0])


Key = tuple[ChatId, Sequence] | MessageId


def rows(
    connection: Connection, me: UserId, confirmed: Seq[tuple[ChatId, Sequence]], waiting: Seq[MessageId]
) -> dict[Key, TimelineRow]:
    """Return rows as the timeline shows them: confirmed ones by their place in the chat, others by their id."""
    pending = message_rows.projection(connection, me, {chat for chat, _ in confirmed})
    found: dict[Key, TimelineRow] = {
        (row["chat"], row["seq"]): message_rows.from_row(row, pending)
        for row in connection.execute(_CONFIRMED, (json.dumps(confirmed),))
    }
    if waiting:
        found |= {row.id: row for row in message_rows.some(connection, me, waiting)}
    return found


def _asked(connection: Connection, wanted: Wanted) -> _Asked | None:
    """Return what to ask; None where nothing can be found."""
    phrases = [_phrase(needle) for needle in wanted.needles]
    phrases += [f"files : {_phrase(facet)}" for facet in wanted.files]
    conditions: list[str] = []
    values: dict[str, object] = {}
    named: tuple[tuple[Literal["chat", "author"], frozenset[str] | None], ...]
    named = (("chat", wanted.chats), ("author", wanted.authors))
    for kind, names in named:
        if names is None:
            continue
        known = [row[0] for row in connection.execute(_NUMBERS, (json.dumps(sorted(names)),))]
        if not known:
            return None
        if len(known) <= _MANY:
            phrases.append(_any_of(kind, known))
        else:
            conditions.append(_CONDITIONS[kind])
            values[kind] = json.dumps(known)
    match = " AND ".join(phrases)
    if match:
        values["match"] = match
    place = "f.rowid" if match else "i.place"
    for name, sign, moment in (("since", ">=", wanted.since), ("until", "<", wanted.until)):
        if moment is not None:
            conditions.append(f"AND {place} {sign} :{name}")
            values[name] = _first_place(connection, moment)
    return _Asked(match, place, " ".join(conditions), values)


_CONDITIONS = {
    "chat": "AND i.chat IN (SELECT value FROM json_each(:chat))",
    "author": """
    AND (SELECT a.number FROM message AS m JOIN numbered AS a ON a.name = m.author WHERE m.chat = n.name AND m.seq = i.seq)
        IN (SELECT value FROM json_each(:author))
    """,
}


def _phrase(characters: str) -> str:
    return '"' + characters.replace('"', '""') + '"'


def _any_of(kind: Literal["chat", "author"], known: Iterable[int]) -> str:
    facets = (_phrase(indexing.facet(kind, number)) for number in known)
    return f"{kind} : ({' OR '.join(facets)})"


def _first_place(connection: Connection, moment: int) -> int:
    """Return from which place on messages were sent at a moment or later.

    Where the places of a second were taken, those after it were: they are few, and follow each other.
    """
    first = indexing.second(moment)
    found = connection.execute(_FROM_PLACE_ON, (first,))
    try:
        for expected in numbers(first):
            row = found.fetchone()
            if row is None or row["place"] != expected or row["sent_at"] >= moment:
                return expected
    finally:
        found.close()
    return first
