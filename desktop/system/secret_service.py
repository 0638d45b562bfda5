"""Asks the Secret Service of a Linux desktop for one secret, as fast as that can be: a start waits for it.

The service is the keyring of GNOME, KeePassXC and others. To keep and to forget secrets is `keyring`'s, through the
library of that name; what that one wrote is found here by the same attributes. But to import it and the cryptography
below it takes longer than the list of chats to be painted. So this asks over the bus itself, in a few questions, and
gives up at whatever is not plain: a locked keyring, none, another one. Then the library is asked, which can do more,
and which may ask the user.

The secret comes over the bus as it is, not encrypted once more for the way. Who could read along is the same user's
program, or the administrator: both can ask the keyring themselves.
"""

import os
import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jeepney.io.blocking import DBusConnection

_SERVICE = {"bus_name": "org.freedesktop.secrets", "interface": "org.freedesktop.Secret.Service"}
_PATH = "/org/freedesktop/secrets"
_APPLICATION = "Python keyring library"
"""What the library writes into each entry beside the two names."""
_SECONDS = 2.0


def look_up(service: str, username: str) -> str | None:
    """Return the text kept under two names; None where it cannot be had at once, whatever the reason."""
    if sys.platform != "linux" or not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return None
    try:
        from jeepney import DBusErrorResponse
        from jeepney.io.blocking import open_dbus_connection
    except ImportError:
        return None
    try:
        with open_dbus_connection() as bus:
            return _ask(bus, {"application": _APPLICATION, "service": service, "username": username})
    except (DBusErrorResponse, OSError, ValueError, TimeoutError):
        # OSError: there is no bus. ValueError: the answer is not what the service promises.
        return None


def _ask(bus: "DBusConnection", attributes: dict[str, str]) -> str | None:
    unlocked, _ = _call(bus, "SearchItems", "a{ss}", attributes)
    if len(unlocked) != 1:
        return None
    _, session = _call(bus, "OpenSession", "sv", "plain", ("s", ""))
    (secrets,) = _call(bus, "GetSecrets", "aoo", unlocked, session)
    (secret,) = secrets.values()
    return bytes(secret[2]).decode()


def _call(bus: "DBusConnection", method: str, signature: str, *arguments: object) -> tuple[Any, ...]:
    from jeepney import DBusAddress, new_method_call
    from jeepney.wrappers import unwrap_msg

    message = new_method_call(DBusAddress(_PATH, **_SERVICE), method, signature, arguments)
    answer: tuple[Any, ...] = unwrap_msg(bus.send_and_get_reply(message, timeout=_SECONDS))
    return answer
