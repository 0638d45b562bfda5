"""Whether somebody is there, in words: what the dot at their avatar says to those who cannot see it."""

from PySide6.QtCore import QCoreApplication

from desktop.core.values import Presence


def label(presence: Presence | None) -> str:
    """Return the words as they stand alone: `Online`; empty while nobody knows, as without a connection."""
    translate = QCoreApplication.translate
    match presence:
        case Presence.ONLINE:
            return translate("presence", "Online")
        case Presence.AWAY:
            return translate("presence", "Away")
        case Presence.OFFLINE:
            return translate("presence", "Offline")
        case None:
            return ""


def spoken(presence: Presence | None) -> str:
    """Return the words as they follow a name: `Ana Ribeiro, online`; empty while nobody knows."""
    translate = QCoreApplication.translate
    match presence:
        case Presence.ONLINE:
            return translate("presence", "online")
        case Presence.AWAY:
            return translate("presence", "away")
        case Presence.OFFLINE:
            return translate("presence", "offline")
        case None:
            return ""
