"""Every key that means something, in one place: the window makes its shortcuts from this, and the sheet shows the same.

Keys are written as Qt does it, with Ctrl for what is Command on macOS. Some are the window's, and hold wherever the keyboard is;
the others are a part's own, and hold while the keyboard is there: these stand here to be shown.
"""

import sys
from enum import StrEnum
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

ACCOUNT_KEYS = tuple(f"Ctrl+{place}" for place in range(1, 10))
"""Show the account that stands in a place of the menu at the foot of the left pane, where there are several."""


class Deed(StrEnum):
    """What the window does on a key."""

    NEW_CHAT = "new_chat"
    SEARCH_CHATS = "search_chats"
    FIND_IN_CHAT = "find_in_chat"
    FIND_NEXT = "find_next"
    FIND_PREVIOUS = "find_previous"
    GO_TO_CHAT = "go_to_chat"
    CHAT_BEFORE = "chat_before"
    CHAT_AFTER = "chat_after"
    UNREAD_BEFORE = "unread_before"
    UNREAD_AFTER = "unread_after"
    UNREAD_ONLY = "unread_only"
    CHANGE_SUBJECT = "change_subject"
    EDIT_PARTICIPANTS = "edit_participants"
    MUTE = "mute"
    ATTACH_FILES = "attach_files"
    PANE_AFTER = "pane_after"
    PANE_BEFORE = "pane_before"
    DETAILS = "details"
    LIST = "list"
    LARGER = "larger"
    SMALLER = "smaller"
    USUAL_SIZE = "usual_size"
    SETTINGS = "settings"
    SHORTCUTS = "shortcuts"
    CLOSE = "close"
    QUIT = "quit"


class Key(NamedTuple):
    """One line of the sheet."""

    says: str
    keys: tuple[str, ...]
    """Any of them does it."""
    deed: Deed | None = None
    """None where a part of the window does it by itself."""


class Section(NamedTuple):
    """Keys that belong together."""

    title: str
    keys: tuple[Key, ...]


def window_keys(platform: str = sys.platform) -> dict[Deed, tuple[str, ...]]:
    """Return the keys of everything that the window does."""
    return {
        Deed.NEW_CHAT: ("Ctrl+N",),
        Deed.SEARCH_CHATS: ("Ctrl+Shift+F",),
        Deed.FIND_IN_CHAT: ("Ctrl+F",),
        # Qt's standard keys of these three systems, of which some of its platforms have only one or the other.
        Deed.FIND_NEXT: ("Ctrl+G",) if platform == "darwin" else ("F3", "Ctrl+G"),
        Deed.FIND_PREVIOUS: ("Ctrl+Shift+G",) if platform == "darwin" else ("Shift+F3", "Ctrl+Shift+G"),
        Deed.GO_TO_CHAT: ("Ctrl+K",),
        Deed.CHAT_BEFORE: ("Alt+Up",),
        Deed.CHAT_AFTER: ("Alt+Down",),
        Deed.UNREAD_BEFORE: ("Alt+Shift+Up",),
        Deed.UNREAD_AFTER: ("Alt+Shift+Down",),
        # Not Ctrl+Shift+U, with which input methods begin a character by its number.
        Deed.UNREAD_ONLY: ("Ctrl+Shift+A",),
        Deed.CHANGE_SUBJECT: ("F2",),
        Deed.EDIT_PARTICIPANTS: ("Ctrl+Shift+P",),
        Deed.MUTE: ("Ctrl+Shift+M",),
        Deed.ATTACH_FILES: ("Ctrl+O",),
        Deed.PANE_AFTER: ("F6",),
        Deed.PANE_BEFORE: ("Shift+F6",),
        Deed.DETAILS: ("Ctrl+Shift+D",),
        Deed.LIST: ("Ctrl+Shift+L",),
        # The second is the same key on most keyboards, with no need for Shift.
        Deed.LARGER: ("Ctrl++", "Ctrl+="),
        Deed.SMALLER: ("Ctrl+-",),
        Deed.USUAL_SIZE: ("Ctrl+0",),
        Deed.SETTINGS: ("Ctrl+,",),
        Deed.SHORTCUTS: ("Ctrl+/",),
        **_ends(platform),
    }


def sections(*, enter_sends: bool, platform: str = sys.platform) -> tuple[Section, ...]:
    """Return all keys in words, as the sheet shows them."""
    held = window_keys(platform)
    shown = {deed: held[deed][:1] for deed in (Deed.LARGER, Deed.FIND_NEXT, Deed.FIND_PREVIOUS)}

    def key(deed: Deed, says: str) -> Key:
        return Key(says, shown.get(deed, held[deed]), deed)

    return (
        Section(
            _tr("Chats"),
            (
                key(Deed.NEW_CHAT, _tr("Message teammates")),
                key(Deed.SEARCH_CHATS, _tr("Search conversations")),
                key(Deed.GO_TO_CHAT, _tr("Go to a chat or person")),
                Key(_tr("Start a chat with them instead"), ("Ctrl+Enter",)),
                key(Deed.CHAT_BEFORE, _tr("Previous chat")),
                key(Deed.CHAT_AFTER, _tr("Next chat")),
                key(Deed.UNREAD_BEFORE, _tr("Previous unread chat")),
                key(Deed.UNREAD_AFTER, _tr("Next unread chat")),
                key(Deed.UNREAD_ONLY, _tr("Show unread chats only, or all")),
                Key(_tr("Mark as unread, in the list"), ("U",)),
                Key(_tr("Menu, in the list"), ("Shift+F10",)),
            ),
        ),
        Section(
            _tr("The open chat"),
            (
                key(Deed.FIND_IN_CHAT, _tr("Find in this chat")),
                key(Deed.FIND_NEXT, _tr("Next match")),
                key(Deed.FIND_PREVIOUS, _tr("Previous match")),
                key(Deed.CHANGE_SUBJECT, _tr("Change subject")),
                key(Deed.EDIT_PARTICIPANTS, _tr("Edit participants")),
                key(Deed.MUTE, _tr("Mute or unmute")),
            ),
        ),
        Section(_tr("Writing"), _writing(enter_sends=enter_sends)),
        Section(
            _tr("A message, once the keyboard is at it"),
            (
                Key(_tr("Reply"), ("R",)),
                Key(_tr("Edit"), ("E",)),
                Key(_tr("Delete"), ("Del",)),
                Key(_tr("Mark unread from here"), ("U",)),
                Key(_tr("Copy what is selected"), ("Ctrl+C",)),
                Key(_tr("Menu"), ("Shift+F10",)),
                Key(_tr("Back from a quoted message"), ("Ctrl+[" if platform == "darwin" else "Alt+Left",)),
                Key(_tr("Oldest that is loaded"), ("Home",)),
                Key(_tr("Jump to latest"), ("End",)),
            ),
        ),
        Section(
            _tr("The window"),
            (
                key(Deed.PANE_AFTER, _tr("Next pane")),
                key(Deed.PANE_BEFORE, _tr("Previous pane")),
                key(Deed.DETAILS, _tr("Show or hide details")),
                key(Deed.LIST, _tr("List of chats, in a narrow window")),
                key(Deed.LARGER, _tr("Larger text")),
                key(Deed.SMALLER, _tr("Smaller text")),
                key(Deed.USUAL_SIZE, _tr("Usual text size")),
                key(Deed.SETTINGS, _tr("Settings")),
                key(Deed.SHORTCUTS, _tr("Keyboard shortcuts")),
                Key(
                    _tr("First account, or ninth, where you have several"),
                    (ACCOUNT_KEYS[0], ACCOUNT_KEYS[-1]),
                ),
                Key(_tr("Take back what was just done"), ("Ctrl+Z",)),
                Key(_tr("Close what is on top, or go to the message field"), ("Esc",)),
                *_ending(held),
            ),
        ),
        Section(_tr("The image viewer"), _viewing()),
    )


def native(keys: str) -> str:
    """Return keys as this platform writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def _ends(platform: str) -> dict[Deed, tuple[str, ...]]:
    match platform:
        case "darwin":
            return {Deed.CLOSE: ("Ctrl+W",), Deed.QUIT: ("Ctrl+Q",)}
        case "win32":
            return {}  # Alt+F4 is the system's
        case _:
            # Not Qt's standard key, which some of its platforms there do not have.
            return {Deed.QUIT: ("Ctrl+Q",)}


def _ending(held: dict[Deed, tuple[str, ...]]) -> tuple[Key, ...]:
    says = {Deed.CLOSE: _tr("Close the window"), Deed.QUIT: _tr("Quit")}
    ends = tuple(Key(words, held[deed], deed) for deed, words in says.items() if deed in held)
    return ends or (Key(says[Deed.QUIT], ("Alt+F4",)),)


def _viewing() -> tuple[Key, ...]:
    return (
        Key(_tr("Previous or next image"), ("Left", "Right")),
        Key(_tr("Zoom in or out"), ("+", "-")),
        Key(_tr("Fit to window, or actual size"), ("0", "1")),
        Key(_tr("Rotate right or left"), ("R", "Shift+R")),
        Key(_tr("Copy or save the image"), ("Ctrl+C", "Ctrl+S")),
    )


def _writing(*, enter_sends: bool) -> tuple[Key, ...]:
    send, line = (("Enter", "Ctrl+Enter"), "Shift+Enter") if enter_sends else (("Ctrl+Enter",), "Enter")
    return (
        Key(_tr("Send"), send),
        Key(_tr("New line"), (line,)),
        Key(_tr("Edit the last own message, while nothing is written"), ("Up",)),
        Key(_tr("Attach files"), window_keys()[Deed.ATTACH_FILES], Deed.ATTACH_FILES),
        Key(_tr("Choose an emoji"), ("Ctrl+Shift+E",)),
        Key(_tr("Mention somebody"), ("@",)),
        Key(_tr("Bold"), ("Ctrl+B",)),
        Key(_tr("Italic"), ("Ctrl+I",)),
        Key(_tr("Strikethrough"), ("Ctrl+Shift+X",)),
        Key(_tr("Code"), ("Ctrl+Shift+C",)),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("Shortcuts", text)
