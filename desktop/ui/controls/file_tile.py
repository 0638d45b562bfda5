"""The small tile that stands for a file: a picture itself, or the letters of another file's kind on the colour of that kind."""

from PySide6.QtCore import QRectF, QSizeF, Qt
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QTransform

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


def paint_small_picture(painter: QPainter, rect: QRectF, image: QImage, radius: float) -> None:
    """Paint as much of a picture as fills a tile. As a brush, since what is cut out by a path has ragged corners."""
    part = QSizeF(rect.size()).scaled(QSizeF(image.size()), Qt.AspectRatioMode.KeepAspectRatio)
    scale = rect.width() / part.width()
    left = rect.left() - (image.width() - part.width()) / 2 * scale
    top = rect.top() - (image.height() - part.height()) / 2 * scale
    brush = QBrush(image)
    brush.setTransform(QTransform.fromTranslate(left, top).scale(scale, scale))
    painter.save()
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(brush)
    painter.drawRoundedRect(rect, radius, radius)
    painter.restore()


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
