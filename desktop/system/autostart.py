"""Whether the program begins with the user's session, as the system itself has it: asked each time, for others may change it.

    start = starting_at_login()      # what this system has for it
    start.is_on(); start.turn_on(); start.turn_off()

Linux: a file among those of freedesktop.org's Autostart, where the settings of desktops switch it off by a line of their own.
Windows: a value among those that the user's session runs; the Task Manager keeps beside it what was switched off. macOS: an agent
of the user's, from the next login on.
"""

import os
import plistlib
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol
from xml.parsers.expat import ExpatError

from desktop.system.desktop_entry import command_of, exec_line
from desktop.system.own_command import own_command

HIDDEN = "--hidden"
"""At login no window is wanted."""
_ENTRY = "internal-chat.desktop"
_LABEL = "internal-chat"
_NAME = "Internal Chat"
_RUN = r"Software\Microsoft\Windows\CurrentVersion\Run"
_APPROVED = r"Software\Microsoft\Windows\CurrentVersion\Explorer\StartupApproved\Run"


class StartAtLogin(Protocol):
    """Asks and tells the system; all of it blocks for a moment, and raises OSError."""

    def is_on(self) -> bool:
        """Tell whether the program begins with the session."""

    def turn_on(self) -> None:
        """Begin with the session from now on."""

    def turn_off(self) -> None:
        """Begin with it no longer."""


def starting_at_login() -> StartAtLogin:
    """Return what this system has for it."""
    match sys.platform:
        case "win32":
            return RunKey()
        case "darwin":
            return LaunchAgent()
        case _:
            return AutostartEntry()


class AutostartEntry:
    """A desktop entry in the user's folder for it."""

    def __init__(
        self,
        command: Callable[[], tuple[str, ...]] = own_command,
        environment: Mapping[str, str] = os.environ,
    ) -> None:
        self._command = command
        chosen = environment.get("XDG_CONFIG_HOME", "")
        config = Path(chosen) if chosen.startswith("/") else Path(environment.get("HOME", "~")) / ".config"
        self.path = config.expanduser() / "autostart" / _ENTRY

    def is_on(self) -> bool:
        """Tell whether the entry is there, is not switched off, and starts a program that is there."""
        try:
            text = self.path.read_text(encoding="utf-8", errors="replace")
        except FileNotFoundError:
            return False
        keys = _keys_of(text)
        if keys.get("Hidden", "").lower() == "true":
            return False
        if keys.get("X-GNOME-Autostart-enabled", "true").lower() == "false":
            return False
        command = command_of(keys.get("Exec", ""))
        return bool(command) and Path(command[0]).exists()

    def turn_on(self) -> None:
        """Write the entry, whole or not at all; what switched it off goes with the one before."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        fresh = self.path.with_name(f".{_ENTRY}.{os.getpid()}")
        try:
            fresh.write_text(
                "[Desktop Entry]\n"
                "Type=Application\n"
                f"Name={_NAME}\n"
                f"Exec={exec_line((*self._command(), HIDDEN))}\n"
                "Icon=internal-chat\n"
                "Terminal=false\n"
                "X-GNOME-Autostart-enabled=true\n",
                encoding="utf-8",
            )
            fresh.replace(self.path)
        finally:
            fresh.unlink(missing_ok=True)

    def turn_off(self) -> None:
        """Take the entry away."""
        self.path.unlink(missing_ok=True)


class LaunchAgent:
    """A property list that launchd reads at login."""

    def __init__(
        self, command: Callable[[], tuple[str, ...]] = own_command, folder: Path | None = None
    ) -> None:
        self._command = command
        self.path = (folder or Path.home() / "Library" / "LaunchAgents") / f"{_LABEL}.plist"

    def is_on(self) -> bool:
        """Tell whether the agent is there, and starts a program that is there."""
        try:
            known = plistlib.loads(self.path.read_bytes())
        except FileNotFoundError:
            return False
        except (plistlib.InvalidFileException, ExpatError, ValueError):  # whatever it is, it starts nothing
            return False
        arguments = known.get("ProgramArguments") if isinstance(known, dict) else None
        if not isinstance(arguments, list) or not arguments or known.get("Disabled") is True:
            return False
        return known.get("RunAtLoad") is True and Path(str(arguments[0])).exists()

    def turn_on(self) -> None:
        """Write the agent. It is not loaded now: that would start the program once more."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        agent = {
            "Label": _LABEL,
            "ProgramArguments": [*self._command(), HIDDEN],
            "RunAtLoad": True,
            "ProcessType": "Interactive",
        }
        fresh = self.path.with_name(f".{_LABEL}.{os.getpid()}")
        try:
            fresh.write_bytes(plistlib.dumps(agent))
            fresh.replace(self.path)
        finally:
            fresh.unlink(missing_ok=True)

    def turn_off(self) -> None:
        """Take the agent away."""
        self.path.unlink(missing_ok=True)


class RunKey:
    """A value in the part of the registry that is the user's own."""

    def __init__(
        self, command: Callable[[], tuple[str, ...]] = own_command, registry: "Registry | None" = None
    ) -> None:
        self._command = command
        self._registry = registry or _WindowsRegistry()

    def is_on(self) -> bool:
        """Tell whether the value is there, and the user has not switched it off in the Task Manager."""
        if not self._registry.read(_RUN, _NAME):
            return False
        approved = self._registry.read(_APPROVED, _NAME)
        # Its first byte is even where it runs, odd where it was switched off; nothing is there until somebody does that.
        return not (isinstance(approved, bytes) and approved and approved[0] % 2)

    def turn_on(self) -> None:
        """Write the value, and forget that it was switched off elsewhere."""
        from subprocess import list2cmdline

        self._registry.remove(_APPROVED, _NAME)
        self._registry.write(_RUN, _NAME, list2cmdline((*self._command(), HIDDEN)))

    def turn_off(self) -> None:
        """Take the value away."""
        self._registry.remove(_RUN, _NAME)
        self._registry.remove(_APPROVED, _NAME)


class Registry(Protocol):
    """The user's part of the registry of Windows. All of it raises OSError."""

    def read(self, key: str, name: str) -> object:
        """Return a value; None for none."""

    def write(self, key: str, name: str, text: str) -> None:
        """Keep a text."""

    def remove(self, key: str, name: str) -> None:
        """Take a value away, if it is there."""


class _WindowsRegistry:
    """The real one."""

    def read(self, key: str, name: str) -> object:
        """Return a value; None for none."""
        if sys.platform != "win32":  # for the type checker of other systems
            raise NotImplementedError
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key) as opened:
                value: object = winreg.QueryValueEx(opened, name)[0]
                return value
        except FileNotFoundError:
            return None

    def write(self, key: str, name: str, text: str) -> None:
        """Keep a text."""
        if sys.platform != "win32":
            raise NotImplementedError
        import winreg

        with winreg.CreateKey(winreg.HKEY_CURRENT_USER, key) as opened:
            winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, text)

    def remove(self, key: str, name: str) -> None:
        """Take a value away, if it is there."""
        if sys.platform != "win32":
            raise NotImplementedError
        import winreg

        try:
            with winreg.OpenKey(winreg.HKEY_CURRENT_USER, key, 0, winreg.KEY_SET_VALUE) as opened:
                winreg.DeleteValue(opened, name)
        except FileNotFoundError:
            return


def _keys_of(text: str) -> dict[str, str]:
    """Return the keys of a desktop entry, of its own group alone."""
    keys: dict[str, str] = {}
    group = ""
    for line in text.splitlines():
        if line.startswith("["):
            group = line.strip()
        elif group == "[Desktop Entry]" and "=" in line and not line.startswith("#"):
            key, _, value = line.partition("=")
            keys.setdefault(key.strip(), value.strip())
    return keys
