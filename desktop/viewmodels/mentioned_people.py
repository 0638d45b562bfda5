"""Who is mentioned in what is shown and is not in the chat: their names are looked up once, when the first of them is met.

Most chats mention nobody but their own people, whose names are at hand; so the team is not read before somebody else is.
"""

from collections.abc import Container, Iterable, Mapping

from PySide6.QtCore import QObject, Signal

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.values import Person, Text, TimelineRow, UserId
from desktop.viewmodels.background import Background
from desktop.viewmodels.following import Following


class MentionedPeople(QObject):
    """The team, as far as it is needed.

    Signals:
        changed(): `people` is different.
    """

    changed = Signal()

    def __init__(self, client: Client, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._people: Mapping[UserId, Person] = {}
        self._asked = False
        self._following = Following(self, client.feed, self._on_changes)

    @property
    def people(self) -> Mapping[UserId, Person]:
        """Everybody in the team; nobody until somebody was met who is not in the chat."""
        return self._people

    def meet(self, rows: Iterable[TimelineRow], known: Container[UserId]) -> None:
        """Look up the team once a row mentions somebody who is not known."""
        if not self._asked and any(
            user not in known for row in rows if isinstance(row.body, Text) for user in row.body.mentions
        ):
            self._asked = True
            _ = self._background.start(self._read())

    async def _read(self) -> None:
        team = await self._client.people()
        people = {person.id: person for person in team}
        if self._following.active and people != self._people:
            self._people = people
            self.changed.emit()

    def _on_changes(self, changes: ChangeSet) -> None:
        if changes.people and self._asked:
            _ = self._background.start(self._read())
