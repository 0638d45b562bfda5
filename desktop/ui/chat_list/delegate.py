"""Paints a chat's row: avatars, title, time, the last words, and what needs attention. Narrow, only avatars and a count."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.avatars import paint_avatar, paint_group_avatar
from desktop.ui.theme.theme import Style, Theme
from desktop.ui.theme.tokens import Tokens
from desktop.viewmodels.chat_line import ChatLine, Role

ROW = 60
RAIL_ROW = 56
GAP_BELOW = 2
INSET = 8
_PADDING = 8
_AVATAR = 40
_AVATAR_GAP = 10
_RADIUS = 8
_TITLE_AT = 10
_TITLE_HEIGHT = 18
_PREVIEW_AT = 30
_PREVIEW_HEIGHT = 18
_BADGE = 18
_BADGE_SIDE = 5.5
_MARK = 15
_MARK_GAP = 6
_SMALL_MARK = 12
_SMALL_MARK_GAP = 5
_TIME_GAP = 8
_MOST_COUNTED = 99

Index = QModelIndex | QPersistentModelIndex


class ChatDelegate(QStyledItemDelegate):
    """Paints rows in full, or as a rail."""

    def __init__(self, theme: Theme, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self.is_rail = False
        self.shows_ring = False
        """Whether the keyboard's row is to be seen."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        line: ChatLine = index.data(Role.LINE)
        # Beside a scroll bar no more room is needed: its own is transparent.
        end = 0 if self._view.verticalScrollBar().isVisible() else INSET
        row = option.rect.adjusted(INSET, 0, -end, -GAP_BELOW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground = self._paint_ground(painter, _mirrored(row, option), option)
        avatar = QRect(row.left() + _PADDING, row.top() + (row.height() - _AVATAR) // 2, _AVATAR, _AVATAR)
        self._paint_avatars(painter, _mirrored(avatar, option), line, ground)
        if self.is_rail:
            self._paint_rail_badge(painter, _mirrored(row, option), line, ground)
        else:
            left = avatar.right() + 1 + _AVATAR_GAP
            texts = QRect(left, row.top(), row.right() + 1 - _PADDING - left, row.height())
            self._paint_texts(painter, texts, line, option)
        painter.restore()

    def _paint_ground(self, painter: QPainter, row: QRect, option: QStyleOptionViewItem) -> str:
        """Paint what lies under the row; return its colour."""
        tokens = self._theme.tokens
        ground = tokens.bg_sidebar
        if option.state & QStyle.StateFlag.State_Selected:
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

    @staticmethod
    def _paint_avatars(painter: QPainter, area: QRect, line: ChatLine, ground: str) -> None:
        if len(line.people) == 1:
            paint_avatar(painter, QRectF(area), *line.people[0])
        else:
            front, back = line.people[:2]
            paint_group_avatar(painter, QRectF(area), front, back, ground)

    def _paint_texts(
        self, painter: QPainter, area: QRect, line: ChatLine, option: QStyleOptionViewItem
    ) -> None:
        tokens = self._theme.tokens
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        top = QRect(area.left(), area.top() + _TITLE_AT, area.width(), _TITLE_HEIGHT)
        calls = line.unread and not line.muted
        meta = self._theme.font(Style.META, weight=600 if calls else 400)
        wide = QFontMetrics(meta).horizontalAdvance(line.time)
        time = QRect(top.right() + 1 - wide, top.top(), wide + 1, top.height())
        quiet = tokens.text_2 if selected else tokens.text_3
        self._write(painter, time, line.time, meta, tokens.accent_text if calls else quiet, option)
        top.setRight(time.left() - 1 - _TIME_GAP)
        self._paint_title(painter, top, line, option)
        below = QRect(area.left(), area.top() + _PREVIEW_AT, area.width(), _PREVIEW_HEIGHT)
        below.setRight(self._paint_marks(painter, below, line, option))
        self._paint_preview(painter, below, line, tokens.text if calls else tokens.text_2, option)

    def _paint_title(
        self, painter: QPainter, area: QRect, line: ChatLine, option: QStyleOptionViewItem
    ) -> None:
        """Paint the title, and the bell of a muted chat right behind it, however short it is cut."""
        tokens = self._theme.tokens
        font = self._theme.font(Style.BODY, weight=600)
        room = area.adjusted(0, 0, -(_SMALL_MARK + _SMALL_MARK_GAP), 0) if line.muted else area
        self._write(painter, room, line.title, font, tokens.text, option)
        if line.muted:
            wide = min(QFontMetrics(font).horizontalAdvance(line.title), room.width())
            bell = QRect(area.left() + wide + _SMALL_MARK_GAP, area.top() + 3, _SMALL_MARK, _SMALL_MARK)
            self._paint_icon(painter, bell, "bell-off", tokens.text_2, option)

    def _paint_preview(
        self, painter: QPainter, area: QRect, line: ChatLine, colour: str, option: QStyleOptionViewItem
    ) -> None:
        font = self._theme.font(Style.BODY)
        if not line.draft or option.state & QStyle.StateFlag.State_Selected:
            self._write(painter, area, line.preview, font, colour, option)
            return
        label = self.tr("Draft:")
        wide = QFontMetrics(font).horizontalAdvance(f"{label} ")
        self._write(painter, area, label, font, self._theme.tokens.danger, option)
        self._write(painter, area.adjusted(wide, 0, 0, 0), line.draft, font, colour, option)

    def _paint_marks(
        self, painter: QPainter, area: QRect, line: ChatLine, option: QStyleOptionViewItem
    ) -> int:
        """Paint, from the end inwards, the count of unread messages and what is the matter; return what is left."""
        end = area.right()
        if line.unread:
            badge = QRect(0, 0, self._badge_width(line), _BADGE)
            badge.moveTopRight(area.topRight())
            self._paint_badge(painter, QRectF(_mirrored(badge, option)), line)
            end = badge.left() - _MARK_GAP
        tokens = self._theme.tokens
        if line.pinned:
            pin = QRect(end + 1 - _SMALL_MARK, area.top() + 3, _SMALL_MARK, _SMALL_MARK)
            self._paint_icon(painter, pin, "pin", tokens.text_2, option)
            end = pin.left() - _MARK_GAP
        name, colour = _status_mark(line, tokens)
        if name:
            mark = QRect(end + 1 - _MARK, area.top() + 2, _MARK, _MARK)
            self._paint_icon(painter, mark, name, colour, option)
            end = mark.left() - _MARK_GAP
        return end

    @staticmethod
    def _paint_icon(
        painter: QPainter, area: QRect, name: str, colour: str, option: QStyleOptionViewItem
    ) -> None:
        from desktop.ui import icons  # most rows have none, and the first ones are to be painted early

        picture = icons.pixmap(name, area.width(), colour, painter.device().devicePixelRatio())
        painter.drawPixmap(_mirrored(area, option).topLeft(), picture)

    def _paint_rail_badge(self, painter: QPainter, row: QRect, line: ChatLine, ground: str) -> None:
        if not line.unread:
            return
        badge = QRectF(0, 0, self._badge_width(line), _BADGE)
        badge.moveTopRight(QPointF(row.right(), row.top() + 3))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(badge.adjusted(-2, -2, 2, 2), _BADGE / 2 + 2, _BADGE / 2 + 2)
        self._paint_badge(painter, badge, line)

    def _paint_badge(self, painter: QPainter, badge: QRectF, line: ChatLine) -> None:
        tokens = self._theme.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.badge_muted if line.muted else tokens.accent))
        painter.drawRoundedRect(badge, _BADGE / 2, _BADGE / 2)
        painter.setPen(QColor(tokens.on_accent))
        painter.setFont(self._badge_font())
        painter.drawText(badge, Qt.AlignmentFlag.AlignCenter, _count(line))

    def _badge_width(self, line: ChatLine) -> int:
        wide = QFontMetrics(self._badge_font()).horizontalAdvance(_count(line))
        return max(_BADGE, round(wide + 2 * _BADGE_SIDE))

    def _badge_font(self) -> QFont:
        return self._theme.font(Style.META, weight=600)

    @staticmethod
    def _write(
        painter: QPainter, area: QRect, text: str, font: QFont, colour: str, option: QStyleOptionViewItem
    ) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, area.width())
        align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        rightward = option.direction is Qt.LayoutDirection.LeftToRight
        align |= Qt.AlignmentFlag.AlignLeft if rightward else Qt.AlignmentFlag.AlignRight
        painter.drawText(_mirrored(area, option), align | Qt.TextFlag.TextSingleLine, shown)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a row's size, with the gap to the next."""
        return QSize(0, (RAIL_ROW if self.is_rail else ROW) + GAP_BELOW)


def _status_mark(line: ChatLine, tokens: Tokens) -> tuple[str, str]:
    """Return the icon of what keeps something here that the user wrote, with its colour; empty for nothing."""
    if line.refused:
        return "circle-alert", tokens.danger
    if line.asking:
        return "circle-help", tokens.warn_text
    return ("clock", tokens.text_2) if line.waiting else ("", "")


def _count(line: ChatLine) -> str:
    return f"{_MOST_COUNTED}+" if line.unread > _MOST_COUNTED else str(line.unread)


def _mirrored(area: QRect, option: QStyleOptionViewItem) -> QRect:
    """Return where an area stands in a row that is read from right to left."""
    return QStyle.visualRect(option.direction, option.rect, area)
