"""The bar "Find in this chat": what is looked for in the open chat, what was found, and at which of it one is.

Whoever types goes to the match that is nearest above the place where they began, as one looks back in time; from there on from
match to match, round the ends. With each letter it is looked for anew, and what came too late is dropped. While the bar is open
it follows what happens in the chat: how many there are stays true, and the message that one has come to stays the same one, as
long as it is found. By that alone the messages never move.

A message that is opened from the results for all chats shows the bar with the same words: `begin`.
"""

import asyncio
from datetime import date

from msgspec.structs import replace
from PySide6.QtCore import QCoreApplication, QLocale, QObject, QTimer, Signal

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.search_query import SearchQuery, parse
from desktop.core.values import ChatId, MessageId, Sequence
from desktop.viewmodels import markup, times
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.following import Following
from desktop.viewmodels.matches import AT_THE_END, NONE, Hits, Matches
from desktop.viewmodels.opening import Opening
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.timeline import TimelineModel
from desktop.viewmodels.timeline_entries import still_missing

GATHER_MS = 150
"""How long changes of the chat are gathered before it is looked through anew."""
SPOKEN_MS = 600
"""So long after the last letter it is said what was found: who types is not spoken to with each."""
MANY = 2_000
"""Of more messages it is not worked out on the loop's thread where they stand."""


class FindModel(QObject):
    """Looks for words in the open chat.

    Signals:
        opened(bool): the bar is wanted; with True whoever wants it is to write in it.
        closed(): it is not wanted any more.
        changed(): what was found, or where one is, is different.
        spoken(str): what somebody who does not see it is told.
    """

    opened = Signal(bool)
    closed = Signal()
    changed = Signal()
    spoken = Signal(str)

    def __init__(
        self,
        client: Client,
        background: Background,
        clock: Clock,
        timeline: TimelineModel,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._clock = clock
        self._timeline = timeline
        self._open = False
        self._by_results = False
        self._text = ""
        self._query = SearchQuery()
        self._chat: ChatId | None = None
        self._hits = Hits()
        self._current: int | None = None
        self._origin: Sequence | None = None
        """Where looking began: a match is gone to that is not after it."""
        self._wanted: MessageId | None = None
        """The message at which one is already, once it is known what there is."""
        self._anchor: Sequence | None = None
        """Where the match stood that one had come to, and that is not found any more."""
        self._goes = False
        """Whether what is found is gone to."""
        self._found = False
        """Whether it is known what there is."""
        self._number = 0
        self._busy = False
        self._prepared = True
        self._gathering = QTimer(self, singleShot=True, interval=GATHER_MS)
        self._gathering.timeout.connect(self._look_again)
        self._stale = False
        self._speaking = QTimer(self, singleShot=True, interval=SPOKEN_MS)
        self._speaking.timeout.connect(self._speak)
        self._speaks = False
        timeline.opened.connect(self._on_opened)
        timeline.placed.connect(self._on_placed)
        timeline.details_changed.connect(self._on_details)
        timeline.moved.connect(self._forget_origin)
        self._following = Following(self, client.feed, self._on_changes)

    # What the bar shows.

    @property
    def is_open(self) -> bool:
        """Whether the bar is wanted."""
        return self._open

    @property
    def is_by_results(self) -> bool:
        """Whether the bar is there because of what was searched for in all chats."""
        return self._by_results

    @property
    def text(self) -> str:
        """What was typed last, also while the bar is closed."""
        return self._text

    @property
    def total(self) -> int:
        """How many messages were found."""
        return len(self._hits)

    @property
    def position(self) -> int:
        """At which of them one is, counted from 1, oldest first; 0 for none."""
        return 0 if self._current is None else self._current + 1

    @property
    def words(self) -> str:
        """Where one is among how many, in words; nothing while nothing is looked for, or it is not known yet."""
        if not self._found:
            return ""
        return self._whole(self.position) if self._hits else _tr("No results")

    @property
    def brief(self) -> str:
        """The same with fewer words, where there is little room."""
        if not self._hits:
            return self.words
        number = QLocale().toString
        if not self.position:
            return number(self.total)
        return filled(_tr("%1 of %2"), number(self.position), number(self.total))

    @property
    def widest(self) -> str:
        """The longest of what may be said as one goes from match to match."""
        return self._whole(self.total) if self._hits else ""

    def _whole(self, position: int) -> str:
        if not position:
            return _tr("%Ln in this chat", self.total)
        number = QLocale().toString
        return filled(_tr("%1 of %2 in this chat"), number(position), number(self.total))

    @property
    def note(self) -> str:
        """Why there may be more than was found; empty if there is no reason."""
        if not self._found:
            return ""
        details = self._timeline.details
        if not self._prepared:
            return _tr("Search is still being prepared, so some messages are not found yet")
        if details is not None and details.coming:
            return still_missing(details.coming, online=self._timeline.online)
        return ""

    # What the user does.

    def open(self, text: str = "", *, near: Sequence | None = None) -> None:
        """Show the bar to whoever wants to write in it, with some words or those of before; `near` is where they are."""
        if self._timeline.chat is None:
            return
        other = bool(text.strip()) and text != self._text
        if not self._open or other:
            self._show(near)
            self._look(text if other else self._text, goes=other)
        self._by_results = False
        self.opened.emit(True)  # noqa: FBT003 - a signal's

    def begin(self, text: str, *, at: MessageId | None = None) -> None:
        """Show the bar with what was searched for in all chats, at a message that was opened; the keyboard stays where it is.

        Filters mean the search in all chats, and are left out; where nothing but filters was asked for there is no bar.
        """
        words = parse(text, today=self._today()).words
        if self._timeline.chat is None or not words:
            if self._by_results:
                self.close()
            return
        text = " ".join(f'"{word}"' if " " in word else word for word in words)
        if self._found and self._chat == self._timeline.chat and text == self._text:
            self._wanted = at
            self._take(self._hits, typed=False)
        else:
            self._show(None)
            self._wanted = at
            self._look(text, goes=False)
        self._by_results = True
        self.opened.emit(False)  # noqa: FBT003 - a signal's

    def look_for(self, text: str, *, near: Sequence | None = None) -> None:
        """Take what is typed, and go to the match that is nearest."""
        if self._open and text != self._text:
            if self._origin is None:  # the user has moved: what is nearest now may be another one
                self._origin, self._current = near, None
            self._by_results = False
            self._wanted = None
            self._look(text, goes=True)

    def step(self, by: int, *, near: Sequence | None = None) -> None:
        """Go to the next match (`by` 1), or the one before (-1); after the last comes the first."""
        if not self._open:
            self.open(near=near)
            self._goes = not self._query.is_empty
        if not self._hits:
            return
        if self._current is not None:
            self._go_to((self._current + by) % len(self._hits), says=True)
        elif self._anchor is None:
            self._go_to(self._nearest(near), says=True)
        else:
            self._go_to(self._hits.beside(self._anchor, by), says=True)

    def close(self) -> None:
        """Look for nothing any more; the messages stay where they are."""
        if not self._open:
            return
        self._open = self._by_results = False
        self._forget()
        self._timeline.marked.mark(NONE)
        self.closed.emit()

    def end(self) -> None:
        """Stop following the change feed."""
        self._following.end()
        self._forget()

    # Looking.

    def _show(self, near: Sequence | None) -> None:
        self._forget()
        self._open, self._chat, self._origin = True, self._timeline.chat, near

    def _look(self, text: str, *, goes: bool) -> None:
        self._text = text
        # In one chat it means nothing which chat, or with whom.
        self._query = replace(parse(text, today=self._today()), in_=(), with_=())
        self._goes = goes
        self._start(typed=goes)

    def _start(self, *, typed: bool) -> None:
        self._number += 1
        self._stale = False
        self._gathering.stop()
        if self._query.is_empty:
            self._busy = False
            self._found = False
            self._take(Hits(), typed=False)
            return
        self._busy = True
        self._prepared = self._client.search_is_prepared()
        _ = self._background.start(self._find(self._number, typed=typed))

    async def _find(self, number: int, *, typed: bool) -> None:
        chat, query = self._chat, self._query
        try:
            found = await self._client.find_in_chat(chat, query) if chat is not None else ()
            hits = (
                Hits(found or ()) if not found or len(found) <= MANY else await asyncio.to_thread(Hits, found)
            )
        finally:
            if number == self._number:
                self._busy = False
        if number != self._number:
            return
        if found is None:  # something else was looked for with the same client
            self._changed_there()
            return
        self._found = True
        self._take(hits, typed=typed)
        if self._stale:
            self._gathering.start()

    def _take(self, hits: Hits, *, typed: bool) -> None:
        """Take what was found; the message that one has come to stays so if it is still found."""
        before = self._current_message
        if self._current is not None:
            self._anchor = self._hits.places[self._current]
        wanted = self._wanted or before
        self._hits = hits
        self._current = None if wanted is None else hits.indexes.get(wanted)
        if self._current is not None and self._wanted is not None:
            self._wanted, self._origin = None, hits.places[self._current]
        goes, self._goes = self._goes, False
        if goes and hits:
            self._go_to(self._nearest(None) if self._current is None else self._current)
        else:
            self._tell()
        if typed:
            self._speaking.start()

    def _nearest(self, near: Sequence | None) -> int:
        """Return which match stands last up to where looking began, or else to what is in sight; the first if none does."""
        at = self._origin if self._origin is not None else near
        return self._hits.nearest(AT_THE_END if at is None else at)

    @property
    def _current_message(self) -> MessageId | None:
        return None if self._current is None else self._hits.found[self._current][1]

    def _go_to(self, index: int, *, says: bool = False) -> None:
        self._current, self._anchor, self._speaks = index, None, says
        seq, message = self._hits.found[index]
        if says:
            self._origin = self._hits.places[index]
            self._speaking.stop()
        self._tell()
        self._timeline.show_found(message, seq)

    def _tell(self) -> None:
        matches = Matches(self._query.needles, self._hits.indexes.keys(), self._current_message)
        self._timeline.marked.mark(matches if self._hits else NONE)
        self.changed.emit()

    def _forget(self) -> None:
        """Let what is being looked for come to nothing."""
        self._number += 1
        self._gathering.stop()
        self._speaking.stop()
        self._hits, self._current, self._query = Hits(), None, SearchQuery()
        self._busy = self._stale = self._found = self._goes = self._speaks = False
        self._origin = self._wanted = self._anchor = None

    def _today(self) -> date:
        return times.local_day(self._clock())

    # Following the timeline and the chat.

    def _on_opened(self) -> None:
        """Close where another chat is opened; the same one, read anew, is looked through anew."""
        if self._open and self._timeline.chat != self._chat:
            self.close()
        elif self._open:
            self._changed_there()

    def _on_placed(self, opening: Opening) -> None:
        if self._speaks and opening.key == self._current_message:
            self._speak()

    def _on_details(self) -> None:
        if self._open:
            self.changed.emit()

    def _forget_origin(self) -> None:
        """Begin anew from what is in sight: the user has moved by themselves."""
        self._origin = None

    def _on_changes(self, changes: ChangeSet) -> None:
        if not self._open or self._query.is_empty:
            return
        there = self._chat in changes.timelines or self._chat in changes.backfilled
        prepared = self._client.search_is_prepared()
        if there or changes.anew or prepared != self._prepared or (changes.people and self._query.from_):
            self._prepared = prepared
            self._changed_there()
        elif changes.connection:
            self.changed.emit()

    def _changed_there(self) -> None:
        self._stale = True
        if not self._busy and not self._gathering.isActive():
            self._gathering.start()

    def _look_again(self) -> None:
        if self._open:
            self._start(typed=False)

    # Saying it.

    def _speak(self) -> None:
        """Say which match one has come to."""
        self._speaks = False
        if not self._hits or self._current is None:
            if self._found:
                self.spoken.emit(self.words)
            return
        number, message = QLocale().toString, self._current_message
        words = filled(_tr("Match %1 of %2"), number(self.position), number(self.total))
        entry = next((each for each in self._timeline.entries if each.key == message), None)
        if entry is not None:
            told = markup.spoken(entry.text, entry.blocks)
            words = f"{words}, {entry.author_name}: {told}"
        self.spoken.emit(words)


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("Find", text, "", number)
