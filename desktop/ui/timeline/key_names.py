"""The keys that do something with a row, as the system writes them: said in tool tips and menus, while the view takes them."""

from PySide6.QtGui import QKeySequence

from desktop.viewmodels.timeline_entry import Action

KEYS: dict[Action, str | QKeySequence.StandardKey] = {
    Action.REPLY: "R",
    Action.EDIT: "E",
    Action.MARK_UNREAD: "U",
    Action.DELETE: "Del",
}


def key_name(key: str | QKeySequence.StandardKey) -> str:
    """Return how a key is called here."""
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)


def with_key(words: str, key: str | QKeySequence.StandardKey) -> str:
    """Return what a menu says of something that has a key, which stands at the other edge."""
    return f"{words}\t{key_name(key)}"
