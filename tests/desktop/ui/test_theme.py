"""The theme in force: colours and fonts for everything that paints itself, and for Qt's own controls."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QLabel, QWidget

from desktop.ui.controls import LineField
from desktop.ui.message_field import MessageField
from desktop.ui.theme.theme import Style, system_scale
from desktop.ui.theme.tokens import DARK, LIGHT, tokens_for
from desktop.viewmodels.choices import Choices, ChoicesModel


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


@pytest.mark.parametrize("make", [MessageField, lambda theme: LineField(theme, "Words")])
def test_the_words_in_an_empty_field_can_be_read_from_the_start(theme, qtbot, make):
    field = make(theme)
    qtbot.addWidget(field)
    field.show()
    for mode, tokens in (("light", LIGHT), ("dark", DARK)):
        theme.set_mode(mode)
        assert field.palette().color(QPalette.ColorRole.PlaceholderText) == QColor(tokens.text_3)


class System:
    """What the system says of its user's wishes."""

    def __init__(self, *, scheme=Qt.ColorScheme.Light, contrast=Qt.ContrastPreference.NoPreference) -> None:
        self.scheme, self.contrast = scheme, contrast

    def colorScheme(self):  # noqa: N802 - Qt's
        return self.scheme

    def contrastPreference(self):  # noqa: N802 - Qt's
        return self.contrast

    def setColorScheme(self, _scheme) -> None:  # noqa: N802 - Qt's
        """Be asked for a frame."""


@pytest.fixture
def system(theme, monkeypatch):
    says = System()
    monkeypatch.setattr(theme, "_hints", says)
    monkeypatch.setattr(theme, "_accessibility", says)
    return says


def test_the_system_is_followed_live_until_the_user_chooses(theme, system, qtbot):
    hints = QGuiApplication.styleHints()
    theme.set_mode("system")
    assert theme.tokens is LIGHT
    system.scheme = Qt.ColorScheme.Dark
    with qtbot.waitSignal(theme.changed):
        hints.colorSchemeChanged.emit(system.scheme)
    assert theme.tokens is DARK
    theme.set_mode("light")
    with qtbot.assertNotEmitted(theme.changed, wait=0):
        hints.colorSchemeChanged.emit(system.scheme)
    assert theme.tokens is LIGHT


def test_who_asks_the_system_for_contrast_gets_it_at_once(theme, system, qtbot):
    system.contrast = Qt.ContrastPreference.HighContrast
    with qtbot.waitSignal(theme.changed):
        QGuiApplication.styleHints().accessibility().contrastPreferenceChanged.emit(system.contrast)
    assert theme.tokens.border_field == LIGHT.border_control
    theme.set_mode("dark")
    assert theme.tokens is tokens_for(dark=True, strong=True)
    system.contrast = Qt.ContrastPreference.NoPreference
    QGuiApplication.styleHints().accessibility().contrastPreferenceChanged.emit(system.contrast)
    assert theme.tokens is DARK


@pytest.mark.parametrize(("percent", "pixels"), [(90, 12), (100, 13), (115, 15), (130, 17)])
def test_a_chosen_text_size_scales_the_type_and_its_lines(theme, qapp, qtbot, percent, pixels):
    theme.set_text_percent(percent)
    assert theme.font(Style.BODY).pixelSize() == pixels
    assert qapp.font().pixelSize() == pixels
    for style in Style:
        assert theme.line_height(style) >= theme.font(style).pixelSize()
        assert theme.line_height(style) == pytest.approx(style.line_height * percent / 100, abs=2)
    assert theme.taller(60, Style.BODY, Style.SMALL) == (
        60 + theme.line_height(Style.BODY) - 18 + theme.line_height(Style.SMALL) - 16
    )


def test_the_text_size_is_the_choices_from_the_start_and_live(theme, qtbot):
    choices = ChoicesModel(Choices(text_percent=130))
    theme.follow(choices)
    assert theme.scale == pytest.approx(1.3)
    with qtbot.waitSignal(theme.changed):
        choices.choose(text_percent=90)
    with qtbot.assertNotEmitted(theme.changed, wait=0):
        choices.choose(enter_sends=False)
    assert theme.scale == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("platform", "pixels", "scale"),
    [
        ("win32", 12, 1.0),  # 9 points, as it is shipped
        ("win32", 18, 1.5),
        ("win32", 27, 1.5),  # what the layout can take
        ("darwin", 13, 1.0),
        ("linux", 12, 1.0),  # 9 points
        ("linux", 14.67, 1.0),  # 11 points
        ("linux", 16, 1.09),  # 12 points
        ("linux", 4, 0.9),
        ("linux", 0, 1.0),  # nobody knows
        ("linux", -1, 1.0),
    ],
)
def test_a_system_whose_own_words_are_larger_has_ours_larger(platform, pixels, scale):
    assert system_scale(pixels, platform) == pytest.approx(scale, abs=0.01)


def test_another_font_of_the_system_is_taken_when_its_user_comes_back(theme, qapp, qtbot, monkeypatch):
    larger = QFont("Sans Serif")
    larger.setPixelSize(20)
    monkeypatch.setattr(QFontDatabase, "systemFont", lambda _kind: larger)
    with qtbot.waitSignal(theme.changed):
        qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert theme.font(Style.BODY).pixelSize() == round(13 * 20 / 14.7)


def test_nothing_moves_where_the_system_wants_nothing_to(theme):
    assert theme.motion(160) == 160
    theme.set_still(still=True)
    assert theme.motion(160) == 0


def test_the_head_of_all_panes_has_room_for_its_two_lines(theme):
    assert theme.header == 56
    for percent in (90, 100, 115, 130):
        theme.set_text_percent(percent)
        assert theme.header >= theme.line_height(Style.HEADING) + theme.line_height(Style.SMALL)
