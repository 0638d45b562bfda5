"""The foot of the left pane: who is signed in, how the connection is, other accounts, and the settings."""

from math import ceil

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractButton,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStyle,
    QVBoxLayout,
    QWidget,
)

from desktop.ui import icons
from desktop.ui.avatars import paint_avatar, paint_presence
from desktop.ui.controls import IconButton
from desktop.ui.controls.focus import Ringed, paint_ring
from desktop.ui.controls.leading import LeadingLabel
from desktop.ui.controls.mirror import mirrored
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.accounts import AccountLine, AccountsModel, said_of_line, said_of_others
from desktop.viewmodels.status import Tone
from desktop.viewmodels.workspace import Workspace

HEIGHT = 56
_TALL = 71
_AVATAR = 32
_AROUND = 4
_DOT = 8
_SIDE = 16
_GAP = 6
_GEAR = 30
_GEAR_ABOVE = (HEIGHT - _GEAR) // 2
_ICON = 15
_ABOVE = 8


class OwnAvatar(Ringed, QAbstractButton):
    """The user's own avatar, with the state of the connection as a dot: the button of the menu of accounts.

    Signals:
        shortcuts_requested(): the user wants to see the keyboard shortcuts.
        sign_out_requested(): the user wants to leave the account on this computer.
    """

    shortcuts_requested = Signal()
    sign_out_requested = Signal()

    def __init__(self, theme: Theme, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._workspace = workspace
        self._foot = parent
        self._accounts = AccountsModel(self, lines=(_only_line(workspace),), can_add=False)
        self.setFixedSize(_AVATAR + 2 * _AROUND, _AVATAR + 2 * _AROUND)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(self.tr("Account"))
        self.clicked.connect(self.open_menu)
        theme.changed.connect(self.update)
        workspace.status.changed.connect(self.update)
        self._tell()

    def offer_accounts(self, accounts: AccountsModel) -> None:
        """List these accounts in the menu."""
        self._accounts = accounts
        accounts.changed.connect(self._tell)
        self._tell()

    def open_menu(self) -> None:
        """Show the menu of accounts."""
        from desktop.ui.account_menu import AccountMenu

        menu = AccountMenu(self._theme, self._accounts, self)
        menu.shortcuts_requested.connect(self.shortcuts_requested)
        menu.sign_out_requested.connect(self.sign_out_requested)
        menu.open_above(self._foot)

    def _tell(self) -> None:
        others = said_of_others(self._accounts)
        me = next((said_of_line(line) for line in self._accounts.lines if line.is_shown), "")
        self.setAccessibleDescription(". ".join(part for part in (me, others) if part))
        self.setToolTip(others)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the circle, the dot of the connection below, and above the one of what is unread elsewhere."""
        tokens = self._theme.tokens
        me, online = self._workspace.me, self._workspace.status.is_online
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.shows_ring():
            paint_ring(painter, QRectF(self.rect()), tokens.focus, self.width() / 2 - 1)
        place = mirrored(self, QRectF(_AROUND, _AROUND, _AVATAR, _AVATAR))
        paint_avatar(painter, place, me.id, me.name)
        colour = tokens.online if online else tokens.offline
        reading = self.layoutDirection()
        paint_presence(painter, place, colour, tokens.bg_sidebar, filled=online, reading=reading)
        if self._accounts.elsewhere:
            centre = mirrored(self, QRectF(_AROUND + _AVATAR - _DOT, _AROUND, _DOT, _DOT)).center()
            painter.setPen(Qt.PenStyle.NoPen)
            for colour, radius in ((tokens.bg_sidebar, _DOT / 2 + 2), (tokens.accent, _DOT / 2)):
                painter.setBrush(QColor(colour))
                painter.drawEllipse(centre, radius, radius)


class _NameLabel(LeadingLabel):
    """The user's name, which opens the menu of accounts as the avatar does.

    Signals:
        clicked(): the mouse has pressed it.
    """

    clicked = Signal()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Open the menu."""
        if event.button() is Qt.MouseButton.LeftButton:
            self.clicked.emit()


class StatusWords(QLabel):
    """The status, which flows around the gear: its first line ends before it, the others go on under it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        words = self._laid_out(width)
        return ceil(words.lineAt(words.lineCount() - 1).rect().bottom()) if words.lineCount() else 0

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the lines."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(QPalette.ColorRole.WindowText))
        self._laid_out(self.width()).draw(painter, QPointF(0, 0))

    def _laid_out(self, width: int) -> QTextLayout:
        words = QTextLayout(self.text(), self.font())
        option = QTextOption()
        option.setTextDirection(self.layoutDirection())
        option.setAlignment(QStyle.visualAlignment(self.layoutDirection(), Qt.AlignmentFlag.AlignLeading))
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        words.setTextOption(option)
        line_height = max(self._theme.line_height(Style.SMALL), self.fontMetrics().height())
        words.beginLayout()
        top = 0.0
        while (line := words.createLine()).isValid():
            taken = _GEAR if top == 0 else 0
            line.setLineWidth(max(1, width - taken))
            mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
            line.setPosition(QPointF(taken if mirrored else 0, top + (line_height - line.height()) / 2))
            top += line_height
        words.endLayout()
        return words


class AccountFooter(QWidget):
    """Avatar, name, status line, and the gear.

    Signals:
        settings_requested(): the user wants to see what can be set.
        shortcuts_requested(): the user wants to see the keyboard shortcuts.
        sign_out_requested(): the user wants to leave the account on this computer.
    """

    settings_requested = Signal()
    shortcuts_requested = Signal()
    sign_out_requested = Signal()

    def __init__(self, theme: Theme, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._workspace = workspace
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.avatar = OwnAvatar(theme, workspace, self)
        self.avatar.shortcuts_requested.connect(self.shortcuts_requested)
        self.avatar.sign_out_requested.connect(self.sign_out_requested)
        self._name = _NameLabel(self)
        self._name.setCursor(Qt.CursorShape.PointingHandCursor)
        self._name.clicked.connect(self.avatar.open_menu)
        self._name.setTextFormat(Qt.TextFormat.PlainText)
        self._name.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._icon = QLabel(self)
        self._icon.setFixedWidth(_ICON + 3)
        self._status = StatusWords(theme, self)
        self._status.setAccessibleName(self.tr("Connection status"))
        self.settings = IconButton(theme, "settings", self.tr("Settings"), self, icon_size=17)
        self.settings.clicked.connect(self.settings_requested)
        self._lay_out()
        workspace.status.changed.connect(self._show)
        workspace.chat_list.settled.connect(self._show)
        theme.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        status = QHBoxLayout()
        status.setSpacing(0)
        status.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        status.addWidget(self._status, 1)
        name = QHBoxLayout()
        name.setSpacing(0)
        name.addWidget(self._name, 1)
        name.addSpacing(_GEAR)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch()
        words.addLayout(name)
        words.addLayout(status)
        words.addStretch()
        gear = QVBoxLayout()
        gear.setContentsMargins(0, _GEAR_ABOVE - 1, 0, 0)
        gear.addWidget(self.settings)
        all_parts = QHBoxLayout(self)
        all_parts.setContentsMargins(_SIDE - _GAP, 1, _SIDE - _GAP, 0)
        all_parts.addSpacing(
            _GAP - _AROUND
        )  # a spacing, unlike a margin, changes sides with the reading direction
        row = QGridLayout()
        row.setHorizontalSpacing(_GAP)
        all_parts.addLayout(row, 1)
        row.addWidget(self.avatar, 0, 0)
        row.addLayout(words, 0, 1)
        # In the same place as the words, which make room for it as far down as it reaches.
        row.addLayout(gear, 0, 1, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        row.setColumnStretch(1, 1)

    def _show(self) -> None:
        tokens = self._theme.tokens
        status = self._workspace.status
        calm = status.tone is Tone.CALM
        colour = {Tone.WARNING: tokens.warn_text, Tone.DANGER: tokens.danger}.get(status.tone, tokens.text_2)
        self._name.setText(self._workspace.me.name)
        self._status.setText(status.text)
        # The line may be cut short to what matters now: the whole is told on asking.
        told = dict.fromkeys(part for part in (status.text, status.extent) if part)
        self._status.setAccessibleDescription(". ".join(told))
        self._status.setToolTip(status.extent)
        _dress(self._name, self._theme, Style.BODY, tokens.text, weight=500)
        self._name.setFixedHeight(self._theme.line_height(Style.BODY))
        self._status.setMinimumHeight(self._theme.line_height(Style.SMALL))
        _dress(self._status, self._theme, Style.SMALL, colour)
        icon = "circle-alert" if status.tone is Tone.DANGER else "cloud-off"
        self._icon.setVisible(not calm)
        self._icon.setPixmap(icons.pixmap(icon, _ICON, colour, self.devicePixelRatioF()))
        self._fit()
        self.update()

    def _fit(self) -> None:
        """Be as high as the words need: with a wide font, or in a narrow pane, that may be a line more."""
        self._status.setMinimumHeight(0)  # else the label asks for at least the height of its last words
        calm = self._workspace.status.tone is Tone.CALM
        taken = _SIDE + _AVATAR + 4 + _GAP + (0 if calm else _ICON + 3) + _SIDE - _GAP
        words = self._status.heightForWidth(max(1, self.width() - taken))
        least = HEIGHT if calm else _TALL
        self.setFixedHeight(max(least, self._theme.line_height(Style.BODY) + words + 2 * _ABOVE))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the height to the new width."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the hairline above."""
        QPainter(self).fillRect(0, 0, self.width(), 1, QColor(self._theme.tokens.border))


def _only_line(workspace: Workspace) -> AccountLine:
    """Return the account of a window that nobody has told of others."""
    return AccountLine(workspace.me.id, workspace.me.id, workspace.me.name, "", is_shown=True)


def _dress(label: QLabel, theme: Theme, style: Style, colour: str, *, weight: int | None = None) -> None:
    label.setFont(theme.font(style, weight=weight))
    palette = label.palette()
    palette.setColor(QPalette.ColorRole.WindowText, QColor(colour))
    label.setPalette(palette)
