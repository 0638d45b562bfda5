"""The icon in the desktop's tray, and its menu.

It is made when a tray is there, and anew for another one: Qt decides at its making whom it is for. What is shown in it, and what
becomes of a click, is `desktop.tray`'s to know.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSystemTrayIcon

from desktop.ui.tray_picture import tray_icon
from desktop.viewmodels import tray_words
from desktop.viewmodels.tray_words import TrayState

_HOUR_MS = 60 * 60_000


class TrayIcon(QObject):
    """Shows a `TrayState`.

    Signals:
        clicked(): the user clicked the icon itself.
        open_wanted(): the window is to be shown.
        account_wanted(str): the window of the account with this key is to be shown.
        pause_wanted(object): nothing is to be notified of for so many milliseconds; None for the rest of the day.
        resume_wanted(): it is to be notified again.
        settings_wanted(), sign_out_wanted(), quit_wanted().
    """

    clicked = Signal()
    open_wanted = Signal()
    account_wanted = Signal(str)
    pause_wanted = Signal(object)
    resume_wanted = Signal()
    settings_wanted = Signal()
    sign_out_wanted = Signal()
    quit_wanted = Signal()

    def __init__(self, state: TrayState, parent: QObject | None = None, *, mask: bool = False) -> None:
        """Show it. With `mask` the system gives the icon its colour, and its menu opens on a click, as on macOS."""
        super().__init__(parent)
        self._mask = mask
        self._state = state
        self.menu = QMenu()
        self._fill()
        self._icon = QSystemTrayIcon(tray_icon(state, mask=mask), self)
        self._icon.setToolTip(tray_words.tool_tip(state))
        self._icon.setContextMenu(self.menu)
        if not mask:
            self._icon.activated.connect(self._on_activated)
        self._icon.show()

    def show(self, state: TrayState) -> None:
        """Show something else."""
        before, self._state = self._state, state
        if _drawn(state) != _drawn(before):
            self._icon.setIcon(tray_icon(state, mask=self._mask))
        if tray_words.tool_tip(state) != tray_words.tool_tip(before):
            self._icon.setToolTip(tray_words.tool_tip(state))
        if _listed(state) != _listed(before):
            self._fill()

    def end(self) -> None:
        """Take it away."""
        self._icon.hide()
        self.menu.deleteLater()
        self.deleteLater()

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        # The second click of two comes as another reason: it has been answered by then.
        if reason is QSystemTrayIcon.ActivationReason.Trigger:
            self.clicked.emit()

    def _fill(self) -> None:
        state = self._state
        self.menu.clear()
        self._add(self.tr("Open Internal Chat"), self.open_wanted.emit)
        for line in state.accounts:
            entry = self._add(tray_words.account_entry(line), partial(self.account_wanted.emit, line.key))
            entry.setCheckable(True)
            entry.setChecked(line.is_shown)
            # Ticked is what is shown, and not what was chosen last.
            entry.triggered.connect(partial(entry.setChecked, line.is_shown))
        self.menu.addSeparator()
        if state.can_pause:
            self._add_pauses()
            self.menu.addSeparator()
        if state.is_signed_in:
            self._add(self.tr("Settings…"), self.settings_wanted.emit)
            self._add(self.tr("Sign out…"), self.sign_out_wanted.emit)
        self._add(self.tr("Quit Internal Chat"), self.quit_wanted.emit)

    def _add_pauses(self) -> None:
        if self._state.is_quiet:
            told = self.menu.addAction(tray_words.quiet_now(self._state.paused))
            told.setEnabled(False)
        if self._state.is_paused_by_user:
            self._add(self.tr("Resume notifications"), self.resume_wanted.emit)
            return
        self._add(self.tr("Pause notifications for 1 hour"), lambda: self.pause_wanted.emit(_HOUR_MS))
        self._add(tray_words.pause_until(self._state.morning), lambda: self.pause_wanted.emit(None))

    def _add(self, words: str, act: Callable[[], object]) -> QAction:
        entry = self.menu.addAction(words)
        # macOS would move entries into the menu of the program by their words.
        entry.setMenuRole(QAction.MenuRole.NoRole)
        entry.triggered.connect(lambda _checked: act())
        return entry


def _drawn(state: TrayState) -> tuple[object, ...]:
    return state.count, state.unread > 0, state.is_quiet


def _listed(state: TrayState) -> tuple[object, ...]:
    return (
        state.accounts,
        state.paused,
        state.is_paused_by_user,
        state.can_pause,
        state.morning,
        state.is_signed_in,
    )
