"""The field and the button in which a message is written, used with real keys."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.ui.composer import Composer
from desktop.viewmodels.composer import ComposerModel
from tests.gallery.team import ANA, BRUNO, DANA, refund
from tests.support.screen import click, find, until
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
    done = QInputMethodEvent("", [])
    done.setCommitString("日本")
    field.clear()
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


async def test_a_text_too_long_says_so_and_stays(composer):
    field = find(composer, "Message")
    field.setPlainText("x" * 8_001)
    assert not find(composer, "Send message").isEnabled()
    assert "8,000" in find(composer, "Problem with the message").text()
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert len(field.toPlainText()) == 8_001
