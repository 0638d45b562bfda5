"""The soft shadow of a card that changes its size as one types: drawn once, and then only stretched."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

_BLUR = 32
_DROP = 10
_MIDDLE = 8


class StretchedShadow:
    """The shadow of cards with corners of one radius."""

    def __init__(self, radius: int) -> None:
        self._radius = radius
        self._picture: QPixmap | None = None
        self._drawn_for: tuple[str, float] = ("", 0.0)

    def paint(self, painter: QPainter, card: QRect, colour: str) -> None:
        """Paint it under a card that stands there."""
        ratio = painter.device().devicePixelRatioF()
        if self._picture is None or self._drawn_for != (colour, ratio):
            self._picture, self._drawn_for = self._draw(colour, ratio), (colour, ratio)
        edge = _BLUR + self._radius
        place = card.adjusted(-_BLUR, -_BLUR, _BLUR, _BLUR).translated(0, _DROP)
        source = self._picture.rect()
        inside = round(edge * ratio)
        for across in range(3):
            for down in range(3):
                target = _part(place, edge, across, down)
                painter.drawPixmap(target, self._picture, _part(source, inside, across, down))

    def around(self, card: QRect) -> QRect:
        """Return where the shadow of a card reaches."""
        return card.adjusted(-_BLUR, -_BLUR, _BLUR, _BLUR).translated(0, _DROP).united(card)

    def _draw(self, colour: str, ratio: float) -> QPixmap:
        side = 2 * (_BLUR + self._radius) + _MIDDLE
        picture = QPixmap(round(side * ratio), round(side * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        shade = QColor(colour)
        darkest = shade.alphaF()
        for step in range(_BLUR):
            # Thin at the edge and denser towards the middle, as a blur is: half the colour under the card's own edge.
            shade.setAlphaF(darkest * (step + 1) / _BLUR**2)
            painter.setBrush(shade)
            radius = self._radius + _BLUR - step
            painter.drawRoundedRect(step, step, side - 2 * step, side - 2 * step, radius, radius)
        painter.end()
        return picture


def _part(area: QRect, edge: int, across: int, down: int) -> QRect:
    """Return one of the nine parts of an area whose edges keep their size."""
    columns = (area.left(), area.left() + edge, area.right() + 1 - edge, area.right() + 1)
    lines = (area.top(), area.top() + edge, area.bottom() + 1 - edge, area.bottom() + 1)
    return QRect(
        columns[across], lines[down], columns[across + 1] - columns[across], lines[down + 1] - lines[down]
    )
