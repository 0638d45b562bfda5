"""Sending messages and reading older ones."""

import pytest

from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import History, encode
from sync_server.protocol.nouns import Text
from tests.support.store import code_of, new_id, pushes_to


def test_a_message_takes_the_next_place_and_revision(office):
    chat, _ = office.create("anna", "bruno")

    first, second = office.send("anna", chat, "one"), office.send("bruno", chat, "two")

    assert [(one.reply.message.seq, one.reply.message.revision) for one in (first, second)] == [
        (2, 2),
        (3, 3),
    ]
    assert second.reply.message.body == Text(text="two")
    assert second.reply.message.sent_at == office.now_ms


def test_everybody_is_told_of_a_message_and_nothing_of_the_row_that_did_not_change(office):
    chat, _ = office.create("anna", "bruno")

    outcome = office.send("anna", chat)

    [to_anna], [to_bruno] = (pushes_to(outcome, office.user(name)) for name in ("anna", "bruno"))
    assert to_anna.messages == to_bruno.messages == (outcome.reply.message,)
    assert (to_anna.chat, to_anna.after, to_anna.revision, to_anna.row) == (chat, 1, 2, None)


def test_readers_who_see_the_same_share_one_delivery(office):
    chat, _ = office.create("anna", "bruno", "chiara", "dora")

    outcome = office.send("anna", chat)

    assert [len(one.to) for one in outcome.deliveries] == [4]


def test_after_a_hidden_change_each_is_told_what_builds_on_what_they_were_told_last(office):
    chat, _ = office.create("anna", "bruno")
    hidden = office.say("anna", chat, "hidden")
    office.add("anna", chat, "chiara", share_history=False)
    to_nobody_new = office.edit("anna", hidden, "still hidden")

    outcome = office.send("anna", chat)

    assert pushes_to(to_nobody_new, office.user("chiara")) == []
    [to_bruno], [to_chiara] = (pushes_to(outcome, office.user(name)) for name in ("bruno", "chiara"))
    assert (to_bruno.after, to_chiara.after) == (4, 3)
    assert (to_bruno.revision, to_bruno.messages) == (to_chiara.revision, to_chiara.messages)


def test_an_answer_to_a_hidden_message_is_an_answer_to_an_earlier_one(office):
    chat, _ = office.create("anna", "bruno")
    hidden = office.say("anna", chat, "hidden")
    boundary = office.add("anna", chat, "chiara", share_history=False).reply.message

    to_hidden = office.send("bruno", chat, reply_to=hidden)
    to_boundary = office.send("bruno", chat, reply_to=boundary)

    assert [
        pushes_to(to_hidden, office.user(name))[0].messages[0].reply_to for name in ("anna", "chiara")
    ] == [2, 0]
    assert len(to_boundary.deliveries) == 1
    assert [row.reply_to for row in office.history("chiara", chat)] == [None, 0, 3]
    assert code_of(office.send, "chiara", chat, reply_to=hidden) == ErrorCode.MESSAGE_NOT_FOUND


@pytest.mark.parametrize("text", ["", "  \n\t", "\u200b", "\x00\x07", "\u00a0\u2003"])
def test_a_message_that_shows_nothing_is_refused(office, text):
    chat, _ = office.create("anna", "bruno")

    assert code_of(office.send, "anna", chat, text) == ErrorCode.MESSAGE_EMPTY


def test_a_message_of_8000_characters_is_sent_and_one_more_is_refused(office):
    chat, _ = office.create("anna", "bruno")
    office.send("anna", chat, "🎉" * limits.MESSAGE_CHARACTERS)

    for too_long in ("🎉" * (limits.MESSAGE_CHARACTERS + 1), " " * (limits.MESSAGE_CHARACTERS + 1)):
        assert code_of(office.send, "anna", chat, too_long) == ErrorCode.MESSAGE_TOO_LONG


def test_control_characters_are_taken_out_and_line_breaks_become_one_kind(office):
    chat, _ = office.create("anna", "bruno")

    outcome = office.send("anna", chat, "  a\x00b\r\nc\td\re\u2028f\x1b\x7f\x9b  ")

    assert outcome.reply.message.body == Text(text="  ab\nc\td\ne\nf  ")


def test_history_is_the_page_just_before_a_place(office):
    chat, _ = office.create("anna", "bruno")
    for number in range(2, 11):
        office.send("anna", chat, str(number))

    page = office.ask("bruno", History(7, chat, before_seq=8, limit=3))

    assert (page.id, page.chat, page.from_seq) == (7, chat, 5)
    assert [message.seq for message in page.messages] == [5, 6, 7]


def test_history_before_a_place_that_does_not_exist_yet_is_the_newest_page(office):
    chat, _ = office.create("anna", "bruno")
    office.send("anna", chat)

    page = office.ask("bruno", History(1, chat, before_seq=10**30))

    assert (page.from_seq, [message.seq for message in page.messages]) == (1, [1, 2])


def test_history_ends_at_the_readers_cut_off(office):
    chat, _ = office.create("anna", "bruno")
    office.send("anna", chat)
    office.add("anna", chat, "chiara", share_history=False)
    office.send("anna", chat)

    at_the_end = office.ask("chiara", History(1, chat, before_seq=5))
    before_it = office.ask("chiara", History(1, chat, before_seq=2))

    assert (at_the_end.from_seq, [message.seq for message in at_the_end.messages]) == (3, [3, 4])
    assert (before_it.from_seq, before_it.messages) == (3, ())


def test_a_page_of_long_messages_is_closed_early_and_misses_nothing(office):
    chat, _ = office.create("anna", "bruno")
    for _ in range(12):
        office.send("anna", chat, "語" * limits.MESSAGE_CHARACTERS)

    seen, before = [], 14
    while before > 1:
        page = office.ask("bruno", History(1, chat, before))
        assert len(encode(page)) < limits.FRAME_BYTES
        seen = [message.seq for message in page.messages] + seen
        assert page.from_seq == page.messages[0].seq
        before = page.from_seq

    assert seen == list(range(1, 14))


def test_a_chat_that_does_not_exist_cannot_be_read(office):
    assert code_of(office.ask, "anna", History(1, new_id(), 1)) == ErrorCode.CHAT_NOT_FOUND
