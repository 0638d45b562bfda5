"""Passwords, tokens, and what happens to a device whose account or token is taken back."""

import time

import pytest

from sync_server import admin
from tests.support.server import PASSWORD, connected, running_server, signed_in


async def attempt(bot, username, password):
    return await bot.request("sign_in", username=username, password=password, device_name="x")


async def test_a_wrong_password_and_an_unknown_user_get_the_same_answer(server):
    async with connected(server.url) as bot:
        wrong = await attempt(bot, "anna", "not the password")
        unknown = await attempt(bot, "nobody", PASSWORD)
        assert wrong["code"] == "wrong_credentials"
        assert {**wrong, "id": 0} == {**unknown, "id": 0}
        await bot.sign_in("anna")


async def test_the_username_may_be_written_in_any_case(server):
    async with connected(server.url) as bot:
        await bot.sign_in("  ANNA ")
        assert bot.user["username"] == "anna"


async def test_a_device_comes_back_with_its_token(server):
    async with signed_in(server, "anna") as anna:
        pass
    async with connected(server.url) as again:
        await again.resume(anna.token)
        assert (again.user["id"], again.user["username"]) == (anna.user["id"], "anna")
        assert (await again.request("resume", token="x"))["code"] == "already_signed_in"


async def test_an_unknown_token_is_refused_and_the_connection_stays_for_a_password(server):
    async with connected(server.url) as bot:
        assert (await bot.request("resume", token="ict_never_given"))["code"] == "token_refused"
        await bot.sign_in("anna")


async def test_signing_out_takes_the_token_back_and_closes_every_connection_of_the_device(server):
    async with (
        signed_in(server, "anna") as anna,
        connected(server.url) as same_device,
        signed_in(server, "anna") as other_device,
    ):
        await same_device.resume(anna.token)
        assert (await anna.request("sign_out"))["type"] == "ok"
        assert (await anna.closed())[0] == 4001
        assert (await same_device.reply(None))["code"] == "token_refused"
        assert (await same_device.closed())[0] == 4001
        assert (await other_device.request("sync", directory=0, chats={}))["type"] == "ok"
        async with connected(server.url) as later:
            assert (await later.request("resume", token=anna.token))["code"] == "token_refused"


async def test_after_too_many_wrong_passwords_even_the_right_one_has_to_wait(tmp_path):
    with running_server(tmp_path / "data", "anna", "bruno") as server:
        async with signed_in(server, "bruno") as bruno, connected(server.url) as bot:
            answers = [await attempt(bot, "anna", f"guess {number}") for number in range(6)]
            assert [answer["code"] for answer in answers] == ["wrong_credentials"] * 5 + ["too_many_attempts"]
            right = await attempt(bot, "anna", PASSWORD)
            assert right["code"] == "too_many_attempts"
            assert 50_000 < right["retry_after_ms"] <= 60_001
            # Who is in stays in, and a token is no guess.
            async with connected(server.url) as again:
                await again.resume(bruno.token)


async def test_behind_a_proxy_wrong_passwords_count_by_the_address_that_the_proxy_names(tmp_path):
    with running_server(tmp_path / "data", "anna", "bruno") as server:
        server.stop()
        server.start("--behind-proxy")
        for number in range(6):
            async with connected(
                server.url, additional_headers={"X-Forwarded-For": "1.2.3.4, 203.0.113.7"}
            ) as bot:
                answer = await attempt(bot, f"guess{number}", "x")
        assert answer["code"] == "too_many_attempts"
        async with connected(server.url, additional_headers={"X-Forwarded-For": "198.51.100.1"}) as bot:
            await bot.sign_in("anna")


async def test_a_deactivated_user_is_sent_away_within_a_second_and_stays_out(tmp_path):
    with running_server(tmp_path / "data", "anna", "bruno") as server:
        async with (
            signed_in(server, "anna") as laptop,
            signed_in(server, "anna", synced=False) as phone,
            signed_in(server, "bruno") as bruno,
        ):
            admin.deactivate(server.database_url, username="anna")
            since = time.monotonic()
            for device in (laptop, phone):
                assert (await device.reply(None))["code"] == "deactivated"
                assert (await device.closed())[0] == 4001
            assert time.monotonic() - since < 1
            told = await bruno.push("directory", lambda push: not push["users"][0]["active"])
            assert [user["username"] for user in told["users"]] == ["anna"]
        async with connected(server.url) as again:
            assert (await again.request("resume", token=laptop.token))["code"] == "deactivated"
            assert (await attempt(again, "anna", PASSWORD))["code"] == "deactivated"
            assert (await attempt(again, "anna", "wrong"))["code"] == "wrong_credentials"


async def test_a_new_password_sends_every_device_of_the_user_back_to_the_sign_in_screen(tmp_path):
    with running_server(tmp_path / "data", "anna") as server:
        async with signed_in(server, "anna") as anna:
            admin.set_password(server.database_url, username="anna", password="another one")
            assert (await anna.reply(None))["code"] == "token_refused"
            assert (await anna.closed())[0] == 4001
        async with connected(server.url) as again:
            assert (await again.request("resume", token=anna.token))["code"] == "token_refused"
            await again.sign_in("anna", "another one")


async def test_everybody_hears_of_a_new_user(tmp_path):
    with running_server(tmp_path / "data", "anna") as server:
        async with signed_in(server, "anna") as anna:
            emilia = server.add_user("emilia", name="Emilia", title="Billing")
            told = await anna.push("directory", lambda push: push["users"][-1]["id"] == emilia.id)
            assert told["users"][-1]["title"] == "Billing"
            assert told["revision"] == emilia.revision


@pytest.mark.parametrize("field", ["password", "token"])
async def test_secrets_and_texts_are_not_in_the_log(tmp_path, field):
    with running_server(tmp_path / "data", "anna", "bruno") as server:
        async with signed_in(server, "anna") as anna:
            users = (await anna.push("directory"))["users"]
            chat = await anna.create_chat(users[1]["id"], subject="hush")
            await anna.say(chat, "hush hush")
            secret = {"password": PASSWORD, "token": anna.token}[field]
        server.stop()
        assert secret not in server.log
        assert "hush" not in server.log
