"""A fresh office for each test, from a copy of one migrated database: migrations cost more than most tests."""

import shutil

import pytest

from sync_server.store.database import Database
from tests.support.store import Office


@pytest.fixture(scope="session")
def empty_database(tmp_path_factory):
    path = tmp_path_factory.mktemp("empty") / "chat.db"
    Database(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def office(empty_database, tmp_path):
    path = tmp_path / "chat.db"
    shutil.copy(empty_database, path)
    office = Office(path)
    yield office
    office.close()
