"""Opens a file with the program that the user has for it, as a double click in their file manager would.

What may be opened at all is decided before, by name and by bytes (`desktop.core.files.kinds`): here it is only done.
"""

import shutil
import sys
from pathlib import Path

from desktop.system.starting import start

_OPENERS = (("xdg-open",), ("gio", "open"))
"""Of Linux desktops; the first one that is there."""


def open_file(path: Path) -> bool:
    """Open a file; return whether some program took it. May take seconds: not for the window's thread."""
    if sys.platform == "win32":
        import os

        try:
            os.startfile(path)  # noqa: S606 - what is opened was judged before
        except OSError:  # no program is set for it
            return False
        return True
    if sys.platform == "darwin":
        return start("/usr/bin/open", str(path))
    return any(start(*opener, str(path)) for opener in _OPENERS if shutil.which(opener[0]))
