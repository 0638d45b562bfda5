"""An encrypted cache with one chat of any length, written in bulk, in which people write as they do: marks, code, quotes, emoji.

What is written depends on how far from the end it stands, so the newest messages of a chat of a thousand are those of a chat of a
million, and to show them costs the same but for what the length costs.
"""

import json
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, islice
from pathlib import Path
from typing import Any

from desktop.core.cache import account as account_rows
from desktop.core.cache.database import Connection, Database
from desktop.core.client import Account
from desktop.core.folder import CACHE_FILE
from desktop.core.values import ChatId
from tests.benchmarks.caches import NOW_MS, insert, new_id, person, text

PEOPLE = 8
BODIES = 4_000
_ROWS_AT_ONCE = 20_000
_SECOND, _MINUTE, _HOUR = 1_000, 60_000, 3_600_000
_GAPS = (20 * _SECOND,) * 6 + (_MINUTE,) * 4 + (4 * _MINUTE,) * 3 + (20 * _MINUTE,) * 2 + (2 * _HOUR,)
"""Some in a row belong to one group; now and then another day begins."""
_EMOJI = ("👍", "🎉", "❤️", "😂", "👀", "🙏", "✅", "🚀")

_SHORT = (
    "ok", "thanks!", "on it", "done 👍", "Let me check.", "looks good to me", "can somebody take this one?", "yes",
    "no, not yet", "brb", "call me when you are back", "it works again", "hm, that is odd", "I will ask them tomorrow",
)  # fmt: skip
_CODE = """```python
def refund(order: Order, *, part: Decimal = Decimal(1)) -> Refund:
    if order.paid_twice:  # the second payment goes back in full
        return Refund(order.id, order.total)
    return Refund(order.id, order.total * part)
```"""
_LOG = """```
2026-11-02 09:14:07 payment 8812 captured
2026-11-02 09:14:08 payment 8813 captured (duplicate)
2026-11-02 09:14:31 refund requested by agent
```"""


@dataclass(frozen=True)
class LongChat:
    """What was made."""

    chat: ChatId
    beside: ChatId
    """A chat of a few messages."""
    members: Sequence[str]


async def fill(account: Account, folder: Path, key: bytes, *, texts: int) -> LongChat:
    """Make the cache of an account with one long chat and a short one; all that is in them has been read."""
    members = [account.user, *(new_id() for _ in range(PEOPLE - 1))]
    made = LongChat(ChatId(new_id()), ChatId(new_id()), members)
    database = await Database.open(folder / CACHE_FILE, key)
    try:
        await database.write(account_rows.claim, account.server, account.user)
        await database.write(_fill, made, texts)
    finally:
        await database.close()
    return made


def _fill(connection: Connection, made: LongChat, texts: int) -> None:
    insert(connection, "person", [person(number, user) for number, user in enumerate(made.members)])
    for chat, length, subject in ((made.chat, texts, "Night shift"), (made.beside, 20, "Lunch")):
        _frame(connection, chat, length, subject, made.members)
        lines = _lines(chat, length, made.members)
        while some := list(islice(lines, _ROWS_AT_ONCE)):
            insert(connection, "message", some)


def _frame(connection: Connection, chat: ChatId, length: int, subject: str, members: Sequence[str]) -> None:
    """Write the chat's row and what belongs to it."""
    last, born = length + 1, NOW_MS - 1_000_000
    row = {
        "id": chat, "revision": 1, "subject": subject, "created_by": members[0], "created_at": born,
        "visible_from_seq": 1,
    }  # fmt: skip
    insert(connection, "chat", [row])
    insert(connection, "sync_state", [{"chat": chat, "held": last, "held_from_seq": 1, "told": last}])
    came = {"added_seq": 1, "added_at": born, "added_by": members[0], "visible_from_seq": 1}
    insert(
        connection,
        "participant",
        [{"chat": chat, "user": user, "place": place, **came} for place, user in enumerate(members)],
    )
    insert(connection, "read_position", [{"chat": chat, "user": user, "seq": last} for user in members])


def _lines(chat: ChatId, length: int, members: Sequence[str]) -> Iterator[dict[str, Any]]:
    """Yield every line of a chat, oldest first."""
    chance = random.Random(5)  # noqa: S311 - the same rows every time
    bodies = _bodies(chance, members)
    dice = [chance.getrandbits(48) for _ in range(length)]
    ages = list(accumulate(_GAPS[die % len(_GAPS)] for die in dice))
    yield _row(chat, 1, members[0], NOW_MS - ages[-1] - _MINUTE, kind="created", body='{"kind":"created"}')
    for seq, die, age in zip(range(2, length + 2), reversed(dice), reversed(ages), strict=True):
        yield _line(chat, seq, die, NOW_MS - age, bodies, members)


def _line(
    chat: ChatId, seq: int, die: int, sent_at: int, bodies: Sequence[tuple[str, str]], members: Sequence[str]
) -> dict[str, Any]:
    body, mentions = bodies[(die >> 4) % len(bodies)]
    author = members[(die >> 16) % len(members)]
    if (die >> 20) % 128 == 0:
        return _row(chat, seq, author, sent_at, kind="deleted", body=f'{{"kind":"deleted","at":{sent_at}}}')
    row = _row(chat, seq, author, sent_at, body=body, mentions=mentions)
    if (die >> 27) % 16 == 0:
        row["reply_to"] = max(2, seq - 1 - (die >> 31) % 30) if seq > 2 else None
    if (die >> 36) % 12 == 0:
        row["reactions"] = _reactions(die >> 40, members)
    if (die >> 42) % 64 == 0:
        row["edited_at"] = sent_at + _MINUTE
    return row


def _row(chat: ChatId, seq: int, author: str, sent_at: int, **fields: object) -> dict[str, Any]:
    return {
        "chat": chat, "seq": seq, "id": new_id(), "revision": seq, "author": author, "sent_at": sent_at, "kind": "text",
        "body": "", "mentions": "", "reply_to": None, "edited_at": None, "reactions": "",
    } | fields  # fmt: skip


def _reactions(die: int, members: Sequence[str]) -> str:
    emoji = _EMOJI[die % len(_EMOJI)], _EMOJI[(die + 3) % len(_EMOJI)]
    return json.dumps(
        [{"emoji": each, "users": members[: 1 + die % 3]} for each in emoji[: 1 + die % 2]],
        ensure_ascii=False,
    )


def _bodies(chance: random.Random, members: Sequence[str]) -> list[tuple[str, str]]:
    """Return texts with whom each mentions, as often as people write so."""
    kinds: list[tuple[int, Callable[[], str]]] = [
        (34, lambda: chance.choice(_SHORT)),
        (30, lambda: text(chance)),
        (8, lambda: f"{text(chance)}\n\n{text(chance)} {text(chance)}\n{chance.choice(_SHORT)}"),
        (5, lambda: f"The **{chance.choice(_SHORT)}** is _not_ what ~~we~~ they {text(chance)}"),
        (4, lambda: f"see `order_{chance.randrange(10**6)}` and `refund(part=0.5)`: {text(chance)}"),
        (3, lambda: f"https://desk.example.com/tickets/{chance.randrange(10**6)} {chance.choice(_SHORT)}"),
        (3, lambda: "".join(chance.choices(_EMOJI, k=chance.randint(1, 3)))),
        (2, lambda: chance.choice((_CODE, _LOG))),
        (2, lambda: f"> {text(chance)}\n\n{chance.choice(_SHORT)}"),
        (2, lambda: "\n".join(f"- {text(chance)[:50]}" for _ in range(chance.randint(2, 5)))),
        (1, lambda: "שלום, ההזמנה נשלחה שוב היום"),
        (1, lambda: "Grüße aus Köln – die Rückzahlung für Straße 7 ist geprüft ✅"),
    ]
    weights = [weight for weight, _ in kinds]
    made = [(chance.choices(kinds, weights)[0][1](), "") for _ in range(BODIES)]
    for number in range(0, BODIES, 25):
        user = members[1 + number % (len(members) - 1)]
        made[number] = (f"@Person {members.index(user)} {chance.choice(_SHORT)}", json.dumps([user]))
    return made
