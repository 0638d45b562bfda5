"""Whether the system's user wants nothing to move on the screen. Qt tells it from version 6.12 on only.

To ask may take a moment, so it is done beside everything else, once at the start. Who does not answer wants nothing special.
"""

import logging
import subprocess
import sys

log = logging.getLogger(__name__)

_SECONDS = 2.0
_GET_CLIENT_AREA_ANIMATION = 0x1042
"""SPI_GETCLIENTAREAANIMATION: "Animation effects" in the settings of Windows."""
_ASKED = (
    ("org.gnome.desktop.interface", "enable-animations", (False,)),
    ("org.kde.kdeglobals.KDE", "AnimationDurationFactor", ("0", "0.0", "0.00")),
)
"""Settings that desktops on Linux hand out through their portal, and what they are where nothing is to move."""


def is_unwanted() -> bool:
    """Ask the system; blocks for a moment."""
    try:
        match sys.platform:
            case "win32":
                return _is_off_on_windows()
            case "darwin":
                return _is_reduced_on_macos()
            case _:
                return _is_off_at_the_portal()
    except (OSError, subprocess.SubprocessError) as error:
        log.info("the system does not say whether things may move: %s", error)
        return False


def _is_off_on_windows() -> bool:
    if sys.platform != "win32":  # for the type checker of other systems
        return False
    import ctypes

    animates = ctypes.c_int(1)
    ctypes.windll.user32.SystemParametersInfoW(_GET_CLIENT_AREA_ANIMATION, 0, ctypes.byref(animates), 0)
    return animates.value == 0


def _is_reduced_on_macos() -> bool:
    command = ["/usr/bin/defaults", "read", "com.apple.universalaccess", "reduceMotion"]
    said = subprocess.run(command, capture_output=True, text=True, timeout=_SECONDS, check=False)  # noqa: S603 - fixed
    return said.stdout.strip() == "1"


def _is_off_at_the_portal() -> bool:
    from jeepney import DBusAddress, MessageType, new_method_call
    from jeepney.io.blocking import open_dbus_connection

    try:
        bus = open_dbus_connection()
    except (KeyError, ValueError):  # there is none, or its address is nothing that one can go to
        return False
    portal = DBusAddress(
        "/org/freedesktop/portal/desktop", "org.freedesktop.portal.Desktop", "org.freedesktop.portal.Settings"
    )
    with bus:
        for group, key, still in _ASKED:
            reply = bus.send_and_get_reply(
                new_method_call(portal, "Read", "ss", (group, key)), timeout=_SECONDS
            )
            if reply.header.message_type is MessageType.method_return and _plain(reply.body[0]) in still:
                return True
    return False


def _plain(value: object) -> object:
    """Return what is in a variant, which may hold another one."""
    while isinstance(value, tuple):
        _signature, value = value
    return value
