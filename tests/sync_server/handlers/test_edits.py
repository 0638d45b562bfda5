"""Changing the text of one's own message, and taking it back; R6, R10, and R5 for changes of hidden messages."""

import sqlite3

import pytest
from msgspec.structs import replace

from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import Accepted, DeleteMessage, EditMessage, SendMessage, SetReaction
from sync_server.protocol.nouns import Deleted, Reaction, Text
from tests.support.store import code_of, new_id, pushes_to, refusal_of, texts_of


@pytest.fixture
def chat(office):
    return office.create("anna", "bruno", subject="Refunds")[0]


@pytest.fixture
def message(office, chat):
    return office.say("anna", chat, "helo")


def edit_of(message, text="hello", mentions=()):
    return EditMessage(1, message.chat, message.id, new_id(), text, mentions)


def deletion_of(message):
    return DeleteMessage(1, message.chat, message.id, new_id())


def reaction_to(message, emoji="👍"):
    return SetReaction(1, message.chat, message.id, new_id(), emoji, on=True)


def changes_of(message):
    return [edit_of(message), deletion_of(message), reaction_to(message)]


def test_an_edited_message_keeps_its_place_and_says_when_it_was_edited(office, message):
    row = office.edit("anna", message, "hello").reply.message

    assert row == replace(message, body=Text("hello"), edited_at=office.now_ms, revision=message.revision + 1)
    assert office.history("bruno", message.chat)[-1] == row


def test_everybody_who_sees_a_message_is_told_of_its_edit_in_one_push(office, message):
    outcome = office.edit("anna", message, "hello")

    [told] = outcome.deliveries
    assert told.to == frozenset(office.users(["anna", "bruno"]))
    assert (told.push.after, told.push.revision) == (message.revision, message.revision + 1)
    assert told.push.messages == (outcome.reply.message,)
    assert told.push.row is None


def test_an_edit_keeps_what_the_message_answers_and_its_reactions(office, chat, message):
    answer = office.say("anna", chat, "yes", reply_to=message)
    office.react("bruno", answer)

    row = office.edit("anna", answer, "no").reply.message

    assert row.reply_to == message.seq
    assert row.reactions == (Reaction("👍", office.users(["bruno"])),)


def test_what_somebody_may_not_see_of_a_message_they_change_is_kept_for_those_who_may(office, chat, message):
    """Chiara reacts to a reply, of which she sees only that it answers an earlier message; the others still see which."""
    office.add("anna", chat, "chiara", share_history=False)
    answer = office.say("bruno", chat, "yes", reply_to=message)

    assert office.react("chiara", answer).reply.message.reply_to == 0
    assert office.history("bruno", chat)[-1].reply_to == message.seq


def test_an_edit_is_cleaned_and_refused_as_a_message_is(office, message):
    row = office.edit("anna", message, "a\x00b\r\nc").reply.message
    assert row.body == Text("ab\nc")

    assert code_of(office.edit, "anna", message, " \n") == ErrorCode.MESSAGE_EMPTY
    too_long = "x" * (limits.MESSAGE_CHARACTERS + 1)
    assert code_of(office.edit, "anna", message, too_long) == ErrorCode.MESSAGE_TOO_LONG


def test_an_edit_says_anew_who_is_mentioned(office, message):
    row = office.edit("anna", message, "@bruno", mentions=["bruno", "emil"]).reply.message
    assert row.body == Text("@bruno", office.users(["bruno", "emil"]))

    assert office.edit("anna", message, "nobody").reply.message.body == Text("nobody")
    stranger = edit_of(message, "@someone", (new_id(),))
    assert code_of(office.do, "anna", stranger) == ErrorCode.UNKNOWN_USER


def test_an_edit_that_changes_nothing_is_accepted_and_nobody_hears_of_it(office, message):
    outcome = office.edit("anna", message, "helo")

    assert outcome.reply.message == message
    assert outcome.deliveries == ()
    assert office.snapshot("anna", message.chat).revision == message.revision


def test_a_deleted_message_leaves_a_tombstone_in_its_place(office, chat, message):
    answer = office.say("anna", chat, "yes", reply_to=message, mentions=["bruno"])
    office.react("bruno", answer)
    office.edit("anna", answer, "no")

    outcome = office.delete("anna", answer)

    row = outcome.reply.message
    assert (row.id, row.seq, row.author, row.sent_at) == (answer.id, 3, answer.author, answer.sent_at)
    assert row.body == Deleted(at=office.now_ms)
    assert (row.reply_to, row.edited_at, row.reactions) == (None, None, ())
    assert [push.messages for push in pushes_to(outcome, office.user("bruno"))] == [(row,)]
    assert texts_of(office.history("bruno", chat)) == ["<created>", "helo", "<deleted>"]


def test_nothing_of_a_deleted_message_stays_in_any_row_of_the_database(office, chat):
    secrets = [f"word-{number}-of-a-secret" for number in range(3)]
    message = office.say("anna", chat, secrets[0])
    office.edit("anna", message, secrets[1])
    office.edit("anna", message, secrets[2])
    office.react("bruno", message, "🦜")
    office.delete("anna", message)

    kept = everything_in(office)
    assert message.id in kept
    for secret in (*secrets, "🦜"):
        assert secret not in kept


def everything_in(office):
    """Every value of every row of every table, as text."""
    database = sqlite3.connect(office.database._writing.url.database)
    tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    rows = [row for table in tables for row in database.execute(f'SELECT * FROM "{table}"')]  # noqa: S608
    database.close()
    return repr(rows)


def test_deleting_again_is_accepted_and_changes_nothing(office, message):
    row = office.delete("anna", message).reply.message

    again = office.delete("anna", message)

    assert again.reply.message == row
    assert again.deliveries == ()


def test_a_tombstone_cannot_be_edited_or_reacted_to(office, message):
    office.delete("anna", message)

    for command in (edit_of(message), reaction_to(message)):
        assert code_of(office.do, "anna", command) == ErrorCode.MESSAGE_DELETED


def test_only_the_author_edits_or_deletes_a_message(office, message):
    for command in (edit_of(message), deletion_of(message)):
        assert code_of(office.do, "bruno", command) == ErrorCode.NOT_AUTHOR
    assert office.history("anna", message.chat)[-1] == message


def test_nobody_changes_a_system_line_not_even_who_caused_it(office, chat):
    office.rename("anna", chat, "Returns")
    office.add("anna", chat, "chiara", share_history=True)

    for line in office.history("anna", chat):
        for command in changes_of(line):
            assert code_of(office.do, "anna", command) == ErrorCode.SYSTEM_LINE


def test_to_a_stranger_every_change_answers_as_in_a_chat_that_does_not_exist(office, message):
    for command in changes_of(message):
        refusals = [refusal_of(office.do, "emil", one) for one in (command, replace(command, chat=new_id()))]
        assert {one.code for one in refusals} == {ErrorCode.CHAT_NOT_FOUND}
        assert len({one.text for one in refusals}) == 1


def test_a_hidden_message_answers_as_one_that_does_not_exist_or_is_elsewhere(office, chat, message):
    office.add("anna", chat, "chiara", share_history=False)
    other, _ = office.create("anna", "chiara")
    elsewhere = office.say("chiara", other)

    for hidden in changes_of(message):
        answers = [
            refusal_of(office.do, "chiara", command)
            for command in (
                hidden,
                replace(hidden, message=new_id(), command=new_id()),
                replace(hidden, message=elsewhere.id, command=new_id()),
            )
        ]
        assert {one.code for one in answers} == {ErrorCode.MESSAGE_NOT_FOUND}
        assert len({one.text for one in answers}) == 1


def test_the_first_message_of_a_newcomer_is_theirs_to_change(office, chat):
    office.add("anna", chat, "chiara", share_history=False)
    first = office.say("chiara", chat, "helo")

    assert office.edit("chiara", first, "hello").reply.message.body == Text("hello")


def test_a_change_of_a_hidden_message_leaves_no_trace_for_who_may_not_see_it(office, chat, message):
    office.add("anna", chat, "chiara", share_history=False)
    held = office.open("chiara", chat)

    for change in (
        office.edit("anna", message, "hello"),
        office.react("bruno", message),
        office.delete("anna", message),
    ):
        assert pushes_to(change, office.user("chiara")) == []
        assert len(pushes_to(change, office.user("bruno"))) == 1
    assert office.open("chiara", chat) == held
    assert office.catch_up_in("chiara", chat)[:-1] == [office.snapshot("chiara", chat)]
    assert office.changes("chiara", chat, held.revision) == []


def test_after_hidden_changes_each_is_told_what_follows_what_they_saw_last(office, chat, message):
    office.add("anna", chat, "chiara", share_history=False)
    held = office.open("chiara", chat).revision
    hidden = office.edit("anna", message, "hello").reply.message.revision

    outcome = office.send("bruno", chat)

    [to_chiara], [to_bruno] = (pushes_to(outcome, office.user(name)) for name in ("chiara", "bruno"))
    assert (to_chiara.after, to_bruno.after) == (held, hidden)
    assert to_chiara.messages == to_bruno.messages


def test_an_edit_of_a_reply_to_a_hidden_message_does_not_say_to_which(office, chat, message):
    office.add("anna", chat, "chiara", share_history=False)
    answer = office.say("anna", chat, "yes", reply_to=message)

    outcome = office.edit("anna", answer, "no")

    [to_chiara], [to_bruno] = (pushes_to(outcome, office.user(name)) for name in ("chiara", "bruno"))
    assert to_chiara.messages[0].reply_to == 0
    assert to_bruno.messages[0].reply_to == message.seq


def test_a_change_that_comes_again_is_done_once_and_answered_with_the_row_as_it_is_now(office, message):
    command = edit_of(message)
    office.do("anna", command)
    office.react("bruno", message)
    later = office.edit("anna", message, "good day").reply.message

    again = office.do("anna", replace(command, id=2))

    assert again.reply == Accepted(2, later)
    assert again.deliveries == ()
    assert office.history("bruno", message.chat)[-1] == later


def test_a_change_that_changed_nothing_is_not_done_when_it_comes_again(office, message):
    same = edit_of(message, "helo")
    office.do("anna", same)
    later = office.edit("anna", message, "hello").reply.message

    assert office.do("anna", same).reply.message == later


def test_every_change_is_answered_again_even_if_it_could_not_be_done_now(office, message):
    commands = [edit_of(message), reaction_to(message), deletion_of(message)]
    for command in commands:
        office.do("anna", command)
    tombstone = office.history("anna", message.chat)[-1]

    for command in commands:
        again = office.do("anna", command)
        assert (again.reply.message, again.deliveries) == (tombstone, ())


def test_the_id_of_a_change_cannot_be_used_for_another_or_by_somebody_else(office, chat, message):
    other = office.say("anna", chat, "other")
    for command in (edit_of(message), reaction_to(message), deletion_of(message)):
        office.do("anna", command)
        others = [replace(one, command=command.command) for one in changes_of(other)]
        refusals = [refusal_of(office.do, "anna", one) for one in others]
        refusals.append(refusal_of(office.do, "bruno", command))
        assert {one.code for one in refusals} == {ErrorCode.ID_CONFLICT}
        assert len({one.text for one in refusals}) == 1
    assert office.history("bruno", chat)[-1] == other


def test_a_refused_change_leaves_its_id_free(office, message):
    command = edit_of(message, "")
    assert code_of(office.do, "anna", command) == ErrorCode.MESSAGE_EMPTY

    assert office.do("anna", replace(command, text="hello")).reply.message.body == Text("hello")


def test_a_message_that_is_sent_again_after_its_deletion_stays_deleted(office, chat):
    command = SendMessage(1, chat, new_id(), "hello")
    message = office.do("anna", command).reply.message
    tombstone = office.delete("anna", message).reply.message

    assert office.do("anna", command).reply.message == tombstone
