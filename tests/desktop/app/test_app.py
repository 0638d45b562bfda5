"""The program from the sign-in page to the window and back: what is remembered, what is forgotten, and how it ends."""

import asyncio
from collections.abc import Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.app import Desktop
from desktop.config import Places, load_settings
from desktop.system import keyring
from desktop.ui.main_window import MainWindow
from desktop.ui.sign_in import SignInPage
from tests.support.screen import click, every_word, find, type_into, until
from tests.support.server import PASSWORD, ServerProcess


class MemoryKeyring:
    """A system keyring as the program sees it."""

    def __init__(self) -> None:
        self.there = True
        self.tokens: dict[tuple[str, str], str] = {}

    def available(self) -> bool:
        return self.there

    def load_token(self, server: str, user: str) -> str | None:
        self._check()
        return self.tokens.get((server, user))

    def store_token(self, server: str, user: str, token: str) -> None:
        self._check()
        self.tokens[server, user] = token

    def forget_token(self, server: str, user: str) -> None:
        self._check()
        self.tokens.pop((server, user), None)

    def _check(self) -> None:
        if not self.there:
            raise keyring.KeyringUnavailableError("there is none")


@pytest.fixture
def ring(monkeypatch) -> MemoryKeyring:
    ring = MemoryKeyring()
    for name in ("available", "load_token", "store_token", "forget_token"):
        monkeypatch.setattr(keyring, name, getattr(ring, name))
    return ring


@pytest.fixture
def server(tmp_path) -> Iterator[ServerProcess]:
    made = ServerProcess(tmp_path / "server")
    for username in ("dana", "bruno"):
        made.add_user(username)
    made.start()
    yield made
    made.kill()


@pytest.fixture
def places(tmp_path) -> Places:
    return Places(tmp_path / "home")


@asynccontextmanager
async def running(places: Places):
    """The program as it starts, until it was asked to quit."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.setQuitOnLastWindowClosed(False)
    desktop = Desktop(application, places)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(desktop.run(Desktop.start))
        try:
            await until(lambda: shown(MainWindow) or shown(SignInPage), "a window")
            yield desktop
        finally:
            desktop.quit()
    await until(lambda: not shown(MainWindow), "the window to be gone")
    for widget in QApplication.topLevelWidgets():
        widget.close()
        widget.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(kind: type[QWidget]) -> QWidget | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


async def page() -> QWidget:
    await until(lambda: shown(SignInPage), "the sign-in page")
    found = shown(SignInPage)
    assert found is not None
    return found


async def window() -> QWidget:
    await until(lambda: shown(MainWindow) and not shown(SignInPage), "the main window")
    found = shown(MainWindow)
    assert found is not None
    return found


async def sign_in(server: ServerProcess, *, keep: bool = True) -> QWidget:
    here = await page()
    type_into(here, "Server address", server.url)
    type_into(here, "Username", "dana")
    type_into(here, "Password", PASSWORD)
    box = find(here, "Keep me signed in")
    await until(lambda: box.isEnabled() or not keep, "the keyring to be found")
    if box.isChecked() != keep:
        click(here, "Keep me signed in")
    click(here, "Sign in")
    return await window()


def files(places: Places) -> list[Path]:
    return [path for path in places.home.rglob("*") if path.is_file()]


async def test_who_stays_signed_in_finds_the_window_at_the_next_start(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        await until(lambda: desktop.session.workspace.status.is_online, "online")
    settings = load_settings(places.settings)
    assert settings.account is not None
    assert settings.account.username == "dana"
    (token,) = ring.tokens.values()
    assert not [path for path in files(places) if token.encode() in path.read_bytes()], (
        "the token is on the disk"
    )
    async with running(places) as desktop:
        await window()
        await until(lambda: desktop.session.workspace.status.is_online, "online")


async def test_the_window_opens_from_the_cache_while_the_server_is_away(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        await until(lambda: desktop.session.workspace.status.is_online, "online")
    server.kill()
    async with running(places) as desktop:
        shown_window = await window()
        await until(lambda: "Offline" in every_word(shown_window), "the status line")


async def test_a_keyring_that_does_not_answer_leaves_everything_to_be_read_and_written(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        session = desktop.session
        await until(lambda: session.workspace.status.is_online, "online")
        chat = await session.client.start_chat([(await session.client.people())[0].id], subject="Kept here")
        await until(lambda: not session.client.connection.waiting, "the chat to be on the server")
    ring.there = False
    async with running(places) as desktop:
        shown_window = await window()
        await until(lambda: "Kept here" in every_word(shown_window), "the chat")
        await until(lambda: "keyring does not answer" in every_word(shown_window), "the notice")
        await desktop.session.client.send(chat, "written without a token")
        assert desktop.session.client.connection.waiting == 1
        ring.there = True
        click(shown_window, "Sign in")
        here = await page()
        type_into(here, "Password", PASSWORD)
        click(here, "Sign in")
        await until(lambda: desktop.session and desktop.session.workspace.status.is_online, "online")
        await until(lambda: not desktop.session.client.connection.waiting, "the message to be sent")


async def test_the_address_is_proposed_as_it_was_typed(server, places, ring):
    typed = server.url.replace("ws://", "http://").removesuffix("/sync")
    async with running(places):
        here = await page()
        type_into(here, "Server address", typed)
        type_into(here, "Username", "dana")
        type_into(here, "Password", PASSWORD)
        click(here, "Sign in")
        await window()
    assert load_settings(places.settings).server == typed


async def test_without_a_keyring_the_session_is_kept_in_memory_only(server, places, ring):
    ring.there = False
    async with running(places) as desktop:
        await sign_in(server, keep=False)
        await until(lambda: desktop.session.workspace.status.is_online, "online")
        token = desktop.session.account.token
    assert not [path for path in files(places) if token.encode() in path.read_bytes()]
    async with running(places):
        here = await page()
        assert find(here, "Server address").text() == server.url
        assert find(here, "Username").text() == "dana"


async def test_signing_out_takes_the_account_off_this_computer(server, places, ring):
    async with running(places) as desktop:
        shown_window = await sign_in(server)
        folder = desktop.session.folder
        assert folder.exists()
        shown_window.sign_out_requested.emit()
        await page()
        assert not shown(MainWindow)
        await until(lambda: not folder.exists(), "the cache to be removed")
        assert ring.tokens == {}
    assert load_settings(places.settings).account is None


async def test_who_is_deactivated_is_signed_out_and_nothing_of_theirs_stays(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        await until(lambda: desktop.session.workspace.status.is_online, "online")
        folder = desktop.session.folder
        server.deactivate("dana")
        here = await page()
        await until(lambda: not folder.exists(), "the cache to be removed")
        assert ring.tokens == {}
        assert find(here, "Sign-in error")


async def test_a_cache_of_a_newer_version_is_said_on_the_sign_in_page(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        folder = desktop.session.folder
    for path in folder.glob("cache.sqlite*"):
        path.write_bytes(b"this is not a database, and long enough to be noticed as none " * 200)
    async with running(places):
        here = await page()
        assert find(here, "Sign-in error")


async def test_the_chosen_appearance_is_remembered(server, places, ring):
    async with running(places):
        (await sign_in(server)).appearance_chosen.emit("dark")
    assert load_settings(places.settings).appearance == "dark"


async def test_a_half_written_message_is_kept_by_an_orderly_end(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        session = desktop.session
        await until(lambda: session.workspace.status.is_online, "online")
        people = await session.client.people()
        chat = await session.client.start_chat([people[0].id])
        session.workspace.open_chat(chat)
        await until(lambda: session.workspace.composer.chat == chat, "the chat to be open")
        type_into(session.window, "Message", "I was about to")
        session.window.close()
        await until(lambda: desktop.session is None, "the end")
    async with running(places) as desktop:
        await window()
        details = await desktop.session.client.chat(chat)
        assert details.draft == "I was about to"
