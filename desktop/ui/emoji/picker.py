"""The emoji picker: a popup with a search, the emoji by group, and a skin tone; for what is written and for reactions.

The keyboard begins in the search field and may stay there: Down goes into the grid, arrows move in it, Enter chooses, and what is
typed is searched for. It is built when it is first opened, and kept by whoever opened it.
"""

import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QApplication, QDialog, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.ui.controls import LineField
from desktop.ui.controls.card import POPUP_RADIUS, cut_corners, round_popup
from desktop.ui.dialogs.words import Line, Words
from desktop.ui.emoji import signs
from desktop.ui.emoji.categories import CategoryTabs
from desktop.ui.emoji.footer import EmojiFooter
from desktop.ui.emoji.grid import EmojiGridView
from desktop.ui.emoji.shade import Shade
from desktop.ui.emoji.skin_tones import SkinTones
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.emoji import MOST_TYPED, EmojiBook
from desktop.viewmodels.emoji_grid import RECENT, CellRole, EmojiGrid

SIZE = QSize(348, 412)
_SIDE = 10
_FIELD = 34
_END = 4
"""Beside the scroll bar."""
_AWAY = 6
"""From what it was opened beside."""
_UP_AND_DOWN = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
_TO_THE_SIDES = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class EmojiPicker(QDialog):
    """The popup "Emoji picker".

    Signals:
        chosen(str): an emoji was chosen, in the skin tone that was wanted. It closes then, unless Shift was held.
        closed(): it is no longer open, whether anything was chosen or not.
    """

    chosen = Signal(str)
    closed = Signal()

    def __init__(self, theme: Theme, emoji: EmojiBook, choices: ChoicesModel, parent: QWidget) -> None:
        flags = Qt.WindowType
        super().__init__(parent, flags.Popup | flags.FramelessWindowHint | flags.NoDropShadowWindowHint)
        self._theme = theme
        self._parent = parent
        self._choices = choices
        self._opener: QWidget | None = None
        self._shade: Shade | None = None
        self._opened_from = QRect()
        self._in_grid = False
        emoji.keep_to(signs.can_show)
        self._grid = EmojiGrid(emoji, choices, self)
        self._cuts_corners = round_popup(self)
        self.setAccessibleName(self.tr("Emoji picker"))
        self.setWindowTitle(self.tr("Emoji picker"))
        self.setFixedSize(SIZE)
        self._field = LineField(theme, self.tr("Search emoji"), self, height=_FIELD, icon="search")
        self._field.setPlaceholderText(self.tr("Search emoji"))
        self._field.setMaxLength(MOST_TYPED)
        self._tabs = CategoryTabs(theme, self)
        self._view = EmojiGridView(theme, self._grid, self)
        self._nothing = Words(theme, Style.BODY, "text_2")
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._nothing.setWordWrap(True)
        self._nothing.setMargin(2 * _SIDE)
        self._footer = EmojiFooter(theme, SkinTones(theme, emoji, choices, self), self)
        self._lay_out()
        self._connect()
        theme.changed.connect(self.update)

    def _lay_out(self) -> None:
        field = QHBoxLayout()
        field.setContentsMargins(_SIDE - 1, _SIDE, _SIDE - 1, 0)
        field.addWidget(self._field)
        tabs = QHBoxLayout()
        tabs.setContentsMargins(_SIDE - 2, 5, _SIDE - 2, 0)
        tabs.addWidget(self._tabs)
        cells = QWidget(self)
        row = QHBoxLayout(cells)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addSpacing(_SIDE - 1)
        row.addWidget(self._view, 1)
        row.addSpacing(_END - 1)
        self._shown = QStackedLayout()
        self._shown.addWidget(cells)
        self._shown.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 1, 1, 1)
        column.setSpacing(0)
        for part in (field, tabs):
            column.addLayout(part)
        column.addWidget(Line(self._theme, "border_raised"))
        column.addLayout(self._shown, 1)
        column.addWidget(self._footer)
        QWidget.setTabOrder(self._field, self._tabs)
        QWidget.setTabOrder(self._tabs, self._view)
        QWidget.setTabOrder(self._view, self._footer)

    def _connect(self) -> None:
        self._field.installEventFilter(self)
        self._field.textChanged.connect(self._search)
        self._tabs.currentChanged.connect(self._go_to)
        self._tabs.tabBarClicked.connect(self._go_to)
        self._view.picked.connect(self._pick)
        self._view.pointed.connect(self._tell)
        self._view.left.connect(self._leave_grid)
        self._view.typed.connect(self._type)
        self._view.verticalScrollBar().valueChanged.connect(self._follow)

    def open_beside(self, area: QRect, opener: QRect | None = None) -> None:
        """Open above `area`, in coordinates of the screens, or below it where there is no room above but below is more.

        A click on `opener`, which is the area as a rule, closes it again and does no more.
        """
        self._opener = QApplication.focusWidget()
        self._opened_from = area if opener is None else opener
        self._field.clear()
        self._grid.begin()
        self._tabs.show_recent(shown=self._grid.first_row(RECENT) >= 0)
        self._forget_place()
        self.move(self._place(area))
        self._field.setFocus(Qt.FocusReason.PopupFocusReason)
        self._shade = Shade(self._theme, self._parent.window(), self.geometry(), POPUP_RADIUS)
        self.show()

    def _place(self, area: QRect) -> QPoint:
        screen = QGuiApplication.screenAt(area.center()) or self.screen()
        room = screen.availableGeometry()
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = area.right() + 1 - SIZE.width() if mirrored else area.left()
        above, below = area.top() - _AWAY - SIZE.height(), area.bottom() + 1 + _AWAY
        fits_above = above >= room.top()
        top = above if fits_above or area.top() - room.top() > room.bottom() - area.bottom() else below
        return QPoint(
            max(room.left(), min(left, room.right() + 1 - SIZE.width())),
            max(room.top(), min(top, room.bottom() + 1 - SIZE.height())),
        )

    def _forget_place(self) -> None:
        """Begin at the top, with no cell chosen."""
        self._in_grid = False
        self._view.setCurrentIndex(self._grid.index(-1, -1))
        self._view.forget_mouse()
        self._view.scrollToTop()
        self._follow()
        self._tell()

    def _search(self, query: str) -> None:
        self._grid.search(query)
        self._forget_place()
        searching = bool(self._grid.query)
        self._tabs.light(lit=not searching)
        nothing = searching and not self._grid.rowCount()
        self._shown.setCurrentIndex(1 if nothing else 0)
        self._nothing.setText(
            self.tr("No emoji found for “%1”").replace("%1", self._grid.query) if nothing else ""
        )
        if nothing:
            self._say(self._nothing.text())
        elif searching:
            self._view.setCurrentIndex(self._grid.first_cell())

    def _say(self, words: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._field, words))

    def _go_to(self, section: int) -> None:
        self._field.clear()
        self._view.show_section(section)
        self._show_tab(section)

    def _follow(self) -> None:
        """Let the tab be that of what is in sight."""
        self._show_tab(self._view.section_at_top())

    def _show_tab(self, section: int) -> None:
        blocked = self._tabs.blockSignals(True)  # noqa: FBT003 - Qt's
        self._tabs.setCurrentIndex(section)
        self._tabs.blockSignals(blocked)

    def _tell(self) -> None:
        index = self._view.shown()
        if not index.isValid():
            self._footer.tell("", "", "")
            return
        self._footer.tell(index.data(), index.data(CellRole.NAME), index.data(CellRole.CODE))
        if index == self._view.currentIndex() and not self._grid.query:
            self._show_tab(self._grid.section_of(index.row()))

    def _pick(self, emoji: str, stays: bool) -> None:  # noqa: FBT001 - a slot
        if not stays:
            self.close()
        self._choices.used_emoji(emoji)
        self.chosen.emit(emoji)

    def _leave_grid(self) -> None:
        self._in_grid = False
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        if not self._grid.query:
            self._view.setCurrentIndex(self._grid.index(-1, -1))

    def _type(self, text: str) -> None:
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.insert(text)

    def _typed_in_field(self, event: QKeyEvent) -> bool:
        """Let arrows and Enter in the search field be the grid's; return whether the key was one of these."""
        key, plain = event.key(), not event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in _ENTER:
            self._view.pick(stays=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif key in _UP_AND_DOWN or (key in _TO_THE_SIDES and self._in_grid and plain):
            self._step(key, event.modifiers())
        else:
            self._in_grid = self._in_grid and not event.text()
            return False
        return True

    def _step(self, key: int, modifiers: Qt.KeyboardModifier) -> None:
        if self._grid.rowCount() and (self._in_grid or key not in (Qt.Key.Key_Up, Qt.Key.Key_PageUp)):
            begins = not self._in_grid and self._grid.query
            self._in_grid = True
            if not begins:
                self._view.step(Qt.Key(key), modifiers)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys of the search field that are the grid's."""
        if watched is self._field and event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._typed_in_field(event)
        return super().eventFilter(watched, event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Close at a click elsewhere; one on what opened this only closes it, instead of opening it again."""
        if not self.rect().contains(event.position().toPoint()):
            on_opener = self._opened_from.contains(event.globalPosition().toPoint())
            self.setAttribute(Qt.WidgetAttribute.WA_NoMouseReplay, on_opener)
        super().mousePressEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Give the keyboard back; where no window manager does it, to the window as well."""
        super().hideEvent(event)
        shade, self._shade = self._shade, None
        if shade is not None and shiboken6.isValid(shade):
            shade.hide()
            shade.deleteLater()
        opener, self._opener = self._opener, None
        if opener is not None and shiboken6.isValid(opener) and opener.isVisible():
            opener.setFocus(Qt.FocusReason.PopupFocusReason)
            if QGuiApplication.focusWindow() is self.windowHandle():
                opener.window().activateWindow()
        self.closed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut the corners where they would be black."""
        super().resizeEvent(event)
        if self._cuts_corners:
            cut_corners(self, QRectF(self.rect()), POPUP_RADIUS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card and the ground of its foot."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._cuts_corners:
            painter.fillRect(self.rect(), QColor(tokens.border_raised))
        card = QPainterPath()
        card.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), POPUP_RADIUS, POPUP_RADIUS)
        painter.fillPath(card, QColor(tokens.bg_raised))
        painter.save()
        painter.setClipRect(self._footer.geometry().adjusted(-1, 0, 1, 1))
        painter.fillPath(card, QColor(tokens.bg_panel))
        painter.restore()
        painter.setPen(QPen(QColor(tokens.border_raised), 1))
        painter.drawPath(card)
