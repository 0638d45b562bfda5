"""The files of a chat: what people sent there, for the list with its search, and for leafing through pictures."""

from collections.abc import Callable, Iterator
from itertools import islice

from desktop.core.cache import attached
from desktop.core.cache.database import Connection, Row
from desktop.core.folding import fold_once, holds, words
from desktop.core.values import ChatId, Sequence, SharedFile

# Messages without files are not looked at, however many there are.
_OF_CHAT = """
SELECT m.id, m.seq, m.author, COALESCE(p.name, '') AS author_name, m.sent_at, m.attachments
FROM message AS m INDEXED BY message_attachments LEFT JOIN person AS p ON p.id = m.author
WHERE m.chat = ? AND m.attachments <> '' AND m.seq <= ? AND m.seq >= COALESCE(
    (SELECT c.visible_from_seq FROM chat AS c WHERE c.id = m.chat), 0
)
ORDER BY m.seq DESC
"""
_NEWEST: Sequence = 2**62
Place = tuple[Sequence, int]
"""Of a file: its message's place in the chat, and its own among the files of that."""


def named(
    connection: Connection, chat: ChatId, query: str, *, before: Place | None, limit: int
) -> tuple[SharedFile, ...]:
    """Return the files whose names hold every word of a query, newest first: the next `limit` of those before a place."""
    wanted = words(query)

    def is_wanted(name: str) -> bool:
        return holds(fold_once(name), wanted)

    found = _newest_first(connection, chat, before, is_wanted)
    return tuple(islice((file for place, file in found if before is None or place < before), limit))


def pictures(connection: Connection, chat: ChatId) -> tuple[SharedFile, ...]:
    """Return every picture, oldest first."""
    every = _newest_first(connection, chat, None, lambda _: True)
    return tuple(file for _, file in every if file.attachment.picture is not None)[::-1]


def _newest_first(
    connection: Connection, chat: ChatId, before: Place | None, is_wanted: Callable[[str], bool]
) -> Iterator[tuple[Place, SharedFile]]:
    """Read no more of the chat than is taken, and no more of a file than its name where that is not wanted."""
    rows = connection.execute(_OF_CHAT, (chat, _NEWEST if before is None else before[0]))
    try:
        for row in rows:
            if any(map(is_wanted, attached.names(row["attachments"]))):
                yield from _of_message(chat, row, is_wanted)
    finally:
        rows.close()


def _of_message(
    chat: ChatId, row: Row, is_wanted: Callable[[str], bool]
) -> Iterator[tuple[Place, SharedFile]]:
    attachments = attached.read(row["attachments"])
    for number in reversed(range(len(attachments))):
        if not is_wanted(attachments[number].name):
            continue
        file = SharedFile(
            attachments[number], chat, row["id"], row["seq"], row["author"], row["author_name"], row["sent_at"],
            number,
        )  # fmt: skip
        yield (row["seq"], number), file
