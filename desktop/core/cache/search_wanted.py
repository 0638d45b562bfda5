"""A search as the index and the memory answer it: filters that name chats and people are ids by now, and days are times."""

from datetime import date, datetime, time, timedelta

from msgspec import Struct

from desktop.core import matching
from desktop.core.cache import indexing
from desktop.core.values import ChatId, Milliseconds, UserId

_FACETS = {"file": indexing.facet("file"), "picture": indexing.facet("picture")}
_SECOND = 1000


class Wanted(Struct, frozen=True, kw_only=True):
    """Which messages are wanted: all that hold every needle and that no filter keeps out."""

    needles: tuple[str, ...]
    is_narrowed: bool = False
    """Whether any filter was given."""
    chats: frozenset[ChatId] | None = None
    """In one of these; None for any."""
    authors: frozenset[UserId] | None = None
    """By one of these; None for anybody."""
    files: tuple[str, ...] = ()
    """Facets of what is attached, all of them."""
    since: Milliseconds | None = None
    """Sent then or later."""
    until: Milliseconds | None = None
    """Sent before."""

    @property
    def is_nothing(self) -> bool:
        """Whether nothing can be found: nothing is asked for, or a filter names nobody, or no chat."""
        nothing = not (self.needles or self.is_narrowed)
        return nothing or self.chats == frozenset() or self.authors == frozenset()

    def holds(self, normal: str, files: str, *, chat: ChatId, author: UserId, sent_at: Milliseconds) -> bool:
        """Whether a message is wanted."""
        return matching.holds(normal, self.needles) and self.lets_through(
            files, chat=chat, author=author, sent_at=sent_at
        )

    def lets_through(self, files: str, *, chat: ChatId, author: UserId, sent_at: Milliseconds) -> bool:
        """Whether no filter keeps a message out, whatever its words."""
        return (
            (self.chats is None or chat in self.chats)
            and (self.authors is None or author in self.authors)
            and (self.since is None or sent_at >= self.since)
            and (self.until is None or sent_at < self.until)
            and all(facet in files for facet in self.files)
        )


def facets(has: tuple[str, ...]) -> tuple[str, ...]:
    """Return what stands in the index for what is attached."""
    return tuple(_FACETS[each] for each in dict.fromkeys(has))


def begin_of(day: date) -> Milliseconds:
    """Return when a day begins, where this computer is."""
    return round(datetime.combine(day, time()).astimezone().timestamp()) * _SECOND


def end_of(day: date) -> Milliseconds:
    """Return when a day is over, where this computer is."""
    return begin_of(day + timedelta(days=1))
