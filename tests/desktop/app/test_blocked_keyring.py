"""A real Secret Service that never answers: it is said, there is a way on, and the process always ends when it is quit.

The program runs in a process of its own here, since what is tried is whether that process ends.
"""

import os
import select
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from desktop.config import KnownAccount, Settings, load_settings, save_settings
from desktop.places import Places
from tests.support.server import PASSWORD, running_server

ROOT = Path(__file__).parents[3]
SECONDS = 30
END_SECONDS = 5
"""Longest time that a program may take to end."""
BLOCKED = """
from jeepney import DBusAddress, new_method_call
from jeepney.io.blocking import open_dbus_connection

bus = open_dbus_connection()
address = DBusAddress("/org/freedesktop/DBus", bus_name="org.freedesktop.DBus", interface="org.freedesktop.DBus")
bus.send_and_get_reply(new_method_call(address, "RequestName", "su", ("org.freedesktop.secrets", 4)))
print("there", flush=True)
while True:
    bus.receive()
"""
PREAMBLE = """
import asyncio, os, sys
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from desktop.app import Desktop
from desktop.config import find_places
from desktop.process import execute
from desktop.ui.main_window import MainWindow
from desktop.ui.sign_in import SignInPage
from desktop.ui.standstill import StandstillPage
from tests.desktop.app.program import KEEP, fill_in, page, shown, window
from tests.support.screen import click, every_word, find, shows, type_into, until

class Server:
    url = os.environ["SERVER"]

def tell(what):
    print(what, flush=True)

async def sign_in_and_wait():
    here = await fill_in(Server)
    click(here, "Sign in")
    await until(lambda: shows(here, "Go on without it"), "the way on")
    assert "Waiting for the system’s keyring. If it asks for a password, answer it there." in every_word(here)
    return here

async def opening(desktop):
    desktop.background.start(act(desktop))
    await desktop.start()
"""
END = """
execute(find_places(), opening)
tell("ended")
"""

pytestmark = pytest.mark.skipif(
    sys.platform != "linux" or shutil.which("dbus-daemon") is None, reason="needs a session bus"
)


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("server") / "data", "dana") as running:
        yield running


@pytest.fixture(scope="module")
def bus(tmp_path_factory):
    """A bus on which somebody has the keyring's name and says nothing."""
    folder = tmp_path_factory.mktemp("bus")
    environment = {**os.environ, "HOME": str(folder), "XDG_RUNTIME_DIR": str(folder)}
    command = ["dbus-daemon", "--session", "--nofork", "--print-address"]
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as daemon:
        address = line_of(daemon)
        environment["DBUS_SESSION_BUS_ADDRESS"] = address
        with subprocess.Popen(
            [sys.executable, "-c", BLOCKED], env=environment, stdout=subprocess.PIPE, text=True
        ) as keyring:
            assert line_of(keyring) == "there"
            yield address
            keyring.kill()
        daemon.kill()


@pytest.fixture
def places(tmp_path):
    return Places(tmp_path / "home")


@pytest.fixture
def program(bus, server, places):
    """Start the program, which does what `act` says."""
    started = []

    def start(act: str) -> "subprocess.Popen[str]":
        script = PREAMBLE + textwrap.dedent(act) + END
        environment = os.environ | {
            "DBUS_SESSION_BUS_ADDRESS": bus,
            "INTERNAL_CHAT_HOME": str(places.home),
            "QT_QPA_PLATFORM": "offscreen",
            "SERVER": server.url,
        }
        command = [sys.executable, "-c", script]
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()
        process.stdout.close()


def line_of(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], SECONDS)
    assert ready, "nothing was told"
    return process.stdout.readline().strip()


def ends(process: "subprocess.Popen[str]") -> None:
    """Make sure that it ends, and in good order."""
    began = time.monotonic()
    assert line_of(process) == "ended"
    assert process.wait(END_SECONDS) == 0
    assert time.monotonic() - began < END_SECONDS


def remembered(places, server) -> None:
    save_settings(places.settings, Settings(account=KnownAccount(server.url, "d1", "dana", "Dana")))


def test_who_signs_in_is_told_what_is_waited_for_and_can_quit_by_the_keyboard(program):
    process = program("""
        async def act(desktop):
            here = await sign_in_and_wait()
            tell("waiting")
            here.activateWindow()
            await until(here.isActiveWindow, "the window to have the keyboard")
            QTest.keyClick(here.focusWidget(), Qt.Key.Key_Q, Qt.KeyboardModifier.ControlModifier)
    """)
    assert line_of(process) == "waiting"
    ends(process)


def test_who_signs_in_can_close_the_window(program):
    process = program("""
        async def act(desktop):
            here = await sign_in_and_wait()
            tell("waiting")
            here.close()
    """)
    assert line_of(process) == "waiting"
    ends(process)


def test_who_signs_in_can_go_on_without_it(program):
    process = program(f"""
        async def act(desktop):
            here = await sign_in_and_wait()
            click(here, "Go on without it")
            await until(lambda: shows(here, "Keep nothing after quitting"), "the choices without a keyring")
            assert find(here, "Password").text() == {PASSWORD!r}
            click(here, "Sign in")
            shown_window = await window()
            await until(lambda: desktop.session.workspace.status.is_online, "online")
            tell("in")
            shown_window.close()
    """)
    assert line_of(process) == "in"
    ends(process)


@pytest.mark.parametrize("way", ["the page is closed", "the system asks it to end"])
def test_who_stayed_signed_in_can_quit_while_it_is_waited_for(program, places, server, way):
    remembered(places, server)
    process = program(f"""
        async def act(desktop):
            here = await page(StandstillPage)
            assert "If it asks for a password, answer it there." in every_word(here)
            tell("waiting")
            if {way!r} == "the page is closed":
                here.close()
    """)
    assert line_of(process) == "waiting"
    if way != "the page is closed":
        process.send_signal(signal.SIGTERM)
    ends(process)
    assert load_settings(places.settings).account is not None, "nothing of it is lost"


def test_who_stayed_signed_in_can_sign_in_afresh_and_keep_nothing(program, places, server):
    remembered(places, server)
    process = program("""
        async def act(desktop):
            click(await page(StandstillPage), "Sign in afresh")
            here = await sign_in_and_wait()
            click(here, "Go on without it")
            await until(lambda: shows(here, "Keep nothing after quitting"), "the choices without a keyring")
            click(here, "Sign in")
            shown_window = await window()
            tell("in")
            shown_window.close()
    """)
    assert line_of(process) == "in"
    ends(process)
