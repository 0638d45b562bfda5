"""How much is on this computer, in words; and the search index made anew."""

import asyncio

import pytest

from desktop.core.cache.filling import keep_filled
from desktop.core.changes import ChangeSet
from desktop.core.errors import CacheError
from desktop.viewmodels.choices import ChoicesModel
from desktop.viewmodels.files_kept import FilesKeptModel
from desktop.viewmodels.storage import StorageModel
from tests.gallery.team import DANA, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import until


@pytest.fixture
async def office(tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund(), *others()], now=NOW) as here:
        yield here


@pytest.fixture
async def storage(office, qapp):
    files = FilesKeptModel(office.client, office.background, ChoicesModel())
    return StorageModel(office.client, office.background, files)


async def test_nothing_is_said_before_it_is_known_and_then_each_part(storage):
    assert (storage.messages, storage.search, storage.downloaded, storage.total) == ("", "", "", "")
    assert storage.has_files
    await until(lambda: storage.total)
    assert storage.messages.endswith("B")
    assert storage.downloaded.startswith("0 B in 0 file")
    assert not storage.has_files
    assert " used, " in storage.total
    assert storage.total.endswith(" free")
    assert (storage.set_aside, storage.problem) == ("", "")


async def test_the_index_is_made_anew_once_and_said_so_until_it_is_whole(office, storage):
    told = []
    storage.told.connect(lambda toast: told.append(toast.text))
    async with asyncio.TaskGroup() as tasks:
        changed = ChangeSet(progress=True)
        filling = tasks.create_task(
            keep_filled(office.client._database, lambda: office.client._publish(changed))
        )
        await until(lambda: not storage.rebuilding)
        storage.rebuild_search()
        storage.rebuild_search()
        assert storage.rebuilding
        await until(lambda: told and not storage.rebuilding)
        assert told == ["The search index is being made anew."]
        assert storage.made_anew
        await until(lambda: storage.search.endswith("KB"))
        filling.cancel()


async def test_a_cache_that_does_not_answer_is_said(office, storage):
    await until(lambda: storage.total)
    await office.client._database.close()
    storage.look()
    await until(lambda: storage.problem)
    assert isinstance(await refused(office), CacheError)


async def refused(office):
    try:
        await office.client.storage()
    except CacheError as error:
        return error
