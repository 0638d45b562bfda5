"""The popover that says exactly who can read a message, and who of them has: a sentence, and the people one below the other."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import icons
from desktop.ui.avatars import paint_avatar
from desktop.ui.controls.card import POPUP_RADIUS, cut_corners, round_popup
from desktop.ui.controls.leading import LeadingLabel
from desktop.ui.theme.theme import Style, Theme
from desktop.ui.timeline.raised import SHADOW, paint_raised
from desktop.viewmodels.audience import Audience, Listener, Standing
from desktop.viewmodels.lines import LinesModel
from desktop.viewmodels.timeline import TimelineModel

if TYPE_CHECKING:
    from desktop.ui.timeline.view import TimelineView  # over which it lies

WIDTH = 340
SIDE = 14
AVATAR = 24
GAP = 10
YOU_GAP = 6
TICK = 15
ROW_PADDING = 5
MOST_ROWS = 7.5
"""Half a row shows that there are more."""
FROM_EDGE = 8

Index = QModelIndex | QPersistentModelIndex


class AudiencePopover(QFrame):
    """Who can read one message. It follows what is heard, and ends when it is closed: by Esc, or a click elsewhere."""

    def __init__(self, theme: Theme, model: TimelineModel, key: str, view: "TimelineView") -> None:
        super().__init__(view, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self._theme = theme
        self._model = model
        self._key = key
        self._view = view
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._cuts_corners = round_popup(self)
        self.setLayoutDirection(view.layoutDirection())
        self.setAccessibleName(self.tr("Who can read this"))
        self.setFixedWidth(WIDTH + 2 * SHADOW)
        self._sentence = _words(self.tr("How many can read it"), self)
        self._caution = _words(self.tr("How old this is"), self)
        self.people: LinesModel[Listener] = LinesModel(lambda each: each.person.id, _texts, self)
        self._list = AudienceView(theme, self.people, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(SHADOW, SHADOW + 10, SHADOW, SHADOW + 6)
        column.setSpacing(0)
        for words in (self._sentence, self._caution):
            words.setContentsMargins(SIDE, 0, SIDE, 6)
            column.addWidget(words)
        column.addWidget(self._list)
        model.changed.connect(self._refresh)
        model.details_changed.connect(self._refresh)
        model.opened.connect(self.close)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self._refresh()

    def open_beside(self, area: QRect) -> None:
        """Show it under a place of the screen, or above it where there is more room."""
        self.adjustSize()
        size = self.sizeHint().expandedTo(self.minimumSize())
        screen = self.screen().availableGeometry() if self.screen() is not None else area
        below, above = area.bottom() - SHADOW, area.top() - size.height() + SHADOW
        fits = below + size.height() <= screen.bottom()
        top = below if fits else max(screen.top(), above)
        inner = QRect(
            area.left() + FROM_EDGE, top, max(area.width() - 2 * FROM_EDGE, size.width()), size.height()
        )
        place = QRect(QPoint(inner.left() + 64 - FROM_EDGE - SHADOW, top), size)
        self.setGeometry(QStyle.visualRect(self._view.layoutDirection(), inner, place))
        self.show()
        self._list.setFocus(Qt.FocusReason.PopupFocusReason)

    def _refresh(self) -> None:
        entry = self._view.row_actions.entry(self._key)
        if entry is None or entry.deleted:
            self.close()
            return
        audience = self._model.audience(entry)
        self._sentence.setText(audience.sentence)
        self._caution.setText(audience.caution)
        self._caution.setVisible(bool(audience.caution))
        for words in (self._sentence, self._caution):
            words.setFixedHeight(max(0, words.heightForWidth(WIDTH)))
        self.setAccessibleDescription(_described(audience))
        self.people.show(audience.people)

    def _take_theme(self) -> None:
        tokens = self._theme.tokens
        for words, colour, style in (
            (self._sentence, tokens.text, Style.BODY),
            (self._caution, tokens.warn_text, Style.SMALL),
        ):
            words.setFont(self._theme.font(style))
            palette = words.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
            words.setPalette(palette)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close with Esc, or with the key that confirms: there is nothing to be chosen here."""
        if event.key() in {Qt.Key.Key_Escape, Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.close()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Cut off what would be black."""
        super().resizeEvent(event)
        if self._cuts_corners:
            surface = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
            cut_corners(self, surface, POPUP_RADIUS)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the surface."""
        surface = QRectF(self.rect()).adjusted(SHADOW, SHADOW, -SHADOW, -SHADOW)
        paint_raised(QPainter(self), surface, POPUP_RADIUS, self._theme.tokens)


class AudienceView(QListView):
    """The list of them."""

    def __init__(self, theme: Theme, people: LinesModel[Listener], parent: QWidget) -> None:
        super().__init__(parent)
        self._delegate = AudienceDelegate(theme, self)
        self.setAccessibleName(self.tr("People who can read this"))
        self.setModel(people)
        self.setItemDelegate(self._delegate)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setUniformItemSizes(True)
        self.viewport().setAutoFillBackground(False)
        people.modelReset.connect(self._fit)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(round(self._delegate.height() * min(MOST_ROWS, max(1, self.model().rowCount()))))
        self.viewport().update()


class AudienceDelegate(QStyledItemDelegate):
    """Paints a person: avatar, name, who is oneself, and at the other edge whether they have read it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def height(self) -> int:
        """Return how high a row is."""
        return max(AVATAR, QFontMetrics(self._theme.font(Style.BODY)).height()) + 2 * ROW_PADDING

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a row's size."""
        return QSize(0, self.height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        one: Listener = index.data(LinesModel.LINE)
        row: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(self._theme.tokens.focus), 2))
            painter.drawRoundedRect(row.adjusted(5, 1, -5, -1), 8, 8)
        avatar = QRect(row.left() + SIDE, row.top() + (row.height() - AVATAR) // 2, AVATAR, AVATAR)
        paint_avatar(painter, QRectF(self._there(option, avatar)), one.person.id, one.name)
        self._paint_words(painter, option, one)
        painter.restore()

    def _paint_words(self, painter: QPainter, option: QStyleOptionViewItem, one: Listener) -> None:
        tokens, row = self._theme.tokens, option.rect
        centred, leading = Qt.AlignmentFlag.AlignVCenter, Qt.AlignmentFlag.AlignLeading
        small = QFontMetrics(self._theme.font(Style.SMALL))
        told = one.told
        wide = small.horizontalAdvance(told) + (TICK + 4 if one.standing is Standing.READ else 0)
        right = QRect(row.right() + 1 - SIDE - wide, row.top(), wide, row.height())
        painter.setFont(self._theme.font(Style.SMALL))
        painter.setPen(QColor(tokens.text_3))
        trailing = Qt.AlignmentFlag.AlignTrailing
        painter.drawText(self._there(option, right), self._as_read(option, centred | trailing), told)
        if one.standing is Standing.READ:
            picture = icons.pixmap(
                "check-check", TICK, tokens.accent_text, painter.device().devicePixelRatioF(), 2
            )
            place = QRect(right.left(), row.top() + (row.height() - TICK) // 2, TICK, TICK)
            painter.drawPixmap(self._there(option, place).topLeft(), picture)
        left = row.left() + SIDE + AVATAR + GAP
        room = right.left() - GAP - left
        you = self.tr("you") if one.is_me else ""
        painter.setFont(self._theme.font(Style.BODY))
        metrics = painter.fontMetrics()
        room -= metrics.horizontalAdvance(you) + YOU_GAP
        name = metrics.elidedText(one.name, Qt.TextElideMode.ElideRight, room)
        place = QRect(left, row.top(), room, row.height())
        painter.setPen(QColor(tokens.text))
        painter.drawText(self._there(option, place), self._as_read(option, centred | leading), name)
        left += metrics.horizontalAdvance(name) + YOU_GAP
        place = QRect(left, row.top(), metrics.horizontalAdvance(you), row.height())
        painter.setPen(QColor(tokens.text_3))
        painter.drawText(self._there(option, place), self._as_read(option, centred | leading), you)

    @staticmethod
    def _there(option: QStyleOptionViewItem, place: QRect) -> QRect:
        return QStyle.visualRect(option.direction, option.rect, place)

    @staticmethod
    def _as_read(option: QStyleOptionViewItem, flags: Qt.AlignmentFlag) -> Qt.AlignmentFlag:
        return QStyle.visualAlignment(option.direction, flags) | Qt.AlignmentFlag.AlignVCenter


def _words(name: str, parent: QWidget) -> QLabel:
    made = LeadingLabel(parent)
    made.setAccessibleName(name)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(True)
    return made


def _described(audience: Audience) -> str:
    return " ".join(part for part in (audience.sentence, audience.caution, audience.readers) if part)


def _texts(one: Listener, role: int) -> object:
    if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
        return f"{one.name}, {one.told}"
    return None
