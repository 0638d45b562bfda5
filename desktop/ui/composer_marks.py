"""What stands out in the field while a message is written: who is mentioned, and what is misspelt.

The marks are painted over the text and are no part of it, so nothing of them is undone, copied or sent. A word is not called
misspelt while it is being typed: only once the caret has left it, or the keyboard the field.
"""

import shiboken6
from PySide6.QtCore import QTimer
from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QTextEdit

from desktop.ui.message_field import MessageField
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.composer import ComposerModel
from desktop.viewmodels.mentions import Mention
from desktop.viewmodels.spelling_words import Word

AT_ONCE = 600
"""Characters of a text that is looked through with every keystroke."""
PAUSE_MS = 250
Selection = QTextEdit.ExtraSelection


class FieldMarks:
    """The marks of one field."""

    def __init__(self, theme: Theme, field: MessageField, model: ComposerModel) -> None:
        self._theme = theme
        self._field = field
        self._aids = model.aids
        self._typing: int | None = None
        """Where the caret was after the last change, for as long as it is there."""
        self._looked_at: tuple[object, ...] = ()
        """The text, and what else the marks depend on, as it was when they were worked out."""
        self._news = 0
        """How often something was learned of words or people."""
        self.misspelt: tuple[Word, ...] = ()
        self._pause = QTimer(field, singleShot=True, interval=PAUSE_MS)
        self._pause.timeout.connect(self._work_out)
        model.aids.spelling.changed.connect(self._on_news)
        model.aids.changed.connect(self._on_news)

    def typed(self) -> None:
        """Hear that the text was changed at the caret."""
        self._typing = self._field.caret
        self.show()

    def moved(self) -> None:
        """Hear that the caret was moved, or the keyboard has gone elsewhere."""
        if self._typing is not None and (self._field.caret != self._typing or not self._field.hasFocus()):
            self._typing = None
            self.show()

    def word_at(self, position: int) -> Word | None:
        """Return the misspelt word at a place of the text."""
        return next((word for word in self.misspelt if word.start <= position <= word.end), None)

    def show(self) -> None:
        """Show what stands out in the text; in a long one, once whoever types pauses: till then the marks move with the words."""
        if self._field.document().characterCount() < AT_ONCE:
            self._work_out()
        else:
            self._pause.start()

    def _on_news(self) -> None:
        if shiboken6.isValid(self._field):  # the model outlives the window, and learns of words after it
            self._news += 1
            self.show()

    def _work_out(self) -> None:
        self._pause.stop()
        text, tokens, roster = self._field.toPlainText(), self._theme.tokens, self._aids.roster
        looked_at = (text, tokens, self._typing, self._news)
        if looked_at == self._looked_at:
            return
        self._looked_at = looked_at
        mentions = roster.found(text)
        wrong = self._aids.spelling.misspelt(text, roster.names if text else frozenset())
        self.misspelt = tuple(
            word
            for word in wrong
            if not any(each.start <= word.start < each.end for each in mentions)
            and not (self._typing is not None and word.start <= self._typing <= word.end)
        )
        mentioned, misspelt = QTextCharFormat(), QTextCharFormat()
        mentioned.setForeground(QColor(tokens.accent_text))
        mentioned.setBackground(QColor(tokens.accent_tint))
        misspelt.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        misspelt.setUnderlineColor(QColor(tokens.danger))
        marks = [self._over(text, each, mentioned) for each in mentions]
        marks += [self._over(text, each, misspelt) for each in self.misspelt]
        self._field.setExtraSelections(marks)

    def _over(self, text: str, marked: Mention | Word, look: QTextCharFormat) -> Selection:
        selection = Selection()
        selection.cursor = self._field.cursor_over(marked.start, marked.end, text)
        selection.format = look
        return selection
