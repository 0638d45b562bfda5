"""What is to be told of one account's chats outside its window: which notices should stand, right now, in the system's list.

For each chat it is worked out from what is unread there (`Client.news`), what the user chose, and what they have before their
eyes (`telling`, `notice_words`). The difference to what stands is told by signals: so an edit replaces a notice silently, reading
or deleting anywhere withdraws it, and a new message replaces it loudly. Nothing here knows a system.

What is told once is not told again. What was on this computer when the program started was there to be seen before, and what
comes first into an empty copy is no news either. What comes in one go, after some time without connection, and what waited for
the end of a pause, of the quiet hours or of the system's own, is one notice where it is about many chats. The system is asked
only when something is about to pop up (`set_system_busy`), and may then still say no: it waits, and is tried again now and then.
"""

import logging
from functools import partial

from msgspec import Struct, structs
from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.errors import CacheError, InvalidInputError
from desktop.core.news_values import News, UnreadTotal
from desktop.core.values import ChatId, ConnectionState, Sequence
from desktop.viewmodels import names, notice_words
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.following import Following
from desktop.viewmodels.notice import SUMMARY, TEST, Notice
from desktop.viewmodels.notice_words import Told
from desktop.viewmodels.notification_log import NotificationLog, Outcome
from desktop.viewmodels.pausing import Pausing, Why
from desktop.viewmodels.pop_ups import PopUps
from desktop.viewmodels.rereading import Rereading
from desktop.viewmodels.telling import Situation, Telling
from desktop.viewmodels.unread_count import UnreadCount

log = logging.getLogger(__name__)

MOST_AT_ONCE = 3
"""Chats that have a notice each after a catch-up; more are summed up."""
MOST_AFTER_QUIET = 1
MINUTE_MS = 60_000


class _Attempt(Struct, frozen=True):
    """Something that was just to pop up, which the system may not want."""

    key: str
    chats: dict[ChatId, frozenset[Sequence]]
    """What had waited."""
    entries: tuple[int, ...]
    """What the log says of it."""


class Notifying(QObject):
    """Says which notices there should be.

    Signals:
        wanted(Notice): it is to be shown, in place of the one with the same key.
        unwanted(str): the notice with this key is to be withdrawn.
        attention(): the user was mentioned, nobody sees the window, and the system lets them be disturbed; only if they chose so.
        unsent(ChatId, str): an answer could not be sent. Whoever hears this keeps its text; it is empty where the draft has it.
        unread_changed(UnreadTotal): how much is unread.
    """

    wanted = Signal(object)
    unwanted = Signal(str)
    attention = Signal()
    unsent = Signal(object, str)
    unread_changed = Signal(object)

    def __init__(  # noqa: PLR0913 - what it works on
        self,
        client: Client,
        background: Background,
        clock: Clock,
        choices: ChoicesModel,
        log: NotificationLog,
        parent: QObject | None = None,
        *,
        account: str = "",
    ) -> None:
        """Begin. `account` is what the account is called in titles, where there are several."""
        super().__init__(parent)
        self._client, self._background, self._clock = client, background, clock
        self._choices, self._log, self._account = choices, log, account
        self._unread = UnreadTotal()
        self._count = UnreadCount(client)
        self._hint = ""
        self._telling = Telling()
        self._standing: dict[str, Notice] = {}
        self._pop_ups = PopUps(clock)
        self._summed: frozenset[ChatId] = frozenset()
        """Chats that are told in the summary."""
        self._view: ChatId | None = None
        self._busy = False
        self._was_silent = False
        self._attempts: list[_Attempt] = []
        self._calls = False
        """The user was mentioned in what was just to pop up."""
        self._retries: frozenset[ChatId] = frozenset()
        """Chats of which the log says already that the system did not want them told."""
        self._due: frozenset[ChatId] = frozenset()
        self._has_begun = False
        self._fills_empty = False
        """All that comes until the first catch-up is through was there before, elsewhere."""
        self._catches_up = True
        """What comes next comes in one go, after some time without connection."""
        self._pausing = Pausing(choices, clock, self)
        self._pausing.changed.connect(self._settle)
        choices.changed.connect(self._reconsider)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self._look_again)
        self._following = Following(self, client.feed, self._on_changes)
        self._reading = Rereading(background, self._following, self._read)
        self._reading.again()

    @property
    def unread(self) -> UnreadTotal:
        """Return how much is unread, as far as it has been counted."""
        return self._unread

    @property
    def hint(self) -> str:
        """Return why nothing can be shown here, in a sentence; empty where something can."""
        return self._hint

    def set_hint(self, words: str) -> None:
        """Say why nothing can be shown, or nothing where something can."""
        self._hint = words

    def set_account(self, name: str) -> None:
        """Say what the account is called in titles; nothing where it is the only one."""
        if name != self._account:
            self._account = name
            self._settle()

    def look_at(self, chat: ChatId | None) -> None:
        """Say which chat is in view in the focused window; None if no window of this account is focused."""
        if chat == self._view:
            return
        self._view = chat
        if chat is not None:
            self._telling.drop(chat)
            self._settle()

    def set_system_busy(self, busy: bool | None) -> None:  # noqa: FBT001 - None is a third value
        """Say whether the system wants no disturbance, as it does whenever it is asked; None if it cannot say."""
        attempts, self._attempts = self._attempts, []
        calls, self._calls = self._calls, False
        was, self._busy = self._busy, bool(busy)
        if self._busy and self._choices.choices.follow_focus:
            for attempt in attempts:
                self._take_back(attempt)
        elif calls and self._view is None:
            self.attention.emit()
        if not self._busy:
            self._retries = frozenset()
        if attempts or was is not self._busy:
            self._settle()
        self._wait()

    # What the user does with a notice.

    def reply(self, key: str, text: str) -> None:
        """Send a text into the chat of a notice; what cannot be sent becomes part of the chat's draft, or `unsent` has it."""
        if text.strip() and key not in {SUMMARY, TEST}:
            chat = ChatId(key)
            _ = self._background.start(self._reply(chat, text, self._telling.newest(chat)))
            self._withdraw(key)

    def mark_read(self, key: str) -> None:
        """Let all be read that the notice of a chat was about."""
        if key not in {SUMMARY, TEST}:
            chat = ChatId(key)
            if newest := self._telling.newest(chat):
                _ = self._background.start(self._client.mark_read(chat, newest))
            self._withdraw(key)

    def gone(self, key: str) -> None:
        """Take a notice for dismissed: it does not come back for the same messages."""
        self._standing.pop(key, None)
        if key == SUMMARY:
            for chat in self._summed:
                self._telling.dismiss(chat)
        elif key != TEST:
            self._telling.dismiss(ChatId(key))
        self._settle()

    def test(self) -> None:
        """Show how notices look here, whatever time it is."""
        outcome = Outcome.NOT_POSSIBLE if self._hint else Outcome.TEST
        self._log.note(self._clock(), "", outcome)
        self.wanted.emit(notice_words.sample(self._account, sound=self._choices.choices.sound))

    def close(self) -> None:
        """Follow the client no more, and withdraw every notice."""
        self._following.end()
        self._minute.stop()
        for key in tuple(self._standing):
            del self._standing[key]
            self.unwanted.emit(key)

    async def _reply(self, chat: ChatId, text: str, newest: Sequence) -> None:
        try:
            sent = await self._say(chat, text)
        except CacheError as error:  # of which somebody else tells the user
            log.warning("an answer to a notification is not in the cache: %s", error)
            self.unsent.emit(chat, text)
            return
        if not sent:
            self.unsent.emit(chat, "")
        elif newest:
            await self._client.mark_read(chat, newest)

    async def _say(self, chat: ChatId, text: str) -> bool:
        try:
            await self._client.say_aside(chat, text)
        except InvalidInputError:
            await self._client.add_to_draft(chat, text)
            return False
        return True

    def _withdraw(self, key: str) -> None:
        stood = key in self._standing
        self.gone(key)
        if stood:
            self.unwanted.emit(key)

    # Hearing what there is.

    def _on_changes(self, changes: ChangeSet) -> None:
        if changes.anew:
            self._forget_everything()
        self._due |= changes.chats | changes.timelines | changes.backfilled
        if changes.people:
            self._due |= frozenset(self._telling.chats)
        if self._client.connection.state is not ConnectionState.ONLINE:
            self._catches_up = True
        if changes.anew or changes.connection:
            self._count.doubt()
        if self._due or changes.connection:
            self._reading.again()

    def _forget_everything(self) -> None:
        """Begin anew: the server tells another history, which is no news."""
        self._telling = Telling()
        self._due = frozenset()
        self._fills_empty = True
        self._settle()

    async def _read(self) -> None:
        if not self._has_begun:
            await self._begin()
            self._has_begun = True
        if self._is_catching_up:
            return  # once it is through
        chats, self._due = self._due, frozenset()
        news = await self._client.news(chats) if chats else ()
        unread = await self._count.counted(chats)
        if not self._following.active:
            return
        if self._is_catching_up:
            self._due |= chats
            return
        self._take(chats, news)
        if unread != self._unread:
            self._unread = unread
            self._wait()
            self.unread_changed.emit(unread)

    @property
    def _is_catching_up(self) -> bool:
        return self._client.connection.state is ConnectionState.CATCHING_UP

    async def _begin(self) -> None:
        """Take for known what was here already, and what has come since for new."""
        here = await self._client.here_at_start()
        self._fills_empty |= here is None
        for chat, seq in (here or {}).items():
            self._telling.pass_over(chat, seq)
        lines = await self._client.chats()
        last = {line.id: line.last.seq if line.last is not None else 0 for line in lines}
        self._due |= {chat for chat, seq in last.items() if seq is None or seq > (here or {}).get(chat, 0)}

    def _take(self, chats: frozenset[ChatId], news: tuple[News, ...]) -> None:
        for chat in chats - {each.chat.id for each in news}:
            self._telling.forget(chat)
        situation, silence = self._situation, self._silence
        for each in news:
            if self._fills_empty:
                last = each.chat.last.seq if each.chat.last is not None else None
                self._telling.pass_over(each.chat.id, max(each.newest_seq, last or 0))
            for outcome in self._telling.take(each, situation):
                if (why := outcome or silence) is not None:
                    title = names.chat_title(each.chat.subject, each.chat.others)
                    self._log.note(situation.now, title, why)
                    if why is Outcome.BUSY:
                        self._retries |= {each.chat.id}
        at_once = MOST_AT_ONCE if self._catches_up else None
        if self._client.connection.state is ConnectionState.ONLINE:
            self._fills_empty = self._catches_up = False
        self._settle(at_once)

    def _look_again(self) -> None:
        """Ask the system once more, and count anew: a chat may have been muted for a time."""
        if self._busy:
            self._busy = False
            self._settle()
        self._count.doubt()
        self._reading.again()
        self._wait()

    def _wait(self) -> None:
        if not (self._busy or self._unread.silent):
            self._minute.stop()
        elif not self._minute.isActive():
            self._minute.start()

    # What should stand.

    @property
    def _situation(self) -> Situation:
        return Situation(self._choices.choices, self._clock(), self._view)

    @property
    def _silence(self) -> Outcome | None:
        """Why nothing is to pop up now; None if something may."""
        quiet = self._pausing.now
        if quiet is not None:
            return Outcome.PAUSED if quiet.why is Why.PAUSED else Outcome.HOURS
        return Outcome.BUSY if self._busy and self._choices.choices.follow_focus else None

    def _reconsider(self) -> None:
        self._telling.reconsider(self._situation)
        self._settle()

    def _settle(self, at_once: int | None = None) -> None:
        """Bring about what should stand. Of more than `at_once` chats with something new one notice tells."""
        silent, was_silent = self._silence is not None, self._was_silent
        self._was_silent = silent
        fresh = {} if silent else self._telling.waiting
        if was_silent:
            at_once = MOST_AFTER_QUIET
        elif at_once is None:
            at_once = self._pop_ups.room_for(fresh)
        if len(fresh) > at_once:
            self._summed |= fresh.keys()
        else:
            self._summed -= fresh.keys()
        what_of = partial(self._telling.what, with_waiting=not silent)
        told = {chat: what for chat in self._telling.chats if (what := what_of(chat))}
        self._summed &= told.keys()
        notices = self._notices(told)
        for key in self._standing.keys() - notices.keys():
            del self._standing[key]
            self.unwanted.emit(key)
        news: dict[str, dict[ChatId, frozenset[Sequence]]] = {}
        for chat, seqs in fresh.items():
            news.setdefault(SUMMARY if chat in self._summed else str(chat), {})[chat] = seqs
        flashes = self._choices.choices.flash and self._view is None
        calls = flashes and any(self._telling.mentions_wait(chat) for chat in fresh)
        for chat in fresh:
            self._telling.told(chat)
        self._show(notices, news, silent=silent)
        if calls and self._attempts:
            self._calls = True  # once the system has let it pop up
        elif calls:
            self.attention.emit()

    def _notices(self, told: dict[ChatId, Told]) -> dict[str, Notice]:
        """Return what should stand, by key."""
        privacy = self._choices.choices.notification_text
        notices = {
            str(chat): notice_words.of_chat(what, privacy, self._account)
            for chat, what in told.items()
            if chat not in self._summed
        }
        if summed := [told[chat] for chat in told if chat in self._summed]:
            notices[SUMMARY] = notice_words.of_several(summed, privacy, self._account)
        return notices

    def _show(
        self,
        notices: dict[str, Notice],
        news: dict[str, dict[ChatId, frozenset[Sequence]]],
        *,
        silent: bool,
    ) -> None:
        """Say what is different from what stands. `news` is what is new in it, which pops up."""
        sounds = self._choices.choices.sound and self._view is None
        for key, notice in notices.items():
            fresh = news.get(key)
            if not fresh and self._standing.get(key) == notice:
                continue
            if silent:  # nothing takes its place before the silence is over
                if self._standing.pop(key, None) is not None:
                    self.unwanted.emit(key)
                continue
            loud = bool(fresh) and self._pop_ups.take(key, stands=key in self._standing)
            self._standing[key] = notice
            if fresh:
                self._note(key, fresh, loud=loud)
            sound = loud and sounds and key != SUMMARY
            sounds = sounds and not sound  # once for what comes at once
            self.wanted.emit(structs.replace(notice, loud=loud, sound=sound))

    def _note(self, key: str, fresh: dict[ChatId, frozenset[Sequence]], *, loud: bool) -> None:
        """Keep in the log that something is told now, and what that is, as the system may not want it."""
        outcome = Outcome.SUMMED_UP if key == SUMMARY else Outcome.SHOWN
        entries = tuple(self._log_it(chat, Outcome.NOT_POSSIBLE if self._hint else outcome) for chat in fresh)
        if loud:
            self._attempts.append(_Attempt(key, fresh, entries))

    def _take_back(self, attempt: _Attempt) -> None:
        """Let wait what the system did not let pop up."""
        for entry in attempt.entries:
            self._log.take_back(entry)
        for chat, seqs in attempt.chats.items():
            self._telling.wait(chat, seqs)
            if chat not in self._retries:
                self._log_it(chat, Outcome.BUSY)
        self._retries |= attempt.chats.keys()
        self._pop_ups.take_back(attempt.key)
        if self._standing.pop(attempt.key, None) is not None:
            self.unwanted.emit(attempt.key)

    def _log_it(self, chat: ChatId, outcome: Outcome) -> int:
        what = self._telling.what(chat, with_waiting=True)
        title = "" if what is None else names.chat_title(what.chat.subject, what.chat.others)
        return self._log.note(self._clock(), title, outcome)
