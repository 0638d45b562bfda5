"""The controls of settings that have more than two values: a select, a time of the day, and a slider."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QRectF, QSize, Qt, QTime, QTimer
from PySide6.QtGui import (
    QAction,
    QActionGroup,
    QColor,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox, QSizePolicy, QSlider, QTimeEdit, QWidget

from desktop.ui import icons
from desktop.ui.controls import Menu
from desktop.ui.controls.focus import RING, Ringed, paint_ring, paint_ring_around
from desktop.ui.controls.mirror import mirrored
from desktop.ui.dialogs.words import leading
from desktop.ui.theme.theme import Style, Theme
from desktop.ui.theme.tokens import Tokens

_HEIGHT = 32
_RADIUS = 7
_SIDE = 12
_ARROWS = 13
_LEAST = 100
_MOST = 300
_TIME_WIDTH = 92
_STEP_MINUTES = 15
_SLIDER_WIDTH = 150
_KNOB = 16
_TRACK = 4
_ROOM = 4


class Select(Ringed, QComboBox):
    """One of a few values, chosen in a menu."""

    def __init__(
        self,
        theme: Theme,
        options: Sequence[tuple[object, str]],
        choose: Callable[[object], object],
        parent: QWidget | None = None,
    ) -> None:
        """`choose` is called with the value that the user chooses."""
        super().__init__(parent)
        self._theme = theme
        self._values = [value for value, _words in options]
        self._had_ring = False
        self.addItems([words for _value, words in options])
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.activated.connect(lambda at: choose(self._values[at]))
        theme.changed.connect(self._take_theme)

    def show_value(self, value: object) -> None:
        """Show which one holds."""
        self.setCurrentIndex(self._values.index(value))

    def _take_theme(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """Return the room for the longest words."""
        metrics = QFontMetrics(self._theme.font(Style.BODY))
        longest = max(metrics.horizontalAdvance(self.itemText(at)) for at in range(self.count()))
        wide = min(max(_LEAST, longest + 3 * _SIDE + _ARROWS), round(_MOST * self._theme.scale))
        return QSize(wide, self._theme.taller(_HEIGHT, Style.BODY))

    def minimumSizeHint(self) -> QSize:
        """Words may be cut where there is little room."""
        return QSize(min(_LEAST, self.sizeHint().width()), self.sizeHint().height())

    def showPopup(self) -> None:
        """Open the menu, below, with the value that holds ticked."""
        menu = Menu(self._theme, self)
        menu.setAccessibleName(self.accessibleName())
        group = QActionGroup(menu)
        for at in range(self.count()):
            action = menu.put(self.itemText(at))
            action.setCheckable(True)
            action.setChecked(at == self.currentIndex())
            action.triggered.connect(lambda _checked, chosen=at: self._take(chosen))
            group.addAction(action)
            if at == self.currentIndex():
                menu.setActiveAction(action)
        menu.setMinimumWidth(self.width())
        menu.aboutToHide.connect(menu.deleteLater)
        # Its end stands below that of the field, which is at the end of its row.
        wide = max(self.width(), menu.sizeHint().width())
        from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        left = wide if from_right else self.width() - wide
        menu.popup(self.mapToGlobal(QPoint(left, self.height() + 2)))
        checked = group.checkedAction()
        if isinstance(checked, QAction):
            menu.setActiveAction(checked)

    def hidePopup(self) -> None:
        """There is nothing to hide: menus go by themselves."""

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Remember the ring while the menu has the keyboard."""
        self._had_ring = self._by_keyboard
        super().focusOutEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the ring again that was there before the menu."""
        super().focusInEvent(event)
        if event.reason() is Qt.FocusReason.PopupFocusReason:
            self._by_keyboard = self._had_ring

    def _take(self, at: int) -> None:
        if at != self.currentIndex():
            self.setCurrentIndex(at)
            self.activated.emit(at)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll: who turns the wheel over it does not choose."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the words in a field with arrows at its end."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        ground = tokens.bg_hover if self.underMouse() else tokens.bg_raised
        _paint_field(self, painter, tokens, ground, ring=self.shows_ring())
        room = self.width() - 3 * _SIDE - _ARROWS + 4
        painter.setFont(self._theme.font(Style.BODY))
        painter.setPen(QColor(tokens.text))
        words = painter.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room)
        place = mirrored(self, QRectF(_SIDE, 0, room, self.height()))
        painter.drawText(place, leading(self.layoutDirection()) | Qt.AlignmentFlag.AlignVCenter, words)
        _paint_arrows(self, painter, tokens.text_2)


class TimeField(Ringed, QTimeEdit):
    """A time of the day, in minutes after midnight."""

    def __init__(self, theme: Theme, name: str, choose: Callable[[int], object]) -> None:
        """`choose` is called when the user has chosen another time."""
        super().__init__()
        self._theme = theme
        self._choose = choose
        self.setAccessibleName(name)
        self.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # times are written so everywhere
        self.setDisplayFormat(_short(self.locale().timeFormat(self.locale().FormatType.ShortFormat)))
        self.setButtonSymbols(QAbstractSpinBox.ButtonSymbols.NoButtons)
        self.setWrapping(True)
        self.setFrame(False)
        self.setKeyboardTracking(False)
        self.timeChanged.connect(self._on_changed)
        self.lineEdit().installEventFilter(self)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def show_value(self, minutes: int) -> None:
        """Show a time."""
        if minutes != self._minutes():
            self.blockSignals(True)  # noqa: FBT003 - Qt's
            self.setTime(QTime(minutes // 60, minutes % 60))
            self.blockSignals(False)  # noqa: FBT003 - Qt's

    def _minutes(self) -> int:
        return self.time().hour() * 60 + self.time().minute()

    def _on_changed(self) -> None:
        self._choose(self._minutes())

    def _take_theme(self) -> None:
        font = self._theme.font(Style.BODY)
        self.setFont(font)
        words = QFontMetrics(font).horizontalAdvance(QTime(20, 58).toString(self.displayFormat()))
        self.setFixedSize(
            max(_TIME_WIDTH, words + 3 * _SIDE + _ARROWS + 6), self._theme.taller(_HEIGHT, Style.BODY)
        )
        self._place_text()
        self.update()

    def _place_text(self) -> None:
        after = _SIDE + _ARROWS
        # Its ground would cover the ring's inner line.
        inside = self.rect().adjusted(_SIDE - 3, RING, -after, -RING)
        self.lineEdit().setGeometry(inside)

    def _take_digits(self) -> None:
        # Into hours or minutes that are complete and not selected no digit goes.
        if not self.lineEdit().hasSelectedText():
            self.setSelectedSection(self.currentSection())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Select the hours or the minutes that were clicked, so that one may type them."""
        if event.type() is QEvent.Type.MouseButtonRelease:
            QTimer.singleShot(0, self, self._take_digits)
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let digits that are typed over the whole time begin with the hours; Qt would take none."""
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.setSelectedSection(self.sectionAt(0))
        else:
            super().keyPressEvent(event)

    def stepBy(self, steps: int) -> None:
        """Go through the minutes by quarters of an hour."""
        if self.currentSection() is QTimeEdit.Section.MinuteSection:
            minutes = self._minutes()
            on = (minutes // _STEP_MINUTES + steps) if steps > 0 else (-(-minutes // _STEP_MINUTES) + steps)
            minutes = on * _STEP_MINUTES % (24 * 60)
            self.setTime(QTime(minutes // 60, minutes % 60))
            self.setSelectedSection(QTimeEdit.Section.MinuteSection)
        else:
            super().stepBy(steps)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Step by the arrows."""
        at_arrows = event.position().x() >= self.width() - _SIDE - _ARROWS - 6
        if event.button() is Qt.MouseButton.LeftButton and at_arrows:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.stepBy(1 if event.position().y() < self.height() / 2 else -1)
        else:
            super().mousePressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the room for the arrows."""
        super().resizeEvent(event)
        self._place_text()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the field with arrows at its end."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        _paint_field(self, painter, tokens, tokens.bg_field, ring=self.hasFocus())
        _paint_arrows(self, painter, tokens.text_2)


class Slider(Ringed, QSlider):
    """One of a few steps along a line."""

    def __init__(self, theme: Theme, steps: int) -> None:
        super().__init__(Qt.Orientation.Horizontal)
        self._theme = theme
        self.setRange(0, steps - 1)
        self.setPageStep(1)
        self.setFixedSize(_SLIDER_WIDTH + 2 * _ROOM, _KNOB + 2 * _ROOM)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def _left_of(self, value: int) -> float:
        return _ROOM + (self.width() - 2 * _ROOM - _KNOB) * value / max(1, self.maximum())

    def _take(self, x: float) -> None:
        at = self.width() - x if self.layoutDirection() is Qt.LayoutDirection.RightToLeft else x
        step = (self.width() - 2 * _ROOM - _KNOB) / max(1, self.maximum())
        self.setValue(round((at - _ROOM - _KNOB / 2) / step))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Go to where the mouse is."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._take(event.position().x())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Follow the mouse."""
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._take(event.position().x())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        """Everything is done already."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Let the page scroll."""
        event.ignore()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint line and knob."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        knob = mirrored(self, QRectF(self._left_of(self.value()), _ROOM, _KNOB, _KNOB))
        line = QRectF(_ROOM, (self.height() - _TRACK) / 2, self.width() - 2 * _ROOM, _TRACK)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.track))
        painter.drawRoundedRect(line, _TRACK / 2, _TRACK / 2)
        taken = mirrored(self, QRectF(_ROOM, line.top(), self._left_of(self.value()) + _KNOB / 2, _TRACK))
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(taken, _TRACK / 2, _TRACK / 2)
        if self.shows_ring():
            paint_ring_around(painter, knob.adjusted(1, 1, -1, -1), tokens.focus, _KNOB / 2)
        painter.setPen(QPen(QColor(tokens.border_control), 1))
        painter.setBrush(QColor(tokens.on_accent))
        painter.drawEllipse(knob.adjusted(0.5, 0.5, -0.5, -0.5))


def _short(format_: str) -> str:
    """Return a format of times without the time zone, which some languages name."""
    return format_.replace(" t", "").strip()


def _paint_field(field: QWidget, painter: QPainter, tokens: Tokens, ground: str, *, ring: bool) -> None:
    """Paint the frame of a field on its ground; whatever is painted into it is as faint, where it cannot be used."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    if not field.isEnabled():
        painter.setOpacity(0.45)
    area = QRectF(field.rect())
    painter.setPen(QPen(QColor(tokens.border_field), 1))
    painter.setBrush(QColor(ground))
    painter.drawRoundedRect(area.adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)
    if ring:
        paint_ring(painter, area, tokens.focus, _RADIUS - 1)


def _paint_arrows(field: QWidget, painter: QPainter, colour: str) -> None:
    picture = icons.pixmap("chevrons-up-down", _ARROWS, colour, field.devicePixelRatioF())
    left, top = field.width() - _SIDE - _ARROWS + 3, (field.height() - _ARROWS) // 2
    painter.drawPixmap(mirrored(field, QRectF(left, top, _ARROWS, _ARROWS)).topLeft(), picture)
