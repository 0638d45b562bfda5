"""The loop of the tests calls nothing back within a step of a task: a task that is woken there would be lost for ever."""

import asyncio

from PySide6.QtCore import QCoreApplication

from tests.support.screen import until


async def test_what_is_called_back_waits_until_no_step_of_a_task_is_under_way(qapp):
    told = []
    asyncio.get_running_loop().call_soon(told.append, "called")
    for _ in range(20):
        QCoreApplication.processEvents()
    assert not told
    await until(lambda: told, "the call")
