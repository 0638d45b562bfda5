"""Renders the gallery: `python -m tests.gallery OUT [--theme light|dark|both] [--only NAME] [--processes NUMBER]`.

A picture waits for most of its time, until its window has come to rest; so several processes take one picture in turn each.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import time
from collections.abc import Iterable
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"
os.environ["TZ"] = "UTC"
os.environ["LC_ALL"] = "C.UTF-8"
if hasattr(time, "tzset"):
    time.tzset()

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from desktop.ui.theme.theme import Theme
from desktop.viewmodels.background import Background
from tests.gallery import (  # noqa: F401 - enter their pictures
    shots_account,
    shots_accounts,
    shots_attaching,
    shots_composer,
    shots_emoji,
    shots_files,
    shots_find,
    shots_languages,
    shots_links,
    shots_list,
    shots_panel,
    shots_search,
    shots_search_filters,
    shots_settings,
    shots_switcher,
    shots_text,
    shots_timeline,
    shots_tray,
    shots_unforeseen,
    shots_viewer,
    shots_window,
    talk_shots,
)
from tests.gallery.shots_of_entry import SHOTS
from tests.support.loop import application_loop

PROCESSES = 6
"""So many keep two processors busy, and none of them so late that its window would look unfinished."""


async def render(theme: Theme, folder: Path, suffix: str, names: Iterable[str]) -> list[Path]:
    """Save some pictures in one theme; return the files."""
    errors: list[Exception] = []
    files = []
    async with asyncio.TaskGroup() as tasks:
        background = Background(tasks, errors.append)
        for name in names:
            file = folder / f"{name}-{suffix}.png"
            (await SHOTS[name](theme, background)).save(str(file), "PNG")
            files.append(file)
    if errors:
        raise ExceptionGroup("while the pictures were taken", errors)
    return files


def render_here(options: argparse.Namespace, names: list[str]) -> None:
    """Save some pictures in the themes that are wanted."""
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom))
    application = QApplication([])
    application.setQuitOnLastWindowClosed(False)
    application.setCursorFlashTime(0)
    theme = Theme(application, "light")
    loop = application_loop()
    asyncio.set_event_loop(loop)
    with loop:
        for mode in ("light", "dark") if options.theme == "both" else (options.theme,):
            theme.set_mode(mode)
            for file in loop.run_until_complete(render(theme, options.out, mode, names)):
                print(file)


def render_in_turn(options: argparse.Namespace, processes: int) -> int:
    """Let several processes save every so manieth picture; return the exit code of the one that fared worst."""
    command = [
        sys.executable,
        "-m",
        "tests.gallery",
        options.out,
        "--theme",
        options.theme,
        "--only",
        options.only,
    ]
    started = [
        subprocess.Popen([*command, "--share", f"{number}/{processes}"]) for number in range(processes)
    ]
    return max(process.wait() for process in started)


def main() -> int:
    """Render what the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the pictures; made if it is not there")
    parser.add_argument("--theme", choices=("light", "dark", "both"), default="both")
    parser.add_argument("--only", default="", help="only pictures whose name holds this")
    parser.add_argument("--processes", type=int, default=PROCESSES, help="how many take pictures at a time")
    parser.add_argument(
        "--share", default="0/1", help="only each so manieth picture, as 0/6: for those processes"
    )
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    first, each = map(int, options.share.split("/"))
    names = [name for name in SHOTS if options.only in name]
    processes = min(options.processes, len(names)) if each == 1 else 1
    if processes > 1:
        return render_in_turn(options, processes)
    render_here(options, names[first::each])
    return 0


if __name__ == "__main__":
    sys.exit(main())
