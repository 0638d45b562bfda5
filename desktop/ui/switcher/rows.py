"""The rows of the switcher: chats and people under their headings, and what else can be done, with what was typed marked."""

from PySide6.QtCore import (
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QMouseEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui import icons
from desktop.ui.avatars import paint_avatar, paint_group_avatar, paint_presence_of
from desktop.ui.chat_list.look import Writing
from desktop.ui.controls.caps import cap_height, cap_width, paint_cap
from desktop.ui.marked_text import Ink, fitted, write
from desktop.ui.shortcuts import Deed, native, window_keys
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.lines import LinesModel
from desktop.viewmodels.marked_text import Marked
from desktop.viewmodels.switcher import SwitcherModel
from desktop.viewmodels.switcher_row import Kind, Row

_ROW = 44
_HEADING = 31
_HEADING_BELOW = 5
_LINE = 15
_LINE_AT = 8
_INSET = 8
_PADDING = 10
_LINE_INSET = 16
_AVATAR = 28
_ICON = 16
_GAP = 11
_DETAIL_GAP = 11
_RADIUS = 8
_BADGE_SIDE = 5.5
_LEAST_BADGE = 18
_MOST_COUNTED = 99
_TITLE_WEIGHT = 500
_TITLE_SHARE = 0.7
"""Of the room for both: so much may the title take from what stands beside it."""
_ICONS = {Kind.SEARCH: "search", Kind.START: "plus"}
_KEYS = {Kind.SEARCH: Deed.SEARCH_CHATS, Kind.START: Deed.NEW_CHAT}

Index = QModelIndex | QPersistentModelIndex


class RowDelegate(QStyledItemDelegate):
    """Paints a row. Areas are worked out as for reading from left to right, and mirrored as they are painted."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.trailing_inset = _INSET
        """Room behind a row; a scroll bar takes it where there is one."""

    def height(self, row: Row) -> int:
        """Return how high a row is."""
        match row.kind:
            case Kind.HEADING:
                return self._theme.taller(_HEADING, Style.SMALL)
            case _:
                return self._theme.taller(_ROW, Style.BODY) + (_LINE if row.apart else 0)

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row's size."""
        return QSize(0, self.height(index.data(LinesModel.LINE)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        row: Row = index.data(LinesModel.LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        match row.kind:
            case Kind.HEADING:
                self._paint_heading(painter, row, option)
            case Kind.NOTHING:
                self._paint_nothing(painter, row, option)
            case _:
                self._paint_row(painter, row, option)
        painter.restore()

    def _paint_heading(self, painter: QPainter, row: Row, option: QStyleOptionViewItem) -> None:
        writing = Writing(self._theme.font(Style.SMALL, weight=600))
        high = self._theme.line_height(Style.SMALL)
        top = option.rect.bottom() + 1 - _HEADING_BELOW - high
        area = QRect(option.rect.left() + _LINE_INSET, top, option.rect.width() - 2 * _LINE_INSET, high)
        self._write(painter, area, Marked(row.title), writing, self._theme.tokens.text_2, option)

    def _paint_nothing(self, painter: QPainter, row: Row, option: QStyleOptionViewItem) -> None:
        area = option.rect.adjusted(_LINE_INSET, 0, -_LINE_INSET, 0)
        writing = Writing(self._theme.font(Style.BODY))
        self._write(painter, area, Marked(row.title), writing, self._theme.tokens.text_2, option)

    def _paint_row(self, painter: QPainter, row: Row, option: QStyleOptionViewItem) -> None:
        area = option.rect.adjusted(_INSET, 0, -self.trailing_inset, 0)
        if row.apart:
            line = option.rect.adjusted(_LINE_INSET, _LINE_AT, -_LINE_INSET, 0)
            colour = QColor(self._theme.tokens.border_raised)
            painter.fillRect(line.left(), line.top(), line.width(), 1, colour)
            area.setTop(area.top() + _LINE)
        ground = self._paint_ground(painter, area, option)
        inner = area.adjusted(_PADDING, 0, -_PADDING, 0)
        self._paint_picture(painter, inner, row, ground, option)
        left = inner.left() + _AVATAR + _GAP
        right = self._paint_end(painter, inner, row, option)
        self._paint_texts(painter, QRect(left, inner.top(), right - left, inner.height()), row, option)

    def _paint_ground(self, painter: QPainter, area: QRect, option: QStyleOptionViewItem) -> str:
        tokens = self._theme.tokens
        if not _is_current(option):
            return tokens.bg_raised
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.bg_selected))
        painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        return tokens.bg_selected

    def _paint_picture(
        self, painter: QPainter, inner: QRect, row: Row, ground: str, option: QStyleOptionViewItem
    ) -> None:
        tokens, reading = self._theme.tokens, option.direction
        place = QRect(inner.left(), inner.top() + (inner.height() - _AVATAR) // 2, _AVATAR, _AVATAR)
        if row.kind in _ICONS:
            around = (_AVATAR - _ICON) // 2
            at = _mirrored(place.adjusted(around, around, -around, -around), option).topLeft()
            dots = painter.device().devicePixelRatio()
            painter.drawPixmap(at, icons.pixmap(_ICONS[row.kind], _ICON, tokens.text_2, dots))
            return
        avatar = QRectF(_mirrored(place, option))
        if len(row.people) == 1:
            paint_avatar(painter, avatar, *row.people[0])
            paint_presence_of(painter, avatar, row.presence or "", tokens, ground, reading)
        elif row.people:
            front, back = row.people[:2]
            paint_group_avatar(painter, avatar, front, back, ground, reading)

    def _paint_end(self, painter: QPainter, inner: QRect, row: Row, option: QStyleOptionViewItem) -> int:
        """Paint what stands at the end, from there inwards; return where the words have to end."""
        end = inner.right() + 1
        if row.kind in _KEYS:
            keys = window_keys()[_KEYS[row.kind]]
            text, writing = native(keys[-1]), Writing(self._theme.font(Style.META))
            colour = self._theme.tokens.text_2 if _is_current(option) else self._theme.tokens.text_3
            wide = writing.metrics.horizontalAdvance(text) + 1  # or what fits by less than that is cut
            area = QRect(end - wide, inner.top(), wide, inner.height())
            self._write(painter, area, Marked(text), writing, colour, option)
            return area.left() - _GAP
        if _is_current(option):
            key = native("Enter")
            wide, high = cap_width(self._theme, key), cap_height(self._theme)
            cap = QRect(end - wide, inner.top() + (inner.height() - high) // 2, wide, high)
            paint_cap(painter, self._theme, QRectF(_mirrored(cap, option)), key)
            end = cap.left() - _GAP
        if row.unread:
            end = self._paint_badge(painter, inner, end, row, option) - _GAP
        return end

    def _paint_badge(
        self, painter: QPainter, inner: QRect, end: int, row: Row, option: QStyleOptionViewItem
    ) -> int:
        number = QLocale().toString(min(row.unread, _MOST_COUNTED))
        count = f"{number}+" if row.unread > _MOST_COUNTED else number
        font = self._theme.font(Style.META, weight=600)
        metrics = QFontMetrics(font)
        high = max(_LEAST_BADGE, metrics.height() + 2)
        wide = max(high, round(metrics.horizontalAdvance(count) + 2 * _BADGE_SIDE))
        badge = QRect(end - wide, inner.top() + (inner.height() - high) // 2, wide, high)
        place = QRectF(_mirrored(badge, option))
        painter.setPen(Qt.PenStyle.NoPen)
        tokens = self._theme.tokens
        painter.setBrush(QColor(tokens.badge_muted if row.muted else tokens.accent))
        painter.drawRoundedRect(place, high / 2, high / 2)
        painter.setFont(font)
        painter.setPen(QColor(tokens.on_accent))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextForceLeftToRight, count)
        return badge.left()

    def _paint_texts(self, painter: QPainter, area: QRect, row: Row, option: QStyleOptionViewItem) -> None:
        tokens = self._theme.tokens
        plain = row.kind in _ICONS
        strong = Writing(self._theme.font(Style.BODY, weight=None if plain else _TITLE_WEIGHT))
        small = Writing(self._theme.font(Style.SMALL))
        beside = small.metrics.horizontalAdvance(row.detail) + 1 + _DETAIL_GAP if row.detail else 0
        room = max(area.width() - beside, round(area.width() * (_TITLE_SHARE if row.detail else 1)))
        title = QRect(area.left(), area.top(), room, area.height())
        wide = self._write(painter, title, Marked(row.title, row.marked), strong, tokens.text, option)
        rest = area.adjusted(wide + _DETAIL_GAP, 0, 0, 0)
        if row.detail and rest.width() > 0:
            quiet = tokens.text_2 if _is_current(option) else tokens.text_3
            self._write(painter, rest, Marked(row.detail, row.detail_marked), small, quiet, option)

    def _write(
        self,
        painter: QPainter,
        area: QRect,
        text: Marked,
        writing: Writing,
        colour: str,
        option: QStyleOptionViewItem,
    ) -> int:
        """Write as much as there is room for, from where reading begins; return how wide that is."""
        tokens = self._theme.tokens
        shown = fitted(text, writing, area.width())
        ink = Ink(colour, tokens.text, tokens.match_bg)
        write(painter, _mirrored(area, option), shown, writing, ink, option.direction)
        return writing.metrics.horizontalAdvance(shown.text)


class RowsView(QListView):
    """The list "Matches". It never has the keyboard; what is current is told by the model.

    Signals:
        picked(int): a row was clicked.
    """

    picked = Signal(int)

    def __init__(self, theme: Theme, model: SwitcherModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._switcher = model
        self._pointed: QPointF | None = None
        self.delegate = RowDelegate(theme, self)
        self.setItemDelegate(self.delegate)
        self.setModel(model.rows)
        self.setAccessibleName(self.tr("Matches"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        # Opaque, or all that lies behind would be painted anew with every letter.
        self.viewport().setAutoFillBackground(True)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    @property
    def content_height(self) -> int:
        """Return how high all rows are together."""
        return sum(map(self.delegate.height, self._switcher.rows.lines))

    @property
    def page(self) -> int:
        """Return how many rows are seen at once."""
        return max(1, self.viewport().height() // self._theme.taller(_ROW, Style.BODY) - 1)

    def show_current(self) -> None:
        """Let the model's current row be this one's, and in sight; above the first one, its heading is, too."""
        number = self._switcher.current
        index = self.model().index(number, 0)
        self.setCurrentIndex(index)
        if not any(row.can_be_current for row in self._switcher.rows.lines[:number]):
            self.scrollToTop()
        else:
            self.scrollTo(index)

    def _take_theme(self) -> None:
        palette = self.viewport().palette()
        palette.setColor(QPalette.ColorRole.Base, QColor(self._theme.tokens.bg_raised))
        self.viewport().setPalette(palette)
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the rows' width, as far as a scroll bar leaves it."""
        super().resizeEvent(event)
        self.delegate.trailing_inset = max(0, _INSET - (self.width() - self.viewport().width()))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Make current what the mouse moves over; rows that move under a mouse at rest stay as they are."""
        place = event.globalPosition()
        if self._pointed is not None and place != self._pointed:
            self._switcher.make_current(self.indexAt(event.position().toPoint()).row())
        self._pointed = place

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Wait for the release."""
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the row under a left click."""
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self.picked.emit(index.row())
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Nothing more than a click."""
        event.accept()


def _is_current(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)


def _mirrored(area: QRect, option: QStyleOptionViewItem) -> QRect:
    return QStyle.visualRect(option.direction, option.rect, area)
