"""All files of a chat, in the panel's place: a search by name, and a list that is read on as one scrolls."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.controls import IconButton, LineField
from desktop.ui.controls.focus import ring_while_empty
from desktop.ui.details.files import FilesView
from desktop.ui.dialogs.words import Words, announce
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.shared_files import SharedFilesModel

_SIDE = 16
_BESIDE_ARROW = 9
_REST_MS = 120
"""After the last letter the search begins."""
_AHEAD = 2
"""So many heights of the list before its end the next page is read."""


class AllFiles(QWidget):
    """The list.

    Signals:
        left(): the user wants the panel back.
    """

    left = Signal()

    def __init__(self, theme: Theme, files: SharedFilesModel) -> None:
        super().__init__()
        self._files = files
        self._back = IconButton(theme, "arrow-left", self.tr("Back to details"), size=26)
        self._back.clicked.connect(self.left)
        self.field = LineField(theme, self.tr("Search files"), icon="search")
        self.field.setPlaceholderText(self.tr("Search files"))
        self.field.setClearButtonEnabled(False)
        self._rest = QTimer(self, singleShot=True, interval=_REST_MS)
        self._rest.timeout.connect(lambda: files.search(self.field.text()))
        self.field.textChanged.connect(self._rest.start)
        self.view = FilesView(theme, files, files.found, self.tr("All files"))
        ring_while_empty(theme, self.view)
        self.view.verticalScrollBar().valueChanged.connect(self._read_on)
        self._nothing = Words(theme, Style.SMALL, "text_2")
        self._nothing.setWordWrap(True)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._nothing.setAccessibleName(self.tr("What was found"))
        self._lay_out(theme)
        files.changed.connect(self._show)
        self._show()

    def _lay_out(self, theme: Theme) -> None:
        heading = QHBoxLayout()
        heading.setContentsMargins(_BESIDE_ARROW, 8, _SIDE, 6)
        heading.setSpacing(4)
        heading.addWidget(self._back)
        heading.addWidget(Words(theme, Style.SMALL, "text_2", self.tr("Shared files"), weight=600))
        heading.addStretch(1)
        field = QHBoxLayout()
        field.setContentsMargins(_SIDE, 0, _SIDE, 8)
        field.addWidget(self.field)
        nothing = QHBoxLayout()
        nothing.setContentsMargins(_SIDE, 0, _SIDE, 0)
        self._nothing.setContentsMargins(0, 24, 0, 0)
        nothing.addWidget(self._nothing)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(heading)
        column.addLayout(field)
        column.addLayout(nothing)
        column.addWidget(self.view, 1)

    def begin(self) -> None:
        """Show all files, ready to search among them."""
        self.field.clear()
        self._rest.stop()
        self._files.open_all()
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show(self) -> None:
        nothing = self._files.nothing
        if nothing and nothing != self._nothing.text() and self.isVisible():
            announce(self, nothing)
        self._nothing.setText(nothing)
        self._nothing.setAccessibleDescription(nothing)
        self._nothing.setVisible(bool(nothing))
        QTimer.singleShot(0, self, self._read_on)  # the list may not be full yet

    def _read_on(self) -> None:
        bar = self.view.verticalScrollBar()
        if self.isVisible() and bar.maximum() - bar.value() < _AHEAD * self.view.viewport().height():
            self._files.read_on()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Clear the search with Esc, then go back; go from the field into the list with the arrow."""
        if event.key() == Qt.Key.Key_Escape:
            if self.field.text():
                self.field.clear()
            else:
                self.left.emit()
        elif event.key() == Qt.Key.Key_Down and self.field.hasFocus():
            if self.view.model().rowCount():
                self.view.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)
