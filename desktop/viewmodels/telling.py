"""What of each chat is told to the user, decided message by message, each once: values and no timers, no signals.

A message is looked at when it is first heard of. It is *admitted* if the user wants to be told of it. Whatever becomes of it
then, reading, deleting, muting the chat, looking at it or dismissing the notice, takes it out for good. Until it has been told it
*waits*. So a notice is made of the admitted messages that are still unread, and nothing is told twice: not after an edit, not
when a chat is marked as unread, not when older history arrives.
"""

from collections.abc import Iterable
from collections.abc import Sequence as Seq
from dataclasses import dataclass

from msgspec import Struct

from desktop.core.news_values import NEWS_ROWS, News
from desktop.core.values import ChatId, Milliseconds, Sequence
from desktop.viewmodels.choices import Choices
from desktop.viewmodels.notice_rules import why_no_message, why_not_added
from desktop.viewmodels.notice_words import Told
from desktop.viewmodels.notification_log import Outcome


class Situation(Struct, frozen=True):
    """What it depends on whether somebody is told."""

    choices: Choices
    now: Milliseconds
    view: ChatId | None
    """The chat that the user has before their eyes."""


@dataclass(slots=True)
class _Chat:
    """One chat. It changes with every message, so it is not frozen."""

    decided: Sequence = 0
    """All up to here was looked at."""
    admitted: frozenset[Sequence] = frozenset()
    waiting: frozenset[Sequence] = frozenset()
    """Of these, what has not been told yet."""
    news: News | None = None
    """As last heard, while anything is admitted."""


class Telling:
    """What there is to tell of every chat."""

    def __init__(self) -> None:
        self._chats: dict[ChatId, _Chat] = {}

    @property
    def chats(self) -> tuple[ChatId, ...]:
        """Return the chats of which there is something to tell, the one that had some first at first."""
        return tuple(chat for chat, one in self._chats.items() if one.admitted)

    @property
    def waiting(self) -> dict[ChatId, frozenset[Sequence]]:
        """Return what waits to be told."""
        return {chat: one.waiting for chat, one in self._chats.items() if one.waiting}

    def pass_over(self, chat: ChatId, seq: Sequence) -> None:
        """Tell nothing of a chat up to a place."""
        one = self._chats.setdefault(chat, _Chat())
        one.decided = max(one.decided, seq)

    def forget(self, chat: ChatId) -> None:
        """Let go of a chat that is not there any more."""
        self._chats.pop(chat, None)

    def take(self, news: News, situation: Situation) -> Seq[Outcome | None]:
        """Take what is unread in a chat, and return what was decided anew, each outcome once; None is that it is to be told."""
        one = self._chats.setdefault(news.chat.id, _Chat())
        reasons = _reasons(news, situation)
        fresh = {seq: why for seq, why in reasons.items() if seq > one.decided}
        admitted = frozenset(seq for seq, why in fresh.items() if why is None)
        one.news = news
        one.admitted |= admitted
        one.waiting |= admitted
        last = news.chat.last.seq if news.chat.last is not None else None
        one.decided = max(one.decided, news.newest_seq, last or 0)
        _keep_wanted(one, reasons, situation)
        return tuple(dict.fromkeys(fresh.values()))

    def reconsider(self, situation: Situation) -> None:
        """Drop what is not wanted any more, as things are by now."""
        for chat in self.chats:
            one = self._chats[chat]
            if one.news is not None:
                _keep_wanted(one, _reasons(one.news, situation), situation)

    def drop(self, chat: ChatId) -> None:
        """Tell nothing any more of what there is: it was seen."""
        one = self._chats.get(chat)
        if one is not None:
            _drop(one)

    def dismiss(self, chat: ChatId) -> None:
        """Tell nothing any more of what was told; what waits is still to come."""
        one = self._chats.get(chat)
        if one is not None:
            one.admitted = one.waiting

    def told(self, chat: ChatId) -> None:
        """Take what waits in a chat for told."""
        self._chats[chat].waiting = frozenset()

    def wait(self, chat: ChatId, seqs: frozenset[Sequence]) -> None:
        """Let some of it wait again, as it was not told after all."""
        one = self._chats.get(chat)
        if one is not None:
            one.waiting |= seqs & one.admitted

    def what(self, chat: ChatId, *, with_waiting: bool) -> Told | None:
        """Return what a notice of a chat is to say, without what waits if that is not to be told; None for nothing."""
        one = self._chats.get(chat)
        if one is None or one.news is None:
            return None
        news, told = one.news, one.admitted if with_waiting else one.admitted - one.waiting
        rows = tuple(row for row in news.rows if row.seq in told)
        added = news.added_by if news.added_seq in told else None
        if not rows and added is None:
            return None
        count = news.unread if len(rows) == len(news.rows) else len(rows)
        mentions = news.mentions & {row.id for row in rows}
        return Told(news.chat, rows, mentions, added, max(count, len(rows)))

    def mentions_wait(self, chat: ChatId) -> bool:
        """Tell whether somebody named the user in what waits."""
        one = self._chats[chat]
        if one.news is None:
            return False
        return any(row.id in one.news.mentions and row.seq in one.waiting for row in one.news.rows)

    def newest(self, chat: ChatId) -> Sequence:
        """Return the place up to which a chat was told; 0 for nothing."""
        one = self._chats.get(chat)
        return max(one.admitted - one.waiting, default=0) if one is not None else 0


def _reasons(news: News, situation: Situation) -> dict[Sequence, Outcome | None]:
    """Return, of all that is unread, why the user is not told of it; None if they are."""
    chat, choices, now = news.chat, situation.choices, situation.now
    reasons: dict[Sequence, Outcome | None] = {}
    if news.added_seq is not None:
        reasons[news.added_seq] = why_not_added(chat, choices, now)
    for row in news.rows:
        if row.seq is not None:
            named = row.id in news.mentions
            reasons[row.seq] = why_no_message(chat, choices, now, mentions_me=named)
    if situation.view == chat.id:
        return dict.fromkeys(reasons, Outcome.IN_VIEW)
    return reasons


def _keep_wanted(one: _Chat, reasons: dict[Sequence, Outcome | None], situation: Situation) -> None:
    """Keep admitted what is still there, unread and wanted, and what stands behind the rows that are known."""
    news = one.news
    if news is None or situation.view == news.chat.id:
        _drop(one)
        return
    wanted = {seq for seq, why in reasons.items() if why is None}
    behind = _behind(news, situation)
    one.admitted = frozenset(
        seq for seq in one.admitted if seq in wanted or (seq < behind and seq not in reasons)
    )
    if not _stands(one.admitted, wanted):
        _drop(one)
    one.waiting &= one.admitted


def _behind(news: News, situation: Situation) -> Sequence:
    """Return the place before which messages may be unread and wanted that are not among the rows, which are the newest."""
    if len(news.rows) < NEWS_ROWS:
        return 0
    why = why_no_message(news.chat, situation.choices, situation.now, mentions_me=False)
    return news.rows[-NEWS_ROWS].seq or 0 if why is None else 0


def _stands(admitted: frozenset[Sequence], wanted: Iterable[Sequence]) -> bool:
    return any(seq in admitted for seq in wanted)


def _drop(one: _Chat) -> None:
    one.admitted = one.waiting = frozenset()
    one.news = None
