"""Leaving an account: by choice, because it was closed, or for somebody else. What is to go goes, and what is to stay stays."""

from pathlib import Path

from desktop.config import load_settings
from desktop.ui.controls import PrimaryButton
from desktop.ui.main_window import MainWindow
from tests.desktop.app.program import (
    chat_with_everybody,
    dialog,
    fill_in,
    online,
    page,
    running,
    shown,
    sign_in,
    window,
)
from tests.support.screen import click, every_word, find, until


async def test_signing_out_takes_the_account_off_this_computer(server, places, ring):
    async with running(places) as desktop:
        shown_window = await sign_in(server)
        folder = desktop.session.folder
        assert folder.exists()
        shown_window.left.sign_out_requested.emit()
        click(await dialog("Sign out of this computer"), "Sign out", PrimaryButton)
        await page()
        assert not shown(MainWindow)
        assert not folder.exists()
        assert ring.entries == {}
    assert load_settings(places.settings).account is None


async def test_signing_out_says_what_would_be_lost_drafts_and_refused_messages_included(server, places, ring):
    async with running(places) as desktop:
        shown_window = await sign_in(server)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        server.kill()
        await until(lambda: not session.workspace.status.is_online, "the connection to be lost")
        await session.client.send(chat, "One")
        other = await session.client.start_chat([(await session.client.people())[0].id], subject="Later")
        await session.client.save_draft(other, "I was about to")
        shown_window.left.sign_out_requested.emit()
        question = await dialog("Sign out of this computer")
        assert "1 message, 1 change and 1 draft have not been sent yet and would be lost" in every_word(
            question
        )
        click(question, "Cancel")
        assert desktop.session is session


async def test_the_key_goes_before_the_files(server, places, ring, monkeypatch):
    seen = []
    monkeypatch.setattr(
        "desktop.entry.remove_account_folder", lambda folder: seen.append((dict(ring.entries), folder)) or ()
    )
    async with running(places) as desktop:
        shown_window = await sign_in(server)
        folder = desktop.session.folder
        shown_window.sign_out_requested.emit()
        await page()
        assert seen == [({}, folder)]


async def test_what_could_not_be_removed_is_named(server, places, ring, monkeypatch):
    monkeypatch.setattr(
        "desktop.entry.remove_account_folder", lambda folder: (f"{folder.name}/cache.sqlite",)
    )
    async with running(places) as desktop:
        shown_window = await sign_in(server)
        name = desktop.session.folder.name
        ring.answers = False
        shown_window.sign_out_requested.emit()
        here = await page()
        said = every_word(here)
        assert f"{name}/cache.sqlite" in said
        assert "Nobody can read them" not in said, "the key may still be there"
        assert "keyring did not answer" in said
        ring.answers = True


async def test_who_is_deactivated_is_signed_out_and_nothing_of_theirs_stays(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        session = await online(desktop)
        server.deactivate("dana")
        here = await page()
        await until(lambda: not session.folder.exists(), "the cache to be removed")
        assert ring.entries == {}
        assert "This account is closed" in every_word(find(here, "Sign-in error"))


async def test_who_was_deactivated_meanwhile_is_wiped_at_the_next_contact(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        session = await online(desktop)
    server.deactivate("dana")
    assert session.folder.exists()
    async with running(places):
        here = await page()
        assert not session.folder.exists()
        assert "This account is closed" in every_word(here)


async def test_signing_in_again_keeps_the_cache_the_key_and_what_was_not_sent(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        key = session.access.key
        server.kill()
        await until(lambda: not session.workspace.status.is_online, "the connection to be lost")
        await session.client.send(chat, "written while signed out")
        session.window.sign_in_requested.emit()
        here = await page()
        server.start()
        await fill_in(server)
        click(here, "Sign in")
        await window()
        again = await online(desktop)
        await until(lambda: not again.client.connection.waiting, "the message to be sent")
        assert (again.folder, again.access.key) == (session.folder, key)
        assert again.client.recovery is None


async def test_somebody_else_who_signs_in_leaves_the_first_ones_chats_alone(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        dana = await online(desktop)
        await chat_with_everybody(dana)
        dana.window.sign_in_requested.emit()
        await page()
        before = contents(dana.folder)
        await sign_in(server, "bruno")
        bruno = await online(desktop)
        assert bruno.folder != dana.folder
        assert contents(dana.folder) == before
    assert len(ring.entries) == 2
    assert load_settings(places.settings).account.username == "bruno"


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}
