"""The teammates at work: each a real device of the real protocol, told apart from people only by who moves the keys.

One `Troupe` hears what is written in all chats and decides who answers, so that ten teammates do not all answer at once; each
`Player` holds one teammate's connection, and makes it again whenever the server was away.
"""

import asyncio
import logging
import random
from collections.abc import Callable, Coroutine

import uuid_utils

from desktop.core.errors import ClientError
from desktop.core.sync.address import websocket_address
from desktop.core.sync.connection import Session
from desktop.demo import replies
from desktop.demo.dialogues import REFUND_SUBJECT
from desktop.demo.files import attachment
from desktop.demo.people import ELIF, ME, PASSWORD, TEAM, Teammate
from desktop.demo.sending import upload
from sync_server.protocol.frames import (
    ChatChanges,
    ChatSnapshot,
    Directory,
    MarkRead,
    Push,
    SendMessage,
    SetPresence,
    SetReaction,
    StartTyping,
    Sync,
    Synced,
)
from sync_server.protocol.nouns import Chat, ChatId, CommandId, Message, MessageId, Text, UserId

_ARRIVAL_SECONDS = 0.4
"""Between two teammates who connect at the start."""
_RECONNECT_SECONDS = 2.0
_THINK_SECONDS = (1.0, 2.5)
_SECONDS_A_LETTER = 0.05
_TYPE_SECONDS = (1.2, 4.5)
_TYPING_AGAIN_SECONDS = 3.0
_FIRST_SILENCE_SECONDS = (15.0, 25.0)
_SILENCE_SECONDS = (45.0, 110.0)
"""Between two messages that nobody asked for."""
_FRESH_MS = 30_000
"""What was written longer ago is not answered any more."""
_SECOND_VOICE = 0.3
"""How often another teammate adds something."""

_A_REACTION = 0.4
"""How often another one puts an emoji under what is answered."""

log = logging.getLogger(__name__)


class Player:
    """One teammate's device."""

    def __init__(self, person: Teammate, address: str, heard: Callable[["Player", Push], None]) -> None:
        self.person = person
        self.user: UserId | None = None
        self._address = websocket_address(address)
        self._heard = heard
        self._session: Session | None = None
        self._token = ""
        self.caught_up = False
        """What is told from here on happens just now; before, it is the past."""

    async def play(self) -> None:
        """Stay connected, and pass on what is told, until cancelled."""
        while True:
            try:
                await self._be_connected()
            except ClientError as error:
                log.info("%s lost the connection: %s", self.person.username, error)
            self._session = None
            self.caught_up = False
            await asyncio.sleep(_RECONNECT_SECONDS)

    async def _be_connected(self) -> None:
        async with Session.open(self._address) as session:
            signed_in = await session.sign_in(self.person.username, PASSWORD, device_name="demo")
            self.user = signed_in.user.id
            self._token = signed_in.token
            await session.request(Sync(0, 0, {}))
            if self.person.away:
                await session.request(SetPresence(0, "away"))
            self._session = session
            async for push in session.pushes():
                self._heard(self, push)

    async def write(
        self, chat: ChatId, text: str, chance: random.Random, *, files: tuple[str, ...] = ()
    ) -> None:
        """Think, type, and send, perhaps with files, as a person would. Without a connection nothing is written."""
        await asyncio.sleep(chance.uniform(*_THINK_SECONDS))
        if self._session is not None and self.person.away:
            await self._session.request(SetPresence(0, "active"))
        left = min(max(len(text) * _SECONDS_A_LETTER, _TYPE_SECONDS[0]), _TYPE_SECONDS[1])
        while left > 0 and self._session is not None:
            await self._session.request(StartTyping(0, chat))
            await asyncio.sleep(min(left, _TYPING_AGAIN_SECONDS))
            left -= _TYPING_AGAIN_SECONDS
        attachments = []
        for name in files:
            described, uploads = attachment(name)
            await upload(self._address, self._token, uploads)
            attachments.append(described)
        if self._session is not None:
            message = MessageId(str(uuid_utils.uuid7()))
            said = SendMessage(0, chat, message, text, attachments=tuple(attachments))
            await self._session.request(said)

    async def react(self, message: Message, chance: random.Random) -> None:
        """Put an emoji under what somebody wrote, after having read it."""
        await asyncio.sleep(chance.uniform(*_THINK_SECONDS))
        if self._session is not None:
            change = CommandId(str(uuid_utils.uuid7()))
            emoji = chance.choice(replies.REACTIONS)
            await self._session.request(SetReaction(0, message.chat, message.id, change, emoji, on=True))

    async def read(self, message: Message) -> None:
        """Mark as read."""
        if self._session is not None:
            await self._session.request(MarkRead(0, message.chat, message.seq))


class Troupe:
    """All teammates but the person's own, and who of them speaks."""

    def __init__(
        self,
        address: str,
        tasks: asyncio.TaskGroup,
        joined: Callable[[], frozenset[str]],
        *,
        chance: random.Random,
        clock: Callable[[], int],
    ) -> None:
        self._tasks = tasks
        self._joined = joined
        self._chance = chance
        self._clock = clock
        others = [person for person in TEAM if person is not ME]
        self._players = {person.username: Player(person, address, self._hear) for person in others}
        self._usernames: dict[UserId, str] = {}
        self._chats: dict[ChatId, Chat] = {}
        self._last_heard: dict[ChatId, int] = {}

    async def perform(self) -> None:
        """Connect everybody, and now and then let somebody write first, until cancelled."""
        for player in self._players.values():
            # One after the other: checking a password is dear, and the window, which opens now, comes first.
            await asyncio.sleep(_ARRIVAL_SECONDS)
            self._tasks.create_task(player.play())
        await asyncio.sleep(self._chance.uniform(*_FIRST_SILENCE_SECONDS))
        self._show_picture()
        while True:
            await asyncio.sleep(self._chance.uniform(*_SILENCE_SECONDS))
            self._write_first()

    def _hear(self, player: Player, push: Push) -> None:
        match push:
            case Directory():
                self._usernames.update((user.id, user.username) for user in push.users)
            case ChatSnapshot(chat=row) | ChatChanges(row=Chat() as row):
                self._chats[row.id] = row
                self._take(player, push.messages)
            case ChatChanges(messages=messages):
                self._take(player, messages)
            case Synced():
                player.caught_up = True
            case _:
                pass

    def _take(self, player: Player, messages: tuple[Message, ...]) -> None:
        """Answer what is new and was written just now: every player hears everything, and the past is told at the start."""
        for message in messages:
            if message.seq > self._last_heard.get(message.chat, 0):
                self._last_heard[message.chat] = message.seq
                if self._clock() - message.sent_at < _FRESH_MS:
                    self._answer(message)
        if messages and player.caught_up and player.person.username not in self._joined():
            self._start(player.read(messages[-1]))

    def _answer(self, message: Message) -> None:
        """Let one teammate answer a person; teammates do not answer each other, nor in the place of whom a person called."""
        people = {ME.username, *self._joined()}
        if not isinstance(message.body, Text) or self._usernames.get(message.author) not in people:
            return
        text = message.body.text
        called = [person.username for person in TEAM if replies.is_addressed(text, person)]
        cast = self._cast(message.chat)
        if not cast or (called and people.issuperset(called)):
            return
        first = next((p for p in cast if p.person.username in called), None) or self._chance.choice(cast)
        rest = [player for player in cast if player is not first]
        self._start(self._converse(message.chat, first, rest, text))
        if rest and self._chance.random() < _A_REACTION:
            self._start(self._chance.choice(rest).react(message, self._chance))

    async def _converse(self, chat: ChatId, first: Player, rest: list[Player], text: str) -> None:
        await first.write(chat, replies.reply(text, first.person, self._chance), self._chance)
        if rest and self._chance.random() < _SECOND_VOICE:
            await self._chance.choice(rest).write(chat, replies.second(self._chance), self._chance)

    def _show_picture(self) -> None:
        """Let the chat that the story begins with go on, with a picture."""
        chat = next((chat for chat in self._chats.values() if chat.subject == REFUND_SUBJECT), None)
        teller = (
            next((player for player in self._cast(chat.id) if player.person is ELIF), None) if chat else None
        )
        if chat is not None and teller is not None:
            words = "They have just sent me this. It has arrived!"
            self._start(teller.write(chat.id, words, self._chance, files=("refund-received.png",)))
        else:
            self._write_first()

    def _write_first(self) -> None:
        mine = [
            chat for chat in self._chats.values() if any(self._plays(p.user, ME) for p in chat.participants)
        ]
        if not mine:
            return
        chat = self._chance.choice(mine)
        if cast := self._cast(chat.id):
            self._start(self._chance.choice(cast).write(chat.id, replies.opening(self._chance), self._chance))

    def _cast(self, chat: ChatId) -> list[Player]:
        """Return who may speak in a chat: its participants whom nobody plays by hand."""
        joined = self._joined()
        row = self._chats.get(chat)
        names = [self._usernames.get(one.user, "") for one in row.participants] if row is not None else []
        return [self._players[name] for name in names if name in self._players and name not in joined]

    def _plays(self, user: UserId, person: Teammate) -> bool:
        return self._usernames.get(user) == person.username

    def _start(self, work: Coroutine[object, object, None]) -> None:
        self._tasks.create_task(_calmly(work))


async def _calmly(work: Coroutine[object, object, None]) -> None:
    """Do something that may fail for want of a connection: then it was not said."""
    try:
        await work
    except ClientError as error:
        log.info("not said: %s", error)
