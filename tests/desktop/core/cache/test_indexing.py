"""The index holds exactly what the rows hold: after whatever was put, changed and removed, and whichever way it came to be there."""

from itertools import count
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.core.cache import account, attached, indexing
from desktop.core.cache.encrypted import connect, migrate
from desktop.core.matching import GRAM
from desktop.core.values import Attachment, AttachmentId, Picture

COLUMNS = ("words", "chat", "author", "files")
ADD = """
INSERT INTO message (chat, seq, id, revision, author, sent_at, kind, body, attachments) VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?)
"""
HELD = "SELECT 1 FROM message WHERE chat = ? AND seq = ?"
ABSURD = (-(2**63), -1, 0, 999, 2**63 - 1)
"""Times that nobody can mean."""


def a_file(name, *, picture=False):
    size = Picture(10, 10, "", None) if picture else None
    return Attachment(AttachmentId(f"id of {name}"), name, "text/plain", 1, "0" * 64, size)


ATTACHED = (
    "",
    attached.stored((a_file("Ärger.txt"),)),
    attached.stored((a_file("見積.png", picture=True), a_file("b"))),
)


@pytest.fixture
def connection():
    with opened() as connection:
        yield connection


def opened():
    connection = connect(Path(":memory:"), None)
    migrate(connection)
    connection.execute("CREATE VIRTUAL TABLE temp.instance USING fts5vocab (main, found, instance)")
    return connection


def put(connection, chat, seq, text="", *, sent_at=0):
    connection.execute(ADD, (chat, seq, f"{chat} {seq}", "anna", sent_at, "text", text, ""))


def grams(text):
    return {text[at : at + GRAM] for at in range(len(text) - GRAM + 1)}


def expected(connection):
    """What the rows say that the index is to hold: each entry with its column, and whose it is."""
    numbers = dict(connection.execute("SELECT name, number FROM numbered").fetchall())
    found = set()
    for row in connection.execute("SELECT * FROM message WHERE kind = 'text'"):
        columns = (
            indexing.words(row["body"], row["attachments"]),
            indexing.facet("chat", numbers[row["chat"]]),
            indexing.facet("author", numbers[row["author"]]),
            indexing.files(row["attachments"]),
        )
        for column, text in zip(COLUMNS, columns, strict=True):
            found |= {(row["chat"], row["seq"], column, gram) for gram in grams(text)}
    return found


def held(connection):
    """What the index holds."""
    query = """
    SELECT n.name, i.seq, v.col, v.term FROM temp.instance AS v
    LEFT JOIN indexed AS i ON i.place = v.doc LEFT JOIN numbered AS n ON n.number = i.chat
    """
    return {tuple(row) for row in connection.execute(query)}


def assert_true(connection):
    indexing.settle(connection)
    assert held(connection) == expected(connection)
    places = "SELECT n.name, i.seq FROM indexed AS i JOIN numbered AS n ON n.number = i.chat"
    texts = "SELECT chat, seq FROM message WHERE kind = 'text'"
    assert sorted(map(tuple, connection.execute(places))) == sorted(map(tuple, connection.execute(texts)))
    indexing.check(connection)


TEXTS = st.one_of(
    st.text(max_size=20), st.sampled_from(("refund", "Refunds!", "İstanbul ısı", "退款", "😀👍🏽", "* ~~x~~"))
)
CHATS = st.sampled_from(("one", "two"))
SEQS = st.integers(1, 6)
TIMES = st.one_of(st.integers(5_000, 9_000), st.sampled_from(ABSURD))
FILES = st.sampled_from(ATTACHED)
KINDS = st.sampled_from(("text", "text", "deleted", "unknown"))
AUTHORS = st.sampled_from(("anna", "bruno"))
DEEDS = st.lists(
    st.one_of(
        st.tuples(st.just("put"), CHATS, SEQS, AUTHORS, TIMES, KINDS, TEXTS, FILES),
        st.tuples(st.just("edit"), CHATS, SEQS, TEXTS, FILES),
        st.tuples(st.just("replace"), CHATS, SEQS, KINDS, TIMES, TEXTS, AUTHORS),
        st.tuples(st.just("remove"), CHATS, SEQS),
        st.tuples(st.just("hide"), CHATS, SEQS),
        st.tuples(st.sampled_from(("commit", "roll back", "anew", "fill"))),
    ),
    max_size=25,
)


class Deeds:
    """What can happen to messages."""

    def __init__(self, connection):
        self.connection = connection
        connection.execute("BEGIN")

    def put(self, chat, seq, *values):
        if not self.connection.execute(HELD, (chat, seq)).fetchone():
            self.connection.execute(ADD, (chat, seq, f"{chat} {seq}", *values))

    def edit(self, chat, seq, text, files):
        change = "UPDATE message SET body = ?, attachments = ? WHERE chat = ? AND seq = ?"
        self.connection.execute(change, (text, files, chat, seq))

    def replace(self, chat, seq, kind, sent_at, text, author):
        change = "UPDATE message SET kind = ?, sent_at = ?, body = ?, author = ?, reactions = '[]' WHERE chat = ? AND seq = ?"
        self.connection.execute(change, (kind, sent_at, text, author, chat, seq))

    def remove(self, chat, seq):
        self.connection.execute("DELETE FROM message WHERE chat = ? AND seq = ?", (chat, seq))

    def hide(self, chat, seq):
        self.connection.execute("DELETE FROM message WHERE chat = ? AND seq < ?", (chat, seq))

    def commit(self):
        indexing.settle(self.connection)
        self.connection.execute("COMMIT")
        self.connection.execute("BEGIN")

    def roll_back(self):
        self.connection.execute("ROLLBACK")
        self.connection.execute("BEGIN")

    def anew(self):
        indexing.make_anew(self.connection)

    def fill(self):
        indexing.fill(self.connection)


@settings(max_examples=100, deadline=None)
@given(DEEDS)
def test_whatever_becomes_of_messages_the_index_holds_exactly_what_the_rows_hold(deeds):
    connection = opened()
    doing = Deeds(connection)
    for name, *arguments in deeds:
        getattr(doing, name.replace(" ", "_"))(*arguments)
    while indexing.fill(connection):
        pass
    assert indexing.is_prepared(connection)
    assert_true(connection)
    connection.close()


def places(connection):
    return [row["place"] for row in connection.execute("SELECT place FROM indexed ORDER BY seq")]


def test_the_place_of_a_message_is_its_second_or_the_next_that_is_free(connection):
    for seq, sent_at in enumerate((7_000, 7_999, 9_500, 7_100, 9_000), start=1):
        put(connection, "chat", seq, sent_at=sent_at)
    assert places(connection) == [7, 8, 9, 10, 11]


def test_an_edited_message_keeps_its_place(connection):
    for seq in (1, 2, 3):
        put(connection, "chat", seq, f"word {seq}", sent_at=7_000)
    connection.execute("UPDATE message SET body = 'another' WHERE seq = 1")
    assert places(connection) == [7, 8, 9]
    assert_true(connection)


def test_times_that_nobody_can_mean_have_places_too(connection):
    for seq, sent_at in enumerate(ABSURD, start=1):
        put(connection, "chat", seq, "word", sent_at=sent_at)
    assert_true(connection)
    assert min(places(connection)) == 1


def test_however_many_are_of_one_second_the_next_one_is_found_a_place_in_a_few_steps(connection):
    """Thousands are imported at once, and as many come in the seconds after that whose places are taken: steps are counted, not time."""
    steps = count()
    for seq in range(3_000):
        put(connection, "chat", seq, sent_at=5_000_000 + max(0, seq - 1_500) * 1_000)
    connection.set_progress_handler(lambda: next(steps) < 0, 1_000)
    for seq in range(3_000, 3_100):
        put(connection, "chat", seq, sent_at=5_000_000 + seq % 1_600 * 1_000)
    assert next(steps) < 100, "thousands of steps of SQLite's machine for a hundred messages"
    connection.set_progress_handler(None, 0)
    assert sorted(places(connection)) == list(range(5_000, 8_100))


def test_a_reaction_leaves_the_index_alone(connection):
    put(connection, "chat", 1, "word")
    indexing.settle(connection)
    before = connection.total_changes
    connection.execute("UPDATE message SET reactions = '[1]', revision = 2")
    assert connection.total_changes == before + 1


def test_filling_begins_with_the_newest_messages_of_the_newest_chat(connection):
    for seq in range(1, 400):
        put(connection, "old", seq, "x" * 100, sent_at=seq * 1000)
        put(connection, "new", seq, "x" * 100, sent_at=seq * 1000 + 500)
    indexing.make_anew(connection)
    assert indexing.fill(connection)
    got = [
        (row["name"], row["seq"])
        for row in connection.execute(
            "SELECT n.name, i.seq FROM indexed AS i JOIN numbered AS n ON n.number = i.chat WHERE n.name IN ('old', 'new') ORDER BY i.seq"
        )
    ]
    assert {chat for chat, _ in got} == {"new"}
    assert [seq for _, seq in got] == list(range(400 - len(got), 400))
    assert 20 < len(got) < 200


def test_what_comes_and_changes_and_goes_while_it_is_filled_is_in_it_once_or_not_at_all(connection):
    for seq in range(1, 400):
        put(connection, "chat", seq, "x" * 100, sent_at=seq * 1000)
    indexing.make_anew(connection)
    assert indexing.fill(connection)
    put(connection, "chat", 400, "fresh", sent_at=400_000)
    put(connection, "chat", 500, "older page", sent_at=5)
    connection.execute("UPDATE message SET body = 'edited' WHERE seq IN (1, 2, 399)")
    connection.execute("DELETE FROM message WHERE seq IN (3, 398)")
    connection.execute("UPDATE message SET kind = 'deleted', body = '' WHERE seq IN (4, 397)")
    while indexing.fill(connection):
        pass
    assert_true(connection)


def test_one_that_is_made_in_another_form_is_made_anew_before_anything_else(connection, monkeypatch):
    put(connection, "chat", 1, "word")
    indexing.settle(connection)
    monkeypatch.setattr(indexing, "FORM", "another")
    migrate(connection)
    assert not indexing.is_prepared(connection)
    assert held(connection) == set()
    connection.execute("UPDATE message SET body = 'changed'")
    while indexing.fill(connection):
        pass
    assert_true(connection)
    migrate(connection)
    assert indexing.is_prepared(connection), "it is in the form that is asked for now"


def test_when_the_server_tells_another_history_nothing_of_the_former_one_is_found(connection):
    for seq in range(1, 50):
        put(connection, "chat", seq, "word", sent_at=seq * 1000)
    indexing.settle(connection)
    account.begin_anew(connection, "another epoch")
    assert_true(connection)
    assert held(connection) == set()
    assert indexing.is_prepared(connection)
    put(connection, "chat", 1, "fresh")
    assert_true(connection)
