"""What the icon in the desktop's tray tells: how much is unread, whether anything comes, and how long nothing is notified of."""

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale

from desktop.viewmodels.accounts import AccountLine, said_of_line
from desktop.viewmodels.placeholders import filled

_MOST_COUNTED = 9
"""As much as can be read in a small icon."""


class TrayState(Struct, frozen=True):
    """Everything that the icon and its menu show."""

    unread: int = 0
    """Messages that notifications would count, of all accounts."""
    counts: bool = True
    """The number is shown, where it fits; else only that there is something."""
    is_offline: bool = False
    paused: str = ""
    """Until when nothing is notified of, in words; empty where something is."""
    is_paused_by_user: bool = False
    """The user paused notifications, and can resume them; quiet hours end by themselves."""
    can_pause: bool = False
    morning: str = ""
    """At what time a pause for the rest of the day ends."""
    accounts: tuple[AccountLine, ...] = ()
    """All accounts, where there are several to choose from."""
    is_signed_in: bool = False
    """A window of an account is there, with settings of its own."""

    @property
    def count(self) -> str:
        """Return the number as the icon shows it; empty for none."""
        if not self.unread or not self.counts:
            return ""
        number = QLocale().toString(min(self.unread, _MOST_COUNTED))
        return f"{number}+" if self.unread > _MOST_COUNTED else number

    @property
    def is_quiet(self) -> bool:
        """Whether nothing is notified of now."""
        return bool(self.paused)


def tool_tip(state: TrayState) -> str:
    """Say in one line what there is."""
    translate = QCoreApplication.translate
    name = translate("MainWindow", "Internal Chat")
    parts = [
        translate("tray_words", "%Ln unread", "", state.unread) if state.unread else "",
        translate("tray_words", "offline") if state.is_offline else "",
        translate("tray_words", "notifications paused") if state.is_quiet else "",
    ]
    told = ", ".join(part for part in parts if part)
    return f"{name} – {told}" if told else name


def account_entry(line: AccountLine) -> str:
    """Return what the menu says of an account; `&` is a key there unless it stands twice."""
    return said_of_line(line).replace("&", "&&")


def quiet_now(until: str) -> str:
    """Say that nothing is notified of. `until` is a sentence such as "Until 08:00"."""
    return filled(QCoreApplication.translate("tray_words", "Notifications are paused. %1"), until)


def pause_until(morning: str) -> str:
    """Offer to be left alone for the rest of the day."""
    return filled(QCoreApplication.translate("tray_words", "Pause notifications until tomorrow, %1"), morning)
