"""The pages that stand in the window's place, one at a time, each where the one before it stood."""

from collections.abc import Callable
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from PySide6.QtCore import QTimer

from desktop.core.client import Account
from desktop.ui.main_window import MainWindow
from desktop.ui.theme.theme import Theme
from desktop.ui.window_place import WindowPlace, stand, take_place_of
from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.workspace import Workspace

if TYPE_CHECKING:
    from desktop.ui.entry_page import EntryPage
    from desktop.ui.first_look import FirstLook
    from desktop.ui.standstill import Standstill
    from desktop.viewmodels.sign_in import SignInModel
    from desktop.viewmodels.unlock import UnlockModel

# The pages are imported when they are first needed: as a rule none is, and the window is to appear quickly.


class Pages:
    """Shows one page, or none while there is a window."""

    def __init__(
        self,
        theme: Theme,
        choices: ChoicesModel,
        *,
        closing: Callable[[], None],
        quitting: Callable[[], None],
        painted: Callable[[], None],
        first_look: "FirstLook | None" = None,
    ) -> None:
        """Call `closing` before a page closes, `quitting` where the program is to end, and `painted` once a page is there.

        The first look, if there is one, stands there already.
        """
        self._theme = theme
        self._choices = choices
        self._closing = closing
        self._quitting = quitting
        self._painted = painted
        self._leave: Callable[[], None] | None = None
        """Ends what is under way in the page that is there."""
        self.hidden = False
        """Nothing is to be seen: pages and windows are made, and shown by whoever wants to see them."""
        self.current: EntryPage | FirstLook | None = first_look
        if first_look is not None:
            first_look.closing.connect(closing)

    def show_sign_in(self, model: "SignInModel", back: Callable[[], None] | None = None) -> None:
        """Ask who it is. `back` is the way back to an account that is open, if there is one."""
        from desktop.ui.sign_in import SignInPage

        # Not the page's child: what is under way ends by itself once the page is left.
        self._show(SignInPage(self._theme, model), back)
        self._leave = model.leave

    def show_unlock(self, model: "UnlockModel", back: Callable[[], None] | None = None) -> None:
        """Ask for a passphrase. `back` is as for signing in."""
        from desktop.ui.unlock import UnlockPage

        self._show(UnlockPage(self._theme, model), back)

    def show_standstill(
        self,
        standstill: "Standstill",
        account: Account,
        act: Callable[[], object],
        sign_in: Callable[[], None],
    ) -> None:
        """Say what keeps an account's chats closed; `act` is done by the button, `sign_in` by the way past it."""
        from desktop.ui.standstill import StandstillPage

        page = StandstillPage(self._theme, standstill, name=account.name, server=host_of(account))
        page.action_wanted.connect(act)
        page.sign_in_wanted.connect(sign_in)
        self._show(page)

    def offer_way_back(self, back: Callable[[], None]) -> None:
        """Let the user leave the page that is there, now that there is something to go back to."""
        from desktop.ui.entry_page import EntryPage

        if isinstance(self.current, EntryPage) and not self.current.has_way_back:
            self.current.offer_way_back(back)

    def place(self, window: "EntryPage | MainWindow", instead_of: MainWindow | None = None) -> None:
        """Let what follows a page, or a window, stand where that stands, and what comes first, where the window stood last."""
        before = self.current or instead_of
        frame = None if before is None else before.window()
        # One that is only just to be seen has not been given its place by the system yet.
        if (
            frame is not None
            and frame.isVisible()
            and (frame.isMinimized() or frame.windowHandle().isExposed())
        ):
            take_place_of(window, frame)
        else:
            chosen = self._choices.choices
            stand(window, chosen.window, maximized=chosen.maximized)

    def give_way(
        self, window: MainWindow, workspace: Workspace, instead_of: MainWindow | None = None
    ) -> None:
        """Show the window where the page stands, or the window before it; a first look becomes its frame."""
        from desktop.ui.first_look import FirstLook

        if isinstance(self.current, FirstLook):
            self.current.hold(window, workspace)
            self.current = None
        else:
            self.place(window, instead_of)
            self._reveal(window)
            self.take_down()
        WindowPlace(window.window(), self._choices)

    def hide(self) -> None:
        """Let nothing be seen any more: the program ends."""
        if self.current is not None:
            self.current.hide()

    def take_down(self) -> None:
        """Show no page any more."""
        before, self.current = self.current, None
        leave, self._leave = self._leave, None
        if leave is not None:
            leave()
        if before is not None:
            before.hide()
            before.deleteLater()

    def _show(self, page: "EntryPage", back: Callable[[], None] | None = None) -> None:
        if back is not None:
            page.offer_way_back(back)
        page.asks_before_closing = True
        page.closing.connect(self._closing)
        page.quit_requested.connect(self._quitting)
        self.place(page)
        self._reveal(page)
        self.take_down()
        self.current = page
        QTimer.singleShot(0, page, self._painted)

    def _reveal(self, window: "EntryPage | MainWindow") -> None:
        if not self.hidden:
            window.show()


def host_of(account: Account) -> str:
    """Return the server as people know it."""
    return urlsplit(account.server).netloc or account.server
