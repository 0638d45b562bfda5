"""A pane that slides over the window where there is no room for it beside the others. What it covers is dimmed.

While it is open Tab stays in it; whoever opened it gets the keyboard back when it closes.
"""

import shiboken6
from PySide6.QtCore import QEasingCurve, QEvent, QRect, Qt, QVariantAnimation, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

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
        self._leaving: QPixmap | None = None
        """What the pane looked like that slides out: the pane itself stands elsewhere by then."""
        self._opener: QWidget | None = None
        self._wide = 0
        self._shown_part = 1.0
        self._slide = QVariantAnimation(self, startValue=0.0, endValue=1.0)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self._slide.valueChanged.connect(self._on_slid)
        self._slide.finished.connect(self._on_rested)
        self.hide()

    @property
    def is_open(self) -> bool:
        """Whether it holds a pane."""
        return self._pane is not None

    def open(self, pane: QWidget, area: QRect) -> None:
        """Take a pane and show it over an area of the window."""
        self._opener = QApplication.focusWidget()
        self._leaving = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, on=False)
        self._pane = pane
        pane.setParent(self)
        self.setGeometry(area)
        self.show()
        self.raise_()
        pane.show()
        self._move(0.0, 1.0)

    def give_back(self) -> QWidget | None:
        """Close, and return the pane that was held."""
        pane, self._pane = self._pane, None
        if pane is None:
            return None
        self._leaving = pane.grab()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._move(self._shown_part, 0.0)
        return pane

    def take_opener(self) -> QWidget | None:
        """Return who had the keyboard before, if it can have it again."""
        opener, self._opener = self._opener, None
        there = opener is not None and shiboken6.isValid(opener) and opener.isVisible()
        return opener if there else None

    def _move(self, start: float, end: float) -> None:
        self._slide.stop()
        milliseconds = self._theme.motion(SLIDE_MS) if self.window().isVisible() else 0
        if milliseconds == 0:
            self._on_slid(end)
            self._on_rested()
            return
        self._slide.setStartValue(start)
        self._slide.setEndValue(end)
        self._slide.setDuration(milliseconds)
        self._on_slid(start)
        self._slide.start()

    def _on_slid(self, part: float) -> None:
        self._shown_part = part
        self._place()

    def _on_rested(self) -> None:
        if self._pane is None:
            self._leaving = None
            self.hide()

    def _place(self) -> None:
        if self._pane is not None:
            asked = max(self._pane.sizeHint().width(), self._pane.minimumWidth())
            self._wide = min(asked, self._pane.maximumWidth(), self.width())
            self._pane.setGeometry(self._left(), 0, self._wide, self.height())
        self.update()

    def _left(self) -> int:
        """Return where the pane begins by now."""
        hidden = round(self._wide * (1 - self._shown_part))
        return -hidden if self._is_at_left() else self.width() - self._wide + hidden

    def _is_at_left(self) -> bool:
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        return (self._edge is Qt.Edge.LeftEdge) != mirrored

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001, N802 - Qt's
        """Let Tab go round in the pane."""
        here: QWidget | None = self.focusWidget()
        if self._pane is None or here is None:
            return super().focusNextPrevChild(forward)
        following = _beside(here, forward=forward)
        while following is not None and following is not here:
            if _takes_tab(following) and self._pane.isAncestorOf(following):
                reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
                following.setFocus(reason)
                break
            following = _beside(following, forward=forward)
        return True

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
        """Close on a click beside the pane; in it, nobody wanted the click."""
        event.accept()
        if self._pane is not None and not self._pane.geometry().contains(event.position().toPoint()):
            self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc, when nothing in the pane wanted it."""
        if event.key() == Qt.Key.Key_Escape:
            event.accept()
            self.closed.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the dimming, the line along the pane, and a pane that slides out."""
        painter = QPainter(self)
        dim = QColor(self._theme.tokens.scrim)
        dim.setAlphaF(dim.alphaF() * self._shown_part)
        painter.fillRect(self.rect(), dim)
        left = self._left()
        if self._leaving is not None:
            painter.drawPixmap(left, 0, self._leaving)
        line = left + self._wide if self._is_at_left() else left - 1
        painter.fillRect(line, 0, 1, self.height(), QColor(self._theme.tokens.border))


def _beside(widget: QWidget, *, forward: bool) -> QWidget | None:
    return widget.nextInFocusChain() if forward else widget.previousInFocusChain()


def _takes_tab(widget: QWidget) -> bool:
    by_tab = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus)
    return by_tab and widget.isEnabled() and widget.isVisible() and widget.focusProxy() is None
