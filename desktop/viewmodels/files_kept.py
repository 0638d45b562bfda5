"""What the user decides about files on this computer: which of them come by themselves, how much is kept, and that all may go.

The choices are those of the screens (`choices`), told to the client whenever they change; how much there is, is asked anew each
time that somebody looks.
"""

from PySide6.QtCore import QObject, Signal

from desktop.core.client import Client
from desktop.core.errors import ClientError
from desktop.core.values import Downloads, FilesKept
from desktop.viewmodels import sentences
from desktop.viewmodels.attached import progress_told
from desktop.viewmodels.background import Background
from desktop.viewmodels.choices import Choices, ChoicesModel
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.toast import Toast

_MEGA = 1 << 20


class FilesKeptModel(QObject):
    """Keeps the client to what was chosen, and says how much of files is here.

    Signals:
        changed(): `used` is different.
        told(Toast): files were removed, or could not be.
    """

    changed = Signal()
    told = Signal(object)

    def __init__(
        self, client: Client, background: Background, choices: ChoicesModel, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._client = client
        self._background = background
        self._kept: FilesKept | None = None
        choices.changed.connect(self._take)
        self._take(choices.choices)

    @property
    def used(self) -> str:
        """Return how much of what may be kept is used: `1.2 of 2 GB used`; empty while that is not known."""
        kept = self._kept
        return "" if kept is None else filled(self.tr("%1 used"), progress_told(kept.size, kept.limit))

    def look(self) -> None:
        """Find out how much there is."""
        _ = self._background.start(self._look())

    def clear(self) -> None:
        """Remove what was downloaded; what is not sent yet stays."""
        _ = self._background.start(self._clear())

    async def _look(self) -> None:
        kept = await self._client.files_kept()
        if kept != self._kept:
            self._kept = kept
            self.changed.emit()

    async def _clear(self) -> None:
        try:
            await self._client.clear_files()
        except ClientError as error:
            self.told.emit(Toast(sentences.failure(error), failed=True))
            return
        self.told.emit(Toast(self.tr("Downloaded files were removed from this computer.")))
        await self._look()

    def _take(self, choices: Choices) -> None:
        self._client.set_downloads(Downloads(choices.downloads))
        self._client.set_file_limit(choices.file_limit * _MEGA)
