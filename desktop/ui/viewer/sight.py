"""How a picture stands in the room for it: how large, turned how, and which part of it is in the middle. Numbers only.

One to one means that a point of the picture is a point of the screen, whatever the screen calls a pixel; so it is as sharp as it
can be. A picture is never enlarged by itself, and never moved out of sight.
"""

from dataclasses import dataclass, field, replace

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF

STEP = 1.25
MOST = 8.0
"""Of a point of the screen, along each side, for a point of the picture."""
_HARDLY = 1.001
"""What differs by less is the same to the eye."""


@dataclass(frozen=True)
class Sight:
    """A picture in its room. Each change gives another one."""

    picture: QSize = field(default_factory=QSize)
    """In its own points, as it lies in the file: not turned."""
    room: QSizeF = field(default_factory=QSizeF)
    """In logical pixels."""
    ratio: float = 1.0
    """Points of the screen in a logical pixel."""
    quarters: int = 0
    """Turned so many times to the right."""
    chosen: float | None = None
    """How many points of the screen a point of the picture has, as the user chose; None: all of it is seen."""
    shift: QPointF = field(default_factory=QPointF)
    """From the room's middle to the picture's, in logical pixels."""

    @property
    def turned(self) -> QSizeF:
        """How large the picture is as it is turned, in its own points."""
        size = QSizeF(self.picture)
        return size.transposed() if self.quarters % 2 else size

    @property
    def fitting(self) -> float:
        """The zoom at which all of it is seen, and at most one to one."""
        turned = self.turned
        if turned.isEmpty() or self.room.isEmpty():
            return 1.0
        share = min(self.room.width() / turned.width(), self.room.height() / turned.height())
        return min(1.0, share * self.ratio)

    @property
    def zoom(self) -> float:
        """Points of the screen for one of the picture."""
        return self.fitting if self.chosen is None else self.chosen

    @property
    def fits(self) -> bool:
        """Whether it is as large as all of it can be seen."""
        return self.chosen is None or abs(self.chosen / self.fitting - 1) < _HARDLY - 1

    @property
    def can_grow(self) -> bool:
        """Whether it can be made larger."""
        return self.zoom * _HARDLY < MOST

    @property
    def can_shrink(self) -> bool:
        """Whether it can be made smaller."""
        return self.zoom > self.fitting * _HARDLY

    @property
    def overflows(self) -> bool:
        """Whether some of it lies outside of the room, so that it can be moved."""
        size = self.shown_size
        return size.width() > self.room.width() + 1 or size.height() > self.room.height() + 1

    @property
    def shown_size(self) -> QSizeF:
        """How large it is seen, in logical pixels."""
        return self.turned * (self.zoom / self.ratio)

    @property
    def area(self) -> QRectF:
        """Where it is seen in the room, on whole points of the screen."""
        size = self.shown_size
        left = (self.room.width() - size.width()) / 2 + self.shift.x()
        top = (self.room.height() - size.height()) / 2 + self.shift.y()
        return QRectF(
            QPointF(round(left * self.ratio) / self.ratio, round(top * self.ratio) / self.ratio), size
        )

    def of(self, picture: QSize) -> "Sight":
        """Return the sight of another picture, all of it, upright."""
        return Sight(picture, self.room, self.ratio)

    def measured(self, picture: QSize) -> "Sight":
        """Return the sight of the same picture whose true size is known now; what is seen stays about where it is."""
        if picture == self.picture or self.picture.isEmpty() or self.chosen is None:
            return _held(replace(self, picture=picture))
        chosen = self.chosen * self.picture.width() / picture.width()
        return _held(replace(self, picture=picture, chosen=chosen))

    def within(self, room: QSizeF, ratio: float) -> "Sight":
        """Return the same in another room."""
        return _held(replace(self, room=room, ratio=ratio))

    def fitted(self) -> "Sight":
        """Return the sight of all of it."""
        return replace(self, chosen=None, shift=QPointF())

    def zoomed(self, zoom: float, at: QPointF | None = None) -> "Sight":
        """Return a larger or smaller one in which what is at a point of the room stays there; by itself the middle."""
        zoom = min(max(zoom, self.fitting), MOST)
        middle = QPointF(self.room.width() / 2, self.room.height() / 2)
        away = QPointF() if at is None else at - middle
        shift = away - (away - self.shift) * (zoom / self.zoom)
        if zoom <= self.fitting * _HARDLY and self.fitting < 1:
            return self.fitted()
        return _held(replace(self, chosen=zoom, shift=shift))

    def moved(self, by: QPointF) -> "Sight":
        """Return the picture moved, as far as it can be."""
        return _held(replace(self, shift=self.shift + by))

    def rotated(self, quarters: int) -> "Sight":
        """Return it turned to the right, or to the left, about what is in the middle."""
        shift = self.shift
        for _ in range(quarters % 4):
            shift = QPointF(-shift.y(), shift.x())
        return _held(replace(self, quarters=(self.quarters + quarters) % 4, shift=shift))


def _held(sight: Sight) -> Sight:
    """Return it with no more empty room beside the picture than there has to be."""
    size, room = sight.shown_size, sight.room
    across = max(0.0, (size.width() - room.width()) / 2)
    down = max(0.0, (size.height() - room.height()) / 2)
    shift = QPointF(min(max(sight.shift.x(), -across), across), min(max(sight.shift.y(), -down), down))
    return replace(sight, shift=shift)
