"""The button "Attach files" with its dialog, and the lines over the composer that say why a file is not attached."""

from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSizePolicy, QWidget

from desktop.core.values import ChatId
from desktop.ui import icons
from desktop.ui.controls import IconButton
from desktop.ui.dialogs.words import Words
from desktop.ui.shortcuts import Deed, native, window_keys
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels import attaching_words
from desktop.viewmodels.attaching import AttachingModel
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.placeholders import filled

_SIZE = 30
_ICON = 17
_NOTICE_ICON = 14
_LEFT = 15
_GAP = 10
_BELOW = 6
_CLOSE = 24
_MOST_LINES = 3
"""Sentences that are said at once, in a window that is high enough."""


class AttachButton(IconButton):
    """Opens the system's dialog for choosing files.

    Signals:
        chosen: files were chosen; whoever chose them goes on in the text.
    """

    chosen = Signal()

    def __init__(self, theme: Theme, model: AttachingModel, parent: QWidget | None = None) -> None:
        super().__init__(theme, "paperclip", "", parent, size=_SIZE, icon_size=_ICON)
        self._model = model
        self._folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
        """Where files were chosen last, and are looked for first the next time."""
        self.setAccessibleName(self.tr("Attach files"))
        self.clicked.connect(self.choose)
        self.show_state()

    def show_state(self) -> None:
        """Be there to be pressed, or say why not."""
        can = self._model.can_attach
        self.setEnabled(can)
        keys = native(window_keys()[Deed.ATTACH_FILES][0])
        usual = filled(self.tr("Attach files (%1)"), keys)
        self.setToolTip(usual if can else attaching_words.while_rewording())

    def choose(self) -> None:
        """Let files be chosen, for the chat that is open now, whichever is when they are."""
        chat = self._model.chat
        if chat is None or not self._model.can_attach:
            self._model.explain()
            return
        dialog = QFileDialog(self.window(), self.tr("Attach files"))
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setDirectory(self._folder)
        dialog.filesSelected.connect(lambda chosen: self._take(chosen, chat))
        dialog.open()

    def _take(self, chosen: list[str], chat: ChatId) -> None:
        paths = [Path(each) for each in chosen]
        if paths:
            self._folder = str(paths[0].parent)
        self._model.attach(paths, to=chat)
        self.chosen.emit()


class AttachingNotice(QWidget):
    """A line for each file that is not attached; gone while there is none."""

    def __init__(self, theme: Theme, model: AttachingModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._words = Words(theme, Style.SMALL, "danger")
        self._words.setWordWrap(True)
        self._words.setAccessibleName(self.tr("Problem with attachments"))
        self.dismiss_button = IconButton(theme, "x", self.tr("Dismiss"), self, size=_CLOSE, icon_size=14)
        self.dismiss_button.clicked.connect(model.dismiss)
        self._most = _MOST_LINES
        self._said: tuple[str, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, _BELOW)
        row.setSpacing(0)
        row.addSpacing(_LEFT + _NOTICE_ICON - 4 + _GAP)  # a spacing, unlike a margin, changes sides
        row.addWidget(self._words, 1)
        row.addWidget(self.dismiss_button, 0, Qt.AlignmentFlag.AlignTop)
        theme.changed.connect(self.update)
        self.hide()

    def show_state(self) -> None:
        """Say what is not attached."""
        lines = self._model.lines
        if lines == self._said:  # as with each letter that is typed
            return
        self._say(lines)

    def _say(self, lines: tuple[str, ...]) -> None:
        self._said = lines
        if not lines:
            self.hide()
            return
        more = len(lines) - self._most
        shown = "\n".join(lines[: self._most])
        self._words.setText(f"{shown} {attaching_words.and_more(more)}" if more > 0 else shown)
        self._words.setAccessibleDescription(without_isolates(" ".join(lines)))
        self.dismiss_button.setVisible(self._model.can_dismiss)
        self.show()

    def set_low(self, low: bool) -> None:  # noqa: FBT001 - a setter
        """Say less at once, where there is little room for what stands above."""
        self._most = 1 if low else _MOST_LINES
        self._say(self._said)

    def minimumSizeHint(self) -> QSize:
        """Return a height in which no word is cut; the width is whatever there is."""
        return QSize(0, super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the icon where the words begin."""
        painter = QPainter(self)
        colour = self._theme.tokens.danger
        picture = icons.pixmap("circle-alert", _NOTICE_ICON, colour, self.devicePixelRatioF())
        left = self.width() - _LEFT - _NOTICE_ICON if self.isRightToLeft() else _LEFT
        first = self._theme.line_height(Style.SMALL)
        painter.drawPixmap(left, self._words.y() + (first - _NOTICE_ICON) // 2, picture)
