"""The desks of the state machine over the client: real clients over encrypted files, on lines of their own, and one server for all.

All of it lives in one task, which carries out what the machine asks of it and stands still in between.
"""

import asyncio
from collections.abc import Coroutine
from contextlib import AsyncExitStack
from functools import partial
from pathlib import Path
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine

from desktop.core.errors import InvalidInputError
from desktop.core.values import ChatSummary, ConnectionState, Delivery, Pasted, Text, TimelineRow
from tests.model.expected import Expected, Said
from tests.promises.onlookers import hire
from tests.support.devices import Device, Office, Waiting
from tests.support.faults import anything
from tests.support.server import ServerProcess
from tests.support.truth import Holding, held_by, shown_to, unread_of

PEOPLE = ("anna", "bruno", "carla")
"""Carla is in chats, and on no device of her own."""
DEVICES = ("anna", "anna's phone", "bruno")

BEGIN = 1_800_000_000_000
"""Of the devices' clocks."""


class Floor:
    """The server that all runs share, and where their files lie."""

    def __init__(self, server: ServerProcess, folder: Path) -> None:
        self.server = server
        self.folder = folder
        self.runs = 0


class Desks(RuleBasedStateMachine):
    """Two people on three devices, and what they have done; the rules are the test's."""

    floor: Floor

    def __init__(self) -> None:
        super().__init__()
        self.floor.runs += 1
        self.usernames = {name: f"{name}{self.floor.runs}" for name in PEOPLE}
        hired = hire(self.floor.server, list(self.usernames.values()))
        self.ids = {name: hired[username] for name, username in self.usernames.items()}
        self.expected = Expected()
        self.devices: dict[str, Device] = {}
        self.closed: set[str] = set()
        """Whose account was closed."""
        self.words = 0
        self._minutes: dict[str, int] = {}
        self._loop = asyncio.new_event_loop()
        self._jobs: asyncio.Queue[tuple[Coroutine[Any, Any, Any], asyncio.Future[Any]] | None] = (
            asyncio.Queue()
        )
        self._living = self._loop.create_task(self._live())

    # How it is carried out --------------------------------------------------------------------------------------------

    def run(self, what: Coroutine[Any, Any, Any]) -> Any:
        """Have something done in the task in which all lives; an error that nobody expected there is raised here."""
        done = self._loop.create_future()
        self._jobs.put_nowait((what, done))
        self._loop.run_until_complete(asyncio.wait((done, self._living), return_when=asyncio.FIRST_COMPLETED))
        if not done.done():
            self._living.result()
        return done.result()

    def has_done(self, device: str, what: Coroutine[Any, Any, Any]) -> None:
        """Have a user do something; who was just signed out for good may find that there is nothing left to do it with."""
        try:
            self.run(what)
        except InvalidInputError:
            if device.partition("'")[0] not in self.closed:
                raise

    async def _live(self) -> None:
        async with AsyncExitStack() as stack, asyncio.TaskGroup() as tasks:
            folder = self.floor.folder / f"run {self.floor.runs}"
            self.desk = Office(self.floor.server, folder, tasks, stack)
            try:
                while (job := await self._jobs.get()) is not None:
                    await self._do(*job)
            finally:
                await self.desk.close()

    @staticmethod
    async def _do(what: Coroutine[Any, Any, Any], done: asyncio.Future[Any]) -> None:
        try:
            done.set_result(await what)
        except Exception as error:  # noqa: BLE001 - it is raised in the test
            done.set_exception(error)

    def go_home(self) -> None:
        """End everything."""
        self._jobs.put_nowait(None)
        try:
            self._loop.run_until_complete(self._living)
        finally:
            self._loop.close()

    async def everybody_comes(self) -> None:
        """Sign in on every device, and start the chat with which every story begins."""
        for name in DEVICES:
            person, _, rest = name.partition("'")
            self.devices[name] = await self.desk.device(
                f"{self.usernames[person]}{chr(39) + rest if rest else ''}"
            )
            self.devices[name].clock = partial(self._now, name)
        for others in (["bruno", "carla"], ["bruno"]):
            await self.starts("anna", others)
        for device in self.devices.values():
            await device.until(partial(self._has_both, device), "the first chats")

    async def _has_both(self, device: Device) -> bool:
        return len(await device.client.chats()) == len(self.expected.started)

    # What they do -----------------------------------------------------------------------------------------------------

    def who(self, device: str) -> str:
        """Return the id of a device's user."""
        return self.ids[device.partition("'")[0]]

    def time_passes(self, device: str, minutes: int) -> None:
        """Let a device's clock go on."""
        self._minutes[device] = self._minutes.get(device, 0) + minutes

    def word(self) -> str:
        """Return a text that nobody has used before."""
        self.words += 1
        return f"word {self.words}"

    def _now(self, device: str) -> int:
        return BEGIN + self._minutes.get(device, 0) * 60_000

    async def chat(self, device: str, number: int) -> ChatSummary | None:
        """Return one of the chats that a device shows."""
        lines = sorted(await self.devices[device].client.chats(), key=lambda line: line.id)
        return lines[number % len(lines)] if lines else None

    async def message(self, device: str, chat: str, number: int, *, own: bool = False) -> TimelineRow | None:
        """Return one of the texts that a device shows, the newest for 0."""
        rows = [row for row in await self.devices[device].rows(chat) if isinstance(row.body, Text)]
        rows = [row for row in rows if not own or row.author == self.who(device)]
        return rows[-1 - number % len(rows)] if rows else None

    async def starts(self, device: str, others: list[str]) -> None:
        """Start a chat."""
        subject = self.word()
        chat = await self.devices[device].client.start_chat(
            [self.ids[one] for one in others], subject=subject
        )
        self.expected.started[chat] = subject

    async def says(self, device: str, chat: str, *, answers: TimelineRow | None = None) -> None:
        """Say something."""
        text = self.word()
        reply_to = answers.id if answers else None
        message = await self.devices[device].client.send(chat, text, reply_to=reply_to)
        files = self.expected.attached.pop((device, chat), ())
        said = Said(chat, self.who(device), device, [(device, text)], files, moved=bool(files))
        self.expected.said[message] = said
        self.expected.drafts.pop((device, chat), None)

    async def attaches(self, device: str, chat: str) -> None:
        """Put a small file into a draft, unless it has some."""
        held = self.expected.attached.get((device, chat), ())
        if len(held) < _MOST_FILES:
            word = self.word()
            await self.devices[device].client.attach(chat, Pasted(f"{word}.bin", word.encode() * 500))
            self.expected.attached[device, chat] = (*held, f"{word}.bin")

    async def changes(self, device: str, row: TimelineRow, how: str, emoji: str) -> None:
        """Edit, take back or react to a message, if that can be."""
        client, said, text = self.devices[device].client, self.expected.said[row.id], self.word()
        # What was refused or asks goes to the end with its new text.
        said.moved |= row.delivery in {Delivery.ASKING, Delivery.REFUSED}
        try:
            match how:
                case "edit":
                    await client.edit(row.chat, row.id, text)
                    said.texts.append((device, text))
                case "delete":
                    await client.delete(row.chat, row.id)
                    said.taken_back = True
                case _:
                    await client.react(row.chat, row.id, emoji, how == "react")
                    key = (self.who(device), emoji)
                    said.reactions.setdefault(key, []).append((device, how == "react"))
        except InvalidInputError:
            # It was taken back just now.
            assert said.taken_back

    async def decides(self, device: str, how: str) -> None:
        """Decide on the first thing that was refused or asks: have it go after all, give it up, or put it into the draft."""
        undecided = [waiting for waiting in await self.devices[device].outbox() if waiting.is_undecided]
        if not undecided:
            return
        first, client = undecided[0], self.devices[device].client
        said = self.expected.said.get(first.message or "")
        if said is not None:
            said.moved = True
        match how:
            case "go":
                await (client.retry if first.refusal else client.release)(first.number)
            case "draft" if said is not None:
                await client.take_back(first.number)
                self._joins_the_draft(device, said)
            case _:
                await client.discard(first.number)
                self._is_given_up(first)

    def _joins_the_draft(self, device: str, said: Said) -> None:
        drafted = self.expected.drafts.get((device, said.chat))
        self.expected.drafts[device, said.chat] = "\n\n".join(filter(None, (drafted, said.texts[-1][1])))
        files = (*self.expected.attached.get((device, said.chat), ()), *said.files)
        self.expected.attached[device, said.chat] = files
        said.given_up = True

    def _is_given_up(self, given_up: Waiting) -> None:
        if given_up.kind == "create_chat":
            self.expected.given_up.add(given_up.chat)
            for said in self.expected.said.values():
                said.given_up |= said.chat == given_up.chat
            self.expected.drafts = {
                where: draft for where, draft in self.expected.drafts.items() if where[1] != given_up.chat
            }
            self.expected.attached = {
                where: files for where, files in self.expected.attached.items() if where[1] != given_up.chat
            }
        elif given_up.kind == "send_message":
            self.expected.said[given_up.message or ""].given_up = True
        elif given_up.kind == "set_subject":
            self.expected.given_up.add(given_up.subject or "")
        else:
            assert self.expected.said[given_up.about or ""].taken_back

    # What befalls them, where several things have to come together ------------------------------------------------------

    async def misses(self, device: str, other: str, much: int) -> None:
        """Lose a few pushes of what somebody else says, and get what they say after that."""
        one, speaker = self.devices[device], self.devices[other]
        chat = await self._shared(device, other)
        if chat is None:
            return
        lost = one.line.to_client.lose(lambda frame: frame["type"] == "chat_changes", times=None)
        for _ in range(much):
            await self.says(other, chat)
        await self.comes_to_rest(speaker)
        await lost.struck()
        lost.stop()
        await self.says(other, chat)
        await self.comes_to_rest(speaker)

    async def is_not_answered(self, device: str, *, dies: bool, then: str) -> None:
        """Say something that reaches the server and is not answered; change it before anybody knows."""
        one = self.devices[device]
        chat = await self._shared(device)
        # What has files does not reach the server over a line that lets no answer through.
        if chat is None or self.expected.attached.get((device, chat)):
            return
        answer = one.line.to_client.lose(lambda frame: frame["type"] == "accepted")
        one.line.to_client.lose(anything, times=None)
        await self.says(device, chat)
        message = list(self.expected.said)[-1]
        await answer.struck()
        await one.goes_offline()
        if dies:
            await one.dies()
            await one.lives()
        row = await one.row(message)
        assert row is not None
        await self.changes(device, row, then, "🦄")

    async def _shared(self, *names: str) -> str | None:
        """Return a chat that all know, once they have sent all they have over lines with nothing wrong; None if there is none.

        Nor with somebody whose account was closed: they may be online for a moment still, and then hear and say nothing more.
        """
        if any(name.partition("'")[0] in self.closed for name in names):
            return None
        known: list[set[str]] = []
        for device in [self.devices[name] for name in names]:
            await self.has_a_line_again(device)
            await self.comes_to_rest(device)
            if not device.is_online:
                return None
            known.append({*(await held_by(device.client)).chats})
        return min(set.intersection(*known), default=None)

    @staticmethod
    async def has_a_line_again(device: Device) -> None:
        """Have a line with nothing wrong with it, and try it."""
        device.line.to_client.heal()
        device.line.to_server.heal()
        await device.line.accept()
        device.client.try_now()

    # How it ends ------------------------------------------------------------------------------------------------------

    async def comes_to_rest(self, device: Device) -> None:
        """Have a device send what it has."""
        await device.until(lambda: device.client.connection.state in _RESTS, "to be online, or out")
        if device.is_online:
            await device.sends_everything()

    async def all_is_well(self) -> None:
        """All faults end; then every device holds what the server shows, and the server what was written, once."""
        for name in [name for name in self.devices if name.partition("'")[0] in self.closed]:
            await self._is_wiped(self.devices[name])
            self.desk.all.remove(self.devices[name])
            await self.devices.pop(name).ends()
        await self.desk.agree()
        await self._is_true()
        if any([await self._release_all(device) for device in self.devices.values()]):
            await self.desk.agree()
            await self._is_true()

    async def _release_all(self, device: Device) -> bool:
        """Let everything go that asks; return whether there was anything."""
        asking = [waiting for waiting in await device.outbox() if waiting.held == "asks"]
        for waiting in asking:
            self.expected.said[waiting.message or ""].moved = True
            await device.client.release(waiting.number)
        return bool(asking)

    async def _is_true(self) -> None:
        undecided: set[str] = set()
        for device in self.devices.values():
            for waiting in await device.outbox():
                undecided |= self._undecided(waiting)
        for name, device in self.devices.items():
            truth = await shown_to(self.floor.server, device.account.username)
            self._assert_true(truth, self.who(name), undecided)
            await self._shows(name, device, truth)

    def _undecided(self, waiting: Waiting) -> set[str]:
        """Return what is not there because its author has to decide first, on this or on what it waits for."""
        if waiting.kind == "create_chat":
            return {
                waiting.chat,
                *(id_ for id_, said in self.expected.said.items() if said.chat == waiting.chat),
            }
        if waiting.kind in {"send_message", "set_subject"}:
            return {waiting.message or "", waiting.subject or ""}
        if waiting.refusal:
            assert self.expected.said[waiting.about or ""].taken_back, waiting
        return set()

    def _assert_true(self, truth: Holding, user: str, refused: set[str]) -> None:
        for chat, sight in truth.chats.items():
            self.expected.assert_in(sight, chat, refused)
            self.expected.assert_set(sight, user, chat)

    async def _shows(self, name: str, device: Device, truth: Holding) -> None:
        """Beside what is confirmed: numbers, drafts, and chats of one's own that nobody else knows of."""
        lines = {line.id: line for line in await device.client.chats()}
        unread = unread_of(self.floor.server, device.me)
        assert {chat: lines[chat].unread for chat in truth.chats} == unread
        for (owner, chat), draft in self.expected.drafts.items():
            if owner == name and chat in lines:
                assert lines[chat].draft == draft
        for (owner, chat), files in self.expected.attached.items():
            if owner == name and chat in lines:
                details = await device.client.chat(chat)
                assert details is not None
                assert tuple(each.name for each in details.draft_files) == files
                for each in details.draft_files:
                    assert (
                        await device.client.content(each.id) == each.name.removesuffix(".bin").encode() * 500
                    )

    async def _is_wiped(self, device: Device) -> None:
        if not device.lives_now:
            await device.lives()
        await device.line.accept()
        device.line.to_client.heal()
        device.line.to_server.heal()
        await device.until(
            lambda: device.client.connection.state is ConnectionState.SIGNED_OUT,
            "to hear that the account is closed",
        )

        async def is_empty() -> bool:
            return await held_by(device.client) == Holding({}, {}) and await device.outbox() == []

        await device.until(is_empty, "its file to be wiped")


_MOST_FILES = 3
_RESTS = {ConnectionState.ONLINE, ConnectionState.SIGNED_OUT}
