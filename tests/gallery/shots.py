"""The pictures: one function a state, each with the name of its file. A screen that is not here has not been looked at."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest

from desktop.core.errors import ConnectError, ConnectFailure, RefusedError
from desktop.core.sync.applier import Refuse
from desktop.core.values import ConnectionState
from desktop.ui.sign_in import SignInPage
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.background import Background
from desktop.viewmodels.sign_in import SignInModel
from sync_server.protocol.codes import ErrorCode
from tests.gallery.stage import SIZE, Stage, settled, stage
from tests.gallery.team import BRUNO, CHEN, DANA, ELIF, others, refund
from tests.support.screen import click, find, press, type_into, until

Shot = Callable[[Theme, Background], Awaitable[QPixmap]]
SHOTS: dict[str, Shot] = {}
_MIDDLE = QSize(900, 800)
_NARROW = QSize(640, 800)
_SMALLEST = QSize(480, 480)


def shot(name: str) -> Callable[[Shot], Shot]:
    """Enter a function under the name of its picture."""

    def enter(function: Shot) -> Shot:
        SHOTS[name] = function
        return function

    return enter


@shot("main")
async def main(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme) as here:
        await here.opens(refund())
        return here.picture()


@shot("main-unread")
async def main_unread(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme) as here:
        await here.opens(others()[0])
        return here.picture()


@shot("main-writing")
async def main_writing(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme) as here:
        await here.opens(refund())
        type_into(here.window, "Message", "Call script attached.")
        press(here.window, "Message", Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
        QTest.keyClicks(find(here.window, "Message"), "The second paragraph is the one about timing.")
        await settled()
        return here.picture()


@shot("main-no-details")
async def main_no_details(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme) as here:
        await here.opens(refund())
        click(here.window, "Hide details")
        await settled()
        return here.picture()


@shot("offline")
async def offline(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme) as here:
        await here.opens(refund())
        await _lose_connection(here)
        await here.desk.client.send(refund().id, "Perfect, thank you.")
        await here.desk.client.send(
            refund().id, "I’ll check the ledger tonight and close the case tomorrow morning."
        )
        await settled()
        return here.picture()


@shot("not-sent")
async def not_sent(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme) as here:
        await here.opens(refund())
        message = await here.desk.client.send(refund().id, "Here is the wording legal agreed last week.")
        command = (await here.desk.client.latest(refund().id)).rows[-1].command
        assert command is not None
        await here.desk.client.apply(Refuse(command, refund().id, message, ErrorCode.CHAT_NOT_FOUND))
        await settled()
        return here.picture()


@shot("signed-out")
async def signed_out(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme, state=ConnectionState.SIGNED_OUT) as here:
        await here.opens(refund())
        return here.picture()


@shot("connecting")
async def connecting(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme, state=ConnectionState.CONNECTING) as here:
        await here.opens(refund())
        return here.picture()


@shot("newcomer")
async def newcomer(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme, me=CHEN, stories=lambda: (refund(),)) as here:
        await here.opens(refund())
        return here.picture()


@shot("first-run")
async def first_run(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme, stories=lambda: ()) as here:
        await here.opens_nothing()
        return here.picture()


@shot("new-menu")
async def new_menu(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme) as here:
        await here.opens(refund())
        click(here.window, "New")
        await here.dialog()
        return here.picture()


@shot("settings-menu")
async def settings_menu(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme) as here:
        await here.opens(refund())
        click(here.window, "Settings")
        await here.dialog()
        return here.picture()


@shot("new-chat")
async def new_chat(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme) as here:
        await here.opens(refund())
        here.window.message_teammates()
        dialog = await here.dialog()
        for name in ("bruno", "elif"):
            type_into(dialog, "People", name)
            press(dialog, "People", Qt.Key.Key_Return)
            await settled()
        return here.picture()


@shot("new-chat-empty")
async def new_chat_empty(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme) as here:
        await here.opens(refund())
        here.window.message_teammates()
        await here.dialog()
        return here.picture()


@shot("new-chat-nobody-found")
async def new_chat_nobody_found(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme) as here:
        await here.opens(refund())
        here.window.message_teammates()
        type_into(await here.dialog(), "People", "zoe")
        await settled()
        return here.picture()


@shot("edit-participants-new-only")
async def edit_participants_new_only(theme: Theme, _background: Background) -> QPixmap:
    return await _edit_participants(theme, share=False)


@shot("edit-participants-share")
async def edit_participants_share(theme: Theme, _background: Background) -> QPixmap:
    return await _edit_participants(theme, share=True)


@shot("edit-participants-searching")
async def edit_participants_searching(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme) as here:
        await here.opens(refund())
        here.window.edit_participants()
        type_into(await here.dialog(), "Add people", "a")
        await settled()
        return here.picture()


@shot("edit-participants-offline")
async def edit_participants_offline(theme: Theme, _background: Background) -> QPixmap:
    """The connection goes while the dialog is open: it says so, and keeps what was chosen."""
    async with stage(theme) as here:
        await here.opens(refund())
        here.window.edit_participants()
        dialog = await here.dialog()
        type_into(dialog, "Add people", "farid")
        press(dialog, "Add people", Qt.Key.Key_Return)
        await settled()
        await _lose_connection(here)
        return here.picture()


@shot("change-subject")
async def change_subject(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme) as here:
        await here.opens(refund())
        click(here.window, "Change subject")
        await settled()
        return here.picture()


@shot("search")
async def search(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme) as here:
        await here.opens(refund())
        type_into(here.window, "Search conversations", "ines")
        await settled()
        return here.picture()


@shot("search-nothing-found")
async def search_nothing_found(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme) as here:
        await here.opens(refund())
        type_into(here.window, "Search conversations", "xylophone")
        await settled()
        return here.picture()


@shot("provisional-chat")
async def provisional_chat(theme: Theme, _background: Background) -> QPixmap:
    """A chat that was started without a connection."""
    async with stage(theme) as here:
        await here.opens(refund())
        await _lose_connection(here)
        chat = await here.desk.client.start_chat((BRUNO.id, ELIF.id), subject="Northwind renewal")
        await here.desk.client.send(chat, "Shall we talk about the renewal before Friday?")
        await settled()
        here.workspace.open_chat(chat)
        await settled()
        return here.picture()


@shot("sign-out")
async def sign_out(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme) as here:
        await here.opens(refund())
        here.window.left.sign_out_requested.emit()
        await here.dialog()
        return here.picture()


@shot("middle-chat")
async def middle_chat(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme, size=_MIDDLE) as here:
        await here.opens(refund())
        return here.picture()


@shot("middle-details")
async def middle_details(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme, size=_MIDDLE) as here:
        await here.opens(refund())
        click(here.window, "Show details")
        await settled()
        return here.picture()


@shot("narrow-chat")
async def narrow_chat(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme, size=_NARROW) as here:
        await here.opens(refund())
        return here.picture()


@shot("narrow-list")
async def narrow_list(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme, size=_NARROW) as here:
        await here.opens(refund())
        click(here.window, "Show conversation list")
        await settled()
        return here.picture()


@shot("narrow-details")
async def narrow_details(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme, size=_NARROW) as here:
        await here.opens(refund())
        click(here.window, "Show details")
        await settled()
        return here.picture()


@shot("smallest")
async def smallest(theme: Theme, _background: Background) -> QPixmap:
    async with stage(theme, size=_SMALLEST) as here:
        await here.opens(refund())
        return here.picture()


@shot("sign-in")
async def sign_in(theme: Theme, background: Background) -> QPixmap:
    page, _ = _sign_in_page(theme, background)
    return await _of_page(page)


@shot("sign-in-error")
async def sign_in_error(theme: Theme, background: Background) -> QPixmap:
    page, model = _sign_in_page(theme, background)
    model.show_problem(RefusedError(ErrorCode.WRONG_CREDENTIALS))
    return await _of_page(page)


@shot("sign-in-no-server")
async def sign_in_no_server(theme: Theme, background: Background) -> QPixmap:
    page, model = _sign_in_page(theme, background)
    model.show_problem(ConnectError(ConnectFailure.UNREACHABLE))
    return await _of_page(page)


@shot("sign-in-no-keyring")
async def sign_in_no_keyring(theme: Theme, background: Background) -> QPixmap:
    page, model = _sign_in_page(theme, background)
    model.set_can_keep(False)
    return await _of_page(page)


async def _edit_participants(theme: Theme, *, share: bool) -> QPixmap:
    async with stage(theme) as here:
        await here.opens(refund())
        here.window.edit_participants()
        dialog = await here.dialog()
        type_into(dialog, "Add people", "farid")
        press(dialog, "Add people", Qt.Key.Key_Return)
        await settled()
        if share:
            click(dialog, "Share earlier messages")
            await settled()
        return here.picture()


async def _lose_connection(here: Stage) -> None:
    here.desk.connection_is(ConnectionState.OFFLINE)
    await until(lambda: here.workspace.status.notice is not None, "the notice")
    await settled()


def _sign_in_page(theme: Theme, background: Background) -> tuple[SignInPage, SignInModel]:
    model = SignInModel(
        background, device_name="gallery", server="https://desk.example.com", username=DANA.username
    )
    page = SignInPage(theme, model)
    page.resize(SIZE)
    page.show()
    return page, model


async def _of_page(page: SignInPage) -> QPixmap:
    await settled()
    picture = page.grab()
    page.close()
    page.deleteLater()
    return picture
