"""What the client said it has stored survives `kill -9` between any two steps, once, and goes out once.

A client in a process of its own lives through many short lives. Each begins with what the last one left on the disk, does a few things,
and ends at a step chosen by dice, in the middle of whatever it is. After each of them the file shows everything that was acknowledged,
and of the one thing that was under way either all or nothing; in the end the server shows the same.
"""

import random
from dataclasses import dataclass, field

import pytest

from desktop.core.client import Client, sign_in
from desktop.core.values import Deleted, Delivery, Text
from tests.support.deeds import KINDS, Kind, common_ground, deed, footprint, grown, is_in_force, is_shown
from tests.support.devices import WHOLE, office
from tests.support.faults import FaultyLine
from tests.support.mortal import Deed, Errand, Mine, Mortal
from tests.support.profiles import by_profile
from tests.support.server import PASSWORD
from tests.support.truth import written

LIVES = by_profile(quick=30, long=600)
KEY = bytes(range(32))
EMOJI = ("👍", "🎉")


@dataclass
class Story:
    """What must be shown: what was acknowledged, and what became of the one thing that was under way when its author died."""

    texts: dict[str, str] = field(default_factory=dict)
    """Of each message, by its id; those that were taken back are not here."""
    taken_back: set[str] = field(default_factory=set)
    reactions: dict[str, frozenset[str]] = field(default_factory=dict)
    subject: str = ""
    draft: str = ""
    muted_until: int = 0

    def copy(self) -> "Story":
        return Story(
            dict(self.texts),
            set(self.taken_back),
            dict(self.reactions),
            self.subject,
            self.draft,
            self.muted_until,
        )

    def goes_on(self, done: Deed, results: list[object], result: object) -> None:
        """Take in a deed, and what it returned; `results` are those of the same errand before it."""
        about = [results[one.deed] if isinstance(one, Mine) else one for one in done.to][1:]
        match done.does:
            case "send":
                self.texts[str(result)] = str(about[0])
                self.draft = ""
            case "edit":
                self.texts[str(about[0])] = str(about[1])
            case "delete":
                del self.texts[str(about[0])]
                self.reactions.pop(str(about[0]), None)
                self.taken_back.add(str(about[0]))
            case "react":
                message, emoji, on = about
                had = self.reactions.get(str(message), frozenset())
                self.reactions[str(message)] = had | {str(emoji)} if on else had - {str(emoji)}
            case "set_subject":
                self.subject = str(about[0])
            case "save_draft":
                self.draft = str(about[0])
            case "set_muted":
                self.muted_until = int(str(about[0]))

    def assert_shown(self, shown: "Story") -> None:
        """A message that was taken back may be gone altogether, when nobody had seen it."""
        assert shown.texts == self.texts
        assert shown.taken_back <= self.taken_back
        mine = {message: emoji for message, emoji in self.reactions.items() if emoji}
        assert shown.reactions == mine
        assert (shown.subject, shown.draft, shown.muted_until) == (self.subject, self.draft, self.muted_until)


class Author:
    """Thinks of what to do, in the same way in every run."""

    def __init__(self, chat: str, seed: int) -> None:
        self.dice = random.Random(seed)  # noqa: S311 - dice, not secrets
        self.words = 0
        self._chat = chat

    def deeds(self, story: Story) -> tuple[Deed, ...]:
        """Think of a few things to do."""
        story, deeds = story.copy(), []
        for number in range(self.dice.randint(2, 6)):
            known = [*story.texts]
            done = self._deed(known)
            deeds.append(done)
            # What this errand says gets its id when it is said.
            story.goes_on(done, [], f"@{number}")
        return tuple(self._with_references(done) for done in deeds)

    def _with_references(self, done: Deed) -> Deed:
        to = tuple(
            Mine(int(one[1:])) if isinstance(one, str) and one.startswith("@") else one for one in done.to
        )
        return Deed(done.does, to)

    def _deed(self, known: list[str]) -> Deed:
        kind = self.dice.choices(
            ("send", "edit", "delete", "react", "set_subject", "save_draft", "set_muted"),
            (8, 3, 1, 3, 1, 2, 1),
        )[0]
        self.words += 1
        if kind in {"edit", "delete", "react"} and not known:
            kind = "send"
        arguments: dict[str, tuple[object, ...]] = {
            "send": (f"said {self.words}",),
            "set_subject": (f"subject {self.words}",),
            "save_draft": (f"draft {self.words}",),
            "set_muted": (self.words,),
        }
        if kind in arguments:
            return Deed(kind, (self._chat, *arguments[kind]))
        message = self.dice.choice(known)
        about = {
            "edit": (f"edited {self.words}",),
            "delete": (),
            "react": (self.dice.choice(EMOJI), self.dice.random() < 0.7),
        }
        return Deed(kind, (self._chat, message, *about[kind]))


async def shown_by(client: Client, chat: str) -> Story:
    """Return what a client shows of a chat."""
    story = Story()
    rows = (await client.latest(chat, limit=WHOLE)).rows
    assert len({row.id for row in rows}) == len(rows), "nothing is shown twice"
    for row in rows:
        if isinstance(row.body, Text):
            story.texts[row.id] = row.body.text
        elif isinstance(row.body, Deleted):
            story.taken_back.add(row.id)
        if mine := frozenset(one.emoji for one in row.reactions if client.me.id in one.users):
            story.reactions[row.id] = mine
    details = await client.chat(chat)
    assert details is not None
    story.subject, story.draft, story.muted_until = details.subject, details.draft, details.muted_until
    assert len(set(story.texts.values())) == len(story.texts), "nothing is said twice"
    return story


async def reopened(errand: Errand) -> Story:
    """Return what the file shows after a death, without a connection."""
    client = await Client.open(errand.account, errand.folder, key=errand.key)
    try:
        return await shown_by(client, errand.deeds[0].to[0])
    finally:
        await client.close()


def what_became(story: Story, errand: Errand, mortal: Mortal, shown: Story) -> Story:
    """Return the story with all that was acknowledged, and with what was under way if it is there."""
    stored = [event.result for event in mortal.events if event.what == "stored"]
    began = sum(event.what == "began" for event in mortal.events)
    story = story.copy()
    for number, result in enumerate(stored):
        story.goes_on(errand.deeds[number], stored[:number], result)
    if began == len(stored):
        return story
    last = errand.deeds[began - 1]
    new = [message for message in shown.texts if message not in story.texts]
    after = story.copy()
    after.goes_on(last, stored, new[0] if new else "lost")
    try:
        after.assert_shown(shown)
    except AssertionError:
        return story
    return after


async def test_what_was_stored_survives_death_between_any_two_steps(tmp_path):
    async with office(tmp_path, "anna", "bruno") as desk:
        bruno = await desk.device("bruno")
        chat = await bruno.client.start_chat([desk.id("anna")], subject="Nobody is lost")
        await bruno.sends_everything()
        account = await sign_in(desk.server.url, "anna", PASSWORD, device_name="mortal")
        folder = tmp_path / "mortal"
        first = Errand(account, folder, KEY, (Deed("send", (chat, "said 0")),))
        steps = {}
        author, story = Author(chat, seed=4), Story(subject="Nobody is lost")
        # It has to know the chat first; and how many steps a life has, with a connection and without.
        with Mortal(Errand(account, folder, KEY, ())).lives() as mortal:
            await mortal.last_words()
        for online in (True, False):
            errand = first._replace(online=online, deeds=author.deeds(story))
            with Mortal(errand).lives() as mortal:
                steps[online] = (await mortal.last_words())[-1].result
            story = what_became(story, errand, mortal, Story())
            story.assert_shown(await reopened(errand))
        for _ in range(LIVES):
            online = author.dice.random() < 0.6
            dies_at = author.dice.randint(1, steps[online])
            errand = first._replace(online=online, deeds=author.deeds(story), dies_at=dies_at)
            with Mortal(errand).lives() as mortal:
                await mortal.last_words()
            shown = await reopened(errand)
            story = what_became(story, errand, mortal, shown)
            story.assert_shown(shown)
        with Mortal(Errand(account, folder, KEY, ())).lives() as mortal:
            await mortal.last_words()
        lines = written(desk.server, chat)
        said = {line["id"]: line["text"] for line in lines if line["kind"] == "text"}
        assert said == story.texts
        assert {line["id"] for line in lines if line["kind"] == "deleted"} <= story.taken_back
        # In the order in which they were written, those that nobody ever saw left out.
        assert [line["id"] for line in lines if line["id"] in story.texts] == [*story.texts]
        story.assert_shown(await reopened(first))


# The moments that matter most -----------------------------------------------------------------------------------------


async def dies(errand: Errand, moment: str, line: FaultyLine, kind: Kind) -> None:
    """Live until a moment in the life of a command, and not a step longer."""
    answer = line.to_client.lose(lambda frame: "id" in frame and frame["type"] == kind.reply)
    if moment != "its frame was carried out":
        answer.stop()
    # What tells the same as the answer does not come, so that this one has to bring it.
    line.to_client.lose(lambda frame: "id" not in frame and frame["type"] in PUSHED, times=None)
    stays = errand._replace(
        stays=True, online=moment != "it was stored", dies_with=moment.removeprefix("its ")
    )
    with Mortal(stays).lives() as mortal:
        match moment:
            case "it was stored":
                await mortal.tells("stored", 0)
            case "its frame was carried out":
                await answer.struck()
            case _:
                await mortal.last_words()
                assert mortal.events[-1].what != "sent"
    line.to_client.heal()


PUSHED = {"chat_changes", "chat_snapshot", "read_positions", "preferences_changed"}
MOMENTS = ("it was stored", "its frame was carried out", "its reply arrived", "its reply was stored")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.command)
async def test_death_right_after_it_was_stored_sent_or_answered_loses_and_doubles_nothing(tmp_path, kind):
    """One life for each moment, one after the other on the same file."""
    async with office(tmp_path, "anna", "bruno") as desk, FaultyLine(desk.server.url) as line:
        anna, bruno = await desk.devices("anna", "bruno")
        account = await sign_in(line.url, "anna", PASSWORD, device_name="mortal")
        lives_well = Errand(account, tmp_path / "mortal", KEY, ())
        for moment in MOMENTS:
            ground = await common_ground(anna, bruno)
            with Mortal(lives_well).lives() as mortal:
                await mortal.last_words()
            before = footprint(desk.server)
            await dies(lives_well._replace(deeds=(deed(kind, ground),)), moment, line, kind)
            client = await Client.open(account, lives_well.folder, key=KEY)
            assert await is_shown(client, kind, ground), moment
            await client.close()
            with Mortal(lives_well).lives() as mortal:
                await mortal.last_words()
            assert is_in_force(desk.server, kind, ground, anna.me), moment
            assert footprint(desk.server) == grown(before, kind), moment


@pytest.mark.parametrize("change", ["edit", "delete"])
async def test_who_thinks_better_of_it_after_a_death_changes_what_had_arrived(tmp_path, change):
    """Nobody noted that the message had gone out. It may not be rewritten all the same: the server has its first words."""
    async with office(tmp_path, "anna", "bruno") as desk, FaultyLine(desk.server.url) as line:
        bruno = await desk.device("bruno")
        chat = await bruno.client.start_chat([desk.id("anna")])
        await bruno.sends_everything()
        account = await sign_in(line.url, "anna", PASSWORD, device_name="mortal")
        lives_well = Errand(account, tmp_path / "mortal", KEY, ())
        with Mortal(lives_well).lives() as mortal:
            await mortal.last_words()
        sending = next(kind for kind in KINDS if kind.command == "send_message")
        said = lives_well._replace(deeds=(Deed("send", (chat, "first words")),))
        await dies(said, "its frame was carried out", line, sending)
        client = await Client.open(account, lives_well.folder, key=KEY)
        (message,) = (await shown_by(client, chat)).texts
        if change == "edit":
            await client.edit(chat, message, "second words")
        else:
            await client.delete(chat, message)
        await client.close()
        with Mortal(lives_well).lives() as mortal:
            await mortal.last_words()
        (arrived,) = [one for one in written(desk.server, chat) if one["id"] == message]
        assert (arrived["kind"], arrived["text"]) == (
            ("text", "second words") if change == "edit" else ("deleted", None)
        )
        client = await Client.open(account, lives_well.folder, key=KEY)
        rows = (await client.latest(chat, limit=WHOLE)).rows
        await client.close()
        assert {row.delivery for row in rows} == {Delivery.SENT}
