"""The chats of exactly some people: so that whoever is about to start another one hears of them."""

import json
from collections.abc import Iterable

from desktop.core.cache import commands, summaries
from desktop.core.cache.database import Connection
from desktop.core.cache.projection import others_of
from desktop.core.values import ChatId, ChatSummary, UserId

# The chats of any one of them are few; of these, those that have so many participants, all of them wanted.
_CONFIRMED = """
SELECT p.chat FROM participant AS p
WHERE p.chat IN (SELECT q.chat FROM participant AS q WHERE q.user = :one)
GROUP BY p.chat
HAVING COUNT(*) = :count AND SUM(p.user IN (SELECT value FROM json_each(:users))) = :count
"""


def listed(connection: Connection, me: UserId, people: Iterable[UserId]) -> tuple[ChatSummary, ...]:
    """Return the chats of the user and these people, and of nobody else, newest activity first."""
    others = frozenset(people) - {me}
    if not others:
        return ()
    found = _confirmed(connection, me, others) | _started(connection, me, others)
    return summaries.listed(connection, me, found) if found else ()


def _confirmed(connection: Connection, me: UserId, others: frozenset[UserId]) -> frozenset[ChatId]:
    users = sorted((me, *others))
    values = {"one": min(others), "users": json.dumps(users), "count": len(users)}
    return frozenset(row["chat"] for row in connection.execute(_CONFIRMED, values))


def _started(connection: Connection, me: UserId, others: frozenset[UserId]) -> frozenset[ChatId]:
    """Return those that the server does not know yet; what it has refused to start is none."""
    return frozenset(
        frame.chat for frame in commands.starting(connection) if set(others_of(frame, me)) == others
    )
