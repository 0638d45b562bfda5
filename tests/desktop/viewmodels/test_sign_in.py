"""Signing in says in one sentence what to mend, and where."""

import asyncio
import socket

import pytest

from desktop.core.errors import ConnectError, ConnectFailure
from desktop.viewmodels.background import Background
from desktop.viewmodels.sign_in import Choice, Entry, Keep, SignInModel
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
    model.sign_in(*typed, keep=Keep.KEYRING)
    assert (model.to_mend, model.busy) == (field, False)
    assert model.problem


@pytest.mark.parametrize("address", ["http://desk.example.com", "two words", "ftp://desk.example.com"])
async def test_an_address_that_cannot_be_used_is_to_be_mended(model, address):
    model.sign_in(address, "dana", "secret", keep=Keep.KEYRING)
    await until(lambda: model.problem)
    assert (model.to_mend, model.busy) == (Entry.SERVER, False)


async def test_a_server_that_does_not_answer_is_said(model, unused_port):
    model.sign_in(f"ws://127.0.0.1:{unused_port}", "dana", "secret", keep=Keep.KEYRING)
    assert model.busy
    await until(lambda: not model.busy)
    assert model.to_mend is Entry.SERVER
    assert model.problem


async def test_a_wrong_password_is_to_be_mended(model, server):
    model.sign_in(server.url, "dana", "wrong", keep=Keep.KEYRING)
    await until(lambda: model.problem)
    assert model.problem == "The username or password is not right. Check both and try again."
    assert model.to_mend is Entry.PASSWORD


@pytest.mark.parametrize(("can_keep", "kept"), [(True, Keep.KEYRING), (False, Keep.NOTHING)])
async def test_a_device_stays_signed_in_only_where_there_is_a_keyring(background, server, can_keep, kept):
    model = SignInModel(background, device_name="test", can_keep=can_keep)
    told = []
    model.signed_in.connect(lambda account, keep: told.append((account.username, keep.keep)))
    model.sign_in(f"  {server.url} ", " dana ", PASSWORD, keep=Keep.KEYRING)
    await until(lambda: told or model.problem)
    assert told == [("dana", kept)]
    assert (model.busy, model.problem) == (True, ""), "nothing may be typed until the window is there"


async def test_a_second_click_does_not_sign_in_twice(model, server):
    told = []
    model.signed_in.connect(lambda account, _keep: told.append(account.token))
    model.sign_in(server.url, "dana", PASSWORD, keep=Keep.NOTHING)
    model.sign_in(server.url, "dana", PASSWORD, keep=Keep.NOTHING)
    await until(lambda: told)
    model.sign_in(server.url, "dana", PASSWORD, keep=Keep.NOTHING)
    assert len(told) == 1


async def test_what_goes_wrong_afterwards_is_said_too(model):
    model.show_problem(ConnectError(ConnectFailure.LOST))
    assert model.problem


@pytest.mark.parametrize(
    ("passphrase", "repeated", "field", "said"),
    [
        ("", "", Entry.PASSPHRASE, "Enter a passphrase."),
        ("seven77", "seven77", Entry.PASSPHRASE, "Use at least 8 characters."),
        ("seven herons", "seven heron", Entry.REPEATED, "The two passphrases are not the same."),
    ],
)
async def test_a_passphrase_that_protects_nothing_is_to_be_mended(model, passphrase, repeated, field, said):
    model.sign_in(
        "wss://desk.example.com", "dana", "x", keep=Keep.PASSPHRASE, passphrase=passphrase, repeated=repeated
    )
    assert (model.to_mend, model.problem, model.busy) == (field, said, False)


async def test_a_passphrase_is_handed_on_only_where_it_was_chosen(model, server):
    told = []
    model.signed_in.connect(lambda _account, choice: told.append(choice))
    model.sign_in(server.url, "dana", PASSWORD, keep=Keep.NOTHING, passphrase="seven herons", repeated="two")
    await until(lambda: told)
    assert told == [Choice(Keep.NOTHING)]


def test_a_choice_does_not_show_the_passphrase_to_who_prints_it():
    assert "herons" not in repr(Choice(Keep.PASSPHRASE, "seven herons"))
