"""The program's log on this computer, and what is told of an error that nobody foresaw.

Of an error there is its type, and where in the code it was. Never its message: that may quote whatever was being done, a text, a
name, a token. For the same reason paths end where the code begins, since those before that name the user.
"""

import copy
import errno
import logging
import queue
import re
import sys
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from types import TracebackType

FILE = "internal-chat.log"
LOG_BYTES = 512 * 1024
LOG_FILES = 3
"""Older ones that are kept beside the one that is written."""
_OURS = Path(__file__).parents[1]
_OURS_TO_SAY = ("desktop", "sync_server")
"""Loggers that say nothing of what was written. A library may quote what it was given: of it there is the place alone."""
_MOST_FRAMES = 40
"""Of one error; of a recursion without end the first and the last are enough."""
_FAULT_FRAME = re.compile(r'^\s*File "(?P<path>.*)", line (?P<line>\d+) in (?P<function>\S+)')
_FAULT_HEAD = re.compile(r"^(Fatal Python error|Windows fatal exception): (?P<what>[\w :]{1,60})")
_THREAD = re.compile(r"^(?:Current t|T)hread ")

ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


@dataclass(frozen=True, slots=True)
class Incident:
    """An error that nobody foresaw."""

    kind: str
    """The same for two of them that are most likely one and the same defect."""
    told: str
    """What there is to know of it, line by line, for whoever mends it."""
    fatal: bool = False
    """It ended the process."""


def incident(error: BaseException) -> Incident:
    """Return what is told of an error."""
    lines = tuple(_told(error, set()))
    innermost = next((line.strip() for line in reversed(lines) if line.startswith("  desktop/")), "")
    return Incident(f"{_name(error)} {innermost}", "\n".join(lines))


def fatal_incident(left: str) -> Incident | None:
    """Return what is told of a process that broke off, of what it has left; None where that says nothing."""
    lines = left.splitlines()
    heads = [head["what"] for line in lines if (head := _FAULT_HEAD.match(line)) is not None]
    if not heads:
        return None
    told = [heads[0]]
    for line in lines:
        frame = _FAULT_FRAME.match(line)
        if _THREAD.match(line):
            told.append(" thread:")
        elif frame is not None:
            told.append(f"  {shortened(frame['path'])}:{frame['line']} in {frame['function']}")
    return Incident(heads[0], "\n".join(told[: 4 * _MOST_FRAMES]), fatal=True)


def versions() -> str:
    """Return what this program is made of, and what it runs on."""
    import platform
    from importlib.metadata import PackageNotFoundError, version

    def of(package: str) -> str:
        try:
            return version(package)
        except PackageNotFoundError:  # a bundle may bring code without its papers
            return "?"

    return (
        f"Internal Chat {of('internal-chat')}, Python {platform.python_version()}, "
        f"Qt {of('pyside6-essentials')}, {platform.system()} {platform.release()} {platform.machine()}"
    )


def shortened(path: str) -> str:
    """Return a path of code without what tells where it lies on this computer, or whose that is."""
    parts = path.replace("\\", "/").split("/")
    for root in ("site-packages", "lib-dynload"):
        if root in parts:
            return "/".join(parts[parts.index(root) + 1 :])
    own = _OURS.as_posix().split("/")
    if parts[: len(own)] == own:
        return "/".join(parts[len(own) - 1 :])
    if parts[0] == own[-1]:  # as a bundle names it
        return "/".join(parts)
    # Of Python's own packages the name of the package, too; any other folder may have somebody's name.
    known = 2 if len(parts) > 1 and parts[-2] in sys.stdlib_module_names else 1
    return "/".join(parts[-known:])


class Keeper:
    """Writes what is logged into files that turn over, on a thread of its own, from when it is made until `close`."""

    def __init__(self, folder: Path) -> None:
        """Begin to write. Raises OSError."""
        from logging.handlers import QueueHandler, QueueListener, RotatingFileHandler

        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        file = RotatingFileHandler(
            folder / FILE, maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8", delay=True
        )
        waiting: queue.SimpleQueue[logging.LogRecord] = queue.SimpleQueue()
        self._handler = QueueHandler(waiting)
        self._handler.setFormatter(Discreet())
        self._handler.setLevel(logging.WARNING)
        self._listener = QueueListener(waiting, file)
        self._file = file
        self._listener.start()
        logging.getLogger().addHandler(self._handler)

    def close(self) -> None:
        """Write what still waits, and no more."""
        logging.getLogger().removeHandler(self._handler)
        self._listener.stop()
        self._file.close()


class Discreet(logging.Formatter):
    """Says of an error what may be said."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """Return a record as a text; what another formatter has made of its error is not taken over."""
        own = copy.copy(record)
        own.exc_text = own.stack_info = None
        if own.name.partition(".")[0] not in _OURS_TO_SAY:
            own.msg, own.args = "%s:%s", (own.module, own.lineno)
        elif isinstance(own.args, tuple):
            own.args = tuple(_name(arg) if isinstance(arg, BaseException) else arg for arg in own.args)
        return super().format(own)

    def formatException(self, ei: ExcInfo) -> str:  # noqa: N802 - the name that the library calls
        """Return what is told of an error."""
        return "" if ei[1] is None else incident(ei[1]).told


def be_discreet() -> None:
    """Let what goes to the standard error output say no more than the file, unless somebody looks at it: sessions keep it."""
    if sys.stderr is None or sys.stderr.isatty():
        return
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.StreamHandler):
            handler.setFormatter(Discreet())


def _told(error: BaseException, seen: set[int]) -> Iterator[str]:
    """Yield the types and places of an error, and of those that it came from or holds."""
    if id(error) in seen:
        return
    seen.add(id(error))
    yield _name(error)
    frames = traceback.extract_tb(error.__traceback__)
    if len(frames) > _MOST_FRAMES:
        half = _MOST_FRAMES // 2
        frames = traceback.StackSummary.from_list([*frames[:half], *frames[-half:]])
    for frame in frames:
        yield f"  {shortened(frame.filename)}:{frame.lineno} in {frame.name}"
    if isinstance(error, BaseExceptionGroup):
        for one in error.exceptions:
            yield " holds:"
            yield from _told(one, seen)
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before is not None:
        yield " came from:"
        yield from _told(before, seen)


def _name(error: BaseException) -> str:
    kind = type(error)
    name = kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"
    if isinstance(error, OSError) and error.errno is not None:
        return f"{name} ({errno.errorcode.get(error.errno, error.errno)})"
    for word in ("failure", "code", "trouble"):  # by which our own errors say what is the matter
        if isinstance(said := getattr(error, word, None), StrEnum):
            return f"{name} ({said})"
    return name
