"""The whole program in a process of its own, with one account open and no server, and what a test lets it do there.

The script of a test has `async def act(desktop, session)`; the program is asked to quit after it. What it tells is on its
standard output, line by line, the last one being `ended` if it ended in good order.
"""

import os
import subprocess
import sys
import textwrap
from pathlib import Path

from desktop.places import Places

ROOT = Path(__file__).parents[2]
SECONDS = 60
PREAMBLE = """
import asyncio, ctypes, os, signal, sys, threading
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QPlainTextEdit
from desktop.app import Desktop
from desktop.core.client import Account
from desktop.entry import Access
from desktop.places import find_places
from desktop.start import start
from desktop.system.one_instance import Call, begin
from desktop.ui.dialogs.quit import QuitDialog
from desktop.ui.dialogs.unforeseen import UnforeseenDialog
from desktop.viewmodels.drafts import Rewording
from desktop.viewmodels.sign_in import Keep
from sync_server.protocol.frames import Directory
from sync_server.protocol.nouns import User
from desktop.log_off import LogOff
from tests.support.screen import click, every_word, find, until

places = find_places()
dana = Account("ws://127.0.0.1:9/sync", "01995b2e-4a10-7c3e-9f01-0a1b2c3d4e01", "dana", "Dana", "ict_secret")
bruno = "01995b2e-4a10-7c3e-9f01-0a1b2c3d4e02"

async def chat_opened(session):
    # Start a chat, and have it on the screen.
    await session.client.apply(Directory((User(bruno, "bruno", "Bruno", "", True, 1),), 1))
    chat = await session.client.start_chat([bruno], subject="Refund")
    session.workspace.open_chat(chat)
    await until(lambda: session.workspace.composer.placeholder, "the chat")
    return chat

def tell(what):
    print(what, flush=True)

def dialogs():
    return [w for w in QApplication.topLevelWidgets() if isinstance(w, UnforeseenDialog) and w.isVisible()]

async def the_dialog():
    await until(dialogs, "the dialog")
    [dialog] = dialogs()
    return dialog

async def closed(dialog):
    click(dialog, "OK")
    await until(lambda: dialog not in dialogs(), "its end")

async def opening(desktop):
    access = Access(dana, places.account(dana.server, dana.user), bytes(32), Keep.KEYRING)
    session = await desktop.open(access)
    await until(lambda: session.window.isVisible(), "the window")
    await act(desktop, session)

async def guarded(desktop):
    try:
        await opening(desktop)
    except BaseException as error:
        tell(f"failed: {error!r}")
        raise
    finally:
        desktop.quit()

Desktop.start = guarded
"""
END = """
held = begin(places.home, Call("", False, ""))
start(places, held)
held.release()
tell("ended")
"""


def run(script: str, places: Places) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PREAMBLE + textwrap.dedent(script) + END],
        cwd=ROOT,
        env={**os.environ, "INTERNAL_CHAT_HOME": str(places.home), "QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
