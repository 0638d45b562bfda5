"""Somebody who does a bit of everything in some chats, at random but the same in every run, on a line of their own on which all is well."""

import random
from collections.abc import Callable

from sync_server.protocol.limits import REQUESTS_BURST
from sync_server.protocol.nouns import FOR_EVER
from tests.support.server import Bot, Json, ServerProcess, new_id, signed_in

EMOJI = ("👍", "🎉", "❤️")
PER_DEVICE = REQUESTS_BURST - 20
"""Messages that a device may send at once, with some room to spare."""


async def fill(server: ServerProcess, username: str, chat: str, count: int) -> None:
    """Have somebody say a lot in a chat, at once, from as many devices as it takes."""
    for begin in range(0, count, PER_DEVICE):
        async with signed_in(server, username, synced=False) as bot:
            requests = [
                await bot.send(
                    "send_message", chat=chat, message=new_id(), text=f"{username} filled in {number}"
                )
                for number in range(begin, min(begin + PER_DEVICE, count))
            ]
            assert {(await bot.reply(request))["type"] for request in requests} <= {"accepted"}


class Chatter:
    """One person, signed in as a `Bot`, and what they have said so far."""

    def __init__(self, bot: Bot, seed: int) -> None:
        self.bot = bot
        self.places: dict[str, int] = {}
        """The chats that they are in, and the place of the last line that they wrote there."""
        self.said: dict[str, list[str]] = {}
        """The ids of their messages in each chat, without those that they took back."""
        self._dice = random.Random(seed)  # noqa: S311 - dice, not secrets
        self._words = 0

    def joins(self, *chats: str) -> "Chatter":
        """Be somebody who is in these chats."""
        for chat in chats:
            self.places.setdefault(chat, 1)
            self.said.setdefault(chat, [])
        return self

    async def starts(self, *others: str) -> str:
        """Start a chat with some people."""
        chat = await self.bot.create_chat(*others, subject=self._word())
        self.joins(chat)
        return chat

    async def says(self, chat: str, count: int = 1) -> None:
        """Say something, several times."""
        for _ in range(count):
            await self._say(chat)

    async def does(self, count: int) -> None:
        """Do a few things in any of the chats."""
        ways = (self._say, self._edit, self._take_back, self._react, self._rename, self._read, self._prefer)
        for _ in range(count):
            way: Callable[..., object] = self._dice.choices(ways, (8, 3, 2, 4, 1, 3, 2))[0]
            chat = self._dice.choice([*self.places])
            await way(chat)  # type: ignore[misc]

    def _word(self) -> str:
        self._words += 1
        return f"{self.bot.user['username']} {self._words}"

    async def _say(self, chat: str) -> None:
        message = new_id()
        answers = {}
        if self.said[chat] and self._dice.random() < 0.3:
            answers = {"reply_to": self._dice.choice(self.said[chat])}
        reply = await self._ask("send_message", chat=chat, message=message, text=self._word(), **answers)
        self.places[chat] = reply["message"]["seq"]
        self.said[chat].append(message)

    async def _edit(self, chat: str) -> None:
        if self.said[chat]:
            message = self._dice.choice(self.said[chat])
            await self._ask("edit_message", chat=chat, message=message, command=new_id(), text=self._word())

    async def _take_back(self, chat: str) -> None:
        if self.said[chat]:
            message = self.said[chat].pop(self._dice.randrange(len(self.said[chat])))
            await self._ask("delete_message", chat=chat, message=message, command=new_id())

    async def _react(self, chat: str) -> None:
        if self.said[chat]:
            about = {"chat": chat, "message": self._dice.choice(self.said[chat]), "command": new_id()}
            on = self._dice.random() < 0.7
            await self._ask("set_reaction", **about, emoji=self._dice.choice(EMOJI), on=on)

    async def _rename(self, chat: str) -> None:
        await self._ask("set_subject", chat=chat, message=new_id(), subject=self._word())

    async def _read(self, chat: str) -> None:
        await self._ask("mark_read", chat=chat, seq=self._dice.randint(1, self.places[chat]))

    async def _prefer(self, chat: str) -> None:
        what = self._dice.choice(
            (
                {"muted_until": self._dice.choice((0, 1_900_000_000_000, FOR_EVER))},
                {"pinned": self._dice.random() < 0.5},
                {"notify": self._dice.choice(("", "all", "mentions", "nothing"))},
                {"unread_from": self._dice.choice((0, self._dice.randint(1, self.places[chat])))},
            )
        )
        await self._ask("set_preferences", chat=chat, command=new_id(), **what)

    async def _ask(self, kind: str, **fields: object) -> Json:
        reply = await self.bot.request(kind, **fields)
        assert reply["type"] != "error", (kind, fields, reply)
        return reply
