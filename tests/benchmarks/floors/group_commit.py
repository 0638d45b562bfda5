"""Stores messages in SQLite and answers once they are durable: one transaction for all that wait, on a writer thread.

`python -m tests.benchmarks.floors.group_commit DATABASE`. Nobody is asked who they are or what they may do. Each message goes, as
a push, to everybody on the same path; answers and pushes have the shape of ours.
"""

import asyncio
import queue
import sqlite3
import sys
import threading
import time
from collections import defaultdict
from typing import NamedTuple

import msgspec
from sqlalchemy import BigInteger, Column, Engine, MetaData, String, Table, Text, create_engine, event, insert
from websockets.asyncio.server import ServerConnection, broadcast

from sync_server.protocol.frames import Accepted, ChatChanges, SendMessage, encode
from sync_server.protocol.nouns import Message, UserId
from sync_server.protocol.nouns import Text as Written
from tests.benchmarks.floors.serving import run

_messages = Table(
    "messages",
    MetaData(),
    Column("id", String(36), primary_key=True),
    Column("chat", String(36), nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("author", String(36), nullable=False),
    Column("sent_at", BigInteger, nullable=False),
    Column("body", Text, nullable=False),
)
_insert = insert(_messages)
_decode = msgspec.json.Decoder(SendMessage).decode
_AUTHOR = UserId("0" * 36)


class Waiting(NamedTuple):
    """A message on its way, and whom to tell."""

    request: int
    message: Message
    sender: ServerConnection
    room: set[ServerConnection]


def main() -> None:
    """Serve until killed."""
    engine = _engine(sys.argv[1])
    waiting: queue.SimpleQueue[Waiting] = queue.SimpleQueue()
    rooms: defaultdict[str, set[ServerConnection]] = defaultdict(set)
    seqs: defaultdict[str, int] = defaultdict(int)
    started = threading.Event()

    async def serve_one(connection: ServerConnection) -> None:
        if not started.is_set():
            started.set()
            loop = asyncio.get_running_loop()
            threading.Thread(target=_commit, args=(engine, waiting, loop), daemon=True).start()
        assert connection.request is not None
        room = rooms[connection.request.path]
        room.add(connection)
        try:
            async for data in connection:
                request = _decode(data)
                seqs[request.chat] += 1
                seq = seqs[request.chat]
                now_ms = time.time_ns() // 1_000_000
                message = Message(
                    request.message, request.chat, seq, seq, _AUTHOR, now_ms, Written(request.text)
                )
                waiting.put(Waiting(request.id, message, connection, room))
        finally:
            room.discard(connection)

    run(serve_one)


def _engine(file: str) -> Engine:
    engine = create_engine(f"sqlite:///{file}", pool_size=1, max_overflow=0)

    @event.listens_for(engine, "connect")
    def _prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode = WAL").close()
        connection.execute("PRAGMA synchronous = FULL").close()

    event.listen(engine, "begin", lambda conn: conn.exec_driver_sql("BEGIN IMMEDIATE"))
    _messages.metadata.create_all(engine)
    return engine


def _commit(engine: Engine, waiting: queue.SimpleQueue[Waiting], loop: asyncio.AbstractEventLoop) -> None:
    while True:
        batch = [waiting.get()]
        while not waiting.empty():
            batch.append(waiting.get())
        with engine.begin() as conn:
            conn.execute(
                _insert,
                [
                    {
                        "id": message.id,
                        "chat": message.chat,
                        "seq": message.seq,
                        "author": message.author,
                        "sent_at": message.sent_at,
                        "body": msgspec.json.encode(message.body).decode(),
                    }
                    for _, message, _, _ in batch
                ],
            )
        loop.call_soon_threadsafe(_answer, batch)


def _answer(batch: list[Waiting]) -> None:
    for request, message, sender, room in batch:
        broadcast((sender,), encode(Accepted(request, message)), text=True)
        push = ChatChanges(message.chat, message.seq - 1, message.seq, (message,))
        broadcast(room, encode(push), text=True)


if __name__ == "__main__":
    main()
