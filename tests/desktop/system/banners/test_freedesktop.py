"""Banners on Linux, with a real bus and a service that keeps to the specification: what it is told, and what is heard of it."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from msgspec import structs

from desktop.system.banners import bus, freedesktop
from desktop.system.banners.banner import Abilities, Banner, BannersUnavailableError, Lack, Look
from desktop.system.banners.freedesktop import FreedesktopBanners
from tests.support.notification_service import GNOME, PLAIN, PLASMA, forge, notification_service
from tests.support.private_bus import private_bus
from tests.support.screen import until

LOOK = Look("Internal Chat", "internal-chat", Path("/usr/share/app.svg"), Path("/usr/share/soft.wav"))
NEWS = Banner(
    key="chat-1", title="Bruno", body="Is <b>that</b> & this right?", loud=True, sound=True,
    open="Open", mark="Mark as read", reply="Reply", placeholder="Message", send="Send",
)  # fmt: skip
QUIET = structs.replace(NEWS, body="Is this right?", loud=False, sound=False)


class Ear:
    """Writes down what is heard."""

    def __init__(self) -> None:
        self.said: list[tuple[str, ...]] = []
        self.changes = 0

    def clicked(self, key: str, token: str) -> None:
        self.said.append(("clicked", key, token))

    def replied(self, key: str, text: str) -> None:
        self.said.append(("replied", key, text))

    def marked(self, key: str) -> None:
        self.said.append(("marked", key))

    def gone(self, key: str) -> None:
        self.said.append(("gone", key))

    def abilities_changed(self) -> None:
        self.changes += 1


@pytest.fixture
def address(tmp_path, monkeypatch) -> Iterator[str]:
    with private_bus(tmp_path / "bus") as where:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", where)
        yield where


@pytest.fixture
def quick(monkeypatch) -> None:
    """Nobody waits long for who does not answer."""
    monkeypatch.setattr(bus, "OPEN_SECONDS", 0.3)
    monkeypatch.setattr(bus, "ANSWER_SECONDS", 0.3)
    monkeypatch.setattr(freedesktop, "_AGAIN_SECONDS", 0.3)


@asynccontextmanager
async def following(ear: Ear):
    """The banners of a program that runs."""
    banners = FreedesktopBanners(ear, LOOK)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(banners.run())
        yield banners
        running.cancel()


async def test_a_banner_is_put_as_the_service_wants_it(address):
    async with notification_service(address, PLASMA) as service, following(Ear()) as banners:
        await banners.show(NEWS)
        (shown,) = await service.shows()
        assert (shown.app, shown.title, shown.replaced) == ("Internal Chat", "Bruno", 0)
        assert shown.icon == "file:///usr/share/app.svg"
        assert shown.body == "Is &lt;b&gt;that&lt;/b&gt; &amp; this right?"
        assert shown.actions == {"default": "Open", "inline-reply": "Reply", "mark-read": "Mark as read"}
        assert shown.hints == {
            "urgency": 1,
            "category": "im.received",
            "desktop-entry": "internal-chat",
            "suppress-sound": True,
            "x-kde-reply-placeholder-text": "Message",
            "x-kde-reply-submit-button-text": "Send",
        }
        assert shown.expires == -1
        assert banners.abilities == Abilities(actions=True, reply=True, sound=False, markup=True, focus=True)


async def test_a_service_that_plays_sounds_plays_ours_and_one_without_a_field_gets_none(address):
    async with notification_service(address, GNOME) as service, following(Ear()) as banners:
        await banners.show(NEWS)
        (shown,) = await service.shows()
        assert shown.hints["sound-file"] == "/usr/share/soft.wav"
        assert "suppress-sound" not in shown.hints
        assert shown.actions == {"default": "Open", "mark-read": "Mark as read"}
        await banners.show(structs.replace(NEWS, sound=False))
        again = await service.heard(2)
        assert again.hints["suppress-sound"] is True
        assert "sound-file" not in again.hints


async def test_a_plain_service_gets_plain_text_and_no_buttons(address):
    async with notification_service(address, PLAIN) as service, following(Ear()) as banners:
        await banners.show(structs.replace(NEWS, title="Bru\0no\ud800", body="x" * 5000))
        (shown,) = await service.shows()
        assert shown.title == "Bruno"
        assert len(shown.body) == 2000
        assert shown.body.endswith("…")
        assert shown.actions == {}
        assert await banners.busy() is None


async def test_a_second_banner_of_a_key_takes_the_place_of_the_first(address):
    async with notification_service(address) as service, following(Ear()) as banners:
        await asyncio.gather(banners.show(NEWS), banners.show(structs.replace(NEWS, key="chat-2")))
        first = service.standing[1]
        await banners.show(structs.replace(NEWS, body="And this?"))
        assert (await service.heard(3)).replaced == first.number
        await banners.show(QUIET)
        edited = await service.heard(4)
        assert (edited.replaced, edited.hints["urgency"]) == (first.number, 1)
        assert len(service.standing) == 2


async def test_where_what_is_replaced_would_pop_up_again_it_is_of_low_urgency(address):
    async with notification_service(address, GNOME) as service, following(Ear()) as banners:
        await banners.show(NEWS)
        await banners.show(QUIET)
        assert (await service.heard(2)).hints["urgency"] == 0
        await banners.show(NEWS)
        assert (await service.heard(3)).hints["urgency"] == 1


async def test_of_two_that_come_at_once_the_older_one_is_not_shown_after_the_newer(address):
    async with notification_service(address) as service, following(Ear()) as banners:
        newer = structs.replace(QUIET, body="newer")
        await asyncio.gather(banners.show(NEWS), banners.show(newer))
        assert [(shown.body, shown.hints["urgency"]) for shown in service.notified] == [("newer", 1)]


async def test_a_banner_that_is_withdrawn_is_gone_also_while_it_is_being_shown(address):
    async with notification_service(address) as service, following(Ear()) as banners:
        await banners.show(NEWS)
        await asyncio.gather(banners.show(structs.replace(NEWS, key="chat-2")), banners.withdraw("chat-2"))
        await banners.withdraw("chat-1")
        await banners.withdraw("chat-3")
        await service.shows(0)
        assert service.closed[-1] == 1


async def test_a_quiet_banner_is_nothing_where_none_stands(address):
    async with notification_service(address) as service, following(Ear()) as banners:
        await banners.show(QUIET)
        await banners.show(structs.replace(NEWS, key="chat-2"))
        assert (await service.heard(1)).hints["urgency"] == 1


async def test_what_the_user_does_is_heard(address):
    ear = Ear()
    async with notification_service(address) as service, following(ear) as banners:
        for key in ("clicked", "marked", "replied", "gone"):
            await banners.show(structs.replace(NEWS, key=key))
        clicked, marked, replied, gone = await service.shows(4)
        await service.press(clicked, "default", token="token-1")
        await service.press(marked, "mark-read")
        await service.reply(replied, "On my way – übermorgen")
        await service.dismiss(gone)
        await until(lambda: ("gone", "gone") in ear.said, "the last to be heard")
        assert ear.said == [
            ("clicked", "clicked", "token-1"),
            ("gone", "clicked"),
            ("marked", "marked"),
            ("gone", "marked"),
            ("replied", "replied", "On my way – übermorgen"),
            ("gone", "gone"),
        ]
        await banners.show(structs.replace(QUIET, key="gone"))
        await banners.show(structs.replace(NEWS, key="gone"))
        assert (await service.heard(5)).replaced == 0


async def test_nobody_else_on_the_bus_can_answer_in_the_users_place(address):
    ear = Ear()
    async with notification_service(address) as service, following(ear) as banners:
        await banners.show(NEWS)
        (shown,) = await service.shows()
        await forge(address, "NotificationReplied", "us", shown.number, "I never wrote that")
        await forge(address, "ActionInvoked", "us", shown.number, "default")
        await service.reply(shown, "I did")
        await until(lambda: ear.said, "the answer")
        assert ear.said == [("replied", "chat-1", "I did")]


async def test_one_that_was_there_for_long_enough_is_not_popped_up_again_but_taken_off_the_list(address):
    ear = Ear()
    async with notification_service(address) as service, following(ear) as banners:
        await banners.show(NEWS)
        (shown,) = await service.shows()
        await service.expire(shown)
        await until(lambda: "chat-1" in banners._expired, "that to be heard")
        await banners.show(QUIET)
        await until(lambda: service.closed == [shown.number], "it to be withdrawn")
        assert len(service.notified) == 1
        assert ear.said == []
        await banners.show(NEWS)
        await service.heard(2)


async def test_a_service_that_is_started_anew_is_shown_quietly_what_is_to_stand(address):
    ear = Ear()
    async with following(ear) as banners:
        async with notification_service(address) as first:
            await until(lambda: banners.abilities.actions, "the service to be found")
            for key in ("chat-1", "chat-2"):
                await banners.show(structs.replace(NEWS, key=key))
            await first.dismiss(first.standing[1])
            await until(lambda: ear.said, "that to be heard")
        await until(lambda: banners.lack is Lack.SERVICE, "the service to be missed")
        with pytest.raises(BannersUnavailableError):
            await banners.show(structs.replace(NEWS, key="chat-3"))
        async with notification_service(address, GNOME) as second:
            shown = await second.shows(2)
            assert {each.hints["urgency"] for each in shown} == {0}
            assert all("sound-file" not in each.hints for each in shown)
            assert [each.replaced for each in shown] == [0, 0]
            assert banners.lack is None
            await banners.withdraw("chat-2")
            await second.press(second.standing[2], "mark-read")
            await until(lambda: ("marked", "chat-3") in ear.said, "the button of the new one")
            await second.shows(0)


async def test_a_service_that_comes_later_is_used(address):
    ear = Ear()
    async with following(ear) as banners:
        await until(lambda: banners.lack is Lack.SERVICE, "the lack to be known")
        with pytest.raises(BannersUnavailableError) as said:
            await banners.show(NEWS)
        assert said.value.lack is Lack.SERVICE
        await banners.withdraw("chat-1")
        async with notification_service(address) as service:
            await until(lambda: banners.lack is None and banners.abilities.reply, "the service to be found")
            await banners.show(structs.replace(NEWS, key="chat-2"))
            await service.shows()
            assert ear.changes == 2


async def test_a_service_that_does_not_answer_keeps_nobody_waiting_and_leaves_nothing_behind(address, quick):
    async with notification_service(address) as service, following(Ear()) as banners:
        await until(lambda: banners.abilities.actions, "the service to be found")
        service.is_silent = True
        with pytest.raises(BannersUnavailableError) as said:
            await banners.show(NEWS)
        assert said.value.lack is Lack.SILENT
        with pytest.raises(BannersUnavailableError):
            await banners.show(structs.replace(NEWS, key="chat-2"))
        await banners.withdraw("chat-1")
        await service.wake()
        await until(lambda: banners.lack is None, "it to be noticed")
        (shown,) = await service.shows()
        assert await banners.busy() is False
        await banners.show(structs.replace(NEWS, key="chat-2"))
        assert (await service.heard(3)).replaced == shown.number


async def test_a_service_that_answers_late_shows_what_is_to_be_said_by_then(address, quick):
    async with notification_service(address) as service, following(Ear()) as banners:
        await until(lambda: banners.abilities.actions, "the service to be found")
        service.is_silent = True
        for banner in (NEWS, QUIET):
            with pytest.raises(BannersUnavailableError):
                await banners.show(banner)
        await service.wake()
        await until(lambda: [shown.body for shown in service.standing.values()] == [QUIET.body])
        assert len({shown.number for shown in service.notified}) == 1


async def test_an_answer_that_comes_while_its_banner_is_being_withdrawn_is_heard(address):
    ear = Ear()
    async with notification_service(address) as service, following(ear) as banners:
        await banners.show(NEWS)
        (shown,) = await service.shows()
        service.is_silent = True
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(banners.withdraw(NEWS.key))
            await until(lambda: service._waiting, "the withdrawal")
            await service.reply(shown, "Just in time")
            await until(lambda: ear.said, "the answer")
            await service.wake()
        assert ear.said == [("replied", NEWS.key, "Just in time")]


async def test_a_bus_that_takes_nobody_keeps_nobody_waiting(tmp_path, monkeypatch, quick):
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(tmp_path / "deaf"))
        deaf.listen()
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", f"unix:path={tmp_path / 'deaf'}")
        async with following(Ear()) as banners:
            with pytest.raises(BannersUnavailableError):
                await banners.show(NEWS)
            assert banners.lack is Lack.SERVICE


@pytest.mark.parametrize("where", ["", "unix:path=/nowhere/at/all", "tcp:host=localhost,port=1", "nonsense"])
async def test_without_a_bus_everything_is_refused_at_once(monkeypatch, where):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", where)
    async with following(Ear()) as banners:
        with pytest.raises(BannersUnavailableError) as said:
            await banners.show(NEWS)
        assert said.value.lack is Lack.SERVICE
        assert await banners.busy() is None
        await banners.withdraw("chat-1")


async def test_a_bus_that_ends_is_followed_to_its_next_start(tmp_path, monkeypatch, quick):
    ear = Ear()
    with private_bus(tmp_path / "bus") as where:
        monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", where)
        async with notification_service(where) as service, following(ear) as banners:
            await banners.show(NEWS)
            await service.shows()
            with private_bus(tmp_path / "other") as other:
                monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", other)
                await banners._bus.close()
                async with notification_service(other) as later:
                    (shown,) = await later.shows()
                    assert shown.hints["urgency"] == 0


async def test_the_focus_mode_is_asked_where_the_service_tells_it(address):
    async with notification_service(address, PLASMA) as service, following(Ear()) as banners:
        await until(lambda: banners.abilities.actions, "the service to be found")
        assert await banners.busy() is False
        service.inhibited = True
        assert await banners.busy() is True


async def test_a_program_that_ends_takes_its_banners_back(address):
    async with notification_service(address) as service:
        async with following(Ear()) as banners:
            for key in ("chat-1", "chat-2"):
                await banners.show(structs.replace(NEWS, key=key))
            await service.shows(2)
        await service.shows(0)
