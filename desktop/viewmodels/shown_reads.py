"""Whether others are shown how far the user reads: a setting of the account, which only the server can change."""

from PySide6.QtCore import QObject, Signal

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.errors import ClientError, NotConnectedError
from desktop.viewmodels import sentences
from desktop.viewmodels.background import Background
from desktop.viewmodels.following import Following


class ShownReadsModel(QObject):
    """The switch.

    Signals:
        changed(): `shown`, `obstacle` or `problem` is different.
    """

    changed = Signal()

    def __init__(self, client: Client, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._asked: bool | None = None
        """What was chosen, until the server has done it."""
        self.problem = ""
        """Why it was not changed, as a sentence; empty for no problem."""
        self._following = Following(self, client.feed, self._on_changes)

    @property
    def shown(self) -> bool:
        """Whether others see how far the user has read, or will once the server has answered."""
        return self._client.shows_reads if self._asked is None else self._asked

    @property
    def obstacle(self) -> str:
        """Return why it cannot be changed now; empty if it can."""
        return "" if self._client.connection.is_there else self.tr("Needs a connection")

    @property
    def busy(self) -> bool:
        """Whether the server is being asked."""
        return self._asked is not None

    def choose(self, *, shown: bool) -> None:
        """Show it from now on, or take back what was shown; the last word holds, though the one before was not answered yet."""
        if self.obstacle or shown is self.shown:
            self.changed.emit()
            return
        was_busy = self.busy
        self._asked, self.problem = shown, ""
        self.changed.emit()
        if not was_busy:
            _ = self._background.start(self._bring_about())

    async def _bring_about(self) -> None:
        met: ClientError | None = None
        told: bool | None = None
        try:
            while self._asked is not None and self._asked is not told:
                told = self._asked
                await self._client.set_shows_reads(told)
        except ClientError as error:
            met = error
        finally:
            self._asked = None
        if not self._following.active:
            return
        if isinstance(met, NotConnectedError):
            self.problem = self.tr("The connection was lost before the server answered. Try again.")
        elif met is not None:
            self.problem = sentences.failure(met)
        self.changed.emit()

    def _on_changes(self, changes: ChangeSet) -> None:
        if changes.connection or changes.people:
            self.changed.emit()
