"""The chats of exactly some people, so that nobody starts another one unawares."""

from sync_server.protocol.codes import ErrorCode
from tests.desktop.core.listener import CHAT
from tests.desktop.core.world import ME, OTHER, THIRD, chat_id

SECOND, BIGGER = chat_id(2), chat_id(3)


async def with_people(desk, *others):
    return [line.id for line in await desk.client.chats_with([each.id for each in others])]


async def test_chats_of_exactly_these_people_are_found_newest_activity_first(desk):
    await desk.client.apply(desk.world.start(CHAT, subject="Refunds"))
    await desk.client.apply(desk.world.start(SECOND))
    await desk.client.apply(desk.world.start(BIGGER))
    await desk.client.apply(desk.world.add(BIGGER, THIRD, with_history=True))
    await desk.client.apply(desk.world.say(CHAT, "the latest"))
    assert await with_people(desk, OTHER) == [CHAT, SECOND]
    assert await with_people(desk, OTHER, ME) == [CHAT, SECOND]
    assert await with_people(desk, THIRD, OTHER) == [BIGGER]
    assert await with_people(desk, THIRD) == []
    assert await with_people(desk) == []


async def test_a_chat_that_the_server_does_not_know_yet_is_found(desk):
    chat = await desk.client.start_chat([OTHER.id, THIRD.id], subject="From the plane")
    (line,) = await desk.client.chats_with([THIRD.id, OTHER.id])
    assert (line.id, line.subject) == (chat, "From the plane")
    assert await with_people(desk, OTHER) == []


async def test_a_chat_that_the_server_refused_is_not_offered(desk):
    await desk.client.start_chat([OTHER.id])
    await desk.refuses(ErrorCode.TOO_MANY_PARTICIPANTS)
    assert await with_people(desk, OTHER) == []


async def test_a_line_says_the_same_as_in_the_list(told):
    assert await told.client.chats_with([OTHER.id]) == await told.client.chats()
