"""The dot at an avatar that says whether somebody is there. Its shape says it too, and whoever shows it says it in words."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

from desktop.core.values import Presence
from desktop.ui.avatars import paint_presence
from desktop.ui.theme.tokens import Tokens


def paint_dot(
    painter: QPainter, avatar: QRectF, presence: Presence | None, tokens: Tokens, ground: str
) -> None:
    """Paint the dot: filled for online, a ring for away and for offline, and nothing where nobody knows.

    `ground` is the colour behind the avatar.
    """
    if presence is None:
        return
    colours = {
        Presence.ONLINE: tokens.online,
        Presence.AWAY: tokens.away,
        Presence.OFFLINE: tokens.offline,
    }
    paint_presence(painter, avatar, colours[presence], ground, filled=presence is Presence.ONLINE)
