"""chat_list: a new message in the 4,000th of 5,000 chats, until the list that shows it at its top is painted.

Real encrypted caches, and the whole window as a user has it, on a display of its own. What is timed begins with the push that the
server sends, and ends when the list has been painted: the message is stored, told, its chat read again and moved, and the rows in sight
are painted. The floor is our own with 50 chats, and a message in the 40th. Beside it: a letter typed into the search field, and everything
but what is unread taken away, until what is left is painted.
"""

import secrets
import statistics
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.benchmarks import caches, session
from tests.benchmarks.report import Part, Result
from tests.benchmarks.settings import Settings, in_turns
from tests.benchmarks.whole_window import Kept, measured

_MESSAGES_A_CHAT = 20


@dataclass(frozen=True)
class Side:
    """A cache, and how often something is done with it."""

    kept: Kept
    times: int


async def run(settings: Settings) -> Result:
    """Measure."""
    many, few = settings.choose((5_000, 50), (60, 30))
    times = settings.choose(25, 3)
    big, small = await _side(settings, many, times), await _side(settings, few, times)
    with session.display(session.new_user(settings.folder / "home")) as shown:
        ours, floor = await in_turns(
            settings.rounds, partial(_one, shown, big), partial(_one, shown, small), warm_up=False
        )
    against = f"with {many:,} chats, against {few:,}"
    return Result(
        "chat_list",
        [
            _part(f"a new message far down {against}", ours, floor, "message", "<= 2"),
            _part(f"a letter typed into the search {against}", ours, floor, "search"),
            _part(f"only what is unread {against}", ours, floor, "unread"),
        ],
    )


def _part(
    name: str, ours: list[dict[str, Any]], floor: list[dict[str, Any]], what: str, goal: str = ""
) -> Part:
    medians = ([statistics.median(one[what]) for one in rounds] for rounds in (ours, floor))
    worst = {"worst": [max(one[what]) for one in ours]}
    return Part(name, "ms", *medians, goal, worst)


async def _side(settings: Settings, chats: int, times: int) -> Side:
    kept = Kept.fresh(settings.folder / f"cache-{chats}", secrets.token_bytes(32))
    await caches.fill(kept.account, kept.folder, kept.key, chats=chats, messages=chats * _MESSAGES_A_CHAT)
    return Side(kept, times)


async def _one(environment: Mapping[str, str], side: Side) -> dict[str, Any]:
    """Run the program once."""
    return measured("chat_list_window", side.kept, [str(side.times)], environment)
