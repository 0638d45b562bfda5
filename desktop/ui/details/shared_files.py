"""The part of the right panel with the files of the chat: the newest few, and the way to all of them."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.ui.controls import LinkButton
from desktop.ui.details.files import FilesView
from desktop.ui.dialogs.words import Words
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.shared_files import FEW, SharedFilesModel

_SIDE = 16
_BESIDE_LINK = 12


class _SmallLink(LinkButton):
    """As small as the heading beside it."""

    def _words_font(self) -> QFont:
        return self._theme.font(Style.SMALL, weight=500)


class SharedFiles(QWidget):
    """A heading with how many there are, and below it the newest.

    Signals:
        all_wanted(): the user wants to see all files.
    """

    all_wanted = Signal()

    def __init__(self, theme: Theme, files: SharedFilesModel) -> None:
        super().__init__()
        self._theme = theme
        self._files = files
        self._count = Words(theme, Style.SMALL, "text_3")
        self.all = _SmallLink(theme, self.tr("Show all"))
        self.all.setAccessibleName(self.tr("Show all files"))
        self.all.clicked.connect(self.all_wanted)
        self._nothing = Words(theme, Style.SMALL, "text_3", self.tr("Nobody has sent a file here yet."))
        self._nothing.setWordWrap(True)
        self.view = FilesView(theme, files, files.newest, self.tr("Shared files"))
        self.view.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._lay_out()
        files.changed.connect(self._show)
        theme.changed.connect(self._show)
        self._show()

    def _lay_out(self) -> None:
        heading = QHBoxLayout()
        heading.setContentsMargins(_BESIDE_LINK, 0, _BESIDE_LINK, 4)
        heading.setSpacing(6)
        heading.addSpacing(_SIDE - _BESIDE_LINK)  # a spacing changes sides with the direction of reading
        heading.addWidget(Words(self._theme, Style.SMALL, "text_2", self.tr("Shared files"), weight=600))
        heading.addWidget(self._count)
        heading.addStretch(1)
        heading.addWidget(self.all)
        nothing = QHBoxLayout()
        nothing.setContentsMargins(_SIDE, 0, _SIDE, 0)
        nothing.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 10, 0, 0)
        column.setSpacing(0)
        column.addLayout(heading)
        column.addLayout(nothing)
        column.addWidget(self.view)

    def _show(self) -> None:
        files = self._files
        number = files.newest.rowCount()
        self._count.setText(files.count)
        self._nothing.setVisible(files.has_none)
        self.all.setVisible(number > 0)
        self.view.setVisible(number > 0)
        self.view.setFixedHeight(self.view.delegate.row_height() * min(number, FEW))
