"""A session that keeps nothing after quitting: its folder goes with it, and it asks before something unsent is lost."""

import os

from desktop.config import load_settings
from desktop.system.processes import hold
from desktop.ui.main_window import MainWindow
from desktop.ui.sign_in import SignInPage
from tests.desktop.app.program import (
    chat_with_everybody,
    dialog,
    files,
    online,
    page,
    running,
    shown,
    sign_in,
    window,
)
from tests.support.screen import click, every_word, find, shows, type_into, until
from tests.support.server import PASSWORD


async def test_nothing_of_it_is_left_on_the_disk(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server, keep=False)
        session = await online(desktop)
        assert session.folder.parent == places.fleeting
        assert session.folder.exists()
        token = session.account.token
    assert files(places) == [places.settings]
    assert token.encode() not in places.settings.read_bytes()
    assert ring.entries == {}
    assert load_settings(places.settings).account is None
    async with running(places):
        here = await page()
        assert find(here, "Server address").text() == server.url
        assert find(here, "Username").text() == "dana"


async def test_without_a_keyring_it_is_the_usual_choice(server, places, ring):
    ring.there = False
    async with running(places) as desktop:
        here = await page()
        await until(lambda: shows(here, "Keep nothing after quitting"), "the choice")
        await sign_in(server, keep=False)
        session = await online(desktop)
        assert session.folder.parent == places.fleeting
    assert not session.folder.exists()


async def test_what_a_killed_session_left_is_removed_at_the_next_start(server, places, ring):
    ended = places.fleeting / f"{_ended_process()}-0011223344556677"
    running_still = places.fleeting / f"{os.getppid()}-0011223344556677"
    other = places.fleeting / "somebody put this here"
    for folder in (ended, running_still, other):
        folder.mkdir(parents=True)
        (folder / "cache.sqlite").write_bytes(b"noise")
    async with running(places) as desktop:
        await sign_in(server)
        await online(desktop)
        await until(lambda: not ended.exists(), "what was left to be removed")
    assert running_still.exists(), "another program's session was removed"
    assert other.exists()


async def test_a_session_is_left_alone_whose_process_cannot_be_seen_from_here(server, places, ring):
    """As with one in a container: its number means nothing here, but it holds its folder."""
    number = _ended_process()
    held, left = (places.fleeting / f"{number}-{name}" for name in ("00112233", "44556677"))
    for folder in (held, left):
        folder.mkdir(parents=True)
    with hold(held), hold(left) as gone:
        gone.close()
        async with running(places) as desktop:
            await sign_in(server)
            await online(desktop)
            await until(lambda: not left.exists(), "what was left to be removed")
        assert held.exists(), "another program's session was removed"


async def test_nobody_else_may_look_into_any_folder_of_it(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server, keep=False)
        await online(desktop)
        for folder in (places.home, *(path for path in places.home.rglob("*") if path.is_dir())):
            assert not folder.stat().st_mode & 0o077, folder


async def test_quitting_with_something_unsent_asks_first(server, places, ring):
    async with running(places) as desktop:
        shown_window = await sign_in(server, keep=False)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        server.kill()
        await until(lambda: not session.workspace.status.is_online, "the connection to be lost")
        for text in ("One", "Two"):
            await session.client.send(chat, text)
        shown_window.close()
        question = await dialog("Quit Internal Chat")
        assert "2 messages have not been sent. They are lost if you quit now." in every_word(question)
        click(question, "Stay")
        assert shown(MainWindow) is shown_window
        shown_window.close()
        click(await dialog("Quit Internal Chat"), "Quit")
        await until(lambda: desktop.session is None, "the end")
    assert not session.folder.exists()


async def test_a_draft_counts_even_while_it_is_typed(server, places, ring):
    async with running(places) as desktop:
        shown_window = await sign_in(server, keep=False)
        session = await online(desktop)
        session.workspace.open_chat(await chat_with_everybody(session))
        await until(lambda: session.workspace.details.ready, "the chat to be open")
        type_into(shown_window, "Message", "I was about to")
        shown_window.close()
        question = await dialog("Quit Internal Chat")
        assert "1 draft has not been sent. It is lost if you quit now." in every_word(question)
        click(question, "Stay")


async def test_with_nothing_unsent_it_ends_without_a_question(server, places, ring):
    async with running(places) as desktop:
        shown_window = await sign_in(server, keep=False)
        session = await online(desktop)
        await chat_with_everybody(session)
        shown_window.close()
        await until(lambda: desktop.session is None, "the end")


async def test_a_session_that_is_kept_ends_without_a_question(server, places, ring):
    async with running(places) as desktop:
        shown_window = await sign_in(server)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        server.kill()
        await until(lambda: not session.workspace.status.is_online, "the connection to be lost")
        await session.client.send(chat, "One")
        shown_window.close()
        await until(lambda: desktop.session is None, "the end")


async def test_a_request_of_the_system_to_end_is_not_held_up_by_a_question(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server, keep=False)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        await session.client.save_draft(chat, "not sent")
        desktop.quit()
        await until(lambda: desktop.session is None, "the end")
    assert not session.folder.exists()


async def test_signing_in_again_keeps_what_was_not_sent(server, places, ring):
    async with running(places) as desktop:
        await sign_in(server, keep=False)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        await session.client.save_draft(chat, "I was about to")
        session.window.sign_in_requested.emit()
        here = await page()
        here.close()
        question = await dialog("Quit Internal Chat")
        assert "1 draft has not been sent." in every_word(question)
        click(question, "Stay")
        assert shown(SignInPage) is here
        type_into(here, "Password", PASSWORD)
        click(here, "Sign in")
        await window()
        again = await online(desktop)
        assert again.folder == session.folder
        assert (await again.client.chat(chat)).draft == "I was about to"
        await again.client.save_draft(chat, "")
    assert not session.folder.exists()


async def test_what_one_has_not_sent_is_asked_about_even_after_somebody_else_has_signed_in(
    server, places, ring
):
    async with running(places) as desktop:
        await sign_in(server, keep=False)
        dana = await online(desktop)
        await dana.client.save_draft(await chat_with_everybody(dana), "I was about to")
        dana.window.sign_in_requested.emit()
        await page()
        shown_window = await sign_in(server, "bruno")
        await online(desktop)
        shown_window.close()
        question = await dialog("Quit Internal Chat")
        assert "1 draft has not been sent. It is lost if you quit now." in every_word(question)
        click(question, "Quit")
        await until(lambda: desktop.session is None, "the end")
    assert not dana.folder.exists()


async def test_what_a_full_disk_did_not_take_is_asked_about(server, places, ring):
    async with running(places) as desktop:
        shown_window = await sign_in(server)
        session = await online(desktop)
        session.workspace.open_chat(await chat_with_everybody(session))
        await until(lambda: session.workspace.details.ready, "the chat to be open")
        await session.client._database.write(
            lambda connection: connection.execute("PRAGMA max_page_count = 1")
        )
        find(shown_window, "Message").setPlainText("a long thought " * 2000)
        shown_window.close()
        question = await dialog("Quit Internal Chat")
        assert "1 draft has not been sent. It is lost if you quit now." in every_word(question)
        click(question, "Stay")
        assert shown(MainWindow) is shown_window


async def test_a_change_of_a_message_that_is_being_written_is_asked_about(server, places, ring):
    async with running(places) as desktop:
        shown_window = await sign_in(server)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        session.workspace.open_chat(chat)
        message = await session.client.send(chat, "tomorow")
        await until(lambda: session.workspace.details.ready, "the chat to be open")
        session.workspace.composer.reword(message)
        await until(lambda: session.workspace.composer.rewording, "the change")
        type_into(shown_window, "Message", "!")
        shown_window.close()
        question = await dialog("Quit Internal Chat")
        assert "1 change has not been sent. It is lost if you quit now." in every_word(question)
        click(question, "Quit")
        await until(lambda: desktop.session is None, "the end")


def _ended_process() -> int:
    """A number that no process has: this one's child, which has ended and was waited for."""
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)
    return child
