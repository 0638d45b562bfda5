"""The key comes from the system's keyring: a silent one is waited for, and only one that answers can have lost it."""

from desktop.system.keyring import Kept
from desktop.ui.recovery_notice import RecoveryNotice
from desktop.ui.standstill import StandstillPage
from tests.desktop.app.program import (
    KEEP,
    chat_with_everybody,
    fill_in,
    online,
    page,
    running,
    shown,
    sign_in,
    window,
)
from tests.support.screen import click, every_word, shows, type_into, until
from tests.support.server import PASSWORD


async def signed_in_once(server, places):
    """Dana signs in, starts a chat, and quits."""
    async with running(places) as desktop:
        await sign_in(server)
        session = await online(desktop)
        await chat_with_everybody(session)
        return session.folder


async def test_a_silent_keyring_is_said_and_asked_again(server, places, ring):
    await signed_in_once(server, places)
    ring.answers = False
    async with running(places) as desktop:
        here = await page(StandstillPage)
        assert "keyring, which holds the key to your chats on this computer, does not answer" in every_word(
            here
        )
        click(here, "Try again")
        await until(lambda: shown(StandstillPage) and shown(StandstillPage) is not here, "to be told again")
        ring.answers = True
        click(await page(StandstillPage), "Try again")
        shown_window = await window()
        await until(lambda: "Kept here" in every_word(shown_window), "the chat")
        assert desktop.session.client.recovery is None


async def test_a_keyring_that_never_answers_leaves_another_way_and_the_chats_untouched(server, places, ring):
    folder = await signed_in_once(server, places)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    ring.answers = False
    async with running(places) as desktop:
        click(await page(StandstillPage), "Sign in afresh")
        here = await fill_in(server)
        click(here, "Sign in")
        await until(lambda: "keyring does not answer" in every_word(here), "the reason")
        click(here, KEEP)
        click(here, "Sign in")
        await window()
        session = await online(desktop)
        assert session.folder != folder
        assert {path.name: path.read_bytes() for path in folder.iterdir()} == before
    ring.answers = True


async def test_without_a_keyring_program_nothing_is_taken_for_lost_either(server, places, ring):
    folder = await signed_in_once(server, places)
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    ring.there = False
    async with running(places):
        click(await page(StandstillPage), "Sign in afresh")
        here = await fill_in(server)
        await until(lambda: not shows(here, KEEP), "the choice without a keyring")
        click(here, "Protect what is kept on this computer with a passphrase")
        type_into(here, "Passphrase", "seven herons")
        type_into(here, "Repeat passphrase", "seven herons")
        click(here, "Sign in")
        await until(lambda: "are on this computer already" in every_word(here), "the reason")
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


async def test_a_lost_key_sets_the_chats_aside_says_so_and_fetches_them_again(server, places, ring):
    folder = await signed_in_once(server, places)
    (account,) = ring.entries
    ring.entries[account] = Kept(token=ring.entries[account].token)
    async with running(places) as desktop:
        shown_window = await window()
        assert "The copy on this computer could not be read. It was set aside" in every_word(shown_window)
        await until(lambda: "Kept here" in every_word(shown_window), "the chat from the server")
        assert (folder / desktop.session.client.recovery.set_aside).exists()
        click(shown_window, "Dismiss notice")
        assert not find_notice(shown_window)
    assert ring.entries[account].key is not None
    async with running(places) as desktop:
        await window()
        assert desktop.session.client.recovery is None


async def test_a_keyring_that_forgot_the_account_leads_to_the_sign_in_page(server, places, ring):
    await signed_in_once(server, places)
    ring.entries.clear()
    async with running(places) as desktop:
        here = await page()
        assert "The system’s keyring no longer knows this account. Sign in again." in every_word(here)
        type_into(here, "Password", PASSWORD)
        click(here, "Sign in")
        shown_window = await window()
        assert "It was set aside" in every_word(shown_window)
        await online(desktop)


async def test_a_key_without_a_token_opens_the_chats_and_asks_to_sign_in(server, places, ring):
    await signed_in_once(server, places)
    (account,) = ring.entries
    key = ring.entries[account].key
    ring.entries[account] = Kept(key=key)
    async with running(places) as desktop:
        shown_window = await window()
        await until(lambda: "Kept here" in every_word(shown_window), "the chat")
        await until(lambda: "You were signed out" in every_word(shown_window), "the notice")
        click(shown_window, "Sign in")
        here = await page()
        type_into(here, "Password", PASSWORD)
        click(here, "Sign in")
        await window()
        await online(desktop)
        assert desktop.session.client.recovery is None
    assert ring.entries[account].key == key
    assert ring.entries[account].token


def find_notice(shown_window):
    return [w for w in shown_window.findChildren(RecoveryNotice) if w.isVisible()]
