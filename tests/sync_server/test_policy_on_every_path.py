"""R1 to R5 on random chats, on every path that leaves the server, against an oracle that knows no cut-offs.

The oracle is the obvious one: each line of a chat carries the set of people who may read it. A line may be read by those who are
in the chat when it is written; with shared history a newcomer's name is put on every line that bears the adder's.
"""

from dataclasses import dataclass, field

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sync_server.protocol.codes import ErrorCode
from sync_server.protocol.frames import Changes, ChatChanges, ChatSnapshot, History, encode
from sync_server.protocol.nouns import Added, Message, Renamed
from tests.support.store import PEOPLE, Office, code_of, pushes_to

FIRST_SUBJECT = "the very first subject"
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["say", "name", "share", "add"]), st.sampled_from(PEOPLE), st.sampled_from(PEOPLE)
    ),
    max_size=14,
)


@dataclass
class Oracle:
    """Who may read which line."""

    inside: set[str]
    readers: list[set[str]] = field(default_factory=list)
    lines: list[Message] = field(default_factory=list)

    def write(self, line: Message) -> None:
        self.lines.append(line)
        self.readers.append(set(self.inside))

    def let_in(self, newcomer: str, adder: str, *, share_history: bool) -> None:
        self.inside.add(newcomer)
        if share_history:
            for names in self.readers:
                if adder in names:
                    names.add(newcomer)

    def seen_by(self, name: str) -> list[Message]:
        return [line for line, names in zip(self.lines, self.readers, strict=True) if name in names]


def play(office: Office, steps) -> tuple[str, Oracle, dict[str, list]]:
    """Carry the steps out, in the server and in the oracle; return all that was pushed to each person."""
    chat, outcome = office.create("anna", "bruno", subject=FIRST_SUBJECT)
    oracle = Oracle({"anna", "bruno"})
    oracle.write(outcome.reply.message)
    live = {name: pushes_to(outcome, office.user(name)) for name in PEOPLE}
    for number, (step, who, whom) in enumerate(steps, start=2):
        if who not in oracle.inside:
            assert code_of(office.send, who, chat) == ErrorCode.CHAT_NOT_FOUND
            continue
        match step:
            case "say":
                outcome = office.send(who, chat, f"text-{number} of {chat}")
            case "name":
                outcome = office.rename(who, chat, f"subject-{number} of {chat}")
            case _ if whom in oracle.inside:
                continue
            case _:
                outcome = office.add(who, chat, whom, share_history=step == "share")
                oracle.let_in(whom, who, share_history=step == "share")
        oracle.write(outcome.reply.message)
        for name in PEOPLE:
            live[name] += pushes_to(outcome, office.user(name))
    return chat, oracle, live


@pytest.fixture(scope="module")
def office(empty_database, tmp_path_factory):
    office = Office(tmp_path_factory.mktemp("policy") / "chat.db")
    yield office
    office.close()


@settings(max_examples=120)
@given(STEPS)
def test_everybody_gets_exactly_what_they_may_read_on_every_path(office, steps):
    chat, oracle, live = play(office, steps)
    for name in PEOPLE:
        if name in oracle.inside:
            assert_sees_exactly(office, name, chat, oracle, live[name])
        else:
            assert_sees_nothing(office, name, chat, live[name])


def assert_sees_exactly(office, name, chat, oracle, live):
    expected = oracle.seen_by(name)
    snapshot = office.snapshot(name, chat)
    assert list(snapshot.messages) == expected
    assert office.history(name, chat) == expected
    assert office.changes(name, chat) == expected
    assert [one for push in live for one in push.messages] == expected
    assert snapshot.from_seq == snapshot.chat.visible_from_seq == expected[0].seq
    for row in (snapshot.chat, *(push.chat for push in live if isinstance(push, ChatChanges | ChatSnapshot))):
        assert_row_tells_only_what_is_seen(office, name, row, expected, oracle)
    assert_nothing_hidden_in(office, name, chat, oracle, live)


def assert_row_tells_only_what_is_seen(office, name, row, expected, oracle):
    seen = {line.seq for line in expected}
    assert (row.created_by is None) == (1 not in seen)
    assert (row.created_at is None) == (1 not in seen)
    for one in row.participants:
        details = (one.added_seq, one.added_at, one.added_by, one.visible_from_seq)
        added_by_line = next(
            line
            for line in reversed(oracle.lines)
            if line.seq == 1 or (isinstance(line.body, Added) and one.user in line.body.users)
        )
        if added_by_line.seq in seen:
            assert details[:3] == (added_by_line.seq, added_by_line.sent_at, added_by_line.author)
            assert details[3] is not None
        else:
            assert details == (None, None, None, None)


def assert_nothing_hidden_in(office, name, chat, oracle, live):
    """Nothing that only a hidden line says is anywhere in the bytes: texts, former subjects, ids of lines."""
    seen = {line.seq for line in oracle.seen_by(name)}
    frames = [
        *office.catch_up_in(name, chat),
        *live,
        office.ask(name, Changes(1, chat, 0)),
        office.ask(name, History(1, chat, 100)),
    ]
    sent = b"".join(encode(frame) for frame in frames)
    for line in oracle.lines:
        if line.seq in seen:
            continue
        assert line.id.encode() not in sent
        text = getattr(line.body, "text", None)
        assert text is None or f'"{text}"'.encode() not in sent
    for subject in former_subjects(oracle, min(seen)):
        assert f'"{subject}"'.encode() not in sent


def former_subjects(oracle, first_seen):
    """Subjects that the chat had lost again before the first line that somebody sees."""
    before = [FIRST_SUBJECT] + [
        line.body.subject for line in oracle.lines if line.seq < first_seen and isinstance(line.body, Renamed)
    ]
    return before[:-1]


def assert_sees_nothing(office, name, chat, live):
    assert live == []
    assert chat.encode() not in b"".join(encode(push) for push in office.catch_up_in(name, chat))
    assert chat.encode() not in b"".join(encode(push) for push in office.catch_up(name, {chat: 0}))
    for request in (Changes(1, chat, 0), History(1, chat, 100)):
        assert code_of(office.ask, name, request) == ErrorCode.CHAT_NOT_FOUND
