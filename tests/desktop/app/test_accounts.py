"""Several accounts on one computer: each syncs and tells of news, one of them is shown, and each goes by itself."""

import asyncio
from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.config import load_settings
from desktop.core.values import ConnectionState, Downloads, Text
from desktop.log_off import LogOff
from desktop.ui.account_menu import AccountMenu
from desktop.ui.controls import PrimaryButton
from desktop.ui.main_window import MainWindow
from desktop.ui.sign_in import SignInPage
from desktop.ui.unlock import UnlockPage
from desktop.viewmodels.drafts import Rewording
from desktop.viewmodels.links import Place
from tests.desktop.app.program import (
    PASSPHRASE,
    chat_with_everybody,
    dialog,
    fill_in,
    online,
    page,
    running,
    shown,
    sign_in,
    sign_in_with_passphrase,
    window,
)
from tests.support.screen import click, every_word, find, press, shows, type_into, until
from tests.support.server import ServerProcess, connected, nobody_writes, running_server, signed_in


@pytest.fixture
def other(tmp_path) -> Iterator[ServerProcess]:
    """Another company's server."""
    with running_server(tmp_path / "other", "dana", "elif") as made:
        yield made


async def menu(shown_window: QWidget) -> AccountMenu:
    """Open the menu at the user's avatar."""
    click(shown_window.left.footer, "Account")
    await until(lambda: isinstance(QApplication.activePopupWidget(), AccountMenu), "the menu")
    found = QApplication.activePopupWidget()
    assert isinstance(found, AccountMenu)
    return found


def items(found: AccountMenu) -> list[str]:
    return [action.text().partition("\t")[0] for action in found.actions() if action.text()]


async def chooses(shown_window: QWidget, words: str) -> None:
    """Choose an item of the menu with the keyboard."""
    found = await menu(shown_window)
    action = next(action for action in found.actions() if words in action.text())
    found.setActiveAction(action)
    QTest.keyClick(found, Qt.Key.Key_Return)


async def adds(desktop, server: ServerProcess, username: str = "dana") -> QWidget:
    """Sign in to one more account."""
    await chooses(desktop.session.window, "Add account…")
    return await sign_in(server, username)


async def shows_account(desktop, server: ServerProcess) -> QWidget:
    await until(lambda: desktop.session and desktop.session.account.server == server.url, "the account")
    return desktop.session.window


def of(desktop, server: ServerProcess):
    """Return the account on a server, whether it is shown or not."""
    return next(opened for opened in desktop.accounts.all if opened.account.server == server.url)


async def comes(opened, chat: str, text: str) -> None:
    """Wait until a message is in an account's cache."""
    changed = asyncio.Event()
    unsubscribe = opened.client.feed.subscribe(lambda _changes: changed.set())
    async with asyncio.timeout(20):
        while text not in await _written(opened.client, chat):
            await changed.wait()
            changed.clear()
    unsubscribe()


async def _written(client, chat: str) -> list[str]:
    page = await client.latest(chat, limit=5)
    return [row.body.text for row in page.rows if isinstance(row.body, Text)]


def state_of(desktop, server: ServerProcess) -> str:
    """Return what the menu says of the account on a server."""
    host = server.url.split("/")[2]
    return next(line.state for line in desktop.roll.model.lines if line.server == host)


async def test_two_accounts_sync_side_by_side_and_either_is_shown_as_it_was_left(server, other, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        first = await online(desktop)
        chat = await chat_with_everybody(first, "Of the first")
        await chat_with_everybody(first, "Newer than that")
        first.workspace.open_chat(chat)
        await until(lambda: first.workspace.details.ready, "the chat")
        type_into(first.window, "Message", "half a sentence")
        await adds(desktop, other)
        second = await online(desktop)
        assert second.account.server == other.url
        assert shown(MainWindow) is second.window
        behind = of(desktop, server)
        assert behind.client is first.client
        async with signed_in(server, "bruno") as bruno:
            await bruno.say(chat, "Are you there?")
            await comes(behind, chat, "Are you there?")
        assert [line.is_shown for line in desktop.roll.model.lines] == [False, True]
        place = second.window.geometry()
        QTest.keyClick(second.window, Qt.Key.Key_1, Qt.KeyboardModifier.ControlModifier)
        shown_window = await shows_account(desktop, server)
        again = desktop.session
        await until(lambda: again.workspace.current == chat and again.workspace.details.ready, "the chat")
        await until(lambda: find(shown_window, "Message").toPlainText() == "half a sentence", "the draft")
        assert again.client is first.client
        assert again.workspace.status.is_online
        assert shown_window.geometry() == place
        assert shown(MainWindow) is shown_window
        # Each has its own folder, and its own entry in the keyring.
        assert of(desktop, server).folder != of(desktop, other).folder
        assert {server for server, _user in ring.entries} == {server.url, other.url}
        assert len({kept.key for kept in ring.entries.values()}) == 2
    assert not desktop.accounts.all


async def test_what_was_signed_in_is_there_again_without_a_question_and_the_last_one_is_shown(
    server, other, places, ring
):
    async with running(places) as desktop:
        await sign_in(server)
        await online(desktop)
        await adds(desktop, other)
        await online(desktop)
        # It is written down at once: whatever ends the program, both are known.
        await until(lambda: len(load_settings(places.settings).known) == 2, "the settings")
    async with running(places) as desktop:
        await window()
        assert (await online(desktop)).account.server == other.url
        await until(lambda: len(desktop.accounts.all) == 2, "the other account")
        behind = of(desktop, server)
        await until(lambda: behind.client.connection.state is ConnectionState.ONLINE, "it to be online")
        await chooses(desktop.session.window, server.url.split("/")[2])
        await shows_account(desktop, server)
        await until(
            lambda: (
                [known.server for known in load_settings(places.settings).known] == [server.url, other.url]
            ),
            "the order of use",
        )


async def test_a_way_leads_back_from_signing_in_to_one_more(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        session = await online(desktop)
        await chooses(session.window, "Add account…")
        here = await page(SignInPage)
        assert find(here, "Username").text() == ""
        click(here, "Cancel")
        await window()
        assert desktop.session.client is session.client
        assert desktop.session.workspace.status.is_online


async def test_signing_out_of_one_leaves_the_other_as_it_is(server, other, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        await online(desktop)
        await adds(desktop, other)
        gone = (await online(desktop)).opened
        stays = of(desktop, server)
        await chooses(desktop.session.window, "Sign out…")
        click(await dialog("Sign out of this computer"), "Sign out", PrimaryButton)
        await shows_account(desktop, server)
        assert desktop.accounts.all == (stays,)
        assert desktop.session.workspace.status.is_online
        assert not gone.folder.exists()
        assert stays.folder.exists()
        assert [server for server, _user in ring.entries] == [server.url]
        await until(lambda: not load_settings(places.settings).others, "the settings")
        assert len(desktop.roll.model.lines) == 1


async def test_signing_in_to_what_is_there_already_shows_it_with_a_new_device(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        await session.client.save_draft(chat, "kept")
        before = dict(ring.entries)
        await adds(desktop, server)
        again = await online(desktop)
        assert [line.is_shown for line in desktop.roll.model.lines] == [True]
        assert (again.folder, again.access.key) == (session.folder, session.access.key)
        assert (await again.client.chat(chat)).draft == "kept"
        assert ring.entries != before
        async with connected(server.url) as bot:
            (kept,) = before.values()
            refused = await bot.request("resume", token=kept.token)
            assert refused["type"] == "error", "the device of before is still known"


async def test_who_keeps_nothing_goes_on_in_the_background_and_is_asked_about_at_the_end(
    server, other, places, ring
):
    async with running(places) as desktop:
        await sign_in(server, keep=False)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        server.kill()
        await until(lambda: not session.workspace.status.is_online, "the connection to be lost")
        await session.client.send(chat, "One")
        shown_window = await adds(desktop, other)
        await online(desktop)
        assert of(desktop, server).client is session.client
        assert [known.server for known in desktop.settings.now.known] == [other.url]
        shown_window.close()
        question = await dialog("Quit Internal Chat")
        assert "1 message has not been sent." in every_word(question)
        click(question, "Quit")
        await until(lambda: desktop.session is None, "the end")
    assert not session.folder.exists()


async def test_a_locked_account_asks_when_it_is_chosen_and_lets_one_go_back(server, other, places, ring):
    ring.there = False
    async with running(places) as desktop:
        await sign_in_with_passphrase(server)
        await online(desktop)
    ring.there = True
    async with running(places) as desktop:
        here = await page(UnlockPage)
        click(here, "Sign in as somebody else")
        click(await dialog("Sign in as somebody else"), "Leave them here")
        await sign_in(other)
        session = await online(desktop)
        assert state_of(desktop, server) == "Locked"
        await chooses(session.window, "Locked")
        click(await page(UnlockPage), "Cancel")
        await window()
        await chooses(desktop.session.window, "Locked")
        here = await page(UnlockPage)
        type_into(here, "Passphrase", PASSPHRASE)
        click(here, "Unlock")
        await shows_account(desktop, server)
        await online(desktop)
        assert len(desktop.accounts.all) == 2
        assert state_of(desktop, server) == ""


async def test_an_account_that_is_closed_behind_the_window_goes_and_that_is_said(server, other, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        await online(desktop)
        await adds(desktop, other)
        session = await online(desktop)
        folder = of(desktop, server).folder
        server.deactivate("dana")
        await until(lambda: len(desktop.accounts.all) == 1, "the account to go")
        await until(lambda: "This account is closed" in every_word(session.window), "it to be said")
        assert server.url.split("/")[2] in every_word(session.window)
        await until(lambda: not folder.exists(), "its folder to be removed")
        assert desktop.session is session
        assert [server for server, _user in ring.entries] == [other.url]


async def test_a_device_that_is_revoked_behind_the_window_is_signed_out_and_can_be_read(
    server, other, places, ring
):
    async with running(places) as desktop:
        await sign_in(server)
        await online(desktop)
        await adds(desktop, other)
        await online(desktop)
        async with signed_in(server, "dana") as elsewhere:
            for device in (await elsewhere.request("list_devices"))["devices"]:
                if device["id"] != elsewhere.device:
                    await elsewhere.request("revoke_device", device=device["id"])
        await until(lambda: state_of(desktop, server) == "Signed out", "the menu to say it")
        await chooses(desktop.session.window, "Signed out")
        shown_window = await shows_account(desktop, server)
        await until(lambda: shows(shown_window, "Sign in"), "the way back in")


async def test_a_copy_that_breaks_behind_the_window_is_opened_anew(server, other, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        first = await online(desktop)
        chat = await chat_with_everybody(first)
        await adds(desktop, other)
        session = await online(desktop)
        server.kill()
        await until(lambda: first.client.connection.state is not ConnectionState.ONLINE, "the end")
        await first.client.send(chat, "not sent yet")
        opened = []
        desktop.accounts.opened.connect(opened.append)
        first.client.damaged.set()
        await until(lambda: opened, "it to be opened anew")
        again = of(desktop, server)
        assert again is opened[0]
        assert again.client.connection.waiting == 1
        assert desktop.session is session
        server.start()
        again.client.try_now()
        await until(lambda: not again.client.connection.waiting, "it to be sent")


async def test_a_place_of_another_account_shows_that_account(server, other, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        chat = await chat_with_everybody(await online(desktop), "Over there")
        await adds(desktop, other)
        await online(desktop)
        desktop.go_to(Place(chat))
        await shows_account(desktop, server)
        await until(lambda: desktop.session.workspace.current == chat, "the chat")
        desktop.go_to(None, of(desktop, other).key)
        await shows_account(desktop, other)


async def test_a_place_of_another_account_waits_for_the_dialog_in_which_somebody_writes(
    server, other, places, ring
):
    async with running(places) as desktop:
        await sign_in(server)
        chat = await chat_with_everybody(await online(desktop), "Over there")
        await adds(desktop, other)
        session = await online(desktop)
        here = await chat_with_everybody(session, "Over here")
        session.workspace.open_chat(None)
        session.window.message_teammates()
        written = await dialog("Message teammates")
        find(written, "Subject, optional").setText("Half a thought")
        desktop.go_to(Place(chat))
        desktop.go_to(Place(here))
        await until(lambda: desktop.session.workspace.current == here, "the place in the same window")
        assert desktop.session is session
        assert find(written, "Subject, optional").text() == "Half a thought"
        press(written, "Subject, optional", Qt.Key.Key_Escape)
        await shows_account(desktop, server)
        await until(lambda: desktop.session.workspace.current == chat, "the chat")


async def test_a_place_is_looked_for_though_the_copy_of_an_account_cannot_be_read(
    server, other, places, ring
):
    async with running(places) as desktop:
        await sign_in(server)
        broken = await online(desktop)
        await adds(desktop, other)
        session = await online(desktop)
        await broken.client.close()
        told = []
        session.workspace.told.connect(told.append)
        desktop.go_to(Place("019c0000-0000-7000-8000-000000000099"))
        await until(lambda: told, "a word")
        assert "not on this computer" in told[0].text


async def test_a_change_that_rests_in_an_account_behind_the_window_becomes_a_draft_when_the_program_is_ended(
    server, other, places, ring
):
    async with running(places) as desktop:
        log_off = LogOff(desktop)
        await sign_in(server)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        message = await session.client.send(chat, "as it was")
        await session.client.save_draft(chat, "a draft beside it")
        session.workspace.open_chat(chat)
        await until(lambda: session.workspace.composer.text == "a draft beside it", "the draft")
        session.workspace.composer._paper.begin_rewording(Rewording(message, "as it was", "as it was"))
        session.workspace.composer.edit("as it is to be")
        await adds(desktop, other)
        await online(desktop)
        log_off.end()
    async with running(places) as desktop:
        await online(desktop)
        await until(lambda: len(desktop.accounts.all) == 2, "the other account")
        draft = (await of(desktop, server).client.chat(chat)).draft
        assert draft == "a draft beside it\n\nas it is to be"


async def test_what_is_written_is_kept_though_another_part_of_the_end_goes_wrong(
    server, places, ring, caplog
):
    async def goes_wrong() -> None:
        raise RuntimeError("nobody foresaw this")

    async with running(places) as desktop:
        desktop.ends_with(goes_wrong)
        await sign_in(server)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        session.workspace.open_chat(chat)
        await until(lambda: session.workspace.details.ready, "the chat")
        for text in ("h", "ha", "half a sentence"):
            session.workspace.composer.edit(text)
    assert "not foreseen" in caplog.text
    async with running(places) as desktop:
        await window()
        assert (await desktop.session.client.chat(chat)).draft == "half a sentence"


async def test_an_account_that_is_signed_in_to_anew_is_not_shown_while_it_is_being_closed(
    server, other, places, ring, monkeypatch
):
    async with running(places) as desktop:
        await sign_in(server)
        await online(desktop)
        before = of(desktop, server)
        await adds(desktop, other)
        await online(desktop)
        asked, answered = asyncio.Event(), asyncio.Event()

        async def sign_out() -> None:
            asked.set()
            await answered.wait()

        monkeypatch.setattr(before.client, "sign_out", sign_out)
        await chooses(desktop.session.window, "Add account…")
        click(await fill_in(server), "Sign in")
        async with asyncio.timeout(20):
            await asked.wait()
        desktop.go_to(None, before.key)
        await of(desktop, other).client.people()
        answered.set()
        await shows_account(desktop, server)
        session = await online(desktop)
        assert session.opened is not before
        assert desktop.accounts.find(before.key) is session.opened


@pytest.mark.parametrize("breaks", [False, True], ids=["in order", "as its copy breaks"])
async def test_who_quits_while_another_account_is_coming_finds_what_was_written(
    server, other, places, ring, breaks
):
    async with running(places) as desktop:
        await sign_in(server)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        await adds(desktop, other)
        await online(desktop)
        desktop.show_account(of(desktop, server).key)
        await shows_account(desktop, server)
        session = desktop.session
        session.workspace.open_chat(chat)
        await until(lambda: session.workspace.details.ready, "the chat")
        for text in ("h", "ha", "half a sentence"):
            session.workspace.composer.edit(text)
        desktop.show_account(of(desktop, other).key)
        if breaks:
            session.client.damaged.set()
    async with running(places) as desktop:
        await until(lambda: len(desktop.accounts.all) == 2, "both accounts")
        assert (await of(desktop, server).client.chat(chat)).draft == "half a sentence"


async def test_what_is_chosen_holds_for_the_accounts_behind_the_window_too(server, other, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        await online(desktop)
        await adds(desktop, other)
        await online(desktop)
        behind = of(desktop, server).client
        desktop.settings.choices.choose(downloads="nothing")
        assert behind.downloads is Downloads.NOTHING
        desktop.session.workspace.choose_patience(None)
        assert behind._engine._sending.patience is None


async def test_signing_in_that_is_left_comes_to_nothing(server, other, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        session = await online(desktop)
        await chooses(session.window, "Add account…")
        with nobody_writes(other):
            here = await fill_in(other)
            click(here, "Sign in")
            await until(lambda: find(here, "Username").isReadOnly(), "the question to the server")
            click(here, "Cancel")
            await window()
        assert desktop.session.client is session.client
        async with signed_in(other, "dana"):
            assert len(desktop.accounts.all) == 1
        assert shown(MainWindow) is desktop.session.window


async def test_a_locked_page_lets_one_go_to_an_account_that_needs_no_question(server, other, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        await online(desktop)
        ring.there = False
        await chooses(desktop.session.window, "Add account…")
        await sign_in_with_passphrase(other)
        await online(desktop)
    ring.there = True
    async with running(places) as desktop:
        here = await page(UnlockPage)
        await until(lambda: shows(here, "Cancel"), "the way to the other account")
        click(here, "Cancel")
        await shows_account(desktop, server)


async def test_removing_a_locked_account_leads_to_the_next(server, other, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        await online(desktop)
        ring.there = False
        await chooses(desktop.session.window, "Add account…")
        await sign_in_with_passphrase(other)
        folder = (await online(desktop)).folder
    ring.there = True
    async with running(places) as desktop:
        click(await page(UnlockPage), "Sign in as somebody else")
        click(await dialog("Sign in as somebody else"), "Remove them")
        await shows_account(desktop, server)
        assert not folder.exists()
        assert len(desktop.roll.model.lines) == 1
