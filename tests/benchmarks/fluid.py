"""fluid: how long the window does not answer while the history comes in.

200,000 messages from a real server process into a real client with its real window open. A timer in the window's event loop should go off
every millisecond; what counts is the longest time between two times. The floor is the very same program in the same run, idle, for as long as the
backfill took: what the machine, Python and Qt do by themselves. The goal is a difference: no step of ours may hold the window up for more than a
frame. What the thread was found at when it was late is told with `--json`.
"""

import json
import subprocess
import sys
from itertools import count
from typing import Any

from tests.benchmarks import session
from tests.benchmarks.office import Plan, furnish
from tests.benchmarks.processes import ROOT
from tests.benchmarks.report import Part, Result
from tests.benchmarks.settings import Settings
from tests.support.server import ServerProcess

FRAME_MS = 16
_CHATS = 50
_SECONDS = 120


async def run(settings: Settings) -> Result:
    """Measure."""
    texts = settings.choose(200_000, 2_000) // _CHATS
    server = settings.server("ours")
    office = furnish(server.database_url, 8, [Plan(range(8), texts)] * _CHATS, devices=settings.rounds)
    server.start()
    server.kill()  # it is known by now where it will be
    environment = session.new_user(settings.folder / "home")
    numbers = count()
    found = []
    with session.display(environment) as shown:
        for token in office.people[0].tokens:
            folder = settings.folder / f"window-{next(numbers)}"
            arguments = [
                str(folder),
                server.url,
                office.people[0].user,
                token,
                str(_CHATS),
                settings.choose("5", "0.2"),
            ]
            found.append(_one(server, shown, arguments))
    busy, idle = [one["busy"] for one in found], [one["idle"] for one in found]
    longest = Part(
        f"longest block while {texts * _CHATS:,} messages come in, against idle",
        "ms",
        [one["longest"][0] for one in busy],
        [one["longest"][0] for one in idle],
        f"+ {FRAME_MS}",
        {"found": busy},
    )
    speed = Part(
        "the time it took, against a second for each 10,000",
        "s",
        [one["seconds"] for one in busy],
        [texts * _CHATS / 10_000] * len(busy),
    )
    return Result("fluid", [longest, speed])


def _one(server: ServerProcess, environment: dict[str, str], arguments: list[str]) -> dict[str, Any]:
    with subprocess.Popen(
        [sys.executable, "-m", "tests.benchmarks.fluid_window", *arguments],
        env=environment,
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as window:
        try:
            assert window.stdout is not None
            assert window.stdout.readline() == "ready\n", window.communicate()[1]
            server.start()
            told, log = window.communicate(timeout=_SECONDS)
            assert told, log
            one: dict[str, Any] = json.loads(told)
            return one
        finally:
            window.kill()
            server.kill()
