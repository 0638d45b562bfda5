"""The theme in force: colours and fonts for everything that paints itself, and for Qt's own controls."""

import pytest
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from desktop.ui.theme.theme import Style
from desktop.ui.theme.tokens import DARK, LIGHT


def test_a_chosen_appearance_changes_every_colour_at_once(theme, qapp, qtbot):
    with qtbot.waitSignal(theme.changed):
        theme.set_mode("dark")
    assert theme.tokens is DARK
    assert qapp.palette().color(QPalette.ColorRole.Window) == QColor(DARK.bg_base)
    assert DARK.bg_raised in qapp.styleSheet()


def test_choosing_what_is_in_force_changes_nothing(theme, qtbot):
    with qtbot.assertNotEmitted(theme.changed, wait=0):
        theme.set_mode("light")
    assert theme.tokens is LIGHT


@pytest.mark.parametrize("style", list(Style))
def test_sizes_are_logical_pixels(theme, style):
    font = theme.font(style)
    assert font.pixelSize() == style.value[0]
    assert style.line_height > font.pixelSize()


def test_a_weight_can_be_chosen_and_fonts_are_not_shared(theme):
    bold = theme.font(Style.BODY, weight=600)
    assert bold.weight() is QFont.Weight.DemiBold
    bold.setUnderline(True)
    assert not theme.font(Style.BODY, weight=600).underline()


def test_a_widget_keeps_its_colours_when_it_moves_to_another_parent(theme, qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    label = QLabel("words", QWidget(window))
    window.show()
    for colour in (theme.tokens.text_2, theme.tokens.warn_text):
        palette = label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
        label.setPalette(palette)
    other = QWidget(window)
    label.parentWidget().setParent(other)
    other.show()
    assert label.palette().color(QPalette.ColorRole.WindowText) == QColor(theme.tokens.warn_text)
