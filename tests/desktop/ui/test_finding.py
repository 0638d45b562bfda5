"""Finding in the open chat: what is found, where one begins and goes on, and that both stay true while the chat goes on."""

import asyncio

import pytest

from desktop.core.values import ConnectionState
from desktop.viewmodels.find import FindModel
from desktop.viewmodels.links import Place
from desktop.viewmodels.timeline import TimelineModel
from desktop.viewmodels.workspace import Workspace
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import until
from tests.support.story import Story, fixed_id

COSTS = (3, 8, 13, 18, 23)
"""Where in the chat somebody writes about costs."""


def story() -> Story:
    chat = Story(7, BRUNO, (DANA, ELIF, CHEN), moment="2026-03-01 08:00", subject="Costs")
    for number in range(2, 26):
        author = (BRUNO, ELIF, CHEN)[number % 3]
        words = f"The cost of number {number}" if number in COSTS else f"Number {number}"
        chat.say(author, f"2026-03-02 08:{number:02}", words)
    chat.read_all(DANA)
    return chat


def id_of(seq: int, chat: int = 7) -> str:
    return fixed_id(3, chat * 100_000 + seq)


@pytest.fixture
async def office(tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, stories=[story(), refund()], now=NOW) as here:
        yield here


@pytest.fixture
async def timeline(office):
    made = TimelineModel(office.client, office.background, office.clock)
    made.show_chat(story().id)
    await until(lambda: made.loaded)
    yield made
    await made.finish()
    made.deleteLater()


@pytest.fixture
async def find(office, timeline):
    made = FindModel(office.client, office.background, office.clock, timeline)
    yield made
    made.end()
    made.deleteLater()


class Placed:
    """Notes which messages the timeline is taken to."""

    def __init__(self, timeline: TimelineModel) -> None:
        self.keys: list[str | None] = []
        timeline.placed.connect(lambda opening: self.keys.append(opening.key))


async def says(find: FindModel, words: str) -> None:
    await until(lambda: find.words == words, words)


async def test_who_types_comes_to_the_match_nearest_above_and_goes_on_round_the_ends(find, timeline):
    placed = Placed(timeline)
    find.open(near=20)
    find.look_for("cost")
    await says(find, "4 of 5 in this chat")
    find.step(1)
    assert find.words == "5 of 5 in this chat"
    find.step(1)
    assert find.words == "1 of 5 in this chat"
    find.step(-1)
    assert find.words == "5 of 5 in this chat"
    assert placed.keys == [id_of(18), id_of(23), id_of(3), id_of(23)]


async def test_at_the_end_of_the_chat_it_is_the_newest_match_and_above_all_of_them_the_first(find):
    find.open()
    find.look_for("cost")
    await says(find, "5 of 5 in this chat")
    find.close()
    find.open("costs? cost", near=2)  # other words than before are gone to at once
    await says(find, "No results")
    find.look_for("cost")
    await says(find, "1 of 5 in this chat")


async def test_with_each_letter_it_stays_at_the_match_as_long_as_it_is_one(find, timeline):
    find.open(near=20)
    for typed in ("n", "nu", "numb", "number 1", "number 13"):
        find.look_for(typed)
    await says(find, "1 of 1 in this chat")
    assert timeline.marked.matches.messages == {id_of(13)}
    find.look_for("number 1")  # and back
    await until(lambda: find.total > 1)
    assert timeline.marked.matches.current == id_of(13)


async def test_what_came_too_late_is_dropped(office, find):
    answer, asked = office.client.find_in_chat, []
    gate = asyncio.Event()

    async def slowly(chat, query):
        asked.append(query.words)
        if query.words == ("num",):
            await gate.wait()
            return ((2, id_of(2)),)
        return await answer(chat, query)

    office.client.find_in_chat = slowly
    find.open()
    find.look_for("num")
    find.look_for("cost")
    await says(find, "5 of 5 in this chat")
    gate.set()
    find.look_for("cost of")
    await until(lambda: asked[-1] == ("cost", "of"))
    await says(find, "5 of 5 in this chat")


async def test_filters_hold_here_too_but_for_those_that_name_a_chat(find):
    find.open()
    find.look_for("cost from:chen")
    await says(find, "2 of 2 in this chat")  # 8 and 23
    find.look_for("cost in:nowhere")
    await says(find, "5 of 5 in this chat")
    find.look_for('"number 18"')
    await says(find, "1 of 1 in this chat")
    find.look_for("from:chen")
    await until(lambda: find.total == 8)


async def test_nothing_found_is_said_and_nothing_looked_for_is_not(find, timeline):
    find.open()
    assert find.words == ""
    find.look_for("zebra")
    await says(find, "No results")
    assert find.note == ""
    find.step(1)
    assert timeline.marked.matches.messages == frozenset()
    find.look_for("")
    assert find.words == ""


async def test_what_comes_and_goes_is_counted_and_the_message_one_is_at_stays_the_same(
    office, find, timeline
):
    placed = Placed(timeline)
    find.open(near=14)
    find.look_for("cost")
    await says(find, "3 of 5 in this chat")
    chat = story()
    chat.edit(3, "2026-03-02 09:00", "Nothing about money")
    chat.delete(8, "2026-03-02 09:01")
    chat.say(ELIF, "2026-03-02 09:02", "The cost of it all")
    await office.hears(chat, reader=DANA)
    await says(find, "1 of 4 in this chat")
    assert timeline.marked.matches.current == id_of(13)
    await office.client.send(story().id, "And what does that cost?")
    await says(find, "1 of 5 in this chat")
    assert placed.keys == [id_of(13)]  # by all that, nothing moved


async def test_after_the_match_one_is_at_has_gone_the_next_one_is_that_after_its_place(
    office, find, timeline
):
    find.open(near=14)
    find.look_for("cost")
    await says(find, "3 of 5 in this chat")
    chat = story()
    chat.edit(13, "2026-03-02 09:00", "Nothing about money")
    await office.hears(chat, reader=DANA)
    await says(find, "4 in this chat")
    find.step(1)
    assert timeline.marked.matches.current == id_of(18)
    chat.edit(18, "2026-03-02 09:01", "Nothing about money")
    await office.hears(chat, reader=DANA)
    await says(find, "3 in this chat")
    find.step(-1)
    assert timeline.marked.matches.current == id_of(8)


async def test_a_match_that_waits_to_be_sent_is_the_last_and_is_gone_to(office, find, timeline):
    await office.client.send(story().id, "What does that cost?")
    placed = Placed(timeline)
    find.open()
    find.look_for("cost")
    await says(find, "6 of 6 in this chat")
    await until(lambda: placed.keys)
    assert placed.keys[0] == timeline.entries[-1].key


async def test_a_match_far_away_is_read_first(office, find, timeline):
    chat = Story(8, BRUNO, (DANA,), moment="2026-02-01 08:00", subject="Long")
    chat.say(BRUNO, "2026-02-01 08:01", "The zebra came first")
    for number in range(400):
        chat.say(BRUNO, f"2026-02-02 08:{number % 60:02}", f"Number {number}")
    chat.read_all(DANA)
    await office.hears(chat, reader=DANA)
    timeline.show_chat(chat.id)
    await until(lambda: timeline.loaded)
    spoken = []
    find.spoken.connect(spoken.append)
    find.open()
    find.look_for("zebra")
    await says(find, "1 of 1 in this chat")
    await until(lambda: any(entry.key == id_of(2, 8) for entry in timeline.entries))
    find.step(1)
    await until(lambda: spoken)
    assert spoken[-1] == "Match 1 of 1, Bruno Costa: The zebra came first"


async def test_another_chat_closes_it_and_the_words_are_kept_for_the_next_time(find, timeline):
    closed = []
    find.closed.connect(lambda: closed.append(True))
    find.open()
    find.look_for("cost")
    await says(find, "5 of 5 in this chat")
    timeline.show_chat(refund().id)
    assert closed == [True]
    assert not find.is_open
    assert timeline.marked.matches.messages == frozenset()
    await until(lambda: timeline.loaded)
    find.open()
    assert find.text == "cost"
    await says(find, "No results")


async def test_words_of_before_are_marked_but_not_gone_to_until_one_wants_it(find, timeline):
    find.open(near=20)
    find.look_for("cost")
    await says(find, "4 of 5 in this chat")
    find.close()
    assert timeline.marked.matches.messages == frozenset()
    placed = Placed(timeline)
    find.open(near=9)
    await says(find, "5 in this chat")
    assert not placed.keys
    find.step(1)
    assert find.words == "2 of 5 in this chat"


async def test_the_key_for_the_next_match_opens_the_bar_with_the_words_of_before(find):
    find.open(near=20)
    find.look_for("cost")
    await says(find, "4 of 5 in this chat")
    find.close()
    find.step(-1, near=14)
    assert find.is_open
    await says(find, "3 of 5 in this chat")


async def test_after_one_has_scrolled_what_is_typed_is_looked_for_from_there(find, timeline):
    find.open(near=20)
    find.look_for("cost")
    await says(find, "4 of 5 in this chat")
    timeline.stay()  # as the view says whenever the user scrolls
    find.look_for("the cost", near=4)
    await says(find, "1 of 5 in this chat")


async def test_it_says_what_is_still_coming_and_counts_it_when_it_comes(office, find, timeline):
    chat = Story(50, ANA, (DANA,), moment="2026-03-01 08:00", subject="Long")
    for minute in range(10, 50):
        chat.say(ANA, f"2026-03-05 08:{minute}", "The cost" if minute % 10 == 0 else "Another thing")
    chat.read_all(DANA)
    await office.client.apply(chat.snapshot(DANA, rows=15))
    timeline.show_chat(chat.id)
    await until(lambda: timeline.loaded)
    find.open()
    find.look_for("cost")
    await says(find, "1 of 1 in this chat")
    assert find.note == "26 older messages are still coming"
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: find.note == "26 older messages are not on this computer yet")
    await office.client.apply(chat.snapshot(DANA))
    await says(find, "4 of 4 in this chat")
    await until(lambda: find.note == "")


async def test_the_chat_that_is_read_anew_is_looked_through_anew(office, find, timeline):
    find.open()
    find.look_for("cost")
    await says(find, "5 of 5 in this chat")
    chat = story()
    chat.say(ELIF, "2026-03-02 09:02", "The cost of it all")
    await office.hears(chat, reader=DANA)
    timeline.show_chat(story().id)
    assert find.is_open
    await says(find, "5 of 6 in this chat")


async def test_while_the_index_is_being_made_it_says_so(office, find):
    prepared = [False]
    office.client.search_is_prepared = lambda: prepared[0]
    find.open()
    find.look_for("zebra")
    await says(find, "No results")
    assert find.note == "Search is still being prepared, so some messages are not found yet"
    prepared[0] = True
    find.look_for("cost")
    await says(find, "5 of 5 in this chat")
    assert find.note == ""


# From the results for all chats.


@pytest.fixture
async def workspace(tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, stories=[story(), refund(), *others()], now=NOW) as office:
        made = Workspace(office.client, office.background, office.clock)
        made.load()
        await until(lambda: made.chat_list.is_loaded and made.timeline.loaded)
        yield made
        await made.finish()
        made.deleteLater()


async def test_a_message_that_is_opened_from_the_results_shows_its_place_among_the_matches(workspace):
    opened = []
    workspace.find.opened.connect(opened.append)
    workspace.open_hit(Place(story().id, 8), id_of(8), "cost from:chen in:costs")
    await says(workspace.find, "2 of 5 in this chat")
    assert workspace.find.text == "cost"
    assert opened == [False]  # the keyboard stays in the results
    await until(lambda: workspace.timeline.loaded)
    workspace.open_hit(Place(story().id, 18), id_of(18), 'cost "number 18"')
    await says(workspace.find, "1 of 1 in this chat")
    assert workspace.find.text == 'cost "number 18"'
    assert workspace.find.is_by_results


async def test_another_message_with_the_same_words_is_told_at_once(workspace):
    workspace.open_hit(Place(story().id, 8), id_of(8), "cost")
    await says(workspace.find, "2 of 5 in this chat")
    workspace.open_hit(Place(story().id, 18), id_of(18), "cost")
    assert workspace.find.words == "4 of 5 in this chat"
    assert workspace.timeline.marked.matches.current == id_of(18)
    workspace.find.step(1)
    assert workspace.find.words == "5 of 5 in this chat"


async def test_a_message_that_waits_is_gone_to_from_the_results_too(workspace):
    await workspace._client.send(story().id, "What does that cost?")
    await until(lambda: workspace.chat_list.line(story().id).waiting)
    (row,) = (await workspace._client.latest(story().id, limit=1)).rows[-1:]
    placed = Placed(workspace.timeline)
    workspace.open_hit(Place(story().id, None), row.id, "cost")
    await says(workspace.find, "6 of 6 in this chat")
    await until(lambda: placed.keys[-1:] == [row.id])


async def test_a_message_that_filters_alone_have_found_shows_no_bar(workspace):
    workspace.open_hit(Place(story().id, 8), id_of(8), "from:chen")
    assert not workspace.find.is_open
    workspace.open_hit(Place(story().id, 8), id_of(8), "cost")
    assert workspace.find.is_open
    workspace.open_hit(Place(story().id, 9), id_of(9), "from:chen")
    assert not workspace.find.is_open


async def test_a_message_in_another_chat_closes_the_bar_of_this_one_and_opens_its_own(workspace):
    workspace.open_hit(Place(story().id, 8), id_of(8), "cost")
    await says(workspace.find, "2 of 5 in this chat")
    workspace.open_hit(Place(refund().id, 12), id_of(12, 1), "refund")
    assert workspace.find.is_open
    await says(workspace.find, "1 of 1 in this chat")
    assert workspace.timeline.chat == refund().id
