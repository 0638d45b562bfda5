"""A person who writes a lot over a connection that keeps breaking: commands are sent ahead of their answers, and again if need be.

What is known of each command, sent or answered, is kept, so that a test can say afterwards what must be in force and what may be.
"""

import asyncio
import random
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from typing import Any

from websockets.exceptions import ConnectionClosed, InvalidHandshake

from sync_server.protocol import limits
from tests.support.server import Bot, Json, connected, new_id

LOST = (ConnectionClosed, InvalidHandshake, OSError, EOFError)
"""What a client meets when the server dies, at any moment of a connection's life."""
AHEAD = 12
"""Commands sent before the first of them is answered."""
PER_LIFE = limits.REQUESTS_BURST - 2 * AHEAD
"""Commands on one connection: asking for more patience than the server has is not what this is about."""
EMOJI = ("👍", "❤️", "🎉")


async def keep_connected(
    url: str,
    sign_in: Callable[[Bot], Awaitable[object]],
    live: Callable[[Bot], Awaitable[bool]],
    *,
    may: asyncio.Event,
) -> None:
    """Live on one connection after the other until `live` says that this was the last. `may` says when to connect."""
    while True:
        await may.wait()
        try:
            async with connected(url) as bot:
                await sign_in(bot)
                if await live(bot):
                    return
        except LOST:
            await asyncio.sleep(0.01)


class Writer:
    """Somebody in a chat who sends, edits, reacts and reads, at random but the same in every run."""

    def __init__(self, username: str, chat: str, *, seed: int, wake: Callable[[], None]) -> None:
        self.username = username
        self.id = ""
        self.sent: list[str] = []
        """Ids of the messages, in the order in which they were first sent."""
        self.seqs: dict[str, int] = {}
        """Of those that were acknowledged."""
        self.texts: dict[str, list[str]] = {}
        """Of each message: the texts that it may show; the first is the last one acknowledged."""
        self.reactions: dict[tuple[str, str], list[bool]] = {}
        """By message and emoji, likewise."""
        self.read = 0
        """The farthest position that was acknowledged."""
        self.acknowledged = 0
        self.changes = 0
        """Commands thought of so far that change a message which is there."""
        self._token = ""
        self._chat = chat
        self._random = random.Random(seed)  # noqa: S311 - dice, not secrets
        self._wake = wake
        self._outbox: deque[Json] = deque()
        self._finishing = False

    def finish(self) -> None:
        """Think of nothing more to say."""
        self._finishing = True

    async def run(self, url: str, *, may: asyncio.Event) -> None:
        """Write until told to finish and all is answered."""
        await keep_connected(url, self._sign_in, self._write, may=may)

    async def _sign_in(self, bot: Bot) -> None:
        if self._token:
            await bot.resume(self._token)
        else:
            await bot.sign_in(self.username)
            self._token, self.id = bot.token, bot.user["id"]

    async def _write(self, bot: Bot) -> bool:
        unanswered: deque[tuple[int, Json]] = deque()
        again = deque(self._outbox)
        for _ in range(PER_LIFE):
            command = again.popleft() if again else self._next()
            if command is not None:
                unanswered.append((await bot.send(**command), command))
            if len(unanswered) == AHEAD or (command is None and unanswered):
                await self._answer(bot, *unanswered.popleft())
        while unanswered:
            await self._answer(bot, *unanswered.popleft())
        return self._finishing and not self._outbox

    async def _answer(self, bot: Bot, request: int, command: Json) -> None:
        reply = await bot.reply(request)
        assert reply["type"] in {"accepted", "ok"}, (command, reply)
        assert self._outbox.popleft() is command, "answers come in the order of the commands"
        self.acknowledged += 1
        self._note(command, reply)
        self._wake()

    def _note(self, command: Json, reply: Json) -> None:
        match command["kind"]:
            case "send_message":
                seq = reply["message"]["seq"]
                assert self.seqs.setdefault(command["message"], seq) == seq
                self._settle(self.texts[command["message"]], command["text"])
            case "edit_message":
                self._settle(self.texts[command["message"]], command["text"])
            case "set_reaction":
                self._settle(self.reactions[command["message"], command["emoji"]], command["on"])
            case _:
                self.read = max(self.read, command["seq"])

    @staticmethod
    def _settle(possible: list[Any], acknowledged: object) -> None:
        """Forget what came before an acknowledged change."""
        del possible[: possible.index(acknowledged)]

    def _next(self) -> Json | None:
        """Think of the next command; None if there is to be none."""
        if self._finishing:
            return None
        command = next(self._commands())
        self._outbox.append(command)
        return command

    def _commands(self) -> Iterator[Json]:
        dice = self._random.random()
        if dice < 0.7 or not self.seqs:
            yield self._send()
        message = self._random.choice(list(self.seqs))
        if dice < 0.8:
            yield self._edit(message)
        if dice < 0.9:
            yield self._react(message)
        yield {"kind": "mark_read", "chat": self._chat, "seq": self.seqs[message]}

    def _send(self) -> Json:
        message, text = new_id(), f"{self.username} says {len(self.sent)}"
        self.sent.append(message)
        self.texts[message] = [text]
        return {"kind": "send_message", "chat": self._chat, "message": message, "text": text}

    def _edit(self, message: str) -> Json:
        text = f"{self.username} thinks better of it: {self._random.getrandbits(60)}"
        self.texts[message].append(text)
        self.changes += 1
        return {
            "kind": "edit_message", "chat": self._chat, "message": message, "command": new_id(), "text": text,
        }  # fmt: skip

    def _react(self, message: str) -> Json:
        emoji = self._random.choice(EMOJI)
        possible = self.reactions.setdefault((message, emoji), [False])
        on = not possible[-1]
        possible.append(on)
        self.changes += 1
        return {
            "kind": "set_reaction", "chat": self._chat, "message": message, "command": new_id(), "emoji": emoji, "on": on,
        }  # fmt: skip
