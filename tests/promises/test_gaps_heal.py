"""Whatever is lost on the way to a client, it finds out and asks: in the end it holds exactly what the server shows its user.

Messages, edits, deletions, reactions, subjects, people, read positions and preferences, in chats that are held whole, in part and not at
all. What must be held is asked for by a replica that signs in anew; see `tests.support.truth`.
"""

import random
from functools import partial

import pytest

from tests.support.chatter import Chatter, fill
from tests.support.devices import Device, office
from tests.support.faults import Fault, FaultyLine, kind
from tests.support.profiles import by_profile
from tests.support.server import ServerProcess, new_id, signed_in
from tests.support.truth import held_by, shown_to

ROUNDS = by_profile(quick=8, long=150)
LONG = 120
"""Messages of a chat that begins before a snapshot."""
PAGES = 950
"""Messages of one that takes several pages."""
PUSHES = ("chat_changes", "chat_snapshot", "read_positions", "preferences_changed", "directory")
SIGNLESS = {"read_positions", "preferences_changed"}
STEPS = (
    "chat_snapshot",
    "chat_changes",
    "changes_page",
    "history_page",
    "directory",
    "synced",
)
"""What a client is told while it catches up, repairs and backfills."""


def is_live(frame):
    return "id" not in frame and frame["type"] in PUSHES


class BadLine:
    """A line on which pushes get lost, doubled, late and overtaken, the same in every run."""

    def __init__(self, line: FaultyLine, seed: int) -> None:
        self._line = line
        self._dice = random.Random(seed)  # noqa: S311 - dice, not secrets
        self._held = []

    def worsens(self) -> None:
        """Let a few of the next pushes meet with something."""
        way = self._line.to_client
        for _ in range(self._dice.randrange(3)):
            match self._dice.choice(("lost", "twice", "overtaken", "late")):
                case "lost":
                    way.lose(is_live, times=self._dice.randint(1, 3))
                case "twice":
                    way.duplicate(is_live)
                case "overtaken":
                    way.swap(is_live)
                case "late":
                    self._held.append(way.hold(is_live, times=2))

    def catches_up_with_what_was_late(self) -> None:
        for held in self._held:
            held.release()
        self._held.clear()


async def test_pushes_that_are_lost_doubled_late_and_overtaken_leave_no_trace(tmp_path):
    """Between the rounds nobody connects again: what is pushed next tells that something is missing."""
    async with office(tmp_path, "anna", "bruno", "chiara") as desk:
        anna = await desk.device("anna")
        async with signed_in(desk.server, "bruno") as bruno, signed_in(desk.server, "anna") as annas_phone:
            colleague, phone = Chatter(bruno, seed=1), Chatter(annas_phone, seed=2)
            chats = [await colleague.starts(anna.me, desk.id("chiara")) for _ in range(3)]
            phone.joins(*chats)
            line = BadLine(anna.line, seed=3)
            for _ in range(ROUNDS):
                line.worsens()
                await colleague.does(12)
                await phone.does(4)
                line.catches_up_with_what_was_late()
                anna.line.to_client.heal()
                # One push more in every chat: it tells of a gap, if there is one. Read positions and preferences carry no such
                # sign; those the next catch-up tells.
                for chat in chats:
                    await colleague.says(chat)
                await holds_all_lines(anna, desk.server)
            await desk.agree()


async def test_what_is_told_late_changes_nothing_of_what_is_newer(tmp_path):
    """An edit, a read position and a preference come after the next one of their kind; nobody connects again."""
    async with office(tmp_path, "anna", "bruno") as desk:
        anna = await desk.device("anna")
        async with signed_in(desk.server, "bruno") as bruno, signed_in(desk.server, "anna") as phone:
            chat = await bruno.create_chat(anna.me)
            said = (await bruno.say(chat, "first"))["id"]
            await anna.sees(chat, "first")
            late = anna.line.to_client.hold(is_live)
            for number in (1, 2):
                about = {"chat": chat, "command": new_id()}
                await bruno.request("edit_message", **about, message=said, text=f"edited {number}")
                about = {"chat": chat, "command": new_id()}
                await phone.request("set_preferences", **about, muted_until=number)
                await phone.request("mark_read", chat=chat, seq=number)
                await late.struck(3)
                if number == 1:
                    late.stop()
            await anna.sees(chat, "edited 2")
            await anna.until(partial(is_muted_until, anna, chat, 2), "the second preference")
            late.release()
            await bruno.say(chat, "the last push of all")
            await anna.sees(chat, "the last push of all")
            await anna.agrees()


async def is_muted_until(device: Device, chat: str, until: int) -> bool:
    (line,) = await device.client.chat_summaries(frozenset((chat,)))
    return line.muted_until == until


async def test_what_gives_no_sign_of_a_gap_is_told_with_the_next_catch_up(tmp_path):
    """Read positions, and what is set for a chat, of which every push is lost; time and again."""
    async with office(tmp_path, "anna", "bruno") as desk:
        anna = await desk.device("anna")
        async with signed_in(desk.server, "bruno") as bruno, signed_in(desk.server, "anna") as phone:
            colleague = Chatter(bruno, seed=9)
            chat = await colleague.starts(anna.me)
            await colleague.says(chat, 20)
            await anna.sees(chat, "bruno 21")
            lost = anna.line.to_client.lose(
                lambda frame: frame["type"] in SIGNLESS and "id" not in frame, times=None
            )
            for seq in (5, 9, 14):
                # Writing would tell of it: whoever wrote has read.
                for bot in (phone, bruno):
                    assert (await bot.request("mark_read", chat=chat, seq=seq))["type"] == "ok"
                change = {"chat": chat, "command": new_id(), "muted_until": seq}
                assert (await phone.request("set_preferences", **change))["type"] == "preferences_set"
                await lost.struck(1)
                lost.stop()
                await anna.goes_offline()
                await anna.comes_back()
                await anna.agrees()
                lost = anna.line.to_client.lose(
                    lambda frame: frame["type"] in SIGNLESS and "id" not in frame, times=None
                )


async def holds_all_lines(device: Device, server: ServerProcess) -> None:
    """Wait until it holds the lines that the server shows, as they are now."""
    truth = await shown_to(server, device.account.username)

    async def is_so() -> bool:
        held = await held_by(device.client)
        return {chat: (sight.row, sight.messages) for chat, sight in held.chats.items()} == expected

    expected = {chat: (sight.row, sight.messages) for chat, sight in truth.chats.items()}
    await device.until(is_so, "the gaps to close")


@pytest.mark.parametrize("step", STEPS)
async def test_a_line_that_breaks_in_the_middle_of_catching_up_costs_nothing(tmp_path, step):
    """In each kind of frame that a client is told then, twice; what it had stored before that is not asked for again."""
    async with office(tmp_path, "anna", "bruno", "chiara") as desk:
        anna = await desk.device("anna")
        async with signed_in(desk.server, "bruno") as bruno, signed_in(desk.server, "anna") as annas_phone:
            colleague, phone = Chatter(bruno, seed=4), Chatter(annas_phone, seed=5)
            known = await colleague.starts(anna.me)
            await colleague.says(known, 5)
            await anna.sees(known, "bruno 6")
            phone.joins(known)
            await anna.goes_offline()
            # More than a page of changes, a chat that is new and long, and somebody new in the directory.
            await fill(desk.server, "bruno", known, 410)
            new = await colleague.starts(anna.me, desk.id("chiara"))
            await fill(desk.server, "bruno", new, LONG)
            phone.joins(new)
            await colleague.does(40)
            await phone.does(10)
            desk.server.add_user("newcomer")
            cuts = [anna.line.to_client.cut_inside(kind(step)) for _ in range(2)]
            await anna.line.accept()
            for cut in cuts:
                await anna.until(partial(has_struck, cut), f"a cut in {step}")
            await anna.catches_up()
            await anna.agrees()
            await desk.agree()


async def test_a_chat_whose_first_push_was_lost_opens_though_the_line_breaks_while_it_is_asked_for(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        anna = await desk.device("anna")
        async with signed_in(desk.server, "bruno") as bruno:
            lost = anna.line.to_client.lose(kind("chat_snapshot"))
            cut = anna.line.to_client.cut_inside(kind("chat_opened"))
            colleague = Chatter(bruno, seed=8)
            chat = await colleague.starts(anna.me)
            await lost.struck()
            await colleague.says(chat)
            await cut.struck()
            await anna.catches_up()
            await anna.agrees()


def has_struck(fault: Fault) -> bool:
    return bool(fault.frames)


def came_again(line: FaultyLine, before: int) -> bool:
    return line.connections >= before + 2


async def test_a_new_device_gets_everything_over_a_line_that_breaks_all_the_time(tmp_path):
    """Backfill goes on where it was, life after life, and ends."""
    async with office(tmp_path, "anna", "bruno") as desk:
        async with signed_in(desk.server, "bruno") as bruno:
            colleague = Chatter(bruno, seed=6)
            chats = [await colleague.starts(desk.id("anna")) for _ in range(3)]
            for chat, length in zip(chats, (LONG, 2 * LONG, PAGES), strict=True):
                await fill(desk.server, "bruno", chat, length)
            await colleague.does(60)
        anna = await desk.device("anna", connects=False)
        for number in range(8):
            await anna.dies()
            # A line that carries a little more each time, and then nothing.
            anna.line.to_client.cut_after(3_000 + 3_000 * number)
            before = anna.line.connections
            await anna.lives()
            await anna.until(partial(came_again, anna.line, before), "the line to break")
        await anna.dies()
        await anna.lives()
        await anna.agrees()
        assert (await anna.client.chats())[0].id in chats


async def test_somebody_who_is_added_in_between_gets_what_they_may_see_and_no_more(tmp_path):
    """With history and without, in chats that their device has never heard of, its first push lost."""
    async with office(tmp_path, "anna", "bruno", "chiara") as desk:
        chiara = await desk.device("chiara")
        async with signed_in(desk.server, "bruno") as bruno:
            colleague = Chatter(bruno, seed=7)
            for share_history in (True, False):
                chat = await colleague.starts(desk.id("anna"))
                await fill(desk.server, "bruno", chat, LONG)
                lost = chiara.line.to_client.lose(lambda frame: "id" not in frame, times=2)
                added = await bruno.request(
                    "add_participants",
                    chat=chat,
                    message=new_id(),
                    users=[chiara.me],
                    share_history=share_history,
                )
                assert added["type"] == "accepted"
                await colleague.does(30)
                lost.stop()
                await colleague.says(chat)
            await chiara.agrees()
        await desk.agree()
