"""What may be sent next, decided without a network or a disk."""

from msgspec import structs

from desktop.core.cache.commands import ASKS, RELEASED, Pending
from desktop.core.errors import ErrorCode
from desktop.core.outbox import Queue
from sync_server.protocol.frames import (
    CreateChat,
    DeleteMessage,
    EditMessage,
    MarkRead,
    SendMessage,
    SetPreferences,
    SetReaction,
)
from tests.desktop.core.world import OTHER, chat_id, message_id

A, B = chat_id(1), chat_id(2)
FIRST, SECOND, CHANGE = message_id(1), message_id(2), message_id(50)


def say(number, message, chat=A, *, reply_to=None, created_at=0):
    return Pending(number, SendMessage(0, chat, message, "text", reply_to), created_at, "")


def start(number, chat=A):
    return Pending(number, CreateChat(0, chat, message_id(90), (OTHER.id,)), 0, "")


def queue(*pending):
    queue = Queue()
    for each in pending:
        queue.put(each)
    return queue


def ready(queue):
    return [pending.number for pending in queue.ready()]


def test_the_first_command_of_every_chat_may_go():
    assert ready(queue(say(1, FIRST), say(2, SECOND), say(3, FIRST, B))) == [1, 3]


def test_the_order_is_that_of_the_numbers_however_they_come():
    line = queue(say(3, FIRST), say(1, SECOND))
    assert ready(line) == [1]
    line.remove(1)
    line.remove(7)
    assert ready(line) == [3]
    assert line.contains(3)
    assert not line.contains(1)


def test_what_was_refused_lets_others_pass():
    line = queue(say(1, FIRST), say(2, SECOND))
    line.refuse(1, ErrorCode.MESSAGE_TOO_LONG)
    assert ready(line) == [2]


def test_what_asks_lets_others_pass_until_it_is_released():
    line = queue(structs.replace(say(1, FIRST), held=ASKS), say(2, SECOND))
    assert ready(line) == [2]
    line.remove(1)
    line.put(structs.replace(say(3, FIRST), held=RELEASED))
    assert ready(line) == [2]
    line.remove(2)
    assert ready(line) == [3]


def test_a_refused_start_holds_back_all_in_its_chat():
    settings = Pending(3, SetPreferences(0, A, CHANGE, pinned=True), 0, "")
    line = queue(start(1), say(2, FIRST), settings, Pending(4, MarkRead(0, A, 1), 0, ""), say(5, FIRST, B))
    assert ready(line) == [1, 5]
    line.refuse(1, ErrorCode.UNKNOWN_USER)
    assert ready(line) == [5]


def test_changes_of_a_message_wait_until_it_is_sent_wherever_they_stand():
    for frame in (
        EditMessage(0, A, FIRST, CHANGE, "better"),
        DeleteMessage(0, A, FIRST, CHANGE),
        SetReaction(0, A, FIRST, CHANGE, "!", True),
    ):
        line = queue(Pending(1, frame, 0, ""), say(2, SECOND), say(3, FIRST))
        assert ready(line) == [2]
        line.remove(2)
        assert ready(line) == [3]
        line.remove(3)
        assert ready(line) == [1]


def test_changes_of_a_message_that_was_refused_or_asks_wait_and_hold_up_nothing():
    edit = Pending(2, EditMessage(0, A, FIRST, CHANGE, "better"), 0, "")
    refused = structs.replace(say(1, FIRST), refusal="internal")
    asking = structs.replace(say(1, FIRST), held=ASKS)
    for held in (refused, asking):
        assert ready(queue(held, edit, say(3, SECOND))) == [3]
        assert ready(queue(held, edit)) == []


def test_an_answer_waits_for_what_it_answers():
    refused = structs.replace(say(1, FIRST), refusal="internal")
    assert ready(queue(refused, say(2, SECOND, reply_to=FIRST))) == []
    assert ready(queue(say(2, SECOND, reply_to=message_id(7)))) == [2]


def stale(queue, now, *, besides=()):
    return list(queue.stale(now, 1_000, besides=besides))


def test_messages_that_waited_too_long_are_named_and_nothing_else_is():
    edit = Pending(3, EditMessage(0, A, message_id(9), CHANGE, "better"), 0, "")
    line = queue(say(1, FIRST, created_at=0), say(2, SECOND, created_at=900), edit)
    assert stale(line, 999) == []
    assert stale(line, 1_000) == [1]
    assert stale(line, 5_000) == [1, 2]
    assert stale(line, 5_000, besides={1}) == [2]


def test_who_was_asked_or_refused_is_not_asked_again():
    line = queue(say(1, FIRST), say(2, SECOND), structs.replace(say(3, message_id(3)), held=RELEASED))
    line.hold(1)
    line.refuse(2, ErrorCode.MESSAGE_TOO_LONG)
    assert stale(line, 5_000) == []
    assert ready(line) == [3]


def test_what_cannot_go_before_its_chat_is_started_does_not_ask_yet():
    line = queue(start(1), say(2, FIRST))
    assert stale(line, 5_000) == []
    line.remove(1)
    assert stale(line, 5_000) == [2]


def test_what_was_written_before_the_clock_was_set_back_asks_since_nobody_knows_how_long_it_waited():
    line = queue(say(1, FIRST, created_at=90_000), say(2, SECOND, created_at=5_500))
    assert stale(line, 5_000) == [1]
