"""Where there is no keyring a passphrase protects the chats: asked for at every start, without any network."""

import pytest

from desktop.config import load_settings
from desktop.core import lock
from desktop.core.cache.lease import Lease
from desktop.core.folder import CACHE_FILE, OPENED_FOLDER
from desktop.core.keeping import remove_copies
from desktop.ui.unlock import UnlockPage
from tests.desktop.app.program import (
    PASSPHRASE,
    chat_with_everybody,
    choose_passphrase,
    dialog,
    files,
    fill_in,
    online,
    page,
    running,
    shown,
    sign_in_with_passphrase,
    window,
    without_keyring,
)
from tests.support.screen import click, every_word, find, type_into, until
from tests.support.server import PASSWORD


@pytest.fixture(autouse=True)
def quick_to_guess(monkeypatch):
    """What makes each guess dear is tested where it is; here it would only take time."""
    monkeypatch.setattr(lock.set_passphrase, "__defaults__", (lock.Costs(1, 1024, 1),))


@pytest.fixture(autouse=True)
def no_keyring(ring):
    ring.there = False
    return ring


async def signed_in_once(server, places):
    async with running(places) as desktop:
        await sign_in_with_passphrase(server)
        session = await online(desktop)
        await chat_with_everybody(session)
        return session


async def test_the_passphrase_opens_the_chats_at_the_next_start_without_a_server(server, places):
    session = await signed_in_once(server, places)
    assert load_settings(places.settings).account.protection == "passphrase"
    server.kill()
    for secret in (session.account.token, PASSPHRASE, "Kept here"):
        assert not [p for p in files(places) if secret.encode() in p.read_bytes()], "a secret is on the disk"
    async with running(places):
        here = await page(UnlockPage)
        assert "Dana" in every_word(here)
        assert server.url.split("/")[2] in every_word(here)
        assert here.focusWidget() is find(here, "Passphrase")
        type_into(here, "Passphrase", PASSPHRASE)
        click(here, "Unlock")
        shown_window = await window()
        await until(lambda: "Kept here" in every_word(shown_window), "the chat")
        await until(lambda: "Offline" in every_word(shown_window), "the status line")


async def test_what_another_program_had_open_is_gone_before_the_passphrase_is_asked_for(server, places):
    """Whoever finds the computer after the program was cut short reads nothing, though nobody unlocks the chats."""
    session = await signed_in_once(server, places)
    account = session.account
    copy = places.account(account.server, account.user) / OPENED_FOLDER / "0f" / "report.pdf"
    copy.parent.mkdir(parents=True)
    copy.write_bytes(b"in plain")
    copy.chmod(0o400)
    async with running(places):
        await page(UnlockPage)
        assert not copy.exists()


def test_copies_stay_with_who_has_them_open(tmp_path):
    copy = tmp_path / OPENED_FOLDER / "report.pdf"
    copy.parent.mkdir()
    copy.write_bytes(b"in plain")
    lease = Lease(tmp_path)
    remove_copies(tmp_path)
    assert copy.exists()
    lease.give_back()
    remove_copies(tmp_path)
    assert not copy.exists()
    remove_copies(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


async def test_the_token_comes_with_the_unlocked_chats(server, places):
    await signed_in_once(server, places)
    async with running(places) as desktop:
        type_into(await page(UnlockPage), "Passphrase", PASSPHRASE)
        click(shown(UnlockPage), "Unlock")
        await online(desktop)


async def test_a_wrong_passphrase_is_said_and_leaves_the_keyboard_in_the_emptied_field(server, places):
    await signed_in_once(server, places)
    async with running(places) as desktop:
        here = await page(UnlockPage)
        type_into(here, "Passphrase", "eight herons over the ledger")
        click(here, "Unlock")
        await until(lambda: "This is not the passphrase" in every_word(here), "the reason")
        assert find(here, "Passphrase").text() == ""
        assert here.focusWidget() is find(here, "Passphrase")
        type_into(here, "Passphrase", PASSPHRASE)
        click(here, "Unlock")
        await window()
        assert desktop.session.client.recovery is None


async def test_somebody_else_can_sign_in_and_leave_the_locked_chats_here(server, places):
    dana = await signed_in_once(server, places)
    before = {path.name: path.read_bytes() for path in dana.folder.iterdir()}
    async with running(places) as desktop:
        click(await page(UnlockPage), "Sign in as somebody else")
        click(await dialog("Sign in as somebody else"), "Leave them here")
        await fill_in(server, "bruno")
        click(await without_keyring(), "Sign in")
        await window()
        bruno = await online(desktop)
        assert bruno.folder != dana.folder
        assert {path.name: path.read_bytes() for path in dana.folder.iterdir()} == before


async def test_the_locked_chats_can_be_removed_by_who_forgot_the_passphrase(server, places):
    dana = await signed_in_once(server, places)
    async with running(places):
        click(await page(UnlockPage), "Sign in as somebody else")
        here = await dialog("Sign in as somebody else")
        assert "that were not sent are lost" in every_word(here)
        click(here, "Remove them")
        await page()
        assert not dana.folder.exists()
    assert load_settings(places.settings).account is None


async def test_to_ask_and_cancel_changes_nothing(server, places):
    dana = await signed_in_once(server, places)
    async with running(places):
        here = await page(UnlockPage)
        click(here, "Sign in as somebody else")
        click(await dialog("Sign in as somebody else"), "Cancel")
        assert shown(UnlockPage) is here
    assert dana.folder.exists()


async def test_who_signs_in_again_is_asked_for_the_passphrase_of_the_chats_that_are_here(server, places):
    await signed_in_once(server, places)
    async with running(places) as desktop:
        click(await page(UnlockPage), "Sign in as somebody else")
        click(await dialog("Sign in as somebody else"), "Leave them here")
        await choose_passphrase(server, "another passphrase")
        click(await page(), "Sign in")
        here = await page(UnlockPage)
        assert "Your chats are on this computer already" in every_word(here)
        type_into(here, "Passphrase", PASSPHRASE)
        click(here, "Unlock")
        shown_window = await window()
        await until(lambda: "Kept here" in every_word(shown_window), "the chat")
        await online(desktop)


async def test_signing_in_again_needs_no_passphrase_a_second_time(server, places):
    await signed_in_once(server, places)
    async with running(places) as desktop:
        type_into(await page(UnlockPage), "Passphrase", PASSPHRASE)
        click(shown(UnlockPage), "Unlock")
        session = await online(desktop)
        session.window.sign_in_requested.emit()
        here = await without_keyring()
        type_into(here, "Password", PASSWORD)
        click(here, "Sign in")
        shown_window = await window()
        await until(lambda: "Kept here" in every_word(shown_window), "the chat")
        await online(desktop)
    assert load_settings(places.settings).account.protection == "passphrase"


async def test_a_passphrase_that_cannot_be_set_is_said_and_can_be_tried_again(server, places):
    places.home.mkdir()
    (places.home / "accounts").write_text("a file where the folder is to be")
    async with running(places) as desktop:
        await choose_passphrase(server, PASSPHRASE)
        here = await page()
        click(here, "Sign in")
        await until(lambda: "cannot be used now" in every_word(here), "the reason")
        (places.home / "accounts").unlink()
        click(here, "Sign in")
        await online(desktop)


async def test_a_file_that_was_cut_short_at_its_making_is_nobodys(server, places):
    dana = await signed_in_once(server, places)
    for path in dana.folder.iterdir():
        path.unlink()
    (dana.folder / CACHE_FILE).touch()
    async with running(places) as desktop:
        click(await page(UnlockPage), "Sign in as somebody else")
        click(await dialog("Sign in as somebody else"), "Leave them here")
        await choose_passphrase(server, PASSPHRASE)
        click(await page(), "Sign in")
        assert (await online(desktop)).client.recovery is None
