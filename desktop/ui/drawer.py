"""A pane that slides over the window where there is no room for it beside the others. What it covers is dimmed."""

from PySide6.QtCore import QEasingCurve, QEvent, QRect, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QStyle, QWidget

from desktop.ui.theme.theme import Theme

SLIDE_MS = 160


class Drawer(QWidget):
    """Holds one pane at the window's left or right edge while it is open.

    Signals:
        closed(): it was closed by a click beside the pane, or by Esc.
    """

    closed = Signal()

    def __init__(self, theme: Theme, window: QWidget, edge: Qt.Edge) -> None:
        super().__init__(window)
        self._theme = theme
        self._edge = edge
        self._pane: QWidget | None = None
        self._shown_part = 1.0
        self._slide = QVariantAnimation(self, startValue=0.0, endValue=1.0, duration=SLIDE_MS)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._on_slid)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether it holds a pane."""
        return self._pane is not None

    def open(self, pane: QWidget, area: QRect) -> None:
        """Take a pane and show it over an area of the window."""
        self._pane = pane
        pane.setParent(self)
        self.setGeometry(area)
        self.show()
        self.raise_()
        pane.show()
        animated = self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration, None, self) > 0
        if animated and self.window().isVisible():
            self._slide.start()
        else:
            self._on_slid(1.0)

    def give_back(self) -> QWidget | None:
        """Hide, and return the pane that was held."""
        self._slide.stop()
        pane, self._pane = self._pane, None
        self.hide()
        return pane

    def _on_slid(self, part: float) -> None:
        self._shown_part = part
        self._place()

    def _place(self) -> None:
        if self._pane is None:
            return
        asked = max(self._pane.sizeHint().width(), self._pane.minimumWidth())
        wide = min(asked, self._pane.maximumWidth(), self.width())
        hidden = round(wide * (1 - self._shown_part))
        left = -hidden if self._is_at_left() else self.width() - wide + hidden
        self._pane.setGeometry(left, 0, wide, self.height())
        self.update()

    def _is_at_left(self) -> bool:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return (self._edge is Qt.Edge.LeftEdge) != mirrored

    def changeEvent(self, event: QEvent) -> None:
        """Change sides with the direction of reading."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the pane at its edge."""
        super().resizeEvent(event)
        self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close on a click beside the pane."""
        event.accept()
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc, when nothing in the pane wanted it."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dimming and the line along the pane."""
        painter = QPainter(self)
        dim = QColor(self._theme.tokens.scrim)
        dim.setAlphaF(dim.alphaF() * self._shown_part)
        painter.fillRect(self.rect(), dim)
        if self._pane is not None:
            pane = self._pane.geometry()
            line = pane.right() + 1 if self._is_at_left() else pane.left() - 1
            painter.fillRect(line, 0, 1, self.height(), QColor(self._theme.tokens.border))
