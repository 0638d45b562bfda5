"""The whole program in a test: started, looked at, and quit as a person does it."""

import asyncio
from contextlib import asynccontextmanager
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from desktop.app import Desktop
from desktop.config import Places
from desktop.system import keyring
from desktop.system.keyring import Kept, KeyringSilentError, NoKeyringError
from desktop.ui.main_window import MainWindow
from desktop.ui.sign_in import SignInPage
from desktop.ui.standstill import StandstillPage
from desktop.ui.unlock import UnlockPage
from tests.support.screen import click, find, type_into, until
from tests.support.server import PASSWORD, ServerProcess

_WINDOWS = (MainWindow, SignInPage, UnlockPage, StandstillPage)
END_SECONDS = 15.0
PASSPHRASE = "seven herons over the ledger"


class MemoryKeyring:
    """A system keyring as the program sees it."""

    def __init__(self) -> None:
        self.there = True
        self.answers = True
        self.entries: dict[tuple[str, str], Kept] = {}

    def available(self) -> bool:
        return self.there

    def load(self, server: str, user: str) -> Kept:
        self._check()
        return self.entries.get((server, user), Kept())

    def load_at_once(self, server: str, user: str) -> Kept | None:
        return self.entries.get((server, user)) if self.there and self.answers else None

    def store(self, server: str, user: str, kept: Kept) -> None:
        self._check()
        self.entries[server, user] = kept

    def forget(self, server: str, user: str) -> None:
        self._check()
        self.entries.pop((server, user), None)

    def put_in_place(self, monkeypatch) -> "MemoryKeyring":
        """Let the program find this keyring."""
        for name in ("available", "load", "load_at_once", "store", "forget"):
            monkeypatch.setattr(keyring, name, getattr(self, name))
        return self

    def _check(self) -> None:
        if not self.there:
            raise NoKeyringError("there is none")
        if not self.answers:
            raise KeyringSilentError("it is locked")


@asynccontextmanager
async def running(places: Places):
    """The program as it starts, until it was asked to quit."""
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    application.setQuitOnLastWindowClosed(False)
    desktop = Desktop(application, places)
    try:
        async with asyncio.TaskGroup() as tasks:
            runs = tasks.create_task(desktop.run(Desktop.start))
            try:
                await until(lambda: any(map(shown, _WINDOWS)), "a window")
                yield desktop
            finally:
                desktop.quit()
                # Also where the test failed: cancelled, the program would leave things behind that make the next tests fail.
                await asyncio.wait((runs,), timeout=END_SECONDS)
        await until(lambda: not shown(MainWindow), "the window to be gone")
    finally:
        for widget in QApplication.topLevelWidgets():
            widget.hide()
            widget.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shown(kind: type[QWidget]) -> QWidget | None:
    return next((w for w in QApplication.topLevelWidgets() if isinstance(w, kind) and w.isVisible()), None)


async def page(kind: type[QWidget] = SignInPage) -> QWidget:
    """Wait for a page that stands alone."""
    await until(lambda: shown(kind) and not shown(MainWindow), f"the page {kind.__name__}")
    found = shown(kind)
    assert found is not None
    return found


async def window() -> QWidget:
    await until(lambda: shown(MainWindow) and not shown(SignInPage), "the main window")
    found = shown(MainWindow)
    assert found is not None
    return found


async def dialog(name: str) -> QWidget:
    def found() -> list[QWidget]:
        return [
            w
            for w in QApplication.topLevelWidgets()
            if isinstance(w, QDialog) and w.isVisible() and w.accessibleName() == name
        ]

    await until(found, f"the dialog {name!r}")
    return found()[0]


async def fill_in(server: ServerProcess, username: str = "dana") -> QWidget:
    """Type who it is into the sign-in page."""
    here = await page()
    for name, text in (
        ("Server address", server.url),
        ("Username", username),
        ("Password", PASSWORD),
    ):
        find(here, name).clear()
        type_into(here, name, text)
    return here


async def sign_in(server: ServerProcess, username: str = "dana", *, keep: bool = True) -> QWidget:
    """Sign in where there is a keyring, or to keep nothing."""
    here = await fill_in(server, username)
    if _visible(here, KEEP) and find(here, KEEP).isChecked() != keep:
        click(here, KEEP)
    click(here, "Sign in")
    return await window()


async def sign_in_with_passphrase(server: ServerProcess, username: str = "dana") -> QWidget:
    """Sign in where there is no keyring, and protect what is kept."""
    await choose_passphrase(server, PASSPHRASE, username)
    click(await page(), "Sign in")
    return await window()


async def choose_passphrase(server: ServerProcess, passphrase: str, username: str = "dana") -> None:
    """Type who it is, and how the chats are to be protected."""
    await fill_in(server, username)
    here = await without_keyring()
    click(here, PROTECT)
    type_into(here, "Passphrase", passphrase)
    type_into(here, "Repeat passphrase", passphrase)


async def without_keyring() -> QWidget:
    """Wait until the sign-in page knows that there is no keyring."""
    here = await page()
    await until(lambda: _visible(here, PROTECT), "the choice")
    return here


async def online(desktop: Desktop):
    """Wait until the account is open and everything is sent; return its session."""
    await until(lambda: desktop.session and desktop.session.workspace.status.is_online, "online")
    return desktop.session


async def chat_with_everybody(session, subject: str = "Kept here"):
    """Start a chat, and wait until the server has it."""
    await until(lambda: session.workspace.status.is_online, "online")
    people = await session.client.people()
    chat = await session.client.start_chat([person.id for person in people], subject=subject)
    await until(lambda: not session.client.connection.waiting, "the chat to be on the server")
    return chat


def files(places: Places) -> list[Path]:
    return [path for path in places.home.rglob("*") if path.is_file()]


def _visible(page: QWidget, name: str) -> bool:
    return any(w.isVisible() for w in page.findChildren(QWidget) if w.accessibleName() == name)


KEEP = "Keep me signed in"
PROTECT = "Protect what is kept on this computer with a passphrase"
