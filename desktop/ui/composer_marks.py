"""What stands out in the field while a message is written: who is mentioned, and what is misspelt.

The marks are painted over the text and are no part of it, so nothing of them is undone, copied or sent. A word is not called
misspelt while it is being typed: only once the caret has left it, or the keyboard the field.
"""

from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QTextEdit

from desktop.ui.message_field import MessageField
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.composer import ComposerModel
from desktop.viewmodels.spelling_words import Word

Selection = QTextEdit.ExtraSelection


class FieldMarks:
    """The marks of one field."""

    def __init__(self, theme: Theme, field: MessageField, model: ComposerModel) -> None:
        self._theme = theme
        self._field = field
        self._aids = model.aids
        self._typing: int | None = None
        """Where the caret was after the last change, for as long as it is there."""
        self._shown: tuple[object, ...] = ()
        self.misspelt: tuple[Word, ...] = ()
        model.aids.spelling.changed.connect(self.show)

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
        """Show what stands out in the text as it is."""
        text, tokens, roster = self._field.toPlainText(), self._theme.tokens, self._aids.roster
        mentions = roster.found(text)
        wrong = self._aids.spelling.misspelt(text, roster.names if text else frozenset())
        self.misspelt = tuple(
            word
            for word in wrong
            if not any(each.start <= word.start < each.end for each in mentions)
            and not (self._typing is not None and word.start <= self._typing <= word.end)
        )
        shown = (text, tokens, mentions, self.misspelt)
        if shown == self._shown:
            return
        self._shown = shown
        mentioned, misspelt = QTextCharFormat(), QTextCharFormat()
        mentioned.setForeground(QColor(tokens.accent_text))
        mentioned.setBackground(QColor(tokens.accent_tint))
        misspelt.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        misspelt.setUnderlineColor(QColor(tokens.danger))
        marks = [self._over(each.start, each.end, mentioned) for each in mentions]
        marks += [self._over(each.start, each.end, misspelt) for each in self.misspelt]
        self._field.setExtraSelections(marks)

    def _over(self, start: int, end: int, look: QTextCharFormat) -> Selection:
        selection = Selection()
        selection.cursor = self._field.cursor_over(start, end)
        selection.format = look
        return selection
