"""Every request of PROTOCOL.md is sent to a real server as it stands on the page, and answered with what the page says."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

import sync_server.protocol
from sync_server.protocol.frames import Request, TransferRequest
from tests.support.attachments import bytes_of_a_file, carrier
from tests.support.server import Bot, Json, ServerProcess, connected, new_id, running_server, signed_in

PAGE = (Path(sync_server.protocol.__file__).parent / "PROTOCOL.md").read_text()
SECTIONS = dict(re.findall(r"^### `(\w+)`\n(.*?)(?=^##)", PAGE, re.MULTILINE | re.DOTALL))
CHATS = [f"01995b30-11aa-7d20-8b44-5f607182930{number}" for number in (1, 2, 3)]
USERS = {
    name: f"01995b2e-4a10-7c3e-9f01-0a1b2c3d4e0{number}"
    for number, name in enumerate(("anna", "bruno", "cara"), 1)
}
OLD_PHONE = "01995b2f-0c00-7b02-8002-aabbccddee02"
TOKEN = "ict_3Wc1nIhgS1sVwqV0bJr0TQm7PZ4k9vXy2LfHdUeR8aE"
TRANSFER_TOUR = ["begin_upload", "fetch", "confirm", "stop_transfer"]
TOUR = [
    *("sign_in", "sync", "create_chat", "send_message", "edit_message", "set_reaction", "delete_message"),
    *(
        "set_subject",
        "add_participants",
        "mark_read",
        "set_preferences",
        "set_account",
        "start_typing",
        "set_presence",
        "audience",
        "preview_history",
    ),
    *("changes", "open_chat", "history", "list_devices", "revoke_device", "change_password"),
    "sign_out",
]


@pytest.fixture
def server(tmp_path) -> Iterator[ServerProcess]:
    with running_server(tmp_path / "data", *USERS) as server:
        yield server


def example(name: str, real: dict[str, str], *, number: int = 0) -> Json:
    """The first example of a request, or a later one, with the ids of the page replaced by real ones."""
    text = re.findall(r"^```json request\n(.*?)^```$", SECTIONS[name], re.MULTILINE | re.DOTALL)[number]
    for written, replacement in real.items():
        text = text.replace(written, replacement)
    return json.loads(text)


def reply_on_the_page(name: str) -> str:
    shown = re.search(r"^```json reply\n(.*?)^```$", SECTIONS[name], re.MULTILINE | re.DOTALL)
    if shown is not None:
        return json.loads(shown[1])["type"]
    said = re.search(r"reply\s+is\s+`(\w+)`", SECTIONS[name])
    assert said is not None, f"the page does not say what answers {name}"
    return said[1]


async def ask(bot: Bot, request: Json) -> Json:
    await bot.socket.send(json.dumps(request))
    return await bot.reply(request["id"])


def test_the_tours_leave_nothing_out():
    tags = {kind.__struct_config__.tag for kind in get_args(Request | TransferRequest)}
    assert {*TOUR, *TRANSFER_TOUR, "resume"} == tags == set(SECTIONS)


async def test_every_request_as_it_stands_on_the_page_gets_the_reply_that_the_page_names(server):
    chat = new_id()
    real = {USERS[user.username]: user.id for user in server.users()} | dict.fromkeys(CHATS, chat)
    async with signed_in(server, "anna") as phone, connected(server.url) as bot:
        real[OLD_PHONE] = phone.device
        for name in TOUR:
            reply = await ask(bot, example(name, real))
            assert reply["type"] == reply_on_the_page(name), reply
            if name == "sign_in":
                real[TOKEN] = reply["token"]
                async with connected(server.url) as again:
                    resumed = await ask(again, example("resume", real))
                    assert resumed["type"] == reply_on_the_page("resume"), resumed
        assert (await bot.closed())[0] == 4001
        assert (await phone.closed())[0] == 4001


async def test_the_page_tells_how_a_file_is_uploaded_sent_and_fetched(server):
    data = bytes_of_a_file(400_000)
    chat = new_id()
    told = example("begin_upload", {})
    real = {
        **{USERS[user.username]: user.id for user in server.users()},
        **dict.fromkeys(CHATS, chat),
        str(told["size"]): str(len(data)),
        told["sha256"]: hashlib.sha256(data).hexdigest(),
    }
    async with signed_in(server, "anna") as bot, carrier(server.url, bot.token) as line:
        await ask(bot, example("create_chat", real))

        upload = example("begin_upload", real)
        await line.socket.send(json.dumps(upload))
        assert (await line.reply(upload["id"]))["type"] == reply_on_the_page("begin_upload")
        await line.send_rest(upload["id"], data, 0)
        assert await line.ended(upload["id"]) == pushed_on_the_page("begin_upload", "transfer_ended")

        sent = await ask(bot, example("send_message", real, number=1))
        assert sent["type"] == "accepted", sent

        fetch = example("fetch", real)
        line.confirms = False
        line._began_at[fetch["id"]] = fetch["offset"]
        await line.socket.send(json.dumps(fetch))
        reply = await line.reply(fetch["id"])
        assert (reply["type"], reply["size"]) == (reply_on_the_page("fetch"), len(data))
        confirmed = example("confirm", real)
        await line.received(fetch["id"], confirmed["offset"] - fetch["offset"])
        await line.socket.send(json.dumps(confirmed))
        stopped = example("stop_transfer", real)
        await line.socket.send(json.dumps(stopped))
        assert (await line.reply(stopped["id"]))["type"] == reply_on_the_page("stop_transfer")
        received = await line.received(fetch["id"], 1)
        assert data[fetch["offset"] :].startswith(received)


def pushed_on_the_page(name: str, kind: str) -> Json:
    shown = re.findall(r"^```json push\n(.*?)^```$", SECTIONS[name], re.MULTILINE | re.DOTALL)
    return next(push for push in map(json.loads, shown) if push["type"] == kind)
