"""Who hides how far they read is waited for by nobody; what they told before is forgotten; the user's own choice is kept."""

from pathlib import Path

import pytest
from msgspec import structs

from desktop.core.cache import database
from desktop.core.cache.encrypted import connect
from desktop.core.client import Client
from desktop.core.errors import NotConnectedError
from desktop.core.folder import CACHE_FILE
from desktop.core.sync import applier
from sync_server.protocol.frames import AccountSet, ChatSnapshot, Directory, ReadPositions
from sync_server.protocol.nouns import FOR_EVER
from tests.desktop.core.listener import ACCOUNT, CHAT, positions
from tests.desktop.core.world import ME, OTHER, THIRD
from tests.support.keys import KEY

SCHEMA = Path(database.__file__).parent / "schema"


async def shows(desk, user, reads_from, revision=9):
    await desk.client.apply(
        Directory((structs.replace(user, reads_from=reads_from, revision=revision),), revision)
    )


async def readers(desk):
    line = await desk.line()
    return line.readers, line.read_by_all


async def participation(desk, user):
    details = await desk.client.chat(CHAT)
    return next(each for each in details.participants if each.person.id == user.id)


@pytest.fixture
async def read(told):
    """The user's newest message, at place 12, that both others have read."""
    await told.client.apply(told.world.add(CHAT, THIRD, with_history=True))
    await told.client.apply(told.world.say(CHAT, "mine", by=ME))
    for who in (OTHER, THIRD):
        await told.client.apply(told.world.reads(CHAT, 12, who=who))
    assert await readers(told) == (2, True)
    await told.news()
    return told


async def test_who_hides_it_is_not_counted_and_not_waited_for(read):
    await shows(read, OTHER, FOR_EVER)

    assert await readers(read) == (1, True)
    news = await read.news()
    assert news.people
    assert CHAT in news.chats
    await read.client.apply(read.world.say(CHAT, "another of mine", by=ME))
    assert await readers(read) == (0, False)
    await read.client.apply(read.world.reads(CHAT, 13, who=THIRD))
    assert await readers(read) == (1, True)
    assert (await participation(read, OTHER)).reads_since == FOR_EVER


async def test_what_they_told_is_forgotten_but_for_what_their_own_messages_tell(read):
    assert (await read.positions())[OTHER.id] == 12
    await shows(read, OTHER, FOR_EVER)
    assert (await read.positions())[OTHER.id] == 11  # They let the third one in.
    assert (await participation(read, OTHER)).read_seq == 0


async def test_a_position_that_comes_all_the_same_is_not_kept(read):
    await shows(read, OTHER, FOR_EVER)
    await read.news()
    await read.client.apply(ReadPositions(CHAT, {OTHER.id: 12, THIRD.id: 12}))
    row, lines = read.world.chats[CHAT], read.world.visible(CHAT)
    await read.client.apply(ChatSnapshot(row, 12, 1, lines, {ME.id: 12, OTHER.id: 12, THIRD.id: 12}))
    assert (await read.positions())[OTHER.id] == 11


async def test_who_shows_it_again_is_not_said_to_have_left_unread_what_was_sent_before(read):
    sent_at = (await read.line()).last.sent_at
    await shows(read, OTHER, sent_at + 1)

    assert await readers(read) == (1, True)
    assert (await participation(read, OTHER)).reads_since == sent_at + 1
    await read.client.apply(read.world.reads(CHAT, 12, who=OTHER) or ReadPositions(CHAT, {OTHER.id: 12}))
    assert await readers(read) == (2, True)


async def test_for_what_is_sent_from_then_on_they_are_waited_for_again(read):
    await shows(read, OTHER, (await read.line()).last.sent_at)
    assert await readers(read) == (1, False)


async def test_who_hides_their_own_sees_nobodys_and_keeps_their_own(read):
    await read.client.mark_read(CHAT, 12)
    await shows(read, ME, FOR_EVER)

    assert not read.client.shows_reads
    assert await readers(read) == (0, False)
    assert {user: seq for user, seq in (await read.positions()).items() if user != ME.id} == {
        OTHER.id: 11,
        THIRD.id: 10,
    }
    assert {(await participation(read, who)).read_seq for who in (OTHER, THIRD)} == {0}
    assert (await participation(read, ME)).read_seq == 12
    await read.client.apply(ReadPositions(CHAT, {ME.id: 12, OTHER.id: 12, THIRD.id: 12}))
    assert (await read.positions())[THIRD.id] == 10
    assert (await read.client.chat(CHAT)).read_seq == 12


async def test_the_servers_yes_is_stored_before_it_is_returned_and_says_nothing_of_others(read):
    before = (await read.commands()).directory
    await read.answers(AccountSet(1, structs.replace(ME, reads_from=FOR_EVER, revision=50)))
    assert not read.client.shows_reads
    assert (await read.news()).people
    assert (await read.commands()).directory == before


async def test_without_a_connection_it_is_refused_at_once(told):
    with pytest.raises(NotConnectedError):
        await told.client.set_shows_reads(False)
    assert told.client.shows_reads


async def test_a_file_of_a_program_that_did_not_know_of_it_is_told_of_everybody_anew(tmp_path):
    """That one passed over what it was told: so the directory is held up to nowhere, and a row that is known counts as newer."""
    with connect(tmp_path / CACHE_FILE, KEY) as file:
        for script in sorted(SCHEMA.glob("*.sql"))[:8]:
            file.executescript(script.read_text("utf-8"))
        file.execute("PRAGMA user_version = 8")
        values = (ACCOUNT.server, ME.id)
        file.execute(
            "INSERT INTO account (only_row, server, user, directory_revision) VALUES (1, ?, ?, 9)", values
        )
        file.execute("INSERT INTO person VALUES (?, 'bruno', 'Bruno', '', 1, 7)", (OTHER.id,))
        for seq, author in ((1, ME), (2, OTHER), (3, ME)):
            file.execute(
                "INSERT INTO message (chat, seq, id, revision, author, sent_at, kind, body) VALUES (?, ?, ?, ?, ?, 5, 'text', '')",
                (CHAT, seq, f"message {seq}", seq, author.id),
            )
        file.execute("INSERT INTO read_position VALUES (?, ?, 3)", (CHAT, OTHER.id))
    file.close()
    client = await Client.open(ACCOUNT, tmp_path, key=KEY)
    assert (await client._database.read(applier.held)).directory == 0
    await client.apply(Directory((structs.replace(OTHER, reads_from=FOR_EVER, revision=7),), 9))
    (person,) = await client.everybody()
    assert not person.shows_reads
    assert await client._database.read(positions, CHAT) == {OTHER.id: 2}, "they wrote so far"
    await client.close()
