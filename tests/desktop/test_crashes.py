"""What nobody foresaw ends nothing but what it befell, is told once, and says nothing that was written.

The program runs in processes of its own: here it is raised in a slot, in a task and in threads, and one process is killed by a fault.
"""

import asyncio
import signal

import pytest

from desktop import crashes
from desktop.places import Places
from desktop.system import crash_log, faults
from tests.support.program import ROOT, run

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
    chat = await chat_opened(session)
    await session.client.send(chat, "not sent yet")
    composer = session.workspace.composer
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
ENDED_BY_ERROR = """
tell = lambda _: print("failed", flush=True)

async def act(desktop, session):
    {}["secret in the beginning"]
"""
TOLD_AFTERWARDS = """
async def act(desktop, session):
    dialog = await the_dialog()
    tell(every_word(dialog).replace("\\n", "|"))
    await closed(dialog)
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


def test_of_an_error_that_ends_the_program_the_next_start_tells_and_nobody_says_what_it_quotes(places):
    ended = run(ENDED_BY_ERROR, places)
    assert (ended.returncode, ended.stdout) == (1, "failed\n"), ended.stderr
    logged = (places.logs / crash_log.FILE).read_text("utf-8")
    assert "\n holds:\nKeyError\n" in logged

    again = run(TOLD_AFTERWARDS, places)

    said, last = again.stdout.splitlines()
    assert last == "ended", again.stderr
    assert "Internal Chat ended unexpectedly" in said
    assert "|KeyError|" in said
    assert " in act|" in said
    for words in (ended.stderr, logged, said):
        assert "secret" not in words


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


def test_what_a_callback_was_called_with_is_not_logged(tmp_path):
    def fail(_text: str) -> None:
        raise ValueError

    keeper = crash_log.Keeper(tmp_path)
    loop = asyncio.new_event_loop()
    loop.set_exception_handler(crashes._on_loop)
    loop.call_soon(fail, "secret")
    loop.call_soon(loop.stop)
    loop.run_forever()
    loop.close()
    keeper.close()

    logged = (tmp_path / crash_log.FILE).read_text("utf-8")
    assert "Exception in callback\nValueError\n" in logged
    assert "secret" not in logged
    assert str(ROOT) not in logged


def test_what_ended_the_program_is_told_at_the_next_start_and_nothing_is_lost(places):
    killed = run(FAULT, places)
    assert (killed.returncode, killed.stdout) == (-signal.SIGSEGV, "written\n"), killed.stderr

    again = run(AFTERWARDS, places)

    said, kept, last = again.stdout.splitlines()
    assert last == "ended", again.stderr
    assert "Internal Chat ended unexpectedly" in said
    assert "Segmentation fault" in said
    assert "in string_at" in said
    assert str(ROOT) not in said
    assert kept == "half a sentence, 1"
    assert run(NOTHING_TOLD, places).stdout == "ended\n", "it is told once"
