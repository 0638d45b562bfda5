"""The top of the chat list is kept as it is seen, and comes back the same."""

import json

import pytest

from desktop.core.cache import glance
from desktop.core.folder import CACHE_FILE
from desktop.viewmodels import last_seen, last_seen_keeper
from desktop.viewmodels.chat_line import ChatLine, Role
from desktop.viewmodels.workspace import Workspace
from tests.gallery.team import DANA, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.keys import KEY
from tests.support.screen import until

DAY_MS = 24 * 60 * 60 * 1000


@pytest.fixture(autouse=True)
def soon(monkeypatch):
    """Nobody waits two seconds here."""
    monkeypatch.setattr(last_seen_keeper, "PAUSE_MS", 1)


@pytest.fixture
async def office(qapp, tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund(), *others()], now=NOW) as here:
        yield here


@pytest.fixture
async def workspace(office):
    made = Workspace(office.client, office.background, office.clock)
    made.load()
    await until(lambda: made.chat_list.is_loaded)
    yield made
    await made.finish()


def kept(folder):
    """What the next start would find in the file."""
    text = glance.read(folder / CACHE_FILE, KEY)
    return () if text is None else last_seen.as_lines(json.loads(text), NOW)


def shown(workspace):
    order = workspace.chat_order
    return [order.index(row, 0).data(Role.LINE) for row in range(order.rowCount())]


def picture(lines):
    return [
        (line.id, line.title, line.people, line.preview, line.time, line.unread, line.draft) for line in lines
    ]


async def test_the_list_is_kept_as_it_is_seen(workspace, tmp_path):
    await until(lambda: kept(tmp_path))
    assert picture(kept(tmp_path)) == picture(shown(workspace))


async def test_what_changes_is_kept_too(workspace, office, tmp_path):
    await until(lambda: kept(tmp_path))
    await office.client.save_draft(shown(workspace)[1].id, "not yet said")
    await until(lambda: any(line.draft == "not yet said" for line in kept(tmp_path)))


async def test_the_whole_list_is_kept_though_it_is_narrowed(workspace, office, tmp_path):
    await until(lambda: kept(tmp_path))
    everything = [line.id for line in shown(workspace)]
    workspace.chat_order.show_unread_only(only=True)
    await office.client.save_draft(refund().id, "typed meanwhile")
    await until(lambda: any(line.draft for line in kept(tmp_path)))
    assert [line.id for line in kept(tmp_path)] == everything


async def test_the_end_of_the_session_keeps_what_is_seen_then(office, tmp_path, monkeypatch):
    monkeypatch.setattr(last_seen_keeper, "PAUSE_MS", 60_000)
    late = Workspace(office.client, office.background, office.clock)
    late.load()
    await until(lambda: late.chat_list.is_loaded)
    assert not kept(tmp_path)
    await late.finish()
    assert picture(kept(tmp_path)) == picture(shown(late))


async def test_no_more_rows_are_kept_than_a_screen_shows(workspace, tmp_path, monkeypatch):
    monkeypatch.setattr(last_seen, "MOST_ROWS", 2)
    await until(lambda: kept(tmp_path))
    await workspace.finish()
    assert len(kept(tmp_path)) <= len(shown(workspace))


def test_the_times_are_said_as_of_today():
    line = ChatLine("c", "Refund", (("u", "Ana"),), "hello", "", "14:32", 0, *[False] * 5, NOW)  # type: ignore[arg-type]
    (today,) = last_seen.as_lines(json.loads(last_seen.as_text([line])), NOW)
    (later,) = last_seen.as_lines(json.loads(last_seen.as_text([line])), NOW + DAY_MS)
    assert today.time != later.time == "Yesterday"


@pytest.mark.parametrize(
    "row", [{}, {"people": [], "activity_at": 1, "of a newer version": 1}, {"people": 1}]
)
def test_rows_of_another_version_are_not_shown(row):
    assert last_seen.as_lines([row], NOW) == ()


async def test_a_cache_that_takes_nothing_more_does_not_keep_the_window_open(workspace, office):
    await until(lambda: not workspace.chat_list.is_reading)
    workspace._last_seen._kept = ""
    await office.background.finish()
    await office.client.close()
    await workspace.finish()
