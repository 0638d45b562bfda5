"""Does ahead, on another processor, what Qt will wait for: finding the fonts, and loading what shows windows.

While Python loads modules it uses one processor; what is called through `ctypes` runs beside that. Only Linux gains: elsewhere
the system itself keeps fonts and windows ready. Nothing depends on any of this; what does not work is left to Qt, which says so.
"""

import ctypes
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path

_FONTS = "libfontconfig.so.1"
_RESOLVE_NOW = 2
"""RTLD_NOW, as Qt itself loads its plugins."""


def find_fonts() -> None:
    """Let the font library read its settings and lists; it keeps them for Qt."""
    _aside(_find_fonts)


def load_platform(qt: Path) -> None:
    """Load Qt's plugin for the display from the folder of PySide6. Qt's own libraries must have been loaded before."""
    name = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0] or "xcb"
    plugin = qt / "Qt" / "plugins" / "platforms" / f"libq{name}.so"
    if plugin.is_file():
        _aside(lambda: _load(plugin))


def _aside(work: Callable[[], object]) -> None:
    if sys.platform == "linux":
        threading.Thread(target=work, name="warming", daemon=True).start()


def _find_fonts() -> None:
    try:
        ctypes.CDLL(_FONTS).FcInit()
    except (OSError, AttributeError):
        return


def _load(library: Path) -> None:
    # Called as any function of a library is, so that Python goes on meanwhile; `CDLL(path)` would hold it up.
    load = ctypes.CDLL(None).dlopen
    load.argtypes = (ctypes.c_char_p, ctypes.c_int)
    load.restype = ctypes.c_void_p
    load(os.fsencode(library), _RESOLVE_NOW)
