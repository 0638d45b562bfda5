"""Where the user is signed in, sending devices away, and another password: asked of the real server."""

import asyncio

import pytest

from desktop.core.client import sign_in
from desktop.core.errors import ErrorCode, NotConnectedError, RefusedError
from desktop.core.values import ConnectionState
from tests.support.clients import people
from tests.support.server import PASSWORD, connected, running_server


@pytest.fixture
def server(tmp_path):
    with running_server(tmp_path / "server", "anna", "bruno") as server:
        yield server


async def is_sent_away(watched):
    async def sent_away(client):
        return client.connection.state is ConnectionState.SIGNED_OUT

    await watched.until(sent_away)


async def test_all_devices_are_listed_this_one_first_and_others_are_sent_away_for_good(server, tmp_path):
    async with people(server, tmp_path, "anna", "anna2", "bruno") as (laptop, phone, bruno):
        async with connected(server.url) as third:
            await third.sign_in("anna", device="Tablet")
        listed = await laptop.client.devices()
        assert [(each.name, each.is_this) for each in listed] == [
            ("anna", True),
            ("Tablet", False),
            ("anna2", False),
        ]
        assert [each.is_this for each in await phone.client.devices()] == [True, False, False]
        assert all(each.last_seen_at >= each.signed_in_at > 0 for each in listed)
        await laptop.client.revoke_device(listed[2].id)
        await is_sent_away(phone)
        await laptop.client.revoke_device(listed[2].id)
        with pytest.raises(RefusedError) as refused:
            await laptop.client.revoke_device((await bruno.client.devices())[0].id)
        assert refused.value.code == ErrorCode.DEVICE_NOT_FOUND
        await laptop.client.revoke_other_devices()
        assert [each.is_this for each in await laptop.client.devices()] == [True]
        assert bruno.client.connection.state is ConnectionState.ONLINE


async def test_another_password_signs_the_others_out_and_this_one_stays(server, tmp_path):
    async with people(server, tmp_path, "anna", "anna2") as (laptop, phone):
        with pytest.raises(RefusedError) as refused:
            await laptop.client.change_password("not it", "hippo violin")
        assert refused.value.code == ErrorCode.WRONG_CREDENTIALS
        with pytest.raises(RefusedError) as refused:
            await laptop.client.change_password(PASSWORD, "")
        assert refused.value.code == ErrorCode.PASSWORD_REFUSED
        assert phone.client.connection.state is ConnectionState.ONLINE
        await laptop.client.change_password(PASSWORD, "hippo violin umbrella tuesday")
        await is_sent_away(phone)
        assert [each.is_this for each in await laptop.client.devices()] == [True]
        with pytest.raises(RefusedError):
            await sign_in(server.url, "anna", PASSWORD, device_name="late")
        assert await sign_in(server.url, "anna", "hippo violin umbrella tuesday", device_name="in time")


async def test_without_a_connection_nothing_of_it_waits(server, tmp_path):
    async with people(server, tmp_path, "anna") as (anna,):
        await asyncio.to_thread(server.kill)

        async def offline(client):
            return client.connection.state is not ConnectionState.ONLINE

        await anna.until(offline)
        for asked in (
            anna.client.devices(),
            anna.client.revoke_other_devices(),
            anna.client.change_password(PASSWORD, "another"),
        ):
            with pytest.raises(NotConnectedError):
                await asked
        assert anna.client.connection.waiting == 0
