"""The unread number that comes with a chat is exact, before the messages are there, and tells nothing of what is hidden."""

import random

import pytest

from sync_server import handlers
from sync_server.protocol import limits
from sync_server.protocol.frames import OpenChat
from sync_server.protocol.nouns import Text


def unread_of(office, name, chat):
    """What somebody is told is unread in a chat, and after which place; a snapshot and an answer must agree."""
    told, opened = office.snapshot(name, chat), office.open(name, chat)
    assert (opened.unread, opened.unread_after) == (told.unread, told.unread_after)
    return told.unread, told.unread_after


def counted(office, name, chat, after):
    """The same number by looking at every message."""
    return len(
        [
            message
            for message in office.history(name, chat)
            if message.seq > after and isinstance(message.body, Text) and message.author != office.user(name)
        ]
    )


def test_what_others_wrote_after_ones_read_position_is_unread_and_nothing_else(office):
    chat, _ = office.create("anna", "bruno")
    office.say("anna", chat, "one")
    office.rename("anna", chat, "Subject")
    mistake = office.say("anna", chat, "a mistake")
    office.add("anna", chat, "chiara", share_history=True)
    office.say("anna", chat, "three")
    assert unread_of(office, "bruno", chat) == (3, 0)

    office.delete("anna", mistake)
    assert unread_of(office, "bruno", chat) == (2, 0)
    office.read_up_to("bruno", chat, 2)
    assert unread_of(office, "bruno", chat) == (1, 2)
    office.read_up_to("bruno", chat, 6)
    assert unread_of(office, "bruno", chat) == (0, 6)


def test_whoever_writes_has_nothing_unread(office):
    chat, _ = office.create("anna", "bruno")
    office.say("anna", chat)
    office.say("bruno", chat)

    assert unread_of(office, "bruno", chat) == (0, 3)
    assert unread_of(office, "anna", chat) == (1, 2)


def test_a_new_chat_has_nothing_unread(office):
    chat, _ = office.create("anna", "bruno")

    assert unread_of(office, "anna", chat) == (0, 1)
    assert unread_of(office, "bruno", chat) == (0, 0)


def test_shared_history_is_not_unread_and_hidden_history_is_not_counted(office):
    chat, _ = office.create("anna", "bruno")
    for _ in range(3):
        office.say("anna", chat)
    with_it = office.add("anna", chat, "chiara", share_history=True)
    without = office.add("anna", chat, "dora", "emil", share_history=False)
    for outcome, names in ((with_it, ("chiara",)), (without, ("dora", "emil"))):
        arrivals = [one.push for one in outcome.deliveries if one.to & {*office.users(names)}]
        assert {(push.unread, push.unread_after) for push in arrivals if hasattr(push, "unread")} == {
            (0, outcome.reply.message.seq - 1)
        }
    office.say("anna", chat)

    assert unread_of(office, "chiara", chat) == (1, 4)
    assert unread_of(office, "dora", chat) == unread_of(office, "emil", chat) == (1, 5)


def test_a_mark_counts_from_there_but_never_what_one_wrote_oneself(office):
    chat, _ = office.create("anna", "bruno")
    for name in ("anna", "bruno", "anna", "bruno", "anna"):
        office.say(name, chat)
    office.read_up_to("bruno", chat, 6)

    office.prefer("bruno", chat, unread_from=3)
    assert unread_of(office, "bruno", chat) == (2, 2)
    office.say("bruno", chat)
    office.say("anna", chat)
    assert unread_of(office, "bruno", chat) == (3, 2)
    office.prefer("bruno", chat, unread_from=8)
    assert unread_of(office, "bruno", chat) == (1, 7)


def test_a_mark_after_the_read_position_changes_nothing(office):
    chat, _ = office.create("anna", "bruno")
    for _ in range(3):
        office.say("anna", chat)
    office.read_up_to("bruno", chat, 2)

    office.prefer("bruno", chat, unread_from=4)

    assert unread_of(office, "bruno", chat) == (2, 2)


def test_a_mark_stands_whatever_is_read_until_it_is_taken_away(office):
    chat, _ = office.create("anna", "bruno")
    office.say("anna", chat)
    office.prefer("bruno", chat, unread_from=1)

    office.read_up_to("bruno", chat, 2)
    assert unread_of(office, "bruno", chat) == (1, 0)
    office.prefer("bruno", chat, unread_from=0)
    assert unread_of(office, "bruno", chat) == (0, 2)


def test_nothing_that_happens_before_ones_cut_off_moves_the_number(office):
    chat, _ = office.create("anna", "bruno")
    hidden = [office.say("anna", chat, str(number)) for number in range(4)]
    office.add("anna", chat, "dora", share_history=False)
    office.say("anna", chat)
    office.prefer("dora", chat, unread_from=1)
    before = unread_of(office, "dora", chat)

    office.delete("anna", hidden[0])
    office.delete("anna", hidden[3])

    assert unread_of(office, "dora", chat) == before == (1, 5)


@pytest.mark.parametrize("seed", range(6))
def test_the_number_is_what_one_would_count_whatever_was_done(office, seed):
    chance = random.Random(seed)  # noqa: S311 - so that a failure can be repeated
    chat, _ = office.create("anna", "bruno", "chiara")
    inside, outside = ["anna", "bruno", "chiara"], ["dora", "emil"]
    said = []
    for number in range(60):
        name = chance.choice(inside)
        last = len(office.history("anna", chat))
        match chance.randrange(7):
            case 0 | 1 | 2:
                said.append((name, office.say(name, chat, str(number))))
            case 3 if said:
                office.delete(*said.pop(chance.randrange(len(said))))
            case 4:
                office.prefer(name, chat, unread_from=chance.randint(0, last + 1))
            case 5:
                office.read_up_to(name, chat, chance.randint(0, last))
            case 6 if outside and number > 20:
                inside.append(outside.pop())
                office.add(name, chat, inside[-1], share_history=chance.random() < 0.5)
            case _:
                office.rename(name, chat, str(number))
        for reader in inside:
            number_told, after = unread_of(office, reader, chat)
            assert number_told == counted(office, reader, chat, after)


def test_the_number_costs_the_same_however_much_is_unread(office):
    chat, _ = office.create("anna", "bruno")

    def work_of_the_database():
        steps = []

        def work(conn):
            driver = conn.connection.driver_connection
            driver.set_progress_handler(lambda: steps.append(1), 20)
            found = handlers.query(conn, office.people["bruno"], OpenChat(1, chat))
            driver.set_progress_handler(None, 0)
            return found.unread

        return office.database.read(work).result(), len(steps)

    for _ in range(limits.SNAPSHOT_ROWS):
        office.say("anna", chat)
    few = work_of_the_database()
    for _ in range(500):
        office.say("anna", chat)
    many = work_of_the_database()

    assert (few[0], many[0]) == (limits.SNAPSHOT_ROWS, limits.SNAPSHOT_ROWS + 500)
    assert many[1] < 1.5 * few[1]
