"""The right panel: what the chat is called, how it began, and who is in it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.core.client import Client
from desktop.core.errors import ClientError
from desktop.core.values import (
    FOR_EVER,
    ChatId,
    ConnectionState,
    Delivery,
    Milliseconds,
    Notify,
    PendingSubject,
    Person,
)
from desktop.viewmodels import kept_here, names, presence, sentences, times
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.chat_actions import ChatActions, notified_of
from desktop.viewmodels.cleaning import clean_name
from desktop.viewmodels.followed_chat import FollowedChat
from desktop.viewmodels.participants import ParticipantsModel, by_name, heading_of
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.toast import Toast

_DAY_MS = 24 * 60 * 60 * 1000
"""Qt's timers count no further than some weeks: a longer wait is begun anew after a day."""


class DetailsModel(QObject):
    """What the right panel shows of the open chat, and changing its subject.

    `participants` lists who is in the chat, by name, the user last.

    Signals:
        changed(): anything shown is different.
        subject_kept(): a subject that the user set is stored and shown.
        told(Toast): the subject was changed, and how to have the former one again.
    """

    changed = Signal()
    subject_kept = Signal()
    told = Signal(object)

    def __init__(
        self, client: Client, background: Background, clock: Clock, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._clock = clock
        self._problem = ""
        self._followed = FollowedChat(client, background, self)
        self._followed.changed.connect(self._on_changed)
        self._unmuting = QTimer(self, singleShot=True)
        self._unmuting.timeout.connect(self._on_changed)
        self._actions = ChatActions(client, background, clock, self.told.emit)
        self.participants = ParticipantsModel(self)

    def show_chat(self, chat: ChatId | None) -> None:
        """Show another chat, or none."""
        self._problem = ""
        self._followed.follow(chat)

    def close(self) -> None:
        """Stop following the chat."""
        self._unmuting.stop()
        self._followed.close()

    @property
    def chat(self) -> ChatId | None:
        """Return which chat is shown."""
        return self._followed.chat

    @property
    def ready(self) -> bool:
        """Whether there is a chat to show and it has been read."""
        return self._followed.details is not None

    @property
    def loading(self) -> bool:
        """Whether there is a chat to show and it is still being read."""
        return self.chat is not None and not self.ready

    @property
    def subject(self) -> str:
        """Return the subject, with a change that is on its way already applied; may be empty."""
        details = self._followed.details
        return "" if details is None else details.subject

    @property
    def heading(self) -> str:
        """Return the subject, or the others' names where there is none."""
        return heading_of(self._followed.details)

    @property
    def summary(self) -> str:
        """Return who is in the chat: `Ana, Bruno and you`. Of one other person, whether they are there."""
        others = [line for line in self.participants.lines if not line.is_me]
        if not self.ready:
            return ""
        people = names.participants_summary([line.person for line in others])
        there = presence.label(others[0].presence) if len(others) == 1 else ""
        if not there:
            return people
        # Without a subject the heading is their name already.
        return filled(self.tr("%1 · %2"), people, there) if self.subject else there

    @property
    def problem(self) -> str:
        """Return why the subject was not taken, in words; empty for no problem."""
        pending = self._pending_subject()
        if pending is not None and pending.delivery is Delivery.REFUSED:
            reason = sentences.refusal(pending.reason)
            return filled(self.tr("Not changed to “%1”. %2"), clean_name(pending.subject), reason)
        return self._problem

    @property
    def can_retry(self) -> bool:
        """Whether the subject was refused by the server, so that Retry and Discard mean something."""
        pending = self._pending_subject()
        return pending is not None and pending.delivery is Delivery.REFUSED

    @property
    def beginning(self) -> str:
        """Return how the chat began, or when the user came in where they cannot know more."""
        details = self._followed.details
        if details is None:
            return ""
        if details.my_added_at is not None:
            return filled(self.tr("You were added on %1"), self._day(details.my_added_at))
        if details.started_by is None or details.started_at is None:
            return ""
        day = self._day(details.started_at)
        if details.started_by.id == self._client.me.id:
            return filled(self.tr("Started by you on %1"), day)
        return filled(self.tr("Started by %1 on %2"), self._short_name(details.started_by), day)

    @property
    def coming(self) -> str:
        """Return how much of the chat is not on this computer yet; empty for nothing."""
        details = self._followed.details
        if details is None:
            return ""
        offline = not self._client.connection.is_there
        return kept_here.missing(details.coming) if offline else kept_here.coming(details.coming)

    @property
    def muted(self) -> bool:
        """Whether the user is told of nothing but mentions."""
        return self._muted_until != 0

    @property
    def muted_until(self) -> str:
        """Return until when, if the chat is muted for a time; empty otherwise."""
        end = self._muted_until
        if end in {0, FOR_EVER}:
            return ""
        when = times.clock_time(end)
        if times.local_day(end) != times.local_day(self._clock()):
            return filled(self.tr("Muted until %1, %2"), times.short_day(end, self._clock()), when)
        return filled(self.tr("Muted until %1"), when)

    @property
    def _muted_until(self) -> Milliseconds:
        """When the chat will no longer be muted; 0 if it is not."""
        details = self._followed.details
        end = 0 if details is None else details.muted_until
        return min(end, FOR_EVER) if end > self._clock() else 0

    @property
    def can_edit_participants(self) -> bool:
        """Whether people can be added now: it cannot be undone, so it needs a connection."""
        return self.ready and not self.edit_obstacle

    @property
    def edit_obstacle(self) -> str:
        """Return why people cannot be added now, in a few words; empty if they can."""
        details = self._followed.details
        if self._client.connection.state is not ConnectionState.ONLINE:
            return self.tr("Needs a connection")
        if details is not None and details.refused:
            return self.tr("This chat was not started")
        if details is not None and details.provisional:
            return self.tr("The chat is being started")
        return ""

    def mute(self, *, muted: bool) -> None:
        """Mute the chat without an end, or no more. Shown at once, sent when there is a connection.

        Nothing is told of it, with a way back: the switch itself says it, and is the way back.
        """
        if self.chat is not None and self.ready and self._muted_until != (FOR_EVER if muted else 0):
            _ = self._background.start(self._client.set_muted(self.chat, FOR_EVER if muted else 0))

    @property
    def notify(self) -> Notify:
        """Return what the user is notified of in this chat; empty for as in every other one."""
        details = self._followed.details
        return "" if details is None else details.notify

    @property
    def still_notifies(self) -> str:
        """Return in words what the user is notified of here: what they chose, or that a mute lets mentions through."""
        chosen = self.notify == "nothing" if self.muted else bool(self.notify)
        return notified_of(self.notify) if chosen else self.tr("Mentions still notify you")

    def choose_notify(self, notify: Notify) -> None:
        """Be notified of some of this chat, or as in every other one."""
        if self.chat is not None and self.ready:
            self._actions.notify(self.chat, notify)

    def mute_for_an_hour(self) -> None:
        """Mute the chat for an hour."""
        if self.chat is not None and self.ready:
            self._actions.mute_for_an_hour(self.chat)

    def mute_until_tomorrow(self) -> None:
        """Mute the chat until tomorrow morning."""
        if self.chat is not None and self.ready:
            self._actions.mute_until_tomorrow(self.chat)

    def set_subject(self, subject: str) -> None:
        """Name the chat; an empty subject takes its name away. Shown at once, sent when there is a connection."""
        wanted = " ".join(subject.split())
        if self.chat is None or not self.ready:
            return
        if wanted == self.subject:
            self.subject_kept.emit()
        else:
            former, replaced = self.subject, self._pending_subject()  # now: soon another chat may be open
            _ = self._background.start(self._set_subject(self.chat, wanted, former, replaced))

    def retry_subject(self) -> None:
        """Send a refused subject again."""
        pending = self._pending_subject()
        if pending is not None:
            _ = self._background.start(self._client.retry(pending.command))

    def discard_subject(self) -> None:
        """Give up a refused subject: the chat keeps the one it had."""
        pending = self._pending_subject()
        self._tell("")
        if pending is not None and self.chat is not None:
            _ = self._background.start(self._client.discard(pending.command))
            again = self._back_to(self.chat, pending.subject)
            self.told.emit(Toast(self.tr("The change was discarded"), self.tr("Undo"), again))

    def forget_problem(self) -> None:
        """Take back what was said of a subject that could not be stored."""
        self._tell("")

    async def _set_subject(
        self, chat: ChatId, subject: str, former: str, replaced: PendingSubject | None
    ) -> None:
        try:
            if replaced is not None and replaced.delivery is Delivery.REFUSED:
                await self._client.discard(replaced.command)
            await self._client.set_subject(chat, subject)
        except ClientError as error:
            self._tell_of(chat, sentences.failure(error))
            return
        self._tell_of(chat, "")
        if not self._followed.closed:
            if chat == self.chat:
                self.subject_kept.emit()
            self.told.emit(Toast(self._renamed_to(subject), self.tr("Undo"), self._back_to(chat, former)))

    def _renamed_to(self, subject: str) -> str:
        shown = clean_name(subject)
        return (
            filled(self.tr("The subject is now “%1”"), shown) if shown else self.tr("The subject was removed")
        )

    def _back_to(self, chat: ChatId, former: str) -> Callable[[], object]:
        """Return what names a chat as it was before, whichever chat is open by then."""
        return lambda: self._background.start(self._restore(chat, former))

    async def _restore(self, chat: ChatId, former: str) -> None:
        try:
            await self._client.set_subject(chat, former)
        except ClientError as error:
            self.told.emit(Toast(sentences.failure(error), failed=True))

    def _pending_subject(self) -> PendingSubject | None:
        details = self._followed.details
        return None if details is None else details.pending_subject

    def _short_name(self, person: Person) -> str:
        everybody = [one.person for one in by_name(self._followed.details)]
        shown = dict(zip([one.id for one in everybody], names.first_names(everybody), strict=True))
        return shown.get(person.id, names.first_name(person.name))

    def _on_changed(self) -> None:
        self.participants.show_people(self._followed.details, self._clock(), self._client.presence)
        details = self._followed.details
        if details is not None and self.muted:
            self._unmuting.start(min(details.muted_until - self._clock(), _DAY_MS))
        self.changed.emit()

    def _day(self, moment: int) -> str:
        return times.long_day(moment, self._clock())

    def _tell_of(self, chat: ChatId, problem: str) -> None:
        """Say what became of a subject, or that nothing is wrong: beside it, or as a toast once another chat is open."""
        if chat == self.chat:
            self._tell(problem)
        elif problem:
            self.told.emit(Toast(problem, failed=True))

    def _tell(self, problem: str) -> None:
        self._problem = problem
        if not self._followed.closed:
            self.changed.emit()
