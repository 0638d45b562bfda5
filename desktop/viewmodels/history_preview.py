"""What a newcomer would be able to read at once: asked of the server, which knows all of it, and again as the chat goes on."""

import asyncio
from enum import Enum

from PySide6.QtCore import QCoreApplication, QObject, Signal

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.errors import ClientError, NotConnectedError
from desktop.core.values import (
    ChatDetails,
    ChatId,
    ConnectionState,
    Deleted,
    Milliseconds,
    Person,
    SharedHistory,
    Text,
    TimelineRow,
)
from desktop.viewmodels import markup, names, sentences, times
from desktop.viewmodels.background import Background
from desktop.viewmodels.following import Following
from desktop.viewmodels.isolates import isolated
from desktop.viewmodels.placeholders import filled

PAUSE = 0.4
"""Seconds: in a busy chat the server is asked again no more often than this."""

AGAIN = 3.0
"""Seconds after which the server is asked again that would not say it."""


class State(Enum):
    """What is known of it."""

    LOADING = "loading"
    KNOWN = "known"
    UNKNOWN = "unknown"
    """The server could not be asked; `problem` says why."""


class HistoryPreview(QObject):
    """The history of one chat as the user could share it.

    Signals:
        changed(): `state`, `history` or `problem` is different.
    """

    changed = Signal()

    def __init__(
        self, client: Client, background: Background, chat: ChatId, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._chat = chat
        self._asking = False
        self._stale = False
        self.state = State.LOADING
        self.history: SharedHistory | None = None
        """The last that the server said; None before."""
        self.problem = ""
        self._following = Following(self, client.feed, self._on_changes)
        self._ask()

    def close(self) -> None:
        """Ask no more."""
        self._following.end()

    async def ask_again(self) -> SharedHistory:
        """Return what the server says at this moment, and show that. Raises ClientError."""
        history = await self._client.shared_history(self._chat)
        self._take(State.KNOWN, history)
        return history

    def _ask(self) -> None:
        """Ask soon; while a question is under way, or was just answered, once more after it."""
        self._stale = True
        if not self._asking:
            self._asking = True
            _ = self._background.start(self._ask_until_fresh())

    async def _ask_until_fresh(self) -> None:
        try:
            while self._stale and self._following.active:
                self._stale = False
                await self._ask_now()
                await asyncio.sleep(PAUSE)
                if self.state is State.UNKNOWN and self._client.connection.state is ConnectionState.ONLINE:
                    await asyncio.sleep(AGAIN)
                    self._stale = True
        finally:
            self._asking = False

    async def _ask_now(self) -> None:
        try:
            await self.ask_again()
        except NotConnectedError:
            self._take(State.UNKNOWN, None, sentences.needs_connection())
        except ClientError as error:
            self._take(State.UNKNOWN, None, sentences.failure(error))

    def _take(self, state: State, history: SharedHistory | None, problem: str = "") -> None:
        if self._following.active and (state, history, problem) != (self.state, self.history, self.problem):
            self.state, self.history, self.problem = state, history, problem
            self.changed.emit()

    def _on_changes(self, changes: ChangeSet) -> None:
        if changes.connection:
            self._on_connection()
        if self._chat in changes.timelines | changes.chats or changes.anew or changes.people:
            self._ask()

    def _on_connection(self) -> None:
        if self._client.connection.state is not ConnectionState.ONLINE:
            self._take(State.UNKNOWN, None, sentences.needs_connection())
        elif self.state is State.UNKNOWN:
            self._take(State.LOADING, None)
            self._ask()


def shares_more(now: SharedHistory, shown: SharedHistory) -> bool:
    """Tell whether more would be shared than was shown: from another message on, or by somebody who was not named.

    That it has gone on meanwhile is no surprise: whoever adds people sees what is written.
    """
    return now.first != shown.first or not set(now.authors) <= set(shown.authors)


def described(who: str, history: SharedHistory, details: ChatDetails, me: Person, now: Milliseconds) -> str:
    """Return how much somebody will see: `Chen will see 142 messages since 3 March by Ana, Bruno and you`."""
    if history.first is None:
        return _tr("There are no earlier messages yet")
    since, one = times.long_day(history.first.sent_at, now), history.messages == 1
    if details.my_added_at is not None:
        limited = (
            _tr("%1 will see 1 message from %2 on, as you see them")
            if one
            else _tr("%1 will see %Ln messages from %2 on, as you see them", history.messages)
        )
        return filled(limited, who, since)
    whole = (
        _tr("%1 will see 1 message since %2 by %3")
        if one
        else _tr("%1 will see %Ln messages since %2 by %3", history.messages)
    )
    return filled(whole, who, since, _authors(history, me))


def first_line(history: SharedHistory, now: Milliseconds) -> str:
    """Return who wrote the first message that they will see, when, and what, on one line; empty for none."""
    first = history.first
    if first is None:
        return ""
    day, time = times.short_day(first.sent_at, now), times.clock_time(first.sent_at)
    who = isolated(names.first_name(first.author_name))
    return filled(_tr("First: %1, %2, %3: %4"), who, day, time, _one_line(first))


def _authors(history: SharedHistory, me: Person) -> str:
    others = [person for person in history.authors if person.id != me.id]
    called = list(names.first_names(names.by_name(others)))
    if len(others) < len(history.authors):
        called.append(QCoreApplication.translate("names", "you"))
    return names.listed(called)


def _one_line(row: TimelineRow) -> str:
    match row.body:
        case Text(text=text):
            return isolated(markup.plain(text))
        case Deleted():
            return _tr("Message deleted")
        case _:
            return ""


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("history_preview", text, "", number)
