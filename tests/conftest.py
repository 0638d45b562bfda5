"""What every test has: Qt without a display, and one time zone and language, so that pictures and texts are the same everywhere."""

import gc
import os
import time

import pytest

from desktop.system.garbage import collect_due
from tests.support.profiles import LONG_TEST_SECONDS, choose_profile
from tests.support.s3 import place_for_files, s3

__all__ = ["place_for_files", "s3"]
"""Fixtures for every test."""

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "UTC"
os.environ["LC_ALL"] = "C.UTF-8"
# Whoever runs the tests on their desktop is to hear and see nothing of them; a test that needs a bus has its own.
os.environ.pop("DBUS_SESSION_BUS_ADDRESS", None)
os.environ["QT_LOGGING_RULES"] = "qt.qpa.fonts.warning=false"
if hasattr(time, "tzset"):
    time.tzset()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the long profile; see `tests/support/profiles.py`."""
    parser.addoption(
        "--long", action="store_true", help="let the randomised tests try much more, something else each time"
    )


def pytest_configure(config: pytest.Config) -> None:
    """Choose how much is tried at random, and let garbage end between tests, on this thread, as in the program: Qt's
    objects may end nowhere else.
    """
    choose_profile(long=config.getoption("--long"))
    gc.disable()


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Give tests the time that they need in the long profile."""
    if config.getoption("--long"):
        for item in items:
            if item.get_closest_marker("timeout") is None:
                item.add_marker(pytest.mark.timeout(LONG_TEST_SECONDS))


def pytest_runtest_teardown() -> None:
    """Collect what the test before and its fixtures have left."""
    collect_due()
