"""What every test has: Qt without a display, and one time zone and language, so that pictures and texts are the same everywhere."""

import gc
import os
import time

from desktop.system.garbage import collect_due

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "UTC"
os.environ["LC_ALL"] = "C.UTF-8"
os.environ["QT_LOGGING_RULES"] = "qt.qpa.fonts.warning=false"
if hasattr(time, "tzset"):
    time.tzset()


def pytest_configure() -> None:
    """Let garbage end between tests, on this thread, as in the program: Qt's objects may end nowhere else."""
    gc.disable()


def pytest_runtest_teardown() -> None:
    """Collect what the test before and its fixtures have left."""
    collect_due()
