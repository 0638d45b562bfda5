"""Buttons: primary, secondary, icon and link. They paint themselves, so that every state is the design's on every system."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from desktop.ui import icons
from desktop.ui.controls.focus import Ringed, paint_ring
from desktop.ui.controls.mirror import mirrored
from desktop.ui.controls.pressing import PressedByEnter
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.tips import tip

_HEIGHT = 32
_RADIUS = 7
_SIDE = 14
_SMALL_SIDE = 8
_ICON = 15
_ICON_GAP = 6
_SPIN_EVERY_MS = 40
_SPIN_STEP = 15
"""Degrees a turn of the spinner's clock."""


class _Button(Ringed, QAbstractButton):
    """What all buttons share: the focus ring, and the repaint on another theme."""

    def __init__(self, theme: Theme, text: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setText(text)
        self.setAccessibleName(text)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self._take_theme)

    def setText(self, text: str) -> None:
        """Say something else. An & in it, as in somebody's name, is one, and makes no key of the letter after it."""
        super().setText(text)
        self.setShortcut(QKeySequence())

    def _take_theme(self) -> None:
        self.updateGeometry()
        self.update()


class _TextButton(_Button):
    """A filled button with words, and an icon before or behind them."""

    def __init__(
        self, theme: Theme, text: str, parent: QWidget | None = None, *, icon: str = "", trailing: str = "",
        height: int = _HEIGHT,
    ) -> None:  # fmt: skip
        super().__init__(theme, text, parent)
        self._icon = icon
        self._trailing = trailing
        self._height = height
        self._side = _SIDE if height >= _HEIGHT else _SMALL_SIDE
        self._busy = False
        self._angle = 0
        self._spin = QTimer(self)
        self._spin.setInterval(_SPIN_EVERY_MS)
        self._spin.timeout.connect(self._turn)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    @property
    def busy(self) -> bool:
        """Whether the spinner turns."""
        return self._busy

    def set_busy(self, *, busy: bool) -> None:
        """Show a spinner in the icon's place and take no clicks meanwhile; the width stays."""
        self._busy = busy
        if busy:
            self._spin.start()
        else:
            self._spin.stop()
        self.update()

    def hitButton(self, position: QPoint) -> bool:
        """Take no clicks while busy."""
        return not self._busy and super().hitButton(position)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take no keys while busy."""
        if self._busy:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return the width that words and icons need."""
        width = QFontMetrics(self._words_font()).horizontalAdvance(self.text()) + 2 * self._side
        width += sum(_ICON + _ICON_GAP for part in (self._icon, self._trailing) if part)
        return QSize(width, self._theme.taller(self._height, Style.BODY))

    def minimumSizeHint(self) -> QSize:
        """Words are never cut."""
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground, icon and words."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.shows_ring():
            rect = paint_ring(painter, rect, self._theme.tokens.focus, _RADIUS)
        fill, border, words = self._colours()
        painter.setPen(QPen(QColor(border), 1) if border else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(fill))
        inset = 0.5 if border else 0
        painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)
        self._paint_words(painter, words)

    def _paint_words(self, painter: QPainter, colour: str) -> None:
        font = self._words_font()
        icon = "loader" if self._busy else self._icon
        before = _ICON + _ICON_GAP if icon else 0
        after = _ICON + _ICON_GAP if self._trailing else 0
        metrics = QFontMetrics(font)
        shown, wide = self.text(), metrics.horizontalAdvance(self.text())
        room = self.width() - 2 * _SMALL_SIDE - before - after
        if wide > room:  # somebody's name may be longer than a window is wide
            shown = metrics.elidedText(shown, Qt.TextElideMode.ElideRight, room)
            wide = metrics.horizontalAdvance(shown)
        left = (self.width() - wide - before - after) / 2
        if icon:
            self._paint_icon(painter, icon, left, colour)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        words = mirrored(self, QRectF(left + before, 0, wide, self.height()))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip, shown)
        if self._trailing:
            self._paint_icon(painter, self._trailing, left + before + wide + _ICON_GAP, colour)

    def _paint_icon(self, painter: QPainter, name: str, left: float, colour: str) -> None:
        picture = icons.pixmap(name, _ICON, colour, self.devicePixelRatioF())
        painter.save()
        place = mirrored(self, QRectF(round(left), (self.height() - _ICON) // 2, _ICON, _ICON))
        if name == "loader":
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.translate(place.center())
            painter.rotate(self._angle)
            painter.translate(-place.center())
        painter.drawPixmap(place.topLeft(), picture)
        painter.restore()

    def _turn(self) -> None:
        self._angle = (self._angle + _SPIN_STEP) % 360
        self.update()

    def _words_font(self) -> QFont:
        return self._theme.font(Style.BODY, weight=QFont.Weight.Medium)

    def _colours(self) -> tuple[str, str, str]:
        """Return the ground's, the border's (empty for none) and the words' colour in the present state."""
        raise NotImplementedError


class PrimaryButton(_TextButton):
    """The one action that a screen is about."""

    def _colours(self) -> tuple[str, str, str]:
        tokens = self._theme.tokens
        if not self.isEnabled():
            return tokens.bg_subtle, "", tokens.text_dis
        if self.isDown():
            return tokens.accent_press, "", tokens.on_accent
        return (tokens.accent_hover if self.underMouse() else tokens.accent), "", tokens.on_accent


class DangerButton(PrimaryButton):
    """The action of a sheet that takes something away for good."""

    def _colours(self) -> tuple[str, str, str]:
        tokens = self._theme.tokens
        lit = self.underMouse() or self.isDown()
        return (tokens.danger_hover if lit else tokens.danger_fill), "", tokens.on_accent


class SecondaryButton(_TextButton):
    """Any other action."""

    def _colours(self) -> tuple[str, str, str]:
        tokens = self._theme.tokens
        if not self.isEnabled():
            return tokens.bg_subtle, tokens.border_field, tokens.text_dis
        if self.isDown():
            return tokens.bg_pressed, tokens.border_field, tokens.text
        return (tokens.bg_hover if self.underMouse() else tokens.bg_raised), tokens.border_field, tokens.text


class WarySecondaryButton(SecondaryButton):
    """An action among others that takes something away, or asks whether to: only its words are red."""

    def _colours(self) -> tuple[str, str, str]:
        ground, border, words = super()._colours()
        return ground, border, self._theme.tokens.danger if self.isEnabled() else words


class IconButton(_Button):
    """A picture that says what it does in its tool tip and to screen readers; `setCheckable` makes it a toggle."""

    def __init__(
        self,
        theme: Theme,
        icon: str,
        name: str,
        parent: QWidget | None = None,
        *,
        size: int = 30,
        icon_size: int = 16,
    ) -> None:
        super().__init__(theme, "", parent)
        self._icon = icon
        self._icon_size = icon_size
        self.setFixedSize(size, size)
        self.set_name(name)

    def set_name(self, name: str) -> None:
        """Say what the button does."""
        self.setAccessibleName(name)
        self.setToolTip(tip(name))

    def set_icon(self, icon: str) -> None:
        """Show another picture."""
        self._icon = icon
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint ground and picture."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.shows_ring():
            paint_ring(painter, rect, tokens.focus, _RADIUS - 1)
        elif self.isEnabled() and (self.isDown() or self.isChecked() or self.underMouse()):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(
                QColor(tokens.bg_pressed if self.isDown() or self.isChecked() else tokens.bg_hover)
            )
            painter.drawRoundedRect(rect, _RADIUS - 1, _RADIUS - 1)
        live = tokens.text if self.underMouse() or self.isChecked() else tokens.text_2
        colour = live if self.isEnabled() else tokens.text_dis
        offset = (self.width() - self._icon_size) // 2
        painter.drawPixmap(
            QPoint(offset, offset),
            icons.pixmap(self._icon, self._icon_size, colour, self.devicePixelRatioF()),
        )


class LinkButton(PressedByEnter, _Button):
    """Words in the accent colour, within a line of text or a notice."""

    def __init__(
        self, theme: Theme, text: str, parent: QWidget | None = None, *, colour: str = "accent_text"
    ) -> None:
        super().__init__(theme, text, parent)
        self._colour = colour
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the words' size, with room for the ring."""
        metrics = QFontMetrics(self._words_font())
        return QSize(metrics.horizontalAdvance(self.text()) + 8, self._theme.line_height(Style.BODY) + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words, underlined under the mouse."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.shows_ring():
            paint_ring(painter, QRectF(self.rect()), tokens.focus, 4)
        font = self._words_font()
        font.setUnderline(self.underMouse() and self.isEnabled())
        painter.setFont(font)
        painter.setPen(QColor(getattr(tokens, self._colour) if self.isEnabled() else tokens.text_dis))
        shown = QFontMetrics(font).elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, shown)

    def _words_font(self) -> QFont:
        return self._theme.font(Style.BODY, weight=QFont.Weight.DemiBold)
