"""The messages of the chat that is open: a window of rows over the cache, and what stands in the timeline for them.

The view says where it is (`load_older`, `load_newer`, `mark_seen`); the model holds a few hundred rows around that place,
follows the change feed, and works out the entries. One task at a time reads the cache, so that answers never overtake
each other. Where the first unread message is not on this computer yet, the chat opens as near to it as there are rows, and goes
there once it has come, unless the user has gone elsewhere meanwhile.
"""

from PySide6.QtCore import QObject, Signal

from desktop.core.changes import NOTHING, ChangeSet
from desktop.core.client import Client
from desktop.core.values import (
    ChatDetails,
    ChatId,
    ConnectionState,
    MessageId,
    Milliseconds,
    Sequence,
    UserId,
)
from desktop.viewmodels.audience import Audience, audience_of
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.code_colors import CodeColors
from desktop.viewmodels.decoded import Pictures
from desktop.viewmodels.files_shown import FilesShown
from desktop.viewmodels.following import Following
from desktop.viewmodels.matches import MarkedMatches
from desktop.viewmodels.message_actions import MessageActions
from desktop.viewmodels.opening import Destination, Opening, sought, without_draft
from desktop.viewmodels.read_state import ReadState
from desktop.viewmodels.shown_entries import ShownEntries
from desktop.viewmodels.timeline_entry import Entry
from desktop.viewmodels.timeline_pages import PAGE_ROWS, Pages, begins_in_a_hole
from desktop.viewmodels.timeline_window import Window, first_unread
from desktop.viewmodels.typing_people import TypingPeople
from desktop.viewmodels.visits import Visits


class TimelineModel(QObject):
    """The open chat's timeline.

    Signals:
        opened: another chat, or none, was opened; nothing of it is loaded yet.
        placed (Opening): `entries` was loaded anew; the view goes where this says.
        changed: `entries` is different; what is visible stays where it is.
        details_changed: `details` is different.
        unseen_changed (int): how many messages wait below.
        not_here: the message that was to be shown is not on this computer.
        moved: the user has gone elsewhere by themselves.
    """

    opened = Signal()
    placed = Signal(object)
    changed = Signal()
    details_changed = Signal()
    unseen_changed = Signal(int)
    not_here = Signal()
    moved = Signal()

    def __init__(
        self,
        client: Client,
        background: Background,
        clock: Clock,
        parent: QObject | None = None,
        *,
        pictures: Pictures | None = None,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._pages = Pages(client)
        self._visits = Visits(background)
        self._details: ChatDetails | None = None
        self._window = Window()
        self._loaded = False
        self._entries: tuple[Entry, ...] = ()
        self._unseen = 0
        self._awaits_unread = False
        self._wanted: Sequence | None = None
        self._way_back: list[Sequence] = []
        self._attended = False
        self._as_of: Milliseconds | None = None
        self._stale = NOTHING
        self._destination: Destination | None = None
        self.marked = MarkedMatches(self)
        self.typing = TypingPeople(self)
        self.code = CodeColors(background, self)
        self.files = FilesShown(client, background, pictures or Pictures(client, background, self), self)
        self.actions = MessageActions(client, background, self)
        self.reading = ReadState(client, background, self)
        self.reading.failed.connect(self.actions.failed)
        self.reading.marked_unread.connect(self._move_unread_line)
        self._shown = ShownEntries(client, background, clock, self)
        self._shown.due.connect(self._rebuild)
        self._unread = self._shown.unread
        self._following = Following(self, client.feed, self._on_changes)

    # What the view reads.

    @property
    def chat(self) -> ChatId | None:
        """The chat that is open."""
        return self._visits.chat

    @property
    def details(self) -> ChatDetails | None:
        """All about the open chat; None while it is being read, or when there is no such chat."""
        return self._details

    @property
    def me(self) -> UserId:
        """The user."""
        return self._client.me.id

    @property
    def loaded(self) -> bool:
        """Whether the open chat's rows have been read."""
        return self._loaded

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What stands in the timeline, from old to new."""
        return self._entries

    @property
    def window(self) -> Window:
        """The rows behind the entries."""
        return self._window

    @property
    def online(self) -> bool:
        """Whether everything that is new comes by itself."""
        return self._client.connection.state is ConnectionState.ONLINE

    def audience(self, entry: Entry) -> Audience:
        """Return who can read a message, and who has: exactly, or as it was when the connection was lost."""
        participants = self._details.participants if self._details is not None else ()
        as_of = self._as_of
        return audience_of(
            participants, entry.seq, entry.author, sent_at=entry.sent_at, now=self.online, as_of=as_of
        )

    @property
    def unseen(self) -> int:
        """How many messages the user has not read."""
        return self._unseen

    # What the user does.

    def show_chat(self, chat: ChatId | None, *, at: Sequence | None = None) -> None:
        """Open a chat at its first unread message, or at its end; `at` is the place of a message that is looked for."""
        self.flush()
        self._visits.begin(chat)
        self._details, self._window, self._destination = None, Window(), None
        self._entries, self._loaded, self._wanted = (), False, at
        self._stale, self._awaits_unread, self._way_back = NOTHING, False, []
        self._shown.leave()
        self.reading.opened()
        self.typing.clear()
        self.opened.emit()
        self._set_unseen(0)  # after it: the view must not settle on the rows of the chat before
        if chat is not None:
            self._visits.start(self._open)

    def look_again(self) -> None:
        """Open the open chat once more, if it was marked as unread: the user chose it to look at it anew."""
        if self.reading.keeps_unread:
            self.show_chat(self.chat)

    def load_older(self) -> None:
        """Fetch the rows before the first one, unless there are none."""
        if self._loaded and self._window.rows and not self._window.reaches_start:
            self._visits.start_once("older", self._read_older)

    def load_newer(self) -> None:
        """Fetch the rows after the last one, unless there are none."""
        if self._loaded and self._window.rows and not self._window.reaches_end:
            self._visits.start_once("newer", self._read_newer)

    def jump_to_latest(self) -> None:
        """Go to the end of the chat, wherever the window is."""
        self._awaits_unread = False
        self.reading.release_hole()
        if self._window.reaches_end:
            self.placed.emit(Opening(None))
        elif self._loaded:
            self._head_for(Destination(None))

    def go_to(self, seq: Sequence) -> None:
        """Go to the place of a message in the chat, or as near as there are rows, wherever the window is."""
        self._awaits_unread = False
        if self._loaded:
            self._head_for(Destination(seq))

    def look_for(self, seq: Sequence, *, back_to: Sequence | None = None) -> None:
        """Go to the message at a place of the chat and let it stand out; if it is not on this computer, say so and stay.

        `back_to` is the place that `go_back` leads to from there.
        """
        if back_to is not None:
            self._way_back.append(back_to)
        here = next((row for row in self._window.rows if row.seq == seq), None)
        if here is not None:
            self.placed.emit(Opening(here.id, lit=True))
        elif not self._loaded:
            self._wanted = seq
        else:
            self._head_for(Destination(seq, exactly=True))

    def show_found(self, message: MessageId, seq: Sequence | None) -> None:
        """Go to a message that was found in the chat, `seq` being its place; None for one that waits."""
        self._awaits_unread = False
        if any(row.id == message for row in self._window.rows):
            self.placed.emit(Opening(message, found=True))
        else:
            self._head_for(Destination(seq, found=message))

    def go_back(self) -> bool:
        """Go back to the message from which the user went to another one; return whether there is any."""
        if not self._way_back:
            return False
        self.look_for(self._way_back.pop())
        return True

    def attend(self, *, attended: bool) -> None:
        """Note whether somebody looks at the end of the chat just now: what comes meanwhile is not new to them afterwards."""
        self._attended = attended

    def stay(self) -> None:
        """Note that the user has moved: they are not taken to the first unread message any more when it comes."""
        self._awaits_unread = False
        self.moved.emit()

    def mark_seen(self, seq: Sequence) -> None:
        """Note that everything up to `seq` was on screen, in a window that the user works in."""
        if self._loaded and self._following.active:
            self.reading.seen(seq)

    def mark_unread(self, seq: Sequence) -> None:
        """Let the chat count as unread from a message on, until it is left and opened again (`read_state`)."""
        self._awaits_unread = False
        self.reading.begin_mark()
        # In turn: nothing that was read of the chat before is taken for the end of the mark.
        self._visits.start(lambda _chat: self.reading.mark(seq))

    def can_mark_unread(self, seq: Sequence) -> bool:
        """Tell whether anything stands from a place on that somebody else wrote."""
        rows = self._window.rows
        return not self._window.reaches_end or first_unread(rows, read_seq=seq - 1, me=self.me) is not None

    def on_sent(self) -> None:
        """Go to the end: the user has written something. Who writes has read."""
        self.reading.release()
        self.jump_to_latest()

    def flush(self) -> None:
        """Mark as read what was seen and is not marked yet."""
        if self._following.active:
            self.reading.flush()

    async def finish(self) -> None:
        """Stop following the change feed, and wait until what was seen is marked as read."""
        self._shown.stop()
        self._visits.end()
        was_active = self._following.active
        self._following.end()
        self.files.close()
        if was_active:
            await self.reading.finish()

    # Reading: one piece of work at a time, and none for a chat that was left meanwhile.

    def _head_for(self, destination: Destination) -> None:
        """Go to a place; who wanted to go elsewhere just before does not want to any more."""
        self._destination = destination
        if self._loaded:  # else that is done once it is
            self._visits.start_once("around", self._read_around)

    async def _open(self, chat: ChatId) -> None:
        visit = self._visits.number
        details = await self._client.chat(chat)
        if visit != self._visits.number:  # what is wanted now is wanted in another chat
            return
        wanted, self._wanted = self._wanted, None
        page = await self._pages.first(chat, details, wanted)
        unseen = await self._pages.unseen(chat)
        self._as_of = (await self._client.progress()).as_of
        if visit != self._visits.number:
            return
        self._window, self._loaded = Window.of(page), True
        self._take_details(details)
        self._awaits_unread = details is not None and begins_in_a_hole(details)
        if details is not None and details.last_seq > details.read_seq:
            self._unread.wait_for(max(details.read_seq + 1, details.visible_from_seq))
        self._set_unseen(unseen)
        self._entries = self._shown.of(self._window, online=self.online)
        self.details_changed.emit()
        self._place(self._opening(wanted))
        if wanted is not None and not any(row.seq == wanted for row in page.rows):
            self.not_here.emit()
        if self._wanted is not None:  # since then
            self.look_for(self._wanted)
        elif self._destination is not None:
            self._head_for(self._destination)

    def _opening(self, wanted: Sequence | None) -> Opening:
        """Return where a chat is opened: at the message that is looked for, the first unread one, or near it."""
        if (found := sought(self._window, wanted)) is not None:
            self._awaits_unread = False
            return found
        if self._unread.before is not None:
            return Opening("unread")
        return Opening(self._entries[0].key if self._awaits_unread and self._entries else None)

    async def _read_older(self, chat: ChatId) -> None:
        first = self._window.first_seq
        if first is None:
            return
        visit = self._visits.number
        page = await self._client.older(chat, before=first, limit=PAGE_ROWS)
        if visit == self._visits.number and self._window.first_seq == first:
            self._visits.let_again("older")  # before the view hears of it, and may want more
            self._show(self._window.prepended(page))

    async def _read_newer(self, chat: ChatId) -> None:
        last = self._window.last_seq
        visit = self._visits.number
        page = await self._client.newer(chat, after=last or 0, limit=PAGE_ROWS)
        if visit == self._visits.number and self._window.last_seq == last:
            self._visits.let_again("newer")
            self._show(self._window.appended(page))

    async def _read_around(self, chat: ChatId) -> None:
        if self._destination is None:
            return
        destination, self._destination = self._destination, None
        self._visits.let_again("around")  # as one may want to go on while this is read
        visit = self._visits.number
        page = await self._pages.around(chat, destination.seq)
        if visit != self._visits.number:
            return
        opening = destination.opening(page)
        if opening is not None:
            self._awaits_unread = False
            self._window = Window.of(page)
            self._place(opening)
        elif destination.found is None:  # what was found and is gone is not found any more, in a moment
            self.not_here.emit()

    # Following the change feed.

    def _on_changes(self, changes: ChangeSet) -> None:
        chat = self.chat
        if chat is None:
            return
        if changes.anew:
            self.reading.opened()  # what was seen stands at other places now, or nowhere
            self.show_chat(chat)
            return
        if changes.typing and self._details is not None:
            self.typing.hear(changes, self._details, self.me)
        touched = changes.chats | changes.timelines | changes.backfilled | changes.read
        if chat in touched or changes.people or changes.connection:
            waiting = bool(self._stale)
            self._stale |= changes
            if not waiting:
                self._visits.start(self._refresh)
        if changes.connection:
            self._rebuild()

    async def _refresh(self, chat: ChatId) -> None:
        visit = self._visits.number
        changes, self._stale = self._stale, NOTHING
        details = await self._client.chat(chat)
        unseen = await self._pages.unseen(chat)
        if changes.connection:
            self._as_of = (await self._client.progress()).as_of
        window = self._window
        if chat in changes.timelines and self._loaded:
            window = await self._pages.refreshed(window, chat, changes.messages)
        if visit != self._visits.number:
            return
        if chat in changes.backfilled:
            window = Window(window.rows, reaches_start=False, reaches_end=window.reaches_end)
        is_other = without_draft(details) != without_draft(self._details)
        if not self._attended:
            self._unread.heard(self._details, details, seen=self.reading.come_to)
        self._take_details(details)
        if is_other:
            self.details_changed.emit()
        self._set_unseen(unseen)
        if self._awaits_unread and details is not None and not begins_in_a_hole(details):
            await self._go_to_unread(chat, details.read_seq)
        elif is_other or window is not self._window:  # while somebody types, only their draft is different
            self._show(window)

    async def _go_to_unread(self, chat: ChatId, read_seq: Sequence) -> None:
        """Go to the first unread message, which has come."""
        visit = self._visits.number
        page = await self._client.around(chat, seq=read_seq + 1, limit=PAGE_ROWS)
        if visit != self._visits.number or not self._awaits_unread:
            return
        self._awaits_unread = False
        self._window = Window.of(page)
        self._shown.move_unread_line(self._window, read_seq=read_seq)
        self._place(Opening("unread" if self._unread.before is not None else None))

    def _take_details(self, details: ChatDetails | None) -> None:
        self._details = details
        self._shown.take_details(details)
        self.reading.take(details)

    def _move_unread_line(self, seq: Sequence) -> None:
        self._shown.move_unread_line(self._window, read_seq=seq - 1)
        self._rebuild()

    def _show(self, window: Window) -> None:
        before = {row.id for row in self._window.rows}
        self._window = window
        for row in window.rows:
            if row.id not in before:
                self.typing.stopped(row.author)
        self._rebuild()

    def _place(self, opening: Opening) -> None:
        """Give the view other rows and its place among them at once: it must not tell of a place between as seen."""
        self._entries = self._shown.of(self._window, online=self.online)
        self.placed.emit(opening)

    def _rebuild(self) -> None:
        fresh = self._shown.of(self._window, online=self.online)
        if fresh != self._entries:
            self._entries = fresh
            self.changed.emit()

    def _set_unseen(self, unseen: int) -> None:
        if unseen != self._unseen:
            self._unseen = unseen
            self.unseen_changed.emit(unseen)
