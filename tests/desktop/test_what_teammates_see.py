"""What the user chooses that teammates see of them: that they write, and that they are away; as another client hears it."""

import asyncio

import pytest
from PySide6.QtWidgets import QApplication

from desktop.accounts import Accounts
from desktop.core.client import sign_in
from desktop.core.values import Presence
from desktop.entry import Access
from desktop.kept_settings import KeptSettings
from desktop.system.at_desk import AtDesk
from desktop.viewmodels.background import Background
from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.composer import ComposerModel
from desktop.viewmodels.sign_in import Keep
from tests.support.clients import people
from tests.support.keys import KEY
from tests.support.screen import until
from tests.support.server import PASSWORD, running_server

NOW = 1_790_000_000_000


def raised(error: Exception) -> None:
    raise error


@pytest.fixture
def server(tmp_path):
    with running_server(tmp_path / "server", "anna", "bruno") as server:
        yield server


async def test_who_does_not_want_to_be_seen_writing_is_not_and_is_again_once_they_do(server, tmp_path, qapp):
    async with people(server, tmp_path, "anna", "bruno") as (anna, bruno), asyncio.TaskGroup() as tasks:
        chats = [await anna.client.start_chat([bruno.client.me.id], subject=name) for name in ("one", "two")]
        for chat in chats:
            await anna.client.send(chat, "hello")
            await bruno.sees(chat, 1)
        background, choices = Background(tasks, raised), ChoicesModel()
        composer = ComposerModel(anna.client, background, lambda: NOW, choices=choices)
        for chat, tells in zip(chats, (False, True), strict=True):
            choices.choose(tells_typing=tells)
            composer.show_chat(chat)
            await until(lambda: composer.placeholder != "", "the chat")
            composer.edit("a word")

        async def heard(_client):
            return bruno.typing

        assert await bruno.until(heard) == {(chats[1], anna.client.me.id)}, (
            "the first was said first, if at all"
        )
        await composer.finish()
        await background.finish()
        composer.deleteLater()


async def test_who_does_not_want_to_be_seen_away_is_there_while_they_are_connected(server, tmp_path, qapp):
    async with people(server, tmp_path, "bruno") as (bruno,), asyncio.TaskGroup() as tasks:
        settings = KeptSettings(tmp_path / "settings.json")
        choices = settings.choices
        accounts = Accounts(tasks, raised, settings)
        accounts.watch()
        desk = accounts.findChild(AtDesk) or QApplication.instance().findChild(AtDesk)
        account = await sign_in(server.url, "anna", PASSWORD, device_name="test")
        choices.choose(tells_away=False)
        opened = await accounts.open(Access(account, tmp_path / "anna", KEY, Keep.KEYRING))
        accounts.start(opened)

        async def sees(presence):
            async def so(client):
                return client.presence(account.user) is presence

            await bruno.until(so)

        await sees(Presence.ONLINE)
        desk.changed.emit(False)
        choices.choose(tells_away=True)
        await sees(Presence.AWAY)
        choices.choose(tells_away=False)
        await sees(Presence.ONLINE)
        desk.changed.emit(True)
        choices.choose(tells_away=True)
        await accounts.close_all()
        accounts.deleteLater()
