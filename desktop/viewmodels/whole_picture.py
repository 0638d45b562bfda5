"""A whole picture, as the viewer shows it: taken out of its file in a thread, in steps of half its size; its frames if it moves.

A large picture is painted from the step that is just larger than what is seen, so that no paint has to walk through tens of
millions of points. What moves is played only where all its frames together take little memory; else its first one stands.
"""

import asyncio
from typing import NamedTuple

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRectF, QSize
from PySide6.QtGui import QImage, QImageReader, QPainter

from desktop.viewmodels import decoded

_MOST_POINTS = 32_000_000
"""Of what is kept to be looked at: a larger picture is shown with so many, which is more than any screen has."""
_SMALLEST_STEP = 1_024
"""Steps end where the longer side is no longer than this."""
_BAND = 128
"""Rows that are made smaller at a time."""
_MOVING_POINTS = 24_000_000
"""Of all frames of a moving picture together."""
_MOST_FRAMES = 500
_LEAST_DELAY_MS = 20
_USUAL_DELAY_MS = 100
"""For frames that ask for none, or for less than anybody could see."""
_MOVING = {b"gif", b"webp"}


class Frame(NamedTuple):
    """One image of a moving picture."""

    image: QImage
    milliseconds: int
    """How long it stands."""


class WholePicture(NamedTuple):
    """A picture, decoded."""

    steps: tuple[QImage, ...]
    """The picture, and after it itself at half the size, and so on."""
    frames: tuple[Frame, ...] = ()
    """Of a picture that moves; empty for one that stands."""

    @property
    def size(self) -> QSize:
        """How large it is, in its own points."""
        return self.steps[0].size()


async def opened(data: bytes) -> WholePicture | None:
    """Take a picture apart beside the window's thread; None for what cannot be shown."""
    return await asyncio.to_thread(take_apart, data)


def give_back(pictures: list[WholePicture | None]) -> None:
    """Empty a list of pictures that nobody else holds, beside the window's thread: to free a large one takes longer than a frame.

    What is given back as the program ends, nobody waits for.
    """
    if any(pictures):
        _ = asyncio.get_running_loop().run_in_executor(None, pictures.clear)


def take_apart(data: bytes) -> WholePicture | None:
    """Return the whole picture; None for what cannot be shown. May take long.

    How large it is only its bytes say: its author may have told anything.
    """
    image = decoded.decode(data, QSize(), most_points=_MOST_POINTS)
    if image is None:
        return None
    frames = _frames(data, image.size())
    return WholePicture((image,), frames) if frames else WholePicture(_steps(image))


def _steps(image: QImage) -> tuple[QImage, ...]:
    steps = [image]
    while max(steps[-1].width(), steps[-1].height()) > _SMALLEST_STEP:
        steps.append(_halved(steps[-1]))
    return tuple(steps)


def _halved(image: QImage) -> QImage:
    """Return an image at half its size.

    Band by band, as the interpreter stands still for each of them: at once, the window would for tens of milliseconds.
    """
    width, height = max(1, image.width() // 2), max(1, image.height() // 2)
    half = QImage(width, height, image.format())
    half.fill(0)
    painter = QPainter(half)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    across, down = image.width() / width, image.height() / height
    for top in range(0, height, _BAND):
        rows = min(_BAND, height - top)
        source = QRectF(0, top * down, width * across, rows * down)
        painter.drawImage(QRectF(0, top, width, rows), image, source)
    painter.end()
    return half


def _frames(data: bytes, size: QSize) -> tuple[Frame, ...]:
    """Return the frames of a picture that moves; none for one that stands, or whose frames would take too much memory."""
    kind = decoded.kind_of(data)
    points = size.width() * size.height()
    if kind not in _MOVING or 2 * points > _MOVING_POINTS:
        return ()
    buffer = QBuffer()
    buffer.setData(QByteArray(data))
    buffer.open(QIODevice.OpenModeFlag.ReadOnly)
    reader = QImageReader(buffer, QByteArray(kind))
    reader.setAutoDetectImageFormat(False)
    if not reader.supportsAnimation() or reader.size() != size:
        return ()
    frames: list[Frame] = []
    while not (image := reader.read()).isNull():
        if (len(frames) + 1) * points > _MOVING_POINTS or len(frames) >= _MOST_FRAMES:
            return ()
        wait = reader.nextImageDelay()
        shown = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
        frames.append(Frame(shown, wait if wait >= _LEAST_DELAY_MS else _USUAL_DELAY_MS))
    return tuple(frames) if len(frames) > 1 else ()
