"""A row of the quick switcher, as it is shown and as it is said."""

from enum import StrEnum

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, Qt

from desktop.core.values import ChatId, Presence, UserId
from desktop.viewmodels import presence
from desktop.viewmodels.isolates import without_isolates

Spans = tuple[tuple[int, int], ...]


class Kind(StrEnum):
    """What a row of the switcher is."""

    HEADING = "heading"
    CHAT = "chat"
    PERSON = "person"
    NOTHING = "nothing"
    """Says that nothing was found."""
    SEARCH = "search"
    """Looks for what is typed in messages."""
    START = "start"
    """Starts a chat."""


_TO_READ = frozenset({Kind.HEADING, Kind.NOTHING})
"""Rows that do nothing, and are never the current one."""


class Row(Struct, frozen=True):
    """A row as it is shown."""

    kind: Kind
    title: str
    id: str = ""
    """Of the chat or person."""
    detail: str = ""
    """What stands beside the title: who is in the chat, what it was called, what a person does."""
    marked: Spans = ()
    """What of the title was typed, in code points."""
    detail_marked: Spans = ()
    people: tuple[tuple[UserId, str], ...] = ()
    """Id and name of those whose avatars stand there."""
    presence: Presence | None = None
    unread: int = 0
    muted: bool = False
    apart: bool = False
    """A line stands between it and the rows above."""
    opens: ChatId | None = None
    """The chat that Enter opens; None for a person with whom there is none yet."""
    starts: tuple[UserId, ...] = ()
    """With whom Ctrl and Enter start a chat."""

    @property
    def can_be_current(self) -> bool:
        """Whether it does anything."""
        return self.kind not in _TO_READ


def said_of(row: Row, role: int) -> object:
    """Return what the list of rows says of one in a role."""
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return without_isolates(row.title)
        case Qt.ItemDataRole.AccessibleTextRole:
            return spoken(row)
        case _:
            return None


def spoken(row: Row) -> str:
    """Return a row in words, for who listens instead of looking."""
    unread = QCoreApplication.translate("Switcher", "%Ln unread", "", row.unread) if row.unread else ""
    parts = (row.title, unread, row.detail, presence.spoken(row.presence))
    return without_isolates(", ".join(part for part in parts if part))
