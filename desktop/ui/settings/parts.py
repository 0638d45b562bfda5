"""What the pages of the settings are put together of: groups with a heading, and rows with a title, a grey line and a control.

A row's title is the accessible name of its control, and the grey line its description. Wherever a row is clicked, its switch or
its radio button is.
"""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.controls import RadioButton, Switch
from desktop.ui.dialogs.words import Icon, Line, Problem, Words
from desktop.ui.theme.theme import Style, Theme

_RADIUS = 10
_SIDE = 14
_RING = 4
"""So much room a switch and a radio button keep around them for their focus ring."""
_ABOVE = 9
_HIGH = 45
_TALL = 57
_RADIO_HIGH = 41
_RADIO_GAP = 10
_BETWEEN_GROUPS = 20
SMALL_BUTTON = 28
"""Height of a button in a row."""


class Group(QWidget):
    """Rows in a frame, under a heading."""

    def __init__(self, theme: Theme, title: str) -> None:
        super().__init__()
        self._theme = theme
        self.setAccessibleName(title)
        heading = Words(theme, Style.SMALL, "text_2", title, weight=600)
        heading.setWordWrap(True)
        heading.setContentsMargins(2, 0, 2, 0)
        self._frame = _Frame(theme)
        self._below = QVBoxLayout()
        self._below.setSpacing(0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, _BETWEEN_GROUPS)
        column.setSpacing(8)
        column.addWidget(heading)
        column.addWidget(self._frame)
        column.addLayout(self._below)

    def add(self, *rows: QWidget) -> None:
        """Put rows below the others."""
        for row in rows:
            self._frame.add(row)

    def add_choice(
        self,
        options: "Sequence[tuple[object, str, str]]",
        choose: Callable[[object], object],
        *,
        column: int = 0,
    ) -> "Choice":
        """Put radio rows below the others, of which one holds: values, titles and hints, these from a column on."""
        choice = Choice(self._theme, options, choose, column=column)
        self.add(*choice.rows)
        return choice

    def note(self, sentence: str = "", *, icon: str = "info") -> "Note":
        """Put a sentence under the frame, which takes no room while it is empty."""
        note = Note(self._theme, sentence, icon=icon)
        self._below.addWidget(note)
        return note

    def problem(self, name: str) -> Problem:
        """Put room for what went wrong under the frame, which takes none while nothing did."""
        problem = Problem(self._theme, name)
        self._below.addWidget(problem)
        return problem

    def put_below(self, *buttons: QWidget) -> None:
        """Put buttons under the frame, at its end."""
        line = QHBoxLayout()
        line.setContentsMargins(0, 12, 0, 0)
        line.setSpacing(8)
        line.addStretch(1)
        for button in buttons:
            line.addWidget(button)
        self._below.addLayout(line)


class _Frame(QWidget):
    """Holds rows, with a hairline between each two that are shown."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._rows: list[QWidget] = []
        self._lines: list[Line] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(1, 1, 1, 1)
        self._column.setSpacing(0)
        theme.changed.connect(self.update)

    def add(self, row: QWidget) -> None:
        """Put a row below the others."""
        self._lines.append(Line(self._theme, "border_raised"))
        self._column.addWidget(self._lines[-1])
        self._column.addWidget(row)
        self._rows.append(row)
        row.installEventFilter(self)
        self._part()

    def _part(self) -> None:
        """Show a line above each row that is shown but the first."""
        is_first = True
        for line, row in zip(self._lines, self._rows, strict=True):
            line.setVisible(not (row.isHidden() or is_first))
            is_first = is_first and row.isHidden()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the rows."""
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self._part()
        return super().eventFilter(watched, event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.tokens.border_raised), 1))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)


class Row(QWidget):
    """A title with a grey line below it, and a control at the end."""

    def __init__(
        self, theme: Theme, title: str, description: str = "", control: QWidget | None = None
    ) -> None:
        super().__init__()
        self._theme = theme
        self._control = control
        self._named = (control.focusProxy() or control) if control is not None else None
        """What is called by the title: a control, or the one among several parts that takes the keyboard."""
        self._title = Words(theme, Style.BODY, "text", title, weight=500)
        self._title.setWordWrap(True)
        self._description = Words(theme, Style.SMALL, "text_2")
        self._description.setWordWrap(True)
        self._words = QVBoxLayout()
        self._words.setSpacing(0)
        self._words.addStretch(1)
        self._words.addWidget(self._title)
        self._words.addWidget(self._description)
        self._words.addStretch(1)
        inset = _RING if isinstance(control, Switch) else 0
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, _ABOVE - inset, 0, _ABOVE - inset)
        self._row.setSpacing(12)
        self._row.addSpacing(_SIDE)  # a spacing, unlike a margin, changes sides with reading
        self._row.addLayout(self._words, 1)
        if control is not None:
            self._row.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
            self._title.setBuddy(control)
        if self._named is not None and not self._named.accessibleName():
            self._named.setAccessibleName(title)
        self._row.addSpacing(_SIDE - inset)
        theme.changed.connect(self._fit)
        self.describe(description)

    def describe(self, description: str) -> None:
        """Show another grey line, or none."""
        self._description.setText(description)
        self._description.setVisible(bool(description))
        if self._named is not None:
            self._named.setAccessibleDescription(description)
        self._fit()

    def put_before(self, widget: QWidget) -> None:
        """Show a picture before the words."""
        self._row.insertWidget(1, widget, 0, Qt.AlignmentFlag.AlignVCenter)

    def _fit(self) -> None:
        if self._description.text():
            self.setMinimumHeight(self._theme.taller(_TALL, Style.BODY, Style.SMALL))
        else:
            self.setMinimumHeight(self._theme.taller(_HIGH, Style.BODY))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Switch by a click on the words too."""
        _click_through(self, self._control, event)


class SwitchRow(Row):
    """Something that is on or off."""

    def __init__(self, theme: Theme, title: str, description: str, choose: Callable[[bool], object]) -> None:
        """`choose` is called when the user switches."""
        self.switch = Switch(theme, title)
        super().__init__(theme, title, description, self.switch)
        self.switch.clicked.connect(choose)

    def show_value(self, *, on: bool) -> None:
        """Show whether it is on."""
        self.switch.setChecked(on)


class Choice:
    """Radio rows of which one holds."""

    def __init__(
        self,
        theme: Theme,
        options: Sequence[tuple[object, str, str]],
        choose: Callable[[object], object],
        *,
        column: int,
    ) -> None:
        self.rows = [_RadioRow(theme, title, hint, column) for _value, title, hint in options]
        self._values = [value for value, _title, _hint in options]
        self._group = QButtonGroup(self.rows[0])
        for at, row in enumerate(self.rows):
            self._group.addButton(row.button, at)
        self._group.idClicked.connect(lambda at: choose(self._values[at]))

    def show_value(self, value: object) -> None:
        """Show which one holds."""
        self.rows[self._values.index(value)].button.setChecked(True)


class _RadioRow(QWidget):
    """A radio button with its words, and a hint beside them, or below where there is no room."""

    def __init__(self, theme: Theme, title: str, hint: str, column: int) -> None:
        super().__init__()
        self._theme = theme
        self._from_column = column
        self.button = RadioButton(theme, "")
        self.button.setFixedWidth(self.button.minimumSizeHint().width())
        self.button.setAccessibleName(title)
        self.button.setAccessibleDescription(hint)
        self._title = Words(theme, Style.BODY, "text", title, weight=500)
        self._title.setBuddy(self.button)
        self._hint = Words(theme, Style.SMALL, "text_2", hint)
        self._hint.setWordWrap(True)
        self._hint.setVisible(bool(hint))
        self._words = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._words.addWidget(self._title)
        self._words.addWidget(self._hint, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, _ABOVE - _RING, 0, _ABOVE - _RING)
        row.setSpacing(0)
        row.addSpacing(_SIDE - _RING)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addLayout(self._words, 1)
        row.addSpacing(_SIDE)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        high = self._theme.taller(_HIGH if self._from_column else _RADIO_HIGH, Style.BODY)
        self.setMinimumHeight(high)
        wide = self._title.fontMetrics().horizontalAdvance(self._title.text()) + 2
        column = round(self._from_column * self._theme.scale)
        wide = max(wide, column) if self._hint.text() else wide
        hint = self._hint.fontMetrics().horizontalAdvance(self._hint.text()) + 2
        room = self.width() - 2 * _SIDE - self.button.width()
        beside = bool(self._hint.text()) and wide + _RADIO_GAP + hint <= room
        self._title.setWordWrap(not beside)
        self._title.setMinimumWidth(wide if beside else 0)
        ways = QBoxLayout.Direction
        self._words.setDirection(ways.LeftToRight if beside else ways.TopToBottom)
        self._words.setSpacing(_RADIO_GAP if beside else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the hint where there is room for it."""
        super().resizeEvent(event)
        self._fit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose by a click on the words too."""
        _click_through(self, self.button, event)


class Note(QWidget):
    """A sentence under a group, with an icon; takes no room while there is nothing to say."""

    def __init__(self, theme: Theme, sentence: str = "", *, icon: str = "info") -> None:
        super().__init__()
        self._icon = Icon(theme, icon, 13, "text_2")
        self._words = Words(theme, Style.SMALL, "text_2")
        self._words.setWordWrap(True)
        line = QHBoxLayout(self)
        line.setContentsMargins(2, 9, 2, 0)
        line.setSpacing(6)
        line.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._words, 1)
        self.say(sentence)

    def say(self, sentence: str) -> None:
        """Show another sentence, or none."""
        self._words.setText(sentence)
        self._words.setAccessibleDescription(sentence)
        self.setVisible(bool(sentence))


class Page(QWidget):
    """Groups one below the other: what every page is."""

    def __init__(self) -> None:
        super().__init__()
        self.groups = QVBoxLayout(self)
        self.groups.setContentsMargins(0, 0, 0, 0)
        self.groups.setSpacing(0)
        self.groups.addStretch(1)

    def add(self, *groups: QWidget) -> None:
        """Put groups below the others."""
        for group in groups:
            self.groups.insertWidget(self.groups.count() - 1, group)


def _click_through(row: QWidget, control: QWidget | None, event: QMouseEvent) -> None:
    inside = row.rect().contains(event.position().toPoint())
    if (
        event.button() is Qt.MouseButton.LeftButton
        and inside
        and isinstance(control, QAbstractButton)
        and control.isCheckable()
    ):
        control.click()
