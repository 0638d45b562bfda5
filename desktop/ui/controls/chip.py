"""A chosen person: avatar, name, and a cross to take them back."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.avatars import paint_avatar
from desktop.ui.controls.buttons import IconButton
from desktop.ui.theme.theme import Style, Theme

_HEIGHT = 26
_AVATAR = 20
_EDGE = 3
_GAP = 6
_CROSS = 22
_LONGEST = 220


class Chip(QWidget):
    """One person in a field of chosen people.

    Signals:
        removed(): the cross was pressed.
    """

    removed = Signal()

    def __init__(self, theme: Theme, user_id: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._person = user_id
        self._name = name
        self.setAccessibleName(name)
        self.setFixedSize(self.sizeHint())
        self.remove_button = IconButton(
            theme, "x", self.tr("Remove {name}").format(name=name), self, size=_CROSS, icon_size=13
        )
        self.remove_button.move(self.width() - _CROSS - 3, (_HEIGHT - _CROSS) // 2)
        self.remove_button.clicked.connect(self.removed)
        theme.changed.connect(self.update)

    @property
    def person(self) -> str:
        """Id of the person."""
        return self._person

    def sizeHint(self) -> QSize:
        """Return the size that avatar, name and cross need."""
        words = min(_LONGEST, QFontMetrics(self._theme.font(Style.BODY)).horizontalAdvance(self._name))
        return QSize(_EDGE + _AVATAR + _GAP + words + 4 + _CROSS + _EDGE, _HEIGHT)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, avatar and name."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.bg_chip))
        painter.drawRoundedRect(QRectF(self.rect()), _HEIGHT / 2, _HEIGHT / 2)
        paint_avatar(painter, QRectF(_EDGE, _EDGE, _AVATAR, _AVATAR), self._person, self._name)
        font = self._theme.font(Style.BODY)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        left = _EDGE + _AVATAR + _GAP
        room = self.width() - left - _CROSS - _EDGE
        name = QFontMetrics(font).elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, 0, room, _HEIGHT), Qt.AlignmentFlag.AlignVCenter, name)
