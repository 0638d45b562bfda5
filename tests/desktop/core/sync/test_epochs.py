"""The name of the history that a server tells: kept when it is heard, and followed when it is another one."""

import pytest
from msgspec import structs

from desktop.core.cache.chats import Position
from desktop.core.errors import ErrorCode
from desktop.core.sync.effects import Send, Store
from desktop.core.sync.engine import Engine
from desktop.core.sync.incoming import Adopt, Held, Renew
from desktop.core.values import Delivery
from sync_server.protocol.frames import Directory, Resumed, Sync, Synced
from tests.desktop.core.listener import CHAT
from tests.desktop.core.world import ME, OTHER, THIRD, message_id

LINE_2, MINE = message_id(2), message_id(3)
POSITION = Position(CHAT, 5, 3, 6, 1, 0)


def told_by(epoch, *, kept):
    """Return what an engine does that holds something of one history and hears of another."""
    engine = Engine("secret", jitter=lambda: 0.5)
    engine.connecting()
    list(engine.connected(Held(7, 31, (POSITION,), (), 12, kept), 1.0))
    effects = list(engine.received(Resumed(1, ME, "device", epoch), 1.0))
    effects += engine.advance(1.0)
    first = effects[0].incoming if isinstance(effects[0], Store) else None
    requests = [effect.request for effect in effects if isinstance(effect, Send)]
    return first, requests


@pytest.mark.parametrize(("kept", "epoch"), [("", ""), ("one", "one"), ("one", "")])
def test_a_history_that_is_not_another_is_gone_on_with(kept, epoch):
    first, requests = told_by(epoch, kept=kept)
    assert first == Directory((ME,), 0)
    assert requests[0] == Sync(requests[0].id, 7, {CHAT: 5}, 31, 12, more=False)


def test_the_first_name_that_is_heard_is_kept_and_nothing_forgotten():
    first, requests = told_by("one", kept="")
    assert first == Adopt("one")
    assert requests[0].chats == {CHAT: 5}


def test_of_another_history_everything_is_asked_for_and_nothing_of_the_one_before():
    first, requests = told_by("two", kept="one")
    assert first == Renew("two")
    assert requests == [Sync(requests[0].id, 0, {}, 0, 0, more=False)]


async def renew(told, epoch="two"):
    return await told.answers(Renew(epoch))


async def test_what_was_told_is_forgotten_and_told_anew_it_is_all_there(told):
    before = await told.texts()
    await told.client.apply(Synced(40))
    await told.answers(Adopt("one"))
    await told.news()
    applied = await renew(told)
    assert applied.erased
    changes = await told.news()
    assert (changes.anew, changes.people, changes.progress, changes.outbox) == (True, True, True, True)
    assert changes.chats == changes.timelines == {CHAT}
    held = await told.commands()
    assert (held.epoch, held.directory, held.reads, held.positions) == ("two", 0, 0, ())
    assert await told.texts() == []
    assert (await told.client.progress()).as_of is None
    assert (await told.line()).subject == "Refunds", "it is listed until all is told"
    await told.client.apply(Directory((ME, OTHER), 2), told.world.snapshot(CHAT), Synced(3))
    assert (await told.texts()) == before[-len(await told.texts()) :] != []
    assert [person.id for person in await told.client.people()] == [OTHER.id], "who was not told of is gone"


async def test_a_chat_that_is_not_told_anew_goes_with_the_end_of_the_catch_up(told):
    await renew(told)
    await told.client.apply(Directory((ME, OTHER, THIRD), 3), Synced(3))
    assert CHAT in (await told.news()).chats
    assert await told.client.chats() == ()
    assert await told.client.chat(CHAT) is None


async def test_it_stays_for_a_draft_and_goes_once_that_is_gone(told):
    await told.client.save_draft(CHAT, "begun")
    await renew(told)
    await told.client.apply(Directory((ME,), 3), Synced(3))
    assert (await told.line()).draft == "begun"
    assert "Bruno Costa" in {person.name for person in (await told.line()).others}, "names are still shown"
    assert await told.client.people() == (), "but nobody can be written to who is not there"
    await told.client.save_draft(CHAT, "")
    await told.client.apply(Synced(4))
    assert await told.client.chats() == ()


async def test_places_of_the_history_that_is_over_are_dropped_and_none_is_taken_any_more(told):
    await told.client.mark_read(CHAT, 7)
    await told.client.set_pinned(CHAT, pinned=True)
    await told.client.send(CHAT, "for later")
    marked, pinned, sent = await told.outbox()
    applied = await renew(told)
    assert applied.settled == {marked.number, pinned.number}
    assert await told.outbox() == (sent,)
    # It was on screen when the other history began.
    await told.client.mark_read(CHAT, 7)
    assert await told.outbox() == (sent,)


async def test_the_text_of_a_refused_edit_joins_the_draft_when_its_message_is_gone(told):
    await told.client.edit(CHAT, MINE, "refused before")
    await told.refuses(ErrorCode.MESSAGE_DELETED)
    await renew(told)
    assert (await told.client.chat(CHAT)).draft == "refused before"
    assert await told.outbox() == ()


@pytest.mark.parametrize("code", [ErrorCode.MESSAGE_NOT_FOUND, ErrorCode.CHAT_NOT_FOUND])
async def test_so_does_the_text_of_one_that_is_refused_afterwards(told, code):
    await told.client.edit(CHAT, MINE, "better words")
    await told.client.react(CHAT, LINE_2, "👍", on=True)
    await renew(told)
    for waiting in await told.outbox():
        await told.refuses(code, waiting.number)
    assert (await told.client.chat(CHAT)).draft == "better words"
    assert await told.outbox() == ()


async def test_a_message_that_is_refused_stands_where_it_was_written(told):
    message = await told.client.send(CHAT, "into nothing")
    await renew(told)
    await told.refuses(ErrorCode.CHAT_NOT_FOUND)
    await told.client.apply(Directory((ME,), 3), Synced(3))
    row = await told.row(message)
    assert (row.delivery, row.reason) == (Delivery.REFUSED, "chat_not_found")
    assert (await told.line()).refused


async def test_the_other_histories_cut_off_and_people_hold(told):
    """A chat's cut-off never changes, but for this."""
    await renew(told)
    snapshot = told.world.snapshot(CHAT)
    row = snapshot.chat
    alone = structs.replace(row, visible_from_seq=4, participants=row.participants[:1])
    await told.client.apply(
        Directory((ME, OTHER, THIRD), 3), structs.replace(snapshot, chat=alone), Synced(3)
    )
    details = await told.client.chat(CHAT)
    assert details.visible_from_seq == 4
    assert [part.person.id for part in details.participants] == [row.participants[0].user]
