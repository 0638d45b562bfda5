"""The program from the sign-in page to the window and back: what is remembered, and how it ends."""

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
from tests.support.screen import click, every_word, find, type_into, until


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
