"""The chat list as it was last seen, as text to be kept and back: see `desktop.core.cache.glance`.

Only as many rows are kept as a large screen shows. The times are said anew, as today may be another day.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, replace

from desktop.viewmodels import times
from desktop.viewmodels.chat_line import ChatLine

MOST_ROWS = 40


def as_text(lines: Iterable[ChatLine]) -> str:
    """Return rows as they are kept."""
    return json.dumps([asdict(replace(line, found_by="")) for line in lines])


def as_lines(text: str, now: int) -> tuple[ChatLine, ...]:
    """Return the rows that were kept, none where another version of this program wrote them."""
    try:
        return tuple(_line(row, now) for row in json.loads(text))
    except (ValueError, TypeError, KeyError):
        return ()


def _line(row: "dict[str, object]", now: int) -> ChatLine:
    values: dict[str, object] = {**row, "people": tuple((user, name) for user, name in row["people"])}  # type: ignore[attr-defined]
    line = ChatLine(**values)  # type: ignore[arg-type]
    return replace(line, time=times.list_time(line.activity_at, now))
