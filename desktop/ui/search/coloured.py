"""Colours the filters in the search field, so that one sees what of the words is taken for one.

A line of text in Qt knows no colours of its own, but shows those that an input method gives to what is being composed; they are
given in such an event, which changes neither the text nor the caret. While somebody does compose, it is their input method's.
"""

from collections.abc import Iterable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QColor, QInputMethodEvent, QTextCharFormat
from PySide6.QtWidgets import QLineEdit

from desktop.core.search_query import Typed
from desktop.ui.theme.tokens import Tokens
from desktop.viewmodels.message_text import utf16_offset


def colour_filters(field: QLineEdit, filters: Iterable[Typed], tokens: Tokens) -> None:
    """Colour these filters in a field, and nothing else."""
    look = QTextCharFormat()
    look.setForeground(QColor(tokens.accent_text))
    look.setBackground(QColor(tokens.accent_tint))
    text, caret = field.text(), field.cursorPosition()
    attributes = []
    for typed in filters:
        start, end = utf16_offset(text, typed.start), utf16_offset(text, typed.end)
        kind = QInputMethodEvent.AttributeType.TextFormat
        attributes.append(QInputMethodEvent.Attribute(kind, start - caret, end - start, look))
    QCoreApplication.sendEvent(field, QInputMethodEvent("", attributes))
