"""Who is remembered to be in a chat is who is in it, whatever was undone; and not too much is remembered."""

import threading

from sync_server import handlers
from sync_server.errors import StorageFailed
from sync_server.protocol.frames import AddParticipants, SendMessage
from sync_server.store import chats
from sync_server.store.committer import Piece
from tests.support.server import SECONDS
from tests.support.store import NOW, new_id


def told(outcome):
    return frozenset().union(*(delivery.to for delivery in outcome.deliveries))


def piece(office, command):
    return Piece(lambda conn: handlers.execute(conn, office.people["anna"], command, NOW))


def adding(office, chat, *who, share_history=False):
    return piece(office, AddParticipants(1, chat, new_id(), office.users(who), share_history=share_history))


def saying(office, chat):
    return piece(office, SendMessage(1, chat, new_id(), "hello"))


def together(office, *pieces):
    """Have work done in one transaction, and wait for its end."""
    ended = threading.Event()
    office.database.submit_all(pieces, lambda _: ended.set())
    assert ended.wait(SECONDS)


def lose_the_transaction(conn):
    """As SQLite itself does when the disk fails."""
    conn.connection.driver_connection.execute("ROLLBACK").close()


def test_who_came_in_by_a_transaction_that_was_lost_hears_nothing(office):
    chat, _ = office.create("anna", "bruno")
    lost = [adding(office, chat, "chiara"), saying(office, chat), Piece(lose_the_transaction)]
    together(office, *lost)
    assert all(isinstance(one.error, StorageFailed) for one in lost)

    office.add("anna", chat, "dora", share_history=False)

    assert told(office.send("anna", chat)) == {office.user(name) for name in ("anna", "bruno", "dora")}


def test_only_so_many_people_are_remembered(office, monkeypatch):
    monkeypatch.setattr(chats, "PLACES_REMEMBERED", 6)
    rooms = [office.create("anna", "bruno", "chiara")[0] for _ in range(5)]
    for chat in rooms * 2:
        assert len(told(office.send("anna", chat))) == 3
    remembered = office.database.submit(lambda conn: conn.info[chats._MEMORY]).result()
    assert len(remembered._chats) <= 2
