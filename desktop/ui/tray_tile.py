"""One file in the composer's tray: a picture of it, or a card with name and state, and buttons to try again and to remove it."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAccessibleWidget, QWidget

from desktop.core.values import AttachmentId
from desktop.ui import icons
from desktop.ui.controls import IconButton
from desktop.ui.controls.file_tile import RADIUS as SQUARE_RADIUS
from desktop.ui.controls.file_tile import paint_file_tile
from desktop.ui.controls.focus import Ringed
from desktop.ui.controls.mirror import mirrored
from desktop.ui.dialogs.words import leading
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels import attaching_words
from desktop.viewmodels.decoded import Pictures
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.tips import tip
from desktop.viewmodels.tray import Tile, TileState

HEIGHT = 52
_PICTURE_WIDTH = 72
_RADIUS = 8
_SQUARE = 32
_EDGE = 8
_GAP = 10
_LONGEST_NAME = 24
"""In letters of usual width; longer ones are cut in the middle."""
_CROSS = 26
_ROUND = 20
_SPIN_EVERY_MS = 40
_SPIN_STEP = 15
"""Degrees a turn of the spinner's clock."""


class RemoveButton(IconButton):
    """Takes the file off the draft; over a picture it is a dark disc with a cross. Keys do the same on the tile itself."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "x", "", parent, size=_CROSS, icon_size=15)
        self._over_picture = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def set_over_picture(self, over: bool) -> None:  # noqa: FBT001 - a setter
        """Stand on a picture, whatever its colours are, or on a card."""
        self._over_picture = over
        self.setFixedSize(_ROUND if over else _CROSS, _ROUND if over else _CROSS)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the disc, where there is one."""
        if not self._over_picture:
            super().paintEvent(event)
            return
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.on_accent), 1) if self.underMouse() else Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.viewer_bar))
        painter.drawEllipse(QRectF(self.rect()).adjusted(1, 1, -1, -1))
        cross = icons.pixmap("x", 12, tokens.on_accent, self.devicePixelRatioF(), 2.0)
        painter.drawPixmap(QPoint((self.width() - 12) // 2, (self.height() - 12) // 2), cross)


class RetryButton(IconButton):
    """Tries again what could not be attached; the tile's menu does the same."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "rotate-cw", "", parent, size=_CROSS, icon_size=15)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class TileView(Ringed, QWidget):
    """The tile of one file.

    Signals:
        removed: the file is to go.
        retried: it is to be tried again.
        menu_requested (QPoint): what can be done with it is asked for, at a place on the screens.
        stepped (int): the keyboard is to go to the next tile (1), the one before (-1), the last (2) or the first (-2).
        left: the keyboard is to go back to the text.
        taken: the keyboard came here.
        reshaped: it has another size, as its file turned out to be no picture.
    """

    removed = Signal()
    retried = Signal()
    menu_requested = Signal(QPoint)
    stepped = Signal(int)
    left = Signal()
    taken = Signal()
    reshaped = Signal()

    def __init__(self, theme: Theme, pictures: Pictures | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pictures = pictures
        self._tile = Tile("", "", TileState.PREPARING)
        self._angle = 0
        self._widest = 1 << 14
        self._wanted = 0
        """How wide it would be where there is room enough."""
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.remove_button = RemoveButton(theme, self)
        self.remove_button.clicked.connect(self.removed)
        self.retry_button = RetryButton(theme, self)
        self.retry_button.clicked.connect(self.retried)
        self._spin = QTimer(self, interval=_SPIN_EVERY_MS)
        self._spin.timeout.connect(self._turn)
        if pictures is not None:
            pictures.decoded.connect(self._on_decoded)
        theme.changed.connect(self._fit)

    @property
    def tile(self) -> Tile:
        """What is shown."""
        return self._tile

    def show_tile(self, tile: Tile) -> None:
        """Show a file, or another state of it."""
        if tile == self._tile:
            return
        self._tile = tile
        name = attaching_words.file_name(tile.name)
        self.setAccessibleName(filled(self.tr("%1, %2"), name, attaching_words.state(tile)))
        self.setAccessibleDescription(tile.reason)
        self.setToolTip(tip("\n".join(self._told(name))))
        self.remove_button.set_name(filled(self.tr("Remove %1"), name))
        self.retry_button.set_name(filled(self.tr("Try again to attach %1"), name))
        self.retry_button.setVisible(tile.state is TileState.FAILED)
        if tile.state is TileState.PREPARING and self._theme.motion(_SPIN_EVERY_MS):
            self._spin.start()
        else:
            self._spin.stop()
        self._fit()

    def _told(self, name: str) -> Iterable[str]:
        yield name
        yield self._tile.reason or attaching_words.state(self._tile)
        if self._tile.as_file is False:
            yield attaching_words.photo_is_stripped()

    @property
    def _shows_picture(self) -> bool:
        source = self._source()
        return source is not None and self._pictures is not None and not self._pictures.is_broken(source)

    def _source(self) -> AttachmentId | None:
        """Return of what the picture is shown: the small copy, where there is one; None for what is no picture."""
        attachment = self._tile.attachment
        if attachment is None or attachment.picture is None:
            return None
        thumbnail = attachment.picture.thumbnail
        return thumbnail.id if thumbnail is not None else attachment.id

    def _image(self) -> QImage | None:
        source = self._source()
        if self._pictures is None or source is None:
            return None
        return self._pictures.image(source, QSize(_PICTURE_WIDTH, self.height()) * self.devicePixelRatioF())

    def _on_decoded(self, attachment: AttachmentId) -> None:
        if attachment == self._source():
            self._fit()
            self.reshaped.emit()

    def _turn(self) -> None:
        self._angle = (self._angle + _SPIN_STEP) % 360
        self.update(self._square().toAlignedRect())

    # How it looks.

    def sizeHint(self) -> QSize:
        """Return the size that the name needs, up to some letters, or the picture."""
        high = self._theme.taller(HEIGHT, Style.BODY, Style.SMALL)
        if self._shows_picture:
            self._wanted = _PICTURE_WIDTH
            return QSize(_PICTURE_WIDTH, high)
        name, small = QFontMetrics(self._name_font()), QFontMetrics(self._theme.font(Style.SMALL))
        most = _LONGEST_NAME * name.averageCharWidth()
        wide = min(most, name.horizontalAdvance(attaching_words.file_name(self._tile.name)) + 1)
        wide = max(wide, small.horizontalAdvance(attaching_words.state(self._tile)) + 1)
        self._wanted = self._words_left() + wide + self._buttons_width() + _EDGE
        return QSize(min(self._widest, self._wanted), high)

    def _fit(self) -> None:
        self.setFixedSize(self.sizeHint())
        shows = self._shows_picture
        self.remove_button.set_over_picture(shows)
        edge = 3 if shows else (_EDGE - 2)
        side = self.remove_button.width()
        top = edge if shows else (self.height() - side) // 2
        place = QRectF(self.width() - side - edge, top, side, side)
        self.remove_button.move(mirrored(self, place).topLeft().toPoint())
        beside = QRectF(place.left() - _CROSS, (self.height() - _CROSS) // 2, _CROSS, _CROSS)
        self.retry_button.move(mirrored(self, beside).topLeft().toPoint())
        self.updateGeometry()
        self.update()

    def fit_into(self, width: int) -> None:
        """Be no wider than the tray."""
        before, self._widest = self._widest, width
        if min(before, width) < self._wanted:
            self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Change sides with the direction of reading."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._fit()

    def _square(self) -> QRectF:
        return mirrored(self, QRectF(_EDGE, (self.height() - _SQUARE) / 2, _SQUARE, _SQUARE))

    def _words_left(self) -> int:
        return _EDGE + _SQUARE + _GAP

    def _buttons_width(self) -> int:
        return _CROSS + 4 + (_CROSS if self._tile.state is TileState.FAILED else 0)

    def _name_font(self) -> QFont:
        return self._theme.font(Style.BODY, weight=QFont.Weight.Medium)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture or the card, and the ring."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = QRectF(self.rect())
        if self._shows_picture:
            self._paint_picture(painter, area)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.bg_field))
            painter.drawRoundedRect(area, _RADIUS, _RADIUS)
            self._paint_card(painter, QRectF(event.rect()))
        line = tokens.danger_fill if self._tile.state is TileState.FAILED else tokens.border
        ringed = self.shows_ring()
        painter.setPen(QPen(QColor(tokens.focus if ringed else line), 2 if ringed else 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        inset = 1 if ringed else 0.5
        painter.drawRoundedRect(area.adjusted(inset, inset, -inset, -inset), _RADIUS, _RADIUS)

    def _paint_picture(self, painter: QPainter, area: QRectF) -> None:
        outline = QPainterPath()
        outline.addRoundedRect(area, _RADIUS, _RADIUS)
        image = self._image()
        painter.fillPath(outline, QColor(self._theme.tokens.bg_subtle))
        if image is None:
            return
        painter.save()
        painter.setClipPath(outline)
        part = area.size().scaled(image.size().toSizeF(), Qt.AspectRatioMode.KeepAspectRatio)
        corner = QPointF((image.width() - part.width()) / 2, (image.height() - part.height()) / 2)
        painter.drawImage(area, image, QRectF(corner, part))
        painter.restore()

    def _paint_card(self, painter: QPainter, dirty: QRectF) -> None:
        tokens, tile = self._theme.tokens, self._tile
        square = self._square()
        if tile.attachment is not None:
            paint_file_tile(painter, square, tile.attachment, self._theme)
        else:
            self._paint_state(painter, square)
            if square.toAlignedRect().contains(dirty.toAlignedRect()):  # it turns, and all else stays
                return
        first, second = self._theme.line_height(Style.BODY), self._theme.line_height(Style.SMALL)
        left, top = self._words_left(), (self.height() - first - second) / 2
        room = self.width() - left - self._buttons_width() - _EDGE
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # of the words, not of the window
        failed = tile.state is TileState.FAILED
        lines = (
            (attaching_words.file_name(tile.name), self._name_font(), tokens.text, first),
            (
                attaching_words.state(tile),
                self._theme.font(Style.SMALL),
                tokens.danger if failed else tokens.text_2,
                second,
            ),
        )
        for said, font, colour, high in lines:
            painter.setFont(font)
            painter.setPen(QColor(colour))
            shown = QFontMetrics(font).elidedText(said, Qt.TextElideMode.ElideMiddle, room + 1)
            where = mirrored(self, QRectF(left, top, room + 1, high))
            painter.drawText(where, leading(self.layoutDirection()) | Qt.AlignmentFlag.AlignVCenter, shown)
            top += high

    def _paint_state(self, painter: QPainter, square: QRectF) -> None:
        """Draw that there is no file yet: what turns while it is being copied, or that it could not be."""
        tokens, failed = self._theme.tokens, self._tile.state is TileState.FAILED
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.danger_bg if failed else tokens.bg_chip))
        painter.drawRoundedRect(square, SQUARE_RADIUS, SQUARE_RADIUS)
        size = 16
        name, colour = ("circle-alert", tokens.danger) if failed else ("loader", tokens.text_2)
        picture = icons.pixmap(name, size, colour, self.devicePixelRatioF())
        painter.save()
        painter.translate(square.center())
        painter.rotate(0 if failed else self._angle)
        painter.drawPixmap(QPointF(-size / 2, -size / 2), picture)
        painter.restore()

    # Keys and mouse.

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove, go to another tile or back to the text, and tell what can be done."""
        to_right = 1 if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else -1
        steps = {
            Qt.Key.Key_Right: to_right,
            Qt.Key.Key_Left: -to_right,
            Qt.Key.Key_Down: 1,
            Qt.Key.Key_Up: -1,
            Qt.Key.Key_Home: -2,
            Qt.Key.Key_End: 2,
        }
        key = event.key()
        shift_f10 = key == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if key in steps:
            self.stepped.emit(steps[Qt.Key(key)])
        elif key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.removed.emit()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space} or shift_f10:
            self.menu_requested.emit(self.mapToGlobal(self.rect().bottomLeft()))
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the keyboard is here."""
        super().focusInEvent(event)
        self.taken.emit()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take the ring away."""
        super().focusOutEvent(event)
        self.update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let the keyboard be where the mouse was."""
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for what can be done with it."""
        event.accept()
        self.menu_requested.emit(event.globalPos())


def _readable(_name: str, widget: object) -> QAccessibleInterface | None:
    """Tell Qt that a tile is one of a list; it keeps the interface and deletes it with the widget."""
    if not isinstance(widget, TileView):
        return None
    return QAccessibleWidget(widget, QAccessible.Role.ListItem, widget.accessibleName())


QAccessible.installFactory(_readable)
