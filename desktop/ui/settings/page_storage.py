"""The page Storage: how much of the account is on this computer, which files come by themselves, and what can be removed."""

from desktop.ui.controls import SecondaryButton, WarySecondaryButton
from desktop.ui.settings.fields import Select
from desktop.ui.settings.parts import SMALL_BUTTON, Group, Page, Row
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.attached import size_told
from desktop.viewmodels.choices import FILE_LIMITS, Choices
from desktop.viewmodels.placeholders import filled
from desktop.viewmodels.workspace import Workspace

_MEGA = 1 << 20


class StoragePage(Page):
    """The page."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        super().__init__()
        self._theme = theme
        self._workspace = workspace
        self._choices = workspace.choices
        self._storage = workspace.storage()
        self._storage.setParent(self)
        self._storage.told.connect(workspace.told)
        self._add_used()
        self._add_downloads()
        self._storage.changed.connect(self._show)
        workspace.files_kept.changed.connect(self._show)
        self._choices.changed.connect(self._take)
        self._take(self._choices.choices)
        workspace.files_kept.look()
        self._show()

    def _add_used(self) -> None:
        group = Group(self._theme, self.tr("On this computer"))
        self._messages = Row(self._theme, self.tr("Messages and drafts"))
        self._rebuild = SecondaryButton(
            self._theme, self.tr("Make anew"), icon="rotate-cw", height=SMALL_BUTTON
        )
        self._rebuild.setAccessibleName(self.tr("Make the search index anew"))
        self._rebuild.clicked.connect(self._storage.rebuild_search)
        self._search = Row(self._theme, self.tr("Search index"), "", self._rebuild)
        self._remove = WarySecondaryButton(
            self._theme, self.tr("Remove downloaded files…"), height=SMALL_BUTTON
        )
        self._remove.clicked.connect(self._ask_to_remove)
        self._files = Row(self._theme, self.tr("Pictures and files"), "", self._remove)
        self._aside = Row(self._theme, self.tr("Set aside, since it could not be read"))
        group.add(self._messages, self._search, self._files, self._aside)
        self._total = group.note(icon="hard-drive")
        self._problem = group.problem(self.tr("Problem with storage"))
        self.add(group)

    def _add_downloads(self) -> None:
        group = Group(self._theme, self.tr("Downloads"))
        self._downloads = Select(
            self._theme,
            (
                ("pictures_and_small", self.tr("Pictures and small files")),
                ("pictures", self.tr("Pictures")),
                ("nothing", self.tr("Nothing")),
            ),
            lambda downloads: self._choices.choose(downloads=downloads),
        )
        self._limit = Select(
            self._theme,
            [(limit, size_told(limit * _MEGA)) for limit in FILE_LIMITS],
            lambda limit: self._choices.choose(file_limit=limit),
        )
        self._by_itself = Row(self._theme, self.tr("Download by itself"), "", self._downloads)
        group.add(
            self._by_itself,
            Row(
                self._theme,
                self.tr("Keep up to"),
                self.tr("Beyond that, what you looked at longest ago is removed. It stays on the server."),
                self._limit,
            ),
        )
        self.add(group)

    def _take(self, choices: Choices) -> None:
        self._downloads.show_value(choices.downloads)
        self._by_itself.describe(self._about_downloads(choices))
        self._limit.show_value(choices.file_limit)

    def _about_downloads(self, choices: Choices) -> str:
        match choices.downloads:
            case "pictures_and_small":
                return self.tr(
                    "Pictures up to 10 MB and files up to 1 MB. Everything else comes when you open it."
                )
            case "pictures":
                return self.tr("Pictures up to 10 MB. Everything else comes when you open it.")
            case "nothing":
                return self.tr("Only small previews. Everything else comes when you open it.")

    def _show(self) -> None:
        storage = self._storage
        waiting = "" if storage.problem else self.tr("Loading…")
        self._messages.describe(storage.messages or waiting)
        self._search.describe(self._about_search(storage.search or waiting))
        self._rebuild.set_busy(busy=storage.rebuilding)
        self._files.describe(storage.downloaded or waiting)
        self._remove.setEnabled(storage.has_files)
        self._aside.describe(storage.set_aside)
        self._aside.setVisible(bool(storage.set_aside))
        self._total.say(storage.total)
        self._problem.say(storage.problem)

    def _about_search(self, size: str) -> str:
        if self._storage.rebuilding:
            return filled(self.tr("%1. It is being made; searches find less until then."), size)
        return filled(self.tr("%1. Made anew just now."), size) if self._storage.made_anew else size

    def _ask_to_remove(self) -> None:
        from desktop.ui.dialogs.remove_files import RemoveFilesDialog

        kept = self._workspace.files_kept
        dialog = RemoveFilesDialog(self._theme, self.window(), kept.used)
        dialog.confirmed.connect(kept.clear)
        dialog.open()
