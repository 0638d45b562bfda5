"""Read positions: one's own devices know at once, the others soon and many at a time, and nobody knows what they may not."""

import pytest

from sync_server import handlers
from sync_server.handlers import Moved
from sync_server.protocol.nouns import ChatId, DeviceId
from sync_server.transport.hub import Hub
from sync_server.transport.positions import Positions
from tests.support.clock import Clock, eventually, running, settled
from tests.support.server import connected, new_id, signed_in


class Onlooker:
    """A device that listens, and notes the positions that it is told."""

    def __init__(self, office, name):
        self.user = office.user(name)
        self.device = DeviceId(new_id())
        self._names = {caller.user: one for one, caller in office.people.items()}
        self.told = []

    def hear(self, pushes, _data):
        self.told += [{self._names[user]: seq for user, seq in push.read.items()} for push in pushes]

    def expel(self, _code, _text):
        raise AssertionError("it was sent away")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def hub():
    return Hub()


@pytest.fixture
async def positions(office, clock, hub):
    positions = Positions(office.database, hub, monotonic=clock.monotonic, sleep=clock.sleep)
    async with running(positions):
        yield positions


@pytest.fixture
def listener(office, hub):
    def listen(name):
        onlooker = Onlooker(office, name)
        hub.enter(onlooker)
        hub.listen(onlooker)
        return onlooker

    return listen


def read(office, positions, name, chat, seq):
    """Move somebody's read position, as the commands do."""
    outcome = office.read_up_to(name, chat, seq)
    assert outcome.moved is not None
    positions.note(outcome.moved)


async def test_the_first_who_reads_is_told_of_at_once_and_the_next_with_the_second(
    office, positions, clock, listener
):
    chat, _ = office.create("anna", "bruno", "chiara", "dora")
    for _ in range(5):
        office.send("anna", chat)
    anna = listener("anna")

    read(office, positions, "bruno", chat, 2)
    await eventually(lambda: anna.told == [{"bruno": 2}], "Bruno's position")
    read(office, positions, "bruno", chat, 3)
    read(office, positions, "chiara", chat, 4)
    read(office, positions, "bruno", chat, 5)
    await clock.advance(0.9)
    assert anna.told == [{"bruno": 2}]
    await clock.advance(0.1)

    await eventually(lambda: anna.told[1:] == [{"bruno": 5, "chiara": 4}], "both positions in one push")


async def test_while_nobody_reads_no_timer_runs(office, positions, clock, listener):
    chat, _ = office.create("anna", "bruno")
    anna = listener("anna")
    await settled()
    assert not clock.ticks

    read(office, positions, "bruno", chat, 1)
    await eventually(lambda: len(anna.told) == 1, "the position")
    await clock.advance(60)

    assert not clock.ticks
    assert len(anna.told) == 1


async def test_who_may_not_see_the_message_that_was_read_is_told_nothing(office, positions, clock, listener):
    chat, _ = office.create("anna", "bruno", "chiara")
    office.send("anna", chat)
    office.add("anna", chat, "dora", share_history=False)
    anna, bruno, dora, emil = (listener(name) for name in ("anna", "bruno", "dora", "emil"))

    read(office, positions, "bruno", chat, 2)
    await eventually(lambda: anna.told == [{"bruno": 2}], "Bruno's position")
    read(office, positions, "chiara", chat, 3)
    await clock.advance(1)
    await eventually(lambda: dora.told == [{"chiara": 3}], "Chiara's position")

    assert anna.told == [{"bruno": 2}, {"chiara": 3}]
    assert bruno.told == [{"chiara": 3}]
    assert emil.told == []


async def test_a_failure_is_logged_and_the_next_positions_are_told(
    office, positions, clock, listener, monkeypatch, caplog
):
    chat, _ = office.create("anna", "bruno")
    office.send("anna", chat)
    anna = listener("anna")
    told_to_others = handlers.receipts.told_to_others

    def broken(conn, moved):
        monkeypatch.setattr(handlers.receipts, "told_to_others", told_to_others)
        raise RuntimeError("a bug")

    monkeypatch.setattr(handlers.receipts, "told_to_others", broken)
    read(office, positions, "bruno", chat, 1)
    await eventually(lambda: "a bug" in caplog.text, "the failure")
    read(office, positions, "bruno", chat, 2)
    await clock.advance(1)

    await eventually(lambda: anna.told == [{"bruno": 2}], "the position")


async def test_of_a_chat_that_nobody_knows_nobody_is_told(office, positions, clock, listener):
    chat, _ = office.create("anna", "bruno")
    office.send("anna", chat)
    anna = listener("anna")

    positions.note(Moved(ChatId(new_id()), office.user("bruno")))
    read(office, positions, "bruno", chat, 2)
    await clock.advance(1)

    await eventually(lambda: anna.told == [{"bruno": 2}], "the position that there is")


async def test_ones_own_devices_know_at_once_and_so_does_a_second_connection_of_the_same_device(server, ids):
    async with (
        signed_in(server, "anna") as anna,
        signed_in(server, "bruno") as laptop,
        signed_in(server, "bruno") as phone,
        connected(server.url) as twin,
    ):
        await twin.resume(laptop.token)
        await twin.sync()
        chat = await anna.create_chat(ids["bruno"])
        await anna.say(chat, "hello")
        await phone.message("hello")

        assert (await laptop.request("mark_read", chat=chat, seq=2))["type"] == "ok"

        for bot in (phone, twin):
            told = await bot.push("read_positions")
            assert told == {"type": "read_positions", "chat": chat, "read": {ids["bruno"]: 2}}
        assert (await anna.push("read_positions"))["read"] == {ids["bruno"]: 2}


async def test_a_stranger_cannot_read_on_in_a_chat_and_hears_of_nobody_who_does(server, ids):
    async with (
        signed_in(server, "anna") as anna,
        signed_in(server, "bruno") as bruno,
        signed_in(server, "dario") as dario,
    ):
        chat = await anna.create_chat(ids["bruno"])
        assert (await dario.request("mark_read", chat=chat, seq=1))["code"] == "chat_not_found"
        await bruno.request("mark_read", chat=chat, seq=1)
        await anna.push("read_positions")
        shared = await anna.create_chat(ids["dario"])
        await dario.push("chat_snapshot", lambda push: push["chat"]["id"] == shared)
        assert "read_positions" not in {push["type"] for push in dario.pushes}


async def test_a_new_device_learns_positions_with_the_chats_and_not_once_more(server, ids):
    async with signed_in(server, "anna") as anna, signed_in(server, "bruno") as bruno:
        chat = await anna.create_chat(ids["bruno"])
        await anna.say(chat, "one")
        await bruno.request("mark_read", chat=chat, seq=2)
        async with connected(server.url) as phone:
            await phone.sign_in("anna")
            await phone.sync()
            told = await phone.push("chat_snapshot", lambda push: push["chat"]["id"] == chat)
            assert told["read"] == {ids["anna"]: 2, ids["bruno"]: 2}
            reads = phone.pushes[-1]["reads"]
            assert "read_positions" not in {push["type"] for push in phone.pushes}
            request = await phone.send("sync", directory=0, chats={chat: told["revision"]}, reads=reads)
            await phone.reply(request)
            await phone.push("synced", after=len(phone.pushes))
            assert "read_positions" not in {push["type"] for push in phone.pushes}


async def test_a_device_that_was_away_is_told_once_what_moved_meanwhile(server, ids):
    async with signed_in(server, "anna") as anna, signed_in(server, "bruno") as bruno:
        chat = await anna.create_chat(ids["bruno"])
        first = await anna.say(chat, "one")
        held = {chat: first["revision"]}
        async with connected(server.url) as phone:
            await phone.sign_in("anna")
            await phone.sync(held)
            reads = phone.pushes[-1]["reads"]
        await bruno.request("mark_read", chat=chat, seq=2)
        async with connected(server.url) as phone:
            await phone.resume(phone.token or anna.token)
            request = await phone.send("sync", directory=0, chats=held, reads=reads)
            await phone.reply(request)
            synced = await phone.push("synced")
            [told] = [push for push in phone.pushes if push["type"] == "read_positions"]
            assert told["read"] == {ids["bruno"]: 2}
        async with connected(server.url) as phone:
            await phone.resume(anna.token)
            request = await phone.send("sync", directory=0, chats=held, reads=synced["reads"])
            await phone.reply(request)
            await phone.push("synced")
            assert "read_positions" not in {push["type"] for push in phone.pushes}
