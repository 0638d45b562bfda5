"""What nobody foresaw ends nothing but what it befell, is told once, and says nothing that was written.

The program runs in processes of its own: here it is raised in a slot, in a task and in threads, and one process is killed by a fault.
"""

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from desktop.places import Places
from desktop.system import crash_log, faults

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
from desktop.ui.dialogs.unforeseen import UnforeseenDialog
from desktop.viewmodels.sign_in import Keep
from sync_server.protocol.frames import Directory
from sync_server.protocol.nouns import User
from tests.support.screen import click, every_word, find, until

places = find_places()
dana = Account("ws://127.0.0.1:9/sync", "01995b2e-4a10-7c3e-9f01-0a1b2c3d4e01", "dana", "Dana", "ict_secret")
bruno = "01995b2e-4a10-7c3e-9f01-0a1b2c3d4e02"

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
    access = Access(dana, places.account(dana.server, dana.user), bytes(32), Keep.NOTHING)
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
THREE_ERRORS = """
def in_slot():
    {}["secret in a slot"]

async def in_task():
    raise ValueError("secret in a task")

def in_thread():
    raise RuntimeError("secret in a thread")

async def act(desktop, session):
    for raising in (
        lambda: QTimer.singleShot(0, session.window, in_slot),
        lambda: session.background.start(in_task()),
        lambda: threading.Thread(target=in_thread).start(),
        lambda: asyncio.get_running_loop().call_soon(lambda: [].pop("secret in a callback")),
    ):
        raising()
        dialog = await the_dialog()
        details = find(dialog, "Details", QPlainTextEdit).toPlainText()
        click(dialog, "Copy details")
        assert QGuiApplication.clipboard().text() == details
        tell(details.replace("\\n", "|"))
        await closed(dialog)
    QTimer.singleShot(0, session.window, in_slot)
    done = asyncio.Event()
    QTimer.singleShot(0, session.window, lambda: QTimer.singleShot(0, session.window, done.set))
    await done.wait()
    assert not dialogs(), "it was told before"
    assert session.window.isEnabled()
"""
FAULT = """
async def act(desktop, session):
    await session.client.apply(Directory((User(bruno, "bruno", "Bruno", "", True, 1),), 1))
    chat = await session.client.start_chat([bruno], subject="Refund")
    await session.client.send(chat, "not sent yet")
    session.workspace.open_chat(chat)
    composer = session.workspace.composer
    await until(lambda: composer.placeholder, "the chat")
    composer.edit("half a sentence")
    await composer.unkept()
    tell("written")
    ctypes.string_at(0)
"""
AFTERWARDS = """
async def act(desktop, session):
    dialog = await the_dialog()
    tell(every_word(dialog).replace("\\n", "|"))
    await closed(dialog)
    [line] = await session.client.chats()
    tell(f"{line.draft}, {session.client.connection.waiting_messages}")
"""
NOTHING_TOLD = """
async def act(desktop, session):
    await desktop.background.start(asyncio.sleep(0))
    await until(lambda: desktop._was_painted, "the window")
    assert not dialogs()
"""


@pytest.fixture
def places(tmp_path):
    return Places(tmp_path / "home")


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


def test_errors_in_slots_tasks_and_threads_are_told_once_each_and_end_nothing(places):
    ended = run(THREE_ERRORS, places)

    *told, last = ended.stdout.splitlines()
    assert last == "ended", ended.stdout + ended.stderr
    assert ended.returncode == 0
    for details, kind, place in zip(
        told,
        ("KeyError", "ValueError", "RuntimeError", "TypeError"),
        ("in in_slot", "in in_task", "in in_thread", "in <lambda>"),
        strict=True,
    ):
        assert details.startswith("Internal Chat ")
        assert f"|{kind}|" in details
        assert place in details
    logged = (places.logs / crash_log.FILE).read_text("utf-8")
    for kind in ("KeyError", "ValueError", "RuntimeError", "TypeError"):
        assert logged.count(f"\n{kind}\n") == 1, logged
    for said in (ended.stdout, ended.stderr, logged):
        assert "secret" not in said
        assert str(places.home) not in said
    assert not (places.logs / faults.FILE).exists(), "it ended in good order"


def test_what_ended_the_program_is_told_at_the_next_start_and_nothing_is_lost(places):
    killed = run(FAULT, places)
    assert (killed.returncode, killed.stdout) == (-signal.SIGSEGV, "written\n"), killed.stderr

    again = run(AFTERWARDS, places)

    said, kept, last = again.stdout.splitlines()
    assert last == "ended", again.stderr
    assert "Internal Chat ended unexpectedly the last time" in said
    assert "Segmentation fault" in said
    assert "in string_at" in said
    assert str(ROOT) not in said
    assert kept == "half a sentence, 1"
    assert run(NOTHING_TOLD, places).stdout == "ended\n", "it is told once"
