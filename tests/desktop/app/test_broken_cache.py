"""The copy on this computer turns out to be broken while the program runs: it goes on, and what was written goes out."""

from desktop.core.client import Account, Client
from desktop.core.folder import CACHE_FILE
from desktop.core.values import Delivery, UserId
from desktop.ui.main_window import MainWindow
from tests.desktop.app.program import chat_with_everybody, online, running, shown, sign_in
from tests.support.screen import every_word, until


async def written_offline(places, server, ring):
    """Dana signs in and starts a chat; later she writes without a network. Return her folder, the chat, and the message."""
    async with running(places) as desktop:
        await sign_in(server)
        session = await online(desktop)
        chat = await chat_with_everybody(session)
        folder = session.folder
    (((url, user), kept),) = ring.entries.items()
    client = await Client.open(Account(url, UserId(user), "dana", "Dana", kept.token), folder, key=kept.key)
    message = await client.send(chat, "written on the train")
    await client.save_draft(chat, "half a thought")
    page = await client._database.read(
        lambda connection: connection.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = 'message'"
        ).fetchone()[0]
    )
    await client.close()
    with (folder / CACHE_FILE).open("r+b") as file:
        file.seek((page - 1) * 4096)
        file.write(bytes(4096))
    return folder, chat, message


async def test_a_copy_that_breaks_while_it_is_in_use_is_opened_anew_and_nothing_written_is_lost(
    server, places, ring
):
    folder, chat, message = await written_offline(places, server, ring)
    async with running(places) as desktop:
        await until(lambda: desktop.session and desktop.session.client.recovery, "the copy to be opened anew")
        await until(
            lambda: shown(MainWindow) and "could not be read" in every_word(shown(MainWindow)), "the notice"
        )
        session = await online(desktop)
        await until(lambda: "written on the train" in every_word(shown(MainWindow)), "the message")
        await until(lambda: not session.client.connection.waiting, "the message to be sent")
        await until(lambda: "half a thought" in every_word(shown(MainWindow)), "the draft")
        rows = (await session.client.latest(chat)).rows
        assert [(row.id, row.delivery) for row in rows if getattr(row.body, "text", "")] == [
            (message, Delivery.SENT)
        ]
        assert (folder / session.client.recovery.set_aside / CACHE_FILE).exists()
    async with running(places) as desktop:
        session = await online(desktop)
        assert session.client.recovery is None
