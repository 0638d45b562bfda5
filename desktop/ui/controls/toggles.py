"""What is on or off, or one of several: the check box, the radio button and the switch."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QRadioButton, QSizePolicy, QWidget

from desktop.ui import icons
from desktop.ui.controls.focus import Ringed, paint_ring_around
from desktop.ui.controls.mirror import mirrored
from desktop.ui.theme.theme import Style, Theme

_BOX = 16
_GAP = 10
_MARK = 12
_EDGE = 4
"""Room around the box for the focus ring."""
_RADIO_ABOVE = 3
_SWITCH_WIDTH = 34
_SWITCH_HEIGHT = 20
_KNOB = 16


class CheckBox(Ringed, QCheckBox):
    """A choice that is on or off."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._take_theme)

    def _take_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the box's and the words' size."""
        width = QFontMetrics(self._words_font()).horizontalAdvance(self.text())
        return QSize(
            _EDGE + _BOX + _GAP + width + _EDGE, max(_BOX + 2 * _EDGE, self._theme.line_height(Style.BODY))
        )

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        """Box and words may be clicked."""
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint box, mark and words."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        box = mirrored(self, QRectF(_EDGE, (self.height() - _BOX) // 2, _BOX, _BOX))
        if self.shows_ring():
            paint_ring_around(painter, box, tokens.focus, 3)
        self._paint_box(painter, box)
        painter.setFont(self._words_font())
        painter.setPen(QColor(tokens.text))
        left = _EDGE + _BOX + _GAP
        words = mirrored(self, QRectF(left, 0, self.width() - left, self.height()))
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading, self.text())

    def _paint_box(self, painter: QPainter, box: QRectF) -> None:
        tokens = self._theme.tokens
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawRoundedRect(box, 4, 4)
            inset = (_BOX - _MARK) // 2
            mark = icons.pixmap("check", _MARK, tokens.on_accent, self.devicePixelRatioF(), 2)
            painter.drawPixmap(box.topLeft().toPoint() + QPoint(inset, inset), mark)
            return
        painter.setPen(QPen(QColor(tokens.text_2 if self.underMouse() else tokens.border_control), 1))
        painter.setBrush(QColor(tokens.bg_field))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 3.5, 3.5)

    def _words_font(self) -> QFont:
        return self._theme.font(Style.BODY, weight=QFont.Weight.Medium)


class RadioButton(Ringed, QRadioButton):
    """One of several choices."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._fitted = 0
        self.toggled.connect(self._lead_here)
        theme.changed.connect(self._take_theme)

    def _lead_here(self, on: bool) -> None:  # noqa: FBT001 - Qt's
        # Tab leads to what is chosen, and arrows to the others; Qt sees to that itself once one of them had the keyboard.
        if on and self.group() is not None:
            for button in self.group().buttons():
                button.setFocusPolicy(
                    Qt.FocusPolicy.StrongFocus if button is self else Qt.FocusPolicy.ClickFocus
                )

    def _take_theme(self) -> None:
        if self._fitted:
            self.fit(self._fitted)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the size of circle and words on one line."""
        width = QFontMetrics(self._words_font()).horizontalAdvance(self.text()) + 2
        return QSize(_EDGE + _BOX + _GAP + width, self._least_height())

    def minimumSizeHint(self) -> QSize:
        """Words may be broken into lines."""
        return QSize(_EDGE + _BOX + _GAP + 1, self._least_height())

    def fit(self, width: int) -> None:
        """Be as high as circle and words need in that width: they may need more than one line."""
        self._fitted = width
        self.setFixedHeight(max(self._least_height(), self._words_in(width).height() + 2 * _RADIO_ABOVE))

    def hitButton(self, position: QPoint) -> bool:
        """Circle and words may be clicked."""
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint circle, dot and words."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        circle = mirrored(self, QRectF(_EDGE, (self._least_height() - _BOX) // 2, _BOX, _BOX))
        if self.shows_ring():
            paint_ring_around(painter, circle, tokens.focus, _BOX / 2)
        self._paint_circle(painter, circle)
        painter.setFont(self._words_font())
        painter.setPen(QColor(tokens.text))
        words = mirrored(self, QRectF(self._words_in(self.width())))
        painter.drawText(words, Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeading, self.text())

    def _paint_circle(self, painter: QPainter, circle: QRectF) -> None:
        tokens = self._theme.tokens
        if self.isChecked():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(circle)
            painter.setBrush(QColor(tokens.on_accent))
            painter.drawEllipse(circle.adjusted(5, 5, -5, -5))
            return
        painter.setPen(QPen(QColor(tokens.text_2 if self.underMouse() else tokens.border_control), 1))
        painter.setBrush(QColor(tokens.bg_field))
        painter.drawEllipse(circle.adjusted(0.5, 0.5, -0.5, -0.5))

    def _words_in(self, width: int) -> QRect:
        """Return where the words stand in a button of that width."""
        left = _EDGE + _BOX + _GAP
        room = QRect(left, 0, max(1, width - left), 10_000)
        metrics = QFontMetrics(self._words_font())
        needed = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, self.text())
        single = needed.height() < 2 * metrics.lineSpacing()
        top = (self._least_height() - needed.height()) // 2 if single else _RADIO_ABOVE
        return QRect(left, top, room.width(), needed.height())

    def _least_height(self) -> int:
        return max(_BOX + 2 * _EDGE, self._theme.line_height(Style.BODY))

    def _words_font(self) -> QFont:
        return self._theme.font(Style.BODY, weight=QFont.Weight.Medium)


class Switch(Ringed, QCheckBox):
    """On or off, at once; what it switches stands beside it and is its accessible name."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(self.sizeHint())
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Return the switch's size, with room for the ring."""
        return QSize(_SWITCH_WIDTH + 2 * _EDGE, _SWITCH_HEIGHT + 2 * _EDGE)

    def hitButton(self, position: QPoint) -> bool:
        """All of it may be clicked."""
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint track and knob."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if not self.isEnabled():
            painter.setOpacity(0.45)
        track = QRectF(_EDGE, _EDGE, _SWITCH_WIDTH, _SWITCH_HEIGHT)
        if self.shows_ring():
            paint_ring_around(painter, track, tokens.focus, track.height() / 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent if self.isChecked() else tokens.border_control))
        painter.drawRoundedRect(track, track.height() / 2, track.height() / 2)
        painter.setBrush(QColor(tokens.on_accent))
        from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        at_end = self.isChecked() is not from_right
        left = track.right() - _KNOB - 2 if at_end else track.left() + 2
        painter.drawEllipse(QRectF(left, track.top() + (track.height() - _KNOB) / 2, _KNOB, _KNOB))
