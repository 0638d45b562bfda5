"""Measures and paints the places of pictures and files. Their room follows from what is known before they come.

How far the bytes of a place have come is asked for while it is painted, and changes nothing of where anything stands.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from msgspec.structs import replace
from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QImage, QPainter, QPainterPath, QPen

from desktop.ui import icons
from desktop.ui.controls.file_tile import paint_file_tile
from desktop.ui.controls.progress import paint_progress
from desktop.ui.theme.theme import Style, Theme
from desktop.ui.timeline.parts import Hit
from desktop.ui.timeline.row_marks import RowMarks, paint_frame, paint_marked_line
from desktop.viewmodels.attached import AsSent, FilePlace, PicturePlace, Place, Shown, Way, Whereabouts
from desktop.viewmodels.timeline_entry import Action

PICTURE = QSizeF(320, 220)
ONE_OF_SEVERAL = QSizeF(188, 120)
SMALLEST = 48
"""Of a picture's place, whatever its size is."""
CARD = QSizeF(340, 56)
NARROWEST_CARD = 240
GAP = 8
RADIUS = 8
TILE = 36
INNER = 10
ICON = 16
SIGN = 30
"""Side of the square at the edge of a card, or in the corner of a picture, that stands for what can be done just now."""
SIGN_RADIUS = 6
BAR = 4
BAR_WIDTH = 110
PLATE_PADDING = 6
NO_BAR_BELOW = 256 << 10
"""Over the blurred colours of a picture nothing is said while so few bytes come: it would only flicker."""


@dataclass(frozen=True, slots=True)
class AttachedBox:
    """A measured place."""

    area: QRectF
    place: Place

    @property
    def hits(self) -> tuple[Hit, ...]:
        """What of it can be clicked, the smaller first; it stands where one reads from the left."""
        area, name, value = self.area, self.place.name, self.place.id
        whole = Hit(area, Action.PLACE, name, value)
        return Hit(sign_of(area, self.place, mirrored=False), Action.PLACE_WAY, name, value), whole


@dataclass(frozen=True, slots=True)
class _Now:
    """How a place is just now."""

    way: Way
    lit: Action | None
    """What of it the pointer is at."""
    mirrored: bool
    marked: RowMarks | None


def sign_of(area: QRectF, place: Place, *, mirrored: bool) -> QRectF:
    """Return where in a place the sign stands."""
    inset = GAP - 1
    top = area.center().y() - SIGN / 2 if isinstance(place, FilePlace) else area.bottom() - inset - SIGN
    left = area.left() + inset if mirrored else area.right() - inset - SIGN
    return QRectF(left, top, SIGN, SIGN)


class Attached:
    """Measures and paints places, for one theme."""

    def __init__(self, theme: Theme, shown: Shown | None = None) -> None:
        self._theme = theme
        self._shown = shown or AsSent()
        self._name = theme.font(Style.BODY, weight=QFont.Weight.Medium)
        self._small = theme.font(Style.SMALL)

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

    def paint(
        self,
        painter: QPainter,
        at: QPointF,
        box: AttachedBox,
        *,
        mirrored: bool,
        hit: Hit | None = None,
        marked: RowMarks | None = None,
    ) -> None:
        """Draw a place in a row that stands at `at`; `hit` is what the pointer is at, `marked` what of the row was found."""
        area = box.area.translated(at)
        lit = hit.action if hit is not None and hit.value == box.place.id else None
        now = _Now(self._shown.way(box.place), lit, mirrored, marked)
        painter.save()
        if isinstance(box.place, PicturePlace):
            self._paint_picture(painter, area, box.place, now)
        else:
            self._paint_card(painter, area, box.place, now)
        painter.restore()

    # Pictures.

    def _paint_picture(self, painter: QPainter, area: QRectF, place: PicturePlace, now: _Now) -> None:
        tokens, way = self._theme.tokens, now.way
        room = (area.size() * _ratio(painter)).toSize().expandedTo(QSize(1, 1))
        image = self._shown.image(place, room)
        under = image if image is not None else self._shown.blur(place, room)
        outline = QPainterPath()
        outline.addRoundedRect(area, RADIUS, RADIUS)
        painter.fillPath(outline, QColor(tokens.bg_subtle))
        if under is not None:
            painter.setClipPath(outline, Qt.ClipOperation.IntersectClip)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(area, under, part_of(under, area))
        if image is not None:
            if way.is_upload:
                self._paint_upload(painter, area, place, now)
        elif under is None or _is_worth_words(place, way):
            self._paint_state(painter, area, place, way, plate=under is not None)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(tokens.border), 1))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        if now.marked is not None and now.marked.spans(place.name):  # which is not written there
            paint_frame(painter, area, RADIUS, tokens, now.marked)

    def _paint_state(
        self, painter: QPainter, area: QRectF, place: PicturePlace, way: Way, *, plate: bool
    ) -> None:
        """Say in the middle why there is no picture, on a plate where there are colours under it."""
        tokens = self._theme.tokens
        middle = area.center()
        line = self._theme.line_height(Style.SMALL)
        metrics = QFontMetrics(self._small)
        room = area.width() - 2 * GAP
        told = metrics.elidedText(place.told(way), Qt.TextElideMode.ElideRight, int(room))
        words = QRectF(area.left() + GAP, middle.y() + 2, room, line)
        wide = min(BAR_WIDTH, area.width() - 2 * INNER)
        if plate:
            broad = min(room, max(metrics.horizontalAdvance(told), wide) + 2 * PLATE_PADDING)
            self._paint_plate(painter, QRectF(middle.x() - broad / 2, middle.y() - 28, broad, 36 + line))
        failed = way.state is Whereabouts.FAILED
        if way.is_under_way:
            share = way.done / max(1, place.bytes_of(way))
            paint_progress(
                painter, self._theme.tokens, QRectF(middle.x() - wide / 2, middle.y() - 10, wide, BAR), share
            )
        else:
            picture = icons.pixmap(
                _STATE_ICONS.get(way.state, "download"),
                18,
                tokens.danger if failed else tokens.text_2,
                _ratio(painter),
            )
            painter.drawPixmap(QPointF(middle.x() - 9, middle.y() - 22), picture)
        colour = tokens.danger if failed else tokens.text_2
        self._paint_words(painter, words, told, self._small, colour, centred=True)

    def _paint_upload(self, painter: QPainter, area: QRectF, place: PicturePlace, now: _Now) -> None:
        """Say at the foot of a picture how much of it is sent, and let it be stopped there."""
        tokens, way, mirrored = self._theme.tokens, now.way, now.mirrored
        sign = sign_of(area, place, mirrored=mirrored)
        foot = QRectF(area.left() + GAP - 1, sign.top(), area.width() - 2 * (GAP - 1), SIGN)
        self._paint_plate(painter, foot)
        self._paint_sign(painter, sign, _sign(place, way), lit=now.lit is Action.PLACE_WAY)
        words = QRectF(foot)
        words.adjust(
            SIGN if mirrored else GAP, 0, -GAP if mirrored else -SIGN, -BAR if way.is_under_way else 0
        )
        failed = way.state is Whereabouts.FAILED
        self._paint_words(
            painter, words, place.told(way), self._small, tokens.danger if failed else tokens.text_2
        )
        if way.is_under_way:
            bar = QRectF(words.left(), foot.bottom() - BAR - 3, words.width(), BAR - 1)
            paint_progress(
                painter, self._theme.tokens, bar, way.done / max(1, place.bytes_of(way)), mirrored=mirrored
            )

    def _paint_plate(self, painter: QPainter, area: QRectF) -> None:
        painter.setPen(QPen(QColor(self._theme.tokens.border), 1))
        painter.setBrush(QColor(self._theme.tokens.bg_base))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), SIGN_RADIUS, SIGN_RADIUS)

    # Files.

    def _paint_card(self, painter: QPainter, area: QRectF, place: FilePlace, now: _Now) -> None:
        tokens, way, mirrored = self._theme.tokens, now.way, now.mirrored
        lit = now.lit is Action.PLACE
        painter.setBrush(QColor(tokens.bg_hover if lit else tokens.bg_base))
        painter.setPen(QPen(QColor(tokens.border_field if lit else tokens.border), 1))
        painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)

        def turned(part: QRectF) -> QRectF:
            if not mirrored:
                return part
            return QRectF(area.left() + area.right() - part.right(), part.top(), part.width(), part.height())

        middle = area.center().y()
        tile = turned(QRectF(area.left() + INNER, middle - TILE / 2, TILE, TILE))
        paint_file_tile(painter, tile, place.attachment, self._theme)
        sign = sign_of(area, place, mirrored=mirrored)
        self._paint_sign(painter, sign, _sign(place, way), lit=now.lit is Action.PLACE_WAY)
        left = area.left() + 2 * INNER + TILE
        first, second = self._theme.line_height(Style.BODY), self._theme.line_height(Style.SMALL)
        top = middle - (first + second) / 2
        room = area.right() - (GAP - 1) - SIGN - left - 2
        name = turned(QRectF(left, top, room, first))
        self._paint_name(painter, name, place.name, now.marked)
        line = QRectF(left, top + first, room, second)
        if way.is_under_way:
            bar = max(SMALLEST, room - self._widest(place, way) - GAP)
            place_of_bar = turned(QRectF(left, line.center().y() - BAR / 2, bar, BAR))
            share = way.done / max(1, place.attachment.size)
            paint_progress(painter, self._theme.tokens, place_of_bar, share, mirrored=mirrored)
            line.setLeft(left + bar + GAP)
        colour = tokens.danger if way.state in _BAD else tokens.text_2
        told = place.told(way)
        if QFontMetrics(self._small).horizontalAdvance(told) > ceil(line.width()):
            told = place.told_briefly(way)
        self._paint_words(painter, turned(line), told, self._small, colour)

    def _paint_name(self, painter: QPainter, area: QRectF, name: str, marked: RowMarks | None) -> None:
        shown = QFontMetrics(self._name).elidedText(name, Qt.TextElideMode.ElideMiddle, ceil(area.width()))
        if marked is None or not paint_marked_line(
            painter, area, shown, self._name, self._theme.tokens, marked
        ):
            self._paint_words(painter, area, name, self._name, self._theme.tokens.text)

    def _widest(self, place: FilePlace, way: Way) -> int:
        """Return how much room its words take at most while it is on its way: the bar beside them keeps its length."""
        metrics = QFontMetrics(self._small)
        at_its_end = replace(way, done=place.attachment.size)
        # And one more: what is measured is rounded.
        return max(metrics.horizontalAdvance(place.told(each)) for each in (way, at_its_end)) + 1

    def _paint_sign(self, painter: QPainter, area: QRectF, name: str, *, lit: bool) -> None:
        tokens = self._theme.tokens
        if lit:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.bg_pressed))
            painter.drawRoundedRect(area.adjusted(2, 2, -2, -2), SIGN_RADIUS, SIGN_RADIUS)
        at = QPointF(area.center().x() - ICON / 2, area.center().y() - ICON / 2)
        colour = tokens.text if lit else tokens.text_2
        painter.drawPixmap(at, icons.pixmap(name, ICON, colour, _ratio(painter)))

    @staticmethod
    def _paint_words(
        painter: QPainter, area: QRectF, words: str, font: QFont, colour: str, *, centred: bool = False
    ) -> None:
        """Draw one line from where reading begins, or in the middle; the words keep their own direction, as a size does."""
        from_right = painter.layoutDirection() is Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if from_right else Qt.AlignmentFlag.AlignLeft
        side = Qt.AlignmentFlag.AlignHCenter if centred else side
        leading = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font)
        painter.setPen(QColor(colour))
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        shown = QFontMetrics(font).elidedText(words, Qt.TextElideMode.ElideMiddle, ceil(area.width()))
        painter.drawText(area, leading | Qt.TextFlag.TextDontClip, shown)
        painter.setLayoutDirection(
            Qt.LayoutDirection.RightToLeft if from_right else Qt.LayoutDirection.LeftToRight
        )


_BAD = {Whereabouts.FAILED, Whereabouts.BROKEN}
_STATE_ICONS = {
    Whereabouts.NOT_HERE: "cloud-off",
    Whereabouts.FAILED: "rotate-cw",
    Whereabouts.PAUSED: "play",
    Whereabouts.WAITING: "clock",
    Whereabouts.BROKEN: "image-off",
}
"""In the middle of a picture's place."""
_SIGNS = {
    Whereabouts.READY: "download",
    Whereabouts.WAITING: "x",
    Whereabouts.LOADING: "x",
    Whereabouts.PAUSED: "play",
    Whereabouts.SAVED: "folder-open",
    Whereabouts.FAILED: "rotate-cw",
    Whereabouts.NOT_HERE: "cloud-off",
    Whereabouts.BROKEN: "circle-alert",
}
"""At the edge of a card."""


def _sign(place: Place, way: Way) -> str:
    if isinstance(place, FilePlace) and place.only_saved and way.state is Whereabouts.SAVED:
        return "download"
    return _SIGNS[way.state]


def _is_worth_words(place: PicturePlace, way: Way) -> bool:
    """Tell whether something is said over the blurred colours of a picture: not of what is through in a moment."""
    if way.state in {Whereabouts.READY, Whereabouts.SAVED, Whereabouts.LOADING, Whereabouts.WAITING}:
        return place.small_bytes > NO_BAR_BELOW and way.state is not Whereabouts.SAVED
    return True


def _picture_size(picture: PicturePlace, most: QSizeF, width: float) -> QSizeF:
    """Return a picture's room: it keeps its ratio, is never enlarged, and never smaller than one could hit."""
    told = picture.size
    size = QSizeF(max(1, told[0]), max(1, told[1]))
    room = QSizeF(min(most.width(), width), most.height())
    if size.width() > room.width() or size.height() > room.height():
        size.scale(room, Qt.AspectRatioMode.KeepAspectRatio)
    return QSizeF(max(SMALLEST, round(size.width())), max(SMALLEST, round(size.height())))


def part_of(image: QImage, area: QRectF) -> QRectF:
    """Return the middle of a picture, as much of it as fills a place without being drawn out."""
    part = QSizeF(area.size()).scaled(QSizeF(image.size()), Qt.AspectRatioMode.KeepAspectRatio)
    left, top = (image.width() - part.width()) / 2, (image.height() - part.height()) / 2
    return QRectF(QPointF(left, top), part)


def _flow(
    sizes: Sequence[tuple[QSizeF, Place]], left: float, top: float, width: float
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
