"""The menu of the gear: how everything looks, how one writes, in which language, which files are kept here, and the way out."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QWidget

from desktop.ui.controls import Menu
from desktop.ui.shortcuts import Deed, native, window_keys
from desktop.ui.theme.theme import Mode, Theme
from desktop.viewmodels.attached import size_told
from desktop.viewmodels.chat_actions import HOUR_MS
from desktop.viewmodels.choices import FILE_LIMITS, TEXT_SIZES
from desktop.viewmodels.toast import Toast
from desktop.viewmodels.workspace import Workspace

_EDGE = 8
_OVERLAP = 6
_MEGA = 1 << 20
LANGUAGES = (("en", "English"), ("de", "Deutsch"), ("pt_BR", "Português (Brasil)"))
"""In which the screens can be read, each called as its own speakers do."""


class SettingsMenu(Menu):
    """Everything that can be set at this stage.

    Signals:
        appearance_chosen(str): `system`, `light` or `dark`.
        shortcuts_requested(): the user wants to see the keyboard shortcuts.
        sign_out_requested(): the user wants to leave the account on this computer.
    """

    appearance_chosen = Signal(str)
    shortcuts_requested = Signal()
    sign_out_requested = Signal()

    def __init__(self, theme: Theme, workspace: Workspace, parent: QWidget) -> None:
        super().__init__(theme, parent)
        self._workspace = workspace
        self._foot = parent
        self._choices = workspace.choices
        self._ticks: list[tuple[QActionGroup, Callable[[], object]]] = []
        self.setAccessibleName(self.tr("Settings"))
        self._add_looks()
        self._add_writing()
        self._add_language()
        self._add_files()
        self.addSeparator()
        keys = native(window_keys()[Deed.SHORTCUTS][0])
        shortcuts = self.put(self.tr("Keyboard shortcuts…"), icon="keyboard", keys=keys)
        shortcuts.triggered.connect(self.shortcuts_requested)
        self.addSeparator()
        self.put(self.tr("Sign out…"), icon="log-out").triggered.connect(self.sign_out_requested)
        self.aboutToShow.connect(self._tick)
        self.aboutToShow.connect(workspace.files_kept.look)

    def _add_looks(self) -> None:
        modes: tuple[tuple[Mode, str], ...] = (
            ("system", self.tr("System")),
            ("light", self.tr("Light")),
            ("dark", self.tr("Dark")),
        )
        self._offer("palette", self.tr("Appearance"), modes, lambda: self._theme.mode, self._choose_mode)
        sizes = self._offer(
            "a-large-small",
            self.tr("Text size"),
            [(size, self.tr("%1 %").replace("%1", str(size))) for size in TEXT_SIZES],
            lambda: self._choices.choices.text_percent,
            lambda size: self._choices.choose(text_percent=size),
        )
        sizes.addSeparator()
        keys = window_keys()
        for deed, words, act in (
            (Deed.LARGER, self.tr("Larger"), lambda: self._choices.step_text(1)),
            (Deed.SMALLER, self.tr("Smaller"), lambda: self._choices.step_text(-1)),
            (Deed.USUAL_SIZE, self.tr("Usual size"), lambda: self._choices.choose(text_percent=100)),
        ):
            sizes.put(words, keys=native(keys[deed][0])).triggered.connect(act)

    def _add_writing(self) -> None:
        self._offer(
            "send",
            self.tr("Sending"),
            (
                (True, self.tr("Enter sends, Shift+Enter begins a new line")),
                (False, self.tr("Ctrl+Enter sends, Enter begins a new line")),
            ),
            lambda: self._choices.choices.enter_sends,
            lambda sends: self._choices.choose(enter_sends=sends),
        )
        self._offer(
            "clock",
            self.tr("Before sending what waited long"),
            (
                (HOUR_MS // 2, self.tr("Ask after 30 minutes")),
                (2 * HOUR_MS, self.tr("Ask after 2 hours")),
                (None, self.tr("Never ask")),
            ),
            lambda: self._workspace.patience,
            self._workspace.choose_patience,
        )
        self._spelling = self.put(self.tr("Check spelling"), icon="spell-check")
        self._spelling.setCheckable(True)
        self._spelling.triggered.connect(lambda checked: self._choices.choose(spell_check=checked))

    def _add_language(self) -> None:
        languages = self._offer(
            "globe",
            self.tr("Language"),
            (("", self.tr("System")), *LANGUAGES),
            lambda: self._choices.choices.language,
            self._choose_language,
        )
        languages.addSeparator()
        languages.addAction(self.tr("Takes effect at the next start")).setEnabled(False)

    def _add_files(self) -> None:
        self._offer(
            "download",
            self.tr("Download by itself"),
            (
                ("pictures_and_small", self.tr("Pictures and small files")),
                ("pictures", self.tr("Pictures")),
                ("nothing", self.tr("Nothing")),
            ),
            lambda: self._choices.choices.downloads,
            lambda downloads: self._choices.choose(downloads=downloads),
        )
        kept = self._workspace.files_kept
        files = self._offer(
            "hard-drive",
            self.tr("Files on this computer"),
            [
                (limit, self.tr("Keep up to %1").replace("%1", size_told(limit * _MEGA)))
                for limit in FILE_LIMITS
            ],
            lambda: self._choices.choices.file_limit,
            lambda limit: self._choices.choose(file_limit=limit),
        )
        first = files.actions()[0]
        self._used = files.put(self.tr("Loading…"))
        self._used.setEnabled(False)
        files.insertAction(first, self._used)
        files.insertSeparator(first)
        files.addSeparator()
        self._remove = files.put(self.tr("Remove downloaded files…"), icon="trash", dangerous=True)
        self._remove.triggered.connect(self._ask_to_remove)
        kept.changed.connect(self._show_kept)

    def _show_kept(self) -> None:
        kept = self._workspace.files_kept
        self._used.setText(kept.used or self.tr("Loading…"))
        self._remove.setEnabled(kept.any_here)

    def _ask_to_remove(self) -> None:
        from desktop.ui.dialogs.remove_files import RemoveFilesDialog

        kept = self._workspace.files_kept
        dialog = RemoveFilesDialog(self._theme, self._foot.window(), kept.used)
        dialog.confirmed.connect(kept.clear)
        dialog.open()

    def _offer(
        self,
        icon: str,
        title: str,
        values: Sequence[tuple[object, str]],
        current: Callable[[], object],
        choose: Callable[..., object],
    ) -> Menu:
        """Add a menu of values of which one holds."""
        menu = self.put_menu(title, icon=icon)
        group = QActionGroup(self)
        for value, words in values:
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setData((value,))  # Qt would make something else of None
            action.triggered.connect(lambda _checked, chosen=value: choose(chosen))
            group.addAction(action)
        self._ticks.append((group, current))
        return menu

    def _tick(self) -> None:
        for group, current in self._ticks:
            for action in group.actions():
                action.setChecked(action.data() == (current(),))
        self._spelling.setChecked(self._choices.choices.spell_check)

    def _choose_mode(self, mode: Mode) -> None:
        self._theme.set_mode(mode)
        self.appearance_chosen.emit(mode)

    def _choose_language(self, language: str) -> None:
        if language != self._choices.choices.language:
            self._choices.choose(language=language)
            self._workspace.told.emit(Toast(self.tr("The language changes at the next start.")))

    def open_above(self, foot: QWidget) -> None:
        """Show the menu over the foot of the left pane, from its edge on."""
        from_right = (
            self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        )  # then Qt takes the corner at the right
        at = foot.width() - _EDGE if from_right else _EDGE
        self.popup(foot.mapToGlobal(QPoint(at, -self.sizeHint().height() + _OVERLAP)))
