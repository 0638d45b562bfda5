"""The sheet of keyboard shortcuts: every key that means something, as this platform writes it."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.controls import SecondaryButton
from desktop.ui.controls.caps import cap_height, cap_width, paint_cap
from desktop.ui.controls.focus import AreaRing
from desktop.ui.controls.mirror import mirrored
from desktop.ui.dialogs.sheet import PADDING, Sheet
from desktop.ui.dialogs.words import Words
from desktop.ui.shortcuts import Key, Section, native, sections
from desktop.ui.theme.theme import Style, Theme

_WIDTH = 760
_TWO_COLUMNS_FROM = 620
_MARGIN = 16
_BETWEEN = 36
_CAP_GAP = 4
_LEAST = 80


class Keys(QWidget):
    """Keys, each on a little cap; any of them does it."""

    def __init__(self, theme: Theme, keys: Sequence[str]) -> None:
        super().__init__()
        self._theme = theme
        self._caps = [native(each) for each in keys]
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def _take_theme(self) -> None:
        self.setFixedSize(self.sizeHint())
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room that all caps need."""
        wide = sum(cap_width(self._theme, cap) for cap in self._caps)
        return QSize(wide + _CAP_GAP * (len(self._caps) - 1), cap_height(self._theme))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the caps, the first one where reading begins."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left = 0
        for cap in self._caps:
            wide = cap_width(self._theme, cap)
            paint_cap(painter, self._theme, mirrored(self, QRectF(left, 0, wide, self.height())), cap)
            left += wide + _CAP_GAP


class ShortcutsSheet(Sheet):
    """All shortcuts, in two columns where there is room."""

    makes_room = True

    def __init__(
        self, theme: Theme, window: QWidget, *, enter_sends: bool, platform: str = sys.platform
    ) -> None:
        super().__init__(theme, self.tr("Keyboard shortcuts"), window)
        self._sections = sections(enter_sends=enter_sends, platform=platform)
        self._content = QWidget()
        self._columns = QHBoxLayout(self._content)
        self._columns.setContentsMargins(PADDING, 4, PADDING, 18)
        self._columns.setSpacing(_BETWEEN)
        self._area = QScrollArea()
        self._area.setAccessibleName(self.tr("Keyboard shortcuts"))
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._content)
        AreaRing(theme, self._area)
        for ground in (self._area.viewport(), self._content):
            ground.setAutoFillBackground(False)
        self._lay_out()
        self.body.addWidget(self._area)
        close = SecondaryButton(theme, self.tr("Close"))
        close.clicked.connect(self.reject)
        self.footer.addStretch(1)
        self.footer.addWidget(close)
        self._fit()
        self._area.setFocus()

    @property
    def sections(self) -> tuple[Section, ...]:
        """What is shown."""
        return self._sections

    def _lay_out(self) -> None:
        halves = _halves(self._sections) if self._wide() >= _TWO_COLUMNS_FROM else (self._sections,)
        for half in halves:
            column = QVBoxLayout()
            column.setSpacing(0)
            for section in half:
                column.addSpacing(14)
                column.addWidget(Words(self._theme, Style.SMALL, "text_2", section.title, weight=600))
                column.addSpacing(4)
                for key in section.keys:
                    column.addLayout(self._line(key))
                    column.addSpacing(4)
            column.addStretch(1)
            self._columns.addLayout(column, 1)

    def _line(self, key: Key) -> QHBoxLayout:
        words = Words(self._theme, Style.BODY, "text", key.says)
        words.setWordWrap(True)
        words.setAccessibleName(key.says)
        words.setAccessibleDescription(", ".join(native(each) for each in key.keys))
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(words, 1)
        line.addWidget(Keys(self._theme, key.keys))
        return line

    def _wide(self) -> int:
        return min(_WIDTH, self._window.width() - 2 * _MARGIN)

    def _fit(self) -> None:
        self.card.setFixedWidth(self._wide())

    def fit_height(self) -> None:
        """Scroll what the window has no room for."""
        wide = self._wide() - 2
        needed = max(self._content.heightForWidth(wide), self._content.minimumSizeHint().height())
        self._make_high(_LEAST)
        self._make_high(max(_LEAST, min(needed, self.room_for(self._area))))

    def _make_high(self, height: int) -> None:
        self._area.setFixedHeight(height)
        layout = self.card.layout()
        if layout is not None:  # as it always is; it has to notice now what it would notice soon
            layout.activate()


def _halves(parts: Sequence[Section]) -> tuple[Sequence[Section], Sequence[Section]]:
    """Split sections into two columns, as nearly as high as each other as their order allows."""

    def lines(some: Sequence[Section]) -> int:
        return sum(len(section.keys) + 2 for section in some)

    at = min(range(1, len(parts)), key=lambda cut: abs(lines(parts[:cut]) - lines(parts[cut:])))
    return parts[:at], parts[at:]
