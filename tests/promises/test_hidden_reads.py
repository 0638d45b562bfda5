"""Who hides how far they read tells nobody, and takes back what was told; who does so sees nobody's. Their own devices go on.

Every frame that reaches a plain bot beside the real clients is looked through: what is hidden does not even leave the server.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from desktop.core.values import UserId
from tests.support.devices import Device, Office, office
from tests.support.server import Bot, signed_in


async def read_by(device: Device, chat: str) -> dict[str, int]:
    """How far each of the others has read, as the details of a chat say."""
    details = await device.client.chat(chat)
    assert details is not None
    return {
        each.person.username: each.read_seq
        for each in details.participants
        if not each.is_me and each.read_seq
    }


async def until_read_by(device: Device, chat: str, **expected: int) -> None:
    async def is_so() -> bool:
        return await read_by(device, chat) == expected

    await device.until(is_so, f"who has read: {expected}")


async def ticks(device: Device, chat: str) -> tuple[int, bool]:
    (line,) = await device.client.chat_summaries(frozenset((chat,)))
    return line.readers, line.read_by_all


def positions_of(bot: Bot, user: UserId, *, after: int = 0) -> list[int]:
    """Every read position of somebody that a bot was sent, in whatever frame, after so many pushes."""
    return [push["read"][user] for push in bot.pushes[after:] if user in push.get("read", {})]


@asynccontextmanager
async def all_have_read(folder: Path) -> AsyncIterator[tuple[Office, str]]:
    """Anna, Bruno at his desk and on his phone, and Carla in a chat whose two lines all have read, and know it of each other."""
    async with office(folder, "anna", "bruno", "carla") as desk:
        anna, bruno, phone, carla = await desk.devices("anna", "bruno", "bruno's phone", "carla")
        chat = await anna.client.start_chat([bruno.me, carla.me])
        await anna.client.send(chat, "one")
        for device in (bruno, phone, carla):
            await device.sees(chat, "one")
        await bruno.client.mark_read(chat, 2)
        await carla.client.mark_read(chat, 2)
        await until_read_by(anna, chat, bruno=2, carla=2)
        await until_read_by(bruno, chat, anna=2, carla=2)
        assert await ticks(anna, chat) == (2, True)
        yield desk, chat


async def test_what_was_told_is_taken_back_and_only_ones_own_devices_hear_more(tmp_path):
    async with all_have_read(tmp_path) as (desk, chat):
        anna, bruno, phone, carla = desk.all
        await carla.goes_offline()
        await bruno.client.set_shows_reads(False)
        assert not bruno.client.shows_reads
        await until_read_by(anna, chat, carla=2)
        await until_read_by(bruno, chat)
        assert await ticks(anna, chat) == (1, True), "nobody waits for Bruno"
        await phone.until(lambda: not phone.client.shows_reads, "to hear of it")

        await anna.client.send(chat, "two")
        await bruno.sees(chat, "two")
        assert await bruno.unread(chat) == 1
        await bruno.client.mark_read(chat, 3)

        async def is_read_here_too() -> bool:
            return await phone.unread(chat) == 0

        await phone.until(is_read_here_too, "what was read on the other device")
        await carla.comes_back()
        await until_read_by(carla, chat, anna=3)
        await carla.client.mark_read(chat, 3)
        await until_read_by(anna, chat, carla=3)
        assert await ticks(bruno, chat) == (0, False)
        await desk.agree()


async def test_from_when_it_is_shown_again_on_all_are_told(tmp_path):
    async with all_have_read(tmp_path) as (desk, chat):
        anna, bruno, _, carla = desk.all
        async with signed_in(desk.server, "anna") as watching:
            before = len(watching.pushes)
            await bruno.client.set_shows_reads(False)
            await anna.client.send(chat, "two")
            await bruno.sees(chat, "two")
            await bruno.client.mark_read(chat, 3)
            await bruno.sends_everything()
            await bruno.client.set_shows_reads(True)
            await anna.client.send(chat, "three")
            for device in (bruno, carla):
                await device.sees(chat, "three")
            await carla.client.mark_read(chat, 4)
            await until_read_by(anna, chat, carla=4)
            await bruno.client.mark_read(chat, 4)
            await until_read_by(anna, chat, bruno=4, carla=4)
            await until_read_by(bruno, chat, anna=4, carla=4)
            await watching.push("read_positions", lambda push: bruno.me in push["read"])
            assert set(positions_of(watching, bruno.me, after=before)) == {4}


async def test_who_comes_with_nothing_is_told_of_nobody_who_hides(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna, bruno = await desk.devices("anna", "bruno")
        chat = await anna.client.start_chat([bruno.me])
        await anna.client.send(chat, "one")
        await bruno.sees(chat, "one")
        await bruno.client.set_shows_reads(False)
        await bruno.client.mark_read(chat, 2)
        await bruno.sends_everything()

        async with signed_in(desk.server, "anna", synced=False) as bot:
            await bot.request("sync", directory=0, chats={}, reads=0)
            await bot.push("synced")
            opened = await bot.request("open_chat", chat=chat)
            assert bruno.me not in opened["read"]
            assert positions_of(bot, bruno.me) == []
        async with signed_in(desk.server, "bruno", synced=False) as bot:
            await bot.request("sync", directory=0, chats={}, reads=0)
            await bot.push("synced")
            opened = await bot.request("open_chat", chat=chat)
            assert (opened["read"], opened["unread"]) == ({bruno.me: 2}, 0)
        await desk.agree()
