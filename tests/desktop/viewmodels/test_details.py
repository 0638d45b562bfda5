"""The right panel tells how a chat is called, how it began and who is in it, as far as the user may know."""

import pytest
from PySide6.QtCore import Qt

from desktop.core.errors import ErrorCode
from desktop.core.sync.applier import Refuse
from desktop.core.values import ConnectionState, Delivery, Presence
from desktop.viewmodels.details import DetailsModel
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, NOW, TEAM, refund
from tests.support.desk import desk
from tests.support.screen import until
from tests.support.story import Story, user


@pytest.fixture
async def office(tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund()], now=NOW) as here:
        yield here


@pytest.fixture
async def details(office):
    model = DetailsModel(office.client, office.background, office.clock)
    model.show_chat(refund().id)
    await until(lambda: model.ready)
    yield model
    model.close()


async def test_it_tells_the_subject_the_beginning_and_the_people(details):
    assert details.heading == "Refund #48213 – Northwind"
    assert details.beginning == "Started by Bruno on 24 February"
    assert [line.person.name for line in details.participants.lines] == [
        "Ana Ribeiro",
        "Bruno Costa",
        "Chen Wei",
        "Elif Yılmaz",
        "Dana Okafor",
    ]
    assert details.participants.lines[-1].is_me


async def test_who_was_added_without_the_history_carries_the_day(details):
    tags = {line.person.name: (line.tag, line.tag_meaning) for line in details.participants.lines if line.tag}
    assert tags == {"Chen Wei": ("from 3 Mar", "Sees messages from 3 March on")}


async def test_who_cannot_see_the_start_is_told_when_they_were_added(tmp_path):
    async with desk(tmp_path, CHEN, team=TEAM, stories=[refund()], now=NOW) as office:
        model = DetailsModel(office.client, office.background, office.clock)
        model.show_chat(refund().id)
        await until(lambda: model.ready)
        assert model.beginning == "You were added on 3 March"
        model.close()


async def test_a_chat_without_a_subject_is_called_by_the_others(office, details):
    chat = Story(8, ANA, (BRUNO, DANA), moment="2026-03-05 09:00")
    await office.hears(chat)
    details.show_chat(chat.id)
    await until(lambda: details.heading == "Ana, Bruno")
    assert details.subject == ""


async def test_a_subject_is_shown_at_once_and_waits_for_the_connection(office, details, qtbot):
    office.connection_is(ConnectionState.OFFLINE)
    with qtbot.assertNotEmitted(details.subject_kept, wait=0):
        details.set_subject("  Northwind,   both charges ")
    await until(lambda: details.heading == "Northwind, both charges")
    pending = (await office.client.chat(refund().id)).pending_subject
    assert pending.delivery is Delivery.WAITING
    assert not details.can_retry


async def test_a_subject_that_stays_the_same_sends_nothing(office, details, qtbot):
    with qtbot.waitSignal(details.subject_kept):
        details.set_subject("Refund #48213 – Northwind")
    assert (await office.client.chat(refund().id)).pending_subject is None


async def test_what_becomes_of_a_subject_is_not_said_of_another_chat(office, details, qtbot):
    other = Story(9, ANA, (DANA, BRUNO), moment="2026-03-05 09:00", subject="Other")
    await office.hears(other)
    told = []
    details.told.connect(told.append)
    with qtbot.assertNotEmitted(
        details.subject_kept
    ):  # it closes the field, where another subject is written by now
        details.set_subject("Northwind, both charges")
        details.show_chat(other.id)
        await until(lambda: told)
    details.set_subject("x" * 201)
    details.show_chat(refund().id)
    await until(lambda: len(told) == 2)
    assert told[1].failed
    assert not details.problem
    told[0].act()
    await until(lambda: details.subject == "Refund #48213 – Northwind")


async def test_a_subject_too_long_is_explained_and_nothing_changes(details):
    details.set_subject("x" * 201)
    await until(lambda: details.problem)
    assert "200 characters" in details.problem
    assert details.heading == "Refund #48213 – Northwind"
    details.forget_problem()
    assert not details.problem


async def refused(office, details) -> None:
    details.set_subject("Not for you")
    await until(lambda: details.heading == "Not for you")
    pending = (await office.client.chat(refund().id)).pending_subject
    refusal = Refuse(pending.command, refund().id, None, ErrorCode.RATE_LIMITED)
    await office.client.apply(refusal)
    await until(lambda: details.can_retry)


async def test_a_refused_subject_says_why_and_can_be_tried_again(office, details):
    await refused(office, details)
    assert details.problem.startswith("Not changed to “Not for you”. ")
    assert details.heading == "Refund #48213 – Northwind"
    details.retry_subject()
    await until(lambda: details.heading == "Not for you")
    assert not details.problem


async def test_a_refused_subject_can_be_given_up(office, details):
    await refused(office, details)
    details.discard_subject()
    await until(lambda: not details.can_retry)
    assert details.heading == "Refund #48213 – Northwind"
    assert not details.problem


async def test_another_subject_takes_the_place_of_a_refused_one(office, details):
    await refused(office, details)
    details.set_subject("Better")
    await until(lambda: details.heading == "Better")
    await until(lambda: not details.problem)


async def test_people_can_be_added_only_with_a_connection(office, details):
    assert details.can_edit_participants
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: not details.can_edit_participants)
    assert details.edit_obstacle == "Needs a connection"


async def test_nobody_is_added_to_a_chat_that_the_server_does_not_know(office, details):
    chat = await office.client.start_chat([ELIF.id])
    details.show_chat(chat)
    await until(lambda: details.ready)
    assert details.beginning == "Started by you on 5 March"
    assert details.edit_obstacle == "The chat is being started"


async def test_no_chat_shows_nothing(details):
    details.show_chat(None)
    assert (details.ready, details.heading, details.beginning) == (False, "", "")
    assert details.participants.lines == ()


async def test_a_chat_is_muted_from_the_panel_with_or_without_a_connection(office, details):
    assert not details.muted
    office.connection_is(ConnectionState.OFFLINE)
    details.mute(muted=True)
    await until(lambda: details.muted)
    assert details.muted_until == ""
    details.mute(muted=False)
    await until(lambda: not details.muted)


async def test_until_when_a_chat_is_muted_is_said(office, details):
    await office.client.set_muted(refund().id, NOW + 3_600_000)
    await until(lambda: details.muted_until == "Muted until 15:41")
    await office.client.set_muted(refund().id, NOW + 24 * 3_600_000)
    await until(lambda: details.muted_until == "Muted until 6 Mar, 14:41")


async def test_a_mute_ends_in_the_panel_too(tmp_path):
    now = NOW
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund()], now=NOW) as office:
        model = DetailsModel(office.client, office.background, lambda: now)
        model.show_chat(refund().id)
        await office.client.set_muted(refund().id, NOW + 60_000)
        await until(lambda: model.muted)
        assert model._unmuting.interval() == 60_000
        told = []
        model.changed.connect(lambda: told.append(1))
        now = NOW + 60_000
        model._unmuting.timeout.emit()
        assert told
        assert not model.muted
        model.close()


async def test_what_is_still_missing_of_a_chat_is_said(office, details):
    chat = Story(50, ANA, (DANA,), moment="2026-03-01 08:00", subject="Long")
    for minute in range(10, 50):
        chat.say(ANA, f"2026-03-05 08:{minute}", "Another thing")
    await office.client.apply(chat.snapshot(DANA, rows=10))
    details.show_chat(chat.id)
    await until(lambda: details.coming == "31 older messages are still coming")
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: details.coming == "31 older messages are not here yet")
    await office.client.apply(chat.snapshot(DANA))
    await until(lambda: details.coming == "")


async def test_a_subject_that_was_changed_can_be_had_back_also_from_another_chat(office, details):
    told = []
    details.told.connect(told.append)
    details.set_subject("Northwind, both charges")
    await until(lambda: told)
    assert (told[0].text, told[0].action) == ("The subject is now “Northwind, both charges”", "Undo")
    details.show_chat(None)
    told[0].act()
    await until(lambda: details.chat is None)
    details.show_chat(refund().id)
    await until(lambda: details.heading == "Refund #48213 – Northwind")


async def test_who_is_there_is_said_while_there_is_a_connection(office, details, qtmodeltester):
    qtmodeltester.check(details.participants)
    office.presence_is({ANA.id: Presence.ONLINE, ELIF.id: Presence.AWAY})
    await until(lambda: details.participants.lines[0].presence is Presence.ONLINE)
    shown = {line.person.username: line.presence for line in details.participants.lines}
    assert shown["elif.yilmaz"] is Presence.AWAY
    assert shown["bruno.costa"] is Presence.OFFLINE
    assert shown["dana.okafor"] is Presence.ONLINE  # who looks at it is there
    rows = [details.participants.index(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(5)]
    assert rows[0] == "Ana Ribeiro, Billing, online"
    assert rows[3] == "Elif Yılmaz, Key accounts, away"
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: all(line.presence is None for line in details.participants.lines))


async def test_of_one_other_person_the_header_says_whether_they_are_there(office, details):
    alone = Story(8, ANA, (DANA,), moment="2026-03-05 09:00")
    about = Story(9, ANA, (DANA,), moment="2026-03-05 09:00", subject="Rota")
    await office.hears(alone, about)
    office.presence_is({ANA.id: Presence.AWAY})
    details.show_chat(alone.id)
    await until(lambda: details.ready)
    assert (details.heading, details.summary) == ("Ana Ribeiro", "Away")
    details.show_chat(about.id)
    await until(lambda: details.ready)
    assert (details.heading, details.summary) == ("Rota", "Ana and you · Away")
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: details.summary == "Ana and you")


async def test_a_chat_can_be_muted_for_a_time_and_that_be_undone(office, details):
    told = []
    details.told.connect(told.append)
    details.mute_for_an_hour()
    await until(lambda: details.muted_until == "Muted until 15:41")
    details.mute_until_tomorrow()
    await until(lambda: details.muted_until == "Muted until 6 Mar, 08:00")
    await until(lambda: len(told) == 2)
    told[1].act()
    await until(lambda: details.muted_until == "Muted until 15:41")


async def test_no_name_turns_the_words_around_it_or_is_nothing_at_all(office, details):
    turned, nothing = user(30, "turned", "\u202eevil", "Title"), user(31, "nobody", "\u200b\u200b", "")
    await office.meets(turned, nothing)
    chat = Story(8, turned, (nothing, DANA), moment="2026-03-05 09:00", subject="\u202edesrever")
    await office.hears(chat)
    details.show_chat(chat.id)
    await until(lambda: details.ready)
    assert details.heading == "desrever"
    assert details.subject == "\u202edesrever"  # what is changed is what was written
    assert details.beginning == "Started by evil on 5 March"
    shown = [line.name for line in details.participants.lines]
    assert shown == ["evil", "nobody", "Dana Okafor"]
    assert details.summary in {"evil, nobody and you", "nobody, evil and you"}
