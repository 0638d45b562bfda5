"""One chat is open in every pane at once."""

import pytest

from desktop.core.sync.incoming import Adopt, Renew
from desktop.core.values import ChatId, ConnectionState, Recovery
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.links import Place
from desktop.viewmodels.workspace import Workspace
from sync_server.protocol.frames import Synced
from tests.gallery.team import DANA, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import until


@pytest.fixture
async def office(qapp, tmp_path):
    async with desk(
        tmp_path, DANA, team=TEAM, stories=[refund(), *others()], now=NOW, state=ConnectionState.CONNECTING
    ) as here:
        yield here


@pytest.fixture
async def workspace(office):
    made = Workspace(office.client, office.background, office.clock)
    made.load()
    yield made
    await made.finish()


async def test_the_newest_chat_is_open_at_the_start(workspace):
    await until(lambda: workspace.current)
    assert workspace.current == workspace.chat_order.chat_at(0)
    await until(lambda: workspace.details.heading == "EU checkout outage")


async def test_what_the_user_opened_before_the_list_came_stays_open(workspace):
    workspace.open_chat(refund().id)
    await until(lambda: workspace.chat_list.is_loaded)
    await until(lambda: workspace.details.heading == "Refund #48213 – Northwind")
    assert workspace.current == refund().id


async def test_every_pane_shows_the_open_chat(workspace, qtbot):
    await until(lambda: workspace.current)
    with qtbot.waitSignal(workspace.chat_opened) as opened:
        workspace.open_chat(refund().id)
    assert opened.args == [refund().id]
    await until(lambda: workspace.details.heading == "Refund #48213 – Northwind")
    with qtbot.assertNotEmitted(workspace.chat_opened, wait=0):
        workspace.open_chat(refund().id)


async def test_stepping_opens_the_chat_beside(workspace):
    await until(lambda: workspace.current)
    workspace.open_beside(1)
    assert workspace.current == refund().id
    workspace.open_beside(1, unread=True)
    assert workspace.chat_list.line(workspace.current).title == "Shift handover"
    workspace.open_beside(-1)
    assert workspace.current == refund().id


async def test_participants_are_edited_only_in_an_open_chat(workspace):
    workspace.open_chat(None)
    assert workspace.edit_participants() is None
    workspace.open_chat(refund().id)
    assert workspace.edit_participants() is not None


async def test_an_empty_cache_waits_for_the_first_chat(qapp, tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, now=NOW, state=ConnectionState.CATCHING_UP) as office:
        made = Workspace(office.client, office.background, office.clock)
        made.load()
        await until(lambda: made.chat_list.is_loaded)
        assert made.current is None
        await office.hears(refund())
        await until(lambda: made.current == refund().id)
        await made.finish()


async def test_what_is_being_typed_counts_as_not_sent(office, workspace):
    await until(lambda: workspace.current)
    assert not await workspace.unsent()
    workspace.composer.edit("I was about to")
    assert (await workspace.unsent()).drafts == 1
    await workspace.composer.finish()
    assert (await workspace.unsent()).drafts == 1, "kept on the disk, it counts once"
    await office.client.send(refund().id, "Not sent")
    unsent = await workspace.unsent()
    assert (unsent.messages, unsent.drafts) == (1, 1)


async def test_how_long_a_message_may_wait_is_handed_to_the_client(office, workspace, monkeypatch):
    told = []
    monkeypatch.setattr(office.client, "set_patience", told.append)
    chosen = []
    workspace.patience_chosen.connect(chosen.append)
    assert workspace.patience == 30 * 60_000
    workspace.choose_patience(None)
    assert (workspace.patience, told, chosen) == (None, [None], [None])


async def test_a_notice_leads_to_the_chat_that_it_is_about(workspace):
    await until(lambda: workspace.current)
    other = others()[3].id
    workspace.status.chat_wanted.emit(other)
    assert workspace.current == other


async def test_what_happened_to_the_copy_here_is_told(office, workspace):
    assert workspace.recovery == ""
    office.client.recovery = Recovery("set-aside-1", unsent=1, drafts=0, readable=True)
    made = Workspace(office.client, office.background, office.clock)
    assert made.recovery.endswith("1 unsent message was kept.")
    assert made.recovery_place == "Set aside as set-aside-1 until you sign out"
    await made.finish()


async def test_a_link_opens_its_chat_at_its_message(workspace):
    await until(lambda: workspace.current)
    placed = []
    workspace.timeline.placed.connect(placed.append)
    workspace.go_to(Place(refund().id, 6))
    assert workspace.current == refund().id
    await until(lambda: any(opening.lit for opening in placed))
    placed.clear()
    workspace.go_to(Place(refund().id, 2))
    await until(lambda: any(opening.lit for opening in placed))
    workspace.go_to(Place(others()[3].id))
    assert workspace.current == others()[3].id


async def test_a_link_to_a_chat_that_is_not_here_is_told_whatever_the_reason(workspace):
    await until(lambda: workspace.current)
    told, before = [], workspace.current
    workspace.told.connect(told.append)
    workspace.go_to(Place(ChatId("019c0000-0000-7000-8000-000000000099"), 2))
    assert workspace.current == before
    assert [toast.failed for toast in told] == [True]


async def test_an_open_chat_that_a_restored_server_does_not_know_is_told_and_left(office, workspace):
    workspace.open_chat(refund().id)
    await until(lambda: workspace.details.ready and workspace.chat_list.line(refund().id))
    told = []
    workspace.told.connect(told.append)
    await office.client.apply(Adopt("one"))
    await office.client.apply(Renew("another"))
    await office.meets(*TEAM)
    await office.hears(*others())
    await office.client.apply(Synced(5))
    await until(lambda: told)
    assert workspace.current is None
    assert [without_isolates(toast.text) for toast in told] == [
        "“Refund #48213 – Northwind” is no longer here. The server does not have this chat any more."
    ]


async def test_what_is_to_be_done_in_a_chat_waits_until_it_has_been_read(workspace):
    await until(lambda: workspace.current)
    done = []
    workspace.in_chat(refund().id, lambda: done.append(workspace.details.subject))
    assert not done
    await until(lambda: done == ["Refund #48213 – Northwind"])
    workspace.in_chat(refund().id, lambda: done.append("at once"))
    assert done[1:] == ["at once"]


async def test_what_is_to_be_done_in_a_chat_is_not_done_in_another(workspace):
    await until(lambda: workspace.current)
    done = []
    workspace.in_chat(refund().id, lambda: done.append(True))
    workspace.open_chat(others()[3].id)
    await until(lambda: workspace.details.ready)
    assert not done


async def test_stepping_keeps_to_what_is_shown(workspace):
    await until(lambda: workspace.current)
    workspace.chat_order.show_unread_only(only=True)
    workspace.open_beside(1)
    assert workspace.chat_list.line(workspace.current).title == "Shift handover"
    workspace.open_beside(1)
    assert workspace.chat_list.line(workspace.current).title == "VAT invoices, Brazil"
