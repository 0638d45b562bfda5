"""A client that follows the words of PROTOCOL.md and nothing else: dicts in, dicts out, every rule in the fewest lines.

Tests hold the server, and through it the desktop client, against this one. It shares no code with either, so what it gets wrong it
gets wrong alone. `Replica` does no I/O: frames go in, the requests that it wants to make come out. It may be given pushes late,
twice, in any order or not at all; what it then lacks, it asks for. `Link` lets it live on a connection to a real server.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from tests.support.server import SECONDS, Bot

Json = dict[str, Any]
FOR_EVER = 2**53 - 1


class Replica:
    """Everything that one device holds."""

    def __init__(self, me: str = "") -> None:
        self.me = me
        """The user's id; learned when signing in, if not given."""
        self.users: dict[str, Json] = {}
        self.chats: dict[str, Json] = {}
        """Of each chat: `row`, `messages` by seq, `read` as told, `preferences`, `held`, `from_seq` and `heard_of` of the rules, and
        the last snapshot, for what it says of the unread."""
        self.presence: dict[str, str] = {}
        self._directory = 0
        self._directory_heard_of = 0
        self._reads = 0
        self._preferences = 0
        self._epoch = ""

    # What it holds ----------------------------------------------------------------------------------------------------

    def vector(self) -> Json:
        """Return what a `sync` says of it."""
        held = {id_: chat["held"] for id_, chat in self.chats.items() if chat["held"] is not None}
        cursors = {"directory": self._directory, "reads": self._reads, "preferences": self._preferences}
        return {**cursors, "chats": held}

    def requests(self) -> list[Json]:
        """Return what it wants to ask now, without ids; nothing once it holds all that its user may read."""
        return [request for id_, chat in self.chats.items() for request in _wanted(id_, chat)]

    @property
    def is_complete(self) -> bool:
        """Whether no gap is open, and every chat is held down to its cut-off."""
        return not self.requests()

    def state(self) -> Json:
        """Return what a reader sees of it: equal for two devices of one user that hold everything."""
        return {
            "users": self.users,
            "chats": {id_: self._seen(chat) for id_, chat in self.chats.items() if chat["row"] is not None},
        }

    def read_positions(self, chat: str) -> dict[str, int]:
        """Return how far everybody has read, as far as one may know: as told, or up to what they wrote or where they came in."""
        held = self.chats[chat]
        read = dict(held["read"])
        for message in held["messages"].values():
            _raise(read, message["author"], message["seq"])
        for person in held["row"]["participants"]:
            if person["added_seq"] is not None:
                _raise(read, person["user"], person["added_seq"] - 1)
        cut_off = held["row"]["visible_from_seq"]
        return {user: seq for user, seq in read.items() if seq > 0 and (user == self.me or seq >= cut_off)}

    def unread(self, chat: str) -> int | None:
        """Return how many messages are unread in a chat; None if it has to ask for that."""
        held = self.chats[chat]
        after = self._unread_after(held)
        rows = held["messages"].values()
        if held["from_seq"] <= after + 1:
            return len([row for row in rows if row["seq"] > after and self._is_text_of_another(row)])
        told = held["snapshot"]
        if told["unread_after"] != after:
            return None
        last = told["messages"][-1]["seq"]
        new = [row for row in rows if row["seq"] > last and self._is_text_of_another(row)]
        gone = [
            row
            for row in rows
            if after < row["seq"] <= last
            and row["body"]["kind"] == "deleted"
            and row["author"] != self.me
            and row["revision"] > told["revision"]
        ]
        return int(told["unread"]) + len(new) - len(gone)

    def _unread_after(self, chat: Json) -> int:
        read = self.read_positions(chat["row"]["id"]).get(self.me, 0)
        mark = chat["preferences"].get("unread_from", 0)
        after = min(read, mark - 1) if mark else read
        return max(after, chat["row"]["visible_from_seq"] - 1)

    def _is_text_of_another(self, row: Json) -> bool:
        return row["body"]["kind"] == "text" and row["author"] != self.me

    def _seen(self, chat: Json) -> Json:
        return {
            "row": chat["row"],
            "messages": [chat["messages"][seq] for seq in sorted(chat["messages"])],
            "read": self.read_positions(chat["row"]["id"]),
            "preferences": chat["preferences"],
            "unread": self.unread(chat["row"]["id"]) if chat["held"] is not None else None,
        }

    # What comes in ----------------------------------------------------------------------------------------------------

    def receive(self, frame: Json) -> None:
        """Take in a reply or a push. Types that it does not know, it ignores."""
        take = getattr(self, f"_take_{frame['type']}", None)
        if take is not None:
            take(frame)

    def _take_signed_in(self, frame: Json) -> None:
        if self._epoch and frame["epoch"] and frame["epoch"] != self._epoch:
            self.__init__()
        self._epoch = frame["epoch"] or self._epoch
        self.me = frame["user"]["id"]
        self._keep_user(frame["user"])

    _take_resumed = _take_signed_in

    def _take_directory(self, push: Json) -> None:
        for user in push["users"]:
            self._keep_user(user)
        self._directory_heard_of = max(self._directory_heard_of, push["revision"])

    def _take_synced(self, push: Json) -> None:
        """Only a catch-up tells everything that changed since a cursor, so only its end moves one."""
        self._directory = self._directory_heard_of
        self._reads = push["reads"]
        self._preferences = push["preferences"]

    def _take_chat_snapshot(self, frame: Json) -> None:
        self._take_whole_chat(frame["chat"], frame["revision"], frame["from_seq"], frame["messages"])
        self._take_read_positions({"chat": frame["chat"]["id"], "read": frame["read"]})
        chat = self.chats[frame["chat"]["id"]]
        # Of the same revision, the one that comes later may tell what was read meanwhile.
        if chat["snapshot"] is None or frame["revision"] >= chat["snapshot"]["revision"]:
            chat["snapshot"] = frame

    _take_chat_opened = _take_chat_snapshot

    def _take_chat_created(self, reply: Json) -> None:
        first = reply["message"]
        self._take_whole_chat(reply["chat"], first["revision"], first["seq"], [first])
        self._hear_of(reply["chat"]["id"], reply["chat"]["revision"])

    def _take_whole_chat(self, row: Json, revision: int, from_seq: int, messages: list[Json]) -> None:
        chat = self._chat(row["id"])
        self._keep_row(row)
        self._keep_messages(messages)
        if chat["held"] is None:
            chat["held"], chat["from_seq"] = revision, from_seq
        self._hear_of(row["id"], revision)

    def _take_chat_changes(self, frame: Json) -> None:
        chat = self._chat(frame["chat"])
        if frame.get("row") is not None:
            self._keep_row(frame["row"])
        self._keep_messages(frame["messages"])
        if chat["held"] is not None and frame["after"] <= chat["held"]:
            chat["held"] = max(chat["held"], frame["revision"])
        # More after a revision is at least one change, at least one revision later.
        self._hear_of(frame["chat"], frame["revision"] + (1 if frame.get("more") else 0))

    _take_changes_page = _take_chat_changes

    def _take_history_page(self, reply: Json) -> None:
        chat = self._chat(reply["chat"])
        self._keep_messages(reply["messages"])
        if chat["held"] is None or not reply["messages"]:
            return
        # Places are dense, so a page that does not reach up to what is held would leave a hole.
        if reply["messages"][-1]["seq"] + 1 >= chat["from_seq"]:
            chat["from_seq"] = min(chat["from_seq"], reply["from_seq"])

    def _take_accepted(self, reply: Json) -> None:
        self._keep_messages([reply["message"]])

    def _take_read_positions(self, push: Json) -> None:
        for user, seq in push["read"].items():
            hidden = {self._reads_from(self.me), self._reads_from(user)}
            if user == self.me or FOR_EVER not in hidden:
                _raise(self._chat(push["chat"])["read"], user, seq)

    def _reads_from(self, user: str) -> int:
        return int(self.users.get(user, {}).get("reads_from", 0))

    def _take_preferences_changed(self, push: Json) -> None:
        for chat, row in push["chats"].items():
            held = self._chat(chat)
            held["preferences"] = _newer(held["preferences"] or None, row)

    def _take_preferences_set(self, reply: Json) -> None:
        self._take_preferences_changed({"chats": {reply["chat"]: reply["preferences"]}})

    def _take_presence(self, push: Json) -> None:
        self.presence.update(push["users"])

    def _chat(self, id_: str) -> Json:
        nothing: Json = {
            "row": None,
            "messages": {},
            "read": {},
            "preferences": {},
            "snapshot": None,
            "held": None,
            "from_seq": None,
            "heard_of": 0,
        }
        return self.chats.setdefault(id_, nothing)

    def _hear_of(self, chat: str, revision: int) -> None:
        _raise(self.chats[chat], "heard_of", revision)

    def _take_account_set(self, reply: Json) -> None:
        self._keep_user(reply["user"])

    def _keep_user(self, row: Json) -> None:
        user, before = row["id"], self._reads_from(row["id"])
        self.users[user] = _newer(self.users.get(user), row)
        if self._reads_from(user) != before:
            for chat in self.chats.values():
                gone = chat["read"].keys() - {self.me} if user == self.me else {user}
                chat["read"] = {one: seq for one, seq in chat["read"].items() if one not in gone}

    def _keep_row(self, row: Json) -> None:
        chat = self._chat(row["id"])
        chat["row"] = _newer(chat["row"], row)

    def _keep_messages(self, rows: list[Json]) -> None:
        for row in rows:
            messages = self._chat(row["chat"])["messages"]
            messages[row["seq"]] = _newer(messages.get(row["seq"]), row)


def _wanted(id_: str, chat: Json) -> list[Json]:
    if chat["held"] is None:
        return [{"type": "open_chat", "chat": id_}]
    wanted = []
    if chat["heard_of"] > chat["held"]:
        wanted.append({"type": "changes", "chat": id_, "after": chat["held"]})
    if chat["from_seq"] > chat["row"]["visible_from_seq"]:
        wanted.append({"type": "history", "chat": id_, "before_seq": chat["from_seq"]})
    return wanted


def _newer(held: Json | None, row: Json) -> Json:
    return row if held is None or row["revision"] > held["revision"] else held


def _raise(numbers: dict[str, int], key: str, number: int) -> None:
    numbers[key] = max(numbers.get(key, 0), number)


def _nothing_is_lost(_: Json) -> bool:
    return False


class Link:
    """A replica on one connection of a signed-in `Bot`, until that breaks; then a new link goes on with the same replica."""

    def __init__(
        self, bot: Bot, replica: Replica, *, loses: Callable[[Json], bool] = _nothing_is_lost
    ) -> None:
        self.bot = bot
        self.replica = replica
        self._loses = loses
        """Says of a live push whether it gets lost on its way to the replica. A catch-up comes whole, or the connection breaks."""
        self._taken = 0
        self._synced = False
        replica.me = bot.user["id"]
        replica.presence = {}

    async def catch_up(self) -> None:
        """Say what is held, take what is newer, and ask for everything else."""
        reply = await self.bot.request("sync", **self.replica.vector())
        assert reply["type"] == "ok", reply
        await self.bot.push("synced", after=self._taken)
        await self.settle()

    async def settle(self) -> None:
        """Take what has come, and ask until nothing is lacking."""
        async with self._deadline():
            self._take_pushes()
            while wanted := self.replica.requests():
                for request in wanted:
                    await self.ask(**request)

    async def until(self, fulfilled: Callable[[Replica], bool]) -> None:
        """Live until something is so, and nothing is lacking."""
        async with self._deadline():
            await self.settle()
            while not fulfilled(self.replica):
                await self.bot._read()
                await self.settle()

    async def ask(self, type: str, **fields: Any) -> Json:  # noqa: A002 - as it is called on the wire
        """Make a request, again after the pause that the server asks for, and give the reply to the replica."""
        reply = await self.bot.request(type, **fields)
        while reply["type"] == "error" and reply["code"] == "rate_limited":
            await asyncio.sleep(reply["retry_after_ms"] / 1000)
            reply = await self.bot.request(type, **fields)
        assert reply["type"] != "error", (type, fields, reply)
        self._take_pushes()
        self.replica.receive(reply)
        return reply

    @asynccontextmanager
    async def _deadline(self) -> AsyncIterator[None]:
        try:
            async with asyncio.timeout(SECONDS):
                yield
        except TimeoutError:
            wanted = self.replica.requests()
            raise AssertionError(f"waited {SECONDS} seconds; {wanted=}, {self.replica.vector()}") from None

    def _take_pushes(self) -> None:
        for push in self.bot.pushes[self._taken :]:
            if not (self._synced and self._loses(push)):
                self.replica.receive(push)
            self._synced = self._synced or push["type"] == "synced"
        self._taken = len(self.bot.pushes)


async def settle(bot: Bot, replica: Replica) -> None:
    """Let a replica catch up over a connection that has just signed in, until it holds everything."""
    await Link(bot, replica).catch_up()
