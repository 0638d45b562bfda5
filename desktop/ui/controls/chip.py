"""A chosen person: avatar, name, and a cross to take them back."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.avatars import paint_avatar
from desktop.ui.controls.buttons import IconButton
from desktop.ui.controls.mirror import mirrored
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.placeholders import filled

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
        self.remove_button = IconButton(
            theme, "x", filled(self.tr("Remove %1"), name), self, size=_CROSS, icon_size=13
        )
        self.remove_button.clicked.connect(self.removed)
        theme.changed.connect(self._fit)
        self._fit()

    @property
    def person(self) -> str:
        """Id of the person."""
        return self._person

    def _fit(self) -> None:
        self.setFixedSize(self.sizeHint())
        cross = QRectF(self.width() - _CROSS - _EDGE, (self.height() - _CROSS) // 2, _CROSS, _CROSS)
        self.remove_button.move(mirrored(self, cross).topLeft().toPoint())
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Change sides with the direction of reading."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._fit()

    def sizeHint(self) -> QSize:
        """Return the size that avatar, name and cross need."""
        words = min(_LONGEST, QFontMetrics(self._theme.font(Style.BODY)).horizontalAdvance(self._name))
        return QSize(
            _EDGE + _AVATAR + _GAP + words + 4 + _CROSS + _EDGE, self._theme.taller(_HEIGHT, Style.BODY)
        )

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, avatar and name."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.bg_chip))
        painter.drawRoundedRect(QRectF(self.rect()), self.height() / 2, self.height() / 2)
        avatar = QRectF(_EDGE, (self.height() - _AVATAR) // 2, _AVATAR, _AVATAR)
        paint_avatar(painter, mirrored(self, avatar), self._person, self._name)
        font = self._theme.font(Style.BODY)
        painter.setFont(font)
        painter.setPen(QColor(tokens.text))
        left = _EDGE + _AVATAR + _GAP
        room = self.width() - left - _CROSS - _EDGE
        name = QFontMetrics(font).elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        words = mirrored(self, QRectF(left, 0, room, self.height()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, name)
