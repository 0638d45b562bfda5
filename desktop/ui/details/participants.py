"""The people in the chat, one below the other, as high as they are many: the panel scrolls, not the list."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.ui.avatars import paint_avatar
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.participants import ParticipantLine
from desktop.viewmodels.lines import LinesModel

ROW = 38
_SIDE = 16
_AVATAR = 28
_GAP = 10
_TAG_HEIGHT = 18
_TAG_PADDING = 8
_FOCUS_RADIUS = 8

Index = QModelIndex | QPersistentModelIndex


class ParticipantDelegate(QStyledItemDelegate):
    """Paints a participant: avatar, name, who is oneself, and from when on they see the chat."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        line: ParticipantLine = index.data(LinesModel.LINE)
        row: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_focus(painter, option)
        middle = row.top() + row.height() // 2
        avatar = QRectF(row.left() + _SIDE, middle - _AVATAR / 2, _AVATAR, _AVATAR)
        paint_avatar(painter, avatar, line.person.id, line.person.name)
        right = self._paint_tag(painter, row, line.tag) if line.tag else row.right() + 1 - _SIDE
        left = int(avatar.right()) + _GAP
        self._paint_name(painter, QRect(left, row.top(), right - left, row.height()), line)
        painter.restore()

    def _paint_focus(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        if not option.state & QStyle.StateFlag.State_HasFocus:
            return
        painter.setPen(QPen(QColor(self._theme.tokens.focus), 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(option.rect.adjusted(9, 2, -9, -2), _FOCUS_RADIUS, _FOCUS_RADIUS)

    def _paint_tag(self, painter: QPainter, row: QRect, tag: str) -> int:
        """Paint the tag at the trailing edge; return where the name must end."""
        tokens = self._theme.tokens
        painter.setFont(self._theme.font(Style.META))
        width = painter.fontMetrics().horizontalAdvance(tag) + 2 * _TAG_PADDING
        left = row.right() + 1 - _SIDE - width
        area = QRect(left, row.top() + (row.height() - _TAG_HEIGHT) // 2, width, _TAG_HEIGHT)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.bg_subtle))
        painter.drawRoundedRect(area, 4, 4)
        painter.setPen(QColor(tokens.text_2))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, tag)
        return left - _GAP

    def _paint_name(self, painter: QPainter, area: QRect, line: ParticipantLine) -> None:
        tokens = self._theme.tokens
        painter.setFont(self._theme.font(Style.BODY))
        you = self.tr("you") if line.is_me else ""
        metrics = painter.fontMetrics()
        you_width = metrics.horizontalAdvance(you) + 6 if you else 0
        name = metrics.elidedText(line.person.name, Qt.TextElideMode.ElideRight, area.width() - you_width)
        where = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.setPen(QColor(tokens.text))
        painter.drawText(area, where, name)
        painter.setPen(QColor(tokens.text_3))
        painter.drawText(area.adjusted(metrics.horizontalAdvance(name) + 6, 0, 0, 0), where, you)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a row's size."""
        return QSize(0, ROW)


class ParticipantsView(QListView):
    """The list itself."""

    def __init__(self, theme: Theme, participants: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Participants"))
        self.setModel(participants)
        self.setItemDelegate(ParticipantDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        participants.modelReset.connect(self._fit)
        theme.changed.connect(self.viewport().update)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(ROW * self.model().rowCount())
