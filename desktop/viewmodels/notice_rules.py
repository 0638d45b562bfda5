"""Whether the user wants to be told of something in a chat: pure rules over the chat, the message and what was chosen.

A chat that is muted calls by mentions alone. What was chosen for one chat goes before what was chosen for all; that nothing is
wanted, of one chat or of all, holds for mentions too. Being added to a chat is told of unless nothing is wanted, or it is muted.
"""

from desktop.core.values import ChatSummary, Milliseconds
from desktop.viewmodels.choices import Choices
from desktop.viewmodels.notification_log import Outcome


def why_no_message(
    chat: ChatSummary, choices: Choices, now: Milliseconds, *, mentions_me: bool
) -> Outcome | None:
    """Return why the user is not told of a message; None if they are."""
    unwanted = _nothing(chat, choices)
    if unwanted is not None:
        return unwanted
    level = chat.notify or choices.notify_about
    if level == "added":
        return Outcome.ONLY_ADDED
    if mentions_me:
        return None
    if chat.muted_until > now:
        return Outcome.MUTED
    if level == "mentions" and len(chat.others) != 1:
        return Outcome.ONLY_MENTIONS_HERE if chat.notify else Outcome.ONLY_MENTIONS
    return None


def why_not_added(chat: ChatSummary, choices: Choices, now: Milliseconds) -> Outcome | None:
    """Return why the user is not told that they were added to a chat; None if they are."""
    unwanted = _nothing(chat, choices)
    if unwanted is not None:
        return unwanted
    return Outcome.MUTED if chat.muted_until > now else None


def _nothing(chat: ChatSummary, choices: Choices) -> Outcome | None:
    if chat.notify == "nothing":
        return Outcome.NOTHING_HERE
    return Outcome.NOTHING if not chat.notify and choices.notify_about == "nothing" else None
