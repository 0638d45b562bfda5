"""The settings' page about writing: what Enter does, spelling, and being asked before what waited long is sent."""

from desktop.ui.settings.fields import Select
from desktop.ui.settings.parts import Group, Page, Row, SwitchRow
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.chat_actions import HOUR_MS
from desktop.viewmodels.choices import Choices
from desktop.viewmodels.workspace import Workspace


class WritingPage(Page):
    """What the composer does."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        super().__init__()
        self._theme = theme
        self._workspace = workspace
        self._choices = workspace.choices
        self.add(self._make_composer(), self._make_sending())
        self._choices.changed.connect(self._show)
        self._show(self._choices.choices)

    def _make_composer(self) -> Group:
        group = Group(self._theme, self.tr("Message field"))
        self._enter = Select(
            self._theme,
            ((True, self.tr("Sends the message")), (False, self.tr("Begins a new line"))),
            lambda sends: self._choices.choose(enter_sends=sends),
        )
        self._enter_row = Row(self._theme, self.tr("Enter key"), "", self._enter)
        self._spelling = SwitchRow(
            self._theme,
            self.tr("Check spelling"),
            self.tr("In the languages that have a dictionary on this computer"),
            lambda on: self._choices.choose(spell_check=on),
        )
        self._tone = Select(
            self._theme,
            (
                (0, self.tr("👍 Yellow")),
                (1, self.tr("👍🏻 Light")),
                (2, self.tr("👍🏼 Medium-light")),
                (3, self.tr("👍🏽 Medium")),
                (4, self.tr("👍🏾 Medium-dark")),
                (5, self.tr("👍🏿 Dark")),
            ),
            lambda tone: self._choices.choose(skin_tone=tone),
        )
        tone = Row(self._theme, self.tr("Skin tone of emoji"), "", self._tone)
        group.add(self._enter_row, self._spelling, tone)
        return group

    def _make_sending(self) -> Group:
        group = Group(self._theme, self.tr("Sending after a time offline"))
        self._patience = Select(
            self._theme,
            (
                (HOUR_MS // 2, self.tr("After 30 minutes")),
                (2 * HOUR_MS, self.tr("After 2 hours")),
                (None, self.tr("Never")),
            ),
            self._choose_patience,
        )
        group.add(
            Row(
                self._theme,
                self.tr("Ask before sending what waited long"),
                self.tr("Until you answer, such messages wait in their chats"),
                self._patience,
            )
        )
        return group

    def _choose_patience(self, milliseconds: object) -> None:
        self._workspace.choose_patience(milliseconds if isinstance(milliseconds, int) else None)

    def _show(self, choices: Choices) -> None:
        self._enter.show_value(choices.enter_sends)
        self._enter_row.describe(
            self.tr("Shift+Enter always adds a new line") if choices.enter_sends
            else self.tr("Ctrl+Enter always sends the message")
        )  # fmt: skip
        self._spelling.show_value(on=choices.spell_check)
        self._tone.show_value(choices.skin_tone)
        self._patience.show_value(self._workspace.patience)
