"""Where a message is written: a field that grows with it, its files, what helps in writing it, and a button that sends it."""

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QShortcut,
)
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.core.values import Person
from desktop.ui.attaching import AttachButton, AttachingNotice
from desktop.ui.composer_bar import ComposerBar
from desktop.ui.composer_hint import ComposerHint
from desktop.ui.composer_marks import FieldMarks
from desktop.ui.composer_notice import AbsentNotice
from desktop.ui.composer_tray import Tray
from desktop.ui.controls import IconButton
from desktop.ui.emoji.button import KEYS as EMOJI_KEYS
from desktop.ui.emoji.button import EmojiButton
from desktop.ui.message_field import MessageField
from desktop.ui.send_button import SendButton
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels import attaching_words
from desktop.viewmodels.completion import Exchange
from desktop.viewmodels.composer import ComposerModel
from desktop.viewmodels.decoded import Pictures
from desktop.viewmodels.mentions import begins_mention
from desktop.viewmodels.message_text import code_point_offset, utf16_slice

if TYPE_CHECKING:
    from desktop.ui.completion import CompletionPopup  # which is there once somebody writes an @

RADIUS = 10
SIDE = 16
BELOW = 14
HINT_FROM_WIDTH = 420
BESIDE_HINT = 2 * SIDE + 80
"""What margins and gaps take of the line with the buttons."""
ICON = 17


class Composer(QWidget):
    """The card under the timeline in which the open chat's next message is written."""

    def __init__(
        self,
        theme: Theme,
        model: ComposerModel,
        parent: QWidget | None = None,
        *,
        pictures: Pictures | None = None,
    ) -> None:
        """Of pictures that are attached, nothing but the names is shown without `pictures`."""
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._aids = model.aids
        self.attaching_notice = AttachingNotice(theme, model.files, self)
        self.notice = AbsentNotice(theme, model, self)
        self.bar = ComposerBar(theme, model, self)
        self.field = MessageField(theme, self)
        self.tray = Tray(theme, model.files, self.field, pictures, self)
        self.emoji_button = EmojiButton(theme, self._aids.emoji, model.choices, self._card_on_screen, self)
        self.attach_button = AttachButton(theme, model.files, self)
        self.mention_button = IconButton(
            theme, "at-sign", self.tr("Mention someone"), self, size=30, icon_size=ICON
        )
        self.send_button = SendButton(theme, self)
        self._problem = QLabel(self)
        self._problem.setAccessibleName(self.tr("Problem with the message"))
        self._problem.setWordWrap(True)
        self._counter = QLabel(self)
        self._hint = ComposerHint(model, self)
        self._marks = FieldMarks(theme, self.field, model)
        self._popup: CompletionPopup | None = None
        self._lay_out()
        self._connect()
        self._take_theme()
        self._show_choices()
        self._show_chat()

    def _connect(self) -> None:
        model, field = self._model, self.field
        field.textChanged.connect(self._typed)
        field.cursorPositionChanged.connect(self._moved)
        field.send_requested.connect(model.send)
        field.focus_changed.connect(self._focus_changed)
        field.last_requested.connect(model.reword_last)
        field.menu_requested.connect(self._open_menu)
        field.files_pasted.connect(model.files.attach)
        field.first_to_know = self._takes
        self.send_button.clicked.connect(self._send_clicked)
        self.emoji_button.chosen.connect(self.insert)
        self.emoji_button.closed.connect(self.focus_field)
        QShortcut(QKeySequence(EMOJI_KEYS), self).activated.connect(self.emoji_button.click)
        self.attach_button.chosen.connect(self.focus_field)
        self.mention_button.clicked.connect(self.mention_someone)
        model.chat_leaving.connect(field.commit_composition)
        model.chat_changed.connect(self._show_chat)
        model.text_replaced.connect(self._replace_text)
        model.text_exchanged.connect(self._show_text)
        model.wanted.connect(self.focus_field)
        model.changed.connect(self._show_state)
        model.warned.connect(self._announce)
        model.choices.changed.connect(self._show_choices)
        self._aids.completion.changed.connect(self._show_completion)
        self._aids.emoji_read.connect(self._look)
        self._theme.changed.connect(self._take_theme)

    def _lay_out(self) -> None:
        buttons = QHBoxLayout()
        buttons.setContentsMargins(9, 6, 7, 7)
        buttons.setSpacing(2)
        buttons.addWidget(self.emoji_button)
        buttons.addWidget(self.attach_button)
        buttons.addWidget(self.mention_button)
        buttons.addSpacing(6)
        buttons.addWidget(self._problem, 1)
        buttons.addSpacing(10)
        buttons.addWidget(self._counter)
        buttons.addSpacing(10)
        buttons.addWidget(self._hint)
        buttons.addSpacing(10)
        buttons.addWidget(self.send_button)
        tray = QHBoxLayout()
        tray.setContentsMargins(13, 11, 13, 0)
        tray.addWidget(self.tray)
        field = QHBoxLayout()
        field.setContentsMargins(15, 11, 15, 0)
        field.addWidget(self.field)
        card = QVBoxLayout(self)
        card.setContentsMargins(SIDE, 0, SIDE, BELOW)
        card.setSpacing(0)
        card.addWidget(self.attaching_notice)
        card.addWidget(self.notice)
        card.addWidget(self.bar)
        card.addLayout(tray)
        card.addLayout(field)
        card.addLayout(buttons)
        order = (
            self.field,
            self.emoji_button,
            self.attach_button,
            self.mention_button,
            self.send_button,
            self.bar.close_button,
            self.attaching_notice.dismiss_button,
            self.notice.add_button,
        )
        for before, after in pairwise(order):
            self.setTabOrder(before, after)

    # What the user does.

    def focus_field(self) -> None:
        """Put the keyboard into the field."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def mention_someone(self) -> None:
        """Begin a mention where the caret is, and propose people."""
        self.focus_field()
        text, caret = self.field.toPlainText(), self.field.caret
        self._aids.completion.forget()
        if caret and text[caret - 1] == "@" and begins_mention(text, caret - 1):
            self._aids.completion.look(text, caret)
            return
        self._insert_apart("@")

    def mention(self, person: Person) -> None:
        """Mention somebody where the caret is."""
        self.focus_field()
        self._insert_apart(f"@{self._aids.roster.label(person)} ")
        self._aids.completion.close()

    def _insert_apart(self, mention: str) -> None:
        """Write a mention, or its beginning, with space before it unless there is some."""
        before = utf16_slice(self.field.toPlainText(), 0, self.field.textCursor().selectionStart())
        self.insert(mention if begins_mention(f"{before}@", len(before)) else f" {mention}")

    def set_low(self, low: bool) -> None:  # noqa: FBT001 - a setter
        """Leave what stands above as much room as possible: the window is low."""
        self.tray.set_low(low)
        self.attaching_notice.set_low(low)

    def insert(self, text: str) -> None:
        """Write something where the caret is, in the place of what is selected; one undo takes it back, and no more."""
        written, cursor = self.field.toPlainText(), self.field.textCursor()
        start = code_point_offset(written, cursor.selectionStart())
        self.field.exchange(start, code_point_offset(written, cursor.selectionEnd()), text)

    def _typed(self) -> None:
        before, text = self._model.text, self.field.toPlainText()
        self._model.edit(text)
        self._marks.typed()
        if self.field.is_composing or text == before:
            return
        caret = self.field.caret
        typed_colon = len(text) == len(before) + 1 and text[caret - 1 : caret] == ":"
        emoji = self._aids.whole_emoji(text, caret) if typed_colon else None
        if emoji is not None:
            self._aids.completion.close()
            self.field.exchange(emoji.start, emoji.end, emoji.text)
        else:
            self._aids.completion.look(text, caret)

    def _look(self) -> None:
        """Propose what could not be proposed before."""
        if self.field.hasFocus() and not self.field.is_composing:
            self._aids.completion.look(self.field.toPlainText(), self.field.caret)

    def _moved(self) -> None:
        self._marks.moved()
        if self._aids.completion.is_open:
            self._aids.completion.follow(self.field.toPlainText(), self.field.caret)

    def _takes(self, event: QKeyEvent) -> bool:
        return self._popup is not None and self._popup.takes(event)

    def _choose(self, row: int) -> None:
        completion = self._aids.completion
        proposal = completion.lines.lines[row]
        exchange = completion.chosen(row)
        if exchange is not None:
            self._aids.used(proposal)
            self._exchange(exchange)
            self.focus_field()

    def _exchange(self, exchange: Exchange) -> None:
        """Put what was chosen into the text; the space after it may be there already."""
        spaced = self.field.toPlainText()[exchange.end : exchange.end + 1] == " "
        self.field.exchange(exchange.start, exchange.end + spaced, exchange.text)

    def _send_clicked(self) -> None:
        self._model.send()
        self.focus_field()

    def _open_menu(self, event: QContextMenuEvent) -> None:
        from desktop.ui.composer_menu import ComposerMenu  # most days nobody opens it

        ComposerMenu(self._theme, self.field, self._marks, self._model, event).popup(event.globalPos())

    # What the model shows.

    def _show_chat(self) -> None:
        self._show_text(self._model.text)
        self._show_state()

    def _show_text(self, text: str) -> None:
        # What the model says is the text; it must not come back as if it was typed, in whatever chat.
        blocked = self.field.blockSignals(True)  # noqa: FBT003 - Qt's
        self.field.show_text(text)
        self.field.blockSignals(blocked)
        self._text_changed()

    def _replace_text(self, text: str) -> None:
        if text == self.field.toPlainText():  # whatever others do in the chat, a list that is open stays
            return
        blocked = self.field.blockSignals(True)  # noqa: FBT003 - Qt's
        self.field.replace_text(text)
        self.field.blockSignals(blocked)
        self._text_changed()

    def _text_changed(self) -> None:
        self.field.fit()
        self._aids.completion.close()
        self._marks.show()

    def _show_state(self) -> None:
        model = self._model
        self.field.show_placeholder(model.placeholder)
        self.field.setEnabled(model.chat is not None)
        self.emoji_button.setEnabled(model.chat is not None)
        self.attaching_notice.show_state()
        self.notice.show_state()
        self.tray.show_state()
        self.attach_button.show_state()
        self.bar.show_state()
        self.send_button.set_saves(model.rewording is not None)
        self.send_button.setEnabled(model.can_send)
        waits = attaching_words.sent_when_ready() if model.is_waiting_for_files else ""
        self._problem.setText(model.problem or waits)
        self._counter.setText(model.counter)
        self._counter.setVisible(bool(model.counter))
        self._show_hint()
        self._take_colors()
        self._marks.show()
        self.update()

    def _show_choices(self) -> None:
        self.field.enter_sends = self._model.choices.choices.enter_sends
        self._show_hint()
        self._marks.show()

    def _show_hint(self) -> None:
        self._hint.show_state()
        self._hint.setVisible(not self._problem.text() and self._has_room_for_hint())

    def _has_room_for_hint(self) -> bool:
        buttons = (self.emoji_button, self.attach_button, self.mention_button, self.send_button)
        beside = (*buttons, self._counter, self._hint)
        shown = (each for each in beside if not each.isHidden() or each is self._hint)
        taken = sum(max(each.sizeHint().width(), each.minimumWidth()) for each in shown)
        return self.width() >= max(HINT_FROM_WIDTH, taken + BESIDE_HINT)

    def _show_completion(self) -> None:
        if self._popup is None and self._aids.completion.is_open:
            from desktop.ui.completion import CompletionPopup  # not before somebody writes an @

            self._popup = CompletionPopup(self._theme, self._aids.completion, self.window())
            self._popup.chosen.connect(self._choose)
        if self._popup is not None:
            self._popup.show_over(self._place_of_list())

    def _card_on_screen(self) -> QRect:
        """Return where, on the screens, the card is in which is written."""
        return self._card().translated(self.mapToGlobal(QPoint()))

    def _card(self) -> QRect:
        above = (notice for notice in (self.attaching_notice, self.notice) if not notice.isHidden())
        top = max((notice.geometry().bottom() + 1 for notice in above), default=0)
        return self.rect().adjusted(SIDE, top, -SIDE, -BELOW)

    def _place_of_list(self) -> QRect:
        """Return over what, in the window, the list stands: the card, from where the sign is, so that it hides no words."""
        start = self._aids.completion.start
        sign = self.field.cursorRect(self.field.cursor_over(start, start))
        corner = self.field.viewport().mapTo(self.window(), sign.topLeft())
        return QRect(QPoint(corner.x(), self.mapTo(self.window(), self._card().topLeft()).y()), sign.size())

    def _announce(self, words: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.field, words))

    # How it looks.

    def _take_theme(self) -> None:
        small, meta = self._theme.font(Style.SMALL), self._theme.font(Style.META)
        self._problem.setFont(small)
        self._counter.setFont(meta)
        self._hint.setFont(meta)
        self._take_colors()
        self._marks.show()
        self.update()

    def _take_colors(self) -> None:
        tokens = self._theme.tokens
        _color(self._problem, tokens.danger if self._model.problem else tokens.text_2)
        _color(self._hint, tokens.text_3)
        _color(self._counter, tokens.danger if self._model.too_long else tokens.text_3)

    def _focus_changed(self) -> None:
        if not self.field.hasFocus():
            self._model.flush()
            self._aids.completion.close()
        self._marks.moved()
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the change of a message, or the answer, with Esc."""
        if event.key() != Qt.Key.Key_Escape or not self._model.cancel():
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the card, with a ring while the keyboard is in the field."""
        tokens = self._theme.tokens
        focused = self.field.hasFocus()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens.focus if focused else tokens.border_field), 2 if focused else 1))
        painter.setBrush(QColor(tokens.bg_field))
        inset = 1 if focused else 0.5
        card = QRectF(self._card()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(card, RADIUS, RADIUS)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Let a click anywhere on the card begin to write."""
        self.focus_field()
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the hint out where there is no room for it."""
        super().resizeEvent(event)
        self._show_hint()
        self._show_completion()

    def sizeHint(self) -> QSize:
        """Return the height for what is written now."""
        return QSize(600, super().sizeHint().height())


def _color(label: QLabel, color: str) -> None:
    palette = label.palette()
    if palette.color(QPalette.ColorRole.WindowText) != QColor(color):
        palette.setColor(QPalette.ColorRole.WindowText, QColor(color))
        label.setPalette(palette)
