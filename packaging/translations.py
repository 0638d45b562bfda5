"""Keeps the translations of the screens in step with the code.

    uv run python packaging/translations.py update     # after a sentence changed: brings the .ts files up to date
    uv run python packaging/translations.py release    # after translating: makes the .qm files that the program reads
    uv run python packaging/translations.py check      # says what is missing, and fails if anything is

Both kinds lie in `resources/translations` and are committed, so that the program runs from its sources without a build step. The
work is done by Qt's own lupdate and lrelease, which come with PySide6. But lupdate's reader of Python guesses: it does not know
that a module's `_tr("…")` stands for `QCoreApplication.translate("its context", "…")`, loses some sentences with numbers, and
takes the name of a variable for a context. So the sentences are found here, in the tree of the code, and lupdate is given a list
of them in C++. A sentence that cannot be found for sure is an error: it would be shown untranslated.
"""

import ast
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de", "pt_BR")
PLURALS = "en"
"""The sentences are English already; only what depends on a number needs a translation into itself."""


_NUMBER_AT = 3
"""Which argument of `translate` is the number; `tr` has no context before the others."""


class LostSentenceError(Exception):
    """Words in the code for which nobody can say what will be asked for: where, and why."""


@dataclass(frozen=True, order=True)
class Sentence:
    """Something that is asked for in the code."""

    context: str
    words: str
    remark: str
    """What tells it from the same words with another meaning."""
    counted: bool
    """It depends on a number, and has a form for each kind of number that the language knows."""

    @property
    def in_cpp(self) -> str:
        """The call that lupdate reads."""
        parts = [json.dumps(part, ensure_ascii=False) for part in (self.context, self.words, self.remark)]
        return f"QCoreApplication::translate({', '.join([*parts, *(['n'] if self.counted else [])])});"


def catalogue(language: str) -> Path:
    """Return the file that is translated by hand."""
    return FOLDER / f"internal_chat_{language}.ts"


def update() -> None:
    """Bring every catalogue up to date; translations of sentences that are still there stay."""
    with tempfile.TemporaryDirectory() as folder:
        listed = _listed(Path(folder))
        for language in (*LANGUAGES, PLURALS):
            only = ["-pluralonly"] if language == PLURALS else []
            options = ["-locations", "none", "-no-obsolete", "-source-language", "en"]
            _run("lupdate", listed, *only, *options, "-target-language", language, "-ts", catalogue(language))


def release() -> None:
    """Make the files that the program reads.

    Each takes the place of the one before at once: a program that runs has that mapped into its memory, and would be killed if
    what lies there became shorter.
    """
    with tempfile.TemporaryDirectory(dir=FOLDER, prefix=".") as folder:
        for language in (*LANGUAGES, PLURALS):
            kept = catalogue(language).with_suffix(".qm")
            made = Path(folder) / kept.name
            _run("lrelease", "-silent", "-removeidentical", catalogue(language), "-qm", made)
            made.replace(kept)


def sources(path: Path) -> set[tuple[str, str, str]]:
    """Return the context, the English words and the remark of everything in a catalogue."""
    return {
        (context, message.findtext("source", ""), message.findtext("comment", ""))
        for context, message in _messages(path)
    }


def untranslated(path: Path) -> list[tuple[str, str]]:
    """Return what has no translation yet, or one that nobody has looked at since the sentence changed."""
    return [
        (context, message.findtext("source", ""))
        for context, message in _messages(path)
        if (found := message.find("translation")) is None
        or found.get("type") == "unfinished"
        or not "".join(found.itertext()).strip()
    ]


def check() -> list[str]:
    """Return what is wrong with the catalogues as they lie there, in words."""
    wrong = [
        f"{catalogue(language).name}: not translated: {context}: {words}"
        for language in (*LANGUAGES, PLURALS)
        for context, words in untranslated(catalogue(language))
    ]
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder) / "fresh.ts"
        _run("lupdate", _listed(Path(folder)), "-locations", "none", "-source-language", "en", "-ts", fresh)
        now = sources(fresh)
        for language in LANGUAGES:
            held = sources(catalogue(language))
            wrong += [f"{language}: missing, run update: {each}" for each in sorted(now - held)]
            wrong += [
                f"{language}: not in the code any more, run update: {each}" for each in sorted(held - now)
            ]
        for language in (*LANGUAGES, PLURALS):
            made = Path(folder) / f"{language}.qm"
            _run("lrelease", "-silent", "-removeidentical", catalogue(language), "-qm", made)
            kept = catalogue(language).with_suffix(".qm")
            if not kept.exists() or made.read_bytes() != kept.read_bytes():
                wrong.append(f"{kept.name}: not made from its catalogue, run release")
    return wrong


def _messages(path: Path) -> Iterator[tuple[str, ElementTree.Element]]:
    for context in ElementTree.parse(path).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            yield context.findtext("name", ""), message


def found() -> list[Sentence]:
    """Return every sentence of the client, each once, in order."""
    every: set[Sentence] = set()
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        try:
            every.update(_Reader(tree).sentences)
        except LostSentenceError as lost:
            raise LostSentenceError(f"{path.relative_to(ROOT)}:{lost}") from None
    return sorted(every)


def _listed(folder: Path) -> Path:
    """Write the sentences down as lupdate reads them for sure."""
    listed = folder / "sentences.cpp"
    listed.write_text("\n".join(each.in_cpp for each in found()), encoding="utf-8")
    return listed


def _asks_in(node: ast.FunctionDef) -> tuple[str, str] | None:
    """Return context and remark with which a function asks for the words that it is given; None if it does something else."""
    if not node.args.args:
        return None
    for call in (each for each in ast.walk(node) if isinstance(each, ast.Call)):
        match call:
            case ast.Call(
                func=ast.Attribute(attr="translate"),
                args=[ast.Constant(value=str(context)), ast.Name(id=passed), *others],
            ) if passed == node.args.args[0].arg:
                remark = others[0].value if others and isinstance(others[0], ast.Constant) else ""
                return context, str(remark)
    return None


class _Reader(ast.NodeVisitor):
    """Collects what a module asks for: by `self.tr`, by Qt's `translate`, by a function of its own that calls it."""

    def __init__(self, tree: ast.Module) -> None:
        self.sentences: set[Sentence] = set()
        own = [each for each in tree.body if isinstance(each, ast.FunctionDef)]
        self._asking = {each.name: asks for each in own if (asks := _asks_in(each))}
        self._class = ""
        self.visit(tree)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        """Words that a class asks for by `self.tr` are under its name."""
        before, self._class = self._class, node.name
        self.generic_visit(node)
        self._class = before

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        """Leave out those that only pass on."""
        if node.name not in self._asking:
            self.generic_visit(node)

    def visit_Call(self, node: ast.Call) -> None:
        """Take what is asked for."""
        self.generic_visit(node)
        match node.func:
            case ast.Attribute(value=ast.Name(id="self"), attr="tr") if self._class:
                self._take(node, ast.Constant(self._class), *node.args)
            case ast.Attribute(attr="tr"):
                raise LostSentenceError(
                    f"{node.lineno}: the context of {ast.unparse(node)} is another class's name"
                )
            case (
                ast.Attribute(value=ast.Name(id="QCoreApplication"), attr="translate")
                | ast.Name(id="translate")
            ):
                self._take(node, *node.args)
            case ast.Name(id=name) if name in self._asking:
                context, remark = (ast.Constant(each) for each in self._asking[name])
                words, *number = node.args
                self._take(node, context, words, remark, *number)

    def _take(self, node: ast.Call, *arguments: ast.expr) -> None:
        literal = arguments[:_NUMBER_AT]
        if node.keywords or not all(isinstance(each, ast.Constant) for each in literal):
            raise LostSentenceError(f"{node.lineno}: not written out: {ast.unparse(node)}")
        texts = [str(each.value or "") for each in literal if isinstance(each, ast.Constant)]
        context, words, remark = (*texts, "")[:_NUMBER_AT]
        self.sentences.add(Sentence(context, words, remark, counted=len(arguments) > _NUMBER_AT))


def _run(tool: str, *arguments: str | Path) -> None:
    command = Path(sys.executable).with_name(f"pyside6-{tool}")
    subprocess.run([command, *map(str, arguments)], check=True, capture_output=True, text=True)  # noqa: S603 - Qt's own tool


def main() -> int:
    """Do what is asked for."""
    match sys.argv[1:]:
        case ["update"]:
            update()
        case ["release"]:
            release()
        case ["check"]:
            wrong = check()
            print("\n".join(wrong) or "All translated.")
            return 1 if wrong else 0
        case _:
            print(__doc__)
            return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
