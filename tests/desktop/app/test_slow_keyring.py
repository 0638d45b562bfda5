"""A keyring that asks its owner and waits: what is begun meanwhile comes to a good end whether it is answered, late, or never."""

import threading

import pytest

from desktop.config import load_settings
from desktop.system import keyring
from desktop.ui.standstill import StandstillPage
from tests.desktop.app.program import (
    KEEP,
    chat_with_everybody,
    fill_in,
    online,
    page,
    running,
    sign_in,
)
from tests.support.screen import click, every_word, shows, until


class Slow:
    """Holds the named questions up until it is let go."""

    def __init__(self, monkeypatch, ring):
        self._monkeypatch, self._ring = monkeypatch, ring
        self.released = threading.Event()
        self.asked = threading.Event()
        self.answered = threading.Event()

    def holds_up(self, name):
        def question(*arguments):
            self.asked.set()
            assert self.released.wait(60)
            try:
                return getattr(self._ring, name)(*arguments)
            finally:
                self.answered.set()

        self._monkeypatch.setattr(keyring, name, question)


@pytest.fixture
def slow(monkeypatch, ring):
    made = Slow(monkeypatch, ring)
    yield made
    made.released.set()


async def test_a_sign_out_goes_on_without_the_keyring_and_says_what_stays_there(server, places, ring, slow):
    async with running(places) as desktop:
        shown_window = await sign_in(server)
        folder = (await online(desktop)).folder
        slow.holds_up("forget")
        shown_window.sign_out_requested.emit()
        here = await page(StandstillPage)
        assert "If it asks for a password, answer it there." in every_word(here)
        click(here, "Go on without it")
        here = await page()
        assert "the entry “internal-chat” is still in it" in every_word(here)
        assert not folder.exists()
        assert load_settings(places.settings).account is None


async def test_a_sign_out_is_seen_through_when_the_program_is_quit_meanwhile(server, places, ring, slow):
    async with running(places) as desktop:
        shown_window = await sign_in(server)
        folder = (await online(desktop)).folder
        slow.holds_up("forget")
        shown_window.sign_out_requested.emit()
        await until(slow.asked.is_set, "the keyring to be asked")
        desktop.quit()
    assert not folder.exists()
    assert load_settings(places.settings).account is None


async def test_what_nobody_waited_for_is_not_kept_later(server, places, ring, slow):
    slow.holds_up("store")
    async with running(places) as desktop:
        here = await fill_in(server)
        click(here, "Sign in")
        await until(lambda: shows(here, "Go on without it"), "the way on")
        click(here, "Go on without it")
        await until(lambda: shows(here, "Keep nothing after quitting"), "the choices without a keyring")
        click(here, "Sign in")
        await online(desktop)
        slow.released.set()
        await until(slow.answered.is_set, "the late answer")
        await until(
            lambda: ring.entries and not any(map(any_secret, ring.entries.values())), "it to be taken back"
        )


def any_secret(kept):
    return kept.token or kept.key


async def test_an_answer_that_comes_late_but_is_waited_for_opens_the_chats(server, places, ring, slow):
    async with running(places) as desktop:
        await sign_in(server)
        await chat_with_everybody(await online(desktop))
    slow.holds_up("load")
    async with running(places) as desktop:
        await page(StandstillPage)
        slow.released.set()
        assert (await online(desktop)).client.recovery is None


async def test_quitting_while_the_account_is_being_opened_leaves_no_fleeting_folder(server, places, ring):
    async with running(places) as desktop:
        here = await fill_in(server)
        click(here, KEEP)
        click(here, "Sign in")
        await until(lambda: list(places.home.glob("fleeting/*")), "the folder to be made")
        desktop.quit()
    assert not list(places.home.glob("fleeting/*"))
