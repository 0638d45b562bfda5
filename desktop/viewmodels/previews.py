"""What was last said or done in a chat, on one line.

Whatever people wrote stands in it isolated: a text from right to left keeps its order behind "Bruno: ", and the name its place.
"""

import re
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
from desktop.viewmodels import markup, names
from desktop.viewmodels.attached_words import attached_named, files_counted
from desktop.viewmodels.cleaning import clean_name
from desktop.viewmodels.isolates import isolated


def preview(summary: ChatSummary, me: UserId) -> str:
    """Return the last message with its author, or the last thing that was done; empty for a chat without either."""
    if summary.last is None:
        return ""
    row = summary.last
    who = _called(row.author, row.author_name, me)
    if isinstance(row.body, Text):
        said = markup.plain(row.body.text) or attached_named(row.body.attachments)
        return _filled(_tr("%1: %2"), who, isolated(said))
    if isinstance(row.body, Deleted):
        return _filled(_tr("%1: %2"), who, _tr("Message deleted"))
    return _done(row, summary.others, me)


def draft_words(summary: ChatSummary) -> str:
    """Return what is written and not sent, on one line, or what is attached to it; empty for neither."""
    return " ".join(summary.draft.split()) or files_counted(summary.draft_files)


def _done(row: TimelineRow, others: Sequence[Person], me: UserId) -> str:
    who = _called(row.author, row.author_name, me)
    words = _done_by_me(row) if row.author == me else _done_by_another(row)
    match row.body:
        case Created() | Renamed(subject="") | Unknown():
            return _filled(words, who)
        case Renamed(subject=subject):
            return _filled(words, who, isolated(clean_name(subject)))
        case Added(users=users):
            known = {person.id: isolated(names.first_name(names.shown_name(person))) for person in others}
            known[me] = _tr("you")
            added = names.listed([known.get(user) or _tr("somebody") for user in users])
            return _filled(words, who, added)
        case _:
            return ""


def _done_by_another(row: TimelineRow) -> str:
    match row.body:
        case Created():
            return _tr("%1 started this chat")
        case Renamed(subject=""):
            return _tr("%1 removed the subject")
        case Renamed():
            return _tr("%1 changed the subject to %2")
        case Added():
            return _tr("%1 added %2")
        case _:
            return _tr("%1 sent something that this version cannot show. Update Internal Chat to see it.")


def _done_by_me(row: TimelineRow) -> str:
    """Return the sentence whose %1 is "You", after which many languages need another verb."""
    match row.body:
        case Created():
            return _own("%1 started this chat")
        case Renamed(subject=""):
            return _own("%1 removed the subject")
        case Renamed():
            return _own("%1 changed the subject to %2")
        case Added():
            return _own("%1 added %2")
        case _:
            return _own("%1 sent something that this version cannot show. Update Internal Chat to see it.")


def _called(author: UserId, name: str, me: UserId) -> str:
    if author == me:
        return _tr("You")
    called = names.first_name(name)
    return isolated(called) if called else _tr("Somebody")


def _filled(words: str, *values: str) -> str:
    """Put values where %1 and %2 stand, once: what a value holds is not looked at."""
    return re.sub("%([1-9])", lambda place: values[int(place[1]) - 1], words)


def _tr(text: str) -> str:
    return QCoreApplication.translate("previews", text)


def _own(text: str) -> str:
    return QCoreApplication.translate("previews", text, "%1 is You")
