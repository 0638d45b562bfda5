"""Random people at random desks write, change and read, on lines that break, with clients that die and a server that is killed.

In the end every client holds exactly what the server shows its user, and everything that was written is there once: see
`tests.model.expected`. The clients are real ones over encrypted files; one that dies goes on with what was on its disk. When it fails,
hypothesis prints the story step by step.
"""

from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import initialize, rule, run_state_machine_as_test

from desktop.core.errors import NotConnectedError, RefusedError
from desktop.core.values import FOR_EVER
from tests.model.desks import DEVICES, Desks, Floor
from tests.support.profiles import by_profile
from tests.support.server import running_server

RUNS = by_profile(quick=30, long=600)
STEPS = by_profile(quick=30, long=60)
PHASES = by_profile(quick=(Phase.generate,), long=(Phase.reuse, Phase.generate, Phase.shrink))

devices = st.sampled_from(DEVICES)
which = st.integers(0, 5)
emoji = st.sampled_from("👍🎉🦄")
PUSHES = {"chat_changes", "chat_snapshot", "directory", "read_positions", "preferences_changed"}


def is_live(frame: Any) -> bool:
    return "id" not in frame and frame["type"] in PUSHES


def is_answer(frame: Any) -> bool:
    return "id" in frame


class LivelyDesks(Desks):
    """What they do and what befalls them; see the module."""

    @initialize(alone=st.sets(devices))
    def everybody_is_there(self, alone: set[str]) -> None:
        """Some begin without a line."""
        self.run(self.everybody_comes())
        for device in sorted(alone):
            self.run(self.devices[device].goes_offline())

    # What they do -----------------------------------------------------------------------------------------------------

    @rule(device=devices, where=which, count=st.integers(1, 3), answers=st.none() | which)
    def somebody_says_something(self, device: str, where: int, count: int, answers: int | None) -> None:
        self.has_done(device, self._say(device, where, count, answers))

    async def _say(self, device: str, where: int, count: int, answers: int | None) -> None:
        line = await self.chat(device, where)
        if line is None:
            return
        answered = None if answers is None else await self.message(device, line.id, answers)
        for _ in range(count):
            await self.says(device, line.id, answers=answered)

    @rule(
        device=devices,
        where=which,
        what=which,
        how=st.sampled_from(["edit", "edit", "delete", "react", "react", "unreact"]),
        emoji=emoji,
    )
    def somebody_changes_a_message(self, device: str, where: int, what: int, how: str, emoji: str) -> None:
        self.has_done(device, self._change(device, where, what, how, emoji))

    async def _change(self, device: str, where: int, what: int, how: str, emoji: str) -> None:
        line = await self.chat(device, where)
        row = line and await self.message(device, line.id, what, own=how in {"edit", "delete"})
        if row is not None:
            await self.changes(device, row, how, emoji)

    @rule(
        device=devices, others=st.sampled_from([["bruno"], ["anna"], ["carla"], ["anna", "bruno", "carla"]])
    )
    def somebody_starts_a_chat(self, device: str, others: list[str]) -> None:
        others = [one for one in others if one != device.partition("'")[0]]
        if others and device.partition("'")[0] not in self.closed:
            self.has_done(device, self.starts(device, others))

    @rule(device=devices, where=which)
    def somebody_renames_a_chat(self, device: str, where: int) -> None:
        self.has_done(device, self._rename(device, where))

    async def _rename(self, device: str, where: int) -> None:
        if line := await self.chat(device, where):
            subject = self.word()
            await self.devices[device].client.set_subject(line.id, subject)
            self.expected.subjects[subject] = (line.id, self.who(device))

    @rule(device=devices, where=which, back=which, how=st.sampled_from(["read", "read", "unread"]))
    def somebody_reads(self, device: str, where: int, back: int, how: str) -> None:
        self.has_done(device, self._read(device, where, back, how))

    async def _read(self, device: str, where: int, back: int, how: str) -> None:
        line = await self.chat(device, where)
        seqs = [row.seq for row in await self.devices[device].rows(line.id) if row.seq] if line else []
        if line is None or not seqs:
            return
        seq = seqs[-1 - back % len(seqs)]
        if how == "unread":
            await self.devices[device].client.mark_unread(line.id, seq)
            return
        await self.devices[device].client.mark_read(line.id, seq)
        key = (self.who(device), line.id)
        self.expected.read[key] = max(self.expected.read.get(key, 0), seq)

    @rule(
        device=devices,
        where=which,
        what=st.sampled_from(
            [
                ("muted_until", 0),
                ("muted_until", FOR_EVER),
                ("pinned", True),
                ("pinned", False),
                ("notify", "mentions"),
                ("notify", ""),
            ]
        ),
    )
    def somebody_sets_something(self, device: str, where: int, what: tuple[str, Any]) -> None:
        self.has_done(device, self._set(device, where, *what))

    async def _set(self, device: str, where: int, what: str, value: Any) -> None:
        if line := await self.chat(device, where):
            client = self.devices[device].client
            ways = {
                "pinned": client.set_pinned,
                "muted_until": client.set_muted,
                "notify": client.set_notify,
            }
            await ways[what](line.id, value)
            self.expected.settings.setdefault((self.who(device), line.id, what), []).append((device, value))

    @rule(device=st.sampled_from(["anna", "anna's phone"]))
    def somebody_shows_what_they_read_or_no_longer(self, device: str) -> None:
        self.has_done(device, self._show_reads(device))

    async def _show_reads(self, device: str) -> None:
        """It is not queued, so without a connection nothing comes of it."""
        desk = self.devices[device]
        if desk.is_online and desk.line.to_client.flowing.is_set():
            with suppress(NotConnectedError, RefusedError):
                await desk.client.set_shows_reads(not desk.client.shows_reads)

    @rule(device=devices, where=which)
    def somebody_drafts(self, device: str, where: int) -> None:
        self.has_done(device, self._draft(device, where))

    async def _draft(self, device: str, where: int) -> None:
        if line := await self.chat(device, where):
            draft = self.word()
            await self.devices[device].client.save_draft(line.id, draft)
            self.expected.drafts[device, line.id] = draft

    @rule(device=devices, where=which)
    def somebody_attaches_a_file(self, device: str, where: int) -> None:
        self.has_done(device, self._attach(device, where))

    async def _attach(self, device: str, where: int) -> None:
        if line := await self.chat(device, where):
            await self.attaches(device, line.id)

    @rule(device=devices, how=st.sampled_from(["go", "draft", "no"]))
    def somebody_decides(self, device: str, how: str) -> None:
        self.has_done(device, self.decides(device, how))

    @rule(device=devices, minutes=st.sampled_from([10, 40]))
    def somebody_is_away(self, device: str, minutes: int) -> None:
        """What they have written and not sent may ask when they come back."""
        self.time_passes(device, minutes)

    # What befalls them ------------------------------------------------------------------------------------------------

    @rule(device=devices)
    def loses_the_line(self, device: str) -> None:
        if self.devices[device].client.connection.state.value != "signed_out":
            self.run(self.devices[device].goes_offline())

    @rule(device=devices, rests=st.booleans())
    def has_a_good_line(self, device: str, rests: bool) -> None:
        self.run(self._heal(device, rests))

    async def _heal(self, device: str, rests: bool) -> None:
        await self.has_a_line_again(self.devices[device])
        if rests:
            await self.comes_to_rest(self.devices[device])

    @rule(
        device=devices,
        what=st.sampled_from(
            [
                "lose",
                "lose",
                "lose",
                "duplicate",
                "swap",
                "cut",
                "cut an answer",
                "cut a request",
                "reset",
                "stall",
            ]
        ),
        much=st.integers(1, 4),
    )
    def has_a_bad_line(self, device: str, what: str, much: int) -> None:
        line = self.devices[device].line
        match what:
            case "lose":
                line.to_client.lose(is_live, times=much)
            case "duplicate":
                line.to_client.duplicate(is_live, times=much)
            case "swap":
                line.to_client.swap(is_live, times=much)
            case "cut":
                line.to_client.cut_after(much * 150)
            case "cut an answer":
                line.to_client.cut_inside(is_answer)
            case "cut a request":
                line.to_server.cut_inside()
            case "stall":
                line.to_client.stall()
            case _:
                line.reset()

    @rule(device=devices, other=devices, much=st.integers(1, 3))
    def misses_something_and_hears_what_comes_after_it(self, device: str, other: str, much: int) -> None:
        if device != other:
            self.has_done(other, self.misses(device, other, much))

    @rule(device=devices, dies=st.booleans(), then=st.sampled_from(["edit", "edit", "delete", "react"]))
    def changes_what_went_out_and_was_not_answered(self, device: str, dies: bool, then: str) -> None:
        self.has_done(device, self.is_not_answered(device, dies=dies, then=then))

    @rule()
    def things_take_their_course(self) -> None:
        """Who has a line sends what there is, and the others hear of it, or not."""
        for device in self.devices.values():
            if device.is_online and device.line.to_client.flowing.is_set():
                self.run(self.comes_to_rest(device))

    @rule(device=devices)
    def dies(self, device: str) -> None:
        self.run(self._die(device))

    async def _die(self, device: str) -> None:
        await self.devices[device].dies()
        await self.devices[device].lives()

    # No precondition: it would hang on how fast things were, and hypothesis wants the same choices each time.

    @rule(luck=st.integers(0, 6))
    def the_server_is_killed(self, luck: int) -> None:
        if luck == 0:
            self.run(self.desk.restarts())

    @rule(who=st.sampled_from(["bruno", "carla"]), luck=st.integers(0, 4))
    def an_account_is_closed(self, who: str, luck: int) -> None:
        if luck == 0 and self.words > 8 and not self.closed:
            self.floor.server.deactivate(self.usernames[who])
            self.closed.add(who)
            self.expected.closed.add(self.ids[who])

    # At the end -------------------------------------------------------------------------------------------------------

    def teardown(self) -> None:
        try:
            self.run(self.all_is_well())
        finally:
            self.go_home()


@pytest.fixture
def floor(tmp_path: Any) -> Iterator[Floor]:
    with running_server(tmp_path / "data") as server:
        yield Floor(server, tmp_path)


@pytest.mark.timeout(by_profile(quick=300, long=3_600))
def test_in_the_end_client_and_server_are_one_and_everything_written_is_there_once(floor: Floor) -> None:
    class TheseDesks(LivelyDesks):
        pass

    TheseDesks.floor = floor
    run_state_machine_as_test(
        TheseDesks,
        settings=settings(
            max_examples=RUNS,
            stateful_step_count=STEPS,
            deadline=None,
            phases=PHASES,
            suppress_health_check=[*HealthCheck],
        ),
    )
