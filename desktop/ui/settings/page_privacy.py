"""The page Privacy: what notifications show of messages, and what teammates see of the user."""

from PySide6.QtCore import Signal

from desktop.ui.controls import SecondaryButton
from desktop.ui.settings.parts import SMALL_BUTTON, Group, Page, Row, SwitchRow
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.choices import Choices
from desktop.viewmodels.workspace import Workspace

_HINTS_FROM = 150
"""Where the examples begin, behind the longest title of the design."""


class PrivacyPage(Page):
    """The page.

    Signals:
        storage_requested(): the user wants to see what is on this computer.
    """

    storage_requested = Signal()

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        super().__init__()
        self._theme = theme
        self._choices = workspace.choices
        self._reads = workspace.shown_reads()
        self._reads.setParent(self)
        self._add_previews()
        self._add_seen()
        self._add_copy()
        self._choices.changed.connect(self._take)
        self._reads.changed.connect(self._show_reads)
        self._take(self._choices.choices)
        self._show_reads()

    def _add_previews(self) -> None:
        group = Group(self._theme, self.tr("Notification previews"))
        self._previews = group.add_choice(
            (
                ("all", self.tr("Name and message"), self.tr("“Bruno: Refund is issued”")),
                ("name", self.tr("Name only"), self.tr("“New message from Bruno”")),
                ("nothing", self.tr("Nothing"), self.tr("“New message in Internal Chat”")),
            ),
            lambda shown: self._choices.choose(notification_text=shown),
            column=_HINTS_FROM,
        )
        group.note(self.tr("Customer names and case numbers can appear in previews."))
        self.add(group)

    def _add_seen(self) -> None:
        group = Group(self._theme, self.tr("What teammates see"))
        self._receipts = SwitchRow(
            self._theme, self.tr("Read receipts"), "", lambda on: self._reads.choose(shown=on)
        )
        self._typing = SwitchRow(
            self._theme,
            self.tr("Typing indicator"),
            "",
            lambda on: self._choices.choose(tells_typing=on),
        )
        self._away = SwitchRow(
            self._theme,
            self.tr("Show when I’m away"),
            self.tr("After 10 minutes without activity"),
            lambda on: self._choices.choose(tells_away=on),
        )
        group.add(self._receipts, self._typing, self._away)
        self._problem = group.problem(self.tr("Problem with read receipts"))
        self.add(group)

    def _add_copy(self) -> None:
        group = Group(self._theme, self.tr("On this computer"))
        show = SecondaryButton(self._theme, self.tr("Show storage"), height=SMALL_BUTTON)
        show.clicked.connect(self.storage_requested)
        group.add(
            Row(
                self._theme,
                self.tr("Offline copy of my chats"),
                self.tr("Encrypted, so that you can read and search while offline"),
                show,
            )
        )
        self.add(group)

    def _take(self, choices: Choices) -> None:
        self._previews.show_value(choices.notification_text)
        self._typing.show_value(on=choices.tells_typing)
        self._away.show_value(on=choices.tells_away)

    def _show_reads(self) -> None:
        reads = self._reads
        self._receipts.show_value(on=reads.shown)
        self._receipts.switch.setEnabled(not reads.obstacle)
        self._receipts.describe(reads.obstacle or self.tr("When off, you don’t see theirs either"))
        self._problem.say(reads.problem)
