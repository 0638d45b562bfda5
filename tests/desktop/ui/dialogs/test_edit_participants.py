"""Edit participants: people are added for good, after the dialog has said what they will see."""

import asyncio

import pytest
import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QCheckBox, QLineEdit

from desktop.core.client import Client, sign_in
from desktop.core.values import ConnectionState
from desktop.ui.dialogs.edit_participants import EditParticipantsDialog
from desktop.viewmodels.background import Background
from desktop.viewmodels.edit_participants import EditParticipantsModel
from tests.gallery.team import refund
from tests.support import screen
from tests.support.keys import KEY
from tests.support.screen import until
from tests.support.server import PASSWORD, running_server


@pytest.fixture
async def dialog(theme, office, window):
    office.tells_history()
    model = EditParticipantsModel(office.client, office.background, office.clock, refund().id)
    made = EditParticipantsDialog(theme, model, window)
    made.open()
    await until(lambda: model.present.lines and model.picker.teammates.lines, "the chat is shown")
    yield made
    if is_open(made):
        made.reject()


def is_open(dialog):
    """A dialog that was closed is soon deleted."""
    return shiboken6.isValid(dialog) and dialog.isVisible()


def field(dialog):
    return screen.find(dialog, "Add people", QLineEdit)


def choose(dialog, name):
    QTest.keyClicks(field(dialog), name)
    QTest.keyClick(field(dialog), Qt.Key.Key_Return)


def seen(dialog):
    return screen.find(dialog, "What they will see").text()


async def test_everything_has_the_name_that_tests_and_screen_readers_know(dialog, window):
    assert screen.find(window, "Edit participants") is dialog
    wanted = {
        "People in this chat",
        "Add people",
        "Share earlier messages",
        "What they will see",
        "Cancel",
        "Close",
    }
    assert wanted <= screen.names(dialog)


async def test_it_says_who_is_in_the_chat_and_that_nobody_can_be_taken_out(dialog):
    rows = screen.rows_of(dialog, "People in this chat")
    assert len(rows) == 5
    assert "Started this chat" in rows[1]
    assert "you" in rows[4]
    shown = {label.text() for label in dialog.findChildren(type(screen.find(dialog, "What they will see")))}
    assert {
        "People can’t be removed from a chat.",
        "This can’t be undone",
        "Refund #48213 – Northwind",
    } <= shown


async def test_the_button_and_the_preview_follow_what_is_chosen(dialog):
    assert not screen.find(dialog, "Add", QAbstractButton).isEnabled()
    choose(dialog, "farid")
    assert screen.find(dialog, "Add Farid", QAbstractButton).isEnabled()
    share = screen.find(dialog, "Share earlier messages", QCheckBox)
    assert not share.isChecked()
    assert seen(dialog) == "Farid will see only new messages"
    assert not screen.shows(dialog, "First message they will see")
    screen.click(dialog, "Share earlier messages")
    told = "will see 11 messages since 24 February by Ana, Bruno, Chen, Elif and you"
    await until(lambda: seen(dialog) == f"Farid {told}", seen(dialog))
    first = screen.find(dialog, "First message they will see")
    whole = "First: Bruno, 24 Feb, 10:02: Northwind was charged twice for the March renewal."
    assert first.accessibleDescription() == whole
    choose(dialog, "hiro")
    assert seen(dialog) == f"Farid and Hiro {told}"
    assert screen.shows(dialog, "Add Farid and Hiro")


async def test_the_list_opens_for_a_search_and_closes_again(dialog):
    assert not screen.shows(dialog, "Teammates")
    QTest.keyClicks(field(dialog), "hiro")
    assert screen.rows_of(dialog, "Teammates")[0].startswith("Hiro Tanaka")
    QTest.keyClick(field(dialog), Qt.Key.Key_Escape)
    assert not screen.shows(dialog, "Teammates")
    assert field(dialog).text() == ""
    assert is_open(dialog)
    QTest.keyClick(field(dialog), Qt.Key.Key_Escape)
    assert not is_open(dialog)


async def test_a_click_in_the_field_shows_whom_one_can_add(dialog):
    QTest.mouseClick(field(dialog), Qt.MouseButton.LeftButton)
    screen.click_row(dialog, "Teammates", "Joana Nunes")
    assert screen.shows(dialog, "Remove Joana Nunes")


async def test_who_is_in_the_chat_already_cannot_be_ticked(dialog):
    choose(dialog, "bruno")
    assert not screen.shows(dialog, "Remove Bruno Costa")
    screen.click_row(dialog, "Teammates", "Bruno Costa")
    assert not screen.shows(dialog, "Remove Bruno Costa")


async def test_a_lost_connection_is_told_in_the_dialog_and_nothing_is_lost(dialog, office):
    choose(dialog, "farid")
    screen.click(dialog, "Share earlier messages")
    await until(lambda: screen.find(dialog, "Add Farid").isEnabled(), "it is known what is shared")
    screen.click(dialog, "Add Farid")
    await until(lambda: screen.shows(dialog, "Problem"), "the reason is shown")
    assert "connection was lost" in screen.find(dialog, "Problem").text()
    assert is_open(dialog)
    assert screen.shows(dialog, "Remove Farid Haddad")
    assert screen.find(dialog, "Share earlier messages", QCheckBox).isChecked()


@pytest.mark.parametrize(
    "changed", [lambda theme: theme.set_mode("dark"), lambda theme: theme.set_text_percent(115)]
)
async def test_it_stays_within_a_low_window_in_another_look(dialog, window, theme, changed):
    def is_within():
        return 0 < dialog.height() < window.height() and dialog.y() >= window.y()

    window.resize(1280, 520)
    choose(dialog, "Farid")
    await until(lambda: is_within() and screen.shows(dialog, "Add Farid"), "it is low enough")
    changed(theme)
    QApplication.processEvents()
    await until(is_within, "it is low enough again")


async def test_offline_the_button_is_disabled_and_comes_back_with_the_connection(dialog, office):
    choose(dialog, "farid")
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: not screen.find(dialog, "Add Farid").isEnabled(), "the button is disabled")
    assert screen.shows(dialog, "Problem")
    office.connection_is(ConnectionState.ONLINE)
    await until(lambda: screen.find(dialog, "Add Farid").isEnabled(), "the button is back")
    assert not screen.shows(dialog, "Problem")


@pytest.fixture
async def signed_in(tmp_path):
    """Dana's client at a real server, with a chat with Bruno that is known there."""
    with running_server(tmp_path / "server", "dana", "bruno", "chen", "farid") as server:
        unexpected = []
        account = await sign_in(server.url, "dana", PASSWORD, device_name="a test")
        client = await Client.open(account, tmp_path, key=KEY)
        try:
            async with asyncio.TaskGroup() as tasks:
                client.start(tasks)
                await until(lambda: client.connection.state is ConnectionState.ONLINE, "it is online")
                people = {person.username: person.id for person in await client.people()}
                chat = await client.start_chat([people["bruno"]])
                await client.send(chat, "Can you look at this?")
                await until(lambda: client.connection.waiting == 0, "the chat is known to the server")
                yield server, client, Background(tasks, unexpected.append), chat
                await client.close()
        finally:
            await client.close()
        assert not unexpected


async def test_people_are_added_at_a_real_server(theme, window, signed_in):
    _, client, background, chat = signed_in
    model = EditParticipantsModel(client, background, lambda: 0, chat)
    dialog = EditParticipantsDialog(theme, model, window)
    dialog.open()
    await until(lambda: len(model.present.lines) == 2 and len(model.picker.teammates.lines) == 3)
    choose(dialog, "chen")
    screen.click(dialog, "Share earlier messages")
    await until(lambda: seen(dialog).startswith("Chen will see 1 message since"), "it is counted")
    assert (
        screen.find(dialog, "First message they will see")
        .accessibleDescription()
        .endswith(": Can you look at this?")
    )
    screen.click(dialog, "Add Chen")
    await until(lambda: not is_open(dialog), "the dialog closes")
    details = await client.chat(chat)
    assert [one.person.username for one in details.participants] == ["dana", "bruno", "chen"]
    assert not details.participants[-1].limited_history


async def test_a_server_that_dies_meanwhile_adds_nobody_and_loses_nothing(theme, window, signed_in):
    server, client, background, chat = signed_in
    model = EditParticipantsModel(client, background, lambda: 0, chat)
    dialog = EditParticipantsDialog(theme, model, window)
    dialog.open()
    await until(lambda: len(model.present.lines) == 2 and len(model.picker.teammates.lines) == 3)
    choose(dialog, "chen")
    server.kill()
    model.add()
    await until(lambda: screen.shows(dialog, "Problem"), "the reason is shown")
    assert screen.shows(dialog, "Remove Chen")
    server.start()
    await until(lambda: model.can_add, "it is online again")
    choose(dialog, "farid")
    screen.click(dialog, "Add Chen and Farid")
    await until(lambda: not is_open(dialog), "the dialog closes")
    assert len((await client.chat(chat)).participants) == 4


async def test_offline_what_they_will_see_is_not_claimed(dialog, office):
    choose(dialog, "farid")
    screen.click(dialog, "Share earlier messages")
    await until(lambda: seen(dialog).startswith("Farid will see 11 messages"))
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: seen(dialog) == "What they will see is known again with the connection")
    add = screen.find(dialog, "Add Farid", QAbstractButton)
    assert not add.isEnabled()
    assert add.toolTip() == "Needs a connection"
    assert not screen.shows(dialog, "First message they will see")


async def test_what_another_one_writes_meanwhile_is_counted_at_once(theme, window, signed_in):
    server, client, background, chat = signed_in
    account = await sign_in(server.url, "bruno", PASSWORD, device_name="another test")
    folder = server.data.parent / "bruno"
    folder.mkdir()
    bruno = await Client.open(account, folder, key=KEY)
    known = asyncio.Event()
    bruno.feed.subscribe(lambda changes: known.set() if chat in changes.chats else None)
    model = EditParticipantsModel(client, background, lambda: 0, chat)
    dialog = EditParticipantsDialog(theme, model, window)
    dialog.open()
    try:
        async with asyncio.TaskGroup() as tasks:
            bruno.start(tasks)
            screen.click(dialog, "Share earlier messages")
            await until(
                lambda: seen(dialog).startswith("New people will see 1 message since"), "it is counted"
            )
            await known.wait()
            await bruno.send(chat, "Looking now.")
            await until(
                lambda: seen(dialog).startswith("New people will see 2 messages since"), "it is counted"
            )
            assert "by Bruno and you" in seen(dialog)
            await bruno.close()
    finally:
        dialog.reject()
        await bruno.close()
