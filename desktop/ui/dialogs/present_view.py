"""Who is in the chat already, each with a lock: nobody can be taken out."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui import icons
from desktop.ui.avatars import paint_avatar
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.edit_participants import PresentLine
from desktop.viewmodels.lines import LinesModel

ROW = 38
_PADDING = 12
_AVATAR = 26
_GAP = 10
_LOCK = 14
_RADIUS = 8
_MOST_ROWS = 5.5
_FEWEST_ROWS = 1.5
"""Half a row shows that there are more."""

Index = QModelIndex | QPersistentModelIndex


class PresentDelegate(QStyledItemDelegate):
    """Paints a person who is in the chat."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        tokens = self._theme.tokens
        line: PresentLine = index.data(LinesModel.LINE)
        row: QRect = option.rect
        painter.save()
        if index.row():
            painter.fillRect(row.left(), row.top(), row.width(), 1, QColor(tokens.border_raised))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = row.top() + row.height() // 2
        avatar = QRectF(row.left() + _PADDING, middle - _AVATAR / 2, _AVATAR, _AVATAR)
        paint_avatar(painter, avatar, line.person.id, line.person.name)
        lock = icons.pixmap("lock", _LOCK, tokens.text_3, painter.device().devicePixelRatio())
        right = row.right() + 1 - _PADDING - _LOCK
        painter.drawPixmap(right, middle - _LOCK // 2, lock)
        left = int(avatar.right()) + _GAP
        self._paint_texts(painter, QRect(left, row.top(), right - _GAP - left, row.height()), line)
        painter.restore()

    def _paint_texts(self, painter: QPainter, area: QRect, line: PresentLine) -> None:
        tokens = self._theme.tokens
        where = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.setFont(self._theme.font(Style.BODY))
        painter.setPen(QColor(tokens.text))
        name = painter.fontMetrics().elidedText(line.person.name, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, where, name)
        area = area.adjusted(painter.fontMetrics().horizontalAdvance(name), 0, 0, 0)
        painter.setPen(QColor(tokens.text_3))
        if line.is_me:
            area.adjust(6, 0, 0, 0)
            painter.drawText(area, where, self.tr("you"))
            area.adjust(painter.fontMetrics().horizontalAdvance(self.tr("you")), 0, 0, 0)
        if line.started:
            painter.setFont(self._theme.font(Style.SMALL))
            painter.drawText(area.adjusted(10, 0, 0, 0), where, self.tr("Started this chat"))

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a row's size."""
        return QSize(0, ROW)


class PresentView(QListView):
    """The list, in a rounded frame; it scrolls where there are many."""

    def __init__(self, theme: Theme, present: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(self.tr("People in this chat"))
        self.setModel(present)
        self.setItemDelegate(PresentDelegate(theme, self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.viewport().setAutoFillBackground(False)
        present.modelReset.connect(self.fit)
        theme.changed.connect(self.viewport().update)
        self.fit()

    def fit(self, room: int | None = None) -> None:
        """Be as high as there are people, up to a limit, and as there is room."""
        rows = self.model().rowCount()
        height = round(ROW * min(_MOST_ROWS, rows))
        if room is not None:
            height = min(height, max(room, round(ROW * min(_FEWEST_ROWS, rows))))
        self.setFixedHeight(height)
