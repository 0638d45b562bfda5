"""The files that people sent in the open chat, newest first: a few of them in the right panel, all of them with a search.

They come from the cache, so there is nothing among them that the user may not see; what comes, and what is taken back, changes
the lists at once. How far the bytes of each have come is looked up as it is painted (`files_shown`).
"""

from datetime import date

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale, QObject, QSize, Qt, Signal
from PySide6.QtGui import QImage

from desktop.core.changes import ChangeSet
from desktop.core.client import Client
from desktop.core.values import AttachmentId, ChatId, SharedFile
from desktop.viewmodels import times
from desktop.viewmodels.attached import (
    FilePlace,
    PicturePlace,
    Whereabouts,
    is_picture,
    only_saved,
    places_of,
    size_told,
)
from desktop.viewmodels.attached import Place as AnyPlace
from desktop.viewmodels.background import Background, Clock
from desktop.viewmodels.file_actions import FileActions
from desktop.viewmodels.file_deeds import FileDeed, all_deeds, first_deed
from desktop.viewmodels.file_words import shown_file_name
from desktop.viewmodels.files_shown import FilesShown
from desktop.viewmodels.following import Following
from desktop.viewmodels.isolates import isolated, without_isolates
from desktop.viewmodels.lines import LinesModel
from desktop.viewmodels.links import Place
from desktop.viewmodels.names import first_name
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.rereading import Rereading
from desktop.viewmodels.tips import tip

FEW = 4
_PAGE = 50
_COUNTED = 99
"""Up to so many are counted; more are "99+"."""
_AS_THEY_ARE = {Whereabouts.READY, Whereabouts.SAVED, Whereabouts.WAITING}


class FileLine(Struct, frozen=True):
    """A file, as the lists show it."""

    file: SharedFile
    origin: str
    """How large, whose, since when: `2.4 MB, Elif, today`."""
    told: str = ""
    """How far it has come, in words; empty where there is nothing to say of that."""
    failed: bool = False
    reason: str = ""
    """Why it failed, as a sentence."""

    @property
    def name(self) -> str:
        """What it is called."""
        return shown_file_name(self.file.attachment)

    @property
    def below(self) -> str:
        """What stands under the name."""
        return self.told or self.origin


class FileLines(LinesModel[FileLine]):
    """Files, one below the other."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(lambda line: line.file.attachment.id, _texts, parent)


class SharedFilesModel(QObject):
    """The files of the open chat. `newest` are a few, `found` all that the search lets through, as far as they are read.

    Signals:
        changed(): the count, or what is said in the place of files, is different.
        looks_changed(): a small picture has come.
        place_wanted(Place): the message of a file is to be shown.
    """

    changed = Signal()
    looks_changed = Signal()
    place_wanted = Signal(object)

    def __init__(
        self,
        client: Client,
        background: Background,
        clock: Clock,
        shown: FilesShown,
        actions: FileActions,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.newest = FileLines(self)
        self.found = FileLines(self)
        self._client = client
        self._clock = clock
        self._shown = shown
        self._actions = actions
        self._chat: ChatId | None = None
        self._few: tuple[SharedFile, ...] = ()
        self._files: tuple[SharedFile, ...] = ()
        self._words = ""
        self._all_wanted = False
        self._pages = 1
        self._has_more = False
        self._read = False
        """The lists are of this chat and these words."""
        self._anew = False
        self._known: dict[AttachmentId, FileLine] = {}
        """Lines of a long list: while a file comes, only its own is made anew."""
        self._day: date | None = None
        """On which they say what is of today."""
        shown.changed.connect(self._on_files)
        shown.all_changed.connect(self._show_anew)
        self._following = Following(self, client.feed, self._on_changes)
        self._reading = Rereading(background, self._following, self._read_lists)

    def close(self) -> None:
        """Follow nothing any more."""
        self._following.end()

    # Which files there are.

    def show_chat(self, chat: ChatId | None) -> None:
        """Show the files of another chat, or none; a search is over."""
        if chat == self._chat:
            return
        self._chat = chat
        self._few = ()
        self._all_wanted = False
        self._begin("")

    def open_all(self) -> None:
        """Read all files, page by page."""
        self._all_wanted = True
        self._begin("")

    def close_all(self) -> None:
        """Read only the newest again."""
        self._all_wanted = False
        self._begin("")

    def search(self, words: str) -> None:
        """Find files by their names."""
        if " ".join(words.split()) != self._words:
            self._begin(" ".join(words.split()))

    def read_on(self) -> None:
        """Read the next page, if there is one: the end of the list is in sight."""
        if self._has_more and not self._reading.is_under_way:
            self._pages += 1
            self._reading.again()

    @property
    def count(self) -> str:
        """Return how many files there are; empty for none."""
        number = len(self._few)
        if not number:
            return ""
        more = number > _COUNTED
        return filled(self.tr("%1+"), QLocale().toString(_COUNTED)) if more else QLocale().toString(number)

    @property
    def has_none(self) -> bool:
        """Whether it is known that there are no files at all."""
        return self._read and not self._few

    @property
    def nothing(self) -> str:
        """Return what is said in the place of the list of all files; empty while there are some, or they are being read."""
        if self._files or not self._read:
            return ""
        if self._words:
            return filled(self.tr("No file here is called “%1”."), isolated(self._words))
        return self.tr("Nobody has sent a file here yet.")

    def _begin(self, words: str) -> None:
        self._words = words
        self._pages = 1
        self._files = ()
        self._has_more = False
        self._read = False
        self._anew = True
        self._show()
        self._reading.again()

    async def _read_lists(self) -> None:
        chat, words, pages, anew = self._chat, self._words, self._pages, self._anew
        self._anew = False
        if chat is None:
            return
        few = await self._client.shared_files(chat, limit=_COUNTED + 1)
        files = () if anew else self._files
        has_more = False
        if self._all_wanted:
            has_more = True
            while has_more and len(files) < pages * _PAGE:
                before = (files[-1].seq, files[-1].place) if files else None
                page = await self._client.shared_files(chat, words, before=before, limit=_PAGE)
                files += page
                has_more = len(page) == _PAGE
        if self._following.active and (chat, words) == (self._chat, self._words) and not self._anew:
            self._few, self._files, self._has_more, self._read = few, files, has_more, True
            self._show()

    def _on_changes(self, changes: ChangeSet) -> None:
        if changes.anew or changes.people or self._chat in changes.timelines | changes.backfilled:
            self._anew = True
            self._reading.again()

    # What can be done with them.

    def place(self, line: FileLine) -> AnyPlace:
        """Return a file as a place of the timeline: all that is known of clicks there holds here."""
        pictures, others = places_of((line.file.attachment,), line.file.chat, line.file.message)
        found: tuple[AnyPlace, ...] = (*pictures, *others)
        return found[0]

    def deeds(self, line: FileLine) -> tuple[FileDeed, ...]:
        """Return what can be done with a file just now."""
        place = self.place(line)
        return all_deeds(place, self._shown.way(place), was_saved=self._actions.was_saved(place))

    def open(self, line: FileLine) -> None:
        """Do what a click on a file does: show a picture, fetch what is not here, open what is."""
        place = self.place(line)
        deed = first_deed(place, self._shown.way(place))
        if deed is not None:
            self._actions.perform(deed, place)

    def perform(self, line: FileLine, deed: FileDeed, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        """Do what was chosen from a menu, if it can still be done."""
        if deed in self.deeds(line):
            self._actions.perform(deed, self.place(line))

    def show_in_chat(self, line: FileLine, _checked: bool = False) -> None:  # noqa: FBT001, FBT002 - Qt's
        """Show the message that a file was sent with."""
        self.place_wanted.emit(Place(line.file.chat, line.file.seq))

    # What they look like.

    def small(self, line: FileLine, room: QSize) -> QImage | None:
        """Return a picture as it looks in a small room, in points of the screen, or a few colours; None for other files."""
        file = line.file
        if not is_picture(file.attachment):
            return None
        place = PicturePlace(file.attachment, file.chat, file.message)
        return self._shown.image(place, room) or self._shown.blur(place, room)

    def _show_anew(self) -> None:
        self._known.clear()
        self._show()

    def _show(self) -> None:
        today = times.local_day(self._clock())
        if today != self._day:
            self._day = today
            self._known.clear()
        newest, found = (tuple(map(self._line, files)) for files in (self._few[:FEW], self._files))
        self._known = {line.file.attachment.id: line for line in (*newest, *found)}
        self.newest.show_moved(newest)
        self.found.show_moved(found)
        self.changed.emit()

    def _on_files(self, files: frozenset[AttachmentId]) -> None:
        shown = (*self._few[:FEW], *self._files)
        if any(file.attachment.id in files for file in shown):
            for attachment in files:
                self._known.pop(attachment, None)
            self._show()
        elif any(_thumbnail(file) in files for file in shown):
            self.looks_changed.emit()

    def _line(self, file: SharedFile) -> FileLine:
        known = self._known.get(file.attachment.id)
        if known is not None and (known.file is file or known.file == file):
            return known
        return self._made(file)

    def _made(self, file: SharedFile) -> FileLine:
        mine = file.author == self._client.me.id
        author = self.tr("you") if mine else first_name(file.author_name)
        when = times.day_within(file.sent_at, self._clock())
        origin = filled(self.tr("%1, %2, %3"), size_told(file.attachment.size), isolated(author), when)
        place = _place(file)
        way = self._shown.way(place)
        told = "" if way.state in _AS_THEY_ARE else place.told(way)
        if way.state is Whereabouts.NOT_HERE:  # in few words, as there is little room
            told = self.tr("Not on this computer yet")
        failed = way.state in {Whereabouts.FAILED, Whereabouts.BROKEN}
        return FileLine(file, origin, told, failed, way.reason)


def _place(file: SharedFile) -> FilePlace:
    """Return a file as the lists see it: of a picture, too, they say where the whole is."""
    return FilePlace(file.attachment, file.chat, file.message, only_saved(file.attachment))


def _thumbnail(file: SharedFile) -> AttachmentId | None:
    picture = file.attachment.picture
    return None if picture is None or picture.thumbnail is None else picture.thumbnail.id


def _texts(line: FileLine, role: int) -> object:
    match role:
        case Qt.ItemDataRole.DisplayRole:
            return line.name
        case Qt.ItemDataRole.ToolTipRole:
            told = (line.name, without_isolates(line.origin), line.told, line.reason)
            return tip("\n".join(part for part in told if part))
        case Qt.ItemDataRole.AccessibleTextRole:
            kind = _tr("image") if is_picture(line.file.attachment) else ""
            parts = (line.name, kind, line.origin, line.told)
            return without_isolates(", ".join(part for part in parts if part))
        case _:
            return None


def _tr(text: str) -> str:
    return QCoreApplication.translate("shared_files", text)
