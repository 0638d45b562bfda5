"""For the leak matrix: a chat with a past, those who look on from different places, and what each of them may ever be sent.

Everything that is written in a `Scene` is remembered with its place and its marks: its text, its ids, its times, its emoji. What
an onlooker may see is worked out here anew, from the founder's view and from nothing but the place at which their sight begins.
"""

import asyncio
import base64
import itertools
import json
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from sync_server.protocol.nouns import User, UserId
from sync_server.store import accounts as account_store
from sync_server.store.accounts import Account
from sync_server.store.database import Database
from tests.support.attachments import carrier
from tests.support.recorded import recorded
from tests.support.server import PASSWORD, QUICK_HASHER, Bot, Json, ServerProcess, connected, new_id

REGULARS = ("anna", "bruno", "carol", "nora", "lia", "odo", "theo")
"""Anna founds every chat with Bruno and Carol, who only reads; Nora is a newcomer who lets in another; Lia is named but in no chat; Odo's account is closed
before anything is said; Theo is somebody to be added."""
NOWHERE = 10**9
"""Before this place nobody sees anything: the sight of those who may see nothing at all."""
FAR = 2**40
_ANYWHERE = {"directory", "presence"}
"""Frames that name everybody in the workspace, whoever asks."""


# What may be seen from a place ----------------------------------------------------------------------------------------


def message_from(cut_off: int, row: Json) -> Json:
    """Return a message as it is seen from a place on."""
    hides = row.get("reply_to") is not None and row["reply_to"] < cut_off
    return {**row, "reply_to": 0} if hides else row


def messages_from(cut_off: int, rows: list[Json]) -> list[Json]:
    return [message_from(cut_off, row) for row in rows if row["seq"] >= cut_off]


def chat_from(cut_off: int, chat: Json) -> Json:
    """Return a chat's row, as its founder sees it, as it is seen from a place on."""
    people = [
        {**one, "visible_from_seq": max(cut_off, one["visible_from_seq"])}
        if one["added_seq"] >= cut_off
        else {**dict.fromkeys(one), "user": one["user"]}
        for one in chat["participants"]
    ]
    people.sort(
        key=lambda one: (one["added_seq"] is not None, one["user"] if one["added_seq"] is None else "")
    )
    start = {} if cut_off == 1 else {"created_by": None, "created_at": None}
    return {**chat, **start, "participants": people, "visible_from_seq": cut_off}


def push_from(cut_off: int, push: Json) -> Json | None:
    """Return a live push to the founder as it is told to somebody who sees from a place on; None if it is not.

    What it builds on is left out: that depends on what was told before.
    """
    match push["type"]:
        case "chat_changes":
            messages = messages_from(cut_off, push["messages"])
            row = chat_from(cut_off, push["row"]) if push.get("row") else None
            seen = {key: value for key, value in push.items() if key != "after"}
            return {**seen, "messages": messages, **({"row": row} if row else {})} if messages else None
        case "read_positions":
            read = {user: seq for user, seq in push["read"].items() if seq >= cut_off}
            return {**push, "read": read} if read else None
        case _:
            return push if cut_off < NOWHERE else None


# Those who look on ----------------------------------------------------------------------------------------------------


@dataclass
class Onlooker:
    """Somebody who looks at a chat from some place, and every byte that they were sent."""

    bot: Bot
    received: list[str]
    cut_off: int
    """The first place that they see; `NOWHERE` for those who see nothing."""

    def live_pushes(self, chat: str, since: int) -> list[Json]:
        """Return what came about a chat after the `since`-th push, without what it builds on."""
        about = [push for push in self.bot.pushes[since:] if chat in json.dumps(push)]
        return [{key: value for key, value in push.items() if key != "after"} for push in about]

    def sent(self) -> tuple[str, str]:
        """Return all that was ever sent, and the same without what names everybody in the workspace."""
        frames = [json.loads(frame) for frame in self.received]
        narrow = [frame for frame in frames if frame["type"] not in _ANYWHERE]
        return tuple(
            "\n".join(json.dumps(one, ensure_ascii=False) for one in some) for some in (frames, narrow)
        )


# The chat that they look at -------------------------------------------------------------------------------------------


@dataclass
class Stage:
    """The server that all cases share, its people, and what is left over for the next case."""

    server: ServerProcess
    ids: dict[str, str]
    odos_token: str = ""
    chats_with_odo: list[str] = field(default_factory=list)
    """Made while his account was open: closing one for each case would take a second each."""
    finished: dict[str, int] = field(default_factory=dict)
    """Chats of earlier cases, as the vector of a device that holds them."""
    numbers: Any = field(default_factory=itertools.count)

    def somebody_new(self) -> str:
        return f"onlooker{next(self.numbers)}"


class Scene:
    """One chat of Anna's and Bruno's, with a past; see `tell_the_past`."""

    def __init__(self, stage: Stage, anna: Bot, bruno: Bot) -> None:
        self.stage = stage
        self.anna = anna
        self.bruno = bruno
        self.chat = ""
        self.rows: dict[str, Json] = {}
        """Lines by the names that the cases use."""
        self.marks: list[tuple[int, str]] = []
        """What is to be seen from which place on; what was taken back has the place `NOWHERE`."""
        self.subjects: list[str] = []
        """Those that the chat has had, the present one last."""
        self.looking = ""
        """The onlooker's user id."""

    async def do(self, bot: Bot, kind: str, name: str = "", **fields: Any) -> Json:
        """Carry out a command about the chat, wait until the clock has moved on, and remember what came of it."""
        reply = await bot.request(kind, chat=self.chat, **fields)
        assert reply["type"] == "accepted", reply
        row = dict(reply["message"])
        self._remember(row)
        if name:
            self.rows[name] = row
        self._let_the_clock_move_on()
        return row

    async def say(self, bot: Bot, name: str, **fields: Any) -> Json:
        return await self.do(bot, "send_message", name, message=new_id(), text=self.word(name), **fields)

    async def photo(self) -> Json:
        """Upload a picture of Anna's, and return what a message says of it."""
        async with carrier(self.stage.server.url, self.anna.token) as line:
            photo = await line.upload(new_id().encode(), name=f"{new_id()}.jpg", kind="image/jpeg")
            small = await line.upload(new_id().encode())
        thumbnail = {key: small[key] for key in ("id", "size", "sha256")}
        blur = base64.b64encode(new_id().encode()).decode()
        return {**photo, "picture": {"width": 40, "height": 30, "blur": blur, "thumbnail": thumbnail}}

    async def rename(self, bot: Bot, name: str) -> Json:
        self.subjects.append(self.word(name))
        return await self.do(bot, "set_subject", name, message=new_id(), subject=self.subjects[-1])

    async def add(self, bot: Bot, name: str, user: str, *, share_history: bool) -> Json:
        return await self.do(
            bot, "add_participants", name, message=new_id(), users=[user], share_history=share_history
        )

    async def edit(self, name: str, text: str, **fields: Any) -> Json:
        row = self.rows[name]
        bot = self.anna if row["author"] == self.anna.user["id"] else self.bruno
        return await self.do(
            bot, "edit_message", name, message=row["id"], command=new_id(), text=self.word(text), **fields
        )

    async def delete(self, name: str) -> Json:
        row = self.rows[name]
        bot = self.anna if row["author"] == self.anna.user["id"] else self.bruno
        return await self.do(bot, "delete_message", name, message=row["id"], command=new_id())

    async def react(self, name: str, emoji: str, *, on: bool = True) -> Json:
        row = self.rows[name]
        self.marks.append((row["seq"], emoji))
        return await self.do(
            self.bruno, "set_reaction", name, message=row["id"], command=new_id(), emoji=emoji, on=on
        )

    async def prefer(self, bot: Bot, **what: Any) -> None:
        """Let somebody set something for themselves: neither it nor when it was is anybody else's business."""
        reply = await bot.request("set_preferences", chat=self.chat, command=new_id(), **what)
        assert reply["type"] == "preferences_set", reply
        row = reply["preferences"]
        self.marks += [(NOWHERE, str(row[field])) for field in ("revision", "muted_until") if field in row]
        self._let_the_clock_move_on()

    def word(self, name: str) -> str:
        """Return a text that stands nowhere else."""
        return f"{name} in {self.chat[-12:]}"

    async def tell_the_past(self, founder: str = "") -> None:
        """Found the chat, with one more founder if named, and say what later onlookers may not know."""
        if not self.chat:
            self.chat = new_id()
            others = [self.bruno.user["id"], self.stage.ids["carol"], *([founder] if founder else [])]
            reply = await self.anna.request(
                "create_chat",
                chat=self.chat,
                message=new_id(),
                participants=others,
                subject=self.word("first subject"),
            )
            assert reply["type"] == "chat_created", reply
            self.rows["founding"] = reply["message"]
            self._remember(reply["message"])
            self.marks.append((1, self.word("first subject")))
        self._let_the_clock_move_on()
        await self.say(
            self.anna, "long ago", mentions=[self.stage.ids["lia"]], attachments=[await self.photo()]
        )
        await self.rename(self.bruno, "second subject")
        await self.say(self.bruno, "an answer", reply_to=self.rows["long ago"]["id"])
        await self.react("an answer", "🦄")
        await self.react("long ago", "🦖")
        await self.react("long ago", "🦖", on=False)
        await self.edit("an answer", "an edited answer")
        await self.say(self.bruno, "a mistake")
        await self.delete("a mistake")
        self.marks += [(NOWHERE, self.word("an answer")), (NOWHERE, self.word("a mistake"))]
        await self.rename(self.anna, "the subject")
        await self.say(self.anna, "the last hidden")

    async def live_on(self, entry: Json) -> None:
        """Say what everybody in the chat sees; `entry` is the first line that the onlooker sees."""
        self.rows["the boundary"] = entry
        del self.subjects[:-1]
        await self.say(self.bruno, "open")

    def hidden_from(self, cut_off: int) -> list[str]:
        """Return the marks of all that is not to be seen by somebody who sees from a place on."""
        marks = [mark for place, mark in self.marks if place < cut_off]
        marks += [mark for place, mark in self.marks if place == NOWHERE]
        if cut_off == NOWHERE:
            return [*marks, self.chat]
        visible = {mark for place, mark in self.marks if cut_off <= place < NOWHERE} | {*self.subjects}
        return [mark for mark in marks if mark not in visible]

    def _remember(self, row: Json) -> None:
        body = row["body"]
        named = [user for user in body.get("mentions", ()) if user == self.stage.ids["lia"]]
        texts = [body.get("text"), body.get("subject"), *named]
        times = [row["sent_at"], row.get("edited_at"), body.get("at")]
        marks = [row["id"], *(one for one in texts if one), *(str(one) for one in times if one)]
        for file in body.get("attachments", ()):
            thumbnail = file["picture"]["thumbnail"]
            marks += [file["name"], file["picture"]["blur"]]
            marks += [part[key] for part in (file, thumbnail) for key in ("id", "sha256")]
        self.marks += [(row["seq"], mark) for mark in marks]

    @staticmethod
    def _let_the_clock_move_on() -> None:
        """Two lines of one millisecond would share a mark."""
        now = time.time_ns() // 1_000_000
        while time.time_ns() // 1_000_000 == now:
            pass


def hire(server: ServerProcess, usernames: list[str]) -> dict[str, str]:
    """Make accounts, all with the password of the tests, in one go; return the ids by username."""
    password_hash = QUICK_HASHER.hash(PASSWORD)

    def work(conn: Any) -> dict[str, str]:
        people = [
            User(UserId(new_id()), name, name.title(), "", True, account_store.next_revision(conn))
            for name in usernames
        ]
        account_store.add_accounts(conn, [Account(user=one, password_hash=password_hash) for one in people])
        return {one.username: one.id for one in people}

    with Database(server.database_url) as database:
        return database.submit(work).result()


async def prepare(stage: Stage, cases: int) -> None:
    """Let Odo be in a chat for each of the cases that close his account, and close it."""
    async with connected(stage.server.url) as anna, connected(stage.server.url) as odo:
        await anna.sign_in("anna")
        await odo.sign_in("odo")
        stage.odos_token = odo.token
        for _ in range(cases):
            stage.chats_with_odo.append(
                await anna.create_chat(*(stage.ids[name] for name in ("bruno", "carol", "odo")))
            )
        started = asyncio.get_running_loop().time()
        stage.server.deactivate("odo")
        assert (await odo.closed())[0] == 4001
        assert asyncio.get_running_loop().time() - started < 2, "he stayed longer than a second or so"


# The seven places from which one may look on --------------------------------------------------------------------------


@asynccontextmanager
async def stranger(scene: Scene) -> AsyncIterator[Onlooker]:
    """Somebody of the workspace who is not in the chat."""
    name = scene.stage.somebody_new()
    await scene.tell_the_past()
    async with _looking_on(scene, name, cut_off=NOWHERE) as onlooker:
        await scene.live_on(scene.rows["the last hidden"])
        yield onlooker


@asynccontextmanager
async def newcomer(scene: Scene) -> AsyncIterator[Onlooker]:
    """Somebody who was added without the history, while they were looking."""
    name = scene.stage.somebody_new()
    await scene.tell_the_past()
    async with _looking_on(scene, name, cut_off=NOWHERE) as onlooker:
        entry = await scene.add(scene.anna, "entry", scene.stage.ids[name], share_history=False)
        onlooker.cut_off = entry["seq"]
        await scene.live_on(entry)
        yield onlooker


@asynccontextmanager
async def newcomers_guest(scene: Scene) -> AsyncIterator[Onlooker]:
    """Somebody who was added with history by one who had come in without."""
    name = scene.stage.somebody_new()
    await scene.tell_the_past()
    async with connected(scene.stage.server.url) as nora:
        await nora.sign_in("nora")
        entry = await scene.add(scene.anna, "entry", scene.stage.ids["nora"], share_history=False)
        async with _looking_on(scene, name, cut_off=entry["seq"]) as onlooker:
            await scene.add(nora, "second entry", scene.stage.ids[name], share_history=True)
            await scene.live_on(entry)
            yield onlooker


@asynccontextmanager
async def heir(scene: Scene) -> AsyncIterator[Onlooker]:
    """Somebody who was added with the history by one who sees all of it: they see all of it."""
    name = scene.stage.somebody_new()
    await scene.tell_the_past()
    async with _looking_on(scene, name, cut_off=1) as onlooker:
        entry = await scene.add(scene.anna, "entry", scene.stage.ids[name], share_history=True)
        await scene.live_on(entry)
        yield onlooker


@asynccontextmanager
async def second_device(scene: Scene) -> AsyncIterator[Onlooker]:
    """A founder's other device, signed in long after the first: it sees what the first one sees."""
    name = scene.stage.somebody_new()
    await scene.tell_the_past(founder=scene.stage.ids[name])
    async with _looking_on(scene, name, cut_off=NOWHERE), _looking_on(scene, name, cut_off=1) as onlooker:
        await scene.live_on(scene.rows["founding"])
        yield onlooker


@asynccontextmanager
async def revoked_device(scene: Scene) -> AsyncIterator[Onlooker]:
    """A founder's device, after they took its token back from another one."""
    name = scene.stage.somebody_new()
    await scene.tell_the_past(founder=scene.stage.ids[name])
    async with _looking_on(scene, name, cut_off=1) as lost, connected(scene.stage.server.url) as other:
        await other.sign_in(name)
        assert (await other.request("revoke_device", device=lost.bot.device))["type"] == "ok"
        assert (await lost.bot.closed())[0] == 4001
        token = lost.bot.token
    async with _turned_away(scene, token, "token_refused") as onlooker:
        yield onlooker


@asynccontextmanager
async def deactivated(scene: Scene) -> AsyncIterator[Onlooker]:
    """A founder whose account was closed."""
    scene.chat = scene.stage.chats_with_odo.pop()
    await scene.tell_the_past()
    async with _turned_away(scene, scene.stage.odos_token, "deactivated") as onlooker:
        yield onlooker


@asynccontextmanager
async def _looking_on(scene: Scene, username: str, *, cut_off: int) -> AsyncIterator[Onlooker]:
    async with recorded(scene.stage.server.url) as (bot, received):
        await bot.sign_in(username)
        await bot.sync()
        yield Onlooker(bot, received, cut_off)


@asynccontextmanager
async def _turned_away(scene: Scene, token: str, code: str) -> AsyncIterator[Onlooker]:
    """Try to come back with a token that is no longer good, and stay connected without having signed in."""
    await scene.live_on(scene.rows["long ago"])
    async with recorded(scene.stage.server.url) as (bot, received):
        assert (await bot.request("resume", token=token))["code"] == code
        yield Onlooker(bot, received, NOWHERE)
