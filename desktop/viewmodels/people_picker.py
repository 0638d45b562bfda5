"""Choosing teammates: a searchable list in which people are ticked, and those chosen, in the order of choosing."""

from collections.abc import Iterable, Sequence

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QObject, Qt, Signal

from desktop.core import folding
from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.values import Person, Presence, UserId
from desktop.viewmodels import names, presence
from desktop.viewmodels.background import Background
from desktop.viewmodels.following import Following
from desktop.viewmodels.lines import Index, LinesModel


class Teammate(Struct, frozen=True):
    """A line of the list."""

    person: Person
    chosen: bool
    locked: bool
    """In the chat already: shown, but not to be chosen."""
    presence: Presence | None = None
    """None while nobody knows, as without a connection: then nothing is shown."""

    @property
    def name(self) -> str:
        """What they are called on the screen."""
        return names.shown_name(self.person)


class TeammatesModel(LinesModel[Teammate]):
    """The lines of the list: their names, ticks, and what a screen reader says."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(lambda line: line.person.id, _texts, parent)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a row can be ticked, unless it is locked."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        plain = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
        if self.lines[index.row()].locked:
            return plain
        return plain | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable


class PeoplePickerModel(QObject):
    """Who can be chosen, who is, and what the search leaves of the list.

    Signals:
        chosen_changed(): somebody was chosen or taken out.
        listed(): the list of teammates was read for the first time.
    """

    chosen_changed = Signal()
    listed = Signal()

    def __init__(
        self,
        client: Client,
        background: Background,
        parent: QObject | None = None,
        *,
        preselected: Sequence[UserId] = (),
    ) -> None:
        """`preselected` are chosen as soon as the team is read."""
        super().__init__(parent)
        self._client = client
        self._background = background
        self._wanted = tuple(preselected)
        """Who is to be chosen, and has not been in the team so far."""
        self._people: tuple[Person, ...] = ()
        self._chosen: tuple[Person, ...] = ()
        self._locked: frozenset[UserId] = frozenset()
        self._query = ""
        self.teammates = TeammatesModel(self)
        self._following = Following(self, client.feed, self._on_changes)
        _ = background.start(self._read())

    @property
    def closed(self) -> bool:
        """Whether nobody looks any more."""
        return not self._following.active

    @property
    def chosen(self) -> tuple[Person, ...]:
        """Return who is chosen, in the order of choosing."""
        return self._chosen

    @property
    def query(self) -> str:
        """Return what is searched for."""
        return self._query

    def search(self, query: str) -> None:
        """Leave only people whose name, username or title holds every word of `query`."""
        if query != self._query:
            self._query = query
            self._show()

    def toggle(self, user: UserId) -> None:
        """Choose somebody, or take them out again; who is in the chat already stays as they are."""
        if any(person.id == user for person in self._chosen):
            self.remove(user)
            return
        found = next((person for person in self._people if person.id == user), None)
        if found is not None and user not in self._locked:
            self._choose((*self._chosen, found))

    def choose(self, users: Iterable[UserId]) -> None:
        """Choose some people more, as soon as they are known to be in the team."""
        self._wanted = (*self._wanted, *users)
        self._choose_wanted()

    def remove(self, user: UserId) -> None:
        """Take somebody out."""
        self._choose(tuple(person for person in self._chosen if person.id != user))

    def remove_last(self) -> None:
        """Take out who was chosen last."""
        self._choose(self._chosen[:-1])

    def lock(self, users: Iterable[UserId]) -> None:
        """Say who cannot be chosen, being in the chat already."""
        locked = frozenset(users)
        if locked != self._locked:
            self._locked = locked
            self._keep_choosable()

    def close(self) -> None:
        """Stop following the directory; nothing is said any more."""
        self._following.end()

    def _choose(self, chosen: tuple[Person, ...]) -> None:
        if chosen == self._chosen:
            return
        self._chosen = chosen
        self._show()
        self.chosen_changed.emit()

    def _keep_choosable(self) -> None:
        """Take out those who left the team or came into the chat meanwhile; show everybody as they are now."""
        present = {person.id: person for person in self._people if person.id not in self._locked}
        self._choose(tuple(present[person.id] for person in self._chosen if person.id in present))
        self._show()

    def _show(self) -> None:
        chosen = {person.id for person in self._chosen}
        self.teammates.show(
            tuple(
                Teammate(
                    person=person,
                    chosen=person.id in chosen,
                    locked=person.id in self._locked,
                    presence=self._client.presence(person.id),
                )
                for person in _matching(self._people, self._query)
            )
        )

    async def _read(self) -> None:
        first = not self._people
        people = await self._client.people()
        if not self._following.active:
            return
        self._people = people
        self._choose_wanted()
        self._keep_choosable()
        if first:
            self.listed.emit()

    def _choose_wanted(self) -> None:
        known = {person.id: person for person in self._people}
        chosen = {person.id for person in self._chosen}
        found = dict.fromkeys(user for user in self._wanted if user in known)
        self._wanted = tuple(user for user in self._wanted if user not in known)
        self._choose((*(known[user] for user in found if user not in chosen), *self._chosen))

    def _on_changes(self, changes: ChangeSet) -> None:
        if changes.people:
            _ = self._background.start(self._read())
        if changes.presence or changes.connection:
            self._show()


def _matching(people: tuple[Person, ...], query: str) -> tuple[Person, ...]:
    """Return who matches, those first whose words begin with the words of the query."""
    wanted = folding.words(query)
    if not wanted:
        return people
    known = [(person, folding.fold(f"{person.name} {person.username} {person.title}")) for person in people]
    found = [(person, text) for person, text in known if folding.holds(text, wanted)]
    found.sort(key=lambda pair: not folding.begins(pair[1], wanted))
    return tuple(person for person, _ in found)


def _texts(line: Teammate, role: int) -> object:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return line.name
        case Qt.ItemDataRole.CheckStateRole:
            return Qt.CheckState.Checked if line.chosen else Qt.CheckState.Unchecked
        case Qt.ItemDataRole.AccessibleTextRole:
            return _spoken(line)
        case _:
            return None


def _spoken(line: Teammate) -> str:
    """Return a line as a screen reader says it; ticks are told by the check state."""
    parts = [line.name, line.person.title, presence.spoken(line.presence)]
    if line.locked:
        parts.append(QCoreApplication.translate("PeoplePicker", "in this chat already"))
    return ", ".join(part for part in parts if part)
