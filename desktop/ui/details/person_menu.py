"""What one finds when one presses somebody in the panel: who they are, and what can be done with them."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QStyle, QWidget, QWidgetAction

from desktop.ui.avatars import paint_avatar, paint_presence_of
from desktop.ui.controls import Menu
from desktop.ui.dialogs.words import leading
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels import presence
from desktop.viewmodels.names import first_name
from desktop.viewmodels.participants import ParticipantLine
from desktop.viewmodels.placeholders import filled

_AVATAR = 40
_SIDE = 12
_ABOVE = 8
_GAP = 12
_LEAST = 216
_WIDEST = 480


class PersonMenu(Menu):
    """The card and the menu in one. It ends when it is closed.

    Signals:
        message_requested(UserId): the chat with them alone is wanted.
        mention_requested(Person): they are to be named in the text that is being written.
    """

    message_requested = Signal(object)
    mention_requested = Signal(object)

    def __init__(self, theme: Theme, line: ParticipantLine, parent: QWidget) -> None:
        super().__init__(theme, parent)
        person = line.person
        self.setAccessibleName(line.name)
        card = QWidgetAction(self)
        card.setDefaultWidget(PersonCard(theme, line, self))
        card.setText(card.defaultWidget().accessibleName())
        card.setEnabled(False)
        self.addAction(card)
        if not line.is_me:
            self.addSeparator()
            if person.active:
                message = self.put(filled(self.tr("Message %1"), first_name(line.name)), icon="send")
                message.triggered.connect(lambda: self.message_requested.emit(person.id))
            mention = self.put(filled(self.tr("Mention %1"), first_name(line.name)), icon="at-sign")
            mention.triggered.connect(lambda: self.mention_requested.emit(person))
        self.aboutToHide.connect(self.deleteLater)


class PersonCard(QWidget):
    """Avatar, name, what they do, and whether they are there."""

    def __init__(self, theme: Theme, line: ParticipantLine, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._line = line
        said = (line.name, self._below(), line.tag_meaning)
        self.setAccessibleName(", ".join(part for part in said if part))
        self.setMinimumSize(self.sizeHint())

    def _below(self) -> str:
        title, there = self._line.person.title, presence.label(self._line.presence)
        return filled(self.tr("%1 · %2"), title, there) if title and there else title or there

    def _lines(self) -> list[tuple[str, Style, int | None, str]]:
        """Return what stands beside the avatar: words, style, weight and colour."""
        tokens = self._theme.tokens
        lines: list[tuple[str, Style, int | None, str]] = [
            (self._line.name, Style.BODY, 600, tokens.text),
            (self._below(), Style.SMALL, None, tokens.text_2),
            (self._line.tag_meaning, Style.SMALL, None, tokens.text_2),
        ]
        return [line for line in lines if line[0]]

    def sizeHint(self) -> QSize:
        """Return the room for the words, within reason."""
        widths = [
            QFontMetrics(self._theme.font(style, weight=weight)).horizontalAdvance(words) + 1
            for words, style, weight, _colour in self._lines()
        ]
        width = _SIDE + _AVATAR + _GAP + max(widths, default=0) + _SIDE
        height = max(_AVATAR, sum(self._theme.line_height(style) for _, style, _, _ in self._lines()))
        return QSize(min(_WIDEST, max(_LEAST, width)), height + 2 * _ABOVE)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        room = self.rect().adjusted(_SIDE, 0, -_SIDE, 0)
        person = self._line.person
        avatar = QRect(room.left(), (self.height() - _AVATAR) // 2, _AVATAR, _AVATAR)
        avatar = QStyle.visualRect(self.layoutDirection(), self.rect(), avatar)
        paint_avatar(painter, QRectF(avatar), person.id, self._line.name)
        there, reading = self._line.presence or "", self.layoutDirection()
        paint_presence_of(painter, QRectF(avatar), there, tokens, tokens.bg_raised, reading)
        lines = self._lines()
        top = (self.height() - sum(self._theme.line_height(style) for _, style, _, _ in lines)) // 2
        left = room.left() + _AVATAR + _GAP
        for words, style, weight, colour in lines:
            height = self._theme.line_height(style)
            area = QRect(left, top, room.right() + 1 - left, height)
            area = QStyle.visualRect(self.layoutDirection(), self.rect(), area)
            painter.setFont(self._theme.font(style, weight=weight))
            painter.setPen(QColor(colour))
            shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, area.width())
            where = leading(self.layoutDirection()) | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(area, where, shown)
            top += height
