"""Paints a chat's row: avatars, title, time, the last words, and what needs attention. Narrow, only avatars and a count.

Areas are worked out as for reading from left to right, and mirrored as they are painted.
"""

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QToolTip,
)

from desktop.ui.avatars import paint_avatar, paint_group_avatar, paint_presence_of
from desktop.ui.chat_list.look import GAP_BELOW, INSET, RowLook, Writing
from desktop.ui.chat_list.marks import Mark, Marks
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.chat_line import ChatLine, Role
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.tips import tip

_PADDING = 8
_AVATAR = 40
_AVATAR_GAP = 10
_RADIUS = 8
_TIME_GAP = 8
_BELL = 12
_BELL_GAP = 5

Index = QModelIndex | QPersistentModelIndex


class ChatDelegate(QStyledItemDelegate):
    """Paints rows in full, or as a rail."""

    def __init__(self, theme: Theme, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._look = RowLook(theme)
        self._marks = Marks(theme, self._look)
        self.is_rail = False
        self.shows_ring = False
        """Whether the keyboard's row is to be seen."""
        self.pressed = ""
        """The chat that the mouse is pressed on."""
        theme.changed.connect(self._take_theme)

    def _take_theme(self) -> None:
        self._look = RowLook(self._theme)
        self._marks = Marks(self._theme, self._look)
        self.sizeHintChanged.emit(QModelIndex())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        line: ChatLine = index.data(Role.LINE)
        row = self._row(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self._paint_ground(painter, _mirrored(row, option), line, option)
        avatar = QRect(row.left() + _PADDING, row.top() + (row.height() - _AVATAR) // 2, _AVATAR, _AVATAR)
        self._paint_avatars(painter, QRectF(_mirrored(avatar, option)), line, ground, option.direction)
        if self.is_rail:
            self._marks.paint_on_rail(painter, row, line, ground, option)
        else:
            painter.setClipRect(option.rect)  # some writing reaches far above and below its line
            self._paint_texts(painter, self._texts(row), line, option)
        painter.restore()

    def _row(self, rect: QRect) -> QRect:
        # Beside a scroll bar no more room is needed: its own is transparent.
        end = 0 if self._view.verticalScrollBar().isVisible() else INSET
        return rect.adjusted(INSET, 0, -end, -GAP_BELOW)

    def _texts(self, row: QRect) -> QRect:
        left = row.left() + _PADDING + _AVATAR + _AVATAR_GAP
        return QRect(left, row.top(), row.right() + 1 - _PADDING - left, row.height())

    def _paint_ground(
        self, painter: QPainter, row: QRect, line: ChatLine, option: QStyleOptionViewItem
    ) -> str:
        """Paint what lies under the row; return its colour."""
        tokens = self._theme.tokens
        ground = tokens.bg_sidebar
        if option.state & QStyle.StateFlag.State_Selected or line.id == self.pressed:
            ground = tokens.bg_selected
        elif option.state & QStyle.StateFlag.State_MouseOver:
            ground = tokens.bg_hover_side
        if ground != tokens.bg_sidebar:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(row, _RADIUS, _RADIUS)
        if self.shows_ring and option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
        return ground

    def _paint_avatars(
        self, painter: QPainter, area: QRectF, line: ChatLine, ground: str, reading: Qt.LayoutDirection
    ) -> None:
        if len(line.people) == 1:
            paint_avatar(painter, area, *line.people[0])
            paint_presence_of(painter, area, line.presence, self._theme.tokens, ground, reading)
        else:
            front, back = line.people[:2]
            paint_group_avatar(painter, area, front, back, ground, reading)

    def _paint_texts(
        self, painter: QPainter, area: QRect, line: ChatLine, option: QStyleOptionViewItem
    ) -> None:
        look, tokens = self._look, self._theme.tokens
        calls = line.unread and not line.muted
        top = QRect(area.left(), area.top() + look.title_at, area.width(), look.line)
        writing = look.unread_time if calls else look.time
        wide = writing.metrics.horizontalAdvance(line.time)
        time = QRect(top.right() + 1 - wide, top.top(), wide + 1, top.height())
        quiet = tokens.text_2 if _is_selected(option) else tokens.text_3
        _write(painter, time, line.time, writing, tokens.accent_text if calls else quiet, option)
        top.setRight(time.left() - 1 - _TIME_GAP)
        self._paint_title(painter, top, line, option)
        below = QRect(area.left(), area.top() + look.preview_at, area.width(), look.line)
        below.setRight(self._marks.paint(painter, below, line, option))
        self._paint_preview(painter, below, line, tokens.text if calls else tokens.text_2, option)

    def _paint_title(
        self, painter: QPainter, area: QRect, line: ChatLine, option: QStyleOptionViewItem
    ) -> None:
        """Paint the title, and the bell of a muted chat right behind it, however short it is cut."""
        writing, tokens = self._look.title, self._theme.tokens
        room = area.adjusted(0, 0, -(_BELL + _BELL_GAP), 0) if line.muted else area
        _write(painter, room, isolated(line.title), writing, tokens.text, option)
        if line.muted:
            wide = min(writing.metrics.horizontalAdvance(line.title), room.width())
            bell = Mark("bell-off", tokens.text_2, _BELL)
            self._marks.paint_icon(painter, area, area.left() + wide + _BELL_GAP, bell, option)

    def _paint_preview(
        self, painter: QPainter, area: QRect, line: ChatLine, colour: str, option: QStyleOptionViewItem
    ) -> None:
        writing = self._look.preview
        if not line.draft or _is_selected(option):  # the open chat's draft is to be seen in full
            _write(painter, area, line.preview, writing, colour, option)
            return
        label = QCoreApplication.translate("chat_list", "Draft:")
        wide = writing.metrics.horizontalAdvance(f"{label} ")
        _write(painter, area, label, writing, self._theme.tokens.danger, option)
        rest = area.adjusted(wide, 0, 0, 0)
        _write(painter, rest, isolated(line.draft), writing, self._theme.tokens.text_2, option)

    def is_cut(self, line: ChatLine, rect: QRect) -> bool:
        """Whether a row of that size has not enough room for the whole title."""
        taken = self._look.time.metrics.horizontalAdvance(line.time) + _TIME_GAP
        taken += _BELL + _BELL_GAP if line.muted else 0
        room = self._texts(self._row(rect)).width() - taken
        return self.is_rail or self._look.title.metrics.horizontalAdvance(line.title) > room

    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Say what a chat is called where that cannot be read."""
        line: ChatLine | None = index.data(Role.LINE) if index.isValid() else None
        if event.type() is not QEvent.Type.ToolTip or line is None:
            return False
        if self.is_cut(line, option.rect):
            QToolTip.showText(event.globalPos(), tip(isolated(line.title)), view)
        else:
            QToolTip.hideText()
        return True

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a row's size, with the gap to the next."""
        return QSize(0, (self._look.rail_row if self.is_rail else self._look.row) + GAP_BELOW)


def _is_selected(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)


def _write(
    painter: QPainter,
    area: QRect,
    text: str,
    writing: Writing,
    colour: str,
    option: QStyleOptionViewItem,
) -> None:
    """Write one line from where reading begins, cut at its end; what stands isolated in it keeps its own direction."""
    painter.setFont(writing.font)
    painter.setPen(QColor(colour))
    shown = writing.metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    if option.direction is Qt.LayoutDirection.LeftToRight:
        flags |= Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextForceLeftToRight
    else:
        flags |= Qt.AlignmentFlag.AlignRight | Qt.TextFlag.TextForceRightToLeft
    painter.drawText(_mirrored(area, option), flags | Qt.TextFlag.TextSingleLine, shown)


def _mirrored(area: QRect, option: QStyleOptionViewItem) -> QRect:
    """Return where an area stands in a row that is read from right to left."""
    return QStyle.visualRect(option.direction, option.rect, area)
