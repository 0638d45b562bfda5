"""What the user wrote that has not reached the server: what a sign-out, or a session that keeps nothing, would lose."""

from desktop.core.cache.database import Connection
from desktop.core.values import ChatId, Unsent

# How far somebody has read and what they set for themselves is nothing that they wrote.
_COMMANDS = """
SELECT SUM(kind = 'send_message') AS messages, SUM(kind <> 'send_message') AS changes,
       SUM(held = 'asks' AND refusal = '') AS asking
FROM command WHERE kind NOT IN ('mark_read', 'set_preferences')
"""
_DRAFTS = "SELECT COUNT(*) AS n FROM (SELECT chat FROM draft UNION SELECT chat FROM draft_file)"
_ASKING = "SELECT chat FROM command WHERE held = 'asks' AND refusal = '' GROUP BY chat ORDER BY MIN(number)"


def unsent(connection: Connection) -> Unsent:
    """Count it, whatever keeps it from going: the connection, a refusal, or a question to the user."""
    row = connection.execute(_COMMANDS).fetchone()
    return Unsent(
        messages=row["messages"] or 0,
        changes=row["changes"] or 0,
        drafts=int(connection.execute(_DRAFTS).fetchone()["n"]),
        asking=row["asking"] or 0,
        asks_in=tuple(ChatId(found["chat"]) for found in connection.execute(_ASKING)),
    )
