"""The company of the state machine: its people, their devices and pens, and how what they do is carried out and looked at."""

import asyncio
from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import MultipleResults, RuleBasedStateMachine, multiple

from tests.model.clients import Device, Names, ask, told_in
from tests.model.oracle import Chat, Line, Reading
from tests.promises.onlookers import hire
from tests.support.attachments import Carrier, TransferError, carrier
from tests.support.server import Bot, Json, ServerProcess, connected, new_id

PEOPLE = ("anna", "bruno", "carla", "dario", "emil")
LEVELS = ("", "all", "mentions", "nothing")
"""What somebody may be notified of in a chat."""
DEVICES = {"anna": 2, "bruno": 1, "carla": 2, "dario": 1, "emil": 1}


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
    """Five people on seven devices."""

    office: Office

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.new_event_loop()
        self.usernames, by_id = self.office.new_people()
        self.names = Names(by_id)
        self.user = {name: user for user, name in by_id.items()}
        self.chats: dict[str, Chat] = {}
        self.reading = Reading()
        self.lines: dict[str, Line] = {}
        self.files: dict[str, Line] = {}
        """Which line each file was sent with."""
        self.mutes: dict[str, str] = {}
        """Who has muted a chat until when; nobody else ever hears of that."""
        self.words = 0
        self.pens: dict[str, Bot] = {}
        """Connections by which those write whose devices are all offline; they are told nothing."""
        self.carriers: dict[str, Carrier] = {}
        """Connections by which they upload and fetch."""
        self.stack = AsyncExitStack()
        self.devices = {
            (name, number): Device(name, self.usernames[name])
            for name in PEOPLE
            for number in range(DEVICES[name])
        }

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

    def found(self, who: str, others: list[str]) -> Place:
        """Start a chat."""
        request = self.to_found(others)
        reply = self.run(self._do(who, request))
        assert reply["type"] == "chat_created", reply
        chat = Chat(request["message"], who, others, request["subject"], self.reading)
        self.chats[request["chat"]] = chat
        self.lines[request["message"]] = chat.lines[0]
        self.everybody_hears()
        return Place(request["chat"], chat)

    def to_found(self, others: list[str]) -> Json:
        return {
            "type": "create_chat",
            "chat": new_id(),
            "message": new_id(),
            "participants": self.ids(others),
            "subject": self.word(),
        }

    def say(self, place: Place, who: str, *, answers: Line | None = None) -> Any:
        """Say something in a chat; return the line, if the person is in it."""
        answered = {} if answers is None else {"reply_to": answers.id}
        request = self.about(place, "send_message", text=self.word(), **answered)
        return self.writes(
            place,
            who,
            request,
            lambda: place.chat.say(request["message"], who, request["text"], answers=answers),
        )

    def send_files(self, place: Place, who: str, count: int, text: str) -> Any:
        """Upload files and send them to a chat; return the line, if the person is in it."""
        names = [f"{self.word()}.txt" for _ in range(count)]
        files = [self.run(self._upload(who, name)) for name in names]
        by_id = {file["id"]: file["name"] for file in files}
        request = self.about(place, "send_message", text=text, attachments=files)
        line = self.writes(
            place, who, request, lambda: place.chat.send_files(request["message"], who, text, by_id)
        )
        if line is not None:
            self.files.update(dict.fromkeys(by_id, line))
        return line

    def fetch(self, spot: Spot, who: str, file: str) -> None:
        """Fetch a file through a line: whoever may gets it, everybody else the same answer."""
        got = self.run(self._fetch(spot, who, file))
        if spot.place.chat.may_fetch(who, spot.line, file):
            assert got == spot.line.files[file].encode()
        else:
            assert got == "attachment_not_found"

    def add(self, place: Place, who: str, newcomers: list[str], *, share_history: bool) -> Any:
        """Add people to a chat; return the line, if the one who adds is in it."""
        request = self.about(
            place, "add_participants", users=self.ids(newcomers), share_history=share_history
        )
        return self.writes(
            place,
            who,
            request,
            lambda: place.chat.add(request["message"], who, newcomers, share_history=share_history),
        )

    def edit(self, spot: Spot, who: str, text: str) -> Any:
        """Change the text of a line, if the person may."""
        request = self.about_line(spot, "edit_message", text=text)
        code = self.refusal(spot, who) or ("" if spot.line.author == who else "not_author")
        return self.changes(spot, who, request, code, lambda: spot.place.chat.edit(spot.line, text))

    def delete(self, spot: Spot, who: str) -> Any:
        """Take a line back, if the person may."""
        request = self.about_line(spot, "delete_message")
        code = self.refusal(spot, who, may_be_deleted=True)
        if not code and spot.line.kind != "deleted" and spot.line.author != who:
            code = "not_author"
        return self.changes(spot, who, request, code, lambda: spot.place.chat.delete(spot.line))

    def react(self, spot: Spot, who: str, emoji: str, *, on: bool) -> Any:
        """Put an emoji under a line, or take it away, if the person may."""
        request = self.about_line(spot, "set_reaction", emoji=emoji, on=on)
        code = self.refusal(spot, who)
        return self.changes(
            spot, who, request, code, lambda: spot.place.chat.react(spot.line, who, emoji, on=on)
        )

    def prefer(self, place: Place, who: str, what: str, seq: int) -> Any:
        """Set something for oneself, if the person is in the chat."""
        value: Any = {"pinned": seq % 2 == 1, "unread_from": seq, "notify": LEVELS[seq % len(LEVELS)]}.get(
            what
        )
        if what == "muted_until":
            self.word()
            value = 4 * 10**15 + self.words
            self.mutes[str(value)] = who
        request = {"type": "set_preferences", "chat": place.id, "command": new_id(), what: value}
        if who not in place.chat.people:
            self.is_refused(who, request, "chat_not_found")
            return self.nothing_new()
        reply = self.run(self._do(who, request))
        assert reply["type"] == "preferences_set", reply
        place.chat.prefer(who, **{what: value})
        must = place.chat.preferences[who]
        assert self.names.preferences(reply["preferences"]) == must
        self.everybody_hears()
        return Done(who, request)

    def writes(self, place: Place, who: str, request: Json, then: Callable[[], Line]) -> Line | None:
        """Carry out a command that writes a line; return it, if the person is in the chat."""
        if who not in place.chat.people:
            self.is_refused(who, request, "chat_not_found")
            return None
        reply = self.run(self._do(who, request))
        assert reply["type"] == "accepted", reply
        line = then()
        self.lines[line.id] = line
        self.accepted_as(place, who, line, reply)
        self.everybody_hears()
        return line

    def changes(self, spot: Spot, who: str, request: Json, code: str, then: Callable[[], Any]) -> Any:
        """Carry out a command that changes a line; it is refused if there is a code."""
        if code:
            self.is_refused(who, request, code)
            return self.nothing_new()
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

    def nothing_new(self) -> MultipleResults[Any]:
        """Return nothing for a bundle."""
        return multiple()

    def new_in(self, place: Place, line: Line | None) -> Any:
        """Return a line for a bundle, if it was written."""
        return self.nothing_new() if line is None else Spot(place, line)

    def all_of(self, *results: Any) -> MultipleResults[Any]:
        """Return several things for a bundle."""
        return multiple(*results)

    def author_or_somebody(self, data: st.DataObject, spot: Spot) -> str:
        """Draw somebody, as often as not the author of a line."""
        return data.draw(st.sampled_from([spot.line.author] * 4 + [*PEOPLE]), label="who")

    def somebody(self, data: st.DataObject, place: Place) -> str:
        """Draw somebody, mostly one of those in the chat."""
        outside = [name for name in PEOPLE if name not in place.chat.people]
        return data.draw(st.sampled_from([*place.chat.people * 3, *outside]), label="who")

    def everybody_hears(self) -> None:
        """Let all that is due arrive, and look through every frame."""
        self.run(self._everybody_hears())
        for device in self.devices.values():
            if device.is_online:
                self.look_through(device)

    def look_through(self, device: Device) -> None:
        """Nobody was sent what they may not see at this moment."""
        for frame in device.new_frames():
            said, ids, mutes = told_in(frame)
            assert all(self.mutes[mute] == device.owner for mute in mutes), (device.owner, frame)
            for word in said:
                assert any(chat.may_be_sent(device.owner, word) for chat in self.chats.values()), (
                    device.owner,
                    frame,
                )
            for one in ids:
                assert one not in self.chats or device.owner in self.chats[one].people, (device.owner, frame)
                assert one not in self.lines or device.owner in self.lines[one].readers, (device.owner, frame)
                assert one not in self.files or device.owner in self.files[one].readers, (device.owner, frame)

    def run(self, work: Any) -> Any:
        return self.loop.run_until_complete(work)

    async def _everybody_hears(self) -> None:
        # All ask before any is awaited: nobody waits for the server while it has nothing to do.
        online = [device for device in self.devices.values() if device.is_online]
        for device, asked in [(device, await device.prick_up_ears()) for device in online]:
            await device.hear(asked)

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
        self.carriers.clear()
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

    async def _upload(self, who: str, name: str) -> Json:
        return await (await self._carrier(who)).upload(name.encode(), name=name, kind="text/plain")

    async def _fetch(self, spot: Spot, who: str, file: str) -> bytes | str:
        try:
            return await (await self._carrier(who)).fetch(spot.place.id, spot.line.id, file)
        except TransferError as refused:
            return refused.code

    async def _carrier(self, who: str) -> Carrier:
        if who not in self.carriers:
            pen = await self._pen(who)
            line = carrier(self.office.server.url, pen.token)
            self.carriers[who] = await self.stack.enter_async_context(line)
        return self.carriers[who]
