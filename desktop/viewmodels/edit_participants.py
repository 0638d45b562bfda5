"""Adding people to a chat, and deciding whether they get the earlier messages. It cannot be undone, and says so."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from desktop.core.client import Client
from desktop.core.errors import ClientError, NotConnectedError
from desktop.core.values import ChatDetails, ChatId, ConnectionState, Person, UserId
from desktop.viewmodels import history_preview, names, sentences
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.followed_chat import FollowedChat
from desktop.viewmodels.history_preview import HistoryPreview, State, shares_more
from desktop.viewmodels.lines import LinesModel
from desktop.viewmodels.participants import by_name, heading_of
from desktop.viewmodels.people_picker import PeoplePickerModel
from desktop.viewmodels.placeholders import filled

_NAMED = 2
"""Most people that the button and the preview name; more are counted."""


class PresentLine(Struct, frozen=True):
    """A person who is in the chat, for good."""

    person: Person
    is_me: bool
    started: bool

    @property
    def name(self) -> str:
        """What they are called on the screen."""
        return names.shown_name(self.person)


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
        *,
        preselected: Sequence[UserId] = (),
    ) -> None:
        """`preselected` are chosen from the start, as far as they are in the team and not in the chat."""
        super().__init__(parent)
        self._client = client
        self._background = background
        self._clock = clock
        self._chat = chat
        self._share = False
        self._busy = False
        self._problem = ""
        self.picker = PeoplePickerModel(client, background, self, preselected=preselected)
        self.picker.chosen_changed.connect(self._on_input)
        self.present: LinesModel[PresentLine] = LinesModel(lambda line: line.person.id, _texts, self)
        self._followed = FollowedChat(client, background, self)
        self._followed.changed.connect(self._on_chat_changed)
        self._followed.follow(chat)
        self._history = HistoryPreview(client, background, chat, self)
        self._history.changed.connect(self._on_input)

    def close(self) -> None:
        """Stop following the chat and the directory."""
        self._history.close()
        self._followed.close()
        self.picker.close()

    @property
    def heading(self) -> str:
        """Return the chat's subject, or its participants' names."""
        details = self._followed.details
        if details is None:
            return ""
        return heading_of(details)

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
            and (not self._share or self._history.state is State.KNOWN)
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
            return self.tr("Add %Ln people", "", len(chosen))
        return filled(self.tr("Add %1"), self._chosen_names())

    @property
    def preview(self) -> str:
        """Return what the new people will be able to read, exactly and before it is too late."""
        details, history = self._followed.details, self._history.history
        if details is None:
            return ""
        if not self._share:
            return filled(self.tr("%1 will see only new messages"), self._who())
        if history is None:
            return self._no_preview()
        return history_preview.described(self._who(), history, details, self._client.me, self._clock())

    @property
    def first_message(self) -> str:
        """Return the first message that they will see, on one line; empty while nothing earlier is shared, or known."""
        history = self._history.history
        return history_preview.first_line(history, self._clock()) if self._share and history else ""

    @property
    def shows_history(self) -> bool:
        """Whether earlier messages are shared, and it is known which."""
        return self._share and self._history.history is not None

    def _no_preview(self) -> str:
        if self._history.state is State.LOADING:
            return self.tr("Looking up what they will see…")
        if self.offline:
            return self.tr("What they will see is known again with the connection")
        return self._history.problem

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
            if self._share and await self._shares_more():
                self._tell(problem=self.tr("What they will see has changed. Look again, then add them."))
                return
            await self._client.add_participants(self._chat, people, share_history=self._share)
        except NotConnectedError:
            self._tell(problem=sentences.answer_lost())
        except ClientError as error:
            self._tell(problem=sentences.failure(error))
        else:
            self._tell()
            if not self.picker.closed:
                self.added.emit()

    async def _shares_more(self) -> bool:
        """Look a last time whether what is shown is what will be shared."""
        shown = self._history.history
        return shown is None or shares_more(await self._history.ask_again(), shown)

    def _who(self) -> str:
        chosen = self.picker.chosen
        if not chosen:
            return self.tr("New people")
        return self.tr("They") if len(chosen) > _NAMED else self._chosen_names()

    def _chosen_names(self) -> str:
        return names.listed(names.first_names(self.picker.chosen))

    def _on_chat_changed(self) -> None:
        details = self._followed.details
        if details is not None:
            self.picker.lock(one.person.id for one in details.participants)
            self.present.show(_present(details))
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
            return line.name
        case Qt.ItemDataRole.AccessibleTextRole:
            me = translate("EditParticipantsModel", "you") if line.is_me else ""
            started = translate("EditParticipantsModel", "Started this chat") if line.started else ""
            return ", ".join(part for part in (line.name, me, started) if part)
        case _:
            return None
