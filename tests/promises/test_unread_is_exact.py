"""The number beside a chat is the number of messages that others wrote and the user has not read, before the history is here, too.

It is compared with the server's rows, counted one by one, after everything that can move it: messages, deletions, reading and marks, on
this device and another one, in the part of the history that is here, in the part that is missing, and across the line between them.
"""

import random

import pytest

from desktop.core.values import ChatId, Text
from tests.support.chatter import Chatter, fill
from tests.support.devices import Device, Office, office
from tests.support.faults import kind
from tests.support.profiles import by_profile
from tests.support.server import Bot, new_id, signed_in
from tests.support.truth import unread_of

HISTORY = 120
"""Messages; with a chat come the newest 50."""
DEEDS = by_profile(quick=40, long=1_000)


async def is_exact(desk: Office, device: Device) -> dict[str, int]:
    """Wait until the numbers are those of the server, and say them."""
    truth = unread_of(desk.server, device.me)

    async def is_so() -> bool:
        return {line.id: line.unread for line in await device.client.chats()} == truth

    try:
        await device.until(is_so, "the true numbers")
    except AssertionError:
        assert {line.id: line.unread for line in await device.client.chats()} == truth
        raise
    await is_told_alike(device, truth)
    return truth


async def is_told_alike(device: Device, truth: dict[str, int]) -> None:
    """What notifications and the icon say is what the list says."""
    told = await device.client.news(frozenset(ChatId(chat) for chat in truth))
    assert {news.chat.id: news.unread for news in told} == truth
    for news in told:
        assert len(news.rows) <= news.unread
        assert all(row.author != device.me and isinstance(row.body, Text) for row in news.rows)
    total = await device.client.unread_total()
    assert total.messages + total.silent == sum(truth.values())


class Others:
    """A colleague and the user's other device, who move the number from outside."""

    def __init__(self, colleague: Bot, phone: Bot) -> None:
        self.colleague = colleague
        self.phone = phone
        self.chat = ""
        self.ids: dict[int, str] = {}

    async def begin(self, desk: Office, *others: str) -> str:
        """Make a chat with a long history of both."""
        self.chat = await self.colleague.create_chat(*others)
        await fill(desk.server, "bruno", self.chat, HISTORY // 2)
        await fill(desk.server, "anna", self.chat, 3)
        await fill(desk.server, "bruno", self.chat, HISTORY // 2 - 3)
        page = await self.colleague.request("history", chat=self.chat, before_seq=10_000)
        self.ids = {row["seq"]: row["id"] for row in page["messages"]}
        return self.chat

    async def takes_back(self, *seqs: int) -> None:
        for seq in seqs:
            await done(
                self.colleague, "delete_message", chat=self.chat, message=self.ids[seq], command=new_id()
            )

    async def edits(self, seq: int) -> None:
        about = {"chat": self.chat, "message": self.ids[seq], "command": new_id()}
        await done(self.colleague, "edit_message", **about, text="edited")

    async def reads(self, seq: int) -> None:
        await done(self.phone, "mark_read", chat=self.chat, seq=seq)

    async def marks(self, seq: int) -> None:
        await done(self.phone, "set_preferences", chat=self.chat, command=new_id(), unread_from=seq)


async def done(bot: Bot, request: str, **fields: object) -> None:
    reply = await bot.request(request, **fields)
    assert reply["type"] != "error", (request, fields, reply)


async def test_the_number_is_true_at_every_moment_of_a_device_whose_history_is_still_coming(tmp_path):
    async with (
        office(tmp_path, "anna", "bruno") as desk,
        signed_in(desk.server, "bruno") as colleague,
        signed_in(desk.server, "anna") as phone,
    ):
        others = Others(colleague, phone)
        chat = await others.begin(desk, desk.id("anna"))
        await others.takes_back(10, 11)
        await others.reads(5)
        anna = await desk.device("anna", connects=False)
        missing = anna.line.to_client.hold(kind("history_page"))
        await anna.dies()
        await anna.lives()
        await anna.catches_up()
        assert (await is_exact(desk, anna))[chat] > 50
        for number in range(3):
            await colleague.say(chat, f"new {number}")
            await is_exact(desk, anna)
        newest = HISTORY + 4
        steps = (
            lambda: others.takes_back(20, 21),  # where nothing is here yet
            lambda: others.takes_back(HISTORY - 5),  # where it is
            lambda: others.edits(25),
            lambda: others.reads(30),  # into what is missing
            lambda: others.takes_back(31, 15),  # one that was counted, one that was read
            lambda: others.marks(18),  # back into what is missing
            lambda: others.takes_back(19, 32),
            lambda: anna.client.mark_read(chat, HISTORY - 10),  # past the mark, into what is here
            lambda: others.takes_back(HISTORY - 9, HISTORY - 12),
            lambda: anna.client.mark_unread(chat, 40),  # back again, on this device
            lambda: others.marks(0),
            lambda: others.reads(newest),
        )
        for step in steps:
            await step()
            await anna.sends_everything()
            await is_exact(desk, anna)
        assert missing.frames, "the history was on its way all the time"
        # A number that is older than what has come meanwhile: one of those that it counts was just taken back.
        older = anna.line.to_client.hold(kind("chat_opened"), times=1)
        await others.marks(18)
        await older.struck()
        await others.takes_back(23)
        await colleague.say(chat, "the last one")
        await anna.sees(chat, "the last one")
        older.release()
        await is_exact(desk, anna)
        missing.release()
        await anna.agrees()
        assert await is_exact(desk, anna) == {chat: await anna.unread(chat)}


async def test_what_is_read_and_marked_offline_counts_at_once_and_is_right_in_the_end(tmp_path):
    """The number follows what waits in the outbox as if it were through."""
    async with (
        office(tmp_path, "anna", "bruno") as desk,
        signed_in(desk.server, "bruno") as colleague,
    ):
        anna = await desk.device("anna")
        chat = await colleague.create_chat(anna.me)
        for number in range(10):
            await colleague.say(chat, f"line {number}")
        await anna.sees(chat, "line 9")
        await anna.goes_offline()
        assert await anna.unread(chat) == 10
        await anna.client.mark_read(chat, 5)
        assert await anna.unread(chat) == 6
        await anna.client.mark_unread(chat, 3)
        assert await anna.unread(chat) == 9
        await anna.client.send(chat, "an answer")
        await anna.dies()
        await anna.lives()
        assert await anna.unread(chat) == 9
        await anna.client.mark_read(chat, 7)
        assert await anna.unread(chat) == 4
        await anna.comes_back()
        await anna.sends_everything()
        await is_exact(desk, anna)


async def test_who_was_added_without_the_history_counts_from_there(tmp_path):
    async with (
        office(tmp_path, "anna", "bruno", "chiara") as desk,
        signed_in(desk.server, "bruno") as colleague,
        signed_in(desk.server, "anna") as phone,
    ):
        others = Others(colleague, phone)
        chat = await others.begin(desk, desk.id("anna"))
        chiara = await desk.device("chiara")
        about = {"chat": chat, "message": new_id(), "users": [chiara.me]}
        await done(colleague, "add_participants", **about, share_history=False)
        assert await is_exact(desk, chiara) == {chat: 0}
        await fill(desk.server, "anna", chat, 60)
        await others.takes_back(10)
        assert await is_exact(desk, chiara) == {chat: 60}
        await chiara.client.mark_unread(chat, 1)
        await chiara.sends_everything()
        assert await is_exact(desk, chiara) == {chat: 60}


@pytest.mark.parametrize("history", ["is here", "is missing"])
async def test_the_number_stays_true_whatever_happens(tmp_path, history):
    """At random, the same in every run; and now and then the device dies."""
    async with (
        office(tmp_path, "anna", "bruno") as desk,
        signed_in(desk.server, "bruno") as bruno,
        signed_in(desk.server, "anna") as annas_phone,
    ):
        colleague, phone = Chatter(bruno, seed=1), Chatter(annas_phone, seed=2)
        chats = [await colleague.starts(desk.id("anna")) for _ in range(2)]
        for chat in chats:
            await fill(desk.server, "bruno", chat, 80)
            await colleague.says(chat, 3)
            await phone.joins(chat).says(chat)
        anna = await desk.device("anna", connects=False)
        if history == "is missing":
            anna.line.to_client.hold(kind("history_page"))
        await anna.dies()
        await anna.lives()
        await anna.catches_up()
        dice = random.Random(3)  # noqa: S311 - dice, not secrets
        for number in range(DEEDS):
            chat = dice.choice(chats)
            match dice.randrange(7):
                case 0 | 1 | 2:
                    await colleague.does(2)
                case 3 | 4:
                    await phone.does(2)
                case 5:
                    await anna.client.mark_read(chat, dice.randrange(1, 90))
                case 6:
                    await anna.client.mark_unread(chat, dice.randrange(1, 90))
            if number % 10 == 9:
                await anna.dies()
                await anna.lives()
            await anna.sends_everything()
            await is_exact(desk, anna)
