"""Pictures are taken in a loop that turns Qt's events and asyncio's tasks together, as the gallery does."""

from tests.support.loop import application_loop


def pytest_asyncio_loop_factories(config, item):
    """Run on the one QApplication's loop."""
    return {"qt": application_loop}
