"""Adding people to a chat, and deciding whether they get the earlier messages. It cannot be undone, and says so."""

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale, QObject, Qt, Signal

from desktop.core.client import Client
from desktop.core.errors import ClientError, NotConnectedError
from desktop.core.values import ChatDetails, ChatId, ConnectionState, Person
from desktop.viewmodels import names, sentences, times
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.details import by_name, others_named
from desktop.viewmodels.followed_chat import FollowedChat
from desktop.viewmodels.lines import LinesModel
from desktop.viewmodels.people_picker import PeoplePickerModel

_NAMED = 2
"""Most people that the button and the preview name; more are counted."""


class PresentLine(Struct, frozen=True):
    """A person who is in the chat, for good."""

    person: Person
    is_me: bool
    started: bool


class EditParticipantsModel(QObject):
    """What the dialog Edit participants holds, for one chat.

    `present` lists who is in the chat, by name, the user last.

    Signals:
        changed(): anything shown is different.
        added(): the people are in the chat; the server has said so.
    """

    changed = Signal()
    added = Signal()

    def __init__(
        self,
        client: Client,
        background: Background,
        clock: Clock,
        chat: ChatId,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._clock = clock
        self._chat = chat
        self._share = False
        self._busy = False
        self._problem = ""
        self._whole = False
        self.picker = PeoplePickerModel(client, background, self)
        self.picker.chosen_changed.connect(self._on_input)
        self.present: LinesModel[PresentLine] = LinesModel(lambda line: line.person.id, _texts, self)
        self._followed = FollowedChat(client, background, self)
        self._followed.changed.connect(self._on_chat_changed)
        self._followed.follow(chat)

    def close(self) -> None:
        """Stop following the chat and the directory."""
        self._followed.close()
        self.picker.close()

    @property
    def heading(self) -> str:
        """Return the chat's subject, or its participants' names."""
        details = self._followed.details
        if details is None:
            return ""
        return details.subject or others_named(details)

    @property
    def shares_history(self) -> bool:
        """Whether the new people get the earlier messages."""
        return self._share

    @property
    def busy(self) -> bool:
        """Whether the server is being asked."""
        return self._busy

    @property
    def offline(self) -> bool:
        """Whether nobody can be added for want of a connection."""
        return self._client.connection.state is not ConnectionState.ONLINE

    @property
    def can_add(self) -> bool:
        """Whether somebody is chosen and can be added now."""
        return (
            bool(self.picker.chosen)
            and self._followed.details is not None
            and not self._busy
            and not self.offline
        )

    @property
    def problem(self) -> str:
        """Return why people could not be added, or cannot be now, as a sentence; empty for no problem."""
        if self._problem:
            return self._problem
        return sentences.needs_connection() if self.offline and not self._busy else ""

    @property
    def add_label(self) -> str:
        """Return the button's words, which name who is added."""
        chosen = self.picker.chosen
        if not chosen:
            return self.tr("Add")
        if len(chosen) > _NAMED:
            return self.tr("Add {count} people").format(count=len(chosen))
        return self.tr("Add {names}").format(names=self._chosen_names())

    @property
    def preview(self) -> str:
        """Return what the new people will be able to read, exactly and before it is too late."""
        details = self._followed.details
        if details is None:
            return ""
        if not self._share:
            return self._about_them(self.tr("{who} will see only new messages"))
        if not self._whole:
            return self._about_them(self.tr("{who} will see everything that you can see here"))
        count, since = details.visible_messages, details.first_visible_at
        if count == 0 or since is None:
            return self.tr("There are no earlier messages yet")
        what = self.tr("1 message") if count == 1 else self.tr("{count} messages")
        return self._about_them(
            self.tr("{who} will see {what} since {day}"),
            what=what.format(count=QLocale().toString(count)),
            day=times.short_day(since, self._clock()),
        )

    def share_history(self, *, share: bool) -> None:
        """Decide whether the new people get the earlier messages."""
        self._share = share
        self._on_input()

    def add(self) -> None:
        """Add who is chosen; `added` follows, or `problem` says why not and everything stays as it was."""
        if not self.can_add:
            return
        self._tell(busy=True)
        _ = self._background.start(self._add())

    async def _add(self) -> None:
        people = [person.id for person in self.picker.chosen]
        try:
            await self._client.add_participants(self._chat, people, share_history=self._share)
        except NotConnectedError:
            self._tell(problem=sentences.answer_lost())
        except ClientError as error:
            self._tell(problem=sentences.failure(error))
        else:
            self._tell()
            if not self.picker.closed:
                self.added.emit()

    def _about_them(self, pattern: str, **rest: str) -> str:
        chosen = self.picker.chosen
        if not chosen:
            who = self.tr("New people")
        elif len(chosen) > _NAMED:
            who = self.tr("They")
        else:
            who = self._chosen_names()
        return pattern.format(who=who, **rest)

    def _chosen_names(self) -> str:
        return names.listed(names.first_names(self.picker.chosen))

    def _on_chat_changed(self) -> None:
        details = self._followed.details
        if details is not None:
            self.picker.lock(one.person.id for one in details.participants)
            self.present.show(_present(details))
            if not self._whole:
                _ = self._background.start(self._look_for_the_first(details))
        self.changed.emit()

    async def _look_for_the_first(self, details: ChatDetails) -> None:
        """Count only once the first message that the user may read is on this computer: older ones come last."""
        first = await self._client.older(self._chat, before=details.visible_from_seq + 1, limit=1)
        if first.rows and not self._whole and not self.picker.closed:
            self._whole = True
            self.changed.emit()

    def _on_input(self) -> None:
        self._tell(busy=self._busy)

    def _tell(self, *, busy: bool = False, problem: str = "") -> None:
        self._busy = busy
        self._problem = problem
        if not self.picker.closed:
            self.changed.emit()


def _present(details: ChatDetails) -> tuple[PresentLine, ...]:
    founder = None if details.started_by is None else details.started_by.id
    return tuple(
        PresentLine(person=one.person, is_me=one.is_me, started=one.person.id == founder)
        for one in by_name(details)
    )


def _texts(line: PresentLine, role: int) -> object:
    translate = QCoreApplication.translate
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return line.person.name
        case Qt.ItemDataRole.AccessibleTextRole:
            me = translate("EditParticipantsModel", "you") if line.is_me else ""
            started = translate("EditParticipantsModel", "Started this chat") if line.started else ""
            return ", ".join(part for part in (line.person.name, me, started) if part)
        case _:
            return None
