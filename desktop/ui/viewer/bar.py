"""The bar at the viewer's head: which picture this is, and what can be done with it."""

from PySide6.QtCore import QRectF, Qt, Signal, SignalInstance
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.avatars import paint_avatar
from desktop.ui.controls import IconButton
from desktop.ui.dialogs.words import OneLine, Words
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.viewer import Phase, ViewerModel

_AVATAR = 32
_SIDE = 16
_GAP = 16
_GAP_NARROW = 4
_NARROW = 900
_NARROWEST = 620
_ICON = 18


class Bar(QWidget):
    """The bar. Its buttons only tell; the viewer knows what they mean.

    Signals:
        zoom_out_wanted(), zoom_in_wanted(), fit_wanted(): as the buttons say.
        rotate_wanted(quarters): turn it to the right (1) or to the left (-1).
        copy_wanted(), save_wanted(), chat_wanted(), close_wanted(): as the buttons say.
    """

    zoom_out_wanted = Signal()
    zoom_in_wanted = Signal()
    fit_wanted = Signal()
    rotate_wanted = Signal(int)
    copy_wanted = Signal()
    save_wanted = Signal()
    chat_wanted = Signal()
    close_wanted = Signal()

    def __init__(self, theme: Theme, model: ViewerModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._name = OneLine(theme, Style.BODY, "text")
        self._origin = OneLine(theme, Style.SMALL, "text_2")
        self._position = Words(theme, Style.SMALL, "text_2")
        self._position.setAccessibleName(self.tr("Position"))
        self._percent = Words(theme, Style.SMALL, "text")
        self._percent.setAccessibleName(self.tr("Zoom"))
        self._percent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._make_buttons()
        self._lay_out()
        model.changed.connect(self._show)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self._show()

    def _make_buttons(self) -> None:
        def button(icon: str, name: str, tell: SignalInstance, *values: object) -> IconButton:
            made = IconButton(self._theme, icon, name, icon_size=_ICON)
            made.clicked.connect(lambda: tell.emit(*values))
            return made

        self.zoom_out = button("zoom-out", self.tr("Zoom out"), self.zoom_out_wanted)
        self.zoom_in = button("zoom-in", self.tr("Zoom in"), self.zoom_in_wanted)
        self.fit = button("maximize", self.tr("Fit to window"), self.fit_wanted)
        self._left = button("rotate-ccw", self.tr("Rotate left"), self.rotate_wanted, -1)
        self._right = button("rotate-cw", self.tr("Rotate right"), self.rotate_wanted, 1)
        self._copy = button("copy", self.tr("Copy image"), self.copy_wanted)
        self._save = button("download", self.tr("Save image"), self.save_wanted)
        self._chat = button("message-square", self.tr("Show in chat"), self.chat_wanted)
        self._close = button("x", self.tr("Close"), self.close_wanted)

    def _lay_out(self) -> None:
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(_SIDE, 0, _SIDE - 2, 1)
        self._row.setSpacing(_GAP)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(self._name)
        words.addWidget(self._origin)
        words.addStretch(1)
        self._avatar = _Avatar(self._model, self)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._avatar)
        head.addLayout(words, 1)
        self._row.addLayout(head, 1)
        self._first_line, self._second_line = _Between(self._theme), _Between(self._theme)
        for part in (
            self._position, self.zoom_out, self._percent, self.zoom_in, self.fit, self._left, self._right, self._first_line,
            self._copy, self._save, self._chat, self._second_line, self._close,
        ):  # fmt: skip
            self._row.addWidget(part)

    def show_zoom(self, percent: int, *, grows: bool, shrinks: bool, fits: bool) -> None:
        """Say how large the picture is seen, and whether it can be larger, smaller, or all of it seen."""
        self._percent.setText(self.tr("%1%", "zoom").replace("%1", self.locale().toString(percent)))
        self._percent.setAccessibleDescription(self._percent.text())
        there = self._model.phase is Phase.SHOWN
        self.zoom_in.setEnabled(there and grows)
        self.zoom_out.setEnabled(there and shrinks)
        self.fit.setEnabled(there and not fits)

    def _show(self) -> None:
        model = self._model
        self._name.show_text(model.name)
        self._origin.show_text(model.origin)
        self._position.setText(model.position)
        self._position.setAccessibleDescription(model.position)
        self._position.setVisible(bool(model.position))
        self._avatar.update()
        shown = model.phase is Phase.SHOWN
        for part in (self._left, self._right, self._copy):
            part.setEnabled(shown)
        self._save.setEnabled(model.can_save)
        self._chat.setEnabled(model.file is not None)

    def _take_theme(self) -> None:
        self.setFixedHeight(self._theme.header)
        self._name.setFont(self._theme.font(Style.BODY, weight=600))
        self._percent.setMinimumWidth(self._percent.fontMetrics().horizontalAdvance("8888%"))
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take less room where there is less: what is left out here has its key."""
        super().resizeEvent(event)
        narrow, narrowest = self.width() < _NARROW, self.width() < _NARROWEST
        self._row.setSpacing(_GAP_NARROW if narrow else _GAP)
        for part in (self._left, self._right, self._percent, self._first_line, self._second_line):
            part.setVisible(not narrowest)
        self._avatar.setVisible(not narrowest)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, and the line below."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(self._theme.tokens.viewer_bar))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(self._theme.tokens.viewer_line))


class _Avatar(QWidget):
    """Whose picture it is."""

    def __init__(self, model: ViewerModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setFixedSize(_AVATAR, _AVATAR)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint them."""
        file = self._model.file
        if file is not None:
            paint_avatar(QPainter(self), QRectF(self.rect()), file.author, file.author_name)


class _Between(QWidget):
    """A fine line between buttons."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(1, 20)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint it."""
        QPainter(self).fillRect(self.rect(), QColor(self._theme.tokens.border_raised))
