"""Tells a device what it missed, in rounds, and keeps back what happens meanwhile so that nothing is lost and nothing overtakes.

A round reads what is newer than the device's vector, as much as a fair share of the send queue, and moves the vector on; the next
round begins when the client has read most of it. So a slow client holds neither a reader thread nor a database snapshot, and
chats that move during a long catch-up simply come again, newest first. The last round is the one that reads to the end.

The device already listens to the hub before the first round reads. Live pushes that come in between are held: what the
rounds have read by the end is dropped, the rest follows, in order, before `synced`. Should too much be held, it is all dropped
and one more round reads it from the store instead.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from sync_server.protocol.frames import (
    ChatChanges,
    ChatSnapshot,
    Directory,
    PreferencesChanged,
    PreferencesCursor,
    Presence,
    Push,
    ReadCursor,
    ReadPositions,
    Synced,
    Typing,
)
from sync_server.protocol.nouns import ChatId, Revision, UserId
from sync_server.protocol.nouns import Sequence as Seq
from sync_server.transport.outlet import frame_bytes

FIRST_ROUND_BYTES = 8 * 1024
"""The first round is small, so that what is newest is seen at once."""
ROUND_BYTES = 1024 * 1024
HELD_BYTES = 1024 * 1024

Positions = Mapping[UserId, Seq]


class Vector(Struct, frozen=True):
    """What a device holds, or has been sent."""

    directory: Revision
    chats: Mapping[ChatId, Revision]
    reads: ReadCursor = 0
    preferences: PreferencesCursor = 0
    positions: Mapping[ChatId, Positions] = {}
    """Read positions that it has been sent since it connected."""

    def covers(self, push: Push) -> bool:
        """Whether a live push would tell the device nothing new."""
        match push:
            case ChatChanges():
                return push.revision <= self.chats.get(push.chat, 0)
            case ChatSnapshot():
                return push.revision <= self.chats.get(push.chat.id, 0)
            case Directory():
                # Not by the push's own: what tells of a single account has none.
                return all(user.revision <= self.directory for user in push.users)
            case PreferencesChanged():
                return all(row.revision <= self.preferences for row in push.chats.values())
            case _:
                return False


class Round(Struct, frozen=True):
    """One share of what was missed."""

    frames: list[bytes]
    vector: Vector
    """What the device holds once it has applied them, and asked for what they leave open."""
    end: Synced | None
    """Where the cursors stood if there was nothing more at the time of reading; None if there was."""


def read_round(missed: Iterable[Push], vector: Vector, most_bytes: int = ROUND_BYTES) -> Round:
    """Take the next share of what is newer than the vector; on a reader thread, while its connection is open."""
    frames: list[bytes] = []
    size = 0
    told = _Told(vector)
    for push in missed:
        if isinstance(push, Synced):
            return Round(frames, told.vector(), end=push)
        if not told.note(push):
            continue
        data = frame_bytes(push)
        frames.append(data)
        size += len(data)
        if size >= most_bytes:
            return Round(frames, told.vector(), end=None)
    raise ValueError("what was missed ends with `Synced`")


class _Told:
    """What a device holds, growing with what it is told in a round."""

    def __init__(self, vector: Vector) -> None:
        self._directory, self._reads, self._preferences = vector.directory, vector.reads, vector.preferences
        self._chats, self._positions = dict(vector.chats), dict(vector.positions)

    def vector(self) -> Vector:
        """Return what it holds by now."""
        return Vector(self._directory, self._chats, self._reads, self._preferences, self._positions)

    def note(self, push: Push) -> bool:
        """Note what is told; return whether there is anything new in it."""
        match push:
            case ReadPositions():
                known = self._positions.get(push.chat, {})
                if push.read.items() <= known.items():
                    return False
                self._positions[push.chat] = {**known, **push.read}
            case Directory():
                self._directory = push.revision
            case ChatChanges():
                # What it leaves open, the device asks for itself: it was told of it.
                self._chats[push.chat] = max(
                    [push.revision, *(message.revision for message in push.messages)]
                )
            case ChatSnapshot():
                self._chats[push.chat.id] = push.revision
                self._positions[push.chat.id] = push.read
            case PreferencesChanged():
                self._preferences = max(row.revision for row in push.chats.values())
            case _:
                pass
        return True


class Held:
    """Live pushes kept back while a device catches up; bounded."""

    def __init__(self, *, limit: int = HELD_BYTES) -> None:
        self._limit = limit
        self._rows: list[tuple[Sequence[Push], bytes]] = []
        self._bytes = 0
        self._positions: dict[ChatId, dict[UserId, Seq]] = {}
        self.overflowed = False
        """Something was dropped that only another round can bring."""

    def keep(self, pushes: Sequence[Push], data: bytes) -> None:
        """Keep pushes for later, in order; `data` is their frames. Who types now is of no interest then."""
        rows = []
        for push in pushes:
            match push:
                case Typing() | Presence():
                    pass
                case ReadPositions():
                    self._keep_positions(push)
                case _:
                    rows.append(push)
        if not rows:
            return
        self._rows.append((rows, data))
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
        rows = [data for pushes, data in self._rows if not all(vector.covers(push) for push in pushes)]
        return rows + [frame_bytes(ReadPositions(chat, read)) for chat, read in self._positions.items()]

    def _keep_positions(self, push: ReadPositions) -> None:
        known = self._positions.setdefault(push.chat, {})
        for user, seq in push.read.items():
            # What is told to many was read a moment ago: one's own position may have come past it already.
            known[user] = max(seq, known.get(user, 0))

    def _drop_rows(self) -> None:
        self._rows.clear()
        self._bytes = 0
