"""The leak matrix: whatever happens in a chat, and by whatever path one looks, everybody is told what they may see and no more.

A case is one row of the table, something that happens, seen from one of seven places. In each case a chat has a past, the onlooker
comes, more is said, and then it happens while they look on. What they are told at once is compared with what the founder is told;
then they ask for everything there is to ask (`asking.py`): list previews, pages, gaps, catch-up from every old vector, counts,
names, audiences, and every request by the id of what is hidden from them. At the end, nothing that they may not see may be anywhere in
all the bytes that they were ever sent: no text, subject, emoji, time or id of it, and no name, digest or colour of a
file.

The first line that a newcomer sees is the boundary; the line before it is called "the last hidden".
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import AbstractAsyncContextManager
from typing import NamedTuple

import pytest

from tests.promises import asking, onlookers
from tests.promises.onlookers import FAR, NOWHERE, REGULARS, Onlooker, Scene, Stage, hire, prepare, push_from
from tests.support.server import Json, connected, new_id, running_server

# What happens ---------------------------------------------------------------------------------------------------------


async def nothing(scene: Scene) -> None:
    pass


async def a_message(scene: Scene) -> None:
    await scene.say(scene.anna, "new")


async def a_mention_of_everybody(scene: Scene) -> None:
    await scene.say(scene.anna, "you all", mentions=[scene.looking])


async def a_mention_in_what_is_hidden(scene: Scene) -> None:
    await scene.edit("the last hidden", "I mean you", mentions=[scene.looking])


async def a_file(scene: Scene) -> None:
    await scene.say(scene.anna, "look", attachments=[await scene.photo()])


async def a_file_that_is_taken_back(scene: Scene) -> None:
    await scene.say(scene.anna, "look", attachments=[await scene.photo()])
    await scene.delete("look")


async def an_edit_of_a_hidden_message_with_a_file(scene: Scene) -> None:
    await scene.edit("long ago", "look again")


async def an_edit_of_what_is_hidden(scene: Scene) -> None:
    await scene.edit("the last hidden", "a second thought")
    await scene.edit("long ago", "a late thought")


async def an_edit_of_what_is_open(scene: Scene) -> None:
    await scene.edit("open", "a better word")


async def a_deletion_of_what_is_hidden(scene: Scene) -> None:
    await scene.delete("the last hidden")


async def a_deletion_of_what_is_open(scene: Scene) -> None:
    await scene.delete("open")


async def a_reaction_to_what_is_hidden(scene: Scene) -> None:
    await scene.react("the last hidden", "🐙")


async def a_reaction_to_what_is_open(scene: Scene) -> None:
    await scene.react("open", "🎈")


async def a_reaction_taken_from_what_is_hidden(scene: Scene) -> None:
    await scene.react("an answer", "🦄", on=False)


async def an_answer_to_what_is_hidden(scene: Scene) -> None:
    await scene.say(scene.anna, "yes", reply_to=scene.rows["the last hidden"]["id"])


async def an_answer_to_the_boundary(scene: Scene) -> None:
    await scene.say(scene.anna, "welcome", reply_to=scene.rows["the boundary"]["id"])


async def an_edit_of_an_answer_to_what_is_hidden(scene: Scene) -> None:
    await scene.say(scene.anna, "yes", reply_to=scene.rows["the last hidden"]["id"])
    await scene.edit("yes", "no")


async def a_new_subject(scene: Scene) -> None:
    await scene.rename(scene.bruno, "the next subject")


async def a_subject_set_and_set_back(scene: Scene) -> None:
    await scene.rename(scene.bruno, "for a moment")
    await scene.rename(scene.bruno, "the subject")


async def somebody_comes_with_the_history(scene: Scene) -> None:
    await scene.add(scene.bruno, "theo", scene.stage.ids["theo"], share_history=True)


async def somebody_comes_without_the_history(scene: Scene) -> None:
    await scene.add(scene.bruno, "theo", scene.stage.ids["theo"], share_history=False)


async def somebody_reads_what_is_hidden(scene: Scene) -> None:
    await _read_up_to(scene, "the last hidden")


async def somebody_reads_the_boundary(scene: Scene) -> None:
    await _read_up_to(scene, "the boundary")


async def others_set_things_for_themselves(scene: Scene) -> None:
    until = 4_000_000_000_000_000 + int(scene.chat[-12:], 16) % 10**12
    for what in (
        {"muted_until": until},
        {"pinned": True},
        {"notify": "nothing"},
        {"unread_from": 2},
        {"muted_until": 0},
    ):
        await scene.prefer(scene.bruno, **what)


async def somebody_types(scene: Scene) -> None:
    await scene.bruno.request("start_typing", chat=scene.chat)


async def a_hidden_change_and_an_open_one(scene: Scene) -> None:
    await scene.edit("the last hidden", "between")
    await scene.say(scene.anna, "after it")


async def _read_up_to(scene: Scene, name: str) -> None:
    """Let Carol, who sees everything and has read nothing yet, read up to a line; wait until others are told."""
    before = len(scene.anna.pushes)
    async with connected(scene.stage.server.url) as reader:
        await reader.sign_in("carol")
        assert (await reader.request("mark_read", chat=scene.chat, seq=scene.rows[name]["seq"]))[
            "type"
        ] == "ok"
        await scene.anna.push("read_positions", lambda push: push["chat"] == scene.chat, after=before)


# Who is told of it, at once -------------------------------------------------------------------------------------------

Enter = Callable[[Scene], AbstractAsyncContextManager[Onlooker]]
PLACES: dict[str, Enter] = {
    "stranger": onlookers.stranger,
    "newcomer": onlookers.newcomer,
    "newcomer's guest": onlookers.newcomers_guest,
    "heir": onlookers.heir,
    "second device": onlookers.second_device,
    "revoked device": onlookers.revoked_device,
    "deactivated": onlookers.deactivated,
}
SEE_ALL = {"heir", "second device"}
INSIDE = SEE_ALL | {"newcomer", "newcomer's guest"}
NOBODY: set[str] = set()


class Row(NamedTuple):
    """Something that happens, the rules that it is about, and who is told of it while they look on."""

    happens: Callable[[Scene], Awaitable[None]]
    rules: str
    told: set[str]


ROWS = [
    Row(nothing, "R1 R2 R5", told=NOBODY),
    Row(a_message, "R1 R2 R9", told=INSIDE),
    Row(a_mention_of_everybody, "R1 R5 R9", told=INSIDE),
    Row(a_file, "R1 R2 R7", told=INSIDE),
    Row(a_file_that_is_taken_back, "R1 R2 R6 R7", told=INSIDE),
    Row(an_edit_of_a_hidden_message_with_a_file, "R1 R5 R7", told=SEE_ALL),
    Row(a_mention_in_what_is_hidden, "R1 R5", told=SEE_ALL),
    Row(an_edit_of_what_is_hidden, "R1 R5", told=SEE_ALL),
    Row(an_edit_of_what_is_open, "R1 R2 R9", told=INSIDE),
    Row(a_deletion_of_what_is_hidden, "R1 R5 R6", told=SEE_ALL),
    Row(a_deletion_of_what_is_open, "R1 R2 R6", told=INSIDE),
    Row(a_reaction_to_what_is_hidden, "R1 R5", told=SEE_ALL),
    Row(a_reaction_to_what_is_open, "R1 R2 R9", told=INSIDE),
    Row(a_reaction_taken_from_what_is_hidden, "R1 R5", told=SEE_ALL),
    Row(an_answer_to_what_is_hidden, "R1 R5", told=INSIDE),
    Row(an_answer_to_the_boundary, "R2 R5", told=INSIDE),
    Row(an_edit_of_an_answer_to_what_is_hidden, "R1 R5", told=INSIDE),
    Row(a_new_subject, "R1 R5 R9", told=INSIDE),
    Row(a_subject_set_and_set_back, "R1 R5", told=INSIDE),
    Row(somebody_comes_with_the_history, "R1 R3 R5", told=INSIDE),
    Row(somebody_comes_without_the_history, "R1 R3 R5", told=INSIDE),
    Row(somebody_reads_what_is_hidden, "R1 R5", told=SEE_ALL),
    Row(somebody_reads_the_boundary, "R1 R2 R5", told=INSIDE),
    Row(others_set_things_for_themselves, "R1 R5 R9", told=NOBODY),
    Row(somebody_types, "R1 R9", told=INSIDE),
    Row(a_hidden_change_and_an_open_one, "R1 R2 R5", told=INSIDE),
]
CASES = [
    pytest.param(row, place, id=f"{row.happens.__name__} | {place} | {row.rules}")
    for row in ROWS
    for place in PLACES
]


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The server that all cases share, with a new person for each."""
    with running_server(tmp_path_factory.mktemp("server") / "data") as server:
        # Whoever founds the chats is hired after the others in them: the order of ids must not be that of coming in.
        ids = hire(server, [*reversed(REGULARS), *(f"onlooker{number}" for number in range(len(CASES)))])
        stage = Stage(server, ids)
        asyncio.run(prepare(stage, len(ROWS)))
        yield stage


@pytest.mark.parametrize(("row", "place"), CASES)
async def test_everybody_is_told_what_they_may_see_and_no_more(stage: Stage, row: Row, place: str) -> None:
    async with connected(stage.server.url) as anna, connected(stage.server.url) as bruno:
        await anna.sign_in("anna")
        await bruno.sign_in("bruno")
        await anna.sync(stage.finished, directory=FAR)
        scene = Scene(stage, anna, bruno)
        async with PLACES[place](scene) as onlooker:
            stage.finished[scene.chat] = FAR
            await look_on(scene, onlooker, row, told=place in row.told)


async def look_on(scene: Scene, onlooker: Onlooker, row: Row, *, told: bool) -> None:
    scene.looking = onlooker.bot.user.get("id", scene.stage.ids["odo"])
    await both_have_heard(scene, onlooker)
    heard, founder_heard = len(onlooker.bot.pushes), len(scene.anna.pushes)
    await row.happens(scene)
    await both_have_heard(scene, onlooker)
    live = onlooker.live_pushes(scene.chat, heard)
    founders = [push_from(onlooker.cut_off, push) for push in about(scene, scene.anna.pushes[founder_heard:])]
    assert live == [push for push in founders if push is not None]
    assert bool(live) == told
    if onlooker.cut_off < NOWHERE:
        await asking.answers_are_exact(scene, onlooker)
    elif onlooker.bot.user:
        await asking.nothing_is_there(scene, onlooker)
    else:
        await asking.nobody_is_answered(scene, onlooker)
    nothing_hidden_was_sent(scene, onlooker)


def about(scene: Scene, pushes: list[Json]) -> list[Json]:
    return [push for push in pushes if scene.chat in json.dumps(push)]


async def both_have_heard(scene: Scene, onlooker: Onlooker) -> None:
    """Wait until all that is due has come: pushes leave before the reply to what is asked after them."""
    for bot in (scene.anna, onlooker.bot):
        await bot.request("history", chat=new_id(), before_seq=1)


def nothing_hidden_was_sent(scene: Scene, onlooker: Onlooker) -> None:
    everything, chats_only = onlooker.sent()
    people = set(scene.stage.ids.values())
    hidden = scene.hidden_from(onlooker.cut_off)
    assert len(hidden) > 5 or onlooker.cut_off == 1
    for mark in hidden:
        assert mark not in (chats_only if mark in people else everything), mark
