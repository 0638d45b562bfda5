"""The rows of the settings that say when nothing is notified of: the pause from now on, and the hours of every day."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.ui.controls import SecondaryButton
from desktop.ui.dialogs.words import Words
from desktop.ui.settings.fields import TimeField
from desktop.ui.settings.parts import SMALL_BUTTON, Row
from desktop.ui.theme.theme import Style, Theme
from desktop.viewmodels.chat_actions import HOUR_MS
from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.desk import Desk

if TYPE_CHECKING:
    from desktop.viewmodels.pausing import Pausing


class PauseRow(Row):
    """Nothing is notified of from now on, for a time: to begin it, and to end it."""

    def __init__(self, theme: Theme, desk: Desk) -> None:
        self._pausing: Pausing | None = None
        self._hour = SecondaryButton(theme, self.tr("For 1 hour"), height=SMALL_BUTTON)
        self._tomorrow = SecondaryButton(theme, self.tr("Until tomorrow"), height=SMALL_BUTTON)
        self._resume = SecondaryButton(theme, self.tr("Resume"), height=SMALL_BUTTON)
        buttons = QWidget()
        line = QHBoxLayout(buttons)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for button in (self._hour, self._tomorrow, self._resume):
            line.addWidget(button)
        super().__init__(theme, self.tr("Pause now"), "", buttons)
        self._hour.clicked.connect(lambda: self._act("hour"))
        self._tomorrow.clicked.connect(lambda: self._act("tomorrow"))
        self._resume.clicked.connect(lambda: self._act("resume"))
        self.follow(desk.pausing)

    def follow(self, pausing: "Pausing | None") -> None:
        """Show whether it is paused; take no room where nothing can be."""
        if pausing is not self._pausing:
            self._pausing = pausing
            if pausing is not None:
                pausing.changed.connect(self._show)
        self.setVisible(pausing is not None)
        self._show()

    def _act(self, what: str) -> None:
        pausing = self._pausing
        if pausing is None:
            return
        match what:
            case "hour":
                pausing.pause_for(HOUR_MS)
            case "tomorrow":
                pausing.pause_until_tomorrow()
            case _:
                pausing.resume()

    def _show(self) -> None:
        paused = self._pausing is not None and self._pausing.is_paused
        had_keyboard = any(each.hasFocus() for each in (self._hour, self._tomorrow, self._resume))
        for button in (self._hour, self._tomorrow):
            button.setVisible(not paused)
        self._resume.setVisible(paused)
        if had_keyboard:  # or it would be nowhere: the button that was pressed has gone
            (self._resume if paused else self._hour).setFocus()
        until = self._pausing.words if self._pausing is not None else ""
        self.describe(until or self.tr("No sound, nothing pops up"))


class HoursRow(QWidget):
    """From when to when nothing is notified of, every day."""

    def __init__(self, theme: Theme, choices: ChoicesModel) -> None:
        super().__init__()
        self._from = TimeField(theme, self.tr("From"), lambda minutes: choices.choose(quiet_from=minutes))
        self._to = TimeField(theme, self.tr("To"), lambda minutes: choices.choose(quiet_to=minutes))
        begins = Words(theme, Style.BODY, "text", self.tr("From"), weight=500)
        begins.setBuddy(self._from)
        ends = Words(theme, Style.BODY, "text_2", self.tr("to", "between two times of the day"))
        ends.setBuddy(self._to)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 9, 0, 9)
        line.setSpacing(10)
        line.addSpacing(14)
        line.addWidget(begins, 1)
        line.addWidget(self._from)
        line.addWidget(ends)
        line.addWidget(self._to)
        line.addSpacing(14)

    def show_value(self, begin: int, end: int) -> None:
        """Show the hours, in minutes after midnight."""
        self._from.show_value(begin)
        self._to.show_value(end)
