"""Who can read a message and who has: painted, told by tool tips, listed in a popover, and followed as people read."""

import pytest
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QHelpEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView, QToolTip

from desktop.core.values import ConnectionState
from desktop.viewmodels.timeline_entry import Action, Ticks
from sync_server.protocol.frames import ReadPositions
from tests.gallery.team import ANA, BRUNO, DANA, ELIF
from tests.support.rows import area, at, entry, over
from tests.support.screen import every_word, find, row_texts, until
from tests.support.story import Story


def story():
    chat = Story(9, BRUNO, (ANA, DANA), moment="2026-03-05 08:00", subject="Readers")
    chat.say(DANA, "2026-03-05 08:01", "First of all")
    chat.say(DANA, "2026-03-05 08:02", "And then")
    chat.add(DANA, "2026-03-05 08:03", ELIF, with_history=False)
    chat.say(DANA, "2026-03-05 08:04", "For Elif too")
    chat.read_all(DANA)
    return chat


@pytest.fixture
async def opened(office, model, view):
    await office.hears(story())
    model.show_chat(story().id)
    await until(lambda: model.loaded and view.column.entries)
    return view


async def people_read(office, **reached):
    team = {"ana": ANA, "bruno": BRUNO, "elif_": ELIF}
    await office.client.apply(
        ReadPositions(story().id, {team[name].id: seq for name, seq in reached.items()})
    )


def ticks(view):
    return [entry.ticks for entry in view.column.entries if entry.ticks is not None]


def status(view, words):
    """Return the middle of what says how far a message has come."""
    index = at(view, words)
    place = view.painter.status_place(view.column.row(index), view.column.width)
    return (place.center() + QPointF(area(view, words).topLeft())).toPoint()


def tip(view, point, monkeypatch):
    """Return what a tool tip says at a point of the messages."""
    said = []
    monkeypatch.setattr(QToolTip, "showText", lambda _where, words, _widget: said.append(words))
    viewport = view.viewport()
    event = QHelpEvent(QEvent.Type.ToolTip, point, viewport.mapToGlobal(point))
    QApplication.sendEvent(viewport, event)
    return said[0]


async def test_ticks_follow_as_people_read(office, opened):
    assert ticks(opened) == [Ticks.SENT, Ticks.SENT, Ticks.SENT]
    await people_read(office, ana=3)
    await until(lambda: ticks(opened) == [Ticks.SOME, Ticks.SOME, Ticks.SENT])
    await people_read(office, bruno=5)
    await until(lambda: ticks(opened) == [Ticks.ALL, Ticks.ALL, Ticks.SOME])
    assert "You, 08:01. First of all. Read by all" in every_word(opened)
    assert "For Elif too. Read by some" in every_word(opened)


class Painted(QObject):
    """Notes which part of a widget is painted."""

    def __init__(self, widget):
        super().__init__(widget)
        self.regions = []
        widget.installEventFilter(self)

    def eventFilter(self, _watched, event):
        if event.type() == QEvent.Type.Paint:
            self.regions.append(event.region())
        return False


async def test_only_the_rows_whose_ticks_are_others_are_painted_anew(office, opened):
    await people_read(office, ana=2)
    await until(lambda: Ticks.SOME in ticks(opened))
    QApplication.processEvents()
    painted = Painted(opened.viewport())
    await people_read(office, ana=3)
    await until(lambda: painted.regions)
    for region in painted.regions:
        assert area(opened, "And then").contains(region.boundingRect())


async def test_the_ticks_say_who_has_read_and_who_has_not(office, opened, monkeypatch):
    await people_read(office, ana=5)
    await until(lambda: Ticks.SOME in ticks(opened))
    assert tip(opened, status(opened, "First"), monkeypatch) == "Read by Ana · not yet by Bruno"
    assert tip(opened, status(opened, "For Elif"), monkeypatch) == "Read by Ana · not yet by Bruno and Elif"


async def test_the_time_says_who_can_read_it(opened, monkeypatch):
    told = tip(opened, QPoint(30, over(opened, "And then").y()), monkeypatch).splitlines()
    assert told[1:] == ["3 people can read this message. Nobody else.", "Ana, Bruno and you"]
    head = opened.painter.time_place(opened.column.row(at(opened, "First")), opened.column.width)
    where = head.center().toPoint() + area(opened, "First").topLeft()
    assert "3 people can read this message" in tip(opened, where, monkeypatch)


async def test_a_screen_reader_hears_who_can_read_it(office, opened):
    await people_read(office, ana=5)
    await until(lambda: Ticks.SOME in ticks(opened))
    row = QAccessible.queryAccessibleInterface(opened).child(at(opened, "For Elif"))
    told = "4 people can read this message. Nobody else. Read by Ana · not yet by Bruno and Elif"
    assert row.text(QAccessible.Text.Description) == told


async def popover():
    await until(lambda: QApplication.activePopupWidget() is not None)
    return QApplication.activePopupWidget()


@pytest.mark.parametrize("way", ["ticks", "time", "menu"])
async def test_a_popover_lists_exactly_who_can_read_it(office, opened, way):
    await people_read(office, ana=5)
    await until(lambda: Ticks.SOME in ticks(opened))
    opened.setFocus()
    opened.focus_row(at(opened, "First"))
    if way == "ticks":
        QTest.mouseClick(opened.viewport(), Qt.MouseButton.LeftButton, pos=status(opened, "First"))
    elif way == "time":
        head = opened.painter.time_place(opened.column.row(at(opened, "First")), opened.column.width)
        where = head.center().toPoint() + area(opened, "First").topLeft()
        QTest.mouseClick(opened.viewport(), Qt.MouseButton.LeftButton, pos=where)
    else:
        menu = opened.row_actions.menu(entry(opened, "First").key)
        next(action for action in menu.actions() if action.text() == "Who can read this").trigger()
    shown = await popover()
    assert shown.accessibleName() == "Who can read this"
    assert "3 people can read this message. Nobody else." in every_word(shown)
    people = find(shown, "People who can read this", QListView)
    assert [row.split("  ")[0] for row in row_texts(people)] == [
        "Dana Okafor, Wrote it Dana Okafor, Wrote it",
        "Ana Ribeiro, Read Ana Ribeiro, Read",
        "Bruno Costa, Not yet Bruno Costa, Not yet",
    ]
    await people_read(office, bruno=2)
    await until(lambda: "Bruno Costa, Read" in every_word(shown))
    QTest.keyClick(people, Qt.Key.Key_Escape)
    await until(lambda: QApplication.activePopupWidget() is None)
    assert opened.hasFocus()


async def test_the_one_who_came_later_is_listed_only_where_they_can_read(opened):
    opened.row_actions.perform(Action.AUDIENCE, entry(opened, "For Elif").key)
    shown = await popover()
    assert "Elif Yılmaz" in every_word(shown)
    shown.close()


async def test_without_a_connection_it_says_as_of_when(office, model, opened):
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: not model.online)
    opened.row_actions.perform(Action.AUDIENCE, entry(opened, "First").key)
    shown = await popover()
    assert "3 people can read this message. Nobody else." in every_word(shown)
    assert "As last heard, while you are offline." in every_word(shown)
    shown.close()


async def test_the_popover_goes_with_the_message(office, opened):
    opened.row_actions.perform(Action.AUDIENCE, entry(opened, "First").key)
    await popover()
    gone = story()
    gone.delete(2, "2026-03-05 14:00")
    await office.hears(gone)
    await until(lambda: QApplication.activePopupWidget() is None)
