"""How a command becomes a line of a chat: the next place, the next revision, and what each participant is told of it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from msgspec.structs import replace
from sqlalchemy import Connection

from sync_server import policy
from sync_server.handlers.access import Place, WritingCommand, digest_of
from sync_server.handlers.outcomes import Delivery
from sync_server.protocol.frames import ChatChanges
from sync_server.protocol.nouns import Body, Message, MessageId, Milliseconds, UserId
from sync_server.store import chats as chat_store
from sync_server.store import messages as message_store
from sync_server.store import receipts as receipt_store
from sync_server.store.chats import ChatRow, ParticipantRow
from sync_server.store.messages import Written


def next_line(place: Place, message: MessageId, body: Body, now_ms: Milliseconds) -> tuple[Place, Message]:
    """Return the line that comes next in a chat, and the place as it is once it stands: whoever writes it has read it."""
    chat = replace(
        place.chat, revision=place.chat.revision + 1, last_seq=place.chat.last_seq + 1, last_at=now_ms
    )
    author = replace(place.caller, read_seq=chat.last_seq)
    line = Message(
        id=message,
        chat=chat.id,
        seq=chat.last_seq,
        revision=chat.revision,
        author=author.user,
        sent_at=now_ms,
        body=body,
    )
    return Place(chat=chat, caller=author), line


def store_line(conn: Connection, place: Place, line: Message, command: WritingCommand) -> None:
    """Store what `next_line` returned, in the transaction that read the chat."""
    message_store.add(conn, [Written(message=line, request=digest_of(command))])
    chat_store.move_on(conn, place.chat)
    receipt_store.set_read_position(conn, place.chat.id, place.caller.user, place.caller.read_seq)


def changes_for(
    chat: ChatRow, line: Message, everybody: Sequence[ParticipantRow], readers: Iterable[ParticipantRow]
) -> tuple[Delivery, ...]:
    """Return what tells readers of a new line: one delivery for each distinct view of the chat.

    The device that wrote it gets it too: then it holds the chat's row and its revision without working either out.
    """
    groups = who_see_alike(readers)
    rows = policy.chat_seen_by_each((alike[0] for alike in groups), chat, everybody)
    return tuple(
        Delivery(
            to=users_of(alike),
            push=ChatChanges(
                chat=row,
                after=line.revision - 1,
                revision=line.revision,
                messages=policy.messages_seen_by(alike[0], (line,)),
            ),
        )
        for alike, row in zip(groups, rows, strict=True)
    )


def who_see_alike(readers: Iterable[ParticipantRow]) -> tuple[list[ParticipantRow], ...]:
    """Return readers in groups whose view of the chat is the same."""
    groups: defaultdict[tuple[int, int], list[ParticipantRow]] = defaultdict(list)
    for reader in readers:
        groups[policy.view_of(reader)].append(reader)
    return tuple(groups.values())


def users_of(people: Iterable[ParticipantRow]) -> frozenset[UserId]:
    """Return who these participants are."""
    return frozenset(person.user for person in people)
