"""Emoji under a message: which ones are offered at once, what they are called, and who put them there."""

from msgspec import Struct
from PySide6.QtCore import QCoreApplication, QLocale

from desktop.viewmodels.emoji_data import spoken_name
from desktop.viewmodels.names import listed
from desktop.viewmodels.placeholders import filled

QUICK = ("👍", "❤️", "😂", "🎉", "👀", "✅")
"""Offered for every message, in this order."""
MOST_NAMES = 20
"""So many people are named; of more, the number."""
_COLOURED = "\ufe0f"


class Chip(Struct, frozen=True):
    """One emoji under a message."""

    emoji: str
    count: int
    mine: bool
    """The user is one of those who put it there: choosing it takes theirs away."""
    names: tuple[str, ...]
    """Who put it there, first come first, the user as "You"; at most `MOST_NAMES`."""
    held: bool = False
    """What the user changed of it waits for a connection."""

    @property
    def told(self) -> str:
        """Who put it there, as a tool tip says it: "Ana, Bruno and You: thumbs up"."""
        return self._with_its_wait(filled(_tr("%1: %2"), self._who(), emoji_name(self.emoji)))

    @property
    def spoken(self) -> str:
        """How many put it there, and who: "2 thumbs up from Ana and You"."""
        number = QLocale().toString(self.count)
        return self._with_its_wait(filled(_tr("%1 %2 from %3"), number, emoji_name(self.emoji), self._who()))

    def _who(self) -> str:
        more = self.count - len(self.names)
        rest = (filled(_tr("%1 more"), QLocale().toString(more)),) if more > 0 else ()
        return listed((*self.names, *rest))

    def _with_its_wait(self, said: str) -> str:
        return f"{said}. {_tr('Waiting to be sent')}" if self.held else said


def emoji_name(emoji: str) -> str:
    """Return an emoji in words, in the language of the screens: ours if it is offered at once, else Unicode's."""
    sign = plain(emoji)
    names = (name for offered, name in zip(QUICK, _quick_names(), strict=True) if plain(offered) == sign)
    return next(names, None) or spoken_name(emoji)


def plain(emoji: str) -> str:
    """Return an emoji without the sign that asks for its coloured form: with and without, it is the same one."""
    return emoji.replace(_COLOURED, "")


def _quick_names() -> tuple[str, ...]:
    return (
        _tr("thumbs up"),
        _tr("heart"),
        _tr("laughing"),
        _tr("party popper"),
        _tr("eyes"),
        _tr("check mark"),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("reactions", text)
