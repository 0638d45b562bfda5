"""What the rows of the chat list are measured and written with: fonts and heights, as the text size in force has them."""

from PySide6.QtGui import QFont, QFontMetrics, QGuiApplication

from desktop.ui.theme.theme import Style, Theme

GAP_BELOW = 2
INSET = 8
FIELD_HEIGHT = 32
FIELD_BELOW = 10
_RAIL_ROW = 56
_ABOVE = 10
_BETWEEN = 2
_BELOW = 12
_PREVIEW_SHARE = 12.5 / 13
"""Of the preview's font against the title's: less than a pixel, which only a size in points can say."""
_POINTS = 72


class Writing:
    """A font and its measures."""

    def __init__(self, font: QFont) -> None:
        self.font = font
        self.metrics = QFontMetrics(font)


class RowLook:
    """Everything about a row that depends on the text size and not on the chat."""

    def __init__(self, theme: Theme) -> None:
        self.title = Writing(theme.font(Style.BODY, weight=600))
        self.preview = Writing(_smaller(theme.font(Style.BODY)))
        self.time = Writing(theme.font(Style.META))
        self.unread_time = Writing(theme.font(Style.META, weight=600))
        self.badge = self.unread_time
        self.line = theme.line_height(Style.BODY)
        self.title_at = _ABOVE
        self.preview_at = _ABOVE + self.line + _BETWEEN
        self.row = self.preview_at + self.line + _BELOW
        self.rail_row = _RAIL_ROW
        self.badge_height = max(18, self.badge.metrics.height() + 2)


def list_top(theme: Theme) -> int:
    """Return how far down in the left pane the rows begin."""
    return theme.header + theme.taller(FIELD_HEIGHT, Style.BODY) + FIELD_BELOW


def _smaller(font: QFont) -> QFont:
    dots = QGuiApplication.primaryScreen().logicalDotsPerInchY()
    font.setPointSizeF(font.pixelSize() * _PREVIEW_SHARE * _POINTS / dots)
    return font
