"""Whether somebody is at the desk follows from what they do in the window that has the keyboard, and from how long ago that was."""

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.system.at_desk import AtDesk

SOON_MS = 60
FOR_LONG_MS = 60_000


@pytest.fixture
def window(qapp, qtbot):
    qapp.setQuitOnLastWindowClosed(False)
    made = QLineEdit()
    qtbot.addWidget(made)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: qapp.focusWindow() is made.windowHandle())
    return made


def desk(qapp, window, *, away_ms):
    return AtDesk(qapp, away_ms, parent=window)


def test_who_does_nothing_for_a_while_is_away_and_is_back_with_the_next_key(qapp, qtbot, window):
    here = desk(qapp, window, away_ms=SOON_MS)
    assert here.present
    with qtbot.waitSignal(here.changed) as left:
        pass
    assert left.args == [False]
    assert not here.present
    with qtbot.waitSignal(here.changed) as back:
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert back.args == [True]
    assert window.text() == "a"


@pytest.mark.parametrize(
    "act",
    [
        lambda window: QTest.mouseMove(window.windowHandle(), window.rect().center()),
        lambda window: QTest.mouseClick(
            window.windowHandle(), Qt.MouseButton.LeftButton, pos=window.rect().center()
        ),
    ],
)
def test_the_mouse_counts_too(qapp, qtbot, window, act):
    here = desk(qapp, window, away_ms=SOON_MS)
    qtbot.waitUntil(lambda: not here.present)
    act(window)
    assert here.present


def test_painting_is_not_done_by_people(qapp, qtbot, window):
    here = desk(qapp, window, away_ms=SOON_MS)
    qtbot.waitUntil(lambda: not here.present)
    window.resize(300, 40)
    window.setText("from elsewhere")
    window.repaint()
    QApplication.sendEvent(window.windowHandle(), QEvent(QEvent.Type.UpdateRequest))
    assert not here.present


def test_who_comes_to_another_window_of_the_program_is_back(qapp, qtbot, window):
    here = desk(qapp, window, away_ms=SOON_MS)
    qtbot.waitUntil(lambda: not here.present)
    other = QLineEdit()
    qtbot.addWidget(other)
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: here.present)
    QTest.keyClick(other.windowHandle(), Qt.Key.Key_B)
    assert other.text() == "b"


def test_a_window_that_is_gone_is_followed_no_more(qapp, qtbot, window):
    here = desk(qapp, window, away_ms=FOR_LONG_MS)
    other = QLineEdit()
    other.show()
    other.activateWindow()
    qtbot.waitUntil(lambda: qapp.focusWindow() is other.windowHandle())
    other.close()
    other.deleteLater()
    QApplication.sendPostedEvents(other, QEvent.Type.DeferredDelete)
    window.activateWindow()
    qtbot.waitUntil(lambda: qapp.focusWindow() is window.windowHandle())
    assert here.present


def test_a_screen_that_goes_dark_means_that_nobody_is_here(qapp, qtbot, window):
    here = desk(qapp, window, away_ms=FOR_LONG_MS)
    with qtbot.waitSignal(here.changed) as left:
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationSuspended)
    assert left.args == [False]


def test_another_program_before_this_one_means_nothing_by_itself(qapp, qtbot, window):
    here = desk(qapp, window, away_ms=FOR_LONG_MS)
    with qtbot.assertNotEmitted(here.changed, wait=0):
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationInactive)
    assert here.present
