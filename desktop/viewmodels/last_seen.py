"""The chat list as it was last seen, as text to be kept and back: see `desktop.core.cache.glance`.

Only as many rows are kept as a large screen shows. The times are said anew, as today may be another day.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, replace
from typing import Any

from desktop.viewmodels import times
from desktop.viewmodels.chat_line import ChatLine, Ticks

MOST_ROWS = 40


def as_text(lines: Iterable[ChatLine]) -> str:
    """Return rows as they are kept: a JSON list of objects, each with the fields of a `ChatLine`."""
    import json  # here, as who only shows what was kept does not need it

    # Who is there now is not who will be.
    return json.dumps([asdict(replace(line, presence="")) for line in lines])


def as_lines(rows: Iterable[Mapping[str, Any]], now: int) -> tuple[ChatLine, ...]:
    """Return the rows that were kept, none where another version of this program wrote them."""
    try:
        return tuple(_line(row, now) for row in rows)
    except (ValueError, TypeError, KeyError):
        return ()


def _line(row: Mapping[str, Any], now: int) -> ChatLine:
    people = tuple((user, name) for user, name in row["people"])
    time = times.list_time(row["activity_at"], now)
    return ChatLine(**{**row, "people": people, "time": time, "ticks": Ticks(row.get("ticks", ""))})
