"""The list at a field: people to mention, emoji for a short code. The keyboard stays in the field; the list takes some keys.

Up and Down move in it, Enter and Tab choose, Esc puts it away; the mouse chooses as well. What is current is told to screen
readers, as the list itself never has the keyboard. The composer's stands over the caret; the search has one below its field
(`search.filters`).
"""

from typing import Protocol

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import icons
from desktop.ui.avatars import paint_avatar, paint_presence_of
from desktop.ui.controls.card import POPUP_RADIUS, paint_card
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.completion import CompletionModel, Kind, Proposal, ProposalsModel, spoken

_WIDTH = 320
_PADDING = 5
_INSET = 10
_AVATAR = 28
_GLYPH = 24
_ICON = 16
_GAP = 10
_RADIUS = 7
ABOVE = 6
"""Between the list and what it stands at."""
_CHOOSING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab})
_NO_MODIFIER = Qt.KeyboardModifier.NoModifier

Index = QModelIndex | QPersistentModelIndex


class ProposalDelegate(QStyledItemDelegate):
    """Paints a line of the list."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def height(self, line: Proposal) -> int:
        """Return how high a line is."""
        small, body = self._theme.line_height(Style.SMALL), self._theme.line_height(Style.BODY)
        match line.kind:
            case Kind.HEADING:
                return small + 10
            case Kind.PERSON:
                return max(_AVATAR, body + small) + 8
            case Kind.EMOJI | Kind.CHOICE:
                return max(_GLYPH, body) + 10

    def width(self, line: Proposal) -> int:
        """Return how wide a line is where both its words stand beside each other."""
        strong, small = self._theme.font(Style.BODY, weight=500), self._theme.font(Style.SMALL)
        title = QFontMetrics(strong).horizontalAdvance(line.title)
        detail = QFontMetrics(small).horizontalAdvance(line.detail) + 2
        return 2 * _INSET + _GLYPH + _GAP + title + (_GAP + detail if line.detail else 0) + 2

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a line's size."""
        return QSize(0, self.height(index.data(ProposalsModel.LINE)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a line."""
        line: Proposal = index.data(ProposalsModel.LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(option.direction)
        inner = option.rect.adjusted(_INSET, 0, -_INSET, 0)
        if line.kind is Kind.HEADING:
            font = self._theme.font(Style.SMALL, weight=QFont.Weight.DemiBold)
            self._words(painter, inner.adjusted(0, 4, 0, 0), line.title, font, self._theme.tokens.text_2)
        else:
            ground = self._paint_ground(painter, option)
            picture = _AVATAR if line.kind is Kind.PERSON else _GLYPH
            left = QRect(inner.left(), inner.center().y() - picture // 2 + 1, picture, picture)
            place = QStyle.visualRect(option.direction, option.rect, left)
            self._paint_picture(painter, QRectF(place), line, ground)
            words = inner.adjusted(picture + _GAP, 0, 0, 0)
            self._paint_words(painter, QStyle.visualRect(option.direction, option.rect, words), line)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> str:
        tokens = self._theme.tokens
        if option.state & QStyle.StateFlag.State_Selected:
            colour = tokens.bg_selected
        elif option.state & QStyle.StateFlag.State_MouseOver:
            colour = tokens.bg_hover_raised
        else:
            return tokens.bg_raised
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawRoundedRect(option.rect.adjusted(2, 0, -2, 0), _RADIUS, _RADIUS)
        return colour

    def _paint_picture(self, painter: QPainter, place: QRectF, line: Proposal, ground: str) -> None:
        tokens = self._theme.tokens
        if line.kind is Kind.CHOICE:
            picture = icons.pixmap(line.glyph, _ICON, tokens.text_2, painter.device().devicePixelRatioF())
            aside = (_GLYPH - _ICON) / 2
            painter.drawPixmap(place.topLeft() + QPointF(aside, aside), picture)
            return
        if line.user is None:
            font = self._theme.font(Style.BODY)
            font.setPixelSize(_GLYPH - 6)
            painter.setFont(font)
            painter.setPen(QColor(tokens.text))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, line.glyph)
            return
        paint_avatar(painter, place, line.user, line.title)
        paint_presence_of(painter, place, line.presence or "", tokens, ground, painter.layoutDirection())

    def _paint_words(self, painter: QPainter, area: QRect, line: Proposal) -> None:
        tokens = self._theme.tokens
        strong, small = self._theme.font(Style.BODY, weight=500), self._theme.font(Style.SMALL)
        if line.kind in {Kind.EMOJI, Kind.CHOICE}:
            title = QFontMetrics(strong).horizontalAdvance(line.title) + _GAP
            room = max(area.width() * 2 // 3, area.width() - title)
            beside = min(room, QFontMetrics(small).horizontalAdvance(line.detail) + 2)
            first = QRect(area.left(), area.top(), area.width() - beside - _GAP, area.height())
            last = QRect(area.right() + 1 - beside, area.top(), beside, area.height())
            direction = painter.layoutDirection()
            self._words(painter, QStyle.visualRect(direction, area, first), line.title, strong, tokens.text)
            self._words(painter, QStyle.visualRect(direction, area, last), line.detail, small, tokens.text_2)
            return
        name, detail = self._theme.line_height(Style.BODY), self._theme.line_height(Style.SMALL)
        top = area.center().y() + 1 - (name + (detail if line.detail else 0)) // 2
        self._words(painter, QRect(area.left(), top, area.width(), name), line.title, strong, tokens.text)
        below = QRect(area.left(), top + name, area.width(), detail)
        self._words(painter, below, line.detail, small, tokens.text_2)

    def _words(self, painter: QPainter, area: QRect, words: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideRight, area.width())
        painter.drawText(area, Qt.AlignmentFlag.AlignLeading | Qt.AlignmentFlag.AlignVCenter, shown)


class Proposals(Protocol):
    """What a list shows."""

    lines: ProposalsModel

    @property
    def is_open(self) -> bool:
        """Whether there is something to choose from."""

    @property
    def current(self) -> int:
        """Return the current line; -1 for none."""

    def step(self, by: int) -> bool:
        """Make the next line current (`by` 1), or the one before (-1); tell whether that was done."""

    def put_away(self) -> None:
        """Show nothing more for what is being typed."""


class ProposalsPopup(QFrame):
    """The list. It is a child of the window, not a window: so the field keeps the keyboard on every system.

    Signals:
        chosen(int): a row was chosen by mouse or keyboard.
    """

    chosen = Signal(int)
    most_rows = 7

    def __init__(self, theme: Theme, model: Proposals, window: QWidget) -> None:
        super().__init__(window)
        self._theme = theme
        self._proposals = model
        self._told: Proposal | None = None
        self.list = QListView(self)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setMouseTracking(True)
        self.list.viewport().setAutoFillBackground(False)
        self.delegate = ProposalDelegate(theme, self.list)
        self.list.setItemDelegate(self.delegate)
        self.list.setModel(model.lines)
        self.list.clicked.connect(self._on_clicked)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, _PADDING, 1, _PADDING)
        column.addWidget(self.list)
        theme.changed.connect(self.update)
        self.hide()

    def takes(self, event: QKeyEvent) -> bool:
        """Do what a key means for the list; tell whether it meant anything."""
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == _NO_MODIFIER
        if not plain or not self._proposals.is_open:
            return False
        key = event.key()
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            return self._proposals.step(1 if key == Qt.Key.Key_Down else -1)
        if key in _CHOOSING:
            return self.chooses_current()
        if key == Qt.Key.Key_Escape:
            self._proposals.put_away()
            return True
        return False

    def chooses_current(self) -> bool:
        """Choose what is current; tell whether anything was."""
        row = self._proposals.current
        if not self._proposals.is_open or row < 0:
            return False
        self.chosen.emit(row)
        return True

    def wanted_height(self) -> int:
        """Return how high the list would like to be."""
        heights = [self.delegate.height(each) for each in self._proposals.lines.lines]
        return min(sum(heights), self.most_rows * max(heights, default=0)) + 2 * _PADDING

    def put_away(self) -> None:
        """Be seen no more; what is current when it shows again is told again."""
        self.hide()
        self._told = None

    def show_at(self, place: QRect) -> None:
        """Show what there is to choose from, given where in the window's coordinates."""
        self.setGeometry(place)
        self.raise_()
        self.show()
        self._show_current()

    def _show_current(self) -> None:
        row = self._proposals.current
        index = self._proposals.lines.index(row)
        self.list.setCurrentIndex(index)
        if row <= 1:
            self.list.scrollToTop()
        if row < 0:
            self._told = None
            return
        self.list.scrollTo(index)
        line = self._proposals.lines.lines[row]
        if line != self._told:
            self._told = line
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, spoken(line)))

    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        paint_card(QPainter(self), QRectF(self.rect()), POPUP_RADIUS, self._theme.tokens)


class CompletionPopup(ProposalsPopup):
    """The composer's list."""

    def __init__(self, theme: Theme, model: CompletionModel, window: QWidget) -> None:
        super().__init__(theme, model, window)
        self._model = model
        self._window = window

    def show_over(self, place: QRect) -> None:
        """Show what there is to choose from over a place, given in the window's coordinates."""
        if not self._model.is_open:
            self.put_away()
            return
        self.list.setAccessibleName(
            self.tr("People to mention") if self._model.about_people else self.tr("Emoji by their codes")
        )
        height = min(self.wanted_height(), max(place.top() - 2 * ABOVE, 0))
        width = min(_WIDTH, self._window.width() - 2 * ABOVE)
        left = place.left() if not self.isRightToLeft() else place.right() - width
        left = max(ABOVE, min(left, self._window.width() - width - ABOVE))
        self.show_at(QRect(left, place.top() - ABOVE - height, width, height))
