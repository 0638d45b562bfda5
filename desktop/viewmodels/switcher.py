"""The quick switcher: the chats one was in last, and with the first letter typed, every chat and teammate they may mean.

What is found shows as soon as it is there, and what was found before stays until then. Who presses an arrow or Enter sooner means
what will be found for what they have typed by then, and gets that.
"""

from collections.abc import Sequence
from heapq import nsmallest

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.matching import needle
from desktop.core.values import ChatId, ChatSummary, PeopleHit, Presence, SubjectHit, Switch
from desktop.viewmodels.background import Background
from desktop.viewmodels.chat_line import ChatLine
from desktop.viewmodels.chat_list import ChatListModel
from desktop.viewmodels.cleaning import clean_name
from desktop.viewmodels.following import Following
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.lines import LinesModel
from desktop.viewmodels.marked_text import Marked, marked, placed
from desktop.viewmodels.names import chat_title, shown_name
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.private_chats import plainest
from desktop.viewmodels.switcher_row import Kind, Row, said_of

RECENT = 9
"""Chats that are offered before anything is typed."""
MOST = 20
"""Chats, and people, that are offered for what is typed."""


class SwitcherModel(QObject):
    """What the switcher offers, and which row is current.

    Signals:
        changed(): the rows, or the current one, are others.
        chat_chosen(ChatId): a chat is to be opened.
        new_chat_chosen(tuple): a chat is to be started with these people, who may still be others; none for nobody yet.
        search_chosen(str): messages are to be searched for what was typed.
        followed(): what Enter asked for, which had to wait, has been done.
    """

    changed = Signal()
    chat_chosen = Signal(object)
    new_chat_chosen = Signal(object)
    search_chosen = Signal(str)
    followed = Signal()

    def __init__(
        self,
        client: Client,
        background: Background,
        chats: ChatListModel,
        parent: QObject | None = None,
        *,
        here: ChatId | None = None,
        visited: Sequence[ChatId] = (),
    ) -> None:
        """Offer `visited` chats first, that were open before, the last one first; `here`, the open one, only when looked for."""
        super().__init__(parent)
        self._client = client
        self._background = background
        self._chats = chats
        self._here = here
        self._visited = {chat: number for number, chat in enumerate(visited)}
        self._text = ""
        self._found = Switch((), ())
        self._found_for = ""
        """What it was found for: while that is not what is typed, something better is on its way."""
        self._waiting: bool | None = None
        """Enter was pressed before that was there (False), or Ctrl and Enter (True)."""
        self._stepped = 0
        """So many rows down, or up, one went meanwhile."""
        self._current = 0
        self.rows: LinesModel[Row] = LinesModel(lambda row: (row.kind, row.id), said_of, self)
        self._following = Following(self, client.feed, self._on_changes)
        chats.settled.connect(self._on_chats)
        self._show(keeps=False)
        _ = background.start(client.get_ready_to_search())

    @property
    def text(self) -> str:
        """Return what is looked for."""
        return self._text

    @property
    def current(self) -> int:
        """Return the number of the current row."""
        return self._current

    @property
    def row(self) -> Row | None:
        """Return the current row."""
        rows = self.rows.lines
        return rows[self._current] if self._current < len(rows) else None

    @property
    def is_looking(self) -> bool:
        """Whether what is shown was found for something that was typed before."""
        return self._found_for != self._text

    @property
    def is_waiting(self) -> bool:
        """Whether Enter was pressed, and is still to be followed."""
        return self._waiting is not None

    def look_for(self, text: str) -> None:
        """Offer what is meant by a text; nothing typed means the chats one was in last."""
        wanted = " ".join(text.split())
        if wanted == self._text:
            return
        self._text = wanted
        self._waiting = None
        self._stepped = 0
        if wanted:
            _ = self._background.start(self._look(keeps=False))
        else:
            self._found_for = ""
            self._show(keeps=False)

    def step(self, step: int) -> None:
        """Make the next row current, or the one before; after the last comes the first."""
        if self.is_looking:
            self._stepped += step
        rows = self.rows.lines
        places = [number for number, row in enumerate(rows) if row.can_be_current]
        if places:
            here = places.index(self._current) if self._current in places else -1
            self.make_current(places[(here + step) % len(places)])

    def leap(self, rows: int) -> None:
        """Go so many rows down, or up, and no further than to the last, or first."""
        lines, target = self.rows.lines, self._current + rows
        places = [number for number, row in enumerate(lines) if row.can_be_current]
        if places:
            self.make_current(min(places, key=lambda place: (abs(place - target), place)))

    def make_current(self, number: int) -> None:
        """Make a row current, if it does anything."""
        rows = self.rows.lines
        if number != self._current and 0 <= number < len(rows) and rows[number].can_be_current:
            self._current = number
            self.changed.emit()

    def choose(self, *, anew: bool = False) -> None:
        """Do what the current row does; `anew`: start a chat with whom it is about."""
        if self.is_looking:
            self._waiting = anew
            return
        row = self.row
        if row is None or not row.can_be_current:
            return
        if row.kind is Kind.SEARCH:
            if not anew:
                self.search()
        elif row.opens is not None and not anew:
            self.chat_chosen.emit(row.opens)
        elif row.starts or row.kind is Kind.START:
            self.new_chat_chosen.emit(row.starts)

    def search(self) -> None:
        """Look for what is typed in messages."""
        self.search_chosen.emit(self._text)

    def start(self) -> None:
        """Start a chat, with nobody chosen yet."""
        self.new_chat_chosen.emit(())

    @property
    def is_closed(self) -> bool:
        """Whether nobody looks any more."""
        return not self._following.active

    def close(self) -> None:
        """Follow nothing any more."""
        self._following.end()
        self._waiting = None

    # Finding.

    async def _look(self, *, keeps: bool) -> None:
        wanted = self._text
        found = await self._client.find_chats(wanted, limit=MOST)
        if found is None or wanted != self._text or not self._following.active:
            return
        self._found, self._found_for = found, wanted
        self._show(keeps=keeps)
        if self._stepped:
            steps, self._stepped = self._stepped, 0
            self.step(steps)
        if self._waiting is not None:
            anew, self._waiting = self._waiting, None
            self.choose(anew=anew)
            self.followed.emit()

    def _on_chats(self) -> None:
        """Show chats as they are now, and those that have come."""
        if not self._following.active or self.is_looking:
            return
        if self._text:
            _ = self._background.start(self._look(keeps=True))
        else:
            self._show(keeps=True)

    def _on_changes(self, changes: ChangeSet) -> None:
        if changes.presence or changes.connection:
            self._show(keeps=True)

    # Showing.

    def _show(self, *, keeps: bool) -> None:
        """Show what there is; `keeps`: the current row stays current, as nothing else was typed."""
        before = self.row
        rows = self._matches() if self._found_for else self._recent()
        places = [number for number, row in enumerate(rows) if row.can_be_current]
        same = (
            number
            for number in places
            if keeps
            and before is not None
            and (rows[number].kind, rows[number].id) == (before.kind, before.id)
        )
        self._current = next(same, next(iter(places), 0))
        self.rows.show(tuple(rows))
        self.changed.emit()

    def _recent(self) -> list[Row]:
        """Return the chats that were open last, and then those in which something happened last."""
        lines, rank = self._chats.lines(0, self._chats.rowCount()), self._visited
        newest = nsmallest(
            RECENT,
            (line for line in lines if line.id != self._here),
            key=lambda line: (rank.get(line.id, len(rank)), -line.activity_at, line.id),
        )
        if not newest:
            return [Row(Kind.NOTHING, _tr("No other chats yet")), _start()]
        chats = (self._chat(line) for line in newest)
        return [
            Row(Kind.HEADING, _tr("Recent chats"), id="recent"),
            *(row for row in chats if row is not None),
        ]

    def _matches(self) -> list[Row]:
        chats = [row for row in map(self._found_chat, self._found.chats) if row is not None]
        listed = {row.opens for row in chats}
        people = [self._person(hit) for hit in self._found.people]
        # Somebody whose chat stands there already is meant by that.
        others = [row for row in people if row is not None and (row.opens is None or row.opens not in listed)]
        rows = []
        if chats:
            rows += [Row(Kind.HEADING, _tr("Chats"), id="chats"), *chats]
        if others:
            rows += [Row(Kind.HEADING, _tr("People"), id="people"), *others]
        words = isolated(clean_name(self._found_for))
        search = Row(Kind.SEARCH, filled(_tr("Search messages for “%1”"), words), apart=True)
        if not rows:
            nothing = Row(Kind.NOTHING, filled(_tr("No chat or person matches “%1”"), words))
            return [nothing, search, _start()]
        return [*rows, search]

    def _found_chat(self, hit: SubjectHit) -> Row | None:
        line = self._chats.line(hit.chat)
        if line is None:  # it went meanwhile, or has not come quite
            return None
        return self._chat(line, hit.former, spelled=hit.spelled)

    def _chat(self, line: ChatLine, former: str = "", *, spelled: bool = False) -> Row | None:
        summary = self._chats.summary(line.id)
        if summary is None:
            return None
        was = clean_name(former)
        beside = Marked(_beside(summary))
        if was:
            beside = placed(_tr("was %1"), [self._marked(was, spelled=spelled).isolated()])
        return Row(
            Kind.CHAT,
            line.title,
            id=line.id,
            detail=beside.text,
            marked=self._marked(line.title, spelled=spelled).marks,
            detail_marked=beside.marks,
            people=line.people,
            presence=Presence(line.presence) if line.presence else None,
            unread=line.unread,
            muted=line.muted,
            opens=line.id,
            starts=tuple(person.id for person in summary.others if person.active),
        )

    def _person(self, hit: PeopleHit) -> Row | None:
        person = hit.person
        if person is None:
            return None
        name = shown_name(person)
        chat = plainest(self._chats.alone_with(person.id))
        return Row(
            Kind.PERSON,
            name,
            id=person.id,
            detail=clean_name(person.title),
            marked=self._marked(name, spelled=hit.spelled).marks,
            people=((person.id, name),),
            presence=self._client.presence(person.id),
            opens=None if chat is None else chat.id,
            starts=(person.id,) if person.active else (),
        )

    def _marked(self, text: str, *, spelled: bool) -> Marked:
        """Return a text with what was typed marked in it: where words begin with it, or else anywhere."""
        if not spelled:
            return Marked(text)
        needles = [each for each in map(needle, self._found_for.split()) if each]
        found = marked(text, needles)
        return found if found.marks else marked(text, [each.strip() for each in needles])


def _start() -> Row:
    return Row(Kind.START, _tr("Message teammates"))


def _beside(chat: ChatSummary) -> str:
    """Return who is in a chat that has a subject, and what somebody does with whom one is alone."""
    if clean_name(chat.subject):
        return chat_title("", chat.others)
    return clean_name(chat.others[0].title) if len(chat.others) == 1 else ""


def _tr(text: str) -> str:
    return QCoreApplication.translate("Switcher", text)
