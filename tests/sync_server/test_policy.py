"""The visibility rule and what may be done, each as a pure function; on random chats and every path: `tests/model`, `tests/promises`."""

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from sync_server import policy
from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.nouns import FOR_EVER, Message, Text
from sync_server.store.chats import ChatRow, ParticipantRow
from tests.support.store import code_of

PLACES = st.integers(1, 40)


@st.composite
def participants(draw):
    """Somebody in a chat, as the rules let them be: who is added sees from their line on, or from before it."""
    added_seq = draw(PLACES)
    return ParticipantRow(
        user=draw(st.uuids().map(str)),
        position=0,
        added_seq=added_seq,
        added_at=draw(st.integers(0, 10**13)),
        added_by="founder",
        visible_from_seq=draw(st.integers(1, added_seq)),
        read_seq=draw(st.integers(0, 40)),
        read_stamp=0,
        wrote_seq=0,
    )


def row_of(user, *, added_seq=1, cut_off=1, position=0):
    return ParticipantRow(
        user=user,
        position=position,
        added_seq=added_seq,
        added_at=0,
        added_by="a",
        visible_from_seq=cut_off,
        read_seq=position,
        read_stamp=0,
        wrote_seq=0,
    )


def chat_row(**fields):
    facts = {"created_by": "founder", "created_at": 7, "last_seq": 40, "last_at": 9}
    numbers = {"revision": 50, "row_revision": 48, "line_revision": 49, "texts": 0}
    return ChatRow(**{"id": "chat", "subject": "S", **facts, **numbers, **fields})


def message(seq):
    return Message(f"m{seq}", "chat", seq, seq, "author", 0, Text(str(seq)))


@given(participants(), st.lists(PLACES))
def test_a_reader_sees_exactly_the_messages_from_their_cut_off_on(reader, places):
    seen = policy.messages_seen_by(reader, map(message, places))

    assert [one.seq for one in seen] == [seq for seq in places if not seq < reader.visible_from_seq]


@given(participants(), participants())
def test_how_somebody_came_in_is_told_to_those_who_may_read_the_line_that_says_so(reader, other):
    seen = policy.participant_seen_by(reader, other)

    assert seen.user == other.user
    details = (seen.added_seq, seen.added_at, seen.added_by, seen.visible_from_seq)
    if message(other.added_seq) in policy.messages_seen_by(reader, [message(other.added_seq)]):
        cut_off = max(other.visible_from_seq, reader.visible_from_seq)
        assert details == (other.added_seq, other.added_at, other.added_by, cut_off)
    else:
        assert details == (None, None, None, None)


def test_a_hidden_line_is_not_given_away_by_the_cut_off_that_it_made():
    """Chiara came in at 3 without history and later added Dora with hers; Emil, who came in at 5, must not learn of the 3."""
    chiara, dora, emil = (
        row_of(user, added_seq=added_seq, cut_off=cut_off)
        for user, added_seq, cut_off in (("chiara", 3, 3), ("dora", 8, 3), ("emil", 5, 5))
    )

    assert policy.participant_seen_by(emil, dora).visible_from_seq == 5
    assert policy.participant_seen_by(chiara, dora).visible_from_seq == 3


@given(participants(), st.lists(participants(), max_size=5, unique_by=lambda one: one.user), st.randoms())
def test_the_order_of_people_is_told_so_far_as_the_lines_are_seen_by_which_they_came(reader, others, chance):
    """Whoever stands first started the chat: so those who came before all that the reader sees stand in no order of theirs."""
    everybody = sorted([reader, *others], key=lambda one: one.added_seq)
    unseen = [one for one in everybody if one.added_seq < reader.visible_from_seq]
    seen = [one for one in everybody if one not in unseen]
    shuffled = [*chance.sample(unseen, len(unseen)), *seen]

    told = policy.chat_seen_by(reader, chat_row(), everybody)

    assert told == policy.chat_seen_by(reader, chat_row(), shuffled)
    assert [one.user for one in told.participants][len(unseen) :] == [one.user for one in seen]
    for tell in (partial(policy.positions_seen_by, reads_from={}), policy.authors_seen_by):
        assert list(tell(reader, everybody)) == list(tell(reader, shuffled))
    assert policy.readers_of_place(reader, 40, everybody) == policy.readers_of_place(reader, 40, shuffled)


@given(participants(), st.lists(participants(), max_size=5))
def test_readers_with_the_same_cut_off_see_the_same_row(reader, everybody):
    alike = row_of("alike", cut_off=reader.visible_from_seq)

    assert policy.chat_seen_by(alike, chat_row(), everybody) == policy.chat_seen_by(
        reader, chat_row(), everybody
    )


@given(participants(), PLACES, PLACES)
def test_an_answer_names_what_it_answers_only_to_those_who_see_that(reader, place, answered):
    answer = replace(message(place), reply_to=answered)

    seen = policy.message_seen_by(reader.visible_from_seq, answer)

    if place < reader.visible_from_seq:
        assert seen is None
    else:
        assert seen.reply_to == (0 if answered < reader.visible_from_seq else answered)


@given(participants(), st.lists(participants(), max_size=5))
def test_how_far_others_have_read_is_told_only_where_the_reader_sees_that_place(reader, others):
    told = policy.positions_seen_by(reader, [reader, *others], {})

    assert told == {
        one.user: one.read_seq
        for one in [reader, *others]
        if one.read_seq > 0 and (one is reader or not one.read_seq < reader.visible_from_seq)
    }


STAMPS = st.one_of(st.just(0), st.integers(1, 20), st.just(FOR_EVER))


@given(participants(), st.lists(st.tuples(participants(), st.integers(0, 20), STAMPS), max_size=5), STAMPS)
def test_how_far_others_have_read_is_told_only_where_both_have_told_theirs_since_before(reader, others, mine):
    people = [replace(one, read_stamp=stamp) for one, stamp, _ in others]
    reads_from = {one.user: since for one, _, since in others if since} | {reader.user: mine}

    told = policy.positions_seen_by(reader, [reader, *people], reads_from)

    always = policy.positions_seen_by(reader, [reader, *people], {})
    shown = {
        one.user
        for one in people
        if all(since == 0 or one.read_stamp > since for since in (mine, reads_from.get(one.user, 0)))
    }
    assert told == {user: seq for user, seq in always.items() if user in shown | {reader.user}}
    if mine == FOR_EVER:
        assert told.keys() <= {reader.user}


@given(STAMPS, st.integers(1, 20))
def test_to_look_for_a_moment_shows_nothing_that_was_read_before(held, now):
    hidden = policy.reads_from_after(held, now, shows=False)
    again = policy.reads_from_after(hidden, now, shows=True)

    assert not policy.tell_each_other(0, again, now)
    assert policy.tell_each_other(0, again, now + 1)
    assert policy.reads_from_after(again, now + 5, shows=True) == again


@given(participants())
def test_everybody_may_read_how_they_came_in_themselves(reader):
    assert policy.participant_seen_by(reader, reader).added_seq == reader.added_seq


@given(participants(), st.lists(participants(), max_size=5))
def test_who_started_a_chat_and_when_is_told_to_those_who_see_its_start(reader, everybody):
    chat = chat_row()

    seen = policy.chat_seen_by(reader, chat, everybody)

    assert (seen.created_by, seen.created_at) == (
        ("founder", 7) if reader.visible_from_seq == 1 else (None, None)
    )
    assert (seen.visible_from_seq, seen.revision) == (reader.visible_from_seq, 48)
    assert {one.user for one in seen.participants} == {one.user for one in everybody}


@given(participants(), st.integers(1, 60), st.booleans())
def test_nobody_grants_more_than_they_see(adder, added_seq, share_history):
    cut_off = policy.cut_off_for_added(adder, added_seq, share_history=share_history)

    assert cut_off == (adder.visible_from_seq if share_history else added_seq)
    granted = {seq for seq in range(1, added_seq + 1) if policy.is_visible(seq, cut_off)}
    own = {seq for seq in range(1, added_seq + 1) if policy.is_visible(seq, adder.visible_from_seq)}
    assert granted <= own | {added_seq}


@given(participants(), st.integers(0, 60))
def test_skipping_hidden_revisions_skips_nothing_that_is_seen(reader, after):
    start = policy.first_revision_worth_reading(reader, after)

    # The lowest revision that a place can have is its own number.
    seen = [seq for seq in range(1, 80) if policy.is_visible(seq, reader.visible_from_seq) and seq > after]
    assert all(revision > start for revision in seen)
    assert start >= after


@given(participants(), st.integers(0, 60), st.integers(1, 40))
def test_read_positions_only_grow_and_end_at_the_newest_message(reader, seq, last_seq):
    moved = policy.read_position_after(reader, seq, last_seq)

    assert moved >= reader.read_seq
    assert moved in (reader.read_seq, seq, last_seq)
    assert moved <= max(last_seq, reader.read_seq)


def test_the_boundary_message_itself_is_visible():
    assert policy.is_visible(7, 7)
    assert not policy.is_visible(6, 7)


def test_a_founder_is_named_once_and_first():
    assert policy.founders("a", ("b", "a", "b")) == ("a", "b")


def test_the_last_place_in_a_chat_can_be_taken_and_no_other_after_it():
    present = {str(number) for number in range(limits.PARTICIPANTS - 1)}

    assert policy.people_to_add(("new", "0"), present) == ("new",)
    assert code_of(policy.people_to_add, ("new", "newer"), present) == ErrorCode.TOO_MANY_PARTICIPANTS
    assert code_of(policy.founders, "me", tuple(present | {"499"})) == ErrorCode.TOO_MANY_PARTICIPANTS


@pytest.mark.parametrize("requested", [("a",), ("a", "b", "a")])
def test_adding_those_who_are_in_already_is_refused(requested):
    assert code_of(policy.people_to_add, requested, {"a", "b", "c"}) == ErrorCode.ALREADY_PARTICIPANT
