"""Whoever ends the session or the process, nothing that was written goes with it: the next start has it."""

import pytest

from desktop.places import Places
from tests.support.program import run

LOG_OFF = """
class Manager:
    def allowsInteraction(self): return ASKS
    def cancel(self): tell("cancelled")
    def release(self): tell("released")

def logs_off(desktop):
    desktop.findChild(LogOff).commit(Manager())
    tell("committed")
"""
AT_ONCE = (
    LOG_OFF
    + """
async def act(desktop, session):
    await chat_opened(session)
    composer = session.workspace.composer
    composer.edit("h")
    await composer.unkept()
    composer.edit("half a sentence")

    def ends():
        logs_off(desktop)
        os._exit(0)  # as the system does

    QTimer.singleShot(0, session.window, ends)
    await asyncio.sleep(30)
"""
)
REWORDING = """
async def rewording(desktop, session):
    chat = await chat_opened(session)
    message = await session.client.send(chat, "before")
    composer = session.workspace.composer
    await until(lambda: session.workspace.timeline.entries, "the message")
    composer._paper.begin_rewording(Rewording(message, "before", "before"))
    composer.edit("a change that is under way")
    return composer
"""
ASKED = (
    LOG_OFF
    + REWORDING
    + """
async def act(desktop, session):
    await rewording(desktop, session)
    QTimer.singleShot(0, session.window, lambda: logs_off(desktop))
    await until(lambda: [w for w in QApplication.topLevelWidgets() if isinstance(w, QuitDialog) and w.isVisible()], "the question")
    tell("asked")
"""
)
FORCED = (
    LOG_OFF
    + REWORDING
    + """
async def act(desktop, session):
    await rewording(desktop, session)
    QTimer.singleShot(0, session.window, lambda: (logs_off(desktop), os._exit(0)))
    await asyncio.sleep(30)
"""
)
SIGNALLED = (
    REWORDING
    + """
async def act(desktop, session):
    await rewording(desktop, session)
    os.kill(os.getpid(), signal.SIGTERM)
    await asyncio.sleep(30)
"""
)
LOOK = """
async def act(desktop, session):
    [line] = await session.client.chats()
    tell(line.draft)
"""


@pytest.fixture
def places(tmp_path):
    return Places(tmp_path / "home")


def told(script: str, places: Places, *, asks: bool = False) -> list[str]:
    return run(f"ASKS = {asks}\n{script}", places).stdout.splitlines()


def test_what_was_typed_just_before_the_session_ends_is_kept_before_the_system_goes_on(places):
    assert told(AT_ONCE, places) == ["committed"]
    assert told(LOOK, places) == ["half a sentence", "ended"]


def test_where_something_cannot_be_kept_and_the_user_may_be_asked_the_end_is_put_off(places):
    assert told(ASKED, places, asks=True) == ["cancelled", "released", "committed", "asked", "ended"]


@pytest.mark.parametrize("way", [FORCED, SIGNALLED], ids=["the session ends", "a signal"])
def test_where_nobody_can_be_asked_the_change_of_a_message_becomes_a_draft(places, way):
    assert told(way, places)[-1] in {"committed", "ended"}
    assert told(LOOK, places) == ["a change that is under way", "ended"]
