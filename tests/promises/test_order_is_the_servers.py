"""Everybody sees what was written in one order, the server's, whoever wrote at the same time and whatever the lines did.

And what one person wrote in a chat stands there in the order in which they wrote it.
"""

import asyncio
import random

from tests.support.devices import Device, office
from tests.support.profiles import by_profile
from tests.support.truth import written

PEOPLE = ("anna", "bruno", "chiara")
WORDS = by_profile(quick=15, long=150)
"""That each of them writes in each chat."""


class Weather:
    """What happens to the line of one of them, the same in every run."""

    def __init__(self, device: Device, seed: int) -> None:
        self._device = device
        self._dice = random.Random(seed)  # noqa: S311 - dice, not secrets

    def changes(self) -> None:
        """Let something happen, or nothing."""
        line = self._device.line
        match self._dice.randrange(10):
            case 0:
                line.reset()
            case 1:
                line.to_client.cut_inside()
            case 2:
                line.to_server.cut_after(self._dice.randrange(400))
            case 3:
                line.to_client.swap()
            case 4:
                line.to_client.lose(lambda frame: "id" not in frame)
            case 5:
                line.to_client.delay = self._dice.choice((0.0, 0.005, 0.02))


async def writes(device: Device, chats: list[str], weather: Weather) -> None:
    """Write in all chats at once, at the pace at which the disk takes it, on a line on which anything may happen."""
    for number in range(WORDS):
        for chat in chats:
            await device.client.send(chat, f"{device.account.username} {number}")
        weather.changes()


async def test_all_see_the_order_of_the_server_and_each_author_their_own(tmp_path):
    async with office(tmp_path, *PEOPLE) as desk:
        devices = await desk.devices(*PEOPLE)
        anna, *others = devices
        chats = [await anna.client.start_chat([other.me for other in others]) for _ in range(2)]
        for chat in chats:
            await anna.client.send(chat, "go")
        for other in others:
            for chat in chats:
                await other.sees(chat, "go")
        async with asyncio.TaskGroup() as tasks:
            for seed, device in enumerate(devices):
                tasks.create_task(writes(device, chats, Weather(device, seed)))
        await desk.agree()
        for chat in chats:
            lines = [line["text"] for line in written(desk.server, chat) if line["kind"] == "text"]
            assert len(lines) == 1 + len(PEOPLE) * WORDS
            for device in devices:
                assert await device.texts(chat) == lines
                name = device.account.username
                assert [line for line in lines if line.startswith(name)] == [
                    f"{name} {n}" for n in range(WORDS)
                ]
                rows = await device.rows(chat)
                assert [row.seq for row in rows] == list(range(1, len(rows) + 1))


async def test_what_was_written_offline_comes_after_what_others_wrote_meanwhile_and_in_its_own_order(
    tmp_path,
):
    """Each author's own provisional rows stand last, wherever the server puts them in the end."""
    async with office(tmp_path, *PEOPLE) as desk:
        devices = await desk.devices(*PEOPLE)
        anna, *others = devices
        chat = await anna.client.start_chat([other.me for other in others])
        await anna.client.send(chat, "go")
        for other in others:
            await other.sees(chat, "go")
        for device in devices:
            await device.goes_offline()
            for number in range(3):
                await device.client.send(chat, f"{device.account.username} {number}")
            assert await device.texts(chat) == ["go", *(f"{device.account.username} {n}" for n in range(3))]
        expected = ["go"]
        for device in reversed(devices):
            await device.comes_back()
            await device.sends_everything()
            expected += [f"{device.account.username} {n}" for n in range(3)]
        for device in devices:
            await device.sees(chat, "anna 2")
            assert await device.texts(chat) == expected
        await desk.agree()
