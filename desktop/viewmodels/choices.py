"""What the user has chosen about the screens, and what these remember by themselves: kept from one start to the next.

Nothing here is secret and nothing belongs to one account. The application keeps it in the settings; the screens read `choices`
and call `choose`.
"""

from typing import Literal

from msgspec import Struct, structs
from PySide6.QtCore import QObject, Signal

MOST_RECENT_EMOJI = 27
"""Three rows of the picker."""
TEXT_SIZES = (90, 100, 115, 130)
"""In percent of what the system's own text size asks for."""
FILE_LIMITS = (500, 2_048, 5_120, 20_480)
"""In MB."""


class Choices(Struct, frozen=True, omit_defaults=True):
    """What was chosen. A value that is not known any more is the default's."""

    enter_sends: bool = True
    """Enter sends and Shift+Enter begins a new line; else Enter begins a new line and Ctrl+Enter sends."""
    spell_check: bool = True
    language: str = ""
    """Of the screens, such as "de" or "pt_BR"; empty for the system's. It holds from the next start on."""
    text_percent: Literal[90, 100, 115, 130] = 100
    skin_tone: Literal[0, 1, 2, 3, 4, 5] = 0
    """Of emoji that have one: 0 for the usual yellow, 1 for the lightest."""
    recent_emoji: tuple[str, ...] = ()
    """Newest first."""
    downloads: Literal["pictures_and_small", "pictures", "nothing"] = "pictures_and_small"
    """Which files are fetched without being asked for: a `core.values.Downloads` value."""
    file_limit: Literal[500, 2_048, 5_120, 20_480] = 2_048
    """How many MB of files are kept on this computer."""
    notify_about: Literal["all", "mentions", "added", "nothing"] = "all"
    """What is notified of in chats without a rule of their own: all, mentions and chats of two, being added to one, nothing."""
    notification_text: Literal["all", "name", "nothing"] = "name"
    """What a notification shows: who and what, who, or only that there is something."""
    sound: bool = True
    badge: bool = True
    """The icon of the program shows how much is unread."""
    flash: bool = False
    """The task bar asks for attention when the user is mentioned."""
    quiet_daily: bool = False
    """Nothing is notified of during the quiet hours, every day."""
    quiet_from: int = 19 * 60
    quiet_to: int = 8 * 60
    """In minutes after midnight, by this computer's clock."""
    paused_until: int = 0
    """Nothing is notified of before then, in milliseconds since 1970."""
    follow_focus: bool = True
    """Nothing is notified of while the system says that it is not to be."""
    stays_in_tray: bool = True
    """To close the window leaves the program in the tray, where there is one."""
    tray_told: bool = False
    """The user knows that the program stays there."""
    compact: bool = False
    """The timeline has smaller gaps and no avatars."""
    less_motion: bool = False
    """Nothing moves, whatever the system wants."""
    tells_typing: bool = True
    tells_away: bool = True
    """Teammates see when nobody sits at this computer."""
    details_shown: bool = True
    list_width: int = 300
    window: tuple[int, int, int, int] | None = None
    """Left, top, width and height of the window when it was closed, not maximized, in logical pixels."""
    maximized: bool = False


class ChoicesModel(QObject):
    """The choices in force.

    Signals:
        changed(Choices): something was chosen; the payload is what holds now.
    """

    changed = Signal(object)

    def __init__(self, choices: Choices | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._choices = choices or Choices()

    @property
    def choices(self) -> Choices:
        """What holds now."""
        return self._choices

    def choose(self, **values: object) -> None:
        """Choose some of the values, by their names in `Choices`."""
        chosen = structs.replace(self._choices, **values)
        if chosen != self._choices:
            self._choices = chosen
            self.changed.emit(chosen)

    def step_text(self, by: int) -> None:
        """Choose the text size that is so many steps larger, or as large as there is."""
        at = TEXT_SIZES.index(self._choices.text_percent) + by
        self.choose(text_percent=TEXT_SIZES[min(max(at, 0), len(TEXT_SIZES) - 1)])

    def used_emoji(self, emoji: str) -> None:
        """Remember that an emoji was used just now."""
        before = tuple(each for each in self._choices.recent_emoji if each != emoji)
        self.choose(recent_emoji=(emoji, *before)[:MOST_RECENT_EMOJI])
