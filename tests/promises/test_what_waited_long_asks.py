"""A message that waited long says so to its author before it goes: nothing is said into a conversation that has moved on without asking.

Never before the device has caught up: what had gone out, and whose answer was lost, is not asked about. Time is the test's.
"""

from contextlib import suppress

import pytest

from desktop.core.errors import CacheError
from desktop.core.values import Delivery
from tests.support.devices import Device, Office, office
from tests.support.faults import anything
from tests.support.truth import written

MINUTE = 60_000
PATIENCE = 30 * MINUTE
BEGIN = 1_800_000_000_000


class Times:
    """The clock of a device."""

    def __init__(self, device: Device) -> None:
        self.now = BEGIN
        device.clock = lambda: self.now

    def pass_by(self, minutes: int) -> None:
        self.now += minutes * MINUTE


async def chat_of(anna: Device, bruno: Device) -> str:
    chat = await bruno.client.start_chat([anna.me], subject="Refunds")
    await bruno.client.send(chat, "hello")
    await anna.sees(chat, "hello")
    return chat


async def comes_back_late(anna: Device, bruno: Device, chat: str, text: str, *, newer: int) -> str:
    """Write something offline, be away for forty minutes while others talk, and come back; return the message."""
    times = Times(anna)
    await anna.goes_offline()
    message = await anna.client.send(chat, text)
    for number in range(newer):
        await bruno.client.send(chat, f"meanwhile {number}")
    await bruno.sends_everything()
    times.pass_by(40)
    await anna.comes_back()
    return message


async def asks(device: Device, message: str):
    """Wait until a message asks; return its row."""

    async def row():
        found = await device.row(message)
        return found if found is not None and found.delivery is Delivery.ASKING else None

    return await device.until(row, "to be asked")


def texts_on(server, chat: str) -> list[str]:
    return [line["text"] for line in written(server, chat) if line["kind"] == "text"]


async def test_it_asks_with_the_true_number_of_newer_messages_and_goes_nowhere_meanwhile(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        chat = await chat_of(anna, bruno)
        message = await comes_back_late(anna, bruno, chat, "for later", newer=6)
        row = await asks(anna, message)
        assert (row.newer, row.sent_at) == (6, BEGIN)
        (line,) = await anna.client.chats()
        assert line.asking
        # What comes now counts as well, and so do neither one's own words nor what is no message.
        await bruno.client.send(chat, "one more")
        await bruno.client.set_subject(chat, "Returns")
        await anna.client.send(chat, "written just now")
        await anna.sends_everything()
        await anna.sees(chat, "one more")
        await desk.agree()
        assert (await asks(anna, message)).newer == 7
        assert "for later" not in texts_on(desk.server, chat)
        assert "written just now" in texts_on(desk.server, chat), (
            "what was written later does not wait for it"
        )


async def test_send_sends_it_once_and_as_the_same_message(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        chat = await chat_of(anna, bruno)
        message = await comes_back_late(anna, bruno, chat, "for later", newer=2)
        await anna.client.release((await asks(anna, message)).command)
        await desk.agree()
        assert texts_on(desk.server, chat) == ["hello", "meanwhile 0", "meanwhile 1", "for later"]
        assert written(desk.server, chat)[-1]["id"] == message
        assert await anna.outbox() == []


async def test_edit_puts_it_into_the_draft_and_nothing_is_sent(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        chat = await chat_of(anna, bruno)
        message = await comes_back_late(anna, bruno, chat, "for later", newer=2)
        await anna.client.take_back((await asks(anna, message)).command)
        assert (await anna.client.chat(chat)).draft == "for later"
        assert await anna.outbox() == []
        await desk.agree()
        assert "for later" not in texts_on(desk.server, chat)


async def test_edit_joins_a_draft_that_is_there_and_death_in_between_loses_neither(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        chat = await chat_of(anna, bruno)
        message = await comes_back_late(anna, bruno, chat, "for later", newer=2)
        await anna.client.save_draft(chat, "half a sentence")
        await anna.dies()
        await anna.lives()
        await anna.client.take_back((await asks(anna, message)).command)
        await anna.dies()
        await anna.lives()
        draft = (await anna.client.chat(chat)).draft
        assert "for later" in draft
        assert "half a sentence" in draft
        await desk.agree()
        assert "for later" not in texts_on(desk.server, chat)


async def test_delete_deletes_it(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        chat = await chat_of(anna, bruno)
        message = await comes_back_late(anna, bruno, chat, "for later", newer=2)
        await anna.client.discard((await asks(anna, message)).command)
        await desk.agree()
        assert await anna.row(message) is None
        assert "for later" not in texts_on(desk.server, chat)
        assert not (await anna.client.chat(chat)).draft


async def test_it_goes_on_asking_after_every_death_and_reconnection_and_is_never_sent_by_them(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        chat = await chat_of(anna, bruno)
        message = await comes_back_late(anna, bruno, chat, "for later", newer=1)
        await asks(anna, message)
        for _ in range(2):
            await anna.dies()
            await anna.lives()
            await anna.catches_up()
            await desk.restarts()
            await desk.agree()
            await asks(anna, message)
        assert "for later" not in texts_on(desk.server, chat)


@pytest.mark.parametrize(("patience", "minutes"), [(PATIENCE, 29), (None, 10_000), (5 * MINUTE, 4)])
async def test_what_waited_for_less_than_the_patience_just_goes(tmp_path, patience, minutes):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        chat = await chat_of(anna, bruno)
        anna.client.set_patience(patience)
        asked = watch(anna)
        times = Times(anna)
        await anna.goes_offline()
        await anna.client.send(chat, "soon")
        times.pass_by(minutes)
        await anna.comes_back()
        await desk.agree()
        assert texts_on(desk.server, chat) == ["hello", "soon"]
        assert not await asked()


async def test_another_patience_asks_after_another_time(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        chat = await chat_of(anna, bruno)
        anna.client.set_patience(5 * MINUTE)
        times = Times(anna)
        await anna.goes_offline()
        message = await anna.client.send(chat, "soon")
        times.pass_by(6)
        await anna.comes_back()
        assert (await asks(anna, message)).newer == 0


async def test_what_had_gone_out_and_whose_answer_was_lost_is_never_asked_about(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        chat = await chat_of(anna, bruno)
        times = Times(anna)
        answer = anna.line.to_client.lose(lambda frame: frame["type"] == "accepted")
        anna.line.to_client.lose(anything, times=None)
        message = await anna.client.send(chat, "it went out")
        await answer.struck()
        asked = await is_long_gone(desk, anna, bruno, chat, times)
        assert texts_on(desk.server, chat).count("it went out") == 1
        row = await anna.row(message)
        assert row.delivery is Delivery.SENT
        assert not await asked()


async def is_long_gone(desk: Office, anna: Device, bruno: Device, chat: str, times: Times):
    """Die, be away for hours while others talk, and come back; return what tells whether anything ever asked then."""
    await anna.dies()
    await anna.line.refuse()
    for number in range(3):
        await bruno.client.send(chat, f"meanwhile {number}")
    times.pass_by(300)
    await anna.lives()
    asked = watch(anna)
    await anna.comes_back()
    await desk.agree()
    return asked


def watch(device: Device):
    """Look at everything with each change that is told; return a function that says whether anything ever asked."""
    found: list[bool] = []

    async def ever() -> bool:
        return any(found) or any(line.asking for line in await device.client.chats())

    async def look(client) -> None:
        # It may have been switched off meanwhile.
        with suppress(CacheError):
            found.append(any(line.asking for line in await client.chats()))

    client = device.client
    client.feed.subscribe(lambda _: device.office.tasks.create_task(look(client)))
    return ever


async def test_edits_reactions_and_what_one_keeps_for_oneself_never_ask(tmp_path):
    """They are about what is there already; only what is said into a conversation can come too late."""
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        chat = await chat_of(anna, bruno)
        mine = await anna.client.send(chat, "mine")
        await anna.sends_everything()
        hello = (await anna.sees(chat, "hello")).id
        times = Times(anna)
        await anna.goes_offline()
        await anna.client.edit(chat, mine, "mended")
        await anna.client.react(chat, hello, "👍", True)
        await anna.client.mark_read(chat, 3)
        await anna.client.set_pinned(chat, True)
        times.pass_by(300)
        await anna.comes_back()
        await desk.agree()
        assert await anna.outbox() == []
        assert texts_on(desk.server, chat) == ["hello", "mended"]
