"""Which words of a piece of code are coloured: found by Pygments beside the window's thread, for languages that are named.

Nothing waits for it: code is shown without colours until they are there. Only well-known languages are read, only so many
characters of them, and for no longer than a moment: what reads them is thousands of patterns that others wrote.
"""

import asyncio
import logging
from collections import OrderedDict
from collections.abc import Iterable
from enum import Enum
from importlib import import_module
from time import monotonic

from PySide6.QtCore import QObject, Signal

from desktop.viewmodels.background import Background

_log = logging.getLogger(__name__)

LONGEST = 4_000
"""Characters of code that is coloured."""
LONGEST_LINE = 1_000
"""Of one line: patterns look ahead as far as a line goes."""
PATIENCE = 0.25
"""Seconds that reading a piece of code may take."""
KEPT = 128
"""Pieces of code whose colours are remembered."""


class CodeTone(Enum):
    """What a word of code is."""

    KEYWORD = "keyword"
    STRING = "string"
    """Also a line that was added."""
    NUMBER = "number"
    NAME = "name"
    COMMENT = "comment"
    REMOVED = "removed"


Tint = tuple[int, int, CodeTone]
"""Start and end, in code points of the code, and what stands there."""

_LEXERS = {
    "bash": ("shell", "BashLexer"),
    "c": ("c_cpp", "CLexer"),
    "cpp": ("c_cpp", "CppLexer"),
    "csharp": ("dotnet", "CSharpLexer"),
    "css": ("css", "CssLexer"),
    "diff": ("diff", "DiffLexer"),
    "go": ("go", "GoLexer"),
    "html": ("html", "HtmlLexer"),
    "ini": ("configs", "IniLexer"),
    "java": ("jvm", "JavaLexer"),
    "javascript": ("javascript", "JavascriptLexer"),
    "json": ("data", "JsonLexer"),
    "kotlin": ("jvm", "KotlinLexer"),
    "php": ("php", "PhpLexer"),
    "powershell": ("shell", "PowerShellLexer"),
    "python": ("python", "PythonLexer"),
    "ruby": ("ruby", "RubyLexer"),
    "rust": ("rust", "RustLexer"),
    "sql": ("sql", "SqlLexer"),
    "swift": ("objective", "SwiftLexer"),
    "toml": ("configs", "TOMLLexer"),
    "typescript": ("javascript", "TypeScriptLexer"),
    "xml": ("html", "XmlLexer"),
    "yaml": ("data", "YamlLexer"),
}
_ALSO = {
    "c++": "cpp",
    "cc": "cpp",
    "cfg": "ini",
    "conf": "ini",
    "console": "bash",
    "cs": "csharp",
    "c#": "csharp",
    "env": "bash",
    "golang": "go",
    "h": "c",
    "hpp": "cpp",
    "htm": "html",
    "js": "javascript",
    "jsx": "javascript",
    "kt": "kotlin",
    "patch": "diff",
    "postgres": "sql",
    "postgresql": "sql",
    "mysql": "sql",
    "ps1": "powershell",
    "pwsh": "powershell",
    "py": "python",
    "python3": "python",
    "rb": "ruby",
    "rs": "rust",
    "sh": "bash",
    "shell": "bash",
    "sqlite": "sql",
    "svg": "xml",
    "ts": "typescript",
    "tsx": "typescript",
    "yml": "yaml",
    "zsh": "bash",
}


class CodeColors(QObject):
    """The colours of code that is on the screen.

    Signals:
        found: the colours of some code are known now.
    """

    found = Signal()

    def __init__(self, background: Background, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._known: OrderedDict[tuple[str, str], tuple[Tint, ...]] = OrderedDict()
        self._asked: OrderedDict[tuple[str, str], None] = OrderedDict()
        self._at_work = False

    def tints(self, code: str, language: str) -> tuple[Tint, ...]:
        """Return the colours of some code as far as they are known; `found` tells when there are more."""
        lexer = _ALSO.get(language, language)
        if lexer not in _LEXERS or len(code) > LONGEST:
            return ()
        key = (lexer, code)
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        self._asked[key] = None
        if not self._at_work:
            self._at_work = self._background.start(self._work()) is not None
        return ()

    async def _work(self) -> None:
        """Look at one piece of code after the other, the one that was asked for last first: it is what one looks at now."""
        try:
            while self._asked:
                key, _ = self._asked.popitem()
                self._known[key] = await self._read(*key)
                while len(self._known) > KEPT:
                    self._known.popitem(last=False)
                if self._known[key]:
                    self.found.emit()
        finally:
            self._at_work = False

    @staticmethod
    async def _read(lexer: str, code: str) -> tuple[Tint, ...]:
        try:
            return await asyncio.to_thread(read, lexer, code)
        except Exception as error:  # noqa: BLE001 - patterns of others; without colours the code says the same
            _log.warning("code was not coloured: %s in %s", type(error).__name__, lexer)
            return ()


def read(lexer: str, code: str) -> tuple[Tint, ...]:
    """Return the colours of some code, or as many as were found in time. May take long: not for the window's thread."""
    if any(len(line) > LONGEST_LINE for line in code.split("\n")):
        return ()
    module, name = _LEXERS[lexer]
    made = getattr(import_module(f"pygments.lexers.{module}"), name)()
    return tuple(_tinted(made.get_tokens_unprocessed(code)))


def _tinted(tokens: Iterable[tuple[int, object, str]]) -> Iterable[Tint]:
    tones = _tones()
    end = monotonic() + PATIENCE
    for start, kind, words in tokens:
        if monotonic() > end:
            return
        tone = next((tone for ancestor, tone in tones if kind in ancestor), None)  # type: ignore[operator]  # they are nested so
        if tone is not None and words.strip():
            yield start, start + len(words), tone


def _tones() -> tuple[tuple[object, CodeTone], ...]:
    from pygments.token import Comment, Generic, Keyword, Name, Number, Operator, String

    return (
        (Comment, CodeTone.COMMENT),
        (String, CodeTone.STRING),
        (Number, CodeTone.NUMBER),
        (Keyword, CodeTone.KEYWORD),
        (Operator.Word, CodeTone.KEYWORD),
        (Name.Function, CodeTone.NAME),
        (Name.Class, CodeTone.NAME),
        (Name.Tag, CodeTone.NAME),
        (Name.Attribute, CodeTone.NAME),
        (Name.Decorator, CodeTone.NAME),
        (Name.Builtin, CodeTone.NAME),
        (Name.Variable, CodeTone.NAME),
        (Generic.Deleted, CodeTone.REMOVED),
        (Generic.Inserted, CodeTone.STRING),
        (Generic.Heading, CodeTone.NAME),
        (Generic.Subheading, CodeTone.NAME),
    )
