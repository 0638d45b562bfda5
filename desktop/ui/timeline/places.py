"""What can be done with the pictures and files of messages: clicks, keys, menus and tool tips, and painting what has moved on.

Only the places that something happened to are painted anew, so that progress costs next to nothing; no row is measured for it.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QPointF
from PySide6.QtGui import QGuiApplication, QImage

from desktop.core.values import AttachmentId
from desktop.ui.controls import Menu
from desktop.ui.theme.theme import Theme
from desktop.ui.timeline.parts import Hit
from desktop.viewmodels.attached import PicturePlace, Place, Whereabouts, states_spoken
from desktop.viewmodels.file_actions import FileActions, SentFile
from desktop.viewmodels.file_deeds import FileDeed, all_deeds, first_deed, way_deed
from desktop.viewmodels.timeline_entry import Action, Entry

if TYPE_CHECKING:
    from desktop.ui.timeline.targets import Target
    from desktop.ui.timeline.view import TimelineView  # which makes this part of itself

PLACES = {Action.PLACE, Action.PLACE_WAY}
ICONS = {
    FileDeed.OPEN: "external-link",
    FileDeed.FETCH: "download",
    FileDeed.SAVE: "download",
    FileDeed.SHOW: "folder-open",
    FileDeed.COPY: "copy",
    FileDeed.PAUSE: "pause",
    FileDeed.RESUME: "play",
    FileDeed.RETRY: "rotate-cw",
    FileDeed.CANCEL: "x",
    FileDeed.REMOVE: "x",
}


class Places(QObject):
    """The places of the rows of a timeline view."""

    def __init__(self, theme: Theme, view: "TimelineView", files: FileActions | None) -> None:
        super().__init__(view)
        self._theme = theme
        self._view = view
        self._files = files
        self._failed: set[AttachmentId] = set()
        """Files of the user's own of which it was said that they failed."""
        shown = view.model.files
        shown.changed.connect(self._on_changed)
        shown.all_changed.connect(view.viewport().update)
        view.rows_changed.connect(self._look_only_at_what_is_seen)
        if files is not None:
            files.saving_wanted.connect(self._ask_where)
            files.copied.connect(_copy)

    # What can be done.

    def perform(self, action: Action, entry: Entry, value: str) -> bool:
        """Do what a click on a place, or on its sign, is for; return whether there was anything to do."""
        place = _place(entry, value)
        deed = self._deed(action, place) if place is not None else None
        if self._files is None or place is None or deed is None:
            return False
        self._files.perform(deed, place)
        return True

    def answers(self, target: "Target") -> bool:
        """Tell whether a click on something does anything just now."""
        if target.action is None or target.action not in PLACES:
            return True
        index = self._view.column.indexes.get(target.key)
        place = _place(self._view.column.entries[index], target.value) if index is not None else None
        return place is not None and self._deed(target.action, place) is not None

    def _deed(self, action: Action, place: Place) -> FileDeed | None:
        way = self._view.model.files.way(place)
        return way_deed(place, way) if action is Action.PLACE_WAY else first_deed(place, way)

    def tip(self, entry: Entry, hit: Hit) -> str:
        """Return what a tool tip says at a place: what a click does, and what is to be known of it."""
        place = _place(entry, hit.value)
        if place is None:
            return ""
        way = self._view.model.files.way(place)
        deed = self._deed(hit.action, place)
        told = (
            place.name,
            name_of(deed, place) if deed is not None else "",
            way.reason,
            _tr("It can be fetched once there is a connection.") if way.state is Whereabouts.NOT_HERE else "",
        )
        return "\n".join(part for part in told if part)

    def fill_menu(self, menu: Menu, entry: Entry, value: str) -> None:
        """Offer what can be done with a file of a row; with each in a menu of its own, if none is named and there are several."""
        if self._files is None or not entry.places:
            return
        named = _place(entry, value) if value else None
        if named is None and len(entry.places) == 1:
            named = entry.places[0]
        if named is not None:
            self._offer(menu, named)
        else:
            for place in entry.places:
                icon = "image" if isinstance(place, PicturePlace) else "file"
                self._offer(menu.put_menu(place.name, icon=icon), place)
        menu.addSeparator()

    def _offer(self, menu: Menu, place: Place) -> None:
        files = self._files
        if files is None:
            return
        way = self._view.model.files.way(place)
        for deed in all_deeds(place, way, was_saved=files.was_saved(place)):
            action = menu.put(name_of(deed, place), icon=ICONS[deed], dangerous=deed is FileDeed.REMOVE)
            action.triggered.connect(partial(self._perform_later, deed, place))

    def _perform_later(self, deed: FileDeed, place: Place, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        """Do what was chosen from a menu, if it can still be done."""
        if self._files is None:
            return
        way = self._view.model.files.way(place)
        if deed in all_deeds(place, way, was_saved=self._files.was_saved(place)):
            self._files.perform(deed, place)

    def _ask_where(self, file: SentFile) -> None:
        from desktop.ui.saving import ask_where  # seldom wanted, and never at first

        if self._files is not None:
            ask_where(self._view.window(), self._files, file)

    def copy_picture(self, entry: Entry) -> None:
        """Put the one picture of a row on the clipboard, if it has just that and it is here."""
        if len(entry.places) == 1:
            self._perform_later(FileDeed.COPY, entry.places[0])

    def remove_failed(self, entry: Entry) -> None:
        """Take those files out of a message that do not get to the server."""
        for place in entry.places:
            way = self._view.model.files.way(place)
            if way.is_upload and way.state is Whereabouts.FAILED:
                self._perform_later(FileDeed.REMOVE, place)

    # What is painted, and said.

    def _on_changed(self, attachments: frozenset[AttachmentId]) -> None:
        viewport = self._view.viewport()
        for _, y, row in self._view.column.visible():
            for box in row.attached:
                if not attachments.isdisjoint(_bytes_of(box.place)):
                    viewport.update(box.area.translated(QPointF(0, y)).toAlignedRect())
                    self._say_failure(box.place)

    def _say_failure(self, place: Place) -> None:
        """Let screen readers say once that a file of one's own did not get through; why, its message says."""
        way = self._view.model.files.way(place)
        if way.state is not Whereabouts.FAILED or not way.is_upload:
            self._failed.discard(place.id)
        elif place.id not in self._failed:
            self._failed.add(place.id)
            self._view.readable.announce(states_spoken((place,), self._view.model.files, with_reasons=False))

    def _look_only_at_what_is_seen(self) -> None:
        shown = self._view.model.files
        if shown.waits:
            rows = (row for _, _, row in self._view.column.visible())
            shown.look_only_at(one for row in rows for box in row.attached for one in _bytes_of(box.place))


def name_of(deed: FileDeed, place: Place) -> str:
    """Return what a deed is called in a menu."""
    return {
        FileDeed.OPEN: _tr("Open image") if isinstance(place, PicturePlace) else _tr("Open"),
        FileDeed.FETCH: _tr("Download"),
        FileDeed.SAVE: _tr("Save as…"),
        FileDeed.SHOW: _tr("Show in folder"),
        FileDeed.COPY: _tr("Copy image"),
        FileDeed.PAUSE: _tr("Pause"),
        FileDeed.RESUME: _tr("Resume"),
        FileDeed.RETRY: _tr("Try again"),
        FileDeed.CANCEL: _tr("Cancel download"),
        FileDeed.REMOVE: _tr("Remove from message"),
    }[deed]


def _place(entry: Entry, value: str) -> Place | None:
    return next((place for place in entry.places if place.id == value), None)


def _bytes_of(place: Place) -> tuple[AttachmentId, ...]:
    return (place.id, place.small) if isinstance(place, PicturePlace) else (place.id,)


def _copy(image: QImage) -> None:
    QGuiApplication.clipboard().setImage(image)


def _tr(text: str) -> str:
    return QCoreApplication.translate("places", text)
