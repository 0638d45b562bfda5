"""Preferences over real connections: every device of their user hears of them, at once or when it comes back, and nobody else."""

import json

from sync_server.protocol.nouns import FOR_EVER
from tests.support.recorded import recorded
from tests.support.server import connected, new_id, signed_in


async def prefer(bot, chat, **what):
    reply = await bot.request("set_preferences", chat=chat, command=new_id(), **what)
    assert reply["type"] == "preferences_set", reply
    return reply["preferences"]


async def come_back(bot, cursor):
    """Catch up from a cursor; return the rows that are told, and the new cursor."""
    before = len(bot.pushes)
    assert (await bot.request("sync", directory=0, chats={}, preferences=cursor))["type"] == "ok"
    synced = await bot.push("synced", after=before)
    pushes = bot.pushes[before:]
    assert pushes[-1] == synced
    told = [push["chats"] for push in pushes if push["type"] == "preferences_changed"]
    return {chat: row for chats in told for chat, row in chats.items()}, synced["preferences"]


async def test_all_ones_devices_hear_at_once_and_nobody_else_ever_does(server, ids):
    async with (
        recorded(server.url) as (anna, annas_frames),
        signed_in(server, "bruno") as laptop,
        signed_in(server, "bruno") as phone,
        connected(server.url) as twin,
    ):
        await anna.sign_in("anna")
        await anna.sync()
        await twin.resume(laptop.token)
        await twin.sync()
        chat = await anna.create_chat(ids["bruno"])
        await laptop.push("chat_snapshot", lambda push: push["chat"]["id"] == chat)

        row = await prefer(laptop, chat, pinned=True, muted_until=FOR_EVER)

        told = {"type": "preferences_changed", "chats": {chat: row}}
        for bot in (laptop, phone, twin):
            assert await bot.push("preferences_changed") == told
        await anna.say(chat, "anything new?")
        await anna.message("anything new?")
        assert not [frame for frame in annas_frames if "preferences_changed" in frame]
        assert not [frame for frame in annas_frames if str(row["revision"]) in json.dumps(json.loads(frame))]


async def test_of_two_devices_the_one_that_the_server_hears_last_is_right_on_both(server, ids):
    async with (
        signed_in(server, "bruno") as bruno,
        signed_in(server, "anna") as laptop,
        signed_in(server, "anna") as phone,
    ):
        chat = await bruno.create_chat(ids["anna"])
        requests = [
            (
                bot,
                await bot.send(
                    "set_preferences", chat=chat, command=new_id(), muted_until=number, pinned=True
                ),
            )
            for number, bot in enumerate((laptop, phone) * 5, start=1)
        ]
        rows = [(await bot.reply(request))["preferences"] for bot, request in requests]
        last = max(rows, key=lambda row: row["revision"])

        for bot in (laptop, phone):
            heard = await bot.push(
                "preferences_changed",
                lambda push: push["chats"].get(chat, {}).get("revision") == last["revision"],
            )
            assert heard["chats"][chat] == last
        assert (await come_back(laptop, 0))[0][chat] == last


async def test_a_device_that_was_away_hears_after_the_chats_and_only_what_is_new(server, ids):
    async with signed_in(server, "anna") as anna, signed_in(server, "chiara") as chiara:
        first, second = [await anna.create_chat(ids["chiara"]) for _ in range(2)]
        one = await prefer(chiara, first, pinned=True)
        async with connected(server.url) as phone:
            await phone.sign_in("chiara")
            told, cursor = await come_back(phone, 0)
            assert (told[first], cursor) == (one, one["revision"])
            kinds = [push["type"] for push in phone.pushes]
            assert kinds.index("preferences_changed") > len(kinds) - 1 - kinds[::-1].index("chat_snapshot")
            other = await prefer(chiara, second, unread_from=1)
            assert await come_back(phone, cursor) == ({second: other}, other["revision"])
            assert await come_back(phone, other["revision"]) == ({}, other["revision"])


async def test_what_is_set_while_a_device_catches_up_reaches_it(server, ids):
    async with signed_in(server, "anna") as anna, connected(server.url) as phone:
        chats = [await anna.create_chat(ids["dario"]) for _ in range(12)]
        for chat in chats:
            for _ in range(3):
                await anna.send("send_message", chat=chat, message=new_id(), text="é" * 8_000)
        await anna.say(chats[0], "all is said")
        async with signed_in(server, "dario", synced=False) as laptop:
            await phone.sign_in("dario")
            request = await phone.send("sync", directory=0, chats={})
            rows = {chat: await prefer(laptop, chat, pinned=True) for chat in chats}
            await phone.reply(request)
            await phone.push("synced")
            for chat, row in rows.items():
                heard = await phone.push("preferences_changed", lambda push, chat=chat: chat in push["chats"])
                assert heard["chats"][chat] == row


async def test_no_number_of_any_size_and_no_other_value_breaks_anything(server, ids):
    async with signed_in(server, "anna") as anna:
        chat = await anna.create_chat(ids["bruno"])
        wrong = [
            *({"muted_until": value} for value in (-1, FOR_EVER + 1, 1.5, "soon")),
            *({"unread_from": value} for value in (-1, 0.5, True)),
            *({"pinned": value} for value in (1, "yes")),
        ]
        for what in wrong:
            reply = await anna.request("set_preferences", chat=chat, command=new_id(), **what)
            assert reply["code"] == "malformed", what
        assert (await prefer(anna, chat, unread_from=10**400, muted_until=None)).get("unread_from", 0) == 0
        refused = await anna.request("sync", directory=0, chats={}, preferences=2**63)
        assert refused["code"] == "malformed"
        assert await come_back(anna, 2**63 - 1) == ({}, 2**63 - 1)
