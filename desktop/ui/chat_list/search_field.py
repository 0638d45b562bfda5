"""The field that searches as one types, with a list of filters at hand: by a button, and as they are typed."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QInputMethodEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.controls import IconButton, LineField
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.message_text import code_point_offset, utf16_offset
from desktop.viewmodels.search_filters import MOST_TYPED

if TYPE_CHECKING:
    from desktop.ui.search.filters import FiltersPopup  # which is there once somebody types a filter
    from desktop.viewmodels.search_filters import SearchFilters

_CLEAR = 24


class SearchField(LineField):
    """The text field "Search conversations".

    Signals:
        entered(): it has got the keyboard.
        left_downwards(): Down was pressed: the keyboard goes to what was found.
        first_wanted(): Enter was pressed: the first thing found is to be opened.
    """

    entered = Signal()
    left_downwards = Signal()
    first_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent, icon="search")
        self._model: SearchFilters | None = None
        self._popup: FiltersPopup | None = None
        self._is_coloured = self._composes = False
        self.setAccessibleName(self.tr("Search conversations"))
        self.setPlaceholderText(self.tr("Search subject, people, last message"))
        self.setMaxLength(MOST_TYPED)
        self._clear = IconButton(theme, "x", self.tr("Clear search"), self, size=_CLEAR, icon_size=14)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.clear)
        self.filters = _FiltersButton(
            theme, "sliders-horizontal", self.tr("Search filters"), self, size=_CLEAR, icon_size=14
        )
        self.filters.setFocusPolicy(
            Qt.FocusPolicy.TabFocus
        )  # a click leaves the keyboard, and an open list, to the field
        self.filters.clicked.connect(self._offer)
        self.filters.left.connect(self._show_buttons)
        for button in (self._clear, self.filters):
            button.setCursor(Qt.CursorShape.ArrowCursor)
            button.hide()
        self.textChanged.connect(self._show_buttons)
        self.textChanged.connect(self._on_caret)
        self.textChanged.connect(self._colour)
        theme.changed.connect(self._colour)
        self.textEdited.connect(self._on_edited)
        self.cursorPositionChanged.connect(self._on_caret)

    def suggest(self, model: "SearchFilters") -> None:
        """Propose filters, and what can stand behind them, while they are typed."""
        self._model = model
        model.changed.connect(self._show_suggestions)
        self._show_buttons()

    @property
    def caret(self) -> int:
        """Where the caret stands, in code points."""
        return code_point_offset(self.text(), self.cursorPosition())

    def _show_buttons(self) -> None:
        """Show at the end what clears the field; with nothing to clear, but the keyboard here, the filters."""
        has_text, has_keyboard = bool(self.text()), self.hasFocus() or self.filters.hasFocus()
        self._clear.setVisible(has_text)
        self.filters.setVisible(self._model is not None and not has_text and has_keyboard)
        self.leave_room(0 if self._clear.isHidden() and self.filters.isHidden() else _CLEAR)

    def _on_edited(self) -> None:
        if self._model is not None:
            self._model.look(self.text(), self.caret)

    def _on_caret(self) -> None:
        if self._model is not None and self._model.is_open:
            self._model.follow(self.text(), self.caret)

    def _colour(self) -> None:
        """Show which words are taken for filters. While an input method composes, its colours stay."""
        filters = () if self._model is None else self._model.recognised(self.text())
        if (filters or self._is_coloured) and not self._composes:
            from desktop.ui.search.coloured import colour_filters  # not before somebody types a filter

            self._is_coloured = bool(filters)
            colour_filters(self, filters, self._theme.tokens)

    def _offer(self) -> None:
        """Show the filters, or put them away again."""
        if self._model is not None and self._model.is_open:
            self._model.clear()
        elif self._model is not None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            self._model.offer(self.text(), self.caret)

    def _show_suggestions(self) -> None:
        if self._model is None:
            return
        if self._popup is None and self._model.is_open:
            from desktop.ui.search.filters import FiltersPopup  # not before somebody types a filter

            self._popup = FiltersPopup(self._theme, self._model, self.window())
            self._popup.chosen.connect(self._choose)
        if self._popup is not None:
            self._popup.show_below(self)

    def _choose(self, row: int) -> None:
        exchange = self._model.chosen(row) if self._model is not None else None
        if exchange is None:
            return
        text = self.text()
        start, end = utf16_offset(text, exchange.start), utf16_offset(text, exchange.end)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.setSelection(start, end - start)
        self.insert(exchange.text)
        self._on_edited()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001, N802 - Qt's
        """Choose what is current in the list with Tab; else go to the next control."""
        if forward and self._popup is not None and self._popup.chooses_current():
            return True
        return super().focusNextPrevChild(forward)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move in the list of filters; clear with Esc, go down to what was found, open the first with Enter."""
        if self._popup is not None and self._popup.takes(event):
            return
        match event.key():
            case Qt.Key.Key_Escape if self.text():
                self.clear()
            case Qt.Key.Key_Down:
                self.left_downwards.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if self._model is not None:
                    self._model.put_away()
                self.first_wanted.emit()
            case _:
                super().keyPressEvent(event)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Colour filters again once an input method is done."""
        composed, self._composes = self._composes, bool(event.preeditString())
        super().inputMethodEvent(event)
        if composed and not self._composes:
            self._colour()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Offer the filters."""
        super().focusInEvent(event)
        self._show_buttons()
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Propose nothing any more."""
        super().focusOutEvent(event)
        if self._model is not None:
            self._model.clear()
        self._show_buttons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep what stands at the end there."""
        super().resizeEvent(event)
        self._place_buttons()
        if self._popup is not None:
            self._popup.show_below(self)

    def changeEvent(self, event: QEvent) -> None:
        """Put what stands at the end at the other one when the direction of reading changes."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._place_buttons()

    def _place_buttons(self) -> None:
        top = (self.height() - _CLEAR) // 2
        at_left = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        for button in (self._clear, self.filters):
            button.move(4 if at_left else self.width() - _CLEAR - 4, top)


class _FiltersButton(IconButton):
    """The button within the field, which goes with the keyboard.

    Signals:
        left(): the keyboard went elsewhere.
    """

    left = Signal()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Say so."""
        super().focusOutEvent(event)
        self.left.emit()
