"""Who is in the chat already, each with a lock: nobody can be taken out."""

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui import icons
from desktop.ui.avatars import paint_avatar
from desktop.ui.controls.focus import AreaRing
from desktop.ui.dialogs.words import leading
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.edit_participants import PresentLine
from desktop.viewmodels.lines import LinesModel

_ROW = 38
_PADDING = 12
_AVATAR = 26
_GAP = 10
_LOCK = 14
_WORD_GAP = 8
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
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)

        def placed(area: QRect) -> QRect:
            return QStyle.visualRect(option.direction, row, area)

        middle = row.top() + row.height() // 2
        avatar = QRect(row.left() + _PADDING, middle - _AVATAR // 2, _AVATAR, _AVATAR)
        paint_avatar(painter, QRectF(placed(avatar)), line.person.id, line.name)
        lock = QRect(row.right() + 1 - _PADDING - _LOCK, middle - _LOCK // 2, _LOCK, _LOCK)
        picture = icons.pixmap("lock", _LOCK, tokens.text_3, painter.device().devicePixelRatio())
        painter.drawPixmap(placed(lock).topLeft(), picture)
        left = avatar.right() + 1 + _GAP
        self._paint_texts(
            painter, option, QRect(left, row.top(), lock.left() - _GAP - left, row.height()), line
        )
        painter.restore()

    def _paint_texts(
        self, painter: QPainter, option: QStyleOptionViewItem, area: QRect, line: PresentLine
    ) -> None:
        tokens = self._theme.tokens
        parts = [(line.name, Style.BODY, tokens.text)]
        if line.is_me:
            parts.append((self.tr("you"), Style.BODY, tokens.text_3))
        if line.started:
            parts.append((self.tr("Started this chat"), Style.SMALL, tokens.text_3))
        for words, style, colour in parts:
            painter.setFont(self._theme.font(style))
            painter.setPen(QColor(colour))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
            painter.drawText(
                QStyle.visualRect(option.direction, option.rect, area),
                leading(option.direction) | Qt.AlignmentFlag.AlignVCenter,
                shown,
            )
            area = area.adjusted(painter.fontMetrics().horizontalAdvance(shown) + _WORD_GAP, 0, 0, 0)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a row's size."""
        return QSize(0, self.row_height())

    def row_height(self) -> int:
        """Return how high every row is."""
        return self._theme.taller(_ROW, Style.BODY)


class PresentView(QListView):
    """The list, in a rounded frame; it scrolls where there are many."""

    def __init__(self, theme: Theme, present: QAbstractItemModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(self.tr("People in this chat"))
        self.setModel(present)
        self._delegate = PresentDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.viewport().setAutoFillBackground(False)
        AreaRing(theme, self)  # the rows only tell, and none of them is current
        self._room: int | None = None
        present.modelReset.connect(self._fit)
        theme.changed.connect(self._take_theme)
        self._fit()

    def _take_theme(self) -> None:
        self.scheduleDelayedItemsLayout()
        self._fit()

    def fit(self, room: int) -> None:
        """Be as high as there are people, up to a limit, and as there is room, now and from now on."""
        self._room = room
        self._fit()

    def _fit(self) -> None:
        room = self._room
        rows, row = self.model().rowCount(), self._delegate.row_height()
        height = round(row * min(_MOST_ROWS, rows))
        if room is not None:
            height = min(height, max(room, round(row * min(_FEWEST_ROWS, rows))))
        self.setFixedHeight(height)
