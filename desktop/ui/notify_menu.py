"""The menu of what notifies the user in one chat, where they want it otherwise than in all others."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QActionGroup

from desktop.core.values import Notify
from desktop.ui.controls import Menu


def add_notify_menu(menu: Menu, held: Notify, choose: Callable[[Notify], object]) -> None:
    """Add it to the menu of a chat; what holds there is ticked."""
    levels = menu.put_menu(_tr("Notifications"), icon="bell")
    group = QActionGroup(levels)
    offered: tuple[tuple[Notify, str], ...] = (
        ("", _tr("As in Settings")),
        ("all", _tr("Every message")),
        ("mentions", _tr("Mentions only")),
        ("nothing", _tr("Nothing")),
    )
    for notify, words in offered:
        action = levels.addAction(words)
        action.setCheckable(True)
        action.setChecked(notify == held)
        action.triggered.connect(lambda _checked, chosen=notify: choose(chosen))
        group.addAction(action)


def _tr(text: str) -> str:
    return QCoreApplication.translate("notify_menu", text)
