"""What the settings say of an account, held against the real server: devices, another password, and who sees what was read."""

import asyncio
from contextlib import asynccontextmanager
from types import SimpleNamespace

import pytest

from desktop.core.account_values import PASSWORD_CHARACTERS
from desktop.core.values import ConnectionState
from desktop.viewmodels.background import Background
from desktop.viewmodels.devices import DevicesModel, ListState
from desktop.viewmodels.password import PasswordField, PasswordModel
from desktop.viewmodels.shown_reads import ShownReadsModel
from tests.support.clients import people
from tests.support.screen import until
from tests.support.server import PASSWORD, connected, running_server

NEW = "hippo violin umbrella"


@pytest.fixture
def server(tmp_path):
    with running_server(tmp_path / "server", "anna", "bruno") as server:
        yield server


@asynccontextmanager
async def signed_in(server, folder, *names):
    """Clients, and what a view model of the first one needs."""
    unexpected = []
    async with people(server, folder, *names) as watched, asyncio.TaskGroup() as tasks:
        background = Background(tasks, unexpected.append)
        yield SimpleNamespace(
            client=watched[0].client, background=background, watched=watched, clock=watched[0].client._clock
        )
        await background.finish()
    assert not unexpected


async def test_devices_are_listed_and_signed_out_one_by_one_or_all(server, tmp_path, qapp):
    async with signed_in(server, tmp_path, "anna", "anna2", "anna22") as here:
        model = DevicesModel(here.client, here.background, here.clock)
        told = []
        model.told.connect(lambda toast: told.append(toast.text))
        assert model.state is ListState.LOADING
        await until(lambda: model.state is ListState.READY)
        assert model.account.startswith("anna, 127.0.0.1:")
        assert sorted(line.name for line in model.lines) == ["anna", "anna2", "anna22"]
        assert [line.about for line in model.lines] == [
            "In use now, signed in today",
            "Last used today, signed in today",
            "Last used today, signed in today",
        ]
        gone = model.lines[1]
        model.sign_out(gone.id)
        model.sign_out(gone.id)
        await until(lambda: len(model.lines) == 2)
        assert told == [f"“{gone.name}” is signed out."]
        assert gone.id not in {line.id for line in model.lines}
        model.sign_out_others()
        await until(lambda: not model.has_others)
        assert told[1:] == ["All other devices are signed out."]
        assert [line.is_this for line in model.lines] == [True]
        for phone in here.watched[1:]:
            await until(lambda phone=phone: phone.client.connection.state is ConnectionState.SIGNED_OUT)


async def test_a_device_whose_name_cannot_be_seen_is_called_something_all_the_same(server, tmp_path, qapp):
    async with signed_in(server, tmp_path, "anna") as here, connected(server.url) as bot:
        await bot.sign_in("anna", device="\u2800")
        model = DevicesModel(here.client, here.background, here.clock)
        await until(lambda: model.state is ListState.READY)
        assert [line.name for line in model.lines] == ["anna", "Unnamed device"]


async def test_who_signs_two_devices_out_need_not_wait_in_between(server, tmp_path, qapp):
    async with signed_in(server, tmp_path, "anna", "anna2", "anna22") as here:
        model = DevicesModel(here.client, here.background, here.clock)
        await until(lambda: model.state is ListState.READY)
        for line in model.lines[1:]:
            model.sign_out(line.id)
        await until(lambda: not model.has_others)
        assert not model.words


async def test_offline_the_list_says_so_and_comes_by_itself_with_the_connection(server, tmp_path, qapp):
    async with signed_in(server, tmp_path, "anna") as here:
        await asyncio.to_thread(server.kill)
        await until(lambda: here.client.connection.state is ConnectionState.OFFLINE)
        model = DevicesModel(here.client, here.background, here.clock)
        assert (model.state, model.is_online) == (ListState.OFFLINE, False)
        assert "Offline" in model.words
        model.sign_out_others()
        assert model.words.startswith("Offline")
        await asyncio.to_thread(server.start)
        here.client.try_now()
        await until(lambda: model.state is ListState.READY)
        assert (model.words, model.is_online, model.has_others) == ("", True, False)


async def test_what_is_wrong_with_a_new_password_is_said_where_it_can_be_mended(server, tmp_path, qapp):
    async with signed_in(server, tmp_path, "anna") as here:
        model = PasswordModel(here.client, here.background)
        for typed, to_mend, words in (
            (("", NEW, NEW), PasswordField.PRESENT, "Enter your current password"),
            ((PASSWORD, "short", "short"), PasswordField.NEW, "at least 8 characters"),
            ((PASSWORD, "x" * (PASSWORD_CHARACTERS + 1), ""), PasswordField.NEW, "too long"),
            ((PASSWORD, PASSWORD, PASSWORD), PasswordField.NEW, "This is your current password"),
            ((PASSWORD, NEW, NEW + "!"), PasswordField.REPEATED, "not the same"),
        ):
            model.change(*typed)
            assert (model.busy, model.to_mend) == (False, to_mend)
            assert words in model.problem
        model.change("not it at all", NEW, NEW)
        assert (model.busy, model.problem) == (True, "")
        await until(lambda: not model.busy)
        assert model.to_mend is PasswordField.PRESENT
        assert model.problem == "This is not your current password. Check it and try again."


async def test_a_password_is_changed_once_and_others_are_signed_out(server, tmp_path, qapp):
    async with signed_in(server, tmp_path, "anna", "anna2") as here:
        model = PasswordModel(here.client, here.background)
        done = []
        model.done.connect(lambda: done.append(True))
        model.change(PASSWORD, NEW, NEW)
        model.change(PASSWORD, NEW, NEW)
        await until(lambda: done)
        assert (done, model.busy, model.problem) == ([True], False, "")
        await until(lambda: here.watched[1].client.connection.state is ConnectionState.SIGNED_OUT)
        assert here.client.connection.state is ConnectionState.ONLINE


async def test_offline_neither_the_password_nor_what_others_see_can_be_changed(server, tmp_path, qapp):
    async with signed_in(server, tmp_path, "anna") as here:
        password = PasswordModel(here.client, here.background)
        reads = ShownReadsModel(here.client, here.background)
        await asyncio.to_thread(server.kill)
        await until(lambda: here.client.connection.state is ConnectionState.OFFLINE)
        assert password.obstacle == reads.obstacle == "Needs a connection"
        password.change(PASSWORD, NEW, NEW)
        reads.choose(shown=False)
        assert (password.busy, reads.busy, reads.shown) == (False, False, True)


async def test_who_switches_back_before_the_server_has_answered_is_where_they_were(server, tmp_path, qapp):
    async with signed_in(server, tmp_path, "anna") as here:
        model = ShownReadsModel(here.client, here.background)
        for shown in (False, True, False, True):
            model.choose(shown=shown)
            assert model.shown is shown
        await until(lambda: not model.busy)
        assert (model.shown, model.problem, here.client.shows_reads) == (True, "", True)
        model.choose(shown=False)
        model.choose(shown=True)
        model.choose(shown=False)
        await until(lambda: not model.busy)
        assert (model.shown, here.client.shows_reads) == (False, False)


async def test_whether_others_see_what_was_read_holds_on_all_devices(server, tmp_path, qapp):
    async with signed_in(server, tmp_path, "anna", "anna2") as here:
        models = [ShownReadsModel(each.client, here.background) for each in here.watched]
        models[0].choose(shown=False)
        assert (models[0].shown, models[0].busy) == (False, True)
        await until(lambda: not models[0].busy and not models[1].shown)
        assert (models[0].shown, models[0].problem) == (False, "")
        models[1].choose(shown=True)
        await until(lambda: models[0].shown)
