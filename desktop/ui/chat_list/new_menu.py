"""The menu of the New button: one item, which says what it starts and that no customer is part of it."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QWidget, QWidgetAction

from desktop.ui import icons
from desktop.ui.controls import PrimaryButton
from desktop.ui.controls.mirror import mirrored
from desktop.ui.theme.theme import Style, Theme

_ITEM = QSize(310, 54)
_TILE = 36
_TILE_AT = 9
_ICON = 18
_TEXT_AT = 58
_SIDE = 10
_BELOW = 4
_ABOVE = 8
_BETWEEN = 24
"""At least, from the name to its keys."""
_RADIUS = 10


class NewMenu(QMenu):
    """What can be started.

    Signals:
        message_teammates(): a chat with teammates is to be started.
    """

    message_teammates = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("New"))
        self.setStyleSheet(f"QMenu {{ border-radius: {_RADIUS}px; }}")
        self._action = QWidgetAction(self)
        self._action.setText(self.tr("Message teammates"))
        self._action.setDefaultWidget(_TeammatesItem(theme, self._action, self))
        self._action.triggered.connect(self.message_teammates)
        self.addAction(self._action)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the corners, on screens that know no translucent windows, too."""
        super().resizeEvent(event)
        shape = QPainterPath()
        shape.addRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        self.setMask(QRegion(shape.toFillPolygon().toPolygon()))

    def open_below(self, button: PrimaryButton) -> None:
        """Show the menu under the button, which looks pressed meanwhile."""
        button.setDown(True)
        self.aboutToHide.connect(lambda: button.setDown(False), Qt.ConnectionType.SingleShotConnection)
        self.popup(button.mapToGlobal(QPoint(0, button.height() + _BELOW)))
        self.setActiveAction(self._action)


class _TeammatesItem(QAbstractButton):
    """The item, with a picture, its shortcut, and a second line."""

    def __init__(self, theme: Theme, action: QWidgetAction, menu: QMenu) -> None:
        super().__init__(menu)
        self._theme = theme
        self._action = action
        self._menu = menu
        self.setFixedSize(self._needed())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(action.text())
        self.setAccessibleDescription(self._promise())
        self.clicked.connect(self._choose)

    def _promise(self) -> str:
        return self.tr("Internal chat. Customers never see it.")

    def _keys(self) -> str:
        return QKeySequence(QKeySequence.StandardKey.New).toString(QKeySequence.SequenceFormat.NativeText)

    def _needed(self) -> QSize:
        """Return the size of the design, or what the words need in this language and text size."""
        widths = [QFontMetrics(font).horizontalAdvance(words) for font, words in self._lines()]
        words = max(widths[0] + _BETWEEN + widths[1], widths[2])
        heights = self._theme.line_height(Style.BODY) + self._theme.line_height(Style.SMALL)
        return QSize(_TEXT_AT + words + _SIDE, heights + 2 * _ABOVE).expandedTo(_ITEM)

    def _lines(self) -> tuple[tuple[QFont, str], ...]:
        """Return name, keys and promise, each with its font."""
        return (
            (self._theme.font(Style.BODY, weight=600), self._action.text()),
            (self._theme.font(Style.META), self._keys()),
            (self._theme.font(Style.SMALL), self._promise()),
        )

    def _choose(self) -> None:
        self._menu.close()
        self._action.trigger()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the item."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if self.underMouse() or self._menu.activeAction() is self._action:
            painter.setBrush(QColor(tokens.bg_hover_raised))
            painter.drawRoundedRect(QRectF(self.rect()), 7, 7)
        painter.setBrush(QColor(tokens.internal_bg))
        tile = mirrored(self, QRectF(_TILE_AT, (self.height() - _TILE) / 2, _TILE, _TILE))
        painter.drawRoundedRect(tile, 8, 8)
        picture = icons.pixmap("users", _ICON, tokens.internal_text, self.devicePixelRatioF())
        inset = (_TILE - _ICON) // 2
        painter.drawPixmap(tile.topLeft().toPoint() + QPoint(inset, inset), picture)
        self._paint_words(painter)

    def _paint_words(self, painter: QPainter) -> None:
        tokens = self._theme.tokens
        name, keys, promise = self._lines()
        first, second = self._theme.line_height(Style.BODY), self._theme.line_height(Style.SMALL)
        top = (self.height() - first - second) // 2
        width = self.width() - _TEXT_AT - _SIDE
        above = mirrored(self, QRectF(_TEXT_AT, top, width, first))
        below = mirrored(self, QRectF(_TEXT_AT, top + first, width, second))
        start, end = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        for (font, words), area, colour, side in (
            (name, above, tokens.text, start),
            (keys, above, tokens.text_3, end),
            (promise, below, tokens.text_2, start),
        ):
            painter.setFont(font)
            painter.setPen(QColor(colour))
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | side, words)
