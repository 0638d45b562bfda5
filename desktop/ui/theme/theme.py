"""Hands out the colours and fonts of the theme in force, and says when they change.

The theme follows the system until the user chooses light or dark. Widgets that paint read `tokens` as they paint and repaint on
`changed`; the rest is styled by the application's palette and style sheet, which this module sets.
"""

from enum import Enum
from typing import Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui.theme.stylesheet import stylesheet
from desktop.ui.theme.tokens import DARK, LIGHT, Tokens

Mode = Literal["system", "light", "dark"]


class Style(Enum):
    """The type scale: size in logical pixels, line height, and usual weight."""

    DISPLAY = (20, 26, 700)
    TITLE = (16, 22, 700)
    HEADING = (15, 20, 600)
    MESSAGE = (14, 20, 400)
    BODY = (13, 18, 400)
    SMALL = (12, 16, 400)
    META = (11, 14, 400)
    BIG_EMOJI = (40, 48, 401)
    """One to three emoji and nothing else. (Its weight differs by a hair so that the members stay distinct.)"""

    @property
    def line_height(self) -> int:
        """Distance of the base lines in logical pixels."""
        return int(self.value[1])


class Theme(QObject):
    """The look in force.

    Signals:
        changed(): colours or fonts are different; everything painted is to be painted again.
    """

    changed = Signal()

    def __init__(self, application: QApplication, mode: Mode = "system") -> None:
        super().__init__(application)
        self._application = application
        # Else a widget that gets another parent, as a pane in a drawer does, falls back to the colours it had at first.
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
        self._mode: Mode = mode
        self._fonts: dict[tuple[Style, int], QFont] = {}
        self._family = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).families()
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system)
        self._tokens = self._chosen()
        self._dress()

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def is_dark(self) -> bool:
        """Whether the dark colours are in force."""
        return self._tokens is DARK

    @property
    def mode(self) -> Mode:
        """What the user chose."""
        return self._mode

    def set_mode(self, mode: Mode) -> None:
        """Choose light, dark, or to follow the system."""
        self._mode = mode
        self._apply()

    def font(self, style: Style, *, weight: QFont.Weight | int | None = None) -> QFont:
        """Return the font of a style, in its usual weight or another."""
        chosen = int(style.value[2] if weight is None else weight)
        font = self._fonts.get((style, chosen))
        if font is None:
            font = QFont(self._family)
            font.setPixelSize(style.value[0])
            font.setWeight(QFont.Weight(chosen // 100 * 100))
            self._fonts[style, chosen] = font
        return QFont(font)

    def _chosen(self) -> Tokens:
        if self._mode == "system":
            return DARK if QGuiApplication.styleHints().colorScheme() == Qt.ColorScheme.Dark else LIGHT
        return DARK if self._mode == "dark" else LIGHT

    def _follow_system(self) -> None:
        if self._mode == "system":
            self._apply()

    def _apply(self) -> None:
        if self._chosen() is not self._tokens:
            self._tokens = self._chosen()
            self._dress()
            self.changed.emit()

    def _dress(self) -> None:
        self._application.setStyle("Fusion")
        self._application.setFont(self.font(Style.BODY))
        self._application.setPalette(_palette(self._tokens))
        self._application.setStyleSheet(stylesheet(self._tokens))


def _palette(tokens: Tokens) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: tokens.bg_base,
        QPalette.ColorRole.Base: tokens.bg_field,
        QPalette.ColorRole.AlternateBase: tokens.bg_subtle,
        QPalette.ColorRole.WindowText: tokens.text,
        QPalette.ColorRole.Text: tokens.text,
        QPalette.ColorRole.Button: tokens.bg_raised,
        QPalette.ColorRole.ButtonText: tokens.text,
        QPalette.ColorRole.ToolTipBase: tokens.bg_raised,
        QPalette.ColorRole.ToolTipText: tokens.text,
        QPalette.ColorRole.PlaceholderText: tokens.text_3,
        QPalette.ColorRole.Highlight: tokens.accent,
        QPalette.ColorRole.HighlightedText: tokens.on_accent,
        QPalette.ColorRole.Link: tokens.accent_text,
        QPalette.ColorRole.Accent: tokens.accent,
    }
    for role, colour in roles.items():
        palette.setColor(role, QColor(colour))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.text_dis))
    return palette
