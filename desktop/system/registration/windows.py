"""Links on Windows: a key below the user's own classes, which needs no administrator.

See "Registering an Application to a URI Scheme" in the system's documentation.

The user may have chosen a program in the system's settings too; that choice is above this, and nobody can write it.
"""

import sys
from contextlib import suppress
from pathlib import Path

from desktop.system.own_command import own_command
from desktop.system.registration import SCHEME, Handler, RegistrationError

if sys.platform == "win32":
    import subprocess
    import winreg

    _CLASS = rf"Software\Classes\{SCHEME}"
    _OWN = r"Software\Internal Chat"
    _DECLINED = "OpensNoLinks"

    class WindowsRegistration:
        """Reads and writes the registry."""

        def __init__(self, command: tuple[str, ...] | None = None) -> None:
            self._command = command or own_command()

        def handler(self) -> Handler:
            """Return who opens links."""
            known = _read(winreg.HKEY_CLASSES_ROOT, rf"{SCHEME}\shell\open\command", "")
            if known is None:
                declined = _read(winreg.HKEY_CURRENT_USER, _OWN, _DECLINED)
                return Handler.DECLINED if declined else Handler.NOBODY
            if known.casefold() == self._line.casefold():
                return Handler.OURS
            return Handler.OTHERS if _program_of(known).exists() else Handler.NOBODY

        def register(self) -> None:
            """Open links from now on."""
            values = {
                _CLASS: {"": "URL:Internal Chat", "URL Protocol": ""},
                rf"{_CLASS}\DefaultIcon": {"": f'"{self._command[0]}",0'},
                rf"{_CLASS}\shell\open\command": {"": self._line},
            }
            try:
                for key, named in values.items():
                    with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, key) as opened:
                        for name, value in named.items():
                            winreg.SetValueEx(opened, name, 0, winreg.REG_SZ, value)
                with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, _OWN) as own:
                    winreg.SetValueEx(own, _DECLINED, 0, winreg.REG_SZ, "")
            except OSError as error:
                raise RegistrationError(error.strerror) from error

        def refresh(self) -> None:
            """Write it all once more, if links are ours."""
            if self.handler() is Handler.OURS:
                self.register()

        def decline(self) -> None:
            """Open links no longer."""
            try:
                for key in (rf"{_CLASS}\shell\open\command", rf"{_CLASS}\shell\open", rf"{_CLASS}\shell"):
                    _delete(key)
                _delete(rf"{_CLASS}\DefaultIcon")
                _delete(_CLASS)
                with winreg.CreateKeyEx(winreg.HKEY_CURRENT_USER, _OWN) as own:
                    winreg.SetValueEx(own, _DECLINED, 0, winreg.REG_SZ, "1")
            except OSError as error:
                raise RegistrationError(error.strerror) from error

        @property
        def _line(self) -> str:
            # A link has no quotes and no blanks in it: whoever starts this encodes them.
            return f'{subprocess.list2cmdline(self._command)} "%1"'

    def _read(root: int, key: str, name: str) -> str | None:
        try:
            with winreg.OpenKey(root, key) as opened:
                value, _ = winreg.QueryValueEx(opened, name)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise RegistrationError(error.strerror) from error
        return str(value)

    def _delete(key: str) -> None:
        with suppress(FileNotFoundError):
            winreg.DeleteKey(winreg.HKEY_CURRENT_USER, key)

    def _program_of(line: str) -> Path:
        """Return the program of a command line, which is quoted if there is a blank in its path."""
        if line.startswith('"'):
            return Path(line[1:].partition('"')[0])
        return Path(line.partition(" ")[0])
