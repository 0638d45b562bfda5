"""Teammates are found by what one remembers of their name, and chosen and taken out again."""

import pytest
from msgspec import structs

from desktop.core.values import ConnectionState, Presence
from desktop.viewmodels.people_picker import PeoplePickerModel
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, NOW, TEAM
from tests.support.desk import desk
from tests.support.screen import until


@pytest.fixture
async def office(tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, now=NOW) as here:
        yield here


@pytest.fixture
async def picker(office):
    model = PeoplePickerModel(office.client, office.background)
    await until(lambda: model.teammates.lines)
    yield model
    model.close()


def listed(picker: PeoplePickerModel) -> list[str]:
    return [line.person.name for line in picker.teammates.lines]


async def test_everybody_but_oneself_is_listed_by_name(picker):
    assert listed(picker) == sorted(user.name for user in TEAM if user is not DANA)


@pytest.mark.parametrize(
    "query", ["bru cos", "cos bru", "BRUNO", "costa", "bruno.costa", "escal", "  bruno   costa "]
)
async def test_people_are_found_by_any_words_of_name_username_or_title(picker, query):
    picker.search(query)
    assert listed(picker) == ["Bruno Costa"]


@pytest.mark.parametrize(
    ("query", "name"), [("yilmaz", "Elif Yılmaz"), ("INES", "Inês Moreau"), ("inês", "Inês Moreau")]
)
async def test_case_and_accents_do_not_matter(picker, query, name):
    picker.search(query)
    assert listed(picker) == [name]


async def test_those_whose_words_begin_with_the_query_come_first(picker):
    picker.search("na")
    assert listed(picker) == ["Ana Ribeiro", "Hiro Tanaka", "Joana Nunes"]
    picker.search("an")
    assert listed(picker)[0] == "Ana Ribeiro"


async def test_the_list_stays_true_to_itself_while_people_are_found_chosen_and_come(
    office, picker, qtmodeltester
):
    qtmodeltester.check(picker.teammates)
    picker.search("an")
    picker.toggle(ANA.id)
    office.presence_is({ANA.id: Presence.ONLINE, BRUNO.id: Presence.AWAY})
    await until(lambda: picker.teammates.lines[0].presence is Presence.ONLINE)
    picker.search("")
    shown = {line.person.id: line.presence for line in picker.teammates.lines}
    assert (shown[BRUNO.id], shown[CHEN.id]) == (Presence.AWAY, Presence.OFFLINE)
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: all(line.presence is None for line in picker.teammates.lines))


async def test_who_was_named_from_the_start_is_chosen_as_soon_as_the_team_is_read(office):
    model = PeoplePickerModel(office.client, office.background, preselected=(CHEN.id, DANA.id, ANA.id))
    assert model.chosen == ()
    await until(lambda: model.chosen)
    assert [person.id for person in model.chosen] == [CHEN.id, ANA.id]
    model.close()


async def test_a_search_may_find_nobody(picker):
    picker.search("zzz")
    assert listed(picker) == []


async def test_people_are_chosen_and_taken_out_in_the_order_of_choosing(picker, qtbot):
    with qtbot.waitSignal(picker.chosen_changed):
        picker.toggle(ELIF.id)
    picker.toggle(BRUNO.id)
    assert [person.name for person in picker.chosen] == ["Elif Yılmaz", "Bruno Costa"]
    assert [line.person.name for line in picker.teammates.lines if line.chosen] == [
        "Bruno Costa",
        "Elif Yılmaz",
    ]
    picker.toggle(ELIF.id)
    assert [person.name for person in picker.chosen] == ["Bruno Costa"]
    picker.remove_last()
    assert picker.chosen == ()
    picker.remove_last()


async def test_who_is_in_the_chat_already_cannot_be_chosen(picker):
    picker.toggle(ANA.id)
    picker.lock([ANA.id])
    assert picker.chosen == ()
    picker.toggle(ANA.id)
    assert picker.chosen == ()
    assert next(line for line in picker.teammates.lines if line.person.id == ANA.id).locked


async def test_who_leaves_the_team_is_no_longer_chosen(office, picker):
    picker.toggle(BRUNO.id)
    picker.toggle(CHEN.id)
    await office.meets(structs.replace(BRUNO, active=False, revision=100))
    await until(lambda: "Bruno Costa" not in listed(picker))
    assert [person.name for person in picker.chosen] == ["Chen Wei"]


async def test_ticks_change_without_the_list_being_built_anew(picker, qtbot):
    with qtbot.assertNotEmitted(picker.teammates.modelReset), qtbot.waitSignal(picker.teammates.dataChanged):
        picker.toggle(ELIF.id)
