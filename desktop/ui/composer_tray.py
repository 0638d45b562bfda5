"""The tray over the text: the files that go with the message. It has lines like a text, and scrolls when there are many.

For the keyboard it is one stop. Arrows go from file to file, Delete takes one off, and Enter tells what can be done with it.
"""

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from desktop.ui.controls.menu import Menu
from desktop.ui.controls.spoken_list import SpokenList
from desktop.ui.theme.theme import Style, Theme
from desktop.ui.tray_tile import HEIGHT, TileView
from desktop.viewmodels.attaching import AttachingModel
from desktop.viewmodels.decoded import Pictures
from desktop.viewmodels.tray import Tile, TileState

_GAP = 8
_MOST_LINES = 2
_FEWEST_LINES = 1
"""In a low window."""


class Tray(QScrollArea):
    """All files of the draft; gone while there are none."""

    def __init__(
        self, theme: Theme, model: AttachingModel, text: QWidget, pictures: Pictures | None, parent: QWidget
    ) -> None:
        """`text` is where the keyboard goes when there is no file any more."""
        super().__init__(parent)
        self._theme = theme
        self._model = model
        self._text = text
        self._pictures = pictures
        self._shown: tuple[Tile, ...] = ()
        self._views: dict[str, TileView] = {}
        self._current = 0
        self._most_lines = _MOST_LINES
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list = SpokenList()
        self._list.setAccessibleName(self.tr("Attachments"))
        self.setWidget(self._list)
        self.viewport().setAutoFillBackground(False)
        self._list.setAutoFillBackground(False)
        theme.changed.connect(self._arrange)
        self.hide()

    @property
    def views(self) -> tuple[TileView, ...]:
        """The tiles, in their order."""
        return tuple(self._views.values())

    def show_state(self) -> None:
        """Show the files of the draft that is open."""
        tiles = self._model.tiles
        if tiles == self._shown:  # as with each letter that is typed
            return
        self._shown = tiles
        keys, grew = [tile.key for tile in tiles], len(tiles) > len(self._views)
        if keys != list(self._views):
            self._exchange(tiles)
        for tile in tiles:
            self._views[tile.key].show_tile(tile)
        self.setVisible(bool(tiles))
        self._arrange()
        if grew:
            self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def _exchange(self, tiles: tuple[Tile, ...]) -> None:
        """Have a view for each tile; the keyboard stays where it was, or comes to what is in that place now."""
        held = self._views
        focused = any(view.hasFocus() for view in held.values())
        self._views = {
            tile.key: held.pop(tile.key) if tile.key in held else self._view(tile.key) for tile in tiles
        }
        self._order_keys()
        self._current = min(self._current, max(0, len(self._views) - 1))
        self._let_tab_come_to_current()
        if focused and not any(view.hasFocus() for view in self._views.values()):
            target = self.views[self._current] if self._views else self._text
            target.setFocus(Qt.FocusReason.OtherFocusReason)
        for view in held.values():
            view.hide()
            view.deleteLater()

    def _view(self, key: str) -> TileView:
        view = TileView(self._theme, self._pictures, self._list)
        view.removed.connect(lambda: self._model.remove(key))
        view.retried.connect(lambda: self._model.retry(key))
        view.menu_requested.connect(lambda place: self._open_menu(view, place))
        view.stepped.connect(lambda step: self._step(view, step))
        view.left.connect(lambda: self._text.setFocus(Qt.FocusReason.OtherFocusReason))
        view.taken.connect(lambda: self._on_taken(view))
        view.reshaped.connect(self._arrange)
        view.show()
        return view

    def _order_keys(self) -> None:
        """Let Tab come from the text to the files, and from them to what comes after the text."""
        before = self._text
        for view in self._views.values():
            view.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            QWidget.setTabOrder(before, view)
            before = view

    def _let_tab_come_to_current(self) -> None:
        for number, view in enumerate(self._views.values()):
            policy = Qt.FocusPolicy.StrongFocus if number == self._current else Qt.FocusPolicy.NoFocus
            view.setFocusPolicy(policy)

    def _step(self, view: TileView, step: int) -> None:
        at, last = self.views.index(view), len(self._views) - 1
        to = {2: last, -2: 0}.get(step, min(max(at + step, 0), last))
        target = self.views[to]
        target.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_taken(self, view: TileView) -> None:
        if view in self.views:
            self._current = self.views.index(view)
            self._let_tab_come_to_current()
            self.ensureWidgetVisible(view, 0, _GAP // 2)

    def _open_menu(self, view: TileView, place: QPoint) -> None:
        tile, menu = view.tile, Menu(self._theme, view)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if tile.state is TileState.FAILED:
            menu.put(self.tr("Try again"), icon="rotate-cw").triggered.connect(
                lambda: self._model.retry(tile.key)
            )
        if tile.as_file is not None:
            as_is = menu.put(self.tr("Send as file, with all photo data"))
            as_is.setCheckable(True)
            as_is.setChecked(tile.as_file)
            as_is.triggered.connect(lambda on: self._model.send_as_file(tile.key, as_file=on))
        menu.put(self.tr("Remove"), icon="x", keys=self.tr("Del")).triggered.connect(
            lambda: self._model.remove(tile.key)
        )
        menu.popup(place)

    # Where they stand.

    def set_low(self, low: bool) -> None:  # noqa: FBT001 - a setter
        """Show fewer lines at once, where there is little room for what stands above."""
        self._most_lines = _FEWEST_LINES if low else _MOST_LINES
        self._arrange()

    def _arrange(self) -> None:
        if self.isHidden():
            return
        high = self._theme.taller(HEIGHT, Style.BODY, Style.SMALL)
        width = self.width()
        bottom = self._flow(width)
        most = self._most_lines * (high + _GAP) + high // 3  # what is cut off tells that there is more
        if bottom > most:  # room for the scroll bar
            width -= self.verticalScrollBar().sizeHint().width()
            bottom = self._flow(width)
        self._list.resize(width, bottom)
        self.setFixedHeight(min(bottom, most))

    def _flow(self, width: int) -> int:
        left, top, high = 0, 0, self._theme.taller(HEIGHT, Style.BODY, Style.SMALL)
        for view in self._views.values():
            view.fit_into(width)
            if left and left + view.width() > width:
                left, top = 0, top + high + _GAP
            view.move(left if self._from_left() else width - left - view.width(), top)
            left += view.width() + _GAP
        return top + high

    def _from_left(self) -> bool:
        return self.layoutDirection() is Qt.LayoutDirection.LeftToRight

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Break the lines elsewhere."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        """Change sides with the direction of reading."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.LayoutDirectionChange:
            self._arrange()
