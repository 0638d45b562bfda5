"""A message with files waits until they are up, and nothing else waits for it; no file is lost on any way."""

import itertools

import pytest

from desktop.core import outbox
from desktop.core.cache import commands, drafts, files, transfers
from desktop.core.errors import ErrorCode, InvalidInputError
from desktop.core.outbox.deciding import MOST_RESETS
from desktop.core.sync.sending import Sending
from desktop.core.values import ATTACHMENTS, Deleted, Delivery, Text
from sync_server.protocol.frames import Accepted
from tests.desktop.core.attached import a_file, a_picture, attach, file_id
from tests.desktop.core.listener import CHAT, NOW
from tests.desktop.core.world import ME, OTHER, message_id

REPORT, VIEW = a_file(1), a_picture(2)
MINE = message_id(3)
HOUR = 3_600_000


async def attaches(desk, *attachments, chat=CHAT):
    for each in attachments:
        await desk.client._database.write(attach, chat, each)


async def uploads(desk, *ids):
    for each in ids:
        written = await desk.client._database.write(outbox.uploaded, each, NOW)
        await desk.client._wrote(written.changes)


async def sends(desk, *attachments, text="see this"):
    await attaches(desk, *attachments)
    return await desk.client.send(CHAT, text)


async def command_of(desk, message):
    return next(each for each in await desk.outbox() if each.message == message)


async def draft_files(desk, chat=CHAT):
    return (await desk.client.chat(chat)).draft_files


async def held(desk, *ids):
    return await desk.client._database.read(files.some, ids)


async def ready(desk):
    """What the engine would send now, one command of each chat after the other."""
    sending = Sending(jitter=lambda: 0.0, clock=lambda: NOW)
    sending.begin(await desk.outbox())
    found = []
    while (pending := next(sending.ready(0.0), None)) is not None:
        found.append(pending.message)
        sending.settled((pending.number,))
    return found


# Writing -----------------------------------------------------------------------------------------------------------------


async def test_a_message_takes_the_files_of_the_draft_in_their_order(told):
    message = await sends(told, REPORT, VIEW)
    assert (await told.row(message)).body == Text("see this", attachments=(REPORT, VIEW))
    assert await draft_files(told) == ()
    assert (await told.line()).draft_files == 0


async def test_with_files_there_need_be_no_text_and_without_there_must(told):
    with pytest.raises(InvalidInputError):
        await told.client.send(CHAT, "  ")
    message = await sends(told, REPORT, text="  ")
    assert (await told.row(message)).body == Text("", attachments=(REPORT,))


async def test_what_cannot_be_sent_leaves_its_files_in_the_draft(told):
    await attaches(told, REPORT)
    with pytest.raises(InvalidInputError):
        await told.client.send(CHAT, "x" * 8_001)
    assert await draft_files(told) == (REPORT,)


async def test_what_answers_a_message_of_files_names_them(told):
    message = await sends(told, REPORT, text="")
    answer = await told.client.send(CHAT, "thanks", reply_to=message)
    assert (await told.row(answer)).quote.files == ("report.pdf",)
    await told.client.apply(told.world.say(CHAT, "", by=OTHER, attachments=(VIEW,)))
    await told.client.apply(told.world.say(CHAT, "nice", by=OTHER, reply_to=11))
    page = await told.client.latest(CHAT)
    assert next(row for row in page.rows if row.seq == 12).quote.files == ("view.jpg",)
    await told.client.apply(told.world.delete(CHAT, 11))
    page = await told.client.latest(CHAT)
    assert next(row for row in page.rows if row.seq == 12).quote.files == ()


# Waiting -----------------------------------------------------------------------------------------------------------------


async def test_a_message_waits_for_all_of_its_files_and_their_thumbnails(told):
    message = await sends(told, REPORT, VIEW)
    assert await ready(told) == []
    await uploads(told, REPORT.id, VIEW.id)
    assert await ready(told) == []
    await uploads(told, VIEW.picture.thumbnail.id)
    assert await ready(told) == [message]


async def test_later_messages_pass_it_by_but_not_what_answers_it(told):
    message = await sends(told, REPORT)
    answer = await told.client.send(CHAT, "there it is", reply_to=message)
    later = await told.client.send(CHAT, "meanwhile")
    assert await ready(told) == [later]
    await uploads(told, REPORT.id)
    assert await ready(told) == [message, answer, later]


async def test_small_files_go_before_large_ones_and_thumbnails_before_all(told):
    large, small = a_file(10, size=9_000), a_file(11, size=2)
    await sends(told, large, VIEW, small)
    found = await told.client._database.read(transfers.uploads, limit=3)
    assert [each.attachment for each in found] == [VIEW.picture.thumbnail.id, small.id, large.id]


async def test_what_asks_or_was_refused_uploads_nothing_until_its_author_has_decided(told):
    first, second = await sends(told, REPORT), await sends(told, VIEW)
    await told.asks((await command_of(told, first)).number)
    await told.refuses(ErrorCode.CHAT_NOT_FOUND, (await command_of(told, second)).number)
    assert await told.client._database.read(transfers.uploads, limit=9) == ()
    await told.client.release((await command_of(told, first)).number)
    (upload,) = await told.client._database.read(transfers.uploads, limit=9)
    assert upload.attachment == REPORT.id


async def test_paused_and_failed_files_wait_for_the_user(told):
    await sends(told, REPORT, VIEW)
    await told.client._database.write(transfers.pause, REPORT.id)
    await told.client._database.write(transfers.fail, VIEW.id, "quota_exceeded")
    (upload,) = await told.client._database.read(transfers.uploads, limit=9)
    assert upload.attachment == VIEW.picture.thumbnail.id
    moving = {each.attachment: each for each in await told.client._database.read(transfers.moving)}
    assert (moving[REPORT.id].paused, moving[VIEW.id].failure) == (True, "quota_exceeded")
    await told.client._database.write(transfers.go_on, REPORT.id)
    assert len(await told.client._database.read(transfers.uploads, limit=9)) == 2


# Stuck -------------------------------------------------------------------------------------------------------------------


async def fails(desk, attachment, reason="quota_exceeded"):
    written = await desk.client._database.write(outbox.upload_failed, attachment, reason)
    await desk.client._queue_moved(written)


async def is_stuck(desk, message):
    row = await desk.row(message)
    return row.delivery is Delivery.STUCK


async def test_a_message_is_not_sent_while_a_file_of_it_or_a_thumbnail_fails(told):
    message = await sends(told, REPORT, VIEW)
    assert (await told.line()).waiting
    await fails(told, VIEW.picture.thumbnail.id)
    row = await told.row(message)
    assert (row.delivery, row.reason) == (Delivery.STUCK, "quota_exceeded")
    line = await told.line()
    assert (line.refused, line.waiting) == (True, False)
    assert told.client.connection.waiting == 0
    assert (await told.client.unsent()).messages == 1
    assert await ready(told) == []


async def test_to_retry_what_is_stuck_lets_its_files_go_on(told):
    message = await sends(told, REPORT)
    await fails(told, REPORT.id)
    await told.client.retry((await command_of(told, message)).number)
    assert not await is_stuck(told, message)
    (upload,) = await told.client._database.read(transfers.uploads, limit=9)
    assert upload.attachment == REPORT.id
    assert told.client.connection.waiting == 1


async def test_a_file_that_goes_on_by_itself_or_by_a_click_is_not_stuck_any_more(told):
    message = await sends(told, REPORT)
    await fails(told, REPORT.id, "storage_full")
    written = await told.client._database.write(outbox.upload_moves, REPORT.id)
    assert written.queued
    assert not await is_stuck(told, message)
    assert await told.client._database.write(outbox.upload_moves, REPORT.id) == outbox.Written()
    await fails(told, REPORT.id, "storage_full")
    await told.client.retry_transfer(REPORT.id)
    assert not await is_stuck(told, message)
    await fails(told, REPORT.id, "storage_full")
    await uploads(told, REPORT.id)
    assert not await is_stuck(told, message)


async def test_without_the_file_that_fails_the_rest_goes_and_so_does_its_text_alone(told):
    first = await sends(told, REPORT, VIEW)
    await fails(told, REPORT.id)
    assert await told.client.cancel(REPORT.id)
    assert not await is_stuck(told, first)
    second = await sends(told, a_file(5), text="before it")
    await fails(told, file_id(5))
    await told.client.send_text_first((await command_of(told, second)).number)
    assert await ready(told) == [second]
    assert not await is_stuck(told, second)
    (left,) = [each for each in await told.outbox() if each.message not in {first, second}]
    assert (left.delivery, left.frame.attachments) == (Delivery.STUCK, (a_file(5),))


async def test_what_is_stuck_asks_nobody_and_is_written_anew_with_its_files(told):
    message = await sends(told, REPORT)
    waiting = outbox.Queue()
    waiting.put(await command_of(told, message))
    assert list(waiting.stale(NOW + HOUR, HOUR))
    await fails(told, REPORT.id)
    number = (await command_of(told, message)).number
    queue = outbox.Queue()
    queue.put(await command_of(told, message))
    assert list(queue.stale(NOW + HOUR, HOUR)) == []
    await told.client.take_back(number)
    assert await draft_files(told) == (REPORT,)
    assert await told.outbox() == ()


async def test_a_file_that_is_up_already_is_taken_out_of_a_message_that_waits_for_another(told):
    message = await sends(told, REPORT, VIEW)
    await uploads(told, REPORT.id)
    assert await told.client.cancel(REPORT.id)
    assert (await told.row(message)).body.attachments == (VIEW,)


# For how long ------------------------------------------------------------------------------------------------------------


def asked(pending, *, began, now, since=()):
    """Return who is asked, of what waits as the connection begins and what comes while it lasts."""
    time = [began]
    sending = Sending(jitter=lambda: 0.0, clock=lambda: time[0])
    sending.begin(pending)
    sending.queued(since, ())
    time[0] = now
    return list(sending.hold_stale(lambda _: False))


async def test_nobody_is_asked_about_a_message_while_its_files_are_uploaded(told):
    await sends(told, REPORT)
    assert asked(await told.outbox(), began=NOW, now=NOW + HOUR) == []


async def test_nobody_is_asked_about_a_message_that_was_written_long_after_the_connection_began(told):
    await sends(told, REPORT)
    assert asked((), began=NOW - HOUR, since=await told.outbox(), now=NOW + 1) == []


async def test_who_had_no_line_for_long_is_asked_before_a_byte_is_uploaded(told):
    await sends(told, REPORT)
    (pending,) = await told.outbox()
    assert asked((pending,), began=NOW + HOUR, now=NOW + HOUR + 1) == [pending.number]


async def test_a_message_whose_files_took_long_goes_without_a_question(told):
    await sends(told, REPORT)
    written = await told.client._database.write(outbox.uploaded, REPORT.id, NOW + 3 * HOUR)
    assert asked(written.queued, began=NOW, now=NOW + 3 * HOUR + 1) == []


# Taking apart ------------------------------------------------------------------------------------------------------------


async def test_the_text_can_go_first_and_its_files_follow(told):
    message = await told.client.send(CHAT, "what for")
    await attaches(told, REPORT, VIEW)
    both = await told.client.send(CHAT, "see this", reply_to=MINE, mentions=[OTHER.id])
    await told.connects()
    command = (await command_of(told, both)).number
    await told.client._store(outbox.send_text_first, command, NOW, message=message_id(90))
    assert (await told.row(both)).body == Text("see this", (OTHER.id,))
    assert (await told.row(both)).quote.seq == 3
    assert (await told.row(message_id(90))).body == Text("", attachments=(REPORT, VIEW))
    assert await ready(told) == [message, both]


async def test_what_the_server_may_know_stays_one_message(told):
    message = await sends(told, REPORT)
    await uploads(told, REPORT.id)
    await told.connects()
    command = (await command_of(told, message)).number
    await told.client._store(outbox.send_text_first, command, NOW, message=message_id(90))
    await told.client._store(outbox.remove_file, command, REPORT.id)
    assert (await told.row(message)).body == Text("see this", attachments=(REPORT,))
    assert len(await told.outbox()) == 1


async def test_what_waits_for_its_files_was_not_handed_over_when_the_program_was_killed(told):
    waits, goes = await sends(told, REPORT), await told.client.send(CHAT, "gone")
    await told.connects()
    await told.is_killed()
    assert (await command_of(told, goes)).tried
    assert not (await command_of(told, waits)).tried


async def test_a_file_can_be_taken_out_of_a_message_that_waits(told):
    message = await sends(told, REPORT, VIEW)
    await uploads(told, REPORT.id)
    command = (await command_of(told, message)).number
    await told.client._store(outbox.remove_file, command, VIEW.id)
    assert (await told.row(message)).body == Text("see this", attachments=(REPORT,))
    assert await ready(told) == [message]


async def test_with_its_last_file_goes_a_message_without_text(told):
    message = await sends(told, REPORT, text="")
    await told.client._store(outbox.remove_file, (await command_of(told, message)).number, REPORT.id)
    assert await told.client.rows(frozenset({message})) == ()
    assert await told.outbox() == ()


async def test_an_edit_of_an_unsent_message_keeps_its_files_and_may_leave_nothing_but_them(told):
    message = await sends(told, REPORT)
    await told.client.edit(CHAT, message, "look at this")
    assert (await told.row(message)).body == Text("look at this", attachments=(REPORT,))
    await told.client.edit(CHAT, message, "")
    assert (await told.row(message)).body == Text("", attachments=(REPORT,))
    assert not (await command_of(told, message)).tried


async def test_an_edit_of_a_sent_message_keeps_its_files(told):
    await told.client.apply(told.world.say(CHAT, "see this", by=ME, attachments=(REPORT,)))
    message = told.world.lines[CHAT][-1].id
    await told.client.edit(CHAT, message, "")
    assert (await told.row(message)).body == Text("", attachments=(REPORT,))
    with pytest.raises(InvalidInputError):
        await told.client.edit(CHAT, MINE, "")


# Coming back -------------------------------------------------------------------------------------------------------------


async def test_taking_a_message_back_brings_its_files_back(told):
    message = await sends(told, REPORT, VIEW)
    await attaches(told, a_file(20))
    await told.client.take_back((await command_of(told, message)).number)
    assert await draft_files(told) == (a_file(20), REPORT, VIEW)
    assert (await told.client.chat(CHAT)).draft == "see this"
    assert await told.outbox() == ()


async def test_files_of_a_message_that_the_server_may_know_come_back_as_copies(told):
    message = await sends(told, VIEW)
    await uploads(told, VIEW.id, VIEW.picture.thumbnail.id)
    await told.connects()
    sent = await command_of(told, message)
    await told.client.take_back(sent.number)
    (copy,) = await draft_files(told)
    assert (copy.name, copy.size, copy.sha256) == (VIEW.name, VIEW.size, VIEW.sha256)
    ids = {copy.id, copy.picture.thumbnail.id}
    assert not ids & {VIEW.id, VIEW.picture.thumbnail.id}
    # The message arrives, and is deleted behind that: its files are gone, the copies are not.
    told.world.say(CHAT, "see this", by=ME, message=message, attachments=(VIEW,))
    told.world.delete(CHAT, told.world.last_seq(CHAT))
    await told.answers_yes(sent, Accepted(1, told.world.lines[CHAT][-1]))
    assert isinstance((await told.row(message)).body, Deleted)
    rows = await held(told, *ids)
    assert {row.bound for row in rows.values()} == {VIEW.id, VIEW.picture.thumbnail.id}
    assert all(row.whole and row.unsent and not row.uploaded for row in rows.values())


async def test_a_draft_may_hold_more_files_than_can_be_sent_and_none_is_left_out(told):
    message = await sends(told, *(a_file(number) for number in range(ATTACHMENTS)))
    await attaches(told, a_file(50))
    await told.client.take_back((await command_of(told, message)).number)
    assert len(await draft_files(told)) == ATTACHMENTS + 1
    with pytest.raises(InvalidInputError) as refusal:
        await told.client.send(CHAT, "too much")
    assert refusal.value.code is ErrorCode.TOO_MANY_ATTACHMENTS
    await told.client._database.write(drafts.detach, CHAT, file_id(50))
    await told.client.send(CHAT, "just so many")


async def test_what_was_discarded_can_be_attached_again_until_the_next_start(told):
    message = await sends(told, VIEW)
    await told.client.discard((await command_of(told, message)).number)
    ids = itertools.count(200)
    again = {"new_id": lambda: message_id(next(ids))}
    assert await told.client._database.write(drafts.attach_again, CHAT, VIEW, **again)
    assert await draft_files(told) == (VIEW,)
    await told.client._database.write(drafts.detach, CHAT, VIEW.id)
    await told.client._database.write(files.let_go_of_unused)
    assert not await told.client._database.write(drafts.attach_again, CHAT, VIEW, **again)
    assert await held(told, VIEW.id, VIEW.picture.thumbnail.id) == {}


async def test_a_start_forgets_nothing_that_a_draft_or_a_message_has(told):
    await sends(told, VIEW)
    await attaches(told, REPORT)
    await told.client._database.write(files.let_go_of_unused)
    assert set(await held(told, VIEW.id, VIEW.picture.thumbnail.id, REPORT.id)) == {
        VIEW.id,
        VIEW.picture.thumbnail.id,
        REPORT.id,
    }


async def test_with_a_chat_that_never_began_go_its_files(desk):
    chat = await desk.client.start_chat([OTHER.id])
    await attaches(desk, REPORT, chat=chat)
    assert (await desk.client.chat(chat)).draft_files == (REPORT,)
    assert (await desk.line(chat)).draft_files == 1
    create = (await desk.outbox())[0].number
    await desk.client.discard(create)
    await desk.client._database.write(files.let_go_of_unused)
    assert await held(desk, REPORT.id) == {}


# Sent, and refused -------------------------------------------------------------------------------------------------------


async def test_once_it_is_sent_its_files_stay_as_files_of_the_message(told):
    message = await sends(told, VIEW)
    ids = (VIEW.id, VIEW.picture.thumbnail.id)
    await uploads(told, *ids)
    sent = await command_of(told, message)
    told.world.say(CHAT, "see this", by=ME, message=message, attachments=(VIEW,))
    await told.news()
    await told.answers_yes(sent, Accepted(1, told.world.lines[CHAT][-1]))
    assert (await told.news()).files == set(ids)
    for row in (await held(told, *ids)).values():
        assert (row.whole, row.unsent, row.message, row.chat) == (True, False, message, CHAT)
    assert await told.client._database.read(transfers.moving) == ()


async def test_what_the_server_does_not_have_any_more_is_uploaded_anew_but_not_for_ever(told):
    message = await sends(told, REPORT)
    for number in range(MOST_RESETS):
        await uploads(told, REPORT.id)
        pending = await command_of(told, message)
        assert (pending.resets, pending.uploading) == (number, False)
        await told.refuses(ErrorCode.ATTACHMENT_NOT_FOUND, pending.number)
        assert (await told.row(message)).delivery is Delivery.WAITING
        (upload,) = await told.client._database.read(transfers.uploads, limit=2)
        assert (upload.sent, upload.uploaded) == (0, False)
    await uploads(told, REPORT.id)
    await told.refuses(ErrorCode.ATTACHMENT_NOT_FOUND, (await command_of(told, message)).number)
    row = await told.row(message)
    assert (row.delivery, row.reason) == (Delivery.REFUSED, "attachment_not_found")
    await told.client.retry(row.command)
    pending = await command_of(told, message)
    assert (pending.resets, pending.uploading, pending.refusal) == (0, True, "")


async def test_what_is_not_here_any_more_is_not_uploaded_anew(told):
    message = await sends(told, REPORT)
    await told.client._database.write(lambda connection: connection.execute("DELETE FROM file").rowcount)
    assert await ready(told) == [message]
    await told.refuses(ErrorCode.ATTACHMENT_NOT_FOUND)
    assert (await told.row(message)).delivery is Delivery.REFUSED


async def test_a_server_with_another_history_gets_every_file_anew(told):
    message = await sends(told, REPORT)
    await uploads(told, REPORT.id)
    written = await told.client._database.write(outbox.begin_anew)
    assert [each.uploading for each in written.queued if each.message == message] == [True]
    assert [each.attachment for each in await told.client._database.read(transfers.uploads, limit=2)] == [
        REPORT.id
    ]


async def test_a_message_with_files_counts_as_one_that_waits(told):
    await sends(told, REPORT)
    assert await told.client._database.read(commands.waiting_counts) == (1, 1)
    await attaches(told, VIEW)
    unsent = await told.client.unsent()
    assert (unsent.messages, unsent.drafts) == (1, 1)
