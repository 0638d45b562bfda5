"""Links to a chat, or to one place in it, for colleagues who are in that chat too. They hold ids only, and grant nothing."""

import re

from msgspec import Struct

from desktop.core.values import ChatId, Sequence

SCHEME = "internal-chat"
_LINK = re.compile(r"internal-chat://chat/([0-9a-f-]{36})(?:/([1-9][0-9]{0,15}))?/?\Z")


class Place(Struct, frozen=True):
    """Where a link leads."""

    chat: ChatId
    seq: Sequence | None = None
    """The message; None for the chat as a whole."""


def link_to(place: Place) -> str:
    """Return the link to a place."""
    message = "" if place.seq is None else f"/{place.seq}"
    return f"{SCHEME}://chat/{place.chat}{message}"


def place_of(link: str) -> Place | None:
    """Return where a link leads; None if it is none of ours."""
    found = _LINK.match(link)
    if found is None:
        return None
    return Place(ChatId(found[1]), int(found[2]) if found[2] else None)
