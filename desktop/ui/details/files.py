"""The files of a chat as rows: a small picture or a tile, the name, and below it how large, whose and since when.

The same rows stand in the panel, a few of them, and in the list of all files.
"""

from functools import partial

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.ui.controls import Menu
from desktop.ui.controls.file_tile import RADIUS, paint_file_tile, paint_small_picture
from desktop.ui.details.rows import Index, RowsView
from desktop.ui.dialogs.words import leading
from desktop.ui.theme.theme import Style, Theme
from desktop.ui.timeline.places import ICONS, name_of
from desktop.viewmodels.shared_files import FileLine, FileLines, SharedFilesModel

_ROW = 46
_SIDE = 16
_INSET = 8
_TILE = 32
_GAP = 10
_RADIUS = 8


class FileDelegate(QStyledItemDelegate):
    """Paints a file."""

    def __init__(self, theme: Theme, files: SharedFilesModel, view: "FilesView") -> None:
        super().__init__(view)
        self._theme = theme
        self._files = files
        self._shows_ring = view.shows_ring

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        tokens = self._theme.tokens
        line: FileLine = index.data(FileLines.LINE)
        row: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, option)
        tile = QRect(row.left() + _SIDE, row.top() + (row.height() - _TILE) // 2, _TILE, _TILE)
        self._paint_tile(painter, QRectF(QStyle.visualRect(option.direction, row, tile)), line)
        first, second = self._theme.line_height(Style.BODY), self._theme.line_height(Style.SMALL)
        top = row.top() + (row.height() - first - second) // 2
        words = QRect(row.left() + _SIDE + _TILE + _GAP, top, 0, first)
        words.setRight(row.right() - _SIDE)
        where = leading(option.direction) | Qt.AlignmentFlag.AlignVCenter
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        painter.setFont(self._theme.font(Style.BODY, weight=500))
        painter.setPen(QColor(tokens.text))
        name = painter.fontMetrics().elidedText(line.name, Qt.TextElideMode.ElideMiddle, words.width())
        painter.drawText(QStyle.visualRect(option.direction, row, words), where, name)
        words = QRect(words.left(), top + first, words.width(), second)
        painter.setFont(self._theme.font(Style.SMALL))
        painter.setPen(QColor(tokens.danger if line.failed else tokens.text_3))
        below = painter.fontMetrics().elidedText(line.below, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(QStyle.visualRect(option.direction, row, words), where, below)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        tokens = self._theme.tokens
        area = option.rect.adjusted(_INSET, 1, -_INSET, -1)
        if option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.bg_hover))
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)
        if option.state & QStyle.StateFlag.State_HasFocus and self._shows_ring():
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)

    def _paint_tile(self, painter: QPainter, tile: QRectF, line: FileLine) -> None:
        points = tile.size().toSize() * painter.device().devicePixelRatioF()
        image = self._files.small(line, points)
        if image is None:
            paint_file_tile(painter, tile, line.file.attachment, self._theme)
            return
        paint_small_picture(painter, tile, image, RADIUS)
        painter.setPen(QPen(QColor(self._theme.tokens.border), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(tile.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a row's size."""
        return QSize(0, self.row_height())

    def row_height(self) -> int:
        """Return how high every row is."""
        return self._theme.taller(_ROW, Style.BODY, Style.SMALL)


class FilesView(RowsView):
    """A list of files. A click, Enter or Space opens one; the right button and the menu key offer what else there is."""

    def __init__(self, theme: Theme, files: SharedFilesModel, lines: FileLines, name: str) -> None:
        super().__init__(theme, name, lines)
        self._files = files
        self.delegate = FileDelegate(theme, files, self)
        self.setItemDelegate(self.delegate)
        self.setVerticalScrollMode(RowsView.ScrollMode.ScrollPerPixel)
        files.looks_changed.connect(self.viewport().update)

    def _line(self, index: Index) -> FileLine | None:
        return index.data(FileLines.LINE) if index.isValid() else None

    def _open(self, index: Index) -> None:
        line = self._line(index)
        if line is not None:
            self._files.open(line)

    def _offer(self, index: Index, at: QPoint) -> None:
        """Open the menu of a file, which ends when it is closed."""
        line = self._line(index)
        if line is None:
            return
        menu = Menu(self._theme, self)
        menu.setAccessibleName(line.name)
        menu.aboutToHide.connect(menu.deleteLater)
        for deed in self._files.deeds(line):
            action = menu.put(name_of(deed, self._files.place(line)), icon=ICONS[deed])
            action.triggered.connect(partial(self._files.perform, line, deed))
        menu.addSeparator()
        show = menu.put(self.tr("Show in chat"), icon="message-square")
        show.triggered.connect(partial(self._files.show_in_chat, line))
        menu.popup(at)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done with a file."""
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        index = self.indexAt(event.pos()) if by_mouse else self.currentIndex()
        below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft() + QPoint(_SIDE, 0))
        self._offer(index, event.globalPos() if by_mouse else below)
