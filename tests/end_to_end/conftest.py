"""Whole desktops run in a loop that turns Qt's events and asyncio's tasks together, as the application does."""

from collections.abc import Iterator
from contextlib import AsyncExitStack

import pytest

from desktop.ui.theme.theme import Theme
from tests.support.desktops import seat
from tests.support.loop import application_loop
from tests.support.server import ServerProcess

PEOPLE = {"dana": "Dana Okafor", "bruno": "Bruno Costa", "chen": "Chen Wei", "elif": "Elif Yılmaz"}


def pytest_asyncio_loop_factories(config, item):
    """Run these tests on the one QApplication's loop."""
    return {"qt": application_loop}


@pytest.fixture
def theme(qapp) -> Iterator[Theme]:
    # As the application does: it ends when it says so, not when the last of these windows is closed.
    qapp.setQuitOnLastWindowClosed(False)
    made = Theme(qapp, "light")
    yield made
    made.deleteLater()


@pytest.fixture
def server(tmp_path) -> Iterator[ServerProcess]:
    made = ServerProcess(tmp_path / "server")
    for username, name in PEOPLE.items():
        made.add_user(username, name=name)
    made.start()
    yield made
    made.kill()


@pytest.fixture
async def sits_down(server, theme, tmp_path):
    """Lets somebody sign in at a computer of their own; everybody leaves at the end of the test."""
    async with AsyncExitStack() as everybody:

        async def sit_down(username: str, place: str = "work"):
            folder = tmp_path / f"computer-of-{username}-at-{place}"
            return await everybody.enter_async_context(
                seat(server.url.removesuffix("/sync"), username, folder, theme)
            )

        yield sit_down
