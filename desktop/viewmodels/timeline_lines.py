"""System lines of the timeline in sentences, with the names in them marked."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop.core.values import Added, Created, Renamed, TimelineRow, Unknown, UserId
from desktop.viewmodels import times
from desktop.viewmodels.cleaning import RIGHT_TO_LEFT, clean_name
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.names import first_name, listed
from desktop.viewmodels.timeline_entry import Entry, EntryKind, Reader


def system_line(row: TimelineRow, reader: Reader) -> Entry:
    """Return the entry of a line that says what was done."""
    who = _called(row.author, reader, row.author_name, first=True)
    values: tuple[str, ...] = (who,)
    match row.body:
        case Created():
            icon = "message-square-lock"
        case Renamed(subject=subject):
            icon, values = "pencil", (who, _apart(clean_name(subject)))
        case Added(users=users):
            icon, values = "user-plus", (who, listed([_called(user, reader, "") for user in users]))
        case Unknown():
            icon = "info"
        case _:
            raise AssertionError(row.body)
    template = _done_by_me(row) if row.author == reader.me else _done_by_another(row)
    text, strong = _filled(template, values)
    return Entry(
        key=row.id,
        kind=EntryKind.SYSTEM,
        text=text,
        strong=strong,
        icon=icon,
        message=row.id,
        seq=row.seq,
        author=row.author,
        author_name=row.author_name,
        time=times.minute_time(row.sent_at),
        sent_at=row.sent_at,
        delivery=row.delivery if row.author == reader.me else None,
        command=row.command,
    )


def _done_by_another(row: TimelineRow) -> str:
    match row.body:
        case Created():
            return _tr("%1 started this chat")
        case Renamed(subject=subject) if clean_name(subject):
            return _tr("%1 changed the subject to %2")
        case Renamed():
            return _tr("%1 removed the subject")
        case Added(with_history=True):
            return _tr("%1 added %2 with earlier history")
        case Added():
            return _tr("%1 added %2 without earlier history")
        case _:
            return _tr("%1 sent something that this version cannot show. Update Internal Chat to see it.")


def _done_by_me(row: TimelineRow) -> str:
    """Return the sentence whose %1 is "You", after which many languages need another verb."""
    match row.body:
        case Created():
            return _own("%1 started this chat")
        case Renamed(subject=subject) if clean_name(subject):
            return _own("%1 changed the subject to %2")
        case Renamed():
            return _own("%1 removed the subject")
        case Added(with_history=True):
            return _own("%1 added %2 with earlier history")
        case Added():
            return _own("%1 added %2 without earlier history")
        case _:
            return _own("%1 sent something that this version cannot show. Update Internal Chat to see it.")


def _called(user: UserId, reader: Reader, otherwise: str, *, first: bool = False) -> str:
    if user == reader.me:
        return _tr("You") if first else _tr("you")
    return _apart(first_name(reader.names.get(user, otherwise)) or _tr("Somebody"))


def _apart(name: str) -> str:
    """Return a name so that it turns nothing round that stands beside it."""
    return isolated(name) if RIGHT_TO_LEFT.search(name) else name


def _filled(template: str, values: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Put the values into a sentence; return it and where they stand in it."""
    text = ""
    strong = []
    rest = template
    while "%" in rest:
        before, _, rest = rest.partition("%")
        value = values[int(rest[0]) - 1]
        rest = rest[1:]
        text += before
        strong.append((len(text), len(text) + len(value)))
        text += value
    return text + rest, tuple(strong)


def _tr(text: str) -> str:
    return QCoreApplication.translate("timeline", text)


def _own(text: str) -> str:
    return QCoreApplication.translate("timeline", text, "%1 is You")
