"""The sign-in page: which server, who, and the password. What was typed stays, whatever the server answers."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QColor, QPainter, QPaintEvent, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from desktop.ui import icons
from desktop.ui.controls import CheckBox, IconButton, LineField, PrimaryButton
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.sign_in import Entry, SignInModel

_CARD_WIDTH = 392
_RADIUS = 12
_PADDING = 28
_FIELD = 36
_LOGO = 48
_EYE = 26
_TEXT_WIDTH = _CARD_WIDTH - 2 * _PADDING
_BEFORE_PROBLEM = 36
_AFTER_PROBLEM = 12
_BELOW_PROBLEM = 14
_UNDER_BOX = 30
"""Where the words of the check box begin: what explains it stands under them."""


class SignInPage(QScrollArea):
    """The page in the place of the window's panes.

    Signals:
        signed_in(Account, bool): this computer is a device of the account now; the flag says whether to keep it.
        closing(): the window is about to close.
    """

    signed_in = Signal(object, bool)
    closing = Signal()

    def __init__(self, theme: Theme, model: SignInModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setWindowTitle(self.tr("Internal Chat"))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setMinimumSize(480, 480)
        page = _Page(theme)
        self.card = SignInCard(theme, model, page)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(0)
        column.addStretch(1)
        column.addWidget(self.card, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(14)
        column.addWidget(_Promise(theme, page), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(1)
        self.setWidget(page)
        model.signed_in.connect(self.signed_in)
        self.card.focus_first_empty()
        # Asked for outright: left to itself, Qt gives a window no more than two thirds of a small screen.
        self.resize(self.sizeHint())

    def sizeHint(self) -> QSize:
        """Return the window's usual size."""
        return QSize(1280, 800)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say so: whoever made the page decides what ends with it."""
        self.closing.emit()
        super().closeEvent(event)


class SignInCard(QWidget):
    """The card with the fields."""

    def __init__(self, theme: Theme, model: SignInModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self.setFixedWidth(_CARD_WIDTH)
        self._problem = ProblemBox(theme, self)
        self.server = self._field(self.tr("Server address"), model.server)
        self.server.setPlaceholderText("https://chat.example.com")
        self.username = self._field(self.tr("Username"), model.username)
        self.password = PasswordField(theme, self)
        self.keep = CheckBox(theme, self.tr("Keep me signed in"), self)
        self.keep.setChecked(model.can_keep)
        self._hint = _label(self, wrap=True)
        self.button = PrimaryButton(theme, self.tr("Sign in"), self, height=_FIELD)
        self.button.clicked.connect(self._submit)
        self._labels: list[tuple[QLabel, Style, str, int]] = []
        self._lay_out()
        model.changed.connect(self._show)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self._show()

    def _field(self, name: str, text: str) -> LineField:
        field = LineField(self._theme, name, self, height=_FIELD)
        field.setText(text)
        field.returnPressed.connect(self._submit)
        return field

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(_PADDING, _PADDING, _PADDING, 24)
        column.setSpacing(0)
        column.addWidget(_Logo(self._theme, self), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(14)
        for text, style, colour in (
            (self.tr("Internal Chat"), Style.DISPLAY, "text"),
            (self.tr("Private chats between support teammates"), Style.BODY, "text_2"),
        ):
            label = self._labelled(text, style, colour)
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addSpacing(22)
        column.addWidget(self._problem)
        self.password.returnPressed.connect(self._submit)
        for field in (self.server, self.username, self.password):
            field.textEdited.connect(lambda _text, mended=field: mended.set_invalid(invalid=False))
            label = self._labelled(field.accessibleName(), Style.SMALL, "text_2", 500)
            label.setBuddy(field)
            column.addWidget(label)
            column.addSpacing(5)
            column.addWidget(field)
            column.addSpacing(14)
        column.addLayout(self._keep_line())
        column.addSpacing(17)
        column.addWidget(self.button)

    def _keep_line(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.keep)
        under = QHBoxLayout()
        under.setContentsMargins(_UNDER_BOX, 0, 0, 0)
        under.addWidget(self._hint)
        column.addLayout(under)
        self._labels.append((self._hint, Style.SMALL, "text_2", 400))
        return column

    def _labelled(self, text: str, style: Style, colour: str, weight: int | None = None) -> QLabel:
        label = _label(self, text)
        self._labels.append((label, style, colour, weight or int(style.value[2])))
        return label

    def focus_first_empty(self) -> None:
        """Put the keyboard where something is missing."""
        fields = (self.server, self.username, self.password)
        next((field for field in fields if not field.text()), self.password).setFocus()

    def _submit(self) -> None:
        self._model.sign_in(
            self.server.text(), self.username.text(), self.password.text(), keep=self.keep.isChecked()
        )

    def _show(self) -> None:
        model = self._model
        self.button.set_busy(busy=model.busy)
        self._problem.say(model.problem)
        fields = {Entry.SERVER: self.server, Entry.USERNAME: self.username, Entry.PASSWORD: self.password}
        for entry, field in fields.items():
            field.setReadOnly(model.busy)
            # Where a password was given, it may as well be the name that is wrong: neither is framed as the bad one.
            doubtful = entry is Entry.PASSWORD and bool(field.text())
            field.set_invalid(invalid=model.to_mend is entry and not doubtful)
        if model.to_mend is not None:
            fields[model.to_mend].setFocus(Qt.FocusReason.OtherFocusReason)
            fields[model.to_mend].selectAll()
        self.keep.setEnabled(model.can_keep)
        if not model.can_keep:
            self.keep.setChecked(False)
        hint = (
            self.tr("Stored in this computer’s system keyring")
            if model.can_keep
            else self.tr("No system keyring was found: you will have to sign in again next time")
        )
        self._hint.setText(hint)
        _fit_height(self._hint, _TEXT_WIDTH - _UNDER_BOX)
        self.keep.setAccessibleDescription(hint)

    def _take_theme(self) -> None:
        for label, style, colour, weight in self._labels:
            label.setFont(self._theme.font(style, weight=weight))
            label.setMinimumHeight(style.line_height)
            palette = label.palette()
            palette.setColor(QPalette.ColorRole.WindowText, QColor(getattr(self._theme.tokens, colour)))
            label.setPalette(palette)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the card."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.border_raised), 1))
        painter.setBrush(QColor(tokens.bg_raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), _RADIUS, _RADIUS)


class PasswordField(LineField):
    """The password, hidden until the eye is pressed."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme, "", parent, height=_FIELD)
        self.setAccessibleName(self.tr("Password"))
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setTextMargins(0, 0, _EYE, 0)
        self._eye = IconButton(theme, "eye", self.tr("Show password"), self, size=_EYE)
        self._eye.setCheckable(True)
        self._eye.setCursor(Qt.CursorShape.ArrowCursor)
        self._eye.toggled.connect(self._show_text)

    def _show_text(self, shown: bool) -> None:  # noqa: FBT001 - a slot
        self.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self._eye.set_icon("eye-off" if shown else "eye")
        self._eye.setToolTip(self.tr("Hide password") if shown else self.tr("Show password"))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the eye at the end."""
        super().resizeEvent(event)
        at_left = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        self._eye.move(6 if at_left else self.width() - _EYE - 6, (self.height() - _EYE) // 2)


class ProblemBox(QWidget):
    """Why it did not work, and what to do; takes no room while there is nothing to say."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._words = _label(self, wrap=True)
        self._words.setAccessibleName(self.tr("Sign-in error"))
        self._words.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeading)
        row = QVBoxLayout(self)
        row.setContentsMargins(_BEFORE_PROBLEM, 9, _AFTER_PROBLEM, 9 + _BELOW_PROBLEM)
        row.addWidget(self._words)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self.hide()

    def say(self, sentence: str) -> None:
        """Show a sentence; an empty one takes the box away."""
        self._words.setText(sentence)
        self._words.setAccessibleDescription(sentence)
        _fit_height(self._words, _TEXT_WIDTH - _BEFORE_PROBLEM - _AFTER_PROBLEM)
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
        painter.drawPixmap(12, 10, icons.pixmap("circle-alert", 16, tokens.danger, self.devicePixelRatioF()))


class _Page(QWidget):
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
        self._words = _label(self, self.tr("Customers never see internal chats"))
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


def _label(parent: QWidget, text: str = "", *, wrap: bool = False) -> QLabel:
    label = QLabel(text, parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    return label


def _fit_height(label: QLabel, width: int) -> None:
    """Give a label the height that its lines need: a card that is centred by its layout is not asked for it."""
    label.setMinimumHeight(0)  # else the label asks for at least the height of its last words
    label.setFixedHeight(max(0, label.heightForWidth(width)))
