"""Where the timeline stands after its rows were loaded anew."""

from msgspec import Struct, structs

from desktop.core.values import ChatDetails, Sequence
from desktop.viewmodels.timeline_window import Window


class Opening(Struct, frozen=True):
    """Where the view stands after the window was loaded anew."""

    key: str | None
    """The entry to begin with; None for the end."""
    lit: bool = False
    """The entry was looked for: it stands out for a moment."""


def sought(window: Window, wanted: Sequence | None) -> Opening | None:
    """Return the place of a message that is looked for; None if it is not among the rows."""
    found = next((row.id for row in window.rows if wanted is not None and row.seq == wanted), None)
    return None if found is None else Opening(found, lit=True)


def without_draft(details: ChatDetails | None) -> ChatDetails | None:
    """Return a chat as it is but for what is being written there: that is different with every letter."""
    return None if details is None else structs.replace(details, draft="", draft_reply=None)
