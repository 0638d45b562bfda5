"""Who hides how far they read: on every path nobody is told of them and they of nobody, but for their own devices."""

from sync_server.handlers import Moved, receipts
from sync_server.protocol.frames import ChatSnapshot, Directory, ReadPositions, SetAccount
from sync_server.protocol.nouns import FOR_EVER
from tests.support.store import pushes_to


def shows(office, name, on):
    return office.do(name, SetAccount(1, shows_reads=on))


def by_name(office, read):
    names = {caller.user: name for name, caller in office.people.items()}
    return {names[user]: seq for user, seq in read.items()}


def told_live(office, chat, *who):
    """What each is told of these people's positions a moment later, by name."""
    moved = {chat: set(office.users(who))}
    told = {name: {} for name in office.people}
    for delivery in office.database.read(lambda conn: receipts.told_to_others(conn, moved)).result():
        for name, caller in office.people.items():
            if caller.user in delivery.to:
                told[name] |= by_name(office, delivery.push.read)
    return {name: read for name, read in told.items() if read}


def in_snapshot(office, name, chat):
    assert office.snapshot(name, chat).read == office.open(name, chat).read
    return by_name(office, office.open(name, chat).read)


def in_catch_up(office, name, chat, reads=0):
    found = [
        push.read
        for push in office.catch_up(name, {chat: 2**40}, reads=reads)
        if isinstance(push, ReadPositions)
    ]
    return by_name(office, found[0]) if found else {}


def all_have_read(office, *names):
    """A chat that each has read to its end, one after the other."""
    chat, _ = office.create("anna", *(name for name in names if name != "anna"))
    office.send("anna", chat)
    for name in names:
        office.read_up_to(name, chat, 2)
    return chat


def test_who_hides_is_told_to_nobody_and_is_told_of_nobody(office):
    chat = all_have_read(office, "anna", "bruno", "chiara")

    shows(office, "bruno", False)

    assert in_snapshot(office, "anna", chat) == {"anna": 2, "chiara": 2}
    assert in_snapshot(office, "bruno", chat) == {"bruno": 2}
    assert in_catch_up(office, "anna", chat) == {"chiara": 2}  # Anna wrote, and did not read on.
    assert in_catch_up(office, "bruno", chat) == {"bruno": 2}
    office.send("anna", chat)
    office.read_up_to("bruno", chat, 3)
    office.read_up_to("chiara", chat, 3)
    assert told_live(office, chat, "bruno", "chiara") == {"anna": {"chiara": 3}}


def test_when_others_are_told_of_each_other_does_not_depend_on_who_hides(office):
    chat = all_have_read(office, "anna", "bruno")
    shows(office, "bruno", False)
    office.send("anna", chat)
    assert office.read_up_to("bruno", chat, 3).moved is None, (
        "nothing is due, so nothing comes earlier or later"
    )

    shows(office, "bruno", True)
    office.send("anna", chat)
    assert office.read_up_to("bruno", chat, 4).moved == Moved(chat, office.user("bruno"))


def test_ones_own_devices_and_what_is_unread_go_on_as_before(office):
    chat = all_have_read(office, "anna", "bruno")
    shows(office, "bruno", False)
    office.send("anna", chat)
    assert office.open("bruno", chat).unread == 1

    outcome = office.read_up_to("bruno", chat, 3)

    assert pushes_to(outcome, office.user("bruno")) == [ReadPositions(chat, {office.user("bruno"): 3})]
    assert in_catch_up(office, "bruno", chat) == {"bruno": 3}
    assert office.open("bruno", chat).unread == 0


def test_who_shows_it_again_tells_and_is_told_what_is_read_from_then_on(office):
    chat = all_have_read(office, "anna", "bruno", "chiara")
    shows(office, "bruno", False)
    office.send("anna", chat)
    for name in ("bruno", "chiara"):
        office.read_up_to(name, chat, 3)

    shows(office, "bruno", True)

    assert in_snapshot(office, "anna", chat) == {"anna": 3, "chiara": 3}
    assert in_snapshot(office, "bruno", chat) == {"bruno": 3}
    assert in_catch_up(office, "bruno", chat) == {"bruno": 3}
    assert told_live(office, chat, "bruno", "chiara") == {"anna": {"chiara": 3}}
    office.send("anna", chat)
    for name in ("bruno", "chiara"):
        office.read_up_to(name, chat, 4)
    assert in_snapshot(office, "anna", chat) == {"anna": 4, "bruno": 4, "chiara": 4}
    assert in_snapshot(office, "bruno", chat) == {"bruno": 4, "chiara": 4}
    assert in_catch_up(office, "bruno", chat) == {"bruno": 4, "chiara": 4}
    live = told_live(office, chat, "bruno", "chiara")
    assert live["anna"] == {"bruno": 4, "chiara": 4}
    assert live["bruno"] == live["chiara"] == live["anna"]


def test_to_look_for_a_moment_shows_nothing(office):
    chat = all_have_read(office, "anna", "bruno")
    shows(office, "anna", False)
    office.send("anna", chat)
    office.read_up_to("bruno", chat, 3)

    shows(office, "anna", True)
    looked = [in_snapshot(office, "anna", chat), in_catch_up(office, "anna", chat)]
    shows(office, "anna", False)

    assert looked == [{"anna": 3}, {}]


def test_a_new_chat_and_newcomers_are_told_of_nobody_who_hides(office):
    shows(office, "anna", False)
    shows(office, "dora", False)
    chat, started = office.create("anna", "bruno", "dora")
    for name, read in (("bruno", {}), ("dora", {}), ("anna", {"anna": 1})):
        [told] = pushes_to(started, office.user(name))
        assert by_name(office, told.read) == read
    office.read_up_to("bruno", chat, 1)

    for share_history in (True, False):
        newcomers = ("chiara",) if share_history else ("emil",)
        added = office.add("bruno", chat, *newcomers, share_history=share_history)
        [told] = [
            push for push in pushes_to(added, office.user(newcomers[0])) if isinstance(push, ChatSnapshot)
        ]
        assert told.read == office.open(newcomers[0], chat).read
        assert not {"anna", "dora"} & by_name(office, told.read).keys()


def test_newcomers_who_hide_come_in_beside_others_and_know_only_of_themselves(office):
    chat = all_have_read(office, "anna", "bruno")
    shows(office, "dora", False)

    added = office.add("anna", chat, "chiara", "dora", share_history=True)

    told = {
        name: by_name(office, push.read)
        for name in ("chiara", "dora")
        for push in pushes_to(added, office.user(name))
        if isinstance(push, ChatSnapshot)
    }
    assert told == {"chiara": {"anna": 3, "bruno": 2, "chiara": 2}, "dora": {"dora": 2}}


def test_a_cursor_says_nothing_of_who_hides_or_to_who_hides(office):
    def cursors(name):
        caller = office.people[name]
        fresh = office.database.read(lambda conn: receipts.cursor_now(conn, caller)).result()
        caught_up = office.database.read(lambda conn: receipts.moved_since(conn, caller, 0)).result()[1]
        return fresh, caught_up

    chat = all_have_read(office, "anna", "bruno", "chiara")
    shows(office, "bruno", False)
    office.send("anna", chat)
    before = {name: cursors(name) for name in ("anna", "bruno")}

    office.read_up_to("bruno", chat, 3)
    assert cursors("anna") == before["anna"]
    before["bruno"] = cursors("bruno")
    office.read_up_to("chiara", chat, 3)
    assert cursors("bruno") == before["bruno"]
    assert cursors("anna") > before["anna"]


def test_everybody_is_told_at_once_whom_not_to_wait_for(office):
    outcome = shows(office, "bruno", False)

    assert outcome.reply.user.reads_from == FOR_EVER
    assert outcome.everyone == Directory((outcome.reply.user,), 0)
    [told] = [push for push in office.catch_up("anna") if isinstance(push, Directory)]
    assert {user.username: user.reads_from for user in told.users}["bruno"] == FOR_EVER
    assert told.revision == outcome.reply.user.revision

    again = shows(office, "bruno", True).reply.user
    assert 0 < again.reads_from < FOR_EVER
    assert again.revision > told.revision


def test_to_choose_what_is_chosen_changes_nothing(office):
    for on in (True, False):
        chosen = shows(office, "bruno", on).reply.user
        outcome = shows(office, "bruno", on)
        assert (outcome.reply.user, outcome.everyone, outcome.deliveries) == (chosen, None, ())
        outcome = office.do("bruno", SetAccount(1))
        assert (outcome.reply.user, outcome.everyone) == (chosen, None)


def test_what_was_noted_before_somebody_hid_it_is_not_told_after(office):
    chat = all_have_read(office, "anna", "bruno")
    office.send("anna", chat)
    office.read_up_to("bruno", chat, 3)  # It is told a second later.
    shows(office, "bruno", False)

    assert told_live(office, chat, "bruno") == {}
    shows(office, "bruno", True)
    assert told_live(office, chat, "bruno") == {}
