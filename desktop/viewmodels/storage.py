"""How much an account takes on this computer, as the settings show it, and what can be done about it."""

from PySide6.QtCore import QObject, Signal

from desktop.core.account_values import StorageUsed
from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.errors import ClientError
from desktop.viewmodels import sentences
from desktop.viewmodels.attached import size_told
from desktop.viewmodels.background import Background
from desktop.viewmodels.files_kept import FilesKeptModel
from desktop.viewmodels.following import Following
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.rereading import Rereading
from desktop.viewmodels.toast import Toast


class StorageModel(QObject):
    """What there is, in words; each part is empty while it is not known.

    Signals:
        changed(): anything shown is different.
        told(Toast): the search index is being made anew, or cannot be.
    """

    changed = Signal()
    told = Signal(object)

    def __init__(
        self, client: Client, background: Background, files: FilesKeptModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._used: StorageUsed | None = None
        self._failure = ""
        self._asked_to_rebuild = False
        self.made_anew = False
        """The user had the search index made anew just now."""
        self.files = files
        """Removing files, and how much of what may be kept is used."""
        self._is_prepared = client.search_is_prepared()
        self._following = Following(self, client.feed, self._on_changes)
        self._reading = Rereading(background, self._following, self._read)
        files.changed.connect(self.look)
        self.look()

    @property
    def problem(self) -> str:
        """Return why it is not known how much there is; empty for no problem."""
        return self._failure

    @property
    def messages(self) -> str:
        """Return how much messages, chats and drafts take: `48 MB`."""
        return "" if self._used is None else size_told(self._used.messages)

    @property
    def search(self) -> str:
        """Return how much the search index takes."""
        return "" if self._used is None else size_told(self._used.search)

    @property
    def downloaded(self) -> str:
        """Return how much of files is here, and how many these are."""
        used = self._used
        if used is None:
            return ""
        return filled(self.tr("%1 in %2"), size_told(used.files), self.tr("%Ln file(s)", "", used.file_count))

    @property
    def has_files(self) -> bool:
        """Whether there are files to remove, as far as is known."""
        return self._used is None or self._used.file_count > 0

    @property
    def set_aside(self) -> str:
        """Return how much was set aside as it could not be read; empty for nothing."""
        return size_told(self._used.set_aside) if self._used is not None and self._used.set_aside else ""

    @property
    def total(self) -> str:
        """Return how much all of it takes, and how much is free: `1.2 GB, 80 GB free`."""
        used = self._used
        if used is None:
            return ""
        whole = size_told(used.messages + used.search + used.files + used.set_aside)
        return (
            whole if used.free is None else filled(self.tr("%1 used, %2 free"), whole, size_told(used.free))
        )

    @property
    def rebuilding(self) -> bool:
        """Whether the search index is being made."""
        return self._asked_to_rebuild or not self._client.search_is_prepared()

    def look(self) -> None:
        """Find out how much there is."""
        self._reading.again()

    def rebuild_search(self) -> None:
        """Make the search index anew; searches find less until that is done."""
        if not self.rebuilding:
            self._asked_to_rebuild = True
            self.changed.emit()
            _ = self._background.start(self._rebuild())

    async def _rebuild(self) -> None:
        met: ClientError | None = None
        try:
            await self._client.rebuild_search()
        except ClientError as error:
            met = error
        finally:
            self._asked_to_rebuild = False
        if not self._following.active:
            return
        self.made_anew = met is None
        words = self.tr("The search index is being made anew.") if met is None else sentences.failure(met)
        self.told.emit(Toast(words, failed=met is not None))
        self._is_prepared = self._client.search_is_prepared()
        self.look()
        self.changed.emit()

    async def _read(self) -> None:
        try:
            self._used = await self._client.storage() or self._used
            self._failure = ""
        except ClientError as error:
            self._failure = sentences.failure(error)
        self._say()

    def _on_changes(self, changes: ChangeSet) -> None:
        prepared = self._client.search_is_prepared()
        if changes.progress and prepared is not self._is_prepared:
            self._is_prepared = prepared
            self._say()
            self.look()

    def _say(self) -> None:
        if self._following.active:
            self.changed.emit()
