"""Reads messages from a database of ours through SQLAlchemy Core, in one query, and sends them as frames like ours.

`python -m tests.benchmarks.floors.rows DATABASE`. A client connects to `/USER/AFTER` and is sent, whenever it says anything, what in
all chats of that user has a higher revision than that. Nobody is asked who they are, and there are no requests for pages.
"""

import sys
from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter
from typing import Any

import msgspec
from sqlalchemy import Connection, Row, create_engine, select
from websockets.asyncio.server import ServerConnection

from sync_server.protocol import limits
from sync_server.store.tables import messages, participants
from tests.benchmarks.floors.serving import run


class Line(msgspec.Struct):
    """A message, its body as it is stored."""

    id: str
    chat: str
    seq: int
    revision: int
    author: str
    sent_at: int
    body: msgspec.Raw


class Page(msgspec.Struct, tag_field="type", tag="chat_changes"):
    """A frame."""

    chat: str
    after: int
    revision: int
    messages: list[Line]


_encode = msgspec.json.Encoder().encode


def main() -> None:
    """Serve until killed."""
    engine = create_engine(f"sqlite:///{sys.argv[1]}")

    async def serve_one(connection: ServerConnection) -> None:
        assert connection.request is not None
        _, user, after = connection.request.path.split("/")
        async for _ in connection:
            with engine.connect() as conn:
                for page in _pages(conn, user, int(after)):
                    await connection.send(_encode(page), text=True)

    run(serve_one)


def _pages(conn: Connection, user: str, after: int) -> Iterator[Page]:
    columns = [messages.c[name] for name in Line.__struct_fields__]
    found = conn.execute(
        select(*columns)
        .join(participants, participants.c.chat == messages.c.chat)
        .where(participants.c.user == user, messages.c.revision > after)
        .order_by(messages.c.chat, messages.c.revision)
    )
    for chat, rows in groupby(found, attrgetter("chat")):
        held, lines = after, list(map(_line, rows))
        for start in range(0, len(lines), limits.PAGE_ROWS):
            page = lines[start : start + limits.PAGE_ROWS]
            yield Page(chat, held, page[-1].revision, page)
            held = page[-1].revision


def _line(row: Row[*tuple[Any, ...]]) -> Line:
    id_, chat, seq, revision, author, sent_at, body = tuple(row)
    return Line(id_, chat, seq, revision, author, sent_at, msgspec.Raw(body.encode()))


if __name__ == "__main__":
    main()
