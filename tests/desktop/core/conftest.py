"""A client in a world that the test moves, with and without a chat in it."""

import pytest

from desktop.core.client import Client
from sync_server.protocol.frames import (
    ChatSnapshot,
    Directory,
)
from tests.desktop.core.listener import ACCOUNT, CHAT, NOW, Desk
from tests.desktop.core.world import ME, OTHER, THIRD
from tests.support.keys import KEY


@pytest.fixture
async def desk(tmp_path):
    client = await Client.open(ACCOUNT, tmp_path, key=KEY, clock=lambda: NOW)
    await client.apply(Directory((ME, OTHER, THIRD), 3))
    desk = Desk(client)
    yield desk
    await client.close()


@pytest.fixture
async def told(desk):
    """The same with a chat of ten lines, read up to the fourth."""
    desk.world.start(CHAT, subject="Refunds")
    for number in range(2, 11):
        desk.world.say(CHAT, f"line {number}", by=ME if number == 3 else OTHER)
    row, lines = desk.world.chats[CHAT], desk.world.visible(CHAT)
    await desk.client.apply(ChatSnapshot(row, 10, 1, lines, {ME.id: 4, OTHER.id: 10}))
    await desk.news()
    return desk
