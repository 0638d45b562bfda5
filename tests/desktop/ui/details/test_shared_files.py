"""The files of a chat in the right panel: the newest few, all of them with a search, and what can be done with each."""

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from desktop.core.values import ConnectionState, TransferState
from tests.desktop.ui.windows import keyboard, shown
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, refund
from tests.support.screen import click, click_row, find, press, rows_of, shows, type_into, until
from tests.support.sent_files import Bytes, a_file, a_picture
from tests.support.story import Story

MANY = 130
QSIZE = QSize(1_880, 1_128)


def some() -> Story:
    chat = Story(80, BRUNO, (ANA, DANA), moment="2026-02-20 09:58", subject="Northwind")
    chat.say(ANA, "2026-02-27 10:00", "", attachments=[a_file(1, "goodwill-policy-v4.docx", 142 << 10)])
    chat.say(DANA, "2026-03-04 09:10", "", attachments=[a_file(2, "credit-approvals-q1.xlsx", 86 << 10)])
    chat.say(ANA, "2026-03-05 13:47", "", attachments=[a_picture(3, QSIZE, name="both-charges.png")])
    chat.say(
        BRUNO, "2026-03-05 14:05", "", attachments=[a_file(4, "charges-feb-mar.pdf", round(2.4 * (1 << 20)))]
    )
    chat.say(BRUNO, "2026-03-05 14:06", "", attachments=[a_file(5, "remote-setup.exe", 900)])
    chat.read_all(DANA)
    return chat


def many() -> Story:
    chat = Story(81, BRUNO, (ANA, DANA), moment="2026-02-20 09:58", subject="Exports")
    for number in range(MANY):
        town = ("Berlin", "São-Paulo", "İstanbul")[number % 3]
        name = f"export-{number:03}-{town}.{('csv', 'pdf')[number % 2]}"
        chat.say(BRUNO, "2026-03-01 10:00", "", attachments=[a_file(100 + number, name)])
    chat.read_all(DANA)
    return chat


@pytest.fixture
async def computer(office):
    return Bytes(office)


@pytest.fixture
async def window(office, theme, computer):
    await office.hears(some(), many())
    async with shown(office, theme) as made:
        yield made


async def opened(window, chat):
    window._workspace.open_chat(chat.id)
    await until(lambda: window._workspace.details.ready and window._workspace.shared_files.count, "the files")


async def all_files(window, chat=None):
    await opened(window, chat or many())
    click(window, "Show all files")
    await until(lambda: rows_of(window, "All files"), "the list")


def menu_of(window, words) -> list:
    view = find(window, "Shared files", QListView)
    row = next(i for i, text in enumerate(rows_of(window, "Shared files")) if words in text)
    at = view.visualRect(view.model().index(row, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, view.viewport().mapToGlobal(at))
    QApplication.sendEvent(view.viewport(), event)
    menu = QApplication.activePopupWidget()
    return [] if menu is None else menu.actions()


def choose(actions, words) -> None:
    next(action for action in actions if action.text() == words).trigger()
    QApplication.activePopupWidget().close()


async def test_the_newest_few_are_listed_with_size_author_and_day(window):
    await opened(window, some())
    rows = rows_of(window, "Shared files")
    assert len(rows) == 4
    assert rows[1] == "charges-feb-mar.pdf, 2.4 MB, Bruno, today charges-feb-mar.pdf"
    assert rows[2] == "both-charges.png, image, 311 KB, Ana, today both-charges.png"
    assert "86 KB, you, yesterday" in rows[3]
    assert window._workspace.shared_files.count == "5"


async def test_a_chat_without_files_says_so_and_offers_no_list(window):
    window._workspace.open_chat(refund().id)
    await until(lambda: window._workspace.shared_files.has_none, "that there are none")
    assert not shows(window, "Show all files")
    assert not shows(window, "Shared files")


async def test_while_one_of_many_comes_the_others_are_left_alone(window, computer, monkeypatch):
    """A long list would hold up the window with each step of a download."""
    await all_files(window)
    model = window._workspace.shared_files
    lines, made = model.found.lines, []
    make = model._made
    monkeypatch.setattr(model, "_made", lambda file: made.append(file) or make(file))
    computer.under_way(lines[3].file.attachment, TransferState.RUNNING, done=1 << 20)
    await until(lambda: "1 of 2.3 MB" in model.found.lines[3].told, "how far it has come")
    assert [line.file for line in lines if line.file in made] == [lines[3].file]
    assert [line for line in model.found.lines if line in lines] == [*lines[:3], *lines[4:]]


async def test_what_comes_and_what_is_taken_back_shows_at_once(window, office):
    chat = some()
    await opened(window, chat)
    chat.say(ANA, "2026-03-05 14:30", "", attachments=[a_file(6, "new.csv")])
    await office.hears(chat)
    await until(lambda: "new.csv" in rows_of(window, "Shared files")[0], "the new one")
    chat.delete(7, "2026-03-05 14:31")
    chat.delete(6, "2026-03-05 14:31")
    await office.hears(chat)
    await until(lambda: "charges-feb-mar.pdf" in rows_of(window, "Shared files")[0], "that they are gone")
    assert window._workspace.shared_files.count == "4"


async def test_files_before_the_cut_off_are_not_among_them(office, theme, computer):
    chat = Story(82, BRUNO, (ANA, CHEN), moment="2026-03-01 09:58", subject="Northwind")
    chat.say(ANA, "2026-03-01 10:00", "", attachments=[a_file(7, "hidden.pdf")])
    chat.add(ANA, "2026-03-02 10:00", DANA, with_history=False)
    chat.say(ANA, "2026-03-02 10:01", "", attachments=[a_file(8, "seen.pdf")])
    await office.hears(chat)
    async with shown(office, theme) as window:
        await all_files(window, chat)
        assert [row for row in rows_of(window, "All files") if "hidden" in row] == []
        assert window._workspace.shared_files.count == "1"


async def test_all_files_are_read_on_as_one_scrolls(window):
    await all_files(window)
    view = find(window, "All files", QListView)
    await until(lambda: view.model().rowCount() >= 50)
    for _ in range(10):
        view.scrollToBottom()
        rows = view.model().rowCount()
        if rows == MANY:
            break
        await until(lambda before=rows: view.model().rowCount() > before, "the next page")
    assert view.model().rowCount() == MANY
    names = [row.split(",")[0] for row in rows_of(window, "All files")]
    assert names == sorted(names, reverse=True)
    assert len(set(names)) == MANY


async def test_names_are_found_regardless_of_case_and_accents(window):
    await all_files(window)
    type_into(window, "Search files", "SAO csv")
    await until(lambda: 0 < len(rows_of(window, "All files")) < 50, "what is found")
    assert all("São-Paulo" in row and ".csv" in row for row in rows_of(window, "All files"))
    find(window, "Search files").clear()
    type_into(window, "Search files", "nothing like it")
    await until(lambda: shows(window, "What was found"), "that nothing is found")
    assert "nothing like it" in find(window, "What was found").text()
    press(window, "Search files", Qt.Key.Key_Down)
    assert keyboard() == "Search files"


async def test_escape_clears_the_search_and_then_leads_back(window):
    await all_files(window)
    type_into(window, "Search files", "berlin")
    press(window, "Search files", Qt.Key.Key_Escape)
    assert find(window, "Search files").text() == ""
    press(window, "Search files", Qt.Key.Key_Escape)
    assert shows(window, "Edit participants")
    assert keyboard() == "Show all files"


async def test_another_chat_closes_the_list(window):
    await all_files(window)
    window._workspace.open_chat(refund().id)
    await until(lambda: shows(window, "Edit participants"))
    assert not shows(window, "All files")


async def test_the_keyboard_goes_through_the_files_and_opens_one(window, computer):
    await opened(window, some())
    view = find(window, "Shared files")
    view.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(view, Qt.Key.Key_Down)
    QTest.keyClick(view, Qt.Key.Key_Return)
    await until(lambda: computer.asked, "the fetching")
    assert computer.asked == [("fetch", a_file(4, "").id)]


async def test_a_click_on_a_picture_opens_the_viewer(window):
    opened_pictures = []
    window._workspace.files.picture_opened.disconnect()
    window._workspace.files.picture_opened.connect(lambda *which: opened_pictures.append(which))
    await opened(window, some())
    click_row(window, "Shared files", "both-charges.png")
    assert opened_pictures[0][2] == a_picture(3, QSIZE).id


async def test_a_program_can_only_be_saved(window):
    saved = []
    window._workspace.files.saving_wanted.disconnect()
    window._workspace.files.saving_wanted.connect(saved.append)
    await opened(window, some())
    assert "Open" not in [action.text() for action in menu_of(window, "remote-setup.exe")]
    QApplication.activePopupWidget().close()
    click_row(window, "Shared files", "remote-setup.exe")
    assert [file.attachment.name for file in saved] == ["remote-setup.exe"]


async def test_the_menu_downloads_and_leads_to_the_message(window, computer):
    await opened(window, some())
    choose(menu_of(window, "charges-feb-mar.pdf"), "Download")
    await until(lambda: ("fetch", a_file(4, "").id) in computer.asked, "the fetching")
    sought: list[int] = []
    window._workspace.timeline.look_for = sought.append
    choose(menu_of(window, "charges-feb-mar.pdf"), "Show in chat")
    assert sought == [5]


async def test_how_far_a_file_has_come_stands_in_its_row(window, computer, office):
    await opened(window, some())
    pdf = a_file(4, "charges-feb-mar.pdf", round(2.4 * (1 << 20)))

    def row() -> str:
        return next(row for row in rows_of(window, "Shared files") if "charges-feb-mar.pdf" in row)

    computer.under_way(pdf, TransferState.RUNNING, done=round(1.5 * (1 << 20)))
    await until(lambda: "1.5 of 2.4 MB" in row(), "the progress")
    computer.under_way(pdf, TransferState.FAILED, reason="storage_full")
    await until(lambda: window._workspace.shared_files.newest.lines[1].failed, "the failure")
    assert "full" in row()
    computer.have(pdf.id)
    await until(lambda: "full" not in row(), "that it is here")
    computer.lose(pdf.id)
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: "Not on this computer yet" in row(), "that it is not here")


async def test_a_click_beside_the_files_does_nothing(window, computer):
    await all_files(window, some())
    view = find(window, "All files", QListView)
    QTest.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(50, view.viewport().height() - 4))
    assert computer.asked == []


async def test_who_stands_on_a_file_stays_there_while_more_are_read_and_new_ones_come(window, office):
    chat = many()
    await all_files(window, chat)
    view = find(window, "All files", QListView)
    view.setCurrentIndex(view.model().index(30, 0))
    name = view.currentIndex().data()
    view.scrollTo(view.currentIndex())
    before = view.verticalScrollBar().value()
    assert before > 0
    await until(lambda: view.model().rowCount() > 50, "the next page")
    assert view.currentIndex().data() == name
    assert view.verticalScrollBar().value() == before
    chat.say(ANA, "2026-03-05 14:30", "", attachments=[a_file(6, "new.csv")])
    await office.hears(chat)
    await until(lambda: "new.csv" in rows_of(window, "All files")[0], "the new one")
    assert view.currentIndex().data() == name
