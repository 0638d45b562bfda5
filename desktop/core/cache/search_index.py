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
_NEWEST = "SELECT i.place, n.name, i.seq"
_COUNT = "SELECT COUNT(*)"
_COUNT_ALL = "SELECT COUNT(*) FROM found AS f WHERE f.found MATCH :match"
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


def newest(connection: Connection, wanted: Wanted, *, below: int | None = None) -> Iterator[Indexed]:
    """Yield what is found, newest first, from before a place on. No more is read than is taken."""
    asked = _asked(connection, wanted)
    if asked is None:
        return
    conditions, values = asked.conditions, asked.values
    if below is not None:
        conditions, values = f"{conditions} AND {asked.place} < :below", {**values, "below": below}
    query = f"{_NEWEST} {asked.source} {conditions} ORDER BY {asked.place} DESC"
    found = connection.execute(query, values)
    try:
        yield from map(Indexed._make, found)
    finally:
        found.close()


def count(connection: Connection, wanted: Wanted, without: Iterable[tuple[ChatId, Sequence]]) -> int:
    """Return how many messages are found, leaving some out."""
    asked = _asked(connection, wanted)
    if asked is None:
        return 0
    query = f"{_COUNT} {asked.source} {asked.conditions}"
    if asked.match and not asked.conditions:
        query = _COUNT_ALL
    (found,) = connection.execute(query, asked.values).fetchone()
    one = f"{_COUNT} {asked.source} {asked.conditions} AND {asked.place} = :place"
    for chat, seq in without:
        row = place_of(connection, chat, seq)
        if row is not None:
            found -= connection.execute(one, {**asked.values, "place": row}).fetchone()[0]
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
