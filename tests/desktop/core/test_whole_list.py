"""The whole list is read some chats at a time, so that nobody waits for it; what is read is the same."""

import pytest

from desktop.core import queries
from tests.desktop.core.world import ME, OTHER, chat_id


@pytest.fixture
async def many(desk):
    """Seven chats, one of them not confirmed, with something that waits and a draft."""
    for number in range(1, 7):
        await desk.client.apply(desk.world.start(chat_id(number), subject=f"Chat {number}"))
    await desk.client.start_chat([OTHER.id], subject="From the plane")
    await desk.client.send(chat_id(3), "waits")
    await desk.client.set_subject(chat_id(2), "Another subject")
    await desk.client.save_draft(chat_id(5), "a draft")
    return desk


async def test_in_parts_it_is_the_same_as_at_once(many, monkeypatch):
    at_once = await many.client.chats()
    assert len(at_once) == 7
    for size in (1, 2, 3):
        monkeypatch.setattr(queries, "_CHATS_AT_ONCE", size)
        assert await many.client.chats() == at_once
    assert at_once == tuple(sorted(at_once, key=lambda line: (-line.activity_at, line.id)))


async def test_each_line_alone_is_the_same_as_in_the_list(many):
    for line in await many.client.chats():
        assert await many.client.chat_summaries(frozenset({line.id})) == (line,)


async def test_others_stand_in_the_order_in_which_they_came(many):
    (line,) = [line for line in await many.client.chats() if line.id == chat_id(1)]
    assert [person.id for person in line.others] == [OTHER.id]
    assert ME.id not in line.last_writers


async def test_without_chats_the_list_is_empty(desk):
    assert await desk.client.chats() == ()
