"""What the pages that stand before the window have in common: the ground, a card with the sign of the program, and its parts."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QColor,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.ui import icons
from desktop.ui.controls import IconButton, LineField, LinkButton
from desktop.ui.controls.card import paint_card
from desktop.ui.controls.leading import LeadingLabel
from desktop.ui.controls.mirror import mirrored
from desktop.ui.dialogs.words import announce
from desktop.ui.theme.theme import Style, Theme

CARD_WIDTH = 392
PADDING = 28
FIELD = 36
TEXT_WIDTH = CARD_WIDTH - 2 * PADDING
_RADIUS = 12
_LOGO = 48
_EYE = 26
_BEFORE_PROBLEM = 36
_AFTER_PROBLEM = 12
_BELOW_PROBLEM = 14
_BEFORE_CANCEL = 12


class EntryPage(QScrollArea):
    """A page in the place of the window's panes; what is special to it is in the card.

    Signals:
        closing(): the window is about to close.
        quit_requested(): the user wants the program to end, and not only its window to be gone.
    """

    closing = Signal()
    quit_requested = Signal()
    asks_before_closing = False
    """Whoever hears `closing` asks the user first, and closes the page if they agree."""
    has_way_back = False

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Internal Chat"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(480, 480)
        self._theme = theme
        if sys.platform == "linux":  # elsewhere the system closes windows by its own key
            QShortcut(QKeySequence("Ctrl+Q"), self, self.quit_requested.emit)

    def show_card(self, card: "EntryCard") -> None:
        """Put the card into the middle, with the promise under it."""
        self._card = card
        page = _Ground(self._theme)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(14)
        column.addWidget(_Promise(self._theme, page), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setWidget(page)
        # Asked for outright: left to itself, Qt gives a window no more than two thirds of a small screen.
        self.resize(self.sizeHint())

    def offer_way_back(self, back: Callable[[], None]) -> None:
        """Let the user leave the page for an account that is open."""
        self.has_way_back = True
        cancel = LinkButton(self._theme, self.tr("Cancel"))
        cancel.clicked.connect(back)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, back)
        self._card.column.addSpacing(_BEFORE_CANCEL)
        self._card.column.addWidget(cancel, 0, Qt.AlignmentFlag.AlignHCenter)

    def sizeHint(self) -> QSize:
        """Return the window's usual size."""
        return QSize(1280, 800)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say so: whoever made the page decides what ends with it."""
        self.closing.emit()
        if self.asks_before_closing:
            event.ignore()
        else:
            super().closeEvent(event)


class EntryCard(QWidget):
    """A card: the sign of the program, a title with a line under it, and what a page adds to `column`."""

    def __init__(self, theme: Theme, title: str, subtitle: str) -> None:
        super().__init__()
        self._theme = theme
        self._labels: list[tuple[QLabel, Style, str, int]] = []
        self.setFixedWidth(CARD_WIDTH)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(PADDING, PADDING, PADDING, 24)
        self.column.setSpacing(0)
        self.column.addWidget(_Logo(theme, self), 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addSpacing(14)
        for text, style, colour in ((title, Style.DISPLAY, "text"), (subtitle, Style.BODY, "text_2")):
            label = self.words(text, style, colour)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            fit_height(label, TEXT_WIDTH, least=style.line_height)
            self.column.addWidget(label)
        theme.changed.connect(self._take_theme)

    def words(self, text: str, style: Style, colour: str, weight: int | None = None) -> QLabel:
        """Return words in a style and a colour of the design, which follow the theme."""
        label = plain_label(self, text, wrap=True)
        dressed = (label, style, colour, weight or int(style.value[2]))
        self._labels.append(dressed)
        self._dress(*dressed)
        return label

    def add_field(self, field: LineField, *, below: int = 14) -> None:
        """Add a field with its name over it."""
        label = self.words(field.accessibleName(), Style.SMALL, "text_2", 500)
        label.setBuddy(field)
        self.column.addWidget(label)
        self.column.addSpacing(5)
        self.column.addWidget(field)
        self.column.addSpacing(below)

    def _take_theme(self) -> None:
        for dressed in self._labels:
            self._dress(*dressed)
        self.update()

    def _dress(self, label: QLabel, style: Style, colour: str, weight: int) -> None:
        label.setFont(self._theme.font(style, weight=weight))
        label.setMinimumHeight(style.line_height)
        palette = label.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(getattr(self._theme.tokens, colour)))
        label.setPalette(palette)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        paint_card(QPainter(self), QRectF(self.rect()), _RADIUS, self._theme.tokens)


class SecretField(LineField):
    """A password or passphrase, hidden until the eye is pressed, which says `show` and then `hide`.

    Signals:
        shown(bool): it can be read now, or no more.
    """

    shown = Signal(bool)

    def __init__(
        self, theme: Theme, name: str, *, show: str, hide: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, name, parent, height=FIELD)
        self._show, self._hide = show, hide
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self._eye = IconButton(theme, "eye", show, self, size=_EYE)
        self._eye.setCheckable(True)
        self._eye.setCursor(Qt.CursorShape.ArrowCursor)
        self._eye.toggled.connect(self._show_text)

    def _show_text(self, shown: bool) -> None:  # noqa: FBT001 - a slot
        self.shown.emit(shown)
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.set_icon("eye-off" if shown else "eye")
        self._eye.setToolTip(self._hide if shown else self._show)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the eye at the end."""
        super().resizeEvent(event)
        at_left = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self.setTextMargins(_EYE if at_left else 0, 0, 0 if at_left else _EYE, 0)
        self._eye.move(6 if at_left else self.width() - _EYE - 6, (self.height() - _EYE) // 2)


class ProblemBox(QWidget):
    """Why it did not work, and what to do; takes no room while there is nothing to say."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = plain_label(self, wrap=True)
        self._words.setAccessibleName(name)
        row = QHBoxLayout(self)
        row.setContentsMargins(_AFTER_PROBLEM, 9, _AFTER_PROBLEM, 9 + _BELOW_PROBLEM)
        row.setSpacing(0)
        row.addSpacing(_BEFORE_PROBLEM - _AFTER_PROBLEM)
        row.addWidget(self._words)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence and tell screen readers; an empty one takes the box away."""
        if sentence and sentence != self._words.text():
            announce(self, sentence)
        self._words.setText(sentence)
        self._words.setAccessibleDescription(sentence)
        fit_height(self._words, TEXT_WIDTH - _BEFORE_PROBLEM - _AFTER_PROBLEM)
        self.setVisible(bool(sentence))

    def _take_theme(self) -> None:
        self._words.setFont(self._theme.font(Style.BODY))
        palette = self._words.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(self._theme.tokens.danger))
        self._words.setPalette(palette)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground and the icon; the room below belongs to what follows."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.danger_bg))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0, 0, 0, -_BELOW_PROBLEM), 8, 8)
        place = mirrored(self, QRectF(12, 10, 16, 16)).topLeft()
        painter.drawPixmap(place, icons.pixmap("circle-alert", 16, tokens.danger, self.devicePixelRatioF()))


class _Ground(QWidget):
    """The ground of the page."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground."""
        QPainter(self).fillRect(self.rect(), QColor(self._theme.tokens.bg_sidebar))


class _Logo(QWidget):
    """The sign of the program: decoration, without a name."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setFixedSize(_LOGO, _LOGO)
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the tile."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        picture = icons.pixmap("message-square-lock", 26, tokens.on_accent, self.devicePixelRatioF())
        painter.drawPixmap(11, 11, picture)


class _Promise(QWidget):
    """The line under the card."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._icon = QLabel(self)
        self._words = plain_label(self, self.tr("Customers never see internal chats"))
        row = QHBoxLayout(self)
        row.setSpacing(6)
        row.addWidget(self._icon)
        row.addWidget(self._words)
        theme.changed.connect(self._take_theme)
        self._take_theme()

    def _take_theme(self) -> None:
        tokens = self._theme.tokens
        self._icon.setPixmap(icons.pixmap("lock", 14, tokens.text_2, self.devicePixelRatioF()))
        self._words.setFont(self._theme.font(Style.SMALL))
        palette = self._words.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(tokens.text_3))
        self._words.setPalette(palette)


def plain_label(parent: QWidget, text: str = "", *, wrap: bool = False) -> QLabel:
    """Return words of the program's own: nothing in them is taken for markup."""
    label = LeadingLabel(parent, text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    return label


def fit_height(label: QLabel, width: int, *, least: int = 0) -> None:
    """Give a label the height that its lines need: a card that is centred by its layout is not asked for it."""
    label.setMinimumHeight(0)  # else the label asks for at least the height of its last words
    label.setFixedHeight(max(least, label.heightForWidth(width)))
