"""Tests of the whole program run on the loop that it runs on: Qt's events and asyncio's tasks together."""

from tests.support.loop import application_loop


def pytest_asyncio_loop_factories(config, item):
    """Run on the one QApplication's loop, as the program does."""
    return {"qt": application_loop}
