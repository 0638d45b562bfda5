"""Where the user is signed in, as rows of a group: this computer first, and at each other one the way to sign it out."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui import icons
from desktop.ui.controls import LinkButton, SecondaryButton
from desktop.ui.dialogs.words import Line, OneLine, Words
from desktop.ui.settings.parts import SMALL_BUTTON, Row
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.devices import DeviceLine, DevicesModel, ListState
from desktop.viewmodels.placeholders import filled

_SIDE = 14
_ABOVE = 14
_TILE = 32
_ICON = 17
_TILE_RADIUS = 7
_HIGH = 51
_TAG_SIDE = 6
_TAG_ROOM = 2
_TAG_RADIUS = 4


class DeviceList(QWidget):
    """The rows, or in their place why there are none.

    Signals:
        sign_out_requested(DeviceLine): the user wants another device to be signed out.
    """

    sign_out_requested = Signal(object)

    def __init__(self, theme: Theme, devices: DevicesModel) -> None:
        super().__init__()
        self._theme = theme
        self._devices = devices
        self._shown: tuple[DeviceLine, ...] = ()
        self._rows: list[DeviceRow] = []
        self._lines: list[Line] = []
        self._words = Words(theme, Style.BODY, "text_2")
        self._words.setWordWrap(True)
        self._words.setAccessibleName(self.tr("Devices"))
        self._again = LinkButton(theme, self.tr("Try again"))
        self._again.clicked.connect(devices.look)
        self._instead = QWidget()
        inside = QHBoxLayout(self._instead)
        inside.setContentsMargins(_SIDE, _ABOVE, _SIDE, _ABOVE)
        inside.addWidget(self._words, 1)
        inside.addWidget(self._again)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._column.addWidget(self._instead)
        devices.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        devices = self._devices
        state = devices.state
        self._instead.setVisible(state is not ListState.READY)
        self._again.setVisible(state is ListState.FAILED)
        words = devices.words or self.tr("Loading…")
        self._words.setText(words)
        self._words.setAccessibleDescription(words)
        if devices.lines != self._shown:
            self._list(devices.lines)
        for row in self._rows:
            row.allow("" if devices.is_online else self.tr("Needs a connection"))

    def _list(self, lines: tuple[DeviceLine, ...]) -> None:
        """Show other rows; the keyboard stays in the list where it was in it."""
        had_focus = any(row.button is not None and row.button.hasFocus() for row in self._rows)
        for gone in (*self._rows, *self._lines):
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._lines = []
        self._shown = lines
        self._rows = [DeviceRow(self._theme, line) for line in lines]
        for number, row in enumerate(self._rows):
            if number:
                self._lines.append(Line(self._theme, "border_raised"))
                self._column.addWidget(self._lines[-1])
            self._column.addWidget(row)
            row.sign_out_requested.connect(lambda line=row.line: self.sign_out_requested.emit(line))
        buttons = [row.button for row in self._rows if row.button is not None]
        for before, after in zip((self._again, *buttons), buttons, strict=False):
            QWidget.setTabOrder(before, after)  # or what came later would come last
        if had_focus and buttons:
            buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)


class DeviceRow(Row):
    """One device. Of the one that asks there is nothing to press.

    Signals:
        sign_out_requested(): the button was pressed.
    """

    sign_out_requested = Signal()

    def __init__(self, theme: Theme, line: DeviceLine) -> None:
        self.line = line
        self.button: SecondaryButton | None = None
        if not line.is_this:
            self.button = SecondaryButton(theme, self.tr("Sign out"), height=SMALL_BUTTON)
            self.button.setAccessibleName(filled(self.tr("Sign out of %1"), line.name))
        super().__init__(theme, line.name, line.about, self.button)
        self.put_before(_Tile(theme))
        if self.button is None:
            self._mark_as_this()
        else:
            self.button.clicked.connect(self.sign_out_requested)

    def allow(self, obstacle: str) -> None:
        """Say why it cannot be signed out now; nothing if it can."""
        if self.button is not None:
            self.button.setEnabled(not obstacle)
            self.button.setToolTip(obstacle)
            self.button.setAccessibleDescription(obstacle or self.line.about)

    def _mark_as_this(self) -> None:
        """Put a tag behind the name."""
        self._words.removeWidget(self._title)
        self._title.deleteLater()
        name = self._title = OneLine(self._theme, Style.BODY, "text", weight=500)
        name.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        name.setMinimumWidth(1)
        name.show_text(self.line.name)
        first = QHBoxLayout()
        first.setSpacing(8)
        first.addWidget(name)
        first.addWidget(_Tag(self._theme, self.tr("This computer")))
        first.addStretch(1)
        self._words.insertLayout(1, first)

    def _fit(self) -> None:
        self.setMinimumHeight(self._theme.taller(_HIGH, Style.BODY, Style.SMALL))


class _Tile(QWidget):
    """A picture of a computer on a square; it has no name, for the words say it all."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(_TILE, _TILE)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint square and picture."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.bg_chip))
        painter.drawRoundedRect(QRectF(self.rect()), _TILE_RADIUS, _TILE_RADIUS)
        picture = icons.pixmap("monitor", _ICON, tokens.text_2, self.devicePixelRatioF())
        painter.drawPixmap((_TILE - _ICON) // 2, (_TILE - _ICON) // 2, picture)


class _Tag(QWidget):
    """A few words on a ground of their own."""

    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme = theme
        self._text = words
        self.setAccessibleName(words)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """Return the room for the words."""
        metrics = QFontMetrics(self._theme.font(Style.META, weight=500))
        return QSize(metrics.horizontalAdvance(self._text) + 2 * _TAG_SIDE, metrics.height() + 2 * _TAG_ROOM)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and words."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.bg_chip))
        painter.drawRoundedRect(QRectF(self.rect()), _TAG_RADIUS, _TAG_RADIUS)
        painter.setFont(self._theme.font(Style.META, weight=500))
        painter.setPen(QColor(tokens.text_2))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._text)
