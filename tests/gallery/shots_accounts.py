"""The pictures of several accounts on one computer: the menu at one's own avatar, what is unread elsewhere, and one account more."""

from msgspec import structs
from PySide6.QtCore import QSize, Qt

from desktop.ui.sign_in import SignInPage
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.accounts import (
    AccountLine,
    AccountsModel,
    state_closed,
    state_locked,
    state_signed_out,
)
from desktop.viewmodels.background import Background
from desktop.viewmodels.sign_in import SignInModel
from tests.gallery.shots import scene
from tests.gallery.shots_of_entry import shot_of_page
from tests.gallery.shots_panel import mirrored
from tests.gallery.stage import Stage
from tests.gallery.team import ANA, DANA, GRACE, INES
from tests.support.screen import click

_NARROW = QSize(720, 800)
LINES = (
    AccountLine("1", DANA.id, DANA.name, "desk.example.com", is_shown=True, unread=24, mentions=2),
    AccountLine("2", INES.id, INES.name, "chat.northwind.example", unread=3, mentions=1),
    AccountLine("3", GRACE.id, GRACE.name, "desk.example.com", unread=0),
)
EVERY = (
    *LINES,
    AccountLine("4", ANA.id, ANA.name, "chat.example.com:8443", state=state_locked()),
    AccountLine(
        "5", "u5", "Benedikt Hohenstein-Westerwald", "internal.support.northwind.example", unread=140
    ),
    AccountLine("6", "u6", "ليلى حداد", "chat.example.com", state=state_signed_out()),
    AccountLine("7", "u7", "Kim", "192.0.2.7:8080", state=state_closed()),
)


def several(here: Stage, lines: tuple[AccountLine, ...] = LINES) -> None:
    """Let the window know of other accounts."""
    here.window.offer_accounts(AccountsModel(here.window, lines=lines))


@scene("accounts-unread-elsewhere")
async def unread_elsewhere(here: Stage) -> None:
    several(here)


@scene("accounts-menu")
async def menu(here: Stage) -> None:
    several(here)
    click(here.window, "Account")


@scene("accounts-menu-every-state")
async def menu_every_state(here: Stage) -> None:
    several(here, EVERY)
    click(here.window, "Account")


@scene("accounts-menu-of-one")
async def menu_of_one(here: Stage) -> None:
    several(here, (structs.replace(LINES[0], unread=0),))
    click(here.window, "Account")


@mirrored("accounts-menu-mirrored")
async def menu_mirrored(here: Stage) -> None:
    several(here, EVERY)
    click(here.window, "Account")


@scene("accounts-menu-narrow", size=_NARROW)
async def menu_narrow(here: Stage) -> None:
    several(here)
    click(here.window.rail, "Account")


@scene("accounts-keyboard-at-the-avatar")
async def keyboard_at_the_avatar(here: Stage) -> None:
    several(here)
    here.window.left.footer.avatar.setFocus(Qt.FocusReason.TabFocusReason)


@shot_of_page("accounts-one-more")
async def one_more(theme: Theme, background: Background) -> SignInPage:
    model = SignInModel(background, device_name="gallery", server="https://desk.example.com")
    page = SignInPage(theme, model)
    model.setParent(page)
    page.offer_way_back(lambda: None)
    return page
