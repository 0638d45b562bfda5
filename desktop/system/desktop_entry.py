"""Command lines as desktop entries of freedesktop.org hold them, written and read: quoted twice, and `%` is theirs.

`Exec` of menus, of what starts with the session, and of who opens links. See the Desktop Entry Specification, "The Exec key".
"""

import re
from collections.abc import Sequence

_PLAIN = re.compile(r"[A-Za-z0-9@_+=:,./-]+\Z")
_ESCAPED = re.compile(r'(["`$\\])')
_PART = re.compile(r'"(?:[^"\\]|\\.)*"|\S+', re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_CODE = re.compile(r"%.", re.DOTALL)
_STRING_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_STRING_ESCAPES = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


def exec_line(command: Sequence[str], *, takes_link: bool = False) -> str:
    """Return the value of `Exec` for a program and its arguments, which may be given a link."""
    quoted = [_quoted(part) for part in command]
    return " ".join([*quoted, "%u"] if takes_link else quoted)


def command_of(line: str) -> tuple[str, ...]:
    """Return the program and the arguments of a value of `Exec`, without what it is given; empty if it cannot be read."""
    plain = _STRING_ESCAPE.sub(lambda found: _STRING_ESCAPES.get(found[1], found[0]), line)
    parts = [found[0] for found in _PART.finditer(plain)]
    if any(part.startswith('"') != part.endswith('"') or part == '"' for part in parts):
        return ()
    return tuple(_CODE.sub(_literal, _unquoted(part)) for part in parts if not _is_code(part))


def _quoted(part: str) -> str:
    percent = part.replace("%", "%%")
    if _PLAIN.match(part):
        return percent
    quoted = '"{}"'.format(_ESCAPED.sub(r"\\\1", percent))
    return quoted.replace("\\", "\\\\")


def _unquoted(part: str) -> str:
    return _ESCAPE.sub(r"\1", part[1:-1]) if part.startswith('"') else part


def _is_code(part: str) -> bool:
    return len(part) == 2 and part[0] == "%" and part != "%%"  # noqa: PLR2004 - a sign and a letter


def _literal(found: re.Match[str]) -> str:
    return "%" if found[0] == "%%" else ""
