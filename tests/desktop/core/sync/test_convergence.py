"""Whatever the network does, a device ends up with what a fresh one gets, and what the user wrote is said once."""

from collections import Counter

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from msgspec import structs

from desktop.core import outbox
from desktop.core.values import ConnectionState
from sync_server.protocol.frames import (
    ChatChanges,
    ChatSnapshot,
    CreateChat,
    History,
    MarkRead,
    ReadPositions,
    SendMessage,
    SetPreferences,
    SetSubject,
)
from sync_server.protocol.nouns import Text
from tests.desktop.core.world import ME, OTHER, THIRD, Device, World, chat_id, message_id, stored
from tests.support.profiles import by_profile

CHATS = st.integers(1, 4)
BACK = st.integers(0, 5)
SHUFFLED = (ChatChanges, ChatSnapshot)
"""Pushes that may be overtaken, doubled or lost; each says itself what it builds on."""


class Convergence(RuleBasedStateMachine):
    """A world that moves, a device that writes, and a bad network between them.

    There are few rules, each with several things that may happen: a run leaves some rules out, and few would be left to meet.
    """

    @initialize(hidden=st.integers(0, 4), connected=st.booleans())
    def begin(self, hidden, connected):
        self.world = World()
        self.device = Device()
        self.written: list[str] = []
        self.started: set[str] = set()
        self.marked = 0
        self.lost = False
        """Something was lost that this device cannot know of yet."""
        self.world.start(chat_id(1))
        self.world.start(chat_id(2), hidden=hidden)
        if connected:
            self.device.connect()
            self.device.talk_with(self.world)

    def _live(self, push):
        self.device.hears_live(push)

    @rule(number=CHATS, reply=st.integers(0, 9), mention=st.booleans(), hidden=st.integers(0, 3))
    def somebody_starts_or_writes(self, number, reply, mention, hidden):
        chat = chat_id(number)
        if chat in self.world.chats:
            seq = self.world.last_seq(chat)
            reply_to = seq - reply if seq > reply and reply % 3 == 0 else None
            mentions = (ME.id,) if mention else ()
            self._live(self.world.say(chat, f"line {seq + 1}", reply_to=reply_to, mentions=mentions))
        elif chat not in self.started:
            self._live(self.world.start(chat, hidden=hidden))

    @rule(number=CHATS, count=st.integers(2, 9))
    def somebody_writes_a_lot_unheard(self, number, count):
        chat = chat_id(number)
        self.lost |= self.device.connected
        for index in range(count if chat in self.world.chats else 0):
            self.world.say(chat, f"unheard {index}")

    @rule(number=CHATS, what=st.sampled_from(["Refunds", "Invoices", "", "with history", "without history"]))
    def somebody_renames_or_adds_a_person(self, number, what):
        chat = chat_id(number)
        if chat not in self.world.chats:
            return
        if "history" not in what:
            self._live(self.world.rename(chat, what))
        elif THIRD.id not in self.world.read[chat]:
            self._live(self.world.add(chat, THIRD, with_history=what == "with history"))

    @rule(number=CHATS, back=BACK, what=st.sampled_from(["edit", "delete", "", "👍", "🎉👀"]))
    def somebody_changes_a_message(self, number, back, what):
        """One that ME may not see, too."""
        chat = chat_id(number)
        seq = self.world.last_seq(chat) - back if chat in self.world.chats else 0
        line = self.world.lines[chat][seq - 1] if seq > 0 else None
        if line is None or not isinstance(line.body, Text) or line.author != OTHER.id:
            return
        if what == "edit":
            self._live(self.world.edit(chat, seq, f"edited {line.body.text}"))
        elif what == "delete":
            self._live(self.world.delete(chat, seq))
        else:
            self._live(self.world.react(chat, seq, *what))

    @rule(number=CHATS, back=BACK, who=st.sampled_from([ME, OTHER, THIRD]))
    def somebody_reads(self, number, back, who):
        """ME on another device, too."""
        chat = chat_id(number)
        if chat in self.world.chats and who.id in self.world.read[chat]:
            self._live(self.world.reads(chat, max(0, self.world.last_seq(chat) - back), who=who))

    @rule(number=CHATS, subject=st.sampled_from([None, None, "Mine", "Also mine"]))
    def i_start_or_write_or_rename(self, number, subject):
        chat = chat_id(number)
        message = message_id(1000 + len(self.written))
        connection = self.device.connection
        if not self.device.knows(chat) and chat not in self.started:
            if chat not in self.world.chats:
                self.started.add(chat)
                applier_people(self.device)
                frame = CreateChat(0, chat, message, (OTHER.id,), "Started offline")
                self._i_did(outbox.start_chat(connection, ME.id, frame, 0))
        elif subject is None:
            self._i_did(outbox.send(connection, SendMessage(0, chat, message, f"mine {message}"), 0))
        elif self.device.knows(chat):
            self._i_did(outbox.set_subject(connection, ME.id, SetSubject(0, chat, message, subject), 0))

    def _i_did(self, written):
        self.written += [pending.frame.message for pending in written.queued]
        self.device.write(written)

    @rule(number=CHATS, seq=st.integers(1, 10))
    def i_read(self, number, seq):
        chat = chat_id(number)
        last = max((row[1] for row in self.device.rows()["message"] if row[0] == chat), default=0)
        frame, unmark = MarkRead(0, chat, min(seq, last)), SetPreferences(0, chat, message_id(5000 + seq))
        self.device.write(outbox.mark_read(self.device.connection, frame, 0, unmark=unmark))

    @rule(
        number=CHATS, seq=st.integers(0, 9), pinned=st.sampled_from([None, True, False]), here=st.booleans()
    )
    def i_mark_as_unread_or_pin(self, number, seq, pinned, here):
        """On this device or another one."""
        chat = chat_id(number)
        if not here and chat in self.world.chats:
            self._live(self.world.prefer(chat, unread_from=seq, pinned=pinned))
        elif here and self.device.knows(chat):
            self.marked += 1
            frame = SetPreferences(0, chat, message_id(6000 + self.marked), pinned=pinned)
            if pinned is None:
                frame = structs.replace(frame, unread_from=seq)
                written = outbox.mark_unread(self.device.connection, frame, 0)
            else:
                written = outbox.set_preferences(self.device.connection, ME.id, frame, 0)
            self.device.write(written)

    @rule()
    def connection_comes_or_breaks(self):
        if self.device.connected:
            self.device.disconnect()
        else:
            self.lost = False
            self.device.connect()

    @rule(answers=st.integers(0, 9), frames=st.integers(0, 9))
    def network_carries(self, answers, frames):
        for _ in range(min(answers, len(self.device.to_server))):
            self.device.to_client.extend(self.world.handle(self.device.to_server.pop(0)))
        for _ in range(min(frames, len(self.device.to_client))):
            if self.device.to_client:
                self.device.receive(self.device.to_client.pop(0))
        self._unread_numbers_are_right_before_the_history_is_here()

    def _unread_numbers_are_right_before_the_history_is_here(self):
        device = self.device
        quiet = not device.to_client and all(isinstance(request, History) for request in device.to_server)
        if device.engine.is_current and quiet and not self.lost and not device.rows()["command"]:
            assert device.unread() == {chat: self.world.unread(chat)[0] for chat in self.world.chats}

    @precondition(lambda self: self.device.to_client)
    @rule(data=st.data())
    def a_push_overtakes_is_doubled_or_lost(self, data):
        waiting = self.device.to_client
        index = data.draw(st.integers(0, len(waiting) - 1))
        # What catching up tells of read positions is told for good: the mark that follows says so.
        if isinstance(waiting[index], SHUFFLED) or self.device.heard_live(waiting[index], ReadPositions):
            fate = data.draw(st.sampled_from(["overtakes", "doubled", "lost"]))
            frame = waiting[index] if fate == "doubled" else waiting.pop(index)
            if fate == "lost":
                self.lost = True
            else:
                self.device.receive(frame)

    def teardown(self):
        """The network is well again: everything is told, held, and told once."""
        if not hasattr(self, "device"):
            return
        if self.device.engine.state is ConnectionState.ONLINE:
            self._what_was_lost_shows_with_the_next_line()
        if self.device.connected:
            self.device.disconnect()
        self.device.connect()
        self.device.talk_with(self.world)
        fresh = Device()
        fresh.connect()
        fresh.talk_with(self.world)
        assert self.device.rows() == fresh.rows()
        self._everything_is_held(fresh)
        assert self.device.unread() == {chat: self.world.unread(chat)[0] for chat in self.world.chats}
        said = Counter(
            line.id for lines in self.world.lines.values() for line in lines if line.author == ME.id
        )
        assert said == Counter(self.written)
        fresh.connection.close()
        self.device.connection.close()

    def _what_was_lost_shows_with_the_next_line(self):
        """Without another connection, a device finds out by itself what it lacks of rows."""
        self.device.talk_with(self.world)
        for chat in self.world.chats:
            self._live(self.world.say(chat, "the next line"))
        self.device.talk_with(self.world)
        self._rows_are_held(self.device)

    def _everything_is_held(self, device):
        self._rows_are_held(device)
        held = {row[0]: (row[1], row[2], row[3]) for row in device.rows()["sync_state"]}
        assert held == {
            chat: (self.world.told(chat), row.visible_from_seq, self.world.told(chat))
            for chat, row in self.world.chats.items()
        }
        assert device.rows()["preference"] == sorted(
            (chat, row.revision, row.muted_until, row.pinned, row.unread_from, row.notify)
            for chat, row in self.world.preferences.items()
        )
        assert [row[:3] for row in device.rows()["read_position"]] == sorted(
            (chat, user, seq)
            for chat in self.world.chats
            for user, seq in self.world.positions(chat).items()
            if seq
        )

    def _rows_are_held(self, device):
        rows = device.rows()
        lines = [line for chat in self.world.chats for line in self.world.visible(chat)]
        assert rows["message"] == sorted(map(stored, lines))
        assert rows["chat"] == sorted(
            (row.id, row.revision, row.subject, row.created_by, row.created_at, row.visible_from_seq)
            for row in self.world.chats.values()
        )
        assert rows["participant"] == sorted(
            (row.id, one.user, place, one.added_seq, one.added_at, one.added_by, one.visible_from_seq)
            for row in self.world.chats.values()
            for place, one in enumerate(row.participants)
        )


def applier_people(device):
    """Let the device know its colleague, as the directory would have told it."""
    device.connection.execute(
        "INSERT OR IGNORE INTO person VALUES (?, 'bruno', 'Bruno Costa', '', 1, 2, 0)", (OTHER.id,)
    )


TestConvergence = Convergence.TestCase
TestConvergence.settings = settings(
    max_examples=by_profile(quick=200, long=5_000),
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
