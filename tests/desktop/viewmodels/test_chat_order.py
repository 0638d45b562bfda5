"""Which chats are shown and where: in order, found, unread, and beside which others."""

import random

import pytest
from PySide6.QtCore import QSortFilterProxyModel
from PySide6.QtTest import QAbstractItemModelTester

from desktop.viewmodels.chat_line import Role
from desktop.viewmodels.chat_list import ChatListModel
from desktop.viewmodels.chat_order import ChatListOrder
from tests.gallery.team import BRUNO, DANA, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import until
from tests.support.story import Story

OUTAGE, HANDOVER, BRUNO_S, ELIF_S, VAT, TONE, *_ = (story.id for story in others())
STRICT = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
async def office(qapp, tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund(), *others()], now=NOW) as here:
        yield here


@pytest.fixture
async def chats(office):
    """Both models are watched by Qt's tester: whatever a test does, they tell of it as Qt asks for."""
    model = ChatListModel(office.client, office.background, office.clock)
    watch = QAbstractItemModelTester(model, STRICT)
    yield model
    model.close()
    del watch


@pytest.fixture
async def order(chats):
    made = ChatListOrder(chats)
    rows = QSortFilterProxyModel()
    rows.setSourceModel(made)
    watches = [QAbstractItemModelTester(each, STRICT) for each in (made, rows)]
    chats.load()
    await until(lambda: chats.is_loaded and not chats.is_reading)
    yield made
    assert [rows.index(row, 0).data(Role.CHAT) for row in range(rows.rowCount())] == shown(made)
    del watches, rows


def shown(order):
    return [order.chat_at(row) for row in range(order.rowCount())]


async def read_all(office, chat):
    details = await office.client.chat(chat)
    await office.client.mark_read(chat, details.last_seq)


async def test_only_chats_with_something_unread_are_shown_and_then_all_again(order):
    everything = shown(order)
    order.show_unread_only(only=True)
    assert shown(order) == [OUTAGE, HANDOVER, VAT]
    order.show_unread_only(only=False)
    assert shown(order) == everything


async def test_a_chat_that_is_read_elsewhere_leaves_the_unread_ones_and_comes_back_with_a_message(
    order, office
):
    order.show_unread_only(only=True)
    await read_all(office, VAT)
    await until(lambda: shown(order) == [OUTAGE, HANDOVER])
    story = next(story for story in others() if story.id == TONE)
    story.say(BRUNO, "2026-03-05 14:40", "One more thing")
    await office.hears(story)
    await until(lambda: shown(order) == [TONE, OUTAGE, HANDOVER])


async def test_the_open_chat_stays_among_the_unread_ones_until_it_is_left(order, office):
    order.show_unread_only(only=True)
    order.show_open(HANDOVER)
    await read_all(office, HANDOVER)
    await until(lambda: not order.row_of(HANDOVER).data(Role.LINE).unread)
    assert shown(order) == [OUTAGE, HANDOVER, VAT]
    order.show_open(VAT)
    assert shown(order) == [OUTAGE, VAT]


async def test_the_open_chat_does_not_come_among_the_unread_ones_if_it_was_read_before(order):
    order.show_open(TONE)
    order.show_unread_only(only=True)
    assert TONE not in shown(order)


async def test_stepping_stays_within_what_is_shown(order):
    order.show_unread_only(only=True)
    assert order.beside(OUTAGE, 1) == HANDOVER
    assert order.beside(VAT, 1) is None


async def test_stepping_from_a_chat_that_is_not_shown_begins_where_it_would_stand(order):
    order.show_unread_only(only=True)
    assert order.beside(ELIF_S, 1) == VAT
    assert order.beside(ELIF_S, -1) == HANDOVER
    assert order.beside(None, -1) == VAT


async def test_the_top_of_all_chats_is_known_whatever_is_shown(order):
    top = [line.id for line in order.top(3)]
    order.show_unread_only(only=True)
    assert [line.id for line in order.top(3)] == top == [OUTAGE, refund().id, HANDOVER]


async def test_a_title_is_found_by_its_beginning_and_looking_begins_anew_at_the_top(order):
    titles = [order.index(row, 0).data() for row in range(order.rowCount())]
    macro = titles.index("Macro clean-up")
    assert order.beginning_with("MAC", 0) == macro
    assert order.beginning_with("eli", macro) == titles.index("Elif Yılmaz")
    assert order.beginning_with("ines", 0) == titles.index("Inês Moreau")
    assert order.beginning_with("xyz", 0) is None


async def test_chats_that_come_go_and_move_at_random_stand_as_if_sorted_anew(order, chats, office):
    chance = random.Random(5)  # noqa: S311 - the same every time
    told = [Story(300 + number, BRUNO, (DANA,), moment="2026-03-05 08:00") for number in range(12)]
    for turn in range(60):
        story = chance.choice(told)
        story.say(BRUNO, f"2026-03-05 {10 + turn // 20}:{turn % 60:02}", f"number {turn}")
        if chance.random() < 0.3:
            story.read_all(DANA)
        await office.hears(story)
        if chance.random() < 0.2:
            await office.client.set_pinned(story.id, chance.random() < 0.5)
        if chance.random() < 0.2:
            order.show_unread_only(only=chance.random() < 0.5)
    await until(lambda: not chats.is_reading)
    lines = sorted(chats.lines(0, chats.rowCount()), key=lambda line: line.key)
    order.show_unread_only(only=False)
    assert shown(order) == [line.id for line in lines]


async def test_a_chat_that_was_given_up_is_gone(order, office):
    await office.client.start_chat((BRUNO.id,), subject="Never mind")
    await until(lambda: "Never mind" in [order.index(row, 0).data() for row in range(order.rowCount())])
    started = order.chat_at(0)
    details = await office.client.chat(started)
    await office.client.discard(details.create_command)
    await until(lambda: started not in shown(order))
    assert len(shown(order)) == 12
