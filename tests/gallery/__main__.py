"""Renders the gallery: `python -m tests.gallery OUT [--theme light|dark|both] [--only NAME]`."""

import argparse
import asyncio
import os
import sys
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "UTC"
os.environ["LC_ALL"] = "C.UTF-8"
if hasattr(time, "tzset"):
    time.tzset()

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication
from qasync import QEventLoop

from desktop.ui.theme.theme import Theme
from desktop.viewmodels.background import Background
from tests.gallery import (  # noqa: F401 - enter their pictures
    shots_composer,
    shots_emoji,
    shots_list,
    shots_panel,
    shots_text,
    shots_timeline,
    shots_window,
    talk_shots,
)
from tests.gallery.shots_of_entry import SHOTS


async def render(theme: Theme, folder: Path, suffix: str, only: str) -> list[Path]:
    """Save every picture in one theme; return the files."""
    errors: list[Exception] = []
    files = []
    async with asyncio.TaskGroup() as tasks:
        background = Background(tasks, errors.append)
        for name, take in SHOTS.items():
            if only in name:
                file = folder / f"{name}-{suffix}.png"
                (await take(theme, background)).save(str(file), "PNG")
                files.append(file)
    if errors:
        raise ExceptionGroup("while the pictures were taken", errors)
    return files


def main() -> int:
    """Render what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the pictures; made if it is not there")
    parser.add_argument("--theme", choices=("light", "dark", "both"), default="both")
    parser.add_argument("--only", default="", help="only pictures whose name holds this")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    application.setCursorFlashTime(0)
    theme = Theme(application, "light")
    loop = QEventLoop(application)
    asyncio.set_event_loop(loop)
    with loop:
        for mode in ("light", "dark") if options.theme == "both" else (options.theme,):
            theme.set_mode(mode)
            for file in loop.run_until_complete(render(theme, options.out, mode, options.only)):
                print(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
