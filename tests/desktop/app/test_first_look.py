"""What was last seen stands there from the first moment, and becomes the window, or gives way to the page that is needed instead."""

import asyncio
from contextlib import asynccontextmanager

from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app import Desktop
from desktop.ui.first_look import FirstLook
from desktop.ui.main_window import MainWindow
from desktop.ui.standstill import StandstillPage
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.chat_line import ChatLine
from tests.desktop.app.program import chat_with_everybody, dialog, online, page, running, shown, sign_in
from tests.support.screen import every_word, until

LINE = ChatLine(
    "c",
    "Kept here",
    (("u", "Bruno"),),
    "hello",
    "",
    "14:32",
    0,
    *[False] * 5,
    1_790_000_000_000,
)


@asynccontextmanager
async def running_after_a_look(places):
    """The program as it starts the second time."""
    application = QApplication.instance()
    application.setQuitOnLastWindowClosed(False)
    look = FirstLook(Theme(application, "light"), [LINE])
    look.show()
    desktop = Desktop(application, places, look)
    try:
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(desktop.run(Desktop.start))
            try:
                yield desktop, look
            finally:
                desktop.quit()
    finally:
        for widget in QApplication.topLevelWidgets():
            widget.hide()
            widget.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


async def signed_in_once(server, places):
    async with running(places) as desktop:
        await sign_in(server)
        await chat_with_everybody(await online(desktop))


async def test_the_window_stands_in_it_and_works_as_ever(server, places, ring):
    await signed_in_once(server, places)
    async with running_after_a_look(places) as (desktop, look):
        session = await online(desktop)
        await until(lambda: look.windowTitle() == session.window.windowTitle())
        assert session.window.window() is look
        assert shown(FirstLook) is look
        await until(lambda: "Kept here" in every_word(look), "the chat")
        look.activateWindow()
        QTest.keyClick(session.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        new = await dialog("Message teammates")
        assert new.isVisible()
        new.reject()


async def test_to_close_it_is_to_quit(server, places, ring):
    await signed_in_once(server, places)
    async with running_after_a_look(places) as (desktop, look):
        await online(desktop)
        look.close()
        await until(lambda: desktop.session is None and not shown(FirstLook), "the end")


async def test_after_signing_out_the_sign_in_page_stands_alone(server, places, ring):
    await signed_in_once(server, places)
    async with running_after_a_look(places) as (desktop, _look):
        session = await online(desktop)
        session.window.sign_out_requested.emit()
        await page()
        await until(lambda: not shown(FirstLook) and not shown(MainWindow), "the sign-in page alone")


async def test_where_the_keyring_falls_silent_the_page_that_says_so_takes_its_place(server, places, ring):
    await signed_in_once(server, places)
    ring.answers = False
    async with running_after_a_look(places) as (_desktop, look):
        where = look.geometry()
        here = await page(StandstillPage)
        await until(lambda: not shown(FirstLook), "the look to be gone")
        assert here.geometry() == where
    ring.answers = True
