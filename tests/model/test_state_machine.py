"""Random people write, add each other, edit, react, read, lose pushes and connections; everybody always sees what they must.

After each step nobody may have been sent anything, text or id, that the oracle says they may not see. At the end every client, once it has
asked for what it lacks, holds exactly what the oracle says, and exactly what a client holds that signs in for the first time.

The server is a process of its own, on real sockets, and is killed now and then. Each run has five new people in it. When it
fails, hypothesis prints the story step by step; what an oracle's `View` says is what the person must see.
"""

import asyncio
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from tests.model.clients import Device, Names, ask, told_in
from tests.model.oracle import Chat, Line
from tests.promises.onlookers import hire
from tests.support.profiles import by_profile
from tests.support.server import Bot, Json, ServerProcess, connected, new_id, running_server

PEOPLE = ("anna", "bruno", "carla", "dario", "emil")
DEVICES = {"anna": 2, "bruno": 1, "carla": 2, "dario": 1, "emil": 1}
RUNS = by_profile(quick=45, long=450)
STEPS = by_profile(quick=40, long=60)

people = st.sampled_from(PEOPLE)
somebody_else = st.lists(people, min_size=1, max_size=3, unique=True)
devices = st.sampled_from([(name, number) for name in PEOPLE for number in range(DEVICES[name])])
fates = st.lists(st.sampled_from(["is lost", "comes twice", "comes late", "arrives"]), min_size=1, max_size=4)
emoji = st.sampled_from("👍🎉🦄")


@dataclass(eq=False)
class Place:
    """A chat with its id."""

    id: str
    chat: Chat


@dataclass(eq=False)
class Spot:
    """A line in its chat."""

    place: Place
    line: Line


@dataclass(frozen=True)
class Done:
    """A command that was accepted, and by whom."""

    who: str
    request: Json


class Office:
    """The server that all runs share, and how many people have been in it."""

    def __init__(self, server: ServerProcess) -> None:
        self.server = server
        self.runs = 0

    def new_people(self) -> tuple[dict[str, str], dict[str, str]]:
        """Make five accounts; return their usernames, and their names in the story by user id."""
        self.runs += 1
        usernames = {name: f"{name}{self.runs}" for name in PEOPLE}
        ids = hire(self.server, list(usernames.values()))
        return usernames, {ids[username]: name for name, username in usernames.items()}


class Company(RuleBasedStateMachine):
    """Five people on seven devices; see the module."""

    office: Office
    places = Bundle("places")
    spots = Bundle("spots")
    done = Bundle("done")

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.usernames, by_id = self.office.new_people()
        self.names = Names(by_id)
        self.user = {name: user for user, name in by_id.items()}
        self.chats: dict[str, Chat] = {}
        self.lines: dict[str, Line] = {}
        self.words = 0
        self.pens: dict[str, Bot] = {}
        """Connections by which those write whose devices are all offline; they are told nothing."""
        self.stack = AsyncExitStack()
        self.devices = {
            (name, number): Device(name, self.usernames[name])
            for name in PEOPLE
            for number in range(DEVICES[name])
        }

    @initialize()
    def everybody_comes(self) -> None:
        self.loop.run_until_complete(self._everybody_comes())

    # What people do ---------------------------------------------------------------------------------------------------

    @rule(target=places, who=people, others=somebody_else)
    def starts_a_chat(self, who: str, others: list[str]) -> Any:
        request = {
            "type": "create_chat",
            "chat": new_id(),
            "message": new_id(),
            "participants": [self.user[name] for name in others],
            "subject": self.word(),
        }
        if set(others) <= {who}:
            self.is_refused(who, request, "no_other_participant")
            return self.nothing_new()
        reply = self.run(self._do(who, request))
        assert reply["type"] == "chat_created", reply
        chat = Chat(request["message"], who, others, request["subject"])
        self.chats[request["chat"]] = chat
        self.lines[request["message"]] = chat.lines[0]
        self.everybody_hears()
        return Place(request["chat"], chat)

    @rule(target=spots, place=places, who=people, named=st.lists(people, max_size=2, unique=True))
    def says(self, place: Place, who: str, named: list[str]) -> Any:
        request = self.about(place, "send_message", text=self.word(), mentions=self.ids(named))
        return self.writes(
            place,
            who,
            request,
            lambda: place.chat.say(request["message"], who, request["text"], tuple(named)),
        )

    @rule(target=spots, spot=spots, who=people)
    def answers(self, spot: Spot, who: str) -> Any:
        place = spot.place
        request = self.about(place, "send_message", text=self.word(), reply_to=spot.line.id)
        if who in place.chat.people and who not in spot.line.readers:
            self.is_refused(who, request, "message_not_found")
            return self.nothing_new()
        return self.writes(
            place,
            who,
            request,
            lambda: place.chat.say(request["message"], who, request["text"], answers=spot.line),
        )

    @rule(target=spots, place=places, who=people)
    def renames(self, place: Place, who: str) -> Any:
        request = self.about(place, "set_subject", subject=self.word())
        return self.writes(
            place, who, request, lambda: place.chat.rename(request["message"], who, request["subject"])
        )

    @rule(target=spots, place=places, who=people, newcomers=somebody_else, share_history=st.booleans())
    def adds(self, place: Place, who: str, newcomers: list[str], share_history: bool) -> Any:
        request = self.about(
            place, "add_participants", users=self.ids(newcomers), share_history=share_history
        )
        if who in place.chat.people and set(newcomers) <= set(place.chat.people):
            self.is_refused(who, request, "already_participant")
            return self.nothing_new()
        return self.writes(
            place,
            who,
            request,
            lambda: place.chat.add(request["message"], who, newcomers, share_history=share_history),
        )

    @rule(target=spots, place=places, who=people, other=people)
    def speaks_at_the_same_time_as(self, place: Place, who: str, other: str) -> Any:
        if not {who, other} <= set(place.chat.people):
            return self.nothing_new()
        requests = [self.about(place, "send_message", text=self.word()) for _ in (who, other)]
        replies = self.run(self._do_at_once([(who, requests[0]), (other, requests[1])]))
        both = sorted(
            zip((who, other), requests, replies, strict=True), key=lambda one: one[2]["message"]["seq"]
        )
        said = [place.chat.say(request["message"], name, request["text"]) for name, request, _ in both]
        self.lines.update({line.id: line for line in said})
        self.everybody_hears()
        return Spot(place, said[-1])

    @rule(target=done, spot=spots, who=people, same=st.booleans())
    def edits(self, spot: Spot, who: str, same: bool) -> Any:
        text = spot.line.text if same and spot.line.text else self.word()
        request = self.about_line(spot, "edit_message", text=text)
        code = self.refusal(spot, who) or ("" if spot.line.author == who else "not_author")
        return self.changes(spot, who, request, code, lambda: spot.place.chat.edit(spot.line, text))

    @rule(target=done, spot=spots, who=people)
    def deletes(self, spot: Spot, who: str) -> Any:
        request = self.about_line(spot, "delete_message")
        code = self.refusal(spot, who, may_be_deleted=True)
        if not code and spot.line.kind != "deleted" and spot.line.author != who:
            code = "not_author"
        return self.changes(spot, who, request, code, lambda: spot.place.chat.delete(spot.line))

    @rule(target=done, spot=spots, who=people, emoji=emoji, on=st.booleans())
    def reacts(self, spot: Spot, who: str, emoji: str, on: bool) -> Any:
        request = self.about_line(spot, "set_reaction", emoji=emoji, on=on)
        code = self.refusal(spot, who)
        return self.changes(
            spot, who, request, code, lambda: spot.place.chat.react(spot.line, who, emoji, on=on)
        )

    @rule(place=places, who=people, seq=st.integers(0, 12))
    def reads(self, place: Place, who: str, seq: int) -> None:
        request = {"type": "mark_read", "chat": place.id, "seq": seq}
        if who not in place.chat.people:
            return self.is_refused(who, request, "chat_not_found")
        assert self.run(self._do(who, request))["type"] == "ok"
        place.chat.mark_read(who, seq)
        self.everybody_hears()
        return None

    @rule(command=done, who=people)
    def sends_again(self, command: Done | None, who: str) -> None:
        """A command comes a second time, from whoever sent it or from somebody who got hold of it."""
        if command is None:
            return
        reply = self.run(self._do(who, command.request))
        if who == command.who:
            assert reply["type"] == "accepted", reply
        else:
            in_it = who in self.chats[command.request["chat"]].people
            assert reply["code"] == ("id_conflict" if in_it else "chat_not_found")
        self.everybody_hears()

    # What befalls the devices -----------------------------------------------------------------------------------------

    @rule(device=devices, fates=fates)
    def gets_a_bad_line(self, device: tuple[str, int], fates: list[str]) -> None:
        self.devices[device].fates.extend(fates)

    @rule(device=devices)
    def hears_what_was_late(self, device: tuple[str, int]) -> None:
        self.devices[device].deliver_late()

    @rule(device=devices)
    def asks_for_what_it_lacks(self, device: tuple[str, int]) -> None:
        if self.devices[device].is_online:
            self.run(self.devices[device].settle())
            self.everybody_hears()

    @rule(device=devices)
    def loses_its_connection(self, device: tuple[str, int]) -> None:
        self.run(self.devices[device].disconnect())

    @rule(device=devices)
    def comes_back(self, device: tuple[str, int]) -> None:
        if not self.devices[device].is_online:
            self.run(self._come_back(self.devices[device]))
            self.everybody_hears()

    @rule(device=devices, pushes=st.integers(0, 4))
    def loses_its_connection_while_catching_up(self, device: tuple[str, int], pushes: int) -> None:
        one = self.devices[device]
        if not one.is_online:
            self.run(one.connect(self.office.server.url))
            self.run(one.begin_to_catch_up(pushes))
            self.look_through(one)
            self.run(one.disconnect())

    @precondition(lambda self: self.words % 7 == 6)
    @rule()
    def the_server_is_killed(self) -> None:
        self.run(self._everybody_leaves())
        self.office.server.kill()
        self.office.server.start()

    # At the end -------------------------------------------------------------------------------------------------------

    def teardown(self) -> None:
        try:
            self.everybody_sees_what_they_must()
        finally:
            self.run(self._everybody_leaves())
            self.loop.close()

    def everybody_sees_what_they_must(self) -> None:
        """Live, after one more message; then after a reconnection with what is held; then beside a device that is new."""
        for device in self.devices.values():
            device.fates.clear()
            device.deliver_late()
        for place in [Place(id_, chat) for id_, chat in self.chats.items()]:
            self.says(place, place.chat.people[0], [])
        for device in self.devices.values():
            if device.is_online:
                self.run(device.settle())
                self.holds_what_it_must(device, read=False)
        for device in self.devices.values():
            self.run(device.disconnect())
            self.run(self._come_back(device))
            self.run(device.settle())
            self.holds_what_it_must(device, read=True)
        for name in PEOPLE:
            new = Device(name, self.usernames[name])
            self.run(self._come_back(new))
            self.run(new.settle())
            self.run(new.disconnect())
            old = [device for device in self.devices.values() if device.owner == name]
            assert all(device.replica.state() == new.replica.state() for device in old)

    def holds_what_it_must(self, device: Device, *, read: bool) -> None:
        """Others' read positions are told once a second and never again, so only a catch-up makes up for lost ones."""
        name, replica = device.owner, device.replica
        mine = {id_: chat for id_, chat in self.chats.items() if name in chat.people}
        assert set(replica.chats) == set(mine), name
        for id_, chat in mine.items():
            must = chat.seen_by(name)
            positions = (
                replica.read_positions(id_) if read else {self.user[one]: seq for one, seq in must.read}
            )
            assert self.names.view(replica.chats[id_], positions) == must, name

    # How it is done ---------------------------------------------------------------------------------------------------

    def word(self) -> str:
        """Return a text that nobody has said before."""
        self.words += 1
        for chat in self.chats.values():
            chat.forget_what_was_said()
        return f"said-{self.words}"

    def ids(self, names: list[str]) -> list[str]:
        return [self.user[name] for name in names]

    def about(self, place: Place, kind: str, **fields: Any) -> Json:
        return {"type": kind, "chat": place.id, "message": new_id(), **fields}

    def about_line(self, spot: Spot, kind: str, **fields: Any) -> Json:
        return {"type": kind, "chat": spot.place.id, "message": spot.line.id, "command": new_id(), **fields}

    def refusal(self, spot: Spot, who: str, *, may_be_deleted: bool = False) -> str:
        """Return why nobody, or not this person, may change a line; nothing if they may."""
        if who not in spot.place.chat.people:
            return "chat_not_found"
        if who not in spot.line.readers:
            return "message_not_found"
        if spot.line.is_system:
            return "system_line"
        return "message_deleted" if spot.line.kind == "deleted" and not may_be_deleted else ""

    def writes(self, place: Place, who: str, request: Json, then: Any) -> Any:
        """Carry out a command that writes a line, if the person is in the chat."""
        if who not in place.chat.people:
            self.is_refused(who, request, "chat_not_found")
            return self.nothing_new()
        reply = self.run(self._do(who, request))
        assert reply["type"] == "accepted", reply
        line = then()
        self.lines[line.id] = line
        self.accepted_as(place, who, line, reply)
        self.everybody_hears()
        return Spot(place, line)

    def changes(self, spot: Spot, who: str, request: Json, code: str, then: Any) -> Any:
        """Carry out a command that changes a line; it is refused if there is a code."""
        if code:
            self.is_refused(who, request, code)
            return None
        reply = self.run(self._do(who, request))
        assert reply["type"] == "accepted", reply
        then()
        self.accepted_as(spot.place, who, spot.line, reply)
        self.everybody_hears()
        return Done(who, request)

    def accepted_as(self, place: Place, who: str, line: Line, reply: Json) -> None:
        must = next(one for one in place.chat.seen_by(who).lines if one.id == line.id)
        assert self.names.line(reply["message"]) == must

    def is_refused(self, who: str, request: Json, code: str) -> None:
        reply = self.run(self._do(who, request))
        assert (reply["type"], reply.get("code")) == ("error", code), reply
        self.everybody_hears()

    def nothing_new(self) -> Any:
        """Return some line that is there already: every rule must put one into the bundle."""
        from hypothesis.stateful import multiple

        return multiple()

    def everybody_hears(self) -> None:
        """Let all that is due arrive, and look through every frame."""
        for device in self.devices.values():
            if device.is_online:
                self.run(device.hear())
                self.look_through(device)

    def look_through(self, device: Device) -> None:
        """Nobody was sent what they may not see at this moment."""
        for frame in device.new_frames():
            said, ids = told_in(frame)
            for word in said:
                assert any(chat.may_be_sent(device.owner, word) for chat in self.chats.values()), (
                    device.owner,
                    frame,
                )
            for one in ids:
                assert one not in self.chats or device.owner in self.chats[one].people, (device.owner, frame)
                assert one not in self.lines or device.owner in self.lines[one].readers, (device.owner, frame)

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    async def _everybody_comes(self) -> None:
        for device in self.devices.values():
            await self._come_back(device)

    async def _come_back(self, device: Device) -> None:
        await device.connect(self.office.server.url)
        await device.catch_up()
        self.look_through(device)

    async def _everybody_leaves(self) -> None:
        for device in self.devices.values():
            await device.disconnect()
        self.pens.clear()
        await self.stack.aclose()
        self.stack = AsyncExitStack()

    async def _do(self, who: str, request: Json) -> Json:
        """Let somebody make a request, on a device of theirs that is online if there is one."""
        online = [device for device in self.devices.values() if device.owner == who and device.is_online]
        bot = online[0].bot if online else await self._pen(who)
        assert bot is not None
        reply = await ask(bot, request)
        if online and reply["type"] != "error":
            online[0].replica.receive(reply)
        return reply

    async def _do_at_once(self, requests: list[tuple[str, Json]]) -> list[Json]:
        bots = [await self._pen(who) for who, _ in requests]
        numbers = [
            await bot.send("send_message", **{key: value for key, value in request.items() if key != "type"})
            for bot, (_, request) in zip(bots, requests, strict=True)
        ]
        return [await bot.reply(number) for bot, number in zip(bots, numbers, strict=True)]

    async def _pen(self, who: str) -> Bot:
        if who not in self.pens:
            bot = await self.stack.enter_async_context(connected(self.office.server.url))
            self.pens[who] = await bot.sign_in(self.usernames[who])
        return self.pens[who]


@pytest.fixture
def office(tmp_path: Any) -> Iterator[Office]:
    with running_server(tmp_path / "data") as server:
        yield Office(server)


@pytest.mark.timeout(by_profile(quick=300, long=3_600))
def test_everybody_sees_what_they_must_whatever_happens(office: Office) -> None:
    class ThisCompany(Company):
        pass

    ThisCompany.office = office
    run_state_machine_as_test(
        ThisCompany,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            suppress_health_check=[*HealthCheck],
        ),
    )
