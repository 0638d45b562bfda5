"""One connection: what is read, what is refused, and what ends it."""

import json

import pytest

from tests.support.server import connected, new_id, signed_in

MEGABYTE = 1024 * 1024


@pytest.mark.parametrize(
    "text", ["", "hello", '{"type": "sign_in"', "{'type': 1}", '{"type":"sign_out","id":1} {}']
)
async def test_what_is_not_json_is_called_malformed_and_ends_the_connection(server, text):
    async with connected(server.url) as bot:
        await bot.socket.send(text)
        error = await bot.reply(None)
        assert error["code"] == "malformed"
        assert (await bot.closed())[0] == 1007


async def test_a_binary_frame_ends_the_connection(server):
    async with connected(server.url) as bot:
        await bot.socket.send(b'{"type":"sign_out","id":1}')
        assert (await bot.reply(None))["code"] == "malformed"
        assert (await bot.closed())[0] == 1007


async def test_text_that_is_not_utf_8_ends_the_connection(server):
    async with connected(server.url) as bot:
        await bot.socket.send(b'{"type": "\xff"}', text=True)
        assert (await bot.closed())[0] == 1007


async def test_json_that_is_nested_without_end_ends_the_connection(server):
    async with connected(server.url) as bot:
        await bot.socket.send('{"type":"sign_out","id":1,"x":' + "[" * 50_000 + "]" * 50_000 + "}")
        assert (await bot.reply(None))["code"] == "malformed"
        assert (await bot.closed())[0] == 1007


@pytest.mark.parametrize(
    ("text", "request_id"),
    [
        ("[]", None),
        ("42", None),
        ('{"type": "sign_out", "id": ' + "9" * 5000 + "}", None),
        ('{"type": "sign_out", "id": 1e999}', None),
        ('{"type": "sign_out", "id": 7.0}', None),
        ('{"id": 7}', 7),
        ('{"type": 5, "id": 7}', 7),
        ('{"type": "resume", "id": 7}', 7),
        ('{"type": "resume", "id": 7, "token": 5}', 7),
        ('{"type": "resume", "id": -1, "token": "x"}', None),
        ('{"type": "resume", "id": "7", "token": "x"}', None),
        ('{"type": "resume", "id": true, "token": "x"}', None),
        ('{"type": "resume", "id": 7, "token": "' + "x" * 201 + '"}', 7),
    ],
)
async def test_an_object_that_is_no_request_is_called_malformed_and_the_connection_stays(
    server, text, request_id
):
    async with connected(server.url) as bot:
        await bot.socket.send(text)
        error = await bot.reply(request_id)
        assert (error["type"], error["code"]) == ("error", "malformed")
        assert (await bot.request("sign_out"))["code"] == "not_signed_in"


async def test_an_unknown_request_type_has_its_own_code(server):
    async with connected(server.url) as bot:
        assert (await bot.request("make_coffee", sugar=2))["code"] == "unknown_request"


async def test_unknown_fields_are_ignored(server):
    async with connected(server.url) as bot:
        assert (await bot.request("resume", token="x", colour={"deep": [1]}))["code"] == "token_refused"


@pytest.mark.parametrize(
    "id_of_chat",
    [
        "",
        "x",
        "01995B30-11AA-7D20-8B44-5F6071829301",
        "01995b30-11aa-7d20-8b44-5f6071829301\n",
        "' OR 1=1 --",
    ],
)
async def test_an_id_that_is_no_lower_case_uuid7_is_malformed(server, id_of_chat):
    async with signed_in(server, "anna") as anna:
        reply = await anna.request("history", chat=id_of_chat, before_seq=1)
        assert reply["code"] == "malformed"


async def test_a_frame_that_is_too_large_ends_the_connection(server):
    async with signed_in(server, "anna") as anna:
        await anna.socket.send(json.dumps({"type": "sign_out", "id": 1, "x": "x" * MEGABYTE}))
        assert (await anna.closed())[0] == 1009


async def test_a_broken_frame_ends_its_own_connection_and_no_other(server):
    async with signed_in(server, "anna") as anna, signed_in(server, "anna") as phone:
        await anna.socket.send("{")
        assert (await anna.closed())[0] == 1007
        chat = await phone.create_chat((await phone.push("directory"))["users"][1]["id"])
        await phone.say(chat, "still here")


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("sign_out", {}),
        ("sync", {"directory": 0, "chats": {}}),
        ("changes", {"chat": new_id(), "after": 0}),
        ("history", {"chat": new_id(), "before_seq": 1}),
        ("create_chat", {"chat": new_id(), "message": new_id(), "participants": []}),
        ("send_message", {"chat": new_id(), "message": new_id(), "text": "x"}),
        ("set_subject", {"chat": new_id(), "message": new_id(), "subject": "x"}),
        (
            "add_participants",
            {"chat": new_id(), "message": new_id(), "users": [new_id()], "share_history": True},
        ),
        ("mark_read", {"chat": new_id(), "seq": 1}),
        ("open_chat", {"chat": new_id()}),
        ("edit_message", {"chat": new_id(), "message": new_id(), "command": new_id(), "text": "x"}),
        ("delete_message", {"chat": new_id(), "message": new_id(), "command": new_id()}),
        (
            "set_reaction",
            {"chat": new_id(), "message": new_id(), "command": new_id(), "emoji": "👍", "on": True},
        ),
        ("audience", {"chat": new_id(), "message": new_id()}),
        ("preview_history", {"chat": new_id()}),
        ("list_devices", {}),
        ("revoke_device", {"device": new_id()}),
        ("change_password", {"old": "x", "new": "y"}),
        ("set_presence", {"state": "away"}),
        ("start_typing", {"chat": new_id()}),
    ],
)
async def test_nothing_is_answered_before_signing_in(server, kind, fields):
    async with connected(server.url) as bot:
        assert (await bot.request(kind, **fields))["code"] == "not_signed_in"


async def test_signing_in_twice_on_one_connection_is_refused(server):
    async with signed_in(server, "anna") as anna:
        assert (await anna.request("resume", token=anna.token))["code"] == "already_signed_in"


async def test_commands_that_are_sent_without_waiting_are_answered_in_their_order(server, ids):
    async with signed_in(server, "anna") as anna:
        chat = await anna.create_chat(ids["bruno"])
        requests = [
            await anna.send("send_message", chat=chat, message=new_id(), text=f"number {number}")
            for number in range(100)
        ]
        rows = [(await anna.reply(request))["message"] for request in requests]
        assert [row["seq"] for row in rows] == list(range(2, 102))
        assert [row["body"]["text"] for row in rows] == [f"number {number}" for number in range(100)]


async def test_who_asks_too_often_is_told_when_to_come_back(server):
    async with signed_in(server, "dario") as dario:
        requests = [await dario.send("start_typing", chat=new_id()) for _ in range(500)]
        codes = [(await dario.reply(request)) for request in requests]
        assert codes[0]["code"] == "chat_not_found"
        assert codes[-1]["code"] == "rate_limited"
        assert 0 < codes[-1]["retry_after_ms"] < 1000


async def test_who_goes_on_asking_too_often_is_sent_away_and_connecting_again_does_not_help(server):
    async with signed_in(server, "chiara") as chiara:
        for _ in range(2000):
            await chiara.socket.send('{"type": "mark_read", "id": 1, "chat": "x"}')
        assert (await chiara.closed())[0] == 1008
        async with connected(server.url) as again:
            await again.resume(chiara.token)
            replies = [await again.request("start_typing", chat=new_id()) for _ in range(200)]
            assert {reply["code"] for reply in replies} == {"chat_not_found", "rate_limited"}


async def test_a_stranger_gets_the_same_bytes_for_a_chat_as_for_none(server, ids):
    async with signed_in(server, "anna") as anna, signed_in(server, "bruno") as bruno:
        chat = await anna.create_chat(ids["chiara"], subject="Secret")
        said = await anna.say(chat, "nothing for Bruno")
        requests = [
            ("send_message", {"message": new_id(), "text": "x"}),
            ("set_subject", {"message": new_id(), "subject": "x"}),
            ("add_participants", {"message": new_id(), "users": [ids["bruno"]], "share_history": True}),
            ("mark_read", {"seq": 1}),
            ("start_typing", {}),
            ("changes", {"after": 0}),
            ("history", {"before_seq": 5}),
            ("open_chat", {}),
            ("edit_message", {"message": said["id"], "command": new_id(), "text": "x"}),
            ("delete_message", {"message": said["id"], "command": new_id()}),
            ("set_reaction", {"message": said["id"], "command": new_id(), "emoji": "👍", "on": True}),
            ("audience", {"message": said["id"]}),
            ("preview_history", {}),
        ]
        for kind, fields in requests:
            answers = []
            for one in (chat, new_id()):
                await bruno.socket.send(json.dumps({"type": kind, "id": 99, "chat": one, **fields}))
                # Who is there is told to everybody, whenever it changes.
                while '"presence"' in (frame := await bruno.socket.recv()):
                    pass
                answers.append(frame)
            assert answers[0] == answers[1]
            assert json.loads(answers[0])["code"] == "chat_not_found"
