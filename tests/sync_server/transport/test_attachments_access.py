"""Who gets a file: whoever sees its message, for as long as they see it; everybody else gets one and the same answer."""

import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from sync_server.protocol import limits
from tests.support.attachments import (
    Carrier,
    TransferError,
    attachment_of,
    bytes_of_a_file,
    carrier,
    send_files,
)
from tests.support.server import Bot, Json, new_id, running_server, signed_in

MIB = 1024 * 1024
DATA = bytes_of_a_file(8 * MIB)


@asynccontextmanager
async def at_the_line(server, username: str) -> AsyncIterator[tuple[Bot, Carrier]]:
    async with signed_in(server, username) as bot, carrier(server.url, bot.token) as line:
        yield bot, line


async def refusal(line: Carrier, chat: str, message: str, attachment: str, **more) -> bytes:
    """The server's answer to a fetch as it stands on the wire, without the number of the request."""
    number = await line.send("fetch", chat=chat, message=message, attachment=attachment, **more)
    frame = await line.socket.recv()
    assert json.loads(frame)["id"] == number
    return frame.encode().replace(b'"id":%d,' % number, b"")


async def test_every_fetch_that_is_refused_is_answered_alike(server, ids):
    """Nobody learns from an answer whether a file, a message or a chat is there."""
    data = bytes_of_a_file(200_000)
    async with (
        at_the_line(server, "anna") as (anna, annas),
        at_the_line(server, "bruno") as (bruno, brunos),
        at_the_line(server, "chiara") as (_, chiaras),
        at_the_line(server, "dario") as (_, darios),
    ):
        chat = await anna.create_chat(ids["bruno"])
        other_chat = await anna.create_chat(ids["bruno"], ids["dario"])
        photo, brunos_own = await annas.upload(data), await brunos.upload(data)
        not_taken_up = await annas.upload(data)
        half = attachment_of(bytes_of_a_file(300_000))
        await annas.upload_as(half, bytes_of_a_file(300_000), until=100_000)
        message = await send_files(anna, chat, photo)
        words = (await anna.say(chat, "only words"))["id"]
        created = (await bruno.request("history", chat=chat, before_seq=2))["messages"][0]["id"]
        taken_back, gone = await annas.upload(data), await annas.upload(data)
        was_there = await send_files(anna, chat, taken_back, gone)
        await anna.request("delete_message", chat=chat, message=was_there, command=new_id())
        # Chiara comes too late to see any of it.
        await anna.request(
            "add_participants", chat=chat, message=new_id(), users=[ids["chiara"]], share_history=False
        )
        assert await brunos.fetch(chat, message, photo["id"]) == data

        answers = {
            "a stranger": await refusal(darios, chat, message, photo["id"]),
            "a stranger, through a chat of theirs": await refusal(darios, other_chat, message, photo["id"]),
            "a newcomer": await refusal(chiaras, chat, message, photo["id"]),
            "a participant, through another chat": await refusal(brunos, other_chat, message, photo["id"]),
            "a participant, through another message": await refusal(brunos, chat, words, photo["id"]),
            "a participant, through a system line": await refusal(brunos, chat, created, photo["id"]),
            "a guessed message": await refusal(brunos, chat, new_id(), photo["id"]),
            "a guessed chat": await refusal(brunos, new_id(), message, photo["id"]),
            "a guessed id": await refusal(brunos, chat, message, new_id()),
            "the id of a chat": await refusal(brunos, chat, message, chat),
            "the fetcher's own copy": await refusal(brunos, chat, message, brunos_own["id"]),
            "an own upload that no message has": await refusal(annas, chat, message, not_taken_up["id"]),
            "an own upload that is not whole": await refusal(annas, chat, message, half["id"]),
            "a tombstone": await refusal(brunos, chat, was_there, taken_back["id"]),
            "a tombstone of one's own": await refusal(annas, chat, was_there, gone["id"]),
            "a tombstone's file through another message": await refusal(annas, chat, message, gone["id"]),
            "a place beyond the end": await refusal(brunos, chat, message, photo["id"], offset=len(data) + 1),
            "a stranger, at the very end": await refusal(
                darios, chat, message, photo["id"], offset=len(data)
            ),
        }
        assert len(set(answers.values())) == 1, answers
        assert json.loads(answers["a stranger"])["code"] == "attachment_not_found"


async def test_knowing_the_digest_of_a_file_gives_nobody_its_bytes(server, ids):
    """Whoever announces a file that is there already has to send all of it: no answer tells that it is."""
    data = bytes_of_a_file(300_000)
    async with at_the_line(server, "anna") as (_, annas), at_the_line(server, "dario") as (_, darios):
        photo = await annas.upload(data)
        known = {**attachment_of(data), "sha256": photo["sha256"]}
        assert (await darios.begin(known))[1] == 0
        with pytest.raises(TransferError, match="id_conflict"):
            await darios.begin(photo)


async def test_the_thumbnail_of_a_picture_is_fetched_through_the_same_message(server, ids):
    data, small = bytes_of_a_file(300_000), bytes_of_a_file(20_000, seed=2)
    async with (
        at_the_line(server, "anna") as (anna, annas),
        at_the_line(server, "bruno") as (_, brunos),
        at_the_line(server, "dario") as (_, darios),
    ):
        chat = await anna.create_chat(ids["bruno"])
        photo, thumbnail = await annas.upload(data, kind="image/png"), await annas.upload(small)
        known = {name: thumbnail[name] for name in ("id", "size", "sha256")}
        picture = {"width": 2000, "height": 1000, "thumbnail": known}
        message = await send_files(anna, chat, {**photo, "picture": picture})
        assert await brunos.fetch(chat, message, thumbnail["id"]) == small
        assert await brunos.fetch(chat, message, photo["id"]) == data
        with pytest.raises(TransferError, match="attachment_not_found"):
            await darios.fetch(chat, message, thumbnail["id"])


# While a download runs ------------------------------------------------------------------------------------------------


async def begun(anna: Bot, annas: Carrier, brunos: Carrier, chat: str) -> tuple[str, Json, int]:
    """Send a file, and have it on its way: stopped in the middle by nothing but missing confirmations."""
    photo = await annas.upload(DATA)
    message = await send_files(anna, chat, photo)
    brunos.confirms = False
    transfer, _ = await brunos.begin_fetch(chat, message, photo["id"])
    await brunos.received(transfer, limits.FIRST_WINDOW_BYTES)
    return message, photo, transfer


async def test_a_message_that_is_taken_back_stops_a_download_of_its_file(server, ids):
    async with at_the_line(server, "anna") as (anna, annas), at_the_line(server, "bruno") as (_, brunos):
        chat = await anna.create_chat(ids["bruno"])
        message, _, transfer = await begun(anna, annas, brunos, chat)
        assert (await anna.request("delete_message", chat=chat, message=message, command=new_id()))[
            "type"
        ] == "accepted"
        brunos.confirms = True
        await brunos.confirm(transfer, brunos.received_so_far(transfer))
        with pytest.raises(TransferError, match="attachment_not_found"):
            await brunos.ended(transfer)
        assert brunos.received_so_far(transfer) < limits.FIRST_WINDOW_BYTES + MIB // 2
        # The connection is as good as before.
        assert (await brunos.begin(attachment_of(b"")))[1] == 0


async def test_a_device_that_is_signed_out_gets_nothing_more_from_that_moment(server, ids):
    async with (
        at_the_line(server, "anna") as (anna, annas),
        at_the_line(server, "bruno") as (_, brunos),
        signed_in(server, "bruno") as elsewhere,
    ):
        chat = await anna.create_chat(ids["bruno"])
        _, _, transfer = await begun(anna, annas, brunos, chat)
        device = next(
            one["id"]
            for one in (await elsewhere.request("list_devices"))["devices"]
            if one["id"] != elsewhere.device
        )
        assert (await elsewhere.request("revoke_device", device=device))["type"] == "ok"
        assert (await brunos.reply(None))["code"] == "token_refused"
        assert (await brunos.closed())[0] == 4001
        assert brunos.received_so_far(transfer) == limits.FIRST_WINDOW_BYTES


async def test_a_device_that_signs_out_itself_loses_its_connection_for_files_as_well(server):
    async with at_the_line(server, "anna") as (anna, annas):
        await annas.upload_as(attachment_of(DATA), DATA, until=MIB)
        assert (await anna.request("sign_out"))["type"] == "ok"
        assert (await annas.closed())[0] == 4001


async def test_a_closed_account_gets_nothing_more_within_a_second(tmp_path):
    with running_server(tmp_path / "data", "anna", "bruno") as server:
        (bruno_id,) = [user.id for user in server.users() if user.username == "bruno"]
        async with at_the_line(server, "anna") as (anna, annas), at_the_line(server, "bruno") as (_, brunos):
            chat = await anna.create_chat(bruno_id)
            _, _, transfer = await begun(anna, annas, brunos, chat)
            server.deactivate("bruno")
            before = time.monotonic()
            assert (await brunos.reply(None))["code"] == "deactivated"
            assert (await brunos.closed())[0] == 4001
            assert time.monotonic() - before < 3  # On a busy machine; it is looked at three times a second.
            assert brunos.received_so_far(transfer) == limits.FIRST_WINDOW_BYTES


# What it is not -------------------------------------------------------------------------------------------------------


async def test_a_connection_for_files_makes_nobody_present_and_hears_nothing(tmp_path):
    with running_server(tmp_path / "data", "anna", "bruno") as server:
        async with signed_in(server, "bruno") as bruno:
            bruno_id, token = bruno.user["id"], bruno.token
        # So that nobody remembers that he was just there.
        server.stop()
        server.start()
        async with carrier(server.url, token) as line, signed_in(server, "anna") as anna:
            (present,) = [push for push in anna.pushes if push["type"] == "presence"]
            assert list(present["users"]) == [anna.user["id"]]
            chat = await anna.create_chat(bruno_id)
            await anna.say(chat, "are you there?")
            assert (await line.begin(attachment_of(b"")))[1] == 0
            assert [frame["type"] for frame in line.frames] == ["welcome", "resumed", "upload_ready"]
