"""The list of messages over a real cache, in the active window."""

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.timeline.view import TimelineView
from desktop.viewmodels.timeline import TimelineModel


@pytest.fixture(autouse=True)
def _no_popup_stays(qapp):
    """What one test leaves open would take the mouse and the keys of the next."""
    yield
    while (popup := QApplication.activePopupWidget()) is not None:
        popup.close()


@pytest.fixture
async def model(office):
    made = TimelineModel(office.client, office.background, office.clock)
    yield made
    await made.finish()
    made.deleteLater()  # here, and not whenever a thread of the cache collects garbage


@pytest.fixture
async def view(theme, model, qtbot):
    made = TimelineView(theme, model)
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    made.activateWindow()
    return made
