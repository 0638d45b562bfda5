"""The settings' page about notifications: of what, how, and when not; and what the program does without its window."""

import sys

from desktop.ui.controls import SecondaryButton
from desktop.ui.dialogs.words import announce
from desktop.ui.settings.parts import SMALL_BUTTON, Group, Page, Row, SwitchRow
from desktop.ui.settings.quiet import HoursRow, PauseRow
from desktop.ui.theme.theme import Theme
from desktop.viewmodels.choices import Choices, ChoicesModel
from desktop.viewmodels.desk import Desk


class NotificationsPage(Page):
    """What the user is told of outside of the window."""

    def __init__(self, theme: Theme, choices: ChoicesModel, desk: Desk) -> None:
        super().__init__()
        self._theme = theme
        self._choices = choices
        self._desk = desk
        self._said = desk.test_words
        self.add(
            self._make_what(),
            self._make_how(),
            self._make_pause(),
            self._make_proof(),
            self._make_program(),
        )
        choices.changed.connect(self._show)
        desk.changed.connect(self._show_desk)
        self._show(choices.choices)
        self._show_desk()

    def _make_what(self) -> Group:
        group = Group(self._theme, self.tr("Notify me about"))
        self._what = group.add_choice(
            (
                ("all", self.tr("Every new message"), ""),
                ("mentions", self.tr("Mentions and direct messages only"), ""),
                ("added", self.tr("Only when I am added to a chat"), ""),
                ("nothing", self.tr("Nothing"), self.tr("Unread counts still show in the list")),
            ),
            lambda what: self._choices.choose(notify_about=what),
        )
        self._hint = group.note(icon="circle-alert")
        return group

    def _make_how(self) -> Group:
        group = Group(self._theme, self.tr("How"))
        choose = self._choices.choose
        self._sound = SwitchRow(
            self._theme,
            self.tr("Play a sound"),
            self.tr("Only when the window is in the background"),
            lambda on: choose(sound=on),
        )
        self._badge = SwitchRow(
            self._theme, self.tr("Show a count on the app icon"), "", lambda on: choose(badge=on)
        )
        self._flash = SwitchRow(
            self._theme,
            self.tr("Bounce the icon in the Dock for mentions") if sys.platform == "darwin"
            else self.tr("Flash the taskbar for mentions"),
            "",
            lambda on: choose(flash=on),
        )  # fmt: skip
        group.add(self._sound, self._badge, self._flash)
        return group

    def _make_pause(self) -> Group:
        group = Group(self._theme, self.tr("Quiet hours"))
        self._pause = PauseRow(self._theme, self._desk)
        self._daily = SwitchRow(
            self._theme,
            self.tr("Pause notifications every day"),
            self.tr("Mentions wait in the list too"),
            lambda on: self._choices.choose(quiet_daily=on),
        )
        self._hours = HoursRow(self._theme, self._choices)
        self._focus = SwitchRow(
            self._theme,
            self.tr("Follow the system’s do-not-disturb"),
            self.tr("Nothing pops up while the system keeps notifications quiet"),
            lambda on: self._choices.choose(follow_focus=on),
        )
        group.add(self._pause, self._daily, self._hours, self._focus)
        return group

    def _make_program(self) -> Group:
        group = self._program = Group(self._theme, self.tr("This program"))
        self._login = SwitchRow(
            self._theme,
            self.tr("Start when I sign in to this computer"),
            "",
            lambda on: self._desk.choose_start_at_login(on=on),
        )
        self._tray = SwitchRow(
            self._theme,
            self.tr("Keep running in the menu bar") if sys.platform == "darwin"
            else self.tr("Keep running in the tray"),
            "",
            lambda on: self._choices.choose(stays_in_tray=on),
        )  # fmt: skip
        self._links = SwitchRow(
            self._theme,
            self.tr("Open links to chats"),
            "",
            lambda on: self._desk.choose_links(on=on),
        )
        group.add(self._login, self._tray, self._links)
        return group

    def _make_proof(self) -> Group:
        """Let the user see whether it works: by a test, and by what was shown before."""
        group = self._proof = Group(self._theme, self.tr("Check"))
        test = SecondaryButton(self._theme, self.tr("Test notification"), height=SMALL_BUTTON)
        test.clicked.connect(self._desk.test)
        self._test = Row(self._theme, self.tr("Show a notification now"), "", test)
        recent = SecondaryButton(self._theme, self.tr("Recent notifications…"), height=SMALL_BUTTON)
        recent.clicked.connect(self._show_log)
        self._log = Row(
            self._theme,
            self.tr("What was shown, and what was not"),
            self.tr("With the reason, for as long as the program runs"),
            recent,
        )
        group.add(self._test, self._log)
        return group

    def _show(self, choices: Choices) -> None:
        self._what.show_value(choices.notify_about)
        self._sound.show_value(on=choices.sound)
        self._badge.show_value(on=choices.badge)
        self._flash.show_value(on=choices.flash)
        self._daily.show_value(on=choices.quiet_daily)
        self._hours.setVisible(choices.quiet_daily)
        self._hours.show_value(choices.quiet_from, choices.quiet_to)
        self._focus.show_value(on=choices.follow_focus)
        self._tray.show_value(on=bool(self._desk.tray_is_there) and choices.stays_in_tray)

    def _show_desk(self) -> None:
        """Show what the program around the window tells; nobody is offered what is not there."""
        desk = self._desk
        self._hint.say(desk.hint)
        self._pause.follow(desk.pausing)
        self._focus.setVisible(desk.knows_focus)
        self._test.setVisible(desk.notification_log is not None)
        self._test.describe(desk.test_words)
        self._log.setVisible(desk.notification_log is not None)
        self._proof.setVisible(desk.notification_log is not None)
        self._show_program()
        if desk.test_words and desk.test_words != self._said:
            announce(self, desk.test_words)
        self._said = desk.test_words

    def _show_program(self) -> None:
        desk = self._desk
        self._login.setVisible(desk.starts_at_login is not None)
        self._login.show_value(on=bool(desk.starts_at_login))
        self._login.describe(desk.login_words or self.tr("Hidden, so that notifications reach you"))
        self._tray.setVisible(desk.tray_is_there is not None)
        self._tray.switch.setEnabled(bool(desk.tray_is_there))
        self._tray.show_value(on=bool(desk.tray_is_there) and self._choices.choices.stays_in_tray)
        self._tray.describe(
            self.tr("Closing the window leaves the program there") if desk.tray_is_there
            else self.tr("There is no tray on this desktop: closing the window quits")
        )  # fmt: skip
        self._links.setVisible(desk.opens_links is not None)
        self._links.show_value(on=bool(desk.opens_links))
        self._links.describe(
            desk.links_words or self.tr("On web pages, such as “Discuss with teammates” in a case")
        )
        told = (desk.starts_at_login, desk.tray_is_there, desk.opens_links)
        self._program.setVisible(any(each is not None for each in told))

    def _show_log(self) -> None:
        from desktop.ui.settings.log_sheet import LogSheet

        if self._desk.notification_log is not None:
            LogSheet(self._theme, self._desk.notification_log, self.window()).open()
