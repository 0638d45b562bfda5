"""The tabs over the emoji: what was used last, and one for each group, as pictures."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QTabBar, QWidget

from desktop.ui import icons
from desktop.ui.controls.focus import by_keyboard
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.emoji_grid import RECENT, section_name

HEIGHT = 35
_ICON = 18
_ICONS = ("clock", "smile", "hand", "cat", "coffee", "car", "volleyball", "lightbulb", "heart", "flag")
_LINE = 2
_RADIUS = 6


class CategoryTabs(QTabBar):
    """The tab list "Emoji categories"; the number of a tab is that of its section."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ring = False
        self._lit = True
        self.setAccessibleName(self.tr("Emoji categories"))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setDrawBase(False)
        self.setExpanding(True)
        self.setUsesScrollButtons(False)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        for section, _ in enumerate(_ICONS):
            number = self.addTab("")
            self.setAccessibleTabName(number, section_name(section))
            self.setTabToolTip(number, section_name(section))
        theme.changed.connect(self.update)

    def show_recent(self, *, shown: bool) -> None:
        """Say whether anything was used yet."""
        self.setTabVisible(RECENT, shown)

    def light(self, *, lit: bool) -> None:
        """Say whether a section is shown at all, rather than what a search found."""
        self._lit = lit
        self.update()

    def tabSizeHint(self, _index: int) -> QSize:
        """Return equal shares of the width."""
        shown = sum(self.isTabVisible(number) for number in range(self.count()))
        return QSize(self.width() // max(1, shown), HEIGHT)

    def minimumTabSizeHint(self, index: int) -> QSize:
        """Return the same: nothing is cut."""
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        """Return the height; the width is what there is."""
        return QSize(self.count() * _ICON, HEIGHT)

    def minimumSizeHint(self) -> QSize:
        """Return the same."""
        return self.sizeHint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if the keyboard came here."""
        self._ring = by_keyboard(event)
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the pictures, the line under the one in sight, and the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for number in range(self.count()):
            if self.isTabVisible(number):
                self._paint_tab(painter, number, self.tabRect(number))

    def _paint_tab(self, painter: QPainter, number: int, area: QRect) -> None:
        tokens = self._theme.tokens
        current = self._lit and number == self.currentIndex()
        hovered = self.underMouse() and area.contains(self.mapFromGlobal(self.cursor().pos()))
        colour = tokens.accent_text if current else tokens.text if hovered else tokens.text_2
        picture = icons.pixmap(_ICONS[number], _ICON, colour, self.devicePixelRatioF())
        middle = area.center()
        painter.drawPixmap(middle.x() - _ICON // 2 + 1, (HEIGHT - _ICON) // 2, picture)
        if current:
            line = QRectF(middle.x() - 12, HEIGHT - _LINE, 25, _LINE)
            painter.fillRect(line, QColor(tokens.accent_text))
        if number == self.currentIndex() and self._ring and self.hasFocus():
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(area).adjusted(2, 3, -2, -4), _RADIUS, _RADIUS)
