"""A copy on this computer that is newer, broken, or breaks while it is in use: nothing is touched, or all that can be is saved."""

import sqlcipher3

from desktop.core.client import Client
from desktop.core.folder import CACHE_FILE
from desktop.ui.recovery_notice import RecoveryNotice
from desktop.ui.standstill import StandstillPage
from tests.desktop.app.program import chat_with_everybody, online, page, running, shown, sign_in, window
from tests.support.screen import click, every_word, find, until


async def test_a_copy_of_a_newer_version_is_left_as_it_is(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        session = await online(desktop)
    cache = session.folder / CACHE_FILE
    connection = sqlcipher3.connect(cache)
    connection.execute(f"PRAGMA key = \"x'{session.access.key.hex()}'\"")
    connection.execute("PRAGMA user_version = 9999")
    connection.close()
    before = cache.read_bytes()
    async with running(places) as desktop:
        here = await page(StandstillPage)
        assert "kept by a newer version of Internal Chat. Update this program" in every_word(here)
        assert cache.read_bytes() == before
        click(here, "Quit")
        await until(desktop._quitting.is_set, "the end")
    assert cache.read_bytes() == before


async def test_a_copy_that_another_window_has_is_opened_once_that_one_is_closed(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        session = await online(desktop)
    other = await Client.open(session.access.account, session.folder, key=session.access.key)
    async with running(places) as desktop:
        here = await page(StandstillPage)
        assert "open in another window on this computer. Close that one" in every_word(here)
        await other.close()
        click(here, "Try again")
        await online(desktop)


async def test_a_broken_copy_is_set_aside_and_fetched_again(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        session = await online(desktop)
        await chat_with_everybody(session)
    for path in session.folder.glob(f"{CACHE_FILE}*"):
        path.write_bytes(b"this is not a database, and long enough to be noticed as none " * 200)
    async with running(places) as desktop:
        shown_window = await window()
        assert "It was set aside, and everything is fetched again." in every_word(shown_window)
        await until(lambda: "Kept here" in every_word(shown_window), "the chat from the server")
        assert any(session.folder.glob("set-aside-*"))
        notice = find(shown_window, "Notice")
        assert notice.toolTip().startswith("Set aside as set-aside-")
        click(shown_window, "Dismiss notice")
        assert not [w for w in shown_window.findChildren(RecoveryNotice) if w.isVisible()]


async def test_a_copy_that_breaks_while_it_is_open_is_opened_anew_where_the_user_was(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        session.workspace.open_chat(chat)
        server.kill()
        await until(lambda: not session.workspace.status.is_online, "the connection to be lost")
        await session.client.send(chat, "not sent yet")
        session.client.damaged.set()
        await until(lambda: desktop.session not in {None, session}, "the account to be opened anew")
        again = desktop.session
        await until(lambda: again.workspace.current == chat, "the chat that was open")
        assert again.client.connection.waiting == 1
        assert (again.folder, again.access.key) == (session.folder, session.access.key)


async def test_a_copy_that_cannot_be_used_now_can_be_tried_again(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server)
        session = await online(desktop)
    hidden = session.folder.with_name("hidden")
    session.folder.rename(hidden)
    session.folder.write_bytes(b"a file stands where the folder should be")
    async with running(places):
        here = await page(StandstillPage)
        assert "cannot be used now" in every_word(here)
        session.folder.unlink()
        hidden.rename(session.folder)
        click(here, "Try again")
        await window()
        assert not shown(StandstillPage)
