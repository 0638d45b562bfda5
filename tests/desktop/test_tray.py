"""The real program under a display of its own, with trays that come and go: seen as a panel sees it, on X and on a private bus."""

import asyncio
import os
import re
import shutil
import subprocess
import sys
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager

import pytest

from desktop.system.tray_host import TrayHost, find_host
from tests.support.private_bus import private_bus
from tests.support.trays import display, status_notifier_tray, x_tray

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the trays of Linux")
SECONDS = 20
_LARGEST_ICON = 64


@pytest.fixture(scope="module")
def screen() -> Iterator[str]:
    with display() as name:
        yield name


@pytest.fixture
def bus(tmp_path) -> Iterator[str]:
    with private_bus(tmp_path / "bus") as address:
        yield address


@asynccontextmanager
async def program(
    tmp_path, screen: str, bus: str, *arguments: str
) -> AsyncIterator[asyncio.subprocess.Process]:
    """Somebody starts the program, for the first time."""
    environment = {
        **os.environ,
        "QT_QPA_PLATFORM": "xcb",
        "DISPLAY": screen,
        "DBUS_SESSION_BUS_ADDRESS": bus,
        "INTERNAL_CHAT_HOME": str(tmp_path / "home"),
        "PYTHONWARNINGS": "",
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "desktop", *arguments, env=environment, stderr=subprocess.PIPE
    )
    try:
        yield process
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def windows(screen: str) -> list[str]:
    """Return the windows of the program that can be seen."""
    if shutil.which("xdotool") is None:
        pytest.skip("needs xdotool")
    found = (await run(screen, "search", "--onlyvisible", "--name", "Internal Chat")).split()
    sizes = [await run(screen, "getwindowgeometry", window) for window in found]
    # An icon in a tray of the older kind is a small window.
    return [window for window, size in zip(found, sizes, strict=True) if _width(size) > _LARGEST_ICON]


def _width(geometry: str) -> int:
    size = re.search(r"Geometry: (\d+)x", geometry)
    return 0 if size is None else int(size[1])


async def run(screen: str, *arguments: str) -> str:
    """Have hands and eyes on the screen."""
    asking = await asyncio.create_subprocess_exec(
        "xdotool", *arguments, env={"DISPLAY": screen}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    said, _ = await asking.communicate()
    return said.decode()


async def seen(screen: str, how_many: int) -> None:
    async def as_many() -> bool:
        return len(await windows(screen)) == how_many

    await comes_true(as_many)


async def comes_true(condition: Callable[[], Awaitable[bool]]) -> None:
    async with asyncio.timeout(SECONDS):
        while True:
            if await condition():
                return
            await asyncio.sleep(0.05)


async def test_a_panel_sees_the_icon_with_its_menu_and_what_is_chosen_there_happens(tmp_path, screen, bus):
    async with status_notifier_tray(bus) as tray, program(tmp_path, screen, bus, "--hidden") as process:
        told = await tray.told()
        assert (told["Status"], told["Category"]) == ("Active", "ApplicationStatus")
        assert "Internal Chat" in told["ToolTip"]
        assert {(width, height) for width, height, _ in told["IconPixmap"]} >= {(16, 16), (22, 22), (64, 64)}
        words = [entry.words for entry in await tray.menu()]
        assert (words[0], words[-1]) == ("Open Internal Chat", "Quit Internal Chat")
        assert await windows(screen) == [], "it was started hidden"
        await tray.choose("Open Internal Chat")
        await seen(screen, 1)
        await tray.choose("Quit Internal Chat")
        assert await process.wait() == 0


async def test_a_click_shows_the_window_and_another_tray_gets_the_icon_too(tmp_path, screen, bus):
    async with program(tmp_path, screen, bus, "--hidden"):
        async with status_notifier_tray(bus) as tray:
            await tray.item()
        async with status_notifier_tray(bus) as other:
            await other.click()
            await seen(screen, 1)


async def test_the_older_kind_of_tray_shows_it_too(tmp_path, screen, bus):
    with x_tray(screen):
        async with program(tmp_path, screen, bus, "--hidden"):

            async def clicked() -> bool:
                await run(screen, "mousemove", "16", "16", "click", "1")
                return bool(await windows(screen))

            await comes_true(clicked)


async def test_a_second_start_shows_what_was_started_hidden(tmp_path, screen, bus):
    async with status_notifier_tray(bus) as tray, program(tmp_path, screen, bus, "--hidden"):
        await tray.item()
        async with program(tmp_path, screen, bus) as second:
            await seen(screen, 1)
            assert await second.wait() == 0


@pytest.fixture
def here(monkeypatch, screen, bus):
    """The display and the bus as those of this process."""
    monkeypatch.setenv("DISPLAY", screen)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", bus)


async def found(platform: str = "xcb") -> TrayHost:
    return await asyncio.to_thread(find_host, platform)


async def test_without_any_tray_none_is_found(here):
    assert await found() is TrayHost.NOTHING
    assert await found("wayland") is TrayHost.NOTHING


async def test_a_watcher_is_believed_only_where_a_host_has_told_it_of_itself(here, screen, bus):
    async with status_notifier_tray(bus, has_host=False):
        assert await found() is TrayHost.NOTHING
        with x_tray(screen):
            assert await found() is TrayHost.NOTHING, "Qt gives its icon to the watcher"
    async with status_notifier_tray(bus):
        assert await found() is TrayHost.STATUS_NOTIFIER
        assert await found("wayland") is TrayHost.STATUS_NOTIFIER


async def test_an_older_tray_is_found_by_its_selection(here, screen):
    with x_tray(screen):

        async def is_found() -> bool:
            return await found() is TrayHost.XEMBED

        await comes_true(is_found)
        assert await found("wayland") is TrayHost.NOTHING


@pytest.mark.parametrize(
    "address", ["", "nonsense", "unix:path=/nowhere/bus", "tcp:host=localhost,port=9", "autolaunch:"]
)
async def test_without_a_bus_and_a_display_none_is_found(monkeypatch, address):
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    monkeypatch.setenv("DISPLAY", ":9999")
    assert await found() is TrayHost.NOTHING


async def test_windows_and_macos_always_have_one_and_a_screen_in_memory_never():
    assert await found("windows") is TrayHost.NATIVE
    assert await found("cocoa") is TrayHost.NATIVE
    assert await found("offscreen") is TrayHost.NOTHING
