"""The field and the button in which a message is written, used with real keys."""

import asyncio

import pytest
from msgspec import structs
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.composer import Composer
from desktop.ui.theme.theme import Style
from desktop.viewmodels.composer import ComposerModel
from tests.gallery.team import ANA, BRUNO, DANA, refund
from tests.support.screen import click, find, shows, until
from tests.support.story import Story


@pytest.fixture
async def model(office):
    made = ComposerModel(office.client, office.background, office.clock)
    made.show_chat(refund().id)
    await until(lambda: "Bruno" in made.placeholder)
    yield made
    await made.finish()
    made.deleteLater()  # here, and not whenever a thread of the cache collects garbage


@pytest.fixture
async def composer(theme, model, window):
    made = Composer(theme, model, window)
    made.setGeometry(0, 0, 700, 90)
    made.show()
    window.activateWindow()
    made.focus_field()
    return made


async def sent(office):
    return [r.body.text for r in (await office.client.latest(refund().id)).rows if r.command is not None]


async def test_enter_sends_and_shift_enter_begins_a_line(office, composer, model):
    field = find(composer, "Message")
    QTest.keyClicks(field, "one")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClicks(field, "two")
    assert field.toPlainText() == "one\ntwo"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert field.toPlainText() == ""
    await until(lambda: office.client.connection.waiting == 1)
    assert await sent(office) == ["one\ntwo"]


async def test_ctrl_enter_and_the_button_send_too(office, composer):
    field = find(composer, "Message")
    assert not find(composer, "Send message").isEnabled()
    QTest.keyClicks(field, "first")
    QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(field, "second")
    click(composer, "Send message")
    await until(lambda: office.client.connection.waiting == 2)
    assert await sent(office) == ["first", "second"]
    assert field.hasFocus()


async def test_enter_while_an_input_method_composes_sends_nothing(office, composer):
    field = find(composer, "Message")
    QApplication.sendEvent(field, QInputMethodEvent("にほ", []))
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert office.client.connection.waiting == 0
    assert field.toPlainText() == ""
    done = QInputMethodEvent("", [])
    done.setCommitString("日本")
    QApplication.sendEvent(field, done)
    assert field.toPlainText() == "日本"
    QTest.keyClick(field, Qt.Key.Key_Return)
    await until(lambda: office.client.connection.waiting == 1)
    assert await sent(office) == ["日本"]


async def test_another_chat_takes_neither_the_text_nor_its_undo(office, composer, model):
    other = Story(2, ANA, (DANA, BRUNO), moment="2026-03-05 09:00", subject="Other")
    await office.hears(other)
    field = find(composer, "Message")
    QTest.keyClicks(field, "for the refund chat")
    model.show_chat(other.id)
    assert field.toPlainText() == ""
    field.undo()
    assert field.toPlainText() == ""
    model.show_chat(refund().id)
    assert field.toPlainText() == "for the refund chat"


async def test_only_words_are_pasted_and_the_field_grows_to_eight_lines(composer):
    field = find(composer, "Message")
    low = field.height()
    mime = QMimeData()
    mime.setHtml("<b>bold</b>")
    mime.setText("\r\n".join(f"line {n}" for n in range(30)))
    field.insertFromMimeData(mime)
    assert field.toPlainText().count("\n") == 29
    assert 6 * low < field.height() < 9 * low


async def test_lines_stand_as_far_apart_as_in_the_messages(theme, composer, model):
    field = find(composer, "Message")
    line = theme.line_height(Style.MESSAGE)
    for count in range(1, 9):
        assert field.height() == count * line
        QTest.keyClicks(field, "Hxg")
        QTest.keyClick(field, Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    assert field.height() == 8 * line
    field.selectAll()
    QTest.keyClick(field, Qt.Key.Key_Delete)
    model.bring_back(refund().id, "one\ntwo")
    assert field.height() == 2 * line
    theme.set_text_percent(130)
    assert field.height() == 2 * theme.line_height(Style.MESSAGE) > 2 * line
    field.undo()
    assert field.toPlainText() == "one\ntwo", "how far lines stand apart is nothing to undo"


async def test_what_is_copied_from_the_field_is_words_alone(composer):
    field = find(composer, "Message")
    field.show_text("10\u00a0000 €\nnow")
    field.selectAll()
    field.copy()
    copied = QApplication.clipboard().mimeData()
    assert copied.text() == "10\u00a0000 €\nnow"
    assert not copied.hasHtml()


async def test_a_space_that_keeps_words_together_stays_one(office, composer, model):
    field = find(composer, "Message")
    mime = QMimeData()
    mime.setText("10\u00a0000\u202f€\u2028now")
    field.insertFromMimeData(mime)
    assert model.text == "10\u00a0000\u202f€\nnow"
    QTest.keyClick(field, Qt.Key.Key_Return)
    await until(lambda: office.client.connection.waiting == 1)
    assert await sent(office) == ["10\u00a0000\u202f€\nnow"]


async def test_a_text_too_long_says_so_and_stays(composer):
    field = find(composer, "Message")
    field.setPlainText("x" * 8_001)
    assert not find(composer, "Send message").isEnabled()
    assert "8,000" in find(composer, "Problem with the message").text()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert len(field.toPlainText()) == 8_001


async def test_what_a_fast_typist_writes_is_saved_while_they_type(office, composer, monkeypatch):
    """There is no pause of 300 ms in it; nor is every character written to the disk."""
    saved, real = [], office.client.save_draft

    async def save(chat, text, **answers):
        saved.append(text)
        await real(chat, text, **answers)

    monkeypatch.setattr(office.client, "save_draft", save)
    field = find(composer, "Message")
    async with asyncio.timeout(10):
        while len(saved) < 4:
            QTest.keyClick(field, Qt.Key.Key_A)
            await asyncio.sleep(0.01)
    text = field.toPlainText()
    assert text.startswith(saved[-1])
    assert saved[0] == "a"
    assert len(text) > 3 * len(saved)
    await until(lambda: saved[-1] == text)


async def test_nothing_that_comes_moves_the_cursor_or_the_selection(office, composer):
    field = find(composer, "Message")
    QTest.keyClicks(field, "one two three")
    for _ in range(6):
        QTest.keyClick(field, Qt.Key.Key_Left)
    QTest.keyClick(field, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    before = (field.textCursor().anchor(), field.textCursor().position())
    story = refund()
    for number in range(5):
        story.say(BRUNO, "2026-03-05 14:41", f"message {number}")
        await office.hears(story, Story(20 + number, ANA, (DANA,), moment="2026-03-05 09:00"))
        await asyncio.sleep(0.02)
    assert (field.textCursor().anchor(), field.textCursor().position()) == before
    QTest.keyClicks(field, "X")
    assert field.toPlainText() == "one twX three"


async def test_what_joins_the_text_leaves_the_cursor_at_its_words(office, composer, model):
    await office.client.send(refund().id, "taken back 😀")
    command = (await office.client.latest(refund().id)).rows[-1].command
    field = find(composer, "Message")
    QTest.keyClicks(field, "one two")
    for _ in range(3):
        QTest.keyClick(field, Qt.Key.Key_Left)
    model.take_back(command)
    await until(lambda: "taken back" in field.toPlainText())
    QTest.keyClicks(field, "X")
    assert "one Xtwo" in field.toPlainText()


async def test_what_is_answered_is_shown_without_marks_and_nobodys_name_turns_it_round(
    office, composer, model
):
    mo = structs.replace(BRUNO, name="Mo \u202eevil", revision=90)
    await office.meets(mo)
    story = refund()
    story.say(mo, "2026-03-05 14:50", "**Not** `here`")
    await office.hears(story)
    row = (await office.client.latest(refund().id)).rows[-1]
    model.answer(row.id)
    await until(lambda: shows(composer, "Reply to Mo evil"))
    assert find(composer, "Reply to Mo evil").accessibleDescription() == "Not here"


async def test_an_answer_is_shown_over_the_field_and_the_button_or_esc_lets_go_of_it(office, composer, model):
    ask = next(r for r in (await office.client.latest(refund().id)).rows if r.seq == 9)
    low = composer.sizeHint().height()
    model.answer(ask.id)
    await until(lambda: shows(composer, "Reply to Elif Yılmaz"))
    assert "goodwill credit" in find(composer, "Reply to Elif Yılmaz").accessibleDescription()
    assert composer.sizeHint().height() > low
    assert find(composer, "Message").hasFocus()
    click(composer, "Cancel reply")
    assert not shows(composer, "Cancel reply")
    model.answer(ask.id)
    await until(lambda: shows(composer, "Cancel reply"))
    QTest.keyClicks(find(composer, "Message"), "Yes")
    QTest.keyClick(find(composer, "Message"), Qt.Key.Key_Escape)
    assert not shows(composer, "Cancel reply")
    assert find(composer, "Message").toPlainText() == "Yes"


async def test_up_changes_the_last_message_and_esc_gives_the_field_back(office, composer):
    field = find(composer, "Message")
    QTest.keyClick(field, Qt.Key.Key_Up)
    await until(lambda: shows(composer, "Edit message"))
    assert field.toPlainText().startswith("Great work.")
    assert find(composer, "Save changes").isEnabled()
    QTest.keyClicks(field, " Really.")
    field.undo()
    QTest.keyClick(field, Qt.Key.Key_Escape)
    assert not shows(composer, "Edit message")
    assert field.toPlainText() == ""
    field.undo()
    assert field.toPlainText() == ""
    assert shows(composer, "Send message")
    assert office.client.connection.waiting == 0


async def test_enter_saves_a_change_and_the_draft_is_back(office, composer):
    field = find(composer, "Message")
    QTest.keyClick(field, Qt.Key.Key_Up)
    await until(lambda: shows(composer, "Edit message"))
    field.selectAll()
    QTest.keyClicks(field, "Great.")
    QTest.keyClick(field, Qt.Key.Key_Return)
    await until(lambda: office.client.connection.waiting == 1)
    row = next(r for r in (await office.client.latest(refund().id)).rows if r.seq == 14)
    assert row.body.text == "Great."
    assert field.toPlainText() == ""


async def test_what_an_empty_field_says_stays_on_one_line(composer, model):
    field = find(composer, "Message")
    assert field.placeholderText() == model.placeholder
    composer.resize(180, 90)
    await until(lambda: field.placeholderText().endswith("…"))
    assert field.fontMetrics().horizontalAdvance(field.placeholderText()) <= field.viewport().width()
    composer.resize(700, 90)
    await until(lambda: field.placeholderText() == model.placeholder)
