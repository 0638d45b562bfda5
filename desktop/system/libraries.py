"""Whether Qt can run here: says in one line what is missing, where Qt itself would end the process or print a traceback.

A desktop computer has all of it. A bare Linux server lacks a few libraries, and a display; then the line names the package to
install or the variable to set.
"""

import ctypes
import os
import re
import sys
from collections.abc import Mapping

PACKAGES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
"""Debian's and Ubuntu's package for each library that Qt needs and that a server may lack."""
_FOR_WINDOWS = tuple(name for name in PACKAGES if name.startswith(("libxcb", "libxkbcommon-x11")))
"""Needed only for windows on an X display."""


def missing_library(error: ImportError) -> str | None:
    """Return the sentence for an import of Qt that failed for want of a system library; None if it failed otherwise."""
    found = re.search(r"(lib[\w.+-]+\.so[.\d]*): cannot open shared object file", str(error))
    return None if found is None else _sentence([found[1]])


def missing_display(environment: Mapping[str, str] = os.environ, platform: str = sys.platform) -> str | None:
    """Return the sentence for a Linux machine on which no window can be shown; None if one can, or none is wanted."""
    if platform != "linux" or environment.get("QT_QPA_PLATFORM", "").split(":")[0] not in (
        "",
        "xcb",
        "wayland",
    ):
        return None
    if not environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        return "There is no display: start this from a desktop session, or set QT_QPA_PLATFORM=offscreen to run it unseen."
    if environment.get("DISPLAY") and not environment.get("WAYLAND_DISPLAY"):
        lacking = [name for name in _FOR_WINDOWS if not _loads(name)]
        return _sentence(lacking) if lacking else None
    return None


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def _sentence(libraries: list[str]) -> str:
    packages = " ".join(PACKAGES.get(name, name) for name in libraries)
    missing = ", ".join(libraries)
    return f"Qt needs {missing}. On Debian or Ubuntu install it with: apt-get install {packages}"
