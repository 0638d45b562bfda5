"""Links on Linux: an entry among the user's applications, and the user's list of which program opens what.

See the Desktop Entry Specification and the Association between MIME types and applications. The lists are read and written here,
as `xdg-mime` would, so that nothing depends on which desktop and which tools there are. The entry is also what shows the program
among the applications, with its name and icon; who does not want its links keeps that.
"""

import configparser
import logging
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path

from desktop.system.desktop_entry import command_of, exec_line
from desktop.system.own_command import own_command
from desktop.system.registration import SCHEME, Handler, RegistrationError

log = logging.getLogger(__name__)

ENTRY = "internal-chat.desktop"
TYPE = f"x-scheme-handler/{SCHEME}"
_ICON = "internal-chat.svg"
_ICONS = Path("icons/hicolor/scalable/apps")
_OWN_ICONS = (
    Path(__file__).parents[2] / "_resources" / "icons",
    Path(__file__).parents[3] / "resources" / "icons",
)
"""In an installed package, and in a checkout."""
_LIST = "mimeapps.list"
_DEFAULTS = "Default Applications"
_TOOL_SECONDS = 10
_TEXT = """\
[Desktop Entry]
Type=Application
Name=Internal Chat
GenericName=Team chat
GenericName[de]=Team-Chat
GenericName[pt_BR]=Chat da equipe
Comment=Private chats among the members of a support team
Comment[de]=Private Chats unter den Mitgliedern eines Support-Teams
Comment[pt_BR]=Chats privados entre os membros de uma equipe de suporte
Exec={command}
Icon=internal-chat
Terminal=false
StartupNotify=true
Categories=Network;InstantMessaging;
"""


class FreedesktopRegistration:
    """Reads and writes the user's files; those of the system are read alone."""

    def __init__(
        self, command: tuple[str, ...] | None = None, environment: Mapping[str, str] = os.environ
    ) -> None:
        self._command = command or own_command()
        self._data = _folder(environment, "XDG_DATA_HOME", "~/.local/share")
        self._config = _folder(environment, "XDG_CONFIG_HOME", "~/.config")
        self._all_data = (self._data, *_folders(environment, "XDG_DATA_DIRS", "/usr/local/share:/usr/share"))
        self._all_config = (self._config, *_folders(environment, "XDG_CONFIG_DIRS", "/etc/xdg"))
        desktops = environment.get("XDG_CURRENT_DESKTOP", "").lower().split(":")
        self._lists = (*(f"{name}-{_LIST}" for name in desktops if name), _LIST)

    def handler(self) -> Handler:
        """Return who opens links."""
        for command in self._chosen():
            return Handler.OURS if self._is_own(command) else Handler.OTHERS
        own = self._own_entry
        if own.exists() and self._is_own(_command_in(own)) and not _opens_links(own):
            return Handler.DECLINED
        return Handler.NOBODY

    def register(self) -> None:
        """Open links from now on."""
        self._write(own_entry(self._command))
        self._change_default(ENTRY)

    def refresh(self) -> None:
        """Bring the entry up to date, if it is of this installation."""
        own = self._own_entry
        if own.exists() and self._is_own(_command_in(own)):
            self._write(own_entry(self._command, opens_links=_opens_links(own)))

    def decline(self) -> None:
        """Open links no longer."""
        self._write(own_entry(self._command, opens_links=False))
        self._change_default(None)

    @property
    def _own_entry(self) -> Path:
        return self._data / "applications" / ENTRY

    def _chosen(self) -> Iterator[tuple[str, ...]]:
        """Yield the commands of those that are there and can open links; whom the user or the system prefers comes first."""
        seen: set[str] = set()
        for name in (*self._preferred(), *self._able()):
            if name not in seen:
                seen.add(name)
                command = self._command_of(name)
                if command and _is_there(command[0]):
                    yield command

    def _preferred(self) -> Iterator[str]:
        for folder in (*self._all_config, *(data / "applications" for data in self._all_data)):
            for name in self._lists:
                yield from _names_in(folder / name, _DEFAULTS)

    def _able(self) -> Iterator[str]:
        if self._own_entry.exists() and _opens_links(self._own_entry):
            yield ENTRY
        for data in self._all_data:
            yield from _names_in(data / "applications" / "mimeinfo.cache", "MIME Cache")

    def _command_of(self, name: str) -> tuple[str, ...]:
        """Return the command of an entry: of the user's if there is one of that name, else of the system's."""
        if "/" in name:
            return ()
        for data in self._all_data:
            entry = data / "applications" / name
            if entry.is_file():
                return _command_in(entry) if _opens_links(entry) else ()
        return ()

    def _is_own(self, command: tuple[str, ...]) -> bool:
        return _resolved(command) == _resolved(self._command)

    def _write(self, text: str) -> None:
        """Write entry and icon, if they are others, and let the desktop know."""
        try:
            icon = next(folder / "app.svg" for folder in _OWN_ICONS if folder.is_dir()).read_text("utf-8")
            changed = [
                _replace(self._own_entry, text),
                _replace(self._data / _ICONS / _ICON, icon),
            ]
        except OSError as error:
            raise RegistrationError(error.strerror) from error
        tool = shutil.which("update-desktop-database")
        if any(changed) and tool is not None:
            _run(tool, str(self._own_entry.parent))

    def _change_default(self, name: str | None) -> None:
        path = self._config / _LIST
        try:
            before = path.read_text("utf-8") if path.exists() else ""
            after = with_default(before, name)
            if after != before:
                _replace(path.resolve(), after)  # it may be a link to where the user keeps such files
        except (OSError, UnicodeDecodeError) as error:
            raise RegistrationError(str(error)) from error


def own_entry(command: tuple[str, ...], *, opens_links: bool = True) -> str:
    """Return the text of the entry that starts this program."""
    text = _TEXT.format(command=exec_line(command, takes_link=True))
    return f"{text}MimeType={TYPE};\n" if opens_links else text


def with_default(text: str, name: str | None) -> str:
    """Return a list of preferences in which a program is the one for links, or, with None, ours is not; all else stays."""
    lines = text.splitlines()
    begin = next((at for at, line in enumerate(lines) if line.strip() == f"[{_DEFAULTS}]"), None)
    if begin is None:
        if name is None:
            return text
        return (
            text + ("\n" if text and not text.endswith("\n\n") else "") + f"[{_DEFAULTS}]\n{TYPE}={name};\n"
        )
    after = (at for at in range(begin + 1, len(lines)) if lines[at].startswith("["))
    end = next(after, len(lines))
    found = next((at for at in range(begin + 1, end) if lines[at].partition("=")[0].strip() == TYPE), None)
    before = (
        [] if found is None else [one for one in lines[found].partition("=")[2].strip().split(";") if one]
    )
    others = [one for one in before if one != ENTRY]
    wanted = others if name is None else [name, *others]
    if wanted == before:
        return text
    line = [f"{TYPE}={';'.join(wanted)};"] if wanted else []
    lines[slice(begin + 1, begin + 1) if found is None else slice(found, found + 1)] = line
    return "\n".join(lines) + "\n"


def _folder(environment: Mapping[str, str], name: str, otherwise: str) -> Path:
    chosen = environment.get(name, "").strip()
    return Path(chosen if chosen.startswith("/") else otherwise).expanduser()


def _folders(environment: Mapping[str, str], name: str, otherwise: str) -> tuple[Path, ...]:
    chosen = environment.get(name, "").strip() or otherwise
    return tuple(Path(part) for part in chosen.split(":") if part.startswith("/"))


def _read(path: Path) -> configparser.RawConfigParser:
    """Read a file of keys and values; empty for one that is not there or cannot be read."""
    parser = configparser.RawConfigParser(strict=False, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[method-assign,assignment]  # as the standard library has it told
    try:
        parser.read_string(path.read_text("utf-8"))
    except FileNotFoundError:
        pass
    except (OSError, UnicodeDecodeError, configparser.Error) as error:
        log.info("%s cannot be read: %s", path.name, type(error).__name__)
    return parser


def _names_in(path: Path, section: str) -> list[str]:
    """Return which entries a list names for links."""
    return [name for name in _read(path).get(section, TYPE, fallback="").split(";") if name]


def _command_in(entry: Path) -> tuple[str, ...]:
    return command_of(_read(entry).get("Desktop Entry", "Exec", fallback=""))


def _opens_links(entry: Path) -> bool:
    found = _read(entry)
    hidden = found.get("Desktop Entry", "Hidden", fallback="false") == "true"
    return not hidden and TYPE in found.get("Desktop Entry", "MimeType", fallback="").split(";")


def _is_there(program: str) -> bool:
    return shutil.which(program) is not None


def _resolved(command: tuple[str, ...]) -> tuple[str, ...]:
    """Return a command so that two ways to the same program are equal. A Python says by its place which installation it is of."""
    found = shutil.which(command[0]) if command else None
    if found is None:
        return command
    path = Path(found).absolute()
    return (str(path if len(command) > 1 else path.resolve()), *command[1:])


def _replace(path: Path, text: str) -> bool:
    """Write a file, whole or not at all, unless it says that already; return whether it was written. Raises OSError."""
    try:
        if path.read_text("utf-8") == text:
            return False
    except (FileNotFoundError, UnicodeDecodeError):
        pass
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    mode = path.stat().st_mode & 0o777 if path.exists() else 0o644
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
    return True


def _run(*command: str) -> None:
    try:
        done = subprocess.run(command, check=False, capture_output=True, timeout=_TOOL_SECONDS)  # noqa: S603 - found by its name
    except (OSError, subprocess.TimeoutExpired) as error:
        log.info("%s: %s", Path(command[0]).name, type(error).__name__)
    else:
        if done.returncode:
            log.info("%s ended with %s", Path(command[0]).name, done.returncode)
