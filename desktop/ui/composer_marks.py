"""What stands out in the field while a message is written: who is mentioned, and what is misspelt.

The marks are painted over the text and are no part of it, so nothing of them is undone, copied or sent.
"""

from PySide6.QtGui import QColor, QTextCharFormat
from PySide6.QtWidgets import QTextEdit

from desktop.ui.message_field import MessageField
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.composer import ComposerModel

Selection = QTextEdit.ExtraSelection


class FieldMarks:
    """The marks of one field."""

    def __init__(self, theme: Theme, field: MessageField, model: ComposerModel) -> None:
        self._theme = theme
        self._field = field
        self._model = model
        self._shown: tuple[object, ...] = ()

    def typed(self) -> None:
        """Hear that the text was changed at the caret."""
        self.show()

    def moved(self) -> None:
        """Hear that the caret was moved."""

    def show(self) -> None:
        """Show what stands out in the text as it is."""
        text = self._field.toPlainText()
        tokens = self._theme.tokens
        mentions = self._model.aids.roster.found(text)
        shown = (text, tokens, mentions)
        if shown == self._shown:
            return
        self._shown = shown
        mentioned = QTextCharFormat()
        mentioned.setForeground(QColor(tokens.accent_text))
        mentioned.setBackground(QColor(tokens.accent_tint))
        self._field.setExtraSelections([self._over(each.start, each.end, mentioned) for each in mentions])

    def _over(self, start: int, end: int, look: QTextCharFormat) -> Selection:
        selection = Selection()
        selection.cursor = self._field.cursor_over(start, end)
        selection.format = look
        return selection
