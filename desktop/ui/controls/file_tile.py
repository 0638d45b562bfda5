"""The small square that stands for a file which is no picture: the letters of its kind on the colour of its kind."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from desktop.core.values import Attachment
from desktop.ui import icons
from desktop.ui.theme.theme import Theme
from desktop.ui.theme.tokens import Tokens
from desktop.viewmodels.file_words import Tone, kind_letters, kind_tone

RADIUS = 7
_LETTERS_SHARE = 0.28
"""Height of the letters against the tile's."""
_LONG = 4
_LONG_SHARE = 0.25
_ICON_SHARE = 0.5


def tile_colours(tone: Tone, tokens: Tokens) -> tuple[str, str]:
    """Return the colour of a tile and of the letters on it."""
    return {
        Tone.PRINTED: (tokens.danger_bg, tokens.danger),
        Tone.SHEET: (tokens.internal_bg, tokens.internal_text),
        Tone.TEXT: (tokens.accent_tint, tokens.accent_text),
        Tone.PACKED: (tokens.warn_bg, tokens.warn_text),
        Tone.OTHER: (tokens.bg_chip, tokens.text_2),
    }[tone]


def paint_file_tile(painter: QPainter, rect: QRectF, attachment: Attachment, theme: Theme) -> None:
    """Paint the tile of a file into a square."""
    ground, colour = tile_colours(kind_tone(attachment), theme.tokens)
    letters = kind_letters(attachment)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(rect, RADIUS, RADIUS)
    if letters:
        font = painter.font()
        share = _LONG_SHARE if len(letters) >= _LONG else _LETTERS_SHARE
        font.setPixelSize(max(7, round(rect.height() * share)))
        font.setWeight(font.Weight.Bold)
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, letters)
    else:
        size = round(rect.height() * _ICON_SHARE)
        picture = icons.pixmap("file", size, colour, painter.device().devicePixelRatioF())
        place = QRectF(0, 0, size, size)
        place.moveCenter(rect.center())
        painter.drawPixmap(place.topLeft().toPoint(), picture)
    painter.restore()
