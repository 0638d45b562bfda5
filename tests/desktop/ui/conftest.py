"""Widgets in a loop that turns Qt's events and asyncio's tasks together, as the application does."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.theme.theme import Theme
from tests.gallery.team import DANA, NOW, TEAM, refund
from tests.support.desk import desk
from tests.support.loop import application_loop


def pytest_asyncio_loop_factories(config, item):
    """Run the tests of widgets on the one QApplication's loop."""
    return {"qt": application_loop}


@pytest.fixture
def theme(qapp) -> Iterator[Theme]:
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


@pytest.fixture
async def office(tmp_path):
    """Dana's client, which knows her team and one chat."""
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund()], now=NOW) as here:
        yield here


@pytest.fixture
def window(qapp) -> Iterator[QWidget]:
    """The application's window, empty."""
    made = QWidget()
    made.resize(1280, 800)
    made.show()
    yield made
    made.close()
    made.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
