"""What must have become of everything that was written, worked out from what was done and from nothing that client or server say.

Who works alone on something decides what it is in the end: what they did last. Where two devices of one person did, either may have come
last. What was taken back is gone; what was refused and given up never was.
"""

from dataclasses import dataclass, field
from typing import Any

from tests.support.truth import Sight

Device = str
"""Its name."""


@dataclass
class Said:
    """A message."""

    chat: str
    author: str
    device: Device
    texts: list[tuple[Device, str]]
    """What it said, the last one last, and who had it say so."""
    files: tuple[str, ...] = ()
    """Names."""
    taken_back: bool = False
    given_up: bool = False
    moved: bool = False
    """It went to the end of its queue, as what was refused or asked does, or was passed while its files were on their way."""
    reactions: dict[tuple[str, str], list[tuple[Device, bool]]] = field(default_factory=dict)
    """By user and emoji: put there or taken away."""

    def stands_in_order_of(self, device: Device) -> bool:
        """Whether it was said on a device, and went out when its turn came."""
        return self.device == device and not self.moved


@dataclass
class Expected:
    """All that was done."""

    said: dict[str, Said] = field(default_factory=dict)
    subjects: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Each subject that was set, and in which chat by whom."""
    started: dict[str, str] = field(default_factory=dict)
    """Each chat that was started, and its subject."""
    given_up: set[str] = field(default_factory=set)
    """Chats that were refused and given up, and subjects."""
    read: dict[tuple[str, str], int] = field(default_factory=dict)
    """How far somebody said that they have read, by user and chat."""
    settings: dict[tuple[str, str, str], list[tuple[Device, Any]]] = field(default_factory=dict)
    """By user, chat, and what was set."""
    drafts: dict[tuple[Device, str], str] = field(default_factory=dict)
    attached: dict[tuple[Device, str], tuple[str, ...]] = field(default_factory=dict)
    """The files of each draft."""
    closed: set[str] = field(default_factory=set)
    """Users whose accounts were closed: what they had not sent by then is lost with their files, as it must be."""

    def assert_in(self, sight: Sight, chat: str, refused: set[str]) -> None:
        """Hold what the server shows of a chat against what was done; `refused` is what waits for its author's decision."""
        lines = {line.id: line for line in sight.messages}
        assert len(lines) == len(sight.messages), "every line is there once"
        texts = {id_: line for id_, line in lines.items() if line.body.__struct_config__.tag == "text"}
        assert texts.keys() <= self.said.keys(), "nothing is there that nobody wrote"
        assert not lines.keys() & refused, "what waits for its author is not there"
        for id_, said in self.said.items():
            if said.chat == chat and not said.given_up and id_ not in refused:
                self._assert_said(said, lines.get(id_))
        renamed = [
            line.body.subject for line in sight.messages if line.body.__struct_config__.tag == "renamed"
        ]
        assert len(set(renamed)) == len(renamed), "every subject was set once"
        wanted = {subject for subject, (where, _) in self.subjects.items() if where == chat}
        certain = {subject for subject in wanted if self.subjects[subject][1] not in self.closed}
        assert certain - self.given_up - refused <= set(renamed) <= wanted
        self._assert_order(sight)

    def _assert_said(self, said: Said, line: Any) -> None:
        if said.author in self.closed:
            return
        if said.taken_back:
            assert line is None or line.body.__struct_config__.tag == "deleted", said
            return
        assert line is not None, f"lost: {said}"
        assert line.author == said.author
        assert line.body.text in _possible(said.texts), (said, line)
        assert tuple(each.name for each in line.body.attachments) == said.files, (said, line)
        there = {(user, one.emoji) for one in line.reactions for user in one.users}
        assert there <= said.reactions.keys(), "nobody else has reacted"
        for key, done in said.reactions.items():
            assert key[0] in self.closed or (key in there) in _possible(done), (said, line)

    def _assert_order(self, sight: Sight) -> None:
        """What was said on one device stands in the order in which it was said."""
        written = list(self.said)
        for device in {said.device for said in self.said.values()}:
            mine = [
                line.id
                for line in sight.messages
                if line.id in self.said and self.said[line.id].stands_in_order_of(device)
            ]
            assert mine == sorted(mine, key=written.index), device

    def assert_set(self, sight: Sight, user: str, chat: str) -> None:
        """Hold what somebody keeps for themselves against what they set."""
        assert sight.read.get(user, 0) >= self.read.get((user, chat), 0)
        for what in ("muted_until", "pinned", "notify"):
            done = self.settings.get((user, chat, what))
            if done:
                assert getattr(sight.preference, what) in _possible(done), (user, chat, what)


def _possible(done: list[tuple[Device, Any]]) -> list[Any]:
    """Return what may hold in the end: of one device the last, of several the last of each."""
    return list(dict(done).values())
