"""Tells a device what it missed, in rounds, and keeps back what happens meanwhile so that nothing is lost and nothing overtakes.

A round reads what is newer than the device's vector, as much as a fair share of the send queue, and moves the vector on; the next
round begins when the client has read most of it. So a slow client holds neither a reader thread nor a database snapshot, and
chats that move during a long catch-up simply come again, newest first. The last round is the one that reads to the end.

The device already listens to the hub before the first round reads. Live pushes that come in between are held: what the
rounds have read by the end is dropped, the rest follows, in order, before `synced`. Should too much be held, it is all dropped
and one more round reads it from the store instead.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from sync_server.protocol.frames import ChatChanges, ChatSnapshot, Directory, Push, ReadPosition, Typing
from sync_server.protocol.nouns import ChatId, Revision, Sequence
from sync_server.transport.outlet import frame_bytes

ROUND_BYTES = 512 * 1024
HELD_BYTES = 1024 * 1024


class Vector(Struct, frozen=True):
    """What a device holds, or has been sent."""

    directory: Revision
    chats: Mapping[ChatId, Revision]
    positions: Mapping[ChatId, Sequence] = {}
    """Read positions that it has been sent."""

    def covers(self, push: Push) -> bool:
        """Whether a live push would tell the device nothing new."""
        match push:
            case ChatChanges():
                return push.revision <= self.chats.get(push.chat.id, 0)
            case ChatSnapshot():
                return push.chat.revision <= self.chats.get(push.chat.id, 0)
            case Directory():
                return push.revision <= self.directory
            case _:
                return False


class Round(Struct, frozen=True):
    """One share of what was missed."""

    frames: list[bytes]
    vector: Vector
    """What the device holds once it has applied them, and asked for what they leave open."""
    complete: bool
    """There was nothing more at the time of reading."""


def read_round(missed: Iterable[Push], vector: Vector) -> Round:
    """Take the next share of what is newer than the vector; on a reader thread, while its connection is open."""
    frames: list[bytes] = []
    size = 0
    directory, chats, positions = vector.directory, dict(vector.chats), dict(vector.positions)
    for push in missed:
        if isinstance(push, ReadPosition):
            if positions.get(push.chat) == push.seq:
                continue
            positions[push.chat] = push.seq
        data = frame_bytes(push)
        frames.append(data)
        size += len(data)
        match push:
            case Directory():
                directory = push.revision
            case ChatChanges() | ChatSnapshot():
                chats[push.chat.id] = push.chat.revision
            case _:
                pass
        if size >= ROUND_BYTES:
            return Round(frames, Vector(directory, chats, positions), complete=False)
    return Round(frames, Vector(directory, chats, positions), complete=True)


class Held:
    """Live pushes kept back while a device catches up; bounded."""

    def __init__(self, *, limit: int = HELD_BYTES) -> None:
        self._limit = limit
        self._rows: list[tuple[Push, bytes]] = []
        self._bytes = 0
        self._positions: dict[ChatId, bytes] = {}
        self.overflowed = False
        """Something was dropped that only another round can bring."""

    def keep(self, push: Push, data: bytes) -> None:
        """Keep a push for later, in order. Who types now is of no interest then."""
        if isinstance(push, Typing):
            return
        if isinstance(push, ReadPosition):
            self._positions[push.chat] = data
            return
        self._rows.append((push, data))
        self._bytes += len(data)
        if self._bytes > self._limit:
            self._drop_rows()
            self.overflowed = True

    def begin_round(self) -> None:
        """Let go of what is held so far: it was committed before, so the rounds from now on find it in the store."""
        self._drop_rows()
        self.overflowed = False

    def release(self, vector: Vector) -> list[bytes]:
        """Return the frames that a device with this vector still needs."""
        rows = [data for push, data in self._rows if not vector.covers(push)]
        return rows + list(self._positions.values())

    def _drop_rows(self) -> None:
        self._rows.clear()
        self._bytes = 0
