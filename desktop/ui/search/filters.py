"""The list below the search field: filters, and what can stand behind each.

Down steps into it, and past its last line on to what is found, so that nobody is held up who wants to go there. Enter and Tab
choose what is current; while nothing is, they mean what they mean without the list. Esc puts it away, the mouse chooses as well.
"""

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QObject, QPoint, QRect
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.completion import ABOVE, ProposalsPopup
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.completion import Kind
from desktop.viewmodels.search_filters import NONE, SearchFilters
from desktop.viewmodels.search_suggestions import MOST

_LEAST_WIDTH = 276
_MOST_WIDTH = 460
"""For what has to be read; it may reach beyond the pane."""
_BELOW = 4


class FiltersPopup(ProposalsPopup):
    """The list, over what is found."""

    most_rows = MOST

    def __init__(self, theme: Theme, model: SearchFilters, window: QWidget) -> None:
        super().__init__(theme, model, window)
        self._model = model
        self._window = window
        self._field: QWidget | None = None
        """What it stands below; None while it is not seen."""
        self.list.setAccessibleName(self.tr("Filter suggestions"))

    def show_below(self, field: QWidget) -> None:
        """Show what there is to choose from below a field, as wide as that if it has room enough there."""
        if not self._model.is_open:
            self.put_away()
            return
        if self._field is None:
            self._field = field
            for each in self._around(field):
                each.installEventFilter(self)
        was_hidden = self.isHidden()
        room = self._window.width() - 2 * ABOVE
        lines = (line for line in self._model.lines.lines if line.kind is Kind.CHOICE)
        wanted = min(max(map(self.delegate.width, lines), default=0), _MOST_WIDTH)
        place = QRect(field.mapTo(self._window, QPoint(0, 0)), field.size())
        width = min(max(place.width(), wanted, _LEAST_WIDTH), room)
        left = place.right() + 1 - width if self.isRightToLeft() else place.left()
        left = max(ABOVE, min(left, self._window.width() - width - ABOVE))
        top = place.bottom() + 1 + _BELOW
        height = min(self.wanted_height(), max(self._window.height() - top - ABOVE, 0))
        self.show_at(QRect(left, top, width, height))
        if was_hidden and self._model.current == NONE:
            self._tell_count()

    def put_away(self) -> None:
        """Be seen no more."""
        super().put_away()
        for each in self._around(self._field):
            each.removeEventFilter(self)
        self._field = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the field where what is around it moves, as a drawer does that slides in."""
        if event.type() is QEvent.Type.Move and self._field is not None:
            self.show_below(self._field)
        return super().eventFilter(watched, event)

    def _around(self, field: QWidget | None) -> Iterator[QWidget]:
        """Yield the field and what it stands in, up to the window."""
        while field is not None and field is not self._window:
            yield field
            field = field.parentWidget()

    def _tell_count(self) -> None:
        count = len(self._model.lines.lines)
        words = self.tr("%Ln filter suggestions, Down goes to them", "", count)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.list, words))
