"""The pictures of the right panel, the dialogs with people in them, the header, and what is told for some seconds."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QContextMenuEvent, QPixmap
from PySide6.QtWidgets import QApplication, QListView

from desktop.core.errors import ErrorCode, RefusedError
from desktop.core.values import ChatId, ConnectionState, SharedHistory
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.background import Background
from desktop.viewmodels.toast import Toast
from tests.gallery.shots import SHOTS, choose_farid, lose_connection, scene
from tests.gallery.stage import Stage, settled
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, others, refund
from tests.support.screen import click, click_row, find, press, shows, type_into, until
from tests.support.story import Story

_NARROW = QSize(720, 800)
_LOW = QSize(1280, 480)


def mirrored(name: str, **setting: Any) -> Callable[[Callable[[Stage], Awaitable[None]]], None]:
    """Enter a picture for reading from the right."""

    def enter(act: Callable[[Stage], Awaitable[None]]) -> None:
        scene(name, **setting)(act)
        take = SHOTS[name]

        async def take_mirrored(theme: Theme, background: Background) -> QPixmap:
            QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            try:
                return await take(theme, background)
            finally:
                QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

        SHOTS[name] = take_mirrored

    return enter


def _bruno() -> Story:
    return next(
        story for story in others() if story.id == Story(4, DANA, (BRUNO,), moment="2026-03-05 08:00").id
    )


@scene("panel-one-other", chat=_bruno)
async def panel_one_other(_here: Stage) -> None: ...


@scene("panel-person")
async def panel_person(here: Stage) -> None:
    click_row(here.window, "Participants", "Chen Wei")
    await here.dialog()


@scene("panel-keyboard")
async def panel_keyboard(here: Stage) -> None:
    people = find(here.window, "Participants", QListView)
    people.setFocus(Qt.FocusReason.TabFocusReason)
    press(here.window, "Participants", Qt.Key.Key_Down)


@scene("panel-mute-menu")
async def panel_mute_menu(here: Stage) -> None:
    switch = find(here.window, "Mute this chat")
    row = switch.parentWidget()
    where = QPoint(40, 10)
    QApplication.sendEvent(
        row, QContextMenuEvent(QContextMenuEvent.Reason.Mouse, where, row.mapToGlobal(where))
    )
    await here.dialog()


@scene("panel-muted-for-a-time")
async def panel_muted_for_a_time(here: Stage) -> None:
    here.workspace.details.mute_for_an_hour()
    await until(lambda: here.workspace.details.muted)


def _long() -> Story:
    subject = "Northwind, refund #48213: charged twice for the March renewal, goodwill credit of €250, and the old gateway key that has to go"
    chat = Story(60, BRUNO, (ANA, ELIF, DANA), moment="2026-03-05 09:58", subject=subject)
    chat.say(BRUNO, "2026-03-05 10:02", "All of it in one place, please.")
    return chat


@scene("panel-long-subject", chat=_long, stories=lambda: (_long(), refund(), *others()))
async def panel_long_subject(_here: Stage) -> None: ...


@mirrored("panel-rtl")
async def panel_rtl(_here: Stage) -> None: ...


@mirrored("panel-person-rtl")
async def panel_person_rtl(here: Stage) -> None:
    click_row(here.window, "Participants", "Chen Wei")
    await here.dialog()


@scene("panel-narrow", size=_NARROW)
async def panel_narrow(here: Stage) -> None:
    click(here.window, "Show details")


@scene("panel-loading")
async def panel_loading(here: Stage) -> None:
    """The disk is slow: only after a moment something is said at all."""
    database = here.desk.client._database
    reading, read = asyncio.Event(), database.read

    async def slowly(*args: Any, **kwargs: Any) -> Any:
        await reading.wait()
        return await read(*args, **kwargs)

    database.read = slowly  # type: ignore[method-assign]  # a disk that takes its time
    here.workspace.open_chat(_bruno().id)
    await asyncio.sleep(0.4)
    database.read = read  # type: ignore[method-assign]
    asyncio.get_running_loop().call_later(1.5, reading.set)


@scene("new-chat-existing")
async def new_chat_existing(here: Stage) -> None:
    here.window.message_teammates()
    dialog = await here.dialog()
    for name in ("joana", "ana"):
        type_into(dialog, "People", name)
        press(dialog, "People", Qt.Key.Key_Return)
        await settled()
    await until(lambda: shows(dialog, "Open"), "the chat there is already")


@mirrored("new-chat-rtl")
async def new_chat_rtl(here: Stage) -> None:
    here.window.message_teammates()
    dialog = await here.dialog()
    for name in ("bruno", "elif"):
        type_into(dialog, "People", name)
        press(dialog, "People", Qt.Key.Key_Return)
        await settled()


@scene("edit-participants-as-you-see-them", me=CHEN, stories=lambda: (refund(),))
async def edit_participants_limited(here: Stage) -> None:
    """Who came without the history can share no more than they see."""
    await choose_farid(here)
    dialog = await here.dialog()
    click(dialog, "Share earlier messages")
    await until(lambda: shows(dialog, "First message they will see"), "the preview")


@scene("edit-participants-unknown")
async def edit_participants_unknown(here: Stage) -> None:
    """The server would not say what they will see: so it is not done."""
    here.desk.tells_history(RefusedError(ErrorCode.RATE_LIMITED))
    await choose_farid(here)
    click(await here.dialog(), "Share earlier messages")


@scene("edit-participants-looking-up")
async def edit_participants_looking_up(here: Stage) -> None:
    """The server takes its time."""

    async def silence(_chat: ChatId) -> SharedHistory:
        await asyncio.Event().wait()
        raise AssertionError

    here.desk.client.shared_history = silence  # type: ignore[method-assign]  # there is no server
    await choose_farid(here)
    click(await here.dialog(), "Share earlier messages")


@scene("edit-participants-low", size=_LOW)
async def edit_participants_low(here: Stage) -> None:
    await choose_farid(here)
    dialog = await here.dialog()
    click(dialog, "Share earlier messages")
    await until(lambda: shows(dialog, "First message they will see"), "the preview")


@mirrored("edit-participants-rtl")
async def edit_participants_rtl(here: Stage) -> None:
    await choose_farid(here)
    dialog = await here.dialog()
    click(dialog, "Share earlier messages")
    await until(lambda: shows(dialog, "First message they will see"), "the preview")


@scene("toasts")
async def toasts(here: Stage) -> None:
    _tell_all(here)


@mirrored("toasts-rtl")
async def toasts_rtl(here: Stage) -> None:
    _tell_all(here)


@scene("toasts-narrow", size=_NARROW)
async def toasts_narrow(here: Stage) -> None:
    _tell_all(here)


@scene("toasts-no-chat", chat=None, stories=lambda: ())
async def toasts_no_chat(here: Stage) -> None:
    here.workspace.told.emit(Toast("Link copied"))


@scene("offline-panel")
async def offline_panel(here: Stage) -> None:
    await lose_connection(here)


@scene("first-run-offline", chat=None, stories=lambda: (), state=ConnectionState.OFFLINE)
async def first_run_offline(_here: Stage) -> None: ...


def _tell_all(here: Stage) -> None:
    here.workspace.told.emit(Toast("Marked as unread", "Undo", lambda: None))
    here.workspace.told.emit(
        Toast(
            "The subject is now “Northwind, both charges, and what legal said about them”",
            "Undo",
            lambda: None,
        )
    )
    here.workspace.told.emit(
        Toast("This chat is not on this computer. It has not come yet, or you are not in it.", failed=True)
    )


@scene("no-chat-open", chat=None)
async def no_chat_open(here: Stage) -> None:
    await until(here.workspace.chat_list.rowCount, "the list")
    here.workspace.open_chat(None)


@scene("first-run-catching-up", chat=None, stories=lambda: (), state=ConnectionState.CATCHING_UP)
async def first_run_catching_up(_here: Stage) -> None: ...


@scene("first-run-signed-out", chat=None, stories=lambda: (), state=ConnectionState.SIGNED_OUT)
async def first_run_signed_out(_here: Stage) -> None: ...
