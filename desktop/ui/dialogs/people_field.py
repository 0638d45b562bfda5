"""A field that holds people: those chosen as chips, and behind them the place to search for the next one."""

from PySide6.QtCore import QEvent, QMargins, QObject, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QScrollArea, QWidget

from desktop.core.values import Person
from desktop.ui.controls import Chip
from desktop.ui.controls.spoken_list import SpokenList
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.names import shown_name

_RADIUS = 7
_BORDER = 5
"""From the field's edge to the chips."""
_GAP = 6
_CHIP = 26
_LEAST_EDIT = 110
"""Room that the place to write needs; with less it moves to the next line."""
_MOST_LINES = 3


class _Flow(QWidget):
    """Chips in lines, and the edit behind the last."""

    def __init__(self, theme: Theme, edit: QLineEdit, chosen: SpokenList) -> None:
        super().__init__()
        self._theme = theme
        self._edit = edit
        self._chosen = chosen
        chosen.setParent(self)
        edit.setParent(self)
        self.chips: tuple[Chip, ...] = ()

    @property
    def line(self) -> int:
        """How high a line of chips is."""
        return self._theme.taller(_CHIP, Style.BODY)

    def arrange(self, width: int) -> int:
        """Place everything for a width; return the height that takes."""
        left, top, line = 0, 0, self.line
        for chip in self.chips:
            if left and left + chip.width() > width:
                left, top = 0, top + line + _GAP
            chip.move(self._mirrored(left, chip.width(), width), top)
            left += chip.width() + _GAP
        if left and left + _LEAST_EDIT > width:
            left, top = 0, top + line + _GAP
        self._edit.setGeometry(self._mirrored(left, width - left, width), top, width - left, line)
        self._chosen.setGeometry(0, 0, width, top + line)
        self._edit.raise_()
        return top + line

    def _mirrored(self, left: int, part: int, width: int) -> int:
        """Return where a part stands that begins so far from where reading begins."""
        return left if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else width - left - part


class PeopleField(QFrame):
    """Chips and a search field in one frame.

    Signals:
        searched(str): the text changed.
        stepped(int): Down (1) or Up (-1) was pressed.
        entered(): Enter was pressed.
        taken_back(): Backspace was pressed with nothing written.
        dismissed(UserId): the cross on a chip was pressed.
        clicked(): the field was clicked.
    """

    searched = Signal(str)
    stepped = Signal(int)
    entered = Signal()
    taken_back = Signal()
    dismissed = Signal(object)
    clicked = Signal()

    def __init__(self, theme: Theme, name: str, *, hint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.edit = QLineEdit()
        self.edit.setAccessibleName(name)
        self.edit.setFrame(False)
        self.edit.setPlaceholderText(hint)
        self.edit.textChanged.connect(self.searched)
        self.edit.installEventFilter(self)
        self.setFocusProxy(self.edit)
        chosen = SpokenList()
        chosen.setAccessibleName(self.tr("Chosen people"))
        self._flow = _Flow(theme, self.edit, chosen)
        self._chosen = chosen
        self._area = QScrollArea()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._flow)
        self._area.viewport().setAutoFillBackground(False)
        self._flow.setAutoFillBackground(False)
        layout = QHBoxLayout(self)
        self._margins = QMargins(_BORDER + 2, _BORDER, _BORDER, _BORDER)
        layout.setContentsMargins(self._margins)
        layout.addWidget(self._area)
        theme.changed.connect(self._take_theme)

    def _take_theme(self) -> None:
        self._arrange()
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        """Change sides with the direction of reading."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._arrange()

    def show_people(self, people: tuple[Person, ...]) -> None:
        """Show these people as chips."""
        held = {chip.person: chip for chip in self._flow.chips}
        self._flow.chips = tuple(
            held.pop(person.id) if person.id in held else self._chip(person) for person in people
        )
        for chip in held.values():
            chip.hide()
            chip.deleteLater()
        self._arrange()
        self._area.verticalScrollBar().setValue(self._area.verticalScrollBar().maximum())

    def _chip(self, person: Person) -> Chip:
        chip = Chip(self._theme, person.id, shown_name(person), self._chosen)
        chip.removed.connect(lambda: self.dismissed.emit(person.id))
        chip.show()
        return chip

    def _arrange(self) -> None:
        margins = self._margins
        width = self.width() - margins.left() - margins.right()
        height = self._flow.arrange(width)
        most = _MOST_LINES * (self._flow.line + _GAP) - _GAP
        if height > most:  # room for the scroll bar
            width -= self._area.verticalScrollBar().sizeHint().width()
            height = self._flow.arrange(width)
        self._flow.resize(width, height)
        self.setFixedHeight(min(height, most) + margins.top() + margins.bottom())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Arrange the chips anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take the keys that move in the list and that enter and take back people."""
        if watched is self.edit and event.type() in (QEvent.Type.FocusIn, QEvent.Type.FocusOut):
            self.update()
        if watched is self.edit and event.type() is QEvent.Type.MouseButtonPress:
            self.clicked.emit()
        if watched is self.edit and isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            return self._took(event)
        return super().eventFilter(watched, event)

    def _took(self, event: QKeyEvent) -> bool:
        match event.key():
            case Qt.Key.Key_Down | Qt.Key.Key_Up:
                self.stepped.emit(1 if event.key() == Qt.Key.Key_Down else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Backspace if not self.edit.text():
                self.taken_back.emit()
            case _:
                return False
        return True

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Write wherever the field is clicked."""
        self.edit.setFocus(Qt.FocusReason.MouseFocusReason)
        self.clicked.emit()
        super().mousePressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame, thicker with the keyboard in it."""
        tokens = self._theme.tokens
        focused = self.edit.hasFocus()
        thick = 2 if focused else 1
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(tokens.bg_field))
        painter.setPen(QPen(QColor(tokens.focus if focused else tokens.border_field), thick))
        area = QRectF(self.rect()).adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
        painter.drawRoundedRect(area, _RADIUS, _RADIUS)
