"""What is written is kept as it is typed, answers what it answered, and is joined with what comes back; nothing of it is lost."""

import asyncio

import pytest
from msgspec import structs

from desktop.core import outbox
from desktop.core.cache import commands
from desktop.core.errors import CacheError
from desktop.core.values import Deleted, Text
from desktop.viewmodels.composer import ComposerModel
from desktop.viewmodels.drafts import Answered, joined
from tests.gallery.team import ANA, BRUNO, DANA, NOW, TEAM, refund
from tests.support.desk import desk
from tests.support.screen import until
from tests.support.sent_files import a_file
from tests.support.story import Story

CHAT = refund().id


def _other():
    chat = Story(2, ANA, (DANA, BRUNO), moment="2026-03-05 09:00", subject="Other")
    chat.say(ANA, "2026-03-05 09:01", "Hello")
    chat.read_all(DANA)
    return chat


@pytest.fixture
async def office(tmp_path):
    async with desk(tmp_path, DANA, team=TEAM, stories=[refund(), _other()], now=NOW) as here:
        yield here


@pytest.fixture
async def composer(office, qapp):
    model = ComposerModel(office.client, office.background, office.clock)
    model.show_chat(CHAT)
    await until(lambda: "Bruno" in model.placeholder)
    yield model
    await model.finish()
    model.deleteLater()  # here, and not whenever a thread of the cache collects garbage


async def draft(office, chat=CHAT):
    return (await office.client.chat(chat)).draft


async def row_at(office, seq):
    page = await office.client.around(CHAT, seq=seq, limit=1)
    return next(row for row in page.rows if row.seq == seq)


async def refused(office, text, **answers):
    """Store a message that the server refuses; return its command."""
    await office.client.send(CHAT, text, **answers)
    command = (await office.client.latest(CHAT)).rows[-1].command
    written = await office.client._database.write(outbox.refused, command, "rate_limited")
    office.client.feed.publish(written.changes)
    return command


async def test_the_first_character_is_saved_at_once(office, composer):
    composer.edit("a")
    await until(lambda: not composer._drafts._storing, seconds=5)
    assert await draft(office) == "a"


async def test_what_could_not_be_saved_is_said_stays_and_is_saved_with_the_next_keystroke(
    office, composer, monkeypatch
):
    async def no_room(chat, text, **answers):
        raise CacheError("disk full")

    with monkeypatch.context() as broken:
        broken.setattr(office.client, "save_draft", no_room)
        composer.edit("precious")
        await until(lambda: "disk" in composer.problem)
        assert composer.text == "precious"
    composer.edit("precious!")
    composer.flush()
    await until(lambda: not composer.problem)
    assert await draft(office) == "precious!"


async def test_what_is_typed_between_enter_and_the_stored_message_is_kept(office, composer, monkeypatch):
    real, gate = office.client.send, asyncio.Event()

    async def slow(chat, text, **answers):
        await gate.wait()
        return await real(chat, text, **answers)

    monkeypatch.setattr(office.client, "send", slow)
    composer.edit("first")
    assert composer.send()
    composer.edit("second")
    gate.set()
    await until(lambda: office.client.connection.waiting == 1)
    await composer.finish()
    assert await draft(office) == "second"
    assert [r.body.text for r in (await office.client.latest(CHAT)).rows if r.command] == ["first"]


async def test_a_sync_that_brings_the_chat_again_and_again_changes_nothing_of_what_is_typed(office, composer):
    shown = []
    composer.text_exchanged.connect(shown.append)
    story, text = refund(), ""
    for number in range(20):
        text += str(number % 10)
        composer.edit(text)
        story.say(BRUNO, "2026-03-05 14:40", f"message {number}")
        await office.hears(story, _other())
    assert (composer.chat, composer.text, shown) == (CHAT, text, [])
    await composer.finish()
    assert await draft(office) == text


async def test_an_answer_is_kept_with_its_draft_and_sent_with_it(office, composer):
    row = await row_at(office, 9)
    composer.answer(row.id)
    await until(lambda: composer.reply is not None)
    assert (composer.reply.author_name, composer.reply.text[:7]) == ("Elif Yılmaz", "Can you")
    composer.edit("Yes")
    composer.show_chat(_other().id)
    assert composer.reply is None
    composer.show_chat(CHAT)
    assert (composer.text, composer.reply.message) == ("Yes", row.id)
    composer.send()
    assert (composer.text, composer.reply) == ("", None)
    await until(lambda: office.client.connection.waiting == 1)
    sent = (await office.client.latest(CHAT)).rows[-1]
    assert (sent.body.text, sent.quote.seq) == ("Yes", 9)


async def test_an_answer_survives_the_program_and_is_let_go_of(office, composer):
    row = await row_at(office, 9)
    composer.answer(row.id)
    await until(lambda: composer.reply is not None)
    await composer.finish()
    again = ComposerModel(office.client, office.background, office.clock)
    again.show_chat(CHAT)
    await until(lambda: again.reply is not None)
    assert again.reply.message == row.id
    assert again.cancel()
    assert again.reply is None
    assert not again.cancel()
    await again.finish()
    assert (await office.client.chat(CHAT)).draft_reply is None


async def test_an_answered_message_of_nothing_but_files_is_called_by_these(office):
    row = structs.replace(await row_at(office, 9), body=Text("", attachments=(a_file(1, "charges.pdf"),)))
    assert Answered.of(row).text == "charges.pdf"
    assert Answered.of(structs.replace(row, body=Deleted(NOW))).text == ""


async def test_an_answered_message_that_is_taken_back_is_not_quoted_any_more(office, composer):
    composer.answer((await row_at(office, 9)).id)
    await until(lambda: composer.reply is not None and composer.reply.text)
    await until(lambda: not composer._drafts._storing)
    story = refund()
    story.delete(9, "2026-03-05 14:40")
    await office.hears(story)
    await until(lambda: composer.reply is not None and composer.reply.text == "")


async def test_what_is_taken_back_joins_what_is_typed(office, composer):
    command = await refused(office, "from the outbox", reply_to=(await row_at(office, 9)).id)
    composer.edit("typed")
    composer.take_back(command)
    composer.edit("typed here")
    await until(lambda: "from the outbox" in composer.text)
    assert "typed here" in composer.text
    assert composer.reply is not None
    await composer.finish()
    assert await draft(office) == composer.text or composer.chat is None
    kept = await draft(office)
    assert "from the outbox" in kept
    assert "typed here" in kept
    assert await office.client._database.read(commands.of_chats, (CHAT,)) == ()


async def test_what_is_taken_back_elsewhere_is_found_when_the_chat_is_opened(office, composer):
    command = await refused(office, "back again")
    composer.edit("typed")
    composer.show_chat(_other().id)
    await until(lambda: not composer._drafts._storing)
    await office.client.take_back(command)
    composer.show_chat(CHAT)
    await until(lambda: "back again" in composer.text)
    assert "typed" in composer.text


async def test_changing_a_message_gives_the_draft_back_untouched(office, composer):
    row = await row_at(office, 14)
    composer.edit("half a draft")
    composer.reword(row.id)
    await until(lambda: composer.rewording is not None)
    assert composer.text == row.body.text
    composer.edit("Great work.")
    composer.show_chat(_other().id)
    assert (composer.text, composer.rewording) == ("", None)
    composer.show_chat(CHAT)
    assert composer.text == "Great work."
    assert composer.cancel()
    assert (composer.text, composer.rewording) == ("half a draft", None)
    await composer.finish()
    assert await draft(office) == "half a draft"
    assert (await row_at(office, 14)).body.text == row.body.text


async def test_a_saved_change_changes_that_message_and_no_other(office, composer):
    row = await row_at(office, 14)
    composer.edit("half a draft")
    composer.reword(row.id)
    await until(lambda: composer.rewording is not None)
    composer.edit("Great work.")
    assert composer.send()
    assert composer.text == "half a draft"
    await until(lambda: office.client.connection.waiting == 1)
    changed = await row_at(office, 14)
    assert (changed.id, changed.body.text, changed.change) == (row.id, "Great work.", "edit")
    await composer.finish()
    assert await draft(office) == "half a draft"


async def test_a_change_that_is_left_for_another_message_is_taken_up_again(office, composer):
    first, second = await row_at(office, 14), await row_at(office, 11)
    composer.reword(first.id)
    await until(lambda: composer.rewording is not None)
    composer.edit("Great.")
    composer.reword(second.id)
    await until(lambda: composer.text == second.body.text)
    composer.edit("And only once.")
    composer.send()
    composer.reword(first.id)
    await until(lambda: composer.text == "Great." and office.client.connection.waiting == 1)
    assert (await row_at(office, 11)).body.text == "And only once."


async def test_nothing_empty_is_saved_as_a_change(office, composer):
    composer.reword((await row_at(office, 14)).id)
    await until(lambda: composer.rewording is not None)
    composer.edit("  ")
    assert not composer.can_send
    assert "delete it instead" in composer.problem
    assert not composer.send()


async def test_a_message_that_is_taken_back_while_it_is_changed_says_so(office, composer):
    composer.reword((await row_at(office, 14)).id)
    await until(lambda: composer.rewording is not None)
    composer.edit("Great work, all.")
    story = refund()
    story.delete(14, "2026-03-05 14:40")
    await office.hears(story)
    await until(lambda: "deleted meanwhile" in composer.problem)
    assert not composer.can_send
    assert composer.text == "Great work, all."


async def test_an_empty_field_changes_the_last_message_of_the_user_sent_or_not(office, composer):
    composer.reword_last()
    await until(lambda: composer.rewording is not None)
    assert composer.text.startswith("Great work.")
    composer.cancel()
    await office.client.send(CHAT, "and on its way")
    composer.reword_last()
    await until(lambda: composer.text == "and on its way")
    composer.edit("and rewritten")
    composer.send()
    assert composer.text == ""
    rows = (await office.client.latest(CHAT)).rows
    await until(lambda: not composer._drafts._storing)
    rows = (await office.client.latest(CHAT)).rows
    assert [row.body.text for row in rows if row.command] == ["and rewritten"]


async def test_up_does_nothing_where_something_is_written(composer):
    composer.edit("x")
    composer.reword_last()
    assert composer.rewording is None


async def test_a_refused_message_comes_back_to_be_written_anew(office, composer):
    await refused(office, "not welcome")
    composer.reword_last()
    await until(lambda: composer.text == "not welcome")
    assert composer.rewording is None
    assert not [row for row in (await office.client.latest(CHAT)).rows if row.command]


@pytest.mark.parametrize("kept", ["", "half", "half a sentence", "older"])
async def test_what_is_written_is_carried_over_when_the_cache_is_opened_anew(office, composer, kept):
    """Whatever the file that is opened then has kept of it."""
    composer.reword((await row_at(office, 14)).id)
    await until(lambda: composer.rewording is not None)
    composer.edit("Great.")
    composer.show_chat(_other().id)
    composer.edit("half a sentence")
    written = composer.written
    await composer.finish()
    await office.client.save_draft(_other().id, kept)
    again = ComposerModel(office.client, office.background, office.clock)
    again.take_over(written)
    await until(lambda: not again._drafts._storing)
    again.show_chat(_other().id)
    await until(lambda: not again._drafts._storing)
    assert again.text == ("older\nhalf a sentence" if kept == "older" else "half a sentence")
    assert await draft(office, _other().id) == again.text
    again.show_chat(CHAT)
    assert again.text == "Great."
    await again.finish()


async def test_a_refused_change_of_a_message_that_is_gone_comes_back_to_be_written_anew(office, composer):
    row = await row_at(office, 14)
    await office.client.edit(CHAT, row.id, "better words")
    (changed,) = await office.client.rows(frozenset({row.id}))
    await office.client._database.write(outbox.refused, changed.command, "message_deleted")
    composer.reword(row.id)
    await until(lambda: composer.text == "better words")
    assert composer.rewording is None
    assert await draft(office) == "better words"


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("a", "a", "back\na", "back\na"),
        ("a", "ab", "back\na", "back\nab"),
        ("a", "ab", "a\nback", "ab\nback"),
        ("a", "ab", "", "ab"),
        ("a", "ab", "a", "ab"),
        ("", "typed", "back", "back\ntyped"),
        ("a", "", "back\na", "back\n"),
        ("one", "two", "three", "three\ntwo"),
    ],
)
def test_two_changes_of_a_text_are_joined(base, mine, theirs, both):
    assert joined(base, mine, theirs) == both
