"""The pictures of the quick switcher."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest

from tests.gallery.shots_window import window_scene
from tests.gallery.stage import Stage, settled
from tests.gallery.team import others
from tests.support.screen import find

_SMALLEST = QSize(480, 480)


async def goes(here: Stage, text: str = "") -> None:
    """Open the switcher as one does, and type."""
    QTest.keyClick(here.window, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(find(here.window, "Chat or person"), text)
    await settled()


async def recent(here: Stage) -> None:
    for chat in (others()[2], others()[7], others()[0]):
        await here.opens(chat)
    await goes(here)


async def matches(here: Stage) -> None:
    await goes(here, "ch")


async def nothing_found(here: Stage) -> None:
    await goes(here, "xylophone")


async def many(here: Stage) -> None:
    await goes(here, "a")
    for _ in range(3):
        QTest.keyClick(find(here.window, "Chat or person"), Qt.Key.Key_Down)


async def near(here: Stage) -> None:
    await goes(here, "weekned")


window_scene("switcher")(matches)
window_scene("switcher-rtl", mirrored=True)(matches)
window_scene("switcher-recent")(recent)
window_scene("switcher-recent-smallest", size=_SMALLEST)(recent)
window_scene("switcher-nothing-found")(nothing_found)
window_scene("switcher-many")(many)
window_scene("switcher-many-130-smallest", percent=130, size=_SMALLEST)(many)
window_scene("switcher-near")(near)
window_scene("switcher-contrast", strong=True)(matches)
