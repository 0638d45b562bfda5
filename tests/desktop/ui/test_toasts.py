"""Toasts are read, used and dismissed with mouse and keyboard, and are in nobody's way."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QAccessible, QEnterEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget

from desktop.ui import toasts as toasts_module
from desktop.ui.toasts import MOST, ToastCard, Toasts
from desktop.viewmodels.toast import Toast
from tests.support import screen
from tests.support.screen import until


@pytest.fixture
def pane(window):
    made = QWidget(window)
    made.setGeometry(300, 56, 700, 600)
    made.show()
    window.activateWindow()
    return made


@pytest.fixture
def toasts(theme, window, pane):
    return Toasts(theme, window, (pane,))


def cards(toasts):
    return [card for card in toasts.findChildren(ToastCard) if card.isVisible()]


def in_window(widget):
    return widget.rect().translated(widget.mapTo(widget.window(), QPoint()))


def undoing(done, text="Marked as unread"):
    return Toast(text, "Undo", lambda: done.append(text))


def hover(card, *, on):
    if on:
        where = QPointF(card.rect().center())
        event = QEnterEvent(where, where, QPointF(card.mapToGlobal(where)))
    else:
        event = QEvent(QEvent.Type.Leave)
    card.setAttribute(Qt.WidgetAttribute.WA_UnderMouse, on)
    QApplication.sendEvent(card, event)


async def test_it_stands_over_the_bottom_of_the_pane_and_goes_by_itself(toasts, pane, monkeypatch):
    monkeypatch.setattr(toasts_module, "STAYS_MS", 60)
    toasts.show_toast(Toast("Link copied"))
    [card] = cards(toasts)
    assert in_window(pane).contains(in_window(card))
    assert in_window(pane).bottom() - in_window(card).bottom() < 30
    assert abs(in_window(pane).center().x() - in_window(card).center().x()) <= 1
    await until(lambda: not toasts.isVisible(), "it goes")
    assert toasts.shown == ()


async def test_what_failed_stays_twice_as_long_and_is_an_alert(toasts):
    toasts.show_toast(Toast("The link leads nowhere", failed=True))
    toasts.show_toast(Toast("Link copied"))
    failed, done = cards(toasts)
    assert failed._clock.interval() == 2 * done._clock.interval() == 8_000
    roles = [QAccessible.queryAccessibleInterface(card).role() for card in (failed, done)]
    assert roles == [QAccessible.Role.AlertMessage, QAccessible.Role.Notification]


async def test_undo_is_a_click(toasts):
    done = []
    toasts.show_toast(undoing(done))
    screen.click(toasts, "Undo")
    assert done == ["Marked as unread"]
    assert not toasts.isVisible()


async def test_ctrl_z_undoes_the_newest_where_no_field_wants_it(toasts, window):
    done = []
    button = QPushButton("something", window)
    button.show()
    button.setFocus()
    toasts.show_toast(undoing(done, "Pinned"))
    toasts.show_toast(undoing(done, "Muted"))
    toasts.show_toast(Toast("It did not work", "Retry", lambda: done.append("retried"), failed=True))
    QTest.keyClick(button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert done == ["Muted", "Pinned"]


async def test_ctrl_z_in_a_field_takes_back_what_was_written_there(toasts, window):
    done = []
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    QTest.keyClicks(field, "half a thought")
    toasts.show_toast(undoing(done))
    assert QApplication.focusWidget() is field
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert field.text() == ""
    assert done == []


async def test_while_the_mouse_is_on_one_all_of_them_stay(toasts):
    toasts.show_toast(Toast("Pinned"))
    toasts.show_toast(Toast("Muted"))
    first, second = cards(toasts)
    hover(first, on=True)
    assert not first._clock.isActive()
    assert not second._clock.isActive()
    hover(first, on=False)
    assert first._clock.isActive()
    assert second._clock.isActive()
    assert first._clock.interval() >= toasts_module.AT_LEAST_MS


async def test_the_keyboard_comes_and_goes_back_to_where_it_was(toasts, window):
    done = []
    field = QLineEdit(window)
    field.show()
    field.setFocus()
    toasts.show_toast(undoing(done))
    [card] = cards(toasts)
    toasts.focus_newest()
    assert QApplication.focusWidget().accessibleName() == "Undo"
    assert not card._clock.isActive()
    QTest.keyClick(card.action, Qt.Key.Key_Tab)
    assert QApplication.focusWidget().accessibleName() == "Dismiss"
    QTest.keyClick(card.dismiss, Qt.Key.Key_Escape)
    assert done == []
    assert QApplication.focusWidget() is field


async def test_no_more_than_three_are_shown(toasts):
    for number in range(5):
        toasts.show_toast(Toast(f"number {number}"))
    assert [toast.text for toast in toasts.shown] == ["number 2", "number 3", "number 4"]
    assert len(cards(toasts)) == MOST
    tops = [in_window(card).top() for card in cards(toasts)]
    assert tops == sorted(tops)


async def test_it_follows_the_pane_and_keeps_clear_of_what_stands_there(theme, window, pane):
    jump = QPushButton("Jump to latest", pane)
    jump.setGeometry(560, 560, 130, 34)
    toasts = Toasts(theme, window, (pane,), beside=(jump,))
    toasts.show_toast(
        Toast("A sentence that is long enough to reach as far as the button in the corner of the pane")
    )
    [card] = cards(toasts)
    jump.hide()
    low = in_window(card)
    jump.show()
    assert not in_window(card).intersects(in_window(jump))
    assert in_window(card).bottom() < low.bottom() or not low.intersects(in_window(jump))
    pane.setGeometry(72, 56, 410, 420)
    assert in_window(pane).contains(in_window(card))


async def test_long_words_are_broken_into_lines_and_none_is_cut(toasts):
    toasts.show_toast(Toast("word " * 60))
    [card] = cards(toasts)
    label = card._words
    assert label.height() >= label.heightForWidth(label.width()) > 2 * label.fontMetrics().height()


async def test_nothing_moves_where_nothing_is_to_move(theme, toasts):
    theme.set_still(still=True)
    toasts.show_toast(Toast("Pinned"))
    [card] = cards(toasts)
    still = in_window(card)
    await until(lambda: toasts._rise.state() is not toasts._rise.State.Running)
    assert in_window(card) == still


async def test_the_words_and_their_button_stand_mirrored_for_reading_from_the_right(toasts, window):
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    toasts.show_toast(undoing([]))
    [card] = cards(toasts)
    QApplication.sendPostedEvents()
    assert in_window(card.action).right() < in_window(card._words).left()
    window.setLayoutDirection(Qt.LayoutDirection.LeftToRight)


async def test_the_keys_for_undoing_do_nothing_that_leads_on(toasts, pane):
    done, shown = [], []
    button = QPushButton(pane)
    button.show()
    button.setFocus()
    toasts.show_toast(undoing(done))
    toasts.show_toast(Toast("Saved", "Show in folder", lambda: shown.append(True), leads_on=True))
    QTest.keyClick(button, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (done, shown) == (["Marked as unread"], [])
    screen.click(toasts, "Show in folder")
    assert shown
