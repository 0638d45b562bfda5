"""timeline: opening a chat and scrolling it by wheel, with a thousand messages and with a million.

Real encrypted caches, and the whole window as a user has it, on a display of its own; people write in the chat as they do (`long_chat`).
A *first paint* is the time from choosing the chat until its messages are painted; a *frame* that from a click of the wheel until what it
moved is painted (`frames`), while the program fetches further pages. The floor of both is our own with a thousand messages. The floor of a
frame is, in the same process, a frame of a bare QListView with plain texts, of the same size and with as many rows in sight.
An *hour's worth* of scrolling is 6,000 clicks in one direction, over ever new pages: one every 0.6 seconds, for an hour. Memory is
what is resident, libraries and the cache's pages included, as others are measured.
"""

import secrets
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from tests.benchmarks import long_chat, session
from tests.benchmarks.long_chat import LongChat
from tests.benchmarks.report import Part, Result
from tests.benchmarks.settings import Settings, in_turns
from tests.benchmarks.whole_window import Kept, measured

_KIB = 1024


@dataclass(frozen=True)
class Side:
    """A cache, and how much is done with it."""

    kept: Kept
    made: LongChat
    numbers: tuple[int, int, int]
    """How often the chat is opened, how many frames are timed, and how many come after that."""


async def run(settings: Settings) -> Result:
    """Measure."""
    texts = settings.choose((1_000_000, 1_000), (2_000, 300))
    openings, timed, hour = settings.choose((8, 400, 6_000), (2, 20, 40))
    big = await _side(settings, texts[0], (openings, timed, hour - timed))
    small = await _side(settings, texts[1], (openings, timed, 0))
    with session.display(session.new_user(settings.folder / "home")) as shown:
        ours, floor = await in_turns(
            settings.rounds, partial(_one, shown, big), partial(_one, shown, small), warm_up=False
        )
    words = f"with {texts[0]:,} messages"
    against = f"{words}, against {texts[1]:,}"
    return Result(
        "timeline",
        [
            Part(f"p95 of a frame {against}", "ms", *_both(ours, floor, "frames"), "<= 1.2", _more(ours)),
            Part(f"first paint {against}", "ms", _openings(ours), _openings(floor), "<= 1.2"),
            Part(
                f"p95 of a frame {words}, against plain texts in a QListView",
                "ms",
                _of(ours, "frames"),
                _of(ours, "plain"),
                "<= 3",
            ),
            Part(
                f"memory after an hour's scrolling {words}, against after opening",
                "MiB",
                [one["scrolled"] / _KIB for one in ours],
                [one["opened"] / _KIB for one in ours],
                "<= 1.1",
            ),
            Part(
                "p95 of painting all that is in sight, against plain texts",
                "ms",
                _of(ours, "whole"),
                _of(ours, "plain_whole"),
            ),
        ],
    )


async def _side(settings: Settings, texts: int, numbers: tuple[int, int, int]) -> Side:
    kept = Kept.fresh(settings.folder / f"cache-{texts}", secrets.token_bytes(32))
    made = await long_chat.fill(kept.account, kept.folder, kept.key, texts=texts)
    return Side(kept, made, numbers)


async def _one(environment: Mapping[str, str], side: Side) -> dict[str, Any]:
    """Run the program once."""
    arguments = [side.made.chat, side.made.beside, *map(str, side.numbers)]
    return measured("timeline_window", side.kept, arguments, environment)


def _of(rounds: Sequence[Mapping[str, Any]], what: str) -> list[float]:
    return [one[what]["p95"] for one in rounds]


def _both(
    ours: Sequence[Mapping[str, Any]], floor: Sequence[Mapping[str, Any]], what: str
) -> tuple[list[float], list[float]]:
    return _of(ours, what), _of(floor, what)


def _openings(rounds: Sequence[Mapping[str, Any]]) -> list[float]:
    return [statistics.median(one["openings"]) for one in rounds]


def _more(rounds: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    return {
        "frames": [one["frames"] for one in rounds],
        "rows_in_sight": [one["rows"] for one in rounds],
        "first_opening": [round(one["openings"][0], 1) for one in rounds],
    }
