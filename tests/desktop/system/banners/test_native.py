"""Banners on Windows and macOS: what the library is told, and what is heard of it. The library is the real one; only the system below it is ours."""

import asyncio
import sys

import pytest
from desktop_notifier import Capability, DesktopNotifier, Urgency
from desktop_notifier.backends.base import DesktopNotifierBackend
from msgspec import structs

from desktop.system.banners import native, windows_focus
from desktop.system.banners.banner import Abilities, Banner, BannersUnavailableError, Lack, Look
from desktop.system.banners.native import NativeBanners
from tests.desktop.system.banners.test_freedesktop import Ear
from tests.support.screen import until

NEWS = Banner(
    key="chat-1", title="Bruno", body="Is <that> right?", loud=True, sound=True,
    open="Open", mark="Mark as read", reply="Reply", send="Send",
)  # fmt: skip
QUIET = structs.replace(NEWS, loud=False, sound=False)


class System(DesktopNotifierBackend):
    """What shows notifications: it is called by the library as Windows' and macOS's are."""

    def __init__(self) -> None:
        super().__init__("Internal Chat")
        self.shown = []
        self.cleared = []
        self.allowed = True
        self.works = True
        self.can = frozenset({Capability.TITLE, Capability.BUTTONS, Capability.REPLY_FIELD})

    async def request_authorisation(self) -> bool:
        return self.allowed

    async def has_authorisation(self) -> bool:
        return self.allowed

    async def _send(self, notification) -> None:
        if not self.works:
            raise OSError("the system takes nothing")
        self.shown.append(notification)

    async def _clear(self, identifier: str) -> None:
        self.cleared.append(identifier)

    async def _clear_all(self) -> None:
        raise AssertionError("other accounts have notifications too")

    async def _get_capabilities(self):
        return self.can


@pytest.fixture
def system() -> System:
    return System()


@pytest.fixture
def ear() -> Ear:
    return Ear()


def banners_on(system, ear, *, quietly=False, busy=None) -> NativeBanners:
    notifier = DesktopNotifier("Internal Chat")
    notifier._backend = system
    return NativeBanners(ear, notifier, lambda: busy, quietly=quietly)


async def test_a_banner_becomes_a_notification(system, ear):
    banners = banners_on(system, ear, busy=False)
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(banners.run())
        await until(lambda: ear.changes)
        running.cancel()
    assert banners.abilities == Abilities(actions=True, reply=True, sound=False, markup=False, focus=True)
    assert ear.changes == 1
    await banners.show(NEWS)
    (shown,) = system.shown
    assert (shown.title, shown.message, shown.identifier) == ("Bruno", "Is <that> right?", "chat-1")
    assert [(button.title, button.identifier) for button in shown.buttons] == [("Mark as read", "mark-read")]
    assert (shown.reply_field.title, shown.reply_field.button_title) == ("Reply", "Send")
    assert (shown.sound, shown.thread, shown.icon) == (None, None, None)


async def test_a_banner_without_actions_has_none(system, ear):
    banners = banners_on(system, ear)
    await banners.show(Banner("summary", "News", "in 4 chats", loud=True, sound=False))
    (shown,) = system.shown
    assert (shown.buttons, shown.reply_field) == ((), None)


async def test_a_second_banner_has_the_identifier_of_the_first_and_none_that_is_too_long(system, ear):
    banners = banners_on(system, ear)
    for key in ("chat-1", "chat-1", "x" * 80, "x" * 81):
        await banners.show(structs.replace(NEWS, key=key))
    first, second, *long = (shown.identifier for shown in system.shown)
    assert first == second
    assert len(set(long)) == 2
    assert {len(each) for each in long} == {64}


async def test_a_quiet_change_replaces_where_that_does_not_pop_up_and_takes_back_elsewhere(system, ear):
    banners = banners_on(system, ear, quietly=True)
    await banners.show(QUIET)
    assert system.shown == []
    await banners.show(NEWS)
    await banners.show(QUIET)
    assert [shown.urgency for shown in system.shown] == [Urgency.Normal, Urgency.Low]
    other = System()
    loud_only = banners_on(other, ear, quietly=False)
    await loud_only.show(NEWS)
    await loud_only.show(QUIET)
    assert (len(other.shown), other.cleared) == (1, ["chat-1"])


async def test_what_the_user_does_is_heard_once(system, ear):
    banners = banners_on(system, ear)
    for key in ("clicked", "marked", "replied", "gone"):
        await banners.show(structs.replace(NEWS, key=key))
    clicked, marked, replied, gone = system.shown
    system.handle_clicked(clicked.identifier, clicked)
    system.handle_button(marked.identifier, "mark-read", marked)
    system.handle_replied(replied.identifier, "On my way", replied)
    system.handle_dismissed(gone.identifier, gone)
    system.handle_clicked("of-an-earlier-run")
    assert ear.said == []
    await until(lambda: len(ear.said) == 4)
    assert ear.said == [
        ("clicked", "clicked", ""),
        ("marked", "marked"),
        ("replied", "replied", "On my way"),
        ("gone", "gone"),
    ]
    system.handle_clicked(clicked.identifier, clicked)
    await asyncio.sleep(0)
    assert len(ear.said) == 4


async def test_the_thread_of_the_system_does_not_matter(system, ear):
    banners = banners_on(system, ear)
    await banners.show(NEWS)
    await asyncio.to_thread(system.handle_clicked, "chat-1", system.shown[0])
    await until(lambda: ear.said)


async def test_a_banner_is_withdrawn_if_it_stands_and_all_are_at_the_end(system, ear):
    banners = banners_on(system, ear)
    for key in ("chat-1", "chat-2", "chat-3"):
        await banners.show(structs.replace(NEWS, key=key))
    await banners.withdraw("chat-2")
    await banners.withdraw("chat-4")
    assert system.cleared == ["chat-2"]
    async with asyncio.TaskGroup() as tasks:
        running = tasks.create_task(banners.run())
        await until(lambda: ear.changes)
        running.cancel()
    assert system.cleared == ["chat-2", "chat-1", "chat-3"]


async def test_what_the_user_forbade_is_said_and_asked_again_the_next_time(system, ear):
    banners = banners_on(system, ear)
    system.allowed = False
    with pytest.raises(BannersUnavailableError) as said:
        await banners.show(NEWS)
    assert (said.value.lack, banners.lack) == (Lack.FORBIDDEN, Lack.FORBIDDEN)
    system.allowed = True
    await banners.show(NEWS)
    assert (banners.lack, ear.changes) == (None, 2)


async def test_what_the_library_only_writes_into_the_log_is_raised(system, ear, caplog):
    banners = banners_on(system, ear)
    system.works = False
    with pytest.raises(BannersUnavailableError):
        await banners.show(NEWS)
    await banners.withdraw("chat-1")
    assert system.cleared == []
    assert "Bruno" not in caplog.text


async def test_a_program_outside_a_bundle_says_so(system, ear):
    system.can = frozenset()
    banners = banners_on(system, ear)
    await banners.run()
    assert banners.lack is Lack.BARE
    with pytest.raises(BannersUnavailableError):
        await banners.show(NEWS)


async def test_a_system_whose_notification_platform_is_switched_off_says_so(ear, monkeypatch):
    def refuse(*_arguments: object) -> None:
        raise OSError("Notification platform not available")

    monkeypatch.setattr(native, "DesktopNotifier", refuse)
    banners = native.native_banners(ear, Look("Internal Chat", "internal-chat"))
    await banners.run()
    assert (banners.lack, ear.changes) == (Lack.SERVICE, 1)
    with pytest.raises(BannersUnavailableError):
        await banners.show(NEWS)
    await banners.withdraw(NEWS.key)
    assert await banners.busy() is None


async def test_an_answer_that_comes_while_its_banner_is_being_withdrawn_is_heard(system, ear):
    banners = banners_on(system, ear)
    await banners.show(NEWS)
    system.handle_replied(NEWS.key, "Just in time", system.shown[0])
    await banners.withdraw(NEWS.key)
    assert ear.said == [("replied", NEWS.key, "Just in time")]


async def test_the_focus_mode_is_the_systems(system, ear):
    assert await banners_on(system, ear, busy=True).busy() is True
    assert await banners_on(system, ear, busy=None).busy() is None


@pytest.mark.skipif(sys.platform == "win32", reason="there it is asked for")
def test_the_focus_mode_is_asked_of_windows_only():
    assert windows_focus.is_busy() is None
