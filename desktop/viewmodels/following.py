"""A view model's place in the change feed, which it leaves when it is closed, or at the latest when Qt deletes it.

What a dialog shows is deleted with the dialog, at any time, also while something is being read for it: so whoever awaits asks
`active` before it says that something is different.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject

from desktop.core.changes import ChangeFeed, ChangeSet


class Following:
    """Being told of change sets, until `end`."""

    def __init__(self, owner: QObject, feed: ChangeFeed, subscriber: Callable[[ChangeSet], None]) -> None:
        self._unsubscribe: Callable[[], None] | None = feed.subscribe(subscriber)
        owner.destroyed.connect(self.end)

    @property
    def active(self) -> bool:
        """Whether the owner still wants to know anything."""
        return self._unsubscribe is not None

    def end(self) -> None:
        """Be told no more; a second time does no harm."""
        if self._unsubscribe is not None:
            self._unsubscribe()
            self._unsubscribe = None
