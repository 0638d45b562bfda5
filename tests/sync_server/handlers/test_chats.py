"""Starting, naming and joining chats."""

import pytest
from msgspec.structs import replace

from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import AddParticipants, ChatChanges, ChatSnapshot, CreateChat
from sync_server.protocol.nouns import Added, Created, Participant, Renamed
from tests.support.store import code_of, new_id, pushes_to, texts_of


def test_a_chat_begins_with_the_line_that_says_who_started_it(office):
    chat, outcome = office.create("anna", "bruno", subject=" Launch\n day ")

    line = outcome.reply.message
    assert (line.seq, line.revision, line.author, line.body) == (
        1,
        1,
        office.user("anna"),
        Created("Launch day"),
    )
    row = outcome.reply.chat
    assert (row.id, row.subject, row.revision) == (chat, "Launch day", 1)
    assert [participant.user for participant in row.participants] == [*office.users(("anna", "bruno"))]
    assert row.created_by == office.user("anna")


def test_everybody_in_a_new_chat_is_told_of_it_and_only_who_started_it_has_read_its_first_line(office):
    chat, outcome = office.create("anna", "bruno", "chiara")

    assert frozenset().union(*(one.to for one in outcome.deliveries)) == {
        *office.users(("anna", "bruno", "chiara"))
    }
    [own] = pushes_to(outcome, office.user("anna"))
    [told] = pushes_to(outcome, office.user("bruno"))
    assert isinstance(told, ChatSnapshot)
    assert (told.chat.id, told.from_seq, told.messages) == (chat, 1, (outcome.reply.message,))
    assert (told.revision, told.read) == (1, {office.user("anna"): 1})
    assert (told.unread, told.unread_after, own) == (0, 0, replace(told, unread_after=1))


def test_naming_oneself_as_well_does_no_harm(office):
    _, outcome = office.create("anna", "anna", "bruno", "bruno")

    assert len(outcome.reply.chat.participants) == 2


@pytest.mark.parametrize("others", [(), ("anna",)])
def test_a_chat_with_oneself_only_is_refused(office, others):
    assert code_of(office.create, "anna", *others) == ErrorCode.NO_OTHER_PARTICIPANT


def test_an_unknown_person_cannot_be_in_a_chat(office):
    command = CreateChat(1, new_id(), new_id(), (new_id(),))

    assert code_of(office.do, "anna", command) == ErrorCode.UNKNOWN_USER


def test_there_is_a_largest_number_of_participants(office):
    many = tuple(new_id() for _ in range(limits.PARTICIPANTS))
    chat, _ = office.create("anna", "bruno")

    assert code_of(office.do, "anna", CreateChat(1, new_id(), new_id(), many)) == (
        ErrorCode.TOO_MANY_PARTICIPANTS
    )
    command = AddParticipants(1, chat, new_id(), many[:-1], share_history=False)
    assert code_of(office.do, "anna", command) == ErrorCode.TOO_MANY_PARTICIPANTS


def test_a_subject_that_is_set_is_told_to_everybody_with_its_line(office):
    chat, _ = office.create("anna", "bruno")

    outcome = office.rename("bruno", chat, "Refunds")

    assert outcome.reply.message.body == Renamed(subject="Refunds")
    [told] = pushes_to(outcome, office.user("anna"))
    assert isinstance(told, ChatChanges)
    assert (told.after, told.revision, told.row.subject) == (1, 2, "Refunds")
    assert told.messages == (outcome.reply.message,)


def test_an_empty_subject_takes_the_name_away(office):
    chat, _ = office.create("anna", "bruno", subject="Refunds")

    office.rename("anna", chat, " \u200b\n")

    assert office.snapshot("bruno", chat).chat.subject == ""


def test_a_subject_cannot_turn_the_text_around_it(office):
    chat, _ = office.create("anna", "bruno", subject="a\u202eb\u2066c\x00\td")

    assert office.snapshot("bruno", chat).chat.subject == "abc d"


def test_a_subject_that_is_too_long_is_refused(office):
    chat, _ = office.create("anna", "bruno")
    office.rename("anna", chat, "x" * limits.SUBJECT_CHARACTERS)

    too_long = "x" * (limits.SUBJECT_CHARACTERS + 1)
    assert code_of(office.rename, "anna", chat, too_long) == ErrorCode.SUBJECT_TOO_LONG
    assert code_of(office.create, "anna", "bruno", subject=too_long) == ErrorCode.SUBJECT_TOO_LONG


def test_somebody_added_without_history_sees_from_their_own_line_on(office):
    chat, _ = office.create("anna", "bruno", subject="Old secret")
    office.send("anna", chat, "before")
    office.rename("anna", chat, "New")

    outcome = office.add("anna", chat, "chiara", share_history=False)
    office.send("bruno", chat, "after")

    [told] = pushes_to(outcome, office.user("chiara"))
    assert isinstance(told, ChatSnapshot)
    assert texts_of(told.messages) == ["<added>"]
    assert (told.from_seq, told.chat.visible_from_seq, told.revision) == (4, 4, 4)
    assert told.read == {office.user("anna"): 4, office.user("chiara"): 3}
    assert (told.chat.created_by, told.chat.created_at) == (None, None)
    assert told.chat.participants[0] == Participant(office.user("anna"), None, None, None, None)
    assert texts_of(office.history("chiara", chat)) == ["<added>", "after"]
    assert texts_of(office.changes("chiara", chat)) == ["<added>", "after"]


def test_somebody_added_with_history_sees_what_the_adder_sees_and_none_of_it_is_unread(office):
    chat, _ = office.create("anna", "bruno")
    office.send("anna", chat, "before")

    outcome = office.add("bruno", chat, "chiara", share_history=True)

    assert outcome.reply.message.body == Added(users=(office.user("chiara"),), with_history=True)
    [told] = pushes_to(outcome, office.user("chiara"))
    assert texts_of(told.messages) == ["<created>", "before", "<added>"]
    assert (told.chat.visible_from_seq, told.chat.created_by) == (1, office.user("anna"))
    assert told.read[office.user("chiara")] == 2
    assert told.chat.participants[2] == Participant(
        user=office.user("chiara"),
        added_seq=3,
        added_at=office.now_ms,
        added_by=office.user("bruno"),
        visible_from_seq=1,
    )


def test_those_who_were_there_are_told_of_the_line_and_the_new_participant(office):
    chat, _ = office.create("anna", "bruno")

    outcome = office.add("bruno", chat, "chiara", share_history=False)

    [told] = pushes_to(outcome, office.user("anna"))
    assert isinstance(told, ChatChanges)
    assert told.messages == (outcome.reply.message,)
    assert [one.user for one in told.row.participants] == [*office.users(("anna", "bruno", "chiara"))]


def test_several_who_come_together_are_each_told_where_they_begin_to_read(office):
    chat, _ = office.create("anna", "bruno")

    outcome = office.add("bruno", chat, "chiara", "dora", share_history=False)

    for name in ("chiara", "dora"):
        [told] = pushes_to(outcome, office.user(name))
        assert told == office.snapshot(name, chat)


def test_nobody_grants_more_than_they_see(office):
    chat, _ = office.create("anna", "bruno")
    office.send("anna", chat, "secret")
    office.add("anna", chat, "chiara", share_history=False)
    office.send("anna", chat, "open")
    office.add("chiara", chat, "dora", share_history=True)
    office.add("dora", chat, "emil", share_history=True)

    for newcomer in ("dora", "emil"):
        assert office.snapshot(newcomer, chat).chat.visible_from_seq == 3
        assert texts_of(office.history(newcomer, chat))[:2] == ["<added>", "open"]


def test_those_who_are_in_already_are_passed_over_and_keep_their_cut_off(office):
    chat, _ = office.create("anna", "bruno")
    office.send("anna", chat, "secret")
    office.add("anna", chat, "chiara", share_history=False)

    outcome = office.add("anna", chat, "chiara", "dora", share_history=True)

    assert outcome.reply.message.body.users == (office.user("dora"),)
    assert office.snapshot("chiara", chat).chat.visible_from_seq == 3


def test_adding_nobody_new_is_refused(office):
    chat, _ = office.create("anna", "bruno")

    assert code_of(office.add, "anna", chat, "bruno", "anna", share_history=True) == (
        ErrorCode.ALREADY_PARTICIPANT
    )


def test_an_unknown_person_cannot_be_added(office):
    chat, _ = office.create("anna", "bruno")
    command = AddParticipants(1, chat, new_id(), (office.user("dora"), new_id()), share_history=True)

    assert code_of(office.do, "anna", command) == ErrorCode.UNKNOWN_USER
    assert len(office.history("anna", chat)) == 1


def test_typing_is_told_to_the_others_only(office):
    chat, _ = office.create("anna", "bruno", "chiara")

    outcome = office.type("anna", chat)

    [told] = outcome.deliveries
    assert told.to == {*office.users(("bruno", "chiara"))}
    assert told.push.user == office.user("anna")
