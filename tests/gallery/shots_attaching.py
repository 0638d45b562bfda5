"""The pictures of attaching files: the tray in all its states, and the outline while files are dragged over the conversation."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QMimeData, QPoint, QRect, QSize, Qt, QUrl
from PySide6.QtGui import QColor, QDragEnterEvent, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.values import ATTACHMENT_BYTES
from desktop.viewmodels.tray import TileState
from tests.gallery.shots import scene
from tests.gallery.shots_window import window_scene
from tests.gallery.stage import Stage, settled
from tests.support.screen import find, type_into, until

_SMALLEST = QSize(480, 480)
_LONG_NAME = "Northwind Traders – invoice corrections, second quarter (final, checked by legal).xlsx"


def transactions(path: Path, wide: int = 960, high: int = 640) -> Path:
    """Draw a screenshot of a page that does not exist."""
    size = QSize(wide, high)
    image = QImage(size, QImage.Format.Format_RGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.fillRect(0, 0, size.width(), size.height() // 8, QColor("#1d2a4d"))
    for number in range(5):
        line = QRect(40, (number + 2) * size.height() // 8, size.width() - 80, size.height() // 10)
        painter.fillRect(line, QColor("#fbe3e1" if number in {1, 2} else "#f4f5f7"))
        painter.fillRect(line.adjusted(20, 24, -line.width() * 2 // 3, -24), QColor("#5b6472"))
    painter.end()
    image.save(str(path))
    return path


def written(folder: Path, name: str, size: int) -> Path:
    """Write a file of some size."""
    path = folder / name
    with path.open("wb") as file:
        file.truncate(size)
    return path


async def attaches(here: Stage, *paths: Path) -> None:
    here.workspace.composer.files.attach(paths)
    tiles = lambda: here.workspace.composer.files.tiles  # noqa: E731 - asked again and again
    await until(lambda: all(tile.state is not TileState.PREPARING for tile in tiles()), "the files")
    await settled()


@contextmanager
def folder() -> Iterator[Path]:
    """Have a place for files for as long as it takes to attach them: then they may be gone."""
    with TemporaryDirectory() as name:
        yield Path(name)


async def attaches_some(here: Stage) -> None:
    """Attach a screenshot and files of several kinds, as in the design."""
    with folder() as place:
        await attaches(
            here,
            transactions(place / "both-charges.png"),
            written(place, "call-script-refund.docx", 48 << 10),
        )
        type_into(
            here.window, "Message", "Call script attached. The second paragraph is the one about timing."
        )
        await settled()


@scene("attach-kinds")
async def attach_kinds(here: Stage) -> None:
    with folder() as place:
        await attaches(
            here,
            transactions(place / "both-charges.png"),
            transactions(place / "tall.png", 300, 900),
            written(place, "charges-feb-mar.pdf", 2_516_582),
            written(place, "credit-approvals-q1.xlsx", 86 << 10),
            written(place, "export-logs.zip", 18 << 20),
            written(place, "notes", 312),
            written(place, _LONG_NAME, 1 << 20),
        )


@scene("attach-preparing")
async def attach_preparing(here: Stage) -> None:
    with folder() as place:
        await attaches(here, transactions(place / "both-charges.png"))
        await hold(here)
        here.workspace.composer.files.attach(
            [written(place, "export-logs.zip", 64 << 20), written(place, "charges-feb-mar.pdf", 2 << 20)]
        )
        type_into(here.window, "Message", "Here are the logs")
        QTest.keyClick(find(here.window, "Message"), Qt.Key.Key_Return)
        await settled()


async def hold(here: Stage) -> None:
    """Let no file be copied any more, as if its disk was slow; the end of the program does not wait for it."""

    async def slowly(*_arguments: object, **_options: object) -> object:
        await asyncio.sleep(3600)
        raise AssertionError

    async def at_once() -> None: ...

    here.desk.client.attach = slowly  # type: ignore[method-assign,assignment]  # there is no slow disk
    here.workspace.composer.files.wait = at_once  # type: ignore[method-assign]


async def fails_some(here: Stage) -> None:
    with folder() as place:
        await attaches(
            here,
            written(place, "charges-feb-mar.pdf", 2 << 20),
            place / "moved-meanwhile.docx",
            written(place, "screen-recording.mov", ATTACHMENT_BYTES + (140 << 20)),
        )
        type_into(here.window, "Message", "The recording shows it")
        await settled()


async def drags(here: Stage) -> None:
    """Hold a file over the conversation."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile("/home/dana/charges-feb-mar.pdf")])
    pane = here.window.conversation
    middle = QPoint(pane.width() // 2, pane.height() // 2)
    here.workspace.composer.files.setProperty("dragged", data)  # kept while it is shown
    event = QDragEnterEvent(
        middle,
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(pane, event)
    assert event.isAccepted()
    await settled()


@scene("attach-full")
async def attach_full(here: Stage) -> None:
    with folder() as place:
        await attaches(
            here, *(written(place, f"report-{number}.pdf", number << 16) for number in range(1, 13))
        )


@scene("attach-focus")
async def attach_focus(here: Stage) -> None:
    await attaches_some(here)
    here.window.conversation.composer.tray.views[0].setFocus(Qt.FocusReason.TabFocusReason)
    await settled()


async def opens_menu(here: Stage) -> None:
    await attaches_some(here)
    tile = here.window.conversation.composer.tray.views[0]
    tile.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(tile, Qt.Key.Key_Return)
    await here.dialog()


for _name, _act in (
    ("some", attaches_some),
    ("failed", fails_some),
    ("drop", drags),
):
    scene(f"attach-{_name}")(_act)
    scene(f"attach-{_name}-smallest", size=_SMALLEST)(_act)
    window_scene(f"attach-{_name}-rtl", mirrored=True)(_act)
    window_scene(f"attach-{_name}-large", percent=130)(_act)
scene("attach-menu")(opens_menu)
