"""Measures and paints the places of pictures and files. Their room follows from what is known before they come."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetrics, QImage, QPainter, QPainterPath, QPen

from desktop.ui import icons
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.attached import FilePlace, PicturePlace, Whereabouts

PICTURE = QSizeF(320, 220)
ONE_OF_SEVERAL = QSizeF(188, 120)
SMALLEST = 48
"""Of a picture's place, whatever its size is."""
CARD = QSizeF(340, 56)
NARROWEST_CARD = 240
GAP = 8
RADIUS = 8
TILE = 36
TILE_RADIUS = 7
INNER = 10
ICON = 16
BAR = 4
BAR_WIDTH = 110


@dataclass(frozen=True, slots=True)
class AttachedBox:
    """A measured place."""

    area: QRectF
    place: PicturePlace | FilePlace


class Attached:
    """Measures and paints places, for one theme."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._name = theme.font(Style.BODY, weight=QFont.Weight.Medium)
        self._small = theme.font(Style.SMALL)
        self._tile = theme.font(Style.META, weight=QFont.Weight.Bold)

    def measure(
        self,
        pictures: Sequence[PicturePlace],
        files: Sequence[FilePlace],
        left: float,
        top: float,
        width: float,
    ) -> tuple[tuple[AttachedBox, ...], float]:
        """Return the places, one beside the other as far as there is room, and their lower edge."""
        most = PICTURE if len(pictures) == 1 else ONE_OF_SEVERAL
        sizes = [(_picture_size(picture, most, width), picture) for picture in pictures]
        shown, bottom = _flow(sizes, left, top, width)
        height = self._theme.taller(ceil(CARD.height()), Style.BODY, Style.SMALL)
        side_by_side = (width - GAP) / 2
        wide = min(CARD.width(), width)
        if len(files) > 1 and side_by_side >= NARROWEST_CARD:
            wide = min(wide, side_by_side)
        if shown and files:
            bottom += GAP
        cards, bottom = _flow([(QSizeF(wide, height), file) for file in files], left, bottom, width)
        return (*shown, *cards), bottom

    def paint(self, painter: QPainter, at: QPointF, box: AttachedBox, *, mirrored: bool) -> None:
        """Draw a place in a row that stands at `at`."""
        area = box.area.translated(at)
        if isinstance(box.place, PicturePlace):
            self._paint_picture(painter, area, box.place)
        else:
            self._paint_card(painter, area, box.place, mirrored=mirrored)

    def _paint_picture(self, painter: QPainter, area: QRectF, place: PicturePlace) -> None:
        tokens = self._theme.tokens
        outline = QPainterPath()
        outline.addRoundedRect(area, RADIUS, RADIUS)
        if place.image is not None:
            painter.save()
            painter.setClipPath(outline)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, place.image, _part_of(place.image, area))
            painter.restore()
        else:
            painter.fillPath(outline, QColor(tokens.bg_subtle))
            self._paint_state(painter, area, place)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

    def _paint_state(self, painter: QPainter, area: QRectF, place: PicturePlace) -> None:
        tokens = self._theme.tokens
        middle = area.center()
        line = self._theme.line_height(Style.SMALL)
        words = QRectF(area.left() + GAP, middle.y() + 2, area.width() - 2 * GAP, line)
        failed = place.state is Whereabouts.FAILED
        if place.state is Whereabouts.LOADING:
            wide = min(BAR_WIDTH, area.width() - 2 * INNER)
            self._paint_bar(painter, QRectF(middle.x() - wide / 2, middle.y() - 10, wide, BAR), place)
        else:
            name = {Whereabouts.NOT_HERE: "cloud-off", Whereabouts.FAILED: "rotate-cw"}
            colour = tokens.danger if failed else tokens.text_2
            picture = icons.pixmap(name.get(place.state, "download"), 18, colour, _ratio(painter))
            painter.drawPixmap(QPointF(middle.x() - 9, middle.y() - 22), picture)
        painter.setFont(self._small)
        painter.setPen(QColor(tokens.danger if failed else tokens.text_2))
        told = QFontMetrics(self._small).elidedText(
            place.told, Qt.TextElideMode.ElideRight, int(words.width())
        )
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, told)

    def _paint_card(self, painter: QPainter, area: QRectF, place: FilePlace, *, mirrored: bool) -> None:
        tokens = self._theme.tokens
        painter.setBrush(QColor(tokens.bg_base))
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

        def turned(part: QRectF) -> QRectF:
            if not mirrored:
                return part
            return QRectF(area.left() + area.right() - part.right(), part.top(), part.width(), part.height())

        middle = area.center().y()
        self._paint_tile(painter, turned(QRectF(area.left() + INNER, middle - TILE / 2, TILE, TILE)), place)
        name, icon = _ICONS[place.state], QRectF(area.right() - 2 * ICON, middle - ICON / 2, ICON, ICON)
        painter.drawPixmap(turned(icon).topLeft(), icons.pixmap(name, ICON, tokens.text_2, _ratio(painter)))
        left = area.left() + 2 * INNER + TILE
        first, second = self._theme.line_height(Style.BODY), self._theme.line_height(Style.SMALL)
        top = middle - (first + second) / 2
        room = icon.left() - INNER - left
        self._paint_words(
            painter, turned(QRectF(left, top, room, first)), place.name, self._name, tokens.text
        )
        line = QRectF(left, top + first, room, second)
        if place.state is Whereabouts.LOADING:
            told = QFontMetrics(self._small).horizontalAdvance(place.told) + GAP
            bar = max(SMALLEST, min(BAR_WIDTH, room - told))
            self._paint_bar(painter, turned(QRectF(left, line.center().y() - BAR / 2, bar, BAR)), place)
            line.setLeft(left + bar + GAP)
        colour = tokens.danger if place.state is Whereabouts.FAILED else tokens.text_2
        self._paint_words(painter, turned(line), place.told, self._small, colour)

    @staticmethod
    def _paint_words(painter: QPainter, area: QRectF, words: str, font: QFont, colour: str) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideMiddle, int(area.width()))
        painter.drawText(area, Qt.AlignmentFlag.AlignVCenter, shown)

    def _paint_tile(self, painter: QPainter, area: QRectF, place: FilePlace) -> None:
        tokens = self._theme.tokens
        grounds = {
            "PDF": (tokens.danger_bg, tokens.danger),
            "XLSX": (tokens.internal_bg, tokens.internal_text),
            "XLS": (tokens.internal_bg, tokens.internal_text),
            "CSV": (tokens.internal_bg, tokens.internal_text),
            "ZIP": (tokens.warn_bg, tokens.warn_text),
        }
        ground, colour = grounds.get(place.kind, (tokens.bg_chip, tokens.text_2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(area, TILE_RADIUS, TILE_RADIUS)
        painter.setFont(self._fitting(place.kind, area.width()))
        painter.setPen(QColor(colour))
        painter.drawText(area, Qt.AlignmentFlag.AlignCenter, place.kind)

    def _fitting(self, kind: str, width: float) -> QFont:
        """Return the tile's font, smaller where large letters would not find room in it."""
        wide = QFontMetrics(self._tile).horizontalAdvance(kind)
        if wide <= width:
            return self._tile
        font = QFont(self._tile)
        font.setPixelSize(int(QFontInfo(self._tile).pixelSize() * width / wide))
        return font

    def _paint_bar(self, painter: QPainter, area: QRectF, place: PicturePlace | FilePlace) -> None:
        tokens = self._theme.tokens
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.track))
        painter.drawRoundedRect(area, BAR / 2, BAR / 2)
        part = QRectF(area)
        part.setWidth(area.width() * min(1, place.done / max(1, place.size)))
        painter.setBrush(QColor(tokens.progress))
        painter.drawRoundedRect(part, BAR / 2, BAR / 2)


_ICONS = {
    Whereabouts.READY: "download",
    Whereabouts.LOADING: "x",
    Whereabouts.SAVED: "folder-open",
    Whereabouts.FAILED: "rotate-cw",
    Whereabouts.NOT_HERE: "cloud-off",
}


def _picture_size(picture: PicturePlace, most: QSizeF, width: float) -> QSizeF:
    """Return a picture's room: it keeps its ratio, is never enlarged, and never smaller than one could hit."""
    size = QSizeF(max(1, picture.width), max(1, picture.height))
    room = QSizeF(min(most.width(), width), most.height())
    if size.width() > room.width() or size.height() > room.height():
        size.scale(room, Qt.AspectRatioMode.KeepAspectRatio)
    return QSizeF(max(SMALLEST, round(size.width())), max(SMALLEST, round(size.height())))


def _part_of(image: QImage, area: QRectF) -> QRectF:
    """Return the middle of a picture, as much of it as fills a place without being drawn out."""
    part = QSizeF(area.size()).scaled(QSizeF(image.size()), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (image.width() - part.width()) / 2, (image.height() - part.height()) / 2
    return QRectF(QPointF(left, top), part)


def _flow(
    sizes: Sequence[tuple[QSizeF, PicturePlace | FilePlace]], left: float, top: float, width: float
) -> tuple[tuple[AttachedBox, ...], float]:
    boxes = []
    x, y, bottom = left, top, top
    for size, place in sizes:
        if x > left and x + size.width() > left + width:
            x, y = left, bottom + GAP
        boxes.append(AttachedBox(QRectF(QPointF(x, y), size), place))
        x += size.width() + GAP
        bottom = max(bottom, y + size.height())
    return tuple(boxes), bottom


def _ratio(painter: QPainter) -> float:
    return painter.device().devicePixelRatioF()
