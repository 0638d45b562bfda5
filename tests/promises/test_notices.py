"""What is notified of between real people: a real server, real devices over their files, going offline and being switched off.

Nothing is told twice, nothing floods, nothing that somebody may not read is told, and what is read anywhere is withdrawn everywhere.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from PySide6.QtCore import QLocale

from desktop.core.client import present
from desktop.viewmodels.background import Background
from desktop.viewmodels.choices import Choices, ChoicesModel
from desktop.viewmodels.notice import SUMMARY
from tests.support.devices import Device, Office, office
from tests.support.noticing import Hearing
from tests.support.screen import until


@pytest.fixture(autouse=True)
def english():
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@asynccontextmanager
async def notified(desk: Office, device: Device, *, late: bool = False) -> AsyncIterator[Hearing]:
    """Switch a device on that notifies its user; `late` once it holds all that is new, as on a slow computer."""
    if not device.lives_now:
        await device.lives(connects=late)
    if late:
        await device.catches_up()
    unexpected: list[Exception] = []
    background = Background(desk.tasks, unexpected.append)
    choices = ChoicesModel(Choices(notification_text="all"))
    here = Hearing(device.client, background, choices, present, "")
    await here.rest()
    device.client.start(desk.tasks)
    await device.catches_up()
    await here.rest()
    try:
        yield here
    finally:
        here.notifying.close()
        await background.finish()
    assert not unexpected, unexpected


async def settled(device: Device, here: Hearing, chat: str, text: str) -> None:
    """Wait until a device has heard a message and has decided what to make of it."""
    await device.sees(chat, text)
    await here.rest()


@pytest.mark.parametrize("late", [False, True])
async def test_what_came_while_the_program_was_closed_is_told_once_and_calmly(qapp, tmp_path, late):
    async with office(tmp_path, "anna", "bruno", "chiara") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        chats = [
            await bruno.client.start_chat([desk.id("anna"), desk.id("chiara")], subject=f"Case {number}")
            for number in range(5)
        ]
        for chat in chats:
            await bruno.client.send(chat, "before")
            await anna.sees(chat, "before")
        await anna.ends()
        for chat in chats:
            await bruno.client.send(chat, "meanwhile")
        await bruno.sends_everything()

        async with notified(desk, anna, late=late) as here:
            (notice,) = here.listing.shown
            assert (notice.key, notice.loud, notice.sound) == (SUMMARY, True, False)
            assert here.title(SUMMARY) == "5 new messages"
            await bruno.client.send(chats[0], "live")
            await settled(anna, here, chats[0], "live")
            assert here.body(chats[0]) == "Bruno: meanwhile\nBruno: live"
        await anna.ends()

        async with notified(desk, anna) as here:
            assert here.listing.shown == [], "it was told, and nothing has come since"
            assert here.notifying.unread.messages == 11


async def test_somebody_who_signs_in_on_another_computer_is_told_nothing_of_what_was_there(qapp, tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        bruno = await desk.device("bruno")
        chat = await bruno.client.start_chat([desk.id("anna")])
        await bruno.client.send(chat, "old news")
        await bruno.sends_everything()
        anna = await desk.device("anna", connects=False)
        async with notified(desk, anna) as here:
            await settled(anna, here, chat, "old news")
            assert here.listing.shown == []
            await bruno.client.send(chat, "news")
            await settled(anna, here, chat, "news")
            assert here.listing.pop_ups == ["news"]


async def test_replacements_and_withdrawals_follow_what_others_and_the_users_phone_do(qapp, tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna = await desk.device("anna", connects=False)
        phone, bruno = await desk.devices("anna's phone", "bruno")
        async with notified(desk, anna) as here:
            chat = await bruno.client.start_chat([desk.id("anna")])
            message = await bruno.client.send(chat, "teh list")
            await until(lambda: here.body(chat).endswith("teh list"), "the message")
            await bruno.client.edit(chat, message, "the list")
            await until(lambda: here.body(chat).endswith("the list"), "the edit")
            assert not here.listing.shown[-1].loud
            second = await bruno.client.send(chat, "and this")
            await until(lambda: here.body(chat).endswith("and this"), "the second")
            await bruno.client.delete(chat, second)
            await until(lambda: here.body(chat).endswith("the list"), "the second to go")
            await phone.sees(chat, "the list")
            await phone.client.mark_read(chat, 2)
            await until(lambda: chat not in here.listing.standing, "the notice to be withdrawn")
            await phone.client.send(chat, "from my phone")
            await settled(anna, here, chat, "from my phone")
            assert here.listing.standing == {}
            here.notifying.reply(chat, "from the notice")
            await bruno.sees(chat, "from the notice")


async def test_after_a_time_offline_what_was_told_is_not_told_again(qapp, tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna = await desk.device("anna", connects=False)
        bruno = await desk.device("bruno")
        async with notified(desk, anna) as here:
            chat = await bruno.client.start_chat([desk.id("anna")])
            await bruno.client.send(chat, "told")
            await until(lambda: here.body(chat).endswith("told"), "the message")
            here.listing.standing.clear()
            here.notifying.gone(chat)
            await anna.goes_offline()
            await bruno.client.send(chat, "while you were away")
            await bruno.sends_everything()
            await anna.comes_back()
            await until(lambda: here.body(chat) == "while you were away", "what is new, and nothing else")
            assert SUMMARY not in here.listing.standing


async def test_who_is_added_without_the_history_is_told_nothing_of_it(qapp, tmp_path):
    async with office(tmp_path, "anna", "bruno", "chiara") as desk:
        anna = await desk.device("anna", connects=False)
        bruno = await desk.device("bruno")
        chat = await bruno.client.start_chat([desk.id("chiara")], subject="Salaries")
        for number in range(3):
            hidden = await bruno.client.send(chat, f"hidden {number}", mentions=(desk.id("anna"),))
        await bruno.sends_everything()
        async with notified(desk, anna) as here:
            await bruno.client.add_participants(chat, [desk.id("anna")], share_history=False)
            await until(lambda: here.listing.standing, "being added")
            assert here.body(chat) == "Bruno added you to this chat"
            await bruno.client.edit(chat, hidden, "hidden, edited", mentions=(desk.id("anna"),))
            await bruno.client.send(chat, "welcome", reply_to=hidden)
            await settled(anna, here, chat, "welcome")
            assert not any("hidden" in notice.title + notice.body for notice in here.listing.shown)
            assert here.body(chat).endswith("welcome")
