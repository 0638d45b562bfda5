"""What can be done with a picture or a file of a message, by where its bytes are: one place for clicks, keys and menus."""

from enum import StrEnum

from desktop.viewmodels.attached import FilePlace, PicturePlace, Place, Way, Whereabouts


class FileDeed(StrEnum):
    """Something that a user does with a file."""

    OPEN = "open"
    """Shows a picture, or opens another file with the user's program for it."""
    FETCH = "fetch"
    SAVE = "save"
    SHOW = "show"
    """Shows it in the folder in which it was saved."""
    COPY = "copy"
    """Puts a picture on the clipboard."""
    PAUSE = "pause"
    RESUME = "resume"
    RETRY = "retry"
    CANCEL = "cancel"
    """Lets it not come."""
    REMOVE = "remove"
    """Takes it out of a message that waits for it."""


_ENDS = {Whereabouts.WAITING, Whereabouts.LOADING}


def first_deed(place: Place, way: Way) -> FileDeed | None:
    """Return what a click or Enter does; None where there is nothing to be done just now."""
    if isinstance(place, PicturePlace):
        return _first_of_picture(way)
    match way.state:
        case Whereabouts.READY:
            return FileDeed.SAVE if place.only_saved else FileDeed.FETCH
        case Whereabouts.SAVED:
            return FileDeed.SAVE if place.only_saved else FileDeed.OPEN
        case Whereabouts.FAILED:
            return FileDeed.RETRY
        case Whereabouts.PAUSED:
            return FileDeed.RESUME
        case _:
            return None


def _first_of_picture(way: Way) -> FileDeed | None:
    if way.state is Whereabouts.BROKEN:
        return None
    if way.state is Whereabouts.FAILED:
        return FileDeed.RETRY
    if way.state is Whereabouts.NOT_HERE:
        return None
    return FileDeed.OPEN


def way_deed(place: Place, way: Way) -> FileDeed | None:
    """Return what the sign at the edge of a place stands for: to stop what is under way, or else what a click does."""
    shows_sign = isinstance(place, FilePlace) or way.is_upload
    if shows_sign and way.state in _ENDS:
        return FileDeed.REMOVE if way.is_upload else FileDeed.CANCEL
    if shows_sign and way.state is Whereabouts.PAUSED:
        return FileDeed.RESUME
    return first_deed(place, way)


def all_deeds(place: Place, way: Way, *, was_saved: bool) -> tuple[FileDeed, ...]:
    """Return everything that a menu offers for a place, in its order."""
    return tuple(
        deed
        for deed, offered in (
            (FileDeed.OPEN, _can_open(place, way)),
            (FileDeed.FETCH, way.state is Whereabouts.READY and isinstance(place, FilePlace)),
            (FileDeed.RETRY, way.state is Whereabouts.FAILED),
            (FileDeed.SAVE, way.state is not Whereabouts.NOT_HERE),
            (FileDeed.SHOW, was_saved),
            (FileDeed.COPY, isinstance(place, PicturePlace) and _is_shown(way)),
            (FileDeed.PAUSE, way.state in _ENDS),
            (FileDeed.RESUME, way.state is Whereabouts.PAUSED),
            (FileDeed.CANCEL, not way.is_upload and way.state in _ENDS | {Whereabouts.PAUSED}),
            (FileDeed.REMOVE, way.is_upload),
        )
        if offered
    )


def _can_open(place: Place, way: Way) -> bool:
    if isinstance(place, PicturePlace):
        return first_deed(place, way) is FileDeed.OPEN
    return not place.only_saved and (way.state is Whereabouts.SAVED or way.is_upload)


def _is_shown(way: Way) -> bool:
    return way.is_upload or way.state is Whereabouts.SAVED
