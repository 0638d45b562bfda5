"""The menu: rounded, with pictures before the words and keys behind them, and what takes something away in red.

It paints itself, as a style sheet can neither tell the keys from the words nor give an item a colour of its own. Where its items
are, and what keys and the mouse do with them, stays Qt's.
"""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAction,
    QColor,
    QIcon,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QMenu, QStyle, QWidget, QWidgetAction

from desktop.ui import icons
from desktop.ui.controls.card import POPUP_RADIUS, cut_corners, paint_card, round_popup
from desktop.ui.theme.theme import Style, Theme

_ITEM_RADIUS = 6
_SIDE = 10
_ICON = 16
_ICON_GAP = 9
_ARROW = 13
_PICTURE = "picture"
_DANGEROUS = "dangerous"


class Menu(QMenu):
    """A menu in the look of the design."""

    def __init__(self, theme: Theme, parent: QWidget, title: str = "") -> None:
        super().__init__(title, parent)
        self._theme = theme
        self.setWindowFlags(
            self.windowFlags() | Qt.WindowType.FramelessWindowHint | Qt.WindowType.NoDropShadowWindowHint
        )
        self._cuts_corners = round_popup(self)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def put(self, words: str, *, icon: str = "", keys: str = "", dangerous: bool = False) -> QAction:
        """Add an item with a picture by its name, and with keys, as the platform writes them, that are said and not bound.

        An & in the words, as in a name or an address, is one.
        """
        words = words.replace("&", "&&")
        action = self.addAction(f"{words}\t{keys}" if keys else words)
        action.setProperty(_PICTURE, icon)
        action.setProperty(_DANGEROUS, dangerous)
        return action

    def put_menu(self, words: str, *, icon: str = "") -> "Menu":
        """Add a menu that opens beside this one."""
        menu = Menu(self._theme, self, words)
        menu.setAccessibleName(words)
        menu.menuAction().setProperty(_PICTURE, icon)
        self.addMenu(menu)
        return menu

    def _take_theme(self) -> None:
        self.setFont(self._theme.font(Style.BODY))
        self.update()

    def _pictured(self) -> bool:
        """Whether room for a picture is kept before all words."""
        return any(
            action.property(_PICTURE) or not action.icon().isNull() or action.isCheckable()
            for action in self.actions()
        )

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the corners where they would be black."""
        super().resizeEvent(event)
        if self._cuts_corners:
            cut_corners(self, QRectF(self.rect()), POPUP_RADIUS)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the card and what is on it."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        paint_card(painter, QRectF(self.rect()), POPUP_RADIUS, tokens)
        pictured = self._pictured()
        for action in self.actions():
            area = self.actionGeometry(action)
            if (
                not action.isVisible()
                or isinstance(action, QWidgetAction)
                or not area.intersects(event.rect())
            ):
                continue
            if action.isSeparator():
                painter.fillRect(
                    area.left(), area.center().y(), area.width(), 1, QColor(tokens.border_raised)
                )
            else:
                self._paint_item(painter, action, area, pictured=pictured)

    def _paint_item(self, painter: QPainter, action: QAction, area: QRect, *, pictured: bool) -> None:
        tokens = self._theme.tokens
        if action is self.activeAction() and action.isEnabled():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.bg_hover_raised))
            painter.drawRoundedRect(QRectF(area), _ITEM_RADIUS, _ITEM_RADIUS)
        colour = tokens.danger if action.property(_DANGEROUS) else tokens.text
        if not action.isEnabled():
            colour = tokens.text_dis
        inside = area.adjusted(_SIDE, 0, -_SIDE, 0)
        if pictured:
            self._paint_picture(painter, action, self._placed(area, inside.left(), _ICON), colour)
            inside.setLeft(inside.left() + _ICON + _ICON_GAP)
        words, _, keys = action.text().replace("&&", "\0").replace("&", "").replace("\0", "&").partition("\t")
        if not keys and action.isShortcutVisibleInContextMenu():
            keys = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        painter.setFont(self._theme.font(Style.BODY))
        painter.setPen(QColor(colour))
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        place = QStyle.visualRect(self.layoutDirection(), area, inside)
        painter.drawText(place, middle | Qt.AlignmentFlag.AlignLeading, words)
        if action.menu() is not None:
            arrow = self._placed(area, inside.right() + 1 - _ARROW, _ARROW)
            name = (
                "chevron-right"
                if self.layoutDirection() is Qt.LayoutDirection.LeftToRight
                else "chevron-left"
            )
            painter.drawPixmap(arrow, icons.pixmap(name, _ARROW, tokens.text_2, self.devicePixelRatioF()))
        elif keys:
            painter.setFont(self._theme.font(Style.META))
            painter.setPen(QColor(tokens.text_3 if action.isEnabled() else tokens.text_dis))
            from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            end = Qt.AlignmentFlag.AlignLeft if from_right else Qt.AlignmentFlag.AlignRight
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # keys are written so everywhere
            painter.drawText(place, middle | end, keys)
            painter.setLayoutDirection(self.layoutDirection())

    def _paint_picture(self, painter: QPainter, action: QAction, place: QPoint, colour: str) -> None:
        ratio, name = self.devicePixelRatioF(), str(action.property(_PICTURE) or "")
        if action.isCheckable() and action.isChecked():
            name = "check"
        if name:
            quiet = self._theme.tokens.text_2 if colour == self._theme.tokens.text else colour
            painter.drawPixmap(place, icons.pixmap(name, _ICON, quiet, ratio))
        elif not action.icon().isNull():
            mode = QIcon.Mode.Normal if action.isEnabled() else QIcon.Mode.Disabled
            painter.drawPixmap(place, action.icon().pixmap(QSize(_ICON, _ICON), ratio, mode))

    def _placed(self, area: QRect, left: int, size: int) -> QPoint:
        """Return where a picture of a size stands in an item, in its middle and so far from its left, or mirrored."""
        square = QRect(left, area.top() + (area.height() - size) // 2, size, size)
        return QStyle.visualRect(self.layoutDirection(), area, square).topLeft()
