"""The centre pane: header, messages, who is typing, notices, and the composer of the chat that is open."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QKeySequence, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.core.values import ChatDetails, Sequence
from desktop.ui.composer import Composer
from desktop.ui.controls import LinkButton
from desktop.ui.controls.focus import AreaRing
from desktop.ui.controls.leading import LeadingLabel
from desktop.ui.conversation_header import ConversationHeader
from desktop.ui.drop_area import DropArea
from desktop.ui.find_bar import FindBar
from desktop.ui.notices import NoticeStrip
from desktop.ui.theme.theme import Style, Theme
from desktop.ui.timeline.actions import Aids
from desktop.ui.timeline.typing_strip import TypingStrip
from desktop.ui.timeline.view import TimelineView
from desktop.viewmodels import sentences
from desktop.viewmodels.timeline import TimelineModel
from desktop.viewmodels.toast import Toast
from desktop.viewmodels.workspace import Workspace

LOW = 600
"""Below this height the composer shows less at once."""

MOST_SELECTED = 60
"""Characters of what is selected that are taken as what is to be looked for."""


class ConversationPane(QWidget):
    """Everything about the open chat but its details.

    Signals:
        details_toggled (bool): the details panel is to be shown, or hidden.
    """

    details_toggled = Signal(bool)

    def __init__(self, theme: Theme, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = workspace.timeline
        self._composing = workspace.composer
        self._finding = workspace.find
        self.header = ConversationHeader(theme, workspace.details, self)
        self.find_bar = FindBar(theme, workspace.find, self._last_in_sight, self)
        aids = Aids(workspace.emoji, workspace.choices, workspace.files)
        self.timeline = TimelineView(theme, workspace.timeline, self, aids=aids)
        AreaRing(theme, self.timeline, lambda: not workspace.timeline.entries)
        self.typing = TypingStrip(theme, workspace.timeline.typing, self)
        self.start_notice = StartNotice(theme, workspace.timeline, self)
        self.notices = NoticeStrip(theme, workspace.status, self)
        self.composer = Composer(theme, workspace.composer, self, pictures=workspace.pictures)
        self.drop_area = DropArea(
            theme, self, workspace.composer.files, lambda: workspace.current_title, self.header
        )
        self.drop_area.dropped.connect(self.focus_composer)
        self._lay_out()
        self.header.details_toggled.connect(self.details_toggled)
        self.header.find_wanted.connect(self.find_words)
        self.find_bar.keyboard_given_up.connect(self.focus_composer)
        workspace.composer.sent.connect(workspace.timeline.on_sent)
        self.timeline.row_actions.reply_requested.connect(workspace.composer.answer)
        self.timeline.row_actions.edit_requested.connect(workspace.composer.reword)
        self.timeline.row_actions.target_requested.connect(workspace.follow)
        self.timeline.row_actions.told.connect(workspace.told)
        workspace.timeline.actions.failed.connect(lambda why: workspace.told.emit(Toast(why, failed=True)))
        workspace.timeline.opened.connect(self._show_details)
        workspace.timeline.details_changed.connect(self._show_details)
        theme.changed.connect(self.update)
        self._show_details()

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(self.find_bar)
        column.addWidget(self.timeline, 1)
        column.addWidget(self.typing)
        for notice in (self.start_notice, self.notices):
            slot = QHBoxLayout()
            slot.setContentsMargins(16, 0, 16, 8 if notice is self.notices else 0)
            slot.addWidget(notice)
            column.addLayout(slot)
        column.addWidget(self.composer)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the change of a message, the answer, or finding, with Esc, and paste to where one writes."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.focus_composer()
            self.composer.field.paste()
        elif event.key() != Qt.Key.Key_Escape or not self._leave_something():
            super().keyPressEvent(event)

    def _leave_something(self) -> bool:
        if self._composing.cancel():
            return True
        if self._finding.is_by_results:  # to which Esc leads back
            return False
        was_open = self._finding.is_open
        self._finding.close()
        return was_open

    def _last_in_sight(self) -> Sequence | None:
        return self.timeline.sight.last_seq()

    def find_words(self) -> None:
        """Let somebody look for words in this chat: those that are selected, if they are few, or what they looked for last."""
        words, near = self.composer.field.selected_words() if self.composer.field.hasFocus() else "", None
        if not words:
            words, near = self.timeline.selected_words()
        few = len(words) <= MOST_SELECTED and "\n" not in words
        self.find_bar.open(words, near=near) if words and few else self.find_bar.open()

    def find_step(self, by: int) -> None:
        """Go to the next match, or with -1 to the one before."""
        self.find_bar.step(by)

    def set_details_shown(self, shown: bool) -> None:  # noqa: FBT001 - a setter
        """Show the details button as on or off."""
        self.header.set_details_shown(shown)

    def focus_composer(self) -> None:
        """Put the keyboard where one writes."""
        self.composer.focus_field()

    def _show_details(self) -> None:
        self.start_notice.show_details(self._model.details)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the composer know whether there is room for much that is not the conversation."""
        super().resizeEvent(event)
        low = event.size().height() < LOW
        if event.oldSize().isEmpty() or low != (event.oldSize().height() < LOW):
            self.composer.set_low(low)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the ground."""
        QPainter(self).fillRect(self.rect(), QColor(self._theme.tokens.bg_base))


class StartNotice(QWidget):
    """What is said of a chat that the server does not know yet, or does not want."""

    def __init__(self, theme: Theme, model: TimelineModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._details: ChatDetails | None = None
        self._words = LeadingLabel(self)
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._words.setAccessibleName(self.tr("Chat status"))
        self._retry = LinkButton(theme, self.tr("Retry"), self)
        self._delete = LinkButton(theme, self.tr("Delete"), self)
        self._retry.clicked.connect(self._retry_start)
        self._delete.clicked.connect(self._delete_chat)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 0, 4, 8)
        row.addSpacing(44)  # a spacing, unlike a margin, changes sides with the reading direction
        row.addWidget(self._words, 1)
        row.addWidget(self._retry)
        row.addWidget(self._delete)
        theme.changed.connect(self._take_theme)
        self._take_theme()
        self.hide()

    def show_details(self, details: ChatDetails | None) -> None:
        """Say what is to be said of a chat; nothing of one that the server has."""
        self._details = details
        refused = details is not None and bool(details.refused)
        if refused and details is not None:
            reason = sentences.refusal(details.refused)
            self._words.setText(self.tr("This chat was not started. %1").replace("%1", reason))
        else:
            self._words.setText(self.tr("This chat starts for the others once it has reached the server."))
        self._retry.setVisible(refused)
        self._delete.setVisible(refused)
        self.setVisible(details is not None and details.provisional)
        self._take_theme()

    def _retry_start(self) -> None:
        if self._details is not None and self._details.create_command is not None:
            self._model.actions.retry(self._details.create_command)

    def _delete_chat(self) -> None:
        if self._details is not None:
            self._model.actions.discard_chat(self._details)

    def _take_theme(self) -> None:
        tokens = self._theme.tokens
        refused = self._details is not None and bool(self._details.refused)
        self._words.setFont(self._theme.font(Style.SMALL))
        palette = self._words.palette()
        palette.setColor(QPalette.ColorRole.WindowText, QColor(tokens.danger if refused else tokens.text_2))
        self._words.setPalette(palette)
