"""Hands out the colours and fonts of the theme in force, and says when they change.

The theme follows the system until the user chooses light or dark. Widgets that paint read `tokens` as they paint and repaint on
`changed`; the rest is styled by the application's palette and style sheet, which this module sets.

How large words are follows from the system's own font size and from what the user chose. Whoever has words in a fixed room asks
`line_height` and `taller` for it, and asks again on `changed`.
"""

import sys
from enum import Enum
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from desktop.ui.theme.stylesheet import stylesheet
from desktop.ui.theme.tokens import Tokens, tokens_for

if TYPE_CHECKING:  # the first picture of the window does without
    from desktop.viewmodels.choices import Choices, ChoicesModel

Mode = Literal["system", "light", "dark"]

HEADER = 56
"""Height of the head of every pane, so that the lines below them meet; `Theme.header` is what it has grown to."""
_MENU_ITEM = 30
_USUAL_PIXELS = {"win32": (12.0, 12.0), "darwin": (13.0, 13.0)}
"""Between which sizes, in logical pixels, the system's own font is as its makers ship it."""
_USUAL_PIXELS_ELSEWHERE = (12.0, 14.7)
"""Desktops differ by a few points, and none of them means that its user wants everything larger."""
_SYSTEM_SCALES = (0.9, 1.5)
"""Smallest and largest that the system may ask for."""
_POINTS = 72


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
        """Distance of the base lines in logical pixels at the usual text size; `Theme.line_height` has it as it is."""
        return int(self.value[1])


class Theme(QObject):
    """The look in force.

    Signals:
        changed(): colours or fonts are different; everything painted is to be painted again.
    """

    changed = Signal()

    def __init__(self, application: QApplication, mode: Mode = "system", text_percent: int = 100) -> None:
        super().__init__(application)
        self._application = application
        # Else a widget that gets another parent, as a pane in a drawer does, falls back to the colours it had at first.
        QApplication.setAttribute(Qt.ApplicationAttribute.AA_UseStyleSheetPropagationInWidgetStyles)
        self._mode: Mode = mode
        self._text_percent = text_percent
        self._still = False
        self._less_motion = False
        self._fonts: dict[tuple[Style, int], QFont] = {}
        self._lines: dict[Style, int] = {}
        self._hints = QGuiApplication.styleHints()  # to be held: without it the next is gone
        self._accessibility = self._hints.accessibility()
        self._hints.colorSchemeChanged.connect(self._apply)
        self._accessibility.contrastPreferenceChanged.connect(self._apply)
        # Nothing else tells that the system's font is another: who changes it comes back from another program.
        application.applicationStateChanged.connect(self._apply)
        self._family, self._system_scale = _system_font()
        self._tokens = self._chosen()
        self._ask_for_frame()
        self._dress()

    @property
    def tokens(self) -> Tokens:
        """The colours in force."""
        return self._tokens

    @property
    def dark_tokens(self) -> Tokens:
        """The colours of what is dark in both themes, with more contrast where the system wants that."""
        return tokens_for(dark=True, strong=self._wants_contrast())

    @property
    def mode(self) -> Mode:
        """What the user chose."""
        return self._mode

    @property
    def scale(self) -> float:
        """How much larger words are than in the design."""
        return self._system_scale * self._text_percent / 100

    @property
    def header(self) -> int:
        """Height of the head of every pane: two lines fit."""
        return max(HEADER, self.line_height(Style.HEADING) + self.line_height(Style.SMALL) + 8)

    def set_mode(self, mode: Mode) -> None:
        """Choose light, dark, or to follow the system."""
        self._mode = mode
        self._ask_for_frame()
        self._apply()

    def set_text_percent(self, percent: int) -> None:
        """Choose how large words are, in percent of what the system's own size asks for."""
        if percent != self._text_percent:
            self._text_percent = percent
            self._show_anew()

    def follow(self, choices: "ChoicesModel") -> None:
        """Have the text size that is chosen there, and move as little as that, now and from now on."""
        choices.changed.connect(self._take_choices)
        self._take_choices(choices.choices)

    def set_still(self, *, still: bool) -> None:
        """Say whether the system wants nothing to move."""
        self._still = still

    def motion(self, milliseconds: int) -> int:
        """Return how long something may move: 0 where the system or the user wants nothing to."""
        return 0 if self._still or self._less_motion else milliseconds

    def font(self, style: Style, *, weight: QFont.Weight | int | None = None) -> QFont:
        """Return the font of a style, in its usual weight or another."""
        chosen = int(style.value[2] if weight is None else weight)
        font = self._fonts.get((style, chosen))
        if font is None:
            font = QFont(self._family)
            font.setPixelSize(round(style.value[0] * self.scale))
            font.setWeight(QFont.Weight(chosen // 100 * 100))
            self._fonts[style, chosen] = font
        return QFont(font)

    def line_height(self, style: Style) -> int:
        """Return the distance of the base lines of a style."""
        height = self._lines.get(style)
        if height is None:
            height = round(style.line_height * self.scale)
            if (
                self.scale != 1
            ):  # sizes are whole pixels, so letters may have grown a little more than the line
                height = max(height, QFontMetrics(self.font(style)).height())
            self._lines[style] = height
        return height

    def taller(self, height: int, *lines: Style) -> int:
        """Return the height of what is `height` high in the design and has lines of these styles one below the other."""
        return height + sum(self.line_height(line) - line.line_height for line in lines)

    def scaled(self, length: int) -> int:
        """Return how wide or high something is that grows with its words, and is never smaller than in the design."""
        return round(length * max(1.0, self.scale))

    def _take_choices(self, chosen: "Choices") -> None:
        self._less_motion = chosen.less_motion
        self.set_text_percent(chosen.text_percent)

    def _chosen(self) -> Tokens:
        dark = self._mode == "dark" or (
            self._mode == "system" and self._hints.colorScheme() == Qt.ColorScheme.Dark
        )
        return tokens_for(dark=dark, strong=self._wants_contrast())

    def _wants_contrast(self) -> bool:
        return self._accessibility.contrastPreference() == Qt.ContrastPreference.HighContrast

    def _apply(self) -> None:
        tokens, font = self._chosen(), _system_font()
        if tokens is not self._tokens or font != (self._family, self._system_scale):
            self._tokens = tokens
            self._family, self._system_scale = font
            self._show_anew()

    def _show_anew(self) -> None:
        self._fonts.clear()
        self._lines.clear()
        self._dress()
        self.changed.emit()

    def _ask_for_frame(self) -> None:
        """Let the window's frame, which is the system's, be light or dark as well."""
        schemes = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
        self._hints.setColorScheme(schemes.get(self._mode, Qt.ColorScheme.Unknown))

    def _dress(self) -> None:
        self._application.setStyle("Fusion")
        self._application.setFont(self.font(Style.BODY))
        self._application.setPalette(_palette(self._tokens))
        self._application.setStyleSheet(
            stylesheet(self._tokens, menu_item=self.taller(_MENU_ITEM, Style.BODY))
        )


def _system_font() -> tuple[list[str], float]:
    """Return the families of the system's own font, and how much larger than usual it is."""
    font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
    pixels = float(font.pixelSize())
    screen = QGuiApplication.primaryScreen()
    if pixels <= 0 and screen is not None:
        pixels = font.pointSizeF() * screen.logicalDotsPerInch() / _POINTS
    return font.families(), system_scale(pixels)


def system_scale(pixels: float, platform: str = sys.platform) -> float:
    """Return how much larger than usual a system's font of that many logical pixels is, within what the layout can take."""
    least, most = _USUAL_PIXELS.get(platform, _USUAL_PIXELS_ELSEWHERE)
    if pixels <= 0 or least <= pixels <= most:
        return 1.0
    smallest, largest = _SYSTEM_SCALES
    return min(largest, max(smallest, pixels / (least if pixels < least else most)))


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
