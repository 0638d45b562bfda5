"""Imports what lies below PySide6 without the part that only its makers use.

PySide6 carries its own support code within a library and compiles it anew at every start, which no byte code can
spare. A fifth of that time goes into the program that writes the stub files for editors, with its many patterns;
nothing calls it in a running program. It is left empty here. Everything else is as PySide6 has it, and where it looks
for that file under another name some day, it gets it.
"""

import builtins
from typing import Any

_UNUSED = "shibokensupport/signature/lib/pyi_generator.py"


def import_shiboken() -> None:
    """Import it now; to be called before anything of PySide6 is, and by the only thread."""
    compile_all = builtins.compile

    def compile_what_is_used(source: Any, filename: Any, *rest: Any, **options: Any) -> Any:  # noqa: ANN401 - as it is
        return compile_all("" if filename == _UNUSED else source, filename, *rest, **options)

    builtins.compile = compile_what_is_used
    try:
        import shiboken6  # noqa: F401 - from now on it is there
    finally:
        builtins.compile = compile_all
