"""The list of messages over a real cache, in the active window."""

import pytest

from desktop.ui.timeline.view import TimelineView
from desktop.viewmodels.timeline import TimelineModel


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
