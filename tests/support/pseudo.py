"""A language that nobody speaks: every sentence of the catalogue with marked vowels, in brackets, and longer by two fifths.

What is on a screen without its marks was never asked for in a translation, and what has lost its closing bracket is cut off. It can
be read back, so that whoever looks for controls by their English names finds them.
"""

import importlib.util
import re
import sys
from functools import cache
from math import ceil
from pathlib import Path
from types import ModuleType

from PySide6.QtCore import QObject, QTranslator

_MARKED = str.maketrans("aeiouAEIOU", "ạẹịọụẠẸỊỌỤ")
_PLAIN = str.maketrans("ạẹịọụẠẸỊỌỤ", "aeiouAEIOU")
_PLACES = re.compile(r"(%L?n|%[1-9])")
_LONGER = 0.4
_WORD = 6
_FILLING = re.compile(r"(?: ọ+)+\]")
_VOWELS = re.compile(r"[aeiou]", re.IGNORECASE)
_QTS = re.compile(r"Q[A-Z]|QT_")


def lengthened(words: str) -> str:
    """Return a sentence in that language."""
    filling = "ọ" * max(1, ceil(len(words) * _LONGER))
    parts = " ".join(filling[start : start + _WORD] for start in range(0, len(filling), _WORD))
    marked = "".join(
        part if _PLACES.fullmatch(part) else part.translate(_MARKED) for part in _PLACES.split(words)
    )
    return f"[{marked} {parts}]"


def understood(text: str) -> str:
    """Return what was lengthened, as it was."""
    return _FILLING.sub("]", text).replace("[", "").replace("]", "").translate(_PLAIN)


def cut_off(text: str) -> bool:
    """Tell whether a text has lost its end."""
    return text.count("[") != text.count("]")


def untranslated(text: str, of_people: frozenset[str]) -> list[str]:
    """Return the words that are neither in that language nor what people wrote: those that have a vowel without its mark."""
    return [
        word
        for word in re.findall(r"[^\W\d_]+", text)
        if len(word) > 1 and _VOWELS.search(word) and word.casefold() not in of_people
    ]


class PseudoTranslator(QTranslator):
    """Answers what is in the catalogue, and keeps what was asked for."""

    def __init__(self, sentences: frozenset[tuple[str, str]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sentences = sentences
        self.answered: set[str] = set()
        self.asked: dict[str, str] = {}
        """By the words: a context in which they were asked for."""

    def translate(
        self, context: str, words: str, disambiguation: str | None = None, n: int = -1
    ) -> str | None:
        """Answer as Qt wants it, with nothing for what is not known."""
        del disambiguation, n
        if not _QTS.match(context):
            self.asked.setdefault(words, context)
        if (context, words) not in self._sentences:
            return None
        self.answered.add(words)
        return lengthened(words)

    def isEmpty(self) -> bool:  # noqa: N802 - Qt's
        """Tell Qt to ask."""
        return False

    @property
    def not_found(self) -> dict[str, str]:
        """What was asked for and is in no catalogue, with a context."""
        return {words: context for words, context in self.asked.items() if words not in self.answered}


@cache
def sentences() -> frozenset[tuple[str, str]]:
    """Return context and words of all that the client asks for, as the tool that makes the catalogues finds them."""
    return frozenset((each.context, each.words) for each in catalogue_tool().found())


def catalogue_tool() -> ModuleType:
    """Return the script that makes the catalogues."""
    place = Path(__file__).parents[2] / "packaging" / "translations.py"
    spec = importlib.util.spec_from_file_location("translations", place)
    assert spec is not None
    assert spec.loader is not None
    tool = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = tool
    spec.loader.exec_module(tool)
    return tool
