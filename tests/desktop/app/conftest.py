"""Tests of the whole program run on the loop that it runs on: Qt's events and asyncio's tasks together."""

from collections.abc import Iterator

import pytest

from desktop import accounts
from desktop.config import Places
from tests.desktop.app.program import MemoryKeyring
from tests.support.loop import application_loop
from tests.support.server import ServerProcess


def pytest_asyncio_loop_factories(config, item):
    """Run on the one QApplication's loop, as the program does."""
    return {"qt": application_loop}


@pytest.fixture(autouse=True)
def no_pause_between_accounts(monkeypatch):
    """Open those behind the window one right after the other: what the pause spares is nobody's here."""
    monkeypatch.setattr(accounts, "BETWEEN_SECONDS", 0)


@pytest.fixture
def ring(monkeypatch) -> MemoryKeyring:
    """A keyring that answers."""
    return MemoryKeyring().put_in_place(monkeypatch)


@pytest.fixture
def server(tmp_path) -> Iterator[ServerProcess]:
    made = ServerProcess(tmp_path / "server")
    for username in ("dana", "bruno"):
        made.add_user(username)
    made.start()
    yield made
    made.kill()


@pytest.fixture
def places(tmp_path) -> Places:
    return Places(tmp_path / "home")
