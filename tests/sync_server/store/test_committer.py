"""Group commit: one transaction for all who wait, one savepoint for each, and no answer before it is durable."""

import sqlite3
import threading
from contextlib import contextmanager

import pytest
from sqlalchemy import create_engine, event

from sync_server.errors import Refusal, StorageFailed
from sync_server.protocol.codes import ErrorCode
from sync_server.store.committer import Committer


class Desk:
    """A committer over a small real database, with a way to make it wait until several pieces of work are in."""

    def __init__(self, path):
        self.path = path
        self.engine = create_engine(f"sqlite:///{path}", pool_size=1, max_overflow=0)
        event.listen(self.engine, "connect", lambda raw, _: setattr(raw, "isolation_level", None))
        event.listen(self.engine, "begin", lambda conn: conn.exec_driver_sql("BEGIN IMMEDIATE"))
        with self.engine.begin() as conn:
            conn.exec_driver_sql("CREATE TABLE notes (text UNIQUE)")
        self.commits = 0
        event.listen(self.engine, "commit", self._count)
        self.committer = Committer(self.engine)

    def _count(self, _conn):
        self.commits += 1

    def together(self, *works):
        """Submit work so that all of it is in one transaction; return the futures."""
        with self.held():
            futures = [self.committer.submit(work) for work in works]
        self.wait(futures)
        return futures

    @contextmanager
    def held(self):
        """Keep the committer in a transaction of its own meanwhile."""
        entered, gate = threading.Event(), threading.Event()

        def hold(_conn):
            entered.set()
            return gate.wait(10)

        holding = self.committer.submit(hold)
        assert entered.wait(10)
        yield
        gate.set()
        holding.exception(10)

    @staticmethod
    def wait(futures):
        for future in futures:
            future.exception(10)

    def stored(self):
        """What somebody else sees, through a connection of their own."""
        raw = sqlite3.connect(self.path)
        try:
            return [text for (text,) in raw.execute("SELECT text FROM notes ORDER BY rowid")]
        finally:
            raw.close()

    def close(self):
        self.committer.close()
        self.engine.dispose()


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path / "notes.db")
    yield desk
    desk.close()


def note(text):
    def work(conn):
        conn.exec_driver_sql("INSERT INTO notes VALUES (?)", (text,))
        return text

    return work


def refused(text):
    def work(conn):
        note(text)(conn)
        raise Refusal(ErrorCode.MESSAGE_EMPTY, "refused after writing")

    return work


def broken(conn):
    note("half done")(conn)
    raise ZeroDivisionError


def test_all_who_wait_share_one_transaction_in_order(desk):
    before = desk.commits
    futures = desk.together(*(note(str(number)) for number in range(20)))

    assert [future.result() for future in futures] == [str(number) for number in range(20)]
    assert desk.stored() == [str(number) for number in range(20)]
    # One for whoever made the others wait, one for all of them.
    assert desk.commits == before + 2


def test_a_command_that_fails_is_undone_alone(desk, caplog):
    first, second, third, last = desk.together(note("first"), refused("second"), broken, note("last"))

    assert (first.result(), last.result()) == ("first", "last")
    assert second.exception().code == ErrorCode.MESSAGE_EMPTY
    assert isinstance(third.exception(), StorageFailed)
    assert third.exception().code == ErrorCode.INTERNAL
    assert desk.stored() == ["first", "last"]
    assert "ZeroDivisionError" in caplog.text


def test_a_command_that_the_database_refuses_is_undone_alone(desk):
    first, again, last = desk.together(note("once"), note("once"), note("last"))

    assert first.result() == "once"
    assert isinstance(again.exception(), StorageFailed)
    assert last.result() == "last"
    assert desk.stored() == ["once", "last"]


def test_nobody_is_answered_before_the_commit(desk):
    answered_early = []
    first = None

    def look(_conn):
        answered_early.append(first.done())

    with desk.held():
        first = desk.committer.submit(note("first"))
        seen_when_answered = []
        first.add_done_callback(lambda _: seen_when_answered.append(desk.stored()))
        second = desk.committer.submit(look)
    desk.wait([first, second])

    assert answered_early == [False]
    assert seen_when_answered == [["first"]]


def test_if_the_commit_fails_everybody_is_told_and_nothing_is_kept(desk, caplog):
    def fail(_conn):
        raise OSError("the disk is gone")

    event.listen(desk.engine, "commit", fail)
    failed = desk.together(note("first"), refused("second"), note("third"))
    event.remove(desk.engine, "commit", fail)

    assert [future.exception().code for future in failed] == [ErrorCode.INTERNAL] * 3
    assert desk.stored() == []
    assert desk.together(note("later"))[0].result() == "later"
    assert desk.stored() == ["later"]


def test_a_full_disk_fails_those_who_need_room_and_is_got_over(desk):
    def shrink(conn):
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    desk.together(shrink)
    small, large = desk.together(note("small"), note("x" * 100_000))
    assert isinstance(large.exception(), StorageFailed)
    desk.together(lambda conn: conn.exec_driver_sql("PRAGMA max_page_count = 100000"))

    assert desk.together(note("later"))[0].result() == "later"
    kept = ["small"] if small.exception() is None else []
    assert desk.stored() == [*kept, "later"]


def test_a_transaction_that_the_database_ended_fails_as_a_whole(desk):
    first, _, last = desk.together(note("first"), lambda conn: conn.exec_driver_sql("ROLLBACK"), note("last"))

    assert first.exception().code == last.exception().code == ErrorCode.INTERNAL
    assert desk.stored() == []
    assert desk.together(note("later"))[0].result() == "later"


def test_work_that_nobody_waits_for_any_more_is_not_done(desk):
    with desk.held():
        given_up = desk.committer.submit(note("given up"))
        kept = desk.committer.submit(note("kept"))
        assert given_up.cancel()

    assert kept.result(10) == "kept"
    assert desk.stored() == ["kept"]


def test_closing_finishes_what_was_submitted_and_takes_nothing_more(desk):
    futures = [desk.committer.submit(note(str(number))) for number in range(600)]
    desk.committer.close()

    assert all(future.done() for future in futures)
    assert len(desk.stored()) == 600
    with pytest.raises(StorageFailed):
        desk.committer.submit(note("too late"))
    desk.committer.close()
