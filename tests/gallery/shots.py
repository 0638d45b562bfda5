"""The pictures: one function a state, entered under the name of its file. A screen that is not here has not been looked at."""

from collections.abc import Awaitable, Callable
from typing import Any

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
from tests.gallery import photographs
from tests.gallery.stage import SIZE, Stage, settled, stage
from tests.gallery.team import BRUNO, CHEN, DANA, ELIF, corrected, others, refund
from tests.support.screen import click, find, press, shows, type_into, until
from tests.support.story import Story

Shot = Callable[[Theme, Background], Awaitable[QPixmap]]
SHOTS: dict[str, Shot] = {}
_MIDDLE = QSize(900, 800)
_NARROW = QSize(640, 800)
_SMALLEST = QSize(480, 480)


def scene(
    name: str, *, chat: Callable[[], Story] | None = refund, **setting: Any
) -> Callable[[Callable[[Stage], Awaitable[None]]], None]:
    """Enter a picture of the window: with a chat open, `setting` as `stage` takes it, after the function has acted."""

    def enter(act: Callable[[Stage], Awaitable[None]]) -> None:
        async def take(theme: Theme, _background: Background) -> QPixmap:
            async with stage(theme, **setting) as here:
                if chat is not None:
                    await here.opens(chat())
                await act(here)
                await settled()
                return await here.picture()

        SHOTS[name] = take

    return enter


def sign_in_page(name: str) -> Callable[[Callable[[SignInModel], None]], None]:
    """Enter a picture of the sign-in page, after the function has acted."""

    def enter(act: Callable[[SignInModel], None]) -> None:
        async def take(theme: Theme, background: Background) -> QPixmap:
            model = SignInModel(
                background, device_name="gallery", server="https://desk.example.com", username=DANA.username
            )
            page = SignInPage(theme, model)
            page.resize(SIZE)
            page.show()
            act(model)
            await settled()
            picture = await photographs.take(page)
            page.close()
            page.deleteLater()
            model.deleteLater()
            return picture

        SHOTS[name] = take

    return enter


@scene("main")
async def main(_here: Stage) -> None: ...


@scene("main-unread", chat=lambda: others()[0])
async def main_unread(_here: Stage) -> None: ...


@scene("main-writing")
async def main_writing(here: Stage) -> None:
    type_into(here.window, "Message", "Call script attached.")
    press(here.window, "Message", Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(find(here.window, "Message"), "The second paragraph is the one about timing.")


@scene("edited-and-deleted", chat=corrected, stories=lambda: (corrected(), *others()))
async def edited_and_deleted(_here: Stage) -> None: ...


@scene("main-no-details")
async def main_no_details(here: Stage) -> None:
    click(here.window, "Hide details")


@scene("offline")
async def offline(here: Stage) -> None:
    await lose_connection(here)
    await here.desk.client.send(refund().id, "Perfect, thank you.")
    await here.desk.client.send(
        refund().id, "I’ll check the ledger tonight and close the case tomorrow morning."
    )


@scene("not-sent")
async def not_sent(here: Stage) -> None:
    message = await here.desk.client.send(refund().id, "Here is the wording legal agreed last week.")
    command = (await here.desk.client.latest(refund().id)).rows[-1].command
    assert command is not None
    await here.desk.client.apply(Refuse(command, refund().id, message, ErrorCode.CHAT_NOT_FOUND))


@scene("signed-out", state=ConnectionState.SIGNED_OUT)
async def signed_out(_here: Stage) -> None: ...


@scene("connecting", state=ConnectionState.CONNECTING)
async def connecting(_here: Stage) -> None: ...


@scene("outdated", state=ConnectionState.OUTDATED)
async def outdated(_here: Stage) -> None: ...


@scene("newcomer", me=CHEN, stories=lambda: (refund(),))
async def newcomer(_here: Stage) -> None: ...


@scene("first-run", chat=None, stories=lambda: ())
async def first_run(_here: Stage) -> None: ...


@scene("new-menu")
async def new_menu(here: Stage) -> None:
    click(here.window, "New")
    await here.dialog()


@scene("new-chat")
async def new_chat(here: Stage) -> None:
    here.window.message_teammates()
    dialog = await here.dialog()
    for name in ("bruno", "elif"):
        type_into(dialog, "People", name)
        press(dialog, "People", Qt.Key.Key_Return)
        await settled()


@scene("new-chat-empty")
async def new_chat_empty(here: Stage) -> None:
    here.window.message_teammates()
    await here.dialog()


@scene("new-chat-nobody-found")
async def new_chat_nobody_found(here: Stage) -> None:
    here.window.message_teammates()
    type_into(await here.dialog(), "People", "zoe")


@scene("edit-participants-new-only")
async def edit_participants_new_only(here: Stage) -> None:
    await choose_farid(here)


@scene("edit-participants-share")
async def edit_participants_share(here: Stage) -> None:
    await choose_farid(here)
    dialog = await here.dialog()
    click(dialog, "Share earlier messages")
    await until(lambda: shows(dialog, "First message they will see"), "the preview")


@scene("edit-participants-searching")
async def edit_participants_searching(here: Stage) -> None:
    here.window.edit_participants()
    type_into(await here.dialog(), "Add people", "a")


@scene("edit-participants-offline")
async def edit_participants_offline(here: Stage) -> None:
    """The connection goes while the dialog is open: it says so, and keeps what was chosen."""
    await choose_farid(here)
    await lose_connection(here)


@scene("change-subject")
async def change_subject(here: Stage) -> None:
    click(here.window, "Change subject")


@scene("provisional-chat")
async def provisional_chat(here: Stage) -> None:
    """A chat that was started without a connection."""
    await lose_connection(here)
    chat = await here.desk.client.start_chat((BRUNO.id, ELIF.id), subject="Northwind renewal")
    await here.desk.client.send(chat, "Shall we talk about the renewal before Friday?")
    await settled()
    here.workspace.open_chat(chat)


@scene("sign-out")
async def sign_out(here: Stage) -> None:
    here.window.left.sign_out_requested.emit()
    await here.dialog()


@scene("middle-chat", size=_MIDDLE)
async def middle_chat(_here: Stage) -> None: ...


@scene("middle-details", size=_MIDDLE)
async def middle_details(here: Stage) -> None:
    click(here.window, "Show details")


@scene("narrow-chat", size=_NARROW)
async def narrow_chat(_here: Stage) -> None: ...


@scene("narrow-list", size=_NARROW)
async def narrow_list(here: Stage) -> None:
    click(here.window, "Show conversation list")


@scene("narrow-details", size=_NARROW)
async def narrow_details(here: Stage) -> None:
    click(here.window, "Show details")


@scene("smallest", size=_SMALLEST)
async def smallest(_here: Stage) -> None: ...


@sign_in_page("sign-in")
def sign_in(_model: SignInModel) -> None: ...


@sign_in_page("sign-in-error")
def sign_in_error(model: SignInModel) -> None:
    model.show_problem(RefusedError(ErrorCode.WRONG_CREDENTIALS))


@sign_in_page("sign-in-no-server")
def sign_in_no_server(model: SignInModel) -> None:
    model.show_problem(ConnectError(ConnectFailure.UNREACHABLE))


async def choose_farid(here: Stage) -> None:
    """Open Edit participants and choose somebody."""
    here.window.edit_participants()
    dialog = await here.dialog()
    type_into(dialog, "Add people", "farid")
    press(dialog, "Add people", Qt.Key.Key_Return)
    await settled()


async def lose_connection(here: Stage) -> None:
    """Be offline, and wait until the window says so."""
    here.desk.connection_is(ConnectionState.OFFLINE)
    await until(lambda: here.workspace.status.notice is not None, "the notice")
    await settled()
