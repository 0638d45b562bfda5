"""Starting a chat, naming it, adding people for good, and showing that one is writing."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from msgspec.structs import replace
from sqlalchemy import Connection

from sync_server import policy
from sync_server.errors import Refusal
from sync_server.handlers import lines
from sync_server.handlers.access import Place, digest_of, done_before, enter, written_before
from sync_server.handlers.outcomes import Caller, Delivery, Outcome
from sync_server.handlers.sync import snapshot
from sync_server.handlers.texts import clean_subject
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import (
    Accepted,
    AddParticipants,
    ChatCreated,
    ChatSnapshot,
    CreateChat,
    Ok,
    SetSubject,
    StartTyping,
    Typing,
)
from sync_server.protocol.nouns import Added, Chat, Created, Message, Milliseconds, Renamed, UserId
from sync_server.store import accounts as account_store
from sync_server.store import chats as chat_store
from sync_server.store import messages as message_store
from sync_server.store import receipts as receipt_store
from sync_server.store.chats import ChatRow, ParticipantRow
from sync_server.store.messages import Written


def create_chat(conn: Connection, caller: Caller, command: CreateChat, now_ms: Milliseconds) -> Outcome:
    """Start a chat. Its first line says so; a subject that it starts with is simply set."""
    if (before := written_before(conn, caller.user, command)) is not None:
        # The same command only ever comes from its author, who is a participant for good.
        place = enter(conn, caller, command.chat)
        return Outcome(_created(command, place, chat_store.participants_of(conn, place.chat.id), before))
    if chat_store.exists(conn, command.chat):
        raise policy.id_conflict()
    subject = clean_subject(command.subject)
    people = policy.founders(caller.user, command.participants)
    _check_known(conn, people)
    chat, line, everybody = first_line(command, subject, people, now_ms)
    chat_store.add_chats(conn, [chat])
    chat_store.add_participants(conn, [(chat.id, person) for person in everybody])
    message_store.add(conn, [Written(message=line, request=digest_of(command))])
    reply = _created(command, Place(chat=chat, caller=everybody[0]), everybody, line)
    return Outcome(reply, _founding(reply.chat, line, everybody, receipt_store.reads_from_in(conn, chat.id)))


def _founding(
    chat: Chat, line: Message, everybody: Sequence[ParticipantRow], reads_from: policy.ReadsFrom
) -> tuple[Delivery, ...]:
    """Return what tells people of a chat that has just been started: all see the same, but only who started it has read it."""
    creator, *others = everybody
    told = ChatSnapshot(chat=chat, revision=line.revision, from_seq=line.seq, messages=(line,), read={})
    own = replace(
        told,
        read=policy.positions_seen_by(creator, everybody, reads_from),
        unread_after=policy.unread_after(creator, 0),
    )
    return (
        *_told_of_chat(told, others, everybody, reads_from),
        Delivery(to=frozenset({creator.user}), push=own),
    )


def _told_of_chat(
    told: ChatSnapshot,
    to: Sequence[ParticipantRow],
    everybody: Sequence[ParticipantRow],
    reads_from: policy.ReadsFrom,
) -> Iterator[Delivery]:
    """Yield what tells people of a chat of which they see the same, but for the read positions: one for all who know the same."""
    alike: defaultdict[int, list[ParticipantRow]] = defaultdict(list)
    for person in to:
        alike[reads_from.get(person.user, 0)].append(person)
    for people in alike.values():
        shared = policy.positions_seen_like(people[0], everybody, reads_from)
        knowing = [(person, policy.with_own_position(person, shared)) for person in people]
        together = lines.users_of([person for person, read in knowing if read is shared])
        if together:
            yield Delivery(to=together, push=replace(told, read=shared))
        for person, read in knowing:
            if read is not shared:
                yield Delivery(to=frozenset({person.user}), push=replace(told, read=read))


def set_subject(conn: Connection, caller: Caller, command: SetSubject, now_ms: Milliseconds) -> Outcome:
    """Name a chat, or take its name away."""
    place = enter(conn, caller, command.chat, to_write=True)
    if (before := done_before(conn, place, command)) is not None:
        return Outcome(Accepted(id=command.id, message=before))
    subject = clean_subject(command.subject)
    readers = lines.readers_of(conn, place.chat)
    place, line = lines.next_line(place, command.message, Renamed(subject=subject), now_ms)
    place = replace(place, chat=replace(place.chat, subject=subject))
    lines.store_line(conn, place, line, command)
    everybody = chat_store.participants_of(conn, place.chat.id)
    return Outcome(
        Accepted(id=command.id, message=line), lines.told_of_row(place.chat, line, everybody, readers)
    )


def add_participants(
    conn: Connection, caller: Caller, command: AddParticipants, now_ms: Milliseconds
) -> Outcome:
    """Add people for good. Those who were there are told of the line, the new ones get the chat as far as they may see it."""
    place = enter(conn, caller, command.chat, to_write=True)
    if (before := done_before(conn, place, command)) is not None:
        return Outcome(Accepted(id=command.id, message=before))
    present = chat_store.participants_of(conn, place.chat.id)
    new = policy.people_to_add(command.users, lines.users_of(present))
    _check_known(conn, new)
    readers = lines.readers_of(conn, place.chat)
    body = Added(users=new, with_history=command.share_history)
    place, line = lines.next_line(place, command.message, body, now_ms)
    newcomers = added_people(
        place.caller, new, line, position=len(present), share_history=command.share_history
    )
    lines.store_line(conn, place, line, command)
    chat_store.add_participants(conn, [(place.chat.id, person) for person in newcomers])
    everybody = chat_store.participants_of(conn, place.chat.id)
    told = snapshot(conn, place.chat, newcomers[0], everybody)
    reads_from = receipt_store.reads_from_in(conn, place.chat.id)
    arrivals = _told_of_chat(told, newcomers, everybody, reads_from)
    return Outcome(
        Accepted(id=command.id, message=line),
        (*lines.told_of_row(place.chat, line, everybody, readers), *arrivals),
    )


def start_typing(conn: Connection, caller: Caller, request: StartTyping) -> Outcome:
    """Show the others that the caller is writing. Reads only, and nothing is stored."""
    place = enter(conn, caller, request.chat)
    others = lines.users_of(chat_store.participants_of(conn, place.chat.id)) - {caller.user}
    told = Delivery(to=others, push=Typing(chat=place.chat.id, user=caller.user))
    return Outcome(Ok(id=request.id), (told,))


def first_line(
    command: CreateChat, subject: str, people: Sequence[UserId], now_ms: Milliseconds
) -> tuple[ChatRow, Message, tuple[ParticipantRow, ...]]:
    """Return a chat as it begins: its row, the line that says who started it, and everybody in it, its creator first."""
    creator = people[0]
    chat = ChatRow(
        id=command.chat,
        revision=1,
        subject=subject,
        created_by=creator,
        created_at=now_ms,
        last_seq=1,
        last_at=now_ms,
        row_revision=1,
        line_revision=1,
        texts=0,
    )
    line = Message(
        id=command.message,
        chat=chat.id,
        seq=1,
        revision=1,
        author=creator,
        sent_at=now_ms,
        body=Created(subject=subject),
    )
    everybody = tuple(
        ParticipantRow(
            user=user,
            position=position,
            added_seq=1,
            added_at=now_ms,
            added_by=creator,
            visible_from_seq=policy.FOUNDERS_CUT_OFF,
            read_seq=1 if user == creator else 0,
            read_stamp=0,
            wrote_seq=0,
        )
        for position, user in enumerate(people)
    )
    return chat, line, everybody


def added_people(
    adder: ParticipantRow, new: Sequence[UserId], line: Message, *, position: int, share_history: bool
) -> tuple[ParticipantRow, ...]:
    """Return those whom a line adds, with what they may see fixed from now on."""
    return tuple(
        ParticipantRow(
            user=user,
            position=position + offset,
            added_seq=line.seq,
            added_at=line.sent_at,
            added_by=adder.user,
            visible_from_seq=policy.cut_off_for_added(adder, line.seq, share_history=share_history),
            read_seq=policy.read_position_of_added(line.seq),
            read_stamp=0,
            wrote_seq=0,
        )
        for offset, user in enumerate(new)
    )


def _created(
    command: CreateChat, place: Place, everybody: Sequence[ParticipantRow], line: Message
) -> ChatCreated:
    return ChatCreated(
        id=command.id, chat=policy.chat_seen_by(place.caller, place.chat, everybody), message=line
    )


def _check_known(conn: Connection, people: Sequence[UserId]) -> None:
    if not account_store.active_among(conn, people).issuperset(people):
        raise Refusal(ErrorCode.UNKNOWN_USER, "somebody named is not an active user of this workspace")
