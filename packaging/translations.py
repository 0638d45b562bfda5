"""Keeps the translations of the screens in step with the code.

    uv run python packaging/translations.py update     # after a sentence changed: brings the .ts files up to date
    uv run python packaging/translations.py release    # after translating: makes the .qm files that the program reads
    uv run python packaging/translations.py check      # says what is missing, and fails if anything is

Both kinds lie in `resources/translations` and are committed, so that the program runs from its sources without a build step. The
work is done by Qt's own lupdate and lrelease, which come with PySide6. What lupdate cannot see by itself is that a module's
`_tr("…")` stands for `QCoreApplication.translate("its context", "…")`: it reads copies in which that is written out.
"""

import ast
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("de", "pt_BR")
PLURALS = "en"
"""The sentences are English already; only what depends on a number needs a translation into itself."""


def catalogue(language: str) -> Path:
    """Return the file that is translated by hand."""
    return FOLDER / f"internal_chat_{language}.ts"


def update() -> None:
    """Bring every catalogue up to date; translations of sentences that are still there stay."""
    with tempfile.TemporaryDirectory() as folder:
        copies = [str(path) for path in _written_out(Path(folder))]
        for language in (*LANGUAGES, PLURALS):
            only = ["-pluralonly"] if language == PLURALS else []
            options = ["-locations", "none", "-no-obsolete", "-source-language", "en"]
            _run(
                "lupdate", *copies, *only, *options, "-target-language", language, "-ts", catalogue(language)
            )


def release() -> None:
    """Make the files that the program reads."""
    for language in (*LANGUAGES, PLURALS):
        _run("lrelease", "-silent", "-removeidentical", catalogue(language))


def sources(path: Path) -> set[tuple[str, str]]:
    """Return the context and the English words of everything in a catalogue."""
    return {(context, message.findtext("source", "")) for context, message in _messages(path)}


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
        copies = [str(path) for path in _written_out(Path(folder))]
        _run("lupdate", *copies, "-locations", "none", "-source-language", "en", "-ts", fresh)
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


def _written_out(folder: Path) -> Iterator[Path]:
    """Copy the client's modules with every `_tr` written out."""
    for path in sorted((ROOT / "desktop").rglob("*.py")):
        tree = ast.parse(path.read_text())
        contexts = {found.name: context for found in tree.body if (context := _context_of(found))}
        copy = folder / "__".join(path.relative_to(ROOT).parts)
        copy.write_text(ast.unparse(_Writer(contexts).visit(tree)))
        yield copy


def _context_of(node: ast.AST) -> str:
    """Return the context in which a function translates what it is given; empty if it does something else."""
    if not isinstance(node, ast.FunctionDef) or not node.args.args:
        return ""
    first = node.args.args[0].arg
    for call in (each for each in ast.walk(node) if isinstance(each, ast.Call)):
        named = isinstance(call.func, ast.Attribute) and call.func.attr == "translate"
        if named and len(call.args) > 1 and isinstance(call.args[0], ast.Constant):
            passed = call.args[1]
            if isinstance(passed, ast.Name) and passed.id == first:
                return str(call.args[0].value)
    return ""


class _Writer(ast.NodeTransformer):
    """Writes calls of a module's translating functions out."""

    def __init__(self, contexts: dict[str, str]) -> None:
        self._contexts = contexts

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        if isinstance(node.func, ast.Name) and node.func.id in self._contexts:
            context = ast.Constant(self._contexts[node.func.id])
            # With a number: the words, what distinguishes them, and the number, as Qt has it.
            rest = node.args if len(node.args) == 1 else [node.args[0], ast.Constant(""), *node.args[1:]]
            node.args = [context, *rest]
            node.keywords = []
            node.func = ast.Attribute(ast.Name("QCoreApplication", ast.Load()), "translate", ast.Load())
        return node


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
