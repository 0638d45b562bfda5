"""Avatars: a person's initials on a colour that is always theirs, alone or two overlapping for a group."""

import zlib
from math import floor

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPixmap, QPixmapCache, QTransform

from desktop.ui.theme.tokens import AVATARS, Tokens

_INITIALS_SHARE = 0.36
"""Height of the letters against the circle's."""
_GROUP_SHARE = 0.6
_RING = 2
_DOTS = ((40, 10), (28, 8), (0, 7))
"""From which height of an avatar on its dot is how large."""


def avatar_color(user_id: str) -> str:
    """Return a person's colour: the same on every computer and in every run."""
    return AVATARS[zlib.crc32(user_id.encode()) % len(AVATARS)]


def initials(name: str) -> str:
    """Return the first letters of the first and the last word, in capitals; one for a single word."""
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return name[:1].upper()
    letters = words[0][0] if len(words) == 1 else words[0][0] + words[-1][0]
    return letters.upper()


def paint_avatar(painter: QPainter, rect: QRectF, user_id: str, name: str) -> None:
    """Paint one person's circle into a square. It is drawn once and then copied: the same few stand in every list."""
    if painter.transform().type().value > QTransform.TransformationType.TxTranslate.value:
        _draw_avatar(painter, rect, user_id, name)
        return
    corner = QPointF(floor(rect.x()), floor(rect.y()))
    place = rect.translated(-corner)
    ratio = painter.device().devicePixelRatioF()
    font = painter.font()
    key = f"avatar {user_id} {initials(name)} {place.x()} {place.y()} {place.width()} {place.height()} {ratio} {font.family()}"
    picture = QPixmap()
    if not QPixmapCache.find(key, picture):
        picture = QPixmap((QSizeF(place.right(), place.bottom()) * ratio).toSize() + QSize(1, 1))
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        inside = QPainter(picture)
        inside.setFont(font)
        _draw_avatar(inside, place, user_id, name)
        inside.end()
        QPixmapCache.insert(key, picture)
    painter.drawPixmap(corner, picture)


def _draw_avatar(painter: QPainter, rect: QRectF, user_id: str, name: str) -> None:
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(avatar_color(user_id)))
    painter.drawEllipse(rect)
    font = QFont(painter.font())
    font.setPixelSize(max(7, round(rect.height() * _INITIALS_SHARE)))
    font.setWeight(QFont.Weight.DemiBold)
    painter.setFont(font)
    painter.setPen(QColor("#FFFFFF"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, initials(name))
    painter.restore()


def paint_group_avatar(
    painter: QPainter,
    rect: QRectF,
    front: tuple[str, str],
    back: tuple[str, str],
    ring: str,
    reading: Qt.LayoutDirection,
) -> None:
    """Paint two people, each (user id, name), overlapping in a square; `ring` is the colour of the ground.

    Who is behind stands where `reading` comes from, and above.
    """
    size = rect.height() * _GROUP_SHARE
    start, end = rect.x(), rect.x() + rect.height() - size
    if reading is Qt.LayoutDirection.RightToLeft:
        start, end = end, start
    paint_avatar(painter, QRectF(start, rect.y(), size, size), *back)
    place = QRectF(end, rect.bottom() - size, size, size)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ring))
    painter.drawEllipse(place.adjusted(-_RING, -_RING, _RING, _RING))
    painter.restore()
    paint_avatar(painter, place, *front)


def paint_presence(
    painter: QPainter, avatar: QRectF, colour: str, ring: str, *, filled: bool, reading: Qt.LayoutDirection
) -> None:
    """Paint the dot at the lower end of an avatar, in a gap of the ground's colour `ring`: filled, or a ring of its own colour.

    The end is where `reading` goes to: the right, or the left of a mirrored screen.
    """
    size = next(dot for least, dot in _DOTS if avatar.height() >= least)
    inwards = size / 2 - 1
    mirrored = reading is Qt.LayoutDirection.RightToLeft
    across = avatar.left() + inwards if mirrored else avatar.right() - inwards
    centre = QPointF(across, avatar.bottom() - inwards)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ring))
    painter.drawEllipse(centre, size / 2 + _RING, size / 2 + _RING)
    painter.setBrush(QColor(colour))
    painter.drawEllipse(centre, size / 2, size / 2)
    if not filled:
        painter.setBrush(QColor(ring))
        painter.drawEllipse(centre, size / 2 - 2, size / 2 - 2)
    painter.restore()


def paint_presence_of(
    painter: QPainter, avatar: QRectF, presence: str, tokens: Tokens, ring: str, reading: Qt.LayoutDirection
) -> None:
    """Paint the dot of a presence, a `desktop.core.values.Presence` by its value; nothing while it is not known."""
    if presence:
        colour = {"online": tokens.online, "away": tokens.away}.get(presence, tokens.offline)
        paint_presence(painter, avatar, colour, ring, filled=presence == "online", reading=reading)
