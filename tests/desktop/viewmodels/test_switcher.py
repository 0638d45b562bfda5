"""The quick switcher offers where one was last, then whatever one may mean by what one types."""

import pytest

from desktop.core.values import Presence
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.switcher_row import Kind, spoken
from desktop.viewmodels.workspace import Workspace
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, FARID, NOW, TEAM, others, refund
from tests.support.desk import desk
from tests.support.screen import until
from tests.support.story import Story

OUTAGE, HANDOVER, WITH_BRUNO = (chat.id for chat in others()[:3])


@pytest.fixture
async def office(qapp, tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund(), *others()], now=NOW) as here:
        yield here


@pytest.fixture
async def workspace(office):
    made = Workspace(office.client, office.background, office.clock)
    made.load()
    await until(lambda: made.current == OUTAGE and not made.chat_list.is_reading)
    yield made
    await made.finish()


@pytest.fixture
def switcher(workspace):
    made = workspace.switcher()
    made.gone = []
    made.chat_chosen.connect(made.gone.append)
    made.new_chat_chosen.connect(made.gone.append)
    made.search_chosen.connect(made.gone.append)
    yield made
    made.close()


def titles(switcher, *kinds):
    return [without_isolates(row.title) for row in switcher.rows.lines if row.kind in kinds or not kinds]


async def looks(switcher, text):
    switcher.look_for(text)
    await until(lambda: not switcher.is_looking, f"what is found for {text!r}")


def go_to(switcher, kind):
    switcher.make_current(next(number for number, row in enumerate(switcher.rows.lines) if row.kind is kind))


def marks(row):
    return [row.title[start:end] for start, end in row.marked]


async def test_nothing_typed_offers_where_one_was_last_and_then_where_something_happened_last(workspace):
    workspace.open_chat(WITH_BRUNO)
    workspace.open_chat(HANDOVER)
    switcher = workspace.switcher()
    assert titles(switcher)[:5] == [
        "Recent chats",
        "Bruno Costa",
        "EU checkout outage",
        "Refund #48213 – Northwind",
        "Elif Yılmaz",
    ]
    assert "Shift handover" not in titles(switcher)  # that is where one is
    assert switcher.row.title == "Bruno Costa"
    switcher.close()


async def test_enter_at_once_goes_back_and_forth_between_two_chats(workspace):
    workspace.open_chat(HANDOVER)
    for expected in (OUTAGE, HANDOVER, OUTAGE):
        switcher = workspace.switcher()
        switcher.chat_chosen.connect(workspace.open_chat)
        switcher.choose()
        switcher.close()
        assert workspace.current == expected


async def test_what_is_typed_finds_chats_and_people_under_their_headings_and_offers_messages(switcher):
    await looks(switcher, "farid")
    assert titles(switcher) == [
        "Chats",
        "Chen, Farid",
        "People",
        "Farid Haddad",
        "Search messages for “farid”",
    ]
    chat, person = switcher.rows.lines[1], switcher.rows.lines[3]
    assert marks(chat) == ["Farid"]
    assert marks(person) == ["Farid"]
    assert person.detail == "Night shift"
    assert switcher.row == chat


async def test_a_chat_shows_who_is_in_it_and_what_is_unread(switcher):
    await looks(switcher, "hand")
    row = switcher.row
    assert (row.title, row.detail, row.unread, marks(row)) == ("Shift handover", "Ana, Farid", 12, ["hand"])
    assert spoken(row) == "Shift handover, 12 unread, Ana, Farid"


async def test_whose_chat_is_listed_is_not_listed_a_second_time(office, switcher):
    office.presence_is({BRUNO.id: Presence.AWAY})
    await looks(switcher, "bruno c")
    assert titles(switcher, Kind.CHAT, Kind.PERSON) == ["Bruno Costa"]
    await until(lambda: switcher.row.presence is Presence.AWAY)
    assert spoken(switcher.row) == "Bruno Costa, Escalations, away"
    switcher.choose()
    assert switcher.gone == [WITH_BRUNO]


async def test_somebody_without_a_chat_is_offered_one(switcher):
    await looks(switcher, "farid h")
    assert titles(switcher, Kind.PERSON) == ["Farid Haddad"]
    go_to(switcher, Kind.PERSON)
    switcher.choose()
    assert switcher.gone == [(FARID.id,)]


async def test_a_person_leads_to_the_chat_with_nobody_else_even_if_that_is_about_something(
    office, workspace, switcher
):
    rota = Story(30, FARID, (DANA,), moment="2026-03-01 09:00", subject="Rota")
    await office.hears(rota)
    await until(lambda: workspace.chat_list.line(rota.id))
    await looks(switcher, "farid h")
    go_to(switcher, Kind.PERSON)
    switcher.choose()
    assert switcher.gone == [rota.id]


async def test_ctrl_and_enter_start_a_chat_with_the_person_or_with_the_people_of_the_chat(switcher):
    await looks(switcher, "farid")
    switcher.choose(anew=True)
    switcher.step(1)
    switcher.choose(anew=True)
    switcher.step(1)
    switcher.choose(anew=True)  # to search is nothing to start
    assert [sorted(people) for people in switcher.gone] == [sorted([CHEN.id, FARID.id]), [FARID.id]]


async def test_enter_before_anything_is_found_waits_for_it(switcher):
    await looks(switcher, "vat")
    switcher.look_for("shift")
    switcher.choose()
    assert switcher.gone == []
    await until(lambda: switcher.gone)
    assert switcher.gone == [HANDOVER]


async def test_an_arrow_before_anything_is_found_moves_in_what_will_be(switcher):
    switcher.look_for("farid")
    switcher.step(1)
    switcher.choose()
    await until(lambda: switcher.gone)
    assert switcher.gone == [(FARID.id,)]


async def test_two_letters_are_found_and_marked_where_words_begin_with_them_and_else_within_words(
    office, workspace, switcher
):
    lunch = Story(32, ELIF, (ANA, DANA), moment="2026-03-05 14:40", subject="Team lunch, 20 March")
    await office.hears(lunch)
    await until(lambda: workspace.chat_list.line(lunch.id))
    await looks(switcher, "ch")
    found = {row.title: marks(row) for row in switcher.rows.lines if row.marked}
    assert found == {
        "Chen, Farid": ["Ch"],
        "EU checkout outage": ["ch"],
        "Team lunch, 20 March": ["ch", "ch"],
        "Weekend cover, 7–8 March": ["ch"],
        "Chen Wei": ["Ch"],
    }
    assert titles(switcher, Kind.CHAT)[-2:] == ["Team lunch, 20 March", "Weekend cover, 7–8 March"]


async def test_who_types_on_after_enter_did_not_mean_it(switcher):
    switcher.look_for("shift")
    switcher.choose()
    await looks(switcher, "vat")
    assert switcher.gone == []


async def test_what_was_found_before_stays_until_the_next_is_there(switcher):
    await looks(switcher, "shift")
    before = titles(switcher)
    switcher.look_for("vat")
    assert titles(switcher) == before
    await until(lambda: not switcher.is_looking)
    assert titles(switcher, Kind.CHAT) == ["VAT invoices, Brazil"]


async def test_fast_typing_ends_with_what_was_typed_last(switcher):
    for end in range(1, len("tone guide") + 1):
        switcher.look_for("tone guide"[:end])
    await until(lambda: not switcher.is_looking)
    assert titles(switcher, Kind.CHAT) == ["Tone guide rewrite"]


async def test_where_nothing_is_found_one_can_search_messages_or_start_a_chat(switcher):
    await looks(switcher, "quokka")
    assert titles(switcher) == [
        "No chat or person matches “quokka”",
        "Search messages for “quokka”",
        "Message teammates",
    ]
    switcher.choose()
    switcher.step(1)
    switcher.choose()
    assert switcher.gone == ["quokka", ()]


async def test_a_slip_finds_and_marks_nothing(switcher):
    await looks(switcher, "weekned")
    assert titles(switcher, Kind.CHAT) == ["Weekend cover, 7–8 March"]
    assert switcher.row.marked == ()


async def test_the_present_subject_comes_before_a_former_one(switcher):
    await looks(switcher, "northwind")
    assert switcher.row.title == "Refund #48213 – Northwind"
    assert marks(switcher.row) == ["Northwind"]


async def test_up_and_down_go_round_and_leave_headings_out(switcher):
    await looks(switcher, "farid")
    seen = []
    for _ in range(4):
        seen.append(switcher.row.kind)
        switcher.step(1)
    assert seen == [Kind.CHAT, Kind.PERSON, Kind.SEARCH, Kind.CHAT]
    switcher.step(-1)
    assert switcher.row.kind is Kind.CHAT
    switcher.step(-1)
    assert switcher.row.kind is Kind.SEARCH
    switcher.leap(10)
    assert switcher.row.kind is Kind.SEARCH
    switcher.leap(-10)
    assert switcher.current == 1


async def test_what_happens_meanwhile_shows_and_leaves_the_current_row_where_one_put_it(
    office, workspace, switcher
):
    switcher.step(2)
    before = switcher.row
    late = Story(31, ANA, (ELIF, DANA), moment="2026-03-05 14:40", subject="Just now")
    await office.hears(late)
    await until(lambda: "Just now" in titles(switcher))
    assert switcher.row.id == before.id


async def test_without_any_other_chat_one_can_start_one(qapp, tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, now=NOW) as here:
        workspace = Workspace(here.client, here.background, here.clock)
        workspace.load()
        await until(lambda: workspace.chat_list.is_loaded)
        switcher = workspace.switcher()
        assert titles(switcher) == ["No other chats yet", "Message teammates"]
        assert switcher.row.kind is Kind.START
        await workspace.finish()
