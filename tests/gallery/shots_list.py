"""The pictures of the list of chats: every row there can be, what is filtered, what is empty, and all of it mirrored."""

from collections.abc import Awaitable, Callable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.sync.applier import Refuse
from desktop.core.values import FOR_EVER, ConnectionState, Presence
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.background import Background
from sync_server.protocol.codes import ErrorCode
from tests.gallery.shots import SHOTS, lose_connection, scene
from tests.gallery.stage import Stage, settled
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, FARID, GRACE, HIRO, INES, JOANA, others, refund
from tests.support.screen import click, press
from tests.support.story import Story, user

_NARROW = QSize(720, 800)
_TALL = QSize(1280, 1240)
LAYLA = user(11, "layla.haddad", "ليلى حداد", "Night shift")
NOBODY = user(12, "nobody", "\u200b\u3164\u200b", "A name of nothing")
TURNED = user(13, "turned", "\u202eTim\u202e Turned", "A name that turns around")


def team() -> tuple:
    """The usual team, and names that ask for care."""
    return (DANA, ANA, BRUNO, CHEN, ELIF, FARID, GRACE, HIRO, INES, JOANA, LAYLA, NOBODY, TURNED)


def states() -> tuple[Story, ...]:
    """One chat for every state that a row can have by what others did."""
    number = iter(range(100, 200))
    minute = iter(range(59, 0, -1))

    def chat(subject: str, *people, said=None, unread=0, by=None, **about) -> Story:
        story = Story(next(number), BRUNO, (ANA, DANA, *people), moment="2026-03-05 08:00", subject=subject)
        story.read_all(DANA)
        moment = f"2026-03-05 14:{next(minute):02}"
        for _ in range(max(1, unread)):
            seq = story.say(
                by or BRUNO, moment, said or "Refund is issued, three to five working days", **about
            )
        if not unread:
            story.read_until(DANA, seq)
        return story

    sent, some, everybody = (chat(subject, by=DANA) for subject in ("Sent", "Read by some", "Read by all"))
    some.read_all(ANA)
    everybody.read_all(ANA)
    everybody.read_all(BRUNO)
    return (
        chat("Read"),
        chat("Unread", unread=3),
        chat("Unread with mention", unread=3, mentions=[DANA]),
        chat("Muted, unread", unread=128),
        chat("Muted, mention, pinned and a long subject", unread=12, mentions=[DANA]),
        chat("Pinned"),
        chat("Draft"),
        chat("Waiting to send"),
        chat("Not sent"),
        sent,
        some,
        everybody,
        chat("Marks **left out**", said="**Bold**, `code` and\n> a quote\n\nwith a [link](https://example.com)"),
        chat("שיחה על החזר", said="הלקוח ביקש החזר כספי, מספר 48213!"),
        chat("Names", LAYLA, by=LAYLA, said="تم إرسال الفاتورة، شكرا لكم جميعا على المساعدة السريعة اليوم"),
        chat("Turned", TURNED, by=TURNED, said="\u202eevil\u202c and a\u0301\u0301\u0301" + "\u0301" * 60),
        _with(NOBODY, 201),
    )  # fmt: skip


def _with(person, number: int) -> Story:
    story = Story(number, DANA, (person,), moment="2026-03-05 09:00")
    story.say(person, "2026-03-05 13:01", "Hello")
    story.read_all(DANA)
    return story


def private() -> tuple[Story, ...]:
    """Chats with one other each."""
    return tuple(_with(person, 210 + number) for number, person in enumerate((BRUNO, ELIF, HIRO, INES)))


def everything() -> tuple[Story, ...]:
    """All of them."""
    return (*states(), *private())


def somebody_is_there(here: Stage) -> None:
    """Let one be there, one be away, and the others not."""
    here.desk.presence_is({BRUNO.id: Presence.ONLINE, ELIF.id: Presence.AWAY})


async def settle_states(here: Stage) -> None:
    """Let the rows have what the user does to them."""
    client, named = here.desk.client, {story._subject: story.id for story in states()}
    somebody_is_there(here)
    for subject in ("Muted, unread", "Muted, mention, pinned and a long subject"):
        await client.set_muted(named[subject], FOR_EVER)
    await client.set_pinned(named["Pinned"], True)
    await client.set_pinned(named["Muted, mention, pinned and a long subject"], True)
    await client.save_draft(named["Draft"], "please hold the credit until")
    await client.send(named["Waiting to send"], "Refund is issued, three to five working days")
    message = await client.send(named["Not sent"], "Refund is issued, three to five working days")
    command = (await client.latest(named["Not sent"])).rows[-1].command
    assert command is not None
    await client.apply(Refuse(command, named["Not sent"], message, ErrorCode.CHAT_NOT_FOUND))
    await settled()


def rows(name: str, *, mirrored: bool = False, size: QSize = _TALL) -> None:
    """Enter a picture of all rows, one of them under the mouse and one with the keyboard."""

    @scene(name, chat=lambda: states()[0], team=team(), stories=everything, size=size)
    async def take(here: Stage) -> None:
        await settle_states(here)
        view = here.window.left.list if here.window.left.isVisible() else here.window.rail.list
        view.setFocus(Qt.FocusReason.TabFocusReason)
        view.setCurrentIndex(view.model().index(6, 0))
        QTest.mouseMove(view.viewport(), view.visualRect(view.model().index(4, 0)).center())

    if mirrored:
        SHOTS[name] = _mirrored(SHOTS[name])


def _mirrored(
    take: Callable[[Theme, Background], Awaitable[QPixmap]],
) -> Callable[[Theme, Background], Awaitable[QPixmap]]:
    async def taken(theme: Theme, background: Background) -> QPixmap:
        QApplication.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        try:
            return await take(theme, background)
        finally:
            QApplication.setLayoutDirection(Qt.LayoutDirection.LeftToRight)

    return taken


rows("list-rows")
rows("list-rows-rtl", mirrored=True)
rows("list-rail", size=QSize(720, 1240))
rows("list-rail-rtl", size=_NARROW, mirrored=True)


@scene("list-drawer", size=_NARROW)
async def list_drawer(here: Stage) -> None:
    somebody_is_there(here)
    click(here.window, "Show conversation list")


@scene("list-unread")
async def list_unread(here: Stage) -> None:
    click(here.window, "Unread only")


@scene("list-unread-none", stories=lambda: (refund(), others()[3]))
async def list_unread_none(here: Stage) -> None:
    click(here.window, "Unread only")


@scene("list-getting", chat=None, stories=lambda: (), state=ConnectionState.CATCHING_UP)
async def list_getting(_here: Stage) -> None: ...


@scene("list-none-offline", chat=None, stories=lambda: (), state=ConnectionState.OFFLINE)
async def list_none_offline(_here: Stage) -> None: ...


@scene("list-offline")
async def list_offline(here: Stage) -> None:
    """Nobody knows who is there."""
    somebody_is_there(here)
    await lose_connection(here)


@scene("list-menu-open-chat")
async def list_menu_open_chat(here: Stage) -> None:
    view = here.window.left.list
    view.setFocus(Qt.FocusReason.TabFocusReason)
    press(here.window, "Conversations", Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)
    await here.dialog()
