"""The dialog Edit participants: who is in the chat, whom to add, and what they will be able to read."""

from PySide6.QtCore import QEvent, QLocale, QObject, QPoint, QRectF, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.controls import CheckBox, PrimaryButton, SecondaryButton
from desktop.ui.dialogs.people_picker import PeoplePicker
from desktop.ui.dialogs.present_view import PresentView
from desktop.ui.dialogs.sheet import PADDING, Sheet
from desktop.ui.dialogs.words import Icon, OneLine, Problem, Words, announce, beside_icon
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.edit_participants import EditParticipantsModel

_SHOWN_ROWS = 3
_POPOVER_PADDING = 6
_LEFT_BY_USER = (
    Qt.FocusReason.MouseFocusReason,
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
)


class Framed(QFrame):
    """A surface with a fine border: around the choice, and around the list that the search leaves."""

    def __init__(self, theme: Theme, background: str, radius: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._background = background
        self._radius = radius
        theme.changed.connect(self.update)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Paint the surface."""
        tokens = self._theme.tokens
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setBrush(QColor(getattr(tokens, self._background)))
        painter.setPen(QPen(QColor(tokens.border_raised), 1))
        painter.drawRoundedRect(
            QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), self._radius, self._radius
        )


class EditParticipantsDialog(Sheet):
    """Adds people to a chat, for good."""

    def __init__(self, theme: Theme, edit: EditParticipantsModel, window: QWidget) -> None:
        super().__init__(theme, self.tr("Edit participants"), window)
        self._edit = edit
        edit.setParent(self)
        self.picker = PeoplePicker(theme, edit.picker, self.tr("Add people"), hint=self.tr("Name or title"))
        self.picker.completed.connect(edit.add)
        self._problem = Problem(theme, self.tr("Problem"))
        self._lay_out()
        self._make_popover()
        self.cancel = SecondaryButton(theme, self.tr("Cancel"))
        self.cancel.clicked.connect(self.reject)
        self.add = PrimaryButton(theme, self.tr("Add"))
        self.add.clicked.connect(edit.add)
        warning = Words(theme, Style.SMALL, "text_2", self.tr("This can’t be undone"))
        self.finish_with(warning, self.cancel, self.add)
        edit.changed.connect(self._show)
        edit.added.connect(self.accept)
        self._show()
        self.picker.setFocus()

    def _lay_out(self) -> None:
        theme = self._theme
        self._heading = Words(theme, Style.SMALL, "text_2")
        self._count = Words(theme, Style.SMALL, "text_3")
        content = QVBoxLayout()
        content.setContentsMargins(PADDING, 2, PADDING, 18)
        content.setSpacing(0)
        content.addWidget(self._heading)
        content.addSpacing(16)
        label = QHBoxLayout()
        label.setSpacing(6)
        label.addWidget(Words(theme, Style.SMALL, "text_2", self.tr("In this chat"), weight=500))
        label.addWidget(self._count)
        label.addStretch(1)
        content.addLayout(label)
        content.addSpacing(6)
        present = Framed(theme, "bg_base", 8)
        inside = QVBoxLayout(present)
        inside.setContentsMargins(1, 1, 1, 1)
        self._present = PresentView(theme, self._edit.present)
        inside.addWidget(self._present)
        content.addWidget(present)
        content.addSpacing(9)
        for_good = Words(theme, Style.SMALL, "text_2", self.tr("People can’t be removed from a chat."))
        for_good.setWordWrap(True)
        content.addLayout(beside_icon(theme, "info", 13, for_good, color="text_2"))
        content.addSpacing(18)
        content.addWidget(Words(theme, Style.SMALL, "text_2", self.tr("Add people"), weight=500))
        content.addSpacing(5)
        content.addWidget(self.picker)
        content.addSpacing(14)
        content.addWidget(self._make_choice())
        content.addWidget(self._problem)
        self.body.addLayout(content)

    def _make_choice(self) -> Framed:
        frame = Framed(self._theme, "bg_base", 8)
        self.share = CheckBox(self._theme, self.tr("Share earlier messages"))
        self.share.toggled.connect(lambda checked: self._edit.share_history(share=checked))
        self._eye = Icon(self._theme, "eye-off", 14, "text_2")
        self._preview = Words(self._theme, Style.SMALL, "text_2")
        self._preview.setAccessibleName(self.tr("What they will see"))
        self._preview.setWordWrap(True)
        self._first = OneLine(self._theme, Style.SMALL, "text_2")
        self._first.setAccessibleName(self.tr("First message they will see"))
        line = QGridLayout()
        line.setContentsMargins(30, 0, 0, 0)
        line.setHorizontalSpacing(6)
        line.setVerticalSpacing(2)
        line.addWidget(self._eye, 0, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self._preview, 0, 1)
        line.addWidget(self._first, 1, 1)
        line.setColumnStretch(1, 1)
        layout = QVBoxLayout(frame)
        layout.setContentsMargins(9, 8, 13, 12)
        layout.setSpacing(2)
        layout.addWidget(self.share)
        layout.addLayout(line)
        return frame

    def _make_popover(self) -> None:
        """Make the frame that holds the list while the user searches, in front of what lies below the field."""
        popover = Framed(self._theme, "bg_raised", 10, self)
        layout = QVBoxLayout(popover)
        layout.setContentsMargins(1, _POPOVER_PADDING, 1, _POPOVER_PADDING)
        layout.addWidget(self.picker.list)
        popover.hide()
        self._popover = popover
        self.picker.searching_changed.connect(self._show_list)
        self._edit.picker.teammates.modelReset.connect(self._place_list)
        self.picker.field.clicked.connect(self.picker.begin_search)
        self.picker.field.edit.installEventFilter(self)

    def _show_list(self, searching: bool) -> None:  # noqa: FBT001 - a signal's payload
        self._place_list()
        self._popover.setVisible(searching)
        self._popover.raise_()

    def _place_list(self) -> None:
        """Let the list stand under the field, as high as it has rows to show and the card has room."""
        field = self.picker.field
        below = field.mapTo(self, QPoint(0, field.height() + 4))
        rows = max(1, min(_SHOWN_ROWS, self._edit.picker.teammates.rowCount()))
        height = min(
            rows * self.picker.list.row_height + 2 * _POPOVER_PADDING,
            self.height() - below.y() - _POPOVER_PADDING,
        )
        self._popover.setGeometry(below.x(), below.y(), field.width(), height)

    def fit_height(self) -> None:
        """Show fewer of the people who are in the chat in a low window."""
        self._present.fit(self.room_for(self._present))

    def _show(self) -> None:
        edit = self._edit
        self._heading.setText(edit.heading)
        self._count.setText(QLocale().toString(edit.present.rowCount()))
        self._eye.show_icon("eye" if edit.shows_history else "eye-off")
        self._preview.set_color("text" if edit.shows_history else "text_2")
        self._show_preview(edit.preview, edit.first_message)
        self.add.setText(edit.add_label)
        self.add.setAccessibleName(edit.add_label)
        self.add.set_busy(busy=edit.busy)
        self.add.setEnabled(edit.can_add)
        self.add.setToolTip(self.tr("Needs a connection") if edit.offline else "")
        for control in (self.picker, self.share, self.cancel, self.close_button):
            control.setEnabled(not edit.busy)
        self._problem.say(edit.problem)
        self.fit_height()

    def _show_preview(self, preview: str, first: str) -> None:
        if (preview, first) == (self._preview.text(), self._first.text()):
            return
        self._preview.setText(preview)
        self._preview.setAccessibleDescription(preview)
        self._first.show_text(first)
        self._first.setVisible(bool(first))
        announce(self._preview, ". ".join(part for part in (preview, first) if part))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let Esc, and leaving the field, end the search before anything else."""
        if watched is self.picker.field.edit and self.picker.searching:
            escape = (
                event.type() is QEvent.Type.KeyPress
                and isinstance(event, QKeyEvent)
                and event.key() == Qt.Key.Key_Escape
            )
            if escape:
                self.picker.end_search()
                return True
            if isinstance(event, QFocusEvent) and event.lostFocus() and event.reason() in _LEFT_BY_USER:
                self._end_search_unless_in_list()
        return super().eventFilter(watched, event)

    def _end_search_unless_in_list(self) -> None:
        if QApplication.focusWidget() is not self.picker.list:
            self.picker.end_search()

    def reject(self) -> None:
        """Close, unless the server is being asked: then its answer comes first."""
        if not self._edit.busy:
            super().reject()

    def done(self, result: int) -> None:
        """Close, and stop following the chat."""
        self._edit.close()
        super().done(result)
