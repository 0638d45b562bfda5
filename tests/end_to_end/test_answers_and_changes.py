"""Two people at two windows and a real server: answers, emoji, changes and deletions arrive, and being offline loses none."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.core.values import ConnectionState, Delivery
from desktop.viewmodels.timeline_entry import Action, Entry
from tests.support.desktops import Seat
from tests.support.screen import click, find, press, shows, until


def entry(one: Seat, words: str) -> Entry | None:
    """Return the message that begins with some words; None while it is not there."""
    return next((e for e in one.workspace.timeline.entries if e.text.startswith(words)), None)


async def focus(one: Seat, words: str) -> None:
    """Put the keyboard at a message, once it is there."""
    view = one.window.conversation.timeline
    await until(lambda: entry(one, words) is not None, words)
    found = entry(one, words)
    assert found is not None
    one.window.activateWindow()
    view.setFocus()
    view.focus_row(view.column.indexes[found.key])


def key(one: Seat, pressed: Qt.Key) -> None:
    """Press a key in the list of messages."""
    press(one.window, "Messages", pressed)


async def they_talk(sits_down) -> tuple[Seat, Seat]:
    dana, bruno = await sits_down("dana"), await sits_down("bruno")
    for one in (dana, bruno):
        await until(lambda one=one: one.client.connection.state is ConnectionState.ONLINE, "the connection")
    await dana.starts_chat("bru", subject="Refund")
    await dana.writes("Was it charged twice?")
    await bruno.opens_chat("Refund")
    await bruno.sees("Was it charged twice?")
    return dana, bruno


async def test_an_answer_an_emoji_a_change_and_a_deletion_reach_the_other(sits_down) -> None:
    dana, bruno = await they_talk(sits_down)
    await focus(bruno, "Was it")
    key(bruno, Qt.Key.Key_R)
    await until(lambda: shows(bruno.window, "Reply to Dana Okafor"), "the answer")
    await bruno.writes("Yes, on Tuesday")
    await dana.sees("Replying to You: Was it charged twice?")

    await until(lambda: entry(dana, "Yes, on") is not None, "the answer")
    view = dana.window.conversation.timeline
    view.row_actions.perform(Action.REACT, entry(dana, "Yes, on").key, "👍")
    await bruno.sees("1 thumbs up from Dana Okafor")

    bruno.window.conversation.focus_composer()
    press(bruno.window, "Message", Qt.Key.Key_Up)
    await until(lambda: shows(bruno.window, "Edit message"), "the change")
    QTest.keyClicks(find(bruno.window, "Message"), " morning")
    press(bruno.window, "Message", Qt.Key.Key_Return)
    await dana.sees("Yes, on Tuesday morning")
    await until(lambda: entry(dana, "Yes, on").mark == "(edited)", "the mark")

    await focus(dana, "Was it")
    key(dana, Qt.Key.Key_Delete)
    click(await dana.dialog("Delete message"), "Delete")
    await bruno.sees("Message deleted")
    assert "charged twice" not in bruno.everything()
    await until(lambda: entry(bruno, "Yes, on").quote.text == "Message deleted", "the quote")


async def test_what_is_done_without_a_server_is_done_once_it_is_back(sits_down, server) -> None:
    dana, bruno = await they_talk(sits_down)
    server.kill()
    await until(lambda: dana.client.connection.state is not ConnectionState.ONLINE, "the loss")
    await until(lambda: bruno.client.connection.state is not ConnectionState.ONLINE, "the loss")
    press(dana.window, "Message", Qt.Key.Key_Up)
    await until(lambda: shows(dana.window, "Edit message"), "the change")
    QTest.keyClicks(find(dana.window, "Message"), " Really?")
    press(dana.window, "Message", Qt.Key.Key_Return)
    await dana.sees("Change waiting to be sent")
    await dana.writes("I am in a train")
    await focus(dana, "I am in")
    key(dana, Qt.Key.Key_R)
    await until(lambda: shows(dana.window, "Cancel reply"), "the answer")
    await dana.writes("and back soon")
    await until(lambda: entry(dana, "and back") is not None, "the answer")
    assert entry(dana, "and back").delivery is Delivery.WAITING
    QTest.keyClicks(find(dana.window, "Message"), "half a sen")

    server.start()
    for one in (dana, bruno):
        one.client.try_now()
    await bruno.sees("Was it charged twice? Really?")
    await bruno.sees("Replying to Dana Okafor: I am in a train")
    await until(lambda: entry(dana, "and back").delivery is Delivery.SENT, "the acknowledgement")
    sent = ["Was it charged twice? Really?", "I am in a train", "and back soon"]
    await until(lambda: bruno.messages() == sent, "each once, in order")
    assert find(dana.window, "Message").toPlainText() == "half a sen"


async def test_marked_as_unread_on_one_device_is_unread_on_the_other(sits_down) -> None:
    dana, bruno = await they_talk(sits_down)
    at_home = await sits_down("dana", "home")
    await until(lambda: at_home.client.connection.state is ConnectionState.ONLINE, "the connection")
    dana.window.activateWindow()
    await bruno.writes("Yes")
    await bruno.writes("on Tuesday")
    await dana.sees("on Tuesday")
    for one in (dana, at_home):  # read here, it is read there
        await until(lambda one=one: entry(one, "on Tuesday") is not None, "the message")
        await until(lambda one=one: not any("unread" in row for row in one.listed()), "read")
    await focus(dana, "Yes")
    key(dana, Qt.Key.Key_U)
    await until(lambda: any("2 unread" in row for row in at_home.listed()), "unread at home")
    await until(lambda: any("2 unread" in row for row in dana.listed()), "unread here")
    await until(
        lambda: at_home.workspace.timeline.reading.keeps_unread, "the open chat at home to know it, too"
    )
    at_home.window.activateWindow()
    await until(lambda: QApplication.activeWindow() is at_home.window, "the window in use")
    await at_home.opens_chat("Refund")
    await until(lambda: not any("unread" in row for row in at_home.listed()), "read at home")
    await until(lambda: not any("unread" in row for row in dana.listed()), "read here")
