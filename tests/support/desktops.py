"""Whole desktops against a real server: one person's client and window, as the application puts them together."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.client import Client, present, sign_in
from desktop.ui.main_window import MainWindow
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.background import Background
from desktop.viewmodels.timeline_entry import EntryKind
from desktop.viewmodels.workspace import Workspace
from tests.support.keys import KEY
from tests.support.screen import (
    click,
    click_row,
    every_word,
    find,
    names,
    press,
    rows_of,
    shows,
    type_into,
    until,
)
from tests.support.server import PASSWORD


@dataclass(frozen=True)
class Seat:
    """One person at one computer."""

    client: Client
    workspace: Workspace
    window: MainWindow
    folder: Path

    async def opens_chat(self, words: str) -> None:
        """Click the chat in the list whose row holds some words, and wait for its messages."""
        await until(
            lambda: any(words in row for row in rows_of(self.window, "Conversations")),
            f"a row with {words!r}",
        )
        click_row(self.window, "Conversations", words)
        await until(lambda: self.workspace.timeline.entries, "the messages")

    def listed(self) -> list[str]:
        """Return the rows of the chat list; none while an empty state stands in its place."""
        return rows_of(self.window, "Conversations") if shows(self.window, "Conversations") else []

    async def writes(self, text: str) -> None:
        """Type a message into the composer and press Enter."""
        type_into(self.window, "Message", text)
        press(self.window, "Message", Qt.Key.Key_Return)
        await self.sees(text)

    async def sees(self, words: str) -> None:
        """Wait until the window says something."""
        await until(lambda: words in self.everything(), f"{words!r} on the screen")

    def everything(self) -> str:
        """Return all that the window and its dialogs tell anybody."""
        return "\n".join(every_word(window) for window in (self.window, *self.dialogs()))

    def messages(self) -> list[str]:
        """Return what people wrote in the open chat, as it stands on the screen."""
        return [entry.text for entry in self.workspace.timeline.entries if entry.kind is EntryKind.MESSAGE]

    def dialogs(self) -> list[QWidget]:
        """Return the dialogs that this window has open."""
        return [
            widget
            for widget in QApplication.topLevelWidgets()
            if widget is not self.window and widget.isVisible() and self._is_mine(widget)
        ]

    async def dialog(self, name: str) -> QWidget:
        """Wait for a dialog of that accessible name."""
        await until(lambda: any(d.accessibleName() == name for d in self.dialogs()), f"the dialog {name!r}")
        return next(d for d in self.dialogs() if d.accessibleName() == name)

    async def starts_chat(self, *typed: str, subject: str = "") -> None:
        """New, Message teammates, pick people by typing, Start chat."""
        click(self.window, "New")
        await until(lambda: self._menu() is not None, "the menu")
        menu = self._menu()
        assert menu is not None
        click(menu, "Message teammates")
        dialog = await self.dialog("Message teammates")
        await picks(dialog, "People", *typed)
        if subject:
            type_into(dialog, "Subject, optional", subject)
        click(dialog, "Start chat")
        await until(lambda: not self.dialogs(), "the dialog to close")

    async def adds(self, typed: str, *, first_name: str, share: bool) -> None:
        """Edit participants, pick somebody by typing, share earlier messages or not, Add."""
        click(self.window, "Edit participants")
        dialog = await self.dialog("Edit participants")
        await picks(dialog, "Add people", typed)
        if share:
            click(dialog, "Share earlier messages")
        await until(lambda: find(dialog, f"Add {first_name}").isEnabled(), "the button")
        click(dialog, f"Add {first_name}")
        await until(lambda: not self.dialogs(), "the dialog to close")

    def _menu(self) -> QWidget | None:
        popup = QApplication.activePopupWidget()
        return popup if popup is not None and popup.isVisible() else None

    def _is_mine(self, widget: QWidget) -> bool:
        return widget.parentWidget() is not None and widget.parentWidget().window() is self.window


async def picks(dialog: QWidget, field: str, *typed: str) -> None:
    """Type a part of each name and press Enter."""
    for words in typed:
        type_into(dialog, field, words)
        await until(
            lambda: len(rows_of(dialog, "Teammates") if shows(dialog, "Teammates") else ()) == 1,
            f"one match for {words!r}",
        )
        press(dialog, field, Qt.Key.Key_Return)
        await until(lambda: any(name.startswith("Remove ") for name in names(dialog)), "the chosen person")


@asynccontextmanager
async def seat(url: str, username: str, folder: Path, theme: Theme) -> AsyncIterator[Seat]:
    """Somebody signs in on a computer of their own; an error that nobody expected fails the test at the end."""
    unexpected: list[Exception] = []
    account = await sign_in(url, username, PASSWORD, device_name="test")
    client = await Client.open(account, folder, key=KEY)
    try:
        async with asyncio.TaskGroup() as tasks:
            background = Background(tasks, unexpected.append)
            workspace = Workspace(client, background, present)
            window = MainWindow(theme, workspace)
            window.show()
            client.start(tasks)
            yield Seat(client, workspace, window, folder)
            await workspace.finish()
            await background.finish()
            window.close()
            await client.close()
            window.deleteLater()
            workspace.deleteLater()
    finally:
        await client.close()
    assert not unexpected, unexpected
