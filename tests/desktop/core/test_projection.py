"""Whatever the user does, and whatever becomes of it, the screen shows what they want; and in the end the server has just that.

The model is a page of notes: what each message should say. It knows nothing of commands, so whether one is rewritten, dropped or
queued behind another makes no difference to it. Nor does it know which files are uploaded: only with which message each goes.
"""

from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from desktop.core import outbox
from desktop.core.cache import (
    account,
    attached,
    commands,
    drafts,
    encrypted,
    files,
    people,
    rows,
    timeline,
    transfers,
)
from desktop.core.cache.commands import Pending
from desktop.core.errors import ErrorCode
from desktop.core.outbox import Queue
from desktop.core.sync import applier
from desktop.core.sync.applier import Settle
from desktop.core.values import Change, Deleted, Delivery, Text
from sync_server.protocol.frames import (
    Accepted,
    ChatChanges,
    ChatSnapshot,
    DeleteMessage,
    EditMessage,
    SendMessage,
    SetReaction,
)
from sync_server.protocol.nouns import Reaction
from tests.desktop.core.attached import a_file, a_picture, attach
from tests.desktop.core.world import ME, OTHER, THIRD, World, chat_id, message_id
from tests.support.keys import KEY
from tests.support.profiles import by_profile

CHAT = chat_id(1)
EMOJI = ["\N{THUMBS UP SIGN}", "\N{PARTY POPPER}"]
WHICH = st.integers(0, 7)


def said(body):
    return body.text, tuple(each.name for each in body.attachments)


class Note:
    """What a message should say."""

    def __init__(self, text, *, mine=True):
        self.text = text
        self.files = ()
        """Names."""
        self.mine = mine
        self.is_there = True
        self.answers = None
        self.passed = False
        """It was refused or asked once, so later ones may have gone past it."""
        self.reactions = set()


class Server:
    """Carries commands out, each once, however often it comes."""

    def __init__(self, world):
        self.world = world
        self.done = set()
        self.taken = set()
        """Files that a message has."""
        self.whole = set()
        """Files that were uploaded."""

    def row(self, message):
        return next((line for line in self.world.lines[CHAT] if line.id == message), None)

    def obeys(self, frame):
        """Return the row that a command wrote or changed, None if there is none to change."""
        command = frame.message if isinstance(frame, SendMessage) else frame.command
        line = self.row(frame.message)
        if command not in self.done and (line is not None or isinstance(frame, SendMessage)):
            self.done.add(command)
            self._change(frame, line)
        return self.row(frame.message)

    def _change(self, frame, line):
        match frame:
            case SendMessage(text=text):
                assert line is None, "sent twice"
                assert frame.reply_to is None or self.row(frame.reply_to), "answers what is not there"
                ids = attached.ids(frame.attachments)
                assert not self.taken & set(ids), "a file of two messages"
                assert self.whole >= set(ids), "sent before its files"
                self.taken |= set(ids)
                self.world.say(CHAT, text, by=ME, message=frame.message, attachments=frame.attachments)
            case EditMessage(text=text) if isinstance(line.body, Text):
                self.world.edit(CHAT, line.seq, text)
            case DeleteMessage() if isinstance(line.body, Text):
                self.world.delete(CHAT, line.seq)
            case SetReaction(emoji=emoji, on=on) if isinstance(line.body, Text):
                mine = {each.emoji for each in line.reactions}
                mine = mine | {emoji} if on else mine - {emoji}
                self.world.react(CHAT, line.seq, *sorted(mine), by=ME)


class Projection(RuleBasedStateMachine):
    """A user who changes their mind, and a connection that comes and goes."""

    @initialize(connected=st.booleans())
    def begin(self, connected):
        self.connection = encrypted.connect(Path(":memory:"), KEY)
        encrypted.migrate(self.connection)
        account.claim(self.connection, "wss://desk.example.com/sync", ME.id)
        people.save(self.connection, (ME, OTHER, THIRD))
        self.world = World()
        self.server = Server(self.world)
        self.world.start(CHAT)
        self.notes = {}
        for text, who in (("mine", ME), ("not mine", OTHER)):
            line = self.world.say(CHAT, text, by=who).messages[0]
            self.notes[line.id] = Note(text, mine=who is ME)
        lines = self.world.visible(CHAT)
        self.heard = len(lines)
        self._hear(ChatSnapshot(self.world.chats[CHAT], self.heard, 1, lines, {ME.id: self.heard}))
        self.ids = iter(range(1_000, 100_000))
        self.connected = False
        self.handed = set()
        self.draft = ""
        self.draft_files = ()
        if connected:
            self.connection_comes_or_breaks()

    def teardown(self):
        if hasattr(self, "connection"):
            self._finish()
            self.connection.close()

    # There are few rules, each with several things that may happen: a run leaves some rules out, and few would be left to meet.

    @rule(
        what=st.sampled_from(
            [
                "write",
                "answer",
                "attach",
                "send file",
                "send file",
                "edit",
                "edit",
                "delete",
                "react",
                "again",
                "back",
                "back",
                "away",
            ]
        ),
        which=WHICH,
        emoji=st.sampled_from(EMOJI),
        on=st.booleans(),
    )
    def user_acts(self, what, which, emoji, on):
        match what:
            case "write":
                self.writes(None)
            case "answer":
                self.writes(which)
            case "attach":
                self.attaches(which)
            case "send file":
                self.attaches(which)
                self.writes(None)
                if self.connected:
                    self.files_are_uploaded(which)
            case "edit":
                self.edits(which)
            case "delete":
                self.deletes(which)
            case "react":
                self.reacts(which, emoji, on=on)
            case _:
                self.decides(which, what)

    @rule(
        what=st.sampled_from(
            [
                "turns",
                "turns",
                "kill",
                "yes",
                "yes",
                "lost",
                "lost",
                "no",
                "news",
                "late",
                "up",
                "up",
            ]
        ),
        which=WHICH,
    )
    def time_passes(self, what, which):
        if what == "turns":
            self.connection_comes_or_breaks()
        elif what == "late":
            self.a_message_waited_long(which)
        elif not self.connected:
            return
        elif what == "up":
            self.files_are_uploaded(which)
        elif what == "no":
            self.server_refuses_the_next()
        elif what == "news":
            self._catch_up()
        else:
            self.server_takes_the_next(what, lacks_files=which % 3 == 0)

    # What the user does.

    def writes(self, answers):
        message = self._id()
        reply_to = None if answers is None else self._which(answers)
        frame = SendMessage(0, CHAT, message, f"text {message}", reply_to)
        outbox.send(self.connection, frame, 1)
        note = self.notes[message] = Note(frame.text)
        note.answers = reply_to
        # Until its files are there, others go past it.
        note.files, note.passed = self.draft_files, bool(self.draft_files)
        self.draft, self.draft_files = "", ()

    def attaches(self, which):
        if len(self.draft_files) < 3:
            number = next(self.ids)
            name = f"file {number}"
            attach(self.connection, CHAT, (a_picture if which % 2 else a_file)(2 * number, name))
            self.draft_files = (*self.draft_files, name)

    def edits(self, which):
        message, note = self._mine(which)
        if note is not None:
            command = self._id()
            frame = EditMessage(0, CHAT, message, command, f"edit {command}")
            outbox.edit(self.connection, ME.id, frame, 1)
            note.text = frame.text

    def deletes(self, which):
        message, note = self._mine(which)
        if note is not None:
            outbox.delete(self.connection, ME.id, DeleteMessage(0, CHAT, message, self._id()), 1)
            note.is_there = False
            note.reactions.clear()

    def reacts(self, which, emoji, *, on):
        message = self._which(which)
        note = self.notes[message]
        if note.is_there:
            frame = SetReaction(0, CHAT, message, self._id(), emoji, on)
            outbox.react(self.connection, ME.id, frame, 1)
            note.reactions = note.reactions | {emoji} if on else note.reactions - {emoji}

    def decides(self, which, how):
        """On a message that did not go, or on any that waits; and on an edit that was refused."""
        found = [row for row in self._page() if row.command is not None]
        row = found[which % len(found)] if found else None
        if row is None or row.change in {Change.DELETION, Change.REACTION}:
            return
        if row.change is Change.EDIT and (row.delivery is not Delivery.REFUSED or self._edits(row.id) != 1):
            return
        note = self.notes[row.id]
        match how:
            case "again":
                outbox.retry(self.connection, row.command, 1)
                outbox.release(self.connection, row.command)
                return
            case "back":
                self.draft = "\n\n".join(text for text in (self.draft, note.text) if text)
                if row.change is Change.MESSAGE:
                    self.draft_files += note.files
                outbox.take_back(self.connection, row.command, 1, undo=self._id(), new_id=self._id)
            case "away":
                dropped = outbox.discard(self.connection, row.command, 1, undo=self._id())
                assert dropped.text == note.text
        if row.change is Change.EDIT:
            note.text = self._confirmed(row.id).text
        else:
            note.is_there = False
            note.reactions.clear()

    # What becomes of it.

    def connection_comes_or_breaks(self):
        if self.connected:
            commands.connection_ended(self.connection, self.handed)
        else:
            commands.connection_began(self.connection)
        self.connected = not self.connected
        self.handed = set()

    def program_is_killed(self):
        commands.program_started(self.connection)
        self.connected = False

    def server_takes_the_next(self, how, *, lacks_files):
        pending = self._next()
        if pending is None:
            return
        self.handed.add(pending.number)
        if lacks_files and getattr(pending.frame, "attachments", ()) and not self.server.row(pending.message):
            self.server.whole -= set(attached.ids(pending.frame.attachments))
            outbox.refused(self.connection, pending.number, ErrorCode.ATTACHMENT_NOT_FOUND)
            return
        line = self.server.obeys(pending.frame)
        assert line is not None, f"{pending.frame} is about nothing"
        if how == "kill":
            self.program_is_killed()
        elif how == "lost":
            self.connection_comes_or_breaks()
        else:
            self._hear(Settle(pending.number, Accepted(1, line)))

    def files_are_uploaded(self, which):
        waiting = transfers.uploads(self.connection, limit=100)
        for each in waiting if which > 1 else waiting[:1]:
            self._is_uploaded(each)

    def _is_uploaded(self, file):
        self.server.whole.add(file.attachment)
        outbox.uploaded(self.connection, file.attachment, 1)

    def server_refuses_the_next(self):
        pending = self._next()
        command = getattr(pending and pending.frame, "command", pending and pending.frame.message)
        # What it has carried out, it does not refuse; and what becomes of a reaction, the other tests say.
        if pending is None or command in self.server.done or isinstance(pending.frame, SetReaction):
            return
        self.handed.add(pending.number)
        outbox.refused(self.connection, pending.number, ErrorCode.NOT_AUTHOR)
        self.notes[pending.frame.message].passed |= isinstance(pending.frame, SendMessage)
        if isinstance(pending.frame, DeleteMessage):
            (row,) = rows.some(self.connection, ME.id, (pending.frame.message,))
            note = self.notes[pending.frame.message]
            note.text, note.is_there = row.body.text, True
            note.reactions = self._reactions(row)

    def a_message_waited_long(self, which):
        """As after catch-up: what has arrived is known."""
        self._catch_up()
        waiting = [each for each in self._outbox() if isinstance(each.frame, SendMessage)]
        if waiting:
            held = waiting[which % len(waiting)]
            outbox.hold(self.connection, (held.number,))
            self.notes[held.frame.message].passed = True

    @invariant()
    def shown_is_what_the_user_wants(self):
        if not hasattr(self, "notes"):
            return
        shown = {row.id: row for row in self._page()}
        for message, note in self.notes.items():
            row = shown.get(message)
            if note.is_there:
                assert row is not None, note.text
                assert said(row.body) == (note.text, note.files)
                assert self._reactions(row) == note.reactions
            else:
                assert row is None or isinstance(row.body, Deleted)
        assert drafts.read(self.connection, CHAT).text == self.draft
        assert tuple(each.name for each in drafts.files(self.connection, CHAT)) == self.draft_files
        self._nothing_is_lost(shown)
        assert all(row == shown[row.id] for row in rows.some(self.connection, ME.id, self.notes))

    def _finish(self):
        """Let everything go; the server then has what the user wants, each message once."""
        if not self.connected:
            self.connection_comes_or_breaks()
        for _ in range(3):
            for each in self._outbox():
                if isinstance(each.frame, DeleteMessage) and each.refusal:
                    outbox.discard(self.connection, each.number, 1, undo=self._id())
                outbox.retry(self.connection, each.number, 1)
                outbox.release(self.connection, each.number)
            while uploads := transfers.uploads(self.connection, limit=1):
                self._is_uploaded(uploads[0])
            while (pending := self._next()) is not None:
                self._hear(Settle(pending.number, Accepted(1, self.server.obeys(pending.frame))))
        assert self._outbox() == ()
        self._catch_up()
        self.shown_is_what_the_user_wants()
        lines = {line.id: line for line in self.world.lines[CHAT]}
        for message, note in self.notes.items():
            line = lines.get(message)
            if note.is_there:
                assert said(line.body) == (note.text, note.files)
                assert {each.emoji for each in line.reactions if ME.id in each.users} == note.reactions
            else:
                assert line is None or isinstance(line.body, Deleted)

        places = [
            lines[message].seq for message in self.notes if message in lines and not self._was_passed(message)
        ]
        assert places == sorted(places), "not in the order in which they were written"

    def _nothing_is_lost(self, shown):
        """What stands in the draft or waits is here, whole; and nothing that the server has taken up is attached once more."""
        unsent = {
            each.frame.message
            for each in self._outbox()
            if isinstance(each.frame, SendMessage) and self.server.row(each.frame.message) is None
        }
        attachments = [*drafts.files(self.connection, CHAT)]
        for message in unsent & shown.keys():
            body = shown[message].body
            attachments += body.attachments if isinstance(body, Text) else ()
        ids = attached.ids(attachments)
        assert len(ids) == len(set(ids))
        found = files.some(self.connection, ids)
        assert all(found[each].whole and found[each].unsent and found[each].name for each in ids)
        assert not self.server.taken & set(ids)

    def _was_passed(self, message):
        """An answer waits with what it answers."""
        note = self.notes[message]
        return note.passed or (note.answers is not None and self._was_passed(note.answers))

    def _next(self) -> Pending | None:
        queue = Queue()
        for each in self._outbox():
            queue.put(each)
        return next(queue.ready(), None)

    def _hear(self, *incoming):
        applier.apply(self.connection, ME.id, incoming)

    def _catch_up(self):
        new = tuple(line for line in self.world.lines[CHAT] if line.revision > self.heard)
        if new:
            told = self.world.told(CHAT)
            self._hear(
                ChatChanges(CHAT, self.heard, told, tuple(sorted(new, key=lambda line: line.revision)))
            )
            self.heard = told

    def _outbox(self):
        return commands.everything(self.connection)

    def _page(self):
        return timeline.latest(self.connection, ME.id, CHAT, limit=1_000).rows

    def _confirmed(self, message):
        return next(line.body for line in self.world.lines[CHAT] if line.id == message)

    def _edits(self, message):
        behind = commands.by_targets(self.connection, (message,))
        return sum(isinstance(each.frame, EditMessage) for each in behind)

    def _reactions(self, row):
        assert all(isinstance(each, Reaction) for each in row.reactions)
        return {each.emoji for each in row.reactions if ME.id in each.users}

    def _which(self, number):
        return list(self.notes)[number % len(self.notes)]

    def _mine(self, number):
        mine = [message for message, note in self.notes.items() if note.mine and note.is_there]
        return (mine[number % len(mine)], self.notes[mine[number % len(mine)]]) if mine else (None, None)

    def _id(self):
        return message_id(next(self.ids))


TestProjection = Projection.TestCase
TestProjection.settings = settings(
    max_examples=by_profile(quick=120, long=1_000), stateful_step_count=by_profile(quick=25, long=50)
)
