"""Who is there: over all of a user's devices, told once a second at most, and quiet about connections that flap."""

import pytest

from sync_server import handlers
from sync_server.protocol.frames import decode_server_frame
from sync_server.protocol.nouns import DeviceId, UserId
from sync_server.transport import presence
from sync_server.transport.hub import Hub
from sync_server.transport.presence import PresenceBoard
from tests.support.clock import Clock, running
from tests.support.server import ServerProcess, connected, running_server, server_in_process, signed_in
from tests.support.store import new_id

ANNA, BRUNO = UserId("anna"), UserId("bruno")


class Onlooker:
    """A device that listens, and notes who is said to be there."""

    def __init__(self) -> None:
        self.user = UserId("onlooker")
        self.device = DeviceId(new_id())
        self.told = []

    def hear(self, pushes, _data):
        self.told += [push.users for push in pushes]

    def expel(self, _code, _text):
        raise AssertionError("it was sent away")


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
async def onlooker():
    return Onlooker()


@pytest.fixture
async def board(clock, onlooker):
    hub = Hub()
    hub.enter(onlooker)
    hub.listen(onlooker)
    board = PresenceBoard(hub, monotonic=clock.monotonic, sleep=clock.sleep)
    async with running(board):
        yield board


def everybody(board):
    return {user: state for push in board.everybody() for user, state in push.users.items()}


async def test_who_connects_is_active_and_everybody_is_told_at_once(board, clock, onlooker):
    board.connection(ANNA, None, "active")
    await clock.advance(0)

    assert onlooker.told == [{ANNA: "active"}]
    assert everybody(board) == {ANNA: "active"}


async def test_while_nothing_changes_no_timer_runs(board, clock, onlooker):
    assert not clock.ticks
    board.connection(ANNA, None, "active")
    await clock.advance(60)

    assert not clock.ticks
    assert len(onlooker.told) == 1


async def test_what_changes_within_a_second_is_told_in_one_push(board, clock, onlooker):
    board.connection(ANNA, None, "active")
    await clock.advance(0)
    board.connection(BRUNO, None, "active")
    board.connection(ANNA, "active", "away")
    await clock.advance(0.9)
    assert onlooker.told == [{ANNA: "active"}]

    await clock.advance(0.1)

    assert onlooker.told[1:] == [{BRUNO: "active", ANNA: "away"}]


async def test_what_is_as_it_was_when_the_second_is_over_is_not_told(board, clock, onlooker):
    board.connection(ANNA, None, "active")
    await clock.advance(0)
    board.connection(ANNA, "active", "away")
    board.connection(ANNA, "away", "active")
    await clock.advance(10)

    assert onlooker.told == [{ANNA: "active"}]


async def test_a_user_is_active_if_any_device_is_and_away_if_all_that_are_connected_are(board, clock):
    board.connection(ANNA, None, "active")
    board.connection(ANNA, None, "active")
    board.connection(ANNA, "active", "away")
    assert everybody(board) == {ANNA: "active"}

    board.connection(ANNA, "active", "away")
    assert everybody(board) == {ANNA: "away"}

    board.connection(ANNA, "away", None)
    await clock.advance(60)
    assert everybody(board) == {ANNA: "away"}


async def test_going_offline_is_told_after_five_seconds_without_a_connection(board, clock, onlooker):
    board.connection(ANNA, None, "active")
    await clock.advance(2)
    board.connection(ANNA, "active", None)
    await clock.advance(4.9)
    assert onlooker.told == [{ANNA: "active"}]
    assert everybody(board) == {ANNA: "active"}

    await clock.advance(1.1)

    assert onlooker.told[1:] == [{ANNA: "offline"}]
    assert everybody(board) == {}
    assert not clock.ticks


async def test_a_connection_that_flaps_is_not_noticed_by_anybody(board, clock, onlooker):
    board.connection(ANNA, None, "active")
    for _ in range(5):
        await clock.advance(3)
        board.connection(ANNA, "active", None)
        await clock.advance(3)
        board.connection(ANNA, None, "active")
    await clock.advance(30)

    assert onlooker.told == [{ANNA: "active"}]


async def test_the_five_seconds_begin_anew_with_every_loss(board, clock, onlooker):
    board.connection(ANNA, None, "active")
    board.connection(ANNA, "active", None)
    board.connection(BRUNO, None, "active")
    board.connection(BRUNO, "active", None)
    await clock.advance(4)
    board.connection(ANNA, None, "active")
    board.connection(ANNA, "active", None)
    await clock.advance(2)
    assert everybody(board) == {ANNA: "active"}

    await clock.advance(4)

    assert everybody(board) == {}


async def test_a_user_whose_account_is_closed_is_offline_at_once_and_stays_so(board, clock, onlooker):
    board.connection(ANNA, None, "active")
    await clock.advance(2)

    board.close(ANNA)
    board.connection(ANNA, "active", None)
    await clock.advance(0)
    board.connection(ANNA, None, "active")
    await clock.advance(10)

    assert onlooker.told == [{ANNA: "active"}, {ANNA: "offline"}]
    assert everybody(board) == {}


async def test_nothing_is_kept_of_who_is_gone(board, clock):
    for number in range(100):
        board.connection(UserId(str(number)), None, "active")
        board.connection(UserId(str(number)), "active", "away")
        board.connection(UserId(str(number)), "away", None)
    await clock.advance(10)

    assert not board._connections
    assert not board._away
    assert not board._lingering
    assert not board._untold


async def test_everybody_in_a_large_company_is_told_in_frames_that_are_small_enough(board):
    for _ in range(5_000):
        board.connection(UserId(new_id()), None, "active")

    pushes = list(board.everybody())

    assert len(everybody(board)) == 5_000
    assert max(len(handlers.sync.pages._encode(push)) for push in pushes) < 192 * 1024


async def test_everybody_hears_of_a_device_that_comes_and_of_whether_somebody_sits_at_it(server, ids):
    bruno_id = ids["bruno"]
    async with signed_in(server, "anna") as anna, signed_in(server, "bruno") as bruno:
        await anna.push("presence", lambda push: push["users"].get(bruno_id) == "active")
        assert (await bruno.request("set_presence", state="away"))["type"] == "ok"
        await anna.push("presence", lambda push: push["users"].get(bruno_id) == "away")
        async with signed_in(server, "bruno"):
            await anna.push(
                "presence", lambda push: push["users"].get(bruno_id) == "active", after=len(anna.pushes)
            )


async def test_who_loses_the_last_connection_is_offline_in_the_end(tmp_path, monkeypatch):
    monkeypatch.setattr(presence, "LINGER_SECONDS", 0.0)
    server = ServerProcess(tmp_path / "data")
    server.add_user("anna")
    bruno = server.add_user("bruno")
    async with server_in_process(server) as url, connected(url) as anna:
        await anna.sign_in("anna")
        await anna.sync()
        async with connected(url) as laptop:
            await laptop.sign_in("bruno")
            await anna.push("presence", lambda push: push["users"].get(bruno.id) == "active")
        told = await anna.push("presence", lambda push: push["users"].get(bruno.id) == "offline")
        assert anna.user["id"] not in told["users"]


async def test_a_device_that_catches_up_is_told_who_is_there_before_synced(server, ids):
    async with signed_in(server, "anna") as anna, connected(server.url) as bruno:
        await anna.request("set_presence", state="away")
        await bruno.sign_in("bruno")
        await bruno.sync()
        assert bruno.pushes[-1]["type"] == "synced"
        told = [push["users"] for push in bruno.pushes if push["type"] == "presence"]
        assert told[-1][ids["anna"]] == "away"
        assert told[-1][ids["bruno"]] == "active"
        assert decode_server_frame(handlers.sync.pages._encode(bruno.pushes[-2])).users == told[-1]


async def test_presence_is_no_business_of_strangers_and_has_two_states(server):
    async with connected(server.url) as bot:
        assert (await bot.request("set_presence", state="away"))["code"] == "not_signed_in"
        await bot.sign_in("anna")
        assert (await bot.request("set_presence", state="offline"))["code"] == "malformed"


async def test_who_is_deactivated_is_offline_within_a_second_of_being_sent_away(tmp_path):
    with running_server(tmp_path / "data", "anna", "bruno") as server:
        async with signed_in(server, "anna") as anna, signed_in(server, "bruno") as bruno:
            bruno_id = bruno.user["id"]
            await anna.push("presence", lambda push: push["users"].get(bruno_id) == "active")
            before = len(anna.pushes)
            server.deactivate("bruno")
            told = await anna.push("presence", lambda push: bruno_id in push["users"], after=before)
            assert told["users"][bruno_id] == "offline"
            await anna.push("directory", lambda push: not push["users"][0]["active"])
            async with connected(server.url) as again:
                await again.sign_in("anna")
                await again.sync()
                assert bruno_id not in (await again.push("presence"))["users"]
