"""The button "Emoji": it opens the picker, and looks open as long as that is.

Some seconds after it is first seen it makes ready what the picker needs, a little at a time, so that nobody waits for the first
emoji: a font is read, pictures are drawn, names are looked up.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.ui import icons
from desktop.ui.controls import IconButton
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.emoji import EmojiBook

if TYPE_CHECKING:
    from desktop.ui.emoji.picker import EmojiPicker  # which is there once somebody opens it

KEYS = "Ctrl+Shift+E"
_SIZE = 30
_ICON = 17
_RADIUS = 6
_READY_AFTER_MS = 3_000
"""By then the first chat has been read and painted."""
_READY_EVERY_MS = 20
_FIRST = 63
"""Emoji that are in sight when the picker opens."""


class EmojiButton(IconButton):
    """Opens the picker beside a place.

    Signals:
        chosen(str): an emoji was chosen.
        closed(): the picker is no longer open.
    """

    chosen = Signal(str)
    closed = Signal()

    def __init__(
        self,
        theme: Theme,
        emoji: EmojiBook,
        choices: ChoicesModel,
        beside: Callable[[], QRect],
        parent: QWidget | None = None,
    ) -> None:
        """`beside` returns where the picker is to stand above or below, in coordinates of the screens."""
        super().__init__(theme, "smile", "", parent, size=_SIZE, icon_size=_ICON)
        self._emoji = emoji
        self._choices = choices
        self._beside = beside
        self._picker: EmojiPicker | None = None
        self.setAccessibleName(self.tr("Emoji"))
        keys = QKeySequence(KEYS).toString(QKeySequence.SequenceFormat.NativeText)
        self.setToolTip(self.tr("Emoji (%1)").replace("%1", keys))
        self.clicked.connect(self.open_picker)
        self._readying: Iterator[None] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_READY_EVERY_MS)
        self._timer.timeout.connect(self._make_ready)

    @property
    def is_open(self) -> bool:
        """Whether the picker is open."""
        return self._picker is not None and self._picker.isVisible()

    def open_picker(self) -> None:
        """Let the user choose."""
        picker = self._built()
        picker.open_beside(self._beside(), QRect(self.mapToGlobal(QPoint()), self.size()))
        self.update()

    def _built(self) -> "EmojiPicker":
        if self._picker is None:
            from desktop.ui.emoji.picker import EmojiPicker  # reads all emoji and their names

            self._picker = EmojiPicker(self._theme, self._emoji, self._choices, self)
            self._picker.chosen.connect(self.chosen)
            self._picker.closed.connect(self.update)
            self._picker.closed.connect(self.closed)
        return self._picker

    def _make_ready(self) -> None:
        if self._readying is None:
            self._readying = self._steps()
        if next(self._readying, self) is self:
            self._timer.stop()

    def _steps(self) -> Iterator[None]:
        from desktop.ui.emoji import signs
        from desktop.ui.emoji.grid import EMOJI

        yield
        signs.can_show("😀")  # the first emoji is the dearest: its font is looked for
        yield
        self._emoji.keep_to(signs.can_show)
        yield from self._emoji.reading()
        import desktop.ui.emoji.picker  # noqa: F401 - a step of its own: it brings much with it

        yield
        self._built()
        yield
        first = (*self._choices.choices.recent_emoji, *(each.text for each in self._emoji.emoji[:_FIRST]))
        yield from signs.warm(signs.font(self._theme, EMOJI), first)

    def showEvent(self, event: QShowEvent) -> None:
        """Make ready what the picker needs, once there is time for it."""
        super().showEvent(event)
        if self._readying is None:
            QTimer.singleShot(_READY_AFTER_MS, self._timer, self._timer.start)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the accent's colours while the picker is open."""
        if not self.is_open:
            super().paintEvent(event)
            return
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent_tint))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        offset = (_SIZE - _ICON) // 2
        picture = icons.pixmap("smile", _ICON, tokens.accent_text, self.devicePixelRatioF())
        painter.drawPixmap(QPoint(offset, offset), picture)
