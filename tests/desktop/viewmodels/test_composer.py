"""What is written belongs to the chat in which it was begun, whatever happens meanwhile."""

import asyncio

import pytest

from desktop.core.errors import CacheError
from desktop.viewmodels.composer import ComposerModel
from tests.gallery.team import ANA, BRUNO, DANA, NOW, TEAM, refund
from tests.support.desk import desk
from tests.support.screen import until
from tests.support.story import Story


@pytest.fixture
def other():
    chat = Story(2, ANA, (DANA, BRUNO), moment="2026-03-05 09:00", subject="Other")
    chat.read_all(DANA)
    return chat


@pytest.fixture
async def office(tmp_path, other):
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund(), other], now=NOW) as here:
        yield here


@pytest.fixture
async def composer(office, qapp):
    model = ComposerModel(office.client, office.background, office.clock)
    model.show_chat(refund().id)
    await until(lambda: model.placeholder == "Message Ana, Bruno, Chen and Elif")
    yield model
    await model.finish()
    model.deleteLater()  # here, and not whenever a thread of the cache collects garbage


async def saved(office, chat):
    return (await office.client.chat(chat)).draft


async def texts(office, chat):
    return [getattr(r.body, "text", "") for r in (await office.client.latest(chat)).rows]


async def test_a_draft_stays_with_its_chat_when_another_is_opened(office, composer, other):
    composer.edit("for the refund chat")
    composer.show_chat(other.id)
    assert composer.text == ""
    composer.edit("for the other chat")
    composer.send()
    await until(lambda: office.client.connection.waiting == 1)
    assert "for the other chat" in await texts(office, other.id)
    assert "for the refund chat" not in await texts(office, other.id)
    assert await saved(office, refund().id) == "for the refund chat"
    composer.show_chat(refund().id)
    assert composer.text == "for the refund chat"


async def test_what_is_proposed_comes_below_what_stands_in_a_draft_that_was_never_opened_here(
    office, composer, other
):
    await office.client.save_draft(other.id, "from yesterday")
    composer.edit("for the refund chat")
    composer.propose(other.id, "proposed")
    composer.propose(other.id, "proposed")
    await until(lambda: composer._drafts.of(other.id).known)
    composer.show_chat(other.id)
    await until(lambda: composer.text == "from yesterday\nproposed")
    composer.show_chat(refund().id)
    assert composer.text == "for the refund chat"
    await until(lambda: office.client.connection.waiting == 0)


async def test_what_is_proposed_leaves_a_change_of_a_message_as_it_is(office, composer):
    composer.reword_last()
    await until(lambda: composer.rewording)
    before = composer.text
    composer.propose(refund().id, "proposed")
    await until(lambda: composer._drafts.of(refund().id).draft.text == "proposed")
    assert composer.text == before
    composer.cancel()
    assert composer.text == "proposed"


async def test_an_incoming_message_changes_nothing_of_what_is_written(office, composer):
    composer.edit("half a sen")
    story = refund()
    story.say(ANA, "2026-03-05 14:41", "news")
    await office.hears(story)
    await asyncio.sleep(0)
    assert (composer.chat, composer.text) == (story.id, "half a sen")


async def test_a_draft_survives_the_program(office, composer):
    composer.edit("tomorrow")
    await composer.finish()
    again = ComposerModel(office.client, office.background, office.clock)
    shown = []
    again.text_replaced.connect(shown.append)
    again.show_chat(refund().id)
    await until(lambda: shown == ["tomorrow"])
    assert again.text == "tomorrow"
    await again.finish()


async def test_what_is_typed_while_the_draft_is_read_is_kept_after_it(office, composer, other):
    await office.client.save_draft(other.id, "early ")
    composer.show_chat(other.id)
    composer.edit("late")
    await until(lambda: composer.text == "early late")
    composer.flush()
    await composer.finish()
    assert await saved(office, other.id) == "early late"


async def test_sending_clears_the_field_at_once_and_the_draft_with_the_message(office, composer):
    handed_over = []
    composer.sent.connect(lambda: handed_over.append(True))
    composer.edit("  hello 🎉 ")
    assert composer.send()
    assert composer.text == ""
    await until(lambda: handed_over)
    assert (await texts(office, refund().id))[-1] == "hello 🎉"
    assert await saved(office, refund().id) == ""


async def test_a_text_that_could_not_be_stored_comes_back(office, composer, monkeypatch):
    async def no_room(chat, text, **answers):
        raise CacheError("disk full")

    monkeypatch.setattr(office.client, "send", no_room)
    composer.edit("precious")
    composer.send()
    await until(lambda: composer.problem)
    assert composer.text == "precious"
    assert "disk" in composer.problem


async def test_nothing_empty_and_nothing_too_long_is_sent(composer):
    composer.edit(" \n ")
    assert not composer.can_send
    composer.edit("x" * 7_900)
    assert composer.counter == "100 characters left"
    assert composer.can_send
    composer.edit("x" * 8_001)
    assert composer.counter == "1 character too many"
    composer.edit("x" * 8_002)
    assert composer.counter == "2 characters too many"
    assert "8,000" in composer.problem
    assert not composer.can_send
    assert not composer.send()
    assert len(composer.text) == 8_002
