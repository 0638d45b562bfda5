"""A running server that the tests of one module share; those that stop it or lock people out start their own."""

from collections.abc import Iterator

import pytest

from tests.support.server import ServerProcess, running_server

PEOPLE = ("anna", "bruno", "chiara", "dario")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerProcess]:
    with running_server(tmp_path_factory.mktemp("server") / "data", *PEOPLE) as server:
        yield server


@pytest.fixture(scope="module")
def ids(server: ServerProcess) -> dict[str, str]:
    """Everybody's user id, by username."""
    return {user.username: user.id for user in server.users()}
