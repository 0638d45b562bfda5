"""Whatever happens, in any order, what stands in the system's list is what should stand there.

Should stand: the messages that were wanted when they came, that nobody saw, dismissed, read or took back since, and that have been
wanted all the time since. It is worked out here from the story alone, message by message. When it fails, hypothesis prints the
story.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale

from desktop.core.values import FOR_EVER
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.notice import SUMMARY
from sync_server.protocol.frames import ReadPositions
from tests.desktop.core.world import ME, OTHER, THIRD, World, chat_id
from tests.support.noticing import Hearing, hearing
from tests.support.profiles import by_profile
from tests.support.story import at

NOON = at("2026-03-05 12:00")
DIRECT, GROUP, OTHER_GROUP = CHATS = chat_id(1), chat_id(2), chat_id(3)
ROWS, LINES = 5, 3
chats = st.sampled_from(CHATS)
STORIES = st.lists(
    st.one_of(
        st.tuples(st.just("say"), chats, st.booleans()),
        st.tuples(st.just("say"), chats, st.just(False)),
        st.tuples(st.just("edit"), chats, st.integers(0, 3)),
        st.tuples(st.just("delete"), chats, st.integers(0, 6)),
        st.tuples(st.just("read"), chats, st.integers(0, 3)),
        st.tuples(st.just("unread"), chats, st.integers(0, 6)),
        st.tuples(st.just("mute"), chats, st.booleans()),
        st.tuples(st.just("level"), st.sampled_from(["all", "mentions", "added", "nothing"])),
        st.tuples(st.just("of_one"), chats, st.sampled_from(["", "all", "mentions", "nothing"])),
        st.tuples(st.just("look"), st.none() | chats),
        st.tuples(st.just("pause"), st.booleans()),
        st.tuples(st.just("dismiss"), chats),
        st.tuples(st.just("wait")),
    ),
    max_size=by_profile(quick=25, long=60),
)


@pytest.fixture(autouse=True)
def english():
    before = QLocale()
    QLocale.setDefault(QLocale("en_GB"))
    yield
    QLocale.setDefault(before)


@dataclass
class Said:
    """A message of somebody else's, as it is by now."""

    seq: int
    text: str
    mentions_me: bool
    is_due: bool
    """It should stand, or waits to."""
    waits: bool
    is_deleted: bool = False


class Expected:
    """What should stand, by the story."""

    def __init__(self) -> None:
        self.said: dict[str, list[Said]] = {chat: [] for chat in CHATS}
        self.muted: set[str] = set()
        self.of_one: dict[str, str] = {}
        self.level = "all"
        self.view: str | None = None
        self.paused = False

    def wants(self, chat: str, message: Said) -> bool:
        level = self.of_one.get(chat) or self.level
        if level in {"added", "nothing"}:
            return False
        plain = chat not in self.muted and (level == "all" or chat == DIRECT)
        return plain or message.mentions_me

    def settle(self) -> None:
        """What is seen, taken back or not wanted any more is over for good; what waited is told once it may be."""
        for chat, messages in self.said.items():
            for each in messages:
                each.is_due &= not each.is_deleted and chat != self.view and self.wants(chat, each)
                each.waits &= each.is_due and self.paused

    def body(self, chat: str) -> str:
        due = [each for each in self.said[chat] if each.is_due and not each.waits]
        lines = [each.text if chat == DIRECT else f"Bruno: {each.text}" for each in due[-LINES:]]
        return "\n".join(lines)


class Tale:
    """One story, told to the program and to the expectation."""

    def __init__(self, here: Hearing, world: World) -> None:
        self.here, self.world, self.expected = here, world, Expected()
        self.reads_up_to = dict.fromkeys(CHATS, 0)

    async def tell(self, what: str, *how: object) -> None:
        shown = len(self.here.listing.shown)
        was_paused = self.expected.paused
        await getattr(self, what)(*how)
        self.expected.settle()
        await self.here.rest()
        new = self.here.listing.shown[shown:]
        if what != "say" and not was_paused:
            assert not any(notice.loud for notice in new), "only news pops up"
        if self.expected.paused:
            assert new == [], "nothing is shown while it is paused"
        self.look_at_what_stands()

    def look_at_what_stands(self) -> None:
        expected, here = self.expected, self.here
        summed = here.notifying._summed if SUMMARY in here.listing.standing else frozenset()
        standing = {
            key: without_isolates(one.body) for key, one in here.listing.standing.items() if key != SUMMARY
        }
        due = {chat: body for chat in CHATS if (body := expected.body(chat))}
        if expected.paused:
            assert standing.items() <= due.items()
        else:
            assert standing == {chat: body for chat, body in due.items() if chat not in summed}
            assert summed <= due.keys()

    def nth(self, chat: str, back: int) -> Said | None:
        left = [each for each in self.expected.said[chat] if not each.is_deleted]
        return left[-1 - back] if back < len(left) else None

    # What happens.

    async def say(self, chat: str, mentions_me: bool) -> None:
        text = f"line {self.world.last_seq(chat) + 1}"
        frame = self.world.say(chat, text, mentions=(ME.id,) if mentions_me else ())
        message = Said(self.world.last_seq(chat), text, mentions_me, is_due=True, waits=True)
        self.expected.said[chat].append(message)
        await self.here.hears(frame)

    async def edit(self, chat: str, back: int) -> None:
        if (message := self.nth(chat, back)) is not None:
            message.text, message.mentions_me = f"{message.text}!", False
            await self.here.hears(self.world.edit(chat, message.seq, message.text))

    async def delete(self, chat: str, back: int) -> None:
        if (message := self.nth(chat, back)) is not None:
            message.is_deleted = True
            await self.here.hears(self.world.delete(chat, message.seq))

    async def read(self, chat: str, back: int) -> None:
        seq = max(self.reads_up_to[chat], self.world.last_seq(chat) - back)
        self.reads_up_to[chat] = seq
        for each in self.expected.said[chat]:
            each.is_due &= each.seq > seq
        await self.here.hears(ReadPositions(chat, {ME.id: seq}))

    async def unread(self, chat: str, back: int) -> None:
        await self.here.client.mark_unread(chat, max(1, self.world.last_seq(chat) - back))

    async def mute(self, chat: str, on: bool) -> None:
        self.expected.muted = self.expected.muted | {chat} if on else self.expected.muted - {chat}
        await self.here.client.set_muted(chat, FOR_EVER if on else 0)

    async def level(self, level: str) -> None:
        self.expected.level = level
        self.here.choices.choose(notify_about=level)

    async def of_one(self, chat: str, level: str) -> None:
        self.expected.of_one[chat] = level
        await self.here.client.set_notify(chat, level)

    async def look(self, chat: str | None) -> None:
        self.expected.view = chat
        self.here.notifying.look_at(chat)

    async def pause(self, on: bool) -> None:
        self.expected.paused = on
        self.here.choices.choose(paused_until=FOR_EVER if on else 0)

    async def dismiss(self, chat: str) -> None:
        if chat in self.here.listing.standing:
            del self.here.listing.standing[chat]
            self.here.notifying.gone(chat)
            for each in self.expected.said[chat]:
                each.is_due &= each.waits

    async def wait(self) -> None:
        self.here.passes()


@settings(
    max_examples=by_profile(quick=12, long=500), suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(story=STORIES)
async def test_what_stands_is_what_should_stand(qapp, story):
    world = World()
    for chat in CHATS:
        world.start(chat)
        if chat != DIRECT:
            world.add(chat, THIRD, with_history=True)
        world.reads(chat, world.last_seq(chat), who=ME)
    first = tuple(world.snapshot(chat) for chat in CHATS)
    with tempfile.TemporaryDirectory() as folder:
        async with hearing(Path(folder), ME, OTHER, THIRD, now=NOON, first=first) as here:
            tale = Tale(here, world)
            for event in story:
                await tale.tell(*event)
