"""Asking where a file is to be saved. The place of the last time is offered again, until the program ends."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.core.files.names import clean_file_name
from desktop.core.values import Attachment
from desktop.viewmodels.file_words import shown_file_name

_last: list[Path] = []
"""The folder that was chosen last; empty until then."""


def ask_where(window: QWidget, attachment: Attachment, then: Callable[[Path], object]) -> QFileDialog:
    """Open the dialog; `then` is called with the place, if one is chosen. Nothing waits for it."""
    dialog = QFileDialog(window, QCoreApplication.translate("saving", "Save as"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDirectory(str(_folder()))
    dialog.selectFile(clean_file_name(shown_file_name(attachment)))

    def chosen(name: str) -> None:
        path = Path(name)
        _last[:] = [path.parent]
        then(path)

    dialog.fileSelected.connect(chosen)
    dialog.open()
    return dialog


def _folder() -> Path:
    """Return the first of the likely folders that is there."""
    usual = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation)
    return next((place for place in (*_last, Path(usual)) if place.is_dir()), Path.home())
