"""An open window while the server is brought back from an older copy: it shows what the server has, and what was being written stays."""

import asyncio

from PySide6.QtCore import Qt

from desktop.core.values import ConnectionState
from desktop.viewmodels.timeline_entry import EntryKind
from sync_server import admin
from tests.support.desktops import Seat
from tests.support.screen import press, type_into, until
from tests.support.server import ServerProcess

KEPT, LOST = "Kept subject", "Lost subject"


async def begins_with(server: ServerProcess, copy) -> None:
    """Put a copy in the place of what a server has that was stopped, and start it."""
    await asyncio.to_thread(admin.restore, server.database_url, copy)
    await asyncio.to_thread(server.start)


async def is_online_again(one: Seat) -> None:
    def is_so() -> bool:
        if one.client.connection.state is ConnectionState.OFFLINE:
            one.client.try_now()
        return one.client.connection.state is ConnectionState.ONLINE

    await until(is_so, "the connection")


def lines(one: Seat) -> list[str]:
    """Return the lines between the messages that tell what happened."""
    return [entry.text for entry in one.workspace.timeline.entries if entry.kind is EntryKind.SYSTEM]


async def test_the_open_chat_stays_open_and_shows_what_the_server_has(server, sits_down, tmp_path) -> None:
    dana, bruno = await sits_down("dana"), await sits_down("bruno")
    await is_online_again(dana)
    await is_online_again(bruno)
    await dana.starts_chat("bru", subject=KEPT)
    for number in range(8):
        await dana.writes(f"said {number}")
    await bruno.opens_chat(KEPT)
    await bruno.sees("said 7")
    admin.backup(server.database_url, tmp_path / "copy.db")
    for number in range(4):
        await dana.writes(f"taken back {number}")
    await bruno.sees("taken back 3")
    before = lines(bruno)

    for life in range(2):
        await asyncio.to_thread(server.stop)
        await bruno.writes(f"not sent {life}")
        type_into(bruno.window, "Message", f"being written {life}")
        await begins_with(server, tmp_path / "copy.db")
        await is_online_again(bruno)
        there = [*(f"said {number}" for number in range(8)), f"not sent {life}"]
        await until(lambda there=there: bruno.messages() == there, "what is there")
        assert "taken back" not in bruno.everything()
        assert bruno.workspace.composer.text == f"being written {life}", "what is being written stays"
        # The same places are given a second time, for other messages: they are shown, and nothing else.
        await is_online_again(dana)
        others = [f"another story {life}.{number}" for number in range(6)]
        for text in others:
            await dana.writes(text)
        await until(lambda others=others: bruno.messages()[9:] == others, "the other messages")
        assert lines(bruno) == before
        press(bruno.window, "Message", Qt.Key.Key_Return)
        await dana.sees(f"being written {life}")


async def test_a_chat_that_is_gone_leaves_the_window_and_one_with_something_unsent_stays(
    server, sits_down, tmp_path
) -> None:
    dana, bruno = await sits_down("dana"), await sits_down("bruno")
    await is_online_again(dana)
    await is_online_again(bruno)
    admin.backup(server.database_url, tmp_path / "copy.db")
    await dana.starts_chat("bru", subject=KEPT)
    await dana.writes("nobody will know")
    await dana.starts_chat("bru", subject=LOST)
    await dana.writes("nor of this")
    await bruno.opens_chat(LOST)
    await bruno.opens_chat(KEPT)
    await bruno.sees("nobody will know")

    await asyncio.to_thread(server.stop)
    await bruno.writes("an answer")
    type_into(bruno.window, "Message", "and another that")
    await begins_with(server, tmp_path / "copy.db")
    await is_online_again(bruno)
    await until(lambda: not any(LOST in row for row in bruno.listed()), "the other chat to leave")
    await until(lambda: "not sent" in bruno.listed()[0], "the refusal")
    assert len(bruno.listed()) == 1
    assert KEPT in bruno.listed()[0]
    await until(lambda: bruno.messages() == ["an answer"], "what was not sent")
    assert bruno.workspace.composer.text == "and another that"
    assert "Dana" in bruno.everything()

    # Dana has nothing of her own there: both chats leave her window, the open one included.
    await is_online_again(dana)
    await until(lambda: dana.listed() == [] and dana.workspace.current is None, "an empty window")
