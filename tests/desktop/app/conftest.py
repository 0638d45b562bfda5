"""Tests of the whole program run on the loop that it runs on: Qt's events and asyncio's tasks together."""

import qasync
from PySide6.QtWidgets import QApplication


def pytest_asyncio_loop_factories(config, item):
    """Run on the one QApplication's loop, as the program does."""
    return {"qt": lambda: qasync.QEventLoop(QApplication.instance() or QApplication([]))}
