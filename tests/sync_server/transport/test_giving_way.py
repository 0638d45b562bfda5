"""Steps of work that give way to messages: one at a time while messages come, and none held up by a slow one."""

import asyncio
from types import SimpleNamespace

import pytest

from sync_server.store.database import Database
from sync_server.transport.commands import LULL_SECONDS, PAUSE_SECONDS, Commands
from sync_server.transport.devices import Barred
from sync_server.transport.hub import Hub


@pytest.fixture
def database(tmp_path):
    with Database(f"sqlite:///{tmp_path}/chat.db") as database:
        yield database


@pytest.fixture
async def commands(database):
    commands = Commands(database, Hub(), SimpleNamespace(), Barred(), lambda: 0)
    yield commands
    await commands.finished()


def answered_now(commands, times=3):
    for _ in range(times):
        commands._answered_at.append(asyncio.get_running_loop().time())


async def begun(commands, steps):
    """Begin some steps, each a future that the test settles; return them in the order in which they begin."""
    order = []

    def begin():
        order.append(asyncio.get_running_loop().create_future())
        return order[-1]

    async with asyncio.TaskGroup() as tasks:
        for _ in range(steps):
            tasks.create_task(commands.beside(begin))
            await asyncio.sleep(0)
        yielded = len(order)
    return order, yielded


async def test_without_messages_all_steps_begin_at_once(commands):
    _, at_once = await begun(commands, 3)
    assert at_once == 3


async def test_after_a_lone_message_nothing_waits(commands):
    answered_now(commands, times=2)
    _, at_once = await begun(commands, 3)
    assert at_once == 3


async def test_while_messages_come_no_step_begins_beside_another_at_once(commands):
    answered_now(commands)
    before = asyncio.get_running_loop().time()
    steps, at_once = await begun(commands, 3)
    # None of them ever ends: that holds up nobody for longer than its turn, either.
    assert (at_once, len(steps)) == (0, 3)
    assert asyncio.get_running_loop().time() - before >= 3 * (PAUSE_SECONDS + LULL_SECONDS) * 0.9


async def test_a_step_that_is_given_up_in_its_turn_lets_the_next_one_begin(commands):
    answered_now(commands)
    loop = asyncio.get_running_loop()
    began, step = asyncio.Event(), loop.create_future()

    def begin():
        began.set()
        return step

    async with asyncio.TaskGroup() as tasks:
        given_up = tasks.create_task(commands.beside(begin))
        await began.wait()
        given_up.cancel()
    assert step.cancelled()
    done = loop.create_future()
    done.set_result("next")
    answered_now(commands)
    assert await (await commands.beside(lambda: done)) == "next"
