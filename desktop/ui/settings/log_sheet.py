"""The sheet of recent notifications: what was shown and what was not, of which chat, when, and why."""

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop.ui.controls import SecondaryButton
from desktop.ui.controls.focus import AreaRing
from desktop.ui.dialogs.sheet import PADDING, Sheet
from desktop.ui.dialogs.words import Words, leading
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels import times
from desktop.viewmodels.notification_log import Entry, NotificationLog

_HIGH = 52
_ABOVE = 8
_MOST = 420
_LEAST = 80
_Index = QModelIndex | QPersistentModelIndex
_ENTRY = Qt.ItemDataRole.UserRole


class LogSheet(Sheet):
    """What became of what there was to tell, the newest first; it follows what happens."""

    makes_room = True

    def __init__(self, theme: Theme, log: NotificationLog, window: QWidget) -> None:
        super().__init__(theme, self.tr("Recent notifications"), window)
        self._log = log
        self._empty = Words(
            theme, Style.BODY, "text_2", self.tr("There was nothing to tell since the program started.")
        )
        self._empty.setWordWrap(True)
        self._empty.setContentsMargins(PADDING, 8, PADDING, 18)
        self.body.addWidget(self._empty)
        self.body.addSpacing(6)
        self._list = QListWidget()
        self._list.setAccessibleName(self.tr("Shown and not shown"))
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.viewport().setAutoFillBackground(False)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._list.setItemDelegate(_EntryDelegate(theme, self._list))
        AreaRing(theme, self._list)
        self.body.addWidget(self._list)
        close = SecondaryButton(theme, self.tr("Close"))
        close.clicked.connect(self.reject)
        self.footer.addStretch(1)
        self.footer.addWidget(close)
        log.changed.connect(self._show)
        self._show()
        (self._list if self._list.count() else close).setFocus(Qt.FocusReason.PopupFocusReason)

    def _show(self) -> None:
        row = self._list.currentRow()
        self._list.clear()
        for entry in self._log.entries:
            item = QListWidgetItem()
            item.setData(_ENTRY, entry)
            item.setText(_said(entry))
            self._list.addItem(item)
        self._list.setCurrentRow(max(row, 0))
        self._list.setVisible(self._list.count() > 0)
        self._empty.setVisible(self._list.count() == 0)
        self.fit_height()

    def fit_height(self) -> None:
        """Scroll what there is no room for."""
        high = self._theme.taller(_HIGH, Style.BODY, Style.SMALL)
        needed = min(_MOST, high * self._list.count() + 2)
        self._make_high(_LEAST)
        self._make_high(max(_LEAST, min(needed, self.room_for(self._list))))

    def _make_high(self, height: int) -> None:
        self._list.setFixedHeight(height)
        layout = self.card.layout()
        if layout is not None:  # as it always is; it has to notice now what it would notice soon
            layout.activate()


class _EntryDelegate(QStyledItemDelegate):
    """Paints an entry: the chat and the time, and below what became of it."""

    def __init__(self, theme: Theme, view: QListWidget) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view

    def sizeHint(self, _option: QStyleOptionViewItem, _index: _Index) -> QSize:
        """Return the room for two lines."""
        return QSize(self._view.viewport().width(), self._theme.taller(_HIGH, Style.BODY, Style.SMALL))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Paint it."""
        entry = index.data(_ENTRY)
        if not isinstance(entry, Entry):
            return
        tokens = self._theme.tokens
        area = QRect(option.rect)
        state = option.state
        direction = self._view.layoutDirection()
        painter.save()
        if state & QStyle.StateFlag.State_Selected and self._view.hasFocus():
            painter.fillRect(area, QColor(tokens.bg_selected))
        inside = area.adjusted(PADDING, _ABOVE, -PADDING, 0)
        above, below = self._theme.line_height(Style.BODY), self._theme.line_height(Style.SMALL)
        painter.setFont(self._theme.font(Style.META))
        painter.setPen(QColor(tokens.text_2))
        when = times.clock_time(entry.at)
        wide = painter.fontMetrics().horizontalAdvance(when) + 2
        time = QRect(inside.right() + 1 - wide, inside.top(), wide, above)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QStyle.visualRect(direction, area, time), middle, when)
        first = QRect(inside.left(), inside.top(), inside.width() - wide - 10, above)
        second = QRect(inside.left(), inside.top() + above, inside.width(), below)
        for place, words, style, weight, colour in (
            (first, _title(entry), Style.BODY, 500, tokens.text),
            (second, entry.words, Style.SMALL, 400, tokens.text_2),
        ):
            painter.setFont(self._theme.font(style, weight=weight))
            painter.setPen(QColor(colour))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(QStyle.visualRect(direction, area, place), leading(direction) | middle, shown)
        painter.restore()


def _title(entry: Entry) -> str:
    title = entry.chat or QCoreApplication.translate("LogSheet", "Internal Chat")
    return f"{title} · {entry.messages}" if entry.messages > 1 else title


def _said(entry: Entry) -> str:
    return f"{_title(entry)}, {times.clock_time(entry.at)}. {entry.words}"
