"""The whole program with GNOME's keyring on a bus of its own, and with no keyring at all: sign in, start again, sign out.

Each start is a process of its own, as nothing but the keyring and the files may lead from one to the next.
"""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from tests.benchmarks import session
from tests.support.server import running_server

ROOT = Path(__file__).parents[3]
SECONDS = 60
PREAMBLE = """
import asyncio, os, traceback
from desktop.app import Desktop
from desktop.config import find_places, load_settings
from desktop.process import execute
from desktop.system import keyring
from desktop.system.keyring import Kept
from desktop.ui.controls import PrimaryButton
from desktop.ui.unlock import UnlockPage
from tests.desktop.app.program import PASSPHRASE, chat_with_everybody, dialog, online, page, sign_in, sign_in_with_passphrase, window
from tests.support.screen import click, every_word, type_into, until

class Server:
    url = os.environ["SERVER"]

places = find_places()

def kept():
    found = {known.username: keyring.load(known.server, known.user) for known in load_settings(places.settings).known}
    return {name: (bool(each.token), each.key) for name, each in found.items()}

async def guarded(desktop):
    try:
        await act(desktop)
    except BaseException:
        traceback.print_exc()
    finally:
        desktop.quit()

async def opening(desktop):
    desktop.background.start(guarded(desktop))
    await desktop.start()
"""
END = """
execute(places, opening)
after()
"""
SIGN_IN = """
async def act(desktop):
    await sign_in(Server, "dana")
    await chat_with_everybody(await online(desktop), "Kept here")
    desktop.add_account()
    await sign_in(Server, "bruno")
    await online(desktop)

def after():
    found = kept()
    assert set(found) == {"dana", "bruno"}
    assert all(token and key for token, key in found.values())
    assert found["dana"][1] != found["bruno"][1], "each has a key of its own"
    print("kept")
"""
START_AGAIN = """
async def act(desktop):
    shown = await window()
    session = await online(desktop)
    assert session.account.username == "bruno", "who was shown last"
    await until(lambda: "Kept here" in every_word(shown), "the chat")
    await until(lambda: len(desktop.accounts.all) == 2, "the other account")
    shown.left.sign_out_requested.emit()
    click(await dialog("Sign out of this computer"), "Sign out", PrimaryButton)
    await until(lambda: desktop.session is not None and desktop.session.account.username == "dana", "the one that is left")
    global gone
    gone = session.account
    await online(desktop)

def after():
    assert keyring.load(gone.server, gone.user) == Kept()
    assert set(kept()) == {"dana"}
    assert all(token and key for token, key in kept().values())
    assert not places.account(gone.server, gone.user).exists()
    print("signed out")
"""
LAST = """
async def act(desktop):
    shown = await window()
    session = await online(desktop)
    assert session.account.username == "dana"
    shown.left.sign_out_requested.emit()
    click(await dialog("Sign out of this computer"), "Sign out", PrimaryButton)
    await page()
    global gone
    gone = session.account

def after():
    assert keyring.load(gone.server, gone.user) == Kept()
    print("nobody")
"""
NO_KEYRING = """
async def act(desktop):
    assert not keyring.available()
    await sign_in_with_passphrase(Server, "dana")
    await chat_with_everybody(await online(desktop), "Kept here")

def after():
    print("protected")
"""
UNLOCK = """
async def act(desktop):
    here = await page(UnlockPage)
    type_into(here, "Passphrase", PASSPHRASE)
    click(here, "Unlock")
    shown = await window()
    await online(desktop)
    await until(lambda: "Kept here" in every_word(shown), "the chat")

def after():
    print("unlocked")
"""


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("server") / "data", "dana", "bruno") as running:
        yield running


def told(script: str, server, environment: dict[str, str]) -> str:
    # With the byte code that is there: nothing is measured here.
    environment = {name: value for name, value in environment.items() if name != "PYTHONPYCACHEPREFIX"}
    run = subprocess.run(
        [sys.executable, "-c", PREAMBLE + textwrap.dedent(script) + END],
        cwd=ROOT,
        env={**environment, "QT_QPA_PLATFORM": "offscreen", "SERVER": server.url, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout.strip() or run.stderr


@pytest.mark.skipif(not session.has_keyring(), reason="needs gnome-keyring and dbus-daemon")
def test_who_signed_in_stays_so_in_gnomes_keyring_until_they_sign_out_each_with_a_key_of_their_own(
    server, tmp_path
):
    with session.unlocked_keyring(session.new_user(tmp_path / "home")) as environment:
        assert told(SIGN_IN, server, environment) == "kept"
        assert told(START_AGAIN, server, environment) == "signed out"
        assert told(LAST, server, environment) == "nobody"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere there is always a keyring")
def test_without_any_keyring_a_passphrase_opens_the_chats_again(server, tmp_path):
    environment = session.new_user(tmp_path / "home")
    assert told(NO_KEYRING, server, environment) == "protected"
    assert told(UNLOCK, server, environment) == "unlocked"
