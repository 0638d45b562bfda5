"""Work on the open chat: none after the end, whatever a window that is still in sight asks for."""

import asyncio

from desktop.core.values import ChatId
from desktop.viewmodels.background import Background
from desktop.viewmodels.visits import Visits
from tests.support.screen import until

CHAT = ChatId("a chat")


async def test_what_is_asked_for_before_the_end_is_done_and_what_after_it_is_not():
    done, problems = [], []
    async with asyncio.TaskGroup() as tasks:
        background = Background(tasks, problems.append)
        visits = Visits(background)
        visits.begin(CHAT)

        async def work(chat):
            done.append(chat)

        visits.start(work)
        await until(lambda: done)
        visits.end()
        visits.start(work)
        visits.start_once("older", work)
        # Turns enough for each to have its own.
        for _ in range(10):
            await asyncio.sleep(0)
        await background.finish()
    assert done == [CHAT]
    assert not problems
