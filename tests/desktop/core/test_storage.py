"""How much an account takes on this computer."""

from desktop.core.cache import indexing
from desktop.core.folder import CACHE_FILE, new_set_aside_folder
from tests.desktop.core.listener import CHAT


async def indexed(desk):
    while not desk.client.search_is_prepared():
        await desk.client._database.fill_index()


def pages_of_index(connection, _go_on):
    return connection.execute("SELECT COUNT(*) AS n FROM found_data WHERE id > 1 << 37").fetchone()["n"]


async def test_the_index_and_all_else_together_are_what_lies_on_the_disk(desk, tmp_path):
    desk.world.start(CHAT)
    for number in range(300):
        await desk.client.apply(desk.world.say(CHAT, f"message {number} says {number * number} things"))
    await indexed(desk)
    used = await desk.client.storage()
    whole = sum(path.stat().st_size for path in tmp_path.glob(f"{CACHE_FILE}*"))
    pages = await desk.client._database.read(pages_of_index, None)
    assert used.messages + used.search == whole
    assert used.search == pages * 4096 > 0
    assert (used.files, used.file_count, used.set_aside) == (0, 0, 0)
    assert used.free


async def test_an_index_that_is_made_anew_takes_nothing_before_it_is_filled(desk):
    await desk.client.apply(desk.world.start(CHAT), desk.world.say(CHAT, "hello"))
    await desk.client.rebuild_search()
    assert (await desk.client.storage()).search == 0
    await indexed(desk)
    assert (await desk.client.storage()).search > 0
    assert await desk.client._database.read(indexing.is_prepared)


async def test_what_was_set_aside_is_told_apart(desk, tmp_path):
    (new_set_aside_folder(tmp_path) / CACHE_FILE).write_bytes(bytes(5_000))
    assert (await desk.client.storage()).set_aside == 5_000
