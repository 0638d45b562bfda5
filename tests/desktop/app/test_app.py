"""The program from the sign-in page to the window and back: what is remembered, and how it ends."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.config import load_settings
from desktop.ui.main_window import MainWindow
from tests.desktop.app.program import (
    chat_with_everybody,
    files,
    fill_in,
    online,
    page,
    running,
    shown,
    sign_in,
    window,
)
from tests.support.screen import click, every_word, find, rows_of, shows, type_into, until


async def test_who_stays_signed_in_finds_the_window_at_the_next_start(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        await online(desktop)
    settings = load_settings(places.settings)
    assert settings.account is not None
    assert (settings.account.username, settings.account.protection) == ("dana", "keyring")
    (kept,) = ring.entries.values()
    for secret in (kept.token.encode(), kept.key, kept.key.hex().encode()):
        assert not [path for path in files(places) if secret in path.read_bytes()], "a secret is on the disk"
    async with running(places) as desktop:
        await window()
        await online(desktop)


async def test_the_window_opens_from_the_cache_while_the_server_is_away(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        await online(desktop)
    server.kill()
    async with running(places):
        shown_window = await window()
        await until(lambda: "Offline" in every_word(shown_window), "the status line")


async def test_the_address_is_proposed_as_it_was_typed(server, places, ring):
    typed = server.url.replace("ws://", "http://").removesuffix("/sync")
    async with running(places):
        here = await fill_in(server)
        find(here, "Server address").setText(typed)
        click(here, "Sign in")
        await window()
    assert load_settings(places.settings).server == typed


async def test_the_chosen_appearance_is_remembered(server, places, ring):
    async with running(places):
        (await sign_in(server)).appearance_chosen.emit("dark")
    assert load_settings(places.settings).appearance == "dark"


async def test_the_chosen_patience_is_remembered_and_holds_from_then_on(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        assert desktop.session.workspace.patience == 30 * 60_000
        desktop.session.workspace.choose_patience(None)
    assert load_settings(places.settings).patience_minutes is None
    async with running(places) as desktop:
        await window()
        assert desktop.session.workspace.patience is None


async def test_a_half_written_message_is_kept_by_an_orderly_end(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        session = desktop.session
        chat = await chat_with_everybody(session)
        session.workspace.open_chat(chat)
        await until(lambda: session.workspace.composer.chat == chat, "the chat to be open")
        type_into(session.window, "Message", "I was about to")
        session.window.close()
        await until(lambda: desktop.session is None, "the end")
    async with running(places) as desktop:
        await window()
        details = await desktop.session.client.chat(chat)
        assert details.draft == "I was about to"


async def test_what_follows_a_page_stands_where_the_page_stood(server, places, ring):
    async with running(places):
        here = await page()
        here.resize(900, 700)
        here.move(40, 30)
        where = here.geometry()
        await sign_in(server)
        assert shown(MainWindow).geometry() == where


async def test_that_everything_is_here_is_said_once_it_is(server, places, ring):
    async with running(places) as desktop:
        shown_window = await sign_in(server)
        await chat_with_everybody(await online(desktop))
        status = find(shown_window, "Connection status")
        await until(lambda: status.text() == "Online · all on this computer", "the status line")
        assert status.toolTip() == "Everything you may read is on this computer"


async def test_a_message_that_waited_long_is_asked_about_and_led_to(server, places, ring):
    async with running(places) as desktop:
        shown_window = await sign_in(server)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        other = await chat_with_everybody(session, subject="Another")
        session.workspace.open_chat(other)
        server.kill()
        await until(lambda: not session.workspace.status.is_online, "the connection to be lost")
        session.workspace.choose_patience(0)
        await session.client.send(chat, "written a while ago")
        server.start()
        session.client.try_now()
        await online(desktop)
        await until(lambda: shows(shown_window, "Waited long notice"), "the question")
        assert "1 message waited long and asks whether it is still to go." in every_word(shown_window)
        row = next(row for row in rows_of(shown_window, "Conversations") if "Kept here" in row)
        assert "asks whether to send" in row
        click(shown_window, "Show")
        assert session.workspace.current == chat
        assert not shows(shown_window, "Waited long notice")


async def test_what_the_system_says_of_the_network_reaches_the_connection(server, places, ring, monkeypatch):
    async with running(places) as desktop:
        await sign_in(server)
        session = await online(desktop)
        await until(lambda: desktop.accounts._watching is not None, "the system to be heard")
        told = []
        monkeypatch.setattr(session.client, "woke", lambda: told.append("woke"))
        QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
        assert told == []
        QApplication.instance().applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
        assert told == ["woke"]
