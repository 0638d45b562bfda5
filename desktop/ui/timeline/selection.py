"""What is selected in the timeline: from a place in one row's text to a place in another's, and its copy as text."""

from dataclasses import dataclass

from desktop.ui.timeline.column import Column
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.markup import stretch
from desktop.viewmodels.message_text import code_point_offset, utf16_length, utf16_slice
from desktop.viewmodels.timeline_entry import Entry, EntryKind

_TOLD = {EntryKind.MESSAGE, EntryKind.SYSTEM}
"""What is copied of several rows: the lines between messages say nothing that the times do not."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a row's text."""

    key: str
    offset: int
    """In UTF-16 units."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Where selecting began and where it has come to, in either order."""

    anchor: Place
    head: Place

    def parts(self, column: Column) -> dict[str, tuple[int, int]]:
        """Return the selected stretch of each row that has one; rows that are no longer held have none."""
        if self.anchor.key not in column.indexes or self.head.key not in column.indexes:
            return {}
        ends = [(column.indexes[place.key], place.offset) for place in (self.anchor, self.head)]
        (first, start), (last, end) = min(ends), max(ends)
        found = {}
        for index in range(first, last + 1):
            entry = column.entries[index]
            length = _shown_length(entry)
            begin = start if index == first else 0
            stop = end if index == last else length
            if begin < stop and (first == last or entry.kind in _TOLD):
                found[entry.key] = (begin, stop)
            elif not length and entry.places and first != last:  # nothing but files, which are named
                found[entry.key] = (0, 0)
        return found

    def text(self, column: Column) -> str:
        """Return what is copied: a stretch of one message as it is; of several, each with its author and time."""
        parts = self.parts(column)
        entries = [column.entries[column.indexes[key]] for key in parts]
        if len(entries) <= 1:
            return "".join(_copied(entry, parts[entry.key]) for entry in entries)
        return "\n\n".join(
            "\n".join(
                (
                    f"{entry.author_name}, {entry.moment}",
                    *_lines(_copied(entry, parts[entry.key])),
                    *_files(entry, parts[entry.key]),
                )
            )
            if entry.kind is EntryKind.MESSAGE
            else _copied(entry, parts[entry.key])
            for entry in entries
        )

    def of_one(self, column: Column) -> tuple[str, int | None]:
        """Return what is selected of one message, and its place in the chat; nothing for more than one."""
        if self.anchor.key != self.head.key:
            return "", None
        index = column.indexes.get(self.anchor.key)
        return self.text(column), None if index is None else column.entries[index].seq

    def ends(self, column: Column) -> dict[str, str]:
        """Return the texts in which it begins and ends, as far as they are held."""
        held = column.indexes
        return {
            key: column.entries[held[key]].text for key in (self.anchor.key, self.head.key) if key in held
        }


def everything(column: Column) -> Selection | None:
    """Return the selection of all rows held."""
    if not column.entries:
        return None
    last = column.entries[-1]
    return Selection(Place(column.entries[0].key, 0), Place(last.key, _shown_length(last)))


def rows_between(column: Column, first: int | None, last: int | None) -> Selection | None:
    """Return the selection of whole rows from one to another, in either order."""
    if first is None or last is None:
        return None
    begin, end = column.entries[first], column.entries[last]
    if first <= last:
        return Selection(Place(begin.key, 0), Place(end.key, _shown_length(end)))
    return Selection(Place(begin.key, _shown_length(begin)), Place(end.key, 0))


def _copied(entry: Entry, part: tuple[int, int]) -> str:
    """Return a stretch of a text as it is copied: without what only holds its order together."""
    if entry.kind is EntryKind.MESSAGE:
        start, end = (code_point_offset(entry.text, offset) for offset in part)
        return stretch(entry.text, entry.blocks, start, end)
    return without_isolates(utf16_slice(entry.line, *part))


def _lines(text: str) -> tuple[str, ...]:
    return (text,) if text else ()


def _files(entry: Entry, part: tuple[int, int]) -> tuple[str, ...]:
    """Return the names of what stands under a text, if that is selected to its end."""
    return tuple(f"[{place.name}]" for place in entry.places) if part[1] == _shown_length(entry) else ()


def _shown_length(entry: Entry) -> int:
    return utf16_length(entry.line)
