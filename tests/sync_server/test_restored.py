"""A server that was brought back from an older copy: its clients notice, and hold what it holds and nothing else."""

import pytest

from sync_server import admin
from tests.support.replica import Link, Replica, settle
from tests.support.server import PASSWORD, ServerProcess, connected, running_server, signed_in


@pytest.fixture
def server(tmp_path):
    with running_server(tmp_path / "data", "anna", "bruno") as server:
        yield server


async def said_by_anna(server: ServerProcess, chat: str, *texts: str) -> None:
    async with signed_in(server, "anna") as anna:
        for text in texts:
            await anna.say(chat, text)


async def come_back(server: ServerProcess, replica: Replica, token: str) -> None:
    """Sign in with a token, and follow the rules of the protocol's page."""
    async with connected(server.url) as bot:
        resumed = await bot.request("resume", token=token)
        assert resumed["type"] == "resumed", resumed
        replica.receive(resumed)
        bot.user = resumed["user"]
        await Link(bot, replica).catch_up()


async def test_a_client_that_saw_what_was_taken_back_begins_anew(server, tmp_path):
    replica, fresh = Replica(), Replica()
    async with connected(server.url) as bot, signed_in(server, "anna") as anna:
        signed = await bot.request("sign_in", username="bruno", password=PASSWORD, device_name="laptop")
        replica.receive(signed)
        bot.user = signed["user"]
        chat = await anna.create_chat(bot.user["id"])
        await anna.say(chat, "before the copy")
        admin.backup(server.database_url, tmp_path / "copy.db")
        for number in range(5):
            await anna.say(chat, f"taken back {number}")
        await Link(bot, replica).catch_up()
    assert len(replica.chats[chat]["messages"]) == 7

    server.stop()
    admin.restore(server.database_url, tmp_path / "copy.db")
    server.start()
    # As many changes as were taken back, and more: by its numbers alone nothing would look wrong.
    await said_by_anna(server, chat, *(f"another story {number}" for number in range(9)))
    await come_back(server, replica, signed["token"])

    async with signed_in(server, "bruno", synced=False) as bot:
        await settle(bot, fresh)
    assert replica.state() == fresh.state()
    texts = [row["body"].get("text") for row in replica.chats[chat]["messages"].values()]
    assert not [text for text in texts if text and text.startswith("taken back")]


async def test_the_epoch_stays_when_the_server_is_started_again_and_every_restoring_is_another(
    server, tmp_path
):
    async def epochs_told() -> set[str]:
        async with connected(server.url) as one, connected(server.url) as other:
            signed = await one.request("sign_in", username="anna", password=PASSWORD, device_name="laptop")
            resumed = await other.request("resume", token=signed["token"])
            return {signed["epoch"], resumed["epoch"]}

    admin.backup(server.database_url, tmp_path / "copy.db")
    [first] = await epochs_told()
    server.kill()
    server.start()
    assert await epochs_told() == {first}
    seen = {first}
    for _ in range(2):
        server.stop()
        admin.restore(server.database_url, tmp_path / "copy.db")
        server.start()
        [epoch] = await epochs_told()
        assert epoch
        assert epoch not in seen
        seen.add(epoch)
