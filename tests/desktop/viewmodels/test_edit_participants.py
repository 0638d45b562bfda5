"""Who adds people sees, before confirming, exactly what those will be able to read."""

import pytest
from msgspec import structs

from desktop.core.errors import ErrorCode, RefusedError
from desktop.core.values import ConnectionState, Text
from desktop.viewmodels import sentences
from desktop.viewmodels.edit_participants import EditParticipantsModel
from desktop.viewmodels.isolates import without_isolates
from tests.gallery.team import ANA, BRUNO, CHEN, DANA, ELIF, FARID, GRACE, NOW, TEAM
from tests.support.desk import desk
from tests.support.screen import until
from tests.support.story import Story, user


def outage(messages: int = 142) -> Story:
    chat = Story(2, BRUNO, (ANA, GRACE, DANA), moment="2026-03-03 08:30", subject="EU checkout outage")
    for number in range(messages):
        chat.say((ANA, BRUNO, GRACE, DANA)[number % 4], "2026-03-03 08:31", f"line {number}")
    return chat


@pytest.fixture
async def office(tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, now=NOW) as here:
        here.tells_history()
        yield here


@pytest.fixture
def edits(office):
    """Opens the dialog's model for a chat, once the chat is on this computer."""
    opened = []

    async def edit(chat: Story) -> EditParticipantsModel:
        model = EditParticipantsModel(office.client, office.background, office.clock, chat.id)
        opened.append(model)
        await until(lambda: model.present.lines and model.picker.teammates.lines)
        return model

    yield edit
    for model in opened:
        model.close()


@pytest.fixture
async def edit(office, edits):
    await office.hears(outage())
    return await edits(outage())


def said(words: str) -> str:
    return without_isolates(words)


async def counted(model: EditParticipantsModel) -> str:
    model.share_history(share=True)
    await until(lambda: "messages" in model.preview or "message " in model.preview)
    return model.preview


async def test_people_in_the_chat_are_listed_by_name_oneself_last(edit, qtmodeltester):
    qtmodeltester.check(edit.present)
    assert [line.person.name for line in edit.present.lines] == [
        "Ana Ribeiro",
        "Bruno Costa",
        "Grace Lindqvist",
        "Dana Okafor",
    ]
    assert [line.person.name for line in edit.present.lines if line.started] == ["Bruno Costa"]
    assert edit.present.lines[-1].is_me
    assert edit.heading == "EU checkout outage"


async def test_without_sharing_they_see_only_new_messages(edit):
    assert not edit.shares_history
    edit.picker.toggle(CHEN.id)
    assert edit.preview == "Chen will see only new messages"
    edit.picker.toggle(FARID.id)
    assert edit.preview == "Chen and Farid will see only new messages"
    edit.picker.toggle(ELIF.id)
    assert edit.preview == "They will see only new messages"


async def test_with_sharing_they_see_as_many_messages_as_the_adder(edit):
    edit.picker.toggle(CHEN.id)
    assert await counted(edit) == "Chen will see 142 messages since 3 March by Ana, Bruno, Grace and you"
    assert said(edit.first_message) == "First: Ana, 3 Mar, 08:31: line 0"
    edit.share_history(share=False)
    assert (edit.preview, said(edit.first_message)) == ("Chen will see only new messages", "")


async def test_a_message_that_comes_meanwhile_counts(office, edit):
    edit.picker.toggle(CHEN.id)
    await counted(edit)
    await office.hears(outage(143))
    await until(lambda: edit.preview.startswith("Chen will see 143 messages since 3 March by "))


async def test_a_first_message_that_is_deleted_meanwhile_is_shown_so(office, edit):
    await counted(edit)
    chat = outage()
    chat.delete(2, "2026-03-05 14:40")
    await office.hears(chat)
    await until(lambda: said(edit.first_message) == "First: Ana, 3 Mar, 08:31: Message deleted")


async def test_an_adder_without_the_earlier_history_shares_only_what_they_see(office, edits):
    chat = Story(3, BRUNO, (ANA,), moment="2026-02-20 08:00", subject="Older")
    for number in range(30):
        chat.say(ANA, "2026-02-20 08:01", f"hidden {number}")
    chat.add(ANA, "2026-03-04 09:00", DANA, with_history=False)
    chat.say(ANA, "2026-03-04 09:01", "the only one")
    await office.hears(chat)
    model = await edits(chat)
    model.picker.toggle(CHEN.id)
    assert await counted(model) == "Chen will see 1 message from 4 March on, as you see them"
    assert said(model.first_message) == "First: Ana, 4 Mar, 09:01: the only one"


async def test_nobody_is_added_with_a_history_that_nobody_could_look_up(office, edits):
    office.tells_history(RefusedError(ErrorCode.RATE_LIMITED))
    await office.hears(outage())
    model = await edits(outage())
    model.picker.toggle(CHEN.id)
    assert model.can_add
    model.share_history(share=True)
    await until(lambda: model.preview == sentences.refusal(ErrorCode.RATE_LIMITED))
    assert not model.can_add
    model.share_history(share=False)
    assert model.can_add


async def test_what_they_will_see_is_unknown_without_a_connection_and_known_again_with_it(office, edit):
    edit.picker.toggle(CHEN.id)
    await counted(edit)
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: edit.preview == "What they will see is known again with the connection")
    assert not edit.can_add
    office.connection_is(ConnectionState.ONLINE)
    await until(lambda: edit.preview.startswith("Chen will see 142 messages"))


async def test_more_than_was_shown_is_never_shared(office, edit):
    edit.picker.toggle(CHEN.id)
    await counted(edit)
    shown = await office.client.shared_history(outage().id)

    async def another(_chat):
        return structs.replace(shown, first=structs.replace(shown.first, body=Text("something else")))

    office.client.shared_history = another
    edit.add()
    await until(lambda: not edit.busy)
    assert edit.problem == "What they will see has changed. Look again, then add them."
    assert said(edit.first_message) == "First: Ana, 3 Mar, 08:31: something else"
    assert len((await office.client.chat(outage().id)).participants) == 4


async def test_who_is_to_be_added_can_be_chosen_from_the_start(office):
    await office.hears(outage())
    model = EditParticipantsModel(
        office.client, office.background, office.clock, outage().id, preselected=(FARID.id, ANA.id, CHEN.id)
    )
    await until(lambda: model.add_label == "Add Farid and Chen")
    model.close()


async def test_a_chat_without_messages_has_nothing_to_share(office, edits):
    chat = Story(4, BRUNO, (DANA,), moment="2026-03-04 08:00")
    await office.hears(chat)
    model = await edits(chat)
    model.share_history(share=True)
    await until(lambda: model.preview == "There are no earlier messages yet")


async def test_the_button_names_who_is_added(edit):
    assert (edit.add_label, edit.can_add) == ("Add", False)
    edit.picker.toggle(CHEN.id)
    assert (edit.add_label, edit.can_add) == ("Add Chen", True)
    edit.picker.toggle(FARID.id)
    assert edit.add_label == "Add Chen and Farid"
    edit.picker.toggle(ELIF.id)
    assert edit.add_label == "Add 3 people"


async def test_two_of_the_same_first_name_are_named_in_full(office, edit):
    await office.meets(user(40, "chen.long", "Chen Long", ""))
    await until(lambda: any(line.person.name == "Chen Long" for line in edit.picker.teammates.lines))
    edit.picker.toggle(CHEN.id)
    edit.picker.toggle(user(40, "chen.long", "Chen Long", "").id)
    assert edit.add_label == "Add Chen Wei and Chen Long"


async def test_without_a_connection_nobody_is_added_and_it_says_so(office, edit):
    edit.picker.toggle(CHEN.id)
    office.connection_is(ConnectionState.OFFLINE)
    await until(lambda: not edit.can_add)
    assert edit.problem == sentences.needs_connection()
    office.connection_is(ConnectionState.ONLINE)
    await until(lambda: edit.can_add)
    assert edit.problem == ""
    assert [person.name for person in edit.picker.chosen] == ["Chen Wei"]


async def test_a_connection_that_is_gone_by_then_loses_nothing(edit):
    edit.picker.toggle(CHEN.id)
    edit.share_history(share=True)
    edit.add()
    assert edit.busy
    await until(lambda: not edit.busy)
    assert edit.problem == sentences.answer_lost()
    assert [person.name for person in edit.picker.chosen] == ["Chen Wei"]
    assert edit.shares_history


async def test_who_came_into_the_chat_meanwhile_is_no_longer_to_be_added(office, edit):
    edit.picker.toggle(CHEN.id)
    edit.picker.toggle(FARID.id)
    chat = outage()
    chat.add(BRUNO, "2026-03-05 10:00", CHEN, with_history=True)
    await office.hears(chat)
    await until(lambda: len(edit.present.lines) == 5)
    assert edit.add_label == "Add Farid"
