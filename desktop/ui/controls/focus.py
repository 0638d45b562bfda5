"""The focus ring of every control: shown when the keyboard brought the focus there, not when the mouse did."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractItemView, QAbstractScrollArea, QWidget

from desktop.ui.theme.theme import Theme

if TYPE_CHECKING:
    Mixed = QWidget
else:
    Mixed = object

RING = 2
"""Width of the ring, and of the gap between it and what it surrounds, in logical pixels."""
_AREA_RADIUS = 6
_BY_KEYBOARD = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
    Qt.FocusReason.OtherFocusReason,
)


def by_keyboard(event: QFocusEvent) -> bool:
    """Tell whether the user should be shown where the focus went."""
    return event.reason() in _BY_KEYBOARD


class Ringed(Mixed):
    """Knows whether the ring is to be seen. To be named before the Qt class of a control."""

    _by_keyboard = False

    def shows_ring(self) -> bool:
        """Whether the focus ring is to be painted."""
        return self._by_keyboard and self.hasFocus()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if the keyboard came here."""
        self._by_keyboard = by_keyboard(event)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        self._by_keyboard = False
        super().focusOutEvent(event)


def paint_ring(painter: QPainter, rect: QRectF, colour: str, radius: float) -> QRectF:
    """Paint the ring along the inside of `rect`; return the room that is left inside ring and gap."""
    half = RING / 2
    painter.setPen(QPen(QColor(colour), RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius + half, radius + half)
    inset = RING + 1.5
    return rect.adjusted(inset, inset, -inset, -inset)


def paint_ring_around(painter: QPainter, rect: QRectF, colour: str, radius: float) -> None:
    """Paint the ring outside of `rect`, with the gap in between."""
    away = RING + RING / 2
    painter.setPen(QPen(QColor(colour), RING))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(rect.adjusted(-away, -away, away, away), radius + away, radius + away)


class AreaRing(QWidget):
    """The ring along the inside of an area that scrolls, where nothing in it shows that it has the keyboard."""

    def __init__(
        self, theme: Theme, area: QAbstractScrollArea, needed: Callable[[], bool] = lambda: True
    ) -> None:
        super().__init__(area)
        self._theme = theme
        self._area = area
        self._needed = needed
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        area.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Come and go with the keyboard."""
        if event.type() is QEvent.Type.Resize:
            self.setGeometry(self._area.rect())
        elif isinstance(event, QFocusEvent):
            self.setVisible(event.gotFocus() and by_keyboard(event) and self._needed())
            self.raise_()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ring."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_ring(painter, QRectF(self.rect()), self._theme.tokens.focus, _AREA_RADIUS)


def ring_while_empty(theme: Theme, view: QAbstractItemView) -> AreaRing:
    """Show where the keyboard is in a list, which its current row does as long as there is one."""
    return AreaRing(theme, view, lambda: view.model().rowCount() == 0)
