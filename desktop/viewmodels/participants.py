"""The people of one chat, a line each: who they are, whether they are there, and from when on they see the chat."""

from collections.abc import Callable

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QObject, Qt

from desktop.core.values import ChatDetails, Milliseconds, Participation, Person, Presence, UserId
from desktop.viewmodels import names, presence, times
from desktop.viewmodels.lines import LinesModel
from desktop.viewmodels.tips import tip


class ParticipantLine(Struct, frozen=True):
    """A person in the chat, as the panel shows them."""

    person: Person
    is_me: bool
    presence: Presence | None = None
    """None while nobody knows, as without a connection: then nothing is shown."""
    tag: str = ""
    """`from 3 Mar` for somebody who sees the chat from a day on; empty otherwise."""
    tag_meaning: str = ""
    """The same as a sentence, for the tooltip and screen readers."""

    @property
    def name(self) -> str:
        """What they are called on the screen."""
        return names.shown_name(self.person)


class ParticipantsModel(LinesModel[ParticipantLine]):
    """The list in the right panel: by name, the user last."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(lambda line: line.person.id, _texts, parent)

    def show_people(
        self,
        details: ChatDetails | None,
        now: Milliseconds,
        presence_of: Callable[[UserId], Presence | None],
    ) -> None:
        """Show who is in a chat, and who of them is there."""
        self.show(tuple(_line(one, now, _there(one, presence_of)) for one in by_name(details)))


def by_name(details: ChatDetails | None) -> tuple[Participation, ...]:
    """Return a chat's participants as people look for them: by name, the user last."""
    if details is None:
        return ()
    return tuple(
        sorted(details.participants, key=lambda one: (one.is_me, names.shown_name(one.person).casefold()))
    )


def heading_of(details: ChatDetails | None) -> str:
    """Return what a chat is called: its subject, or the others' names, in full where there is but one."""
    if details is None:
        return ""
    return names.chat_title(details.subject, [one.person for one in by_name(details) if not one.is_me])


def _there(one: Participation, presence_of: Callable[[UserId], Presence | None]) -> Presence | None:
    there = presence_of(one.person.id)
    # Whoever looks at this is there, also before the server has said so.
    return Presence.ONLINE if one.is_me and there is Presence.OFFLINE else there


def _line(one: Participation, now: Milliseconds, there: Presence | None) -> ParticipantLine:
    if not one.limited_history or one.added_at is None:
        return ParticipantLine(one.person, one.is_me, there)
    tag = _tr("from %1").replace("%1", times.short_day(one.added_at, now))
    meaning = _tr("Sees messages from %1 on").replace("%1", times.long_day(one.added_at, now))
    return ParticipantLine(one.person, one.is_me, there, tag, meaning)


def _texts(line: ParticipantLine, role: int) -> object:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return line.name
        case Qt.ItemDataRole.ToolTipRole:
            return tip("\n".join(part for part in (line.person.title, line.tag_meaning) if part)) or None
        case Qt.ItemDataRole.AccessibleTextRole:
            me = _tr("you") if line.is_me else ""
            parts = (
                line.name,
                me,
                line.person.title,
                presence.spoken(line.presence),
                line.tag_meaning,
            )
            return ", ".join(part for part in parts if part)
        case _:
            return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("participants", text)
