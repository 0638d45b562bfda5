"""A chat is started with at least one teammate, offline as well, and a refusal loses nothing."""

import pytest
from msgspec import structs

from desktop.core.values import ConnectionState
from desktop.viewmodels.isolates import without_isolates
from desktop.viewmodels.links import proposal_of
from desktop.viewmodels.new_chat import NewChatModel
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, NOW, TEAM
from tests.support.desk import desk
from tests.support.screen import until
from tests.support.story import Story


@pytest.fixture
async def office(tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, now=NOW, state=ConnectionState.OFFLINE) as here:
        yield here


@pytest.fixture
async def new_chat(office):
    model = NewChatModel(office.client, office.background, office.clock)
    await until(lambda: model.picker.teammates.lines)
    yield model
    model.close()


async def test_nothing_starts_before_somebody_is_chosen(new_chat):
    assert not new_chat.can_start
    new_chat.start()
    assert not new_chat.busy
    new_chat.picker.toggle(BRUNO.id)
    assert new_chat.can_start


async def test_the_footer_counts_who_will_be_in_it(new_chat):
    assert new_chat.summary == "Choose at least one teammate"
    new_chat.picker.toggle(BRUNO.id)
    assert new_chat.summary == "1 person and you"
    new_chat.picker.toggle(ELIF.id)
    assert new_chat.summary == "2 people and you"


async def test_a_chat_starts_without_a_connection_and_is_there_at_once(office, new_chat, qtbot):
    started = []
    new_chat.chat_started.connect(started.append)
    new_chat.picker.toggle(BRUNO.id)
    new_chat.picker.toggle(ELIF.id)
    new_chat.set_subject("  Refund #48213 ")
    new_chat.start()
    assert new_chat.busy
    await until(lambda: started)
    details = await office.client.chat(started[0])
    assert details.subject == "Refund #48213"
    assert {one.person.name for one in details.participants} == {"Dana Okafor", "Bruno Costa", "Elif Yılmaz"}


async def test_a_subject_too_long_is_explained_and_everything_stays(new_chat):
    new_chat.picker.toggle(BRUNO.id)
    new_chat.set_subject("x" * 201)
    new_chat.start()
    await until(lambda: new_chat.problem)
    assert "200 characters" in new_chat.problem
    assert [person.name for person in new_chat.picker.chosen] == ["Bruno Costa"]
    assert new_chat.can_start
    new_chat.set_subject("short")
    assert not new_chat.problem


def vat() -> Story:
    return Story(6, DANA, (BRUNO, CHEN), moment="2026-03-05 08:00", subject="VAT invoices")


async def test_a_chat_with_exactly_these_people_is_offered_and_another_can_be_started(office, new_chat):
    await office.hears(vat(), Story(7, BRUNO, (DANA,), moment="2026-03-05 09:00"))
    new_chat.picker.toggle(BRUNO.id)
    await until(lambda: without_isolates(new_chat.existing_words) == "You already have a chat with Bruno")
    new_chat.picker.toggle(CHEN.id)
    assert new_chat.existing is None
    await until(
        lambda: (
            without_isolates(new_chat.existing_words)
            == "You already have a chat with Bruno and Chen: VAT invoices"
        )
    )
    assert new_chat.existing == vat().id
    assert new_chat.can_start
    new_chat.picker.toggle(ELIF.id)
    assert new_chat.existing is None
    new_chat.picker.toggle(ELIF.id)
    await until(lambda: new_chat.existing == vat().id)


async def test_a_chat_that_comes_while_people_are_chosen_is_offered_too(office, new_chat):
    new_chat.picker.toggle(BRUNO.id)
    new_chat.picker.toggle(CHEN.id)
    await office.hears(vat())
    await until(lambda: new_chat.existing == vat().id)


async def test_somebody_can_be_chosen_from_the_start(office):
    model = NewChatModel(office.client, office.background, office.clock, preselected=(BRUNO.id,))
    await until(lambda: model.summary == "1 person and you")
    model.close()


def proposed(office, said: str) -> NewChatModel:
    return NewChatModel(
        office.client, office.background, office.clock, proposal=proposal_of(f"internal-chat://new?{said}")
    )


async def test_whom_a_link_names_is_chosen_in_its_order_by_name_or_id(office):
    model = proposed(
        office, f"with=Elif.Yilmaz,{BRUNO.id}&subject=Refund%20%2348213&text=Could%20you%20look?"
    )
    await until(lambda: model.picker.chosen, "who is meant")
    assert [person.id for person in model.picker.chosen] == [ELIF.id, BRUNO.id]
    assert (model.subject, model.text, model.left_out) == ("Refund #48213", "Could you look?", "")
    assert model.can_start
    model.close()


async def test_who_is_named_and_not_in_the_team_is_said(office):
    await office.meets(structs.replace(CHEN, active=False, revision=CHEN.revision + 1))
    model = proposed(office, "with=zoe,bruno.costa,chen.wei,m%C3%A4x")
    await until(lambda: model.picker.chosen, "who is meant")
    assert [person.id for person in model.picker.chosen] == [BRUNO.id]
    assert without_isolates(model.left_out) == (
        "Not in your team, so left out: “zoe” and “mäx”. Deactivated, so left out: Chen Wei."
    )
    model.close()


async def test_many_strange_names_are_counted(office):
    model = proposed(office, "with=" + ",".join(f"x{number}" for number in range(9)))
    await until(lambda: model.left_out, "who is not here")
    assert without_isolates(model.left_out) == (
        "Not in your team, so left out: “x0”, “x1”, “x2”, “x3”, “x4” and 4 more."
    )
    assert not model.can_start
    model.close()


async def test_the_user_may_be_named_too_as_a_page_is_the_same_for_all(office):
    model = proposed(office, "with=dana.okafor,bruno.costa")
    await until(lambda: model.picker.chosen, "who is meant")
    assert [person.id for person in model.picker.chosen] == [BRUNO.id]
    assert not model.left_out
    model.close()


async def test_who_is_taken_out_again_stays_out_when_the_directory_comes_anew(office):
    model = proposed(office, "with=bruno.costa,zoe")
    await until(lambda: model.picker.chosen, "who is meant")
    model.picker.remove(BRUNO.id)
    await office.meets(structs.replace(ANA, username="zoe", name="Zoe Kim", revision=ANA.revision + 1))
    await until(lambda: model.picker.chosen, "who has come")
    assert [person.name for person in model.picker.chosen] == ["Zoe Kim"]
    assert not model.left_out
    model.close()


async def test_a_link_that_holds_more_than_fits_says_so(office):
    model = proposed(office, "subject=" + "x" * 201)
    assert model.subject == "x" * 200
    assert model.left_out == "The link held more than fits."
    model.close()
