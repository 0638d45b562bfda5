"""What of the timeline somebody looks at: rows that are wholly in sight, in the window that the user works in.

A window counts only while it is the active one, not minimised, and nothing lies over its timeline: no sheet, and no drawer.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from desktop.ui.timeline.view import TimelineView  # which makes this part of itself

AGAIN_MS = 250
"""While something lies over the timeline, it is looked this often whether it is gone; nothing tells when a drawer is."""


class Sight(QObject):
    """Tells the model what was seen."""

    def __init__(self, view: "TimelineView") -> None:
        super().__init__(view)
        self._view = view
        self._again = QTimer(self, singleShot=True, interval=AGAIN_MS)
        self._again.timeout.connect(self.tell)

    def tell(self) -> None:
        """Tell what is in sight just now, if anybody looks."""
        view = self._view
        used = self._is_used()
        covered = used and self._is_covered()
        view.model.attend(attended=used and not covered and view.at_end)
        if not used:
            return  # the window will say when that changes
        if covered:
            self._again.start()
            return
        seqs = [
            row.entry.seq
            for _, y, row in view.column.visible()
            if row.entry.seq is not None and y + row.height <= view.column.height
        ]
        if seqs:
            view.model.mark_seen(max(seqs))

    def last_seq(self) -> int | None:
        """Return the place of the last message that is in sight at least in part; None at the end of the chat."""
        view = self._view
        if view.at_end:
            return None
        return max((row.entry.seq or 0 for _, _, row in view.column.visible()), default=None)

    def is_looked_at(self) -> bool:
        """Tell whether somebody looks at the messages just now."""
        return self._is_used() and not self._is_covered()

    def _is_used(self) -> bool:
        window = self._view.window()
        return self._view.isVisible() and window.isActiveWindow() and not window.isMinimized()

    def is_news(self, event: QEvent) -> bool:
        """Tell whether an event of the view says that its window may be in use again, or no longer."""
        return event.type() in {
            QEvent.Type.WindowActivate,
            QEvent.Type.WindowDeactivate,
            QEvent.Type.WindowBlocked,
            QEvent.Type.WindowUnblocked,
        }

    def _is_covered(self) -> bool:
        if QApplication.activeModalWidget() is not None:
            return True
        viewport, window = self._view.viewport(), self._view.window()
        at_middle = window.childAt(viewport.mapTo(window, viewport.rect().center()))
        return at_middle is not None and at_middle is not viewport and not self._view.isAncestorOf(at_middle)
