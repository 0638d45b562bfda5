"""What a user sets for themselves in a chat: muted, notified of, pinned, read or not. Works offline, and is shown at once."""

from collections.abc import Callable, Coroutine
from datetime import UTC, datetime, timedelta
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication

from desktop.core.client import Client
from desktop.core.values import FOR_EVER, ChatId, Milliseconds, Notify, Sequence, Text, TimelineRow
from desktop.viewmodels import times
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.links import Place, link_to
from desktop.viewmodels.toast import Toast

HOUR_MS = 3_600_000
_MORNING = 8
"""Until tomorrow means until people begin to work."""


class ChatActions:
    """Carries them out. Each of them is a command of its own, kept and sent like a message.

    What moves a chat away or silences it is told, with a way back.
    """

    def __init__(
        self, client: Client, background: Background, clock: Clock, tell: Callable[[Toast], object]
    ) -> None:
        self._client = client
        self._background = background
        self._clock = clock
        self._tell = tell

    def pin(self, chat: ChatId, *, pinned: bool) -> None:
        """Let a chat stand above the others, or no more."""
        self._start(self._pin(chat, pinned=pinned))

    def mute_for_an_hour(self, chat: ChatId) -> None:
        """Be told of nothing but mentions for an hour."""
        self._start(self._mute(chat, self._clock() + HOUR_MS, _tr("Muted for 1 hour")))

    def mute_until_tomorrow(self, chat: ChatId) -> None:
        """Be told of nothing but mentions until tomorrow morning."""
        self._start(self._mute(chat, tomorrow_morning(self._clock()), _tr("Muted until tomorrow")))

    def mute(self, chat: ChatId) -> None:
        """Be told of nothing but mentions."""
        self._start(self._mute(chat, FOR_EVER, _tr("Muted")))

    def unmute(self, chat: ChatId) -> None:
        """Be told of everything again."""
        self._start(self._mute(chat, 0, _tr("No longer muted")))

    def notify(self, chat: ChatId, notify: Notify) -> None:
        """Be notified of some of a chat, or as in every other one."""
        self._start(self._notify(chat, notify))

    def copy_link(self, chat: ChatId) -> None:
        """Put the link to a chat on the clipboard, for colleagues who are in it."""
        QGuiApplication.clipboard().setText(link_to(Place(chat)))
        self._tell(Toast(_tr("Link copied")))

    def mark_unread(self, chat: ChatId) -> None:
        """Let the last message of somebody else, and what follows it, be unread; nothing if there is none."""
        self._start(self._mark_unread(chat))

    def mark_read(self, chat: ChatId) -> None:
        """Let everything be read."""
        self._start(self._mark_read(chat))

    def _start(self, work: Coroutine[Any, Any, object]) -> None:
        _ = self._background.start(work)

    async def _pin(self, chat: ChatId, *, pinned: bool) -> None:
        await self._client.set_pinned(chat, pinned)
        words = _tr("Pinned") if pinned else _tr("No longer pinned")
        self._tell_with_undo(words, lambda: self._client.set_pinned(chat, not pinned))

    async def _mute(self, chat: ChatId, until: Milliseconds, words: str) -> None:
        before = await self._client.chat_summaries(frozenset({chat}))
        former = before[0].muted_until if before else 0
        await self._client.set_muted(chat, until)
        self._tell_with_undo(words, lambda: self._client.set_muted(chat, former))

    async def _notify(self, chat: ChatId, notify: Notify) -> None:
        before = await self._client.chat_summaries(frozenset({chat}))
        former: Notify = before[0].notify if before else ""
        if former != notify:
            await self._client.set_notify(chat, notify)
            self._tell_with_undo(notified_of(notify), lambda: self._client.set_notify(chat, former))

    def _tell_with_undo(self, words: str, undo: Callable[[], Coroutine[Any, Any, object]]) -> None:
        self._tell(Toast(words, _tr("Undo"), lambda: self._start(undo())))

    async def _mark_unread(self, chat: ChatId) -> None:
        page = await self._client.latest(chat)
        while (seq := self._last_of_others(page.rows)) is None and not page.reaches_start:
            first = next((row.seq for row in page.rows if row.seq is not None), None)
            if first is None:
                return
            page = await self._client.older(chat, before=first)
        if seq is not None:
            await self._client.mark_unread(chat, seq)

    async def _mark_read(self, chat: ChatId) -> None:
        details = await self._client.chat(chat)
        if details is not None:
            await self._client.mark_read(chat, details.last_seq)

    def _last_of_others(self, rows: tuple[TimelineRow, ...]) -> Sequence | None:
        mine = self._client.me.id
        of_others = (row.seq for row in reversed(rows) if row.author != mine and isinstance(row.body, Text))
        return next((seq for seq in of_others if seq is not None), None)


def notified_of(notify: Notify) -> str:
    """Return in words what the user is notified of in a chat."""
    match notify:
        case "all":
            return _tr("Notifies you of every message")
        case "mentions":
            return _tr("Notifies you of mentions only")
        case "nothing":
            return _tr("Notifies you of nothing")
        case "":
            return _tr("Notifies you as set in Settings")


def tomorrow_morning(now: Milliseconds) -> Milliseconds:
    """Return when tomorrow begins for people at this computer."""
    tomorrow = times.local_day(now) + timedelta(days=1)
    morning = datetime(tomorrow.year, tomorrow.month, tomorrow.day, _MORNING).astimezone(UTC)
    return int(morning.timestamp() * 1000)


def _tr(text: str) -> str:
    return QCoreApplication.translate("chat_actions", text)
