"""Read positions: who moves them, who is told, and what a device is told that was away."""

from sqlalchemy import text

from sync_server.handlers import Moved, receipts
from sync_server.protocol.frames import MarkRead, Ok, ReadPositions
from sync_server.protocol.nouns import ChatId
from tests.support.store import code_of, new_id, pushes_to


def told_to_others(office, chat, *who):
    """What is told of these people's positions, by name: to whom, and what."""
    moved = {chat: set(office.users(who))}
    names = {caller.user: name for name, caller in office.people.items()}
    deliveries = office.database.read(lambda conn: receipts.told_to_others(conn, moved)).result()
    return [
        (
            {names[user] for user in delivery.to},
            {names[user]: seq for user, seq in delivery.push.read.items()},
        )
        for delivery in deliveries
    ]


def moved_since(office, name, cursor):
    return office.database.read(lambda conn: receipts.moved_since(conn, office.people[name], cursor)).result()


def read_of(office, name, chat):
    return office.snapshot(name, chat).read.get(office.user(name))


def test_a_read_position_is_told_to_ones_own_devices_at_once_and_to_others_later(office):
    chat, _ = office.create("anna", "bruno")

    outcome = office.read_up_to("bruno", chat, 1)

    assert outcome.reply == Ok(id=1)
    [told] = outcome.deliveries
    assert told.to == {office.user("bruno")}
    assert told.push == ReadPositions(chat=chat, read={office.user("bruno"): 1})
    assert outcome.moved == Moved(chat, office.user("bruno"))


def test_a_read_position_never_goes_back_and_then_nobody_is_told_anything(office):
    chat, _ = office.create("anna", "bruno")
    office.send("anna", chat)
    office.read_up_to("bruno", chat, 2)

    for seq in (2, 1, 0):
        outcome = office.read_up_to("bruno", chat, seq)
        assert (outcome.deliveries, outcome.moved) == ((), None)
    assert read_of(office, "bruno", chat) == 2


def test_a_read_position_ends_at_the_newest_message(office):
    chat, _ = office.create("anna", "bruno")

    office.read_up_to("bruno", chat, 10**30)

    assert read_of(office, "bruno", chat) == 1


def test_a_stranger_has_no_read_position_and_learns_nothing(office):
    chat, _ = office.create("anna", "bruno")

    assert code_of(office.read_up_to, "emil", chat, 1) == code_of(
        office.do, "emil", MarkRead(1, ChatId(new_id()), 1)
    )


def test_whoever_writes_has_read_what_they_write(office):
    chat, _ = office.create("anna", "bruno")

    office.send("bruno", chat)
    assert read_of(office, "bruno", chat) == 2
    office.rename("bruno", chat, "Subject")
    assert read_of(office, "bruno", chat) == 3
    assert read_of(office, "anna", chat) == 1


def test_the_others_are_told_where_somebody_stands_now_and_they_themselves_are_not(office):
    chat, _ = office.create("anna", "bruno", "chiara")
    office.send("anna", chat)
    office.read_up_to("bruno", chat, 1)
    office.read_up_to("bruno", chat, 2)

    assert told_to_others(office, chat, "bruno") == [({"anna", "chiara"}, {"bruno": 2})]


def test_several_who_moved_are_told_of_in_one_push_for_all(office):
    chat, _ = office.create("anna", "bruno", "chiara")
    office.send("anna", chat)
    office.read_up_to("bruno", chat, 1)
    office.read_up_to("chiara", chat, 2)

    assert told_to_others(office, chat, "bruno", "chiara") == [
        ({"anna", "bruno", "chiara"}, {"bruno": 1, "chiara": 2})
    ]


def test_positions_before_a_readers_cut_off_are_not_told(office):
    chat, _ = office.create("anna", "bruno", "chiara")
    office.send("anna", chat)
    office.send("anna", chat)
    office.add("anna", chat, "dora", share_history=False)  # Dora reads from 4 on.
    office.read_up_to("bruno", chat, 3)
    office.read_up_to("chiara", chat, 4)

    told = told_to_others(office, chat, "bruno", "chiara")

    assert ({"anna", "bruno", "chiara"}, {"bruno": 3, "chiara": 4}) in told
    assert ({"dora"}, {"chiara": 4}) in told
    assert len(told) == 2
    assert told_to_others(office, chat, "bruno") == [({"anna", "chiara"}, {"bruno": 3})]


def test_nobody_is_told_of_the_positions_of_people_who_are_not_in_the_chat(office):
    chat, _ = office.create("anna", "bruno")

    assert told_to_others(office, chat, "emil") == []
    assert told_to_others(office, ChatId(new_id()), "anna") == []


def test_a_device_that_was_away_is_told_what_has_moved_since_and_that_once(office):
    chat, _ = office.create("anna", "bruno")
    other, _ = office.create("anna", "chiara")
    office.send("anna", chat)
    office.send("anna", other)
    _, before = moved_since(office, "anna", 0)
    office.read_up_to("bruno", chat, 2)

    told, cursor = moved_since(office, "anna", before)

    assert told == (ReadPositions(chat=chat, read={office.user("bruno"): 2}),)
    assert cursor > before
    assert moved_since(office, "anna", cursor) == ((), cursor)


def test_ones_own_position_is_told_to_ones_own_device_that_was_away(office):
    chat, _ = office.create("anna", "bruno")
    office.read_up_to("bruno", chat, 1)

    told, _ = moved_since(office, "bruno", 0)

    assert told == (ReadPositions(chat=chat, read={office.user("bruno"): 1}),)


def test_catching_up_tells_nobody_of_positions_before_their_cut_off_or_in_chats_of_others(office):
    chat, _ = office.create("anna", "bruno")
    office.send("anna", chat)
    office.read_up_to("bruno", chat, 2)
    office.add("anna", chat, "dora", share_history=False)

    assert moved_since(office, "dora", 0)[0] == ()
    assert moved_since(office, "emil", 0)[0] == ()
    office.read_up_to("bruno", chat, 3)
    assert moved_since(office, "dora", 0)[0] == (ReadPositions(chat=chat, read={office.user("bruno"): 3}),)


def test_a_cursor_says_nothing_of_what_is_read_elsewhere_or_before_ones_cut_off(office):
    def cursors(name):
        caller = office.people[name]
        fresh = office.database.read(lambda conn: receipts.cursor_now(conn, caller)).result()
        return moved_since(office, name, 0)[1], fresh

    mine, _ = office.create("anna", "bruno")
    office.read_up_to("bruno", mine, 1)
    office.add("anna", mine, "dora", share_history=False)
    before = {name: cursors(name) for name in ("anna", "dora", "emil")}
    theirs, _ = office.create("bruno", "chiara")
    office.now_ms += 1_000
    office.read_up_to("chiara", theirs, 1)

    assert {name: cursors(name) for name in ("anna", "dora", "emil")} == before
    assert cursors("dora") == cursors("emil") == (0, 0)
    assert cursors("anna")[0] == cursors("anna")[1] > 0


def test_positions_that_move_while_the_clock_stands_or_goes_back_still_come_one_after_the_other(office):
    chat, _ = office.create("anna", "bruno", "chiara", "dora")
    office.send("anna", chat)
    cursor = 0
    for name, passed in (("bruno", 0), ("chiara", -1_000), ("dora", -50_000)):
        office.now_ms += passed  # and a second for each command
        office.read_up_to(name, chat, 2)

        told, later = moved_since(office, "anna", cursor)

        assert told == (ReadPositions(chat=chat, read={office.user(name): 2}),)
        assert later > cursor
        cursor = later


def test_a_chat_is_snapshotted_with_the_positions_that_its_reader_may_know(office):
    chat, _ = office.create("anna", "bruno", "chiara")
    office.send("anna", chat)
    office.send("anna", chat)
    office.read_up_to("bruno", chat, 2)
    office.add("anna", chat, "dora", share_history=False)  # at 4
    names = {caller.user: name for name, caller in office.people.items()}

    def positions(name):
        return {names[user]: seq for user, seq in office.snapshot(name, chat).read.items()}

    assert positions("chiara") == {"anna": 4, "bruno": 2, "dora": 3}
    assert positions("dora") == {"anna": 4, "dora": 3}


def test_what_has_moved_is_found_without_walking_over_the_people_of_every_chat(office):
    chat, _ = office.create("anna", "bruno")
    office.read_up_to("bruno", chat, 1)
    statements = []

    def work(conn):
        conn.connection.driver_connection.set_trace_callback(statements.append)
        receipts.moved_since(conn, office.people["anna"], 0)
        conn.connection.driver_connection.set_trace_callback(None)
        [asked] = [one for one in statements if "JOIN" in one]
        return [row[-1] for row in conn.execute(text(f"EXPLAIN QUERY PLAN {asked}"))]

    plan = office.database.submit(work).result()

    assert [step for step in plan if "ix_participants_chat_read_stamp (chat=? AND read_stamp>?)" in step]
    assert not [step for step in plan if step.startswith("SCAN")]


def test_an_outcome_that_moved_nobody_on_says_so(office):
    chat, created = office.create("anna", "bruno")

    assert created.moved is None
    assert office.send("anna", chat).moved is None
    assert pushes_to(office.read_up_to("bruno", chat, 1), office.user("anna")) == []
