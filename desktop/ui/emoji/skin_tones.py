"""The choice of a skin tone: six hands, of which one is chosen for every emoji that has a skin."""

from PySide6.QtCore import QObject, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAccessibleWidget, QButtonGroup, QHBoxLayout, QRadioButton, QWidget

from desktop.ui.controls.focus import by_keyboard
from desktop.ui.emoji import signs
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.emoji import EmojiBook

SIZE = QSize(25, 28)
EMOJI = 18
_HAND = "✋"
_RADIUS = 6
_RING = 2


class SkinTones(QWidget):
    """The radio group "Skin tone"."""

    def __init__(
        self, theme: Theme, book: EmojiBook, choices: ChoicesModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._choices = choices
        self.setAccessibleName(self.tr("Skin tone"))
        names = (
            self.tr("Usual yellow"),
            self.tr("Light skin tone"),
            self.tr("Medium-light skin tone"),
            self.tr("Medium skin tone"),
            self.tr("Medium-dark skin tone"),
            self.tr("Dark skin tone"),
        )
        self._group = QButtonGroup(self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for tone, name in enumerate(names):
            button = _Tone(theme, book.toned(_HAND, tone), name, self)
            self._group.addButton(button, tone)
            row.addWidget(button)
        self._group.idToggled.connect(self._choose)
        choices.changed.connect(self._show)
        self._show()

    def _choose(self, tone: int, chosen: bool) -> None:  # noqa: FBT001 - Qt's signal
        if chosen:
            self._choices.choose(skin_tone=tone)

    def _show(self) -> None:
        chosen = self._group.button(self._choices.choices.skin_tone)
        chosen.setChecked(True)
        for (
            button
        ) in self._group.buttons():  # the chosen one is where the keyboard comes to; arrows go on from there
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus if button is chosen else Qt.FocusPolicy.NoFocus)


class _Tone(QRadioButton):
    """One hand."""

    def __init__(self, theme: Theme, emoji: str, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._emoji = emoji
        self._ring = False
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(SIZE)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.update)

    def hitButton(self, position: QPoint) -> bool:
        """All of it may be clicked."""
        return self.rect().contains(position)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring if the keyboard came here."""
        self._ring = by_keyboard(event)
        super().focusInEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the hand, framed if it is the chosen one, and its frame heavier with the keyboard."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect())
        if self.isChecked() or self.underMouse():
            painter.setPen(QPen(QColor(tokens.focus), _RING) if self.isChecked() else Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.bg_selected if self.isChecked() else tokens.bg_hover_raised))
            painter.drawRoundedRect(area.adjusted(1, 1, -1, -1), _RADIUS, _RADIUS)
        if self._ring and self.hasFocus():
            painter.setPen(QPen(QColor(tokens.text), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(area.adjusted(3, 3, -3, -3), _RADIUS - 2, _RADIUS - 2)
        painter.setPen(QColor(tokens.text))
        signs.paint(painter, area, self._emoji, signs.font(self._theme, EMOJI))


def _readable(_name: str, widget: QObject) -> QAccessibleInterface | None:
    """Tell Qt that the hands are a group; it keeps the interface and deletes it with the widget."""
    if not isinstance(widget, SkinTones):
        return None
    return QAccessibleWidget(widget, QAccessible.Role.Grouping, widget.accessibleName())


QAccessible.installFactory(_readable)
