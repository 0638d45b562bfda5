"""What a user does with files, through a whole client, with a real server where one is needed."""

import asyncio
from contextlib import asynccontextmanager
from itertools import count

import pytest

from desktop.core.client import Account, Client, present
from desktop.core.errors import ErrorCode, FileError, FileTrouble, InvalidInputError
from desktop.core.values import ATTACHMENTS, Downloads, Pasted, Text, TransferState
from sync_server.protocol.frames import Directory
from sync_server.protocol.nouns import User
from tests.support.attachments import bytes_of_a_file
from tests.support.clients import Watched, id_of, people
from tests.support.faults import FaultyLine
from tests.support.keys import KEY
from tests.support.server import new_id, running_server

KIB = 1024
MIB = 1024 * KIB
DAY = 24 * 60 * 60 * 1000
ME = Account("ws://127.0.0.1:9/sync", new_id(), "anna", "Anna", "no token that anybody knows")
BRUNO = User(new_id(), "bruno", "Bruno", "", True, 1)


@pytest.fixture
async def alone(tmp_path):
    """A client without a connection, in a chat that it has started."""
    client = await Client.open(ME, tmp_path, key=KEY)
    await client.apply(Directory((BRUNO,), 1))
    client.chat_id = await client.start_chat([BRUNO.id])
    yield client
    await client.close()


@pytest.fixture
def server(tmp_path):
    with running_server(tmp_path / "server", "anna", "bruno") as server:
        yield server


def a_file(number=1, size=10 * KIB):
    return Pasted(f"file {number}.bin", bytes_of_a_file(size, seed=number))


def sealed(folder):
    return sorted(path.name for path in (folder / "files").iterdir())


async def draft_files(client):
    return (await client.chat(client.chat_id)).draft_files


# In a draft ----------------------------------------------------------------------------------------------------------


async def test_what_is_attached_lies_in_the_draft_and_can_be_read(alone):
    told = []
    alone.feed.subscribe(told.append)
    attached = await alone.attach(alone.chat_id, a_file())
    assert await draft_files(alone) == (attached,)
    assert alone.is_here(attached.id)
    assert alone.transfer(attached.id) is None
    assert await alone.content(attached.id) == a_file().data
    await asyncio.sleep(0)
    assert any(alone.chat_id in changes.drafts for changes in told)
    assert any(attached.id in changes.files for changes in told)


async def test_what_was_taken_out_can_be_had_back_and_is_gone_with_the_next_start(alone, tmp_path):
    attached = await alone.attach(alone.chat_id, a_file())
    await alone.detach(alone.chat_id, attached.id)
    assert await draft_files(alone) == ()
    assert await alone.attach_again(alone.chat_id, attached)
    (again,) = await draft_files(alone)
    assert await alone.content(again.id) == a_file().data
    await alone.detach(alone.chat_id, again.id)
    await alone.close()
    client = await Client.open(ME, tmp_path, key=KEY)
    client.chat_id = alone.chat_id
    assert not client.is_here(again.id)
    assert not await client.attach_again(alone.chat_id, again)
    await client.clear_files()
    assert sealed(tmp_path) == []
    await client.close()


async def test_an_eleventh_file_is_refused_and_leaves_nothing(alone, tmp_path):
    for number in range(ATTACHMENTS):
        await alone.attach(alone.chat_id, a_file(number))
    with pytest.raises(InvalidInputError) as refused:
        await alone.attach(alone.chat_id, a_file(11))
    assert refused.value.code is ErrorCode.TOO_MANY_ATTACHMENTS
    assert len(await draft_files(alone)) == len(sealed(tmp_path)) == ATTACHMENTS


async def test_what_is_attached_at_the_same_time_is_not_swept_away(alone, tmp_path):
    attaching = [asyncio.ensure_future(alone.attach(alone.chat_id, a_file(number))) for number in range(8)]  # noqa: TID251
    while not all(each.done() for each in attaching):
        await alone.clear_files()
    for number, each in enumerate(attaching):
        assert await alone.content(each.result().id) == a_file(number).data


async def test_what_cannot_be_read_says_so(alone, tmp_path):
    with pytest.raises(FileError) as refused:
        await alone.attach(alone.chat_id, tmp_path / "nowhere.pdf")
    assert refused.value.trouble is FileTrouble.UNREADABLE
    with pytest.raises(FileError) as refused:
        await alone.attach(alone.chat_id, tmp_path)
    assert refused.value.trouble is FileTrouble.IS_FOLDER
    with pytest.raises(FileError) as refused:
        await alone.content(new_id())
    assert refused.value.trouble is FileTrouble.MISSING


async def test_it_waits_for_a_connection_and_says_so_after_a_restart_too(alone, tmp_path):
    attached = await alone.attach(alone.chat_id, a_file())
    await alone.send(alone.chat_id, "")
    await alone.close()
    client = await Client.open(ME, tmp_path, key=KEY)
    transfer = client.transfer(attached.id)
    assert (transfer.is_upload, transfer.state, transfer.size) == (True, TransferState.WAITING, 10 * KIB)
    await client.pause(attached.id)
    await client.close()
    client = await Client.open(ME, tmp_path, key=KEY)
    assert client.transfer(attached.id).state is TransferState.PAUSED
    await client.resume(attached.id)
    assert client.transfer(attached.id).state is TransferState.WAITING
    await client.close()


# To other programs ---------------------------------------------------------------------------------------------------


async def test_a_file_is_saved_and_a_copy_that_was_opened_is_gone_at_the_end(alone, tmp_path):
    attached = await alone.attach(alone.chat_id, Pasted("notes.txt", b"what was said"))
    await alone.save_file(attached.id, tmp_path / "saved.txt")
    assert (tmp_path / "saved.txt").read_bytes() == b"what was said"
    copy = await alone.open_copy(attached.id, attached.name)
    assert copy.read_bytes() == b"what was said"
    await alone.close()
    assert not copy.exists()


async def test_what_is_being_saved_or_opened_at_the_end_is_neither_cut_off_nor_left(alone, tmp_path):
    attached = await alone.attach(alone.chat_id, Pasted("film.mp4", b"....ftypisom" + bytes(60 * MIB)))
    places = (tmp_path / "saved", tmp_path / "opened")
    places[0].mkdir()
    saving = asyncio.ensure_future(alone.save_file(attached.id, places[0] / "film.mp4"))  # noqa: TID251
    opening = asyncio.ensure_future(alone.open_copy(attached.id, "film.mp4"))  # noqa: TID251
    while not all(any(place.rglob("*.*")) for place in places):  # noqa: ASYNC110 - nobody is told that early
        await asyncio.sleep(0.001)
    saving.cancel()
    opening.cancel()
    await alone.close()
    assert [path.stat().st_size for path in places[0].iterdir()] == [attached.size]
    assert not places[1].exists()


async def test_a_program_is_not_opened(alone):
    attached = await alone.attach(alone.chat_id, Pasted("setup.exe", b"MZ" + bytes(500)))
    with pytest.raises(FileError) as refused:
        await alone.open_copy(attached.id, attached.name)
    assert refused.value.trouble is FileTrouble.UNSAFE


# From the server -----------------------------------------------------------------------------------------------------


async def sent(watched, chat, *files, text="with files"):
    """Send a message with files and wait until it is there; return its id and the attachments."""
    attached = [await watched.client.attach(chat, file) for file in files]
    message = await watched.client.send(chat, text)
    await watched.has_sent_everything()
    return message, attached


async def told(watched, chat, text="with files"):
    async def is_told(client):
        rows = (await client.latest(chat)).rows
        return any(isinstance(row.body, Text) and row.body.text == text for row in rows)

    await watched.until(is_told)


async def test_small_files_come_by_themselves_and_large_ones_when_they_are_asked_for(server, tmp_path):
    async with people(server, tmp_path, "anna", "bruno") as (anna, bruno):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        message, (small, large) = await sent(anna, chat, a_file(1), a_file(2, 2 * MIB))
        assert await bruno.has(small.id) == a_file(1).data
        assert not bruno.client.is_here(large.id)
        assert bruno.client.transfer(large.id) is None
        await bruno.client.fetch(chat, message, large.id)
        assert await bruno.has(large.id) == a_file(2, 2 * MIB).data
        assert (await bruno.client.files_kept()).size == 2 * MIB + 10 * KIB
        bruno.client.set_downloads(Downloads.NOTHING)
        _, (other,) = await sent(anna, chat, a_file(3), text="one more")
        await told(bruno, chat, "one more")
        bruno.client.set_downloads(Downloads.PICTURES_AND_SMALL)
        assert await bruno.has(other.id) == a_file(3).data


async def test_what_is_old_does_not_come_by_itself_but_when_it_is_asked_for(server, tmp_path):
    async with people(server, tmp_path, "anna", "bruno") as (anna, bruno):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        await anna.has_sent_everything()
        await told_of(bruno, chat)
        bruno.client._transfers._clock = lambda: present() + 31 * DAY
        message, (old,) = await sent(anna, chat, a_file(1))
        await told(bruno, chat)
        assert bruno.client.transfer(old.id) is None
        assert not bruno.client.is_here(old.id)
        await bruno.client.fetch(chat, message, old.id)
        assert await bruno.has(old.id) == a_file(1).data


async def told_of(watched, chat):
    async def knows(client):
        return await client.chat(chat)

    await watched.until(knows)


@asynccontextmanager
async def a_large_one(server, tmp_path):
    """A file that Anna has sent, and that Bruno may fetch over a line of his own."""
    async with (
        FaultyLine(server.url) as line,
        people(server, tmp_path, "anna") as (anna,),
        people(line, tmp_path, "bruno") as (bruno,),
    ):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        message, (large,) = await sent(anna, chat, a_file(1, 4 * MIB))
        await told(bruno, chat)
        yield line, anna, bruno, (chat, message, large.id)


async def test_one_that_was_cancelled_leaves_nothing_and_does_not_come_back_by_itself(server, tmp_path):
    async with a_large_one(server, tmp_path) as (line, anna, bruno, (chat, message, large)):
        line.to_client.bytes_per_second = 2 * MIB
        await bruno.client.fetch(chat, message, large)
        await bruno.until(lambda client: has_begun(client, large))
        await bruno.client.cancel(large)
        assert bruno.client.transfer(large) is None
        await bruno.client.clear_files()
        assert sealed(tmp_path / "bruno") == []
        line.to_client.bytes_per_second = None
        await sent(anna, chat, a_file(2), text="later")
        await told(bruno, chat, "later")
        assert bruno.client.transfer(large) is None
        await bruno.client.fetch(chat, message, large)
        assert await bruno.has(large) == a_file(1, 4 * MIB).data


async def test_one_that_is_cancelled_as_it_begins_does_not_come_all_the_same(server, tmp_path):
    async with a_large_one(server, tmp_path) as (line, _, bruno, (chat, message, large)):
        line.to_client.bytes_per_second = MIB // 2
        await bruno.client.fetch(chat, message, large)
        while bruno.client.transfer(large).state is not TransferState.RUNNING:  # noqa: ASYNC110 - nobody is told that early
            await asyncio.sleep(0)
        async with asyncio.timeout(4):
            await bruno.client.cancel(large)
        assert bruno.client.transfer(large) is None
        assert (await bruno.client.files_kept()).size == 0
        assert line.to_client.bytes < MIB


async def has_begun(client, attachment):
    transfer = client.transfer(attachment)
    return transfer is not None and transfer.done > 0


async def test_a_copy_that_turns_out_broken_is_fetched_anew(server, tmp_path):
    async with people(server, tmp_path, "anna", "bruno") as (anna, bruno):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        message, (attached,) = await sent(anna, chat, a_file(1))
        await bruno.has(attached.id)
        (name,) = sealed(tmp_path / "bruno")
        broken = tmp_path / "bruno" / "files" / name
        broken.write_bytes(broken.read_bytes()[:-1] + b"?")
        with pytest.raises(FileError) as refused:
            await bruno.client.content(attached.id)
        assert refused.value.trouble is FileTrouble.DAMAGED
        assert not bruno.client.is_here(attached.id)
        await bruno.client.fetch(chat, message, attached.id)
        assert await bruno.has(attached.id) == a_file(1).data


async def test_what_is_no_file_of_ours_is_left_where_it_lies(server, tmp_path):
    async with people(server, tmp_path, "anna") as (anna,):
        folder = tmp_path / "anna" / "files"
        folder.mkdir(exist_ok=True)
        (folder / "holiday.jpg").write_bytes(b"the user's")
        (folder / ("a" * 32)).write_bytes(b"noise that no row names")
        await anna.client.clear_files()
        assert [path.name for path in folder.iterdir()] == ["holiday.jpg"]


async def test_what_was_looked_at_longest_ago_makes_room_and_what_is_not_sent_stays(server, tmp_path):
    async with people(server, tmp_path, "anna", "bruno") as (anna, bruno):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        times = count(present() + DAY)
        bruno.client._keeping._clock = lambda: next(times)
        message, (first, second) = await sent(anna, chat, a_file(1, 100 * KIB), a_file(2, 100 * KIB))
        await bruno.has(first.id)
        await bruno.has(second.id)
        unsent = await bruno.client.attach(chat, a_file(3, 100 * KIB))
        await bruno.client.content(first.id)
        bruno.client.set_file_limit(250 * KIB)
        await bruno.until(lambda client: is_gone(client, second.id))
        assert bruno.client.is_here(first.id)
        assert (await bruno.client.files_kept()).size == 200 * KIB
        await bruno.client.clear_files()
        assert not bruno.client.is_here(first.id)
        assert await bruno.client.content(unsent.id) == a_file(3, 100 * KIB).data
        assert (await bruno.client.files_kept()).files == len(sealed(tmp_path / "bruno")) == 1
        bruno.client.set_file_limit(MIB)
        await bruno.client.fetch(chat, message, first.id)
        assert await bruno.has(first.id) == a_file(1, 100 * KIB).data


async def is_gone(client, attachment):
    return not client.is_here(attachment)


async def test_to_close_in_the_middle_of_files_is_quick_and_loses_nothing(server, tmp_path):
    async with FaultyLine(server.url) as line, people(server, tmp_path, "anna") as (anna,):
        chat = await anna.client.start_chat([await id_of(anna, "bruno")])
        message, attached = await sent(anna, chat, *(a_file(number, 2 * MIB) for number in range(3)))
        async with people(line, tmp_path, "bruno") as (bruno,):
            await told(bruno, chat)
            line.to_client.bytes_per_second = MIB
            for each in attached:
                await bruno.client.fetch(chat, message, each.id)
            await bruno.until(lambda client: has_begun(client, attached[2].id))
            async with asyncio.timeout(2):
                await bruno.client.close()
        before = line.to_client.bytes
        line.to_client.bytes_per_second = None
        async with people(line, tmp_path, "bruno") as (bruno,):
            for number, each in enumerate(attached):
                assert await bruno.has(each.id) == a_file(number, 2 * MIB).data
        assert line.to_client.bytes < 6.6 * MIB
        assert before > 0


async def test_a_client_that_was_only_opened_and_closed_starts_no_thread(tmp_path):
    client = Watched(await Client.open(ME, tmp_path, key=KEY)).client
    assert client._transfers._thread._worker is None
    await client.close()
