"""The people in the chat, one below the other, as high as they are many: the panel scrolls, not the list."""

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.ui.avatars import paint_avatar, paint_presence_of
from desktop.ui.details.person_menu import PersonMenu
from desktop.ui.details.rows import Index, RowsView
from desktop.ui.dialogs.words import leading
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.participants import ParticipantLine, ParticipantsModel

_ROW = 38
_SIDE = 16
_INSET = 8
"""From the panel's edge to a row's background."""
_AVATAR = 28
_GAP = 10
_TAG_HEIGHT = 18
_TAG_PADDING = 6
_RADIUS = 8


class ParticipantDelegate(QStyledItemDelegate):
    """Paints a participant: avatar, whether they are there, name, who is oneself, and from when on they see the chat."""

    def __init__(self, theme: Theme, view: "ParticipantsView") -> None:
        super().__init__(view)
        self._theme = theme
        self._shows_ring = view.shows_ring

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        tokens = self._theme.tokens
        line: ParticipantLine = index.data(ParticipantsModel.LINE)
        row: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        ground = self._paint_ground(painter, option)
        avatar = QRect(row.left() + _SIDE, row.center().y() + 1 - _AVATAR // 2, _AVATAR, _AVATAR)
        avatar = QStyle.visualRect(option.direction, row, avatar)
        paint_avatar(painter, QRectF(avatar), line.person.id, line.name)
        paint_presence_of(painter, QRectF(avatar), line.presence or "", tokens, ground, option.direction)
        right = self._paint_tag(painter, option, line.tag) if line.tag else row.right() + 1 - _SIDE
        left = row.left() + _SIDE + _AVATAR + _GAP
        self._paint_name(painter, option, QRect(left, row.top(), right - left, row.height()), line)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> str:
        """Paint what shows that a row can be pressed; return the colour that is behind it now."""
        tokens = self._theme.tokens
        area = option.rect.adjusted(_INSET, 1, -_INSET, -1)
        ground = tokens.bg_panel
        if option.state & QStyle.StateFlag.State_MouseOver:
            ground = tokens.bg_hover
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        if option.state & QStyle.StateFlag.State_HasFocus and self._shows_ring():
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
        return ground

    def _paint_tag(self, painter: QPainter, option: QStyleOptionViewItem, tag: str) -> int:
        """Paint the tag at the trailing edge; return where the name must end."""
        tokens, row = self._theme.tokens, option.rect
        painter.setFont(self._theme.font(Style.META))
        width = painter.fontMetrics().horizontalAdvance(tag) + 2 * _TAG_PADDING
        height = self._theme.taller(_TAG_HEIGHT, Style.META)
        left = row.right() + 1 - _SIDE - width
        area = QRect(left, row.top() + (row.height() - height) // 2, width, height)
        area = QStyle.visualRect(option.direction, row, area)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.bg_subtle))
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(QColor(tokens.text_2))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, tag)
        return left - _GAP

    def _paint_name(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, line: ParticipantLine
    ) -> None:
        tokens, row = self._theme.tokens, option.rect
        painter.setFont(self._theme.font(Style.BODY))
        you = self.tr("you") if line.is_me else ""
        metrics = painter.fontMetrics()
        you_width = metrics.horizontalAdvance(you) + 6 if you else 0
        name = metrics.elidedText(line.name, Qt.TextElideMode.ElideRight, area.width() - you_width)
        painter.setPen(QColor(tokens.text))
        where = leading(option.direction) | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QStyle.visualRect(option.direction, row, area), where, name)
        behind = area.adjusted(metrics.horizontalAdvance(name) + 6, 0, 0, 0)
        painter.setPen(QColor(tokens.text_3))
        painter.drawText(QStyle.visualRect(option.direction, row, behind), where, you)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a row's size."""
        return QSize(0, self.row_height())

    def row_height(self) -> int:
        """Return how high every row is."""
        return self._theme.taller(_ROW, Style.BODY)


class ParticipantsView(RowsView):
    """The list itself. A click, Enter or Space on somebody opens what there is to know and do.

    Signals:
        message_requested(UserId): the chat with somebody alone is wanted.
        mention_requested(Person): somebody is to be named in the text that is being written.
    """

    message_requested = Signal(object)
    mention_requested = Signal(object)

    def __init__(self, theme: Theme, participants: ParticipantsModel, parent: QWidget | None = None) -> None:
        super().__init__(
            theme, QCoreApplication.translate("ParticipantsView", "Participants"), participants, parent
        )
        self._delegate = ParticipantDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        participants.modelReset.connect(self._fit)
        self._fit()

    def _take_theme(self) -> None:
        self._fit()
        super()._take_theme()

    def _fit(self) -> None:
        self.setFixedHeight(self._delegate.row_height() * self.model().rowCount())

    def _open(self, index: Index) -> None:
        """Open somebody's menu under their row, ending where that ends: it reaches over the messages, not out of the window."""
        if not index.isValid():
            return
        row = self.visualRect(index)
        menu = PersonMenu(self._theme, index.data(ParticipantsModel.LINE), self)
        menu.message_requested.connect(self.message_requested)
        menu.mention_requested.connect(self.mention_requested)
        from_left = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        left = row.right() + 1 - _INSET - menu.sizeHint().width() if from_left else row.left() + _INSET
        corner = QPoint(left, row.bottom())
        menu.popup(self.viewport().mapToGlobal(corner))

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Open the same by the right button and the menu key."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        self._open(self.indexAt(event.pos()) if by_mouse else self.currentIndex())
