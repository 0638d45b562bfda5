"""Shows a file in the folder that it lies in, chosen in the user's file manager; where that cannot be, the folder alone."""

import os
import sys
from pathlib import Path

from desktop.system.opening import open_file
from desktop.system.starting import start

_MANAGER = {"bus_name": "org.freedesktop.FileManager1", "interface": "org.freedesktop.FileManager1"}
_PATH = "/org/freedesktop/FileManager1"
_SECONDS = 5.0


def show(path: Path) -> bool:
    """Show it; return whether anything could be shown. May take seconds: not for the window's thread."""
    if sys.platform == "win32":
        return _explore(path)
    if sys.platform == "darwin":
        return start("/usr/bin/open", "-R", str(path))
    return _asked_manager(path) or open_file(path.parent)


def _explore(path: Path) -> bool:
    """Ask the Explorer, which takes what follows the comma as a name, and says nothing by how it ends."""
    import subprocess

    explorer = Path(os.environ.get("SYSTEMROOT", r"C:\Windows")) / "explorer.exe"
    try:
        # No name on Windows has a quotation mark in it.
        subprocess.Popen(f'"{explorer}" /select,"{path}"').wait()  # noqa: S603 - the system's own program, on a file
    except OSError:
        return False
    return path.exists()


def _asked_manager(path: Path) -> bool:
    """Ask the file manager of a Linux desktop over the bus."""
    if not os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
        return False
    try:
        from jeepney import DBusAddress, DBusErrorResponse, new_method_call
        from jeepney.io.blocking import open_dbus_connection
        from jeepney.wrappers import unwrap_msg
    except ImportError:
        return False
    try:
        with open_dbus_connection() as bus:
            message = new_method_call(
                DBusAddress(_PATH, **_MANAGER), "ShowItems", "ass", ([path.absolute().as_uri()], "")
            )
            unwrap_msg(bus.send_and_get_reply(message, timeout=_SECONDS))
    except (DBusErrorResponse, OSError, ValueError, TimeoutError):
        # OSError: there is no bus. DBusErrorResponse: nobody on it shows files.
        return False
    return True
