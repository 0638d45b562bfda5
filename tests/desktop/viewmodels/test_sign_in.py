"""Signing in says in one sentence what to mend, and where."""

import asyncio
import socket

import pytest

from desktop.core.errors import ConnectError, ConnectFailure
from desktop.viewmodels.background import Background
from desktop.viewmodels.sign_in import Entry, SignInModel
from tests.support.screen import until
from tests.support.server import PASSWORD, running_server


@pytest.fixture
async def background():
    unexpected = []
    async with asyncio.TaskGroup() as tasks:
        yield Background(tasks, unexpected.append)
    assert not unexpected


@pytest.fixture
def model(background):
    return SignInModel(background, device_name="test")


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    with running_server(tmp_path_factory.mktemp("server") / "data", "dana") as running:
        yield running


@pytest.fixture
def unused_port():
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        yield listening.getsockname()[1]


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (("", "dana", "x"), Entry.SERVER),
        (("wss://desk.example.com", "  ", "x"), Entry.USERNAME),
        (("wss://desk.example.com", "dana", ""), Entry.PASSWORD),
    ],
)
async def test_what_is_missing_is_said_without_asking_a_server(model, typed, field):
    model.sign_in(*typed, keep=True)
    assert (model.to_mend, model.busy) == (field, False)
    assert model.problem


@pytest.mark.parametrize("address", ["http://desk.example.com", "two words", "ftp://desk.example.com"])
async def test_an_address_that_cannot_be_used_is_to_be_mended(model, address):
    model.sign_in(address, "dana", "secret", keep=True)
    await until(lambda: model.problem)
    assert (model.to_mend, model.busy) == (Entry.SERVER, False)


async def test_a_server_that_does_not_answer_is_said(model, unused_port):
    model.sign_in(f"ws://127.0.0.1:{unused_port}", "dana", "secret", keep=True)
    assert model.busy
    await until(lambda: not model.busy)
    assert model.to_mend is Entry.SERVER
    assert model.problem


async def test_a_wrong_password_is_to_be_mended(model, server):
    model.sign_in(server.url, "dana", "wrong", keep=True)
    await until(lambda: model.problem)
    assert model.problem == "The username or password is not right. Check both and try again."
    assert model.to_mend is Entry.PASSWORD


@pytest.mark.parametrize(("can_keep", "kept"), [(True, True), (False, False)])
async def test_a_device_stays_signed_in_only_where_there_is_a_keyring(background, server, can_keep, kept):
    model = SignInModel(background, device_name="test", can_keep=can_keep)
    told = []
    model.signed_in.connect(lambda account, keep: told.append((account.username, keep)))
    model.sign_in(f"  {server.url} ", " dana ", PASSWORD, keep=True)
    await until(lambda: told or model.problem)
    assert told == [("dana", kept)]
    assert (model.busy, model.problem) == (False, "")


async def test_a_second_click_does_not_sign_in_twice(model, server):
    told = []
    model.signed_in.connect(lambda account, _keep: told.append(account.token))
    model.sign_in(server.url, "dana", PASSWORD, keep=False)
    model.sign_in(server.url, "dana", PASSWORD, keep=False)
    await until(lambda: not model.busy)
    assert len(told) == 1


async def test_what_goes_wrong_afterwards_is_said_too(model):
    model.show_problem(ConnectError(ConnectFailure.LOST))
    assert model.problem
