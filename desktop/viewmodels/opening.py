"""Where the timeline goes, and where it stands after its rows were loaded anew."""

from msgspec import Struct, structs

from desktop.core.values import ChatDetails, MessageId, Page, Sequence
from desktop.viewmodels.timeline_window import Window


class Opening(Struct, frozen=True):
    """Where the view stands after the window was loaded anew."""

    key: str | None
    """The entry to begin with; None for the end."""
    lit: bool = False
    """The entry was looked for: it stands out for a moment."""
    found: bool = False
    """It is a match in this chat, and marked as that: only so much moves as brings the words into sight."""


class Destination(Struct, frozen=True):
    """A place in the chat that is gone to once the rows around it have been read."""

    seq: Sequence | None
    """None for the end."""
    exactly: bool = False
    """The message there was looked for, and nothing else will do."""
    found: MessageId | None = None
    """It is a match in this chat."""

    def opening(self, page: Page) -> Opening | None:
        """Return where the view stands among these rows; None if what is looked for is not there."""
        if self.found is not None:
            return Opening(self.found, found=True) if any(row.id == self.found for row in page.rows) else None
        if (seq := self.seq) is None:
            return Opening(None)
        at = min(page.rows, key=lambda row: abs((row.seq or seq + len(page.rows)) - seq), default=None)
        if at is None or (self.exactly and at.seq != seq):
            return None
        return Opening(at.id, lit=self.exactly)


def sought(window: Window, wanted: Sequence | None) -> Opening | None:
    """Return the place of a message that is looked for; None if it is not among the rows."""
    found = next((row.id for row in window.rows if wanted is not None and row.seq == wanted), None)
    return None if found is None else Opening(found, lit=True)


def without_draft(details: ChatDetails | None) -> ChatDetails | None:
    """Return a chat as it is but for what is being written there: that is different with every letter."""
    return None if details is None else structs.replace(details, draft="", draft_reply=None)
