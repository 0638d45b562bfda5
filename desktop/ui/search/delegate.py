"""Paints the rows of search results: headings with "Show all", chats, people and messages, and in them what was searched for.

Areas are worked out as for reading from left to right, and mirrored as they are painted.
"""

from typing import NamedTuple

from PySide6.QtCore import (
    QCoreApplication,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QAbstractScrollArea, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from desktop.core.values import Delivery
from desktop.ui import icons
from desktop.ui.avatars import paint_avatar, paint_group_avatar, paint_presence_of
from desktop.ui.chat_list.look import GAP_BELOW, INSET, Writing
from desktop.ui.marked_text import Ink, broken, fitted, write
from desktop.ui.search import look
from desktop.ui.search.look import ResultLook
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.lines import LinesModel
from desktop.viewmodels.marked_text import Marked
from desktop.viewmodels.search_lines import (
    Faces,
    Heading,
    MessageLine,
    PersonLine,
    ResultLine,
    SubjectLine,
    heading_words,
)

_RADIUS = 8
_TIME_GAP = 8
_COUNT_GAP = 6
_SIDE = 16
_STATUS = 15
_STATUS_GAP = 4
_RING = 2

Index = QModelIndex | QPersistentModelIndex


class Picture(NamedTuple):
    """The avatars at the beginning of a row."""

    size: int
    faces: Faces
    presence: str


class ResultDelegate(QStyledItemDelegate):
    """Paints results."""

    def __init__(self, theme: Theme, view: QAbstractScrollArea) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._look = ResultLook(theme)
        self._lines: dict[Marked, int] = {}
        """How wide the words of messages are, which decides how many lines they need."""
        self.shows_ring = False
        """Whether the keyboard's row is to be seen."""
        self.pressed = -1
        """The row that the mouse is pressed on."""
        self.under_link = False
        """The mouse is over "Show all" of the row that it is over."""
        theme.changed.connect(self._take_theme)

    def _take_theme(self) -> None:
        self._look = ResultLook(self._theme)
        self._lines.clear()
        self.sizeHintChanged.emit(QModelIndex())

    # How high rows are.

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return a row's size, with the gap to the next."""
        line: ResultLine = index.data(LinesModel.LINE)
        return QSize(0, self._height(line, first=index.row() == 0))

    def _height(self, line: ResultLine, *, first: bool) -> int:
        match line:
            case Heading():
                return self._look.heading_height(first=first)
            case SubjectLine():
                return self._look.chat.row + GAP_BELOW
            case PersonLine():
                return self._look.person_row
            case MessageLine():
                return self._look.message_height(self._lines_of(line) + bool(line.file.text))

    def _lines_of(self, line: MessageLine) -> int:
        """Return how many lines the words of a message take: one where the name of a file stands below them."""
        most = 1 if line.file.text else look.LINES
        if not line.words.text or most == 1:
            return min(most, len(line.words.text))
        wide = self._lines.get(line.words)
        if wide is None:
            wide = self._lines[line.words] = self._look.words.metrics.horizontalAdvance(line.words.text)
        row = QRect(0, 0, self._view.viewport().width(), 0)
        return 1 if wide <= self._message_texts(self._row(row)).width() else most

    def forget(self) -> None:
        """Forget what was measured of rows that are not shown any more."""
        self._lines.clear()

    # Painting.

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint a row."""
        line: ResultLine = index.data(LinesModel.LINE)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(option.rect)  # some writing reaches far above and below its line
        if isinstance(line, Heading):
            self._paint_heading(painter, line, option, first=index.row() == 0)
        else:
            row = self._row(option.rect)
            is_lit = bool(option.state & QStyle.StateFlag.State_Selected) or index.row() == self.pressed
            ground = self._paint_ground(painter, _mirrored(row, option), option, lit=is_lit)
            match line:
                case SubjectLine():
                    self._paint_subject(painter, row, line, ground, option)
                case PersonLine():
                    self._paint_person(painter, row, line, ground, option)
                case MessageLine():
                    self._paint_message(painter, row, line, option)
        painter.restore()

    def _row(self, rect: QRect) -> QRect:
        # Beside a scroll bar no more room is needed: its own is transparent.
        end = 0 if self._view.verticalScrollBar().isVisible() else INSET
        return rect.adjusted(INSET, 0, -end, -GAP_BELOW)

    def _ink(self, colour: str) -> Ink:
        tokens = self._theme.tokens
        return Ink(colour, tokens.text, tokens.match_bg)

    def _quiet(self, option: QStyleOptionViewItem) -> str:
        tokens = self._theme.tokens
        return tokens.text_2 if option.state & QStyle.StateFlag.State_Selected else tokens.text_3

    def _paint_ground(self, painter: QPainter, row: QRect, option: QStyleOptionViewItem, *, lit: bool) -> str:
        tokens = self._theme.tokens
        ground = tokens.bg_sidebar
        if lit:
            ground = tokens.bg_selected
        elif option.state & QStyle.StateFlag.State_MouseOver:
            ground = tokens.bg_hover_side
        if ground != tokens.bg_sidebar:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(ground))
            painter.drawRoundedRect(row, _RADIUS, _RADIUS)
        if self._has_ring(option):
            self._paint_ring(painter, row)
        return ground

    def _has_ring(self, option: QStyleOptionViewItem) -> bool:
        return self.shows_ring and bool(option.state & QStyle.StateFlag.State_HasFocus)

    def _paint_ring(self, painter: QPainter, area: QRect) -> None:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(self._theme.tokens.focus), _RING))
        painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), _RADIUS - 1, _RADIUS - 1)

    # A heading.

    def link_area(
        self, rect: QRect, line: ResultLine, direction: Qt.LayoutDirection, *, first: bool
    ) -> QRect:
        """Return where "Show all" stands in a row; nowhere where all is shown."""
        if not isinstance(line, Heading) or not line.more:
            return QRect()
        wide = self._look.link.metrics.horizontalAdvance(_show_all())
        top = rect.top() + self._look.heading_top(first=first)
        area = QRect(rect.right() + 1 - _SIDE - wide - 1, top, wide + 1, self._look.heading_line)
        return QStyle.visualRect(direction, rect, area)

    def _paint_heading(
        self, painter: QPainter, line: Heading, option: QStyleOptionViewItem, *, first: bool
    ) -> None:
        tokens, rect = self._theme.tokens, option.rect
        area = QRect(
            rect.left() + _SIDE,
            rect.top() + self._look.heading_top(first=first),
            rect.width() - 2 * _SIDE,
            self._look.heading_line,
        )
        link = self.link_area(rect, line, option.direction, first=first)
        if link.isValid():
            area.setWidth(area.width() - link.width() - _TIME_GAP)
            writing = self._look.link
            if self.under_link and option.state & QStyle.StateFlag.State_MouseOver:
                writing = _underlined(writing)
            _draw(painter, link, _show_all(), writing, tokens.accent_text, option)
            if self._has_ring(option):
                self._paint_ring(painter, link.adjusted(-5, -2, 5, 2))
        words = heading_words(line.part)
        wide = min(self._look.heading.metrics.horizontalAdvance(words), area.width())
        _draw(painter, _mirrored(area, option), words, self._look.heading, tokens.text_2, option)
        if line.count is not None:
            area.setLeft(area.left() + wide + _COUNT_GAP)
            number = QLocale().toString(line.count)
            _draw(painter, _mirrored(area, option), number, self._look.count, tokens.text_3, option)

    # A chat.

    def _paint_subject(
        self, painter: QPainter, row: QRect, line: SubjectLine, ground: str, option: QStyleOptionViewItem
    ) -> None:
        tokens, chat = self._theme.tokens, self._look.chat
        picture = Picture(look.AVATAR, line.line.people, line.line.presence)
        self._paint_picture(painter, row, picture, ground, option)
        texts = self._texts(row, look.AVATAR)
        top = QRect(texts.left(), row.top() + chat.title_at, texts.width(), self._look.line)
        top.setWidth(self._paint_time(painter, top, line.line.time, option) - top.left())
        self._write(painter, top, line.title, self._look.title, tokens.text, option)
        below = QRect(texts.left(), row.top() + chat.preview_at, texts.width(), self._look.line)
        self._write(painter, below, line.below, self._look.words, tokens.text_2, option)

    # Somebody.

    def _paint_person(
        self, painter: QPainter, row: QRect, line: PersonLine, ground: str, option: QStyleOptionViewItem
    ) -> None:
        tokens = self._theme.tokens
        there = "" if line.presence is None else line.presence.value
        self._paint_picture(painter, row, Picture(look.PERSON, line.faces, there), ground, option)
        texts = self._texts(row, look.PERSON)
        second = self._look.below.metrics.height() if line.below.text else 0
        top = row.top() + (row.height() - self._look.line - second) // 2
        first = QRect(texts.left(), top, texts.width(), self._look.line)
        self._write(painter, first, line.title, self._look.name, tokens.text, option)
        below = QRect(texts.left(), top + self._look.line - 1, texts.width(), second + 1)
        self._write(painter, below, line.below, self._look.below, tokens.text_2, option)

    def _paint_picture(
        self, painter: QPainter, row: QRect, picture: Picture, ground: str, option: QStyleOptionViewItem
    ) -> None:
        size, faces = picture.size, picture.faces
        place = QRect(row.left() + look.PADDING, row.top() + (row.height() - size) // 2, size, size)
        area = QRectF(_mirrored(place, option))
        if len(faces) > 1:
            front, back = faces[:2]
            paint_group_avatar(painter, area, front, back, ground, option.direction)
        elif faces:
            paint_avatar(painter, area, *faces[0])
            there, tokens = picture.presence, self._theme.tokens
            paint_presence_of(painter, area, there, tokens, ground, option.direction)

    # A message.

    def _paint_message(
        self, painter: QPainter, row: QRect, line: MessageLine, option: QStyleOptionViewItem
    ) -> None:
        tokens = self._theme.tokens
        place = QRect(row.left() + look.PADDING, row.top() + look.PADDING, look.AUTHOR, look.AUTHOR)
        paint_avatar(painter, QRectF(_mirrored(place, option)), line.author, line.face)
        texts = self._message_texts(row)
        area = QRect(texts.left(), row.top() + look.PADDING, texts.width(), self._look.line)
        end = self._paint_time(painter, area, line.time, option)
        end = self._paint_delivery(painter, area, end, line.delivery, option)
        first = QRect(area.left(), area.top(), end - area.left(), area.height())
        self._write(painter, first, Marked(line.name), self._look.name, tokens.text, option)
        area = QRect(area.left(), area.bottom() + 1, area.width(), self._look.small)
        self._write(painter, area, Marked(line.title), self._look.words, self._quiet(option), option)
        for words in broken(line.words, self._look.words, area.width(), self._lines_of(line)):
            area.translate(0, self._look.small)
            ink = self._ink(tokens.text_2)
            write(painter, _mirrored(area, option), words, self._look.words, ink, option.direction)
        if line.file.text:
            self._paint_file(painter, area.translated(0, self._look.small), line.file, option)

    def _message_texts(self, row: QRect) -> QRect:
        return self._texts(row, look.AUTHOR)

    def _paint_file(self, painter: QPainter, area: QRect, name: Marked, option: QStyleOptionViewItem) -> None:
        top = area.top() + (area.height() - look.FILE_ICON) // 2
        self._paint_icon(
            painter, QRect(area.left(), top, look.FILE_ICON, look.FILE_ICON), "paperclip", "", option
        )
        rest = area.adjusted(look.FILE_ICON + look.FILE_GAP, 0, 0, 0)
        self._write(painter, rest, name, self._look.words, self._theme.tokens.text_2, option)

    def _paint_delivery(
        self, painter: QPainter, area: QRect, end: int, delivery: Delivery, option: QStyleOptionViewItem
    ) -> int:
        """Paint what keeps a message from the others before its time; return where the room ends that is left."""
        tokens = self._theme.tokens
        icon, colour = {
            Delivery.SENT: ("", ""),
            Delivery.WAITING: ("clock", tokens.text_2),
            Delivery.ASKING: ("circle-help", tokens.warn_text),
            Delivery.STUCK: ("circle-alert", tokens.danger),
            Delivery.REFUSED: ("circle-alert", tokens.danger),
        }[delivery]
        if not icon:
            return end
        left = end + _TIME_GAP - _STATUS_GAP - _STATUS
        place = QRect(left, area.top() + (area.height() - _STATUS) // 2, _STATUS, _STATUS)
        self._paint_icon(painter, place, icon, colour, option)
        return left - _TIME_GAP

    def _paint_icon(
        self, painter: QPainter, place: QRect, icon: str, colour: str, option: QStyleOptionViewItem
    ) -> None:
        dots = painter.device().devicePixelRatio()
        picture = icons.pixmap(icon, place.width(), colour or self._quiet(option), dots)
        painter.drawPixmap(_mirrored(place, option).topLeft(), picture)

    # Words.

    def _texts(self, row: QRect, avatar: int) -> QRect:
        left = row.left() + look.PADDING + avatar + look.AVATAR_GAP
        return QRect(left, row.top(), row.right() + 1 - look.PADDING - left, row.height())

    def _paint_time(self, painter: QPainter, line: QRect, time: str, option: QStyleOptionViewItem) -> int:
        """Paint a time at the end of a line; return where the room ends that is left."""
        wide = self._look.time.metrics.horizontalAdvance(time)
        area = QRect(line.right() + 1 - wide, line.top(), wide + 1, line.height())
        _draw(painter, _mirrored(area, option), time, self._look.time, self._quiet(option), option)
        return area.left() - _TIME_GAP

    def _write(
        self,
        painter: QPainter,
        area: QRect,
        text: Marked,
        writing: Writing,
        colour: str,
        option: QStyleOptionViewItem,
    ) -> None:
        shown = fitted(text, writing, area.width())
        write(painter, _mirrored(area, option), shown, writing, self._ink(colour), option.direction)


def _show_all() -> str:
    return QCoreApplication.translate("search_results", "Show all")


def _underlined(writing: Writing) -> Writing:
    font = QFont(writing.font)
    font.setUnderline(True)
    return Writing(font)


def _draw(
    painter: QPainter, area: QRect, text: str, writing: Writing, colour: str, option: QStyleOptionViewItem
) -> None:
    """Write a word of ours, from where reading begins, cut at its end."""
    painter.setFont(writing.font)
    painter.setPen(QColor(colour))
    shown = writing.metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width())
    side = QStyle.visualAlignment(option.direction, Qt.AlignmentFlag.AlignLeading)
    flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
    painter.drawText(area, flags | Qt.TextFlag.TextSingleLine, shown)


def _mirrored(area: QRect, option: QStyleOptionViewItem) -> QRect:
    """Return where an area stands in a row that is read from right to left."""
    return QStyle.visualRect(option.direction, option.rect, area)
