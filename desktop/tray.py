"""The program in the desktop's tray: its icon while a tray is there, and the window that goes there when it is closed.

Whether a tray is there is asked again and again, since trays come and go: at login the panel may appear after this program, and
a panel may be started anew. What goes with the tray comes back without one. A window that was closed into a tray that is there no
more, or that was never shown at login, is shown minimised after a while: the program is never out of reach.
"""

import asyncio
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication

from desktop.app import Desktop
from desktop.core.client import present
from desktop.core.values import ConnectionState
from desktop.system.threads import apart
from desktop.system.tray_host import TrayHost, find_host
from desktop.ui.application import MacApplication
from desktop.ui.tray_icon import TrayIcon
from desktop.viewmodels import times
from desktop.viewmodels.chat_actions import tomorrow_morning
from desktop.viewmodels.choices import Choices
from desktop.viewmodels.tray_words import TrayState

if TYPE_CHECKING:
    from desktop.viewmodels.pausing import Pausing

_EVERY_SECONDS = 3.0
"""Between two looks for a tray."""
_PATIENCE_SECONDS = 9.0
"""So long a window that nobody sees waits for a tray."""
_CLICK_SECONDS = 0.4
"""A click into the panel takes the keyboard from the window just before it is heard of."""
_LOG_OFF_SECONDS = 30.0
"""So long after the session was to end a closed window means that it does. Somebody may have stopped that."""
_ENDED = frozenset({ConnectionState.OFFLINE, ConnectionState.OUTDATED, ConnectionState.SIGNED_OUT})


class Tray(QObject):
    """The icon, and what closing the window means. It goes with the program."""

    def __init__(
        self,
        desktop: Desktop,
        find: Callable[[str], TrayHost] = find_host,
        *,
        every: float = _EVERY_SECONDS,
        patience: float = _PATIENCE_SECONDS,
        platform: str = sys.platform,
    ) -> None:
        """`find` looks for a tray, every so many seconds; a window without one has so much patience."""
        super().__init__(desktop)
        self._desktop = desktop
        self._find = find
        self._every = every
        self._patience = patience
        self._is_mac = platform == "darwin"
        self._choices = desktop.settings.choices
        self._host = TrayHost.NOTHING
        self._icon: TrayIcon | None = None
        self._pausing: Pausing | None = None
        self._missed_since: float | None = None
        """Since when a window that is not to be seen has had no tray."""
        self._left_at = 0.0
        """When the window was last left."""
        self._ending_since: float | None = None
        """When the system last said that the user's session ends."""
        self._is_telling = False
        desktop.stays = self._stay
        desktop.ending.connect(self._end)
        desktop.shown.connect(self._refresh)
        desktop.accounts.changed.connect(self._refresh)
        desktop.roll.model.changed.connect(self._refresh)
        desktop.desk.changed.connect(self._take_pausing)
        self._choices.changed.connect(self._on_chosen)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):  # as it always is
            application.applicationStateChanged.connect(self._on_application_state)
            application.commitDataRequest.connect(self._on_session_ending)
        if isinstance(application, MacApplication):
            application.quit_wanted.connect(desktop.ask_and_quit)
            application.ends_itself = True
        self._take_pausing()
        _ = desktop.background.start(self._watch())

    # Is there a tray?

    async def _watch(self) -> None:
        platform = QGuiApplication.platformName()
        while True:
            self._take_host(await apart(self._find, platform))
            await asyncio.sleep(self._every)

    def _take_host(self, host: TrayHost) -> None:
        if host is not self._host:
            self._host = host
            self._remove_icon()
            if host is not TrayHost.NOTHING:
                self._make_icon()
        self._desktop.desk.tell_tray(is_there=self._is_there)
        self._look_for_window()

    @property
    def _is_there(self) -> bool:
        return self._host is not TrayHost.NOTHING

    def _look_for_window(self) -> None:
        """Let the window be found, if it is out of sight and no icon leads to it."""
        window = self._desktop.window
        if self._is_there or window is None or window.isVisible() or self._is_mac:
            self._missed_since = None
            return
        now = time.monotonic()
        if self._missed_since is None:
            self._missed_since = now
        if now - self._missed_since >= self._patience:
            self._missed_since = None
            self._desktop.show_minimised()

    # The icon.

    def _make_icon(self) -> None:
        icon = self._icon = TrayIcon(self._state(), self, mask=self._is_mac)
        icon.clicked.connect(self._on_clicked)
        icon.open_wanted.connect(self._desktop.raise_window)
        icon.account_wanted.connect(self._show_account)
        icon.pause_wanted.connect(self._pause)
        icon.resume_wanted.connect(self._resume)
        icon.settings_wanted.connect(self._show_settings)
        icon.sign_out_wanted.connect(self._sign_out)
        icon.quit_wanted.connect(self._desktop.ask_and_quit)

    def _remove_icon(self) -> None:
        if self._icon is not None:
            self._icon.end()
            self._icon = None

    def _state(self) -> TrayState:
        accounts = self._desktop.accounts.all
        lines = self._desktop.roll.model.lines
        states = [opened.client.connection.state for opened in accounts]
        return TrayState(
            unread=sum(opened.unread.messages for opened in accounts),
            counts=self._choices.choices.badge,
            is_offline=bool(states) and all(state in _ENDED for state in states),
            paused="" if self._pausing is None else self._pausing.words,
            is_paused_by_user=self._pausing is not None and self._pausing.is_paused,
            can_pause=self._pausing is not None,
            morning=times.clock_time(tomorrow_morning(present())),
            accounts=lines if len(lines) > 1 else (),
            is_signed_in=self._desktop.session is not None,
        )

    def _refresh(self, _what: object = None) -> None:
        if self._icon is not None:
            self._icon.show(self._state())

    def _on_chosen(self, _choices: Choices) -> None:
        self._refresh()

    def _take_pausing(self) -> None:
        pausing = self._desktop.desk.pausing
        if pausing is not None and pausing is not self._pausing:
            self._pausing = pausing
            pausing.changed.connect(self._refresh)
            self._refresh()

    # What is chosen there.

    def _on_clicked(self) -> None:
        """Show the window in front of all others, or, if it stands there, let it go."""
        window = self._desktop.window
        if window is None:
            return
        was_in_front = window.isActiveWindow() or time.monotonic() - self._left_at < _CLICK_SECONDS
        stands = window.isVisible() and not window.isMinimized()
        if stands and was_in_front and QGuiApplication.modalWindow() is None:
            self._desktop.hide_window()
        else:
            self._desktop.raise_window()

    def _on_application_state(self, state: Qt.ApplicationState) -> None:
        if state is not Qt.ApplicationState.ApplicationActive:
            self._left_at = time.monotonic()

    def _show_account(self, key: str) -> None:
        self._desktop.raise_window()
        self._desktop.show_account(key)

    def _pause(self, milliseconds: int | None) -> None:
        if self._pausing is None:
            return
        if milliseconds is None:
            self._pausing.pause_until_tomorrow()
        else:
            self._pausing.pause_for(milliseconds)

    def _resume(self) -> None:
        if self._pausing is not None:
            self._pausing.resume()

    def _show_settings(self) -> None:
        self._desktop.raise_window()
        if self._desktop.session is not None and QGuiApplication.modalWindow() is None:
            self._desktop.session.window.show_settings()

    def _sign_out(self) -> None:
        self._desktop.raise_window()
        if self._desktop.session is not None and QGuiApplication.modalWindow() is None:
            self._desktop.session.window.left.sign_out_requested.emit()

    # Closing.

    def _stay(self) -> bool:
        """Hide the window that is being closed, if the program can be reached without; or say first where it goes."""
        session = self._desktop.session
        if session is None:
            return False  # a page: what it asks for cannot be answered out of sight
        if self._ending_since is not None and time.monotonic() - self._ending_since < _LOG_OFF_SECONDS:
            return False  # Qt closes the windows when the session ends
        if self._is_mac:
            session.window.hide_until_wanted()
            return True
        if not self._is_there or not self._choices.choices.stays_in_tray:
            return False
        if self._choices.choices.tray_told:
            self._desktop.hide_window()
        else:
            self._tell()
        return True

    def _on_session_ending(self, _manager: object = None) -> None:
        self._ending_since = time.monotonic()

    def _tell(self) -> None:
        """Say where the program is to be found from now on, before the window goes there for the first time."""
        session = self._desktop.session
        if session is None or self._is_telling:
            return
        from desktop.ui.dialogs.tray_told import TrayToldDialog

        dialog = TrayToldDialog(self._desktop.theme, session.window)
        dialog.understood.connect(self._on_understood)
        dialog.quit_wanted.connect(self._desktop.ask_and_quit)
        dialog.finished.connect(self._on_told)
        self._is_telling = True
        dialog.open()

    def _on_understood(self) -> None:
        self._choices.choose(tray_told=True)
        self._desktop.hide_window()

    def _on_told(self) -> None:
        self._is_telling = False

    def _end(self) -> None:
        self._remove_icon()
