"""Files are attached by button, drag and paste, and managed in the tray, with the mouse, the keyboard alone, and heard."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeySequence,
)
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLineEdit, QMenu

from desktop.viewmodels.tray import TileState
from tests.desktop.ui.windows import keyboard, shown
from tests.gallery.team import ANA, BRUNO, DANA, refund
from tests.support.screen import click, find, shows, until
from tests.support.story import Story

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
async def window(office, theme):
    async with shown(office, theme) as made:
        yield made


@pytest.fixture
def clipboard(qapp):
    board = QGuiApplication.clipboard()
    board.clear()
    yield board
    board.clear()


@pytest.fixture
def file(tmp_path):
    def made(name: str = "charges.pdf", data: bytes = b"%PDF-1.7 some bytes") -> Path:
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return made


def image(width: int = 900, height: int = 600) -> QImage:
    made = QImage(width, height, QImage.Format.Format_RGB32)
    made.fill(QColor("teal"))
    return made


def offered(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def tiles(window):
    return window.conversation.composer.tray.views


def names(window):
    return [view.accessibleName() for view in tiles(window)]


async def attached(window, count: int = 1) -> None:
    await until(lambda: len(tiles(window)) == count, "the tiles")
    await until(lambda: all(view.tile.state is TileState.READY for view in tiles(window)), "their files")


async def drafted(office, chat=None):
    return [each.name for each in (await office.client.chat(chat or refund().id)).draft_files]


class Drag:
    """A drag from another program, over the window as the system would report it."""

    def __init__(self, window, data: QMimeData, actions=Qt.DropAction.CopyAction) -> None:
        self.window = window
        self.data = data
        self.actions = actions

    def enter(self, over) -> QDragEnterEvent:
        event = QDragEnterEvent(self._at(over), self.actions, self.data, Qt.MouseButton.LeftButton, NONE)
        QApplication.sendEvent(over, event)
        return event

    def move(self, over) -> QDragMoveEvent:
        event = QDragMoveEvent(self._at(over), self.actions, self.data, Qt.MouseButton.LeftButton, NONE)
        QApplication.sendEvent(over, event)
        return event

    def leave(self, over) -> None:
        QApplication.sendEvent(over, QDragLeaveEvent())

    def drop(self, over) -> QDropEvent:
        event = QDropEvent(
            self._at(over), self.actions, self.data, Qt.MouseButton.LeftButton, NONE, QEvent.Type.Drop
        )
        QApplication.sendEvent(over, event)
        return event

    @staticmethod
    def _at(over) -> QPoint:
        return over.rect().center()


def outline(window):
    return window.conversation.drop_area.outline


def timeline(window):
    return window.conversation.timeline.viewport()


def field(window):
    return find(window, "Message")


async def test_ctrl_o_and_the_paperclip_open_the_dialog_for_several_files(office, window, file, tmp_path):
    file("one.txt")
    file("two.txt")
    for begin in (
        lambda: QTest.keyClick(window, Qt.Key.Key_O, CTRL),
        lambda: click(window, "Attach files"),
    ):
        begin()
        await until(lambda: window.findChildren(QFileDialog), "the dialog")
        dialog = window.findChildren(QFileDialog)[0]
        assert dialog.fileMode() is QFileDialog.FileMode.ExistingFiles
        if not tiles(window):
            dialog.setDirectory(str(tmp_path))
            line = dialog.findChild(QLineEdit)
            line.setText('"one.txt" "two.txt"')
            QTest.keyClick(line, Qt.Key.Key_Return)
            await attached(window, 2)
        else:
            dialog.reject()
        await until(lambda: not window.findChildren(QFileDialog), "its end")
    assert await drafted(office) == ["one.txt", "two.txt"]


async def test_files_dropped_anywhere_on_the_conversation_are_attached(office, window, file):
    places = (timeline, lambda w: field(w).viewport(), lambda w: w.conversation.composer)
    for number, place in enumerate(places, 1):
        window.left.list.setFocus()
        drag = Drag(window, offered(file(f"{number}.pdf")))
        assert drag.enter(place(window)).isAccepted()
        assert outline(window).isVisible()
        assert "Refund #48213" in outline(window).accessibleName()
        assert drag.move(place(window)).dropAction() is Qt.DropAction.CopyAction
        drag.drop(place(window))
        assert not outline(window).isVisible()
        await attached(window, number)
        assert keyboard() == "Message"
    assert await drafted(office) == ["1.pdf", "2.pdf", "3.pdf"]
    assert not field(window).toPlainText(), "no path of a file in the text"


async def test_the_outline_goes_when_the_drag_does_and_stays_from_part_to_part(window, file):
    drag = Drag(window, offered(file()))
    drag.enter(timeline(window))
    drag.leave(timeline(window))
    drag.enter(window.conversation.composer)
    assert outline(window).isVisible()
    drag.leave(window.conversation.composer)
    await until(lambda: not outline(window).isVisible(), "the outline to go")
    assert not tiles(window)


async def test_a_program_that_would_move_its_files_here_is_refused(window, file):
    path = file()
    drag = Drag(window, offered(path), Qt.DropAction.MoveAction)
    assert not drag.enter(timeline(window)).isAccepted()
    assert not outline(window).isVisible()
    both = Drag(window, offered(path), Qt.DropAction.MoveAction | Qt.DropAction.CopyAction)
    assert both.enter(timeline(window)).dropAction() is Qt.DropAction.CopyAction
    assert both.drop(timeline(window)).dropAction() is Qt.DropAction.CopyAction
    await attached(window)


async def test_words_that_are_dragged_go_into_the_field_and_nowhere_else(window):
    data = QMimeData()
    data.setText("dragged words")
    drag = Drag(window, data)
    assert not drag.enter(timeline(window)).isAccepted()
    assert not outline(window).isVisible()
    assert drag.enter(field(window).viewport()).isAccepted()
    drag.move(field(window).viewport())
    drag.drop(field(window).viewport())
    assert field(window).toPlainText() == "dragged words"


async def test_a_dropped_folder_is_refused_by_name(window, tmp_path):
    folder = tmp_path / "Holidays"
    folder.mkdir()
    drag = Drag(window, offered(folder))
    drag.enter(timeline(window))
    drag.drop(timeline(window))
    await until(lambda: shows(window, "Problem with attachments"), "the reason")
    words = find(window, "Problem with attachments")
    assert "Holidays" in words.text()
    assert not tiles(window)
    click(window, "Dismiss")
    assert not shows(window, "Problem with attachments")


async def test_nothing_is_dropped_while_a_dialog_is_open(window, file):
    window.show_shortcuts()
    await until(QApplication.activeModalWidget, "the sheet")
    assert not Drag(window, offered(file())).enter(timeline(window)).isAccepted()
    QApplication.activeModalWidget().reject()


async def test_a_picture_dragged_from_a_page_is_attached(office, window):
    data = QMimeData()
    data.setUrls([QUrl("https://example.com/map.png")])
    data.setImageData(image())
    drag = Drag(window, data)
    assert drag.enter(field(window).viewport()).isAccepted()
    assert "picture" in outline(window).accessibleName()
    drag.drop(field(window).viewport())
    await attached(window)
    assert (await drafted(office))[0].startswith("Pasted image ")


async def test_a_pasted_image_is_attached_and_shown(office, window, clipboard):
    clipboard.setImage(image())
    field(window).setFocus()
    QTest.keySequence(field(window), QKeySequence(QKeySequence.StandardKey.Paste))
    await attached(window)
    view = tiles(window)[0]
    await until(lambda: view._image() is not None, "the picture")
    assert view.width() == 72
    red, green, blue, _ = view.grab().toImage().pixelColor(20, 30).getRgb()
    assert abs(red) < 8, "teal, as far as its small copy keeps colours"
    assert abs(green - 128) < 8
    assert abs(blue - 128) < 8
    assert field(window).toPlainText() == ""


async def test_words_win_where_the_clipboard_has_a_picture_too_and_the_menu_has_the_picture(
    office, window, clipboard
):
    data = QMimeData()
    data.setText("12\t13")
    data.setImageData(image())
    clipboard.setMimeData(data)
    field(window).setFocus()
    QTest.keySequence(field(window), QKeySequence(QKeySequence.StandardKey.Paste))
    assert field(window).toPlainText() == "12\t13"
    assert not tiles(window)
    QTest.keyClick(field(window), Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    await until(lambda: field(window).findChildren(QMenu), "the menu")
    menu = next(each for each in field(window).findChildren(QMenu) if each.isVisible())
    next(each for each in menu.actions() if each.text() == "Paste as picture").trigger()
    menu.close()
    await attached(window)
    assert field(window).toPlainText() == "12\t13"


async def test_files_copied_in_a_file_manager_are_pasted_as_files(office, window, clipboard, file):
    path = file()
    data = offered(path)
    data.setText(str(path))
    clipboard.setMimeData(data)
    field(window).setFocus()
    QTest.keySequence(field(window), QKeySequence(QKeySequence.StandardKey.Paste))
    await attached(window)
    assert field(window).toPlainText() == ""
    assert await drafted(office) == ["charges.pdf"]


async def test_a_message_of_files_alone_is_sent_with_enter(office, window, file):
    assert not find(window, "Send message").isEnabled()
    window.conversation.composer._model.files.attach([file()])
    await attached(window)
    assert find(window, "Send message").isEnabled()
    QTest.keyClick(field(window), Qt.Key.Key_Return)
    assert not tiles(window)
    await until(lambda: office.client.connection.waiting_messages == 1)


async def test_the_tray_is_used_with_the_keyboard_alone(office, window, file):
    paths = [file(f"{name}.txt", name.encode()) for name in ("one", "two", "three")]
    window.conversation.composer._model.files.attach(paths)
    await attached(window, 3)
    field(window).setFocus()
    QTest.keyClick(field(window), Qt.Key.Key_Tab)
    assert keyboard() == "one.txt, 3 B"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Right)
    assert keyboard() == "two.txt, 3 B"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert keyboard() == "three.txt, 5 B"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Home)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backspace)
    assert keyboard() == "three.txt, 5 B"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    assert keyboard() == "Emoji", "the tray is one stop"
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert keyboard() == "Message", "with the last file the keyboard goes back to the text"
    await until(lambda: len(window.toasts.shown) == 3, "the ways back")
    assert await drafted(office) == []
    QTest.keySequence(field(window), QKeySequence(QKeySequence.StandardKey.Undo))
    await attached(window)
    assert names(window) == ["three.txt, 5 B"]


async def test_the_cross_removes_its_file(window, file):
    window.conversation.composer._model.files.attach([file("one.txt"), file("two.txt")])
    await attached(window, 2)
    click(window, "Remove one.txt")
    assert names(window) == ["two.txt, 19 B"]
    await until(lambda: window.toasts.shown)


async def test_what_could_not_be_attached_says_why_and_is_tried_again(window, tmp_path):
    path = tmp_path / "later.pdf"
    window.conversation.composer._model.files.attach([path])
    await until(lambda: names(window) == ["later.pdf, Not attached"])
    view = tiles(window)[0]
    assert "cannot be read" in view.accessibleDescription()
    assert not find(window, "Send message").isEnabled()
    path.write_bytes(b"%PDF-1.7")
    click(window, "Try again to attach later.pdf")
    await attached(window)
    assert not shows(window, "Problem with attachments")


async def test_a_photo_is_sent_as_a_file_from_its_menu(window, tmp_path):
    path = tmp_path / "photo.jpg"
    image().save(str(path))
    window.conversation.composer._model.files.attach([path])
    await attached(window)
    view = tiles(window)[0]
    view.setFocus()
    QTest.keyClick(view, Qt.Key.Key_Return)
    await until(lambda: view.findChildren(QMenu), "the menu")
    choice = next(each for each in view.findChildren(QMenu)[0].actions() if each.isCheckable())
    assert not choice.isChecked()
    choice.trigger()
    view.findChildren(QMenu)[0].close()
    await until(lambda: tiles(window) and tiles(window)[0].tile.as_file, "the file")
    assert tiles(window)[0].tile.attachment.picture is None


async def test_a_message_being_changed_takes_no_files_and_says_so(window, file):
    QTest.keyClick(field(window), Qt.Key.Key_Up)
    composer = window.conversation.composer
    await until(lambda: composer._model.rewording is not None)
    button = find(window, "Attach files")
    assert not button.isEnabled()
    assert "Save or cancel the change" in button.toolTip()
    assert not Drag(window, offered(file())).enter(timeline(window)).isAccepted()
    QTest.keyClick(window, Qt.Key.Key_O, CTRL)
    await until(lambda: window.toasts.shown)
    assert not window.findChildren(QFileDialog)


async def test_files_go_and_come_with_the_chat_they_are_for(office, window, file):
    other = Story(2, ANA, (DANA, BRUNO), moment="2026-03-05 09:00", subject="Other")
    await office.hears(other)
    window.conversation.composer._model.files.attach([file()])
    window._workspace.open_chat(other.id)
    assert not tiles(window)
    window._workspace.open_chat(refund().id)
    await attached(window)
    assert await drafted(office, other.id) == []


async def test_a_chat_opens_while_files_are_held_over_its_row(office, window, file):
    other = Story(2, ANA, (DANA, BRUNO), moment="2026-03-05 09:00", subject="Other")
    await office.hears(other)
    chats = window.left.list
    await until(lambda: chats.model().rowCount() == 2)
    row = next(n for n in range(2) if window._workspace.chat_order.chat_at(n) == other.id)
    place = chats.visualRect(chats.model().index(row, 0)).center()
    drag = Drag(window, offered(file()))
    assert drag.enter(chats.viewport()).isAccepted()
    over = QDragMoveEvent(place, Qt.DropAction.CopyAction, drag.data, Qt.MouseButton.LeftButton, NONE)
    QApplication.sendEvent(chats.viewport(), over)
    assert not over.isAccepted(), "nothing is taken on the row itself"
    await until(lambda: window._workspace.current == other.id, "the chat to open")
    drag.leave(chats.viewport())
    drag.enter(timeline(window))
    assert "Other" in outline(window).accessibleName()
    window._workspace.open_chat(refund().id)
    assert "Refund" in outline(window).accessibleName(), "it follows whatever chat is opened meanwhile"
    window._workspace.open_chat(other.id)
    drag.drop(timeline(window))
    await attached(window)
    assert await drafted(office, other.id) == ["charges.pdf"]


async def test_a_chat_that_was_just_started_takes_files(office, window, file):
    chat = await office.client.start_chat([BRUNO.id])
    window._workspace.open_chat(chat)
    drag = Drag(window, offered(file()))
    drag.enter(timeline(window))
    drag.drop(timeline(window))
    await attached(window)
    assert await drafted(office, chat) == ["charges.pdf"]


async def test_a_picture_that_cannot_be_shown_is_a_card_and_covers_nothing(window, tmp_path, file):
    path = tmp_path / "picture.png"
    image(60, 40).save(str(path))
    pictures = window._workspace.pictures
    window.conversation.composer._model.files.attach([path, file("after.txt")])
    await attached(window, 2)
    first, second = tiles(window)
    await until(lambda: first._image() is not None, "the picture")
    assert first.width() == 72
    pictures._broken.add(first.tile.attachment.id)
    pictures.decoded.emit(first.tile.attachment.id)
    assert first.width() > 72
    assert not first.geometry().intersects(second.geometry())


async def test_screen_readers_find_a_list_of_files(window, file):
    window.conversation.composer._model.files.attach([file("one.txt"), file("two.txt")])
    await attached(window, 2)
    listed = QAccessible.queryAccessibleInterface(find(window, "Attachments"))
    assert listed.role() is QAccessible.Role.List
    rows = [listed.child(number) for number in range(listed.childCount())]
    assert [row.role() for row in rows] == [QAccessible.Role.ListItem] * 2
    assert [row.text(QAccessible.Text.Name) for row in rows] == ["one.txt, 19 B", "two.txt, 19 B"]


async def test_many_files_scroll_and_leave_room_for_the_messages(window, file):
    window.resize(480, 480)
    files = window.conversation.composer._model.files
    files.attach([file(f"a report with quite a long name, number {number}.pdf") for number in range(10)])
    await attached(window, 10)
    tray = window.conversation.composer.tray
    assert tray.height() <= 150
    assert tray.verticalScrollBar().maximum() > 0
    assert all(view.width() <= tray.viewport().width() for view in tiles(window))
    assert window.conversation.timeline.height() > 80
    assert window.conversation.composer._counter.text() == "10 of 10 files"
