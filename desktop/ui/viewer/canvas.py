"""Where the picture is seen: fitted, zoomed at the pointer, moved by hand, turned; and what stands in for it at first."""

from math import ceil

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, QSizeF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.ui.theme.theme import Theme
from desktop.ui.viewer.sight import STEP, Sight
from desktop.viewmodels.whole_picture import WholePicture

_BESIDE = 84
"""Left free at either side for the buttons there, while all of the picture is seen and the room is not narrow."""
_BESIDE_NARROW = 12
_NARROW = 700
_ABOVE = 20
_SQUARES_FROM = 4.0
"""From this zoom on the picture's points are seen as what they are, instead of flowing into each other."""
_SAME = 1e-4
_WHEEL = 1.0015
"""How much larger for an eighth of a degree that the wheel is turned."""


class Canvas(QWidget):
    """Shows one picture.

    Signals:
        sight_changed(): it is seen in another size, or turned.
        resized(): there is another room for all that stands over it.
    """

    sight_changed = Signal()
    resized = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._whole: WholePicture | None = None
        self._stand_in: QImage | None = None
        self._frame = 0
        self._held: QPointF | None = None
        """Where the hand holds the picture."""
        self._next_frame = QTimer(self, singleShot=True)
        self._next_frame.timeout.connect(self._turn_frame)
        self.sight = Sight()
        self.setMouseTracking(False)
        theme.changed.connect(self.update)

    def show_picture(self, size: QSize, whole: WholePicture | None, stand_in: QImage | None) -> None:
        """Show a picture of a size, or until it is there what stands in for it. How it is seen stays."""
        self._stand_in = stand_in
        if whole is not self._whole:
            self._whole = whole
            self._frame = 0
            self._next_frame.stop()
            if whole is not None and whole.frames and self._theme.motion(1):  # else the first frame stands
                self._next_frame.start(whole.frames[0].milliseconds)
        self._look(self.sight.measured(size))
        self.update()

    def begin(self, size: QSize) -> None:
        """Look at another picture, all of it."""
        self._held = None
        self._look(self.sight.of(size))

    def let_go(self) -> None:
        """Keep nothing of the picture."""
        self._next_frame.stop()
        self._whole = self._stand_in = None
        self.update()

    # What the user does.

    def zoom_in(self) -> None:
        """Make it larger."""
        self._look(self.sight.zoomed(self.sight.zoom * STEP))

    def zoom_out(self) -> None:
        """Make it smaller."""
        self._look(self.sight.zoomed(self.sight.zoom / STEP))

    def fit(self) -> None:
        """Show all of it."""
        self._look(self.sight.fitted())

    def one_to_one(self, at: QPointF | None = None) -> None:
        """Show each of its points as one of the screen."""
        self._look(self.sight.zoomed(1.0, at))

    def rotate(self, quarters: int) -> None:
        """Turn it to the right, or with a negative number to the left."""
        self._look(self.sight.rotated(quarters))

    def shift(self, by: QPointF) -> None:
        """Move the picture in its room."""
        self._look(self.sight.moved(by))

    def _look(self, sight: Sight) -> None:
        if sight != self.sight:
            self.sight = sight
            self._show_hand()
            self.update()
            self.sight_changed.emit()

    def _show_hand(self) -> None:
        if self._held is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self.sight.overflows:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    def _turn_frame(self) -> None:
        if self._whole is not None and self._whole.frames:
            self._frame = (self._frame + 1) % len(self._whole.frames)
            self._next_frame.start(self._whole.frames[self._frame].milliseconds)
            self.update()

    # Room.

    @property
    def _corner(self) -> QPointF:
        """Where the room for the picture begins."""
        room = self._room()
        return QPointF((self.width() - room.width()) / 2, (self.height() - room.height()) / 2)

    def _room(self) -> QSizeF:
        """Return the room for the picture: while all of it is seen it leaves the buttons free."""
        beside = _BESIDE if self.width() >= _NARROW else _BESIDE_NARROW
        return QSizeF(max(1, self.width() - 2 * beside), max(1, self.height() - 2 * _ABOVE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture into the new room."""
        super().resizeEvent(event)
        self._look(self.sight.within(self._room(), self.devicePixelRatioF()))
        self.resized.emit()

    # The hand.

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zoom at the pointer with Ctrl, else move the picture."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y() or event.angleDelta().x()
            at = event.position() - self._corner
            self._look(self.sight.zoomed(self.sight.zoom * _WHEEL**turned, at))
        else:
            by = event.pixelDelta()
            self.shift(QPointF(by if not by.isNull() else event.angleDelta() / 2))
        event.accept()

    def event(self, event: QEvent) -> bool:
        """Zoom with two fingers on a touch pad."""
        if (
            isinstance(event, QNativeGestureEvent)
            and event.gestureType() is Qt.NativeGestureType.ZoomNativeGesture
        ):
            at = event.position() - self._corner
            self._look(self.sight.zoomed(self.sight.zoom * (1 + event.value()), at))
            return True
        return super().event(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Take hold of the picture."""
        if event.button() is Qt.MouseButton.LeftButton and self.sight.overflows:
            self._held = event.position()
            self._show_hand()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Move it with the hand."""
        if self._held is not None:
            by, self._held = event.position() - self._held, event.position()
            self.shift(by)

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Let it go."""
        self._held = None
        self._show_hand()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Go from all of it to one to one where the pointer is, and back."""
        if event.button() is not Qt.MouseButton.LeftButton:
            return
        if self.sight.fits and self.sight.zoom < 1:
            self.one_to_one(event.position() - self._corner)
        else:
            self.fit()

    # The eye.

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture."""
        painter = QPainter(self)
        painter.fillRect(event.rect(), QColor(self._theme.tokens.viewer_bg))
        image = self._image()
        if image is None:
            return
        sight = self.sight
        area = sight.area.translated(self._corner)
        upright = QSizeF(sight.picture) * (sight.zoom / sight.ratio)
        points = sight.picture.width() * sight.zoom / max(1, image.width())
        exact = abs(points - 1) < _SAME
        smooth = not exact and (image is self._stand_in or sight.zoom < _SQUARES_FROM)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
        if sight.quarters:
            painter.translate(area.center())
            painter.rotate(90 * sight.quarters)
            painter.drawImage(QRectF(QPointF(-upright.width() / 2, -upright.height() / 2), upright), image)
        else:
            painter.drawImage(area, image)

    def _image(self) -> QImage | None:
        """Return what is painted: of the steps of the picture the smallest that is no smaller than it is seen."""
        if self._whole is None:
            return self._stand_in
        if self._whole.frames:
            return self._whole.frames[self._frame].image
        needed = ceil(self.sight.picture.width() * self.sight.zoom)
        fine = [step for step in self._whole.steps if step.width() >= needed]
        return fine[-1] if fine else self._whole.steps[0]
