"""Who may do what, and what each reader sees: pure functions, and the only home of the visibility rule.

A message is visible to a participant when its `seq` is at or after their cut-off, `visible_from_seq`. The cut-off is a place in
the chat, never a clock time; it is fixed when somebody comes in and never changes. Everything that leaves the server about a
chat goes through `chat_seen_by`, `message_seen_by` and `positions_seen_by`; everything that is read from the store for a reader
starts at `first_readable`.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Protocol

from msgspec.structs import replace

from sync_server.errors import Refusal
from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.nouns import (
    FOR_EVER,
    Chat,
    ChatId,
    Deleted,
    Message,
    Milliseconds,
    Participant,
    Reaction,
    Text,
    UserId,
)

FOUNDERS_CUT_OFF = 1
"""Whoever is there from the start sees everything."""
HIDDEN_PLACE = 0
"""Stands for the place of a message that a reader may not see: before the first."""
_COLOURED = "\ufe0f"
"""Asks for the coloured form of the sign before it, and shows nothing itself."""


class ChatFacts(Protocol):
    """A chat as it is stored, seen by nobody yet."""

    @property
    def id(self) -> ChatId: ...  # noqa: D102
    @property
    def row_revision(self) -> int: ...  # noqa: D102
    @property
    def subject(self) -> str: ...  # noqa: D102
    @property
    def created_by(self) -> UserId: ...  # noqa: D102
    @property
    def created_at(self) -> Milliseconds: ...  # noqa: D102


class ParticipantFacts(Protocol):
    """A person in a chat as it is stored, seen by nobody yet."""

    @property
    def user(self) -> UserId: ...  # noqa: D102
    @property
    def added_seq(self) -> int: ...  # noqa: D102
    @property
    def added_at(self) -> Milliseconds: ...  # noqa: D102
    @property
    def added_by(self) -> UserId: ...  # noqa: D102
    @property
    def visible_from_seq(self) -> int: ...  # noqa: D102
    @property
    def read_seq(self) -> int: ...  # noqa: D102
    @property
    def read_stamp(self) -> int: ...  # noqa: D102
    @property
    def wrote_seq(self) -> int: ...  # noqa: D102


ReadsFrom = Mapping[UserId, int]
"""From which stamp of the read clock on people tell how far they read, and are told of others; who always did is left out."""


# What is seen ------------------------------------------------------------------------------------------------------------


def is_visible(seq: int, cut_off: int) -> bool:
    """Return whether a reader with this cut-off sees what stands at this place. The rule; all else follows from it."""
    return seq >= cut_off


def first_readable(reader: ParticipantFacts) -> int:
    """Return the first place that may be read from the store on behalf of this reader."""
    return reader.visible_from_seq


def first_revision_worth_reading(reader: ParticipantFacts, after: int) -> int:
    """Return a revision after which all that this reader may see and does not hold was changed; `after` or later.

    Each place in a chat took at least one revision, so a message's revision is never lower than its seq: what a reader sees
    has changed at or after the revision that equals their cut-off. Saves walking over a long history that is hidden anyway.
    """
    return max(after, reader.visible_from_seq - 1)


def message_seen_by(cut_off: int, message: Message) -> Message | None:
    """Return a message as a reader with this cut-off sees it; None if they do not.

    A reply to a hidden message says that there was "an earlier message", not which.
    """
    if not is_visible(message.seq, cut_off):
        return None
    if message.reply_to is not None and not is_visible(message.reply_to, cut_off):
        return replace(message, reply_to=HIDDEN_PLACE)
    return message


def messages_seen_by(reader: ParticipantFacts, messages: Iterable[Message]) -> tuple[Message, ...]:
    """Return those messages that the reader may see, as they see them, in the same order."""
    seen = (message_seen_by(reader.visible_from_seq, message) for message in messages)
    return tuple(message for message in seen if message is not None)


def participant_seen_by(reader: ParticipantFacts, participant: ParticipantFacts) -> Participant:
    """Return a participant as the reader sees them: how they came in only if the line that says so is visible.

    Of what they may read, no more is told than that they may read all that the reader may: an earlier cut-off would name the
    place of a line that the reader may not see, the one by which somebody came in without the history before it.
    """
    if not is_visible(participant.added_seq, reader.visible_from_seq):
        return Participant(
            user=participant.user, added_seq=None, added_at=None, added_by=None, visible_from_seq=None
        )
    return Participant(
        user=participant.user,
        added_seq=participant.added_seq,
        added_at=participant.added_at,
        added_by=participant.added_by,
        visible_from_seq=max(participant.visible_from_seq, reader.visible_from_seq),
    )


def in_order_seen_by(
    reader: ParticipantFacts, participants: Iterable[ParticipantFacts]
) -> tuple[ParticipantFacts, ...]:
    """Return participants in an order that the reader may know: as they came in, so far as the reader sees that.

    Those whose lines the reader does not see come first, as everybody who came earlier does, but by their ids: in the order of
    the chat, the first of them would be who started it.
    """
    everybody = list(participants)
    unseen = [person for person in everybody if not is_visible(person.added_seq, reader.visible_from_seq)]
    seen = [person for person in everybody if is_visible(person.added_seq, reader.visible_from_seq)]
    return (*sorted(unseen, key=lambda person: person.user), *seen)


def chat_seen_by(reader: ParticipantFacts, chat: ChatFacts, participants: Sequence[ParticipantFacts]) -> Chat:
    """Return a chat's row as the reader sees it; who started it and when only if the reader sees the start.

    Only the reader's cut-off matters: readers who have the same one see the same.
    """
    sees_the_start = is_visible(1, reader.visible_from_seq)
    return Chat(
        id=chat.id,
        revision=chat.row_revision,
        subject=chat.subject,
        participants=tuple(
            participant_seen_by(reader, participant) for participant in in_order_seen_by(reader, participants)
        ),
        created_by=chat.created_by if sees_the_start else None,
        created_at=chat.created_at if sees_the_start else None,
        visible_from_seq=reader.visible_from_seq,
    )


def positions_seen_by(
    reader: ParticipantFacts, participants: Iterable[ParticipantFacts], reads_from: ReadsFrom
) -> dict[UserId, int]:
    """Return how far people have read, as the reader may know it."""
    return with_own_position(reader, positions_seen_like(reader, participants, reads_from))


def positions_seen_like(
    reader: ParticipantFacts, participants: Iterable[ParticipantFacts], reads_from: ReadsFrom
) -> dict[UserId, int]:
    """Return how far people have read, as all may know it who see as much as this reader, and have told their own for as long."""
    mine = reads_from.get(reader.user, 0)
    return {
        person.user: person.read_seq
        for person in in_order_seen_by(reader, participants)
        if may_know_position(reader.visible_from_seq, person.read_seq)
        and tell_each_other(mine, reads_from.get(person.user, 0), person.read_stamp)
    }


def with_own_position(reader: ParticipantFacts, positions: dict[UserId, int]) -> dict[UserId, int]:
    """Return read positions with the reader's own, which they always know; the very same if it is there already."""
    if reader.read_seq == 0 or positions.get(reader.user) == reader.read_seq:
        return positions
    return {**positions, reader.user: reader.read_seq}


def may_know_position(cut_off: int, read_seq: int) -> bool:
    """Return whether a reader with this cut-off may know of others that they have read so far: only in what the reader sees."""
    return read_seq > 0 and is_visible(read_seq, cut_off)


def tell_each_other(reader_from: int, person_from: int, read_stamp: int) -> bool:
    """Return whether a reader is told of a position that a person moved at a stamp: only if both told their own by then.

    Nothing comes of it to look at others' for a moment: what was read while either of the two hid it stays untold. A position
    that was never moved by reading has the stamp 0: it is where they came in, or wrote, or what an import said.
    """
    since = max(reader_from, person_from)
    return since == 0 or read_stamp > since


def reads_from_after(held: int, now: int, *, shows: bool) -> int:
    """Return from when on somebody tells how far they read, who chooses that they do or do not; `now` is the read clock's.

    To choose what was chosen before changes nothing.
    """
    if not shows:
        return FOR_EVER
    return now if held == FOR_EVER else held


def readers_of_place(
    reader: ParticipantFacts, seq: int, participants: Iterable[ParticipantFacts]
) -> tuple[UserId, ...]:
    """Return whose cut-off admits the message at a place, in the order in which the reader sees the participants."""
    everybody = in_order_seen_by(reader, participants)
    return tuple(person.user for person in everybody if is_visible(seq, person.visible_from_seq))


def authors_seen_by(
    reader: ParticipantFacts, participants: Iterable[ParticipantFacts]
) -> tuple[ParticipantFacts, ...]:
    """Return those who wrote anything that the reader may see: their newest message is the one that tells."""
    everybody = in_order_seen_by(reader, participants)
    return tuple(person for person in everybody if is_visible(person.wrote_seq, reader.visible_from_seq))


# What may be done --------------------------------------------------------------------------------------------------------


def chat_not_found() -> Refusal:
    """Return the one answer to everybody who is not in a chat, whether it exists or not."""
    return Refusal(ErrorCode.CHAT_NOT_FOUND, "there is no such chat for you")


def message_not_found() -> Refusal:
    """Return the one answer about a message that is not there, or that the caller may not see."""
    return Refusal(ErrorCode.MESSAGE_NOT_FOUND, "there is no such message for you in this chat")


def id_conflict() -> Refusal:
    """Return the answer to an id that was used before; it says nothing about by whom, where or for what."""
    return Refusal(ErrorCode.ID_CONFLICT, "this id was used before for something else")


def founders(creator: UserId, others: Sequence[UserId]) -> tuple[UserId, ...]:
    """Return who is in a chat from the start, its creator first, or refuse."""
    everybody = tuple(dict.fromkeys((creator, *others)))
    if len(everybody) == 1:
        raise Refusal(ErrorCode.NO_OTHER_PARTICIPANT, "a chat needs at least one other person")
    _check_number(len(everybody))
    return everybody


def people_to_add(requested: Sequence[UserId], present: Collection[UserId]) -> tuple[UserId, ...]:
    """Return those who are not in the chat yet, or refuse. Those who are in it already are passed over, never changed."""
    new = tuple(user for user in dict.fromkeys(requested) if user not in present)
    if not new:
        raise Refusal(ErrorCode.ALREADY_PARTICIPANT, "everybody named is in this chat already")
    _check_number(len(new) + len(present))
    return new


def cut_off_for_added(adder: ParticipantFacts, added_seq: int, *, share_history: bool) -> int:
    """Return the cut-off of somebody who is added by the line at `added_seq`: nobody grants more than they see."""
    return adder.visible_from_seq if share_history else added_seq


def read_position_of_added(added_seq: int) -> int:
    """Return where somebody who is added begins: shared history is theirs to read, but it is not unread."""
    return added_seq - 1


def read_position_after(reader: ParticipantFacts, seq: int, last_seq: int) -> int:
    """Return the read position after somebody says that they have read up to `seq`: it only grows, up to what exists."""
    return max(reader.read_seq, min(seq, last_seq))


def unread_mark_at(reader: ParticipantFacts, seq: int, last_seq: int) -> int:
    """Return where a mark stands that somebody sets at a place: nowhere past the end (0), never before their cut-off."""
    return max(seq, reader.visible_from_seq) if 0 < seq <= last_seq else 0


def unread_after(reader: ParticipantFacts, unread_from: int) -> int:
    """Return the place after which what others wrote is unread: the read position, or the place before an earlier mark."""
    after = min(reader.read_seq, unread_from - 1) if unread_from else reader.read_seq
    return max(after, reader.visible_from_seq - 1)


def check_may_edit(user: UserId, message: Message) -> None:
    """Refuse to change the text of what is no text, or no longer, or somebody else's."""
    _check_written(message)
    _check_there(message)
    _check_author(user, message)


def check_may_delete(user: UserId, message: Message) -> None:
    """Refuse to take back a system line or somebody else's message. What is taken back already may be taken back again."""
    _check_written(message)
    if not isinstance(message.body, Deleted):
        _check_author(user, message)


def check_may_react(message: Message) -> None:
    """Refuse a reaction to what nobody wrote, or what is there no longer."""
    _check_written(message)
    _check_there(message)


def reactions_with(reactions: tuple[Reaction, ...], emoji: str, user: UserId) -> tuple[Reaction, ...]:
    """Return the reactions with a user's added, or refuse; first come first, and the same if it is there already.

    Emoji that differ only in whether they ask for the coloured form look the same, and are one: as whoever came first put it.
    """
    known = next((one for one in reactions if _look_the_same(one.emoji, emoji)), None)
    if known is not None and user in known.users:
        return reactions
    in_all = sum(len(one.users) for one in reactions)
    if in_all >= limits.REACTIONS_IN_ALL or (known is None and len(reactions) >= limits.REACTIONS):
        raise Refusal(
            ErrorCode.TOO_MANY_REACTIONS,
            f"a message has at most {limits.REACTIONS} different reactions, and {limits.REACTIONS_IN_ALL} in all",
        )
    if known is None:
        return (*reactions, Reaction(emoji=emoji, users=(user,)))
    joined = replace(known, users=(*known.users, user))
    return tuple(joined if one is known else one for one in reactions)


def reactions_without(reactions: tuple[Reaction, ...], emoji: str, user: UserId) -> tuple[Reaction, ...]:
    """Return the reactions with a user's taken away, and the emoji with its last user."""
    left = (
        replace(reaction, users=tuple(one for one in reaction.users if one != user))
        if _look_the_same(reaction.emoji, emoji)
        else reaction
        for reaction in reactions
    )
    return tuple(reaction for reaction in left if reaction.users)


def _check_written(message: Message) -> None:
    if not isinstance(message.body, Text | Deleted):
        raise Refusal(ErrorCode.SYSTEM_LINE, "this is a system line, which nobody wrote")


def _check_there(message: Message) -> None:
    if isinstance(message.body, Deleted):
        raise Refusal(ErrorCode.MESSAGE_DELETED, "this message was deleted")


def _check_author(user: UserId, message: Message) -> None:
    if message.author != user:
        raise Refusal(ErrorCode.NOT_AUTHOR, "only who wrote a message can do this")


def _look_the_same(emoji: str, other: str) -> bool:
    return emoji.replace(_COLOURED, "") == other.replace(_COLOURED, "")


def _check_number(participants: int) -> None:
    if participants > limits.PARTICIPANTS:
        raise Refusal(
            ErrorCode.TOO_MANY_PARTICIPANTS, f"a chat has at most {limits.PARTICIPANTS} participants"
        )
