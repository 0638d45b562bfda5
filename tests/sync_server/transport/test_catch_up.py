"""What a device is told that was away, and that nothing is lost or overtaken while it catches up."""

import asyncio

from msgspec import structs

from sync_server.protocol.frames import (
    ChatChanges,
    Directory,
    PreferencesChanged,
    Presence,
    Push,
    ReadPositions,
    Synced,
    Typing,
)
from sync_server.protocol.nouns import Chat, Preferences, User
from sync_server.transport.catch_up import ROUND_BYTES, Held, Vector, read_round
from sync_server.transport.outlet import frame_bytes
from tests.support.server import connected, new_id, signed_in


def changes(chat: str, revision: int, *, after: int = 0, subject: str = "") -> ChatChanges:
    row = Chat(chat, revision, subject, (), None, None, 1) if subject else None
    return ChatChanges(chat, after or revision - 1, revision, (), row)


def directory(*revisions: int) -> Directory:
    users = (User(f"user {revision}", "", "", "", active=True, revision=revision) for revision in revisions)
    return Directory(tuple(users), revisions[-1])


def keep(held: Held, *pushes: Push) -> None:
    for push in pushes:
        held.keep([push], frame_bytes(push))


# The real server -----------------------------------------------------------------------------------------------------


async def test_a_device_that_was_away_is_told_exactly_what_it_missed(server, ids):
    async with signed_in(server, "anna") as anna, connected(server.url) as bruno:
        await bruno.sign_in("bruno")
        quiet = await anna.create_chat(ids["bruno"])
        busy = await anna.create_chat(ids["bruno"])
        await bruno.sync()
        held = {
            push["chat"]["id"]: push["revision"] for push in bruno.pushes if push["type"] == "chat_snapshot"
        }
        directory = max(push["revision"] for push in bruno.pushes if push["type"] == "directory")
        await bruno.socket.close()
        rows = [await anna.say(busy, f"missed {number}") for number in range(3)]
        fresh = await anna.create_chat(ids["bruno"])
        async with connected(server.url) as again:
            await again.resume(bruno.token)
            told = await again.sync(held, directory=directory)
        moved = [push for push in told if push["type"] in {"chat_snapshot", "chat_changes"}]
        assert len(moved) == 2
        assert (moved[0]["type"], moved[0]["chat"]["id"]) == ("chat_snapshot", fresh)
        assert (moved[1]["type"], moved[1]["chat"]) == ("chat_changes", busy)
        assert (moved[1]["after"], moved[1]["revision"]) == (1, 4)
        assert moved[1]["messages"] == rows
        assert quiet in held


async def test_a_vector_may_come_in_several_requests(server, ids):
    async with signed_in(server, "anna") as anna, connected(server.url) as chiara:
        chats = [await anna.create_chat(ids["chiara"]) for _ in range(3)]
        await chiara.sign_in("chiara")
        for chat in chats[:2]:
            assert (await chiara.request("sync", directory=0, chats={chat: 1}, more=True))["type"] == "ok"
        told = await chiara.sync({chats[2]: 1})
        assert not {push["chat"]["id"] for push in told if push["type"] == "chat_snapshot"} & set(chats)


async def test_a_vector_without_end_is_refused(server):
    chats = {new_id(): 1 for _ in range(4_000)}
    async with signed_in(server, "anna") as anna:
        for _ in range(10):
            reply = await anna.request("sync", directory=0, chats=chats, more=True)
            chats = {new_id(): 1 for _ in range(4_000)}
            assert reply["type"] == "ok"
        assert (await anna.request("sync", directory=0, chats=chats, more=True))["code"] == "malformed"
        await anna.sync()


async def test_a_vector_of_numbers_that_no_database_holds_harms_nobody(server, ids):
    async with signed_in(server, "anna") as anna:
        chat = await anna.create_chat(ids["chiara"])
        refused = await anna.request("sync", directory=0, chats={}, reads=2**63)
        assert refused["code"] == "malformed"
        reply = await anna.request("sync", directory=10**30, chats={chat: 10**30}, reads=2**63 - 1)
        assert reply["type"] == "ok"
        await anna.push("synced", lambda push: push["reads"] == 2**63 - 1)


async def test_what_is_said_during_a_long_catch_up_is_neither_lost_nor_late(server, ids):
    async with signed_in(server, "anna") as anna, connected(server.url) as dario:
        chats = [await anna.create_chat(ids["dario"]) for _ in range(30)]
        for chat in chats:
            for _ in range(3):
                await anna.send("send_message", chat=chat, message=new_id(), text="é" * 8_000)
        await anna.say(chats[0], "the last of the old")
        await dario.sign_in("dario")
        # One and a half megabytes are missed: several rounds. The newest is said while they are under way.
        request = await dario.send("sync", directory=0, chats={})
        said = [await anna.say(chat, "meanwhile") for chat in chats]
        await dario.push("synced")
        assert (await dario.reply(request))["type"] == "ok"
        await anna.say(chats[0], "afterwards")
        await dario.message("afterwards")
        held: dict[str, int] = {}
        rows: dict[str, dict] = {}
        for push in dario.pushes:
            if push["type"] not in {"chat_snapshot", "chat_changes"}:
                continue
            is_whole = push["type"] == "chat_snapshot"
            chat = push["chat"]["id"] if is_whole else push["chat"]
            assert is_whole or push["after"] <= held[chat], "a gap"
            held[chat] = max(held.get(chat, 0), push["revision"])
            rows.update({row["id"]: row for row in push["messages"]})
        assert all(rows[row["id"]] == row for row in said)


async def test_syncing_again_on_the_same_connection_begins_anew(server, ids):
    async with signed_in(server, "anna") as anna, signed_in(server, "bruno") as bruno:
        chat = await bruno.create_chat(ids["anna"])
        requests = [await anna.send("sync", directory=0, chats={}) for _ in range(5)]
        for request in requests:
            assert (await anna.reply(request))["type"] == "ok"
        await anna.push("synced", after=len(anna.pushes))
        await anna.push("chat_snapshot", lambda push: push["chat"]["id"] == chat)
        await bruno.say(chat, "live")
        await anna.message("live")
        heard = [push for push in anna.pushes if push["type"] == "chat_changes" and push["chat"] == chat]
        assert len(heard) == 1


# Rounds and what is held ---------------------------------------------------------------------------------------------


def test_a_round_takes_its_share_and_the_next_goes_on_where_it_ended():
    missed = [changes(f"chat {number}", 5, subject="x" * (ROUND_BYTES // 4)) for number in range(10)]
    vector = Vector(0, {"chat 0": 2})
    first = read_round(iter(missed), vector)
    assert len(first.frames) == 4
    assert first.end is None
    assert first.vector.chats == {f"chat {number}": 5 for number in range(4)}
    rest = read_round(iter([*missed[4:6], Synced(7, 9)]), first.vector)
    assert rest.end == Synced(7, 9)
    assert len(rest.frames) == 2


def test_rounds_do_not_repeat_read_positions():
    positions = [ReadPositions(f"chat {number}", {"anna": number}) for number in range(3)]
    first = read_round(iter([*positions, Synced(1)]), Vector(0, {}))
    assert len(first.frames) == 3
    second = read_round(iter([*positions, ReadPositions("chat 0", {"anna": 9}), Synced(2)]), first.vector)
    assert second.frames == [frame_bytes(ReadPositions("chat 0", {"anna": 9}))]


def test_what_catch_up_has_told_already_is_not_told_again():
    held = Held()
    old, new = changes("a", 3), changes("a", 4)
    keep(held, old, directory(6, 7), new, directory(7, 8))
    assert held.release(Vector(7, {"a": 3})) == [frame_bytes(new), frame_bytes(directory(7, 8))]


def test_what_somebody_chose_for_their_account_meanwhile_is_told_before_what_follows_from_it():
    held = Held()
    chose = structs.replace(directory(8), revision=0)  # of other accounts it says nothing
    keep(held, chose, ReadPositions("a", {"user 8": 2}))
    positions = frame_bytes(ReadPositions("a", {"user 8": 2}))
    assert held.release(Vector(7, {})) == [frame_bytes(chose), positions]
    assert held.release(Vector(8, {})) == [positions]


def test_preferences_that_a_round_has_told_are_told_by_no_later_round_and_not_again_live():
    def set_at(*revisions):
        return PreferencesChanged(
            {f"chat {revision}": Preferences(revision, pinned=True) for revision in revisions}
        )

    first = read_round(iter([set_at(3, 5), set_at(6), changes("a", 4)]), Vector(0, {}, preferences=2), 1)
    assert (first.vector.preferences, first.end) == (5, None)
    held = Held()
    keep(held, set_at(5), set_at(6))
    assert held.release(first.vector) == [frame_bytes(set_at(6))]


def test_of_read_positions_the_last_of_each_chat_is_kept_and_typing_is_forgotten():
    held = Held()
    keep(
        held,
        ReadPositions("a", {"bruno": 1}),
        Typing("a", "bruno"),
        ReadPositions("a", {"bruno": 2, "anna": 1}),
    )
    keep(held, Presence({"bruno": "away"}))
    assert held.release(Vector(0, {})) == [frame_bytes(ReadPositions("a", {"bruno": 2, "anna": 1}))]


def test_a_read_position_that_was_read_earlier_and_told_later_takes_nothing_back():
    held = Held()
    keep(held, ReadPositions("a", {"anna": 7}), ReadPositions("a", {"anna": 5, "bruno": 3}))
    assert held.release(Vector(0, {})) == [frame_bytes(ReadPositions("a", {"anna": 7, "bruno": 3}))]


def test_too_much_is_dropped_and_asks_for_another_round():
    held = Held(limit=1_000)
    keep(held, *(changes("a", revision, subject="x" * 200) for revision in range(1, 9)))
    assert held.overflowed
    held.begin_round()
    assert not held.overflowed
    keep(held, changes("a", 20))
    assert frame_bytes(changes("a", 20)) in held.release(Vector(0, {"a": 8}))


async def test_many_devices_catch_up_at_once(server):
    async def one() -> int:
        async with signed_in(server, "anna") as anna:
            return len(anna.pushes)

    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(one()) for _ in range(8)]
    assert len({task.result() for task in tasks}) == 1
