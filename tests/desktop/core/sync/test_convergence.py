"""Whatever the network does, a device ends up with what a fresh one gets, and what the user wrote is said once."""

from collections import Counter

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

from desktop.core import outbox
from sync_server.protocol.frames import (
    ChatChanges,
    ChatSnapshot,
    CreateChat,
    MarkRead,
    SendMessage,
    SetSubject,
)
from sync_server.protocol.nouns import Text
from tests.desktop.core.world import ME, OTHER, Device, World, chat_id, message_id

CHATS = st.integers(1, 3)
SHUFFLED = (ChatChanges, ChatSnapshot)
"""Pushes that may be overtaken, doubled or lost; each says itself what it builds on."""


class Convergence(RuleBasedStateMachine):
    """A world that moves, a device that writes, and a bad network between them."""

    @initialize()
    def begin(self):
        self.world = World()
        self.device = Device()
        self.written: list[str] = []
        self.started: set[str] = set()
        self.world.start(chat_id(1))

    def _live(self, push):
        self.device.hears_live(push)

    @rule(number=CHATS)
    def somebody_starts_or_writes(self, number):
        chat = chat_id(number)
        if chat in self.world.chats:
            self._live(self.world.say(chat, f"line {self.world.chats[chat].last_seq + 1}"))
        elif chat not in self.started:
            self._live(self.world.start(chat))

    @rule(number=CHATS, count=st.integers(4, 9))
    def somebody_writes_a_lot_unheard(self, number, count):
        chat = chat_id(number)
        for index in range(count if chat in self.world.chats else 0):
            self.world.say(chat, f"unheard {index}")

    @rule(number=CHATS, subject=st.sampled_from(["Refunds", "Invoices", ""]))
    def somebody_renames(self, number, subject):
        if chat_id(number) in self.world.chats:
            self._live(self.world.rename(chat_id(number), subject))

    @rule(number=CHATS, back=st.integers(0, 8))
    def somebody_edits(self, number, back):
        chat = chat_id(number)
        if chat in self.world.chats and self.world.chats[chat].last_seq > back + 1:
            seq = self.world.chats[chat].last_seq - back
            if (
                isinstance(self.world.lines[chat][seq - 1].body, Text)
                and self.world.lines[chat][seq - 1].author == OTHER.id
            ):
                self._live(self.world.edit(chat, seq, f"edited {self.world.chats[chat].revision}"))

    @rule(number=CHATS)
    def i_start_or_write(self, number):
        chat = chat_id(number)
        message = message_id(1000 + len(self.written))
        if (
            self.device.rows()["chat"] and any(row[0] == chat for row in self.device.rows()["chat"])
        ) or chat in self.started:
            frame = SendMessage(0, chat, message, f"mine {message}")
            self.written.append(message)
            self.device.write(outbox.send(self.device.connection, frame, 0))
        elif chat not in self.world.chats:
            self.started.add(chat)
            self.written.append(message)
            applier_people(self.device)
            frame = CreateChat(0, chat, message, (OTHER.id,), "Started offline")
            self.device.write(outbox.start_chat(self.device.connection, ME.id, frame, 0))

    @rule(number=CHATS, subject=st.sampled_from(["Mine", "Also mine"]))
    def i_rename(self, number, subject):
        if any(row[0] == chat_id(number) for row in self.device.rows()["chat"]):
            message = message_id(1000 + len(self.written))
            frame = SetSubject(0, chat_id(number), message, subject)
            written = outbox.set_subject(self.device.connection, ME.id, frame, 0)
            if written.queued:
                self.written.append(message)
            self.device.write(written)

    @rule(number=CHATS, seq=st.integers(1, 10))
    def i_read(self, number, seq):
        last = next((row[6] for row in self.device.rows()["chat"] if row[0] == chat_id(number)), 0)
        self.device.write(
            outbox.mark_read(self.device.connection, MarkRead(0, chat_id(number), min(seq, last)), 0)
        )

    @precondition(lambda self: not self.device.connected)
    @rule()
    def connection_comes(self):
        self.device.connect()

    @precondition(lambda self: self.device.connected)
    @rule()
    def connection_breaks(self):
        self.device.disconnect()

    @rule(count=st.integers(1, 5))
    def server_answers(self, count):
        for _ in range(min(count, len(self.device.to_server))):
            self.device.to_client.extend(self.world.handle(self.device.to_server.pop(0)))

    @rule(count=st.integers(1, 5))
    def frames_arrive(self, count):
        for _ in range(min(count, len(self.device.to_client))):
            if self.device.to_client:
                self.device.receive(self.device.to_client.pop(0))

    @precondition(lambda self: self.device.to_client)
    @rule(data=st.data())
    def a_push_overtakes_is_doubled_or_lost(self, data):
        waiting = self.device.to_client
        index = data.draw(st.integers(0, len(waiting) - 1))
        if isinstance(waiting[index], SHUFFLED):
            fate = data.draw(st.sampled_from(["overtakes", "doubled", "lost"]))
            frame = waiting[index] if fate == "doubled" else waiting.pop(index)
            if fate != "lost":
                self.device.receive(frame)

    def teardown(self):
        """The network is well again: everything is told, held, and told once."""
        if not hasattr(self, "device"):
            return
        if self.device.connected:
            self.device.disconnect()
        self.device.connect()
        self.device.talk_with(self.world)
        fresh = Device()
        fresh.connect()
        fresh.talk_with(self.world)
        assert self.device.rows() == fresh.rows()
        self._everything_is_held(fresh)
        said = Counter(
            line.id for lines in self.world.lines.values() for line in lines if line.author == ME.id
        )
        assert said == Counter(self.written)

    def _everything_is_held(self, device):
        held = {row[0]: (row[1], row[2]) for row in device.rows()["sync_state"]}
        assert held == {chat: (row.revision, 1) for chat, row in self.world.chats.items()}
        assert len(device.rows()["message"]) == sum(map(len, self.world.lines.values()))
        device.connection.close()
        self.device.connection.close()


def applier_people(device):
    """Let the device know its colleague, as the directory would have told it."""
    device.connection.execute(
        "INSERT OR IGNORE INTO person VALUES (?, 'bruno', 'Bruno Costa', '', 1, 2)", (OTHER.id,)
    )


TestConvergence = Convergence.TestCase
TestConvergence.settings = settings(
    max_examples=60, stateful_step_count=40, deadline=None, suppress_health_check=list(HealthCheck)
)
