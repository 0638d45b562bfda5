"""The loop of the tests loses no task that is woken while a step of another one lets Qt turn its events."""

import asyncio

from PySide6.QtCore import QCoreApplication

from tests.support.loop import application_loop


def pytest_asyncio_loop_factories(config, item):
    """Run on the one QApplication's loop."""
    return {"qt": application_loop}


async def test_who_is_woken_within_a_step_of_another_task_goes_on_after_it(qapp):
    called = asyncio.Event()
    heard = []

    async def listen() -> None:
        await called.wait()
        heard.append("called")

    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        tasks.create_task(listen())
        await asyncio.sleep(0)
        called.set()
        for _ in range(20):
            QCoreApplication.processEvents()
        assert not heard
    assert heard == ["called"]
