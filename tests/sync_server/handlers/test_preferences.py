"""What people set for themselves in a chat: it is theirs alone, the last word holds, and no device misses it."""

import pytest
from msgspec.structs import replace

from sync_server import handlers
from sync_server.handlers import Caller
from sync_server.protocol import limits
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import (
    EditMessage,
    PreferencesChanged,
    PreferencesSet,
    SetPreferences,
    Synced,
    encode,
)
from sync_server.protocol.nouns import FOR_EVER, ChatId, Preferences
from sync_server.store import preferences as store
from tests.support.store import code_of, new_id


def told_since(office, name, cursor=0):
    """The rows that a device is told of that was away, and the new cursor."""
    pushes = office.catch_up(name, preferences=cursor)
    rows = {}
    for push in pushes:
        if isinstance(push, PreferencesChanged):
            rows |= push.chats
    assert isinstance(pushes[-1], Synced)
    return rows, pushes[-1].preferences


def row_of(outcome):
    assert isinstance(outcome.reply, PreferencesSet)
    return outcome.reply.preferences


def values(row):
    return row.muted_until, row.pinned, row.unread_from, row.notify


def test_what_is_set_is_answered_as_a_whole_row_and_told_to_ones_own_devices_alone(office):
    chat, _ = office.create("anna", "bruno")

    outcome = office.prefer("bruno", chat, pinned=True)

    row = row_of(outcome)
    assert outcome.reply.chat == chat
    assert values(row) == (0, True, 0, "")
    [told] = outcome.deliveries
    assert told.to == {office.user("bruno")}
    assert told.push == PreferencesChanged({chat: row})
    assert outcome.moved is None


def test_what_is_left_out_stays_as_it_is(office):
    chat, _ = office.create("anna", "bruno")
    office.prefer("bruno", chat, muted_until=FOR_EVER)
    office.prefer("bruno", chat, pinned=True)
    office.prefer("bruno", chat, unread_from=1)
    office.prefer("bruno", chat, notify="mentions")

    assert values(row_of(office.prefer("bruno", chat))) == (FOR_EVER, True, 1, "mentions")
    assert values(row_of(office.prefer("bruno", chat, muted_until=0))) == (0, True, 1, "mentions")
    assert values(row_of(office.prefer("bruno", chat, pinned=False))) == (0, False, 1, "mentions")
    assert values(row_of(office.prefer("bruno", chat, unread_from=0))) == (0, False, 0, "mentions")
    assert values(row_of(office.prefer("bruno", chat, notify="nothing"))) == (0, False, 0, "nothing")
    assert values(row_of(office.prefer("bruno", chat, notify=""))) == (0, False, 0, "")


def test_every_change_raises_the_revision_and_what_changes_nothing_is_told_to_nobody(office):
    chat, _ = office.create("anna", "bruno")
    other, _ = office.create("anna", "bruno")

    changes = [
        row_of(office.prefer("bruno", one, **what)).revision
        for one, what in ((chat, {"pinned": True}), (other, {"pinned": True}), (chat, {"pinned": False}))
    ]
    again = office.prefer("bruno", chat, pinned=False)

    assert changes == sorted(set(changes))
    assert (row_of(again).revision, again.deliveries) == (changes[-1], ())


def test_revisions_grow_even_if_the_clock_stands_or_goes_back(office):
    chat, _ = office.create("anna", "bruno")
    before = row_of(office.prefer("bruno", chat, pinned=True)).revision

    office.now_ms -= 1_000_000
    after = row_of(office.prefer("bruno", chat, pinned=False)).revision

    assert after > before


def test_a_command_that_comes_twice_does_not_undo_what_came_after_it(office):
    chat, _ = office.create("anna", "bruno")
    command = SetPreferences(1, chat, new_id(), pinned=True)
    office.do("bruno", command)
    office.prefer("bruno", chat, pinned=False)

    again = office.do("bruno", replace(command, id=7))

    assert (again.reply.id, again.reply.preferences.pinned, again.deliveries) == (7, False, ())


def test_a_command_that_changed_nothing_is_known_again_too(office):
    chat, _ = office.create("anna", "bruno")
    office.prefer("bruno", chat, pinned=True)
    command = SetPreferences(1, chat, new_id(), pinned=True)
    office.do("bruno", command)
    office.prefer("bruno", chat, pinned=False)

    assert not row_of(office.do("bruno", command)).pinned


def test_an_id_that_was_used_for_something_else_or_by_somebody_else_is_refused(office):
    chat, _ = office.create("anna", "bruno")
    message = office.say("bruno", chat)
    command = SetPreferences(1, chat, new_id(), pinned=True)
    office.do("bruno", command)

    assert code_of(office.do, "anna", command) == ErrorCode.ID_CONFLICT
    assert code_of(office.do, "bruno", replace(command, pinned=False)) == ErrorCode.ID_CONFLICT
    edit = EditMessage(1, chat, message.id, command.command, "other")
    assert code_of(office.do, "bruno", edit) == ErrorCode.ID_CONFLICT
    assert told_since(office, "anna") == ({}, 0)


def test_a_refused_command_sets_nothing_and_its_id_is_free(office):
    chat, _ = office.create("anna", "bruno")
    command = SetPreferences(1, chat, new_id(), pinned=True)

    assert code_of(office.do, "emil", command) == ErrorCode.CHAT_NOT_FOUND
    assert row_of(office.do("bruno", command)).pinned


def test_a_stranger_is_answered_as_if_there_were_no_such_chat(office):
    chat, _ = office.create("anna", "bruno")

    for what in ({}, {"pinned": True}, {"unread_from": 1}, {"muted_until": FOR_EVER}):
        real = SetPreferences(1, chat, new_id(), **what)
        assert code_of(office.do, "emil", real) == ErrorCode.CHAT_NOT_FOUND
        assert code_of(office.do, "emil", replace(real, chat=ChatId(new_id()))) == ErrorCode.CHAT_NOT_FOUND


@pytest.mark.parametrize(("asked", "stands"), [(0, 0), (1, 3), (3, 3), (4, 4), (5, 0), (10**30, 0)])
def test_a_mark_stands_within_what_its_user_may_see(office, asked, stands):
    chat, _ = office.create("anna", "bruno")
    office.say("anna", chat, "hidden")
    office.add("anna", chat, "dora", share_history=False)  # Dora reads from 3 on.
    office.say("dora", chat, "four, by herself")
    office.prefer("dora", chat, unread_from=3)

    assert row_of(office.prefer("dora", chat, unread_from=asked)).unread_from == stands


def test_a_device_that_was_away_is_told_what_has_changed_since_and_that_once(office):
    chat, _ = office.create("anna", "bruno")
    other, _ = office.create("anna", "bruno")
    kept = row_of(office.prefer("bruno", chat, pinned=True))
    _, cursor = told_since(office, "bruno")
    assert cursor == kept.revision

    changed = row_of(office.prefer("bruno", other, muted_until=5))

    assert told_since(office, "bruno", cursor) == ({other: changed}, changed.revision)
    assert told_since(office, "bruno", changed.revision) == ({}, changed.revision)
    assert told_since(office, "bruno") == ({chat: kept, other: changed}, changed.revision)


def test_nobody_is_told_of_the_preferences_of_others_nor_does_a_cursor_say_that_there_are_any(office):
    chat, _ = office.create("anna", "bruno", "chiara")
    mine = row_of(office.prefer("anna", chat, pinned=True))
    for name in ("bruno", "chiara"):
        office.prefer(name, chat, muted_until=FOR_EVER, unread_from=1)

    assert told_since(office, "anna") == ({chat: mine}, mine.revision)
    assert told_since(office, "emil") == ({}, 0)


def test_a_cursor_from_before_a_restored_backup_is_overtaken_by_the_next_change(office):
    chat, _ = office.create("anna", "bruno")
    ahead = office.now_ms + 500

    changed = row_of(office.prefer("bruno", chat, pinned=True))

    assert told_since(office, "bruno", ahead)[0] == {chat: changed}


def test_preferences_of_very_many_chats_come_in_frames_that_fit(office):
    chats = [ChatId(new_id()) for _ in range(2 * limits.PAGE_ROWS + 1)]
    user = office.user("bruno")

    def work(conn):
        conn.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
        for revision, chat in enumerate(chats, start=1):
            store.add(conn, user, chat, Preferences(revision, FOR_EVER, pinned=True, unread_from=10**9))
        pages = [
            push
            for push in handlers.sync.catch_up(
                conn, Caller(user, office.device("bruno")), {}, directory=0, reads=0, preferences=0
            )
            if isinstance(push, PreferencesChanged)
        ]
        conn.exec_driver_sql("DELETE FROM preferences")
        return pages

    pages = office.database.submit(work).result()

    assert [chat for page in pages for chat in page.chats] == chats
    assert len(pages) == 3
    assert all(len(encode(page)) < limits.FRAME_BYTES for page in pages)
