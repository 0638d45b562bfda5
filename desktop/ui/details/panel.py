"""The right panel: what the chat is called, how it began, who is in it and the way to add people, and the files of the chat."""

from PySide6.QtCore import QLocale, QModelIndex, QObject, Qt, QTimer, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QColor,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import (
    QAccessibleWidget,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop.core.values import ChatId
from desktop.ui.controls import LinkButton, SecondaryButton
from desktop.ui.details.all_files import AllFiles
from desktop.ui.details.mute import MuteRow
from desktop.ui.details.participants import ParticipantsView
from desktop.ui.details.shared_files import SharedFiles
from desktop.ui.details.subject import SubjectEditor
from desktop.ui.dialogs.words import Line, Problem, Words
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.details import DetailsModel
from desktop.viewmodels.shared_files import SharedFilesModel

WIDTH = 280
MOST_GROWTH = 1.3
"""It grows with the words in it, or they would be cut off in longer languages; the window has room for so much."""
_SIDE = 16
_AFTER_HEAD = 9
_PATIENCE_MS = 300
"""A chat is read in less; only after this it is said that it is being read."""


class DetailsPanel(QWidget):
    """All about the open chat but its messages.

    Signals:
        edit_participants_requested(): the user wants to add people.
        message_requested(UserId): the user wants the chat with somebody alone.
        mention_requested(Person): the user wants to name somebody in what they write.
    """

    edit_participants_requested = Signal()
    message_requested = Signal(object)
    mention_requested = Signal(object)

    def __init__(
        self, theme: Theme, details: DetailsModel, files: SharedFilesModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self.details = details
        self._files = files
        self._shown_chat = details.chat
        self._unfinished: dict[ChatId | None, str] = {}
        """Subjects that were being typed when another chat was opened: they are there again with their chat."""
        self.setAccessibleName(self.tr("Chat details"))
        self._make_header()
        self._make_people()
        self._make_files()
        self._mute_row = MuteRow(theme, details)
        self._lay_out()
        QShortcut(QKeySequence(Qt.Key.Key_F2), self, self.edit_subject)
        theme.changed.connect(self._take_theme)
        details.changed.connect(self._show)
        details.subject_kept.connect(self._subject.close_editor)
        self._take_theme()
        self._show()

    def edit_subject(self) -> None:
        """Open the field in which the subject is changed, if there is a chat."""
        if self.details.ready:
            self._subject.open_editor(self.details.subject)

    def _make_header(self) -> None:
        self._waiting = Words(self._theme, Style.SMALL, "text_2", self.tr("Loading…"))
        self._waiting.hide()
        self._patience = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._patience.timeout.connect(lambda: self._waiting.setVisible(self.details.loading))
        self._beginning = Words(self._theme, Style.SMALL, "text_2")
        self._beginning.setAccessibleName(self.tr("How it began"))
        self._beginning.setWordWrap(True)
        self._coming = Words(self._theme, Style.SMALL, "text_2")
        self._coming.setAccessibleName(self.tr("Still missing here"))
        self._coming.setWordWrap(True)
        self._subject = SubjectEditor(self._theme, self._beginning)
        self._subject.pencil.clicked.connect(self.edit_subject)
        self._subject.submitted.connect(self.details.set_subject)
        self._subject.abandoned.connect(self.details.forget_problem)
        self._problem = Problem(self._theme, self.tr("Subject problem"))
        retry = LinkButton(self._theme, self.tr("Retry"))
        retry.clicked.connect(self.details.retry_subject)
        discard = LinkButton(self._theme, self.tr("Discard"), colour="danger")
        discard.clicked.connect(self.details.discard_subject)
        self._choices = QWidget()
        row = QHBoxLayout(self._choices)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addSpacing(_SIDE)
        row.addWidget(retry)
        row.addWidget(discard)
        row.addStretch(1)

    def _make_people(self) -> None:
        self._people = ParticipantsView(self._theme, self.details.participants)
        self._people.message_requested.connect(self.message_requested)
        self._people.mention_requested.connect(self.mention_requested)
        self._people.selectionModel().currentChanged.connect(self._scroll_to)
        self._count = Words(self._theme, Style.SMALL, "text_3")
        self._edit = SecondaryButton(self._theme, self.tr("Edit participants"), icon="user-plus")
        self._edit.clicked.connect(self.edit_participants_requested)

    def _make_files(self) -> None:
        self._shared = SharedFiles(self._theme, self._files)
        self._shared.all_wanted.connect(self.show_all_files)
        self._shared.view.selectionModel().currentChanged.connect(self._scroll_to_file)
        self._all_files = AllFiles(self._theme, self._files)
        self._all_files.left.connect(self._leave_all_files)

    def show_all_files(self) -> None:
        """Show all files of the chat, in the place of everything below its name."""
        self._parts.setCurrentWidget(self._all_files)
        self._all_files.begin()

    def _leave_all_files(self) -> None:
        self._files.close_all()
        self._parts.setCurrentWidget(self._area)
        self._shared.all.setFocus(Qt.FocusReason.OtherFocusReason)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        self._header = QWidget()
        across = QHBoxLayout(self._header)
        across.setContentsMargins(_AFTER_HEAD, 7, _AFTER_HEAD, 9)
        across.setSpacing(0)
        across.addSpacing(_SIDE - _AFTER_HEAD)  # a spacing, unlike a margin, changes sides with the direction
        inside = QVBoxLayout()
        inside.setSpacing(0)
        across.addLayout(inside, 1)
        for part in (self._waiting, self._subject, self._coming, self._problem, self._choices):
            inside.addWidget(part)
        layout.addWidget(self._header)
        layout.addWidget(Line(self._theme, "border"))
        self._area = self._scrolling()
        self._parts = QStackedWidget()
        self._parts.addWidget(self._area)
        self._parts.addWidget(self._all_files)
        layout.addWidget(self._parts, 1)
        layout.addWidget(Line(self._theme, "border"))
        layout.addWidget(self._mute_row)

    def _scrolling(self) -> QScrollArea:
        content = QWidget()
        self._content = content
        column = QVBoxLayout(content)
        column.setContentsMargins(0, 14, 0, 14)
        column.setSpacing(0)
        label = QHBoxLayout()
        label.setContentsMargins(_SIDE, 0, _SIDE, 6)
        label.setSpacing(6)
        label.addWidget(Words(self._theme, Style.SMALL, "text_2", self.tr("Participants"), weight=600))
        label.addWidget(self._count)
        label.addStretch(1)
        column.addLayout(label)
        column.addWidget(self._people)
        button = QHBoxLayout()
        button.setContentsMargins(_SIDE, 8, _SIDE, 0)
        button.addWidget(self._edit)
        column.addLayout(button)
        column.addSpacing(14)
        column.addWidget(Line(self._theme, "border"))
        column.addWidget(self._shared)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(content)
        area.viewport().setAutoFillBackground(False)
        content.setAutoFillBackground(False)
        return area

    def _take_theme(self) -> None:
        self.setFixedWidth(round(WIDTH * min(MOST_GROWTH, max(1.0, self._theme.scale))))
        self._header.setMinimumHeight(self._theme.header - 1)
        self.update()

    def _scroll_to(self, current: QModelIndex) -> None:
        """Let who is current be seen: the panel scrolls, not the list."""
        row = self._people.visualRect(current)
        self._area.ensureVisible(0, self._people.y() + row.top(), 0, 0)
        self._area.ensureVisible(0, self._people.y() + row.bottom(), 0, 0)

    def _scroll_to_file(self, current: QModelIndex) -> None:
        """Let the current file be seen."""
        row = self._shared.view.visualRect(current)
        top = self._shared.y() + self._shared.view.y()
        self._area.ensureVisible(0, top + row.top(), 0, 0)
        self._area.ensureVisible(0, top + row.bottom(), 0, 0)

    def _show(self) -> None:
        details = self.details
        if details.chat != self._shown_chat:
            self._leave_subject()
            self._parts.setCurrentWidget(self._area)
            self._shown_chat = details.chat
        if details.ready and details.chat in self._unfinished:
            self._subject.bring_back(self._unfinished.pop(details.chat))
        if not details.loading:
            self._patience.stop()
            self._waiting.hide()
        elif not self._patience.isActive() and self._waiting.isHidden():
            self._patience.start()
        self._show_header()
        self._content.setVisible(details.ready)
        self._all_files.setEnabled(details.ready)
        self._count.setText(QLocale().toString(details.participants.rowCount()))
        self._edit.setEnabled(details.can_edit_participants)
        self._edit.setToolTip(details.edit_obstacle)
        self._edit.setAccessibleDescription(details.edit_obstacle)

    def _leave_subject(self) -> None:
        """Keep what is typed as a subject for when its chat is opened again."""
        unfinished = self._subject.unfinished
        if unfinished is not None:
            self._unfinished[self._shown_chat] = unfinished
        self._subject.close_editor()

    def _show_header(self) -> None:
        details = self.details
        self._subject.words.set_text(details.heading)
        self._subject.setVisible(details.ready)
        self._beginning.setText(details.beginning)
        self._beginning.setAccessibleDescription(details.beginning)
        self._coming.setText(details.coming)
        self._coming.setAccessibleDescription(details.coming)
        self._coming.setVisible(bool(details.coming))
        self._problem.say(details.problem)
        self._subject.field.set_invalid(invalid=bool(details.problem) and self._subject.editing)
        self._choices.setVisible(details.can_retry)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, and the line that parts the panel from the messages."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.bg_panel))
        painter.fillRect(0, 0, 1, self.height(), QColor(tokens.border))


def _readable(_name: str, widget: QObject) -> QAccessibleInterface | None:
    """Tell Qt that the panel is a group; it keeps the interface and deletes it with the widget."""
    if not isinstance(widget, DetailsPanel):
        return None
    return QAccessibleWidget(widget, QAccessible.Role.Grouping, widget.accessibleName())


QAccessible.installFactory(_readable)
