"""Who sits at one of their devices, as two clients of a real server know it of each other."""

import asyncio

import pytest

from desktop.core.values import ConnectionState, Presence
from tests.support.clients import id_of, people
from tests.support.server import running_server


@pytest.fixture
def server(tmp_path):
    with running_server(tmp_path / "server", "anna", "bruno", "chiara") as server:
        yield server


def sees(watched, user, presence):
    """Wait until somebody is shown so."""

    async def so(client):
        return client.presence(user) is presence

    return watched.until(so)


async def test_two_people_see_each_other_come_leave_their_desk_and_go(server, tmp_path):
    async with people(server, tmp_path, "anna", "bruno") as (anna, bruno):
        bruno_id, chiara_id = bruno.client.me.id, await id_of(anna, "chiara")
        told = set()
        anna.client.feed.subscribe(lambda changes: told.update(changes.presence))
        await sees(anna, bruno_id, Presence.ONLINE)
        assert anna.client.presence(chiara_id) is Presence.OFFLINE
        bruno.client.set_active(False)
        await sees(anna, bruno_id, Presence.AWAY)
        bruno.client.set_active(True)
        await sees(anna, bruno_id, Presence.ONLINE)
        assert told == {bruno_id}


async def test_who_is_away_is_away_after_the_server_was_started_again_and_nobody_is_known_meanwhile(
    server, tmp_path
):
    async with people(server, tmp_path, "anna", "bruno") as (anna, bruno):
        bruno_id = bruno.client.me.id
        bruno.client.set_active(False)
        await sees(anna, bruno_id, Presence.AWAY)
        connection = asyncio.Event()
        anna.client.feed.subscribe(lambda changes: changes.connection and connection.set())
        await asyncio.to_thread(server.kill)
        await sees(anna, bruno_id, None)
        assert connection.is_set()
        await asyncio.to_thread(server.start)
        anna.client.try_now()
        bruno.client.try_now()
        await bruno.is_online()
        await sees(anna, bruno_id, Presence.AWAY)
        assert anna.client.connection.state is ConnectionState.ONLINE
