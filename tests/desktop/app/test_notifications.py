"""From a teammate's message to the desktop's notification service and back: the whole program, a real server, and a real bus."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager

import pytest
from PySide6.QtWidgets import QApplication

from desktop.notifying import Notifications
from desktop.system import sounds
from desktop.viewmodels import pop_ups
from tests.desktop.app.program import online, running, sign_in
from tests.desktop.app.test_accounts import adds, shows_account
from tests.support.notification_service import GNOME, PLASMA, NotificationService, notification_service
from tests.support.private_bus import private_bus
from tests.support.screen import until
from tests.support.server import ServerProcess, new_id, running_server, signed_in


@pytest.fixture
def address(tmp_path, monkeypatch) -> Iterator[str]:
    with private_bus(tmp_path / "bus") as where:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", where)
        yield where


@pytest.fixture
def other(tmp_path) -> Iterator[ServerProcess]:
    """Another company's server."""
    with running_server(tmp_path / "other", "dana") as made:
        yield made


@pytest.fixture
def heard(monkeypatch) -> list[str]:
    """What the program plays by itself."""
    played: list[str] = []

    def play(file) -> bool:
        played.append(file.name)
        return True

    monkeypatch.setattr(sounds, "play", play)
    return played


class Scene:
    """Dana's program, in the background, and Bruno who writes to her."""

    def __init__(self, desktop, notifications, bruno, chat) -> None:
        self.desktop = desktop
        self.notifications = notifications
        self.bruno = bruno
        self.chat = chat

    @property
    def client(self):
        return self.desktop.session.client

    async def texts(self) -> list[str]:
        page = await self.client.latest(self.chat, limit=50)
        return [row.body.text for row in page.rows if hasattr(row.body, "text")]

    async def has(self, text: str) -> None:
        found: list[str] = []

        async def look() -> None:
            while text not in found:
                found[:] = await self.texts()
                await asyncio.sleep(0.01)

        async with asyncio.timeout(15):
            await look()


@pytest.fixture(autouse=True)
def often(monkeypatch) -> None:
    """Each message pops up, however soon it comes after the one before."""
    monkeypatch.setattr(pop_ups, "BETWEEN_LOUD_MS", 0)


@asynccontextmanager
async def scene(server, places, *, hidden: bool = True) -> AsyncIterator[Scene]:
    async with running(places) as desktop:
        await sign_in(server)
        session = await online(desktop)
        desktop.settings.choices.choose(notification_text="all")
        notifications = Notifications(desktop)
        async with signed_in(server, "bruno") as bruno:
            chat = await bruno.create_chat(session.client.me.id, subject="Berlin")
            if hidden:
                desktop.hide_window()
            here = Scene(desktop, notifications, bruno, chat)
            await bruno.say(chat, "Hello")
            await here.has("Hello")
            yield here


async def first(service: NotificationService, text: str = "Hello"):
    """Wait for the notification of a message; that of the chat it began may come before."""
    await until(lambda: any(text in shown.body for shown in service.standing.values()), text)
    (shown,) = service.standing.values()
    return shown


async def test_a_message_is_shown_once_and_the_next_one_takes_its_place(server, places, ring, address, heard):
    async with notification_service(address, PLASMA) as service, scene(server, places) as here:
        shown = await first(service)
        before = len(service.notified)
        await here.bruno.say(here.chat, "Where is the list?")
        second = await service.heard(before + 1)
        assert second.number == shown.number
        assert "Where is the list?" in second.body
        await here.bruno.say(here.chat, "<b>Found it</b>")
        third = await service.heard(before + 2)
        assert third.number == shown.number
        assert "&lt;b&gt;Found it&lt;/b&gt;" in third.body
        assert set(third.actions) == {"default", "inline-reply", "mark-read"}
        assert len(service.standing) == 1
    await service.shows(0)


async def test_what_is_read_on_another_device_is_withdrawn(server, places, ring, address, heard):
    async with notification_service(address) as service, scene(server, places) as here:
        shown = await first(service)
        async with signed_in(server, "dana") as phone:
            reply = await phone.request("mark_read", chat=here.chat, seq=2)
            assert reply["type"] == "ok", reply
            await service.shows(0)
            assert service.closed == [shown.number]


async def test_an_answer_written_into_the_banner_is_sent(server, places, ring, address, heard):
    async with notification_service(address) as service, scene(server, places) as here:
        await service.reply(await first(service), "On my way – übermorgen")
        await here.bruno.message("On my way – übermorgen")


async def test_a_click_brings_the_window_forward_and_opens_the_chat(server, places, ring, address, heard):
    async with notification_service(address) as service, scene(server, places) as here:
        shown = await first(service)
        assert not here.desktop.window.isVisible()
        await service.press(shown, token="token-of-the-click")
        await until(lambda: here.desktop.session.workspace.current == here.chat, "the chat to be open")
        assert here.desktop.window.isVisible()


async def test_what_was_clicked_goes_also_where_the_service_leaves_it(server, places, ring, address, heard):
    async with notification_service(address) as service, scene(server, places):
        await service.press(await first(service), stays=True)
        await service.shows(0)


async def test_mark_as_read_is_told_to_the_server(server, places, ring, address, heard):
    async with notification_service(address) as service, scene(server, places) as here:
        await service.press(await first(service), "mark-read")
        await here.bruno.push("read_positions", lambda push: push["chat"] == here.chat)


async def test_the_chat_in_view_notifies_of_nothing_and_another_one_does(
    server, places, ring, address, heard
):
    async with notification_service(address) as service, scene(server, places, hidden=False) as here:
        window = here.desktop.window
        window.activateWindow()
        await until(window.isActiveWindow, "the window to be in front")
        here.desktop.session.workspace.open_chat(here.chat)
        await service.shows(0)
        before = len(service.notified)
        heard.clear()
        await here.bruno.say(here.chat, "You see this")
        await here.has("You see this")
        other = await here.bruno.create_chat(here.client.me.id, subject="Vienna")
        await here.bruno.say(other, "But not this")
        await until(lambda: any("But not this" in shown.body for shown in service.notified), "the other one")
        assert not any("You see this" in shown.body for shown in service.notified[before:])
        assert heard == []


async def test_the_sound_is_played_once_by_the_service_where_it_can_and_by_us_elsewhere(
    server, places, ring, address, heard
):
    async with scene(server, places) as here:
        async with notification_service(address, GNOME) as service:
            await until(lambda: here.notifications.hint == "", "the service to be found")
            before = len(service.notified)
            await here.bruno.say(here.chat, "With a sound of yours")
            await until(lambda: len(service.notified) > before)
            heard.clear()
            await here.bruno.say(here.chat, "Another")
            await until(lambda: "Another" in service.notified[-1].body)
            assert service.notified[-1].hints["sound-file"] == str(sounds.message())
            assert heard == []
        async with notification_service(address, PLASMA) as service:
            await until(lambda: here.notifications.hint == "" and service.standing, "the service to be found")
            await here.bruno.say(here.chat, "With a sound of ours")
            await until(lambda: heard == ["message.wav"], "the sound")
            assert service.notified[-1].hints["suppress-sound"] is True


async def test_while_the_desktop_wants_no_disturbance_nothing_pops_up(server, places, ring, address, heard):
    async with notification_service(address, PLASMA) as service, scene(server, places) as here:
        await service.dismiss(await first(service))
        service.inhibited = True
        heard.clear()
        before = len(service.notified)
        await here.bruno.say(here.chat, "In the middle of a talk")
        await here.has("In the middle of a talk")
        await until(lambda: not here.notifications._wishes, "it to be decided")
        assert len(service.notified) == before
        assert heard == []


async def test_whoever_does_not_follow_the_desktop_is_told_and_the_desktop_is_not_asked(
    server, places, ring, address, heard, monkeypatch
):
    async with notification_service(address, PLASMA) as service, scene(server, places) as here:
        await first(service)
        service.inhibited = True
        here.desktop.settings.choices.choose(follow_focus=False)
        asked = []
        monkeypatch.setattr(here.notifications._banners, "busy", lambda: asked.append("Is it a bad time?"))
        await here.bruno.say(here.chat, "In the middle of a talk")
        await first(service, "In the middle of a talk")
        assert asked == []


async def test_without_a_service_the_program_says_so_and_goes_on(server, places, ring, address, heard):
    async with scene(server, places) as here:
        await until(lambda: here.notifications.hint, "the hint")
        (opened,) = here.desktop.accounts.all
        assert opened.notifying.hint == here.notifications.hint
        await here.bruno.say(here.chat, "Nobody shows this")
        await here.has("Nobody shows this")
        await until(lambda: not here.notifications._wishes, "it to be tried")
        async with notification_service(address) as service:
            shown = await first(service)
            assert shown.hints["urgency"] == 0
            await until(lambda: opened.notifying.hint == "", "the hint to go")


async def test_the_settings_can_try_one_and_are_told_what_became_of_it(server, places, ring, address, heard):
    async with scene(server, places) as here:
        desk = here.desktop.desk
        await until(lambda: desk.hint, "the hint")
        desk.test()
        await until(lambda: desk.test_words == desk.hint, "what became of it")
        async with notification_service(address, PLASMA) as service:
            await until(lambda: not desk.hint and desk.knows_focus, "the service to be found")
            await until(lambda: service.standing, "what waited")
            desk.test()
            await until(lambda: len(service.standing) == 2, "the test")
            await until(lambda: desk.test_words.startswith("A test notification was shown."), "the words")
            await until(lambda: "message.wav" in heard, "the sound")
        entry = desk.notification_log.entries[0]
        assert entry.was_told


async def test_the_icon_shows_how_much_is_unread_and_asks_for_attention_when_the_user_is_meant(
    server, places, ring, address, monkeypatch
):
    shown, alerted, qapp = [], [], QApplication.instance()
    monkeypatch.setattr(qapp, "setBadgeNumber", shown.append)
    monkeypatch.setattr("desktop.notifying.call_attention", alerted.append)
    async with scene(server, places) as here:
        await until(lambda: shown and shown[-1] == 1, "the number")
        here.desktop.settings.choices.choose(badge=False, flash=True)
        assert shown[-1] == 0
        asked = {"chat": here.chat, "message": new_id(), "text": "@Dana, look"}
        reply = await here.bruno.request("send_message", **asked, mentions=[here.client.me.id])
        assert reply["type"] == "accepted", reply
        await here.has("@Dana, look")
        await until(lambda: alerted == [here.desktop.window], "the window to ask for attention")


async def test_an_account_behind_the_window_notifies_in_its_name_and_a_click_leads_to_it(
    server, other, places, ring, address, heard
):
    async with notification_service(address) as service, scene(server, places) as here:
        (behind,) = here.desktop.accounts.all
        await service.dismiss(await first(service))
        here.desktop.raise_window()
        await adds(here.desktop, other)
        await shows_account(here.desktop, other)
        await here.bruno.say(here.chat, "Are you there?")
        shown = await first(service, "Are you there?")
        assert here.desktop.roll.model.mark(behind.key) in shown.title
        await service.press(shown)
        await shows_account(here.desktop, server)
        await until(lambda: here.desktop.session.workspace.current == here.chat, "the chat to be open")


LONG = "My answer. " * 700


async def fills_the_disk_of(client) -> None:
    await client._database.write(
        lambda connection: connection.execute("PRAGMA max_page_count = 1").fetchone()
    )


async def test_an_answer_that_the_cache_cannot_take_stands_in_the_field(server, places, ring, address, heard):
    async with notification_service(address) as service, scene(server, places) as here:
        shown = await first(service)
        await fills_the_disk_of(here.client)
        await service.reply(shown, LONG)
        workspace = here.desktop.session.workspace
        await until(lambda: workspace.composer.written, "the text")
        workspace.open_chat(here.chat)
        await until(lambda: workspace.composer.text == LONG, "the text in the field")


async def test_an_answer_that_a_broken_cache_behind_the_window_cannot_take_becomes_a_draft(
    server, other, places, ring, address, heard
):
    async with notification_service(address) as service, scene(server, places) as here:
        (behind,) = here.desktop.accounts.all
        shown = await first(service)
        here.desktop.raise_window()
        await adds(here.desktop, other)
        await shows_account(here.desktop, other)
        await fills_the_disk_of(behind.client)
        await service.reply(shown, LONG)
        await until(lambda: here.notifications._answers, "the text to be held")
        opened, drafts = [], []
        here.desktop.accounts.opened.connect(opened.append)
        here.desktop.accounts.opened.connect(
            lambda again: again.client.feed.subscribe(lambda changes: drafts.extend(changes.drafts))
        )
        behind.client.damaged.set()
        await until(lambda: here.chat in drafts, "the account to be opened anew, and the draft")
        assert (await opened[0].client.chat(here.chat)).draft == LONG


async def test_an_answer_that_comes_while_its_banner_is_being_withdrawn_is_sent(
    server, places, ring, address, heard
):
    async with notification_service(address) as service, scene(server, places) as here:
        shown = await first(service)
        service.is_silent = True
        (opened,) = here.desktop.accounts.all
        opened.notifying.look_at(here.chat)
        await until(
            lambda: not here.notifications._wishes and not here.notifications._shown, "the withdrawal"
        )
        await service.reply(shown, "Just in time")
        await service.wake()
        await here.bruno.message("Just in time")


async def test_one_that_the_system_cannot_take_does_not_end_all_others(
    server, places, ring, address, heard, monkeypatch
):
    async with notification_service(address) as service, scene(server, places) as here:
        await first(service)
        told, banners = [], here.notifications._banners
        monkeypatch.setattr("desktop.notifying.report", told.append)
        with monkeypatch.context() as broken:
            broken.setattr(banners, "show", lambda banner: {}[banner.key])
            await here.bruno.say(here.chat, "Nobody shows this")
            await until(lambda: told, "it to be told")
        await here.bruno.say(here.chat, "But this")
        await first(service, "But this")


async def test_twenty_messages_in_a_second_are_a_handful_of_changes(
    server, places, ring, address, heard, monkeypatch
):
    monkeypatch.setattr(pop_ups, "BETWEEN_LOUD_MS", 60_000)
    async with notification_service(address) as service, scene(server, places) as here:
        await first(service)
        before = len(service.notified)
        for number in range(20):
            await here.bruno.say(here.chat, f"Line {number}.")
            await here.has(f"Line {number}.")
        await first(service, "Line 19.")
        assert len(service.notified) - before <= 8


async def test_of_an_account_that_leaves_nothing_stays(server, places, ring, address, heard):
    async with notification_service(address) as service, scene(server, places) as here:
        await first(service)
        (opened,) = here.desktop.accounts.all
        await here.desktop.close_session()
        await here.desktop.accounts.close(opened)
        await service.shows(0)
