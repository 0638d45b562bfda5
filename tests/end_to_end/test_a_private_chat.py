"""The product as its users meet it: real windows, a real server, and nothing between them but a socket."""

import asyncio

from PySide6.QtCore import Qt

from desktop.core.values import ConnectionState
from tests.support.desktops import Seat
from tests.support.screen import click, find, press, rows_of, type_into, until
from tests.support.server import ServerProcess

SECRET = "the goodwill credit is 250 euros"
FORMER_SUBJECT = "Northwind charged twice"
SUBJECT = "Refund 48213"


async def online(*seats: Seat) -> None:
    for one in seats:
        await until(lambda one=one: one.client.connection.state is ConnectionState.ONLINE, "the connection")


async def dana_and_bruno_talk(sits_down) -> tuple[Seat, Seat]:
    """Dana messages Bruno through the dialogs, Bruno answers."""
    dana, bruno = await sits_down("dana"), await sits_down("bruno")
    await online(dana, bruno)
    await dana.starts_chat("bru", subject=FORMER_SUBJECT)
    await dana.writes(SECRET)
    await bruno.opens_chat(FORMER_SUBJECT)
    await bruno.sees(SECRET)
    await bruno.writes("Issued, three to five days")
    await dana.sees("Issued, three to five days")
    return dana, bruno


async def rename(one: Seat, subject: str) -> None:
    """Change the subject with the pencil."""
    click(one.window, "Change subject")
    field = find(one.window, "Subject")
    field.selectAll()
    type_into(one.window, "Subject", "")
    field.selectAll()
    type_text(field, subject)
    press(one.window, "Subject", Qt.Key.Key_Return)


def type_text(field, text: str) -> None:
    from PySide6.QtTest import QTest

    QTest.keyClicks(field, text)


async def test_two_people_talk_and_a_third_and_fourth_see_what_they_may(sits_down) -> None:
    dana, bruno = await dana_and_bruno_talk(sits_down)
    await rename(dana, SUBJECT)
    await until(lambda: SUBJECT in find(bruno.window, "Chat subject").text(), "the subject at Bruno's")

    chen, elif_ = await sits_down("chen"), await sits_down("elif")
    await online(chen, elif_)
    await dana.adds("chen", first_name="Chen", share=False)
    await dana.adds("elif", first_name="Elif", share=True)
    await dana.writes("Welcome, both of you")

    await chen.opens_chat(SUBJECT)
    # The list tells of it before the messages are there.
    await until(lambda: chen.messages() == ["Welcome, both of you"], "Chen's messages")
    for hidden in (SECRET, FORMER_SUBJECT, "three to five days"):
        assert hidden not in chen.everything()
    for file in chen.folder.rglob("*"):
        if file.is_file():
            content = await asyncio.to_thread(file.read_bytes)
            assert SECRET.encode() not in content
            assert FORMER_SUBJECT.encode() not in content

    await elif_.opens_chat(SUBJECT)
    everything = [SECRET, "Issued, three to five days", "Welcome, both of you"]
    await until(lambda: elif_.messages() == everything, "Elif's messages")

    await chen.writes("Reading along from here")
    for one in (dana, bruno, elif_):
        await one.sees("Reading along from here")
    await until(
        lambda: chen.messages() == ["Welcome, both of you", "Reading along from here"], "Chen's messages"
    )


async def test_after_the_server_was_killed_nothing_is_lost_and_nothing_comes_twice(
    sits_down, server: ServerProcess
) -> None:
    dana, bruno = await dana_and_bruno_talk(sits_down)
    await asyncio.to_thread(server.kill)
    for one in (dana, bruno):
        await until(lambda one=one: one.client.connection.state is not ConnectionState.ONLINE, "the loss")
    await dana.sees("You’re offline")
    await dana.writes("written while the server was away")
    await bruno.writes("so was this")
    assert any("written while the server was away" in row for row in rows_of(dana.window, "Conversations"))

    await asyncio.to_thread(server.start)
    await dana.sees("so was this")
    await bruno.sees("written while the server was away")
    await online(dana, bruno)
    told = [SECRET, "Issued, three to five days"]
    for one in (dana, bruno):
        await until(lambda one=one: one.client.connection.waiting == 0, "the outbox to be empty")
        await until(lambda one=one: len(one.messages()) == 4, f"four messages, not {one.messages()}")
        assert one.messages()[:2] == told
        assert sorted(one.messages()[2:]) == ["so was this", "written while the server was away"]
    assert dana.messages() == bruno.messages()
