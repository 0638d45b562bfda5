"""The theme of the image viewer: the fonts of the one in force, and dark colours in both."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont

from desktop.ui.theme.theme import Style, Theme
from desktop.ui.theme.tokens import Tokens


class DarkTheme(Theme):
    """Stands in front of the theme in force: it dresses nothing by itself, and hands on all but the colours."""

    def __init__(self, theme: Theme, parent: QObject) -> None:
        QObject.__init__(self, parent)  # not Theme's: that one would dress the whole application
        self._theme = theme
        theme.changed.connect(self.changed)

    @property
    def tokens(self) -> Tokens:
        """The dark colours."""
        return self._theme.dark_tokens

    @property
    def scale(self) -> float:
        """How much larger words are than in the design."""
        return self._theme.scale

    def font(self, style: Style, *, weight: QFont.Weight | int | None = None) -> QFont:
        """Return the font of a style, in its usual weight or another."""
        return self._theme.font(style, weight=weight)

    def line_height(self, style: Style) -> int:
        """Return the distance of the base lines of a style."""
        return self._theme.line_height(style)

    def motion(self, milliseconds: int) -> int:
        """Return how long something may move."""
        return self._theme.motion(milliseconds)
