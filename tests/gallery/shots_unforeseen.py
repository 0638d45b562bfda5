"""The pictures of the sheet that tells of what nobody foresaw."""

from desktop.ui.dialogs.unforeseen import UnforeseenDialog
from tests.gallery.shots import scene
from tests.gallery.stage import Stage

_TOLD = """Internal Chat 0.1.0, Python 3.11.7, Qt 6.11.3, Linux 6.18.44 x86_64

KeyError
  desktop/viewmodels/timeline.py:214 in _read
  desktop/core/client.py:301 in latest
  desktop/core/cache/timeline.py:88 in page
 came from:
ValueError
  desktop/core/cache/rows.py:61 in from_row"""
_ENDED = """Internal Chat 0.1.0, Python 3.11.7, Qt 6.11.3, Linux 6.18.44 x86_64

Segmentation fault
 thread:
  desktop/ui/timeline/view.py:310 in paintEvent"""


@scene("unforeseen")
async def unforeseen(here: Stage) -> None:
    UnforeseenDialog(here.window._theme, here.window, _TOLD).open()
    await here.dialog()


@scene("unforeseen-ended")
async def unforeseen_ended(here: Stage) -> None:
    UnforeseenDialog(here.window._theme, here.window, _ENDED, ended=True).open()
    await here.dialog()
