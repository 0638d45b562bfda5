"""Devices of one user: listed, sent away by another one at once, and powerless from then on; and a changed password."""

import asyncio
import contextlib
import json
import threading

import pytest
from websockets.exceptions import ConnectionClosed

from sync_server import app, handlers
from sync_server.errors import StorageFailed
from sync_server.handlers import devices
from sync_server.protocol.frames import History
from sync_server.store.database import Database
from sync_server.transport.sign_in import Doorkeeper
from tests.support.clock import eventually
from tests.support.server import (
    PASSWORD,
    SECONDS,
    ServerProcess,
    connected,
    new_id,
    nobody_writes,
    running_server,
    server_in_process,
    signed_in,
)

HOUR_MS = 60 * 60 * 1000


async def test_ones_devices_are_listed_and_a_revoked_one_no_longer(server):
    async with connected(server.url) as laptop, connected(server.url) as phone:
        await laptop.sign_in("chiara", device="Laptop")
        await phone.sign_in("chiara", device="Phone")
        listed = (await phone.request("list_devices"))["devices"]
        assert [(one["id"], one["name"]) for one in listed[:2]] == [
            (phone.device, "Phone"),
            (laptop.device, "Laptop"),
        ]
        assert listed[0]["last_seen_at"] == listed[0]["created_at"] > 0
        await phone.request("revoke_device", device=laptop.device)
        left = (await phone.request("list_devices"))["devices"]
        assert laptop.device not in [one["id"] for one in left]


async def test_a_revoked_device_is_sent_away_at_once_with_all_its_connections(server):
    async with (
        signed_in(server, "anna") as laptop,
        connected(server.url) as laptop_again,
        signed_in(server, "anna") as phone,
    ):
        await laptop_again.resume(laptop.token)
        for _ in range(2):
            assert (await phone.request("revoke_device", device=laptop.device))["type"] == "ok"
        for connection in (laptop, laptop_again):
            assert (await connection.reply(None))["code"] == "token_refused"
            assert (await connection.closed())[0] == 4001
        async with connected(server.url) as later:
            assert (await later.request("resume", token=laptop.token))["code"] == "token_refused"
        assert (await phone.request("list_devices"))["type"] == "devices"


async def test_revoking_the_device_that_asks_is_signing_out(server):
    async with signed_in(server, "anna") as anna, connected(server.url) as same_device:
        await same_device.resume(anna.token)
        assert (await anna.request("revoke_device", device=anna.device))["type"] == "ok"
        assert await anna.closed() == (4001, "signed out")
        assert None not in anna._replies
        assert (await same_device.reply(None))["code"] == "token_refused"
        assert (await same_device.closed())[0] == 4001


async def test_somebody_elses_device_is_answered_as_none_at_all_and_stays(server):
    async with signed_in(server, "anna") as anna, signed_in(server, "bruno") as bruno:
        others = await bruno.request("revoke_device", device=anna.device)
        nobodys = await bruno.request("revoke_device", device=new_id())
        assert others["code"] == "device_not_found"
        assert {**others, "id": 0} == {**nobodys, "id": 0}
        assert (await anna.request("list_devices"))["type"] == "devices"


async def test_after_a_device_was_revoked_nothing_that_it_asked_for_is_carried_out_any_more(server, ids):
    """Whoever has been told that a lost laptop is signed out can count on it: not one message more, however many are on their way."""
    async with (
        signed_in(server, "anna") as phone,
        signed_in(server, "anna", synced=False) as laptop,
        signed_in(server, "bruno") as bruno,
    ):
        chat = await phone.create_chat(ids["bruno"])

        async def flood() -> None:
            with contextlib.suppress(ConnectionClosed):
                for number in range(300):
                    request = await laptop.send(
                        "send_message", chat=chat, message=new_id(), text=f"from the laptop {number}"
                    )
                    if number % 20 == 0:  # Only so far ahead that the end of it comes in between.
                        await laptop.reply(request)

        async with asyncio.TaskGroup() as group:
            group.create_task(flood())
            await bruno.push("chat_changes", lambda push: push["chat"] == chat)
            assert (await phone.request("revoke_device", device=laptop.device))["type"] == "ok"
            last = await phone.say(chat, "that was the last of it")
        await bruno.message("that was the last of it")
        after = (await phone.request("history", chat=chat, before_seq=last["seq"] + 400))["messages"]
        assert after[-1]["seq"] == last["seq"]
        assert last["seq"] < 300


@pytest.fixture
def submitted(monkeypatch):
    """Every piece of work that was handed to the committer."""
    pieces = []
    submit, submit_all = Database.submit, Database.submit_all

    def noting(database, work):
        pieces.append(work)
        return submit(database, work)

    def noting_all(database, many, settled):
        pieces.extend(many)
        return submit_all(database, many, settled)

    monkeypatch.setattr(Database, "submit", noting)
    monkeypatch.setattr(Database, "submit_all", noting_all)
    return pieces


@pytest.fixture
def accounts_of(tmp_path):
    """A server that does not run, with some accounts."""
    server = ServerProcess(tmp_path / "data")
    for username in ("anna", "bruno"):
        server.add_user(username)
    return server


async def test_a_command_that_waits_while_its_device_is_revoked_is_not_carried_out(accounts_of, submitted):
    """Not even where both are done in one transaction."""
    async with server_in_process(accounts_of) as url, connected(url) as phone, connected(url) as laptop:
        await phone.sign_in("anna")
        await laptop.sign_in("anna")
        bruno = next(user.id for user in accounts_of.users() if user.username == "bruno")
        chat = await phone.create_chat(bruno)
        with nobody_writes(accounts_of):
            # A device's requests are taken in their order: when the second is answered, the first is with the committer.
            first = await phone.send("send_message", chat=chat, message=new_id(), text="in time")
            await phone.request("set_presence", state="active")
            before = len(submitted)
            revoking = await phone.send("revoke_device", device=laptop.device)
            await eventually(lambda: len(submitted) == before + 1, "the revocation")
            await laptop.send("send_message", chat=chat, message=new_id(), text="too late")
            await laptop.request("set_presence", state="active")
        assert (await phone.reply(first))["type"] == "accepted"
        assert (await phone.reply(revoking))["type"] == "ok"
        assert (await laptop.closed())[0] == 4001
        # What is said now is carried out after all that waited.
        await phone.say(chat, "afterwards")
        page = await phone.request("history", chat=chat, before_seq=9)
        assert [row["body"].get("text") for row in page["messages"]] == [None, "in time", "afterwards"]


async def test_what_was_said_just_before_signing_out_is_kept(server):
    async with signed_in(server, "anna") as anna, signed_in(server, "bruno") as bruno:
        chat = await anna.create_chat(bruno.user["id"])
        await anna.socket.send(
            json.dumps({"type": "send_message", "id": 98, "chat": chat, "message": new_id(), "text": "bye"})
        )
        await anna.socket.send(json.dumps({"type": "sign_out", "id": 99}))
        assert (await anna.reply(98))["type"] == "accepted"
        assert (await anna.reply(99))["type"] == "ok"
        await bruno.message("bye")


async def test_a_device_that_comes_back_while_it_is_revoked_does_not_get_in(accounts_of, monkeypatch):
    """It was recognised before, and would enter after everybody was sent away."""
    recognised, go_on = asyncio.Event(), asyncio.Event()
    resume = Doorkeeper.resume

    async def slow_resume(doorkeeper, request):
        found = await resume(doorkeeper, request)
        recognised.set()
        await go_on.wait()
        return found

    async with server_in_process(accounts_of) as url, connected(url) as phone, connected(url) as laptop:
        await phone.sign_in("anna")
        await laptop.sign_in("anna")
        async with connected(url) as again:
            monkeypatch.setattr(Doorkeeper, "resume", slow_resume)
            resuming = await again.send("resume", token=laptop.token)
            await recognised.wait()
            await phone.request("revoke_device", device=laptop.device)
            go_on.set()
            assert (await again.reply(resuming))["code"] == "token_refused"
            assert (await again.request("list_devices"))["code"] == "not_signed_in"


async def test_a_device_that_was_sent_away_is_told_nothing_more_not_even_what_it_asked_for_before(
    accounts_of, monkeypatch
):
    reading, go_on = threading.Event(), threading.Event()
    query = handlers.query

    def slow_query(conn, caller, request):
        if isinstance(request, History):
            reading.set()
            go_on.wait(SECONDS)
        return query(conn, caller, request)

    async with server_in_process(accounts_of) as url, connected(url) as phone, connected(url) as laptop:
        await phone.sign_in("anna")
        await laptop.sign_in("anna")
        bruno = next(user.id for user in accounts_of.users() if user.username == "bruno")
        chat = await phone.create_chat(bruno)
        monkeypatch.setattr(handlers, "query", slow_query)
        asked = await laptop.send("history", chat=chat, before_seq=9)
        await asyncio.to_thread(reading.wait, SECONDS)
        await phone.request("revoke_device", device=laptop.device)
        go_on.set()
        assert (await laptop.closed())[0] == 4001
        assert (await laptop.reply(None))["code"] == "token_refused"
        assert asked not in laptop._replies


async def test_a_revocation_counts_even_if_whoever_asked_for_it_is_gone_by_then(accounts_of, submitted):
    async with server_in_process(accounts_of) as url, connected(url) as laptop:
        await laptop.sign_in("anna")
        async with connected(url) as phone:
            await phone.sign_in("anna")
            before = len(submitted)
            with nobody_writes(accounts_of):
                await phone.send("revoke_device", device=laptop.device)
                await eventually(lambda: len(submitted) == before + 1, "the revocation")
                phone.socket.transport.abort()
        assert (await laptop.reply(None))["code"] == "token_refused"
        assert (await laptop.closed())[0] == 4001


async def test_a_revocation_that_could_not_be_stored_leaves_the_device_as_it_was(accounts_of, monkeypatch):
    revoke_device = devices.revoke_device

    def revoke_in_vain(conn, caller, request):
        revoke_device(conn, caller, request)
        # As SQLite does when the disk fails.
        conn.connection.driver_connection.execute("ROLLBACK")
        return (request.device,)

    async with server_in_process(accounts_of) as url, connected(url) as phone, connected(url) as laptop:
        await phone.sign_in("anna")
        await laptop.sign_in("anna")
        monkeypatch.setattr(devices, "revoke_device", revoke_in_vain)
        assert (await phone.request("revoke_device", device=laptop.device))["code"] == "internal"
        bruno = next(user.id for user in accounts_of.users() if user.username == "bruno")
        await laptop.create_chat(bruno)


# When it was last seen ---------------------------------------------------------------------------------------------------


@pytest.fixture
def now(monkeypatch):
    """The server's wall clock, in hours."""

    class Now:
        hours = 0.0

    monkeypatch.setattr(app, "_now_ms", lambda: 1_790_000_000_000 + int(Now.hours * HOUR_MS))
    return Now


async def test_when_a_device_was_seen_moves_on_with_its_return_but_not_more_than_once_an_hour(
    accounts_of, now
):
    async with server_in_process(accounts_of) as url, connected(url) as laptop:
        await laptop.sign_in("anna")

        async def seen_after_resuming() -> float:
            async with connected(url) as again:
                await again.resume(laptop.token)
                # What is answered was committed after whatever was written because of the return.
                await again.request("revoke_device", device=new_id())
                [device] = (await again.request("list_devices"))["devices"]
                return (device["last_seen_at"] - 1_790_000_000_000) / HOUR_MS

        assert await seen_after_resuming() == 0
        now.hours = 0.9
        assert await seen_after_resuming() == 0
        now.hours = 1.5
        assert await seen_after_resuming() == 1.5
        now.hours = 1.2
        assert await seen_after_resuming() == 1.5


async def test_coming_back_neither_waits_for_a_write_nor_fails_with_one(
    accounts_of, now, monkeypatch, caplog
):
    async with server_in_process(accounts_of) as url, connected(url) as laptop:
        await laptop.sign_in("anna")
        now.hours = 2
        with nobody_writes(accounts_of):
            async with connected(url) as again:
                await again.resume(laptop.token)

        def broken(conn, device, now_ms):
            raise RuntimeError("the disk is full")

        monkeypatch.setattr(devices, "note_seen", broken)
        now.hours = 4
        async with connected(url) as again:
            await again.resume(laptop.token)
            await eventually(lambda: "the disk is full" in caplog.text, "the failure")

        def closed(database, work):
            raise StorageFailed("the server is stopping")

        monkeypatch.setattr(Database, "submit", closed)
        async with connected(url) as again:
            await again.resume(laptop.token)


# Changing the password ---------------------------------------------------------------------------------------------------


async def test_a_changed_password_sends_the_other_devices_away_and_is_the_one_that_counts(tmp_path):
    with running_server(tmp_path / "data", "anna") as server:
        async with signed_in(server, "anna") as phone, signed_in(server, "anna") as laptop:
            reply = await phone.request("change_password", old=PASSWORD, new="another one")
            assert reply["type"] == "ok"
            assert (await laptop.reply(None))["code"] == "token_refused"
            assert (await laptop.closed())[0] == 4001
            assert [one["id"] for one in (await phone.request("list_devices"))["devices"]] == [phone.device]
        async with connected(server.url) as again:
            assert (await again.request("resume", token=laptop.token))["code"] == "token_refused"
            wrong = await again.request("sign_in", username="anna", password=PASSWORD, device_name="x")
            assert wrong["code"] == "wrong_credentials"
            await again.sign_in("anna", "another one")
        async with connected(server.url) as again:
            await again.resume(phone.token)


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("not it", "another one", "wrong_credentials"),
        ("", "another one", "wrong_credentials"),
        (PASSWORD, "", "password_refused"),
        (PASSWORD, "x" * 1001, "malformed"),
    ],
)
async def test_what_cannot_be_done_to_a_password_changes_nothing(server, old, new, code):
    async with signed_in(server, "dario") as dario, signed_in(server, "dario") as other:
        assert (await dario.request("change_password", old=old, new=new))["code"] == code
        assert (await other.request("list_devices"))["type"] == "devices"
        async with connected(server.url) as again:
            await again.sign_in("dario")


async def test_guessing_the_old_password_has_to_wait_as_guessing_it_at_the_door(tmp_path):
    with running_server(tmp_path / "data", "anna") as server:
        async with signed_in(server, "anna") as anna, connected(server.url) as stranger:
            answers = [
                await anna.request("change_password", old=f"guess {number}", new="mine now")
                for number in range(6)
            ]
            assert [one["code"] for one in answers] == ["wrong_credentials"] * 5 + ["too_many_attempts"]
            right = await anna.request("change_password", old=PASSWORD, new="mine now")
            assert right["code"] == "too_many_attempts"
            assert 50_000 < right["retry_after_ms"] <= 60_001
            at_the_door = await stranger.request(
                "sign_in", username="anna", password=PASSWORD, device_name="x"
            )
            assert at_the_door["code"] == "too_many_attempts"


async def test_of_two_devices_that_change_the_password_at_once_one_wins_and_the_other_is_out(tmp_path):
    with running_server(tmp_path / "data", "anna") as server:
        async with signed_in(server, "anna") as phone, signed_in(server, "anna") as laptop:
            both = {"phone's": phone, "laptop's": laptop}
            requests = {
                name: await device.send("change_password", old=PASSWORD, new=name)
                for name, device in both.items()
            }
            replies = {}
            for name, device in both.items():
                with contextlib.suppress(ConnectionClosed):
                    replies[name] = (await device.reply(requests[name]))["type"]
            [winner] = [name for name, kind in replies.items() if kind == "ok"]
            [loser] = both.keys() - {winner}
            assert (await both[loser].closed())[0] == 4001
        async with connected(server.url) as again:
            await again.sign_in("anna", winner)


async def test_the_server_serves_others_while_a_password_is_hashed(server):
    async with signed_in(server, "anna") as anna, signed_in(server, "bruno") as bruno:
        changing = await anna.send("change_password", old="not it", new="x")
        assert (await bruno.request("list_devices"))["type"] == "devices"
        assert (await anna.reply(changing))["code"] == "wrong_credentials"


async def test_no_password_is_in_the_log(tmp_path):
    with running_server(tmp_path / "data", "anna") as server:
        async with signed_in(server, "anna") as anna:
            await anna.request("change_password", old="wrong and secret", new="new and secret")
            await anna.request("change_password", old=PASSWORD, new="new and secret")
            await anna.request("change_password", old="new and secret", new="")
        server.stop()
        assert "secret" not in server.log
        assert PASSWORD not in server.log
