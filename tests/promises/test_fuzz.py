"""Whatever a client sends, and however much of it, the server lives on and two others chat in peace meanwhile.

Every request with a readable id gets exactly one reply, unless the connection is closed on it.
"""

import asyncio
import json
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.exceptions import ConnectionClosed

from tests.support.fuzzing import EXAMPLES, NOT_JSON, junk, nearly_requests, readable_id
from tests.support.profiles import by_profile
from tests.support.server import PASSWORD, Bot, Json, ServerProcess, connected, new_id, running_server
from tests.support.witness import USERNAMES, in_peace

ATTACKERS = ("mallory", "trudy")
SECONDS = 4
fuzz = settings(
    max_examples=by_profile(quick=25, long=1_500),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
anything = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)
addresses = (f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}" for number in count(1))
"""Everybody who tries a wrong password comes from an address of their own, or soon nobody could sign in."""


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[ServerProcess]:
    with running_server(tmp_path_factory.mktemp("fuzz") / "data", *ATTACKERS, *USERNAMES) as server:
        server.stop()
        server.start("--behind-proxy")
        yield server


@pytest.fixture
def peace(server: ServerProcess) -> Iterator[None]:
    with in_peace(server):
        yield


@asynccontextmanager
async def attacker(
    server: ServerProcess, *, username: str = "mallory", known: bool = True
) -> AsyncIterator[Bot]:
    """Somebody on a connection, signed in or not, whose address nobody knows yet."""
    headers = {"X-Forwarded-For": next(addresses)}
    async with connected(server.url, additional_headers=headers, close_timeout=1) as bot:
        if known:
            await bot.sign_in(username)
        yield bot


def is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return False
    return True


def is_no_object(frame: str | bytes) -> bool:
    """Whether it is refused for what it begins with; then nobody looks whether what follows is JSON."""
    return isinstance(frame, str) and not frame.lstrip(" \t\r\n").startswith("{") and bool(frame.strip())


def as_request(example: Json) -> Json:
    """Return an example as the arguments of `Bot.request`, which chooses the id."""
    fields = {name: value for name, value in example.items() if name not in {"type", "id"}}
    return {"kind": example["type"], **fields}


async def replies_to(bot: Bot, frames: list[str] | list[bytes]) -> tuple[Counter[int | None], int | None]:
    """Send frames; return how often each id was answered, and the code with which the server closed, if it did.

    As many replies are waited for as frames were sent, and then whether another one comes.
    """
    answered: Counter[int | None] = Counter()
    last_words = 2**53 + 1
    try:
        async with asyncio.timeout(SECONDS):
            for frame in frames:
                await bot.socket.send(frame)
            while answered.total() < len(frames):
                await hear(bot, answered)
            await bot.socket.send(json.dumps({"type": "list_devices", "id": last_words}))
            while not answered[last_words]:
                await hear(bot, answered)
    except ConnectionClosed as closed:
        return answered, closed.rcvd.code if closed.rcvd else 1006
    del answered[last_words]
    return answered, None


async def hear(bot: Bot, answered: Counter[int | None]) -> None:
    frame = json.loads(await bot.socket.recv())
    if "id" in frame:
        answered[frame["id"]] += 1


# Junk -----------------------------------------------------------------------------------------------------------------


@fuzz
@given(data=st.data())
async def test_random_bytes_and_texts_are_refused(server, peace, data):
    frame = data.draw(st.binary(max_size=300) | anything.filter(lambda text: not is_json(text)))
    async with attacker(server, known=data.draw(st.booleans())) as bot:
        answered, code = await replies_to(bot, [frame])
    assert answered == {None: 1}
    assert code == 1007 or is_no_object(frame)


async def test_what_is_no_json_is_refused(server, peace):
    for text in NOT_JSON:
        async with attacker(server) as bot:
            answered, code = await replies_to(bot, [text])
        assert answered == {None: 1}, text[:50]
        assert code == 1007 or is_no_object(text), text[:50]


@fuzz
@given(value=junk)
async def test_json_that_is_no_request_is_refused_and_the_connection_goes_on(server, peace, value):
    async with attacker(server) as bot:
        answered, code = await replies_to(bot, [json.dumps(value)])
    assert (code, answered.total()) == (None, 1)


@fuzz
@given(data=st.data())
async def test_every_nearly_right_request_with_a_readable_id_gets_exactly_one_reply(server, peace, data):
    async with attacker(server) as bot:
        await bot.sync()
        ids = [user.id for user in server.users()]
        chat = await bot.create_chat(ids[1])
        said = await bot.say(chat, "something to pick on")
        frames = data.draw(st.lists(nearly_requests([chat], ids, [said["id"]]), min_size=1, max_size=25))
        await expect_one_reply_each(bot, frames)


async def expect_one_reply_each(bot: Bot, frames: list[Json]) -> None:
    """Send frames, each of which is JSON; each must be answered once, under its id as far as that can be read."""
    expected = Counter(readable_id(frame) for frame in frames)
    answered, code = await replies_to(bot, [json.dumps(frame) for frame in frames])
    assert code is None
    # An id that is beyond what every reader of JSON agrees on may come back as it is, or as none.
    unreadable = sum(number for id_, number in answered.items() if readable_id({"id": id_}) is None)
    assert unreadable == expected.pop(None, 0)
    assert {id_: number for id_, number in answered.items() if id_ in expected} == expected


# Right requests at the wrong time -------------------------------------------------------------------------------------


async def test_nothing_is_answered_before_signing_in_but_with_a_refusal(server, peace):
    async with attacker(server, known=False) as bot:
        for example in EXAMPLES:
            if example["type"] not in {"sign_in", "resume"}:
                assert (await bot.request(**as_request(example)))["code"] == "not_signed_in"
        await bot.sign_in("mallory")


async def test_signing_in_twice_is_refused_and_changes_nothing(server, peace):
    async with attacker(server) as bot, attacker(server, username="trudy") as other:
        again = await bot.request("sign_in", username="trudy", password=PASSWORD, device_name="another")
        resumed = await bot.request("resume", token=other.token)
        assert {again["code"], resumed["code"]} == {"already_signed_in"}
        chat = await bot.create_chat(other.user["id"])
        assert (await bot.say(chat, "who am I?"))["author"] == bot.user["id"]


async def test_after_signing_out_nothing_is_taken(server, peace):
    async with attacker(server) as bot, attacker(server, username="trudy") as other:
        await other.sync()
        chat = await bot.create_chat(other.user["id"])
        await bot.send("sign_out")
        try:
            for number in range(20):
                await bot.send("send_message", chat=chat, message=new_id(), text=f"from the grave {number}")
        except ConnectionClosed:
            pass
        assert (await bot.closed())[0] == 4001
        history = await other.request("history", chat=chat, before_seq=1_000, limit=200)
        assert [row["body"]["kind"] for row in history["messages"]] == ["created"]
        async with attacker(server, known=False) as back:
            assert (await back.request("resume", token=bot.token))["code"] == "token_refused"


async def test_syncing_again_and_again_without_waiting_ends_in_sync(server, peace):
    async with attacker(server) as bot, attacker(server, username="trudy") as other:
        await other.sync()
        chat = await bot.create_chat(other.user["id"])
        requests = []
        for number in range(30):
            requests.append(await bot.send("sync", directory=0, chats={}, more=number % 3 == 1))
            requests.append(
                await bot.send("send_message", chat=chat, message=new_id(), text=f"word {number}")
            )
        for request in requests:
            assert (await bot.reply(request))["type"] in {"ok", "accepted"}
        begin = len(bot.pushes)
        await bot.send("sync", directory=0, chats={})
        await bot.push("synced", after=begin)
        await other.say(chat, "and live again")
        await bot.message("and live again")


@fuzz
@given(data=st.data())
async def test_any_order_of_requests_is_answered_one_by_one(server, peace, data):
    kinds = [example for example in EXAMPLES if example["type"] not in {"change_password", "sign_in"}]
    chosen = data.draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=20))
    frames = [{**frame, "id": number} for number, frame in enumerate(chosen)]
    async with attacker(server, known=data.draw(st.booleans())) as bot:
        known = bool(bot.token)
        answered, code = await replies_to(bot, [json.dumps(frame) for frame in frames])
    signs_out = known and any(frame["type"] == "sign_out" for frame in frames)
    assert code == (4001 if signs_out else None)
    assert all(number == 1 for number in answered.values())
    ends = next(
        (n for n, frame in enumerate(frames) if frame["type"] == "sign_out" and known), len(frames) - 1
    )
    assert set(range(ends + 1)) - answered.keys() <= (set(range(ends)) if signs_out else set())


# Two devices of one user racing ---------------------------------------------------------------------------------------


async def test_the_same_command_from_two_devices_at_once_is_done_once(server, peace):
    async with attacker(server) as first, attacker(server) as second:
        chat = await first.create_chat(server.users()[1].id)
        messages = [new_id() for _ in range(100)]
        asked = [
            (bot, await bot.send("send_message", chat=chat, message=message, text=message))
            for message in messages
            for bot in (first, second)
        ]
        rows = [(await bot.reply(request))["message"] for bot, request in asked]
        assert [row["id"] for row in rows] == [message for message in messages for _ in range(2)]
        assert len({(row["id"], row["seq"], row["revision"]) for row in rows}) == len(messages)
        history = await first.request("history", chat=chat, before_seq=1_000, limit=200)
        assert sorted(row["id"] for row in history["messages"][1:]) == sorted(messages)


async def test_of_two_commands_with_one_id_that_differ_one_is_done(server, peace):
    async with attacker(server) as first, attacker(server) as second:
        chat = await first.create_chat(server.users()[1].id)
        won = []
        for _ in range(50):
            message = new_id()
            asked = [
                (bot, await bot.send("send_message", chat=chat, message=message, text=bot.device))
                for bot in (first, second)
            ]
            replies = [await bot.reply(request) for bot, request in asked]
            assert sorted(reply["type"] for reply in replies) == ["accepted", "error"]
            assert next(reply["code"] for reply in replies if "code" in reply) == "id_conflict"
            won += [reply["message"] for reply in replies if "message" in reply]
        history = await first.request("history", chat=chat, before_seq=1_000, limit=200)
        assert sorted(row["seq"] for row in won) == [row["seq"] for row in history["messages"][1:]]


async def test_an_edit_and_a_deletion_from_two_devices_at_once_leave_a_tombstone(server, peace):
    async with attacker(server) as first, attacker(server) as second:
        chat = await first.create_chat(server.users()[1].id)
        for _ in range(20):
            message = (await first.say(chat, "of two minds"))["id"]
            edit = await first.send(
                "edit_message", chat=chat, message=message, command=new_id(), text="edited"
            )
            delete = await second.send("delete_message", chat=chat, message=message, command=new_id())
            assert (await second.reply(delete))["type"] == "accepted"
            assert (await first.reply(edit)).get("code") in {None, "message_deleted"}
            history = await first.request("history", chat=chat, before_seq=1_000, limit=1)
            assert history["messages"][0]["body"]["kind"] == "deleted"
