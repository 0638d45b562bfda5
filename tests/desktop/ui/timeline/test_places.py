"""Pictures and files in the list of messages: nothing moves when they come, and all that can be done with one is done there."""

import asyncio
from pathlib import Path
from time import thread_time

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QContextMenuEvent,
    QGuiApplication,
    QKeySequence,
    QMouseEvent,
    QPaintEvent,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.core.values import ConnectionState, TransferState
from desktop.ui.conversation import ConversationPane
from desktop.ui.timeline.selection import rows_between
from desktop.ui.timeline.targets import tip_at
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.outside import Outside
from desktop.viewmodels.timeline_entry import Action
from desktop.viewmodels.workspace import Workspace
from tests.gallery.team import ANA, BRUNO, DANA, ELIF
from tests.support.screen import until
from tests.support.sent_files import Bytes, a_file, a_picture, blur_of, painted, png, small_of
from tests.support.story import Story

MEGA = 1 << 20
SHOT = painted(QSize(640, 400), "#ff0000", "#0000ff")
THUMBNAIL = png(painted(QSize(640, 400), "#00cc00", "#00cc00"))
PICTURE = a_picture(1, QSize(1200, 750), thumbnail=THUMBNAIL, blur=blur_of(SHOT), name="both.png")
BIG = a_picture(2, QSize(1200, 750), name="big.png")
FILE = a_file(3, "charges.pdf", 2 * MEGA)
OTHER = a_file(4, "credit.xlsx", 86 << 10)
PROGRAM = a_file(5, "setup.exe", 18 * MEGA)


def carried():
    chat = Story(950, BRUNO, (DANA, ELIF, ANA), moment="2026-03-05 08:00", subject="Files")
    for number in range(12):
        chat.say(ELIF, f"2026-03-05 09:{number:02}", f"Before {number}")
    chat.say(ANA, "2026-03-05 10:00", "Both charges.", attachments=(PICTURE, BIG))
    chat.say(BRUNO, "2026-03-05 10:10", "", attachments=(FILE,))
    chat.say(ELIF, "2026-03-05 10:20", "More:", attachments=(OTHER, PROGRAM))
    chat.read_all(DANA)
    return chat


class Seen:
    """What was asked of the system."""

    def __init__(self):
        self.opened, self.shown, self.marked = [], [], []
        self.opens = True

    @property
    def outside(self):
        def noting(paths, answer):
            async def note(path):
                paths.append(path)
                return answer()

            return note

        return Outside(
            noting(self.opened, lambda: self.opens),
            noting(self.shown, lambda: True),
            noting(self.marked, lambda: True),
        )


class Canvas(QObject):
    """What was painted."""

    def __init__(self):
        super().__init__()
        self.painted = []

    def eventFilter(self, _watched, event):
        if isinstance(event, QPaintEvent):
            self.painted.append(event.rect())
        return False


@pytest.fixture
def told(workspace):
    """What was said in toasts."""
    words = []
    workspace.told.connect(lambda toast: words.append(without_isolates(toast.text)))
    return words


@pytest.fixture
def seen():
    return Seen()


@pytest.fixture
async def workspace(office, seen):
    await office.hears(carried())
    made = Workspace(office.client, office.background, office.clock)
    made.files.reach(seen.outside)
    yield made
    await made.finish()
    made.deleteLater()


@pytest.fixture
def here(office):
    return Bytes(office)


@pytest.fixture
async def view(theme, workspace, here):
    made = ConversationPane(theme, workspace)
    made.resize(760, 700)
    made.show()
    made.activateWindow()
    await until(lambda: QApplication.activeWindow() is made, "the window is active")
    workspace.open_chat(carried().id)
    await until(lambda: workspace.timeline.entries, "the messages")
    yield made.timeline
    while (dialog := QApplication.activeModalWidget()) is not None:
        dialog.close()
    made.close()
    made.deleteLater()


def placed(view):
    return [(row.entry.key, y, row.height) for _, y, row in view.column.visible()]


def box_of(view, attachment):
    for _, y, row in view.column.visible():
        for box in row.attached:
            if box.place.id == attachment.id:
                return box.area.translated(0, y).toRect()
    raise AssertionError(attachment.name)


def colour_at(view, attachment, across=0.5):
    area = box_of(view, attachment)
    image = view.viewport().grab().toImage()
    return image.pixelColor(area.left() + round(area.width() * across), area.center().y())


def point_at(view, point):
    nothing = Qt.MouseButton.NoButton
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        QPointF(point),
        QPointF(point),
        nothing,
        nothing,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view.viewport(), event)


def click(view, point):
    point_at(view, point)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)


def sign(view, attachment):
    area = box_of(view, attachment)
    return QPoint(area.right() - 18, area.center().y())


def body(view, attachment):
    area = box_of(view, attachment)
    return QPoint(area.left() + 80, area.center().y())


async def test_nothing_moves_from_the_blurred_colours_to_the_picture(view, here):
    before = placed(view)
    assert colour_at(view, PICTURE, 0.1).green() < 50
    here.have(small_of(PICTURE), THUMBNAIL)
    await until(lambda: colour_at(view, PICTURE, 0.1).green() > 200, "the picture")
    assert placed(view) == before
    for state in TransferState:
        here.under_way(FILE, state, done=MEGA)
        here.under_way(BIG, state, done=MEGA)
        await asyncio.sleep(0.02)
        assert placed(view) == before
    here.have(FILE.id)
    here.lose(small_of(PICTURE))
    await asyncio.sleep(0.02)
    assert placed(view) == before


async def test_progress_paints_the_place_alone_and_measures_nothing(view, here, monkeypatch):
    here.under_way(FILE, TransferState.RUNNING, done=1)
    await asyncio.sleep(0.05)
    measured, slowest = [], 0.0
    await until(lambda: not view._slow.isActive(), "nothing is to be said of opening any more")
    view.viewport().repaint()
    canvas = Canvas()
    view.viewport().installEventFilter(canvas)
    monkeypatch.setattr(view.column, "_measure", lambda *row: measured.append(row))
    allowed = box_of(view, FILE).adjusted(-2, -2, 2, 2)
    for done in range(0, 2 * MEGA, MEGA // 8):
        begun = thread_time()
        here.under_way(FILE, TransferState.RUNNING, done=done)
        await asyncio.sleep(0)
        slowest = max(slowest, thread_time() - begun)
        await asyncio.sleep(0.01)
    assert canvas.painted
    beside = [area for area in canvas.painted if not allowed.contains(area)]
    assert not beside
    assert not measured
    assert slowest < 0.05


async def test_a_thumbnail_that_is_missing_is_fetched_when_it_is_looked_at_and_a_large_picture_is_not(
    view, here
):
    view.viewport().grab()
    await until(lambda: here.asked, "it is asked for")
    view.viewport().grab()
    assert here.asked == [("fetch", small_of(PICTURE))]


async def test_bytes_that_are_no_picture_end_in_a_place_that_says_so(view, here):
    for each in (PICTURE.id, small_of(PICTURE)):
        here.have(each, b"\x89PNG\r\n\x1a\nnothing")
    before = placed(view)
    place = view.model.entries[-3].pictures[0]
    view.viewport().grab()
    await until(lambda: view.model.files.way(place).state == "broken", "it is known to be broken")
    assert placed(view) == before
    assert "This image is damaged" in tip_at(view, body(view, PICTURE)) + place.told(
        view.model.files.way(place)
    )


async def test_a_click_on_a_picture_opens_it(view, here, workspace):
    opened = []
    workspace.files.picture_opened.connect(lambda *what: opened.append(what))
    here.have(small_of(PICTURE), THUMBNAIL)
    click(view, body(view, PICTURE))
    message = view.model.entries[-3].message
    assert opened == [(carried().id, message, PICTURE.id)]


async def test_a_card_is_fetched_stopped_and_tried_again_by_clicks(view, here):
    click(view, body(view, FILE))
    await until(lambda: here.asked[-1:] == [("fetch", FILE.id)], "it is fetched")
    here.under_way(FILE, TransferState.RUNNING, done=MEGA)
    await asyncio.sleep(0)
    here.asked.clear()
    click(view, body(view, FILE))
    await asyncio.sleep(0.02)
    assert not [each for each in here.asked if each[1] == FILE.id]
    click(view, sign(view, FILE))
    await until(lambda: ("cancel", FILE.id) in here.asked, "it is stopped")
    here.under_way(FILE, TransferState.FAILED, reason="storage_full")
    await asyncio.sleep(0)
    assert "no room for files" in tip_at(view, body(view, FILE))
    click(view, sign(view, FILE))
    await until(lambda: ("retry_transfer", FILE.id) in here.asked, "it is tried again")


async def test_offline_a_click_does_nothing_and_the_tip_says_why(view, here, office):
    office.connection_is(ConnectionState.OFFLINE)
    await asyncio.sleep(0.02)
    here.asked.clear()
    click(view, body(view, FILE))
    await asyncio.sleep(0.02)
    assert not here.asked
    assert "once there is a connection" in tip_at(view, body(view, FILE))
    assert view.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor


async def test_enter_does_the_same_for_the_one_file_of_a_row_and_shows_the_menu_of_several(view, here):
    view.setFocus()
    view.focus_row(len(view.column.entries) - 2)
    QTest.keyClick(view, Qt.Key.Key_Return)
    await until(lambda: ("fetch", FILE.id) in here.asked, "it is fetched")
    view.focus_row(len(view.column.entries) - 1)
    QTest.keyClick(view, Qt.Key.Key_Return)
    await until(QApplication.activePopupWidget, "the menu")
    menu = QApplication.activePopupWidget()
    words = [action.text() for action in menu.actions()]
    assert words[:2] == ["credit.xlsx", "setup.exe"]
    of_program = [action.text() for action in menu.actions()[1].menu().actions()]
    assert of_program == ["Download", "Save as…"]
    menu.close()


async def test_the_menu_of_a_place_offers_what_can_be_done_with_it_now(view, here):
    key = view.column.entries[-2].key

    def offered():
        menu = view.row_actions.menu(key, place=FILE.id)
        words = [action.text() for action in menu.actions()]
        return words[: words.index("")]

    assert offered() == ["Download", "Save as…"]
    here.under_way(FILE, TransferState.RUNNING, done=MEGA)
    assert offered() == ["Save as…", "Pause", "Cancel download"]
    here.under_way(FILE, TransferState.PAUSED, done=MEGA)
    assert offered() == ["Save as…", "Resume", "Cancel download"]
    here.under_way(FILE, TransferState.FAILED)
    assert offered() == ["Try again", "Save as…"]
    here.have(FILE.id)
    assert offered() == ["Open", "Save as…"]
    here.under_way(FILE, TransferState.RUNNING, upload=True)
    assert offered() == ["Open", "Save as…", "Pause", "Remove from message"]


async def test_a_file_is_opened_outside_marked_first_and_a_program_only_saved(
    view, here, seen, office, tmp_path
):
    async def open_copy(_attachment, name):
        return tmp_path / name

    office.client.open_copy = open_copy
    here.have(FILE.id)
    here.have(PROGRAM.id)
    await asyncio.sleep(0)
    click(view, body(view, FILE))
    await until(lambda: seen.opened, "it is opened")
    assert seen.marked == seen.opened == [tmp_path / "charges.pdf"]
    click(view, body(view, PROGRAM))
    await until(
        lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), "it is asked where to save it"
    )
    assert len(seen.opened) == 1


async def test_what_no_program_opens_is_said_and_can_be_saved(view, here, seen, office, tmp_path, told):
    async def open_copy(_attachment, name):
        return tmp_path / name

    office.client.open_copy = open_copy
    seen.opens = False
    here.have(FILE.id)
    await asyncio.sleep(0)
    click(view, body(view, FILE))
    await until(lambda: told, "it is told")
    assert told == ["No program opens this file here. Save it, and open it with one of your choice."]


async def test_a_file_is_saved_where_the_user_says_and_shown_there(view, here, seen, office, tmp_path, told):
    written = []

    async def save_file(attachment, path):
        written.append((attachment, path))

    office.client.save_file = save_file
    here.have(FILE.id)
    menu = view.row_actions.menu(view.column.entries[-2].key, place=FILE.id)
    next(action for action in menu.actions() if action.text() == "Save as…").trigger()
    await until(lambda: isinstance(QApplication.activeModalWidget(), QFileDialog), "the dialog")
    dialog = QApplication.activeModalWidget()
    assert Path(dialog.selectedFiles()[0]).name == "charges.pdf"
    dialog.fileSelected.emit(str(tmp_path / "mine.pdf"))
    dialog.close()
    await until(lambda: told, "it is told")
    assert told == ["“mine.pdf” is saved."]
    assert written == [(FILE.id, tmp_path / "mine.pdf")]
    assert seen.marked == [tmp_path / "mine.pdf"]
    menu = view.row_actions.menu(view.column.entries[-2].key, place=FILE.id)
    next(action for action in menu.actions() if action.text() == "Show in folder").trigger()
    await until(lambda: seen.shown == [tmp_path / "mine.pdf"], "it is shown")
    menu = view.row_actions.menu(view.column.entries[-2].key, place=FILE.id)
    next(action for action in menu.actions() if action.text() == "Save as…").trigger()
    await until(lambda: QApplication.activeModalWidget() not in {None, dialog}, "the dialog")
    assert Path(QApplication.activeModalWidget().directory().path()) == tmp_path, "where it was saved last"


async def test_a_picture_is_copied_whole(view, here, workspace):
    here.have(PICTURE.id, png(painted(QSize(1200, 750), "#ff0000", "#0000ff")))
    here.have(small_of(PICTURE), THUMBNAIL)
    QGuiApplication.clipboard().clear()
    menu = view.row_actions.menu(view.column.entries[-3].key, place=PICTURE.id)
    next(action for action in menu.actions() if action.text() == "Copy image").trigger()
    await until(lambda: not QGuiApplication.clipboard().image().isNull(), "the picture")
    assert QGuiApplication.clipboard().image().size() == QSize(1200, 750)


async def test_who_listens_hears_the_files_and_how_far_they_have_come(view, here):
    here.under_way(FILE, TransferState.RUNNING, done=MEGA)
    row = QAccessible.queryAccessibleInterface(view).child(len(view.column.entries) - 2)
    assert "1 file, charges.pdf" in row.text(QAccessible.Text.Name)
    assert row.text(QAccessible.Text.Description).startswith("charges.pdf: 1 of 2 MB")


async def test_what_was_scrolled_away_is_not_decoded(view, here):
    here.have(small_of(PICTURE), THUMBNAIL)
    files = view.model.files
    view.viewport().grab()
    assert files.waits
    view.window().resize(760, 460)
    view.scroll_by(-2_000)
    assert not files.waits


async def test_a_right_click_on_a_place_offers_its_deeds_first(view, here):
    area = box_of(view, OTHER)
    at = area.center()
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at), Qt.KeyboardModifier.NoModifier
    )
    QApplication.sendEvent(view.viewport(), event)
    await until(QApplication.activePopupWidget, "the menu")
    assert QApplication.activePopupWidget().actions()[0].text() == "Download"
    QApplication.activePopupWidget().close()


async def test_the_pointer_shows_what_answers(view, here):
    point = body(view, FILE)
    point_at(view, point)
    assert view.mouse.hovered_hit.action is Action.PLACE
    assert view.viewport().cursor().shape() is Qt.CursorShape.PointingHandCursor
    point_at(view, sign(view, FILE))
    assert view.mouse.hovered_hit.action is Action.PLACE_WAY
    here.under_way(FILE, TransferState.RUNNING, done=MEGA)
    point_at(view, point)
    assert view.viewport().cursor().shape() is Qt.CursorShape.ArrowCursor
    QApplication.sendEvent(view.viewport(), QEvent(QEvent.Type.Leave))


async def test_what_is_copied_of_several_messages_names_their_files(view):
    view.select(rows_between(view.column, len(view.column.entries) - 3, len(view.column.entries) - 1))
    told = [line for line in view.copied_text().splitlines() if line and "2026" not in line]
    assert told == [
        "Both charges.",
        "[both.png]",
        "[big.png]",
        "[charges.pdf]",
        "More:",
        "[credit.xlsx]",
        "[setup.exe]",
    ]


async def test_ctrl_c_copies_what_is_nothing_but_a_picture(view, here, office):
    chat = carried()
    chat.say(ANA, "2026-03-05 10:30", "", attachments=(a_picture(9, QSize(640, 400), name="alone.png"),))
    await office.hears(chat)
    await until(lambda: len(view.column.entries[-1].pictures) == 1, "the picture")
    here.have(view.column.entries[-1].pictures[0].id, THUMBNAIL)
    QGuiApplication.clipboard().clear()
    view.setFocus()
    view.focus_row(len(view.column.entries) - 1)
    QTest.keySequence(view, QKeySequence(QKeySequence.StandardKey.Copy))
    await until(lambda: not QGuiApplication.clipboard().image().isNull(), "the picture")


async def test_that_a_file_of_ones_own_failed_is_said_once(view, here, monkeypatch):
    said = []
    monkeypatch.setattr(view.readable, "announce", said.append)
    for _ in range(3):
        here.under_way(FILE, TransferState.FAILED, upload=True, reason="storage_full")
        await asyncio.sleep(0.01)
    assert len(said) == 1
    assert said[0] == "charges.pdf: The server is full · 2 MB"
    here.under_way(FILE, TransferState.RUNNING, upload=True)
    await asyncio.sleep(0.01)
    here.under_way(FILE, TransferState.FAILED, upload=True)
    await asyncio.sleep(0.01)
    assert len(said) == 2
