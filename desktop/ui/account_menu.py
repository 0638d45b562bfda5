"""The menu of one's own avatar: the accounts that are signed in on this computer, one more, the keyboard, and the way out."""

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget, QWidgetAction

from desktop.ui import icons
from desktop.ui.avatars import paint_avatar
from desktop.ui.controls import Menu
from desktop.ui.controls.mirror import mirrored
from desktop.ui.shortcuts import ACCOUNT_KEYS, Deed, native, window_keys
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.accounts import AccountLine, AccountsModel, said_of_line, unread_shown

_EDGE = 8
_OVERLAP = 6
_LEAST, _MOST = 264, 360
_SIDE = 10
_AVATAR = 32
_TEXT_AT = _SIDE + _AVATAR + 10
_ABOVE = 6
_BETWEEN = 16
_MARK = 16
_BADGE_SIDE = 5
_RADIUS = 6


class AccountMenu(Menu):
    """What can be done about accounts. It is made anew each time that it is wanted.

    Signals:
        shortcuts_requested(): the user wants to see the keyboard shortcuts.
        sign_out_requested(): the user wants to leave the shown account on this computer.
    """

    shortcuts_requested = Signal()
    sign_out_requested = Signal()

    def __init__(self, theme: Theme, accounts: AccountsModel, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self.setAccessibleName(self.tr("Account"))
        several = len(accounts.lines) > 1
        for place, line in enumerate(accounts.lines):
            keys = native(ACCOUNT_KEYS[place]) if several and place < len(ACCOUNT_KEYS) else ""
            action = QWidgetAction(self)
            action.setText(said_of_line(line))
            action.setDefaultWidget(_AccountItem(theme, action, line, keys, self))
            action.triggered.connect(lambda _checked=False, at=place: accounts.choose(at))
            self.addAction(action)
        if accounts.can_add:
            add = self.put(self.tr("Add account…"), icon="user-plus")
            add.triggered.connect(accounts.adding_wanted)
        self.addSeparator()
        shown = native(window_keys()[Deed.SHORTCUTS][0])
        shortcuts = self.put(self.tr("Keyboard shortcuts…"), icon="keyboard", keys=shown)
        shortcuts.triggered.connect(self.shortcuts_requested)
        self.addSeparator()
        self.put(self.tr("Sign out…"), icon="log-out").triggered.connect(self.sign_out_requested)
        self.hovered.connect(lambda _action: self.update())
        self.aboutToHide.connect(self.deleteLater)

    def open_above(self, foot: QWidget) -> None:
        """Show the menu over the foot of the left pane, from its edge on."""
        # Qt takes the corner at the right where one reads from there.
        from_right = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        at = foot.width() - _EDGE if from_right else _EDGE
        self.popup(foot.mapToGlobal(QPoint(at, -self.sizeHint().height() + _OVERLAP)))
        self.setActiveAction(self.actions()[0])


class _AccountItem(QAbstractButton):
    """One account: avatar, name and server, what is unread, and whether it is the one that is shown."""

    def __init__(
        self, theme: Theme, action: QWidgetAction, line: AccountLine, keys: str, menu: AccountMenu
    ) -> None:
        super().__init__(menu)
        self._theme = theme
        self._action = action
        self._line = line
        self._keys = keys
        self._menu = menu
        self._below = line.server if not line.state else f"{line.server} · {line.state}"
        self.setMinimumSize(self._needed())
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setAccessibleName(action.text())
        menu.hovered.connect(lambda _action: self.update())
        self.clicked.connect(self._choose)

    def _needed(self) -> QSize:
        font, small = self._theme.font(Style.BODY, weight=600), self._theme.font(Style.SMALL)
        name = QFontMetrics(font).horizontalAdvance(self._line.name) + _BETWEEN + self._end_width()
        below = QFontMetrics(small).horizontalAdvance(self._below) + _BETWEEN + self._badge_width()
        width = _TEXT_AT + max(name, below) + _SIDE
        lines = self._theme.line_height(Style.BODY) + self._theme.line_height(Style.SMALL)
        return QSize(min(max(width, _LEAST), _MOST), max(lines, _AVATAR) + 2 * _ABOVE)

    def _end_width(self) -> int:
        """Return how much room the mark, or the keys, take at the end of the first line."""
        if self._line.is_shown:
            return _MARK
        return QFontMetrics(self._theme.font(Style.META)).horizontalAdvance(self._keys)

    def _badge_width(self) -> int:
        if not self._line.unread:
            return 0
        wide = QFontMetrics(self._theme.font(Style.META, weight=600)).horizontalAdvance(
            unread_shown(self._line.unread)
        )
        return max(self._badge_height(), wide + 2 * _BADGE_SIDE)

    def _badge_height(self) -> int:
        return max(18, QFontMetrics(self._theme.font(Style.META, weight=600)).height() + 2)

    def _choose(self) -> None:
        self._menu.close()
        self._action.trigger()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the row."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self._menu.activeAction() is self._action:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.bg_hover_raised))
            painter.drawRoundedRect(QRectF(self.rect()), _RADIUS, _RADIUS)
        top = (self.height() - _AVATAR) / 2
        painter.setFont(self._theme.font(Style.BODY))
        place = mirrored(self, QRectF(_SIDE, top, _AVATAR, _AVATAR))
        paint_avatar(painter, place, self._line.user, self._line.name)
        self._paint_lines(painter)

    def _paint_lines(self, painter: QPainter) -> None:
        tokens, line = self._theme.tokens, self._line
        first, second = self._theme.line_height(Style.BODY), self._theme.line_height(Style.SMALL)
        top = (self.height() - first - second) / 2
        width = self.width() - _TEXT_AT - _SIDE
        ends = (self._end_width(), self._badge_width())
        font = self._theme.font(Style.BODY, weight=600)
        above = QRectF(_TEXT_AT, top, width - ends[0] - (_BETWEEN if ends[0] else 0), first)
        self._paint_words(painter, font, tokens.text, line.name, above)
        below = QRectF(_TEXT_AT, top + first, width - ends[1] - (_BETWEEN if ends[1] else 0), second)
        self._paint_words(painter, self._theme.font(Style.SMALL), tokens.text_2, self._below, below)
        end = self.width() - _SIDE
        if line.is_shown:
            mark = mirrored(self, QRectF(end - _MARK, top + (first - _MARK) / 2, _MARK, _MARK))
            picture = icons.pixmap("check", _MARK, tokens.accent_text, self.devicePixelRatioF())
            painter.drawPixmap(mark.topLeft(), picture)
        elif self._keys:
            painter.setFont(self._theme.font(Style.META))
            painter.setPen(QColor(tokens.text_3))
            keys = mirrored(self, QRectF(end - ends[0], top, ends[0], first))
            painter.drawText(keys, Qt.AlignmentFlag.AlignCenter, self._keys)
        if line.unread:
            self._paint_badge(painter, QPointF(end - ends[1], top + first + second / 2), ends[1])

    def _paint_words(self, painter: QPainter, font: QFont, colour: str, words: str, area: QRectF) -> None:
        painter.setFont(font)
        painter.setPen(QColor(colour))
        shown = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, int(area.width()))
        leading = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading
        painter.drawText(mirrored(self, area), leading, shown)

    def _paint_badge(self, painter: QPainter, at: QPointF, width: int) -> None:
        tokens, height = self._theme.tokens, self._badge_height()
        place = mirrored(self, QRectF(at.x(), at.y() - height / 2, width, height))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens.accent))
        painter.drawRoundedRect(place, height / 2, height / 2)
        painter.setFont(self._theme.font(Style.META, weight=600))
        painter.setPen(QColor(tokens.on_accent))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, unread_shown(self._line.unread))
