"""The menu bar that macOS has at the top of the screen. Other systems have none: there everything is where it is used."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, QEvent, QKeyCombination, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMenuBar, QWidget

from desktop.ui.shortcuts import Deed, window_keys

_Entry = tuple[Deed | QKeyCombination, str] | None
_ROLES = {Deed.SETTINGS: QAction.MenuRole.PreferencesRole, Deed.QUIT: QAction.MenuRole.QuitRole}
"""What macOS moves into the menu that has the program's name."""


def make_menu_bar(deeds: Mapping[Deed, Callable[[], object]], window: QWidget) -> QMenuBar:
    """Return the window's menu bar; its items have the keys of what they do."""
    bar = QMenuBar(window)
    keys = window_keys("darwin")
    for title, entries in _menus():
        menu = bar.addMenu(title)
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            what, words = entry
            action = menu.addAction(words)
            if isinstance(what, Deed):
                action.setMenuRole(_ROLES.get(what, QAction.MenuRole.NoRole))
                action.setShortcuts([QKeySequence(key) for key in keys[what]])
                action.triggered.connect(lambda _checked, deed=what: deeds[deed]())
            else:
                action.setMenuRole(QAction.MenuRole.NoRole)
                action.setShortcut(QKeySequence(what))
                action.triggered.connect(lambda _checked, key=what: _press(key))
    return bar


def _press(key: QKeyCombination) -> None:
    """Let whatever has the keyboard do what it does on a key: each knows best what it can undo, copy or select."""
    focused: QWidget | None = QApplication.focusWidget()
    if focused is not None:
        QApplication.sendEvent(focused, QKeyEvent(QEvent.Type.KeyPress, key.key(), key.keyboardModifiers()))


def _menus() -> tuple[tuple[str, tuple[_Entry, ...]], ...]:
    return (
        (
            _tr("File"),
            (
                (Deed.NEW_CHAT, _tr("Message teammates")),
                (Deed.ATTACH_FILES, _tr("Attach Files…")),
                None,
                (Deed.CLOSE, _tr("Close Window")),
                (Deed.SETTINGS, _tr("Settings…")),
                (Deed.QUIT, _tr("Quit Internal Chat")),
            ),
        ),
        (
            _tr("Edit"),
            (
                (QKeyCombination(Qt.Modifier.CTRL, Qt.Key.Key_Z), _tr("Undo")),
                (QKeyCombination(Qt.Modifier.CTRL | Qt.Modifier.SHIFT, Qt.Key.Key_Z), _tr("Redo")),
                None,
                (QKeyCombination(Qt.Modifier.CTRL, Qt.Key.Key_X), _tr("Cut")),
                (QKeyCombination(Qt.Modifier.CTRL, Qt.Key.Key_C), _tr("Copy")),
                (QKeyCombination(Qt.Modifier.CTRL, Qt.Key.Key_V), _tr("Paste")),
                (QKeyCombination(Qt.Modifier.CTRL, Qt.Key.Key_A), _tr("Select All")),
                None,
                (Deed.FIND_IN_CHAT, _tr("Find in This Chat…")),
                (Deed.FIND_NEXT, _tr("Find Next")),
                (Deed.FIND_PREVIOUS, _tr("Find Previous")),
                (Deed.SEARCH_CHATS, _tr("Search Conversations")),
            ),
        ),
        (
            _tr("View"),
            (
                (Deed.LIST, _tr("List of Chats")),
                (Deed.DETAILS, _tr("Details")),
                None,
                (Deed.LARGER, _tr("Larger Text")),
                (Deed.SMALLER, _tr("Smaller Text")),
                (Deed.USUAL_SIZE, _tr("Usual Text Size")),
            ),
        ),
        (
            _tr("Chat"),
            (
                (Deed.GO_TO_CHAT, _tr("Go to Chat…")),
                (Deed.CHAT_BEFORE, _tr("Previous Chat")),
                (Deed.CHAT_AFTER, _tr("Next Chat")),
                (Deed.UNREAD_BEFORE, _tr("Previous Unread Chat")),
                (Deed.UNREAD_AFTER, _tr("Next Unread Chat")),
                (Deed.UNREAD_ONLY, _tr("Show Unread Chats Only")),
                None,
                (Deed.CHANGE_SUBJECT, _tr("Change Subject…")),
                (Deed.EDIT_PARTICIPANTS, _tr("Edit Participants…")),
                (Deed.MUTE, _tr("Mute or Unmute")),
            ),
        ),
        (
            _tr("Window"),
            ((Deed.PANE_AFTER, _tr("Next Pane")), (Deed.PANE_BEFORE, _tr("Previous Pane"))),
        ),
        (_tr("Help"), ((Deed.SHORTCUTS, _tr("Keyboard Shortcuts")),)),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("MenuBar", text)
