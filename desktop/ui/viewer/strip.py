"""The strip of small pictures at the viewer's foot: which there are, which is shown, and a click to another one."""

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    QSizeF,
    QSortFilterProxyModel,
    Qt,
)
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPainterPath, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui.controls.file_tile import paint_small_picture
from desktop.ui.controls.focus import Ringed
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.file_words import shown_file_name
from desktop.viewmodels.viewer import ViewerModel

_TILE = QSize(92, 60)
_CELL = QSize(100, 68)
_RADIUS = 6
_FADED = 0.6
_RING = 2

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class _Pictures(QAbstractListModel):
    """The pictures, as a list tells them."""

    def __init__(self, model: ViewerModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model

    def renew(self) -> None:
        """Tell that there are others."""
        self.beginResetModel()
        self.endResetModel()

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return how many there are."""
        return 0 if parent.isValid() else len(self._model.pictures)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a picture's name."""
        named = {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole}
        if not index.isValid() or role not in named:
            return None
        return shown_file_name(self._model.pictures[index.row()].attachment)


class _Tiles(QStyledItemDelegate):
    """Paints a small picture: the one that is shown in a ring, the others faded."""

    def __init__(self, theme: Theme, model: ViewerModel, view: "Strip") -> None:
        super().__init__(view)
        self._theme = theme
        self._model = model
        self._shows_ring = view.shows_ring

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint it."""
        tokens = self._theme.tokens
        tile = QRectF(QPointF(), QSizeF(_TILE))
        tile.moveCenter(QRectF(option.rect).center())
        shown = index.row() == self._model.at
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        outline = QPainterPath()
        outline.addRoundedRect(tile, _RADIUS, _RADIUS)
        hovered = bool(option.state & QStyle.StateFlag.State_MouseOver)
        painter.setOpacity(1.0 if shown or hovered else _FADED)
        painter.fillPath(outline, QColor(tokens.bg_chip))
        ratio = painter.device().devicePixelRatioF()
        image = self._model.small(self._model.pictures[index.row()], _TILE * ratio)
        if image is not None:
            paint_small_picture(painter, tile, image, _RADIUS)
        if shown:
            painter.setPen(QPen(QColor(tokens.focus if self._shows_ring() else tokens.accent_text), _RING))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(tile.adjusted(-_RING, -_RING, _RING, _RING), _RADIUS + 2, _RADIUS + 2)
        painter.restore()

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a cell's size."""
        return _CELL


class Strip(Ringed, QListView):
    """The strip. The keys that go from picture to picture are the viewer's."""

    def __init__(self, theme: Theme, model: ViewerModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._pictures = _Pictures(model, self)
        self.setAccessibleName(self.tr("Images in this chat"))
        # Without one between, a list asks for the number of pictures once for each that it has.
        between = QSortFilterProxyModel(self)
        between.setSourceModel(self._pictures)
        self.setModel(between)
        self.setItemDelegate(_Tiles(theme, model, self))
        self.setFlow(QListView.Flow.LeftToRight)
        self.setWrapping(False)
        self.setUniformItemSizes(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setFixedHeight(_CELL.height() + 4)
        self.viewport().setAutoFillBackground(False)
        model.pictures_changed.connect(self._renew)
        model.moved.connect(self._follow)
        model.changed.connect(self.viewport().update)
        theme.changed.connect(self.viewport().update)

    def _renew(self) -> None:
        self._pictures.renew()
        self.setFixedWidth(self.sizeHint().width())
        self._follow()

    def _follow(self) -> None:
        """Let the one that is shown stand in the middle, as far as there are others at its sides."""
        index = self.model().index(self._model.at, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index, QListView.ScrollHint.PositionAtCenter)
        self.viewport().update()

    def sizeHint(self) -> QSize:
        """Return the room of all, or as much as there is."""
        wanted = _CELL.width() * self._pictures.rowCount() + 2
        parent = self.parentWidget()
        return QSize(min(wanted, parent.width() if parent is not None else wanted), _CELL.height() + 4)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Show the one that is clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and index.isValid():
            self._model.show_at(index.row())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the one that is shown in sight."""
        super().resizeEvent(event)
        self._follow()

    def fit(self) -> None:
        """Take the room that there is."""
        self.setFixedWidth(self.sizeHint().width())
