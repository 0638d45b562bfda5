"""The engine alone: what it says to the server, and when."""

import pytest
from msgspec import structs

from desktop.core.cache.chats import Position
from desktop.core.cache.commands import Pending
from desktop.core.changes import NOTHING
from desktop.core.errors import ConnectFailure, ErrorCode
from desktop.core.sync import backfill, sending
from desktop.core.sync import engine as engine_module
from desktop.core.sync.effects import Answer, Close, Send, Store
from desktop.core.sync.engine import Engine
from desktop.core.sync.incoming import Applied, Current, Drop, Held, Hold, Refuse, Settle, Wipe
from desktop.core.values import ChatId, ConnectionState
from sync_server.protocol import limits
from sync_server.protocol.frames import (
    Accepted,
    AddParticipants,
    Changes,
    ChangesPage,
    ChatOpened,
    CreateChat,
    Error,
    History,
    HistoryPage,
    MarkRead,
    Ok,
    OpenChat,
    PreferencesSet,
    Presence,
    Resume,
    Resumed,
    SendMessage,
    SetPreferences,
    Sync,
    Synced,
)
from sync_server.protocol.nouns import Chat, Message, Preferences, Text
from tests.desktop.core.world import ME, OTHER, chat_id, message_id

A, B = chat_id(1), chat_id(2)
NOON = 1_800_000_000_000


def position(chat=A, *, held=5, from_seq=1, told=None, active_at=0):
    return Position(chat, held, from_seq, held if told is None else told, 1, active_at)


def message(number, chat=A, *, command=None, refusal="", age=0):
    return Pending(
        number, command or SendMessage(0, chat, message_id(number), f"text {number}"), NOON - age, refusal
    )


def created(number, chat=A, *, refusal=""):
    return message(number, command=CreateChat(0, chat, message_id(number), (OTHER.id,)), refusal=refusal)


class Driver:
    """Says events to an engine and collects what it sends."""

    def __init__(self, *, held=(), pending=(), reads=0, jitter=0.5):
        self.clock = NOON
        self.engine = Engine("secret", jitter=lambda: jitter, clock=lambda: self.clock)
        self.now = 100.0
        self.engine.connecting()
        self.stored = []
        self.answers = []
        self.closed = None
        self.open = []
        self._do(self.engine.connected(Held(7, reads, tuple(held), tuple(pending), 12), self.now))

    def _do(self, effects):
        for effect in effects:
            match effect:
                case Send(request=request):
                    self.open.append(request)
                case Store(incoming=incoming):
                    self.stored.append(incoming)
                case Answer():
                    self.answers.append(effect)
                case Close(failure=failure):
                    self.closed = failure

    def sent(self, kind=object):
        """Return and forget the requests of a kind that were sent since."""
        found = [request for request in self.open if isinstance(request, kind)]
        self.open = [request for request in self.open if not isinstance(request, kind)]
        return found

    def hear(self, frame):
        self._do(self.engine.received(frame, self.now))
        self.advance()

    def advance(self, seconds=0.0):
        self.now += seconds
        self._do(self.engine.advance(self.now))

    def applied(self, *positions, settled=(), strange=()):
        self.engine.applied(Applied(NOTHING, tuple(positions), frozenset(settled), frozenset(strange)))
        self.advance()

    def resume(self):
        (resume,) = self.sent(Resume)
        self.hear(Resumed(resume.id, ME, "device"))
        return self

    def synced(self):
        self.resume()
        for sync in self.sent(Sync):
            self.hear(Ok(sync.id))
        self.hear(Synced(40))
        return self

    def ask(self, request, ticket):
        self._do(self.engine.ask(request, ticket))


def accepted(request):
    return Accepted(request.id, Message(request.message, request.chat, 6, 6, ME.id, 1, Text(request.text)))


def test_it_says_who_it_is_then_what_it_holds_and_is_online_once_synced():
    driver = Driver(held=[position(A, held=5), position(B, held=9)], reads=31)
    (resume,) = driver.sent()
    assert resume.token == "secret"
    driver.hear(Resumed(resume.id, ME, "device"))
    (sync,) = driver.sent()
    assert sync == Sync(sync.id, 7, {A: 5, B: 9}, 31, 12, more=False)
    assert driver.engine.state is ConnectionState.CATCHING_UP
    driver.hear(Synced(40))
    assert driver.engine.state is ConnectionState.ONLINE
    assert driver.stored[-2:] == [Synced(40), Current(NOON)]


def test_a_vector_too_long_for_a_frame_is_told_in_parts(monkeypatch):
    monkeypatch.setattr(limits, "SYNC_CHATS", 2)
    held = [position(chat_id(number)) for number in range(5)]
    parts = Driver(held=held).resume().sent(Sync)
    assert [(len(part.chats), part.more) for part in parts] == [(2, True), (2, True), (1, False)]


def test_nothing_is_sent_before_the_server_knows_us():
    driver = Driver(pending=[message(1)])
    driver.advance()
    assert [type(request) for request in driver.sent()] == [Resume]


def test_commands_of_a_chat_go_one_after_the_other_in_order():
    driver = Driver(pending=[message(1), message(2), message(3)]).resume()
    (first,) = driver.sent(SendMessage)
    assert first.text == "text 1"
    driver.hear(accepted(first))
    assert driver.stored[-1] == Settle(1, accepted(first))
    (second,) = driver.sent(SendMessage)
    assert second.text == "text 2"


def test_chats_do_not_wait_for_each_other_but_only_so_many_go_at_once():
    driver = Driver(pending=[message(number, chat_id(number)) for number in range(1, 20)]).resume()
    sent = driver.sent(SendMessage)
    assert len(sent) == sending.CHATS_IN_FLIGHT
    driver.hear(accepted(sent[0]))
    assert len(driver.sent(SendMessage)) == 1


def test_what_has_no_answer_is_sent_again_with_the_same_id_after_a_reconnect():
    driver = Driver(pending=[message(1)]).resume()
    (before,) = driver.sent(SendMessage)
    driver.engine.failed(ConnectFailure.LOST, driver.now)
    driver._do(driver.engine.connected(Held(7, 0, (), (message(1),)), driver.now))
    driver.resume()
    (again,) = driver.sent(SendMessage)
    assert (again.message, again.text) == (before.message, before.text)
    assert again.id != before.id


def test_a_refused_message_is_noted_and_blocks_nothing():
    driver = Driver(pending=[message(1), message(2)]).resume()
    (first,) = driver.sent(SendMessage)
    driver.hear(Error(first.id, ErrorCode.MESSAGE_TOO_LONG, "too long"))
    assert driver.stored[-1] == Refuse(1, A, message_id(1), ErrorCode.MESSAGE_TOO_LONG)
    assert [request.text for request in driver.sent(SendMessage)] == ["text 2"]


def test_a_refused_start_keeps_what_was_written_into_the_chat_until_it_is_retried():
    driver = Driver(pending=[created(1), message(2), message(3, B)]).resume()
    (start,) = driver.sent(CreateChat)
    assert [request.chat for request in driver.sent(SendMessage)] == [B]
    driver.hear(Error(start.id, ErrorCode.UNKNOWN_USER, "who?"))
    driver.advance(1000)
    assert driver.sent(CreateChat | SendMessage) == []
    driver.engine.queued((created(1),), (1,))
    driver.advance()
    assert len(driver.sent(CreateChat)) == 1


def test_a_start_refused_in_an_earlier_session_still_holds_its_chat_back():
    driver = Driver(pending=[created(1, refusal="unknown_user"), message(2)]).resume()
    assert driver.sent(CreateChat | SendMessage) == []


def test_a_retryable_refusal_is_tried_again_when_the_server_says():
    driver = Driver(pending=[message(1), message(2)]).resume()
    (first,) = driver.sent(SendMessage)
    driver.hear(Error(first.id, ErrorCode.RATE_LIMITED, "slow down", retry_after_ms=4000))
    assert driver.sent(SendMessage) == []
    assert driver.engine.wake_at(driver.now) == driver.now + 4
    driver.advance(4.0)
    assert [request.message for request in driver.sent(SendMessage)] == [message_id(1)]


def test_a_server_that_says_never_is_asked_again_within_an_hour():
    driver = Driver(pending=[message(1)]).resume()
    (first,) = driver.sent(SendMessage)
    driver.hear(Error(first.id, ErrorCode.RATE_LIMITED, "slow down", retry_after_ms=10**400))
    assert driver.engine.wake_at(driver.now) <= driver.now + 3_600


def test_a_server_that_asks_for_a_pause_gets_one_from_every_chat():
    driver = Driver(pending=[message(1), message(2, B)], held=[position(from_seq=50)]).synced()
    first, second = driver.sent(SendMessage)
    driver.sent(History)
    driver.hear(Error(first.id, ErrorCode.RATE_LIMITED, "slow down", retry_after_ms=2000))
    driver.hear(accepted(second))
    driver.engine.queued((message(3, B),), ())
    driver.advance(1.0)
    assert driver.sent() == []
    assert driver.engine.wake_at(driver.now) == driver.now + 1.0
    driver.advance(1.0)
    assert [request.message for request in driver.sent(SendMessage)] == [message_id(1), message_id(3)]


def test_a_read_position_that_is_refused_is_forgotten():
    driver = Driver(pending=[message(1, command=MarkRead(0, A, 3))]).resume()
    (mark,) = driver.sent(MarkRead)
    driver.hear(Error(mark.id, ErrorCode.CHAT_NOT_FOUND, "no"))
    assert driver.stored[-1] == Drop(1)


def test_a_gap_is_asked_for_once_and_again_until_it_is_closed():
    driver = Driver(held=[position(held=5)]).synced()
    driver.applied(position(held=5, told=9))
    driver.applied(position(held=5, told=10))
    (ask,) = driver.sent(Changes)
    assert (ask.chat, ask.after) == (A, 5)
    driver._do(driver.engine.received(ChangesPage(ask.id, A, 5, 8, None, (), more=True), driver.now))
    driver.applied(position(held=8, told=10))
    assert [request.after for request in driver.sent(Changes)] == [8]


def test_a_gap_that_the_server_cannot_close_is_not_asked_for_in_a_loop():
    driver = Driver(held=[position(held=5)]).synced()
    driver.applied(position(held=5, told=9))
    (ask,) = driver.sent(Changes)
    driver._do(driver.engine.received(ChangesPage(ask.id, A, 3, 3, None, (), more=False), driver.now))
    driver.applied(position(held=5, told=9))
    driver.advance(100)
    assert driver.sent(Changes) == []


def test_a_chat_whose_row_was_lost_is_asked_for_once_everything_has_come():
    driver = Driver().resume()
    driver.applied(strange=[A, B])
    assert driver.sent(OpenChat) == []
    driver.hear(Synced(40))
    first, second = driver.sent(OpenChat)
    assert [first.chat, second.chat] == [A, B]
    driver.applied(strange=[A])
    assert driver.sent(OpenChat) == []
    opened = ChatOpened(first.id, Chat(A, 1, "", (), None, None, 1), 1, 1, (), {})
    driver._do(driver.engine.received(opened, driver.now))
    assert driver.stored[-1] == opened
    driver.applied(position(A, held=1))
    driver.hear(Error(second.id, ErrorCode.CHAT_NOT_FOUND, "no"))
    driver.applied(strange=[B])
    driver.advance(1000)
    assert driver.sent(OpenChat) == []


def test_a_chat_that_could_not_be_opened_just_now_is_asked_for_again():
    driver = Driver().synced()
    driver.applied(strange=[A])
    (ask,) = driver.sent(OpenChat)
    driver.hear(Error(ask.id, ErrorCode.INTERNAL, "disk full"))
    assert driver.sent(OpenChat) == []
    assert driver.engine.wake_at(driver.now) is not None
    driver.advance(1.0)
    assert [request.chat for request in driver.sent(OpenChat)] == [A]


def test_a_server_that_is_in_trouble_for_long_is_asked_less_and_less():
    gaps = [position(chat_id(number), told=9, from_seq=50) for number in range(1, 60)]
    driver = Driver(held=gaps, jitter=1.0).synced()
    asked = []
    for _ in range(3000):
        for request in driver.sent((Changes, History)):
            asked.append(driver.now)
            driver.hear(Error(request.id, ErrorCode.INTERNAL, "disk full"))
        driver.advance(0.1)
    last_minute = [time for time in asked if time >= driver.now - 60]
    assert 1 <= len(last_minute) <= 3 * backfill.AT_ONCE


def test_a_chat_that_the_server_cannot_tell_of_holds_up_no_other_one():
    sick, well = position(A, from_seq=50, told=9, active_at=2), position(B, from_seq=70, active_at=1)
    driver = Driver(held=[sick, well])
    driver.engine.look_at(A)
    driver.synced()
    filled = 70
    for _ in range(600):
        for request in driver.sent((Changes, History)):
            if request.chat == A:
                driver.hear(Error(request.id, ErrorCode.INTERNAL, "a bug"))
            else:
                filled -= 10
                driver.hear(HistoryPage(request.id, B, filled, ()))
                driver.applied(structs.replace(well, held_from_seq=filled))
        driver.advance(0.1)
        if filled == 10:
            return
    raise AssertionError(f"the other chat is filled down to {filled} only")


def test_a_gap_that_could_not_be_closed_is_asked_for_again_when_there_is_news_of_the_chat():
    driver = Driver(held=[position(held=5)]).synced()
    driver.applied(position(held=5, told=9))
    (ask,) = driver.sent(Changes)
    driver._do(driver.engine.received(ChangesPage(ask.id, A, 5, 5, None, (), more=False), driver.now))
    driver.applied(position(held=5, told=9))
    assert driver.sent(Changes) == []
    driver.applied(position(held=5, told=10))
    assert [request.after for request in driver.sent(Changes)] == [5]


@pytest.mark.parametrize("code", [ErrorCode.RATE_LIMITED, ErrorCode.INTERNAL, ErrorCode.MALFORMED])
def test_a_catch_up_that_the_server_refuses_is_begun_again_on_another_connection(code):
    driver = Driver().resume()
    (sync,) = driver.sent(Sync)
    driver.hear(Error(sync.id, code, "not now"))
    assert driver.closed is ConnectFailure.UNREACHABLE


def test_who_is_there_is_passed_over():
    driver = Driver().synced()
    before = list(driver.stored)
    driver.hear(Presence({OTHER.id: "active"}))
    assert driver.stored == before


@pytest.mark.parametrize(
    "code",
    [
        ErrorCode.MESSAGE_NOT_FOUND,
        ErrorCode.MESSAGE_DELETED,
        ErrorCode.NOT_AUTHOR,
        ErrorCode.SYSTEM_LINE,
        ErrorCode.EMOJI_REFUSED,
        ErrorCode.TOO_MANY_REACTIONS,
        ErrorCode.DEVICE_NOT_FOUND,
        ErrorCode.PASSWORD_REFUSED,
    ],
)
def test_what_no_patience_mends_is_refused_for_good(code):
    driver = Driver(pending=[message(1)]).resume()
    (request,) = driver.sent(SendMessage)
    driver.hear(Error(request.id, code, "no"))
    assert driver.stored[-1] == Refuse(1, A, message_id(1), code)
    driver.advance(1000)
    assert driver.sent(SendMessage) == []


def test_older_messages_are_fetched_newest_chat_first_once_synced():
    driver = Driver(
        held=[position(A, from_seq=50, active_at=1), position(B, from_seq=70, active_at=2)]
    ).resume()
    assert driver.sent(History) == []
    driver.hear(Synced(40))
    (first,) = driver.sent(History)
    assert (first.chat, first.before_seq) == (B, 70)
    driver.hear(Ok(first.id))
    driver.applied(position(B, from_seq=1, active_at=2))
    driver.advance(1)
    assert [request.chat for request in driver.sent(History)] == [A]


def test_fetching_older_messages_leaves_the_server_time_to_breathe():
    driver = Driver(held=[position(from_seq=50)]).synced()
    (first,) = driver.sent(History)
    driver.hear(Ok(first.id))
    driver.applied(position(from_seq=40))
    assert driver.sent(History) == []
    assert driver.engine.wake_at(driver.now) == driver.now + backfill.PAUSE


def test_a_page_that_brings_nothing_older_does_not_make_a_loop():
    driver = Driver(held=[position(from_seq=50)]).synced()
    (first,) = driver.sent(History)
    driver.hear(Ok(first.id))
    driver.applied(position(from_seq=50))
    driver.advance(100)
    assert driver.sent(History) == []


def test_a_refused_token_ends_it_and_keeps_everything():
    driver = Driver()
    (resume,) = driver.sent(Resume)
    driver.hear(Error(resume.id, ErrorCode.TOKEN_REFUSED, "expired"))
    assert driver.engine.state is ConnectionState.SIGNED_OUT
    assert driver.engine.reason == ConnectFailure.TOKEN_REFUSED
    assert driver.closed is ConnectFailure.TOKEN_REFUSED
    assert driver.stored == []


def test_a_closed_account_ends_it_and_wipes_the_cache_at_any_time():
    driver = Driver(held=[position()]).synced()
    driver.hear(Error(None, ErrorCode.DEACTIVATED, "gone"))
    driver.engine.failed(ConnectFailure.LOST, driver.now)
    assert driver.stored[-1] == Wipe()
    assert driver.engine.state is ConnectionState.SIGNED_OUT
    assert driver.engine.reason == ConnectFailure.DEACTIVATED


def test_trouble_on_the_server_at_resume_says_nothing_about_the_token():
    driver = Driver()
    (resume,) = driver.sent(Resume)
    driver.hear(Error(resume.id, ErrorCode.INTERNAL, "disk full"))
    assert driver.closed is ConnectFailure.UNREACHABLE
    driver.engine.failed(driver.closed, driver.now)
    assert driver.engine.state is ConnectionState.OFFLINE


def test_a_newer_protocol_ends_it():
    engine = Engine("secret", jitter=lambda: 1.0)
    engine.connecting()
    engine.failed(ConnectFailure.NEWER_PROTOCOL, 0.0)
    assert engine.state is ConnectionState.OUTDATED
    assert engine.is_over


def test_waits_grow_to_half_a_minute_and_are_drawn_from_the_whole_range():
    engine = Engine("secret", jitter=lambda: 1.0)
    waits = []
    for _ in range(12):
        engine.failed(ConnectFailure.UNREACHABLE, 100.0)
        waits.append(engine.retry_at - 100.0)
    assert waits == [0.5, 1, 2, 2, 2, 2, 2, 4, 8, 16, 30, 30]
    lucky = Engine("secret", jitter=lambda: 0.0)
    lucky.failed(ConnectFailure.UNREACHABLE, 100.0)
    assert lucky.retry_at == 100.0


@pytest.mark.parametrize(("lasted", "wait"), [(engine_module.STABLE_AFTER, 0.5), (1.0, 1.0)])
def test_only_a_stable_connection_makes_the_next_wait_short_again(lasted, wait):
    driver = Driver(jitter=1.0)
    driver.engine.failed(ConnectFailure.LOST, driver.now)
    driver._do(driver.engine.connected(Held(0, 0, (), ()), driver.now))
    driver.sent(Resume)
    driver.hear(Synced(40))
    driver.now += lasted
    driver.engine.failed(ConnectFailure.LOST, driver.now)
    assert driver.engine.retry_at == driver.now + wait


def test_who_asked_gets_the_answer_and_its_row_is_stored():
    driver = Driver().synced()
    driver.ask(AddParticipants(0, A, message_id(1), (OTHER.id,), share_history=True), ticket=3)
    (request,) = driver.sent(AddParticipants)
    reply = Accepted(request.id, Message(message_id(1), A, 6, 6, ME.id, 1, Text("")))
    driver.hear(reply)
    assert driver.answers == [Answer(3, reply)]
    assert driver.stored[-1] == reply


def test_a_reply_that_nobody_asked_for_is_passed_over():
    driver = Driver().synced()
    before = len(driver.stored)
    driver.hear(Ok(999))
    driver.hear(Error(None, ErrorCode.MALFORMED, "what?"))
    assert len(driver.stored) == before


def test_a_command_that_a_push_confirmed_is_not_sent_again():
    driver = Driver(pending=[message(1), message(2)]).resume()
    driver.sent(SendMessage)
    driver.engine.applied(Applied(NOTHING, (), frozenset({1, 2})))
    driver.engine.failed(ConnectFailure.LOST, driver.now)
    assert driver.sent(SendMessage) == []
    assert driver.engine.wake_at(driver.now) is None
    assert not driver.engine.knows(ChatId("unknown"))


# What waited long -------------------------------------------------------------------------------------------------------

LONG = sending.DEFAULT_PATIENCE + 1


def asked(driver):
    return [incoming.number for incoming in driver.stored if isinstance(incoming, Hold)]


def test_what_waited_long_asks_once_everything_new_is_here_and_holds_up_nothing():
    driver = Driver(pending=[message(1, age=LONG), message(2)]).resume()
    assert driver.sent(SendMessage) == []
    assert asked(driver) == []
    driver.hear(Synced(40))
    assert asked(driver) == [1]
    assert [request.message for request in driver.sent(SendMessage)] == [message_id(2)]


def test_what_turns_out_to_have_arrived_does_not_ask():
    driver = Driver(pending=[message(1, age=LONG)]).resume()
    driver.applied(position(held=6), settled=[1])
    driver.hear(Synced(40))
    assert asked(driver) == []
    assert driver.sent(SendMessage) == []


def test_where_changes_are_missing_it_is_not_known_yet_what_arrived():
    driver = Driver(held=[position(told=900)], pending=[message(1, age=LONG)]).synced()
    assert asked(driver) == []
    driver.applied(position(held=900))
    assert asked(driver) == [1]


def test_what_its_author_released_goes_without_asking_again():
    driver = Driver(pending=[message(1, age=LONG)]).synced()
    driver.engine.queued((structs.replace(message(2, age=LONG), held="released"),), (1,))
    driver.advance()
    assert [request.message for request in driver.sent(SendMessage)] == [message_id(2)]
    assert asked(driver) == [1]


def test_what_is_on_its_way_does_not_ask_however_long_the_answer_takes():
    driver = Driver(pending=[message(1)]).synced()
    assert len(driver.sent(SendMessage)) == 1
    driver.clock += LONG
    driver.advance(1)
    assert asked(driver) == []


def test_a_message_that_the_server_could_not_take_asks_when_it_has_become_too_old():
    driver = Driver(pending=[message(1)]).synced()
    (first,) = driver.sent(SendMessage)
    driver.clock += LONG
    driver.hear(Error(first.id, ErrorCode.INTERNAL, "disk full", retry_after_ms=1000))
    driver.advance(1)
    assert asked(driver) == [1]
    assert driver.sent(SendMessage) == []


@pytest.mark.parametrize(("patience", "asks"), [(None, []), (1000, [1]), (LONG + 1, [])])
def test_how_long_that_is_can_be_set(patience, asks):
    driver = Driver(pending=[message(1, age=LONG)])
    driver.engine.set_patience(patience)
    driver.synced()
    assert asked(driver) == asks
    assert len(driver.sent(SendMessage)) == 1 - len(asks)


def test_only_messages_ask():
    old = [
        message(1, A, command=MarkRead(0, A, 3), age=LONG),
        message(2, B, command=SetPreferences(0, B, message_id(2), pinned=True), age=LONG),
        message(3, chat_id(3), command=CreateChat(0, chat_id(3), message_id(3), (OTHER.id,)), age=LONG),
    ]
    driver = Driver(pending=old).synced()
    assert asked(driver) == []
    assert len(driver.sent(MarkRead | SetPreferences | CreateChat)) == 3


# What is set for oneself --------------------------------------------------------------------------------------------------


def test_what_was_set_is_settled_by_the_row_and_forgotten_if_it_is_refused():
    commands = [SetPreferences(0, chat, message_id(9), pinned=True) for chat in (A, B)]
    driver = Driver(pending=[message(1, command=commands[0]), message(2, command=commands[1])]).resume()
    first, second = driver.sent(SetPreferences)
    reply = PreferencesSet(first.id, A, Preferences(4, pinned=True))
    driver.hear(reply)
    assert driver.stored[-1] == Settle(1, reply)
    driver.hear(Error(second.id, ErrorCode.CHAT_NOT_FOUND, "no"))
    assert driver.stored[-1] == Drop(2)


# How current it is --------------------------------------------------------------------------------------------------------


def noted(driver):
    return [incoming.at for incoming in driver.stored if isinstance(incoming, Current)]


def test_it_is_noted_now_and_then_that_everything_new_is_here():
    driver = Driver().synced()
    assert noted(driver) == [NOON]
    assert driver.engine.wake_at(driver.now) == driver.now + engine_module.CURRENT_EVERY
    driver.clock += 60_000
    driver.advance(engine_module.CURRENT_EVERY)
    driver.advance(1)
    assert noted(driver) == [NOON, NOON + 60_000]


def test_while_something_is_missing_nothing_is_current():
    driver = Driver(held=[position(told=9)]).synced()
    assert noted(driver) == []
    assert not driver.engine.is_current
    driver.applied(position(held=9))
    assert noted(driver) == [NOON]
    driver.applied(strange=[B])
    assert not driver.engine.is_current


# The line -----------------------------------------------------------------------------------------------------------------


def test_the_oldest_request_without_an_answer_says_how_long_the_server_is_silent():
    driver = Driver(pending=[message(1)]).synced()
    assert driver.engine.waiting_since == 100.0
    driver.advance(5)
    driver.ask(AddParticipants(0, A, message_id(1), (OTHER.id,), share_history=True), ticket=3)
    driver.hear(accepted(driver.sent(SendMessage)[0]))
    assert driver.engine.waiting_since == 105.0
    assert not driver.engine.is_overdue(driver.now)
    assert driver.engine.is_overdue(driver.now + engine_module.OVERDUE)


@pytest.mark.parametrize(
    ("event", "soon"),
    [
        (lambda engine, now: engine.hurry(now), 0.5),
        (lambda engine, now: engine.network_changed(reachable=True, now=now), 0.5),
        (lambda engine, now: engine.network_changed(reachable=None, now=now), 0.5),
        (lambda engine, now: engine.network_changed(reachable=False, now=now), 15.0),
        (lambda engine, now: engine.try_now(now), 0.0),
    ],
)
def test_what_moves_the_next_try_forward(event, soon):
    engine = Engine("secret", jitter=lambda: 0.5)
    for _ in range(12):
        engine.failed(ConnectFailure.UNREACHABLE, 100.0)
    assert engine.retry_at == 115.0
    event(engine, 100.0)
    assert engine.retry_at == 100.0 + soon


def test_a_server_that_goes_away_is_looked_for_again_within_moments():
    driver = Driver(jitter=1.0).synced()
    driver.engine.failed(ConnectFailure.LOST, driver.now, restarting=True)
    assert driver.engine.retry_at == driver.now + 2
    assert driver.engine.reason == ConnectFailure.LOST


def test_the_next_page_is_asked_for_while_the_last_one_is_stored():
    driver = Driver(held=[position(from_seq=900)]).synced()
    (first,) = driver.sent(History)
    driver.now += 0.1
    driver._do(driver.engine.received(HistoryPage(first.id, A, 800, ()), driver.now))
    driver._do(driver.engine.ahead(driver.now))
    assert [request.before_seq for request in driver.sent(History)] == [800]


def test_background_work_leaves_the_user_some_time():
    driver = Driver(held=[position(from_seq=900)]).synced()
    (first,) = driver.sent(History)
    driver.engine.queued((message(1),), ())
    assert driver.engine.user_acted(driver.now)
    assert not driver.engine.user_acted(driver.now)
    driver.hear(HistoryPage(first.id, A, 800, ()))
    assert driver.sent(History) == []
    driver.advance(backfill.USER_PAUSE)
    assert len(driver.sent(History)) == 1
