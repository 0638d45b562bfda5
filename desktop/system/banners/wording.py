"""How a banner is put for the notification service of a Linux desktop: the arguments of `Notify`.

What the service can do comes from its `GetCapabilities`. The keys of the actions are ours, but for two: `default` is a click on
the banner itself, and `inline-reply` a field to write in, where the service says that it has one.
"""

from collections.abc import Iterable
from html import escape

from desktop.system.banners.banner import Abilities, Banner, Look

OPEN = "default"
MARK = "mark-read"
REPLY = "inline-reply"
TITLE_CHARACTERS = 200
BODY_CHARACTERS = 2_000
_QUIET, _USUAL = 0, 1
"""Urgencies. What is critical stays until it is dismissed and breaks through "do not disturb": nothing of a chat is."""
_AS_USUAL = -1
"""How long it stands is the service's to decide."""
_KDE = "inhibitions"
"""What KDE's service can do. It keeps a list, as GNOME's does, but only what is of usual urgency, and replaces in its place."""

Hints = dict[str, tuple[str, object]]


def abilities_of(capabilities: Iterable[str]) -> Abilities:
    """Return what a service can do."""
    known = frozenset(capabilities)
    actions = "actions" in known
    return Abilities(
        actions=actions,
        reply=actions and REPLY in known,
        sound="sound" in known,
        markup="body-markup" in known,
        focus=_KDE in known,
        pops_again="persistence" in known and _KDE not in known,
    )


def arguments(banner: Banner, replaced: int, abilities: Abilities, look: Look) -> tuple[object, ...]:
    """Return what `Notify` takes. `replaced` is the number of the notification that it takes the place of, or 0."""
    icon = "" if look.icon is None else look.icon.as_uri()
    body = _clean(banner.body, BODY_CHARACTERS)
    return (
        look.name,
        replaced,
        icon,
        _clean(banner.title, TITLE_CHARACTERS),
        escape(body, quote=False) if abilities.markup else body,
        _actions(banner, abilities),
        _hints(banner, abilities, look) | {"urgency": ("y", _urgency(banner, replaced, abilities))},
        _AS_USUAL,
    )


def _actions(banner: Banner, abilities: Abilities) -> list[str]:
    if not abilities.actions:
        return []  # such a service may show a dialog with buttons instead of a banner
    offered = [(OPEN, banner.open), (REPLY, banner.reply if abilities.reply else ""), (MARK, banner.mark)]
    return [part for key, label in offered if label for part in (key, label)]


def _urgency(banner: Banner, replaced: int, abilities: Abilities) -> int:
    is_new = not replaced or abilities.pops_again
    return _QUIET if is_new and not banner.loud else _USUAL


def _hints(banner: Banner, abilities: Abilities, look: Look) -> Hints:
    hints: Hints = {
        "category": ("s", "im.received"),
        "desktop-entry": ("s", look.entry),
    }
    if not (banner.sound and abilities.sound):
        hints["suppress-sound"] = ("b", True)
    elif look.sound is not None:
        hints["sound-file"] = ("s", str(look.sound))
    else:
        hints["sound-name"] = ("s", "message-new-instant")
    if banner.reply and abilities.reply:
        said = {"placeholder": banner.placeholder, "submit-button": banner.send}
        hints |= {f"x-kde-reply-{part}-text": ("s", words) for part, words in said.items() if words}
    return hints


def _clean(text: str, most: int) -> str:
    """Leave out what no string on the bus may hold, and what no banner has room for."""
    cut = text if len(text) <= most else f"{text[: most - 1]}…"
    return cut.replace("\0", "").encode(errors="ignore").decode()
