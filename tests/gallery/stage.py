"""A window with a real cache behind it, and its picture: what every shot of the gallery is made with."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSize
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.values import ConnectionState, Presence
from desktop.ui.main_window import MainWindow
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.workspace import Workspace
from sync_server.protocol.nouns import User
from tests.gallery import photographs
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, GRACE, NOW, TEAM, others, refund
from tests.support.desk import Desk, desk
from tests.support.screen import until
from tests.support.story import Story

SIZE = QSize(1280, 800)
TURNS = 25
"""How often the loop turns before all is taken to have come to its end; who takes no pictures needs fewer."""
THERE = {
    **{user.id: Presence.ONLINE for user in (ANA, BRUNO, CHEN, DANA, GRACE)},
    ELIF.id: Presence.AWAY,
}
"""Who is there in the pictures; the others are not."""


@dataclass(frozen=True)
class Stage:
    """One person's window, set for a picture."""

    desk: Desk
    workspace: Workspace
    window: MainWindow

    async def opens(self, story: Story) -> None:
        """Open a chat and wait until its messages are there."""
        await until(self.workspace.chat_list.rowCount, "the list")
        self.workspace.open_chat(story.id)
        await until(lambda: self.workspace.timeline.entries, "the messages")
        await settled()

    async def dialog(self) -> QWidget:
        """Return the dialog or menu that is open over the window."""
        await until(lambda: photographs.over(self.window), "a dialog")
        await settled()
        return photographs.over(self.window)[0]

    async def picture(self) -> QPixmap:
        """Return what a person sees: the window, and over it what it opened."""
        return await photographs.take(self.window)


@asynccontextmanager
async def stage(
    theme: Theme,
    *,
    me: User = DANA,
    team: Iterable[User] = TEAM,
    stories: Callable[[], tuple[Story, ...]] = lambda: (refund(), *others()),
    state: ConnectionState = ConnectionState.ONLINE,
    size: QSize = SIZE,
) -> AsyncIterator[Stage]:
    """Put a window on the stage, and clear it away afterwards."""
    with TemporaryDirectory() as folder:
        async with desk(Path(folder), me, team=team, stories=stories(), now=NOW, state=state) as here:
            here.presence_is(THERE)
            here.tells_history()
            workspace = Workspace(here.client, here.background, here.clock)
            window = MainWindow(theme, workspace)
            window.resize(size)
            window.show()
            await settled()
            yield Stage(here, workspace, window)
            for widget in QApplication.topLevelWidgets():
                if widget is not window and widget.isVisible():
                    widget.close()
            await workspace.finish()
            window.close()
            window.deleteLater()
            workspace.deleteLater()
            await settled()


async def settled() -> None:
    """Let everything that was begun come to its end: reads of the cache, layouts, animations."""
    for _ in range(TURNS):
        await asyncio.sleep(0.01)
