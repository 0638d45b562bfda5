"""Looks words up in spelling dictionaries: a program of its own, started by `spelling`, so that it can import nothing of ours.

It is another process because the library is C++ that reads files of many makers: to load one takes long, and so does a
suggestion, and all of it holds the interpreter's lock, under which no window would be painted. What goes wrong in it ends here.

The arguments are languages such as `de_DE`, the user's own first: without a dictionary of that, nothing is misspelt, as every
second word would be. It reads a line of JSON and answers it with one, until there are no more: `{"check": [words]}` with
`{"checked": [words], "wrong": [words]}`, and `{"suggest": word}` with `{"suggest": word, "words": [words]}`.
"""

import json
import os
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

_HOMES = (
    "/usr/share/hunspell",
    "/usr/share/myspell/dicts",
    "/usr/share/myspell",
    "/usr/local/share/hunspell",
    "/opt/homebrew/share/hunspell",
    "~/.local/share/hunspell",
    "/Library/Spelling",
    "~/Library/Spelling",
)
"""Where systems and their users keep dictionaries; `DICPATH`, which other programs heed too, comes before them."""
_SAMPLE = 200
"""Words of a dictionary that tell its script."""
_MOST_SUGGESTIONS = 6
_DIFFER_BY_COUNTRY = frozenset({"en", "pt", "zh"})
"""Languages of which one country's spelling is another's mistake."""


class Dictionary:
    """The words of one language."""

    def __init__(self, base: Path) -> None:
        from hunspell import Hunspell

        # Paths are given to the library in an encoding of its choice; on Windows it marks long ones itself.
        self._words = Hunspell(base.name, hunspell_data_dir=str(base.parent), system_encoding="UTF-8")
        self.script = _script_of(base)

    def has(self, word: str) -> bool | None:
        """Tell whether a word is right; None if the dictionary could not hold it."""
        try:
            return bool(self._words.spell(word))
        except UnicodeEncodeError:
            return None

    def like(self, word: str) -> tuple[str, ...]:
        """Return words that may have been meant."""
        try:
            return tuple(self._words.suggest(word))
        except UnicodeEncodeError:
            return ()


def found(languages: list[str]) -> list[Path]:
    """Find a dictionary for each language, as paths without their endings; none at all if the first has none."""
    import hunspell

    own = Path(hunspell.__file__).parent / "dictionaries"
    paths = [path for path in os.environ.get("DICPATH", "").split(os.pathsep) if path]
    homes = [Path(home).expanduser() for home in (*paths, *_HOMES)] + [own]
    bases = [
        file.with_suffix("")
        for home in homes
        if home.is_dir()
        for file in sorted(home.glob("*.dic"))
        if file.with_suffix(".aff").is_file()
    ]
    each = [_for_language(bases, language) for language in dict.fromkeys(languages)]
    return [base for base in each if base is not None] if each and each[0] is not None else []


def _for_language(bases: list[Path], language: str) -> Path | None:
    """Return the dictionary of a language in its country, or of its language where all countries write it alike."""
    named = [(tuple(base.name.replace("-", "_").split("_")[:2]), base) for base in bases]
    tongue = language.split("_", maxsplit=1)[0]
    exact = (base for name, base in named if "_".join(name) == language)
    alike = (base for name, base in named if name[0] == tongue and tongue not in _DIFFER_BY_COUNTRY)
    return next(exact, None) or next(alike, None)


def opened(languages: list[str]) -> list[Dictionary]:
    """Open the dictionaries that can be."""
    dictionaries = []
    for base in dict.fromkeys(found(languages)):
        try:
            dictionaries.append(Dictionary(base))
        except Exception as error:  # noqa: BLE001 - one dictionary that is broken, however, must not take the others along
            sys.stderr.write(f"{base.name}: {type(error).__name__}\n")
    return dictionaries


def is_wrong(dictionaries: list[Dictionary], word: str) -> bool:
    """Tell whether a word is in none of the dictionaries that could hold it, and there is one."""
    script = _script(word)
    told = [each.has(word) for each in dictionaries if each.script == script]
    return False in told and True not in told


def suggestions(dictionaries: list[Dictionary], word: str) -> list[str]:
    """Return what may have been meant, each dictionary's first choice before the second of any."""
    lists = [each.like(word) for each in dictionaries if each.script == _script(word)]
    longest = max(map(len, lists), default=0)
    mixed = [words[rank] for rank in range(longest) for words in lists if rank < len(words)]
    return list(dict.fromkeys(mixed))[:_MOST_SUGGESTIONS]


def answer(dictionaries: list[Dictionary], request: dict[str, object]) -> dict[str, object]:
    """Answer one line."""
    match request:
        case {"check": list(words)}:
            return {"checked": words, "wrong": [word for word in words if is_wrong(dictionaries, word)]}
        case {"suggest": str(word)}:
            return {"suggest": word, "words": suggestions(dictionaries, word)}
        case _:
            return {}


def _script_of(base: Path) -> str:
    encoding = re.search(rb"^SET\s+(\S+)", base.with_suffix(".aff").read_bytes(), re.MULTILINE)
    codec = encoding[1].decode("ascii", "replace") if encoding else "ISO8859-1"
    codec = re.sub(r"(?i)^microsoft-", "", codec)
    with base.with_suffix(".dic").open("rb") as file:
        lines = [file.readline() for _ in range(_SAMPLE)]
    words = [line.split(b"/")[0].decode(codec, "replace").strip() for line in lines[1:]]
    scripts = Counter(_script(word) for word in words if word[:1].isalpha())
    return scripts.most_common(1)[0][0] if scripts else ""


def _script(word: str) -> str:
    """Return the script of a word's first letter, as its Unicode name begins."""
    return unicodedata.name(word[:1], "?").split()[0]


def main() -> None:
    """Answer until nobody asks any more."""
    dictionaries = opened(sys.argv[1:])
    for line in sys.stdin.buffer:
        sys.stdout.buffer.write(json.dumps(answer(dictionaries, json.loads(line))).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
