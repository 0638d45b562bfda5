"""What each reader was told last: the same for many cut-offs at once as for each alone, and without asking for each."""

import pytest

from sync_server.handlers import lines
from sync_server.store import chats as chat_store
from tests.support.store import PEOPLE


@pytest.fixture
def chat(office):
    """A chat in which everybody has a cut-off of their own, and nearly every message was changed since."""
    chat, _ = office.create("anna", "bruno")
    said = [office.say("anna", chat)]
    for name in PEOPLE[2:]:
        office.add("anna", chat, name, share_history=False)
        said.append(office.say("anna", chat))
    return chat, said


def told_last(office, chat):
    """By cut-off: what is worked out for all at once, and what for each alone; and how often the database was asked."""

    def work(conn):
        row, _ = chat_store.chat_and_reader(conn, chat, office.user("anna"))
        chat_store.readers_of(conn, row)
        asked = []
        driver = conn.connection.driver_connection
        driver.set_trace_callback(asked.append)
        together = {one.cut_off: one.told for one in lines.readers_of(conn, row)}
        driver.set_trace_callback(None)
        return together, {cut_off: lines.head_of(conn, row, cut_off) for cut_off in together}, len(asked)

    return office.database.submit(work).result()


def test_everybody_builds_on_the_last_change_that_they_see(office, chat):
    chat, said = chat
    for order in (said, said[::-1]):
        for message in order:
            office.react("anna", message, on=order is said)
            together, alone, _ = told_last(office, chat)
            assert together == alone
    assert len(set(together.values())) > 2


def test_what_nobody_new_sees_is_passed_over_once_for_all_of_them(office, chat):
    chat, said = chat
    for emoji in ("👍", "🎉", "🚀"):
        office.react("anna", said[0], emoji)

    together, alone, asked = told_last(office, chat)

    assert together == alone
    assert len(together) == 4
    assert asked < 3
