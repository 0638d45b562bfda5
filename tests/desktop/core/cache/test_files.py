"""What is known of the files of messages: they can be had as long as their message can, and their keys go with it."""

import pytest

from desktop.core.cache import account, chats, drafts, files, transfers
from desktop.core.cache.files import File, Sealed
from desktop.core.errors import ErrorCode, InvalidInputError
from desktop.core.values import ATTACHMENTS, Downloads, Text
from sync_server.protocol.frames import Accepted, ChatSnapshot
from tests.desktop.core.attached import a_file, a_picture, attach, digest, file_id, sealed
from tests.desktop.core.listener import CHAT, NOW
from tests.desktop.core.world import ME, chat_id, message_id

REPORT, VIEW = a_file(1), a_picture(2)
SMALL = VIEW.picture.thumbnail.id
ALL = Downloads.PICTURES_AND_SMALL


async def says(desk, *attachments, chat=CHAT):
    """Somebody sends files; return the message."""
    await desk.client.apply(desk.world.say(chat, "look", attachments=attachments))
    return desk.world.lines[chat][-1]


async def write(desk, change, *args, **kwargs):
    return await desk.client._database.write(change, *args, **kwargs)


async def comes(desk, *ids, now=NOW):
    """Download them."""
    for each in ids:
        assert await write(desk, transfers.begin, each, f"sealed {each}", b"key!" * 8)
        await write(desk, transfers.completed, each, now)


async def found(desk, *ids):
    return await desk.client._database.read(files.some, ids)


async def wanted(desk, policy=ALL, limit=20):
    return [
        each.attachment for each in await desk.client._database.read(transfers.downloads, policy, limit=limit)
    ]


async def keys_on_disk(desk):
    def read(connection):
        return {bytes(row["key"]) for row in connection.execute("SELECT key FROM file") if row["key"]}

    return await desk.client._database.read(read)


# Coming and going with the message ---------------------------------------------------------------------------------------


async def test_a_message_brings_its_files_and_their_thumbnails(told):
    await told.news()
    line = await says(told, REPORT, VIEW)
    rows = await found(told, REPORT.id, VIEW.id, SMALL)
    assert {each: (row.message, row.chat, row.thumbnail, row.size) for each, row in rows.items()} == {
        REPORT.id: (line.id, CHAT, False, REPORT.size),
        VIEW.id: (line.id, CHAT, False, VIEW.size),
        SMALL: (line.id, CHAT, True, 700),
    }
    assert (await told.news()).files == {REPORT.id, VIEW.id, SMALL}
    assert (await told.row(line.id)).body == Text("look", attachments=(REPORT, VIEW))
    assert not any(row.here or row.whole or row.unsent or row.name for row in rows.values())


async def test_a_tombstone_takes_the_keys_with_it(told):
    await says(told, REPORT, VIEW)
    await comes(told, REPORT.id, SMALL)
    assert await told.client._database.read(files.names) == {f"sealed {REPORT.id}", f"sealed {SMALL}"}
    await told.news()
    await told.client.apply(told.world.delete(CHAT, 11))
    assert (await told.news()).files == {REPORT.id, VIEW.id, SMALL}
    assert await found(told, REPORT.id, VIEW.id, SMALL) == {}
    assert await told.client._database.read(files.names) == frozenset()
    assert await keys_on_disk(told) == set()


async def test_an_edit_leaves_the_files_as_they_are(told):
    await says(told, REPORT)
    await comes(told, REPORT.id)
    await told.client.apply(told.world.edit(CHAT, 11, "look here"))
    assert (await found(told, REPORT.id))[REPORT.id].whole
    assert (await told.client.latest(CHAT)).rows[-1].body == Text("look here", attachments=(REPORT,))


async def test_a_row_that_comes_again_changes_nothing(told):
    line = await says(told, REPORT)
    await comes(told, REPORT.id)
    await told.client.apply(told.world.snapshot(CHAT), Accepted(1, line))
    assert (await found(told, REPORT.id))[REPORT.id].whole


async def test_another_history_takes_all_that_is_not_the_users_own_and_unsent(told):
    await says(told, REPORT)
    await comes(told, REPORT.id)
    await write(told, attach, CHAT, VIEW)
    await write(told, account.begin_anew, "another")
    assert set(await found(told, REPORT.id, VIEW.id, SMALL)) == {VIEW.id, SMALL}


async def test_what_turns_out_to_be_hidden_loses_its_files(desk):
    desk.world.start(CHAT)
    push = desk.world.say(CHAT, "early", attachments=(REPORT,))
    await desk.client.apply(push)
    assert await found(desk, REPORT.id)
    desk.world.say(CHAT, "late", attachments=(VIEW,))
    row = desk.world.chats[CHAT]
    cut = type(row)(row.id, row.revision, "", row.participants, None, None, 3)
    line = desk.world.lines[CHAT][-1]
    await desk.client.apply(ChatSnapshot(cut, 3, 3, (line,), {ME.id: 3}))
    assert set(await found(desk, REPORT.id, VIEW.id)) == {VIEW.id}


async def test_a_file_that_is_announced_as_another_one_keeps_its_bytes(told):
    """Ids are nobody's to reuse; whoever does so all the same changes nothing of what is here."""
    await write(told, attach, CHAT, REPORT)
    other = type(REPORT)(REPORT.id, "virus.exe", "application/pdf", 5, digest(file_id(9)))
    await says(told, other)
    row = (await found(told, REPORT.id))[REPORT.id]
    assert (row.unsent, row.size, row.message) == (True, REPORT.size, "")


# What is fetched ---------------------------------------------------------------------------------------------------------


async def test_thumbnails_come_first_the_newest_before_the_rest(told):
    first, second = a_picture(10), a_picture(20)
    await says(told, first)
    await says(told, REPORT)
    await says(told, second)
    small = [each.picture.thumbnail.id for each in (second, first)]
    assert await wanted(told) == [*small, second.id, REPORT.id, first.id]
    assert await wanted(told, limit=2) == small


async def test_the_policy_says_what_comes_by_itself(told):
    large_picture, large_file = a_picture(10, size=10_000_001), a_file(20, size=1_000_001)
    await says(told, large_picture, large_file, VIEW, REPORT)
    small = {SMALL, large_picture.picture.thumbnail.id}
    assert set(await wanted(told)) == small | {VIEW.id, REPORT.id}
    assert set(await wanted(told, Downloads.PICTURES)) == small | {VIEW.id}
    assert set(await wanted(told, Downloads.NOTHING)) == small


async def test_to_be_told_the_same_policy_again_changes_nothing(told):
    """As with every other choice that the user makes, such as of an emoji."""
    line = await says(told, VIEW)
    await write(told, transfers.give_up, SMALL)
    await told.client.fetch(CHAT, line.id, SMALL)
    told.client.set_downloads(ALL)
    assert told.client.transfer(SMALL) is not None
    told.client.set_downloads(Downloads.NOTHING)
    assert told.client.transfer(SMALL) is None


async def test_what_the_user_asks_for_comes_before_all_else_however_large(told):
    large = a_file(20, size=90_000_000)
    line = await says(told, VIEW, large)
    row = await write(told, transfers.want, large.id, CHAT, line.id)
    assert row is not None
    assert row.wanted
    assert (await wanted(told, Downloads.NOTHING))[0] == large.id
    assert await write(told, transfers.want, large.id, CHAT, message_id(2)) is None
    assert await write(told, transfers.want, large.id, chat_id(2), line.id) is None
    assert await write(told, transfers.want, file_id(99), CHAT, line.id) is None


async def test_what_is_paused_failed_or_here_is_not_fetched(told):
    line = await says(told, VIEW, REPORT)
    await write(told, transfers.pause, VIEW.id)
    await write(told, transfers.fail, REPORT.id, "attachment_not_found")
    await comes(told, SMALL)
    assert await wanted(told) == []
    assert {each.attachment for each in await told.client._database.read(transfers.moving)} == {
        VIEW.id,
        REPORT.id,
    }
    await write(told, transfers.want, REPORT.id, CHAT, line.id)
    await write(told, transfers.go_on, VIEW.id)
    assert await wanted(told) == [REPORT.id, VIEW.id]


async def test_a_download_goes_on_from_what_is_here_and_is_whole_in_the_end(told):
    await says(told, REPORT)
    await write(told, transfers.begin, REPORT.id, "a name", b"key!" * 8)
    await write(told, transfers.progressed, REPORT.id, 400, NOW)
    row = (await found(told, REPORT.id))[REPORT.id]
    assert (row.here, row.whole, row.name, row.bound) == (400, False, "a name", REPORT.id)
    await write(told, transfers.completed, REPORT.id, NOW)
    row = (await found(told, REPORT.id))[REPORT.id]
    assert (row.here, row.whole) == (REPORT.size, True)
    assert not await write(told, transfers.begin, REPORT.id, "another", b"KEY!" * 8)
    assert await told.client._database.read(files.whole) == {REPORT.id}


async def test_a_damaged_download_starts_over_and_one_that_is_given_up_stays_away(told):
    line = await says(told, REPORT)
    await comes(told, REPORT.id)
    assert await write(told, transfers.start_over, REPORT.id) == {f"sealed {REPORT.id}"}
    assert await wanted(told) == [REPORT.id]
    await comes(told, REPORT.id)
    assert await write(told, transfers.give_up, REPORT.id) == {f"sealed {REPORT.id}"}
    assert await wanted(told) == []
    assert await keys_on_disk(told) == set()
    await write(told, transfers.want, REPORT.id, CHAT, line.id)
    assert await wanted(told) == [REPORT.id]


async def test_what_was_given_up_while_it_came_is_not_taken_for_here(told):
    await says(told, REPORT)
    await write(told, transfers.begin, REPORT.id, "a name", b"key!" * 8)
    await write(told, files.evict, (REPORT.id,))
    await write(told, transfers.progressed, REPORT.id, 400, NOW)
    await write(told, transfers.completed, REPORT.id, NOW)
    row = (await found(told, REPORT.id))[REPORT.id]
    assert (row.name, row.here, row.whole) == ("", 0, False)
    assert await told.client._database.read(files.kept) == (0, 0)


async def test_what_the_user_asked_for_meanwhile_makes_no_room(told):
    line = await says(told, REPORT)
    await write(told, transfers.begin, REPORT.id, "a name", b"key!" * 8)
    await write(told, transfers.want, REPORT.id, CHAT, line.id)
    assert await write(told, files.evict, (REPORT.id,)) == frozenset()
    assert (await found(told, REPORT.id))[REPORT.id].wanted


async def test_an_upload_is_never_given_up_as_a_download(told):
    await write(told, attach, CHAT, REPORT)
    assert await write(told, transfers.give_up, REPORT.id) == frozenset()
    assert await write(told, files.evict, (REPORT.id,)) == frozenset()
    assert (await found(told, REPORT.id))[REPORT.id].whole


# What is kept ------------------------------------------------------------------------------------------------------------


async def test_the_longest_unused_goes_first_and_nothing_that_is_unsent(told):
    old, new = a_file(10), a_file(20)
    await says(told, old, new, VIEW)
    await write(told, attach, CHAT, REPORT)
    await comes(told, old.id, new.id, SMALL)
    await write(told, files.used, (old.id,), NOW + 9)
    oldest = await told.client._database.read(files.longest_unused, limit=9)
    assert [each.attachment for each in oldest] == [new.id, old.id, SMALL]
    assert await told.client._database.read(files.kept) == (old.size + new.size + 700 + REPORT.size, 4)
    assert await write(told, files.evict, (new.id,)) == {f"sealed {new.id}"}
    assert await wanted(told) == [VIEW.id]
    assert new.id not in await told.client._database.read(files.whole)


async def test_what_came_by_itself_is_as_old_as_its_message(told):
    asked_for, by_itself = a_file(10), a_file(20)
    line = await says(told, asked_for, by_itself)
    await write(told, transfers.want, asked_for.id, CHAT, line.id)
    await comes(told, asked_for.id, by_itself.id)
    oldest = await told.client._database.read(files.longest_unused, limit=9)
    assert [each.attachment for each in oldest] == [by_itself.id, asked_for.id]


async def test_a_file_that_two_rows_share_stays_until_both_are_gone(told):
    await says(told, REPORT)
    await comes(told, REPORT.id)
    ids = iter((file_id(60), file_id(61)))
    assert await write(told, drafts.attach_again, CHAT, REPORT, new_id=lambda: next(ids))
    assert await write(told, files.evict, (REPORT.id,)) == frozenset()
    row = (await found(told, file_id(60)))[file_id(60)]
    assert (row.name, row.bound, row.unsent) == (f"sealed {REPORT.id}", REPORT.id, True)
    assert await told.client._database.read(files.names) == {f"sealed {REPORT.id}"}


# Drafts ------------------------------------------------------------------------------------------------------------------


async def test_files_of_a_draft_keep_their_order_and_leave_the_text_alone(told):
    for each in (REPORT, VIEW):
        await write(told, attach, CHAT, each)
    await told.client.save_draft(CHAT, "half")
    assert (await told.client.chat(CHAT)).draft_files == (REPORT, VIEW)
    await told.client.save_draft(CHAT, "")
    details = await told.client.chat(CHAT)
    assert (details.draft, details.draft_files) == ("", (REPORT, VIEW))
    assert ((await told.line()).draft, (await told.line()).draft_files) == ("", 2)
    assert (await told.client.unsent()).drafts == 1
    assert await write(told, drafts.detach, CHAT, REPORT.id)
    assert not await write(told, drafts.detach, CHAT, REPORT.id)
    assert (await told.client.chat(CHAT)).draft_files == (VIEW,)


async def test_a_chat_that_is_not_told_of_any_more_stays_for_the_files_of_its_draft(told):
    await told.client.apply(told.world.start(chat_id(2)))
    await write(told, attach, CHAT, REPORT)
    await write(told, account.begin_anew, "another")
    assert await write(told, chats.drop_untold) == {chat_id(2)}
    assert (await told.client.chat(CHAT)).draft_files == (REPORT,)


async def test_a_draft_takes_as_many_files_as_a_message(told):
    for number in range(ATTACHMENTS):
        await write(told, attach, CHAT, a_file(number))
    with pytest.raises(InvalidInputError) as refusal:
        await write(told, attach, CHAT, a_file(50))
    assert refusal.value.code is ErrorCode.TOO_MANY_ATTACHMENTS
    assert await found(told, file_id(50)) == {}
    await write(told, attach, chat_id(2), a_file(50))


async def test_what_is_sent_already_can_be_attached_again_as_a_copy(told):
    await says(told, VIEW)
    ids = iter((file_id(60), file_id(61)))
    new_id = {"new_id": lambda: next(ids)}
    assert not await write(told, drafts.attach_again, CHAT, VIEW, **new_id)
    await comes(told, VIEW.id, SMALL)
    assert await write(told, drafts.attach_again, CHAT, VIEW, **new_id)
    (copy,) = (await told.client.chat(CHAT)).draft_files
    assert (copy.id, copy.picture.thumbnail.id, copy.name) == (file_id(60), file_id(61), VIEW.name)


async def test_a_closed_account_leaves_no_file(told):
    await says(told, VIEW)
    await write(told, attach, CHAT, REPORT)
    await write(told, account.wipe)
    assert await found(told, REPORT.id, VIEW.id, SMALL) == {}
    assert await told.client._database.read(drafts.files, CHAT) == ()


def test_what_is_printed_of_a_file_shows_no_key():
    (made,) = sealed(REPORT)
    row = File(
        REPORT.id, "name", made.key, REPORT.id, 1, "", False, 1, True, True, 0, False, chat_id(1), message_id(1), False, False, "",
    )  # fmt: skip
    assert isinstance(made, Sealed)
    for each in (made, row):
        assert "key" not in repr(each)
