"""A real client and a real server, and a line between them that dies in all the ways in which nobody is told.

The waits of `liveness` are shortened, each by the same factor; what holds for tenths of seconds here holds for seconds there.
"""

import asyncio
import threading

import pytest

from desktop.core.errors import ConnectFailure
from desktop.core.sync import connection, engine, liveness, runner
from desktop.core.values import ConnectionState
from tests.support.clients import id_of, people
from tests.support.clock import eventually
from tests.support.faults import FaultyLine, kind
from tests.support.server import running_server

FASTER = 10
SHORTENED = ("TICK", "QUIET", "UNANSWERED", "PATIENCE", "PROBE_PATIENCE", "LONGEST_PATIENCE", "LATE", "GRACE")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("server"), "anna", "bruno") as server:
        yield server


@pytest.fixture
async def line(server):
    async with FaultyLine(server.url) as line:
        yield line


@pytest.fixture(autouse=True)
def brief_goodbyes(monkeypatch):
    """The line passes no half of an ending on, so whoever says goodbye over it waits as long as they may."""
    monkeypatch.setattr(connection, "CLOSE_SECONDS", 0.1)


@pytest.fixture
def faster(monkeypatch):
    for name in SHORTENED:
        monkeypatch.setattr(liveness, name, getattr(liveness, name) / FASTER)


def stall(line):
    """Make the line half-open: it looks well, and nothing comes through."""
    line.to_client.stall()
    line.to_server.stall()


def mend(line):
    """Let new connections through; the old one is of the past."""
    line.reset()
    line.to_client.resume()
    line.to_server.resume()


async def knows(watched, chat):
    async def so(client):
        return await client.chat(chat)

    await watched.until(so)


async def has_state(watched, *states):
    async def so(client):
        return client.connection.state in states

    await watched.until(so)


async def notices(watched):
    """Wait until the client has given its connection up."""
    await has_state(watched, ConnectionState.OFFLINE, ConnectionState.CONNECTING)


@pytest.mark.usefixtures("faster")
async def test_a_message_on_a_dead_line_finds_out_and_goes_with_the_next_connection(server, line, tmp_path):
    async with people(server, tmp_path, "anna") as (anna,), people(line, tmp_path, "bruno") as (bruno,):
        chat = await bruno.client.start_chat([anna.client.me.id])
        await bruno.has_sent_everything()
        stall(line)
        await bruno.client.send(chat, "from the tunnel")
        await notices(bruno)
        mend(line)
        assert await anna.sees(chat, 1) == ["from the tunnel"]
        await bruno.has_sent_everything()


@pytest.mark.usefixtures("faster")
async def test_silence_alone_is_noticed(line, tmp_path):
    async with people(line, tmp_path, "bruno") as (bruno,):
        stall(line)
        await notices(bruno)
        mend(line)
        await bruno.is_online()


@pytest.mark.usefixtures("faster")
async def test_a_quiet_line_that_is_well_stays(line, tmp_path):
    async with people(line, tmp_path, "bruno") as (bruno,):
        heartbeat = bruno.client._runner._heartbeat
        for _ in range(2):
            before = heartbeat._answered_at
            await eventually(lambda before=before: heartbeat._answered_at > before, "a sign of life")
        assert bruno.client.connection.state is ConnectionState.ONLINE
        assert line.connections == 2  # to sign in, and to stay


@pytest.mark.parametrize("event", ["woke", "network went", "other network", "try now"])
async def test_what_the_system_says_is_looked_into_at_once(event, line, tmp_path, monkeypatch):
    """Not only with the next sign of life: those are as far apart as ever here."""
    monkeypatch.setattr(liveness, "PROBE_PATIENCE", 0.2)
    async with people(line, tmp_path, "bruno") as (bruno,):
        stall(line)
        began = asyncio.get_running_loop().time()
        {
            "woke": bruno.client.woke,
            "network went": lambda: bruno.client.network_changed(False),
            "other network": lambda: bruno.client.network_changed(None),
            "try now": bruno.client.try_now,
        }[event]()
        await notices(bruno)
        assert asyncio.get_running_loop().time() - began < liveness.QUIET / 2
        mend(line)
        bruno.client.try_now()
        await bruno.is_online()


async def test_a_system_that_is_wrong_about_the_network_ends_nothing(line, tmp_path):
    async with people(line, tmp_path, "bruno") as (bruno,):
        heartbeat = bruno.client._runner._heartbeat
        before = heartbeat._answered_at
        bruno.client.network_changed(False)
        await eventually(lambda: heartbeat._answered_at > before, "a sign of life")
        assert bruno.client.connection.state is ConnectionState.ONLINE
        assert line.connections == 2


async def test_sleep_is_noticed_without_the_system_saying_so(line, tmp_path, monkeypatch):
    monkeypatch.setattr(liveness, "TICK", 0.1)
    monkeypatch.setattr(liveness, "PROBE_PATIENCE", 0.2)
    async with people(line, tmp_path, "bruno") as (bruno,):
        stall(line)
        engine = bruno.client._engine
        awake = engine.clock
        engine.clock = lambda: awake() + 3_600_000
        began = asyncio.get_running_loop().time()
        await notices(bruno)
        assert asyncio.get_running_loop().time() - began < liveness.QUIET / 2
        mend(line)
        await bruno.is_online()


async def test_who_wakes_up_does_not_wait_for_the_next_try(line, tmp_path, monkeypatch):
    monkeypatch.setattr(runner, "TICK", 0.1)
    async with people(line, tmp_path, "bruno") as (bruno,):
        monkeypatch.setattr(liveness, "WAITS", (60.0,))
        bruno.client._engine._backoff._jitter = lambda: 1.0
        line.reset()
        await has_state(bruno, ConnectionState.OFFLINE)
        engine = bruno.client._engine
        awake = engine.clock
        engine.clock = lambda: awake() + 3_600_000
        await bruno.is_online()


async def test_a_try_that_hangs_is_given_up_for_a_new_one(line, tmp_path):
    async with people(line, tmp_path, "bruno") as (bruno,):
        stall(line)
        line.reset()
        await has_state(bruno, ConnectionState.CONNECTING)
        await eventually(lambda: line.open > 0, "a try")
        tried = line.connections
        bruno.client.try_now()
        await eventually(lambda: line.connections > tried, "another try")
        mend(line)
        bruno.client.try_now()
        await bruno.is_online()


async def test_signs_that_come_together_while_a_try_is_given_up_are_all_heard(line, tmp_path):
    """A system tells of one change of network several times in a row."""
    async with people(line, tmp_path, "bruno") as (bruno,):
        stall(line)
        line.reset()
        await has_state(bruno, ConnectionState.CONNECTING)
        await eventually(lambda: line.open > 0, "a try")
        for _ in range(20):
            bruno.client.network_changed(reachable=True)
            bruno.client.woke()
            await asyncio.sleep(0)
        mend(line)
        bruno.client.try_now()
        await bruno.is_online()


@pytest.mark.parametrize("end", ["kill", "stop"])
async def test_a_server_that_is_started_again_is_found_within_seconds(end, server, tmp_path):
    async with people(server, tmp_path, "bruno") as (bruno,):
        await asyncio.to_thread(getattr(server, end))
        await notices(bruno)
        await asyncio.to_thread(server.start)
        async with asyncio.timeout(4):
            await bruno.is_online()


@pytest.mark.usefixtures("faster")
async def test_a_slow_disk_is_not_taken_for_a_dead_server(server, line, tmp_path, monkeypatch):
    """More comes than is stored: the socket waits, so no sign of life can be heard, and none is expected."""
    monkeypatch.setattr(runner, "WAITING", 16)
    async with people(server, tmp_path, "anna") as (anna,), people(line, tmp_path, "bruno") as (bruno,):
        chats = [await anna.client.start_chat([await id_of(anna, "bruno")]) for _ in range(8)]
        await knows(bruno, chats[-1])
        stuck = threading.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(bruno.client._database.write(lambda _connection: stuck.wait(30)))
            sent, left = 0, 48  # more than fits between here and there
            while left:
                await anna.client.send(chats[sent % 8], f"{sent}")
                sent += 1
                left -= bruno.client._runner._inbox.full()
            # Longer than anybody would wait for a sign of life.
            heartbeat = bruno.client._runner._heartbeat
            long = asyncio.get_running_loop().time() + liveness.QUIET + 3 * liveness.PATIENCE
            await eventually(lambda: heartbeat._looked_at > long, "many looks at the line")
            assert bruno.client.connection.state is ConnectionState.ONLINE
            stuck.set()
        await anna.has_sent_everything()
        for chat in chats:
            await bruno.sees(chat, sent // 8)
        assert line.connections == 2


async def test_a_full_disk_is_told_and_nothing_is_lost_by_it(server, tmp_path):
    async with people(server, tmp_path, "anna", "bruno") as (anna, bruno):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        await knows(bruno, chat)
        database = bruno.client._database
        await database.write(lambda connection: connection.execute("PRAGMA max_page_count = 1").fetchall())
        for number in range(100):
            await anna.client.send(chat, f"{number} " + "x" * 2_000)

        async def told(client):
            return client.connection.reason == ConnectFailure.DISK

        await bruno.until(told)
        await database.write(
            lambda connection: connection.execute("PRAGMA max_page_count = 1000000").fetchall()
        )
        bruno.client.try_now()
        texts = await bruno.sees(chat, 100)
        assert [text.split()[0] for text in texts] == [str(number) for number in range(100)]


@pytest.mark.usefixtures("faster")
async def test_an_answer_that_never_comes_is_asked_for_on_another_connection(
    server, line, tmp_path, monkeypatch
):
    monkeypatch.setattr(engine, "OVERDUE", 1.0)
    async with people(server, tmp_path, "anna") as (anna,), people(line, tmp_path, "bruno") as (bruno,):
        chat = await bruno.client.start_chat([anna.client.me.id])
        await bruno.has_sent_everything()
        lost = line.to_client.lose(kind("accepted")), line.to_client.lose(kind("chat_changes", chat=chat))
        await bruno.client.send(chat, "once")
        for each in lost:
            await each.struck()
        await bruno.has_sent_everything()
        assert line.connections == 3
        assert await anna.sees(chat, 1) == await bruno.sees(chat, 1) == ["once"]


@pytest.mark.usefixtures("faster")
async def test_a_line_that_is_merely_slow_is_kept(server, line, tmp_path):
    """What comes first takes longer than anybody would wait for a sign of life, which stands behind it."""
    async with people(server, tmp_path, "anna") as (anna,):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        for number in range(60):
            await anna.client.send(chat, f"{number} " + "x" * 600)
        await anna.has_sent_everything()
        line.to_client.bytes_per_second = 50_000
        began = asyncio.get_running_loop().time()
        async with people(line, tmp_path, "bruno") as (bruno,):
            bruno.client.woke()
            await bruno.sees(chat, 60)
            assert asyncio.get_running_loop().time() - began > 3 * liveness.PATIENCE
            assert line.connections == 2
