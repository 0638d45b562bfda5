"""The list in which teammates are ticked: avatar, name, what they do, and a circle that is filled for who is chosen."""

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop.ui import icons
from desktop.ui.avatars import paint_avatar, paint_presence_of
from desktop.ui.controls.focus import ring_while_empty
from desktop.ui.dialogs.words import leading
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.people_picker import Teammate, TeammatesModel

_ROW = 46
_INSET = 10
"""Room between the card's edge and a row's background."""
_PADDING = 10
_AVATAR = 32
_GAP = 11
_TICK = 18
_RADIUS = 8

Index = QModelIndex | QPersistentModelIndex


class TeammateDelegate(QStyledItemDelegate):
    """Paints a teammate's row."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.trailing_inset = _INSET
        """Room behind a row; a scroll bar takes it where there is one."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        line: Teammate = index.data(TeammatesModel.LINE)
        row = option.rect.adjusted(_INSET, 0, -self.trailing_inset, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)

        def placed(area: QRect) -> QRect:
            return QStyle.visualRect(option.direction, option.rect, area)

        ground = self._paint_background(painter, placed(row), option, line)
        inner = row.adjusted(_PADDING, 0, -_PADDING, 0)
        avatar = QRect(inner.left(), row.center().y() - _AVATAR // 2 + 1, _AVATAR, _AVATAR)
        self._paint_person(painter, QRectF(placed(avatar)), line, ground, option.direction)
        tick = QRect(inner.right() + 1 - _TICK, row.center().y() + 1 - _TICK // 2, _TICK, _TICK)
        left = avatar.right() + 1 + _GAP
        texts = QRect(left, row.top(), tick.left() - _GAP - left, row.height())
        self._paint_texts(painter, placed(texts), line, option)
        self._paint_mark(painter, QRectF(placed(tick)), line, ground)
        painter.restore()

    def _paint_person(
        self, painter: QPainter, avatar: QRectF, line: Teammate, ground: str, reading: Qt.LayoutDirection
    ) -> None:
        paint_avatar(painter, avatar, line.person.id, line.name)
        paint_presence_of(painter, avatar, line.presence or "", self._theme.tokens, ground, reading)

    def _paint_background(
        self, painter: QPainter, row: QRect, option: QStyleOptionViewItem, line: Teammate
    ) -> str:
        """Paint what shows the current row, or the one under the mouse; return the colour that is behind it now."""
        tokens = self._theme.tokens
        if _is_current(option):
            ground = tokens.bg_selected
        elif option.state & QStyle.StateFlag.State_MouseOver and not line.locked:
            ground = tokens.bg_hover_raised
        else:
            return tokens.bg_raised
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(row, _RADIUS, _RADIUS)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(tokens.focus), 2))
            painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)
        return ground

    def _paint_texts(
        self, painter: QPainter, area: QRect, line: Teammate, option: QStyleOptionViewItem
    ) -> None:
        tokens, where = self._theme.tokens, leading(option.direction)
        name_height, title_height = (self._theme.line_height(style) for style in (Style.BODY, Style.SMALL))
        top = area.center().y() + 1 - (name_height + title_height) // 2
        if not line.person.title:
            top = area.center().y() + 1 - name_height // 2
        painter.setPen(QColor(tokens.text_dis if line.locked else tokens.text))
        painter.setFont(self._theme.font(Style.BODY, weight=500))
        _draw_line(painter, QRect(area.left(), top, area.width(), name_height), line.name, where)
        painter.setPen(QColor(tokens.text_2 if _is_current(option) else tokens.text_3))
        painter.setFont(self._theme.font(Style.SMALL))
        below = QRect(area.left(), top + name_height, area.width(), title_height)
        _draw_line(painter, below, line.person.title, where)

    def _paint_mark(self, painter: QPainter, circle: QRectF, line: Teammate, ground: str) -> None:
        tokens = self._theme.tokens
        if line.locked:
            self._paint_icon(painter, "lock", circle, tokens.text_3, 15)
            return
        if line.chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(circle)
            self._paint_icon(painter, "check", circle, tokens.on_accent, 12)
            return
        outline = tokens.text_2 if ground == tokens.bg_selected else tokens.border_control
        painter.setPen(QPen(QColor(outline), 1))
        painter.setBrush(QColor(tokens.bg_field))
        painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))

    def _paint_icon(self, painter: QPainter, name: str, area: QRectF, color: str, size: int) -> None:
        ratio = painter.device().devicePixelRatio()
        picture = icons.pixmap(name, size, color, ratio)
        corner = area.center() - QPointF(size / 2, size / 2)
        painter.drawPixmap(corner, picture)

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a row's size."""
        return QSize(0, self.row_height())

    def row_height(self) -> int:
        """Return how high every row is."""
        return self._theme.taller(_ROW, Style.BODY, Style.SMALL)


class TeammatesView(QListView):
    """The list, with nothing current until the user moves in it or searches.

    Signals:
        picked(UserId): a row was clicked, or Space or Enter pressed on it.
    """

    picked = Signal(object)

    def __init__(self, theme: Theme, teammates: TeammatesModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._empty_text = ""
        # A proxy spares a long list thousands of calls into the model with every change of a tick.
        self._proxy = QSortFilterProxyModel(self)
        self._proxy.setSourceModel(teammates)
        self.setModel(self._proxy)
        self._delegate = TeammateDelegate(theme, self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(self.tr("Teammates"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.viewport().setAutoFillBackground(False)
        ring_while_empty(theme, self)
        theme.changed.connect(self._take_theme)

    @property
    def row_height(self) -> int:
        """How high every row is."""
        return self._delegate.row_height()

    def _take_theme(self) -> None:
        self.scheduleDelayedItemsLayout()
        self.viewport().update()

    def say_when_empty(self, text: str) -> None:
        """Show these words where nobody is listed, and let screen readers know them."""
        self._empty_text = text
        self.setAccessibleDescription("" if self._proxy.rowCount() else text)
        self.viewport().update()

    def move_current(self, step: int) -> None:
        """Make the row above or below current; from nowhere, the first or the last."""
        count = self._proxy.rowCount()
        if count == 0:
            return
        here = self.currentIndex()
        row = here.row() + step if here.isValid() else (0 if step > 0 else count - 1)
        self._make_current(max(0, min(count - 1, row)))

    def choose_first(self) -> None:
        """Make the first row current that can be chosen."""
        for row in range(self._proxy.rowCount()):
            if self._proxy.flags(self._proxy.index(row, 0)) & Qt.ItemFlag.ItemIsEnabled:
                self._make_current(row)
                return

    def choose_none(self) -> None:
        """Make no row current."""
        self.setCurrentIndex(QModelIndex())

    def pick_current(self) -> bool:
        """Pick the current row; tell whether there was one."""
        return self._pick(self.currentIndex())

    def _make_current(self, row: int) -> None:
        index = self._proxy.index(row, 0)
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def _pick(self, index: QModelIndex) -> bool:
        if not index.isValid() or not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            return False
        line: Teammate = index.data(TeammatesModel.LINE)
        self.picked.emit(line.person.id)
        return True

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the keyboard is, if it was the keyboard that came here."""
        super().focusInEvent(event)
        by_key = event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}
        if by_key and not self.selectionModel().hasSelection():
            self.choose_first()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leave nobody current behind whom Enter in the field would pick."""
        super().focusOutEvent(event)
        if event.reason() in {Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason}:
            self.choose_none()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Pick with Space or Enter; everything else as in any list."""
        keys = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() in keys and self.pick_current():
            event.accept()
            return
        super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Pick the row under a left click."""
        if event.button() is Qt.MouseButton.LeftButton:
            _ = self._pick(self.indexAt(event.position().toPoint()))
        super().mouseReleaseEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the rows' width, whether there is a scroll bar or not."""
        super().resizeEvent(event)
        self._delegate.trailing_inset = max(0, _INSET - (self.width() - self.viewport().width()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, or the words for none."""
        super().paintEvent(event)
        if self._proxy.rowCount() == 0 and self._empty_text:
            painter = QPainter(self.viewport())
            painter.setPen(QColor(self._theme.tokens.text_3))
            painter.setFont(self._theme.font(Style.BODY))
            where = leading(self.layoutDirection()) | Qt.AlignmentFlag.AlignTop
            room = self.viewport().rect().adjusted(20, 14, -20, 0)
            painter.drawText(room, where | Qt.TextFlag.TextWordWrap, self._empty_text)


def _is_current(option: QStyleOptionViewItem) -> bool:
    return bool(option.state & QStyle.StateFlag.State_Selected)


def _draw_line(painter: QPainter, area: QRect, text: str, where: Qt.AlignmentFlag) -> None:
    """Draw one line of text, elided at its end."""
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    painter.drawText(area, where | Qt.AlignmentFlag.AlignVCenter, shown)
