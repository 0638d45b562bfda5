"""One database has one server at a time."""

import pytest

from sync_server.errors import DatabaseRefused
from sync_server.store.database import Database
from sync_server.store.tenancy import only_server_of


@pytest.fixture
def url(tmp_path):
    return f"sqlite:///{tmp_path / 'chat.db'}"


def test_a_second_server_is_refused_for_as_long_as_the_first_one_runs(url):
    with only_server_of(url):
        for _ in range(2):
            with pytest.raises(DatabaseRefused, match="another server"), only_server_of(url):
                pass
    with only_server_of(url):
        pass


def test_servers_of_other_databases_are_not_in_the_way(url, tmp_path):
    with only_server_of(url), only_server_of(f"sqlite:///{tmp_path / 'other.db'}"):
        pass


def test_a_database_that_is_served_can_be_opened_by_account_commands(url):
    with only_server_of(url), Database(url) as database:
        assert database.read(lambda conn: conn.exec_driver_sql("SELECT 1").scalar_one()).result() == 1


def test_a_lock_that_cannot_be_made_is_explained(url, tmp_path):
    (tmp_path / "chat.db.lock").mkdir()
    with pytest.raises(DatabaseRefused, match="cannot lock"), only_server_of(url):
        pass
