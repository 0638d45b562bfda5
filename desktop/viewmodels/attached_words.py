"""How a message that is nothing but files is called on one line: "Photo", "2 photos", "report.pdf", "3 files"."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication

from desktop.core.values import Attachment
from desktop.viewmodels.cleaning import clean_name
from desktop.viewmodels.file_words import shown_file_name


def attached_named(attachments: Sequence[Attachment]) -> str:
    """Return what stands for some files; empty for none."""
    if attachments and all(each.picture is not None for each in attachments):
        return _tr("Photo") if len(attachments) == 1 else _tr("%Ln photos", len(attachments))
    return files_named([shown_file_name(each) for each in attachments])


def files_named(names: Sequence[str]) -> str:
    """Return what stands for files of which nothing but the names is known; empty for none."""
    if not names:
        return ""
    return (clean_name(names[0]) or _tr("File")) if len(names) == 1 else files_counted(len(names))


def files_counted(number: int) -> str:
    """Return how many files there are, in words; empty for none."""
    if not number:
        return ""
    return _tr("1 file") if number == 1 else _tr("%Ln files", number)


def _tr(text: str, number: int = -1) -> str:
    return QCoreApplication.translate("attached", text, "", number)
