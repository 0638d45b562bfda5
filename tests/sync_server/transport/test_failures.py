"""When something of ours breaks: the one who asked is told so, the others notice nothing, and the log keeps quiet about content."""

import time
from collections.abc import Sequence

from sync_server import handlers
from sync_server.handlers import accounts
from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import Push
from sync_server.protocol.nouns import DeviceId, UserId
from sync_server.store.database import Database
from sync_server.transport.devices import Barred
from sync_server.transport.hub import Hub
from sync_server.transport.presence import PresenceBoard
from sync_server.transport.watcher import Watcher
from tests.support.server import PASSWORD, ServerProcess, connected, new_id, server_in_process


class Guest:
    """A connected device, as the hub sees it."""

    def __init__(self, caller: handlers.Caller) -> None:
        self.user: UserId = caller.user
        self.device: DeviceId = caller.device
        self.heard: list[tuple[Sequence[Push], bytes]] = []
        self.expelled: list[tuple[ErrorCode, str]] = []

    def hear(self, pushes: Sequence[Push], data: bytes) -> None:
        self.heard.append((pushes, data))

    def expel(self, code: ErrorCode, text: str) -> None:
        self.expelled.append((code, text))


async def test_a_bug_in_a_handler_is_answered_with_internal_and_harms_nothing_else(tmp_path, monkeypatch):
    server = ServerProcess(tmp_path / "data")
    server.add_user("anna")
    bruno = server.add_user("bruno")
    execute, query = handlers.execute, handlers.query

    def broken_execute(conn, caller, command, now_ms):
        outcome = execute(conn, caller, command, now_ms)
        if getattr(command, "text", "") == "hit the bug":
            raise RuntimeError("a bug")
        return outcome

    def broken_query(conn, caller, request):
        if getattr(request, "before_seq", 0) == 666:
            raise RuntimeError("a bug")
        return query(conn, caller, request)

    monkeypatch.setattr(handlers, "execute", broken_execute)
    monkeypatch.setattr(handlers, "query", broken_query)
    async with server_in_process(server) as url, connected(url) as anna:
        await anna.sign_in("anna")
        chat = await anna.create_chat(bruno.id)
        requests = [
            await anna.send("send_message", chat=chat, message=new_id(), text=text)
            for text in ("before", "hit the bug", "after")
        ]
        replies = [await anna.reply(request) for request in requests]
        assert [reply["type"] for reply in replies] == ["accepted", "error", "accepted"]
        assert replies[1]["code"] == "internal"
        assert [replies[0]["message"]["seq"], replies[2]["message"]["seq"]] == [2, 3]
        assert (await anna.request("history", chat=chat, before_seq=666))["code"] == "internal"
        assert len((await anna.request("history", chat=chat, before_seq=9))["messages"]) == 3


async def test_a_device_that_was_recognised_just_before_its_account_was_closed_is_sent_away_all_the_same(
    tmp_path,
):
    server = ServerProcess(tmp_path / "data")
    anna = server.add_user("anna")
    database = Database(server.database_url)
    try:
        account = accounts.verify(
            database.read(lambda conn: accounts.look_up(conn, "anna")).result(), PASSWORD
        )
        device = database.submit(lambda conn: accounts.admit(conn, account, "laptop", 0)).result()
        hub = Hub()
        presence = PresenceBoard(hub, monotonic=time.monotonic)
        watcher = Watcher(database, hub, Barred(), presence)
        await watcher.begin()
        server.deactivate("anna")
        await watcher.look()
        # The change has been seen by now, and only now does the session come in that was let in before it.
        late = Guest(device.caller)
        hub.enter(late)
        await watcher.look()
        assert late.expelled == [(ErrorCode.DEACTIVATED, "this account was closed")]
        assert late.user == anna.id
    finally:
        database.close()
