"""The pictures of choosing an emoji: the picker over the composer, searching, in a skin tone, mirrored, and with large words."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.theme.theme import Theme
from desktop.viewmodels.background import Background
from tests.gallery.shots import SHOTS, scene
from tests.gallery.stage import Stage
from tests.support.screen import click, find, type_into

_USED = ("👍", "🙏", "🎉", "✅", "👀", "😂", "❤️", "🔥", "💯")
_DOWN = Qt.Key.Key_Down
_RIGHT = Qt.Key.Key_Right


async def opened(here: Stage, *, used: tuple[str, ...] = _USED, tone: int = 0) -> QWidget:
    """Open the picker over the composer, as somebody does who has used it before."""
    here.workspace.choices.choose(recent_emoji=used, skin_tone=tone)
    type_into(here.window, "Message", "Thanks Elif, approving it now")
    click(here.window, "Emoji")
    return find(await here.dialog(), "Search emoji")


@scene("emoji")
async def emoji(here: Stage) -> None:
    field = await opened(here, tone=4)
    for key in (_DOWN, _DOWN, _DOWN, _RIGHT, _RIGHT, _RIGHT):
        QTest.keyClick(field, key)


@scene("emoji-first-time")
async def emoji_first_time(here: Stage) -> None:
    await opened(here, used=())


@scene("emoji-people")
async def emoji_people(here: Stage) -> None:
    field = await opened(here, tone=5)
    tabs = find(field.window(), "Emoji categories")
    QTest.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(2).center())


@scene("emoji-searching")
async def emoji_searching(here: Stage) -> None:
    QTest.keyClicks(await opened(here), "heart")


@scene("emoji-none-found")
async def emoji_none_found(here: Stage) -> None:
    QTest.keyClicks(await opened(here), "quarterly report")


@scene("emoji-smallest", size=QSize(480, 480))
async def emoji_smallest(here: Stage) -> None:
    await opened(here)


async def _mirrored(theme: Theme, background: Background) -> QPixmap:
    QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    try:
        return await SHOTS["emoji"](theme, background)
    finally:
        QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


async def _large(theme: Theme, background: Background) -> QPixmap:
    theme.set_text_percent(130)
    try:
        return await SHOTS["emoji"](theme, background)
    finally:
        theme.set_text_percent(100)


SHOTS["emoji-mirrored"] = _mirrored
SHOTS["emoji-large-words"] = _large
