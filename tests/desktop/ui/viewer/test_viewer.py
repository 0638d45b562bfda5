"""The image viewer, by mouse and keyboard: from picture to picture, near and far, and what it says while one is not there."""

import asyncio
import threading
import weakref
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

import pytest
import shiboken6
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QListView

from desktop.core.values import ConnectionState, Pasted, TransferState
from desktop.ui.viewer.canvas import Canvas
from desktop.ui.viewer.viewer import ImageViewer
from desktop.viewmodels.choices import Choices, ChoicesModel
from tests.desktop.ui.windows import shown
from tests.gallery.team import ANA, BRUNO, DANA, ELIF
from tests.support.screen import click, every_word, find, rows_of, shows, until
from tests.support.sent_files import Bytes, a_picture, blur_of, painted, png, small_of
from tests.support.story import Story

SIZES = (QSize(3_000, 1_500), QSize(400, 300), QSize(900, 1_800))
COLOURS = (("#AA0000", "#FF8800"), ("#00AA00", "#AAFF00"), ("#0000AA", "#00AAFF"))


class Picture:
    def __init__(self, number: int) -> None:
        image = painted(SIZES[number], *COLOURS[number])
        self.data = png(image)
        self.small = png(image.scaled(80, 60))
        self.sent = a_picture(
            300 + number,
            SIZES[number],
            name=f"photo-{number + 1}.png",
            data=self.data,
            thumbnail=self.small + bytes(number),
            blur=blur_of(image),
        )


@pytest.fixture(scope="module")
def pictures(qapp):
    return tuple(map(Picture, range(3)))


@pytest.fixture
def chat(pictures):
    made = Story(70, BRUNO, (ANA, ELIF, DANA), moment="2026-03-04 09:58", subject="Northwind")
    made.say(ANA, "2026-03-04 10:00", "Look at these", attachments=[pictures[0].sent, pictures[1].sent])
    made.say(DANA, "2026-03-05 13:47", "", attachments=[pictures[2].sent])
    made.read_all(DANA)
    return made


@pytest.fixture
async def computer(office, pictures):
    made = Bytes(office)
    for picture in pictures:
        made.have(small_of(picture.sent), picture.small)
        made.have(picture.sent.id, picture.data)
    return made


@asynccontextmanager
async def viewing(office, theme, chat, picture, choices=None):
    """The viewer over its window, opened as a click on a picture opens it."""
    await office.hears(chat)
    async with shown(office, theme, choices=choices) as window:
        workspace = window._workspace
        workspace.open_chat(chat.id)
        await until(lambda: workspace.timeline.entries)
        files = await office.client.pictures_of(chat.id)
        message = next(file.message for file in files if file.attachment.id == picture.sent.id)
        workspace.files.picture_opened.emit(chat.id, message, picture.sent.id)
        viewer = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ImageViewer))
        await until(lambda: viewer.windowTitle() == picture.sent.name, "the picture")
        yield viewer, window
        if shiboken6.isValid(viewer):
            viewer.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


async def there(viewer):
    await until(lambda: find(viewer, "Copy image").isEnabled(), "the whole picture")


def canvas(viewer) -> Canvas:
    return viewer.findChild(Canvas)


def percent(viewer) -> int:
    return int(find(viewer, "Zoom").text().rstrip("%"))


async def test_it_tells_which_picture_it_is_and_goes_from_one_to_the_next(
    office, theme, chat, pictures, computer
):
    async with viewing(office, theme, chat, pictures[0]) as (viewer, window):
        await there(viewer)
        assert viewer.accessibleName() == "Image viewer"
        assert viewer.geometry() == window.geometry()
        assert find(viewer, "Position").text() == "1 of 3"
        said = every_word(viewer)
        assert "photo-1.png" in said
        assert "Ana Ribeiro, yesterday 10:00, in Northwind" in said
        assert not find(viewer, "Previous image").isEnabled()
        click(viewer, "Next image")
        assert find(viewer, "Position").text() == "2 of 3"
        QTest.keyClick(viewer, Qt.Key.Key_Right)
        assert viewer.windowTitle() == "photo-3.png"
        assert not find(viewer, "Next image").isEnabled()
        QTest.keyClick(viewer, Qt.Key.Key_Right)
        assert viewer.windowTitle() == "photo-3.png"
        QTest.keyClick(viewer, Qt.Key.Key_Home)
        assert viewer.windowTitle() == "photo-1.png"
        assert rows_of(viewer, "Images in this chat") == [f"photo-{n}.png photo-{n}.png" for n in (1, 2, 3)]
        strip = find(viewer, "Images in this chat", QListView)
        middle = strip.visualRect(strip.model().index(1, 0)).center()
        QTest.mouseClick(strip.viewport(), Qt.MouseButton.LeftButton, pos=middle)
        assert viewer.windowTitle() == "photo-2.png"


async def test_keys_go_to_the_pictures_wherever_the_keyboard_is(office, theme, chat, pictures, computer):
    async with viewing(office, theme, chat, pictures[0]) as (viewer, _):
        await there(viewer)
        find(viewer, "Save image").setFocus()
        QTest.keyClick(find(viewer, "Save image"), Qt.Key.Key_Right)
        assert viewer.windowTitle() == "photo-2.png"
        strip = find(viewer, "Images in this chat")
        strip.setFocus()
        QTest.keyClick(strip, Qt.Key.Key_Left)
        assert viewer.windowTitle() == "photo-1.png"


async def test_a_large_picture_is_fitted_and_a_small_one_is_as_large_as_it_is(
    office, theme, chat, pictures, computer
):
    async with viewing(office, theme, chat, pictures[0]) as (viewer, _):
        await there(viewer)
        assert percent(viewer) < 40
        assert not find(viewer, "Fit to window").isEnabled()
        assert not find(viewer, "Zoom out").isEnabled()
        QTest.keyClick(viewer, Qt.Key.Key_Right)
        await there(viewer)
        assert percent(viewer) == 100


async def test_the_wheel_zooms_with_ctrl_where_the_pointer_is(office, theme, chat, pictures, computer):
    async with viewing(office, theme, chat, pictures[0]) as (viewer, _):
        await there(viewer)
        surface, at = canvas(viewer), QPointF(300, 300)
        before = surface.sight
        under = (at - surface._corner - before.area.topLeft()).x() / before.area.width()
        wheel = QWheelEvent(
            at, surface.mapToGlobal(at), QPoint(), QPoint(0, 480), Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.ControlModifier, Qt.ScrollPhase.NoScrollPhase, False,
        )  # fmt: skip
        QApplication.sendEvent(surface, wheel)
        after = surface.sight
        assert after.zoom > before.zoom * 1.5
        assert (at - surface._corner - after.area.topLeft()).x() / after.area.width() == pytest.approx(
            under, abs=0.002
        )
        QTest.keyClick(viewer, Qt.Key.Key_0)
        assert surface.sight == before


async def test_a_double_click_goes_to_one_to_one_and_back_and_the_hand_moves_it(
    office, theme, chat, pictures, computer
):
    async with viewing(office, theme, chat, pictures[0]) as (viewer, _):
        await there(viewer)
        surface = canvas(viewer)
        QTest.mouseDClick(surface, Qt.MouseButton.LeftButton, pos=surface.rect().center())
        assert percent(viewer) == 100
        before = surface.sight.shift
        middle = surface.rect().center()
        QTest.mousePress(surface, Qt.MouseButton.LeftButton, pos=middle)
        QTest.mouseMove(surface, middle + QPoint(120, 40))
        QTest.mouseRelease(surface, Qt.MouseButton.LeftButton, pos=middle + QPoint(120, 40))
        assert surface.sight.shift - before == QPointF(120, 40)
        QTest.mouseDClick(surface, Qt.MouseButton.LeftButton, pos=middle)
        assert surface.sight.fits


async def test_keys_zoom_turn_and_fit(office, theme, chat, pictures, computer):
    async with viewing(office, theme, chat, pictures[0]) as (viewer, _):
        await there(viewer)
        fitted = percent(viewer)
        QTest.keyClick(viewer, Qt.Key.Key_Plus)
        assert percent(viewer) > fitted
        QTest.keyClick(viewer, Qt.Key.Key_Minus)
        assert percent(viewer) == fitted
        QTest.keyClick(viewer, Qt.Key.Key_1)
        assert percent(viewer) == 100
        QTest.keyClick(viewer, Qt.Key.Key_R)
        assert canvas(viewer).sight.quarters == 1
        QTest.keyClick(viewer, Qt.Key.Key_R, Qt.KeyboardModifier.ShiftModifier)
        assert canvas(viewer).sight.quarters == 0
        QTest.keyClick(viewer, Qt.Key.Key_0)
        assert percent(viewer) == fitted


async def test_what_is_painted_is_the_picture_turned_as_wanted(office, theme, chat, pictures, computer):
    async with viewing(office, theme, chat, pictures[1]) as (viewer, _):
        await there(viewer)
        surface = canvas(viewer)

        def corner() -> int:
            at = (surface.sight.area.topLeft() + surface._corner + QPointF(3, 3)).toPoint()
            return surface.grab().toImage().pixelColor(at).red()

        assert corner() < 20  # it begins green and ends yellow
        click(viewer, "Rotate right")
        click(viewer, "Rotate right")
        assert corner() > 150


async def test_copying_takes_the_whole_picture_and_saving_asks_where(
    office, theme, chat, pictures, computer, tmp_path
):
    saved: list[tuple[str, Path]] = []

    async def save_file(attachment, path):
        saved.append((attachment, path))

    office.client.save_file = save_file
    async with viewing(office, theme, chat, pictures[1]) as (viewer, _):
        await there(viewer)
        QTest.keyClick(viewer, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert QGuiApplication.clipboard().image().size() == SIZES[1]
        assert find(viewer, "What was done").text() == "Image copied"
        QTest.keyClick(viewer, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
        dialog = viewer.findChild(QFileDialog)
        assert dialog is not None
        dialog.fileSelected.emit(str(tmp_path / "kept.png"))
        dialog.close()
        await until(lambda: saved, "the file")
        assert saved == [(pictures[1].sent.id, tmp_path / "kept.png")]
        await until(lambda: "kept.png" in find(viewer, "What was done").text(), "what was done")


async def test_show_in_chat_closes_it_and_goes_to_the_message(office, theme, chat, pictures, computer):
    async with viewing(office, theme, chat, pictures[0]) as (viewer, window):
        await there(viewer)
        sought: list[int] = []
        window._workspace.timeline.look_for = sought.append
        click(viewer, "Show in chat")
        assert sought == [2]
        assert viewer.isHidden()


async def test_closing_keeps_no_picture_in_memory(office, theme, chat, pictures, computer):
    async with viewing(office, theme, chat, pictures[0]) as (viewer, _):
        await there(viewer)
        surface = canvas(viewer)
        model = viewer._model
        QTest.keyClick(viewer, Qt.Key.Key_Escape)
        assert surface._whole is None
        assert model.whole is None
        assert model.pictures == ()


async def test_what_is_not_here_is_fetched_when_it_is_looked_at_and_shown_when_it_has_come(
    office, theme, chat, pictures, computer
):
    wanted = pictures[0].sent
    computer.lose(wanted.id)
    async with viewing(office, theme, chat, pictures[0]) as (viewer, _):
        await until(lambda: ("fetch", wanted.id) in computer.asked, "the fetching")
        await until(lambda: shows(viewer, "Image status"), "what is said")
        assert find(viewer, "Image status").text() == "Loading…"
        computer.under_way(wanted, TransferState.RUNNING, done=wanted.size // 2)
        await until(lambda: " of " in find(viewer, "Image status").accessibleDescription(), "the progress")
        assert computer.asked.count(("fetch", wanted.id)) == 1
        computer.have(wanted.id, pictures[0].data)
        await there(viewer)
        assert not shows(viewer, "Image status")


@pytest.mark.parametrize("downloads", ["pictures", "nothing"])
async def test_the_pictures_beside_it_are_fetched_ahead_unless_nothing_is_to_come_by_itself(
    office, theme, chat, pictures, computer, downloads
):
    beside = pictures[1].sent.id
    computer.lose(beside)
    choices = ChoicesModel(Choices(downloads=downloads))
    async with viewing(office, theme, chat, pictures[0], choices) as (viewer, _):
        await there(viewer)
        if downloads == "pictures":
            await until(lambda: ("fetch", beside) in computer.asked, "the one beside it")
        else:
            for _ in range(5):
                await asyncio.sleep(0)
            assert ("fetch", beside) not in computer.asked
        assert viewer.windowTitle() == "photo-1.png"
        QTest.keyClick(viewer, Qt.Key.Key_Right)
        await until(lambda: ("fetch", beside) in computer.asked, "the one that is looked at")
        assert computer.asked.count(("fetch", beside)) == 1


async def test_without_a_connection_it_says_so_and_fetches_when_there_is_one(
    office, theme, chat, pictures, computer
):
    wanted = pictures[2].sent
    computer.lose(wanted.id)
    office.connection_is(ConnectionState.OFFLINE)
    async with viewing(office, theme, chat, pictures[2]) as (viewer, _):
        await until(lambda: shows(viewer, "Image status"), "what is said")
        assert find(viewer, "Image status").text() == "Not on this computer"
        computer.asked.clear()
        office.connection_is(ConnectionState.ONLINE)
        await until(lambda: ("fetch", wanted.id) in computer.asked, "the fetching")


async def test_what_failed_says_why_and_is_tried_again(office, theme, chat, pictures, computer):
    wanted = pictures[0].sent
    computer.lose(wanted.id)
    computer.under_way(wanted, TransferState.FAILED, reason="storage_full")
    async with viewing(office, theme, chat, pictures[0]) as (viewer, _):
        await until(lambda: shows(viewer, "Image status"), "what is said")
        assert "no room for files" in find(viewer, "Image status").accessibleDescription()
        computer.asked.clear()
        click(viewer, "Retry")
        await until(lambda: computer.asked, "another try")
        assert {deed for deed, _ in computer.asked} <= {"fetch", "retry_transfer"}


async def test_a_file_that_is_no_picture_is_said_to_be_broken_and_can_be_saved(
    office, theme, chat, pictures, computer
):
    computer.have(pictures[0].sent.id, b"\x89PNG\r\n\x1a\nnothing")
    async with viewing(office, theme, chat, pictures[0]) as (viewer, _):
        await until(lambda: shows(viewer, "Image status"), "what is said")
        assert find(viewer, "Image status").text() == "This image cannot be shown"
        assert find(viewer, "Save image").isEnabled()
        assert not find(viewer, "Copy image").isEnabled()


async def test_a_picture_that_is_taken_back_is_gone_from_here_too(office, theme, chat, pictures, computer):
    async with viewing(office, theme, chat, pictures[2]) as (viewer, window):
        await there(viewer)
        chat.delete(3, "2026-03-05 13:50")
        await office.hears(chat)
        await until(lambda: viewer.windowTitle() == "photo-2.png", "another picture")
        assert find(viewer, "Position").text() == "2 of 2"
        assert "deleted" in find(viewer, "What was done").text()
        chat.delete(2, "2026-03-05 13:51")
        await office.hears(chat)
        await until(lambda: not shiboken6.isValid(viewer), "its end")
        assert "This image is no longer here." in every_word(window)


async def test_what_comes_meanwhile_is_there_to_be_looked_at(office, theme, chat, pictures, computer):
    async with viewing(office, theme, chat, pictures[2]) as (viewer, _):
        chat.say(ANA, "2026-03-05 13:59", "", attachments=[a_picture(399, QSize(50, 50), name="new.png")])
        await office.hears(chat)
        await until(lambda: find(viewer, "Position").text() == "3 of 4", "the new one")
        assert viewer.windowTitle() == "photo-3.png"


async def test_who_may_not_see_a_message_sees_no_picture_of_it(office, theme, pictures, computer):
    hidden = Story(71, BRUNO, (ANA, ELIF), moment="2026-03-04 09:58")
    hidden.say(ANA, "2026-03-04 10:00", "", attachments=[pictures[0].sent])
    hidden.add(ANA, "2026-03-04 10:01", DANA, with_history=False)
    hidden.say(ANA, "2026-03-04 10:02", "", attachments=[pictures[1].sent])
    async with viewing(office, theme, hidden, pictures[1]) as (viewer, _):
        await there(viewer)
        assert not shows(viewer, "Position")
        assert not shows(viewer, "Next image")


@pytest.mark.parametrize("still", [False, True])
async def test_a_picture_that_moves_plays_unless_nothing_is_to_move(
    office, theme, chat, pictures, computer, still
):
    theme.set_still(still=still)
    frames = [Image.new("RGB", (60, 40), (90 * number, 0, 0)) for number in range(3)]
    data = BytesIO()
    frames[0].save(data, "GIF", save_all=True, append_images=frames[1:], duration=20)
    computer.have(pictures[0].sent.id, data.getvalue())
    async with viewing(office, theme, chat, pictures[0]) as (viewer, _):
        await there(viewer)
        surface = canvas(viewer)
        first = surface.grab().toImage()
        if still:
            assert not surface._next_frame.isActive()
        else:
            await until(lambda: surface.grab().toImage() != first, "another frame")
        QTest.keyClick(viewer, Qt.Key.Key_Right)
        assert not surface._next_frame.isActive()


async def test_small_pictures_that_come_are_shown_while_the_whole_one_is_awaited(
    office, theme, chat, pictures, computer
):
    wanted = pictures[0].sent
    computer.lose(wanted.id)
    computer.lose(small_of(wanted))
    async with viewing(office, theme, chat, pictures[0]) as (viewer, _):
        surface = canvas(viewer)
        await until(lambda: surface._stand_in is not None, "the colours")
        colours = surface._stand_in
        computer.have(small_of(wanted), pictures[0].small)
        await until(lambda: surface._stand_in != colours, "the small picture")
        before = surface.sight
        computer.have(wanted.id, pictures[0].data)
        await there(viewer)
        assert surface.sight == before  # nothing jumped


async def test_a_picture_that_waits_to_be_sent_is_shown_from_this_computer(office, theme, chat):
    image = painted(QSize(1_200, 700), "#AA0000", "#FF8800")
    office.connection_is(ConnectionState.OFFLINE)
    await office.hears(chat)
    await office.client.attach(chat.id, Pasted("mine.png", png(image)))
    message = await office.client.send(chat.id, "")
    async with shown(office, theme) as window:
        (row,) = await office.client.rows(frozenset((message,)))
        window._workspace.files.picture_opened.emit(chat.id, message, row.body.attachments[0].id)
        viewer = next(w for w in QApplication.topLevelWidgets() if isinstance(w, ImageViewer))
        await there(viewer)
        assert viewer.windowTitle() == "mine.png"
        assert "You, today" in every_word(viewer)
        assert canvas(viewer).sight.picture == QSize(1_200, 700)
        viewer.close()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


async def test_the_memory_of_a_picture_is_given_back_beside_the_windows_thread(
    office, theme, chat, pictures, computer
):
    gone: list[int] = []
    async with viewing(office, theme, chat, pictures[0]) as (viewer, _):
        for leave in (lambda: QTest.keyClick(viewer, Qt.Key.Key_Right), viewer.close):
            await there(viewer)
            await asyncio.sleep(0)  # until who has brought it lets go of it
            weakref.finalize(viewer._model.whole.steps[0], lambda: gone.append(threading.get_ident()))
            before = len(gone)
            leave()
            await until(lambda: len(gone) > before, "its memory to be given back")  # noqa: B023
        assert threading.get_ident() not in gone
