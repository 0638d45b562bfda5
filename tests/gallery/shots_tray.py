"""The pictures of the icon in the tray, on a light and on a dark panel, and of what is said before the window goes there."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from desktop.ui.dialogs.tray_told import TrayToldDialog
from desktop.ui.theme.theme import Style, Theme
from desktop.ui.tray_picture import tray_picture
from desktop.viewmodels.background import Background
from desktop.viewmodels.tray_words import TrayState, tool_tip
from tests.gallery.shots import SHOTS, scene
from tests.gallery.stage import Stage

_SIZES = (16, 22, 24, 32, 48, 64)
_LARGER = 4
"""So many times as large as it is, to be looked at."""
_ROW = 84
_STATES = (
    TrayState(),
    TrayState(unread=3),
    TrayState(unread=12),
    TrayState(unread=3, counts=False),
    TrayState(paused="Until 15:00"),
    TrayState(unread=3, is_offline=True, paused="Until 15:00"),
)


@scene("tray-told")
async def tray_told(here: Stage) -> None:
    TrayToldDialog(here.window._theme, here.window).open()
    await here.dialog()


async def tray_icons(theme: Theme, _background: Background) -> QPixmap:
    """Every state in the sizes that panels ask for; below, the one of a menu bar that colours it."""
    picture = QPixmap(1280, 40 + _ROW * (len(_STATES) * 2))
    picture.fill(QColor(theme.tokens.bg_base))
    painter = QPainter(picture)
    painter.setFont(theme.font(Style.BODY))
    for number, (state, mask) in enumerate((state, mask) for mask in (False, True) for state in _STATES):
        top = 20 + _ROW * number
        painter.setPen(QColor(theme.tokens.text))
        words = QRectF(20, top, 330, 64)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap, tool_tip(state))
        left = 360.0
        for size in _SIZES:
            painter.drawPixmap(QPointF(left, top + (64 - size) / 2), _shown(state, size, mask, theme))
            left += size + 24
        for size in _SIZES[:2]:
            larger = _shown(state, size, mask, theme).scaledToHeight(size * _LARGER if size == 16 else 66)
            painter.drawPixmap(QPointF(left + 40, top), larger)
            left += larger.width() + 40
    painter.end()
    return picture


def _shown(state: TrayState, size: int, mask: bool, theme: Theme) -> QPixmap:
    """Return the icon as a panel shows it: a shape gets the colour of the panel's words."""
    picture = tray_picture(state, size, mask=mask)
    if mask:
        painter = QPainter(picture)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(picture.rect(), QColor(theme.tokens.text))
        painter.end()
    return picture


SHOTS["tray-icons"] = tray_icons
