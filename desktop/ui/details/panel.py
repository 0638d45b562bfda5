"""The right panel: what the chat is called, how it began, who is in it, and the way to add people."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleInterface,
    QColor,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QShortcut,
)
from PySide6.QtWidgets import QAccessibleWidget, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.controls import LinkButton, SecondaryButton, Switch
from desktop.ui.details.participants import ParticipantsView
from desktop.ui.details.subject import SubjectEditor
from desktop.ui.dialogs.words import Line, Problem, Words
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.details import DetailsModel

WIDTH = 280
_HEADER = 55
_FOOT = 55
_SIDE = 16


class DetailsPanel(QWidget):
    """All about the open chat but its messages.

    Signals:
        edit_participants_requested(): the user wants to add people.
    """

    edit_participants_requested = Signal()

    def __init__(self, theme: Theme, details: DetailsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.details = details
        self._shown_chat = details.chat
        self.setAccessibleName(self.tr("Chat details"))
        self.setFixedWidth(WIDTH)
        self._make_header()
        self._make_people()
        self._mute_row = MuteRow(theme, details)
        self._lay_out()
        QShortcut(QKeySequence(Qt.Key.Key_F2), self, self.edit_subject)
        theme.changed.connect(self.update)
        details.changed.connect(self._show)
        details.subject_kept.connect(self._subject.close_editor)
        self._show()

    def edit_subject(self) -> None:
        """Open the field in which the subject is changed, if there is a chat."""
        if self.details.ready:
            self._subject.open_editor(self.details.subject)

    def _make_header(self) -> None:
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
        row.setContentsMargins(_SIDE, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(retry)
        row.addWidget(discard)
        row.addStretch(1)

    def _make_people(self) -> None:
        self._people = ParticipantsView(self._theme, self.details.participants)
        self._count = Words(self._theme, Style.SMALL, "text_3")
        self._edit = SecondaryButton(self._theme, self.tr("Edit participants"), icon="user-plus")
        self._edit.clicked.connect(self.edit_participants_requested)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 0, 0, 0)
        layout.setSpacing(0)
        header = QWidget()
        header.setMinimumHeight(_HEADER)
        inside = QVBoxLayout(header)
        inside.setContentsMargins(_SIDE, 7, 9, 9)
        inside.setSpacing(0)
        for part in (self._subject, self._coming, self._problem, self._choices):
            inside.addWidget(part)
        layout.addWidget(header)
        layout.addWidget(Line(self._theme, "border"))
        layout.addWidget(self._scrolling(), 1)
        layout.addWidget(Line(self._theme, "border"))
        layout.addWidget(self._mute_row)

    def _scrolling(self) -> QScrollArea:
        content = QWidget()
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

    def _show(self) -> None:
        details = self.details
        if details.chat != self._shown_chat:
            self._shown_chat = details.chat
            self._subject.close_editor()
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
        self._count.setText(str(details.participants.rowCount()))
        self._edit.setEnabled(details.can_edit_participants)
        self._edit.setToolTip(details.edit_obstacle)
        self._edit.setAccessibleDescription(details.edit_obstacle)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the ground, and the line that parts the panel from the messages."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(tokens.bg_panel))
        painter.fillRect(0, 0, 1, self.height(), QColor(tokens.border))


class MuteRow(QWidget):
    """The switch at the panel's foot."""

    def __init__(self, theme: Theme, details: DetailsModel) -> None:
        super().__init__()
        self._details = details
        self.setFixedHeight(_FOOT)
        title = Words(theme, Style.BODY, "text", self.tr("Mute this chat"), weight=500)
        self._hint = Words(theme, Style.SMALL, "text_2", self.tr("Mentions still notify you"))
        self.switch = Switch(theme, title.text())
        self.switch.clicked.connect(lambda muted: details.mute(muted=muted))
        title.setBuddy(self.switch)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(title)
        words.addWidget(self._hint)
        words.addStretch(1)
        row = QHBoxLayout(self)
        row.setContentsMargins(_SIDE, 0, _SIDE - 4, 0)
        row.addLayout(words, 1)
        row.addWidget(self.switch)
        details.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        details = self._details
        self.switch.setEnabled(details.ready)
        self.switch.setChecked(details.muted)
        self.switch.setToolTip(details.muted_until)
        said = (self._hint.text(), details.muted_until)
        self.switch.setAccessibleDescription(". ".join(part for part in said if part))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Switch by a click on the words too."""
        if event.button() is Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.switch.click()


def _readable(_name: str, widget: QObject) -> QAccessibleInterface | None:
    """Tell Qt that the panel is a group; it keeps the interface and deletes it with the widget."""
    if not isinstance(widget, DetailsPanel):
        return None
    return QAccessibleWidget(widget, QAccessible.Role.Grouping, widget.accessibleName())


QAccessible.installFactory(_readable)
