"""The clients of the state machine: replicas on lines that lose, double and delay, and whose every frame is looked through."""

import json
import re
from collections import deque
from contextlib import AsyncExitStack
from typing import Any

from tests.model.oracle import Preferences, SeenLine, SeenPerson, View, told_in_order
from tests.support.recorded import recorded
from tests.support.replica import Replica
from tests.support.server import Bot, Json, new_id

Fate = str
"""What becomes of a push on its way: `arrives`, `is lost`, `comes twice` or `comes late`."""
_SAID = re.compile(r"said-\d+")
_MUTED = re.compile(r"\b4\d{15}\b")
"""Each end of a mute is one that nobody else has chosen."""
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}")


class Device:
    """One device of one person: its replica, and its connection while it has one."""

    def __init__(self, owner: str, username: str) -> None:
        self.owner = owner
        self.replica = Replica()
        self.bot: Bot | None = None
        self.fates: deque[Fate] = deque()
        """What becomes of the next live pushes; after those, all arrive."""
        self._username = username
        self._token = ""
        self._stack = AsyncExitStack()
        self._late: list[Json] = []
        self._received: list[str] = []
        self._looked_through = 0
        self._taken = 0

    @property
    def is_online(self) -> bool:
        return self.bot is not None

    async def connect(self, url: str) -> None:
        """Connect, and sign in as the same device as before; without saying what it holds."""
        self.bot, self._received = await self._stack.enter_async_context(recorded(url))
        self._taken = len(self.bot.pushes)
        self._looked_through = 0
        if self._token:
            await self.bot.resume(self._token)
        else:
            await self.bot.sign_in(self._username)
        self._token = self.bot.token
        self.replica.me = self.bot.user["id"]

    async def catch_up(self) -> None:
        """Say what it holds, and take what is newer."""
        assert self.bot is not None
        reply = await self.bot.request("sync", **self.replica.vector())
        assert reply["type"] == "ok", reply
        await self.bot.push("synced", after=self._taken)
        while self._taken < len(self.bot.pushes):
            push = self.bot.pushes[self._taken]
            self._taken += 1
            self.replica.receive(push)
            if push["type"] == "synced":
                return

    async def begin_to_catch_up(self, pushes: int) -> None:
        """Say what it holds, take a few pushes, and lose the connection."""
        assert self.bot is not None
        await self.bot.request("sync", **self.replica.vector())
        await self.bot.push("synced", after=self._taken)
        told = self.bot.pushes[self._taken :]
        for push in told[: min(pushes, len(told) - 1)]:
            if push["type"] != "synced":
                self.replica.receive(push)

    async def disconnect(self) -> None:
        """Lose the connection, and what was still on its way."""
        self.bot = None
        self.fates.clear()
        self._late.clear()
        await self._stack.aclose()
        self._stack = AsyncExitStack()

    async def prick_up_ears(self) -> int:
        """Ask for what tells, once it is answered, that all that is due has come: pushes leave before it."""
        assert self.bot is not None
        return await self.bot.send("history", chat=new_id(), before_seq=1)

    async def hear(self, asked: int) -> None:
        """Wait for that, and let what has come meet its fate."""
        assert self.bot is not None
        await self.bot.reply(asked)
        while self._taken < len(self.bot.pushes):
            self._meet_fate(self.bot.pushes[self._taken])
            self._taken += 1

    def deliver_late(self) -> None:
        """Let what was delayed arrive now, the last first."""
        late, self._late = self._late, []
        for push in reversed(late):
            self.replica.receive(push)

    async def settle(self) -> None:
        """Ask for whatever is lacking."""
        assert self.bot is not None
        while wanted := self.replica.requests():
            for request in wanted:
                reply = await ask(self.bot, request)
                assert reply["type"] != "error", (self.owner, request, reply)
                self.replica.receive(reply)

    def new_frames(self) -> list[str]:
        """Return the frames that came since the last look."""
        frames = self._received[self._looked_through :]
        self._looked_through += len(frames)
        return frames

    def _meet_fate(self, push: Json) -> None:
        fate = self.fates.popleft() if self.fates else "arrives"
        if fate == "comes late":
            self._late.append(push)
        elif fate != "is lost":
            self.replica.receive(push)
            if fate == "comes twice":
                self.replica.receive(push)


async def ask(bot: Bot, request: Json) -> Json:
    """Make a request given as it stands in the protocol, and return the reply."""
    fields = {key: value for key, value in request.items() if key != "type"}
    return await bot.request(request["type"], **fields)


def told_in(frame: str) -> tuple[set[str], set[str], set[str]]:
    """Return the texts, the ids and the ends of mutes that are anywhere in a frame."""
    plain = json.dumps(json.loads(frame), ensure_ascii=False)
    return set(_SAID.findall(plain)), set(_ID.findall(plain)), set(_MUTED.findall(plain))


class Names:
    """What everybody is called, by id."""

    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    def of(self, user: Any) -> Any:
        return None if user is None else self._names[user]

    def view(self, replica: Replica, id_: str) -> View:
        """Return what a replica holds of a chat, in the words of the oracle."""
        chat = replica.chats[id_]
        row = chat["row"]
        unread = replica.unread(id_)
        assert unread is not None, "a replica that holds everything counts for itself"
        return View(
            subject=row["subject"],
            created_by=self.of(row["created_by"]),
            sees_from=row["visible_from_seq"],
            # In what order the unseen ones come is for the tests of the policy: here people have no ids.
            people=told_in_order(
                SeenPerson(
                    self.of(one["user"]), one["added_seq"], self.of(one["added_by"]), one["visible_from_seq"]
                )
                for one in row["participants"]
            ),
            lines=tuple(self.line(chat["messages"][seq]) for seq in sorted(chat["messages"])),
            read=tuple(sorted((self.of(user), seq) for user, seq in replica.read_positions(id_).items())),
            preferences=self.preferences(chat["preferences"]),
            unread=unread,
        )

    def preferences(self, row: Json) -> Preferences:
        """Return what somebody has set for themselves in the words of the oracle."""
        return Preferences(**{field: row[field] for field in row if field != "revision"})

    def line(self, message: Json) -> SeenLine:
        """Return a message in the words of the oracle."""
        body = message["body"]
        says: dict[str, tuple[object, ...]] = {
            "text": (
                body.get("text"),
                self._all(body.get("mentions", ())),
                tuple(file["name"] for file in body.get("attachments", ())),
            ),
            "created": (body.get("subject", ""),),
            "renamed": (body.get("subject"),),
            "added": (self._all(body.get("users", ())), body.get("with_history")),
        }
        return SeenLine(
            seq=message["seq"],
            id=message["id"],
            author=self.of(message["author"]),
            kind=body["kind"],
            says=says.get(body["kind"], ()),
            answers=message.get("reply_to"),
            edited=message.get("edited_at") is not None,
            reactions=tuple((one["emoji"], self._all(one["users"])) for one in message.get("reactions", ())),
        )

    def _all(self, users: Any) -> tuple[str, ...]:
        return tuple(self._names[user] for user in users)
