"""The files of a chat: newest first, found by any word of their names however it is written; pictures in the order of the chat."""

from sync_server.protocol.frames import ChatSnapshot
from tests.desktop.core.attached import a_file, a_picture
from tests.desktop.core.listener import CHAT
from tests.desktop.core.world import ME, OTHER, chat_id


async def says(desk, *attachments, by=OTHER, chat=CHAT):
    await desk.client.apply(desk.world.say(chat, "look", by=by, attachments=attachments))


async def names(desk, *args, **kwargs):
    return [each.attachment.name for each in await desk.client.shared_files(CHAT, *args, **kwargs)]


async def test_files_stand_newest_first_with_who_sent_them(told):
    await says(told, a_file(1, "one"), a_file(2, "two"))
    await says(told, a_file(3, "three"), by=ME)
    assert await names(told) == ["three", "two", "one"]
    first, second, third = await told.client.shared_files(CHAT)
    assert (first.author, first.author_name, first.seq, first.place) == (ME.id, ME.name, 12, 0)
    assert (second.author, second.place, third.place) == (OTHER.id, 1, 0)
    line = told.world.lines[CHAT][-1]
    assert (first.chat, first.message, first.sent_at) == (CHAT, line.id, line.sent_at)


async def test_names_are_found_by_every_word_whatever_their_case_and_accents(told):
    await says(
        told, a_file(1, "Übersicht März.PDF"), a_file(2, "overview march.pdf"), a_file(3, "Yılmaz.txt")
    )
    assert await names(told, "ubersicht") == ["Übersicht März.PDF"]
    assert await names(told, "pdf MARZ") == ["Übersicht März.PDF"]
    assert await names(told, "yilmaz") == ["Yılmaz.txt"]
    assert await names(told, "  ") == ["Yılmaz.txt", "overview march.pdf", "Übersicht März.PDF"]
    assert await names(told, "april") == []


async def test_they_are_read_on_from_where_a_page_ended_even_inside_a_message(told):
    for number in range(4):
        await says(told, *(a_file(10 * number + each, f"{number}.{each}") for each in range(3)))
    read, page = [], await told.client.shared_files(CHAT, limit=5)
    while page:
        assert len(page) <= 5
        read += [each.attachment.name for each in page]
        page = await told.client.shared_files(CHAT, before=(page[-1].seq, page[-1].place), limit=5)
    assert read == [f"{number}.{each}" for number in (3, 2, 1, 0) for each in (2, 1, 0)]


async def test_files_of_other_chats_and_of_deleted_messages_are_not_among_them(told):
    await told.client.apply(told.world.start(chat_id(2)))
    await says(told, a_file(1, "elsewhere"), chat=chat_id(2))
    await says(told, a_file(2, "gone"), a_picture(3))
    await says(told, a_file(5, "here"))
    await told.client.apply(told.world.delete(CHAT, 11))
    assert await names(told) == ["here"]
    assert await told.client.pictures_of(CHAT) == ()


async def test_pictures_stand_as_in_the_chat_and_files_are_none(told):
    await says(told, a_picture(1, "first"), a_picture(3, "second"))
    await says(told, a_file(5, "no picture"))
    await says(told, a_picture(7, "third"))
    found = await told.client.pictures_of(CHAT)
    assert [each.attachment.name for each in found] == ["first", "second", "third"]


async def test_nothing_before_the_cut_off_is_shown(desk):
    desk.world.start(CHAT)
    desk.world.say(CHAT, "early", attachments=(a_file(1, "hidden"),))
    desk.world.say(CHAT, "late", attachments=(a_file(2, "seen"),))
    row = desk.world.chats[CHAT]
    cut = type(row)(row.id, row.revision, "", row.participants, None, None, 3)
    await desk.client.apply(ChatSnapshot(cut, 3, 3, tuple(desk.world.lines[CHAT]), {ME.id: 3}))
    assert await names(desk) == ["seen"]
