"""The picture of the program in the desktop's tray: its own icon, with what is unread and whether notifications are paused.

It is drawn for each size by itself, in device pixels: at 16 a number could not be read, so there is a dot. Around what lies on
the icon a line is left free, so that it can be told apart whatever the panel's colour. macOS wants a shape in one colour, which
it paints as its menu bar needs it.
"""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QIcon, QPainter, QPainterPath, QPixmap

from desktop.ui import icons
from desktop.ui.theme.tokens import LIGHT
from desktop.viewmodels.tray_words import TrayState

SIZES = (16, 20, 22, 24, 32, 44, 48, 64)
"""In device pixels: what trays ask for at the usual scales."""
COUNT_FROM = 22
"""So large an icon has room for a number."""
_UNITS = 24
_BOLD_UNTIL = 24
_INK = "#000000"
"""Only its opacity counts: the system gives the shape its colour."""


def tray_icon(state: TrayState, *, mask: bool = False) -> QIcon:
    """Return the icon in all sizes; `mask` for a system that colours it."""
    icon = QIcon()
    for size in SIZES:
        icon.addPixmap(tray_picture(state, size, mask=mask))
    icon.setIsMask(mask)
    return icon


def tray_picture(state: TrayState, size: int, *, mask: bool = False) -> QPixmap:
    """Return the icon with so many device pixels on each side."""
    name = "message-square-lock" if mask else "app"
    stroke = (
        2.6 if size <= _BOLD_UNTIL else 2.0
    )  # in units of the drawing: thin lines vanish in a small picture
    picture = QPixmap(icons.pixmap(name, size, _INK, 1, stroke * size / _UNITS))
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if state.is_quiet:
        _paint_pause(painter, size, mask=mask)
    if state.unread:
        count = state.count if size >= COUNT_FROM else ""
        _paint_unread(painter, size, count, mask=mask)
    painter.end()
    return picture


def _paint_unread(painter: QPainter, size: int, count: str, *, mask: bool) -> None:
    side = round(size * (0.62 if count else 0.5))
    place = QRectF(size - side, 0, side, side)
    _paint_disc(painter, place, size, _INK if mask else LIGHT.danger_fill)
    if not count:
        return
    font = QFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont))
    font.setWeight(QFont.Weight.Bold)
    font.setPixelSize(max(1, round(side * 0.8)))
    words = QPainterPath()
    words.addText(QPointF(), font, count)
    drawn = words.boundingRect()
    room = side * 0.66
    scale = min(1.0, room / drawn.width(), room / drawn.height())
    painter.save()
    if mask:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    painter.translate(place.center())
    painter.scale(scale, scale)
    painter.translate(-drawn.center())
    painter.fillPath(words, QColor(LIGHT.on_accent))
    painter.restore()


def _paint_pause(painter: QPainter, size: int, *, mask: bool) -> None:
    """Two bars on a disc, in the corner that lies across from the number."""
    side = round(size * 0.5)
    place = QRectF(0, size - side, side, side)
    _paint_disc(painter, place, size, _INK if mask else LIGHT.badge_muted)
    painter.save()
    if mask:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationOut)
    bar = max(1, round(side * 0.16))
    between = max(1, bar - side % 2 + 1)
    height = max(4, round(side * 0.5))
    left = round(place.center().x() - between / 2 - bar)
    top = round(place.center().y() - height / 2)
    for x in (left, left + bar + between):  # on whole pixels: a small one would be a grey spot otherwise
        painter.fillRect(x, top, bar, height, QColor(LIGHT.on_accent))
    painter.restore()


def _paint_disc(painter: QPainter, place: QRectF, size: int, colour: str) -> None:
    """Fill a circle, and leave free what lies around it."""
    painter.setPen(Qt.PenStyle.NoPen)
    gap = max(1.0, size / 20)
    painter.save()
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
    painter.setBrush(QColor(_INK))
    painter.drawEllipse(place.adjusted(-gap, -gap, gap, gap))
    painter.restore()
    painter.setBrush(QColor(colour))
    painter.drawEllipse(place)
