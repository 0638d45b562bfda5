"""The dialog Message teammates: who with, what about, and Start chat."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.values import ChatId
from desktop.ui.controls import LineField, LinkButton, PrimaryButton, SecondaryButton
from desktop.ui.dialogs.people_picker import PeoplePicker
from desktop.ui.dialogs.proposed_text import MOST_LINES, ProposedText
from desktop.ui.dialogs.sheet import PADDING, Sheet
from desktop.ui.dialogs.words import Icon, Line, OneLine, Problem, Words, announce, beside_icon
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.new_chat import NewChatModel

_ROWS = 5
_FEWEST_ROWS = 2
_FIELD = 34


class NewChatDialog(Sheet):
    """Starts a chat.

    Signals:
        chat_started(ChatId): the chat is there, new or not, and can be shown; the dialog has closed.
    """

    chat_started = Signal(object)

    def __init__(self, theme: Theme, new_chat: NewChatModel, window: QWidget) -> None:
        super().__init__(theme, self.tr("Message teammates"), window)
        self._new_chat = new_chat
        new_chat.setParent(self)
        self.picker = PeoplePicker(theme, new_chat.picker, self.tr("People"), hint=self.tr("Add people"))
        self.picker.completed.connect(new_chat.start)
        self._left_out = Problem(theme, self.tr("Left out"), icon="info", color="text_2")
        self._problem = Problem(theme, self.tr("Problem"))
        self._lay_out_people()
        self._lay_out_subject()
        self.text = self._lay_out_text() if new_chat.text else None
        """What is proposed to be written first; None as a rule."""
        self._summary = Words(theme, Style.SMALL, "text_2")
        self.cancel = SecondaryButton(theme, self.tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.start = PrimaryButton(theme, self.tr("Start chat"))
        self.start.clicked.connect(new_chat.start)
        self.finish_with(self._summary, self.cancel, self.start)
        new_chat.changed.connect(self._show)
        new_chat.chat_started.connect(self._on_started)
        self._show()
        self.picker.setFocus()

    def _lay_out_people(self) -> None:
        people = QVBoxLayout()
        people.setContentsMargins(PADDING, 8, PADDING, 8)
        people.setSpacing(0)
        safe = Words(
            self._theme, Style.SMALL, "internal_text", self.tr("Internal chat. Customers never see it.")
        )
        safe.setWordWrap(True)
        people.addLayout(beside_icon(self._theme, "lock", 13, safe, color="internal_text"))
        people.addSpacing(15)
        people.addWidget(Words(self._theme, Style.SMALL, "text_2", self.tr("People"), weight=500))
        people.addSpacing(5)
        people.addWidget(self.picker)
        people.addWidget(self._left_out)
        self.body.addLayout(people)
        self.body.addWidget(self.picker.list)
        self.body.addSpacing(12)
        self.body.addWidget(Line(self._theme, "border_raised"))

    def _make_offer(self) -> QWidget:
        """Make the line that tells of the chat there is already; nothing hinders another one."""
        offer = QWidget()
        self._existing = OneLine(self._theme, Style.SMALL, "text_2")
        self._existing.setAccessibleName(self.tr("Chat with these people"))
        self.open_existing = LinkButton(self._theme, self.tr("Open"))
        self.open_existing.clicked.connect(self._new_chat.open_existing)
        row = QHBoxLayout(offer)
        row.setContentsMargins(0, 10, 0, 0)
        row.setSpacing(6)
        row.addWidget(Icon(self._theme, "info", 13, "text_2"))
        row.addWidget(self._existing, 1)
        row.addWidget(self.open_existing)
        offer.hide()
        return offer

    def _lay_out_subject(self) -> None:
        subject = QVBoxLayout()
        subject.setContentsMargins(PADDING, 14, PADDING, 18)
        subject.setSpacing(0)
        label = QHBoxLayout()
        label.setSpacing(6)
        label.addWidget(Words(self._theme, Style.SMALL, "text_2", self.tr("Subject"), weight=500))
        label.addWidget(Words(self._theme, Style.SMALL, "text_3", self.tr("(optional)")))
        label.addStretch(1)
        subject.addLayout(label)
        subject.addSpacing(5)
        self.subject = LineField(self._theme, self.tr("Subject, optional"), height=_FIELD)
        self.subject.setPlaceholderText(self.tr("What is it about?"))
        self.subject.setText(self._new_chat.subject)
        self.subject.textChanged.connect(self._new_chat.set_subject)
        subject.addWidget(self.subject)
        self._offer = self._make_offer()
        subject.addWidget(self._offer)
        subject.addWidget(self._problem)
        self.body.addLayout(subject)

    def _lay_out_text(self) -> ProposedText:
        text = QVBoxLayout()
        text.setContentsMargins(PADDING, 0, PADDING, 18)
        text.setSpacing(5)
        label = QHBoxLayout()
        label.setSpacing(6)
        message = Words(self._theme, Style.SMALL, "text_2", self.tr("Message"), weight=500)
        label.addWidget(message, 0, Qt.AlignmentFlag.AlignTop)
        waits = Words(self._theme, Style.SMALL, "text_3", self.tr("(waits as a draft until you send it)"))
        waits.setWordWrap(True)
        label.addWidget(waits, 1)
        text.addLayout(label)
        field = ProposedText(self._theme, self.tr("Proposed message"), self._new_chat.text)
        text.addWidget(field)
        self.body.addLayout(text)
        return field

    def fit_height(self) -> None:
        """Show fewer rows in a low window."""
        row = self.picker.list.row_height
        self._fit_text(MOST_LINES)
        if self.room_for(self.picker.list) < _FEWEST_ROWS * row:
            self._fit_text(1)
        fewest = _FEWEST_ROWS if self.text is None else 1
        room = self.room_for(self.picker.list)
        self.picker.list.setFixedHeight(max(fewest * row, min(_ROWS * row, room)))

    def _fit_text(self, most: int) -> None:
        if self.text is not None:
            self.text.fit(self.card.width() - 2 * PADDING, most)

    def _show(self) -> None:
        self._summary.setText(self._new_chat.summary)
        self.start.set_busy(busy=self._new_chat.busy)
        self.start.setEnabled(self._new_chat.can_start)
        self._problem.say(self._new_chat.problem)
        self._left_out.say(self._new_chat.left_out)
        self._show_existing(self._new_chat.existing_words)
        self.fit_height()

    def _show_existing(self, words: str) -> None:
        if words == self._existing.text():
            return
        self._existing.show_text(words)
        self._offer.setVisible(bool(words))
        if words:
            announce(self._existing, words)

    @Slot(object)
    def _on_started(self, chat: ChatId) -> None:
        self.accept()
        self.chat_started.emit(chat)

    def done(self, result: int) -> None:
        """Close, and stop following the directory."""
        self._new_chat.close()
        super().done(result)
