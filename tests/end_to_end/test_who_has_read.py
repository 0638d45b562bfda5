"""People at their windows and a real server: each sees who can read a message, and who has, as soon as it is so."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QListView

from desktop.core.values import ConnectionState
from desktop.viewmodels.timeline_entry import Action, Entry, Ticks
from tests.support.desktops import Seat
from tests.support.screen import every_word, find, until


def entry(one: Seat, words: str) -> Entry:
    """Return the message that begins with some words."""
    return next(e for e in one.workspace.timeline.entries if e.text.startswith(words))


def ticks(one: Seat, words: str) -> Ticks | None:
    """Return how far a message has come; None while it is not there."""
    return next((e.ticks for e in one.workspace.timeline.entries if e.text.startswith(words)), None)


async def looks(one: Seat) -> None:
    """Come back to one's own window."""
    one.window.activateWindow()
    await until(one.window.isActiveWindow, "the window")


async def who_can_read(one: Seat, words: str) -> str:
    """Return what the popover says of a message."""
    actions = one.window.conversation.timeline.row_actions
    actions.perform(Action.AUDIENCE, entry(one, words).key)
    await until(lambda: QApplication.activePopupWidget() is not None, "the popover")
    popover = QApplication.activePopupWidget()
    assert popover is not None
    told = every_word(popover)
    QTest.keyClick(find(popover, "People who can read this", QListView), Qt.Key.Key_Escape)
    await until(lambda: QApplication.activePopupWidget() is None, "its end")
    return told


async def test_ticks_come_as_the_others_look_and_a_newcomer_is_not_among_them(sits_down) -> None:
    dana, bruno, chen = [await sits_down(name) for name in ("dana", "bruno", "chen")]
    for one in (dana, bruno, chen):
        await until(lambda one=one: one.client.connection.state is ConnectionState.ONLINE, "the connection")
    await looks(dana)
    await dana.starts_chat("bru", subject="Refund")
    await dana.writes("Was it charged twice?")
    await until(lambda: ticks(dana, "Was it") is Ticks.SENT, "one tick")

    await looks(bruno)
    await bruno.opens_chat("Refund")
    await bruno.sees("Was it charged twice?")
    await until(lambda: ticks(dana, "Was it") is Ticks.ALL, "both ticks")
    await dana.sees("Was it charged twice?. Read by all")

    await looks(dana)
    await dana.adds("chen", first_name="Chen", share=False)
    await dana.writes("Chen looks at it from now on.")
    await until(lambda: ticks(dana, "Chen looks") is Ticks.SENT, "one tick")
    assert ticks(dana, "Was it") is Ticks.ALL

    await looks(bruno)
    await until(lambda: ticks(dana, "Chen looks") is Ticks.SOME, "Bruno's look")
    assert "Chen Wei, Not yet" in await who_can_read(dana, "Chen looks")

    await looks(chen)
    await chen.opens_chat("Refund")
    await until(lambda: ticks(dana, "Chen looks") is Ticks.ALL, "Chen's look")
    told = await who_can_read(dana, "Chen looks")
    assert "3 people can read this message. Nobody else." in told
    assert "Chen Wei, Read" in told
    assert "Chen Wei" not in await who_can_read(dana, "Was it")
    assert "charged twice" not in chen.everything()


async def test_who_hides_what_they_read_is_not_waited_for_and_sees_nobodys(sits_down) -> None:
    dana, bruno, chen = [await sits_down(name) for name in ("dana", "bruno", "chen")]
    for one in (dana, bruno, chen):
        await until(lambda one=one: one.client.connection.state is ConnectionState.ONLINE, "the connection")
    await bruno.client.set_shows_reads(False)
    await looks(dana)
    await dana.starts_chat("bru", subject="Refund")
    await dana.writes("Please look at this.")
    await until(lambda: ticks(dana, "Please") is Ticks.SENT, "one tick")
    await dana.adds("chen", first_name="Chen", share=True)
    await dana.writes("Was it charged twice?")
    for one in (bruno, chen):
        await looks(one)
        await one.opens_chat("Refund")
        await one.sees("Was it charged twice?")
    await until(lambda: ticks(dana, "Was it") is Ticks.ALL, "Chen's look: nobody waits for Bruno")

    told = await who_can_read(dana, "Was it")
    assert "Bruno Costa, Not shown" in told
    assert "Chen Wei, Read" in told
    told = await who_can_read(bruno, "Was it")
    assert "Chen Wei, Not shown" in told
    assert "You do not show what you have read" in told
