"""Links and later starts reach the program that runs: in its time, in its turn, and never further than the user lets them."""

import asyncio
import os
import subprocess
import sys
from contextlib import asynccontextmanager

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from desktop.calls import Calls
from desktop.system.one_instance import Call, Held, claim
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.links import Place, link_to
from tests.desktop.app.program import (
    chat_with_everybody,
    dialog,
    online,
    page,
    running,
    sign_in,
)
from tests.support.screen import click, every_word, find, names, press, until
from tests.support.server import running_server

NOWHERE = "internal-chat://chat/019c0000-0000-7000-8000-000000000099"
PROPOSAL = "internal-chat://new?with=bruno,zoe&subject=Refund%20%2348213&text=Could%20you%20look%3F"


@asynccontextmanager
async def called(places, call: Call | None = None):
    """The program, which later starts and links reach."""
    held = claim(places.home, call or Call())
    assert isinstance(held, Held)
    try:
        async with running(places) as desktop:
            yield desktop, Calls(desktop, held)
    finally:
        held.release()


async def later_start(places, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Start the program once more, as a process of its own."""
    environment = {**os.environ, "INTERNAL_CHAT_HOME": str(places.home), "QT_QPA_PLATFORM": "offscreen"}
    return await asyncio.to_thread(
        subprocess.run,
        [sys.executable, "-m", "desktop", *arguments],
        env=environment, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip


def dialogs() -> list[str]:
    return [w.accessibleName() for w in QApplication.topLevelWidgets() if w.isVisible() and w.isModal()]


async def test_a_later_start_shows_the_window_that_is_there_and_ends(server, places, ring):
    async with called(places) as (desktop, _):
        await sign_in(server)
        desktop.window.hide()
        ended = await later_start(places)
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
        assert desktop.window.isVisible()
        desktop.window.showMinimized()
        assert (await later_start(places)).returncode == 0
        assert not desktop.window.isMinimized()


async def test_a_later_start_at_login_shows_nothing(server, places, ring):
    async with called(places) as (desktop, _):
        await sign_in(server)
        desktop.window.hide()
        assert (await later_start(places, "--hidden")).returncode == 0
        await desktop.session.client.people()
        assert not desktop.window.isVisible()


async def test_a_later_start_opens_the_chat_and_the_message_of_its_link(server, places, ring):
    async with called(places) as (desktop, _):
        await sign_in(server)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        await session.client.send(chat, "The one that is meant")
        other = await session.client.start_chat([(await session.client.people())[0].id], subject="Later")
        await until(lambda: not session.client.connection.waiting, "everything to be sent")
        session.workspace.open_chat(other)
        placed = []
        session.workspace.timeline.placed.connect(placed.append)
        ended = await later_start(places, link_to(Place(chat, 2)))
        assert (ended.returncode, ended.stdout, ended.stderr) == (0, "", "")
        await until(lambda: session.workspace.current == chat, "the chat")
        await until(lambda: any(opening.lit for opening in placed), "the message")


async def test_a_link_to_a_chat_that_is_not_here_says_so_and_nothing_else_happens(server, places, ring):
    async with called(places) as (desktop, calls):
        await sign_in(server)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        session.workspace.open_chat(chat)
        told = []
        session.workspace.told.connect(told.append)
        calls.take(Call(NOWHERE))
        await until(lambda: told, "a word")
        assert "not on this computer" in told[0].text
        assert session.workspace.current == chat


async def test_a_link_before_anybody_is_signed_in_is_kept_and_followed_then(server, places, ring):
    async with called(places, Call(PROPOSAL)) as (desktop, _):
        await page()
        await sign_in(server)
        proposed = await dialog("Message teammates")
        await until(lambda: "Remove Bruno" in names(proposed), "who is meant")
        assert find(proposed, "Subject, optional").text() == "Refund #48213"
        assert "Not in your team, so left out: “zoe”." in without_isolates(every_word(proposed))
        assert find(proposed, "Proposed message").toPlainText() == "Could you look?"
        assert await online(desktop)
        client = desktop.session.client
        assert not client.connection.waiting, "nothing happens before the user wants it"
        assert desktop.session.workspace.chat_list.rowCount() == 0


async def test_what_a_link_proposes_to_write_waits_in_the_draft_and_is_not_sent(server, places, ring):
    async with called(places) as (desktop, calls):
        await sign_in(server)
        session = await online(desktop)
        calls.take(Call(PROPOSAL))
        proposed = await dialog("Message teammates")
        await until(lambda: find(proposed, "Start chat").isEnabled(), "who is meant")
        click(proposed, "Start chat")
        await until(lambda: session.workspace.composer.text == "Could you look?", "the draft")
        await until(lambda: not session.client.connection.waiting, "the chat to be on the server")
        page = await session.client.latest(session.workspace.current)
        assert all(row.author != session.client.me.id or not hasattr(row.body, "text") for row in page.rows)
        details = await session.client.chat(session.workspace.current)
        assert details.subject == "Refund #48213"


async def test_a_link_at_the_start_waits_for_the_account_that_has_its_chat(server, places, ring, tmp_path):
    with running_server(tmp_path / "other", "dana", "elif") as other:
        async with running(places) as desktop:
            await sign_in(server)
            chat = await chat_with_everybody(await online(desktop))
            desktop.add_account()
            await sign_in(other)
            await until(
                lambda: desktop.session and desktop.session.account.server == other.url, "the other account"
            )
        async with called(places, Call(link_to(Place(chat)))) as (desktop, _):
            await until(
                lambda: desktop.session and desktop.session.account.server == server.url, "the account"
            )
            await until(lambda: desktop.session.workspace.current == chat, "the chat")


async def test_a_draft_that_is_there_stays_and_what_is_proposed_comes_below_it_once(server, places, ring):
    async with called(places) as (desktop, calls):
        await sign_in(server)
        session = await online(desktop)
        bruno = next(p for p in await session.client.people() if p.username == "bruno")
        chat = await session.client.start_chat([bruno.id])
        await session.client.save_draft(chat, "I was about to say")
        for _ in range(2):
            calls.take(Call(PROPOSAL))
            proposed = await dialog("Message teammates")
            await until(lambda: "Open" in names(proposed), "the chat there is already")  # noqa: B023 - within the turn
            click(proposed, "Open")
            await until(lambda: session.workspace.composer.text.endswith("Could you look?"), "the draft")
            await until(lambda: not dialogs(), "the dialog to close")
        assert session.workspace.composer.text == "I was about to say\nCould you look?"


async def test_a_link_waits_for_the_dialog_in_which_somebody_writes(server, places, ring):
    async with called(places) as (desktop, calls):
        shown = await sign_in(server)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        session.workspace.open_chat(None)
        shown.message_teammates()
        written = await dialog("Message teammates")
        find(written, "Subject, optional").setText("Half a thought")
        calls.take(Call(link_to(Place(chat))))
        calls.take(Call(PROPOSAL))
        await session.client.people()
        assert find(written, "Subject, optional").text() == "Half a thought"
        assert session.workspace.current is None
        press(written, "Subject, optional", Qt.Key.Key_Escape)
        await until(lambda: session.workspace.current == chat, "the chat of the first link")
        await until(lambda: dialogs() == ["Message teammates"], "what the second proposes")
        assert find(await dialog("Message teammates"), "Subject, optional").text() == "Refund #48213"


async def test_a_sheet_that_holds_nothing_makes_room_for_a_link(server, places, ring):
    async with called(places) as (desktop, calls):
        shown = await sign_in(server)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        session.workspace.open_chat(None)
        shown.show_shortcuts()
        await dialog("Keyboard shortcuts")
        calls.take(Call(link_to(Place(chat))))
        await until(lambda: session.workspace.current == chat, "the chat")
        assert not dialogs()


@pytest.mark.parametrize("token", ["", "a-token"])
async def test_a_window_comes_forward_with_the_leave_of_the_click_that_asks_for_it(
    server, places, monkeypatch, token
):
    monkeypatch.delenv("XDG_ACTIVATION_TOKEN", raising=False)
    monkeypatch.setattr(QGuiApplication, "platformName", lambda: "wayland")
    async with called(places) as (desktop, calls):
        await page()
        desktop.window.hide()
        calls.take(Call(token=token))
        assert desktop.window.isVisible()
        assert os.environ.get("XDG_ACTIVATION_TOKEN", "") == token
