"""Buttons, fields, check boxes and chips behave alike everywhere: with the mouse, the keyboard and a screen reader."""

import pytest
from PySide6.QtCore import QPoint, QRectF, Qt
from PySide6.QtGui import QAccessible, QColor, QImage, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.controls import (
    CheckBox,
    Chip,
    IconButton,
    LineField,
    LinkButton,
    Menu,
    PrimaryButton,
    RadioButton,
    SecondaryButton,
    Switch,
)
from desktop.ui.controls.card import POPUP_RADIUS, cut_corners, paint_card


@pytest.fixture
def form(theme, window):
    """One of each, one under the other."""
    controls = {
        "primary": PrimaryButton(theme, "Start chat", icon="plus"),
        "secondary": SecondaryButton(theme, "Cancel"),
        "icon": IconButton(theme, "search", "Search"),
        "link": LinkButton(theme, "Retry"),
        "field": LineField(theme, "People", icon="search"),
        "box": CheckBox(theme, "Share earlier messages"),
        "one": RadioButton(theme, "Keep nothing"),
        "other": RadioButton(theme, "Protect it"),
        "switch": Switch(theme, "Mute this chat"),
        "chip": Chip(theme, "u1", "Chen Wei"),
    }
    column = QVBoxLayout(window)
    for control in controls.values():
        column.addWidget(control)
    window.activateWindow()
    QTest.qWaitForWindowExposed(window)
    return controls


BUTTONS = ("primary", "secondary", "icon", "link")


@pytest.mark.parametrize("kind", BUTTONS)
def test_a_button_is_pressed_by_mouse_and_space(form, qtbot, kind):
    with qtbot.waitSignals([form[kind].clicked, form[kind].clicked]):
        QTest.mouseClick(form[kind], Qt.MouseButton.LeftButton)
        QTest.keyClick(form[kind], Qt.Key.Key_Space)


def test_a_link_is_pressed_by_enter_as_well(form, qtbot):
    for key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        with qtbot.waitSignal(form["link"].clicked, timeout=1000):
            QTest.keyClick(form["link"], key)


@pytest.mark.parametrize("kind", BUTTONS)
def test_a_disabled_button_takes_no_clicks(form, qtbot, kind):
    form[kind].setEnabled(False)
    with qtbot.assertNotEmitted(form[kind].clicked, wait=0):
        QTest.mouseClick(form[kind], Qt.MouseButton.LeftButton)


@pytest.mark.parametrize(
    ("kind", "role", "name"),
    [
        ("primary", QAccessible.Role.Button, "Start chat"),
        ("icon", QAccessible.Role.Button, "Search"),
        ("link", QAccessible.Role.Button, "Retry"),
        ("field", QAccessible.Role.EditableText, "People"),
        ("box", QAccessible.Role.CheckBox, "Share earlier messages"),
    ],
)
def test_a_screen_reader_hears_what_it_is_and_what_it_is_called(form, kind, role, name):
    heard = QAccessible.queryAccessibleInterface(form[kind])
    assert (heard.role(), heard.text(QAccessible.Text.Name)) == (role, name)


def test_a_busy_button_keeps_its_width_and_takes_neither_clicks_nor_keys(form, qtbot):
    button = form["primary"]
    width = button.sizeHint().width()
    button.set_busy(busy=True)
    with qtbot.assertNotEmitted(button.clicked, wait=0):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        QTest.keyClick(button, Qt.Key.Key_Space)
    assert button.sizeHint().width() == width
    button.set_busy(busy=False)
    with qtbot.waitSignal(button.clicked):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)


@pytest.mark.parametrize("kind", [*BUTTONS, "box"])
def test_the_ring_is_shown_only_when_the_keyboard_came(form, theme, kind):
    control, ring = form[kind], QColor(theme.tokens.focus)
    form["field"].setFocus()
    control.setFocus(Qt.FocusReason.TabFocusReason)
    by_keyboard = control.grab().toImage()
    form["field"].setFocus()
    control.setFocus(Qt.FocusReason.MouseFocusReason)
    by_mouse = control.grab().toImage()
    assert by_keyboard != by_mouse
    assert by_keyboard.pixelColor(1, control.height() // 2) == ring


def test_a_button_looks_different_in_each_state(form):
    button = form["secondary"]
    rest = button.grab().toImage()
    button.setDown(True)
    pressed = button.grab().toImage()
    button.setDown(False)
    button.setEnabled(False)
    assert len({bytes(image.constBits()) for image in (rest, pressed, button.grab().toImage())}) == 3


def test_a_field_that_is_not_valid_is_framed_in_red(form, theme):
    field = form["field"]
    field.set_invalid(invalid=True)
    edge = field.grab().toImage().pixelColor(0, field.height() // 2)
    assert edge == QColor(theme.tokens.danger_fill)
    field.set_invalid(invalid=False)
    assert field.grab().toImage().pixelColor(0, field.height() // 2) != edge


def test_a_check_box_is_ticked_on_its_words_too(form):
    box = form["box"]
    QTest.mouseClick(box, Qt.MouseButton.LeftButton, pos=box.rect().center())
    assert box.isChecked()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert not box.isChecked()


def test_a_chip_gives_its_person_back(form, qtbot):
    with qtbot.waitSignal(form["chip"].removed):
        QTest.mouseClick(form["chip"].remove_button, Qt.MouseButton.LeftButton)
    assert form["chip"].remove_button.accessibleName() == "Remove Chen Wei"


def test_everything_follows_the_theme(form, theme):
    before = {kind: form[kind].grab().toImage() for kind in form}
    theme.set_mode("dark")
    assert all(form[kind].grab().toImage() != before[kind] for kind in form)


def test_a_long_name_does_not_make_a_long_chip(theme, window):
    chip = Chip(theme, "u2", "Wolfeschlegelsteinhausen " * 9, QWidget(window))
    assert chip.width() < 300


@pytest.mark.parametrize("name", ["switch", "one"])
def test_what_can_be_on_is_switched_by_mouse_and_by_keyboard(form, name):
    control = form[name]
    QTest.mouseClick(control, Qt.MouseButton.LeftButton)
    assert control.isChecked()
    if name == "switch":
        QTest.keyClick(control, Qt.Key.Key_Space)
        assert not control.isChecked()


def test_of_several_choices_one_holds(form):
    one, other = form["one"], form["other"]
    QTest.mouseClick(one, Qt.MouseButton.LeftButton)
    QTest.mouseClick(other, Qt.MouseButton.LeftButton)
    assert (one.isChecked(), other.isChecked()) == (False, True)
    other.setFocus()
    QTest.keyClick(other, Qt.Key.Key_Up)
    assert one.isChecked()


def test_a_choice_of_many_words_takes_as_many_lines_as_it_needs(theme, form):
    long = RadioButton(theme, "Protect what is kept on this computer with a passphrase that you choose")
    long.fit(600)
    one_line = long.height()
    long.fit(200)
    assert long.height() > one_line + 10


def test_a_screen_reader_knows_what_a_switch_is(form):
    interface = QAccessible.queryAccessibleInterface(form["switch"])
    assert interface.role() == QAccessible.Role.CheckBox
    assert interface.text(QAccessible.Text.Name) == "Mute this chat"


WORDED = ("primary", "secondary", "link", "field", "box", "one", "chip")


@pytest.mark.parametrize("kind", WORDED)
def test_what_has_words_grows_with_them_and_shrinks_again(form, theme, kind):
    before = _asked(form[kind])
    theme.set_text_percent(130)
    larger = _asked(form[kind])
    theme.set_text_percent(100)
    assert all(more >= less for more, less in zip(larger, before, strict=True))
    assert sum(larger) > sum(before) + 4
    assert _asked(form[kind]) == before


def _asked(control: QWidget) -> tuple[int, int, int]:
    """The room that a control asks for."""
    return control.sizeHint().width(), control.sizeHint().height(), control.minimumHeight()


@pytest.mark.parametrize("kind", ["primary", "box", "one", "switch", "chip"])
def test_a_control_is_mirrored_where_reading_begins_at_the_right(form, kind):
    from_left = form[kind].grab().toImage()
    form[kind].setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    from_right = form[kind].grab().toImage()
    assert from_left.size() == from_right.size()
    assert from_left != from_right


def test_the_box_of_a_mirrored_check_box_is_at_the_right(form, theme):
    box = form["box"]
    box.setChecked(True)
    box.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    picture = box.grab().toImage()
    accent = QColor(theme.tokens.accent)
    middle = range(picture.height())
    assert any(picture.pixelColor(box.width() - 6, y) == accent for y in middle)
    assert not any(picture.pixelColor(6, y) == accent for y in middle)


@pytest.mark.parametrize("kind", BUTTONS)
def test_an_ampersand_in_a_name_makes_no_key_that_presses_the_button(form, kind):
    form[kind].setText("Add R&D")
    assert form[kind].text() == "Add R&D"
    assert form[kind].shortcut().isEmpty()


def test_words_that_are_wider_than_their_button_keep_their_beginning(theme, window):
    """Cut off on both sides, nobody could read what it does."""
    button = SecondaryButton(theme, "Add " + "W" * 100, window)
    button.resize(200, 32)
    button.show()
    picture = button.grab().toImage()
    edges = {picture.pixelColor(x, y).name() for x in (3, 4, 5, 194, 195, 196) for y in range(10, 22)}
    assert len(edges) == 1, "there is nothing but the ground"


def test_an_ampersand_is_read_in_a_menu(theme, window):
    menu = Menu(theme, window)
    item = menu.put("Message R&D", keys="Ctrl+R")
    menu.popup(window.pos())
    said = QAccessible.queryAccessibleInterface(menu).child(0)
    assert said.text(QAccessible.Text.Name).startswith("Message R&D")
    assert not item.text().startswith("Message R&D")  # Qt would underline what follows
    menu.close()


def test_cut_corners_leave_the_surface_and_nothing_beside_it(theme, window):
    window.resize(64, 48)
    area = QRectF(window.rect())
    surface = QImage(window.size(), QImage.Format.Format_ARGB32_Premultiplied)
    surface.fill(Qt.GlobalColor.transparent)
    paint_card(QPainter(surface), area, POPUP_RADIUS, theme.tokens)
    cut_corners(window, area, POPUP_RADIUS)
    places = [QPoint(x, y) for x in range(64) for y in range(48)]
    kept = [at for at in places if window.mask().contains(at)]
    assert min(surface.pixelColor(at).alpha() for at in kept) > 90
    assert max(surface.pixelColor(at).alpha() for at in places if at not in kept) < 165
