"""Asking where a file is to be saved. The place of the last time is offered again, until the program ends."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QStandardPaths, Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.core.files.names import clean_file_name
from desktop.viewmodels.file_actions import FileActions, SentFile
from desktop.viewmodels.file_words import shown_file_name


def ask_where(window: QWidget, files: FileActions, file: SentFile) -> QFileDialog:
    """Open the dialog; the file is saved at the place that is chosen. Nothing waits for it."""
    dialog = QFileDialog(window, QCoreApplication.translate("saving", "Save as"))
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setFileMode(QFileDialog.FileMode.AnyFile)
    dialog.setDirectory(str(_offered(files.folder)))
    dialog.selectFile(clean_file_name(shown_file_name(file.attachment)))
    dialog.fileSelected.connect(lambda name: files.save(file, Path(name)))
    dialog.open()
    return dialog


def _offered(last: Path | None) -> Path:
    """Return the first of the likely folders that is there."""
    usual = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DownloadLocation))
    return next((place for place in (last, usual) if place is not None and place.is_dir()), Path.home())
