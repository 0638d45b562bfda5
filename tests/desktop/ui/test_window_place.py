"""The window stands where it stood when it was closed, if there is a screen, and is never lost beyond one."""

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QWidget

from desktop.ui.window_place import WindowPlace, fitting, stand, take_place_of
from desktop.viewmodels.choices import Choices, ChoicesModel

SCREEN = QRect(0, 0, 1920, 1040)
BESIDE = QRect(1920, 0, 1280, 1024)


@pytest.fixture
def choices():
    return ChoicesModel()


@pytest.fixture
def window(qapp, qtbot, choices):
    qapp.setQuitOnLastWindowClosed(False)
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(600, 500)
    made.show()
    WindowPlace(made, choices)
    return made


@pytest.mark.parametrize(
    ("kept", "stands"),
    [
        (QRect(100, 50, 1280, 800), QRect(100, 50, 1280, 800)),
        (QRect(2000, 100, 900, 700), QRect(2000, 100, 900, 700)),
        (QRect(-1000, 100, 1200, 700), QRect(-1000, 100, 1200, 700)),  # enough of its edge is to be seen
        (QRect(0, 0, 5000, 3000), QRect(0, 0, 1920, 1040)),
        (QRect(4000, 100, 900, 700), None),
        (QRect(-890, 100, 900, 700), None),
        (QRect(100, 1030, 900, 700), None),
        (QRect(100, -600, 900, 700), None),
        (QRect(0, 0, 10, 10), None),
    ],
)
def test_a_place_that_could_not_be_grasped_is_none(kept, stands):
    assert fitting(kept, [SCREEN, BESIDE]) == stands


def test_a_screen_that_is_gone_takes_its_places_with_it():
    assert fitting(QRect(2000, 100, 900, 700), [SCREEN]) is None


def test_where_it_is_moved_to_is_kept_once_it_rests(window, choices, qtbot):
    with qtbot.waitSignal(choices.changed):
        for step in range(10):
            window.setGeometry(20 + step, 30, 610, 520)
    assert choices.choices.window == (29, 30, 610, 520)
    assert not choices.choices.maximized


def test_a_window_that_is_never_moved_is_found_where_it_was_put(window, choices, qtbot):
    qtbot.waitUntil(lambda: choices.choices.window == window.geometry().getRect())


def test_what_did_not_rest_yet_is_kept_when_the_window_goes(window, choices):
    window.setGeometry(40, 50, 620, 530)
    window.hide()
    assert choices.choices.window == (40, 50, 620, 530)


def test_a_maximized_window_keeps_where_it_goes_back_to(window, choices, qtbot):
    window.setGeometry(20, 30, 610, 520)
    qtbot.waitUntil(lambda: choices.choices.window is not None)
    window.showMaximized()
    qtbot.waitUntil(lambda: choices.choices.maximized)
    assert choices.choices.window == (20, 30, 610, 520)
    window.showNormal()
    qtbot.waitUntil(lambda: not choices.choices.maximized)


def test_a_minimized_window_was_not_moved(window, choices, qtbot):
    window.setGeometry(20, 30, 610, 520)
    qtbot.waitUntil(lambda: choices.choices.window is not None)
    before = choices.choices
    window.showMinimized()
    window.hide()
    assert choices.choices == before


def test_a_window_stands_as_it_stood(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    kept = Choices(window=(10, 20, 700, 600), maximized=True)
    stand(made, kept.window, maximized=kept.maximized)
    assert made.geometry() == QRect(10, 20, 700, 600)
    assert made.windowState() & Qt.WindowState.WindowMaximized


@pytest.mark.parametrize("state", [Qt.WindowState.WindowMaximized, Qt.WindowState.WindowFullScreen])
def test_what_follows_a_window_that_fills_the_screen_goes_back_to_the_same_place(qtbot, state):
    before, after = QWidget(), QWidget()
    for made in (before, after):
        qtbot.addWidget(made)
    before.setGeometry(10, 20, 700, 600)
    before.setWindowState(state)
    before.show()
    qtbot.waitUntil(lambda: before.geometry() != before.normalGeometry())
    take_place_of(after, before)
    after.show()
    assert after.windowState() & state
    after.showNormal()
    assert after.geometry() == QRect(10, 20, 700, 600)


def test_without_a_place_it_stands_where_the_system_puts_it(qtbot):
    made = QWidget()
    qtbot.addWidget(made)
    made.resize(1280, 800)
    stand(made, None, maximized=False)
    assert made.size().toTuple() == (1280, 800)
    assert not made.windowState() & Qt.WindowState.WindowMaximized
