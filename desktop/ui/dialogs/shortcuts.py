"""The sheet of keyboard shortcuts: every key that means something, as this platform writes it."""

import sys
from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.controls import SecondaryButton
from desktop.ui.controls.focus import AreaRing
from desktop.ui.dialogs.sheet import PADDING, Sheet
from desktop.ui.dialogs.words import Words
from desktop.ui.shortcuts import Key, Section, native, sections
from desktop.ui.theme.theme import Style, Theme

_WIDTH = 760
_TWO_COLUMNS_FROM = 620
_MARGIN = 16
_BETWEEN = 36
_KEY_SIDE = 6
_LEAST = 80
_RADIUS = 4


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
        return QSize(
            sum(self._widths()) + 4 * (len(self._caps) - 1), self._theme.line_height(Style.SMALL) + 4
        )

    def _widths(self) -> list[int]:
        metrics = QFontMetrics(self._theme.font(Style.SMALL))
        return [metrics.horizontalAdvance(cap) + 2 * _KEY_SIDE for cap in self._caps]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the caps, the first one where reading begins."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(Style.SMALL))
        painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # keys are written so everywhere
        from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = self.width() if from_right else 0
        for cap, wide in zip(self._caps, self._widths(), strict=True):
            left -= wide if from_right else 0
            place = QRectF(left, 0, wide, self.height()).adjusted(0.5, 0.5, -0.5, -0.5)
            painter.setPen(QPen(QColor(tokens.border_raised), 1))
            painter.setBrush(QColor(tokens.bg_subtle))
            painter.drawRoundedRect(place, _RADIUS, _RADIUS)
            painter.setPen(QColor(tokens.text_2))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, cap)
            left += -4 if from_right else wide + 4


class ShortcutsSheet(Sheet):
    """All shortcuts, in two columns where there is room."""

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
