"""The image viewer itself: a window over the one of the chat, with the picture, a bar above it and the other pictures below.

What it shows, and how that comes here, is `viewmodels.viewer`'s to know; here are its parts, its keys, and its end.
"""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QContextMenuEvent,
    QGuiApplication,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from desktop.ui import icons
from desktop.ui.controls import IconButton, Menu
from desktop.ui.controls.focus import paint_ring
from desktop.ui.dialogs.words import announce
from desktop.ui.saving import ask_where
from desktop.ui.theme.theme import Theme
from desktop.ui.viewer.bar import Bar
from desktop.ui.viewer.canvas import Canvas
from desktop.ui.viewer.dark import DarkTheme
from desktop.ui.viewer.foot import Foot
from desktop.ui.viewer.said import Said
from desktop.ui.viewer.waiting import Waiting
from desktop.viewmodels.file_actions import FileActions
from desktop.viewmodels.toast import Toast
from desktop.viewmodels.viewer import Phase, ViewerModel

_ROUND = 44
_FROM_EDGE = 20
_FROM_EDGE_NARROW = 8
_NARROW = 700
_ARROW = 18
_STAND_IN = QSize(640, 440)
_LEAST = QSize(480, 360)
_SCROLL = 80
"""Pixels that the picture moves with a key."""


class ImageViewer(QDialog):
    """Shows the pictures of a chat, one at a time. It deletes itself, and lets go of all pictures, when it is closed.

    Signals:
        place_wanted(Place): the picture is to be shown where it was sent; the viewer has closed.
    """

    place_wanted = Signal(object)
    makes_room = True
    """A link closes it: nothing is lost with it."""

    def __init__(self, theme: Theme, model: ViewerModel, files: FileActions, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Window)
        self._theme = DarkTheme(theme, self)
        self._model = model
        self._files = files
        model.setParent(self)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowModality(
            Qt.WindowModality.ApplicationModal
        )  # for one window it would be a sheet on macOS
        self.setAccessibleName(self.tr("Image viewer"))
        self.setMinimumSize(_LEAST)
        self._bar = Bar(self._theme, model, self)
        self._canvas = Canvas(self._theme, self)
        self._foot = Foot(self._theme, model, self)
        self._before = RoundButton(
            self._theme, forward=False, name=self.tr("Previous image"), over=self._canvas
        )
        self._after = RoundButton(self._theme, forward=True, name=self.tr("Next image"), over=self._canvas)
        self._waiting = Waiting(self._theme, model, self._canvas)
        self._said = Said(self._theme, self._canvas)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._bar)
        column.addWidget(self._canvas, 1)
        column.addWidget(self._foot)
        self._connect()
        self._make_keys()
        self._stand_over(window.window())
        self._canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFocus()
        self._begin()

    def _connect(self) -> None:
        bar, canvas, model = self._bar, self._canvas, self._model
        bar.zoom_out_wanted.connect(canvas.zoom_out)
        bar.zoom_in_wanted.connect(canvas.zoom_in)
        bar.fit_wanted.connect(canvas.fit)
        bar.rotate_wanted.connect(canvas.rotate)
        bar.copy_wanted.connect(self.copy_image)
        bar.save_wanted.connect(self.save_image)
        bar.chat_wanted.connect(self.show_in_chat)
        bar.close_wanted.connect(self.reject)
        self._before.clicked.connect(lambda: model.step(-1))
        self._after.clicked.connect(lambda: model.step(1))
        canvas.sight_changed.connect(self._show_zoom)
        canvas.resized.connect(self._place)
        model.moved.connect(self._begin)
        model.changed.connect(self._show)
        model.told.connect(self._said.say)
        model.ended.connect(lambda _why: self.reject())
        self._files.told.connect(self._said.say)

    def _make_keys(self) -> None:
        model, canvas = self._model, self._canvas
        deeds: dict[Callable[[], object], tuple[QKeySequence | QKeySequence.StandardKey | str, ...]] = {
            self._go_left: ("Left",),
            self._go_right: ("Right",),
            lambda: model.show_at(0): ("Home",),
            lambda: model.show_at(len(model.pictures) - 1): ("End",),
            canvas.zoom_in: (QKeySequence.StandardKey.ZoomIn, "+", "="),
            canvas.zoom_out: (QKeySequence.StandardKey.ZoomOut, "-"),
            canvas.fit: ("0", "Ctrl+0"),
            canvas.one_to_one: ("1", "Ctrl+1"),
            lambda: canvas.rotate(1): ("R",),
            lambda: canvas.rotate(-1): ("Shift+R",),
            lambda: canvas.shift(QPointF(0, _SCROLL)): ("Up",),
            lambda: canvas.shift(QPointF(0, -_SCROLL)): ("Down",),
            lambda: canvas.shift(QPointF(_SCROLL, 0)): ("Shift+Left",),
            lambda: canvas.shift(QPointF(-_SCROLL, 0)): ("Shift+Right",),
            self.copy_image: (QKeySequence.StandardKey.Copy,),
            self.save_image: (QKeySequence.StandardKey.Save, "Ctrl+S"),
            self.reject: (QKeySequence.StandardKey.Close,),
        }
        for deed, keys in deeds.items():
            shortcut = QShortcut(self)
            shortcut.setKeys(list(dict.fromkeys(each for key in keys for each in _sequences(key))))
            shortcut.activated.connect(deed)

    def _stand_over(self, window: QWidget) -> None:
        """Be where the chat's window is, and as large."""
        whole = Qt.WindowState.WindowMaximized | Qt.WindowState.WindowFullScreen
        self.setGeometry(window.geometry())
        self.setWindowState(window.windowState() & whole)

    # What the user does.

    def copy_image(self) -> None:
        """Put the picture on the clipboard, as it lies in its file."""
        whole = self._model.whole
        if whole is not None:
            QGuiApplication.clipboard().setImage(whole.frames[0].image if whole.frames else whole.steps[0])
            self._said.say(Toast(self.tr("Image copied")))

    def save_image(self) -> None:
        """Ask where the picture is to be kept, and keep it there."""
        file = self._model.file
        if file is None:
            return
        ask_where(self, self._files, file)

    def show_in_chat(self) -> None:
        """Close, and go to the message."""
        place = self._model.place
        self.accept()
        self.place_wanted.emit(place)

    def _go_left(self) -> None:
        self._model.step(-1 if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else 1)

    def _go_right(self) -> None:
        self._model.step(1 if self.layoutDirection() is Qt.LayoutDirection.LeftToRight else -1)

    # Following the model.

    def _begin(self) -> None:
        model = self._model
        self._canvas.begin(model.size)
        self._show()
        if model.file is not None:
            announce(self, ", ".join(part for part in (model.name, model.position) if part))

    def _show(self) -> None:
        model = self._model
        stand_in = None
        if model.file is not None and model.phase is not Phase.SHOWN:
            stand_in = model.small(model.file, _STAND_IN)
        self._canvas.show_picture(model.size, model.whole, stand_in)
        self.setWindowTitle(model.name or self.tr("Image viewer"))
        self._canvas.setAccessibleName(model.name)
        several = len(model.pictures) > 1
        self._before.setVisible(several)
        self._after.setVisible(several)
        self._before.setEnabled(model.at > 0)
        self._after.setEnabled(model.at + 1 < len(model.pictures))
        self._show_zoom()

    def _show_zoom(self) -> None:
        sight = self._canvas.sight
        self._bar.show_zoom(
            round(sight.zoom * 100), grows=sight.can_grow, shrinks=sight.can_shrink, fits=sight.fits
        )

    # Its place and its end.

    def _place(self) -> None:
        """Put what stands over the picture where it belongs."""
        canvas = self._canvas
        edge = _FROM_EDGE if canvas.width() >= _NARROW else _FROM_EDGE_NARROW
        far = canvas.width() - edge - _ROUND
        from_left = self.layoutDirection() is Qt.LayoutDirection.LeftToRight
        top = (canvas.height() - _ROUND) // 2
        self._before.move(edge if from_left else far, top)
        self._after.move(far if from_left else edge, top)
        self._waiting.place()
        self._said.place()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give up the strip where there is little room."""
        super().resizeEvent(event)
        self._foot.follow()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer all that can be done with the picture."""
        menu = Menu(self._theme, self)
        menu.setAccessibleName(self.tr("Image viewer"))
        menu.aboutToHide.connect(menu.deleteLater)
        shown = self._model.phase is Phase.SHOWN
        canvas = self._canvas
        for words, icon, act, possible in (
            (self.tr("Copy image"), "copy", self.copy_image, shown),
            (self.tr("Save image"), "download", self.save_image, True),
            (self.tr("Show in chat"), "message-square", self.show_in_chat, True),
            (self.tr("Fit to window"), "maximize", canvas.fit, shown and not canvas.sight.fits),
            (self.tr("Actual size"), "image", canvas.one_to_one, shown),
            (self.tr("Rotate left"), "rotate-ccw", lambda: canvas.rotate(-1), shown),
            (self.tr("Rotate right"), "rotate-cw", lambda: canvas.rotate(1), shown),
        ):
            action = menu.put(words, icon=icon)
            action.triggered.connect(act)
            action.setEnabled(possible)
        by_mouse = event.reason() is QContextMenuEvent.Reason.Mouse
        menu.popup(event.globalPos() if by_mouse else self._canvas.mapToGlobal(self._canvas.rect().center()))

    def done(self, result: int) -> None:
        """Close, and keep nothing in memory; the keyboard goes back to the window."""
        window = self.parentWidget()
        self._canvas.let_go()
        self._model.close()
        super().done(result)
        if window is not None:
            window.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let the window's own cross do the same."""
        self._canvas.let_go()
        self._model.close()
        super().closeEvent(event)


class RoundButton(IconButton):
    """Goes to the next picture, or to the one before."""

    def __init__(self, theme: Theme, *, forward: bool, name: str, over: QWidget) -> None:
        super().__init__(theme, "chevron-right", name, over, size=_ROUND, icon_size=_ARROW)
        self._forward = forward

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint a circle with an arrow in it, faint where there is nothing further."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(self.rect())
        if self.shows_ring():
            rect = paint_ring(painter, rect, tokens.focus, _ROUND / 2)
        lit = self.isEnabled() and (self.underMouse() or self.isDown())
        painter.setPen(QPen(QColor(tokens.border_raised), 1))
        painter.setBrush(QColor(tokens.bg_pressed if lit else tokens.bg_raised))
        painter.setOpacity(1.0 if self.isEnabled() else 0.45)
        painter.drawEllipse(rect.adjusted(0.5, 0.5, -0.5, -0.5))
        to_right = self._forward is (self.layoutDirection() is Qt.LayoutDirection.LeftToRight)
        name = "chevron-right" if to_right else "chevron-left"
        colour = tokens.text if self.isEnabled() else tokens.text_dis
        at = (self.width() - _ARROW) // 2
        painter.drawPixmap(at, at, icons.pixmap(name, _ARROW, colour, self.devicePixelRatioF()))


def _sequences(key: QKeySequence | QKeySequence.StandardKey | str) -> list[QKeySequence]:
    """Return what keys these are on this system."""
    if isinstance(key, QKeySequence.StandardKey):
        return list(QKeySequence.keyBindings(key))
    return [QKeySequence(key)]
