"""What the server acknowledged survives `kill -9`, once and in order, however often and in the middle of whatever it dies."""

import asyncio
import random
import signal
import sqlite3
from contextlib import closing

from tests.support.pipelining import Writer, keep_connected
from tests.support.profiles import by_profile
from tests.support.replica import Json, Link, Replica, settle
from tests.support.server import Bot, ServerProcess, running_server, signed_in

KILLS = by_profile(quick=8, long=200)
WRITERS = ("anna", "bruno", "chiara", "dario")
SURVIVOR = "eva"
BETWEEN_KILLS = (5, 100)
"""At least and at most so many acknowledgements."""


class Office:
    """A server that will be killed, and those who write in the one chat of its users."""

    def __init__(self, server: ServerProcess, chat: str) -> None:
        self.server = server
        self.chat = chat
        self.writers = [
            Writer(username, chat, seed=seed, wake=self._count) for seed, username in enumerate(WRITERS)
        ]
        self.open = asyncio.Event()
        """They may connect."""
        self._left = -1
        self._killed = asyncio.Event()

    async def live_until(self, acknowledgements: int) -> None:
        """Let everybody write, and kill the server with the very last of so many acknowledgements.

        At once, without a turn of the event loop in between: what is answered too early has no time to become durable.
        """
        self._killed.clear()
        self._left = acknowledgements
        self.open.set()
        async with asyncio.timeout(30):
            await self._killed.wait()

    def _count(self) -> None:
        self._left -= 1
        if self._left == 0:
            self.server.send_signal(signal.SIGKILL)
            self.open.clear()
            self._killed.set()


async def office_on(server: ServerProcess) -> Office:
    async with signed_in(server, SURVIVOR) as eva:
        chat = await eva.create_chat(*(user.id for user in server.users() if user.username != SURVIVOR))
    return Office(server, chat)


async def fresh(server: ServerProcess, username: str) -> Replica:
    """What a device holds that has just signed in and asked for everything."""
    replica = Replica()
    async with signed_in(server, username, synced=False) as bot:
        await settle(bot, replica)
    return replica


async def survive(office: Office, replica: Replica) -> None:
    """Be there all the time, with a device that is told what changes, and catches up whenever the server is back."""
    token = ""

    async def sign_in(bot: Bot) -> None:
        nonlocal token
        await (bot.resume(token) if token else bot.sign_in(SURVIVOR))
        token = bot.token

    async def live(bot: Bot) -> bool:
        link = Link(bot, replica)
        await link.catch_up()
        while True:
            await bot._read()
            await link.settle()

    await keep_connected(office.server.url, sign_in, live, may=office.open)


# What must hold --------------------------------------------------------------------------------------------------------


def assert_nothing_acknowledged_is_lost(state: Json, office: Office) -> None:
    chat = state["chats"][office.chat]
    rows = chat["messages"]
    assert [row["seq"] for row in rows] == list(range(1, len(rows) + 1)), "places are dense from 1"
    revisions = {row["revision"] for row in rows}
    assert len(revisions) == len(rows), "no two changes have one revision"
    by_id = {row["id"]: row for row in rows}
    assert len(by_id) == len(rows), "no message is there twice"
    for writer in office.writers:
        _assert_in_order(writer, rows)
        for message, seq in writer.seqs.items():
            assert by_id[message]["seq"] == seq, "an acknowledged message is where it was said to be"
            assert by_id[message]["body"]["text"] in writer.texts[message]
        for (message, emoji), possible in writer.reactions.items():
            assert (writer.id in _who_put(emoji, by_id[message])) in possible
        assert chat["read"].get(writer.id, 0) >= writer.read


def _assert_in_order(writer: Writer, rows: list[Json]) -> None:
    """A sender's messages are there in the order sent: all that were acknowledged, and none after one that is missing."""
    stored = [row["id"] for row in rows if row["author"] == writer.id]
    assert stored == writer.sent[: len(stored)]
    assert len(stored) >= len(writer.seqs)


def _who_put(emoji: str, row: Json) -> list[str]:
    return next(
        (reaction["users"] for reaction in row.get("reactions", ()) if reaction["emoji"] == emoji), []
    )


def assert_everything_is_in_force(state: Json, office: Office) -> None:
    """Once everything is answered, there is only one state that it may all be in."""
    for writer in office.writers:
        assert len(writer.seqs) == len(writer.sent)
        assert all(len(possible) == 1 for possible in [*writer.texts.values(), *writer.reactions.values()])
    assert_nothing_acknowledged_is_lost(state, office)
    rows = state["chats"][office.chat]["messages"]
    assert len(rows) == 1 + sum(len(writer.sent) for writer in office.writers)
    changes = sum(writer.changes for writer in office.writers)
    assert max(row["revision"] for row in rows) == len(rows) + changes, (
        "a change that was sent again was made once"
    )


# The promise -----------------------------------------------------------------------------------------------------------


async def test_what_was_acknowledged_survives_kill_9_once_and_in_order(tmp_path):
    dice = random.Random(9)  # noqa: S311 - dice, not secrets
    survivor = Replica()
    with running_server(tmp_path / "data", *WRITERS, SURVIVOR) as server:
        office = await office_on(server)
        async with asyncio.TaskGroup() as group:
            surviving = group.create_task(survive(office, survivor))
            writing = [
                group.create_task(writer.run(server.url, may=office.open)) for writer in office.writers
            ]
            for _ in range(KILLS):
                await office.live_until(dice.randint(*BETWEEN_KILLS))
                server.kill()
                await asyncio.to_thread(server.start)
                assert_nothing_acknowledged_is_lost((await fresh(server, SURVIVOR)).state(), office)
            office.open.set()
            for writer in office.writers:
                writer.finish()
            await asyncio.wait(writing)
            surviving.cancel()
        async with signed_in(server, SURVIVOR, synced=False) as bot:
            await settle(bot, survivor)
        state = survivor.state()
        assert state == (await fresh(server, SURVIVOR)).state()
        assert_everything_is_in_force(state, office)
        assert server.stop() == 0
        assert server.failures == []
        with closing(sqlite3.connect(server.data / "internal-chat.db")) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
