"""The soft shadow of a popup, cast on the window that it stands over.

It lies in that window and not around the popup, which so needs no room that is seen through: on a screen that is not composited
that would be black. It is drawn once.
"""

from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPixmap, QRegion
from PySide6.QtWidgets import QWidget

from desktop.ui.theme.theme import Theme

_BLUR = 24
_DROP = 8


class Shade(QWidget):
    """The shadow of what stands at `place`, in coordinates of the screens, with round corners."""

    def __init__(self, theme: Theme, window: QWidget, place: QRect, radius: int) -> None:
        super().__init__(window)
        self._theme = theme
        self._radius = radius
        self._picture: QPixmap | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        inside = place.translated(-window.mapToGlobal(QPoint()))
        around = inside.adjusted(-_BLUR, -_BLUR, _BLUR, _BLUR).translated(0, _DROP)
        self.setGeometry(around)
        # What lies under the popup itself is not seen.
        self._hidden = inside.translated(-around.topLeft()).adjusted(radius, radius, -radius, -radius)
        theme.changed.connect(self._forget)
        self.raise_()
        self.show()

    def _forget(self) -> None:
        self._picture = None
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the shadow."""
        if self._picture is None:
            self._picture = self._drawn()
        painter = QPainter(self)
        painter.setClipRegion(QRegion(self.rect()) - QRegion(self._hidden))
        painter.drawPixmap(0, 0, self._picture)

    def _drawn(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shadow = QColor(self._theme.tokens.shadow)
        darkest = shadow.alphaF()
        for step in range(_BLUR):
            # Thin at the edge and denser towards the middle, as a blur is: half the colour under the popup's own edge.
            shadow.setAlphaF(darkest * (step + 1) / _BLUR**2)
            painter.setBrush(shadow)
            radius = self._radius + _BLUR - step
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(step, step, -step, -step), radius, radius)
        painter.end()
        return picture
