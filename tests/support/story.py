"""Tells the story of a chat, line by line, and gives it as the server would send it to one of its readers.

For tests and pictures that need a cache full of believable rows without a server. Who sees what is worked out here anew, from
the rules themselves, and not with the server's policy: so it also serves as a second opinion.
"""

import uuid
from collections.abc import Iterable
from datetime import datetime

from msgspec import structs

from sync_server.protocol.frames import ChatSnapshot
from sync_server.protocol.nouns import (
    Added,
    Attachment,
    Body,
    Chat,
    ChatId,
    Created,
    Deleted,
    Message,
    MessageId,
    Participant,
    Reaction,
    Renamed,
    Text,
    User,
    UserId,
)

_EPOCH_MS = 1_772_000_000_000


def fixed_id(kind: int, number: int) -> str:
    """Return the same UUIDv7 every time: ids made by tests must not depend on the clock or on chance."""
    value = (_EPOCH_MS << 80) | (0x7 << 76) | (kind << 64) | (0b10 << 62) | number
    return str(uuid.UUID(int=value))


def user(number: int, username: str, name: str, title: str, *, active: bool = True) -> User:
    """Return a team member with a fixed id."""
    return User(
        id=UserId(fixed_id(1, number)),
        username=username,
        name=name,
        title=title,
        active=active,
        revision=number,
    )


def at(moment: str) -> int:
    """Return a UTC time such as "2026-03-05 14:32" in milliseconds since the Unix epoch."""
    return int(datetime.fromisoformat(f"{moment}:00+00:00").timestamp() * 1000)


class Story:
    """A chat from its first line on. Every telling method adds one line, or changes one, and returns its place."""

    def __init__(
        self, number: int, founder: User, others: Iterable[User], *, moment: str, subject: str = ""
    ) -> None:
        self.id = ChatId(fixed_id(2, number))
        self._number = number
        self._subject = subject
        self._founder = founder
        self._lines: list[Message] = []
        self._participants: list[Participant] = []
        self._read: dict[UserId, int] = {}
        self._revision = 0
        self._row_revision = 1
        self._tell(founder, moment, Created())
        for person in (founder, *others):
            self._enter(person, added_by=founder, visible_from=1)

    def say(
        self,
        author: User,
        moment: str,
        text: str,
        *,
        reply_to: int | None = None,
        mentions: Iterable[User] = (),
        attachments: Iterable[Attachment] = (),
    ) -> int:
        """A person writes, perhaps as an answer to what stands at a place, perhaps naming others, perhaps with files."""
        named = tuple(person.id for person in mentions)
        seq = self._tell(author, moment, Text(text, named, tuple(attachments)))
        if reply_to is not None:
            self._lines[seq - 1] = structs.replace(self._lines[seq - 1], reply_to=reply_to)
        return seq

    def react(self, seq: int, emoji: str, *people: User) -> int:
        """People put an emoji under a message."""
        reaction = Reaction(emoji, tuple(person.id for person in people))
        return self._change(seq, reactions=(*self._lines[seq - 1].reactions, reaction))

    def rename(self, author: User, moment: str, subject: str) -> int:
        """A person sets the subject."""
        self._subject = subject
        seq = self._tell(author, moment, Renamed(subject))
        self._row_revision = self._revision
        return seq

    def edit(self, seq: int, moment: str, text: str) -> int:
        """The author changes a text."""
        return self._change(seq, body=Text(text), edited_at=at(moment))

    def delete(self, seq: int, moment: str) -> int:
        """The author takes a message back."""
        return self._change(seq, body=Deleted(at(moment)), edited_at=None, reactions=(), reply_to=None)

    def add(self, author: User, moment: str, *people: User, with_history: bool) -> int:
        """A person adds people: with history they read what the adder reads."""
        seq = self._tell(author, moment, Added(tuple(p.id for p in people), with_history))
        self._row_revision = self._revision
        for person in people:
            self._enter(person, added_by=author, visible_from=self.cut_off(author) if with_history else seq)
        return seq

    def read_until(self, reader: User, seq: int) -> None:
        """Set a reader's own read position."""
        self._read[reader.id] = seq

    def read_all(self, reader: User) -> None:
        """Everything told so far was on the reader's screen."""
        self._read[reader.id] = len(self._lines)

    def cut_off(self, reader: User) -> int:
        """Return the first place that a participant may read."""
        cut_off = next(p.visible_from_seq for p in self._participants if p.user == reader.id)
        assert cut_off is not None
        return cut_off

    def snapshot(self, reader: User, *, rows: int | None = None) -> ChatSnapshot:
        """Return the chat as the server sends it to a reader who does not hold it, with the newest rows (all by default)."""
        cut_off = self.cut_off(reader)
        visible = [line for line in self._lines if line.seq >= cut_off]
        shown = visible if rows is None else visible[-rows:]
        return ChatSnapshot(
            chat=self.chat(reader),
            revision=self._revision,
            from_seq=shown[0].seq,
            messages=tuple(self._line_seen_by(cut_off, line) for line in shown),
            read={reader.id: 0, **self._read},
            unread=sum(1 for line in visible if self._is_unread(reader, line)),
            unread_after=max(self._read.get(reader.id, 0), cut_off - 1),
        )

    def _is_unread(self, reader: User, line: Message) -> bool:
        after = self._read.get(reader.id, 0)
        return line.seq > after and line.author != reader.id and isinstance(line.body, Text)

    def chat(self, reader: User) -> Chat:
        """Return the chat's row as a reader may see it."""
        cut_off = self.cut_off(reader)
        from_start = cut_off == 1
        return Chat(
            id=self.id,
            revision=self._row_revision,
            subject=self._subject,
            participants=tuple(self._seen_by(cut_off, p) for p in self._participants),
            created_by=self._founder.id if from_start else None,
            created_at=self._lines[0].sent_at if from_start else None,
            visible_from_seq=cut_off,
        )

    @staticmethod
    def _line_seen_by(cut_off: int, line: Message) -> Message:
        hidden = line.reply_to is not None and line.reply_to < cut_off
        return structs.replace(line, reply_to=0) if hidden else line

    @staticmethod
    def _seen_by(cut_off: int, participant: Participant) -> Participant:
        assert participant.added_seq is not None
        if participant.added_seq >= cut_off:
            return participant
        return Participant(participant.user, None, None, None, None)

    def _enter(self, person: User, *, added_by: User, visible_from: int) -> None:
        line = self._lines[-1]
        self._participants.append(Participant(person.id, line.seq, line.sent_at, added_by.id, visible_from))

    def _tell(self, author: User, moment: str, body: Body) -> int:
        seq = len(self._lines) + 1
        message = MessageId(fixed_id(3, self._number * 100_000 + seq))
        self._revision += 1
        self._lines.append(Message(message, self.id, seq, self._revision, author.id, at(moment), body))
        return seq

    def _change(self, seq: int, **changes: object) -> int:
        self._revision += 1
        self._lines[seq - 1] = structs.replace(self._lines[seq - 1], revision=self._revision, **changes)
        return seq
