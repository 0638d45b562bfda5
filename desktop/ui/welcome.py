"""What stands in the middle while no chat is open: why, what this is for, the way to begin, and the shortcuts."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeySequence, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui import icons
from desktop.ui.avatars import paint_avatar
from desktop.ui.controls import PrimaryButton
from desktop.ui.notices import NoticeStrip
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.welcome import WelcomeModel
from desktop.viewmodels.workspace import Workspace

_TEXT_WIDTH = 392
_PICTURE = QSize(200, 96)
_BUTTON_HEIGHT = 36
_TITLE_SHARE = 18 / 20
"""Of the title's size against the sign-in page's."""


class Welcome(QWidget):
    """The first-run page.

    Signals:
        message_teammates(): a chat is to be started.
    """

    message_teammates = Signal()

    def __init__(self, theme: Theme, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = WelcomeModel(workspace.chat_list, workspace.status, self)
        self._title = QLabel(self)
        self._title.setAccessibleName(self.tr("Welcome"))
        self._text = QLabel(self)
        self._text.setAccessibleName(self.tr("What to do"))
        self._notice = NoticeStrip(theme, workspace.status, self)
        for label in (self._title, self._text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            label.setWordWrap(True)
            label.setFixedWidth(_TEXT_WIDTH)
        self.start = PrimaryButton(
            theme, self.tr("Message teammates"), self, icon="users", height=_BUTTON_HEIGHT
        )
        self.start.clicked.connect(self.message_teammates)
        self._keys = (
            KeyHint(theme, QKeySequence.StandardKey.New, self.tr("New chat"), self),
            KeyHint(theme, QKeySequence.StandardKey.Find, self.tr("Search"), self),
        )
        self._lay_out()
        self._model.changed.connect(self._show)
        theme.changed.connect(self._take_theme)
        self._show()

    def _show(self) -> None:
        for label, words in ((self._title, self._model.title), (self._text, self._model.text)):
            label.setText(words)
            label.setAccessibleDescription(words)
        self._take_theme()

    def _lay_out(self) -> None:
        keys = QHBoxLayout()
        keys.setSpacing(22)
        keys.addStretch()
        for hint in self._keys:
            keys.addWidget(hint)
        keys.addStretch()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(0)
        column.addStretch(1)
        middle = Qt.AlignmentFlag.AlignHCenter
        column.addWidget(_Picture(self._theme, self), 0, middle)
        column.addSpacing(28)
        column.addWidget(self._title, 0, middle)
        column.addSpacing(6)
        column.addWidget(self._text, 0, middle)
        column.addSpacing(20)
        column.addWidget(self.start, 0, middle)
        column.addSpacing(28)
        column.addLayout(keys)
        column.addStretch(1)
        column.addWidget(self._notice)

    def _take_theme(self) -> None:
        tokens = self._theme.tokens
        title = self._theme.font(Style.DISPLAY)
        title.setPixelSize(round(title.pixelSize() * _TITLE_SHARE))
        self._title.setFont(title)
        self._text.setFont(self._theme.font(Style.MESSAGE))
        for label, colour in ((self._title, tokens.text), (self._text, tokens.text_2)):
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
            label.setPalette(palette)
            label.setMinimumHeight(0)  # a label never asks for less than its least height
            label.setFixedHeight(max(0, label.heightForWidth(_TEXT_WIDTH)))
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), QColor(self._theme.tokens.bg_base))


class KeyHint(QWidget):
    """A key combination in a frame, and what it does."""

    def __init__(
        self, theme: Theme, key: QKeySequence.StandardKey, what: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        native = QKeySequence.SequenceFormat.NativeText
        self._keys = QLabel(QKeySequence.keyBindings(key)[0].toString(native), self)
        self._what = QLabel(what, self)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        self._keys.setContentsMargins(6, 2, 6, 2)
        row.addWidget(self._keys)
        row.addWidget(self._what)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def _take_theme(self) -> None:
        tokens = self._theme.tokens
        for label, style, colour in (
            (self._keys, Style.META, tokens.text_2),
            (self._what, Style.SMALL, tokens.text_2),
        ):
            label.setFont(self._theme.font(style))
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
            label.setPalette(palette)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the frame around the keys."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(self._theme.tokens.border_field))
        frame = QRectF(self._keys.geometry()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, 4, 4)


class _Picture(QWidget):
    """Two messages and a lock: decoration, without a name."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(_PICTURE)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the picture."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        lines = (tokens.border_field, tokens.bg_pressed)
        self._bubble(painter, QPointF(0, 0), tokens.bg_subtle, lines, "Bruno Costa")
        lines = (tokens.accent_line, tokens.bg_selected)
        self._bubble(painter, QPointF(68, 52), tokens.accent_tint, lines, "Dana Okafor")
        painter.setBrush(QColor(tokens.internal_bg))
        painter.drawEllipse(QRectF(150, 0, 36, 36))
        painter.drawPixmap(
            QPointF(159, 9), icons.pixmap("lock", 18, tokens.internal_text, self.devicePixelRatioF())
        )

    @staticmethod
    def _bubble(painter: QPainter, corner: QPointF, ground: str, lines: tuple[str, str], name: str) -> None:
        painter.setBrush(QColor(ground))
        painter.drawRoundedRect(QRectF(corner.x(), corner.y(), 132, 44), 10, 10)
        paint_avatar(painter, QRectF(corner.x() + 12, corner.y() + 10, 24, 24), name, name)
        for colour, top, wide in ((lines[0], 13, 74), (lines[1], 25, 48)):
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(corner.x() + 46, corner.y() + top, wide, 6), 3, 3)
