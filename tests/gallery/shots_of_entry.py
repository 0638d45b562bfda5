"""The pictures of what stands before the window, of what is said of the copy on this computer, and of what people set for themselves."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace

from msgspec import structs
from PySide6.QtCore import QSize
from PySide6.QtGui import QContextMenuEvent, QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop.core.errors import ErrorCode, PassphraseError
from desktop.core.sync.applier import Refuse
from desktop.core.values import FOR_EVER, Progress, Recovery, Unsent
from desktop.ui.dialogs.quit import QuitDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.sign_in import SignInPage
from desktop.ui.standstill import Standstill, StandstillPage
from desktop.ui.theme.theme import Theme
from desktop.ui.unlock import UnlockPage
from desktop.viewmodels import kept_here
from desktop.viewmodels.background import Background
from desktop.viewmodels.sign_in import SignInModel
from desktop.viewmodels.unlock import UnlockModel
from tests.gallery import photographs
from tests.gallery.shots import SHOTS, lose_connection, scene
from tests.gallery.stage import SIZE, Stage, settled
from tests.gallery.team import DANA, NOW, others, refund
from tests.support.screen import click, shows, type_into, until

_NARROW = QSize(640, 800)
_LOW = QSize(480, 480)
_SERVER = "desk.example.com"


def shot_of_page(
    name: str, size: QSize = SIZE
) -> Callable[[Callable[[Theme, Background], Awaitable[QWidget]]], None]:
    """Enter a picture of a page, which the function makes."""

    def enter(make: Callable[[Theme, Background], Awaitable[QWidget]]) -> None:
        async def take(theme: Theme, background: Background) -> QPixmap:
            page = await make(theme, background)
            page.resize(size)
            await settled()
            picture = await photographs.take(page)
            for dialog in photographs.over(page):
                dialog.hide()
            page.hide()
            page.deleteLater()
            await settled()
            return picture

        SHOTS[name] = take

    return enter


def without_keyring(theme: Theme, background: Background) -> SignInPage:
    model = SignInModel(
        background, device_name="gallery", server=f"https://{_SERVER}", username=DANA.username, can_keep=False
    )
    page = SignInPage(theme, model)
    model.setParent(page)
    page.show()
    return page


@shot_of_page("sign-in-no-keyring")
async def sign_in_no_keyring(theme: Theme, background: Background) -> QWidget:
    return without_keyring(theme, background)


@shot_of_page("sign-in-passphrase")
async def sign_in_passphrase(theme: Theme, background: Background) -> QWidget:
    page = without_keyring(theme, background)
    choose_passphrase(page)
    return page


@shot_of_page("sign-in-passphrase-short")
async def sign_in_passphrase_short(theme: Theme, background: Background) -> QWidget:
    page = without_keyring(theme, background)
    choose_passphrase(page)
    type_into(page, "Password", "something")
    type_into(page, "Passphrase", "seven")
    click(page, "Sign in")
    return page


@shot_of_page("sign-in-passphrase-mismatch")
async def sign_in_passphrase_mismatch(theme: Theme, background: Background) -> QWidget:
    page = without_keyring(theme, background)
    choose_passphrase(page)
    type_into(page, "Password", "something")
    type_into(page, "Passphrase", "seven herons")
    type_into(page, "Repeat passphrase", "seven heron")
    click(page, "Sign in")
    return page


@shot_of_page("sign-in-passphrase-smallest", _LOW)
async def sign_in_passphrase_smallest(theme: Theme, background: Background) -> QWidget:
    page = without_keyring(theme, background)
    choose_passphrase(page)
    return page


@shot_of_page("unlock")
async def unlock(theme: Theme, background: Background) -> QWidget:
    return unlock_page(theme, background)


@shot_of_page("unlock-wrong")
async def unlock_wrong(theme: Theme, background: Background) -> QWidget:
    page = unlock_page(theme, background)
    type_into(page, "Passphrase", "eight herons")
    click(page, "Unlock")
    await until(lambda: shows(page, "Unlocking error"), "the reason")
    return page


@shot_of_page("unlock-somebody-else")
async def unlock_somebody_else(theme: Theme, background: Background) -> QWidget:
    page = unlock_page(theme, background)
    page.resize(SIZE)
    await settled()
    click(page, "Sign in as somebody else")
    return page


@shot_of_page("newer-version")
async def newer_version(theme: Theme, _background: Background) -> QWidget:
    return standstill(theme, Standstill.NEWER)


@shot_of_page("keyring-silent")
async def keyring_silent(theme: Theme, _background: Background) -> QWidget:
    return standstill(theme, Standstill.KEYRING_SILENT)


@shot_of_page("keyring-awaited")
async def keyring_awaited(theme: Theme, _background: Background) -> QWidget:
    return standstill(theme, Standstill.KEYRING_AWAITED)


@shot_of_page("cache-in-use")
async def cache_in_use(theme: Theme, _background: Background) -> QWidget:
    return standstill(theme, Standstill.IN_USE)


@shot_of_page("cache-unusable")
async def cache_unusable(theme: Theme, _background: Background) -> QWidget:
    return standstill(theme, Standstill.UNUSABLE)


@scene("recovered")
async def recovered(here: Stage) -> None:
    show_recovery(here, Recovery("set-aside-20260305T144100Z", unsent=2, drafts=1, readable=True))


@scene("recovered-narrow", size=_NARROW)
async def recovered_narrow(here: Stage) -> None:
    show_recovery(here, Recovery("set-aside-20260305T144100Z", unsent=0, drafts=0, readable=False))


@scene("history-coming")
async def history_coming(here: Stage) -> None:
    await comes(here, Progress(complete=False, coming=12_400, chats=3, as_of=NOW))


@scene("history-complete")
async def history_complete(here: Stage) -> None:
    await comes(here, Progress(complete=True, coming=0, chats=0, as_of=NOW))


@scene("history-missing-offline")
async def history_missing_offline(here: Stage) -> None:
    await lose_connection(here)
    await here.desk.client.send(refund().id, "Perfect, thank you.")
    await here.desk.client.send(refund().id, "I’ll check the ledger tonight.")
    await comes(here, Progress(complete=False, coming=12_400, chats=3, as_of=NOW))


@scene("list-states")
async def list_states(here: Stage) -> None:
    await set_everything(here)


@scene("list-menu")
async def list_menu(here: Stage) -> None:
    await set_everything(here)
    open_menu(here)
    await settled()


@scene("list-states-narrow", size=_NARROW)
async def list_states_narrow(here: Stage) -> None:
    await set_everything(here)


@scene("muted")
async def muted(here: Stage) -> None:
    await here.desk.client.set_muted(refund().id, FOR_EVER)


@scene("asking")
async def asking(here: Stage) -> None:
    """Two messages in another chat waited long: the notice leads there."""
    other = others()[0].id
    status = here.workspace.status
    status._unsent = Unsent(messages=2, asking=2, asks_in=(other,))
    status.changed.emit()


@scene("quit")
async def quit_with_unsent(here: Stage) -> None:
    QuitDialog(here.window._theme, here.window, Unsent(messages=2)).open()
    await here.dialog()


@scene("sign-out-unsent")
async def sign_out_unsent(here: Stage) -> None:
    await here.desk.client.send(refund().id, "Perfect, thank you.")
    await here.desk.client.save_draft(others()[3].id, "could you check the invoice")
    here.window.left.sign_out_requested.emit()
    await here.dialog()


def choose_passphrase(page: QWidget) -> None:
    click(page, "Protect what is kept on this computer with a passphrase")


def unlock_page(theme: Theme, background: Background) -> UnlockPage:
    async def refuse(_passphrase: str) -> None:
        await asyncio.sleep(0)
        raise PassphraseError("this is not the passphrase")

    model = UnlockModel(background, refuse, name=DANA.name, server=_SERVER)
    page = UnlockPage(theme, model)
    model.setParent(page)
    page.show()
    page.activateWindow()
    return page


def standstill(theme: Theme, why: Standstill) -> StandstillPage:
    page = StandstillPage(theme, why, name=DANA.name, server=_SERVER)
    page.show()
    return page


def show_recovery(here: Stage, recovery: Recovery) -> None:
    """Put the notice where the window has it from the beginning when there is something to tell."""
    from desktop.ui.recovery_notice import RecoveryNotice

    window: MainWindow = here.window
    notice = RecoveryNotice(
        window._theme, kept_here.recovered(recovery), kept_here.set_aside_as(recovery), window
    )
    window.layout().insertWidget(0, notice)


async def comes(here: Stage, progress: Progress) -> None:
    """Let so much of the history be here."""
    await settled()
    here.workspace.status._progress = progress
    here.workspace.status.changed.emit()
    details = here.workspace.details
    followed = details._followed
    followed._details = structs.replace(followed._details, coming=progress.coming)
    details.changed.emit()


async def set_everything(here: Stage) -> None:
    """Let every mark of the list be somewhere."""
    client = here.desk.client
    first, handover, bruno, elif_, _vat, tone, *_rest = others()
    await client.set_pinned(refund().id, True)
    await client.set_pinned(handover.id, True)
    await client.set_muted(handover.id, FOR_EVER)
    await client.set_muted(tone.id, FOR_EVER)
    await client.save_draft(elif_.id, "could you check the invoice number")
    await lose_connection(here)
    await client.send(refund().id, "I’ll check the ledger tonight.")
    message = await client.send(bruno.id, "Here is the wording legal agreed last week.")
    command = (await client.latest(bruno.id)).rows[-1].command
    await client.apply(Refuse(command, bruno.id, message, ErrorCode.CHAT_NOT_FOUND))
    await settled()
    model = here.workspace.chat_list
    asks = [line.id for line in model.lines(0, model.rowCount())].index(first.id)
    model._lines[asks] = replace(model._lines[asks], asking=True)
    model.dataChanged.emit(model.index(asks), model.index(asks))


def open_menu(here: Stage) -> None:
    """Open the menu of the row under the mouse."""
    view = here.window.left.list
    index = view.model().index(3, 0)
    place = view.visualRect(index).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, view.viewport().mapToGlobal(place))
    QApplication.sendEvent(view.viewport(), event)
