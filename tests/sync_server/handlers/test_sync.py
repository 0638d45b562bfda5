"""Catching up, and repairing gaps."""

from sync_server import handlers
from sync_server.protocol import limits
from sync_server.protocol.frames import (
    Changes,
    ChatChanges,
    ChatSnapshot,
    Directory,
    ReadPositions,
    Synced,
    encode,
)
from sync_server.protocol.nouns import User
from sync_server.store import accounts as account_store
from tests.support.store import new_id, texts_of


def chat_pushes(pushes):
    return [push for push in pushes if isinstance(push, ChatChanges | ChatSnapshot)]


def test_a_new_device_gets_the_directory_and_then_its_chats_most_recently_active_first(office):
    first, _ = office.create("anna", "bruno")
    second, _ = office.create("anna", "chiara")
    third, _ = office.create("bruno", "chiara")
    office.send("anna", first)

    pushes = office.catch_up("anna")

    assert isinstance(pushes[0], Directory)
    assert {user.username for user in pushes[0].users} == set(office.people)
    assert pushes[0].revision == 5
    snapshots = [push.chat.id for push in chat_pushes(pushes)]
    assert snapshots == [first, second]
    assert third not in snapshots
    assert isinstance(pushes[-1], Synced)


def test_a_device_that_holds_everything_is_told_nothing(office):
    chat, _ = office.create("anna", "bruno")
    [synced] = office.catch_up("anna", {chat: 1}, 5)

    assert isinstance(synced, Synced)


def test_a_row_travels_only_if_it_changed_since(office):
    chat, _ = office.create("anna", "bruno")
    office.send("anna", chat, "one")
    office.rename("anna", chat, "Refunds")
    office.send("anna", chat, "two")

    [before] = chat_pushes(office.catch_up("bruno", {chat: 2}))
    [after] = chat_pushes(office.catch_up("bruno", {chat: 3}))

    assert (before.row.subject, before.row.revision) == ("Refunds", 3)
    assert after.row is None
    assert office.ask("bruno", Changes(1, chat, 2)).row == before.row
    assert office.ask("bruno", Changes(1, chat, 3)).row is None


def test_a_hidden_change_leaves_no_trace_in_catch_up(office):
    chat, _ = office.create("anna", "bruno")
    secret = office.say("anna", chat, "secret")
    office.add("anna", chat, "chiara", share_history=False)
    office.edit("anna", secret, "more secret")

    assert chat_pushes(office.catch_up("chiara", {chat: 3})) == []
    assert office.ask("chiara", Changes(1, chat, 3)).revision == 3
    assert (office.snapshot("chiara", chat).revision, office.snapshot("bruno", chat).revision) == (3, 4)


def test_a_chat_that_is_opened_is_told_as_in_a_snapshot(office):
    chat, _ = office.create("anna", "bruno", subject="Refunds")
    office.send("anna", chat)
    told = office.snapshot("bruno", chat)

    opened = office.open("bruno", chat)

    assert (opened.chat, opened.revision, opened.from_seq) == (told.chat, told.revision, told.from_seq)
    assert (opened.messages, opened.read) == (told.messages, told.read)


def test_a_chat_that_moved_comes_with_what_changed_only(office):
    chat, _ = office.create("anna", "bruno")
    sent = [office.send("anna", chat, text).reply.message for text in ("one", "two", "three")]

    [push] = chat_pushes(office.catch_up("bruno", {chat: 2}))

    assert isinstance(push, ChatChanges)
    assert (push.after, push.revision, push.row, push.more) == (2, 4, None, False)
    assert push.messages == tuple(sent[1:])


def test_a_chat_that_moved_a_lot_shows_its_newest_messages_and_leaves_the_rest_to_be_asked_for(office):
    chat, _ = office.create("anna", "bruno")
    for number in range(limits.PAGE_ROWS + 1):
        office.send("anna", chat, str(number))

    [push] = chat_pushes(office.catch_up("bruno", {chat: 1}))

    last = limits.PAGE_ROWS + 2
    assert (push.after, push.revision, push.more) == (1, 1, True)
    assert [message.seq for message in push.messages] == list(
        range(last - limits.SNAPSHOT_ROWS + 1, last + 1)
    )
    first_page = office.ask("bruno", Changes(3, chat, 1))
    assert (first_page.after, first_page.revision, first_page.more) == (1, limits.PAGE_ROWS + 1, True)
    second_page = office.ask("bruno", Changes(4, chat, first_page.revision))
    assert (second_page.revision, second_page.more, len(second_page.messages)) == (last, False, 1)


def test_a_new_device_gets_the_newest_messages_of_a_long_chat(office):
    chat, _ = office.create("anna", "bruno")
    for number in range(limits.SNAPSHOT_ROWS + 10):
        office.send("anna", chat, str(number))

    push = office.snapshot("bruno", chat)

    assert push.from_seq == push.messages[0].seq == 12
    assert len(push.messages) == limits.SNAPSHOT_ROWS


def test_frames_stay_within_the_limit_whatever_was_written(office):
    chat, _ = office.create("anna", "bruno")
    for _ in range(20):
        office.send("anna", chat, "🎉" * limits.MESSAGE_CHARACTERS)

    for push in (*office.catch_up("bruno"), *office.catch_up("bruno", {chat: 1})):
        assert len(encode(push)) < limits.FRAME_BYTES
    assert len(office.changes("bruno", chat)) == 21


def test_chats_of_others_in_the_vector_are_passed_over(office):
    chat, _ = office.create("anna", "bruno")

    assert [type(push) for push in office.catch_up("chiara", {chat: 0, new_id(): 3}, 5)] == [Synced]


def test_a_newcomer_is_caught_up_within_what_they_see(office):
    chat, _ = office.create("anna", "bruno")
    office.send("anna", chat, "secret")
    office.add("anna", chat, "chiara", share_history=False)
    office.send("anna", chat, "open")

    assert texts_of(office.snapshot("chiara", chat).messages) == ["<added>", "open"]
    [push] = chat_pushes(office.catch_up("chiara", {chat: 0}))
    assert (push.after, push.revision, texts_of(push.messages)) == (0, 4, ["<added>", "open"])


def test_changes_after_a_revision_that_is_still_to_come_are_none(office):
    chat, _ = office.create("anna", "bruno")

    page = office.ask("anna", Changes(1, chat, 10**30))

    assert (page.after, page.revision, page.messages, page.more) == (1, 1, (), False)


def test_a_read_position_of_another_device_is_told_at_the_next_catch_up(office):
    chat, _ = office.create("anna", "bruno")
    office.read_up_to("bruno", chat, 1)

    for name in ("anna", "bruno"):
        told = office.catch_up(name, {chat: 1}, 5)
        assert told[:-1] == [ReadPositions(chat=chat, read={office.user("bruno"): 1})]
        assert office.catch_up(name, {chat: 1}, 5, reads=told[-1].reads) == [told[-1]]


def test_a_large_directory_comes_in_several_frames(office):
    def hire_many(conn):
        for number in range(1_500):
            user = User(new_id(), f"user{number}", "語" * 40, "t", True, account_store.next_revision(conn))
            account_store.add_accounts(conn, [account_store.Account(user=user, password_hash="")])

    office.database.submit(hire_many).result()

    pages = office.database.read(lambda conn: list(handlers.accounts.directory_since(conn, 0))).result()

    assert len(pages) > 1
    assert all(len(encode(page)) < limits.FRAME_BYTES for page in pages)
    assert [user.revision for page in pages for user in page.users] == list(range(1, 1_506))
    assert [page.revision for page in pages] == [page.users[-1].revision for page in pages]
