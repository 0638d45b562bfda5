"""What was last said or done in a chat, on one line, and what of it a search finds."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop.core.values import (
    Added,
    ChatSummary,
    Created,
    Deleted,
    Person,
    Renamed,
    Text,
    TimelineRow,
    Unknown,
    UserId,
)
from desktop.viewmodels.names import first_name, listed

LONGEST = 200
"""Characters of a message that a row could possibly show."""


def preview(summary: ChatSummary, me: UserId) -> str:
    """Return the last message with its author, or the last thing that was done; empty for a chat without either."""
    if summary.last is None:
        return ""
    row = summary.last
    if isinstance(row.body, Text):
        said = " ".join(row.body.text[:LONGEST].split())
        return f"{_called(row.author, row.author_name, me)}: {said}"
    if isinstance(row.body, Deleted):
        return f"{_called(row.author, row.author_name, me)}: {_tr('Message deleted')}"
    return _done(row, summary.others, me)


def last_words(summary: ChatSummary) -> str:
    """Return the text of the last message, as a search sees it; empty when nobody wrote it."""
    body = None if summary.last is None else summary.last.body
    return body.text if isinstance(body, Text) else ""


def _done(row: TimelineRow, others: Sequence[Person], me: UserId) -> str:
    who = _called(row.author, row.author_name, me)
    match row.body:
        case Created():
            return _tr("{who} started this chat").format(who=who)
        case Renamed(subject=""):
            return _tr("{who} removed the subject").format(who=who)
        case Renamed(subject=subject):
            return _tr("{who} changed the subject to {subject}").format(who=who, subject=subject)
        case Added(users=users):
            names = {person.id: first_name(person.name) for person in others} | {me: _tr("you")}
            added = listed([names.get(user) or _tr("somebody") for user in users])
            return _tr("{who} added {added}").format(who=who, added=added)
        case Unknown():
            return _tr(
                "{who} sent something that this version cannot show. Update Internal Chat to see it."
            ).format(who=who)
        case _:
            return ""


def _called(author: UserId, name: str, me: UserId) -> str:
    return _tr("You") if author == me else first_name(name) or _tr("Somebody")


def _tr(text: str) -> str:
    return QCoreApplication.translate("previews", text)
