"""Two devices of one person end up with the same, whichever of them did what, and however long both were alone.

Read positions, what is set for a chat, edits, deletions, reactions and messages are the person's; drafts are the device's.
"""

import random

from msgspec import structs

from desktop.core.values import FOR_EVER
from tests.support.devices import Device, office
from tests.support.profiles import by_profile
from tests.support.server import signed_in

ROUNDS = by_profile(quick=5, long=60)
EMOJI = ("👍", "🎉", "❤️")


async def shown(device: Device) -> list[object]:
    """Return the chat list and every timeline as they are shown, the drafts left out."""
    lines = await device.client.chats()
    chats = [structs.replace(line, draft="") for line in lines]
    return [*chats, *[await device.rows(line.id) for line in lines]]


async def both_show_the_same(*devices: Device) -> None:
    first, second = [await shown(device) for device in devices]
    assert first == second


async def test_what_is_done_on_one_is_seen_on_the_other_at_once(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, phone, bruno = await desk.devices("anna", "anna's phone", "bruno")
        chat = await bruno.client.start_chat([anna.me], subject="Both of them")
        for number in range(4):
            await bruno.client.send(chat, f"line {number}")
        for device in (anna, phone):
            last = (await device.sees(chat, "line 3")).seq

        async def line(device: Device):
            (found,) = await device.client.chat_summaries(frozenset((chat,)))
            return found

        async def until(device: Device, holds) -> None:
            async def is_so() -> bool:
                return holds(await line(device))

            await device.until(is_so, "what the other did")

        await anna.client.mark_read(chat, last)
        await until(phone, lambda line: line.unread == 0)
        await phone.client.mark_unread(chat, last - 1)
        await until(anna, lambda line: line.unread == 2)
        await anna.client.set_muted(chat, FOR_EVER)
        await until(phone, lambda line: line.muted_until == FOR_EVER)
        await phone.client.set_pinned(chat, True)
        await until(anna, lambda line: line.pinned and line.muted_until == FOR_EVER)
        await anna.client.set_notify(chat, "mentions")
        await until(phone, lambda line: line.notify == "mentions")
        said = await anna.client.send(chat, "from the desk")
        await phone.sees(chat, "from the desk")
        await phone.client.edit(chat, said, "from the desk, mended on the phone")
        await anna.sees(chat, "from the desk, mended on the phone")
        await desk.agree()
        await both_show_the_same(anna, phone)


async def test_what_both_did_while_they_were_alone_adds_up(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, phone, bruno = await desk.devices("anna", "anna's phone", "bruno")
        chat = await bruno.client.start_chat([anna.me], subject="Both of them")
        for number in range(8):
            await bruno.client.send(chat, f"line {number}")
        await anna.sees(chat, "line 7")
        mine = await anna.client.send(chat, "mine")
        for device in (anna, phone):
            await device.sees(chat, "mine")
            await device.goes_offline()
        await anna.client.mark_read(chat, 4)
        await phone.client.mark_read(chat, 6)
        await anna.client.set_muted(chat, FOR_EVER)
        await phone.client.set_pinned(chat, True)
        await anna.client.react(chat, mine, "👍", True)
        await phone.client.react(chat, mine, "🎉", True)
        await phone.client.edit(chat, mine, "mended on the phone")
        await anna.client.save_draft(chat, "half a sentence at the desk")
        await phone.client.save_draft(chat, "another one on the phone")
        await bruno.client.send(chat, "meanwhile")
        await phone.comes_back()
        await phone.sends_everything()
        await anna.comes_back()
        await desk.agree()
        for device, draft in ((anna, "half a sentence at the desk"), (phone, "another one on the phone")):
            (line,) = await device.client.chats()
            assert (line.muted_until, line.pinned, line.draft) == (FOR_EVER, True, draft)
            row = await device.row(mine)
            assert row.body.text == "mended on the phone"
            assert {one.emoji for one in row.reactions} == {"👍", "🎉"}
            assert (await device.client.chat(chat)).read_seq == 10, "up to what was written last by oneself"
        await both_show_the_same(anna, phone)


async def lets_go_of_what_came_too_late(device: Device) -> None:
    """Drop changes of messages that were taken back elsewhere meanwhile: nothing else may have been refused."""
    for waiting in await device.outbox():
        assert waiting.refusal == "message_deleted", waiting
        await device.client.discard(waiting.number)


class Hand:
    """What a person does on one of their devices, at random but the same in every run."""

    def __init__(self, device: Device, chats: list[str], seed: int) -> None:
        self.drafts: dict[str, str] = {}
        self.device = device
        self._chats = chats
        self._dice = random.Random(seed)  # noqa: S311 - dice, not secrets
        self._words = 0

    async def does(self, count: int) -> None:
        ways = (self._say, self._change, self._read, self._prefer, self._rename, self._draft)
        for _ in range(count):
            self._words += 1
            way = self._dice.choices(ways, (5, 6, 3, 4, 1, 2))[0]
            await way(self._dice.choice(self._chats))

    @property
    def _word(self) -> str:
        return f"{self.device.folder.name} {self._words}"

    async def _say(self, chat: str) -> None:
        await self.device.client.send(chat, self._word)
        self.drafts.pop(chat, None)

    async def _change(self, chat: str) -> None:
        me = self.device.me
        rows = [row for row in await self.device.rows(chat) if row.body.__struct_config__.tag == "text"]
        if not rows:
            return
        row, dice = self._dice.choice(rows), self._dice.random()
        if dice < 0.4 or row.author != me:
            await self.device.client.react(chat, row.id, self._dice.choice(EMOJI), self._dice.random() < 0.7)
        elif dice < 0.8:
            await self.device.client.edit(chat, row.id, self._word)
        else:
            await self.device.client.delete(chat, row.id)

    async def _read(self, chat: str) -> None:
        seqs = [row.seq for row in await self.device.rows(chat) if row.seq]
        if self._dice.random() < 0.6:
            await self.device.client.mark_read(chat, self._dice.choice(seqs))
        else:
            await self.device.client.mark_unread(chat, self._dice.choice(seqs))

    async def _prefer(self, chat: str) -> None:
        if self._dice.random() < 0.5:
            await self.device.client.set_muted(chat, self._dice.choice((0, FOR_EVER, self._words)))
        else:
            await self.device.client.set_pinned(chat, self._dice.random() < 0.5)

    async def _rename(self, chat: str) -> None:
        await self.device.client.set_subject(chat, self._word)

    async def _draft(self, chat: str) -> None:
        self.drafts[chat] = self._word
        await self.device.client.save_draft(chat, self._word)


async def everybody_does_something(dice: random.Random, hands: list[Hand]) -> None:
    """Some on their own, some together; then all come back, in some order."""
    devices = [hand.device for hand in hands]
    for device in devices:
        if dice.random() < 0.7:
            await device.goes_offline()
    for hand in hands:
        await hand.does(6)
    for device in dice.sample(devices, len(devices)):
        await device.comes_back()


async def test_both_and_a_colleague_do_all_sorts_of_things_alone_and_agree_each_time_they_meet(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, phone, bruno = await desk.devices("anna", "anna's phone", "bruno")
        async with signed_in(desk.server, "bruno") as bot:
            chats = [await bot.create_chat(anna.me, subject=f"chat {number}") for number in range(2)]
            for chat in chats:
                await bot.say(chat, "begin")
        hands = [Hand(device, chats, seed) for seed, device in enumerate((anna, phone, bruno))]
        for hand in hands:
            for chat in chats:
                await hand.device.sees(chat, "begin")
        dice = random.Random(10)  # noqa: S311 - dice, not secrets
        for _ in range(ROUNDS):
            await everybody_does_something(dice, hands)
            await desk.agree()
            for hand in hands:
                await lets_go_of_what_came_too_late(hand.device)
            await both_show_the_same(anna, phone)
            for hand in hands:
                lines = await hand.device.client.chats()
                assert {line.id: line.draft for line in lines if line.draft} == hand.drafts
