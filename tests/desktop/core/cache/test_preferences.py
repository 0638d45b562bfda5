"""What the user has set for themselves is asked for anew once a cache learns to keep more of it."""

from desktop.core.cache import preferences
from desktop.core.cache.encrypted import connect, migrate
from desktop.core.folder import CACHE_FILE
from sync_server.protocol.nouns import Preferences
from tests.support.keys import KEY

WITHOUT_NOTIFY = 7
"""The schema of the last version that did not know what a chat is notified of."""
CHAT = "chat"


def test_what_an_older_version_passed_over_is_told_again_under_the_same_revision(tmp_path):
    connection = connect(tmp_path / CACHE_FILE, KEY)
    migrate(connection, until=WITHOUT_NOTIFY)
    connection.execute(
        "INSERT INTO account (only_row, server, user, preferences) VALUES (1, 'server', 'me', 70)"
    )
    connection.execute("INSERT INTO preference VALUES (?, 70, 5, 1, 0)", (CHAT,))
    migrate(connection)
    (row,) = connection.execute("SELECT muted_until, pinned, notify FROM preference").fetchall()
    assert tuple(row) == (5, 1, "")
    assert connection.execute("SELECT preferences FROM account").fetchone()[0] == 0
    told = {CHAT: Preferences(70, muted_until=5, pinned=True, notify="nothing")}
    assert preferences.save(connection, told) == {CHAT}
    assert preferences.save(connection, told) == frozenset()
    assert connection.execute("SELECT notify FROM preference").fetchone()[0] == "nothing"
    connection.close()
